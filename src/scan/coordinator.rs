//! The one thread of a scan that knows everything: it hears discovery and workers, decides, and tells the window.
//!
//! It is the only sender of events, so `Ended` comes once and last. It waits in one place only, and there it always
//! hears commands; it touches no file. While the window takes no events it hears no notes either, so that workers and
//! walk wait in turn.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, never, select};

use super::breaker::Breaker;
use super::handle::Command;
use super::inspect_work::InspectWork;
use super::note::{Never, Note, Task, WalkEnd, WorkerLife};
use super::outbox::{Flow, Outbox};
use super::roster::Roster;
use super::start::Patience;
use super::state::{Course, State, Walk};
use super::worker::Crew;
use super::{
    ImageId, ImageOutcome, ImageReport, PauseCause, ScanEnd, ScanEvent, SkipCause, WorkerId,
};
use crate::inspect::Thumbnail;

/// How often the coordinator listens for silence and counts what the walk found, while there is anything to hear.
pub(super) const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Images that are told gone at once: few enough to be taken in within a frame.
const GONE_AT_ONCE: usize = 4096;

/// What the coordinator needs.
pub(super) struct Coordinator {
    pub(super) outbox: Outbox<ScanEvent>,
    pub(super) room: Receiver<()>,
    pub(super) notes: Receiver<Note>,
    pub(super) commands: Receiver<Command>,
    pub(super) quit: Option<Sender<Never>>,
    pub(super) crew: Arc<Crew<InspectWork>>,
    pub(super) roster: Roster<Task>,
    pub(super) walk: Walk,
    pub(super) breaker: Breaker,
    pub(super) silence_limit: Duration,
    pub(super) give_up_after: Option<Duration>,
    pub(super) patience: Patience,
    pub(super) state: State,
}

/// What came while the coordinator waited.
enum Heard {
    Note(Note),
    Command(Command),
    /// The window is gone.
    Farewell,
    Nothing,
}

impl Coordinator {
    /// Runs the scan to its end.
    pub(super) fn run(mut self) {
        loop {
            self.state.flow = self.outbox.flush();
            if self.state.flow == Flow::Gone {
                return self.dismiss();
            }
            if let Some(end) = self.end() {
                self.announce_found();
                if end == ScanEnd::Completed {
                    self.tell_gone();
                }
                self.dismiss();
                return self.outbox.end(end);
            }
            match self.listen() {
                Heard::Note(note) => self.on_note(note),
                Heard::Command(command) => self.on_command(command),
                Heard::Farewell => return self.dismiss(),
                Heard::Nothing => {}
            }
            let since_last_look = self.state.last_look.elapsed();
            if since_last_look >= LOOK_EVERY {
                self.state.last_look = Instant::now();
                self.look(since_last_look);
            }
        }
    }

