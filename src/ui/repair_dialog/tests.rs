//! The repair's pages, operated by the names of their controls.

use std::time::Duration;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::repair::{
    BackgroundColour, Chroma, DiskFault, DiskNeed, KeptFolder, Overlap, PlannedItem, RepairAction,
    RepairObstacle, RepairPlan, RepairProblem, SkippedImage, UndoScope,
};
use crate::scan::{ContentHash, ImageLocation, ProductId};
use crate::session::{JobStage, OriginalFile};
use crate::ui::Language;
use crate::ui::RepairCommand;
use crate::ui::UiCommand::Repair;
use crate::ui::job_line::JobKind;
use crate::ui::testing::{Words, assert_all_inside, window};
use crate::ui::undo_dialog::UndoQuestion;

/// The page behind a repair.
mod end;
/// Proven images that no repair takes.
mod left_out;

/// A page, owned.
#[derive(Clone, Debug)]
enum Page {
    Choosing,
    Planning,
    Planned(Box<PlanView>),
    Running(JobView),
    Ended(RepairResult),
    Failed(RepairError),
}

struct Window {
    page: Page,
    counts: RepairCounts,
    options: RepairOptions,
    problem: Option<PathProblem>,
    state: RepairDialogState,
    commands: Vec<UiCommand>,
}

const COUNTS: RepairCounts = RepairCounts {
    answered: 0,
    proven: 682,
    confirmed: 312,
    queued: 12,
    selected: 0,
    false_alarms: 0,
};

fn shown_as(page: Page, size: [f32; 2], language: Language) -> Harness<'static, Window> {
    let words = Words::default();
    let begun = Window {
        page,
        counts: COUNTS,
        options: RepairOptions::default(),
        problem: None,
        state: RepairDialogState::default(),
        commands: Vec::new(),
    };
    window(size, begun, move |ui, window| {
        let stage = match &window.page {
            Page::Choosing => RepairStage::Choosing,
            Page::Planning => RepairStage::Planning,
            Page::Planned(plan) => RepairStage::Planned(plan),
            Page::Running(job) => RepairStage::Running(job),
            Page::Ended(result) => RepairStage::Ended(result),
            Page::Failed(error) => RepairStage::Failed(error),
        };
        let props = RepairDialogProps {
            text: words.of(language),
            scanned: Path::new("/home/ann/shop/images"),
            counts: window.counts,
            options: window.options,
            problem: window.problem.as_ref(),
            stage,
        };
        repair_dialog_ui(ui, &mut window.state, props, &mut window.commands);
    })
}

fn shown(page: Page) -> Harness<'static, Window> {
    shown_as(page, [1_280.0, 800.0], Language::English)
}

fn click(harness: &mut Harness<'_, Window>, name: &str) -> Vec<UiCommand> {
    harness.get_by_label(name).click();
    harness.run();
    std::mem::take(&mut harness.state_mut().commands)
}

fn type_into(harness: &mut Harness<'_, Window>, name: &str, words: &str) {
    let field = harness.get_by_label(name);
    field.focus();
    field.type_text(words);
    harness.run();
}

fn image(number: usize) -> ImageLocation {
    let path = format!("{:014}/a long name of a picture_{number}.jpg", number / 3);
    ImageLocation::new(path)
}

fn plan(files: usize) -> RepairPlan {
    let target = PathBuf::from("/home/ann/repaired");
    let items = (0..files).map(|number| PlannedItem {
        location: image(number),
        product: ProductId::of(&image(number)),
        file_bytes: 240_000,
        modified: None,
        content: None,
        original: OriginalFile {
            path: PathBuf::from(format!("/pool/originals/a long name_{number}.png")),
            file_bytes: 900_000,
            modified: None,
            content: ContentHash::of(b"an original"),
            placement: None,
            smaller_px: None,
        },
        target: target.join(image(number).relative()),
        action: RepairAction::WriteNew,
        estimated_bytes: 960_000,
    });
    let skipped = |obstacle: RepairObstacle| SkippedImage {
        location: image(files),
        product: ProductId::of(&image(files)),
        obstacle,
    };
    let changed = vec![skipped(RepairObstacle::ImageChanged); 9];
    let gone = vec![skipped(RepairObstacle::OriginalGone); 3];
    RepairPlan {
        root: PathBuf::from("/home/ann/shop/images"),
        originals: None,
        destination: RepairDestination::NewFolder(target.clone()),
        options: RepairOptions::default(),
        items: items.collect(),
        answered: 0,
        skipped: [changed, gone].concat(),
        disks: vec![DiskNeed {
            folder: target,
            needed_bytes: 170_000_000,
            least_bytes: 60_000_000,
            free_bytes: Some(48_000_000_000),
        }],
    }
}

