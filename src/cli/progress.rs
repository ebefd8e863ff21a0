//! The progress bar on standard error; none where that is no terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::summary::{duration_text, grouped};
use crate::session::{JobProgress, ScanSession};

/// A line of numbers that changes more often can't be read.
const BETWEEN_UPDATES: Duration = Duration::from_millis(100);

/// Whether people want to see something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    /// A bar, if standard error is a terminal.
    Shown,
    /// Nothing.
    Hidden,
}

/// A bar that is drawn a few times a second at most, and goes away when dropped.
struct Bar {
    bar: ProgressBar,
    shown_at: Option<Instant>,
}

impl Bar {
    fn new(visibility: Visibility) -> Self {
        let target = match visibility {
            Visibility::Shown => ProgressDrawTarget::stderr(),
            Visibility::Hidden => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(None, target);
        // Cut at the terminal's width rather than wrapped. The template is a constant; the default bar stands in should the library come to dislike it.
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {wide_msg}") {
            bar.set_style(style.progress_chars("━━─"));
        }
        Self {
            bar,
            shown_at: None,
        }
    }

    /// Whether it is time to draw.
    fn is_due(&mut self, now: Instant) -> bool {
        let is_too_soon = self
            .shown_at
            .is_some_and(|shown_at| now.saturating_duration_since(shown_at) < BETWEEN_UPDATES);
        if self.bar.is_hidden() || is_too_soon {
            return false;
        }
        self.shown_at = Some(now);
        true
    }

    fn draw(&self, done: u64, of: u64, message: String) {
        self.bar.set_length(of.max(1));
        self.bar.set_position(done);
        self.bar.set_message(message);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The bar of one scan.
pub(super) struct ScanProgress(Bar);

impl ScanProgress {
    pub(super) fn new(visibility: Visibility) -> Self {
        Self(Bar::new(visibility))
    }

    /// Shows where the scan stands, a few times a second.
    pub(super) fn show(&mut self, session: &ScanSession, now: Instant) {
        if self.0.is_due(now) {
            let figures = session.progress(now);
            // Until the walk ends nobody knows how much is left: the bar stays empty.
            let done = if session.discovery_ended() {
                figures.done
            } else {
                0
            };
            self.0.draw(done, figures.found, message(session, now));
        }
    }
}

/// The bar of a list of jobs, or of something that only counts.
pub(super) struct JobBar {
    bar: Bar,
    /// What is done, such as "comparing".
    doing: &'static str,
}

impl JobBar {
    pub(super) fn new(visibility: Visibility, doing: &'static str) -> Self {
        Self {
            bar: Bar::new(visibility),
            doing,
        }
    }

    /// Shows where a list of jobs stands, a few times a second.
    pub(super) fn show<K: Ord>(&mut self, progress: &JobProgress<K>, now: Instant) {
        if self.bar.is_due(now) {
            let message = job_message(self.doing, progress, now);
            self.bar.draw(progress.done(), progress.total(), message);
        }
    }

    /// Shows how many were found of what has no end in sight.
    pub(super) fn show_found(&mut self, found: usize, now: Instant) {
        if self.bar.is_due(now) {
            let message = format!("{}: {} found so far", self.doing, grouped(found as u64));
            self.bar.draw(0, 1, message);
        }
    }
}

fn job_message<K: Ord>(doing: &str, progress: &JobProgress<K>, now: Instant) -> String {
    let left = progress
        .remaining(now)
        .map(|left| format!(" · {} left", duration_text(left)))
        .unwrap_or_default();
    format!(
        "{doing}: {} of {} · {} images/s{left}",
        grouped(progress.done()),
        grouped(progress.total()),
        grouped(whole(progress.jobs_per_sec(now)))
    )
}

fn message(session: &ScanSession, now: Instant) -> String {
    let totals = session.totals();
    let progress = session.progress(now);
    let done = grouped(progress.done);
    let found = grouped(progress.found);
    let flagged = grouped(totals.flagged());
    let rate = grouped(whole(progress.current.images_per_sec));
    let counts = if session.discovery_ended() {
        format!("{done} of {found}")
    } else {
        format!("{done} done, still looking: {found} found so far")
    };
    let left = progress
        .remaining
        .map(|left| format!(" · {} left", duration_text(left)))
        .unwrap_or_default();
    format!("{counts} · {flagged} flagged · {rate} images/s{left}")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rates are not negative, and no machine reaches the largest number"
)]
fn whole(rate: f32) -> u64 {
    rate.round() as u64
}
