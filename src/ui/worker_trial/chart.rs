//! A horizontal bar for each number of workers: how many images a second, and how many times as fast as one worker.

use std::num::NonZeroUsize;

use egui::{Align2, CornerRadius, FontId, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::scan::StepRate;
use crate::session::{TrialStage, TrialState};
use crate::ui::theme::{self, space, type_size};
use crate::ui::{Text, format};

/// Height of a row in logical points.
pub(super) const ROW_HEIGHT: f32 = 28.0;

/// Height of a bar in logical points.
const BAR_HEIGHT: f32 = 16.0;

/// Room for the number of workers, the rate and the speed-up, in logical points: for 128 workers and 99,999 images/s.
const COUNT_WIDTH: f32 = 112.0;
const RATE_WIDTH: f32 = 116.0;
const TIMES_WIDTH: f32 = 58.0;

/// How a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Like its neighbours.
    Plain,
    /// Being measured.
    Busy,
    /// The one to take.
    Best,
    /// Left out, because fewer workers are faster.
    Needless,
}

pub(super) fn chart_ui(ui: &mut Ui, text: &Text, trial: &TrialState) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let highest = trial.fastest().map_or(0.0, |rate| rate.images_per_sec);
    for workers in &trial.counts {
        let rate = trial.rate_of(*workers);
        let look = match &trial.stage {
            TrialStage::Done { best } if best.workers == *workers => Look::Best,
            TrialStage::Done { .. } if rate.is_none() => Look::Needless,
            TrialStage::Measuring { workers: busy, .. } if busy == workers => Look::Busy,
            _ => Look::Plain,
        };
        row_ui(ui, text, (*workers, look), rate, highest);
    }
}

/// "2,310 images/s".
pub(super) fn rate_words(text: &Text, rate: &StepRate) -> String {
    let rate = format::rate(to_paint(rate.images_per_sec));
    text.with("trial-rate", &[("rate", rate.into())])
}

/// "3.1": one decimal, because a second one would be noise.
pub(super) fn times(rate: &StepRate) -> String {
    format!("{:.1}", rate.speed_up)
}

/// As exact as a picture needs.
#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits of a rate are more than are shown of it"
)]
fn to_paint(value: f64) -> f32 {
    value as f32
}

fn row_ui(
    ui: &mut Ui,
    text: &Text,
    (workers, look): (NonZeroUsize, Look),
    rate: Option<&StepRate>,
    highest: f64,
) {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let count = text.counted("trial-workers", workers.get() as u64);
    let name = spoken(text, &count, rate, look);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    if ui.is_rect_visible(rect) {
        let share = match rate {
            Some(rate) if highest > 0.0 => to_paint(rate.images_per_sec / highest),
            Some(_) | None => 0.0,
        };
        paint_bar(ui, rect, share, look);
        let words = match rate {
            Some(rate) => {
                let times = text.with("trial-speed-up", &[("times", times(rate).into())]);
                Some((rate_words(text, rate), times))
            }
            None if look == Look::Needless => Some((text.get("trial-needless"), String::new())),
            None => None,
        };
        paint_words(ui, rect, &count, words, look);
    }
}

/// What a screen reader says of a row.
fn spoken(text: &Text, count: &str, rate: Option<&StepRate>, look: Look) -> String {
    let workers = ("workers", count.into());
    let Some(rate) = rate else {
        let unknown = match look {
            Look::Needless => "trial-bar-needless",
            Look::Plain | Look::Busy | Look::Best => "trial-bar-unknown",
        };
        return text.with(unknown, &[workers]);
    };
    let words = ("rate", rate_words(text, rate).into());
    let bar = if rate.workers == NonZeroUsize::MIN {
        text.with("trial-bar-single", &[workers, words])
    } else {
        let times = ("times", times(rate).into());
        text.with("trial-bar", &[workers, words, times])
    };
    match look {
        Look::Best => text.with("trial-bar-best", &[("bar", bar.into())]),
        Look::Plain | Look::Busy | Look::Needless => bar,
    }
}

fn paint_bar(ui: &Ui, rect: Rect, share: f32, look: Look) {
    let colours = theme::palette(ui);
    let middle = rect.center().y;
    let track = Rect::from_min_max(
        pos2(rect.left() + COUNT_WIDTH, middle - BAR_HEIGHT / 2.0),
        pos2(
            rect.right() - RATE_WIDTH - TIMES_WIDTH,
            middle + BAR_HEIGHT / 2.0,
        ),
    );
    let rounding = CornerRadius::same(theme::rounding::CONTROL / 2);
    ui.painter().rect_filled(track, rounding, colours.raised);
    if share > 0.0 {
        let fill = match look {
            Look::Best => colours.accent,
            Look::Plain | Look::Busy | Look::Needless => {
                colours.accent.lerp_to_gamma(colours.panel, 0.45)
            }
        };
        let size = vec2((track.width() * share).max(2.0), BAR_HEIGHT);
        let bar = Rect::from_min_size(track.min, size);
        ui.painter().rect_filled(bar, rounding, fill);
    }
}

fn paint_words(ui: &Ui, rect: Rect, count: &str, words: Option<(String, String)>, look: Look) {
    let colours = theme::palette(ui);
    let font = FontId::proportional(type_size::BODY);
    let middle = rect.center().y;
    let ink = match look {
        Look::Best | Look::Busy => colours.accent,
        Look::Plain if words.is_some() => colours.text,
        Look::Plain | Look::Needless => colours.text_weak,
    };
    let write = |x, align, words: &str, colour| {
        let at = pos2(x, middle);
        ui.painter().text(at, align, words, font.clone(), colour);
    };
    write(rect.left(), Align2::LEFT_CENTER, count, ink);
    let Some((rate, times)) = words else { return };
    let right = rect.right() - space::XS;
    let figures = match look {
        Look::Best => colours.accent,
        Look::Plain | Look::Busy => colours.text,
        Look::Needless => colours.text_weak,
    };
    write(right - TIMES_WIDTH, Align2::RIGHT_CENTER, &rate, figures);
    write(right, Align2::RIGHT_CENTER, &times, figures);
}
