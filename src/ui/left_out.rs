//! Images that no repair takes as they are, with the way to them: those that an original proves and a person called a false
//! alarm, said wherever a repair is offered; and those of which only a person can tell whether something is their original.

use egui::{Ui, vec2};

use super::theme::space;
use super::widgets::{caption, small_link};
use super::{ListCommand, RepairCommand, Text, UiCommand};
use crate::session::{RowFilter, ScanSession};

/// Draws the line; nothing where there is no such image. The link leaves the dialog by `leave` and shows them.
pub(super) fn left_out_ui(
    ui: &mut Ui,
    text: &Text,
    count: u64,
    leave: RepairCommand,
    commands: &mut Vec<UiCommand>,
) {
    if count == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        caption(ui, text.counted("repair-left-out", count));
        if small_link(ui, &text.counted("repair-left-out-show", count)).clicked() {
            let (status, decision) = ScanSession::PROVEN_FALSE_ALARMS;
            commands.extend([
                UiCommand::Repair(leave),
                UiCommand::List(ListCommand::SetFilter(RowFilter {
                    status,
                    decision,
                    ..RowFilter::default()
                })),
            ]);
        }
    });
}

/// Draws how many images ask a person "Is this its original?", with a link that leaves the window of originals and shows
/// them; nothing where none does.
pub(super) fn questions_ui(ui: &mut Ui, text: &Text, count: u64, commands: &mut Vec<UiCommand>) {
    if count == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        caption(ui, text.counted("originals-questions", count));
        if small_link(ui, &text.counted("originals-questions-show", count)).clicked() {
            commands.extend([
                UiCommand::Repair(RepairCommand::ShowOriginals(false)),
                UiCommand::List(ListCommand::LookAtQuestions),
            ]);
        }
    });
}
