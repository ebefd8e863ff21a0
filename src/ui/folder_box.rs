//! A folder to be typed or chosen: a box, a button that opens the system's dialog, and what is wrong with the folder.
//!
//! It touches no file: whether the folder is good is found out by the app, which hears of every change.

use egui::{Align, Align2, Layout, TextEdit, Ui};

use super::theme;
use super::widgets::{self, Tone};
use super::{PathProblem, Text, icons};

/// What the box says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct FolderBox<'a> {
    /// The words.
    pub text: &'a Text,
    /// The box's accessible name, which also stands in it while it is empty.
    pub name: &'a str,
    /// What is wrong with the folder, as far as is known.
    pub problem: Option<&'a PathProblem>,
}

/// What was done with the box in this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FolderBoxAnswer {
    /// Nothing.
    Nothing,
    /// Something else is typed now.
    Edited,
    /// The button for the system's dialog was clicked.
    Choose,
}

impl FolderBox<'_> {
    /// Draws the box over the whole width, and the problem below it.
    pub(super) fn show(self, ui: &mut Ui, path: &mut String) -> FolderBoxAnswer {
        let mut answer = FolderBoxAnswer::Nothing;
        ui.horizontal(|ui| {
            // From the right, so that the box takes what room is left.
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let choose = self.text.get("setup-choose-folder");
                if widgets::quiet_button(ui, Some(icons::CHOOSE_FOLDER), &choose).clicked() {
                    answer = FolderBoxAnswer::Choose;
                }
                if self.edit_ui(ui, path) {
                    answer = FolderBoxAnswer::Edited;
                }
            });
        });
        if let Some(problem) = self.problem {
            let sentence = problem.sentence(self.text);
            widgets::banner(ui, Tone::Danger, icons::ERROR, &sentence);
        }
        answer
    }

    fn edit_ui(self, ui: &mut Ui, path: &mut String) -> bool {
        let edit = TextEdit::singleline(path)
            .id_salt(self.name)
            .hint_text(self.name)
            .align(Align2::LEFT_CENTER)
            .desired_width(ui.available_width());
        ui.scope(|ui| {
            if self.problem.is_some() {
                let danger = theme::palette(ui).danger;
                ui.visuals_mut().widgets.inactive.bg_stroke.color = danger;
            }
            ui.add(edit)
        })
        .inner
        .accessible_name(self.name)
        .changed()
    }
}