fn planned(plan: RepairPlan) -> Page {
    Page::Planned(Box::new(PlanView::new(plan)))
}

fn result() -> RepairResult {
    RepairResult {
        destination: RepairDestination::InPlace {
            backup: PathBuf::from("/home/ann/backup"),
        },
        done: 690,
        repaired: 690,
        failed: vec![RepairProblem {
            obstacle: RepairObstacle::Disk(DiskFault::Locked),
            path: PathBuf::from("/home/ann/shop/images/04006381000012/mug_1.jpg"),
        }],
        left: 0,
        journal: PathBuf::from("/journals/7.jsonl"),
    }
}

fn overlap() -> Page {
    Page::Failed(RepairError::FoldersOverlap {
        overlap: Overlap::Inside,
        kept: KeptFolder::Scanned,
        path: PathBuf::from("/home/ann/shop/images/new"),
    })
}

fn running() -> JobView {
    JobView {
        kind: JobKind::Repairing,
        stage: JobStage::Running,
        done: 120,
        total: Some(703),
        rate_per_sec: Some(11.0),
        remaining: Some(Duration::from_secs(53)),
    }
}

#[test]
fn what_is_chosen_leads_to_a_plan_and_nothing_else() {
    let mut harness = shown(Page::Choosing);
    harness.get_by_label("Choose a folder");
    assert_eq!(click(&mut harness, "Show the plan"), [], "not without one");
    harness.get_by_label("Confirmed and proven, 312").click();
    type_into(&mut harness, "Folder for the repaired files", "/out");
    let edited = Repair(RepairCommand::FolderEdited(RepairFolder::Target));
    assert_eq!(harness.state().commands.last(), Some(&edited));
    harness.state_mut().commands.clear();
    harness.get_by_label("Nothing is written yet");
    let wish = RepairWish {
        images: ImagesToRepair::ConfirmedAndProven,
        destination: RepairDestination::NewFolder(PathBuf::from("/out")),
        options: RepairOptions::default(),
    };
    let planned = click(&mut harness, "Show the plan");
    assert_eq!(planned, [Repair(RepairCommand::Plan(wish))]);
}

#[test]
fn in_place_asks_for_a_backup_folder() {
    let mut harness = shown(Page::Choosing);
    let edited = Repair(RepairCommand::FolderEdited(RepairFolder::Backup));
    assert_eq!(click(&mut harness, "In place of the black files"), [edited]);
    let choose = Repair(RepairCommand::ChooseFolder(RepairFolder::Backup));
    assert_eq!(click(&mut harness, "Choose folder…"), [choose]);
    type_into(
        &mut harness,
        "Folder for the backup of the black files",
        "/backup",
    );
    harness.state_mut().commands.clear();
    let planned = click(&mut harness, "Show the plan");
    let [Repair(RepairCommand::Plan(wish))] = planned.as_slice() else {
        panic!("a plan is asked for: {planned:?}");
    };
    let backup = PathBuf::from("/backup");
    assert_eq!(wish.destination, RepairDestination::InPlace { backup });
}

#[test]
fn nothing_is_planned_for_no_image_or_into_a_bad_folder() {
    let mut harness = shown(Page::Choosing);
    harness.state_mut().state.target = "/out".to_owned();
    harness.get_by_label("Selected, 0").click();
    harness.run();
    harness.get_by_label("No such images");
    assert_eq!(click(&mut harness, "Show the plan"), []);
    harness.state_mut().problem = Some(PathProblem::PermissionDenied);
    harness.get_by_label("All proven, 682").click();
    harness.run();
    harness.get_by_label("You have no permission to look into this folder");
    assert_eq!(click(&mut harness, "Show the plan"), []);
    harness.state_mut().counts = RepairCounts::default();
    harness.run();
    let leads = [
        Repair(RepairCommand::ShowRepair(false)),
        Repair(RepairCommand::ShowOriginals(true)),
    ];
    assert_eq!(click(&mut harness, "Prove first…"), leads);
}

