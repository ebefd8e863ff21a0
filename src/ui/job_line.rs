//! How far a job over many images is, in one line: proving, repairing, undoing. In the window that began it, and in a
//! strip of its own while that window is closed.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use egui::{Align, CornerRadius, Label, Layout, Rect, Sense, TextStyle, Ui, WidgetInfo, vec2};

use super::theme::{self, space};
use super::widgets::{self, elided_at_the_end};
use super::{RepairCommand, Text, UiCommand, format, icons};
use crate::session::{JobProgress, JobStage};

/// Thickness of the bar in logical points.
const BAR_HEIGHT: f32 = 6.0;

/// Width of the bar in the strip in logical points.
const STRIP_BAR: f32 = 160.0;

/// What is done with many images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Folders are looked through for originals; how many files there are is not known before the end.
    FindingOriginals,
    /// Originals are looked at, to find them by what they show.
    LookingAtOriginals,
    /// The originals that images look most like are found.
    SearchingByContent,
    /// Images are compared with their originals.
    Proving,
    /// Repaired files are written.
    Repairing,
    /// What a repair did is taken back.
    Undoing,
    /// A repair is about to begin: its journal and its folders are looked at.
    PreparingRepair,
    /// An undo is about to begin.
    PreparingUndo,
    /// A hand-over pack is written; what is counted are steps, of which an image takes several.
    Packing,
}

impl JobKind {
    /// Whether it is done by the workers, which can hold.
    fn can_pause(self) -> bool {
        match self {
            Self::LookingAtOriginals
            | Self::SearchingByContent
            | Self::Proving
            | Self::Repairing
            | Self::Undoing => true,
            Self::FindingOriginals
            | Self::Packing
            | Self::PreparingRepair
            | Self::PreparingUndo => false,
        }
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JobView {
    /// What is done.
    pub kind: JobKind,
    /// Where it stands.
    pub stage: JobStage,
    /// How many images (or files looked at) are done.
    pub done: u64,
    /// Of how many; `None` where that is not known yet.
    pub total: Option<u64>,
    /// How many are done in a second; `None` before that can be told.
    pub rate_per_sec: Option<f32>,
    /// How long the rest will take; `None` before that can be told.
    pub remaining: Option<Duration>,
}

impl JobView {
    /// How far a run of jobs is at this moment.
    #[must_use]
    pub fn of<K: Ord>(kind: JobKind, progress: &JobProgress<K>, now: Instant) -> Self {
        let rate_per_sec = progress.jobs_per_sec(now);
        Self {
            kind,
            stage: progress.stage(),
            done: progress.done(),
            total: Some(progress.total()),
            rate_per_sec: (rate_per_sec > 0.0).then_some(rate_per_sec),
            remaining: progress.remaining(now),
        }
    }

    /// The share that is done, 0 to 1.
    fn share(&self) -> Option<f32> {
        let total = self.total.filter(|total| *total > 0)?;
        Some((self.done as f32 / total as f32).min(1.0))
    }

    /// The window that began it.
    fn window(&self) -> UiCommand {
        match self.kind {
            JobKind::FindingOriginals
            | JobKind::LookingAtOriginals
            | JobKind::SearchingByContent
            | JobKind::Proving => UiCommand::Repair(RepairCommand::ShowOriginals(true)),
            JobKind::Repairing | JobKind::PreparingRepair => {
                UiCommand::Repair(RepairCommand::ShowRepair(true))
            }
            JobKind::Undoing | JobKind::PreparingUndo => {
                UiCommand::Repair(RepairCommand::ShowRepairs(true))
            }
            JobKind::Packing => UiCommand::Repair(RepairCommand::ShowPack(true)),
        }
    }

    /// What is done, and how much of it: "Proving 120 of 703".
    fn subject(&self, text: &Text) -> String {
        let key = match self.kind {
            JobKind::FindingOriginals => return text.counted("job-finding", self.done),
            JobKind::PreparingRepair => return text.get("job-preparing-repair"),
            JobKind::PreparingUndo => return text.get("job-preparing-undo"),
            JobKind::Packing => {
                let share = format::percent(self.share().unwrap_or(0.0));
                return text.with("job-packing", &[("share", share.into())]);
            }
            JobKind::LookingAtOriginals => "job-looking",
            JobKind::SearchingByContent => "job-searching",
            JobKind::Proving => "job-proving",
            JobKind::Repairing => "job-repairing",
            JobKind::Undoing => "job-undoing",
        };
        let total = self.total.map_or_else(|| "?".to_owned(), format::count);
        let done = format::count(self.done);
        text.with(key, &[("done", done.into()), ("total", total.into())])
    }

    /// How fast, and how long still; or that it is held.
    fn pace(&self, text: &Text) -> String {
        match self.stage {
            JobStage::Paused => return text.get("job-paused"),
            JobStage::Stopping | JobStage::Ended => return text.get("job-stopping"),
            JobStage::Running => {}
        }
        let rate = self.rate_per_sec.map(|rate| {
            let rate = format::rate(rate);
            text.with("job-rate", &[("rate", rate.into())])
        });
        let left = self.remaining.map(|left| {
            let left = format::running_time(left);
            text.with("job-left", &[("time", left.into())])
        });
        let parts: Vec<String> = [rate, left].into_iter().flatten().collect();
        parts.join(" · ")
    }

    /// The whole line: "Proving 120 of 703 · 31/s · 19 s left".
    #[must_use]
    pub fn words(&self, text: &Text) -> String {
        let (subject, pace) = (self.subject(text), self.pace(text));
        if pace.is_empty() {
            subject
        } else {
            format!("{subject} · {pace}")
        }
    }
}

/// Draws the job inside the window that began it: a bar over the whole width, and below it the line with the buttons.
pub(super) fn job_ui(ui: &mut Ui, job: &JobView, text: &Text, commands: &mut Vec<UiCommand>) {
    bar_ui(ui, job, text, ui.available_width());
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            buttons_ui(ui, job, text, commands);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(job.words(text)).truncate());
            });
        });
    });
}

