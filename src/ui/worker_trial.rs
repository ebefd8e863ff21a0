//! The dialog that finds the best number of workers: what will happen, bars that grow while it happens, and one click
//! that takes the best.
//!
//! It measures nothing: the app runs the trial and hands its [`TrialState`] over.

mod chart;

#[cfg(test)]
mod tests;

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use egui::{Label, ScrollArea, TextStyle, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog, is_entered};
use super::theme::space;
use super::widgets::{self, Tone};
use super::wording::reach_error;
use super::{ScanCommand, Text, UiCommand, format, icons};
use crate::scan::{Sample, StepRate, TrialError};
use crate::session::{TrialStage, TrialState};

/// Width of the dialog in logical points.
const WIDTH: f32 = 600.0;

/// Height of three lines below the chart, in logical points.
const OUTCOME_HEIGHT: f32 = 60.0;

/// Room that stays below the chart for those lines and for the buttons.
const BELOW_CHART: f32 = OUTCOME_HEIGHT + 70.0;

/// What the dialog shows.
#[derive(Debug)]
pub struct WorkerTrialProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The folder that is measured.
    pub folder: &'a Path,
    /// How far it is.
    pub trial: &'a TrialState,
    /// Images at most that it inspects.
    pub most_images: u64,
    /// How long it takes at most, as a rule.
    pub usual_time: Duration,
    /// Whether the folder was scanned since the program was started.
    pub was_scanned: bool,
}

/// Shows the dialog, over everything else.
pub fn worker_trial_ui(ui: &Ui, props: &WorkerTrialProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let head = DialogHead {
        id: "worker trial",
        title: &text.get("trial-title"),
        close: &text.get("trial-close"),
        width: WIDTH,
    };
    let (wish, end) = dialog(ui, head, |ui| {
        folder_line(ui, props);
        ui.add_space(space::XS);
        let room = (ui.available_height() - BELOW_CHART).max(chart::ROW_HEIGHT);
        ScrollArea::vertical()
            .max_height(room)
            .show(ui, |ui| chart::chart_ui(ui, text, props.trial));
        ui.add_space(space::XS);
        ui.scope(|ui| {
            // As high as what it says at most, so that the dialog stays where it is.
            ui.set_min_height(OUTCOME_HEIGHT);
            outcome(ui, props);
        });
        buttons(ui, props)
    });
    match wish {
        Wish::Nothing => {}
        Wish::Start => commands.push(UiCommand::Scan(ScanCommand::StartWorkerTrial)),
        Wish::Take(workers) => {
            commands.push(UiCommand::Scan(ScanCommand::SetWorkers(Some(workers))));
            commands.push(UiCommand::Scan(ScanCommand::CloseWorkerTrial));
        }
        Wish::Close => commands.push(UiCommand::Scan(ScanCommand::CloseWorkerTrial)),
    }
    if end == DialogEnd::Closed && wish == Wish::Nothing {
        commands.push(UiCommand::Scan(ScanCommand::CloseWorkerTrial));
    }
}

/// What the buttons and Enter ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Nothing,
    Start,
    Take(NonZeroUsize),
    Close,
}

fn folder_line(ui: &mut Ui, props: &WorkerTrialProps<'_>) {
    let text = props.text;
    let path = props.folder.to_string_lossy();
    let shown = widgets::elided_in_the_middle(
        ui,
        &path,
        &TextStyle::Body,
        ui.available_width() - space::XL,
    );
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        widgets::icon(ui, icons::FOLDER, Tone::Neutral.ink(ui));
        ui.add(Label::new(shown).extend())
            .on_hover_text(path.as_ref())
            .accessible_name(text.with("trial-folder", &[("path", path.as_ref().into())]));
    });
}

/// What will happen.
fn announcement(ui: &mut Ui, props: &WorkerTrialProps<'_>) {
    let most = props.trial.counts.last().map_or(1, |count| count.get());
    let what = props.text.with(
        "trial-what",
        &[
            ("images", format::count(props.most_images).into()),
            ("most", format::count(most as u64).into()),
            ("time", format::duration(props.usual_time).into()),
        ],
    );
    ui.add(Label::new(what).wrap());
}

