//! The memory that all who decode pictures share: workers of a scan, previews, thumbnails, and the jobs of a repair.
//!
//! Each asks once for all that its picture takes, before it has any of it, so that nobody waits while it holds a part.
//! A picture that is larger than the whole budget is decoded alone. Smaller ones pass those that wait, but only so often;
//! then they wait too, so that nobody waits for ever. What is decoded never depends on the budget, only when.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use sysinfo::{ProcessesToUpdate, System, get_current_pid};

use super::Pulse;

/// A waiting picture is passed by so many others at most.
const MOST_PASSES: u32 = 64;

/// How often one that waits looks whether its worker was given up: a fraction of the time that a stopped scan may take.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The least that the usual budget is: the largest picture that is decoded at all takes about so much.
const LEAST_BYTES: u64 = 1 << 30;

/// A number of bytes that may be taken, and given back.
#[derive(Debug)]
pub struct MemoryBudget {
    bytes: u64,
    /// Held for a few instructions, and never while anything else happens.
    state: Mutex<BudgetState>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct BudgetState {
    taken: u64,
    next_ticket: u64,
    waiting: VecDeque<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    ticket: u64,
    passed: u32,
}

/// Memory that was granted; dropping it gives it back, once, also where the worker's pulse has done so.
#[derive(Debug)]
pub struct MemoryGrant(Arc<Granted>);

#[derive(Debug)]
pub(super) struct Granted {
    budget: Arc<MemoryBudget>,
    bytes: AtomicU64,
}

/// The worker was given up while it waited for memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody waits for this picture any more")]
pub struct GivenUp;

static SHARED: OnceLock<Arc<MemoryBudget>> = OnceLock::new();

impl MemoryBudget {
    /// A budget of so many bytes.
    #[must_use]
    pub fn new(bytes: u64) -> Arc<Self> {
        Arc::new(Self {
            bytes,
            state: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    /// The one budget of this process: memory is the process's, whoever in it takes it. Half of what there is, unless
    /// [`Self::share`] has said otherwise.
    #[must_use]
    pub fn shared() -> Arc<Self> {
        Arc::clone(SHARED.get_or_init(|| Self::new((machine_bytes() / 2).max(LEAST_BYTES))))
    }

    /// Sets the budget of this process. To be said before anything is decoded; later it changes nothing.
    pub fn share(bytes: u64) {
        SHARED.set(Self::new(bytes)).ok();
    }

    /// Waits until so many bytes may be taken. The pulse waits meanwhile, so that nobody takes the silence for a hang.
    ///
    /// # Errors
    /// When the worker was given up meanwhile, as it is when its run is stopped.
    pub fn take(self: &Arc<Self>, bytes: u64, pulse: &Pulse) -> Result<MemoryGrant, GivenUp> {
        let mut state = self.lock();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        if !state.may_take(ticket, bytes, self.bytes) {
            state.waiting.push_back(Waiting { ticket, passed: 0 });
            pulse.waiting();
            loop {
                if pulse.is_abandoned() {
                    state.leave(ticket);
                    drop(state);
                    // Those behind it may have waited for it.
                    self.changed.notify_all();
                    return Err(GivenUp);
                }
                state = self
                    .changed
                    .wait_timeout(state, LOOK_EVERY)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0;
                if state.may_take(ticket, bytes, self.bytes) {
                    break;
                }
            }
            state.leave(ticket);
        }
        state.taken += bytes;
        for passed in &mut state.waiting {
            passed.passed += u32::from(passed.ticket < ticket);
        }
        drop(state);
        let granted = Arc::new(Granted {
            budget: Arc::clone(self),
            bytes: AtomicU64::new(bytes),
        });
        pulse.holds(&granted);
        Ok(MemoryGrant(granted))
    }

    /// How many wait for memory.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    fn give_back(&self, bytes: u64) {
        self.lock().taken -= bytes;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, BudgetState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BudgetState {
    /// Whether there is room, and nobody before it was passed too often.
    fn may_take(&self, ticket: u64, bytes: u64, all: u64) -> bool {
        let has_room = self.taken == 0 || self.taken.saturating_add(bytes) <= all;
        let is_due = self
            .waiting
            .iter()
            .take_while(|other| other.ticket < ticket)
            .all(|other| other.passed < MOST_PASSES);
        has_room && is_due
    }

    fn leave(&mut self, ticket: u64) {
        self.waiting.retain(|waiting| waiting.ticket != ticket);
    }
}

impl Granted {
    /// Gives it back, the first time that it is asked.
    pub(super) fn give_back(&self) {
        let bytes = self.bytes.swap(0, Ordering::AcqRel);
        if bytes > 0 {
            self.budget.give_back(bytes);
        }
    }
}

impl Drop for MemoryGrant {
    fn drop(&mut self) {
        self.0.give_back();
    }
}

/// The memory of this machine in bytes, or what its control group leaves this process of it; 0 where nothing is told.
#[must_use]
pub fn machine_bytes() -> u64 {
    let Ok(mut system) = System::new() else {
        return 0;
    };
    system.refresh_memory();
    let group = get_current_pid().ok().and_then(|own| {
        system.refresh_processes(ProcessesToUpdate::Some(&[own]), false);
        Some(system.process(own)?.cgroup_limits()?.total_memory)
    });
    let machine = system.total_memory();
    group.map_or(machine, |group| group.min(machine))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    use super::*;

    fn take(budget: &Arc<MemoryBudget>, bytes: u64) -> MemoryGrant {
        budget.take(bytes, &Pulse::default()).unwrap()
    }

    /// Starts somebody who wants so many bytes, and returns when it stands in the queue.
    fn queue_up(
        budget: &Arc<MemoryBudget>,
        bytes: u64,
    ) -> (Arc<Pulse>, thread::JoinHandle<Result<(), GivenUp>>) {
        let before = budget.waiting();
        let (pulse, there) = (Arc::<Pulse>::default(), Arc::clone(budget));
        let own = Arc::clone(&pulse);
        let thread = thread::Builder::new()
            .spawn(move || there.take(bytes, &own).map(drop))
            .unwrap();
        while budget.waiting() == before {
            thread::yield_now();
        }
        (pulse, thread)
    }

    #[test]
    fn what_is_larger_than_the_budget_waits_until_it_is_alone() {
        let budget = MemoryBudget::new(100);
        let small = take(&budget, 1);
        let (_, large) = queue_up(&budget, 1_000);
        drop(take(&budget, 99));
        drop(small);
        assert_eq!(large.join().unwrap(), Ok(()));
        assert_eq!(budget.lock().taken, 0, "all was given back");
    }

    #[test]
    fn small_ones_pass_a_large_one_but_not_for_ever() {
        let budget = MemoryBudget::new(100);
        let held = take(&budget, 50);
        let (_, large) = queue_up(&budget, 80);
        for _ in 0..MOST_PASSES {
            drop(take(&budget, 10));
        }
        let (_, late) = queue_up(&budget, 10);
        assert_eq!(budget.lock().taken, 50, "the next small one waits too");
        drop(held);
        assert_eq!(large.join().unwrap(), Ok(()));
        assert_eq!(late.join().unwrap(), Ok(()), "behind it");
    }

    #[test]
    fn one_that_is_given_up_leaves_the_queue_and_blocks_nobody() {
        let budget = MemoryBudget::new(100);
        let held = take(&budget, 50);
        let (pulse, large) = queue_up(&budget, 80);
        assert_eq!(pulse.phase(), super::super::PulsePhase::Waiting);
        pulse.abandon();
        assert_eq!(large.join().unwrap(), Err(GivenUp));
        drop(take(&budget, 50));
        drop(held);
        assert_eq!(budget.lock().taken, 0);
    }

    #[test]
    fn a_worker_that_hangs_gives_its_memory_back_once() {
        let budget = MemoryBudget::new(100);
        let pulse = Pulse::default();
        let grant = budget.take(100, &pulse).unwrap();
        pulse.abandon();
        assert_eq!(budget.lock().taken, 0, "nobody waits for it");
        let next = take(&budget, 60);
        drop(grant);
        assert_eq!(budget.lock().taken, 60, "it returned late");
        drop(next);
    }

    #[test]
    fn no_more_is_taken_than_there_is_whoever_asks() {
        let budget = MemoryBudget::new(1_000);
        let most = Arc::new(AtomicUsize::new(0));
        thread::scope(|scope| {
            for worker in 0..16_u64 {
                let (budget, most) = (&budget, &most);
                scope.spawn(move || {
                    for round in 0..50 {
                        let wanted = 1 + (worker * 97 + round * 31) % 900;
                        let grant = take(budget, wanted);
                        let taken = usize::try_from(budget.lock().taken).unwrap();
                        most.fetch_max(taken, Ordering::Relaxed);
                        drop(grant);
                    }
                });
            }
        });
        assert!(most.load(Ordering::Relaxed) <= 1_000);
        assert_eq!(budget.lock().taken, 0);
    }

    #[test]
    fn the_machine_has_memory() {
        assert!(machine_bytes() > 64 << 20);
    }
}
