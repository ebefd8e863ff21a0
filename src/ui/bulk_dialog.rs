//! The question before many images are decided at once, or decisions change by it.

use egui::{RichText, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog};
use super::theme::palette;
use super::widgets::{caption, primary_button, quiet_button};
use super::{ReviewCommand, Text, UiCommand};
use crate::scan::ImageId;
use crate::session::Decision;

/// From so many images on it is asked; fewer are quickly undone.
pub const ASKED_FROM: usize = 100;

/// Width of the dialog in logical points.
const WIDTH: f32 = 460.0;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkQuestion {
    /// What they would be set to; `None`: not reviewed.
    pub decision: Option<Decision>,
    /// Which images: those that were shown when it was asked.
    pub images: Vec<ImageId>,
    /// How many of them are decided otherwise.
    pub otherwise: u64,
    /// How many of them are not reviewed.
    pub unreviewed: u64,
}

/// Shows the question.
pub fn bulk_dialog_ui(
    ui: &Ui,
    question: &BulkQuestion,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let count = question.images.len() as u64;
    let title = match question.decision {
        Some(Decision::Confirmed) => "review-ask-confirm",
        Some(Decision::FalseAlarm) => "review-ask-false-alarm",
        None => "review-ask-clear",
    };
    let cancel = text.get("review-ask-cancel");
    let head = DialogHead {
        id: "bulk decision",
        title: &text.counted(title, count),
        close: &cancel,
        width: WIDTH,
    };
    let has_rest = question.decision.is_some() && question.otherwise > 0;
    let (answer, end) = dialog(ui, head, |ui| {
        if has_rest {
            let words = text.counted("review-ask-otherwise", question.otherwise);
            ui.label(RichText::new(words).color(palette(ui).caution));
        }
        caption(ui, text.get("review-ask-undo"));
        buttons_row(ui, |ui| {
            let mut answer = None;
            let all = text.counted("review-ask-all", count);
            if has_rest && question.unreviewed > 0 {
                let rest = text.counted("review-ask-open-only", question.unreviewed);
                if primary_button(ui, None, &rest).clicked() {
                    answer = Some(BulkAnswer::Unreviewed);
                }
                if quiet_button(ui, None, &all).clicked() {
                    answer = Some(BulkAnswer::All);
                }
            } else if primary_button(ui, None, &all).clicked() {
                answer = Some(BulkAnswer::All);
            }
            if quiet_button(ui, None, &cancel).clicked() {
                answer = Some(BulkAnswer::None);
            }
            answer
        })
    });
    if let Some(answer) = answer {
        commands.push(UiCommand::Review(ReviewCommand::AnswerBulk(answer)));
    } else if end == DialogEnd::Closed {
        commands.push(UiCommand::Review(ReviewCommand::AnswerBulk(
            BulkAnswer::None,
        )));
    }
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkAnswer {
    /// All of them.
    All,
    /// Only those that are not reviewed.
    Unreviewed,
    /// None.
    None,
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    fn question(otherwise: u64) -> BulkQuestion {
        BulkQuestion {
            decision: Some(Decision::Confirmed),
            images: (0..1_203).map(ImageId).collect(),
            otherwise,
            unreviewed: 1_183,
        }
    }

    #[test]
    fn all_or_only_what_is_not_reviewed() {
        for (otherwise, name, answer) in [
            (0, "All 1,203", BulkAnswer::All),
            (20, "All 1,203", BulkAnswer::All),
            (20, "Only the 1,183 not reviewed", BulkAnswer::Unreviewed),
        ] {
            let words = Words::default();
            let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
                let text = words.of(Language::English);
                bulk_dialog_ui(ui, &question(otherwise), text, commands);
            });
            harness.get_by_label("Confirm 1,203 images?");
            let warning = "20 of them have another decision, which would change";
            assert_eq!(
                harness.query_by_label(warning).is_some(),
                otherwise > 0,
                "what would change is said"
            );
            harness.get_by_label(name).click();
            harness.run();
            assert_eq!(
                harness.state(),
                &[UiCommand::Review(ReviewCommand::AnswerBulk(answer))],
                "{name}"
            );
        }
    }

    #[test]
    fn it_fits_and_escape_decides_nothing() {
        for language in Language::ALL {
            let words = Words::default();
            let mut harness = window([600.0, 400.0], Vec::new(), move |ui, commands| {
                bulk_dialog_ui(ui, &question(20), words.of(language), commands);
            });
            assert_all_inside(&harness);
            harness.key_press(egui::Key::Escape);
            harness.run();
            let nothing = UiCommand::Review(ReviewCommand::AnswerBulk(BulkAnswer::None));
            assert_eq!(harness.state(), &[nothing], "{language:?}");
        }
    }
}
