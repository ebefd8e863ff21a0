use egui_kittest::kittest::Queryable as _;

use super::{COUNTS, Page, Repair, click, plan, planned, shown};
use crate::repair::RepairPlan;
use crate::session::{RowFilter, ScanSession};
use crate::ui::repair_dialog::RepairCounts;
use crate::ui::{ListCommand, RepairCommand, UiCommand};

#[test]
fn proven_images_that_are_called_a_false_alarm_are_told_and_can_be_looked_at() {
    let mut harness = shown(Page::Choosing);
    harness.state_mut().counts = RepairCounts {
        false_alarms: 4,
        ..COUNTS
    };
    harness.run();
    harness.get_by_label("4 proven images were called a false alarm: no repair takes them");
    let (status, decision) = ScanSession::PROVEN_FALSE_ALARMS;
    let them = ListCommand::SetFilter(RowFilter {
        status,
        decision,
        ..RowFilter::default()
    });
    assert_eq!(
        click(&mut harness, "Show them"),
        [
            Repair(RepairCommand::ShowRepair(false)),
            UiCommand::List(them)
        ]
    );
    // As after a restart, where nothing else is proven.
    harness.state_mut().counts = RepairCounts {
        false_alarms: 4,
        ..RepairCounts::default()
    };
    harness.run();
    harness.get_by_label("Every proven image was called a false alarm");
    assert!(
        harness.query_by_label("No image is proven yet").is_none(),
        "four are"
    );
    assert_eq!(click(&mut harness, "Show the plan"), [], "of nothing");
}

#[test]
fn images_that_a_person_answered_for_are_told_where_they_are_chosen_and_in_the_plan() {
    let mut harness = shown(Page::Choosing);
    let told = "with too little to tell by";
    assert!(
        harness.query_by_label_contains(told).is_none(),
        "there is none"
    );
    harness.state_mut().counts = RepairCounts {
        answered: 2,
        ..COUNTS
    };
    harness.run();
    harness.get_by_label(
        "Also 2 with too little to tell by, because a person said “This is its original”",
    );
    let plan = RepairPlan {
        answered: 3,
        ..plan(20)
    };
    let harness = shown(planned(plan));
    harness.get_by_label("3 of them because a person said “This is its original”");
}