/// Draws the strip for a job whose window is closed. Its words lead there.
pub fn job_strip_ui(ui: &mut Ui, job: &JobView, text: &Text, commands: &mut Vec<UiCommand>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            buttons_ui(ui, job, text, commands);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let bar = STRIP_BAR.min(ui.available_width() / 4.0);
                bar_ui(ui, job, text, bar);
                ui.add_space(space::XS);
                let subject = job.subject(text);
                let width = ui.available_width() - space::S;
                let subject = elided_at_the_end(ui, &subject, &TextStyle::Body, width);
                if ui.link(subject).clicked() {
                    commands.push(job.window());
                }
                let pace = job.pace(text);
                if !pace.is_empty() && ui.available_width() > 60.0 {
                    super::status_bar::separator(ui);
                    ui.add(Label::new(pace).truncate());
                }
            });
        });
    });
}

fn bar_ui(ui: &mut Ui, job: &JobView, text: &Text, width: f32) {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, BAR_HEIGHT), Sense::hover());
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, colours.hovered);
    let fill = match job.stage {
        JobStage::Running => colours.accent,
        JobStage::Paused => colours.caution,
        JobStage::Stopping | JobStage::Ended => colours.text_weak,
    };
    let share = job.share();
    if let Some(share) = share.filter(|share| *share > 0.0) {
        let done = Rect::from_min_size(rect.min, vec2(rect.width() * share, BAR_HEIGHT));
        ui.painter().rect_filled(done, radius, fill);
    }
    response.widget_info(|| {
        let name = text.get("job-bar");
        let mut info = WidgetInfo::labeled(egui::Role::ProgressIndicator, true, name);
        info.value = share.map(f64::from);
        info
    });
}

/// From the right: stop, and pause or resume, where it can.
fn buttons_ui(ui: &mut Ui, job: &JobView, text: &Text, commands: &mut Vec<UiCommand>) {
    if matches!(job.stage, JobStage::Stopping | JobStage::Ended) {
        return;
    }
    let (sign, word, name, command) = match job.stage {
        JobStage::Paused => (
            icons::START,
            "setup-resume",
            "job-resume-name",
            UiCommand::Repair(RepairCommand::ResumeJobs),
        ),
        JobStage::Running | JobStage::Stopping | JobStage::Ended => (
            icons::PAUSE,
            "setup-pause",
            "job-pause-name",
            UiCommand::Repair(RepairCommand::PauseJobs),
        ),
    };
    let stop = (
        icons::STOP,
        "setup-stop",
        "job-stop-name",
        UiCommand::Repair(RepairCommand::StopJobs),
    );
    let hold = job.kind.can_pause().then_some((sign, word, name, command));
    for (sign, word, name, command) in [Some(stop), hold].into_iter().flatten() {
        // The scan has buttons with the same words.
        let button = widgets::quiet_button(ui, Some(sign), &text.get(word));
        if button.accessible_name(text.get(name)).clicked() {
            commands.push(command);
        }
    }
}
