//! The sensitivity from one start to the next, and its change while results are on the screen.
//!
//! A setting is remembered by its name, not by its numbers, so that a later version's better numbers apply. Numbers that
//! are damaged mean Normal.

use std::collections::BTreeMap;

use serde_json::Value;

use super::DashboardApp;
use crate::inspect::{Sensitivity, ThresholdNumber, Thresholds};

/// What lies in the settings' file.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Remembered {
    /// The code of a setting.
    Setting(String),
    /// The user's own numbers by their codes; one that is missing is Normal's.
    Numbers(BTreeMap<String, f32>),
}

/// What was remembered; `None` where it is damaged.
pub(super) fn from_value(value: &Value) -> Option<Thresholds> {
    use serde::Deserialize as _;
    match Remembered::deserialize(value).ok()? {
        Remembered::Setting(code) => Sensitivity::from_code(&code).map(Sensitivity::thresholds),
        Remembered::Numbers(numbers) => from_numbers(&numbers),
    }
}

/// For the settings' file.
pub(super) fn value(thresholds: &Thresholds) -> Value {
    let remembered = match Sensitivity::of(thresholds) {
        Some(setting) => Remembered::Setting(setting.code().to_owned()),
        None => Remembered::Numbers(
            ThresholdNumber::ALL
                .iter()
                .map(|number| (number.code().to_owned(), number.get(thresholds)))
                .collect(),
        ),
    };
    serde_json::to_value(remembered).unwrap_or(Value::Null)
}

/// `None` where a number is none, or lies outside what can be set.
fn from_numbers(numbers: &BTreeMap<String, f32>) -> Option<Thresholds> {
    let mut thresholds = Thresholds::default();
    for number in ThresholdNumber::ALL {
        if let Some(value) = numbers.get(number.code()) {
            if !number.range().contains(value) {
                return None;
            }
            number.set(&mut thresholds, *value);
        }
    }
    Some(thresholds)
}

impl DashboardApp {
    /// Judges by other thresholds from now on: the rows that are there at once, those of the running scan as they come.
    pub(super) fn set_thresholds(&mut self, thresholds: Thresholds) {
        self.thresholds = thresholds;
        if let Some(session) = &mut self.session {
            session.set_thresholds(thresholds);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_remembered_comes_back() {
        let mut custom = Sensitivity::Eager.thresholds();
        custom.border_black.black = 0.71;
        custom.corner_level = 3;
        let settings = Sensitivity::ALL.map(Sensitivity::thresholds);
        for thresholds in settings.into_iter().chain([custom]) {
            let stored = value(&thresholds).to_string();
            let read: Value = serde_json::from_str(&stored).unwrap();
            assert_eq!(from_value(&read), Some(thresholds), "{stored}");
        }
    }

    #[test]
    fn a_setting_is_remembered_by_its_name() {
        let value = value(&Sensitivity::Strict.thresholds());
        assert_eq!(value, json!({"setting": "strict"}), "no list of numbers");
    }

    #[test]
    fn what_is_damaged_is_told_from_what_is_not() {
        for value in [
            json!(null),
            json!("strict"),
            json!({"setting": "keen"}),
            json!({"setting": 3}),
            json!({"numbers": {"corner_level": 9.0}}),
            json!({"numbers": {"border_black": null}}),
            json!({"numbers": {"border_black": -0.1}}),
            json!({"numbers": {"border_black": "much"}}),
        ] {
            assert_eq!(from_value(&value), None, "{value}");
        }
    }

    #[test]
    fn a_number_of_another_version_is_left_out() {
        let value = json!({"numbers": {"corner_level": 3.0, "gone": 7.0}});
        let expected = Thresholds {
            corner_level: 3,
            ..Thresholds::default()
        };
        assert_eq!(from_value(&value), Some(expected), "the rest is Normal");
    }
}
