//! The sensitivity from one start to the next, and its change while results are on the screen.
//!
//! It is remembered under a key of its own, so that numbers that were damaged cost nobody the other settings: they mean
//! Normal. A setting is remembered by its name, not by its numbers, so that a later version's better numbers apply.

use std::collections::BTreeMap;

use super::DashboardApp;
use crate::inspect::{Sensitivity, ThresholdNumber, Thresholds};

/// The key under which it lies in eframe's storage.
const STORAGE_KEY: &str = "blackdrop-sensitivity";

/// What lies there.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
enum Remembered {
    /// The code of a setting.
    Setting(String),
    /// The user's own numbers by their codes; one that is missing is Normal's.
    Custom(BTreeMap<String, f32>),
}

/// What was remembered; Normal where nothing was, or where it is damaged.
pub(super) fn remembered(storage: Option<&dyn eframe::Storage>) -> Thresholds {
    storage
        .and_then(|storage| eframe::get_value(storage, STORAGE_KEY))
        .and_then(|remembered| match remembered {
            Remembered::Setting(code) => Sensitivity::from_code(&code).map(Sensitivity::thresholds),
            Remembered::Custom(numbers) => from_numbers(&numbers),
        })
        .unwrap_or_default()
}

/// Remembers.
pub(super) fn remember(thresholds: &Thresholds, storage: &mut dyn eframe::Storage) {
    let value = match Sensitivity::of(thresholds) {
        Some(setting) => Remembered::Setting(setting.code().to_owned()),
        None => Remembered::Custom(
            ThresholdNumber::ALL
                .iter()
                .map(|number| (number.code().to_owned(), number.get(thresholds)))
                .collect(),
        ),
    };
    eframe::set_value(storage, STORAGE_KEY, &value);
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
    use std::collections::HashMap;

    use super::*;

    #[derive(Default)]
    struct Memory(HashMap<String, String>);

    impl eframe::Storage for Memory {
        fn get_string(&self, key: &str) -> Option<String> {
            self.0.get(key).cloned()
        }

        fn set_string(&mut self, key: &str, value: String) {
            self.0.insert(key.to_owned(), value);
        }

        fn remove_string(&mut self, key: &str) {
            self.0.remove(key);
        }

        fn flush(&mut self) {}
    }

    fn holding(value: &str) -> Memory {
        Memory(HashMap::from([(STORAGE_KEY.to_owned(), value.to_owned())]))
    }

    #[test]
    fn what_is_remembered_comes_back() {
        let mut custom = Sensitivity::Eager.thresholds();
        custom.border_black.black = 0.71;
        custom.corner_level = 3;
        let settings = Sensitivity::ALL.map(Sensitivity::thresholds);
        for thresholds in settings.into_iter().chain([custom]) {
            let mut memory = Memory::default();
            remember(&thresholds, &mut memory);
            assert_eq!(remembered(Some(&memory)), thresholds, "{:?}", memory.0);
        }
    }

    #[test]
    fn a_setting_is_remembered_by_its_name() {
        let mut memory = Memory::default();
        remember(&Sensitivity::Strict.thresholds(), &mut memory);
        let value = &memory.0[STORAGE_KEY];
        assert!(value.contains("strict"), "{value} is not a list of numbers");
    }

    #[test]
    fn what_is_damaged_means_normal() {
        let normal = Thresholds::default();
        assert_eq!(remembered(None), normal, "no storage");
        assert_eq!(remembered(Some(&Memory::default())), normal, "nothing");
        for value in [
            "",
            "Setting(",
            "Setting(\"keen\")",
            "Setting(3)",
            "Custom({\"corner_level\":9.0})",
            "Custom({\"border_black\":NaN})",
            "Custom({\"border_black\":-0.1})",
            "Custom({\"border_black\":\"much\"})",
            "(strict)",
        ] {
            assert_eq!(remembered(Some(&holding(value))), normal, "{value:?}");
        }
    }

    #[test]
    fn a_number_of_another_version_is_left_out() {
        let memory = holding("Custom({\"corner_level\":3.0,\"gone\":7.0})");
        let expected = Thresholds {
            corner_level: 3,
            ..Thresholds::default()
        };
        assert_eq!(remembered(Some(&memory)), expected, "the rest is Normal");
    }
}
