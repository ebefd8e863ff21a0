//! What is asked of the list of results.

use std::sync::Arc;

use super::{ExportFormat, ExportRows, ViewMode};
use crate::inspect::Thresholds;
use crate::scan::{ImageId, ProductRule};
use crate::session::{
    ProductColumn, ProductPlace, RowFilter, SortColumn, SortOrder, SpotCheck, WrongRun,
};
use crate::ui::{CheckSubject, SkipGroup};

/// The list of results: what it shows, in which order, what of it is selected, and what is saved of it.
#[derive(Clone, Debug, PartialEq)]
pub enum ListCommand {
    /// Judge by these bounds, at once and from now on.
    SetThresholds(Thresholds),
    /// Show or hide the numbers behind the sensitivity.
    ShowSensitivityNumbers(bool),
    /// Show other rows.
    SetFilter(RowFilter),
    /// A column's header was clicked.
    SortBy(SortColumn),
    /// A column's header of the table of products was clicked.
    SortProducts(ProductColumn),
    /// A click on a product, or an arrow.
    FocusProduct(ProductPlace),
    /// Show a product's images.
    OpenProduct(ProductPlace),
    /// Put the images together to products by this rule, now and whenever the folder is scanned.
    ChooseProducts(ProductRule),
    /// Show the images of the next product that has flagged ones to review.
    NextProduct,
    /// Show or hide the groups in which flagged images were written.
    ShowRuns(bool),
    /// Show the images of such a group.
    LookAtRun(Arc<WrongRun>),
    /// Offer to draw a sample of this; `None`: put the offer away.
    ShowCheck(Option<CheckSubject>),
    /// Draw a sample and show it.
    StartCheck {
        /// Of what.
        subject: CheckSubject,
        /// How many images.
        size: usize,
    },
    /// Show a sample that was drawn before.
    OpenCheck(Arc<SpotCheck>),
    /// Show the images of which only a person can tell whether something is their original.
    LookAtQuestions,
    /// Back from a part of the results to where one was.
    LeaveScope,
    /// Show the rows in this order; `None`: as the walk found them.
    SetOrder(Option<SortOrder>),
    /// Work the list out by its filter alone: rows that stayed although they were decided go.
    RefreshFilter,
    /// Gallery, table or products.
    SetViewMode(ViewMode),
    /// A plain click or an arrow: this row alone.
    Select(ImageId),
    /// Ctrl and click.
    ToggleSelected(ImageId),
    /// Shift and click.
    ExtendSelection(ImageId),
    /// Every shown row.
    SelectAll,
    /// Move the focus by so many rows; with Shift the selection grows.
    MoveFocus {
        /// Places in the shown list.
        rows: isize,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Ask where to, then export.
    Export {
        /// Which rows.
        rows: ExportRows,
        /// As what.
        format: ExportFormat,
    },
    /// Show or hide what was not looked at.
    ShowSkipped(bool),
    /// Show what was not looked at for this cause.
    ShowSkippedGroup(SkipGroup),
    /// Show or hide the export choice.
    ShowExport(bool),
    /// Side of a gallery's picture, in logical points.
    SetThumbnailSize(f32),
    /// Put the keyboard into the filter box.
    FocusFilter,
}
