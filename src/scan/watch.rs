//! What the coordinator does about silence: it says so, gives up who is lost, finds others to do the work, and ends a
//! scan in which nothing arrives any more.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use super::coordinator::Coordinator;
use super::discovery::Walker;
use super::note::{Identity, Task, WalkEnd};
use super::outbox::Flow;
use super::pulse::{LONGEST_LOOK, PulseWatch};
use super::roster::Finding;
use super::standstill::Signs;
use super::start::start_walker;
use super::state::Course;
use super::tree_walk::TakeOver;
use super::worker::start_replacement;
use super::{Pulse, PulsePhase, ScanEvent, WorkerId, no_answer};

/// Images of a dead share that are reported untried at one look: at ten looks a second 40,000 a second.
const UNTRIED_PER_LOOK: usize = 4096;

impl Coordinator {
    /// Listens for silence, `since_last_look` after the last time.
    pub(super) fn look(&mut self, since_last_look: Duration) {
        // Where the window takes no events, this and news of silence would only pile up.
        if self.state.flow == Flow::Free {
            self.announce_found();
        }
        for finding in self.roster.look(since_last_look) {
            self.on_finding(finding);
        }
        self.look_at_walk(since_last_look);
        if !self.roster.is_anyone_left() {
            self.report_untried();
        }
        self.look_for_standstill(since_last_look);
        if let Course::CheckingRoot { waited } = &mut self.state.course {
            *waited += since_last_look.min(LONGEST_LOOK);
            let waited = *waited;
            if waited > self.folder_silence() {
                self.on_root_checked(WalkEnd::NoAnswer { silent_for: waited });
            }
        }
    }

    pub(super) fn on_finding(&mut self, finding: Finding<Task>) {
        match finding {
            Finding::Silent { worker, silent_for } => {
                if self.state.flow == Flow::Free {
                    self.outbox
                        .push(ScanEvent::WorkerSilent { worker, silent_for });
                }
            }
            Finding::GivenUp {
                worker,
                job: task,
                phase,
                silent_for,
            } => {
                let location = match task {
                    Task::Inspect(job) => {
                        let location = job.location.clone();
                        let report = Box::new(job.given_up(phase, silent_for));
                        self.on_finished(worker, report, None);
                        Some(location)
                    }
                    Task::Identify(location) => {
                        self.on_identified(location, no_answer_for(silent_for));
                        None
                    }
                };
                self.outbox
                    .push(ScanEvent::WorkerAbandoned { worker, location });
                if self.state.course == Course::Running {
                    self.replace(worker);
                }
            }
        }
    }

    fn replace(&mut self, worker: WorkerId) {
        let most = self.patience.replacements.max(self.roster.len());
        if self.state.replaced >= most {
            return;
        }
        let Some((me, pulse)) = self.roster.replacement(worker) else {
            return;
        };
        self.state.replaced += 1;
        if start_replacement(&self.crew, me, pulse).is_err() {
            // The system has no thread left; the others do its work.
            self.roster.leave_empty(worker);
        }
    }

    /// After so long a silence the folder is given up.
    fn folder_silence(&self) -> Duration {
        self.patience.folder_silence.unwrap_or(self.silence_limit)
    }

    fn look_at_walk(&mut self, since_last_look: Duration) {
        if self.walk.end.is_some() {
            return;
        }
        let silent_for = self.walk.watch.look(&self.walk.pulse, since_last_look);
        if self.walk.pulse.phase() == PulsePhase::Reading && silent_for > self.folder_silence() {
            self.replace_walker(silent_for);
        }
    }

    /// Leaves the walk's thread to itself, and the folder that it hangs in; another goes on.
    fn replace_walker(&mut self, silent_for: Duration) {
        let walk = &mut self.walk;
        let most_lost = self.patience.lost_walkers;
        let life = match walk.discovery.take_over(silent_for, most_lost) {
            TakeOver::NotNeeded => return,
            TakeOver::RootHangs => {
                walk.pulse.abandon();
                return self.on_walk_end(WalkEnd::NoAnswer { silent_for });
            }
            TakeOver::GoOn(life) => life,
        };
        walk.pulse.abandon();
        walk.pulse = Arc::<Pulse>::default();
        walk.watch = PulseWatch::starting(&walk.pulse);
        walk.arrivals = 0;
        let walker = Walker {
            discovery: Arc::clone(&walk.discovery),
            pulse: Arc::clone(&walk.pulse),
            life,
        };
        if start_walker(walker, Walker::go_on).is_err() {
            self.on_walk_end(WalkEnd::Failed);
        }
    }

    /// Gives the scan up where it is asked to, when for too long something was asked and nothing arrived.
    fn look_for_standstill(&mut self, since_last_look: Duration) {
        let Some(limit) = self.give_up_after else {
            return;
        };
        let arrivals = self.walk.pulse.arrivals();
        let has_heard = mem::take(&mut self.state.has_heard)
            || mem::replace(&mut self.walk.arrivals, arrivals) != arrivals;
        let workers = self.roster.signs();
        let is_walk_asking =
            self.walk.end.is_none() && self.walk.pulse.phase() == PulsePhase::Reading;
        let goes_on = self.state.course == Course::Running
            && !self.state.is_held
            && self.state.flow == Flow::Free;
        let signs = Signs {
            has_arrived: has_heard || workers.has_arrived,
            is_asking: goes_on && (is_walk_asking || workers.is_asking),
            ..workers
        };
        let silent_for = self.state.standstill.look(signs, since_last_look);
        if goes_on && silent_for > limit {
            self.state.gave_up_after = Some(silent_for);
            self.stop();
        }
    }

    /// With every worker lost, what waits in the queue is accounted for without a try.
    fn report_untried(&mut self) {
        if self.state.flow != Flow::Free || self.state.course != Course::Running {
            return;
        }
        let tasks: Vec<_> = self.crew.jobs.try_iter().take(UNTRIED_PER_LOOK).collect();
        for task in tasks {
            let job = match task {
                Task::Inspect(job) => job,
                Task::Identify(location) => {
                    self.on_identified(location, no_answer_for(self.silence_limit));
                    continue;
                }
            };
            self.state.started += 1;
            self.state.finished += 1;
            self.state.had_trouble = true;
            let worker = WorkerId(0);
            self.outbox.push(ScanEvent::ImageStarted {
                worker,
                location: job.location.clone(),
            });
            self.outbox.push(ScanEvent::ImageFinished {
                worker,
                report: Box::new(job.given_up(PulsePhase::Reading, self.silence_limit)),
                thumbnail: None,
            });
        }
    }
}

/// What is known of a file whose first bytes never came.
fn no_answer_for(silent_for: Duration) -> Identity {
    Identity::Unknown {
        detail: no_answer(silent_for),
    }
}
