//! What every worker does, live, and beside it what the processor itself does: the view in which one sees that only
//! half of the cores work.
//!
//! Rows are drawn by hand and virtualised, so that 2 and 128 workers cost about the same.

mod chart;
mod core_grid;
mod worker_row;

#[cfg(test)]
mod tests;

use std::time::Instant;

use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Sense, TextStyle, Ui, vec2};

use self::core_grid::CoreGrid;
use super::theme::{self, space, type_size};
use super::{CoreLoads, Text, format, widgets};
use crate::session::{Rates, WorkerMeter};

/// Up to so many workers get a row that also names their image.
const ROOMY_WORKERS: usize = 8;

/// Rows that stay in sight however small the window is.
const LEAST_ROWS: f32 = 2.0;

/// Height of the title of the cores with the gaps around it, in logical points.
const CORES_TITLE_HEIGHT: f32 = 46.0;

/// What the workers are at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkKind {
    /// A scan, which tells how much was read, and the time for reading from that for decoding.
    Scan,
    /// A job over many images, which tells only how many are done and for how long workers were busy.
    Job,
}

/// What the panel shows.
#[derive(Debug)]
pub struct WorkersPanelProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// What they are at.
    pub work: WorkKind,
    /// A meter per worker ([`crate::session::ScanSession::workers`], [`crate::session::JobProgress::workers`]); empty before
    /// the first scan.
    pub workers: &'a [WorkerMeter],
    /// The processor's load.
    pub cores: &'a CoreLoads,
    /// The time of this frame.
    pub now: Instant,
}

/// Shows the panel.
pub fn workers_panel_ui(ui: &mut Ui, props: &WorkersPanelProps<'_>) {
    let text = props.text;
    let grid = CoreGrid::of(props.cores.len(), ui.available_height());
    let total = total_rates(props.workers, props.now);
    let figure = rates_words(text, props.work, total);
    title_row(ui, &text.get("workers-title"), &figure);
    if props.workers.is_empty() {
        widgets::caption(ui, text.get("workers-none"));
    } else {
        legend(ui, text, props.work);
        rows(ui, props, grid);
    }
    if let Some(average) = props.cores.average() {
        ui.add_space(space::S);
        let load = format::percent(average);
        title_row(ui, &text.get("workers-processor"), &load);
        core_grid::core_grid_ui(ui, text, props.cores, grid);
    }
}

/// The sum of what the rows show.
#[must_use]
pub fn total_rates(workers: &[WorkerMeter], now: Instant) -> Rates {
    workers
        .iter()
        .map(|meter| meter.rates(now))
        .fold(Rates::default(), |sum, rates| Rates {
            images_per_sec: sum.images_per_sec + rates.images_per_sec,
            bytes_per_sec: sum.bytes_per_sec + rates.bytes_per_sec,
        })
}

fn rates_words(text: &Text, work: WorkKind, rates: Rates) -> String {
    let images = format::rate(rates.images_per_sec);
    match work {
        WorkKind::Job => text.with("workers-job-rate", &[("images", images.into())]),
        WorkKind::Scan => {
            let bytes = format::byte_rate(rates.bytes_per_sec);
            let args = [("images", images.into()), ("bytes", bytes.into())];
            text.with("workers-rates", &args)
        }
    }
}

/// A title on the left, a figure on the right.
fn title_row(ui: &mut Ui, title: &str, figure: &str) {
    ui.spacing_mut().interact_size.y = 0.0;
    ui.horizontal(|ui| {
        widgets::section_title(ui, title);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let figure = RichText::new(figure).size(type_size::SMALL).strong();
            ui.add(Label::new(figure).truncate());
        });
    });
}

fn legend(ui: &mut Ui, text: &Text, work: WorkKind) {
    let waiting = ("workers-waiting", chart::waiting_colour(ui));
    let parts = match work {
        WorkKind::Scan => vec![
            ("workers-reading", chart::reading_colour(ui)),
            ("workers-decoding", chart::decoding_colour(ui)),
            waiting,
        ],
        WorkKind::Job => vec![("workers-working", chart::decoding_colour(ui)), waiting],
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, 0.0);
        for (key, colour) in parts {
            let height = ui.text_style_height(&TextStyle::Small);
            let (line, _) = ui.allocate_exact_size(vec2(8.0, height), Sense::hover());
            let swatch = Rect::from_center_size(line.center(), vec2(8.0, 8.0));
            ui.painter().rect_filled(swatch, 2.0, colour);
            let weak = theme::palette(ui).text_weak;
            let words = RichText::new(text.get(key))
                .size(type_size::SMALL)
                .color(weak);
            ui.add(Label::new(words).extend());
            ui.add_space(space::S);
        }
    });
}

fn rows(ui: &mut Ui, props: &WorkersPanelProps<'_>, grid: CoreGrid) {
    let height = if props.workers.len() <= ROOMY_WORKERS {
        worker_row::ROOMY_HEIGHT
    } else {
        worker_row::COMPACT_HEIGHT
    };
    let below = if props.cores.is_empty() {
        0.0
    } else {
        grid.height() + CORES_TITLE_HEIGHT
    };
    let room = (ui.available_height() - below).max(LEAST_ROWS * height);
    let peak = chart::peak(props.workers, props.now);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("workers")
            .max_height(room)
            .auto_shrink([false, true])
            .show_rows(ui, height, props.workers.len(), |ui, range| {
                for index in range {
                    if let Some(meter) = props.workers.get(index) {
                        worker_row::worker_row_ui(ui, props, index, meter, (height, peak));
                    }
                }
            });
    });
}
