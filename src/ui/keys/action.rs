//! What keys ask for, and when they are heard.

use egui::{Key, KeyboardShortcut};

use super::table::SHORTCUTS;

/// What a key asks for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum KeyAction {
    /// Pick a folder.
    ChooseFolder,
    /// Into the path box.
    FocusPath,
    /// Begin a scan.
    Start,
    /// Hold it, or let it go on.
    PauseOrResume,
    /// End it.
    Stop,
    /// One to the left.
    MoveLeft,
    /// One to the right.
    MoveRight,
    /// A line up.
    MoveUp,
    /// A line down.
    MoveDown,
    /// As many lines up as are in sight.
    PageUp,
    /// As many lines down as are in sight.
    PageDown,
    /// To the first image.
    First,
    /// To the last image.
    Last,
    /// Show the image large; Space also puts it away again.
    OpenPreview,
    /// Back to the results.
    Back,
    /// The preview's picture larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// The whole of it.
    ZoomFit,
    /// A pixel of it on a pixel of the screen.
    ZoomActual,
    /// The image with its product's others side by side, or the selected ones.
    Compare,
    /// The second of them; the first one has the key of the picture's actual size.
    SecondPane,
    /// The third.
    ThirdPane,
    /// The fourth.
    FourthPane,
    /// The black area over it, or no more.
    BlackArea,
    /// The background is black.
    Confirm,
    /// It is not.
    FalseAlarm,
    /// Not reviewed any more.
    ClearDecision,
    /// The background is black, and the image is to be repaired.
    ConfirmAndRepair,
    /// The file, its repair, or both.
    NextSide,
    /// The last step of the review back.
    Undo,
    /// What was undone, again.
    Redo,
    /// Rows that stayed although they were decided go.
    RefreshFilter,
    /// Select every shown image.
    SelectAll,
    /// Copy the paths of the selected images.
    CopyPaths,
    /// Open the selected images in their own program.
    OpenInProgram,
    /// Show the image in the file manager.
    ShowInFileManager,
    /// Thumbnails.
    Gallery,
    /// Rows and columns.
    Table,
    /// A row per product.
    Products,
    /// The next product to review.
    NextProduct,
    /// Into the filter box.
    FocusFilter,
    /// Write results to a file.
    Export,
    /// Where the originals are, and what they prove.
    ShowOriginals,
    /// Replace black images by repaired ones.
    ShowRepair,
    /// The repairs that were made.
    ShowRepairs,
    /// The settings.
    ShowSettings,
    /// The sheet of keys.
    ShowKeys,
}

impl KeyAction {
    /// Every one, in the order of the sheet.
    pub fn all() -> impl Iterator<Item = Self> {
        SHORTCUTS.iter().map(|line| line.action)
    }

    /// Whether it works while a text is being typed: its keys type nothing and edit nothing.
    pub(super) fn works_while_typing(self, shortcut: KeyboardShortcut) -> bool {
        let harmless = shortcut.modifiers.command || is_function_key(shortcut.logical_key);
        let edits_text = matches!(
            self,
            Self::SelectAll
                | Self::CopyPaths
                | Self::OpenInProgram
                | Self::NextProduct
                | Self::Undo
                | Self::Redo
        );
        harmless && !edits_text
    }

    /// Whether a control that has the keyboard's focus needs these keys for itself.
    pub(super) fn belongs_to_focused_control(self) -> bool {
        matches!(
            self,
            Self::MoveLeft
                | Self::MoveRight
                | Self::MoveUp
                | Self::MoveDown
                | Self::OpenPreview
                | Self::Back
        )
    }

    /// Whether the keys after it mean what they meant before: it changes decisions, focus or selection, and neither what
    /// has the keyboard nor what is shown or where.
    pub(super) fn leaves_the_window_as_it_is(self) -> bool {
        matches!(
            self,
            Self::MoveLeft
                | Self::MoveRight
                | Self::MoveUp
                | Self::MoveDown
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
                | Self::Confirm
                | Self::FalseAlarm
                | Self::ClearDecision
                | Self::ConfirmAndRepair
                | Self::Undo
                | Self::Redo
                | Self::SelectAll
        )
    }

    /// Whether Shift with the key grows the selection.
    pub(super) fn extends_with_shift(self) -> bool {
        matches!(
            self,
            Self::MoveLeft
                | Self::MoveRight
                | Self::MoveUp
                | Self::MoveDown
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
        )
    }

    /// Whether the key stands for a sign that some keyboards only have with Shift.
    pub(super) fn is_a_sign(shortcut: KeyboardShortcut) -> bool {
        matches!(
            shortcut.logical_key,
            Key::Questionmark | Key::Slash | Key::Plus
        )
    }
}

fn is_function_key(key: Key) -> bool {
    (Key::F1..=Key::F35).contains(&key)
}
