//! The one thread that knows everything of a list of jobs: it hears the workers, decides, and tells the window.
//!
//! It is the only sender of events, so `Ended` comes once and last. It waits in one place only, and there it always hears
//! commands; it touches no file. While the window takes no events it hears no notes either, so that workers wait in turn.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, never, select};

use super::work::{JobNote, JobWork, Queued};
use super::{Job, JobEnd, JobEvent};
use crate::scan::WorkerId;
use crate::scan::coordinator::LOOK_EVERY;
use crate::scan::handle::Command;
use crate::scan::note::Never;
use crate::scan::outbox::{Flow, Outbox};
use crate::scan::roster::{Finding, Roster};
use crate::scan::start::Patience;
use crate::scan::worker::{Crew, start_replacement};

/// Jobs that are reported untried at one look, when every worker hangs.
const UNTRIED_PER_LOOK: usize = 4096;

/// The coordinator's ends of its ways to the window.
pub(super) struct Ways<J: Job> {
    pub(super) outbox: Outbox<JobEvent<J::Outcome>>,
    pub(super) room: Receiver<()>,
    pub(super) commands: Receiver<Command>,
}

/// What the coordinator needs, and what it remembers.
pub(super) struct Coordinator<J: Job> {
    ways: Ways<J>,
    notes: Receiver<JobNote<J>>,
    quit: Option<Sender<Never>>,
    crew: Arc<Crew<JobWork<J>>>,
    roster: Roster<Queued<J>>,
    patience: Patience,
    total: usize,
    finished: usize,
    replaced: usize,
    is_held: bool,
    stopping_since: Option<Instant>,
    flow: Flow,
    last_look: Instant,
}

/// What came while the coordinator waited.
enum Heard<J: Job> {
    Note(JobNote<J>),
    Command(Command),
    /// The window is gone.
    Farewell,
    Nothing,
}

impl<J: Job> Coordinator<J> {
    pub(super) fn new(
        ways: Ways<J>,
        notes: Receiver<JobNote<J>>,
        quit: Sender<Never>,
        crew: Arc<Crew<JobWork<J>>>,
        roster: Roster<Queued<J>>,
        total: usize,
        patience: Patience,
    ) -> Self {
        Self {
            ways,
            notes,
            quit: Some(quit),
            crew,
            roster,
            patience,
            total,
            finished: 0,
            replaced: 0,
            is_held: false,
            stopping_since: None,
            flow: Flow::Free,
            last_look: Instant::now(),
        }
    }

    /// Runs the list to its end.
    pub(super) fn run(mut self) {
        loop {
            self.flow = self.ways.outbox.flush();
            if self.flow == Flow::Gone {
                return self.dismiss();
            }
            if let Some(end) = self.end() {
                self.dismiss();
                return self.ways.outbox.end(end);
            }
            match self.listen() {
                Heard::Note(note) => self.on_note(note),
                Heard::Command(command) => self.on_command(command),
                Heard::Farewell => return self.dismiss(),
                Heard::Nothing => {}
            }
            let since_last_look = self.last_look.elapsed();
            if since_last_look >= LOOK_EVERY {
                self.last_look = Instant::now();
                self.look(since_last_look);
            }
        }
    }

    fn listen(&self) -> Heard<J> {
        // Outcomes under way are fetched also where the window takes no more: they are few, and they are kept.
        let (deaf, blind) = (never(), never());
        let (notes, room) = match self.flow {
            Flow::Free => (&self.notes, &blind),
            _ if self.stopping_since.is_some() => (&self.notes, &self.ways.room),
            _ => (&deaf, &self.ways.room),
        };
        let is_quiet = self.stopping_since.is_none()
            && !self.roster.is_anyone_busy()
            && self.roster.is_anyone_left();
        // With nothing to watch it sleeps until somebody speaks.
        let nap = if is_quiet {
            Duration::from_hours(1)
        } else {
            LOOK_EVERY
        };
        select! {
            recv(notes) -> note => note.map_or(Heard::Nothing, Heard::Note),
            recv(self.ways.commands) -> command => command.map_or(Heard::Farewell, Heard::Command),
            recv(room) -> _ => Heard::Nothing,
            default(nap) => Heard::Nothing,
        }
    }

    fn on_command(&mut self, command: Command) {
        if self.stopping_since.is_some() {
            return;
        }
        match command {
            Command::Pause if !self.is_held => {
                self.is_held = true;
                self.crew.gate.hold();
                self.ways.outbox.push(JobEvent::Paused);
            }
            Command::Resume if self.is_held => {
                self.is_held = false;
                self.crew.gate.release();
                self.ways.outbox.push(JobEvent::Resumed);
            }
            Command::Pause | Command::Resume => {}
            Command::Stop => {
                self.stopping_since = Some(Instant::now());
                self.roster.note_stop();
                self.dismiss();
            }
        }
    }

