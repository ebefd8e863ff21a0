//! What is asked while images are looked at and decided about.

use crate::scan::ImageId;
use crate::session::{Beside, Decision, OriginalPair};
use crate::ui::bulk_dialog::BulkAnswer;
use crate::ui::preview::ZoomStep;

/// Looking at images, and deciding about them.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewCommand {
    /// Decide about these images; `None`: not reviewed any more.
    Decide {
        /// Which.
        images: Vec<ImageId>,
        /// What.
        decision: Option<Decision>,
    },
    /// Decide about every shown image, maybe after a question; `None`: not reviewed any more.
    DecideAllShown(Option<Decision>),
    /// The question before many images are decided was answered.
    AnswerBulk(BulkAnswer),
    /// Say of one image, with both pictures in sight, "This is its original"; or take that back.
    AnswerOriginal {
        /// Which.
        image: ImageId,
        /// What was in sight: with anything else the answer is dropped.
        pair: OriginalPair,
        /// Whether it is.
        is_it: bool,
    },
    /// Take the last step of the review back.
    Undo,
    /// Do again what was undone last.
    Redo,
    /// Show the focused image large.
    OpenPreview,
    /// Back to the results.
    ClosePreview,
    /// Show these images side by side; fewer than two: the focused one with the others of its product.
    Compare(Vec<ImageId>),
    /// Back from images side by side.
    CloseCompare,
    /// The pane with this number takes the focus, from 1.
    FocusPane(usize),
    /// Compare the images of the next or previous product that has flagged ones.
    CompareProduct(Beside),
    /// Show the preview's picture larger, smaller, whole or as it is.
    Zoom(ZoomStep),
    /// Draw the black area over the preview's picture, or no more.
    ToggleBlackArea,
    /// Show the file, its repair, or both: the next of these.
    ShowNextSide,
    /// Open these images in their own program.
    OpenInProgram(Vec<ImageId>),
    /// Show this image in the file manager.
    ShowInFileManager(ImageId),
    /// Copy these images' paths.
    CopyPaths(Vec<ImageId>),
}
