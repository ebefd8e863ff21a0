//! How far the scan is: a bar, the counts, the rates, the time; and at the end one sentence about everything.
//!
//! Time left is shown only when the walk has ended: before that, the total is not known.

mod figure;

#[cfg(test)]
mod tests;

use std::time::Instant;

use egui::{CornerRadius, Label, Rect, RichText, Sense, Ui, WidgetInfo, vec2};

use self::figure::Figure;
use super::summary::{SummaryPiece, summary};
use super::theme::{self, space};
use super::widgets::{self, Tone};
use super::{ListCommand, ScanCommand, Text, UiCommand, format, icons};
use crate::scan::PauseCause;
use crate::session::{
    ProgressFigures, RowFilter, RowStatus, ScanPhase, ScanSession, ScanTotals, StatusFilter,
};

/// Thickness of the bar in logical points.
const BAR_HEIGHT: f32 = 6.0;

/// What the panel shows.
#[derive(Debug)]
pub struct ProgressBarProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The scan.
    pub session: &'a ScanSession,
    /// The time of this frame.
    pub now: Instant,
}

/// Shows the panel.
pub fn progress_bar_ui(ui: &mut Ui, props: &ProgressBarProps<'_>, commands: &mut Vec<UiCommand>) {
    if let Some(pieces) = summary(props.text, props.session, props.now) {
        summary_ui(ui, props, &pieces, commands);
        return;
    }
    let figures = props.session.progress(props.now);
    bar(ui, props, &figures);
    figures_row(ui, props, &figures, commands);
    match props.session.phase() {
        ScanPhase::Paused(PauseCause::ManyUnreachable { in_a_row }) => {
            self_pause_ui(ui, props.text, *in_a_row as u64, commands);
        }
        ScanPhase::Stopping => {
            widgets::caption(ui, props.text.get("progress-stopping"));
        }
        ScanPhase::Running | ScanPhase::Paused(PauseCause::Asked) | ScanPhase::Ended(_) => {}
    }
}

fn bar(ui: &mut Ui, props: &ProgressBarProps<'_>, figures: &ProgressFigures) {
    let colours = theme::palette(ui);
    let size = vec2(ui.available_width(), BAR_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let rounding = CornerRadius::same(3);
    ui.painter().rect_filled(rect, rounding, colours.hovered);
    let fill = match props.session.phase() {
        ScanPhase::Running => colours.accent,
        ScanPhase::Paused(_) => colours.caution,
        ScanPhase::Stopping | ScanPhase::Ended(_) => colours.text_weak,
    };
    let fraction = figures.fraction.unwrap_or(0.0);
    if fraction > 0.0 {
        let done = Rect::from_min_size(rect.min, vec2(rect.width() * fraction, BAR_HEIGHT));
        ui.painter().rect_filled(done, rounding, fill);
    }
    let name = props.text.get("progress-bar");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::Role::ProgressIndicator, ui.is_enabled(), &name);
        info.value = figures.fraction.map(f64::from);
        info
    });
}

fn figures_row(
    ui: &mut Ui,
    props: &ProgressBarProps<'_>,
    figures: &ProgressFigures,
    commands: &mut Vec<UiCommand>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XL, space::XS);
        count_figures(ui, props, figures, commands);
        rate_figures(ui, props, figures);
        let text = props.text;
        let elapsed = format::running_time(figures.elapsed);
        Figure::new(&elapsed, &text.get("progress-elapsed")).show(ui);
        match figures.remaining {
            Some(left) => {
                Figure::new(&format::running_time(left), &text.get("progress-left")).show(ui);
            }
            None if props.session.discovery_ended() => {}
            None => {
                let weak = theme::palette(ui).text_weak;
                let words = text.counted("progress-still-looking", figures.found);
                ui.add(Label::new(RichText::new(words).color(weak)).extend());
            }
        }
    });
}

/// Of the run that goes on: what is known from before is not done again by it. Findings are of all images.
fn count_figures(
    ui: &mut Ui,
    props: &ProgressBarProps<'_>,
    figures: &ProgressFigures,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let totals = props.session.totals();
    Figure::new(&format::count(figures.done), &text.get("progress-done")).show(ui);
    if props.session.discovery_ended() {
        Figure::new(&format::count(figures.found), &text.get("progress-found")).show(ui);
    }
    let flagged = Figure::new(
        &format::count(totals.flagged()),
        &text.get("progress-flagged"),
    );
    link(ui, flagged, StatusFilter::Flagged, commands);
    for (key, status) in wrongs(totals) {
        let count = format::count(totals.of(status));
        let mut figure = Figure::new(&count, &text.get(key));
        if totals.of(status) > 0 {
            figure = figure.tone(Tone::Danger);
        }
        link(ui, figure, StatusFilter::Only(status), commands);
    }
}

/// How much was read; and, where files were not looked at to their end, that damage there was not looked for.
fn reading(props: &ProgressBarProps<'_>) -> impl Iterator<Item = String> {
    let (text, totals) = (props.text, props.session.totals());
    // A file that was tried twice counts twice in what was read.
    let read = if totals.read_bytes >= totals.done_bytes {
        let whole = format::bytes(totals.done_bytes);
        text.with("progress-read-all", &[("whole", whole.into())])
    } else {
        read_of(
            text,
            "progress-read-part",
            totals.read_bytes,
            totals.done_bytes,
        )
    };
    let unchecked = (!props.session.measures().look_at_whole_files()).then(|| {
        let option = text.get("setup-measures-complete");
        text.with("progress-ends-unchecked", &[("option", option.into())])
    });
    std::iter::once(read).chain(unchecked)
}

