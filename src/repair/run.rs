//! One run of a repair: begun from a plan, or resumed from its journal.
//!
//! A run that is dropped without [`RepairRun::finish`] is unfinished, as one that was killed: it can be resumed, or undone.

use std::cell::Cell;
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::destination::Places;
use super::disk_space::disk_needs;
use super::journal::Journal;
use super::journal_line::{Header, KIND, Step, VERSION};
use super::journal_state::{ItemProgress, Stage};
use super::journal_text::{JournalPath, Moment};
use super::repair_item::{FileMaker, repair_item};
use super::rooted_folder::RootedFolder;
use super::run_destination::destination_line;
use super::run_parts::RunParts;
use super::state_on_disk::{State, done, state_on_disk};
use super::{
    DiskFault, FoundLock, PlannedItem, RepairDestination, RepairError, RepairObstacle,
    RepairOptions, RepairPlan, RepairProblem, TakeOver,
};
use crate::session::RowRepair;

/// A repair under way. Its journal is held until it is dropped. [`RepairRun::repair`] may be called by several workers at
/// once.
#[derive(Debug)]
pub struct RepairRun {
    parts: RunParts,
    items: Vec<PlannedItem>,
    /// Which images are taken or done; workers look at it for a moment only, never while they work.
    states: Mutex<Vec<State>>,
    /// What the journal told of each image when the run was gone on with; empty for a run that was begun here.
    known: Vec<ItemProgress>,
    repaired_before: usize,
}

/// What became of one image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepairOutcome {
    /// The new file is in its place.
    Repaired(RowRepair),
    /// Nothing was left to do: it was repaired before, or its repair was undone.
    SettledBefore,
    /// The image is as it was.
    NotRepaired(RepairProblem),
}

impl RepairRun {
    /// Begins a run: writes its journal with the whole plan, and makes the folder for new files or for the backup. It
    /// reads and writes the disk: never on the thread of a window.
    ///
    /// # Errors
    /// Why it can't begin; a plan is refused that needs more room than there is, were its files as small as can be. No image
    /// was touched.
    pub fn begin(plan: RepairPlan, journal_folder: &Path) -> Result<Self, RepairError> {
        Self::begin_with(plan, journal_folder, &TakeOver::Never)
    }

    /// The same, with a word on what becomes of another computer's lock.
    ///
    /// # Errors
    /// As [`RepairRun::begin`].
    pub fn begin_with(
        plan: RepairPlan,
        journal_folder: &Path,
        take_over: &TakeOver,
    ) -> Result<Self, RepairError> {
        if plan.items.is_empty() {
            return Err(RepairError::NothingToRepair { path: plan.root });
        }
        let places = Places::look(&plan.root, plan.originals.as_deref(), &plan.destination)?;
        for disk in disk_needs(&places, &plan.destination, &plan.items) {
            if let Some(free_bytes) = disk.free_bytes
                && disk.is_short()
            {
                return Err(RepairError::LacksSpace {
                    least_bytes: disk.least_bytes,
                    free_bytes,
                    path: disk.folder,
                });
            }
        }
        let started_at = Moment::now();
        let chance = RandomState::new().hash_one(started_at.time());
        let header = Header {
            journal: KIND.to_owned(),
            version: VERSION,
            run: format!("{}-{chance:016x}", started_at.name_part()),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            started_at,
            root: JournalPath::of(&places.root),
            originals: plan.originals.as_deref().map(JournalPath::of),
            destination: destination_line(&plan.destination, &places.chosen)?,
            options: plan.options,
            items: plan.items.len(),
        };
        let made = header.destination.made_folder().map(Path::to_path_buf);
        let made = header.destination.backup_tree().or(made);
        // A run that never began is none.
        let unclaim = || made.as_deref().map(std::fs::remove_dir);
        let journal = Journal::create(journal_folder, &header, &plan.items);
        let journal = journal.inspect_err(|_| drop(unclaim()))?;
        let path = journal.path().to_path_buf();
        let parts = RunParts::open(header, journal, &plan.items, take_over).inspect_err(|_| {
            Journal::remove(&path);
            unclaim();
        })?;
        let states = vec![State::Open; plan.items.len()];
        Ok(Self {
            parts,
            items: plan.items,
            states: Mutex::new(states),
            known: Vec::new(),
            repaired_before: 0,
        })
    }

