//! The settings: everything that is chosen once and kept.
//!
//! Each page returns the same commands as the bars do; a change counts at once, so there is neither "OK" nor "Cancel".
//! It saves nothing itself.

mod files_page;
mod general_page;
mod keys_page;
mod rebinding;
mod scan_page;

#[cfg(test)]
mod tests;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use egui::{Label, RichText, ScrollArea, Ui};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::keys::KeyMap;
use super::theme::{self, space, type_size};
use super::{Language, Place, Text, UiCommand, WindowCommand, widgets};
use crate::inspect::Thresholds;
use crate::scan::IncludeRules;

pub use rebinding::Rebinding;

/// Size of the window in logical points, where there is room for it.
const WIDTH: f32 = 640.0;
const HEIGHT: f32 = 430.0;

/// What the window shows.
#[derive(Debug)]
pub struct SettingsProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The chosen number of workers; `None`: one per core.
    pub workers: Option<NonZeroUsize>,
    /// Logical cores of this machine.
    pub cores: NonZeroUsize,
    /// What images are judged by.
    pub thresholds: &'a Thresholds,
    /// What the next scan looks at besides plain images.
    pub include: IncludeRules,
    /// Light, dark, or as the system.
    pub theme: egui::ThemePreference,
    /// `None`: as the system.
    pub language: Option<Language>,
    /// Side of a gallery's picture in logical points.
    pub thumbnail_size: f32,
    /// The keys in force.
    pub keys: &'a KeyMap,
    /// Folders scanned before, the latest first.
    pub recent_folders: &'a [PathBuf],
    /// Where the program keeps what.
    pub places: &'a [(Place, PathBuf)],
}

/// Which page is shown, and which key is being set.
#[derive(Clone, Debug, Default)]
pub struct SettingsWindowState {
    page: Page,
    rebinding: Rebinding,
}

/// A page of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    General,
    Scan,
    Keys,
    Files,
}

impl Page {
    const ALL: [(Self, &'static str); 4] = [
        (Self::General, "settings-page-general"),
        (Self::Scan, "settings-page-scan"),
        (Self::Keys, "settings-page-keys"),
        (Self::Files, "settings-page-files"),
    ];
}

/// Shows the window, over everything else.
pub fn settings_window_ui(
    ui: &Ui,
    state: &mut SettingsWindowState,
    props: &SettingsProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    // Before the dialog, for which Esc means something else.
    if let Some(map) = state.rebinding.take_key(ui.ctx(), props.keys) {
        commands.push(UiCommand::Window(WindowCommand::SetKeys(map)));
    }
    let head = DialogHead {
        id: "settings window",
        title: &props.text.get("settings-title"),
        close: &props.text.get("settings-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        pages_row(ui, state, props.text);
        ui.add_space(space::S);
        let height = HEIGHT.min(ui.available_height() - 60.0);
        ScrollArea::vertical()
            .id_salt(("settings page", state.page as u8))
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink(false)
            .show(ui, |ui| {
                // Beside the scroll bar.
                ui.set_max_width(ui.available_width() - space::S);
                match state.page {
                    Page::General => general_page::general_ui(ui, props, commands),
                    Page::Scan => scan_page::scan_ui(ui, props, commands),
                    Page::Keys => keys_page::keys_ui(ui, &mut state.rebinding, props, commands),
                    Page::Files => files_page::files_ui(ui, props, commands),
                }
            });
    });
    if end == DialogEnd::Closed {
        state.rebinding = Rebinding::default();
        commands.push(UiCommand::Window(WindowCommand::ShowSettings(false)));
    }
}

fn pages_row(ui: &mut Ui, state: &mut SettingsWindowState, text: &Text) {
    ui.horizontal_wrapped(|ui| {
        for (page, key) in Page::ALL {
            if widgets::chip(ui, &text.get(key), None, state.page == page).clicked() {
                state.page = page;
                state.rebinding = Rebinding::default();
            }
        }
    });
}

/// The title of a few settings that belong together.
fn group_title(ui: &mut Ui, words: &str) {
    let weak = theme::palette(ui).text_weak;
    ui.add_space(space::S);
    let words = RichText::new(words).size(type_size::SMALL).color(weak);
    ui.add(Label::new(words.strong()));
}
