//! "Check a sample": how many images to look at, and what each size can promise.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::Ui;

use super::dialog::{DialogEnd, DialogHead, buttons_row, choice_card, dialog, is_entered};
use super::theme::space;
use super::widgets::{caption, primary_button, quiet_button};
use super::{ListCommand, Text, UiCommand, format, wording};
use crate::session::{SPOT_CHECK_SIZES, SpotCheck, SpotKind, WrongRun};

/// Width of the window in logical points.
const WIDTH: f32 = 520.0;

/// What a sample is drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckSubject {
    /// Every clear image.
    Clear,
    /// A group of flagged images.
    Run(Arc<WrongRun>),
}

impl CheckSubject {
    /// What is wrong in it.
    #[must_use]
    pub fn kind(&self) -> SpotKind {
        match self {
            Self::Clear => SpotKind::Clear,
            Self::Run(_) => SpotKind::Flagged,
        }
    }
}

/// What the window shows.
#[derive(Debug)]
pub struct CheckWindowProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// What is checked.
    pub subject: &'a CheckSubject,
    /// Images that a sample is drawn from.
    pub population: u64,
    /// Samples of it that were drawn already, with how far each is.
    pub drawn: &'a [(Arc<SpotCheck>, u64)],
}

/// What is chosen in the window. Kept by the app from frame to frame.
#[derive(Clone, Debug)]
pub struct CheckWindowState {
    size: usize,
}

impl Default for CheckWindowState {
    /// The size that promises "at most 5 %".
    fn default() -> Self {
        Self { size: 60 }
    }
}

/// Shows the window, over everything else.
pub fn check_window_ui(
    ui: &Ui,
    state: &mut CheckWindowState,
    props: &CheckWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let head = DialogHead {
        id: "check window",
        title: &text.get("check-title"),
        close: &text.get("check-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        caption(ui, what(text, props));
        ui.add_space(space::S);
        if props.population == 0 {
            ui.label(text.get("check-nothing"));
            return;
        }
        drawn_ui(ui, props, commands);
        sizes_ui(ui, state, props);
        buttons_row(ui, |ui| {
            let draw = primary_button(ui, None, &text.get("check-draw")).clicked();
            if draw || is_entered(ui) {
                commands.push(UiCommand::List(ListCommand::StartCheck {
                    subject: props.subject.clone(),
                    size: state.size,
                }));
            }
            if quiet_button(ui, None, &text.get("check-cancel")).clicked() {
                commands.push(UiCommand::List(ListCommand::ShowCheck(None)));
            }
        });
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::List(ListCommand::ShowCheck(None)));
    }
}

fn what(text: &Text, props: &CheckWindowProps<'_>) -> String {
    match props.subject {
        CheckSubject::Clear => text.counted("check-what-clear", props.population),
        CheckSubject::Run(run) => {
            let time = wording::run_time(text, run);
            text.with(
                "check-what-run",
                &[
                    ("count", props.population.into()),
                    ("shown", format::count(props.population).into()),
                    ("time", time.into()),
                ],
            )
        }
    }
}

/// Samples that can be gone on with.
fn drawn_ui(ui: &mut Ui, props: &CheckWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    for (check, looked_at) in props.drawn {
        let size = check.images.len() as u64;
        let label = text.with(
            "check-go-on",
            &[
                ("size", format::count(size).into()),
                ("looked", format::count(*looked_at).into()),
            ],
        );
        if quiet_button(ui, None, &label).clicked() {
            commands.push(UiCommand::List(ListCommand::OpenCheck(Arc::clone(check))));
        }
    }
    if !props.drawn.is_empty() {
        ui.add_space(space::S);
    }
}

fn sizes_ui(ui: &mut Ui, state: &mut CheckWindowState, props: &CheckWindowProps<'_>) {
    let text = props.text;
    for size in SPOT_CHECK_SIZES {
        let images = (size as u64).min(props.population);
        let is_everything = images == props.population;
        let title = if is_everything {
            text.counted("check-size-all", images)
        } else {
            text.counted("check-size", images)
        };
        let share = SpotCheck::promise(props.population, images);
        let detail = if is_everything {
            text.get("check-promise-all")
        } else {
            let share = wording::at_most_percent(share);
            text.with("check-promise", &[("share", share.into())])
        };
        if choice_card(ui, state.size == size, &title, &detail) {
            state.size = size;
        }
        if is_everything {
            // Larger ones would be the same.
            state.size = state.size.min(size);
            break;
        }
    }
}
