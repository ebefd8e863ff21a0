//! The filter bar, operated by the names of its controls.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::ImageId;
use crate::session::{Decision, DecisionFilter, RowStatus, SortColumn, SortOrder, StatusFilter};
use crate::ui::Language;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::{ListCommand, ReviewCommand};

struct Window {
    session: ScanSession,
    bar: FilterBarState,
    view: ViewMode,
    language: Language,
    words: Words,
    commands: Vec<UiCommand>,
}

fn window(session: ScanSession, size: [f32; 2], language: Language) -> Harness<'static, Window> {
    let state = Window {
        session,
        bar: FilterBarState::default(),
        view: ViewMode::Gallery,
        language,
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window(size, state, |ui, window| {
        let props = FilterBarProps {
            session: &window.session,
            text: window.words.of(window.language),
            keys: &KeyMap::default(),
            view: window.view,
        };
        let commands = filter_bar_ui(ui, &mut window.bar, props);
        window.commands.extend(commands);
    })
}

fn english(session: ScanSession) -> Harness<'static, Window> {
    window(session, [900.0, 200.0], Language::English)
}

fn some() -> ScanSession {
    sessions::running(&[
        ("a/1.jpg", Made::Black),
        ("a/2.jpg", Made::Black),
        ("b/3.jpg", Made::Doubtful),
        ("b/4.jpg", Made::Clear),
    ])
}

fn take(harness: &mut Harness<'_, Window>) -> Vec<UiCommand> {
    std::mem::take(&mut harness.state_mut().commands)
}

fn filter(status: StatusFilter, text: &str) -> UiCommand {
    UiCommand::List(ListCommand::SetFilter(RowFilter {
        status,
        text: text.to_owned(),
        ..RowFilter::default()
    }))
}

#[test]
fn chips_count_and_choose() {
    let mut harness = english(some());
    for (name, status) in [
        ("All, 4", StatusFilter::All),
        ("Flagged, 3", StatusFilter::Flagged),
        (
            "Black background, 2",
            StatusFilter::Only(RowStatus::BlackBackground),
        ),
        ("Doubtful, 1", StatusFilter::Only(RowStatus::Doubtful)),
        ("Clear, 1", StatusFilter::Only(RowStatus::Clear)),
        ("Unreadable, 0", StatusFilter::Only(RowStatus::Unreadable)),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(take(&mut harness), [filter(status, "")], "{name}");
    }
    assert!(
        harness
            .query_by_label_contains("Could not be reached")
            .is_none(),
        "that chip is there only when it counts something"
    );
    let session = &mut harness.state_mut().session;
    sessions::report(session, 9, "c/9.jpg", Made::Unreachable);
    harness.run();
    harness.get_by_label("Could not be reached, 1");
}

#[test]
fn proven_and_repaired_have_chips_only_where_there_are_any() {
    let mut harness = english(some());
    for name in ["Proven", "Repaired"] {
        assert!(harness.query_by_label_contains(name).is_none(), "{name}");
    }
    let session = &mut harness.state_mut().session;
    session.set_proof(ImageId(0), testing::proof());
    session.set_repair(ImageId(1), Some(testing::repair()));
    harness.run();
    harness.get_by_label("Flagged, 2");
    for (name, status) in [
        ("Proven, 1", RowStatus::Proven),
        ("Repaired, 1", RowStatus::Repaired),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        let wanted = filter(StatusFilter::Only(status), "");
        assert_eq!(take(&mut harness), [wanted], "{name}");
    }
}

#[test]
fn typing_filters_and_can_be_cleared() {
    let mut harness = english(some());
    harness.state_mut().bar.focus_text();
    harness.run();
    let field = harness.get_by_label("Filter by product or path");
    assert!(field.is_focused(), "Ctrl+F puts the keyboard here");
    field.type_text("mug");
    harness.run();
    assert_eq!(take(&mut harness), [filter(StatusFilter::All, "mug")]);
    harness.get_by_label("Clear the filter").click();
    harness.run();
    assert_eq!(take(&mut harness), [filter(StatusFilter::All, "")]);
}

#[test]
fn a_chip_keeps_the_text_and_the_text_keeps_the_chip() {
    let mut session = some();
    sessions::show(&mut session, StatusFilter::Flagged, "a/");
    let mut harness = english(session);
    let given = harness.state().session.index().filter().clone();
    harness.state_mut().bar.show_filter(&given);
    harness.run();
    harness.get_by_label("Clear, 1").click();
    harness.run();
    let clear = StatusFilter::Only(RowStatus::Clear);
    assert_eq!(take(&mut harness), [filter(clear, "a/")]);
    harness.get_by_label("Clear the filter").click();
    harness.run();
    assert_eq!(take(&mut harness), [filter(StatusFilter::Flagged, "")]);
}

#[test]
fn the_switch_changes_the_view_and_only_the_gallery_has_a_size() {
    let mut harness = english(some());
    harness.get_by_label("Thumbnail size");
    harness.get_by_label("Table").click();
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::SetViewMode(ViewMode::Table))]
    );
    harness.state_mut().view = ViewMode::Table;
    harness.run();
    assert!(
        harness.query_by_label("Thumbnail size").is_none(),
        "a table has no thumbnails"
    );
    harness.get_by_label("Gallery").click();
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::SetViewMode(ViewMode::Gallery))]
    );
}

