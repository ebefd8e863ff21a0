//! Sentences for the user at the lower right: what was done, which goes away by itself, and what failed, which stays
//! until it is clicked away, because it may have to be read twice.
//!
//! They are ordinary controls: wrapped to the window, read by screen readers, and a click on one of them reaches nothing
//! that lies below. Invariant: nothing is drawn again on their account before the next one has to go.

use std::time::{Duration, Instant};

use egui::accesskit::Live;
use egui::{Align, Align2, Area, Context, Frame, Id, Label, Layout, Margin, Order, vec2};

use super::theme::space;
use super::widgets::{self, Tone};
use super::{Notice, Text, icons};

/// How long a notice of something done stays: a sentence is read in half of it.
const DONE_STAYS: Duration = Duration::from_secs(8);

/// More of them would hide the results; the oldest make room.
const MOST: usize = 4;

/// Width in logical points where the window is wide enough.
const WIDTH: f32 = 420.0;

/// From the window's corner: the bar at the bottom stays free.
const FROM_CORNER: egui::Vec2 = vec2(-16.0, -56.0);

/// The notices that have not gone yet. Kept by the app from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct NoticesState {
    shown: Vec<Shown>,
}

#[derive(Clone, Debug)]
struct Shown {
    notice: Notice,
    since: Instant,
}

impl Shown {
    /// How long it still stays; `None`: until it is clicked away.
    fn remaining(&self, now: Instant) -> Option<Duration> {
        match self.notice {
            Notice::Done(_) => Some(
                DONE_STAYS
                    .checked_sub(now.saturating_duration_since(self.since))
                    .unwrap_or_default(),
            ),
            Notice::Failed(_) => None,
        }
    }
}

impl NoticesState {
    /// Shows a notice from now on. One that says the same already only begins anew.
    pub fn add(&mut self, notice: Notice, now: Instant) {
        self.shown.retain(|shown| shown.notice != notice);
        if self.shown.len() >= MOST {
            self.shown.remove(0);
        }
        let since = now;
        self.shown.push(Shown { notice, since });
    }
}

/// Shows the notices over everything else.
pub fn notices_ui(ctx: &Context, state: &mut NoticesState, text: &Text, now: Instant) {
    state
        .shown
        .retain(|shown| shown.remaining(now) != Some(Duration::ZERO));
    let next = state.shown.iter().filter_map(|shown| shown.remaining(now));
    if let Some(next) = next.min() {
        ctx.request_repaint_after(next);
    }
    if state.shown.is_empty() {
        return;
    }
    let width = WIDTH.min(ctx.content_rect().width() - 2.0 * space::XL);
    let area = Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, FROM_CORNER);
    area.show(ctx, |ui| {
        ui.set_width(width);
        let mut closed = None;
        for (place, shown) in state.shown.iter().enumerate() {
            if notice_ui(ui, &shown.notice, text) == NoticeEnd::Closed {
                closed = Some(place);
            }
        }
        if let Some(place) = closed {
            state.shown.remove(place);
        }
    });
}

/// Whether a notice is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoticeEnd {
    Closed,
    Stays,
}

fn notice_ui(ui: &mut egui::Ui, notice: &Notice, text: &Text) -> NoticeEnd {
    let (sentence, icon, tone, live) = match notice {
        Notice::Done(sentence) => (sentence, icons::OK, Tone::Neutral, Live::Polite),
        Notice::Failed(sentence) => (sentence, icons::ERROR, Tone::Danger, Live::Assertive),
    };
    let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 8));
    let closed = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            widgets::icon(ui, icon, tone.ink(ui));
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                let close = text.get("app-notice-close");
                let closed = widgets::bare_icon_button(ui, icons::CLOSE, &close).clicked();
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let label = ui.add(Label::new(sentence.as_str()).wrap());
                    ui.ctx()
                        .accesskit_node_builder(label.id, |node| node.set_live(live));
                });
                closed
            })
            .inner
        })
        .inner
    });
    if closed.inner {
        NoticeEnd::Closed
    } else {
        NoticeEnd::Stays
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    const LONG: &str =
        "“found.csv” was not written: you have no permission to write there. Choose another folder";

    type Shown = (NoticesState, Instant);

    fn shown(size: [f32; 2]) -> Harness<'static, Shown> {
        let words = Words::default();
        let now = Instant::now();
        let mut state = NoticesState::default();
        state.add(Notice::Done("40 images were written".to_owned()), now);
        state.add(Notice::Failed(LONG.to_owned()), now);
        window(size, (state, now), move |ui, (state, now)| {
            notices_ui(ui.ctx(), state, words.of(Language::English), *now);
        })
    }

    #[test]
    fn what_was_done_goes_by_itself_and_what_failed_stays_until_it_is_clicked_away() {
        let mut harness = shown([900.0, 600.0]);
        assert!(
            harness.query_by_label("40 images were written").is_some(),
            "shown"
        );
        harness.state_mut().1 += DONE_STAYS;
        harness.run();
        assert!(
            harness.query_by_label("40 images were written").is_none(),
            "gone after its time"
        );
        harness.state_mut().1 += Duration::from_hours(1);
        harness.run();
        assert!(harness.query_by_label(LONG).is_some(), "a failure stays");
        harness.get_by_label("Close this message").click();
        harness.run();
        assert!(harness.query_by_label(LONG).is_none(), "until it is closed");
    }

    #[test]
    fn long_sentences_are_wrapped_into_a_small_window() {
        assert_all_inside(&shown([360.0, 300.0]));
    }

    #[test]
    fn saying_the_same_again_adds_nothing_and_there_are_never_many() {
        let now = Instant::now();
        let mut state = NoticesState::default();
        for _ in 0..3 {
            state.add(Notice::Failed(LONG.to_owned()), now);
        }
        assert_eq!(state.shown.len(), 1, "the same sentence once");
        for number in 0..20 {
            state.add(Notice::Failed(number.to_string()), now);
        }
        assert_eq!(state.shown.len(), MOST, "the oldest made room");
    }
}
