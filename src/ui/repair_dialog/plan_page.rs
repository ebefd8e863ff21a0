//! The second page: what the repair would do, before anything is written.

use egui::{TextStyle, Ui};

use super::plan_table::plan_table_ui;
use super::{PlanView, RepairDialogState, back_button};
use crate::repair::{DiskNeed, RepairDestination, RepairPlan};
use crate::ui::dialog::buttons_row;
use crate::ui::theme::palette;
use crate::ui::widgets::{self, Tone, chip, elided_in_the_middle, primary_button};
use crate::ui::{RepairCommand, Text, UiCommand, format, icons, wording};

/// Draws the page.
pub(super) fn plan_ui(
    ui: &mut Ui,
    state: &mut RepairDialogState,
    view: &PlanView,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let plan = view.plan();
    let files = plan.items.len() as u64;
    what_ui(ui, plan, text);
    for disk in &plan.disks {
        disk_ui(ui, disk, plan.disks.len() > 1, text);
    }
    if state
        .group
        .is_some_and(|group| group >= view.groups().len())
    {
        state.group = None;
    }
    groups_ui(ui, state, view, text);
    let height = ui.available_height() - 60.0;
    plan_table_ui(ui, state.group, view, text, height);
    buttons_row(ui, |ui| {
        let is_possible = files > 0 && plan.short_disk().is_none();
        let go = ui.add_enabled_ui(is_possible, |ui| {
            let name = text.counted("repair-go", files);
            primary_button(ui, Some(icons::REPAIR), &name)
        });
        if go.inner.clicked() {
            commands.push(UiCommand::Repair(RepairCommand::Start));
        }
        back_button(ui, text, commands);
    });
}

/// How many files, where to, and what happens to the black ones.
fn what_ui(ui: &mut Ui, plan: &RepairPlan, text: &Text) {
    let files = plan.items.len() as u64;
    let folder = plan.destination.folder().display().to_string();
    let width = ui.available_width() * 0.5;
    let shown = elided_in_the_middle(ui, &folder, &TextStyle::Body, width);
    let key = match plan.destination {
        RepairDestination::NewFolder(_) => "repair-plan-new-folder",
        RepairDestination::InPlace { .. } => "repair-plan-in-place",
    };
    let values = [
        ("count", files.into()),
        ("shown", format::count(files).into()),
        ("folder", shown.into()),
    ];
    let written = text.with(key, &values);
    let skipped = plan.skipped.len() as u64;
    let sentence = if skipped == 0 {
        written
    } else {
        let skipped = text.counted("repair-plan-skipped", skipped);
        [written, skipped].join(&text.get("repair-comma"))
    };
    ui.label(sentence).on_hover_text(folder);
    if plan.answered > 0 {
        widgets::caption(ui, text.counted("repair-answered", plan.answered as u64));
    }
}

/// Bytes needed against bytes free; which disk it is, where there are several.
fn disk_ui(ui: &mut Ui, disk: &DiskNeed, is_one_of_several: bool, text: &Text) {
    let folder = disk.folder.display().to_string();
    let of_disk = |room: String| {
        if is_one_of_several {
            let args = [("room", room.into()), ("folder", folder.as_str().into())];
            text.with("repair-room-of-disk", &args)
        } else {
            room
        }
    };
    let needed = format::bytes(disk.needed_bytes);
    let Some(free_bytes) = disk.free_bytes else {
        let words = text.with("repair-needs", &[("needed", needed.into())]);
        widgets::caption(ui, of_disk(words));
        return;
    };
    let (least, free) = (format::bytes(disk.least_bytes), format::bytes(free_bytes));
    let values = [
        ("least", least.into()),
        ("needed", needed.into()),
        ("free", free.into()),
    ];
    let shown = if disk.is_short() {
        let sentence = of_disk(text.with("repair-room-short", &values));
        widgets::banner(ui, Tone::Danger, icons::ERROR, &sentence)
    } else if disk.is_tight() {
        let sentence = of_disk(text.with("repair-room-tight", &values));
        widgets::banner(ui, Tone::Caution, icons::CAUTION, &sentence)
    } else {
        widgets::caption(ui, of_disk(text.with("repair-room", &values)))
    };
    shown.on_hover_text(folder);
}

/// What is written, and what is skipped by its reason.
fn groups_ui(ui: &mut Ui, state: &mut RepairDialogState, view: &PlanView, text: &Text) {
    ui.horizontal_wrapped(|ui| {
        let count = format::count(view.plan().items.len() as u64);
        let name = text.get("repair-written");
        if chip(ui, &name, Some(&count), state.group.is_none()).clicked() {
            state.group = None;
        }
        if !view.groups().is_empty() {
            let weak = palette(ui).text_weak;
            ui.colored_label(weak, text.get("repair-skipped"));
        }
        for (place, group) in view.groups().iter().enumerate() {
            let Some(first) = view.skipped(group, 0) else {
                continue;
            };
            let count = format::count(group.len() as u64);
            let reason = wording::obstacle_name(text, &first.obstacle);
            let chosen = state.group == Some(place);
            if chip(ui, &reason, Some(&count), chosen).clicked() {
                state.group = Some(place);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, window};

    #[test]
    fn the_room_does_or_may_not_do_or_does_not() {
        for (free_bytes, sentence) in [
            (200_000_000, "Needs at most 170 MB; 200 MB are free"),
            (
                90_000_000,
                "The room may not do: the repair needs 60 MB to 170 MB, and 90 MB are free. Files \
                 that do not fit stay black, and you can go on when there is room",
            ),
            (
                50_000_000,
                "Not enough room: the repair needs at least 60 MB, and 50 MB are free",
            ),
        ] {
            let words = Words::default();
            let disk = DiskNeed {
                folder: PathBuf::from("/home/ann/repaired"),
                needed_bytes: 170_000_000,
                least_bytes: 60_000_000,
                free_bytes: Some(free_bytes),
            };
            let harness = window([1_280.0, 200.0], (), move |ui, ()| {
                ui.push_id("alone", |ui| {
                    disk_ui(ui, &disk, false, words.of(Language::English));
                });
                disk_ui(ui, &disk, true, words.of(Language::English));
            });
            harness.get_by_label(sentence);
            harness.get_by_label(&format!("{sentence} (disk of /home/ann/repaired)"));
        }
    }
}
