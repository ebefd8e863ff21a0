//! In which order rows are shown.

use std::cmp::Ordering;

use super::ResultRow;
use crate::inspect::Measures;

/// A column that rows can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortColumn {
    /// Status in the order in which people care, as [`super::RowStatus::ALL`].
    Status,
    /// What a person decided: confirmed, false alarm, not reviewed.
    Decision,
    /// How sure the verdict "black" is; what is proven comes before all else.
    Confidence,
    /// Product id as text.
    Product,
    /// Path as text.
    Path,
    /// Sum of the pixel at (5, 5).
    PixelSum,
    /// Near-black share of the border.
    BorderBlack,
    /// The most popular colour from dark to light; equal colours stand together, the largest share first.
    MainColour,
    /// Width times height.
    Dimensions,
    /// Size of the file.
    FileBytes,
    /// Time that reading and decoding took.
    TimeTaken,
}

impl SortColumn {
    /// Whether rows of a scan that measured this have a value in it.
    #[must_use]
    pub fn is_known_with(self, measures: Measures) -> bool {
        self != Self::MainColour || measures.full
    }
}

/// A column and a direction. Rows that are equal in it keep the order in which the walk found them, in both
/// directions; rows without a value come last, in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// By what.
    pub column: SortColumn,
    /// From small to large.
    pub ascending: bool,
}

impl SortOrder {
    /// The order by a column that shows first what people look for: the surest first, else from small to large.
    #[must_use]
    pub fn by(column: SortColumn) -> Self {
        Self {
            column,
            ascending: column != SortColumn::Confidence,
        }
    }

    /// The order after a click on a column's header: as in [`Self::by`] first, then the other way.
    #[must_use]
    pub fn after_click(current: Option<Self>, column: SortColumn) -> Self {
        match current {
            Some(order) if order.column == column => Self {
                ascending: !order.ascending,
                ..order
            },
            Some(_) | None => Self::by(column),
        }
    }

    /// Compares two rows.
    #[must_use]
    pub fn compare(self, a: &ResultRow, b: &ResultRow) -> Ordering {
        let by_column = match self.column {
            SortColumn::Status => self.directed(a.status().cmp(&b.status())),
            SortColumn::Decision => self.known_first(a.decision_told(), b.decision_told()),
            SortColumn::Confidence => self.known_first(a.confidence(), b.confidence()),
            SortColumn::Product => self.known_first(product(a), product(b)),
            SortColumn::Path => self.directed(path(a).cmp(path(b))),
            SortColumn::PixelSum => self.known_first(pixel_sum(a), pixel_sum(b)),
            SortColumn::BorderBlack => self.known_first(border_black(a), border_black(b)),
            SortColumn::MainColour => self
                .known_first(main_colour(a), main_colour(b))
                .then_with(|| main_colour_share(b).total_cmp(&main_colour_share(a))),
            SortColumn::Dimensions => self.known_first(pixels(a), pixels(b)),
            SortColumn::FileBytes => self.known_first(a.report.file_bytes, b.report.file_bytes),
            SortColumn::TimeTaken => {
                self.directed(a.report.times.total().cmp(&b.report.times.total()))
            }
        };
        by_column.then_with(|| a.report.id.cmp(&b.report.id))
    }

    fn directed(self, ordering: Ordering) -> Ordering {
        if self.ascending {
            ordering
        } else {
            ordering.reverse()
        }
    }

    fn known_first<T: PartialOrd>(self, a: Option<T>, b: Option<T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => self.directed(a.partial_cmp(&b).unwrap_or(Ordering::Equal)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

/// Bytes of the path: `Path::cmp` takes it apart at every comparison, which is ten times slower.
fn path(row: &ResultRow) -> &[u8] {
    row.report
        .location
        .relative()
        .as_os_str()
        .as_encoded_bytes()
}

fn product(row: &ResultRow) -> Option<&str> {
    row.report
        .product
        .as_ref()
        .map(crate::scan::ProductId::as_str)
}

fn pixel_sum(row: &ResultRow) -> Option<u16> {
    row.inspection().map(|inspection| inspection.pixel.sum())
}

fn border_black(row: &ResultRow) -> Option<f32> {
    let measured = row.inspection()?.background.as_ref()?;
    Some(measured.border_black_share)
}

/// Its brightness (the weights of ITU-R BT.709, times 10,000) and, to keep equals together, the colour itself. By colour
/// rather than by share, because what people look for is "which pictures are mostly black, off-white, grey", and a list
/// of swatches from dark to light explains itself.
fn main_colour(row: &ResultRow) -> Option<(u32, [u8; 3])> {
    let rgb = row.inspection()?.main_colour?.rgb;
    let [red, green, blue] = rgb.map(u32::from);
    Some((2_126 * red + 7_152 * green + 722 * blue, rgb))
}

fn main_colour_share(row: &ResultRow) -> f32 {
    let found = row
        .inspection()
        .and_then(|inspection| inspection.main_colour);
    found.map_or(0.0, |found| found.share)
}

fn pixels(row: &ResultRow) -> Option<u64> {
    row.inspection()
        .map(|inspection| u64::from(inspection.width_px) * u64::from(inspection.height_px))
}
