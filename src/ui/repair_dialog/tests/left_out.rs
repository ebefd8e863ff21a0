use egui_kittest::kittest::Queryable as _;

use super::{COUNTS, Page, Repair, click, shown};
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