#[test]
fn quality_and_colour_resolution_are_under_more() {
    let mut harness = shown(Page::Choosing);
    assert!(harness.query_by_label("JPEG quality").is_none(), "rare");
    harness.get_by_label("More").click();
    harness.run();
    let quality = harness.get_by_role_and_label(egui::Role::Slider, "JPEG quality");
    quality.focus();
    harness.run();
    harness.key_press(egui::Key::ArrowRight);
    harness.run();
    let options = RepairOptions::default();
    let commands = std::mem::take(&mut harness.state_mut().commands);
    let [Repair(RepairCommand::SetOptions(better))] = commands.as_slice() else {
        panic!("another quality: {commands:?}");
    };
    assert!(better.quality > options.quality, "{better:?}");
    let half = RepairOptions {
        chroma: Chroma::Half,
        ..options
    };
    let chosen = click(&mut harness, "Half (4:2:0)");
    assert_eq!(chosen, [Repair(RepairCommand::SetOptions(half))]);
    harness.get_by_label("Background FFFFFF").click();
    harness.run();
    let cream = Repair(RepairCommand::SetBackground(BackgroundColour {
        rgb: [0xFA, 0xF6, 0xEE],
    }));
    assert_eq!(click(&mut harness, "Cream"), [cream]);
}

#[test]
fn the_plan_tells_all_before_anything_is_written() {
    let mut harness = shown(planned(plan(703)));
    harness.get_by_label("703 files will be written to /home/ann/repaired, 12 are skipped");
    harness.get_by_label("Needs at most 170 MB; 48 GB are free");
    assert!(
        harness
            .query_by_label("The image was changed since the scan; scan the folder again")
            .is_none(),
        "what is written first"
    );
    harness.get_by_label("Changed since the scan, 9").click();
    harness.run();
    let why =
        harness.query_all_by_label("The image was changed since the scan; scan the folder again");
    assert_eq!(why.count(), 9, "each with its reason");
    assert_eq!(
        click(&mut harness, "Back"),
        [Repair(RepairCommand::LeavePlan)]
    );
    let go = click(&mut harness, "Repair 703 images");
    assert_eq!(go, [Repair(RepairCommand::Start)]);
}

#[test]
fn a_long_plan_builds_only_what_is_in_sight() {
    let harness = shown(planned(plan(20_000)));
    let nodes = harness.root().children_recursive().count();
    assert!(nodes < 1_000, "{nodes} controls for 20,000 files");
}

#[test]
fn without_enough_room_nothing_begins() {
    let mut short = plan(703);
    short.disks[0].free_bytes = Some(50_000_000);
    let mut harness = shown(planned(short));
    harness.get_by_label("Not enough room: the repair needs at least 60 MB, and 50 MB are free");
    assert_eq!(click(&mut harness, "Repair 703 images"), []);
}

#[test]
fn while_it_runs_it_can_be_held_ended_and_put_away() {
    let mut harness = shown(Page::Running(running()));
    harness.get_by_label("Repairing 120 of 703 · 11/s · 53 s left");
    let held = click(&mut harness, "Pause this job");
    assert_eq!(held, [Repair(RepairCommand::PauseJobs)]);
    let ended = click(&mut harness, "Stop this job");
    assert_eq!(ended, [Repair(RepairCommand::StopJobs)]);
    assert_eq!(
        click(&mut harness, "Close"),
        [Repair(RepairCommand::ShowRepair(false))]
    );
}

#[test]
fn a_plan_that_cannot_be_made_says_why() {
    let mut harness = shown(overlap());
    harness.get_by_label("Choose another folder: this one lies in the scanned folder");
    assert_eq!(
        click(&mut harness, "Back"),
        [Repair(RepairCommand::LeavePlan)]
    );
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    let many_failed = RepairResult {
        failed: vec![result().failed.remove(0); 500],
        left: 583,
        ..result()
    };
    for language in Language::ALL {
        for page in [
            Page::Choosing,
            Page::Planning,
            Page::Running(running()),
            Page::Ended(result()),
            overlap(),
            planned(plan(0)),
        ] {
            let harness = shown_as(page, [900.0, 600.0], language);
            assert_all_inside(&harness);
        }
        for page in [planned(plan(703)), Page::Ended(many_failed.clone())] {
            let harness = shown_as(page, [900.0, 600.0], language);
            let text = Text::new(language);
            let close = text.get("repair-close");
            let bounds = harness.get_by_label(&close).accesskit_node().raw_bounds();
            assert!(bounds.is_some_and(|bounds| bounds.y0 > 0.0), "{language:?}");
            let window = harness.ctx.content_rect();
            let last = harness.root().children_recursive();
            let buttons = last.filter(|node| node.accesskit_node().role() == egui::Role::Button);
            for button in buttons {
                let bounds = button.accesskit_node().raw_bounds().expect("a place");
                assert!(
                    bounds.y1 <= f64::from(window.bottom()),
                    "{language:?}: {:?} at {bounds:?}",
                    button.accesskit_node().label()
                );
            }
        }
    }
}
