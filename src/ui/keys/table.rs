//! The one table of keys: the handler obeys it, the sheet of keys shows it.
//!
//! Y, N and U without modifiers stay free for decisions about single images.

use egui::{Key, KeyboardShortcut, Modifiers};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// The black area over it, or no more.
    BlackArea,
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
    /// The sheet of keys.
    ShowKeys,
}

/// Where the sheet lists a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyGroup {
    /// Folder and scan.
    Scan,
    /// Looking through the results.
    Results,
    /// Doing something with images.
    Images,
    /// The program itself.
    Program,
}

impl KeyGroup {
    /// Every group, in the order of the sheet.
    pub const ALL: [Self; 4] = [Self::Scan, Self::Results, Self::Images, Self::Program];
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Shortcut {
    /// What it asks for.
    pub action: KeyAction,
    /// Any of these.
    pub keys: &'static [KeyboardShortcut],
    /// Where the sheet lists it.
    pub group: KeyGroup,
    /// The key of its words; `None` where the line before speaks for it too.
    pub label: Option<&'static str>,
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn line(
    action: KeyAction,
    keys: &'static [KeyboardShortcut],
    group: KeyGroup,
    label: &'static str,
) -> Shortcut {
    Shortcut {
        action,
        keys,
        group,
        label: Some(label),
    }
}

const fn same_line(
    action: KeyAction,
    keys: &'static [KeyboardShortcut],
    group: KeyGroup,
) -> Shortcut {
    Shortcut {
        action,
        keys,
        group,
        label: None,
    }
}

/// Write results to a file.
pub const EXPORT: KeyboardShortcut = command(Key::S);
/// Pick a folder.
pub const CHOOSE_FOLDER: KeyboardShortcut = command(Key::O);
/// Copy paths. The system hands this one over as an event of its own.
pub const COPY: KeyboardShortcut = command(Key::C);

/// Every key of the window.
pub const SHORTCUTS: &[Shortcut] = &[
    line(
        KeyAction::ChooseFolder,
        &[CHOOSE_FOLDER],
        KeyGroup::Scan,
        "keys-choose-folder",
    ),
    line(
        KeyAction::FocusPath,
        &[command(Key::L)],
        KeyGroup::Scan,
        "keys-focus-path",
    ),
    line(
        KeyAction::Start,
        &[plain(Key::F5)],
        KeyGroup::Scan,
        "keys-start",
    ),
    line(
        KeyAction::PauseOrResume,
        &[plain(Key::P)],
        KeyGroup::Scan,
        "keys-pause",
    ),
    line(
        KeyAction::Stop,
        &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F5)],
        KeyGroup::Scan,
        "keys-stop",
    ),
    line(
        KeyAction::MoveLeft,
        &[plain(Key::ArrowLeft)],
        KeyGroup::Results,
        "keys-move",
    ),
    same_line(KeyAction::MoveUp, &[plain(Key::ArrowUp)], KeyGroup::Results),
    same_line(
        KeyAction::MoveDown,
        &[plain(Key::ArrowDown)],
        KeyGroup::Results,
    ),
    same_line(
        KeyAction::MoveRight,
        &[plain(Key::ArrowRight)],
        KeyGroup::Results,
    ),
    line(
        KeyAction::PageUp,
        &[plain(Key::PageUp)],
        KeyGroup::Results,
        "keys-page",
    ),
    same_line(
        KeyAction::PageDown,
        &[plain(Key::PageDown)],
        KeyGroup::Results,
    ),
    line(
        KeyAction::First,
        &[plain(Key::Home)],
        KeyGroup::Results,
        "keys-ends",
    ),
    same_line(KeyAction::Last, &[plain(Key::End)], KeyGroup::Results),
    line(
        KeyAction::OpenPreview,
        &[plain(Key::Enter), plain(Key::Space)],
        KeyGroup::Results,
        "keys-preview",
    ),
    line(
        KeyAction::Back,
        &[plain(Key::Escape), plain(Key::Backspace)],
        KeyGroup::Results,
        "keys-back",
    ),
    line(
        KeyAction::ZoomIn,
        &[plain(Key::Plus), plain(Key::Equals)],
        KeyGroup::Results,
        "keys-zoom",
    ),
    same_line(KeyAction::ZoomOut, &[plain(Key::Minus)], KeyGroup::Results),
    line(
        KeyAction::ZoomFit,
        &[plain(Key::Num0)],
        KeyGroup::Results,
        "keys-zoom-fit",
    ),
    same_line(
        KeyAction::ZoomActual,
        &[plain(Key::Num1)],
        KeyGroup::Results,
    ),
    line(
        KeyAction::BlackArea,
        &[plain(Key::B)],
        KeyGroup::Results,
        "keys-black-area",
    ),
    line(
        KeyAction::Gallery,
        &[plain(Key::G)],
        KeyGroup::Results,
        "keys-gallery",
    ),
    line(
        KeyAction::Table,
        &[plain(Key::T)],
        KeyGroup::Results,
        "keys-table",
    ),
    line(
        KeyAction::Products,
        &[plain(Key::D)],
        KeyGroup::Results,
        "keys-products",
    ),
    line(
        KeyAction::NextProduct,
        &[command(Key::ArrowRight)],
        KeyGroup::Results,
        "keys-next-product",
    ),
    line(
        KeyAction::FocusFilter,
        &[command(Key::F), plain(Key::Slash)],
        KeyGroup::Results,
        "keys-filter",
    ),
    line(
        KeyAction::SelectAll,
        &[command(Key::A)],
        KeyGroup::Images,
        "keys-select-all",
    ),
    line(KeyAction::CopyPaths, &[COPY], KeyGroup::Images, "keys-copy"),
    line(
        KeyAction::OpenInProgram,
        &[command(Key::Enter), plain(Key::O)],
        KeyGroup::Images,
        "keys-open",
    ),
    line(
        KeyAction::ShowInFileManager,
        &[plain(Key::R)],
        KeyGroup::Images,
        "keys-reveal",
    ),
    line(
        KeyAction::Export,
        &[EXPORT],
        KeyGroup::Program,
        "keys-export",
    ),
    line(
        KeyAction::ShowKeys,
        &[plain(Key::Questionmark), plain(Key::F1)],
        KeyGroup::Program,
        "keys-show",
    ),
];

impl KeyAction {
    /// Whether it works while a text is being typed: its keys type nothing and edit nothing.
    pub(super) fn works_while_typing(self, shortcut: KeyboardShortcut) -> bool {
        let harmless = shortcut.modifiers.command || is_function_key(shortcut.logical_key);
        let edits_text = matches!(
            self,
            Self::SelectAll | Self::CopyPaths | Self::OpenInProgram | Self::NextProduct
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
    matches!(key, Key::F1 | Key::F5)
}
