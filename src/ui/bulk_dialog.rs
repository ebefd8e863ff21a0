//! The question before many images are decided at once, or decisions change by it.

use egui::accesskit::Live;
use egui::{Context, RichText, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog, steady};
use super::theme::palette;
use super::widgets::{caption, primary_button, quiet_button};
use super::{ReviewCommand, Text, UiCommand};
use crate::scan::ImageId;
use crate::session::Decision;

/// So many images are decided without a question, because they are all in sight and quickly undone.
pub const MOST_UNASKED: usize = 10;

/// Width of the dialog in logical points.
const WIDTH: f32 = 460.0;

/// What is to be done with many images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkWish {
    /// Decide about them; `None`: not reviewed any more.
    Decide(Option<Decision>),
    /// Confirm them, and put those among them to be repaired that are proven.
    ConfirmAndQueue,
}

impl BulkWish {
    /// What they would be set to.
    #[must_use]
    pub fn decision(self) -> Option<Decision> {
        match self {
            Self::Decide(decision) => decision,
            Self::ConfirmAndQueue => Some(Decision::Confirmed),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkQuestion {
    /// What would be done.
    pub wish: BulkWish,
    /// With which images: those that were meant when it was asked.
    pub images: Vec<ImageId>,
    /// How many of them are decided otherwise.
    pub otherwise: u64,
    /// How many of them are not reviewed.
    pub unreviewed: u64,
    /// How many keys were pressed before anybody can have seen the question.
    pub unused: u64,
    /// The first frame that showed it.
    first_frame: Option<u64>,
    was_seen: bool,
}

impl BulkQuestion {
    /// A question that was not shown yet.
    #[must_use]
    pub fn new(wish: BulkWish, images: Vec<ImageId>, otherwise: u64, unreviewed: u64) -> Self {
        Self {
            wish,
            images,
            otherwise,
            unreviewed,
            unused: 0,
            first_frame: None,
            was_seen: false,
        }
    }

    /// Whether a person can have seen it: what was pressed since can be an answer.
    #[must_use]
    pub fn was_seen(&self) -> bool {
        self.was_seen
    }

    /// It is being drawn. It was on the screen when a frame after the first one begins; what came in between was pressed
    /// before, and goes by with that frame.
    fn follow_frames(&mut self, ctx: &Context) {
        let frame = ctx.cumulative_frame_nr();
        let first = *self.first_frame.get_or_insert(frame);
        self.was_seen |= frame > first;
    }
}

/// Shows the question.
pub fn bulk_dialog_ui(
    ui: &Ui,
    question: &mut BulkQuestion,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let is_new = question.first_frame.is_none();
    question.follow_frames(ui.ctx());
    let count = question.images.len() as u64;
    let title = match question.wish.decision() {
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
    let (answer, end) = dialog(ui, head, |ui| {
        unused_ui(ui, question, text);
        if has_rest(question) {
            let words = text.counted("review-ask-otherwise", question.otherwise);
            ui.label(RichText::new(words).color(palette(ui).caution));
        }
        if question.wish == BulkWish::ConfirmAndQueue {
            caption(ui, text.get("review-ask-queue"));
        }
        caption(ui, text.get("review-ask-undo"));
        steady(ui, "answers", |ui| {
            buttons_row(ui, |ui| {
                let answer = answers_ui(ui, question, text);
                let cancel = quiet_button(ui, None, &cancel);
                if is_new {
                    cancel.request_focus();
                }
                answer.or_else(|| cancel.clicked().then_some(BulkAnswer::None))
            })
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

/// Whether it makes a difference which of them are meant.
fn has_rest(question: &BulkQuestion) -> bool {
    question.wish.decision().is_some() && question.otherwise > 0
}

/// That keys went by, for who typed on.
fn unused_ui(ui: &mut Ui, question: &BulkQuestion, text: &Text) {
    if question.unused == 0 {
        return;
    }
    let words = text.counted("review-ask-unused", question.unused);
    let label = ui.label(RichText::new(words).color(palette(ui).caution));
    ui.ctx()
        .accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
}

/// The buttons that say yes.
fn answers_ui(ui: &mut Ui, question: &BulkQuestion, text: &Text) -> Option<BulkAnswer> {
    let mut answer = None;
    let all = text.counted("review-ask-all", question.images.len() as u64);
    if has_rest(question) && question.unreviewed > 0 {
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
    answer
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
    use std::cell::Cell;
    use std::rc::Rc;

    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    fn question(otherwise: u64) -> BulkQuestion {
        let images = (0..1_203).map(ImageId).collect();
        let wish = BulkWish::Decide(Some(Decision::Confirmed));
        BulkQuestion::new(wish, images, otherwise, 1_183)
    }

    #[test]
    fn all_or_only_what_is_not_reviewed() {
        for (otherwise, name, answer) in [
            (0, "All 1,203", BulkAnswer::All),
            (20, "All 1,203", BulkAnswer::All),
            (20, "Only the 1,183 not reviewed", BulkAnswer::Unreviewed),
        ] {
            let words = Words::default();
            let mut question = question(otherwise);
            let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
                let text = words.of(Language::English);
                bulk_dialog_ui(ui, &mut question, text, commands);
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
            let mut question = question(20);
            question.unused = 3;
            let mut harness = window([600.0, 400.0], Vec::new(), move |ui, commands| {
                bulk_dialog_ui(ui, &mut question, words.of(language), commands);
            });
            assert_all_inside(&harness);
            harness.key_press(egui::Key::Escape);
            harness.run();
            let nothing = UiCommand::Review(ReviewCommand::AnswerBulk(BulkAnswer::None));
            assert_eq!(harness.state(), &[nothing], "{language:?}");
        }
    }

    #[test]
    fn the_keyboard_begins_on_cancel_and_letters_do_nothing() {
        let words = Words::default();
        let mut asked = question(0);
        let unused = Rc::new(Cell::new(0));
        let counted = Rc::clone(&unused);
        let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
            asked.unused = counted.get();
            bulk_dialog_ui(ui, &mut asked, words.of(Language::English), commands);
        });
        // That they were not used is said only now that the keyboard is there.
        unused.set(3);
        harness.run();
        harness.get_by_label("3 keys were not used");
        for key in [egui::Key::Y, egui::Key::N, egui::Key::A] {
            harness.key_press(key);
            harness.run();
            assert_eq!(harness.state(), &[], "{key:?} is no answer");
        }
        harness.key_press(egui::Key::Enter);
        harness.run();
        let nothing = UiCommand::Review(ReviewCommand::AnswerBulk(BulkAnswer::None));
        assert_eq!(harness.state(), &[nothing], "Enter is, for its button");
    }
}
