//! One worker: its number, its last minute, its rates, how it spends its time, and the image it is on.

use std::time::Duration;

use egui::{Align2, FontId, Rect, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::chart;
use super::{WorkKind, WorkersPanelProps};
use crate::scan::ImageLocation;
use crate::session::{TimeShares, WorkerMeter, WorkerState};
use crate::ui::theme::{self, space, type_size};
use crate::ui::{Text, format, widgets};

/// Height of a row that names its image, in logical points.
pub(super) const ROOMY_HEIGHT: f32 = 54.0;

/// Height of a row that does not.
pub(super) const COMPACT_HEIGHT: f32 = 28.0;

/// Room for the number, and for each of the two rates.
const NUMBER_WIDTH: f32 = 24.0;
const RATE_WIDTH: f32 = 68.0;

/// What a worker's row says in words.
struct Words {
    rates: Vec<String>,
    shares: String,
    /// The image, or what is wrong.
    doing: String,
    is_in_trouble: bool,
}

pub(super) fn worker_row_ui(
    ui: &mut Ui,
    props: &WorkersPanelProps<'_>,
    index: usize,
    meter: &WorkerMeter,
    (height, peak): (f32, f32),
) {
    let text = props.text;
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let shares = shares(props, meter);
    let words = words(text, props, meter, shares);
    let number = format::count(index as u64 + 1);
    let name = text.with(
        "workers-row",
        &[
            ("number", number.as_str().into()),
            ("rates", words.rates.join(&text.get("workers-comma")).into()),
            ("shares", words.shares.as_str().into()),
            ("doing", words.doing.as_str().into()),
        ],
    );
    if ui.is_rect_visible(rect) {
        let series = meter.images_per_sec(props.now).map(|rate| rate / peak);
        paint(ui, rect, &number, &words, (series.into_iter(), shares));
    }
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    response.on_hover_ui(|ui| {
        ui.label(&words.doing);
        widgets::caption(ui, &words.shares);
    });
}

/// How the worker spends its time. A job's time is one, whether it reads or computes.
fn shares(props: &WorkersPanelProps<'_>, meter: &WorkerMeter) -> TimeShares {
    let shares = meter.time_shares(props.now);
    match props.work {
        WorkKind::Scan => shares,
        WorkKind::Job => TimeShares {
            reading: 0.0,
            decoding: shares.reading + shares.decoding,
            waiting: shares.waiting,
        },
    }
}

fn words(
    text: &Text,
    props: &WorkersPanelProps<'_>,
    meter: &WorkerMeter,
    shares: TimeShares,
) -> Words {
    let rates = meter.rates(props.now);
    let images = format::rate(rates.images_per_sec);
    let images = text.with("workers-images-rate", &[("rate", images.into())]);
    let waiting = ("waiting", format::percent(shares.waiting).into());
    let (rates, shares) = match props.work {
        WorkKind::Scan => {
            let args = [
                ("reading", format::percent(shares.reading).into()),
                ("decoding", format::percent(shares.decoding).into()),
                waiting,
            ];
            let bytes = format::byte_rate(rates.bytes_per_sec);
            (vec![images, bytes], text.with("workers-shares", &args))
        }
        WorkKind::Job => {
            let busy = format::percent(shares.decoding);
            let args = [("working", busy.into()), waiting];
            (vec![images], text.with("workers-job-shares", &args))
        }
    };
    let (doing, is_in_trouble) = doing(text, &meter.state);
    Words {
        rates,
        shares,
        doing,
        is_in_trouble,
    }
}

/// What the worker is on, and whether that is a reason to worry.
fn doing(text: &Text, state: &WorkerState) -> (String, bool) {
    let path = |location: &ImageLocation| location.relative().to_string_lossy().into_owned();
    match state {
        WorkerState::Waiting => (text.get("workers-idle"), false),
        WorkerState::Working {
            location,
            silent_for: None,
            ..
        } => (path(location), false),
        WorkerState::Working {
            location,
            silent_for: Some(silent_for),
            ..
        } => {
            let time = format::running_time(Duration::from_secs(silent_for.as_secs()));
            let args = [("time", time.into()), ("path", path(location).into())];
            (text.with("workers-silent", &args), true)
        }
        WorkerState::Abandoned { location } => match location {
            Some(location) => {
                let args = [("path", path(location).into())];
                (text.with("workers-abandoned-at", &args), true)
            }
            None => (text.get("workers-abandoned"), true),
        },
    }
}

fn paint(
    ui: &Ui,
    rect: Rect,
    number: &str,
    words: &Words,
    (series, shares): (impl ExactSizeIterator<Item = f32>, TimeShares),
) {
    let colours = theme::palette(ui);
    let ink = if words.is_in_trouble {
        colours.caution
    } else {
        colours.text_weak
    };
    let is_roomy = rect.height() >= ROOMY_HEIGHT;
    let chart_height = if is_roomy { 20.0 } else { 16.0 };
    let top = rect.top() + space::XS;
    let chart = Rect::from_min_max(
        pos2(rect.left() + NUMBER_WIDTH, top),
        pos2(
            rect.right() - RATE_WIDTH * words.rates.len() as f32,
            top + chart_height,
        ),
    );
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let small = FontId::proportional(type_size::SMALL);
    let middle = chart.center().y;
    let write = |at, align, words: &str, colour| {
        painter.text(at, align, words, small.clone(), colour);
    };
    write(pos2(rect.left(), middle), Align2::LEFT_CENTER, number, ink);
    chart::sparkline(
        &painter,
        chart,
        series,
        (colours.accent, colours.accent_weak),
    );
    for (at, rate) in words.rates.iter().rev().enumerate() {
        let at = pos2(rect.right() - RATE_WIDTH * at as f32, middle);
        write(at, Align2::RIGHT_CENTER, rate, colours.text);
    }
    let bar = Rect::from_min_max(
        pos2(chart.left(), chart.bottom() + 3.0),
        pos2(rect.right(), chart.bottom() + 6.0),
    );
    chart::shares_bar(ui, bar, shares);
    if is_roomy {
        let width = rect.right() - chart.left();
        let shown = if words.is_in_trouble {
            widgets::elided_at_the_end(ui, &words.doing, &TextStyle::Small, width)
        } else {
            widgets::elided_in_the_middle(ui, &words.doing, &TextStyle::Small, width)
        };
        let at = pos2(chart.left(), bar.bottom() + 3.0);
        write(at, Align2::LEFT_TOP, &shown, ink);
    }
}
