//! The question before many images are decided.

use egui::{Event, Key, Modifiers};

use super::plain;
use super::typist::{Press, Typist, click_at};

fn events(presses: &[Press]) -> Vec<Event> {
    presses.iter().flat_map(|press| press.events()).collect()
}

/// Everything is selected, and then these keys come.
fn all_and(keys: &[Key]) -> Vec<Event> {
    let all = Press::with(Modifiers::COMMAND, Key::A);
    [events(&[all]), events(&plain(keys))].concat()
}

fn decided(typist: &Typist) -> u64 {
    let totals = typist.session().totals();
    totals.confirmed + totals.false_alarms
}

fn is_asked(typist: &Typist) -> bool {
    typist.harness.state().windows.bulk.is_some()
}

#[test]
fn a_key_about_more_than_ten_images_asks_and_a_burst_answers_nothing() {
    let mut typist = Typist::sit_down();
    typist.frame(all_and(&[Key::N, Key::Y, Key::Enter, Key::Space]));
    // The frame before which the question can't have been seen, on a slow machine the one in which it comes up.
    typist.frame(events(&plain(&[Key::Tab, Key::Enter])));
    typist.settle();
    assert!(is_asked(&typist), "forty images are many");
    assert_eq!(typist.unused, [5], "all that came too early");
    typist.place_of("5 keys were not used");
    for key in [Key::Y, Key::N, Key::U, Key::F] {
        typist.frame(Press::plain(key).events());
        typist.settle();
    }
    assert!(is_asked(&typist), "letters do nothing in it");
    typist.frame(Press::plain(Key::Enter).events());
    typist.settle();
    assert!(!is_asked(&typist), "the keyboard began on Cancel");
    assert_eq!(decided(&typist), 0, "nothing was decided");
}

#[test]
fn it_is_answered_by_a_button_for_all_that_were_meant() {
    for (key, is_black) in [(Key::Y, true), (Key::F, true), (Key::N, false)] {
        let mut typist = Typist::sit_down();
        let shown = typist.session().index().shown().len() as u64;
        typist.frame(all_and(&[key]));
        typist.settle();
        let all = typist.place_of(&format!("All {shown}"));
        typist.frame(click_at(all));
        typist.settle();
        let totals = typist.session().totals();
        let counts = (totals.confirmed, totals.false_alarms);
        let expected = if is_black { (shown, 0) } else { (0, shown) };
        assert_eq!(counts, expected, "{key:?}");
    }
}

#[test]
fn up_to_ten_images_are_decided_at_once() {
    let mut typist = Typist::sit_down();
    let mut presses = plain(&[Key::Home]);
    presses.extend([Press::with(Modifiers::SHIFT, Key::ArrowRight); 9]);
    presses.extend(plain(&[Key::Y]));
    typist.frame(events(&presses));
    typist.settle();
    assert!(!is_asked(&typist), "ten are in sight");
    assert_eq!(decided(&typist), 10, "and decided");
}

#[test]
fn a_click_that_was_on_its_way_answers_nothing_either() {
    let mut typist = Typist::sit_down();
    let shown = typist.session().index().shown().len();
    typist.frame(all_and(&[Key::N]));
    typist.settle();
    let all = typist.place_of(&format!("All {shown}"));
    typist.frame(Press::plain(Key::Escape).events());
    typist.settle();
    assert!(!is_asked(&typist), "Esc puts it away");
    typist.frame([all_and(&[Key::N]), click_at(all)].concat());
    typist.frame(click_at(all));
    typist.settle();
    assert_eq!(decided(&typist), 0, "it was aimed at what lay there before");
    assert!(is_asked(&typist), "and puts nothing away");
    typist.frame(click_at(all));
    typist.settle();
    assert_eq!(decided(&typist), shown as u64, "now it is an answer");
}
