//! The first page: which images, where to, and how.

use egui::{CollapsingHeader, RichText, Slider, Ui};

use super::{
    ImagesToRepair, PlaceKind, RepairDialogProps, RepairDialogState, RepairFolder, RepairOptions,
};
use crate::repair::Chroma;
use crate::ui::background_picker::{background_picker_ui, slider_ui};
use crate::ui::dialog::{buttons_row, choice_card, is_entered, scrolled};
use crate::ui::folder_box::{FolderBox, FolderBoxAnswer};
use crate::ui::left_out::left_out_ui;
use crate::ui::theme::{palette, space};
use crate::ui::widgets::{caption, chip, primary_button, quiet_button, section_title};
use crate::ui::{RepairCommand, UiCommand, format, icons};

/// Draws the page.
pub(super) fn choice_ui(
    ui: &mut Ui,
    state: &mut RepairDialogState,
    props: RepairDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    scrolled(ui, "repair choice", 70.0, |ui| {
        images_ui(ui, state, props, commands);
        place_ui(ui, state, props, commands);
        options_ui(ui, state, props, commands);
    });
    go_ui(ui, state, props, commands);
}

fn images_ui(
    ui: &mut Ui,
    state: &mut RepairDialogState,
    props: RepairDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    section_title(ui, &text.get("repair-images"));
    ui.horizontal_wrapped(|ui| {
        for (images, key) in [
            (ImagesToRepair::Proven, "repair-images-proven"),
            (
                ImagesToRepair::ConfirmedAndProven,
                "repair-images-confirmed",
            ),
            (ImagesToRepair::Queued, "repair-images-queued"),
            (ImagesToRepair::Selected, "repair-images-selected"),
        ] {
            let count = format::count(props.counts.of(images));
            let chosen = state.images == images;
            if chip(ui, &text.get(key), Some(&count), chosen).clicked() {
                state.images = images;
            }
        }
    });
    caption(ui, text.get("repair-images-what"));
    if props.counts.answered > 0 {
        caption(
            ui,
            text.counted("repair-answered-too", props.counts.answered),
        );
    }
    let leave = RepairCommand::ShowRepair(false);
    left_out_ui(ui, text, props.counts.false_alarms, leave, commands);
}

fn place_ui(
    ui: &mut Ui,
    state: &mut RepairDialogState,
    props: RepairDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    ui.add_space(space::XS);
    section_title(ui, &text.get("repair-where"));
    for (place, title, detail) in [
        (
            PlaceKind::NewFolder,
            "repair-new-folder",
            "repair-new-folder-detail",
        ),
        (
            PlaceKind::InPlace,
            "repair-in-place",
            "repair-in-place-detail",
        ),
    ] {
        let chosen = state.place == place;
        if choice_card(ui, chosen, &text.get(title), &text.get(detail)) && !chosen {
            state.place = place;
            commands.push(UiCommand::Repair(RepairCommand::FolderEdited(folder_of(
                place,
            ))));
        }
    }
    let folder = folder_of(state.place);
    let (path, name) = match folder {
        RepairFolder::Target => (&mut state.target, "repair-target"),
        RepairFolder::Backup => (&mut state.backup, "repair-backup"),
    };
    let is_empty = path.trim().is_empty();
    let field = FolderBox {
        text,
        name: &text.get(name),
        problem: props.problem.filter(|_| !is_empty),
    };
    match field.show(ui, path) {
        FolderBoxAnswer::Nothing => {}
        FolderBoxAnswer::Edited => {
            commands.push(UiCommand::Repair(RepairCommand::FolderEdited(folder)));
        }
        FolderBoxAnswer::Choose => {
            commands.push(UiCommand::Repair(RepairCommand::ChooseFolder(folder)));
        }
    }
    let outside = props.scanned.display().to_string();
    let hint = text.with("repair-folder-hint", &[("folder", outside.into())]);
    caption(ui, hint);
}

fn folder_of(place: PlaceKind) -> RepairFolder {
    match place {
        PlaceKind::NewFolder => RepairFolder::Target,
        PlaceKind::InPlace => RepairFolder::Backup,
    }
}

fn options_ui(
    ui: &mut Ui,
    state: &mut RepairDialogState,
    props: RepairDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let (text, options) = (props.text, props.options);
    ui.add_space(space::XS);
    section_title(ui, &text.get("repair-how"));
    ui.horizontal(|ui| {
        let background = options.background;
        background_picker_ui(ui, &mut state.background, background, text, commands);
        ui.label(text.get("repair-background"));
        let weak = palette(ui).text_weak;
        ui.label(RichText::new(background.to_string()).color(weak));
    });
    let mut wanted = options;
    let more = CollapsingHeader::new(text.get("repair-more"))
        .id_salt("repair more")
        .open(Some(state.shows_more))
        .show(ui, |ui| more_ui(ui, &mut wanted, props));
    if more.header_response.clicked() {
        state.shows_more = !state.shows_more;
    }
    if wanted != options {
        commands.push(UiCommand::Repair(RepairCommand::SetOptions(wanted)));
    }
}

fn more_ui(ui: &mut Ui, options: &mut RepairOptions, props: RepairDialogProps<'_>) {
    let text = props.text;
    ui.horizontal(|ui| {
        let name = text.get("repair-quality");
        ui.label(&name);
        let slider = Slider::new(&mut options.quality, 1..=100).show_value(false);
        slider_ui(ui, slider).accessible_name(name);
        let weak = palette(ui).text_weak;
        ui.label(RichText::new(options.quality.to_string()).color(weak));
    });
    caption(ui, text.get("repair-quality-hint"));
    ui.horizontal_wrapped(|ui| {
        ui.label(text.get("repair-chroma"));
        for (chroma, key) in [
            (Chroma::Full, "repair-chroma-full"),
            (Chroma::Half, "repair-chroma-half"),
        ] {
            if chip(ui, &text.get(key), None, options.chroma == chroma).clicked() {
                options.chroma = chroma;
            }
        }
    });
}

/// Leads to the plan; until then nothing is written.
fn go_ui(
    ui: &mut Ui,
    state: &RepairDialogState,
    props: RepairDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let count = props.counts.of(state.images);
    let has_folder = !state.folder().is_empty() && props.problem.is_none();
    let is_possible = count > 0 && has_folder;
    let clicked = buttons_row(ui, |ui| {
        let go = ui.add_enabled_ui(is_possible, |ui| {
            primary_button(ui, None, &text.get("repair-plan"))
        });
        let counts = props.counts;
        let note = if counts.proven == 0 && counts.false_alarms > 0 {
            "repair-all-left-out"
        } else if counts.proven == 0 {
            if quiet_button(ui, Some(icons::PROVE), &text.get("repair-prove-first")).clicked() {
                commands.extend([
                    UiCommand::Repair(RepairCommand::ShowRepair(false)),
                    UiCommand::Repair(RepairCommand::ShowOriginals(true)),
                ]);
            }
            "repair-nothing-proven"
        } else if count == 0 {
            "repair-no-images"
        } else if state.folder().is_empty() {
            "repair-no-folder"
        } else {
            "repair-nothing-written"
        };
        caption(ui, text.get(note));
        go.inner.clicked()
    });
    if is_possible && (clicked || is_entered(ui)) {
        commands.push(UiCommand::Repair(RepairCommand::Plan(
            state.wish(props.options),
        )));
    }
}
