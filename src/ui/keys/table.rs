//! The one table of keys, as they are until the user sets others ([`super::KeyMap`]): the handler obeys it, the sheet of
//! keys shows it.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::action::KeyAction;

/// Where the sheet lists a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyGroup {
    /// Folder and scan.
    Scan,
    /// Looking through the results.
    Results,
    /// Deciding about images.
    Review,
    /// Doing something with images.
    Images,
    /// The program itself.
    Program,
}

impl KeyGroup {
    /// Every group, in the order of the sheet.
    pub const ALL: [Self; 5] = [
        Self::Scan,
        Self::Results,
        Self::Review,
        Self::Images,
        Self::Program,
    ];
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

const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
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

/// Copy paths. The system hands this one over as an event of its own.
pub(super) const COPY: KeyboardShortcut = command(Key::C);

/// Every key of the window.
pub const SHORTCUTS: &[Shortcut] = &[
    line(
        KeyAction::ChooseFolder,
        &[command(Key::O)],
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
        KeyAction::Compare,
        &[plain(Key::C)],
        KeyGroup::Results,
        "keys-compare",
    ),
    line(
        KeyAction::SecondPane,
        &[plain(Key::Num2)],
        KeyGroup::Results,
        "keys-panes",
    ),
    same_line(KeyAction::ThirdPane, &[plain(Key::Num3)], KeyGroup::Results),
    same_line(
        KeyAction::FourthPane,
        &[plain(Key::Num4)],
        KeyGroup::Results,
    ),
    line(
        KeyAction::BlackArea,
        &[plain(Key::B)],
        KeyGroup::Results,
        "keys-black-area",
    ),
    line(
        KeyAction::NextSide,
        &[plain(Key::V)],
        KeyGroup::Results,
        "keys-next-side",
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
        KeyAction::Confirm,
        &[plain(Key::Y)],
        KeyGroup::Review,
        "keys-confirm",
    ),
    line(
        KeyAction::ConfirmAndRepair,
        &[plain(Key::F)],
        KeyGroup::Review,
        "keys-confirm-repair",
    ),
    line(
        KeyAction::FalseAlarm,
        &[plain(Key::N)],
        KeyGroup::Review,
        "keys-false-alarm",
    ),
    line(
        KeyAction::ClearDecision,
        &[plain(Key::U)],
        KeyGroup::Review,
        "keys-clear-decision",
    ),
    line(
        KeyAction::Undo,
        &[command(Key::Z)],
        KeyGroup::Review,
        "keys-undo",
    ),
    line(
        KeyAction::Redo,
        &[command_shift(Key::Z), command(Key::Y)],
        KeyGroup::Review,
        "keys-redo",
    ),
    line(
        KeyAction::RefreshFilter,
        &[command(Key::R)],
        KeyGroup::Review,
        "keys-refresh",
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
        &[command(Key::S)],
        KeyGroup::Program,
        "keys-export",
    ),
    line(
        KeyAction::ShowOriginals,
        &[command(Key::P)],
        KeyGroup::Program,
        "keys-originals",
    ),
    line(
        KeyAction::ShowRepair,
        &[command(Key::E)],
        KeyGroup::Program,
        "keys-repair",
    ),
    line(
        KeyAction::ShowRepairs,
        &[command(Key::H)],
        KeyGroup::Program,
        "keys-repairs",
    ),
    line(
        KeyAction::ShowSettings,
        &[command(Key::Comma)],
        KeyGroup::Program,
        "keys-settings",
    ),
    line(
        KeyAction::ShowKeys,
        &[plain(Key::Questionmark), plain(Key::F1)],
        KeyGroup::Program,
        "keys-show",
    ),
];
