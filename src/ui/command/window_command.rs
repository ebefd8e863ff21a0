//! What is asked of the window itself.

use super::Place;
use crate::ui::Language;
use crate::ui::keys::KeyMap;

/// The window itself, and what the program keeps.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowCommand {
    /// Unfold or fold the workers at the side.
    ShowWorkers(bool),
    /// Unfold or fold the preview at the side.
    ShowSidePreview(bool),
    /// Show or hide the keys.
    ShowKeys(bool),
    /// Show or hide the settings.
    ShowSettings(bool),
    /// Show or hide what this program is.
    ShowAbout(bool),
    /// Show where the program keeps something.
    ShowPlace(Place),
    /// Open the log.
    OpenLog,
    /// These keys from now on.
    SetKeys(KeyMap),
    /// Light, dark, or as the system.
    SetTheme(egui::ThemePreference),
    /// Close the window, whatever is not saved.
    CloseAnyway,
    /// Do not close the window after all.
    StayOpen,
    /// Another language; `None`: as the system.
    SetLanguage(Option<Language>),
}