    /// Goes on with a run that was stopped or killed: removes its temporary files, and finds out by what the disk holds how
    /// far it came. Images that could not be repaired are open again.
    ///
    /// # Errors
    /// Why it can't go on: its journal is damaged or held by a run, or a folder can't be reached.
    pub fn resume(journal: &Path) -> Result<Self, RepairError> {
        Self::resume_with(journal, &TakeOver::Never)
    }

    /// The same, with a word on what becomes of another computer's lock.
    ///
    /// # Errors
    /// As [`RepairRun::resume`].
    pub fn resume_with(journal: &Path, take_over: &TakeOver) -> Result<Self, RepairError> {
        let (journal, contents) = Journal::open(journal)?;
        let is_begun = |item: &ItemProgress| item.written.is_some() && item.stage != Stage::Undone;
        if contents.progress.items.iter().any(is_begun) {
            still_there(&contents.header)?;
        }
        let parts = RunParts::open(contents.header, journal, &contents.items, take_over)?;
        let mut states = Vec::with_capacity(contents.items.len());
        for (index, item) in contents.items.iter().enumerate() {
            let state = state_on_disk(&parts, index, item, &contents.progress.items[index]);
            states.push(state.unwrap_or(State::Unknown));
        }
        let is_repaired = |(state, known): &(&State, &ItemProgress)| {
            **state == State::Settled && known.stage != Stage::Undone
        };
        let repaired_before = states.iter().zip(&contents.progress.items);
        let repaired_before = repaired_before.filter(is_repaired).count();
        Ok(Self {
            parts,
            items: contents.items,
            states: Mutex::new(states),
            known: contents.progress.items,
            repaired_before,
        })
    }

    /// Every image of the plan, in its order.
    #[must_use]
    pub fn items(&self) -> &[PlannedItem] {
        &self.items
    }

