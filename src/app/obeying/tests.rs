//! Keys, and what is clicked between them, however they come in.

mod cuts;
mod questions;
mod typist;

use std::time::SystemTime;

use egui::{Key, Modifiers};

use self::typist::{Press, Typist};
use crate::scan::ImageId;
use crate::session::Decision;

fn plain(keys: &[Key]) -> Vec<Press> {
    keys.iter().map(|key| Press::plain(*key)).collect()
}

/// Types all of this within one frame.
fn typed_at_once(presses: &[Press]) -> Typist {
    let mut typist = Typist::sit_down();
    typist.frame(presses.iter().flat_map(|press| press.events()).collect());
    typist.settle();
    typist
}

fn decision(typist: &Typist, image: ImageId) -> Option<Decision> {
    typist.session().row(image).unwrap().review.decision()
}

#[test]
fn each_key_of_a_frame_is_about_the_image_to_which_the_one_before_it_led() {
    let mut keys = vec![Key::Home];
    keys.extend([Key::Y, Key::N, Key::N].iter().cycle().take(20));
    let typist = typed_at_once(&plain(&keys));
    let shown = typist.session().index().shown().to_vec();
    for (key, image) in keys.iter().skip(1).zip(&shown) {
        let typed = match key {
            Key::Y => Decision::Confirmed,
            _ => Decision::FalseAlarm,
        };
        assert_eq!(decision(&typist, *image), Some(typed), "{image:?}");
    }
    assert_eq!(
        typist.session().selection().focus(),
        shown.get(20).copied(),
        "twenty keys, twenty images"
    );
}

#[test]
fn moving_taking_back_and_enlarging_count_for_the_next_key_of_the_frame() {
    use Key::{ArrowRight, Enter, Home, N, Y};
    let undo = Press::with(Modifiers::COMMAND, Key::Z);
    let shown = Typist::sit_down().session().index().shown().to_vec();
    let confirmed = Some(Decision::Confirmed);
    for (presses, expected) in [
        (plain(&[Home, ArrowRight, Y]), [None, confirmed, None]),
        (plain(&[Home, Enter, Y]), [confirmed, None, None]),
        (
            plain(&[Home, Enter, ArrowRight, ArrowRight, Y]),
            [None, None, confirmed],
        ),
        (
            [plain(&[Home, N]), vec![undo], plain(&[Y])].concat(),
            [confirmed, None, None],
        ),
        (
            [
                plain(&[Home, Y, Y]),
                vec![undo, undo],
                plain(&[ArrowRight, Y]),
            ]
            .concat(),
            [None, confirmed, None],
        ),
    ] {
        let typist = typed_at_once(&presses);
        let decided = [0, 1, 2].map(|place: usize| decision(&typist, shown[place]));
        assert_eq!(decided, expected, "{presses:?}");
    }
}

#[test]
fn what_is_typed_after_the_key_of_the_filter_goes_into_the_filter() {
    for key in [
        Press::of_letter('/'),
        Press::with(Modifiers::COMMAND, Key::F),
    ] {
        let typist = typed_at_once(
            &[
                vec![Press::plain(Key::Home), key],
                ['4', '0', 'y'].map(Press::of_letter).to_vec(),
            ]
            .concat(),
        );
        assert_eq!(typist.session().index().filter().text, "40y", "{key:?}");
        assert_eq!(typist.session().totals().confirmed, 0, "y is a letter");
    }
}

#[test]
fn a_key_after_a_click_is_about_what_was_clicked() {
    let mut typist = Typist::sit_down();
    let shown = typist.session().index().shown().to_vec();
    typist.frame(Press::plain(Key::Home).events());
    typist.settle();
    let third = typist.place_of_image(shown[2]);
    let mut events = typist::click_at(third);
    events.extend(Press::plain(Key::Y).events());
    typist.frame(events);
    typist.settle();
    assert_eq!(decision(&typist, shown[2]), Some(Decision::Confirmed));
    assert_eq!(decision(&typist, shown[0]), None, "not what had the focus");
}

#[test]
fn after_a_dialog_was_closed_the_next_key_counts() {
    let mut typist = Typist::sit_down();
    let shown = typist.session().index().shown().to_vec();
    let keys = plain(&[Key::Home, Key::F1, Key::N, Key::Escape, Key::Y]);
    for press in keys {
        typist.frame(press.events());
    }
    typist.settle();
    assert_eq!(
        decision(&typist, shown[0]),
        Some(Decision::Confirmed),
        "N went to the dialog, and Y came when it was closed"
    );
}

#[test]
fn only_what_is_shown_is_decided() {
    let mut typist = Typist::sit_down();
    let select_all = Press::with(Modifiers::COMMAND, Key::A);
    let filter = Press::with(Modifiers::COMMAND, Key::F);
    let shown = typist.session().index().shown().to_vec();
    let row = typist.session().row(shown[5]).unwrap();
    let name = row
        .report
        .location
        .relative()
        .to_string_lossy()
        .into_owned();
    let letters: Vec<Press> = name.chars().map(Press::of_letter).collect();
    for press in [vec![select_all, filter], letters].concat() {
        typist.frame(press.events());
    }
    typist.settle();
    assert_eq!(typist.session().index().shown(), [shown[5]], "{name}");
    assert_eq!(typist.session().selection().len(), 1, "the rest is hidden");
    typist.frame(Press::plain(Key::Enter).events());
    typist.frame(Press::plain(Key::N).events());
    typist.settle();
    assert_eq!(typist.session().totals().false_alarms, 1, "that one alone");
    assert_eq!(decision(&typist, shown[5]), Some(Decision::FalseAlarm));
}

