//! The window of groups, operated by the names of its controls.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::FileStamp;
use crate::ui::Language;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::{ListCommand, ReviewCommand};

struct Window {
    session: ScanSession,
    pictures: PictureStore,
    language: Language,
    words: Words,
    commands: Vec<UiCommand>,
}

/// So many flagged images, of which every second one was written a day later.
fn two_runs(images: u32) -> ScanSession {
    let mut session = sessions::running(&[]);
    let start = UNIX_EPOCH + Duration::from_hours(490_000);
    for id in 0..images {
        let later = Duration::from_hours(24 * u64::from(id % 2));
        let stamp = FileStamp {
            modified: Some(start + later + Duration::from_millis(id.into())),
            content: None,
            ..FileStamp::default()
        };
        let path = format!("{id:08}/{id}.jpg");
        sessions::report_stamped(&mut session, id, &path, Made::Black, stamp);
    }
    session.want_wrong_runs(true);
    sessions::settle(&mut session);
    session
}

fn window(session: ScanSession, language: Language) -> Harness<'static, Window> {
    let state = Window {
        session,
        pictures: PictureStore::default(),
        language,
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window([900.0, 600.0], state, |ui, window| {
        let mut props = RunsWindowProps {
            session: &window.session,
            pictures: &mut window.pictures,
            text: window.words.of(window.language),
        };
        runs_window_ui(ui, &mut props, &mut window.commands);
    })
}

fn take(harness: &mut Harness<'_, Window>) -> Vec<UiCommand> {
    std::mem::take(&mut harness.state_mut().commands)
}

#[test]
fn groups_are_listed_and_can_be_looked_at_checked_and_confirmed() {
    let mut harness = window(two_runs(41), Language::English);
    harness.get_by_label("41 flagged images, written in 2 runs");
    let run = harness.state().session.wrong_runs().found()[0].clone();
    assert_eq!(run.images.len(), 21, "the largest is the first");
    let click = |harness: &mut Harness<'_, Window>, name: &str| {
        let all: Vec<_> = harness.get_all_by_label(name).collect();
        all.first().expect("there is one").click();
        harness.run();
        take(harness)
    };
    assert_eq!(
        click(&mut harness, "Look at them"),
        [UiCommand::List(ListCommand::LookAtRun(Arc::clone(&run)))]
    );
    let subject = CheckSubject::Run(Arc::clone(&run));
    assert_eq!(
        click(&mut harness, "Check a sample…"),
        [UiCommand::List(ListCommand::ShowCheck(Some(subject)))]
    );
    let images = run.images.images().to_vec();
    let decision = Some(Decision::Confirmed);
    assert_eq!(
        click(&mut harness, "Confirm all 21"),
        [UiCommand::Review(ReviewCommand::Decide {
            images,
            decision
        })],
        "all of the group in one step"
    );
}

#[test]
fn what_was_decided_one_by_one_stands() {
    let mut session = two_runs(41);
    let run = session.wrong_runs().found()[0].clone();
    let one = [run.images.images()[3]];
    session.decide(&one, Some(Decision::FalseAlarm), SystemTime::now());
    sessions::settle(&mut session);
    let mut harness = window(session, Language::English);
    harness.get_by_label("1 of 21 reviewed");
    harness.get_by_label("Confirm the other 20").click();
    harness.run();
    let Some(UiCommand::Review(ReviewCommand::Decide { images, .. })) = take(&mut harness).pop()
    else {
        panic!("the others are decided");
    };
    assert!(!images.contains(&one[0]), "not the one that was decided");
}

#[test]
fn many_groups_are_built_only_as_far_as_they_are_seen() {
    let mut session = sessions::running(&[]);
    for id in 0..300_u32 {
        let stamp = FileStamp {
            modified: Some(UNIX_EPOCH + Duration::from_hours(u64::from(id / 2))),
            content: None,
            ..FileStamp::default()
        };
        let path = format!("{id:08}/{id}.jpg");
        sessions::report_stamped(&mut session, id, &path, Made::Black, stamp);
    }
    session.want_wrong_runs(true);
    sessions::settle(&mut session);
    let groups = session.wrong_runs().found().len();
    assert!(groups > 100, "{groups} groups");
    let harness = window(session, Language::English);
    let built = harness.query_all_by_label("Look at them").count();
    assert!((1..10).contains(&built), "{built} of {groups} are built");
}

#[test]
fn everything_fits_in_both_languages() {
    for language in Language::ALL {
        let harness = window(two_runs(40), language);
        testing::assert_all_inside(&harness);
    }
}
