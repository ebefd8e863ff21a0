//! An image beside its repair: which of the two is shown, on which background, and the button that says yes to it. Only
//! of an image whose original is proven, or that a person is asked about: then the two lie side by side.

use egui::{Align, Layout, Ui};

use super::repaired_pictures::RepairedPictures;
use super::{PreviewState, Subject};
use crate::scan::ImageId;
use crate::session::{Decision, ImageSet, RepairGround, ResultRow};
use crate::ui::background_picker::background_picker_ui;
use crate::ui::keys::{self, KeyAction};
use crate::ui::row_actions::undo_of_file;
use crate::ui::theme::space;
use crate::ui::widgets::{self, caption, chip, primary_button, quiet_button};
use crate::ui::{RepairCommand, UiCommand};
use crate::ui::{icons, theme};

/// What the preview knows of repairs.
#[derive(Clone, Copy, Debug)]
pub struct RepairedProps<'a> {
    /// The pictures that are there, and the background that they are on.
    pub pictures: &'a RepairedPictures,
    /// Images that wait to be repaired.
    pub queue: &'a ImageSet,
}

/// What the picture beside the file is; for each, what was chosen to be shown last is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideOf {
    /// What the repair would make of it.
    Repair,
    /// What the repair has made of it, elsewhere.
    Repaired,
    /// What may be its original: only a person can tell.
    Question,
}

impl SideOf {
    /// Of this image.
    #[must_use]
    pub fn image(row: &ResultRow) -> Self {
        if row.repaired_elsewhere().is_some() {
            Self::Repaired
        } else if row.can_be_answered() {
            Self::Question
        } else {
            Self::Repair
        }
    }
}

/// Which of the two pictures is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownSide {
    /// The file as it is.
    #[default]
    Black,
    /// The picture as the repair makes it.
    Repaired,
    /// Both: with a handle between them, or side by side.
    Compare,
}

impl ShownSide {
    /// Each with its name.
    pub(super) fn all(of: SideOf) -> [(Self, &'static str); 3] {
        let (repaired, compare) = match of {
            SideOf::Repair | SideOf::Repaired => {
                ("repaired-side-repaired", "repaired-side-compare")
            }
            SideOf::Question => ("repaired-side-original", "repaired-side-both"),
        };
        [
            (Self::Black, "repaired-side-black"),
            (Self::Repaired, repaired),
            (Self::Compare, compare),
        ]
    }

    /// The one after this, and from the last to the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Black => Self::Repaired,
            Self::Repaired => Self::Compare,
            Self::Compare => Self::Black,
        }
    }
}

/// Draws the choice of the picture, the background's colour, and the button; nothing for an image without a second one.
pub(super) fn before_after_ui(
    ui: &mut Ui,
    state: &mut PreviewState,
    subject: &Subject<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let Some(repaired) = subject.repaired else {
        return;
    };
    let text = subject.props.text;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (side, key) in ShownSide::all(subject.side_of()) {
            let shown = state.side_of(subject.side_of());
            if chip(ui, &text.get(key), None, *shown == side).clicked() {
                *shown = side;
            }
        }
        if subject.is_repaired() {
            // It is laid on one already.
            return;
        }
        let background = repaired.pictures.background();
        background_picker_ui(ui, &mut state.background, background, text, commands);
    });
}

/// Draws the button that confirms the image and puts it among those to be repaired, or says that it waits there. Where it is
/// repaired, that can be taken back.
pub(super) fn queue_ui(ui: &mut Ui, subject: &Subject<'_>, commands: &mut Vec<UiCommand>) {
    let (text, id) = (subject.props.text, subject.key.id);
    if let Some(repair) = &subject.row.repair {
        if quiet_button(ui, Some(icons::UNDO), &text.get("repairs-menu-undo-file")).clicked() {
            let question = undo_of_file(subject.row, repair);
            commands.push(UiCommand::Repair(RepairCommand::AskUndo(question)));
        }
        return;
    }
    let ground = subject.row.repair_ground();
    let Some(repaired) = subject.repaired.filter(|_| ground.is_some()) else {
        return;
    };
    let is_confirmed = subject.row.review.decision() == Some(Decision::Confirmed);
    if is_confirmed && repaired.queue.contains(id) {
        let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            if quiet_button(ui, None, &text.get("repaired-unqueue")).clicked() {
                commands.push(UiCommand::Repair(RepairCommand::Unqueue(vec![id])));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::icon(ui, icons::OK, theme::palette(ui).accent);
                caption(ui, text.get("repaired-queued"));
            });
        });
        return;
    }
    if subject.row.review.decision() == Some(Decision::FalseAlarm) {
        let left_out = match ground {
            Some(RepairGround::Answer) => "repair-left-out-answered",
            Some(RepairGround::Proof) | None => "repair-left-out-this",
        };
        caption(ui, text.get(left_out));
    }
    let name = text.get("repaired-confirm");
    let name = keys::with_key(
        ui.ctx(),
        subject.props.keys,
        &name,
        KeyAction::ConfirmAndRepair,
    );
    if primary_button(ui, Some(icons::REPAIR), &name).clicked() {
        commands.push(UiCommand::Repair(RepairCommand::ConfirmAndQueue(
            images_meant(subject),
        )));
    }
}

/// The selected images, where this one is one of several; else this one.
fn images_meant(subject: &Subject<'_>) -> Vec<ImageId> {
    let (session, id) = (subject.props.session, subject.key.id);
    if session.selection().contains(id) {
        session.selection().in_order(session.index())
    } else {
        vec![id]
    }
}
