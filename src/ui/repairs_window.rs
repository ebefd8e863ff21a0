//! The repairs that were made of the shown folder: when, where to, what came of them; to go on with one that was cut
//! short, and to undo one.
//!
//! It reads no journal: the app does, and hands a [`RepairHistory`] over.

#[cfg(test)]
mod tests;

use egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, RichText, ScrollArea, TextStyle, Ui, vec2,
};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::job_line::{JobView, job_ui};
use super::problem_list::{ProblemLine, problem_list_ui};
use super::theme::{palette, rounding, space, type_size};
use super::undo_dialog::UndoQuestion;
use super::widgets::{
    self, Tone, badge, caption, elided_in_the_middle, icon_button, primary_button, quiet_button,
};
use super::{RepairCommand, Text, UiCommand, format, icons, local_time, wording};
use crate::repair::{RepairDestination, RepairHistory, RepairSummary, UndoProblem, UndoScope};

/// Width of the window in logical points.
const WIDTH: f32 = 720.0;

/// Height of a repair with the gap below it, in logical points.
const REPAIR_HEIGHT: f32 = 104.0;

/// What an undo came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoResult {
    /// Files that are as they were before the repair.
    pub undone: u64,
    /// Files that were left as they are.
    pub left: Vec<UndoProblem>,
}

/// How many images of a repair never had their turn: it was stopped, or the program ended before.
fn left(repair: &RepairSummary) -> usize {
    if repair.is_finished {
        return 0;
    }
    let settled = repair.repaired + repair.failed + repair.undone;
    repair.planned.saturating_sub(settled)
}

/// What the window shows.
#[derive(Clone, Copy, Debug)]
pub struct RepairsWindowProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The repairs; `None` while their journals are being read.
    pub history: Option<&'a RepairHistory>,
    /// What the last undo came to, until the window is closed.
    pub undone: Option<&'a UndoResult>,
    /// How far the undo is that goes on.
    pub running: Option<&'a JobView>,
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
        head_ui(ui, props, commands);
        ui.add_space(space::XS);
        if let Some(running) = props.running {
            job_ui(ui, running, text, commands);
            ui.add_space(space::XS);
        }
        if let Some(undone) = props.undone {
            undone_ui(ui, undone, text);
        }
        list_ui(ui, props, commands);
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::Repair(RepairCommand::ShowRepairs(false)));
    }
}

/// What the list is, and where there is something to hand over, the way to it.
fn head_ui(ui: &mut Ui, props: RepairsWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let has_repaired = props
        .history
        .is_some_and(|history| history.repairs.iter().any(|repair| repair.repaired > 0));
    if !has_repaired {
        caption(ui, text.get("repairs-what"));
        return;
    }
    let height = ui.spacing().interact_size.y;
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.add_enabled_ui(!props.is_busy, |ui| {
            if quiet_button(ui, Some(icons::PACK), &text.get("repair-pack")).clicked() {
                commands.extend([
                    UiCommand::Repair(RepairCommand::ShowRepairs(false)),
                    UiCommand::Repair(RepairCommand::ShowPack(true)),
                ]);
            }
        });
        let left = Layout::left_to_right(Align::Center);
        ui.with_layout(left, |ui| caption(ui, text.get("repairs-what")));
    });
}

/// What the last undo came to, and what it left as it is.
fn undone_ui(ui: &mut Ui, undone: &UndoResult, text: &Text) {
    let done = text.counted("repairs-undone-now", undone.undone);
    widgets::banner(ui, Tone::Neutral, icons::UNDO, &done);
    if undone.left.is_empty() {
        return;
    }
    let left = text.counted("repairs-undone-left", undone.left.len() as u64);
    widgets::banner(ui, Tone::Caution, icons::CAUTION, &left);
    problem_list_ui(ui, "undo left", &undone.left, |problem| ProblemLine {
        path: &problem.path,
        why: wording::undo_obstacle(text, &problem.obstacle),
    });
}

