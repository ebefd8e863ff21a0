//! When somebody has stopped typing, so that a disk is asked about the whole path and not about each letter.

use std::time::{Duration, Instant};

/// Typing is over when no key came for so long.
pub(super) const TYPING_PAUSE: Duration = Duration::from_millis(300);

/// Whether no key came for a while since `edited`. Until then another frame is asked for: one can come a little before it
/// was asked for.
pub(super) fn has_stopped(ctx: &egui::Context, edited: Instant) -> bool {
    let left = TYPING_PAUSE.saturating_sub(edited.elapsed());
    if !left.is_zero() {
        ctx.request_repaint_after(left);
    }
    left.is_zero()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[test]
    fn a_frame_that_comes_too_early_asks_for_another() {
        let ctx = egui::Context::default();
        let (asked, delays) = sync_channel(8);
        ctx.set_request_repaint_callback(move |info| asked.send(info.delay).unwrap());
        // In a minute: also on a machine that stands still for a while the pause is not over.
        let now = Instant::now();
        assert!(!has_stopped(&ctx, now + Duration::from_mins(1)));
        let delay = delays.try_recv().expect("another frame is asked for");
        assert!(delay <= TYPING_PAUSE, "{delay:?}");
        let before = now.checked_sub(TYPING_PAUSE).unwrap();
        assert!(has_stopped(&ctx, before));
        assert!(delays.try_recv().is_err(), "and no more");
    }
}
