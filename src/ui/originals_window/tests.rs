//! The window of originals, operated by the names of its controls.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::session::JobStage;
use crate::ui::Language;
use crate::ui::job_line::JobKind;
use crate::ui::testing::{Words, assert_all_inside, window};
use crate::ui::{ListCommand, RepairCommand};

/// What is to be shown, owned.
#[derive(Clone, Default)]
struct Given {
    folder: &'static str,
    problem: Option<PathProblem>,
    flagged: u64,
    job: Option<JobView>,
    counts: Option<ProofCounts>,
    false_alarms: u64,
}

type Shown = (OriginalsWindowState, Vec<UiCommand>);

fn shown(given: Given, size: [f32; 2], language: Language) -> Harness<'static, Shown> {
    let words = Words::default();
    let begun = OriginalsWindowState {
        folder: given.folder.to_owned(),
        ..OriginalsWindowState::default()
    };
    window(size, (begun, Vec::new()), move |ui, (state, commands)| {
        let stage = match (&given.job, &given.counts) {
            (Some(job), _) => ProvingStage::Running(job),
            (None, Some(counts)) => ProvingStage::Ended(counts),
            (None, None) => ProvingStage::NotYet,
        };
        let props = OriginalsWindowProps {
            text: words.of(language),
            scanned: Path::new("/home/ann/shop/a folder with a long name of its own/images/2026"),
            problem: given.problem.as_ref(),
            flagged: given.flagged,
            images: 12_431,
            repairable: given.counts.map_or(0, |counts| counts.proven) - given.false_alarms,
            false_alarms: given.false_alarms,
            in_question: given.counts.map_or(0, |counts| counts.too_little_to_tell),
            stage,
        };
        originals_window_ui(ui, state, props, commands);
    })
}

fn english(given: Given) -> Harness<'static, Shown> {
    shown(given, [900.0, 600.0], Language::English)
}

const FLAGGED: Given = Given {
    folder: "",
    problem: None,
    flagged: 703,
    job: None,
    counts: None,
    false_alarms: 0,
};

fn counts() -> ProofCounts {
    ProofCounts {
        images: ImagesToProve::Flagged,
        asked: 703,
        looked_at: 703,
        proven: 682,
        not_the_mishap: 9,
        no_original: 12,
        ..ProofCounts::default()
    }
}

fn running() -> JobView {
    JobView {
        kind: JobKind::Proving,
        stage: JobStage::Running,
        done: 120,
        total: Some(703),
        rate_per_sec: Some(31.0),
        remaining: Some(std::time::Duration::from_secs(19)),
    }
}

#[test]
fn flagged_images_are_proven_from_what_lies_beside_them() {
    let mut harness = english(FLAGGED);
    harness.get_by_label("Find originals and prove").click();
    harness.run();
    let begun = UiCommand::Repair(RepairCommand::StartProving(WishToProve {
        images: ImagesToProve::Flagged,
        folder: None,
        match_by: MatchBy::Name,
    }));
    assert_eq!(harness.state().1, [begun]);
}

#[test]
fn a_folder_of_originals_opens_the_way_to_all_images() {
    let mut harness = english(FLAGGED);
    let all = "All 12,431 images that have an original";
    harness.get_by_label(all).click();
    harness.run();
    assert_eq!(
        harness.state().0.images,
        ImagesToProve::Flagged,
        "not without a folder"
    );
    let field = harness.get_by_label("Folder of originals (optional)");
    field.focus();
    field.type_text("/pool");
    harness.run();
    let folder = Some(PathBuf::from("/pool"));
    let heard = UiCommand::Repair(RepairCommand::SetOriginalsFolder(folder.clone()));
    assert_eq!(harness.state().1.last(), Some(&heard), "to be looked at");
    harness.state_mut().1.clear();
    harness.get_by_label(all).click();
    harness.run();
    harness.get_by_label("Find originals and prove").click();
    harness.run();
    let images = ImagesToProve::All;
    assert_eq!(
        harness.state().1,
        [UiCommand::Repair(RepairCommand::StartProving(
            WishToProve {
                images,
                folder,
                match_by: MatchBy::Name,
            }
        ))]
    );
}

#[test]
fn a_folder_that_cannot_be_read_says_so_and_nothing_begins() {
    let mut harness = english(Given {
        folder: "/gone",
        problem: Some(PathProblem::NotFound),
        ..FLAGGED
    });
    harness.get_by_label("There is no such folder");
    harness.get_by_label("Find originals and prove").click();
    harness.run();
    assert_eq!(harness.state().1, []);
    harness.get_by_label("Choose folder…").click();
    harness.run();
    assert_eq!(
        harness.state().1,
        [UiCommand::Repair(RepairCommand::ChooseOriginalsFolder)]
    );
}