#[test]
fn what_was_typed_before_the_window_is_closed_counts_first() {
    let mut typist = Typist::sit_down();
    let shown = typist.session().index().shown().to_vec();
    typist.frame(Press::plain(Key::Home).events());
    typist.settle();
    let root = egui::ViewportId::ROOT;
    let info = typist.harness.input_mut().viewports.get_mut(&root).unwrap();
    info.events.push(egui::ViewportEvent::Close);
    let keys = plain(&[Key::ArrowRight, Key::ArrowRight]);
    typist.frame(keys.iter().flat_map(|press| press.events()).collect());
    let commands = |typist: &Typist| {
        let output = typist.harness.output();
        output.viewport_output[&root].commands.clone()
    };
    assert!(commands(&typist).contains(&egui::ViewportCommand::CancelClose));
    assert_eq!(typist.session().selection().focus(), Some(shown[2]));
    typist.frame(Vec::new());
    assert!(commands(&typist).contains(&egui::ViewportCommand::Close));
}

fn decisions_of(typist: &Typist, images: &[ImageId]) -> Vec<Option<Decision>> {
    images
        .iter()
        .map(|image| decision(typist, *image))
        .collect()
}

#[test]
fn answers_after_the_last_image_change_nothing_and_it_is_said() {
    let shown = Typist::sit_down().session().index().shown().to_vec();
    let last = *shown.last().unwrap();
    let confirm_all = || {
        let mut keys = vec![Key::Home];
        keys.extend(shown.iter().map(|_| Key::Y));
        keys
    };
    for (after, expected) in [
        (vec![Key::N], Decision::Confirmed),
        (vec![Key::N, Key::F, Key::Y, Key::N], Decision::Confirmed),
        (vec![Key::V, Key::N], Decision::Confirmed),
        (vec![Key::N, Key::ArrowRight, Key::N], Decision::FalseAlarm),
        (vec![Key::N, Key::U, Key::N], Decision::FalseAlarm),
    ] {
        let typist = typed_at_once(&plain(&[confirm_all(), after.clone()].concat()));
        let (_, others) = shown.split_last().unwrap();
        let all_confirmed = vec![Some(Decision::Confirmed); others.len()];
        assert_eq!(decisions_of(&typist, others), all_confirmed, "{after:?}");
        assert_eq!(decision(&typist, last), Some(expected), "{after:?}");
        assert_eq!(typist.session().selection().focus(), Some(last));
    }
    let typist = typed_at_once(&plain(&[confirm_all(), vec![Key::N, Key::N]].concat()));
    typist.place_of(
        "All 40 shown are reviewed · 2 more answers were not used: move or undo to change the last one",
    );
}

#[test]
fn the_last_image_can_be_changed_after_a_step_back_or_a_click() {
    let shown = Typist::sit_down().session().index().shown().to_vec();
    let last = *shown.last().unwrap();
    let mut presses = plain(&[Key::Home]);
    presses.extend(shown.iter().map(|_| Press::plain(Key::Y)));
    presses.extend(plain(&[Key::N]));
    let undo = Press::with(Modifiers::COMMAND, Key::Z);
    let undone = [presses.clone(), vec![undo], plain(&[Key::N])].concat();
    let typist = typed_at_once(&undone);
    assert_eq!(decision(&typist, last), Some(Decision::FalseAlarm));

    let mut typist = typed_at_once(&presses);
    assert_eq!(decision(&typist, last), Some(Decision::Confirmed));
    let place = typist.place_of_image(last);
    typist.frame(typist::click_at(place));
    typist.settle();
    typist.frame(Press::plain(Key::N).events());
    typist.settle();
    assert_eq!(decision(&typist, last), Some(Decision::FalseAlarm));
}

#[test]
fn who_goes_through_reviewed_images_again_corrects_an_answer_by_the_next() {
    let shown = Typist::sit_down().session().index().shown().to_vec();
    let mut keys = vec![Key::Home];
    keys.extend(shown.iter().map(|_| Key::Y));
    keys.extend([Key::Home, Key::N, Key::Y, Key::N]);
    let typist = typed_at_once(&plain(&keys));
    assert_eq!(decision(&typist, shown[0]), Some(Decision::FalseAlarm));
    assert_eq!(typist.session().selection().focus(), Some(shown[0]));
}

#[test]
fn an_answer_after_the_last_image_leads_to_one_that_is_to_be_reviewed_again() {
    let shown = Typist::sit_down().session().index().shown().to_vec();
    let (last, other) = (*shown.last().unwrap(), shown[3]);
    let mut keys = vec![Key::Home];
    keys.extend(shown.iter().map(|_| Key::Y));
    let mut typist = typed_at_once(&plain(&keys));
    let session = typist.harness.state_mut().session.as_mut().unwrap();
    session.decide(&[other], None, SystemTime::UNIX_EPOCH);
    for (key, decided) in [(Key::N, None), (Key::N, Some(Decision::FalseAlarm))] {
        typist.frame(Press::plain(key).events());
        typist.settle();
        assert_eq!(decision(&typist, last), Some(Decision::Confirmed));
        assert_eq!(
            decision(&typist, other),
            decided,
            "seen before it is decided"
        );
        assert_eq!(typist.session().selection().focus(), Some(other));
    }
}

#[test]
fn answers_after_the_last_of_the_compared_images_change_nothing() {
    let mut presses = plain(&[Key::Home]);
    presses.push(Press::with(Modifiers::SHIFT, Key::ArrowRight));
    presses.extend(plain(&[Key::C, Key::Y, Key::Y, Key::N, Key::N]));
    let typist = typed_at_once(&presses);
    let shown = typist.session().index().shown().to_vec();
    let confirmed = Some(Decision::Confirmed);
    assert!(typist.harness.state().is_comparing(), "side by side");
    assert_eq!(
        decisions_of(&typist, &shown[..3]),
        [confirmed, confirmed, None]
    );
}
