//! Who of the workers is busy with what, who has fallen silent, and who is given up.
//!
//! It knows pulses, no channels and no clock: the coordinator tells it how much time went by. What a job is it does not
//! know either, so that a scan and every other kind of work are watched by the same rules.

use std::sync::Arc;
use std::time::Duration;

use super::note::WorkerLife;
use super::pulse::PulseWatch;
use super::standstill::Signs;
use super::start::Patience;
use super::{Pulse, PulsePhase, WorkerId};

/// A decoder computes and cannot be interrupted, but it is no share that hangs: it gets this many times the patience.
/// With the usual limit of 60 s that is 5 minutes; the largest image allowed, 250 megapixels, needs half a minute of a
/// slow core.
pub(super) const DECODING_PATIENCE: u32 = 5;

/// The workers of one run, each on a job of type `J` or on none.
#[derive(Debug)]
pub(super) struct Roster<J> {
    slots: Vec<Slot<J>>,
    silence_limit: Duration,
    patience: Patience,
}

/// A worker's place.
#[derive(Debug)]
struct Slot<J> {
    me: WorkerLife,
    pulse: Arc<Pulse>,
    running: Option<Running<J>>,
    is_manned: bool,
    /// What had arrived when signs of life were last asked for.
    arrivals: u64,
}

/// The job that a worker is on.
#[derive(Debug)]
struct Running<J> {
    job: J,
    watch: PulseWatch,
    /// Since the run was stopped, or since the job was taken where that was later.
    since_stop: PulseWatch,
    silent_for: Duration,
    said_at: Duration,
}

/// What a look at the workers found.
#[derive(Debug)]
pub(super) enum Finding<J> {
    /// Nothing was heard of a worker for a while.
    Silent {
        worker: WorkerId,
        silent_for: Duration,
    },
    /// A worker was given up on its job.
    GivenUp {
        worker: WorkerId,
        job: J,
        /// What it was busy with.
        phase: PulsePhase,
        silent_for: Duration,
    },
}

