//! The review's part of the bar at the bottom.

use std::time::{Duration, Instant, UNIX_EPOCH};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::ImageId;
use crate::ui::Language;
use crate::ui::ReviewCommand;
use crate::ui::status_bar::{SidesShown, StatusBarProps, status_bar_ui};
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{Words, assert_all_inside, window};

struct Bar {
    session: ScanSession,
    line: ReviewLineState,
    now: Instant,
    commands: Vec<UiCommand>,
}

fn bar(width: f32, language: Language, session: ScanSession) -> Harness<'static, Bar> {
    let words = Words::default();
    let state = Bar {
        session,
        line: ReviewLineState::default(),
        now: Instant::now(),
        commands: Vec::new(),
    };
    window([width, 60.0], state, move |ui, bar| {
        let text = words.of(language);
        let props = StatusBarProps {
            text,
            keys: &KeyMap::default(),
            review: Some(ReviewLineProps {
                session: &bar.session,
                text,
                keys: &KeyMap::default(),
                now: bar.now,
            }),
            totals: Some(bar.session.totals()),
            sides: Some(SidesShown {
                workers: true,
                preview: Some(true),
            }),
            selected: 1,
        };
        status_bar_ui(ui, &mut bar.line, &props, &mut bar.commands);
    })
}

/// Flagged images, of which so many were decided about, one every two seconds.
fn reviewed(flagged: u32, decided: u32) -> ScanSession {
    let mut session = sessions::running(&[]);
    for id in 0..flagged {
        sessions::report(&mut session, id, &format!("a/{id}.jpg"), Made::Black);
    }
    sessions::settle(&mut session);
    for id in 0..decided {
        let at = UNIX_EPOCH + Duration::from_secs(2 * u64::from(id));
        session.decide(&[ImageId(id)], Some(Decision::Confirmed), at);
    }
    session
}

fn say(harness: &mut Harness<'_, Bar>, kind: StepKind) {
    let bar = harness.state_mut();
    let step = bar
        .session
        .next_undo()
        .or_else(|| bar.session.next_redo())
        .cloned();
    let note = step.map(|step| StepNote::new(kind, &step, &bar.session));
    bar.line.say(note, None, bar.now);
    harness.run();
}

#[test]
fn it_tells_how_far_the_review_is_and_how_long_the_rest_takes() {
    let harness = bar(1_280.0, Language::English, reviewed(340, 40));
    harness.get_by_label("40 of 340 reviewed, about 10 minutes left at your pace");
    let narrow = bar(700.0, Language::English, reviewed(340, 40));
    narrow
        .get_all_by_label("40 of 340 reviewed")
        .next()
        .unwrap();
    let begun = bar(1_280.0, Language::English, reviewed(340, 3));
    begun.get_all_by_label("3 of 340 reviewed").next().unwrap();
    let not_begun = bar(1_280.0, Language::English, reviewed(340, 0));
    assert!(
        not_begun.query_by_label_contains("reviewed").is_none(),
        "nothing to tell before the first decision"
    );
    assert!(not_begun.query_by_label("Undo").is_none(), "nor to undo");
}

#[test]
fn a_step_is_said_for_a_while_and_can_be_taken_back() {
    let mut harness = bar(1_280.0, Language::English, reviewed(9, 1));
    say(&mut harness, StepKind::Done);
    harness.get_by_label("Confirmed 0.jpg");
    harness.get_all_by_label("Undo").next().unwrap().click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [UiCommand::Review(ReviewCommand::Undo)]
    );
    harness.state_mut().session.undo();
    say(&mut harness, StepKind::Undone);
    harness.get_by_label("Taken back: 0.jpg is not reviewed again");
    harness.get_by_label("Redo").click();
    harness.run();
    assert_eq!(
        harness.state().commands[1..],
        [UiCommand::Review(ReviewCommand::Redo)]
    );
    harness.state_mut().now += STAYS;
    harness.run();
    assert!(
        harness.query_by_label_contains("Taken back").is_none(),
        "it goes by itself"
    );
    harness.get_by_label("9 flagged");
}

#[test]
fn many_are_counted_and_copies_are_told() {
    let mut session = reviewed(9, 0);
    let hash = crate::scan::ContentHash::of(b"same");
    for id in 0..4 {
        session.learn_content(ImageId(id), hash);
    }
    session.decide(
        &[ImageId(0), ImageId(8)],
        Some(Decision::FalseAlarm),
        UNIX_EPOCH,
    );
    let mut harness = bar(1_280.0, Language::English, session);
    say(&mut harness, StepKind::Done);
    harness.get_by_label("False alarm: 2 images · also 3 copies of the same picture");
}

#[test]
fn the_end_is_said() {
    let mut harness = bar(1_280.0, Language::English, reviewed(3, 3));
    let bar = harness.state_mut();
    bar.line.say(None, bar.session.shown_review(), bar.now);
    harness.run();
    harness.get_by_label("All 3 shown are reviewed");
}

#[test]
fn what_is_left_elsewhere_is_said_and_leads_there() {
    let mut session = reviewed(5, 2);
    session.set_filter(RowFilter {
        decision: DecisionFilter::Only(Decision::Confirmed),
        ..RowFilter::default()
    });
    sessions::settle(&mut session);
    let mut harness = bar(1_280.0, Language::English, session);
    let bar = harness.state_mut();
    bar.line.say(None, bar.session.shown_review(), bar.now);
    harness.run();
    harness.get_by_label("All 2 shown are reviewed");
    let left = "3 flagged images that are not shown are not reviewed";
    harness.get_by_label(left).click();
    harness.run();
    let unreviewed = RowFilter {
        status: StatusFilter::Flagged,
        decision: DecisionFilter::Unreviewed,
        ..RowFilter::default()
    };
    assert_eq!(
        harness.state().commands,
        [UiCommand::List(ListCommand::SetFilter(unreviewed))]
    );
}

#[test]
fn clear_images_that_nobody_decided_about_are_not_called_reviewed() {
    let mut session = reviewed(2, 2);
    for id in 2..12 {
        sessions::report(&mut session, id, &format!("a/{id}.jpg"), Made::Clear);
    }
    sessions::settle(&mut session);
    let mut harness = bar(1_280.0, Language::English, session);
    let bar = harness.state_mut();
    bar.line.say(None, bar.session.shown_review(), bar.now);
    harness.run();
    harness.get_by_label("All 2 flagged images shown are reviewed");
}

#[test]
fn everything_fits_into_a_narrow_bar() {
    for language in Language::ALL {
        for width in [884.0, 1_280.0] {
            let mut harness = bar(width, language, reviewed(1_500, 1_203));
            assert_all_inside(&harness);
            say(&mut harness, StepKind::Done);
            assert_all_inside(&harness);
        }
    }
}
