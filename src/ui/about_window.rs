//! What this program is, which version, and on what terms.

use egui::{RichText, Ui};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::theme::space;
use super::{Text, UiCommand, WindowCommand, widgets};

/// Width of the window in logical points.
const WIDTH: f32 = 420.0;

/// Shows it, over everything else.
pub fn about_window_ui(ui: &Ui, text: &Text, commands: &mut Vec<UiCommand>) {
    let head = DialogHead {
        id: "about window",
        title: &text.get("settings-about"),
        close: &text.get("settings-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        let version = [("version", env!("CARGO_PKG_VERSION").into())];
        ui.label(RichText::new(text.with("settings-about-version", &version)).strong());
        ui.label(text.get("settings-about-what"));
        ui.add_space(space::S);
        let licence = [("licence", env!("CARGO_PKG_LICENSE").into())];
        widgets::caption(ui, text.with("settings-about-licence", &licence));
        widgets::caption(ui, text.get("settings-about-private"));
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::Window(WindowCommand::ShowAbout(false)));
    }
}
