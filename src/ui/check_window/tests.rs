//! The window of samples, operated by the names of its controls.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::ImageId;
use crate::ui::Language;
use crate::ui::ListCommand;
use crate::ui::testing::{self, Words};

struct Window {
    population: u64,
    drawn: Vec<(Arc<SpotCheck>, u64)>,
    state: CheckWindowState,
    language: Language,
    words: Words,
    commands: Vec<UiCommand>,
}

fn window(population: u64, language: Language) -> Harness<'static, Window> {
    let images = (0..60).map(ImageId).collect();
    let check = SpotCheck::draw(SpotKind::Clear, images, 20, 1);
    let state = Window {
        population,
        drawn: vec![(Arc::new(check), 12)],
        state: CheckWindowState::default(),
        language,
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window([900.0, 600.0], state, |ui, window| {
        let props = CheckWindowProps {
            text: window.words.of(window.language),
            subject: &CheckSubject::Clear,
            population: window.population,
            drawn: &window.drawn,
        };
        check_window_ui(ui, &mut window.state, &props, &mut window.commands);
    })
}

#[test]
fn each_size_says_what_it_can_promise() {
    let mut harness = window(11_697, Language::English);
    for promise in ["14 %", "5 %", "3 %", "1 %"] {
        harness.get_by_label(&format!(
            "If none is wrong: with 95 % confidence at most {promise} of all are"
        ));
    }
    harness.get_by_label("100 images").click();
    harness.run();
    harness.get_by_label("Draw the sample").click();
    harness.run();
    let (subject, size) = (CheckSubject::Clear, 100);
    assert_eq!(
        harness.state().commands,
        [UiCommand::List(ListCommand::StartCheck { subject, size })]
    );
}

#[test]
fn of_few_images_all_are_looked_at() {
    let harness = window(45, Language::English);
    harness.get_by_label("20 images");
    harness.get_by_label("All 45 images");
    harness.get_by_label("Nothing is left to chance");
    assert!(
        harness.query_by_label("100 images").is_none(),
        "no more than there are"
    );
}

#[test]
fn a_sample_that_was_drawn_can_be_gone_on_with() {
    let mut harness = window(11_697, Language::English);
    harness
        .get_by_label("Go on with the sample of 20 (12 marked)")
        .click();
    harness.run();
    let check = Arc::clone(&harness.state().drawn[0].0);
    assert_eq!(
        harness.state().commands,
        [UiCommand::List(ListCommand::OpenCheck(check))]
    );
}

#[test]
fn everything_fits_in_both_languages() {
    for language in Language::ALL {
        let harness = window(11_697, language);
        testing::assert_all_inside(&harness);
    }
}
