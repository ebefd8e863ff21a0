//! The list of repairs, operated by the names of its controls.

use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::repair::{JournalError, JournalErrorKind, UndoObstacle};
use crate::ui::Language;
use crate::ui::RepairCommand;
use crate::ui::testing::{Words, assert_all_inside, window};

fn repair(number: u64, repaired: usize, undone: usize) -> RepairSummary {
    let backup = PathBuf::from("/home/ann/a folder with a long name/backups");
    RepairSummary {
        journal: PathBuf::from(format!("/journals/{number}.jsonl")),
        started_at: UNIX_EPOCH + Duration::from_secs(1_791_007_330 - number * 86_400),
        root: PathBuf::from("/home/ann/shop/images"),
        backup_tree: Some(backup.join("2026-10-03 14.02")),
        destination: RepairDestination::InPlace { backup },
        planned: 703,
        repaired,
        failed: 3,
        undone,
        is_finished: repaired + undone == 700,
    }
}

fn history(repairs: Vec<RepairSummary>) -> RepairHistory {
    RepairHistory {
        repairs,
        damaged: Vec::new(),
    }
}

fn shown(
    history: Option<RepairHistory>,
    is_busy: bool,
    language: Language,
) -> Harness<'static, Vec<UiCommand>> {
    shown_after(history, None, is_busy, language)
}

fn shown_after(
    history: Option<RepairHistory>,
    undone: Option<UndoResult>,
    is_busy: bool,
    language: Language,
) -> Harness<'static, Vec<UiCommand>> {
    let words = Words::default();
    window([900.0, 600.0], Vec::new(), move |ui, commands| {
        let props = RepairsWindowProps {
            text: words.of(language),
            history: history.as_ref(),
            undone: undone.as_ref(),
            running: None,
            is_busy,
        };
        repairs_window_ui(ui, props, commands);
    })
}

fn undone() -> UndoResult {
    UndoResult {
        undone: 690,
        left: vec![UndoProblem {
            obstacle: UndoObstacle::ChangedSince {
                backup: Some(PathBuf::from("/backup/mug_1.jpg")),
            },
            path: PathBuf::from("/home/ann/shop/images/mug_1.jpg"),
        }],
    }
}

#[test]
fn a_repair_is_undone_after_a_question() {
    let mut harness = shown(
        Some(history(vec![repair(0, 690, 10)])),
        false,
        Language::English,
    );
    harness.get_by_label("690 repaired · 3 failed · 10 undone");
    assert!(harness.query_by_label("Unfinished").is_none());
    harness.get_by_label("Undo…").click();
    harness.run();
    let asked = UiCommand::Repair(RepairCommand::AskUndo(UndoQuestion {
        journal: PathBuf::from("/journals/0.jsonl"),
        scope: UndoScope::Everything,
        files: 690,
        destination: repair(0, 690, 10).destination,
    }));
    assert_eq!(harness.state(), &[asked]);
}

#[test]
fn what_was_cut_short_is_marked_and_goes_on() {
    let mut harness = shown(
        Some(history(vec![repair(0, 100, 0)])),
        false,
        Language::English,
    );
    harness.get_by_label("Unfinished");
    harness.get_by_label("100 repaired · 3 failed · 600 left");
    harness.get_by_label("Go on").click();
    harness.run();
    let journal = PathBuf::from("/journals/0.jsonl");
    assert_eq!(
        harness.state(),
        &[UiCommand::Repair(RepairCommand::Resume(journal))]
    );
}

#[test]
fn what_was_repaired_can_be_handed_over_and_shown() {
    let repairs = Some(history(vec![repair(0, 690, 10)]));
    let mut harness = shown(repairs, false, Language::English);
    harness.get_by_label("Show in file manager").click();
    harness.run();
    let folder = PathBuf::from("/home/ann/a folder with a long name/backups");
    assert_eq!(
        harness.state(),
        &[UiCommand::Repair(RepairCommand::ShowFolder(folder))]
    );
    harness.state_mut().clear();
    harness.get_by_label("Save hand-over pack…").click();
    harness.run();
    let leads = [
        UiCommand::Repair(RepairCommand::ShowRepairs(false)),
        UiCommand::Repair(RepairCommand::ShowPack(true)),
    ];
    assert_eq!(harness.state(), &leads);
}

#[test]
fn what_was_undone_wholly_is_not_undone_again() {
    let harness = shown(
        Some(history(vec![repair(0, 0, 700)])),
        false,
        Language::English,
    );
    harness.get_by_label("0 repaired · 3 failed · 700 undone");
    for name in ["Undo…", "Save hand-over pack…", "Show in file manager"] {
        assert!(harness.query_by_label(name).is_none(), "{name}");
    }
}

#[test]
fn two_jobs_do_not_run_at_once() {
    let mut harness = shown(
        Some(history(vec![repair(0, 100, 0)])),
        true,
        Language::English,
    );
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
        (
            Some(history(Vec::new())),
            "Nothing was repaired in this folder yet",
        ),
        (None, "Reading…"),
    ] {
        let mut harness = shown(repairs, false, Language::English);
        harness.get_by_label(sentence);
        harness.key_press(egui::Key::Escape);
        harness.run();
        assert_eq!(
            harness.state(),
            &[UiCommand::Repair(RepairCommand::ShowRepairs(false))]
        );
    }
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    for language in Language::ALL {
        let repairs = (0..3).map(|number| repair(number, 100, 0)).collect();
        assert_all_inside(&shown_after(
            Some(history(repairs)),
            Some(undone()),
            true,
            language,
        ));
    }
}

#[test]
fn what_an_undo_left_as_it_is_says_why() {
    let harness = shown_after(
        Some(history(Vec::new())),
        Some(undone()),
        false,
        Language::English,
    );
    harness.get_by_label("690 files are as they were before the repair");
    harness.get_by_label("1 file was left as it is");
    harness.get_by_label(
        "The file was changed since the repair, and is left as it is (the black file is kept as /backup/mug_1.jpg)",
    );
}

#[test]
fn a_journal_that_cannot_be_read_is_told() {
    let damaged = JournalError {
        path: PathBuf::from("/journals/3.jsonl"),
        kind: JournalErrorKind::Damaged { line: 7 },
    };
    let history = RepairHistory {
        repairs: vec![repair(0, 690, 10)],
        damaged: vec![damaged],
    };
    let harness = shown(Some(history), false, Language::English);
    harness.get_by_label("Line 7 of the journal is damaged, and nothing is done by guesses");
    harness.get_by_label("690 repaired · 3 failed · 10 undone");
}
