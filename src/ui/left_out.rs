//! Images that an original proves and a person called a false alarm: no repair takes them, and wherever a repair is offered
//! that is said, with the way to them.

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