    fn listen(&self) -> Heard {
        // Results under way are fetched also where the window takes no more: they are few, and they are kept.
        let is_stopping = matches!(self.state.course, Course::Stopping { .. });
        let (deaf, blind) = (never(), never());
        let (notes, room) = match self.state.flow {
            Flow::Free => (&self.notes, &blind),
            _ if is_stopping => (&self.notes, &self.room),
            _ => (&deaf, &self.room),
        };
        let is_quiet = self.state.course == Course::Running
            && self.walk.end.is_some()
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
            recv(self.commands) -> command => command.map_or(Heard::Farewell, Heard::Command),
            recv(room) -> _ => Heard::Nothing,
            default(nap) => Heard::Nothing,
        }
    }

    fn on_command(&mut self, command: Command) {
        if let Course::Stopping { .. } = self.state.course {
            return;
        }
        match command {
            Command::Pause => self.hold(PauseCause::Asked),
            Command::Resume => {
                if self.state.is_held {
                    self.state.is_held = false;
                    self.breaker.reset();
                    self.crew.gate.release();
                    self.outbox.push(ScanEvent::Resumed);
                }
            }
            Command::Stop => self.stop(),
        }
    }

    /// Ends as soon as what is under way is in, or has had its moment.
    pub(super) fn stop(&mut self) {
        self.state.course = Course::Stopping {
            since: Instant::now(),
        };
        self.roster.note_stop();
        self.dismiss();
    }

    fn hold(&mut self, cause: PauseCause) {
        if !self.state.is_held {
            self.state.is_held = true;
            self.crew.gate.hold();
            self.outbox.push(ScanEvent::Paused(cause));
        }
    }

    fn on_note(&mut self, note: Note) {
        match note {
            Note::Skipped { location, cause } => {
                if self.walk.end.is_none() {
                    self.state.had_trouble |= matches!(
                        cause,
                        SkipCause::UnreadableFolder { .. } | SkipCause::FolderNoAnswer { .. }
                    );
                    self.outbox.push(ScanEvent::Skipped { location, cause });
                }
            }
            Note::Unchanged(images) => self.on_unchanged(images),
            Note::Gone(images) => self.walk.gone = images,
            Note::WalkEnded(end) => self.on_walk_end(end),
            Note::Started { by, task } => self.on_started(by, task),
            Note::Identified {
                by,
                location,
                identity,
            } => {
                if self.roster.finish(by) {
                    self.state.has_heard = true;
                    self.on_identified(location, identity);
                }
            }
            Note::Finished {
                by,
                report,
                thumbnail,
            } => {
                if self.roster.finish(by) {
                    self.state.has_heard = true;
                    self.on_finished(by.worker, report, thumbnail);
                }
            }
            Note::RootChecked(problem) => {
                self.on_root_checked(problem.map_or(WalkEnd::Complete, |detail| {
                    WalkEnd::RootUnreadable { detail }
                }));
            }
        }
    }

    fn on_started(&mut self, by: WorkerLife, task: Task) {
        let image = match &task {
            Task::Inspect(job) => Some(job.location.clone()),
            Task::Identify(_) => None,
        };
        if image.is_some() {
            self.state.started += 1;
            if self.state.started > self.state.announced_images {
                self.announce_found();
            }
        }
        if self.roster.start(by, task)
            && let Some(location) = image
        {
            let worker = by.worker;
            self.outbox
                .push(ScanEvent::ImageStarted { worker, location });
        }
    }

    /// An image is accounted for, by its worker or in its place.
    pub(super) fn on_finished(
        &mut self,
        worker: WorkerId,
        report: Box<ImageReport>,
        thumbnail: Option<Thumbnail>,
    ) {
        self.state.finished += 1;
        self.state.had_trouble |= matches!(report.outcome, ImageOutcome::Unreachable(_));
        let too_many = if self.state.is_held {
            None
        } else {
            self.breaker.hear(&report.outcome)
        };
        self.outbox.push(ScanEvent::ImageFinished {
            worker,
            report,
            thumbnail,
        });
        if let Some(in_a_row) = too_many
            && self.state.course == Course::Running
            && !self.is_all_done()
        {
            self.hold(PauseCause::ManyUnreachable { in_a_row });
        }
    }

    fn on_unchanged(&mut self, images: Vec<ImageId>) {
        self.announce_found();
        self.state.started += images.len() as u64;
        self.state.finished += images.len() as u64;
        self.outbox.push(ScanEvent::Unchanged { images });
    }

    /// Only now: had the folder gone away meanwhile, its images would seem to be gone.
    fn tell_gone(&mut self) {
        for images in std::mem::take(&mut self.walk.gone).chunks(GONE_AT_ONCE) {
            self.outbox.push(ScanEvent::Gone {
                images: images.to_vec(),
            });
        }
    }

    pub(super) fn on_walk_end(&mut self, end: WalkEnd) {
        if self.walk.end.is_some() {
            return; // It was given up before.
        }
        self.walk.end = Some(end);
        self.tell_discovery_ended();
    }

    /// The root was asked at the end, and is or is not there.
    pub(super) fn on_root_checked(&mut self, end: WalkEnd) {
        if let Course::CheckingRoot { .. } = self.state.course {
            self.walk.end = Some(end);
            self.state.had_trouble = false;
            self.state.course = Course::Running;
        }
    }

    /// Tells how much more the walk has found.
    pub(super) fn announce_found(&mut self) {
        let (images, bytes) = self.walk.discovery.found.totals();
        let state = &mut self.state;
        let more = (
            images.saturating_sub(state.announced_images),
            bytes.saturating_sub(state.announced_bytes),
        );
        if more != (0, 0) {
            self.outbox.push(ScanEvent::Discovered {
                images: more.0,
                bytes: more.1,
            });
            state.announced_images = images;
            state.announced_bytes = bytes;
        }
        let files = std::mem::take(&mut state.others_to_tell);
        if files > 0 {
            self.outbox.push(ScanEvent::OtherFiles { files });
        }
    }

    fn is_all_done(&self) -> bool {
        self.walk.end.is_some()
            && self.is_all_identified()
            && self.state.finished >= self.walk.discovery.found.totals().0
            && !self.roster.is_anyone_busy()
    }

    /// Whether and how the scan is over.
    fn end(&mut self) -> Option<ScanEnd> {
        match self.state.course {
            Course::Running => {
                if !self.is_all_done() {
                    return None;
                }
                match self.walk.end.as_ref()? {
                    WalkEnd::RootUnreadable { detail } => Some(ScanEnd::RootUnreadable {
                        detail: detail.clone(),
                    }),
                    WalkEnd::NoAnswer { silent_for } => Some(ScanEnd::NoAnswer {
                        silent_for: *silent_for,
                    }),
                    WalkEnd::Failed => Some(ScanEnd::Failed {
                        detail: "the walk of the folder broke down".to_owned(),
                    }),
                    WalkEnd::Complete | WalkEnd::Interrupted => {
                        if self.state.had_trouble && self.start_root_check() {
                            self.state.course = Course::CheckingRoot {
                                waited: Duration::ZERO,
                            };
                            None
                        } else {
                            Some(ScanEnd::Completed)
                        }
                    }
                }
            }
            Course::CheckingRoot { .. } => None,
            Course::Stopping { since } => {
                // In this order: whoever has passed has told, and what was told was heard.
                let is_settled = !self.crew.gate.is_anyone_passing()
                    && self.notes.is_empty()
                    && !self.roster.is_anyone_busy();
                if !is_settled && since.elapsed() < self.patience.stop_grace {
                    return None;
                }
                self.settle();
                Some(match self.state.gave_up_after {
                    Some(silent_for) => ScanEnd::NoAnswer { silent_for },
                    None => ScanEnd::Stopped,
                })
            }
        }
    }

    /// Keeps what is under way, and leaves everyone who is still busy.
    fn settle(&mut self) {
        while let Ok(note) = self.notes.try_recv() {
            self.on_note(note);
        }
        let since_last_look = self.state.last_look.elapsed();
        let mut findings = self.roster.look(since_last_look);
        findings.extend(self.roster.give_up_all());
        for finding in findings {
            self.on_finding(finding);
        }
        self.announce_found();
    }

    /// Asks on a thread of its own, because a dead share may never answer. `false`: there is no thread to be had.
    fn start_root_check(&self) -> bool {
        let crew = Arc::clone(&self.crew);
        let disk = Arc::clone(&self.walk.discovery.disk);
        thread::Builder::new()
            .name("scan root check".to_owned())
            .spawn(move || {
                let problem = disk.check(&crew.work.root).err();
                // An error means that the scan is over.
                crew.notes
                    .send(Note::RootChecked(problem.map(|error| error.to_string())))
                    .ok();
            })
            .is_ok()
    }

    /// Sends everyone home. Final; nobody is waited for.
    fn dismiss(&mut self) {
        self.quit = None;
        self.crew.gate.close();
        self.walk.pulse.abandon();
        // Jobs would live as long as the last thread that hangs.
        while self.crew.jobs.try_recv().is_ok() {}
    }
}
