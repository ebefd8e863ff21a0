//! The hand-over pack's dialog, operated by the names of its controls.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::session::JobStage;
use crate::ui::Language;
use crate::ui::RepairCommand;
use crate::ui::job_line::JobKind;
use crate::ui::testing::{Words, assert_all_inside, window};

const WRITING: JobView = JobView {
    kind: JobKind::Packing,
    stage: JobStage::Running,
    done: 195,
    total: Some(390),
    rate_per_sec: None,
    remaining: None,
};

type Shown = (PackDialogState, Vec<UiCommand>);

fn shown(
    stage: PackStage<'static>,
    images: u64,
    problem: Option<PathProblem>,
    language: Language,
) -> Harness<'static, Shown> {
    let words = Words::default();
    let begun = (PackDialogState::default(), Vec::new());
    window([900.0, 600.0], begun, move |ui, (state, commands)| {
        let props = PackDialogProps {
            text: words.of(language),
            images,
            problem: problem.as_ref(),
            stage,
        };
        pack_dialog_ui(ui, state, props, commands);
    })
}

fn type_folder(harness: &mut Harness<'_, Shown>) {
    let field = harness.get_by_label("Folder for the pack");
    field.focus();
    field.type_text("/pack");
    harness.run();
    assert_eq!(
        harness.state().1.last(),
        Some(&UiCommand::Repair(RepairCommand::PackFolderEdited))
    );
    harness.state_mut().1.clear();
}

#[test]
fn the_pack_is_saved_into_the_folder_that_is_named() {
    let mut harness = shown(PackStage::Choosing, 690, None, Language::English);
    harness.get_by_label("Save the pack").click();
    harness.run();
    assert_eq!(harness.state().1, [], "not without a folder");
    harness.get_by_label("Choose folder…").click();
    harness.run();
    assert_eq!(
        harness.state().1,
        [UiCommand::Repair(RepairCommand::ChoosePackFolder)]
    );
    type_folder(&mut harness);
    harness.get_by_label("Save the pack").click();
    harness.run();
    let saved = UiCommand::Repair(RepairCommand::SavePack(PathBuf::from("/pack")));
    assert_eq!(harness.state().1, [saved]);
}

#[test]
fn a_bad_folder_and_nothing_repaired_are_told() {
    for (images, problem, sentence) in [
        (
            690,
            Some(PathProblem::NotAFolder),
            "This is a file; choose the folder that it is in",
        ),
        (0, None, "Nothing is repaired yet"),
    ] {
        let mut harness = shown(PackStage::Choosing, images, problem, Language::English);
        type_folder(&mut harness);
        harness.get_by_label(sentence);
        harness.get_by_label("Save the pack").click();
        harness.run();
        assert_eq!(harness.state().1, [], "{sentence}");
    }
}

#[test]
fn a_pack_that_is_being_written_tells_how_far_it_is_and_can_be_stopped() {
    let stage = PackStage::Writing(&WRITING);
    let mut harness = shown(stage, 690, None, Language::English);
    harness.get_by_label("Saving the hand-over pack: 50 %");
    assert!(harness.query_by_label("Save the pack").is_none());
    harness.get_by_label("Stop this job").click();
    harness.run();
    assert_eq!(
        harness.state().1,
        [UiCommand::Repair(RepairCommand::StopJobs)]
    );
}

#[test]
fn what_was_written_is_shown() {
    let folder = Path::new("/pack");
    let mut harness = shown(PackStage::Done { folder }, 690, None, Language::English);
    harness.get_by_label("The pack is in /pack");
    harness.get_by_label("Show in file manager").click();
    harness.run();
    let shown_folder = UiCommand::Repair(RepairCommand::ShowFolder(PathBuf::from("/pack")));
    assert_eq!(harness.state().1, [shown_folder]);
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    for language in Language::ALL {
        for stage in [
            PackStage::Choosing,
            PackStage::Writing(&WRITING),
            PackStage::Done {
                folder: Path::new(
                    "/home/ann/a folder with a long name/another one/pack 2026-10-03",
                ),
            },
            PackStage::Failed {
                sentence: "The disk is full",
            },
        ] {
            assert_all_inside(&shown(stage, 690, None, language));
        }
    }
}