/// What it is doing, or what came of it.
fn outcome(ui: &mut Ui, props: &WorkerTrialProps<'_>) {
    let text = props.text;
    match &props.trial.stage {
        TrialStage::Ready => announcement(ui, props),
        TrialStage::Listing { found } => {
            widgets::caption(ui, text.counted("trial-listing", *found));
        }
        TrialStage::ReadingAhead => {
            widgets::caption(ui, text.get("trial-reading-ahead"));
        }
        TrialStage::Measuring { workers, round } => {
            let measuring = text.with(
                "trial-measuring",
                &[
                    ("count", workers.get().into()),
                    ("shown", format::count(workers.get() as u64).into()),
                    ("round", (*round).into()),
                ],
            );
            widgets::caption(ui, measuring);
        }
        TrialStage::Done { best } => result(ui, props, best),
        TrialStage::Failed(error) => {
            widgets::banner(ui, Tone::Danger, icons::ERROR, &sentence(text, error));
        }
    }
}

fn result(ui: &mut Ui, props: &WorkerTrialProps<'_>, best: &StepRate) {
    let text = props.text;
    let rate = chart::rate_words(text, best);
    let mut sentence = text.with(
        "trial-best",
        &[
            ("count", best.workers.get().into()),
            ("shown", format::count(best.workers.get() as u64).into()),
            ("rate", rate.into()),
            ("times", chart::times(best).into()),
        ],
    );
    if let Some(fastest) = props.trial.fastest()
        && fastest.workers != best.workers
    {
        let smaller = text.counted("trial-best-smaller", fastest.workers.get() as u64);
        sentence = format!("{sentence} {smaller}");
    } else if best.workers == NonZeroUsize::MIN {
        sentence = format!("{sentence} {}", text.get("trial-best-single"));
    }
    ui.add(Label::new(sentence).wrap());
    match props.trial.sample {
        Some(Sample::Untouched) if props.was_scanned => {
            let first = text.get("trial-sample-untouched");
            let but = text.get("trial-sample-scanned");
            widgets::caption(ui, format!("{first} {but}"));
        }
        Some(Sample::Untouched) => {
            widgets::caption(ui, text.get("trial-sample-untouched"));
        }
        Some(Sample::ReadBefore) => {
            widgets::caption(ui, text.get("trial-sample-read-before"));
        }
        None => {}
    }
}

fn buttons(ui: &mut Ui, props: &WorkerTrialProps<'_>) -> Wish {
    let text = props.text;
    let next = match &props.trial.stage {
        TrialStage::Ready => Some((Wish::Start, text.get("trial-start"))),
        TrialStage::Failed(_) => Some((Wish::Start, text.get("trial-again"))),
        TrialStage::Done { best } => {
            let label = text.counted("trial-use", best.workers.get() as u64);
            Some((Wish::Take(best.workers), label))
        }
        TrialStage::Listing { .. } | TrialStage::ReadingAhead | TrialStage::Measuring { .. } => {
            None
        }
    };
    let entered = is_entered(ui);
    buttons_row(ui, |ui| {
        let mut wish = Wish::Nothing;
        if let Some((asked, label)) = &next
            && (widgets::primary_button(ui, None, label).clicked() || entered)
        {
            wish = *asked;
        }
        let is_done = matches!(props.trial.stage, TrialStage::Done { .. });
        if is_done && widgets::quiet_button(ui, None, &text.get("trial-again")).clicked() {
            wish = Wish::Start;
        }
        if !is_done && widgets::quiet_button(ui, None, &text.get("trial-cancel")).clicked() {
            wish = Wish::Close;
        }
        wish
    })
}

/// Why there is no result.
fn sentence(text: &Text, error: &TrialError) -> String {
    match error {
        TrialError::NoImages => text.get("trial-error-no-images"),
        TrialError::FolderUnreadable { detail } => {
            text.with("trial-error-folder", &[("detail", detail.as_str().into())])
        }
        TrialError::ImagesUnreachable(error) => {
            let reason = reach_error(text, error);
            text.with("trial-error-images", &[("reason", reason.into())])
        }
        TrialError::NoAnswer => text.get("trial-error-no-answer"),
        TrialError::Failed { detail } => {
            text.with("trial-error-failed", &[("detail", detail.as_str().into())])
        }
    }
}
