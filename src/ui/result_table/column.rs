//! The columns of the table: their names, their widths, their order, and a row's value in each as text.

use crate::inspect::{Inspection, Measures, Reason};
use crate::scan::ProductId;
use crate::session::{ResultRow, SortColumn};
use crate::ui::row_hover::shown_name;
use crate::ui::{Text, format, wording};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableColumn {
    Status,
    Decision,
    Product,
    Path,
    Verdict,
    PixelSum,
    BorderBlack,
    MainColour,
    Dimensions,
    FileBytes,
    TimeTaken,
}

impl TableColumn {
    /// From left to right, for rows of a scan that measured this.
    pub(super) fn shown(measures: Measures) -> &'static [Self] {
        if measures.full {
            &Self::ALL
        } else {
            &Self::USUAL
        }
    }

    const USUAL: [Self; 10] = [
        Self::Status,
        Self::Decision,
        Self::Product,
        Self::Path,
        Self::Verdict,
        Self::PixelSum,
        Self::BorderBlack,
        Self::Dimensions,
        Self::FileBytes,
        Self::TimeTaken,
    ];

    const ALL: [Self; 11] = [
        Self::Status,
        Self::Decision,
        Self::Product,
        Self::Path,
        Self::Verdict,
        Self::PixelSum,
        Self::BorderBlack,
        Self::MainColour,
        Self::Dimensions,
        Self::FileBytes,
        Self::TimeTaken,
    ];

    /// The order that a click on its header asks for. The verdict's reasons have no order of their own but that of the
    /// verdict.
    pub(super) fn sort(self) -> SortColumn {
        match self {
            Self::Status | Self::Verdict => SortColumn::Status,
            Self::Decision => SortColumn::Decision,
            Self::Product => SortColumn::Product,
            Self::Path => SortColumn::Path,
            Self::PixelSum => SortColumn::PixelSum,
            Self::BorderBlack => SortColumn::BorderBlack,
            Self::MainColour => SortColumn::MainColour,
            Self::Dimensions => SortColumn::Dimensions,
            Self::FileBytes => SortColumn::FileBytes,
            Self::TimeTaken => SortColumn::TimeTaken,
        }
    }

    /// The catalogue's key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Status => "results-column-status",
            Self::Decision => "review-column",
            Self::Product => "results-column-product",
            Self::Path => "results-column-path",
            Self::Verdict => "results-column-verdict",
            Self::PixelSum => "results-column-pixel-sum",
            Self::BorderBlack => "results-column-border-black",
            Self::MainColour => "results-column-main-colour",
            Self::Dimensions => "results-column-dimensions",
            Self::FileBytes => "results-column-file-bytes",
            Self::TimeTaken => "results-column-time-taken",
        }
    }

    /// Its width to begin with, and its least width, in points.
    pub(super) fn widths(self) -> (f32, f32) {
        match self {
            Self::Status => (172.0, 40.0),
            Self::Decision => (124.0, 40.0),
            Self::Product => (124.0, 60.0),
            Self::Path => (236.0, 80.0),
            Self::Verdict => (228.0, 80.0),
            Self::PixelSum => (76.0, 44.0),
            Self::BorderBlack => (92.0, 44.0),
            Self::MainColour => (148.0, 56.0),
            Self::Dimensions => (96.0, 56.0),
            Self::FileBytes => (80.0, 48.0),
            Self::TimeTaken => (72.0, 44.0),
        }
    }

    /// Whether it holds numbers, which stand right.
    pub(super) fn is_number(self) -> bool {
        !matches!(
            self,
            Self::Status
                | Self::Decision
                | Self::Product
                | Self::Path
                | Self::Verdict
                | Self::MainColour
        )
    }

    /// A row's value as people read it; `None` where it is not known.
    pub(super) fn value(self, row: &ResultRow, text: &Text) -> Option<String> {
        let inspection = row.inspection();
        match self {
            Self::Status => Some(wording::status(text, row.status())),
            Self::Decision => row
                .decision_told()
                .map(|decision| wording::decision(text, Some(decision))),
            Self::Product => row
                .report
                .product
                .as_ref()
                .map(ProductId::as_str)
                .map(str::to_owned),
            Self::Path => Some(shown_name(row.report.location.relative().as_os_str())),
            Self::Verdict => wording::row_error(text, row).or_else(|| {
                let reasons = &row.judgement.as_ref()?.reasons;
                // Transparency is a note on the file already.
                let strongest = reasons
                    .iter()
                    .find(|reason| !matches!(reason, Reason::HasTransparency { .. }));
                Some(wording::reason(
                    text,
                    strongest.or_else(|| reasons.first())?,
                ))
            }),
            Self::PixelSum => inspection.map(|found| found.pixel.sum().to_string()),
            Self::BorderBlack => inspection.and_then(border_black),
            Self::MainColour => inspection
                .and_then(|found| found.main_colour)
                .map(|found| format!("{} {}", found.hex(), format::exact_percent(found.share))),
            Self::Dimensions => {
                inspection.map(|found| format!("{} × {}", found.width_px, found.height_px))
            }
            Self::FileBytes => row.report.file_bytes.map(format::bytes),
            Self::TimeTaken => {
                let total = row.report.times.total();
                (!total.is_zero()).then(|| format::duration(total))
            }
        }
    }
}

fn border_black(inspection: &Inspection) -> Option<String> {
    let percent = inspection.background.as_ref()?.border_black_share * 100.0;
    Some(format!("{percent:.1} %"))
}
