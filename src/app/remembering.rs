//! Handing decisions to the store, taking what it says, and telling the user where that fails.

use std::io::Write as _;
use std::time::{Duration, Instant};

use super::DashboardApp;
use super::memory::{MemoryNews, Shown};
use super::words;

/// So long a frame may take what the store says.
const BUDGET: Duration = Duration::from_millis(2);

/// So long a frame may hand over what was decided. A million decisions take some hundred frames of that, and until they are
/// handed over a kill loses them; with all else a frame stays below 50 ms.
const HANDING_BUDGET: Duration = Duration::from_millis(6);

/// So long the program's end waits for the disk. What is decided singly is on it long before; a step of a million images
/// takes some seconds, and a system that shuts down leaves a program ten at least.
const LAST_WRITES: Duration = Duration::from_secs(10);

/// The same after "Close anyway": whoever says that does not want to wait.
const LAST_WRITES_ANYWAY: Duration = Duration::from_secs(2);

impl DashboardApp {
    /// Opens the user's database, where this window has one.
    pub(super) fn open_memory(&mut self, ctx: &egui::Context) {
        if let Some(path) = &self.services.database
            && let Err(error) = self.memory.open(path, ctx)
        {
            self.notify_failure(error.to_string());
        }
    }

    /// Hands over what was decided: in the frame of the key that did.
    pub(super) fn hand_over_decisions(&mut self, ctx: &egui::Context) {
        let start = Instant::now();
        if self.hand_over_until(|| start.elapsed() > HANDING_BUDGET) {
            ctx.request_repaint();
        }
        // No picture is decoded before they are on disk: a decoder that dies takes the program along.
        self.pictures.after = self.memory.after_all();
    }

    /// Hands over what was decided, however much it is: its rows are about to go.
    pub(super) fn hand_over_all_decisions(&mut self) {
        self.finish_deciding();
        self.hand_over_until(|| false);
    }

    fn hand_over_until(&mut self, out_of_time: impl FnMut() -> bool) -> bool {
        let generation = self.pictures.generation().0;
        let Some(session) = &mut self.session else {
            return false;
        };
        let mut shown = Shown {
            session,
            generation,
        };
        self.memory.take_unsaved(&mut shown, out_of_time)
    }

    /// Takes what the store has said, for a few milliseconds at most.
    pub(super) fn poll_memory(&mut self, ctx: &egui::Context) {
        let generation = self.pictures.generation().0;
        let shown = self.session.as_mut().map(|session| Shown {
            session,
            generation,
        });
        let start = Instant::now();
        let (news, more) = self.memory.poll(shown, ctx, || start.elapsed() > BUDGET);
        if more {
            ctx.request_repaint();
        }
        for news in news {
            self.tell_memory(&news);
        }
        // Decisions that a row recalled before they were on disk.
        self.hand_over_decisions(ctx);
        if ctx.input(|input| {
            let got_focus = |event: &egui::Event| *event == egui::Event::WindowFocused(true);
            input.events.iter().any(got_focus)
        }) {
            self.memory.refresh();
        }
    }

    fn tell_memory(&mut self, news: &MemoryNews) {
        let sentence = words::memory_news(&self.text, news);
        match news {
            MemoryNews::Trouble(_) | MemoryNews::ChangedBefore { .. } => {
                self.notify_failure(sentence);
            }
            MemoryNews::AllSaved | MemoryNews::Usable => self.notify_success(sentence),
        }
    }

    /// The window is gone: waits a little for what is not on disk yet, and says what is lost.
    pub(super) fn finish_memory(&mut self) {
        self.finish_deciding();
        let generation = self.pictures.generation().0;
        let shown = self.session.as_mut().map(|session| Shown {
            session,
            generation,
        });
        let longest = if self.closing.is_wanted_anyway() {
            LAST_WRITES_ANYWAY
        } else {
            LAST_WRITES
        };
        let unsaved = self.memory.finish(shown, longest);
        if unsaved > 0 {
            let sentence = words::memory_lost(&self.text, unsaved);
            // Whoever closed standard error does not want to know.
            writeln!(std::io::stderr(), "blackdrop: {sentence}").ok();
        }
    }
}
