//! Closing the window: not before everything is saved, unless that is wanted.
//!
//! Who closes it while something is unsaved is told how much, and it closes by itself when that is done. Where the system
//! wants the program to end nothing is asked: there may be nobody to answer.

use std::time::{Duration, Instant};

use super::DashboardApp;
use super::ending::EndRequest;
use super::words;
use crate::ui::UiCommand;
use crate::ui::closing_dialog::{Unsaved, closing_dialog_ui};
use crate::ui::keys;

/// What is done sooner than this is not worth a dialog, which would only flash.
const PATIENCE: Duration = Duration::from_millis(300);

/// Between two looks at whether all is saved, in case that nothing else wakes the window.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Whether the window is to be closed.
#[derive(Default)]
pub(super) struct Closing {
    asked: Asked,
    /// The system's own wish.
    end: Option<EndRequest>,
}

/// Who wants the window closed, and how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    /// Nobody.
    #[default]
    No,
    /// The user, since then; when all is saved.
    WhenSaved(Instant),
    /// The user, whatever is not saved.
    Anyway,
    /// The system.
    AtOnce,
}

impl Closing {
    /// Whether the user does not want to wait for what is not saved.
    pub(super) fn is_wanted_anyway(&self) -> bool {
        self.asked == Asked::Anyway
    }
}

impl DashboardApp {
    /// Ends without a question when the system asks for it by a signal. For the program itself: signals are the process's.
    pub(super) fn end_on_signals(&mut self, ctx: &egui::Context) {
        let repaint = ctx.clone();
        self.closing.end = EndRequest::listen(move || repaint.request_repaint());
    }

    /// Lets the window close, or keeps it open until all is saved. To be called in every frame.
    pub(super) fn follow_closing(&mut self, ctx: &egui::Context, now: Instant) {
        if self.closing.end.as_ref().is_some_and(EndRequest::is_made)
            && self.closing.asked != Asked::AtOnce
        {
            tracing::info!("the system asked for the end");
            self.closing.asked = Asked::AtOnce;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        if matches!(self.closing.asked, Asked::Anyway | Asked::AtOnce) {
            return;
        }
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        if !is_asked && self.closing.asked == Asked::No {
            return;
        }
        if self.unsaved(ctx).is_nothing() {
            self.closing.asked = Asked::No;
            if !is_asked {
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            return;
        }
        if is_asked {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
        if self.closing.asked == Asked::No {
            self.closing.asked = Asked::WhenSaved(now);
        }
        if ctx.input(|input| input.viewport().minimized) == Some(true) {
            // What is said has to be seen.
            ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
        }
        ctx.request_repaint_after(LOOK_AGAIN);
    }

    /// What closing the window now would lose.
    fn unsaved(&self, ctx: &egui::Context) -> Unsaved {
        Unsaved {
            decisions: self.memory.unsaved(self.session.as_ref()) as u64,
            exports: self.jobs.exports.len() as u64,
            writing: self.repairs.writing(),
            keys: keys::are_waiting(ctx),
        }
    }

    pub(super) fn close_anyway(&mut self, ctx: &egui::Context) {
        self.closing.asked = Asked::Anyway;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    pub(super) fn stay_open(&mut self) {
        self.closing.asked = Asked::No;
    }

    /// Says what is not saved.
    pub(super) fn closing_ui(&self, ui: &egui::Ui, now: Instant, commands: &mut Vec<UiCommand>) {
        let Asked::WhenSaved(since) = self.closing.asked else {
            return;
        };
        if now.duration_since(since) < PATIENCE {
            return;
        }
        let trouble = self.memory.trouble();
        let trouble = trouble.map(|error| words::memory_trouble(&self.text, error));
        closing_dialog_ui(
            ui,
            &self.unsaved(ui.ctx()),
            trouble.as_deref(),
            &self.text,
            commands,
        );
    }
}