impl<J> Roster<J> {
    pub(super) fn new(workers: u16, silence_limit: Duration, patience: Patience) -> Self {
        let slots = (0..workers).map(|id| Slot {
            me: WorkerLife {
                worker: WorkerId(id),
                life: 0,
            },
            pulse: Arc::default(),
            running: None,
            is_manned: true,
            arrivals: 0,
        });
        Self {
            slots: slots.collect(),
            silence_limit,
            patience,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// After so long a silence a worker is given up.
    pub(super) fn silence_limit(&self) -> Duration {
        self.silence_limit
    }

    pub(super) fn pulses(&self) -> Vec<Arc<Pulse>> {
        self.slots
            .iter()
            .map(|slot| Arc::clone(&slot.pulse))
            .collect()
    }

    /// A worker took a job. `false`: it was given up long ago and does not count.
    pub(super) fn start(&mut self, by: WorkerLife, job: J) -> bool {
        let Some(slot) = self.slot_of(by) else {
            return false;
        };
        slot.running = Some(Running {
            job,
            watch: PulseWatch::starting(&slot.pulse),
            since_stop: PulseWatch::starting(&slot.pulse),
            silent_for: Duration::ZERO,
            said_at: Duration::ZERO,
        });
        true
    }

    /// A worker is done with its job. `false`: it was given up meanwhile; its job is accounted for already.
    pub(super) fn finish(&mut self, by: WorkerLife) -> bool {
        self.slot_of(by)
            .is_some_and(|slot| slot.running.take().is_some())
    }

    pub(super) fn is_anyone_busy(&self) -> bool {
        self.slots.iter().any(|slot| slot.running.is_some())
    }

    /// What was seen of all busy workers since the last time.
    pub(super) fn signs(&mut self) -> Signs {
        let mut signs = Signs::default();
        let busy = self.slots.iter_mut().filter(|slot| slot.running.is_some());
        for slot in busy {
            let arrivals = slot.pulse.arrivals();
            signs.has_arrived |= arrivals != slot.arrivals;
            slot.arrivals = arrivals;
            match slot.pulse.phase() {
                PulsePhase::Waiting => {}
                PulsePhase::Reading => signs.is_asking = true,
                PulsePhase::Decoding => signs.is_computing = true,
            }
        }
        signs
    }

    /// Whether any worker is left who could take a job.
    pub(super) fn is_anyone_left(&self) -> bool {
        self.slots.iter().any(|slot| slot.is_manned)
    }

    /// Listens to every busy worker, `since_last_look` after the last time.
    pub(super) fn look(&mut self, since_last_look: Duration) -> Vec<Finding<J>> {
        let mut findings = Vec::new();
        for slot in &mut self.slots {
            let Some(running) = &mut slot.running else {
                continue;
            };
            running.silent_for = running.watch.look(&slot.pulse, since_last_look);
            let factor = match slot.pulse.phase() {
                PulsePhase::Waiting => continue, // It is done, and its note is under way.
                PulsePhase::Reading => 1,
                PulsePhase::Decoding => DECODING_PATIENCE,
            };
            let silent_for = running.silent_for;
            if silent_for > self.silence_limit * factor {
                findings.extend(slot.give_up());
            } else if silent_for < self.patience.first_silence * factor {
                running.said_at = Duration::ZERO;
            } else if running.said_at == Duration::ZERO
                || silent_for >= running.said_at + self.patience.silence_again
            {
                running.said_at = silent_for;
                findings.push(Finding::Silent {
                    worker: slot.me.worker,
                    silent_for,
                });
            }
        }
        findings
    }

    /// The run was stopped just now: from here on it counts who still speaks.
    pub(super) fn note_stop(&mut self) {
        for slot in &mut self.slots {
            if let Some(running) = &mut slot.running {
                running.since_stop = PulseWatch::starting(&slot.pulse);
            }
        }
    }

    /// Gives up everyone who is still busy some time after the run was stopped. Whoever hung in a read all that time has
    /// a job to account for; whoever was merely not done leaves none, as with jobs that still waited. Beats tell it and no
    /// clock: a watcher that was kept from looking must not take a reader that spoke for one that hangs, nor the reverse.
    pub(super) fn give_up_all(&mut self) -> Vec<Finding<J>> {
        let mut findings = Vec::new();
        for slot in &mut self.slots {
            let Some(running) = &slot.running else {
                continue;
            };
            let hangs = slot.pulse.phase() == PulsePhase::Reading
                && !running.since_stop.has_heard(&slot.pulse);
            let finding = slot.give_up();
            if hangs {
                findings.extend(finding);
            }
        }
        findings
    }

    /// Whom to start in the place of a worker that was given up.
    pub(super) fn replacement(&mut self, worker: WorkerId) -> Option<(WorkerLife, Arc<Pulse>)> {
        let slot = self.slots.get_mut(worker.index())?;
        slot.is_manned = true;
        Some((slot.me, Arc::clone(&slot.pulse)))
    }

    /// Nobody could be started in that place.
    pub(super) fn leave_empty(&mut self, worker: WorkerId) {
        if let Some(slot) = self.slots.get_mut(worker.index()) {
            slot.is_manned = false;
        }
    }

    fn slot_of(&mut self, by: WorkerLife) -> Option<&mut Slot<J>> {
        self.slots
            .get_mut(by.worker.index())
            .filter(|slot| slot.me == by)
    }
}

impl<J> Slot<J> {
    /// Leaves the worker to itself and readies the place for another.
    fn give_up(&mut self) -> Option<Finding<J>> {
        let running = self.running.take()?;
        let phase = self.pulse.phase();
        self.pulse.abandon();
        self.pulse = Arc::default();
        self.arrivals = 0;
        self.me.life += 1;
        self.is_manned = false;
        Some(Finding::GivenUp {
            worker: self.me.worker,
            job: running.job,
            phase,
            silent_for: running.silent_for,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_mins(1);
    const SECOND: Duration = Duration::from_secs(1);

    fn roster_at_work() -> (Roster<&'static str>, WorkerLife) {
        let mut roster = Roster::new(1, LIMIT, Patience::default());
        let me = roster.slots[0].me;
        assert!(roster.start(me, "5.jpg"), "it is in its first life");
        roster.slots[0].pulse.reading();
        assert!(roster.look(SECOND).is_empty(), "it spoke just now");
        (roster, me)
    }

    /// Looks once a second; returns the seconds at which silence was told, and when and how it was given up.
    fn wait(
        roster: &mut Roster<&'static str>,
        seconds: u64,
    ) -> (Vec<u64>, Option<(u64, PulsePhase)>) {
        let mut told = Vec::new();
        for second in 1..=seconds {
            for finding in roster.look(SECOND) {
                match finding {
                    Finding::Silent { silent_for, .. } => {
                        assert_eq!(silent_for.as_secs(), second);
                        told.push(second);
                    }
                    Finding::GivenUp {
                        job,
                        phase,
                        silent_for,
                        ..
                    } => {
                        assert_eq!((job, silent_for.as_secs()), ("5.jpg", second));
                        return (told, Some((second, phase)));
                    }
                }
            }
        }
        (told, None)
    }

    #[test]
    fn silence_is_told_after_3_s_and_then_every_second_until_the_limit() {
        let (mut roster, me) = roster_at_work();
        let (told, given_up) = wait(&mut roster, 100);
        assert_eq!(told, (3..=60).collect::<Vec<_>>());
        assert_eq!(
            given_up,
            Some((61, PulsePhase::Reading)),
            "the limit is 60 s"
        );
        assert!(!roster.is_anyone_busy() && !roster.is_anyone_left());
        assert!(!roster.finish(me), "what it says later is late");
        assert!(!roster.start(me, "5.jpg"), "whatever it says");
    }

    #[test]
    fn whoever_takes_the_place_has_the_name_and_a_new_life() {
        let (mut roster, me) = roster_at_work();
        let old_pulse = Arc::clone(&roster.slots[0].pulse);
        wait(&mut roster, 100);
        assert!(old_pulse.is_abandoned(), "it can know that nobody waits");
        let (next, pulse) = roster.replacement(me.worker).unwrap();
        assert_eq!(next.worker, me.worker);
        assert_ne!(next, me);
        assert!(!pulse.is_abandoned());
        assert!(roster.is_anyone_left());
        assert!(roster.start(next, "5.jpg") && roster.finish(next));
    }

    #[test]
    fn a_reader_that_is_slow_but_speaks_is_never_given_up() {
        let (mut roster, _) = roster_at_work();
        for _ in 0..100 {
            let (told, given_up) = wait(&mut roster, 59);
            assert_eq!(
                told.first(),
                Some(&3),
                "silence begins anew with every word"
            );
            assert_eq!(given_up, None);
            roster.slots[0].pulse.beat();
            assert!(roster.look(SECOND).is_empty());
        }
    }

    #[test]
    fn a_decoder_that_takes_long_is_no_hang_of_the_share() {
        let (mut roster, _) = roster_at_work();
        roster.slots[0].pulse.decoding();
        assert!(roster.look(SECOND).is_empty());
        let (told, given_up) = wait(&mut roster, 1000);
        assert_eq!(told.first(), Some(&15), "five times the patience");
        assert_eq!(
            given_up,
            Some((301, PulsePhase::Decoding)),
            "even a decoder ends"
        );
    }

    #[test]
    fn a_stopped_scan_accounts_for_those_that_hang_in_a_read_only() {
        let (mut hanging, _) = roster_at_work();
        hanging.note_stop();
        assert_eq!(hanging.give_up_all().len(), 1, "silent all the time");

        let (mut reading, _) = roster_at_work();
        reading.note_stop();
        reading.slots[0].pulse.beat();
        assert!(reading.give_up_all().is_empty(), "merely not done");

        let (mut decoding, _) = roster_at_work();
        decoding.slots[0].pulse.decoding();
        decoding.note_stop();
        assert!(decoding.give_up_all().is_empty(), "merely not done");
        assert!(!decoding.is_anyone_busy(), "and left to itself");
    }

    #[test]
    fn what_was_heard_before_the_stop_does_not_count() {
        let (mut roster, _) = roster_at_work();
        roster.slots[0].pulse.beat();
        roster.note_stop();
        roster.look(SECOND);
        assert_eq!(roster.give_up_all().len(), 1, "not a word since");
    }
}
