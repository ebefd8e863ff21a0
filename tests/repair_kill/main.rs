//! Kills a program in the middle of a repair, and of an undo, again and again: no file may be half-written or missing, the
//! run must go on, and the undo must bring back every byte.
//!
//! The program is this test itself, run again as a child. `BLACKDROP_KILL_ROUNDS` asks for more rounds than a test run has
//! time for.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

mod child;
#[cfg(target_os = "linux")]
mod disk;
mod scene;

use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::Duration;

use child::Task;
use scene::{Found, IMAGES, Mode, Scene};

/// How many rounds, if not as many as in a test run.
const ROUNDS: &str = "BLACKDROP_KILL_ROUNDS";
const ROUNDS_IN_TESTS: u64 = 6;

/// The child. As a test of its own it does nothing.
#[test]
fn child_that_works_until_it_is_killed() {
    if let Some(base) = std::env::var_os(child::BASE) {
        child::work(Path::new(&base));
    }
}

/// When a child is killed.
enum Moment {
    /// So long after it was started, whatever it does by then.
    AfterStart(Duration),
    /// So long after it called so many images done.
    AfterLines(usize, Duration),
}

impl Moment {
    fn by(dice: u64) -> Self {
        if dice.is_multiple_of(6) {
            return Self::AfterStart(Duration::from_micros(dice >> 32 & 0xFFFF));
        }
        let lines = usize::try_from(dice >> 8 & 0xFF).expect("small") % IMAGES;
        Self::AfterLines(lines, Duration::from_micros(dice >> 32 & 0x1FFF))
    }
}

/// Lets a child work until a moment, kills it, and returns how many images it called done.
fn work_and_kill(scene: &Scene, task: Task, moment: &Moment) -> usize {
    let program = std::env::current_exe().expect("this program");
    let mut child = child::command(&program, &scene.base, task)
        .spawn()
        .expect("it can be run again");
    let mut out = BufReader::new(child.stdout.take().expect("its words"));
    let (mut done, mut line) = (0, String::new());
    match moment {
        Moment::AfterStart(pause) => std::thread::park_timeout(*pause),
        Moment::AfterLines(lines, pause) => {
            while done < *lines && out.read_line(&mut line).expect("words") > 0 {
                done += usize::from(line.contains("done "));
                line.clear();
            }
            std::thread::park_timeout(*pause);
        }
    }
    child.kill().expect("killed, or ended by itself");
    line.clear();
    while out.read_line(&mut line).expect("words") > 0 {
        // What the kill cut off was not said.
        done += usize::from(line.contains("done ") && line.ends_with('\n'));
        line.clear();
    }
    child.wait().expect("it ended");
    done
}

/// What all rounds came to.
#[derive(Debug, Default)]
struct Sum {
    kills: u32,
    /// Kills after the run had begun and before its end.
    in_the_middle: u32,
    /// Temporary files that kills left behind.
    temporary: usize,
    /// Locks that they left behind, each of which the next run or undo took over.
    locks: usize,
    /// Repaired images of which the child had not been able to say so.
    unsaid: usize,
}

impl Sum {
    fn add(&mut self, found: &Found, said: usize) {
        self.kills += 1;
        self.in_the_middle += u32::from(found.temporary > 0 || (1..IMAGES).contains(&found.new));
        self.temporary += found.temporary;
        self.locks += found.locks;
        self.unsaid += found.new.saturating_sub(said);
    }
}

#[test]
fn a_kill_at_any_moment_leaves_every_file_whole_and_the_repair_goes_on_and_back() {
    if std::env::var_os(child::BASE).is_some() {
        return;
    }
    let rounds = std::env::var(ROUNDS).map_or(ROUNDS_IN_TESTS, |rounds| {
        rounds.parse().expect("a number of rounds")
    });
    let chance = RandomState::new();
    let (mut repairs, mut undos) = (Sum::default(), Sum::default());
    for round in 0..rounds {
        let mode = if round.is_multiple_of(2) {
            Mode::InPlace
        } else {
            Mode::NewFolder
        };
        let folder = tempfile::tempdir().expect("a folder");
        let scene = Scene::at(folder.path(), mode);
        scene.build();
        let mut before = 0;
        // One kill at the run, and one at the run that goes on with it.
        for again in 0..2 {
            let moment = Moment::by(chance.hash_one((round, "repair", again)));
            let said = work_and_kill(&scene, Task::Repair(mode), &moment);
            let found = scene.check();
            assert!(
                found.new >= before + said,
                "what was called done is done: {before} and {said} of {found:?}"
            );
            repairs.add(&found, before + said);
            before = found.new;
        }
        child::repair(&scene);
        let found = scene.check();
        let left = (found.temporary, found.locks);
        assert_eq!((found.new, left), (IMAGES, (0, 0)), "all is repaired");
        let moment = Moment::by(chance.hash_one((round, "undo")));
        let said = work_and_kill(&scene, Task::Undo(mode), &moment);
        let found = scene.check();
        assert!(found.new + said <= IMAGES, "what was called undone is so");
        undos.add(&found, IMAGES - said);
        child::undo(&scene);
        scene.check_untouched();
    }
    eprintln!(
        "{rounds} rounds of {IMAGES} images, 0 files half-written or missing, all resumed, all undone\n\
         repairs killed: {repairs:?}\nundos killed: {undos:?}"
    );
}
