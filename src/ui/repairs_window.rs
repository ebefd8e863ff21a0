//! The repairs that were made of the shown folder: when, where to, what came of them; to go on with one that was cut
//! short, and to undo one.
//!
//! It reads no journal: the app does, and hands a [`PastRepair`] over for each.

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::SystemTime;

use egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, RichText, ScrollArea, TextStyle, Ui,
};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::repair_dialog::RepairPlace;
use super::theme::{palette, rounding, space, type_size};
use super::undo_dialog::{UndoQuestion, UndoWhat};
use super::widgets::{Tone, badge, caption, elided_in_the_middle, primary_button, quiet_button};
use super::{Text, UiCommand, format, icons, local_time};

/// Width of the window in logical points.
const WIDTH: f32 = 720.0;

/// Height of a repair with the gap below it, in logical points.
const REPAIR_HEIGHT: f32 = 104.0;

/// A repair that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRepair {
    /// Its journal.
    pub journal: PathBuf,
    /// When it began.
    pub began: SystemTime,
    /// Where files went.
    pub place: RepairPlace,
    /// Files that were to be written.
    pub planned: u64,
    /// Files that were written and are there still.
    pub done: u64,
    /// Images that could not be repaired.
    pub failed: u64,
    /// Files that were written and undone.
    pub undone: u64,
}

impl PastRepair {
    /// Images whose turn never came: the program was stopped or ended before.
    fn left(&self) -> u64 {
        let settled = self.done + self.failed + self.undone;
        self.planned.saturating_sub(settled)
    }
}

/// What the window shows.
#[derive(Clone, Copy, Debug)]
pub struct RepairsWindowProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The repairs, the latest first; `None` while their journals are being read.
    pub repairs: Option<&'a [PastRepair]>,
    /// Whether a job goes on: two at once would get in each other's way.
    pub is_busy: bool,
}

/// Shows the window, over everything else.
pub fn repairs_window_ui(ui: &Ui, props: RepairsWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let head = DialogHead {
        id: "repairs window",
        title: &text.get("repairs-title"),
        close: &text.get("repairs-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        caption(ui, text.get("repairs-what"));
        ui.add_space(space::XS);
        list_ui(ui, props, commands);
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::ShowRepairs(false));
    }
}

fn list_ui(ui: &mut Ui, props: RepairsWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let repairs = match props.repairs {
        Some([]) => {
            ui.label(props.text.get("repairs-none"));
            return;
        }
        Some(repairs) => repairs,
        None => {
            ui.label(props.text.get("repairs-reading"));
            return;
        }
    };
    if props.is_busy {
        caption(ui, props.text.get("repairs-busy"));
    }
    let room = ui.available_height().max(REPAIR_HEIGHT);
    let height = REPAIR_HEIGHT - ui.spacing().item_spacing.y;
    ScrollArea::vertical()
        .id_salt("repairs list")
        .max_height(room)
        .auto_shrink([false, true])
        .show_rows(ui, height, repairs.len(), |ui, range| {
            for repair in repairs.get(range).unwrap_or_default() {
                repair_ui(ui, repair, props, commands);
            }
        });
}

fn repair_ui(
    ui: &mut Ui,
    repair: &PastRepair,
    props: RepairsWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let gap = ui.spacing().item_spacing.y;
    let margin = Margin::symmetric(12, 8);
    Frame::new()
        .fill(palette(ui).raised)
        .corner_radius(CornerRadius::same(rounding::CARD))
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_height(REPAIR_HEIGHT - 2.0 * gap - margin.sum().y);
            let size = ui.available_size();
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                ui.add_enabled_ui(!props.is_busy, |ui| {
                    actions_ui(ui, repair, props.text, commands);
                });
                let left = Layout::top_down(Align::Min);
                ui.with_layout(left, |ui| words_ui(ui, repair, props.text));
            });
        });
    ui.add_space(gap);
}

fn words_ui(ui: &mut Ui, repair: &PastRepair, text: &Text) {
    let weak = palette(ui).text_weak;
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        let time = local_time::span(text, repair.began, repair.began);
        ui.add(Label::new(RichText::new(time).strong()).extend());
        if repair.left() > 0 {
            badge(ui, Tone::Caution, &text.get("repairs-unfinished"));
        }
    });
    let (key, folder) = match &repair.place {
        RepairPlace::NewFolder(folder) => ("repairs-new-folder", folder),
        RepairPlace::InPlace { backup } => ("repairs-in-place", backup),
    };
    let folder = folder.display().to_string();
    let width = ui.available_width() * 0.62;
    let shown = elided_in_the_middle(ui, &folder, &TextStyle::Body, width);
    let place = text.with(key, &[("folder", shown.into())]);
    ui.add(Label::new(place).truncate()).on_hover_text(folder);
    let small = RichText::new(counts(repair, text)).size(type_size::SMALL);
    ui.add(Label::new(small.color(weak)).truncate());
}

/// "690 repaired · 3 failed · 10 undone"; what is not there is not named, except that nothing was done.
fn counts(repair: &PastRepair, text: &Text) -> String {
    let counts = [
        ("repairs-done", repair.done),
        ("repairs-failed", repair.failed),
        ("repairs-undone", repair.undone),
        ("repairs-left", repair.left()),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(key, count)| *count > 0 || *key == "repairs-done")
        .map(|(key, count)| text.with(key, &[("shown", format::count(count).into())]))
        .collect();
    parts.join(" · ")
}

/// From the right.
fn actions_ui(ui: &mut Ui, repair: &PastRepair, text: &Text, commands: &mut Vec<UiCommand>) {
    if repair.done > 0 && quiet_button(ui, Some(icons::UNDO), &text.get("repairs-undo")).clicked() {
        commands.push(UiCommand::AskUndoRepair(UndoQuestion {
            journal: repair.journal.clone(),
            what: UndoWhat::Everything,
            files: repair.done,
            place: repair.place.clone(),
        }));
    }
    if repair.left() > 0 {
        let go_on = text.get("repairs-go-on");
        if primary_button(ui, Some(icons::START), &go_on).clicked() {
            commands.push(UiCommand::ResumeRepair(repair.journal.clone()));
        }
    }
}