/// What went wrong; images that could not be reached are named only when there are any.
fn wrongs(totals: &ScanTotals) -> impl Iterator<Item = (&'static str, RowStatus)> {
    let unreachable =
        (totals.unreachable > 0).then_some(("progress-unreachable", RowStatus::Unreachable));
    std::iter::once(("progress-unreadable", RowStatus::Unreadable)).chain(unreachable)
}

fn link(ui: &mut Ui, figure: Figure, status: StatusFilter, commands: &mut Vec<UiCommand>) {
    if figure.link().show(ui).clicked() {
        commands.push(UiCommand::List(ListCommand::SetFilter(RowFilter {
            status,
            text: String::new(),
            ..RowFilter::default()
        })));
    }
}

fn rate_figures(ui: &mut Ui, props: &ProgressBarProps<'_>, figures: &ProgressFigures) {
    let text = props.text;
    let images_rate = |rate| text.with("progress-images-rate", &[("rate", String::into(rate))]);
    let average = |rate: Option<String>| match rate {
        Some(rate) => text.with("progress-average", &[("rate", rate.into())]),
        None => text.get("progress-now"),
    };
    let images = match props.session.phase() {
        ScanPhase::Paused(_) => text.get("progress-paused"),
        _ => images_rate(format::rate(figures.current.images_per_sec)),
    };
    let average_rates = figures.average;
    let images_average = average(average_rates.map(|it| format::rate(it.images_per_sec)));
    Figure::new(&images, &images_average).show(ui);
    let bytes = format::byte_rate(figures.current.bytes_per_sec);
    let bytes_average = average(average_rates.map(|it| format::byte_rate(it.bytes_per_sec)));
    Figure::new(&bytes, &bytes_average).show(ui);
    if figures.inspected_bytes > 0 {
        let (part, whole) = (figures.read_bytes, figures.inspected_bytes);
        let words = if part >= whole {
            format::bytes(whole)
        } else {
            read_of(text, "progress-part-of", part, whole)
        };
        Figure::new(&words, &text.get("progress-read")).show(ui);
    }
}

/// "0.9 of 9.8 GB", by the words of this key.
fn read_of(text: &Text, key: &'static str, read_bytes: u64, whole_bytes: u64) -> String {
    let part = format::bytes_part(read_bytes, whole_bytes);
    let whole = format::bytes(whole_bytes);
    text.with(key, &[("part", part.into()), ("whole", whole.into())])
}

fn self_pause_ui(ui: &mut Ui, text: &Text, in_a_row: u64, commands: &mut Vec<UiCommand>) {
    let sentence = text.counted("progress-self-paused", in_a_row);
    widgets::banner(ui, Tone::Caution, icons::CAUTION, &sentence);
    ui.horizontal(|ui| {
        if widgets::primary_button(ui, Some(icons::START), &text.get("progress-resume")).clicked() {
            commands.push(UiCommand::Scan(ScanCommand::Resume));
        }
        if widgets::quiet_button(ui, Some(icons::STOP), &text.get("progress-stop")).clicked() {
            commands.push(UiCommand::Scan(ScanCommand::Stop));
        }
    });
}

fn summary_ui(
    ui: &mut Ui,
    props: &ProgressBarProps<'_>,
    pieces: &[SummaryPiece],
    commands: &mut Vec<UiCommand>,
) {
    // Lines of words, not of controls.
    let control_height = std::mem::take(&mut ui.spacing_mut().interact_size.y);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, space::XS);
        for piece in pieces {
            match &piece.link {
                None => {
                    ui.label(&piece.words);
                }
                Some(command) => {
                    if ui.link(&piece.words).clicked() {
                        commands.push(command.clone());
                    }
                }
            }
        }
    });
    let text = props.text;
    let average = props.session.average_rates(props.now);
    let totals = props.session.totals();
    let can_retry = totals.unreachable > 0 || totals.skipped.silent_folders > 0;
    if can_retry {
        ui.spacing_mut().interact_size.y = control_height;
    }
    if totals.done > 0 || can_retry {
        ui.horizontal_wrapped(|ui| {
            // Of a scan that found files unchanged there is no rate to tell.
            let rates = average.map(|average| {
                let images = format::rate(average.images_per_sec);
                let bytes = format::byte_rate(average.bytes_per_sec);
                let args = [("images", images.into()), ("bytes", bytes.into())];
                text.with("progress-average-rates", &args)
            });
            let clauses = rates.into_iter().chain(reading(props));
            for (index, clause) in clauses.enumerate() {
                if index > 0 {
                    widgets::caption(ui, "·");
                }
                widgets::caption(ui, clause);
            }
            if can_retry
                && widgets::quiet_button(ui, Some(icons::RETRY), &text.get("progress-retry"))
                    .clicked()
            {
                commands.push(UiCommand::Scan(ScanCommand::RetryUnreachable));
            }
        });
    }
}