fn list_ui(ui: &mut Ui, props: RepairsWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let Some(history) = props.history else {
        ui.label(text.get("repairs-reading"));
        return;
    };
    for damaged in &history.damaged {
        let sentence = wording::journal_error(text, &damaged.kind);
        let banner = widgets::banner(ui, Tone::Danger, icons::ERROR, &sentence);
        banner.on_hover_text(damaged.path.display().to_string());
    }
    let repairs = history.repairs.as_slice();
    if repairs.is_empty() {
        ui.label(text.get("repairs-none"));
        return;
    }
    if props.is_busy && props.running.is_none() {
        caption(ui, text.get("repairs-busy"));
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
    repair: &RepairSummary,
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

fn words_ui(ui: &mut Ui, repair: &RepairSummary, text: &Text) {
    let weak = palette(ui).text_weak;
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        let time = local_time::span(text, repair.started_at, repair.started_at);
        ui.add(Label::new(RichText::new(time).strong()).extend());
        if left(repair) > 0 {
            badge(ui, Tone::Caution, &text.get("repairs-unfinished"));
        }
    });
    let key = match &repair.destination {
        RepairDestination::NewFolder(_) => "repairs-new-folder",
        RepairDestination::InPlace { .. } => "repairs-in-place",
    };
    let chosen = repair.destination.folder();
    let folder = repair.backup_tree.as_deref().unwrap_or(chosen);
    let folder = folder.display().to_string();
    let width = ui.available_width() * 0.62;
    let shown = elided_in_the_middle(ui, &folder, &TextStyle::Body, width);
    let place = text.with(key, &[("folder", shown.into())]);
    ui.add(Label::new(place).truncate()).on_hover_text(folder);
    let small = RichText::new(counts(repair, text)).size(type_size::SMALL);
    ui.add(Label::new(small.color(weak)).truncate());
}

/// "690 repaired · 3 failed · 10 undone"; what is not there is not named, except that nothing was done.
fn counts(repair: &RepairSummary, text: &Text) -> String {
    let counts = [
        ("repairs-done", repair.repaired),
        ("repairs-failed", repair.failed),
        ("repairs-undone", repair.undone),
        ("repairs-left", left(repair)),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(key, count)| *count > 0 || *key == "repairs-done")
        .map(|(key, count)| text.with(key, &[("shown", format::count(count as u64).into())]))
        .collect();
    parts.join(" · ")
}

/// From the right.
fn actions_ui(ui: &mut Ui, repair: &RepairSummary, text: &Text, commands: &mut Vec<UiCommand>) {
    if repair.repaired > 0
        && quiet_button(ui, Some(icons::UNDO), &text.get("repairs-undo")).clicked()
    {
        commands.push(UiCommand::Repair(RepairCommand::AskUndo(UndoQuestion {
            journal: repair.journal.clone(),
            scope: UndoScope::Everything,
            files: repair.repaired as u64,
            destination: repair.destination.clone(),
        })));
    }
    if left(repair) == 0 && repair.failed > 0 {
        let again = text.get("repair-try-again");
        if quiet_button(ui, Some(icons::START), &again).clicked() {
            commands.push(UiCommand::Repair(RepairCommand::Resume(
                repair.journal.clone(),
            )));
        }
    }
    if left(repair) > 0 {
        let go_on = text.get("repairs-go-on");
        if primary_button(ui, Some(icons::START), &go_on).clicked() {
            commands.push(UiCommand::Repair(RepairCommand::Resume(
                repair.journal.clone(),
            )));
        }
    }
    if repair.repaired > 0
        && icon_button(ui, icons::CHOOSE_FOLDER, &text.get("repair-show-folder")).clicked()
    {
        let folder = repair.destination.folder().to_path_buf();
        commands.push(UiCommand::Repair(RepairCommand::ShowFolder(folder)));
    }
}
