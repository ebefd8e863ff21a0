//! The list of repairs, operated by the names of its controls.

use std::time::{Duration, UNIX_EPOCH};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::ui::Language;
use crate::ui::testing::{Words, assert_all_inside, window};

fn repair(number: u64, done: u64, undone: u64) -> PastRepair {
    PastRepair {
        journal: PathBuf::from(format!("/journals/{number}.jsonl")),
        began: UNIX_EPOCH + Duration::from_secs(1_791_007_330 - number * 86_400),
        place: RepairPlace::InPlace {
            backup: PathBuf::from("/home/ann/a folder with a long name/backups/2026-10-03"),
        },
        planned: 703,
        done,
        failed: 3,
        undone,
    }
}

fn shown(
    repairs: Option<Vec<PastRepair>>,
    is_busy: bool,
    language: Language,
) -> Harness<'static, Vec<UiCommand>> {
    let words = Words::default();
    window([900.0, 600.0], Vec::new(), move |ui, commands| {
        let props = RepairsWindowProps {
            text: words.of(language),
            repairs: repairs.as_deref(),
            is_busy,
        };
        repairs_window_ui(ui, props, commands);
    })
}

#[test]
fn a_repair_is_undone_after_a_question() {
    let mut harness = shown(Some(vec![repair(0, 690, 10)]), false, Language::English);
    harness.get_by_label("690 repaired · 3 failed · 10 undone");
    assert!(harness.query_by_label("Unfinished").is_none());
    harness.get_by_label("Undo…").click();
    harness.run();
    let asked = UiCommand::AskUndoRepair(UndoQuestion {
        journal: PathBuf::from("/journals/0.jsonl"),
        what: UndoWhat::Everything,
        files: 690,
        place: repair(0, 690, 10).place,
    });
    assert_eq!(harness.state(), &[asked]);
}

#[test]
fn what_was_cut_short_is_marked_and_goes_on() {
    let mut harness = shown(Some(vec![repair(0, 100, 0)]), false, Language::English);
    harness.get_by_label("Unfinished");
    harness.get_by_label("100 repaired · 3 failed · 600 left");
    harness.get_by_label("Go on").click();
    harness.run();
    let journal = PathBuf::from("/journals/0.jsonl");
    assert_eq!(harness.state(), &[UiCommand::ResumeRepair(journal)]);
}

#[test]
fn what_was_undone_wholly_is_not_undone_again() {
    let harness = shown(Some(vec![repair(0, 0, 700)]), false, Language::English);
    harness.get_by_label("0 repaired · 3 failed · 700 undone");
    assert!(harness.query_by_label("Undo…").is_none());
}

#[test]
fn two_jobs_do_not_run_at_once() {
    let mut harness = shown(Some(vec![repair(0, 100, 0)]), true, Language::English);
    harness.get_by_label("Wait for the job that goes on, or stop it");
    for name in ["Go on", "Undo…"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    assert_eq!(harness.state(), &[]);
}

#[test]
fn an_empty_list_says_so_and_escape_closes_it() {
    for (repairs, sentence) in [
        (Some(Vec::new()), "Nothing was repaired in this folder yet"),
        (None, "Reading…"),
    ] {
        let mut harness = shown(repairs, false, Language::English);
        harness.get_by_label(sentence);
        harness.key_press(egui::Key::Escape);
        harness.run();
        assert_eq!(harness.state(), &[UiCommand::ShowRepairs(false)]);
    }
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    for language in Language::ALL {
        let repairs = (0..3).map(|number| repair(number, 100, 0)).collect();
        assert_all_inside(&shown(Some(repairs), true, language));
    }
}
