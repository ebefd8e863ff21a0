//! The chips: by status and by decision. Each counts what a click on it would show beside the other row's choice.

use egui::Ui;

use super::FilterBarProps;
use crate::session::{Decision, DecisionFilter, RowFilter, RowStatus, StatusFilter};
use crate::ui::theme::space;
use crate::ui::widgets::chip;
use crate::ui::{ListCommand, UiCommand, format, wording};

/// About the width of the first chip by decision, in points.
const LEAST_ROOM: f32 = 140.0;

/// Draws them.
pub(super) fn chips_ui(ui: &mut Ui, props: FilterBarProps<'_>, commands: &mut Vec<UiCommand>) {
    status_chips_ui(ui, props, commands);
    let counts = props.session.list_counts();
    let has_decisions = counts.confirmed + counts.false_alarms > 0;
    let is_filtered = props.session.index().filter().decision != DecisionFilter::Any;
    // Where nothing is flagged there is nothing to review.
    if counts.flagged() > 0 || has_decisions || is_filtered {
        // A gap between the two, unless the second begins a row of its own.
        if ui.available_size_before_wrap().x > LEAST_ROOM {
            ui.add_space(space::S);
        }
        decision_chips_ui(ui, props, commands);
    }
}

fn status_chips_ui(ui: &mut Ui, props: FilterBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let FilterBarProps { session, text, .. } = props;
    let counts = session.list_counts();
    let filter = session.index().filter();
    let mut offer = |ui: &mut Ui, wanted: RowFilter, label: &str| {
        let count = counts.shown_by(wanted.status, wanted.decision);
        let shown = format::count(count.into());
        if chip(ui, label, Some(&shown), filter.status == wanted.status).clicked() {
            commands.push(UiCommand::List(ListCommand::SetFilter(wanted)));
        }
    };
    // All means all, whatever was decided.
    let all = RowFilter {
        status: StatusFilter::All,
        decision: DecisionFilter::Any,
        ..filter.clone()
    };
    offer(ui, all, &text.get("results-chip-all"));
    let of = |status| RowFilter {
        status,
        ..filter.clone()
    };
    let flagged = text.get("results-chip-flagged");
    offer(ui, of(StatusFilter::Flagged), &flagged);
    for status in RowStatus::ALL {
        let wanted = StatusFilter::Only(status);
        // Alarming where it is 0, or nothing to who has no originals.
        let is_rare = matches!(
            status,
            RowStatus::Proven | RowStatus::Repaired | RowStatus::Unreachable | RowStatus::Gone
        );
        let is_chosen = filter.status == wanted;
        if !is_rare || counts.of(status) > 0 || is_chosen {
            offer(ui, of(wanted), &wording::status(text, status));
        }
    }
}

/// A second click on the chosen one takes the choice back.
fn decision_chips_ui(ui: &mut Ui, props: FilterBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let FilterBarProps { session, text, .. } = props;
    let counts = session.list_counts();
    let filter = session.index().filter();
    for (decision, key) in [
        (DecisionFilter::Unreviewed, "review-unreviewed"),
        (
            DecisionFilter::Only(Decision::Confirmed),
            "review-confirmed",
        ),
        (
            DecisionFilter::Only(Decision::FalseAlarm),
            "review-false-alarms",
        ),
    ] {
        let is_chosen = filter.decision == decision;
        let count = counts.shown_by(filter.status, decision);
        let shown = format::count(count.into());
        if chip(ui, &text.get(key), Some(&shown), is_chosen).clicked() {
            let decision = if is_chosen {
                DecisionFilter::Any
            } else {
                decision
            };
            commands.push(UiCommand::List(ListCommand::SetFilter(RowFilter {
                decision,
                ..filter.clone()
            })));
        }
    }
}