    fn on_note(&mut self, note: JobNote<J>) {
        match note {
            JobNote::Started { by, queued } => {
                let (job, location) = (queued.index, queued.job.location().clone());
                if self.roster.start(by, queued) {
                    let worker = by.worker;
                    self.ways.outbox.push(JobEvent::Started {
                        worker,
                        job,
                        location,
                    });
                }
            }
            JobNote::Finished {
                by,
                index,
                outcome,
                busy,
            } => {
                if self.roster.finish(by) {
                    self.on_finished(by.worker, index, outcome, busy);
                }
            }
        }
    }

    /// A job is accounted for, by its worker or in its place.
    fn on_finished(&mut self, worker: WorkerId, job: usize, outcome: J::Outcome, busy: Duration) {
        self.finished += 1;
        self.ways.outbox.push(JobEvent::Finished {
            worker,
            job,
            outcome,
            busy,
        });
    }

    /// Listens for silence, `since_last_look` after the last time.
    fn look(&mut self, since_last_look: Duration) {
        for finding in self.roster.look(since_last_look) {
            self.on_finding(finding);
        }
        if !self.roster.is_anyone_left() {
            self.report_untried();
        }
    }

    fn on_finding(&mut self, finding: Finding<Queued<J>>) {
        match finding {
            Finding::Silent { worker, silent_for } => {
                // Where the window takes no events, news of silence would only pile up.
                if self.flow == Flow::Free {
                    let silent = JobEvent::WorkerSilent { worker, silent_for };
                    self.ways.outbox.push(silent);
                }
            }
            Finding::GivenUp {
                worker,
                job: queued,
                silent_for,
                ..
            } => {
                let job = queued.index;
                self.on_finished(
                    worker,
                    job,
                    queued.job.gave_no_answer(silent_for),
                    Duration::ZERO,
                );
                let abandoned = JobEvent::WorkerAbandoned { worker, job };
                self.ways.outbox.push(abandoned);
                if self.stopping_since.is_none() {
                    self.replace(worker);
                }
            }
        }
    }

    fn replace(&mut self, worker: WorkerId) {
        let most = self.patience.replacements.max(self.roster.len());
        if self.replaced >= most {
            return;
        }
        let Some((me, pulse)) = self.roster.replacement(worker) else {
            return;
        };
        self.replaced += 1;
        if start_replacement(&self.crew, me, pulse).is_err() {
            // The system has no thread left; the others do its work.
            self.roster.leave_empty(worker);
        }
    }

    /// With every worker lost, what waits in the queue is accounted for without a try.
    fn report_untried(&mut self) {
        if self.flow != Flow::Free || self.stopping_since.is_some() {
            return;
        }
        let untried: Vec<_> = self.crew.jobs.try_iter().take(UNTRIED_PER_LOOK).collect();
        for Queued { index, job } in untried {
            let worker = WorkerId(0);
            self.ways.outbox.push(JobEvent::Started {
                worker,
                job: index,
                location: job.location().clone(),
            });
            self.on_finished(
                worker,
                index,
                job.gave_no_answer(self.roster.silence_limit()),
                Duration::ZERO,
            );
        }
    }

    /// Whether and how the run is over.
    fn end(&mut self) -> Option<JobEnd> {
        if self.finished < self.total
            && let Some(since) = self.stopping_since
        {
            // In this order: whoever has passed has told, and what was told was heard.
            let is_settled = !self.crew.gate.is_anyone_passing()
                && self.notes.is_empty()
                && !self.roster.is_anyone_busy();
            if !is_settled && since.elapsed() < self.patience.stop_grace {
                return None;
            }
            self.settle();
            if self.finished < self.total {
                return Some(JobEnd::Stopped);
            }
        }
        (self.finished >= self.total).then_some(JobEnd::Completed)
    }

    /// Keeps what is under way, and leaves everyone who is still busy.
    fn settle(&mut self) {
        while let Ok(note) = self.notes.try_recv() {
            self.on_note(note);
        }
        let mut findings = self.roster.look(self.last_look.elapsed());
        findings.extend(self.roster.give_up_all());
        for finding in findings {
            self.on_finding(finding);
        }
    }

    /// Sends everyone home. Final; nobody is waited for.
    fn dismiss(&mut self) {
        self.quit = None;
        self.crew.gate.close();
        // Jobs would live as long as the last thread that hangs.
        while self.crew.jobs.try_recv().is_ok() {}
    }
}
