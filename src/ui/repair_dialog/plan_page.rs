//! The second page: what the repair would do, before anything is written.

use egui::{TextStyle, Ui};

use super::plan_table::plan_table_ui;
use super::{PlanView, RepairDialogState, RepairPlace, back_button};
use crate::ui::dialog::buttons_row;
use crate::ui::theme::palette;
use crate::ui::widgets::{self, Tone, chip, elided_in_the_middle, primary_button};
use crate::ui::{Text, UiCommand, format, icons};

/// Draws the page.
pub(super) fn plan_ui(
    ui: &mut Ui,
    state: &mut RepairDialogState,
    plan: &PlanView,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let files = plan.lines.len() as u64;
    what_ui(ui, plan, text);
    room_ui(ui, plan, text);
    if state.group.is_some_and(|group| group >= plan.skipped.len()) {
        state.group = None;
    }
    groups_ui(ui, state, plan, text);
    let height = ui.available_height() - 60.0;
    plan_table_ui(ui, state.group, plan, text, height);
    buttons_row(ui, |ui| {
        let is_possible = files > 0 && !plan.is_short_of_room();
        let go = ui.add_enabled_ui(is_possible, |ui| {
            let name = text.counted("repair-go", files);
            primary_button(ui, Some(icons::REPAIR), &name)
        });
        if go.inner.clicked() {
            commands.push(UiCommand::StartRepair);
        }
        back_button(ui, text, commands);
    });
}

/// How many files, where to, and what happens to the black ones.
fn what_ui(ui: &mut Ui, plan: &PlanView, text: &Text) {
    let files = plan.lines.len() as u64;
    let folder = plan.place.folder().display().to_string();
    let width = ui.available_width() * 0.5;
    let shown = elided_in_the_middle(ui, &folder, &TextStyle::Body, width);
    let key = match plan.place {
        RepairPlace::NewFolder(_) => "repair-plan-new-folder",
        RepairPlace::InPlace { .. } => "repair-plan-in-place",
    };
    let values = [
        ("count", files.into()),
        ("shown", format::count(files).into()),
        ("folder", shown.into()),
    ];
    let written = text.with(key, &values);
    let skipped = plan.skipped_count();
    let sentence = if skipped == 0 {
        written
    } else {
        let skipped = text.counted("repair-plan-skipped", skipped);
        [written, skipped].join(&text.get("repair-comma"))
    };
    ui.label(sentence).on_hover_text(folder);
}

/// Bytes needed against bytes free.
fn room_ui(ui: &mut Ui, plan: &PlanView, text: &Text) {
    let needed = format::bytes(plan.bytes_needed);
    let Some(bytes_free) = plan.bytes_free else {
        let words = text.with("repair-needs", &[("needed", needed.into())]);
        widgets::caption(ui, words);
        return;
    };
    let free = format::bytes(bytes_free);
    let values = [("needed", needed.into()), ("free", free.into())];
    if plan.is_short_of_room() {
        let sentence = text.with("repair-room-short", &values);
        widgets::banner(ui, Tone::Danger, icons::ERROR, &sentence);
    } else {
        widgets::caption(ui, text.with("repair-room", &values));
    }
}

/// What is written, and what is skipped by its reason.
fn groups_ui(ui: &mut Ui, state: &mut RepairDialogState, plan: &PlanView, text: &Text) {
    ui.horizontal_wrapped(|ui| {
        let count = format::count(plan.lines.len() as u64);
        let name = text.get("repair-written");
        if chip(ui, &name, Some(&count), state.group.is_none()).clicked() {
            state.group = None;
        }
        if !plan.skipped.is_empty() {
            let weak = palette(ui).text_weak;
            ui.colored_label(weak, text.get("repair-skipped"));
        }
        for (place, group) in plan.skipped.iter().enumerate() {
            let count = format::count(group.images.len() as u64);
            let chosen = state.group == Some(place);
            if chip(ui, &group.reason, Some(&count), chosen).clicked() {
                state.group = Some(place);
            }
        }
    });
}