    /// The folder whose images are repaired.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.parts.header.root.0
    }

    /// How many images were repaired before it was gone on with, those not counted that were undone.
    #[must_use]
    pub fn repaired_before(&self) -> usize {
        self.repaired_before
    }

    /// The places in [`RepairRun::items`] of those that are still open. Among them are those of which the disk did not let
    /// find out how far they are; [`RepairRun::repair`] asks it once more.
    #[must_use]
    pub fn open_items(&self) -> Vec<usize> {
        let states = self.states();
        (0..states.len())
            .filter(|&index| matches!(states[index], State::Open | State::Unknown))
            .collect()
    }

    /// How new files are written.
    #[must_use]
    pub fn options(&self) -> &RepairOptions {
        &self.parts.header.options
    }

    /// Where the new files go.
    #[must_use]
    pub fn destination(&self) -> RepairDestination {
        self.parts.header.destination.chosen()
    }

    /// The locks that killed repairs, or those of other computers, had left there, and that this one took over.
    #[must_use]
    pub fn taken_over(&self) -> &[FoundLock] {
        self.parts.lock.taken_over()
    }

    /// Its journal, by which it can be resumed and undone.
    #[must_use]
    pub fn journal(&self) -> &Path {
        self.parts.journal.path()
    }

    /// The dated tree in which black files are kept; `None` where they stay where they are.
    #[must_use]
    pub fn backup_tree(&self) -> Option<&Path> {
        self.parts.backup.as_ref().map(RootedFolder::path)
    }

    /// Repairs one image of [`RepairRun::items`]. It returns when the new file is in its place and on the disk, or when
    /// nothing was changed.
    ///
    /// # Panics
    /// When the plan has no such place.
    #[must_use]
    pub fn repair(&self, index: usize, maker: &dyn FileMaker) -> RepairOutcome {
        let item = &self.items[index];
        let state = match self.take(index) {
            // It may be this run's new file that can't be read: nothing is done, and nothing said of it in the journal.
            State::Unknown => state_on_disk(&self.parts, index, item, &self.known[index]),
            state => Ok(state),
        };
        match state {
            Ok(State::Open | State::Unknown) => {}
            Ok(State::AtWork) => {
                return RepairOutcome::NotRepaired(RepairObstacle::AtWork.at(&item.target));
            }
            Ok(State::Settled) => {
                self.states()[index] = State::Settled;
                return RepairOutcome::SettledBefore;
            }
            Err(fault) => {
                self.states()[index] = State::Unknown;
                return RepairOutcome::NotRepaired(RepairObstacle::Disk(fault).at(&item.target));
            }
        }
        self.repair_open(index, maker)
    }

    /// Repairs an image that was taken.
    fn repair_open(&self, index: usize, maker: &dyn FileMaker) -> RepairOutcome {
        let item = &self.items[index];
        let is_ready = Cell::new(false);
        let outcome = repair_item(&self.parts, index, item, maker, &is_ready);
        match outcome {
            Ok(repair) => {
                self.states()[index] = State::Settled;
                // Without this line the disk tells a resumed run the same.
                self.note(&done(index, item));
                RepairOutcome::Repaired(repair)
            }
            Err(problem) => {
                self.states()[index] = State::Open;
                self.note(&Step::Failed {
                    item: index,
                    at: Moment::now(),
                    why: problem.obstacle.code().to_owned(),
                    text: problem.to_string(),
                    before_ready: !is_ready.get(),
                });
                RepairOutcome::NotRepaired(problem)
            }
        }
    }

    /// Takes an image where it is or may be open; tells how far it was.
    fn take(&self, index: usize) -> State {
        let mut states = self.states();
        let state = states[index];
        if matches!(state, State::Open | State::Unknown) {
            states[index] = State::AtWork;
        }
        state
    }

    /// Takes back what [`RepairRun::begin`] made, where nobody wants the run after all and nothing was tried yet: its journal,
    /// and its folder. A run that was gone on with is left as it was. It writes the disk: never on the thread of a window.
    pub fn take_back(self) {
        let is_begun_here = self.known.is_empty();
        if !is_begun_here || self.states().iter().any(|state| *state != State::Open) {
            return;
        }
        let journal = self.journal().to_path_buf();
        let destination = &self.parts.header.destination;
        let made = destination.made_folder().map(Path::to_path_buf);
        let made = destination.backup_tree().or(made);
        // While the locks are held, so that nobody goes on with the run in this moment. The folder has to wait until it is
        // closed, as Windows wants it; one that is not empty is somebody's.
        Journal::remove(&journal);
        drop(self);
        made.map(std::fs::remove_dir);
    }

    /// Ends the run. What was not repaired can still be resumed. While of an image it is not known how far it is, the run is
    /// not called ended: the list of repairs would not lead to it any more, and its black file may be in the backup only.
    ///
    /// # Errors
    /// Why the journal does not tell that it ended; the repaired files stand all the same.
    pub fn finish(&self) -> Result<(), RepairError> {
        if self.states().contains(&State::Unknown) {
            return Ok(());
        }
        let finished = Step::Finished { at: Moment::now() };
        self.parts
            .journal
            .note_durably(&finished)
            .map_err(|error| {
                super::JournalErrorKind::NotWritten(error.into()).at(self.journal())
            })?;
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn set_hands(&mut self, hands: super::file_swap::Hands) {
        self.parts.hands = hands;
    }

    #[cfg(all(test, target_os = "linux"))]
    pub(super) fn set_journal_on_full_disk(&mut self) -> std::io::Result<()> {
        self.parts.journal = Journal::on_full_disk(self.journal())?;
        Ok(())
    }

    /// Steps that say nothing that the disk does not say too need not succeed.
    fn note(&self, step: &Step) {
        self.parts.journal.note(step).ok();
    }

    fn states(&self) -> MutexGuard<'_, Vec<State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a run has written already, its folder is not made again: it is on a disk that is away, and the rest would go to
/// another.
fn still_there(header: &Header) -> Result<(), RepairError> {
    let tree = header.destination.backup_tree();
    let folder = tree.unwrap_or_else(|| header.destination.chosen().folder().to_path_buf());
    if folder.is_dir() {
        return Ok(());
    }
    Err(RepairError::FolderUnusable {
        fault: DiskFault::Other {
            detail: "it is gone; connect its disk and resume".to_owned(),
        },
        path: folder,
    })
}
