//! The control, operated by the names of its parts.

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
    width: f32,
}

fn window(thresholds: Thresholds, language: Language) -> Harness<'static, State> {
    let state = State {
        thresholds,
        language,
        words: Words::default(),
        commands: Vec::new(),
        width: 0.0,
    };
    testing::window([600.0, 80.0], state, |ui, state| {
        let props = SensitivityBarProps {
            text: state.words.of(state.language),
            thresholds: &state.thresholds,
        };
        state.width = sensitivity_bar_width(ui, props);
        sensitivity_bar_ui(ui, props, &mut state.commands);
    })
}

/// Numbers of no setting.
fn custom() -> Thresholds {
    Thresholds {
        straight_side: 0.3,
        ..Thresholds::default()
    }
}

fn take(harness: &mut Harness<'_, State>) -> Vec<UiCommand> {
    std::mem::take(&mut harness.state_mut().commands)
}

fn is_chosen(harness: &Harness<'_, State>, name: &str) -> bool {
    let node = harness.get_by_label(name);
    node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

#[test]
fn each_setting_is_one_click_and_the_one_in_force_is_marked() {
    let mut harness = window(Sensitivity::Normal.thresholds(), Language::English);
    for (name, setting) in [
        ("Strict sensitivity", Sensitivity::Strict),
        ("Normal sensitivity", Sensitivity::Normal),
        ("Eager sensitivity", Sensitivity::Eager),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        let thresholds = setting.thresholds();
        assert_eq!(
            take(&mut harness),
            [UiCommand::List(ListCommand::SetThresholds(thresholds))]
        );
        harness.state_mut().thresholds = thresholds;
        harness.run();
        assert!(is_chosen(&harness, name), "{name} is marked");
    }
    assert!(!is_chosen(&harness, "Normal sensitivity"), "and no other");
    assert!(
        harness.query_by_label("Custom sensitivity").is_none(),
        "nothing is custom"
    );
}

#[test]
fn own_numbers_are_called_custom_and_lead_to_the_numbers() {
    let mut harness = window(custom(), Language::English);
    assert!(is_chosen(&harness, "Custom sensitivity"));
    assert!(!is_chosen(&harness, "Normal sensitivity"));
    for name in ["Custom sensitivity", "Advanced…"] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(
            take(&mut harness),
            [UiCommand::List(ListCommand::ShowSensitivityNumbers(true))],
            "{name}"
        );
    }
}

#[test]
fn the_control_is_as_wide_as_it_says() {
    for language in Language::ALL {
        for thresholds in [Thresholds::default(), custom()] {
            let harness = window(thresholds, language);
            let text = Text::new(language);
            let rect_of = |key| harness.get_by_label(&text.get(key)).rect();
            let left = rect_of("sensitivity-title").left();
            let taken = rect_of("sensitivity-advanced").right() - left;
            let said = harness.state().width;
            assert!(
                taken <= said + 0.5 && taken > said - 12.0,
                "{language:?}: {taken} points are taken, {said} were promised"
            );
        }
    }
}
