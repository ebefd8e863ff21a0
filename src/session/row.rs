//! One image's line in the results.

use super::RowReview;
use crate::inspect::{ImageFormat, Inspection, Judgement, Thresholds, Verdict, judge};
use crate::scan::{ImageOutcome, ImageReport};

/// A report together with what is thought of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// The facts.
    pub report: ImageReport,
    /// The verdict and its reasons; `None` where the image could not be inspected.
    pub judgement: Option<Judgement>,
    /// What a person thinks of it.
    pub review: RowReview,
    /// Whether the file is no longer where it was. What is remembered of it is kept.
    pub is_gone: bool,
}

/// What became of an image, in the classes that people filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowStatus {
    /// The background turned black.
    BlackBackground,
    /// A person should look at it.
    Doubtful,
    /// Nothing points to the mishap.
    Clear,
    /// Its bytes could be read but not inspected.
    Unreadable,
    /// Its bytes could not be had; another try may succeed.
    Unreachable,
    /// It was there in an earlier scan, and is no longer.
    Gone,
}

impl RowStatus {
    /// Every status, in the order in which people care.
    pub const ALL: [Self; 6] = [
        Self::BlackBackground,
        Self::Doubtful,
        Self::Clear,
        Self::Unreadable,
        Self::Unreachable,
        Self::Gone,
    ];

    /// Whether a person should see it: black or doubtful.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        matches!(self, Self::BlackBackground | Self::Doubtful)
    }
}

impl ResultRow {
    /// Judges a report.
    #[must_use]
    pub fn new(report: ImageReport, thresholds: &Thresholds) -> Self {
        let judgement = match &report.outcome {
            ImageOutcome::Inspected(inspection) => Some(judge(inspection, thresholds)),
            ImageOutcome::Unreadable(_) | ImageOutcome::Unreachable(_) => None,
        };
        Self {
            report,
            judgement,
            review: RowReview::default(),
            is_gone: false,
        }
    }

    /// Whether other thresholds can give another verdict or other reasons: not where the top corners cleared the image,
    /// nor where there is nothing to judge.
    #[must_use]
    pub fn depends_on_thresholds(&self) -> bool {
        self.inspection().is_some_and(|inspection| {
            inspection.background.is_some() && inspection.top_corners.can_be_black()
        })
    }

    /// What is thought of it at these thresholds; `None` where they have no say.
    pub(super) fn judged_by(&self, thresholds: &Thresholds) -> Option<Judgement> {
        self.inspection()
            .filter(|_| self.depends_on_thresholds())
            .map(|inspection| judge(inspection, thresholds))
    }

    /// The class that people filter by.
    #[must_use]
    pub fn status(&self) -> RowStatus {
        if self.is_gone {
            return RowStatus::Gone;
        }
        match (&self.judgement, &self.report.outcome) {
            (Some(judgement), _) => match judgement.verdict {
                Verdict::BlackBackground => RowStatus::BlackBackground,
                Verdict::Doubtful => RowStatus::Doubtful,
                Verdict::Clear => RowStatus::Clear,
            },
            (None, ImageOutcome::Unreachable(_)) => RowStatus::Unreachable,
            (None, ImageOutcome::Unreadable(_) | ImageOutcome::Inspected(_)) => {
                RowStatus::Unreadable
            }
        }
    }

    /// How sure it is that the background turned black, 0 to 1 (see [`crate::inspect::confidence`]); `None` where there
    /// was nothing to judge.
    #[must_use]
    pub fn confidence(&self) -> Option<f32> {
        self.judgement
            .as_ref()
            .map(|judgement| judgement.confidence)
    }

    /// The facts of an image that could be inspected.
    #[must_use]
    pub fn inspection(&self) -> Option<&Inspection> {
        match &self.report.outcome {
            ImageOutcome::Inspected(inspection) => Some(inspection),
            ImageOutcome::Unreadable(_) | ImageOutcome::Unreachable(_) => None,
        }
    }

    /// The true format, where the file's name promises another one (a PNG named .jpg).
    #[must_use]
    pub fn misnamed_format(&self) -> Option<ImageFormat> {
        let format = self.inspection()?.format;
        let extension = self.report.location.relative().extension()?.to_str()?;
        let promised = ImageFormat::from_extension(extension)?;
        (promised != format).then_some(format)
    }
}