#[test]
fn everything_is_inside_a_narrow_window_in_both_languages() {
    for language in Language::ALL {
        for width in [440.0, 620.0, 884.0] {
            let mut session = some();
            sessions::report(&mut session, 9, "c/9.jpg", Made::Unreachable);
            let harness = window(session, [width, 260.0], language);
            testing::assert_all_inside(&harness);
        }
    }
}

#[test]
fn it_says_how_many_rows_are_shown() {
    let mut session = some();
    sessions::show(&mut session, StatusFilter::Flagged, "");
    let mut harness = english(session);
    harness.get_by_label("3 shown");
    harness.state_mut().session.set_filter(RowFilter::default());
    harness.run();
    harness.get_by_label("Working it out…");
}

/// The first image is confirmed, the second a false alarm.
fn reviewed() -> ScanSession {
    let mut session = some();
    for (id, decision) in [(0, Decision::Confirmed), (1, Decision::FalseAlarm)] {
        let at = std::time::UNIX_EPOCH;
        session.decide(&[ImageId(id)], Some(decision), at);
    }
    sessions::settle(&mut session);
    session
}

fn decided(status: StatusFilter, decision: DecisionFilter) -> UiCommand {
    UiCommand::List(ListCommand::SetFilter(RowFilter {
        status,
        decision,
        ..RowFilter::default()
    }))
}

#[test]
fn chips_by_decision_count_beside_those_by_status() {
    let mut harness = english(reviewed());
    for (name, decision) in [
        ("Not reviewed, 2", DecisionFilter::Unreviewed),
        ("Confirmed, 1", DecisionFilter::Only(Decision::Confirmed)),
        (
            "False alarms, 1",
            DecisionFilter::Only(Decision::FalseAlarm),
        ),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        let wanted = decided(StatusFilter::All, decision);
        assert_eq!(take(&mut harness), [wanted], "{name}");
    }
    let unreviewed = RowFilter {
        status: StatusFilter::Flagged,
        decision: DecisionFilter::Unreviewed,
        ..RowFilter::default()
    };
    harness.state_mut().session.set_filter(unreviewed);
    sessions::settle(&mut harness.state_mut().session);
    harness.run();
    harness.get_by_label("Flagged, 1");
    harness.get_by_label("Black background, 0").click();
    harness.run();
    let black = StatusFilter::Only(RowStatus::BlackBackground);
    let wanted = decided(black, DecisionFilter::Unreviewed);
    assert_eq!(take(&mut harness), [wanted], "both choices together");
    harness.get_by_label("Not reviewed, 1").click();
    harness.run();
    let wanted = decided(StatusFilter::Flagged, DecisionFilter::Any);
    assert_eq!(take(&mut harness), [wanted], "a second click takes it back");
    harness.get_by_label("All, 4").click();
    harness.run();
    let wanted = decided(StatusFilter::All, DecisionFilter::Any);
    assert_eq!(take(&mut harness), [wanted], "all means all");
}

#[test]
fn what_needs_no_review_has_no_chips_for_it() {
    let harness = english(sessions::running(&[("b/4.jpg", Made::Clear)]));
    assert!(
        harness.query_by_label_contains("Not reviewed").is_none(),
        "nothing is flagged"
    );
}

#[test]
fn decided_images_stay_until_the_list_is_refreshed() {
    let mut session = some();
    session.set_filter(RowFilter {
        decision: DecisionFilter::Unreviewed,
        ..RowFilter::default()
    });
    sessions::settle(&mut session);
    let mut harness = english(session);
    assert!(harness.query_by_label("Refresh").is_none(), "up to date");
    let session = &mut harness.state_mut().session;
    let at = std::time::UNIX_EPOCH;
    session.decide(&[ImageId(2)], Some(Decision::Confirmed), at);
    sessions::settle(session);
    harness.run();
    harness.get_by_label("4 shown");
    harness.get_by_label("Refresh").click();
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::RefreshFilter)]
    );
}

#[test]
fn rows_are_ordered_and_decided_by_menus() {
    // High enough for a menu.
    let mut harness = window(some(), [900.0, 500.0], Language::English);
    harness.get_by_label("Sort").click();
    harness.run();
    harness.get_by_label("How sure it is black").click();
    harness.run();
    let surest = SortOrder {
        column: SortColumn::Confidence,
        ascending: false,
    };
    let wanted = UiCommand::List(ListCommand::SetOrder(Some(surest)));
    assert_eq!(take(&mut harness), [wanted], "the surest first");
    harness.state_mut().session.set_order(Some(surest));
    sessions::settle(&mut harness.state_mut().session);
    harness.run();
    harness.get_by_label("Sort").click();
    harness.run();
    harness.get_by_label("Other way round").click();
    harness.run();
    let doubtful_first = SortOrder {
        ascending: true,
        ..surest
    };
    let wanted = UiCommand::List(ListCommand::SetOrder(Some(doubtful_first)));
    assert_eq!(take(&mut harness), [wanted]);

    harness.get_by_label("Decide about all shown").click();
    harness.run();
    harness.get_by_label("Confirm all 4 shown").click();
    harness.run();
    let wanted = UiCommand::Review(ReviewCommand::DecideAllShown(Some(Decision::Confirmed)));
    assert_eq!(take(&mut harness), [wanted]);
}
