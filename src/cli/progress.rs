//! The progress bar on standard error; none where that is no terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::summary::{duration_text, grouped};
use crate::session::ScanSession;

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

/// The bar of one scan. It goes away when dropped.
pub(super) struct ScanProgress {
    bar: ProgressBar,
    shown_at: Option<Instant>,
}

impl ScanProgress {
    pub(super) fn new(visibility: Visibility) -> Self {
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

    /// Shows where the scan stands, a few times a second.
    pub(super) fn show(&mut self, session: &ScanSession, now: Instant) {
        let is_too_soon = self
            .shown_at
            .is_some_and(|shown_at| now.saturating_duration_since(shown_at) < BETWEEN_UPDATES);
        if self.bar.is_hidden() || is_too_soon {
            return;
        }
        self.shown_at = Some(now);
        let totals = session.totals();
        // Until the walk ends nobody knows how much is left: the bar stays empty.
        self.bar.set_length(totals.found.max(1));
        self.bar.set_position(if session.discovery_ended() {
            totals.done
        } else {
            0
        });
        self.bar.set_message(message(session, now));
    }
}

impl Drop for ScanProgress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn message(session: &ScanSession, now: Instant) -> String {
    let totals = session.totals();
    let progress = session.progress(now);
    let done = grouped(totals.done);
    let found = grouped(totals.found);
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