#[test]
fn while_it_runs_it_can_be_held_and_ended_and_nothing_else_is_chosen() {
    let mut harness = english(Given {
        job: Some(running()),
        ..FLAGGED
    });
    harness.get_by_label("Proving 120 of 703 · 31/s · 19 s left");
    let field = harness.get_by_label("Folder of originals (optional)");
    assert!(field.accesskit_node().is_disabled(), "not now");
    harness.get_by_label("Pause this job").click();
    harness.run();
    harness.get_by_label("Stop this job").click();
    harness.run();
    let expected = [
        UiCommand::Repair(RepairCommand::PauseJobs),
        UiCommand::Repair(RepairCommand::StopJobs),
    ];
    assert_eq!(harness.state().1, expected);
}

#[test]
fn the_result_is_a_sentence_that_leads_to_the_repair() {
    let mut harness = english(Given {
        counts: Some(counts()),
        ..FLAGGED
    });
    harness.get_by_label(
        "682 of 703 flagged images proven, 9 are not the mishap, 12 have no original",
    );
    harness.get_by_label("Repair 682 images…").click();
    harness.run();
    let expected = [
        UiCommand::Repair(RepairCommand::ShowOriginals(false)),
        UiCommand::Repair(RepairCommand::ShowRepair(true)),
    ];
    assert_eq!(harness.state().1, expected);
}

#[test]
fn the_way_to_the_repair_names_as_many_images_as_the_repair_takes() {
    let mut harness = english(Given {
        counts: Some(counts()),
        false_alarms: 4,
        ..FLAGGED
    });
    harness.get_by_label("Repair 678 images…");
    harness.get_by_label("4 proven images were called a false alarm: no repair takes them");
    harness.get_by_label("Show them").click();
    harness.run();
    let left = UiCommand::Repair(RepairCommand::ShowOriginals(false));
    assert_eq!(harness.state().1.first(), Some(&left));
    assert_eq!(harness.state().1.len(), 2, "and the filter");
}

#[test]
fn the_images_that_ask_a_person_are_told_with_the_way_to_them() {
    let some = ProofCounts {
        too_little_to_tell: 2,
        ..counts()
    };
    let mut harness = english(Given {
        counts: Some(some),
        ..FLAGGED
    });
    harness.get_by_label(
        "Only you can tell of 2 images: look at each beside what may be its original",
    );
    harness.get_by_label("Show them").click();
    harness.run();
    let commands = [
        UiCommand::Repair(RepairCommand::ShowOriginals(false)),
        UiCommand::List(ListCommand::LookAtQuestions),
    ];
    assert_eq!(harness.state().1, commands);
}

#[test]
fn a_stopped_run_tells_how_far_it_came() {
    let text = Text::new(Language::English);
    let stopped = ProofCounts {
        looked_at: 100,
        proven: 1,
        not_the_mishap: 1,
        no_original: 0,
        does_not_match: 97,
        too_little_to_tell: 0,
        unreadable: 1,
        ..counts()
    };
    assert_eq!(
        result_sentence(&text, &stopped),
        "Stopped after 100 of 703: 1 of 100 flagged images proven, 1 is not the mishap, 97 have originals that show \
         another picture, 1 has an original that could not be read"
    );
}

#[test]
fn originals_that_were_not_searched_by_content_are_told() {
    let text = Text::new(Language::English);
    let counts = ProofCounts {
        by_content: 40,
        unread_originals: 1,
        originals_left_out: 112_000,
        ..counts()
    };
    let sentence = result_sentence(&text, &counts);
    assert!(
        sentence.ends_with(
            "40 originals found by content, 1 file that may be an original could not be read, 112,000 originals were not \
             searched by content, because there are too many: choose a smaller folder of originals"
        ),
        "{sentence}"
    );
}

#[test]
fn with_nothing_flagged_there_is_nothing_to_prove() {
    let mut harness = english(Given {
        flagged: 0,
        ..FLAGGED
    });
    harness.get_by_label("No image is flagged");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, []);
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    for language in Language::ALL {
        for given in [
            FLAGGED,
            Given {
                job: Some(running()),
                ..FLAGGED
            },
            Given {
                folder: "/pool",
                problem: Some(PathProblem::PermissionDenied),
                counts: Some(counts()),
                ..FLAGGED
            },
        ] {
            assert_all_inside(&shown(given, [900.0, 600.0], language));
        }
    }
}

#[test]
fn looking_by_content_is_asked_for_by_a_box() {
    let mut harness = english(FLAGGED);
    harness.get_by_label("Also look by content").click();
    harness.run();
    harness.get_by_label("Find originals and prove").click();
    harness.run();
    let begun = UiCommand::Repair(RepairCommand::StartProving(WishToProve {
        images: ImagesToProve::Flagged,
        folder: None,
        match_by: MatchBy::Content,
    }));
    assert_eq!(harness.state().1, [begun]);
}
