//! What a lock of another computer keeps from beginning, until a person says what becomes of the lock.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::DashboardApp;
use crate::repair::{FoundLock, RepairError, RepairRun, TakeOver, UndoScope};
use crate::ui::wording;

/// Begins a repair or goes on with one; it can be tried again.
pub(super) type BeginRepair =
    Arc<dyn Fn(&TakeOver) -> Result<RepairRun, RepairError> + Send + Sync>;

/// A lock that is asked about.
pub(super) struct Locked {
    pub(super) lock: FoundLock,
    work: LockedWork,
}

/// What begins when the lock is gone.
pub(super) enum LockedWork {
    Repair(BeginRepair),
    Undo { journal: PathBuf, scope: UndoScope },
}

impl DashboardApp {
    /// Asks about a lock where that is what stands in the way. Returns whether it does.
    pub(super) fn ask_about_lock(&mut self, error: &RepairError, work: LockedWork) -> bool {
        let RepairError::TreeLocked { lock } = error else {
            return false;
        };
        self.repairs.locked = Some(Locked {
            lock: lock.clone(),
            work,
        });
        true
    }

    /// Removes the lock that was asked about, if it is still that one, and begins.
    pub(super) fn take_over_lock(&mut self, ctx: &egui::Context) {
        let Some(Locked { lock, work }) = self.repairs.locked.take() else {
            return;
        };
        let take_over = TakeOver::Shown(lock);
        match work {
            LockedWork::Repair(begin) => self.begin_run(ctx, begin, take_over),
            LockedWork::Undo { journal, scope } => self.open_undo(ctx, journal, scope, take_over),
        }
    }

    /// Says that locks were taken over.
    pub(super) fn tell_taken_over(&mut self, locks: &[FoundLock]) {
        if let Some(sentence) = wording::taken_over(&self.text, locks) {
            self.notify_success(sentence);
        }
    }
}
