//! What the meaning of a key depends on.

use crate::scan::ImageId;
use crate::session::ScanPhase;

/// What keys depend on.
pub struct KeyContext<'a> {
    /// Images side by side: the gallery's columns, 1 in the table.
    pub columns: usize,
    /// Lines of images in sight.
    pub page_lines: usize,
    /// Where the scan stands; `None` before the first.
    pub phase: Option<&'a ScanPhase>,
    /// Whether the large preview is shown.
    pub preview_is_open: bool,
    /// Whether the window with the sensitivity's numbers is open.
    pub sensitivity_is_open: bool,
    /// What keys act on.
    pub acting_on: ActingOn,
    /// The image that keys act from.
    pub focus: Option<ImageId>,
    /// The selected images, the shown ones first and in the order shown; asked for only when a key needs them.
    pub selected: &'a dyn Fn() -> Vec<ImageId>,
    /// The images that a decision is about; asked for only when a key needs them.
    pub to_decide: &'a dyn Fn() -> Vec<ImageId>,
}

impl std::fmt::Debug for KeyContext<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyContext")
            .field("columns", &self.columns)
            .field("focus", &self.focus)
            .finish_non_exhaustive()
    }
}

/// What keys act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActingOn {
    /// The images of the whole scan.
    Images,
    /// Those of a part of it, which one can go back from.
    PartOfImages,
    /// Products.
    Products,
    /// Images side by side.
    Compared,
}
