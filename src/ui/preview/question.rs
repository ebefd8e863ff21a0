//! "This is its original": the question that only a person can answer, for one image at a time and with both pictures in
//! sight. Invariant: as long as either is not drawn, the button can't be pressed; no key is that answer.

use egui::{Align, Layout, Ui};

use super::repaired_pictures::RepairedView;
use super::screen_pictures::PictureView;
use super::{PreviewState, Subject};
use crate::session::OriginalPair;
use crate::ui::theme::space;
use crate::ui::widgets::{caption, icon, quiet_button};
use crate::ui::{ReviewCommand, UiCommand, icons, local_time, theme};

/// Whether an image and what may be its original were drawn, so that a person can compare them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BothShown {
    /// They do not lie side by side.
    #[default]
    NotBeside,
    /// One of them is not there yet.
    Loading,
    /// One of them can't be shown.
    Failed,
    /// On so dark a background nothing is to be seen of a black product.
    TooDark,
    /// Both were.
    Yes,
}

impl BothShown {
    /// Of what this frame draws.
    pub(super) fn of(subject: &Subject<'_>, state: &PreviewState) -> Self {
        let Some(repaired) = subject.repaired.filter(|_| subject.lies_beside(state)) else {
            return Self::NotBeside;
        };
        match (subject.view(), subject.repaired_view()) {
            (PictureView::Failed(_), _) | (_, Some(RepairedView::Failed(_))) => Self::Failed,
            (PictureView::Ready(_), Some(RepairedView::Ready(_)))
                if repaired.pictures.is_on_chosen(subject.key) =>
            {
                if repaired.pictures.background().shows_black() {
                    Self::Yes
                } else {
                    Self::TooDark
                }
            }
            _ => Self::Loading,
        }
    }

    /// What keeps a person from answering.
    fn hindrance(self) -> Option<&'static str> {
        Some(match self {
            Self::NotBeside => "repaired-question-not-beside",
            Self::Loading => "repaired-question-loading",
            Self::Failed => "repaired-question-failed",
            Self::TooDark => "repaired-question-too-dark",
            Self::Yes => return None,
        })
    }
}

/// Draws the question, or what was answered and the way back; nothing where the comparison has said something.
pub(super) fn question_ui(
    ui: &mut Ui,
    both: BothShown,
    subject: &Subject<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let pair = subject.row.original_in_question();
    let Some(pair) = pair.filter(|_| subject.row.can_be_answered() && subject.repaired.is_some())
    else {
        return;
    };
    ui.add_space(space::XS);
    if subject.row.answer().is_some() {
        answered_ui(ui, pair, subject, commands);
        return;
    }
    let text = subject.props.text;
    let hindrance = both.hindrance();
    let yes = ui.add_enabled_ui(hindrance.is_none(), |ui| {
        quiet_button(ui, None, &text.get("repaired-question-yes"))
    });
    // Below the button: what can be pressed after the answer lies elsewhere, so that a double click presses nothing else.
    caption(ui, text.get(hindrance.unwrap_or("repaired-question")));
    if yes.inner.clicked() {
        commands.push(answer(subject, pair, true));
    }
}

fn answered_ui(
    ui: &mut Ui,
    pair: OriginalPair,
    subject: &Subject<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = subject.props.text;
    let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if quiet_button(ui, None, &text.get("repaired-question-take-back")).clicked() {
            commands.push(answer(subject, pair, false));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            icon(ui, icons::OK, theme::palette(ui).accent);
            let said = caption(ui, text.get("repaired-question-answered"));
            if let Some(answer) = subject.row.answer() {
                said.on_hover_text(local_time::span(text, answer.at, answer.at));
            }
        });
    });
}

fn answer(subject: &Subject<'_>, pair: OriginalPair, is_it: bool) -> UiCommand {
    let image = subject.key.id;
    UiCommand::Review(ReviewCommand::AnswerOriginal { image, pair, is_it })
}
