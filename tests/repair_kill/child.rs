//! The child: repairs or undoes with several workers until it has ended or is killed.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use blackdrop::repair::{RepairOutcome, RepairRun, UndoOutcome, UndoRun, UndoScope, plan_repair};

use crate::scene::{Inverter, Mode, Scene};

/// Tells the child where its shop is, and what to do.
pub const BASE: &str = "BLACKDROP_KILL_TEST_BASE";
const TASK: &str = "BLACKDROP_KILL_TEST_TASK";

/// As many as a small computer has cores.
const WORKERS: usize = 4;

/// What a child does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Repair(Mode),
    Undo(Mode),
}

impl Task {
    const ALL: [Self; 4] = [
        Self::Repair(Mode::NewFolder),
        Self::Repair(Mode::InPlace),
        Self::Undo(Mode::NewFolder),
        Self::Undo(Mode::InPlace),
    ];
}

/// A command that runs this program again as a child.
pub fn command(program: &Path, base: &Path, task: Task) -> Command {
    let mut command = Command::new(program);
    command
        .args([
            "--exact",
            "child_that_works_until_it_is_killed",
            "--nocapture",
        ])
        .env(BASE, base)
        .env(TASK, format!("{task:?}"))
        .stdout(Stdio::piped());
    command
}

/// Does what the surroundings tell.
pub fn work(base: &Path) {
    let name = std::env::var(TASK).expect("a task");
    let task = Task::ALL
        .into_iter()
        .find(|task| format!("{task:?}") == name);
    match task.expect("a known task") {
        Task::Repair(mode) => repair(&Scene::at(base, mode)),
        Task::Undo(mode) => undo(&Scene::at(base, mode)),
    }
}

/// Begins the shop's repair, or goes on with it, to its end.
pub fn repair(scene: &Scene) {
    let run = if let Some(journal) = scene.journal() {
        RepairRun::resume(&journal).expect("resumed")
    } else {
        let plan = plan_repair(scene.order()).expect("a plan");
        assert_eq!(plan.skipped, [], "everything can be repaired");
        RepairRun::begin(plan, &scene.journals()).expect("begun")
    };
    with_workers(&run.open_items(), |index| {
        let outcome = run.repair(index, &Inverter);
        assert!(
            matches!(outcome, RepairOutcome::Repaired(_)),
            "{index}: {outcome:?}"
        );
    });
    run.finish().expect("ended");
}

/// Undoes the shop's repair, to its end.
pub fn undo(scene: &Scene) {
    let journal = scene.journal().expect("a journal");
    let undo = UndoRun::open(&journal, &UndoScope::Everything).expect("opened");
    with_workers(undo.wanted(), |index| {
        let outcome = undo.undo(index);
        assert!(
            !matches!(outcome, UndoOutcome::Left(_)),
            "{index}: {outcome:?}"
        );
    });
    undo.finish().expect("ended");
}

/// Has several workers take what there is to do, and says aloud what is done.
fn with_workers(indices: &[usize], act: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(&index) = indices.get(next.fetch_add(1, Ordering::Relaxed)) {
                    act(index);
                    // Nobody listens to a parent that does the same.
                    if std::env::var_os(TASK).is_some() {
                        let mut out = std::io::stdout().lock();
                        writeln!(out, "done {index}").expect("the parent listens");
                    }
                }
            });
        }
    });
}
