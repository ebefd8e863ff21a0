//! The window with the numbers, operated by the names of its controls.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::ui::Language;
use crate::ui::ListCommand;
use crate::ui::testing::{self, Words};

struct State {
    thresholds: Thresholds,
    language: Language,
    words: Words,
    commands: Vec<UiCommand>,
}

fn window(size: [f32; 2], thresholds: Thresholds, language: Language) -> Harness<'static, State> {
    let state = State {
        thresholds,
        language,
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window(size, state, |ui, state| {
        let totals = ScanTotals {
            black: 1_203,
            doubtful: 31,
            ..ScanTotals::default()
        };
        let props = SensitivityWindowProps {
            text: state.words.of(state.language),
            thresholds: &state.thresholds,
            totals: &totals,
        };
        let mut open = SensitivityWindowState::default();
        open.show(true);
        sensitivity_window_ui(ui, open, &props, &mut state.commands);
        // As the app does.
        for command in &state.commands {
            if let UiCommand::List(ListCommand::SetThresholds(thresholds)) = command {
                state.thresholds = *thresholds;
            }
        }
    })
}

fn english() -> Harness<'static, State> {
    // High enough to have every number in sight.
    window([900.0, 1_600.0], Thresholds::default(), Language::English)
}

fn set(harness: &mut Harness<'_, State>, name: &str, value: f64) {
    let slider = harness.get_by_role_and_label(egui::accesskit::Role::Slider, name);
    slider.set_value_accesskit(value);
    harness.run();
}

#[test]
fn every_number_has_a_slider_a_field_a_sentence_and_its_values() {
    let text = Text::new(Language::English);
    let harness = english();
    for number in ThresholdNumber::ALL {
        let [name, about] = words_of(*number).map(|key| text.get(key));
        harness.get_by_role_and_label(egui::accesskit::Role::Slider, &name);
        harness.get_by_label(&format!("{name}, number"));
        harness.get_by_label(&about);
    }
    harness.get_by_label("Strict 2 · Normal 4 · Eager 8");
    harness.get_by_label("Strict 16 % · Normal 15 % · Eager 13 %");
    harness.get_by_label("99.9 % at every setting");
    harness.get_by_label("1,203 black, 31 doubtful");
}

#[test]
fn every_number_is_in_one_group() {
    let grouped: Vec<ThresholdNumber> = GROUPS
        .iter()
        .flat_map(|(_, numbers)| numbers.iter().copied())
        .collect();
    assert_eq!(grouped, ThresholdNumber::ALL, "all, once, in their order");
}

#[test]
fn a_moved_number_is_asked_for_at_once_and_nothing_moves_by_itself() {
    let mut harness = english();
    assert_eq!(
        harness.state().commands,
        [],
        "a window that is only looked at asks for nothing"
    );
    set(&mut harness, "Black border from", 90.0);
    let share = harness.state().thresholds.border_black.black;
    assert!((share - 0.9).abs() < 1e-6, "90 % is 0.9, not {share}");
    set(&mut harness, "Pure black up to level", 8.0);
    assert_eq!(harness.state().thresholds.corner_level, 8);
    set(&mut harness, "Pure black up to level", 60.0);
    assert_eq!(
        harness.state().thresholds.corner_level,
        8,
        "no farther than the gate"
    );
    set(&mut harness, "Exact rectangle from", 99.5);
    let share = harness.state().thresholds.exact_rectangle_fill;
    assert!((share - 0.995).abs() < 1e-6, "tenths count: {share}");
}

#[test]
fn reset_leads_back_to_normal_and_is_there_only_when_it_does_something() {
    let is_disabled = |harness: &Harness<'_, State>| {
        let reset = harness.get_by_label("Reset to Normal");
        reset.accesskit_node().is_disabled()
    };
    let mut harness = english();
    assert!(is_disabled(&harness), "it is Normal already");
    set(&mut harness, "Corners to be black", 4.0);
    assert!(!is_disabled(&harness), "one number differs");
    harness.get_by_label("Reset to Normal").click();
    harness.run();
    assert_eq!(harness.state().thresholds, Thresholds::default());
    assert!(is_disabled(&harness), "Normal again");
}

#[test]
fn it_can_be_closed_and_lies_inside_every_window_in_both_languages() {
    for language in Language::ALL {
        for size in [[720.0, 480.0], [900.0, 600.0], [1280.0, 800.0]] {
            let mut harness = window(size, Thresholds::default(), language);
            let text = Text::new(language);
            let screen = harness.ctx.content_rect();
            for name in ["sensitivity-numbers-close", "sensitivity-reset"] {
                let rect = harness.get_by_label(&text.get(name)).rect();
                assert!(
                    screen.contains_rect(rect),
                    "{name} at {rect} is in sight of {screen}"
                );
            }
            let close = text.get("sensitivity-numbers-close");
            harness.get_by_label(&close).click();
            harness.run();
            assert_eq!(
                harness.state().commands,
                [UiCommand::List(ListCommand::ShowSensitivityNumbers(false))],
                "{language:?}"
            );
        }
    }
}
