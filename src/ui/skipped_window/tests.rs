use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::ui::Language;
use crate::ui::testing::{MadeUpScan, Words, window};
use crate::ui::{ListCommand, ScanCommand};

struct Shown {
    scan: MadeUpScan,
    state: SkippedWindowState,
    commands: Vec<UiCommand>,
}

fn shown(group: Option<SkipGroup>) -> Harness<'static, Shown> {
    let words = Words::default();
    let mut scan = MadeUpScan::new(1);
    for at in 0..5_000 {
        scan.skip(&format!("a/.hidden{at:04}.jpg"), SkipCause::HiddenFile);
    }
    let extension = "heic".to_owned();
    scan.skip("b/phone.heic", SkipCause::OtherKind { extension });
    let silent_for = std::time::Duration::from_mins(1);
    scan.skip("hung", SkipCause::FolderNoAnswer { silent_for });
    let mut state = SkippedWindowState::default();
    state.show_group(group);
    let shown = Shown {
        scan,
        state,
        commands: Vec::new(),
    };
    window([900.0, 600.0], shown, move |ui, shown| {
        let props = SkippedWindowProps {
            text: words.of(Language::English),
            entries: shown.scan.session.skipped(),
            totals: &shown.scan.session.totals().skipped,
            include: IncludeRules::default(),
        };
        skipped_window_ui(ui, &mut shown.state, &props, &mut shown.commands);
    })
}

#[test]
fn only_rows_in_sight_are_built() {
    let harness = shown(None);
    let built = harness.query_all_by_label_contains(".hidden").count();
    assert!((5..60).contains(&built), "{built} of 5,000 rows are built");
}

#[test]
fn a_group_shows_its_own_rows_with_the_reason() {
    let mut harness = shown(None);
    harness.get_by_label("HEIC, 1").click();
    harness.run();
    assert!(harness.query_by_label("b/phone.heic").is_some(), "its file");
    assert!(
        harness
            .query_by_label("HEIC images can't be inspected")
            .is_some(),
        "why"
    );
    assert_eq!(
        harness.query_all_by_label_contains(".hidden").count(),
        0,
        "no other group's rows"
    );
}

#[test]
fn a_folder_that_gave_no_answer_is_listed_as_such() {
    let mut harness = shown(None);
    harness.get_by_label("No answer, 1").click();
    harness.run();
    assert!(harness.query_by_label("hung").is_some(), "which one");
    let why = harness.query_by_label_contains("gave no answer for 1 min");
    assert!(why.is_some(), "and why");
}

#[test]
fn what_was_left_out_can_be_included_the_next_time() {
    let mut harness = shown(Some(SkipGroup::HiddenFiles));
    harness.get_by_label("Hidden files and folders").click();
    harness.run();
    let hidden = IncludeRules {
        hidden: true,
        online_only: false,
    };
    assert_eq!(
        harness.state().commands,
        [UiCommand::Scan(ScanCommand::SetInclude(hidden))]
    );
}

#[test]
fn escape_and_the_button_close_it() {
    let mut harness = shown(None);
    harness.key_press(egui::Key::Escape);
    harness.run();
    harness.get_by_label("Close").click();
    harness.run();
    let close = UiCommand::List(ListCommand::ShowSkipped(false));
    assert_eq!(harness.state().commands, [close.clone(), close]);
}
