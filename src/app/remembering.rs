//! Handing decisions to the store, taking what it says, and telling the user where that fails.

use std::io::Write as _;
use std::time::{Duration, Instant};

use super::DashboardApp;
use super::memory::{MemoryNews, Shown};
use super::words;

/// So long a frame may take what the store says.
const BUDGET: Duration = Duration::from_millis(2);

/// So long the program's end waits for files to be read, and for the disk.
const LAST_HASHES: Duration = Duration::from_secs(2);
const LAST_WRITES: Duration = Duration::from_secs(4);

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
        let generation = self.pictures.generation().0;
        if let Some(session) = &mut self.session {
            let mut shown = Shown {
                session,
                generation,
            };
            self.memory.take_unsaved(&mut shown, ctx);
        }
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
            MemoryNews::Trouble(_) | MemoryNews::FilesNotRead { .. } => {
                self.notify_failure(sentence);
            }
            MemoryNews::AllSaved | MemoryNews::Usable => self.notify_success(sentence),
        }
    }

    /// The window is gone: waits a little for what is not on disk yet, and says what is lost.
    pub(super) fn finish_memory(&mut self) {
        let unsaved = self.memory.finish(LAST_HASHES, LAST_WRITES);
        if unsaved > 0 {
            let sentence = words::memory_lost(&self.text, unsaved);
            // Whoever closed standard error does not want to know.
            writeln!(std::io::stderr(), "blackdrop: {sentence}").ok();
        }
    }
}
