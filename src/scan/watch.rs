//! What the coordinator does about silence: it says so, gives up who is lost, and finds others to do the work.

use std::time::Duration;

use super::coordinator::Coordinator;
use super::note::{Job, WalkEnd};
use super::outbox::Flow;
use super::pulse::LONGEST_LOOK;
use super::roster::Finding;
use super::state::Course;
use super::worker::start_replacement;
use super::{PulsePhase, ScanEvent, WorkerId};

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
        if let Course::CheckingRoot { waited } = &mut self.state.course {
            *waited += since_last_look.min(LONGEST_LOOK);
            let waited = *waited;
            if waited > self.folder_silence() {
                self.on_root_checked(Some(no_answer(waited)));
            }
        }
    }

    pub(super) fn on_finding(&mut self, finding: Finding<Job>) {
        match finding {
            Finding::Silent { worker, silent_for } => {
                if self.state.flow == Flow::Free {
                    self.outbox
                        .push(ScanEvent::WorkerSilent { worker, silent_for });
                }
            }
            Finding::GivenUp {
                worker,
                job,
                phase,
                silent_for,
            } => {
                let location = Some(job.location.clone());
                let report = Box::new(job.given_up(phase, silent_for));
                self.on_finished(worker, report, None);
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
            self.walk.pulse.abandon();
            self.on_walk_end(WalkEnd::RootUnreadable {
                detail: no_answer(silent_for),
            });
        }
    }

    /// With every worker lost, what waits in the queue is accounted for without a try.
    fn report_untried(&mut self) {
        if self.state.flow != Flow::Free || self.state.course != Course::Running {
            return;
        }
        let jobs: Vec<_> = self.crew.jobs.try_iter().take(UNTRIED_PER_LOOK).collect();
        for job in jobs {
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

fn no_answer(silent_for: Duration) -> String {
    format!("no answer for {} s", silent_for.as_secs())
}
