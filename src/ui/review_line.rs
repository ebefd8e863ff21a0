//! The review in the bar at the bottom: how far it is, the buttons that take a step back and do it again, and for a while
//! after each step a line that says what was done.
//!
//! The line stands in the bar rather than over the pictures, because in a review it changes with every key. Invariant:
//! nothing is drawn again on its account before it has to go.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use egui::accesskit::Live;
use egui::{Button, CornerRadius, Label, Rect, RichText, Sense, TextStyle, Ui, WidgetInfo, vec2};
use egui_material_icons::MaterialIcon;

use super::keys::{self, KeyAction, KeyMap};
use super::theme::{palette, space, type_size};
use super::widgets::elided_in_the_middle;
use super::{ListCommand, ReviewCommand, Text, UiCommand, format, icons};
use crate::session::{
    Decision, DecisionFilter, ReviewStep, ReviewedPart, RowFilter, ScanSession, ShownReview,
    StatusFilter, StepKind,
};

/// How long the line stays: a sentence is read in half of it.
const STAYS: Duration = Duration::from_secs(8);

/// Width of a file's name in the line, in points.
const NAME_WIDTH: f32 = 180.0;

/// Height of the bar below the progress, in points.
const METER_HEIGHT: f32 = 3.0;

/// Width from which the progress says how long the rest will take, in points.
const ROOM_FOR_TIME: f32 = 560.0;

/// A step in the form of which the line speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepNote {
    kind: StepKind,
    decision: Option<Decision>,
    /// Where it is about "This is its original": whether that was said, or taken back.
    says_original: Option<bool>,
    /// Whether all its images were not reviewed before.
    from_unreviewed: bool,
    asked_for: u64,
    copies: u64,
    /// Of its only image.
    name: Option<String>,
}

impl StepNote {
    /// What there is to say of a step.
    #[must_use]
    pub fn new(kind: StepKind, step: &ReviewStep, session: &ScanSession) -> Self {
        let mut asked_for = step.asked_for();
        let count = asked_for.len() as u64;
        let only = asked_for.next().filter(|_| count == 1);
        let name = only.and_then(|id| session.row(id)).map(|row| {
            let path = row.report.location.relative();
            super::row_hover::shown_name(path.file_name().unwrap_or(path.as_os_str()))
        });
        Self {
            kind,
            decision: step.decision(),
            says_original: step.says_original(),
            from_unreviewed: step.began_unreviewed(),
            asked_for: count,
            copies: step.copies() as u64,
            name,
        }
    }

    /// As a sentence; a file's name is no wider than there is room for it.
    fn words(&self, ui: &Ui, text: &Text) -> String {
        let name = self
            .name
            .as_ref()
            .map(|name| elided_in_the_middle(ui, name, &TextStyle::Small, NAME_WIDTH));
        let values = [
            ("count", self.asked_for.into()),
            ("shown", format::count(self.asked_for).into()),
            ("name", name.clone().unwrap_or_default().into()),
        ];
        let done = match (self.says_original, self.decision, name.is_some()) {
            // Said of one image at a time.
            (Some(true), ..) => "review-done-original",
            (Some(false), ..) => "review-done-original-taken-back",
            (None, Some(Decision::Confirmed), true) => "review-done-confirmed-one",
            (None, Some(Decision::Confirmed), false) => "review-done-confirmed",
            (None, Some(Decision::FalseAlarm), true) => "review-done-false-alarm-one",
            (None, Some(Decision::FalseAlarm), false) => "review-done-false-alarm",
            (None, None, true) => "review-done-cleared-one",
            (None, None, false) => "review-done-cleared",
        };
        match self.kind {
            StepKind::Done => text.with(done, &values),
            StepKind::Undone if self.from_unreviewed => text.with("review-undone-open", &values),
            StepKind::Undone => text.with("review-undone", &values),
            StepKind::Redone => {
                let what = text.with(done, &values);
                text.with("review-redone", &[("what", what.into())])
            }
        }
    }
}

/// What the line says at present. Kept by the app from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct ReviewLineState {
    said: Option<Said>,
}

#[derive(Clone, Debug)]
struct Said {
    step: Option<StepNote>,
    /// What is shown is reviewed.
    over: Option<ShownReview>,
    /// How many answers came after that.
    unused: u64,
    since: Instant,
}

impl ReviewLineState {
    /// Says what happened, in the place of what was said before. `over`: where what is shown is reviewed.
    pub fn say(&mut self, step: Option<StepNote>, over: Option<ShownReview>, now: Instant) {
        if step.is_some() || over.is_some() {
            self.said = Some(Said {
                step,
                over,
                unused: 0,
                since: now,
            });
        }
    }

    /// Says that so many answers were not used, because nothing was left to review.
    pub fn say_unused(&mut self, answers: u64, now: Instant) {
        let said = self.said.take();
        self.said = Some(Said {
            step: None,
            over: said.and_then(|said| said.over),
            unused: answers,
            since: now,
        });
    }

    /// Says nothing any more: another scan.
    pub fn clear(&mut self) {
        self.said = None;
    }

    /// Whether there is something to say still; the frame after that comes by itself.
    fn current(&mut self, ctx: &egui::Context, now: Instant) -> Option<&Said> {
        let gone = |said: &Said| now.saturating_duration_since(said.since);
        match self
            .said
            .as_ref()
            .and_then(|said| STAYS.checked_sub(gone(said)))
        {
            Some(left) if !left.is_zero() => ctx.request_repaint_after(left),
            _ => self.said = None,
        }
        self.said.as_ref()
    }
}

/// What these parts of the bar show.
#[derive(Clone, Copy, Debug)]
pub struct ReviewLineProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// The words.
    pub text: &'a Text,
    /// The keys in force.
    pub keys: &'a KeyMap,
    /// The time of this frame.
    pub now: Instant,
}

/// The buttons for a step back and forth; not there before the first step.
pub(super) fn undo_buttons_ui(
    ui: &mut Ui,
    props: ReviewLineProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let ReviewLineProps { session, text, .. } = props;
    let (undo, redo) = (session.next_undo(), session.next_redo());
    if undo.is_none() && redo.is_none() {
        return;
    }
    ui.spacing_mut().item_spacing.x = space::XS;
    for (step, sign, action, name, what, command) in [
        (
            undo,
            icons::UNDO,
            KeyAction::Undo,
            "review-undo",
            "review-undo-what",
            UiCommand::Review(ReviewCommand::Undo),
        ),
        (
            redo,
            icons::REDO,
            KeyAction::Redo,
            "review-redo",
            "review-redo-what",
            UiCommand::Review(ReviewCommand::Redo),
        ),
    ] {
        let name = text.get(name);
        let hint = step.map_or_else(
            || name.clone(),
            |step| {
                let done = StepNote::new(StepKind::Done, step, session).words(ui, text);
                text.with(what, &[("what", done.into())])
            },
        );
        let hint = keys::with_key(ui.ctx(), props.keys, &hint, action);
        if step_button_ui(ui, sign, step.is_some(), &name, &hint) {
            commands.push(command);
        }
    }
    ui.spacing_mut().item_spacing.x = space::S;
}

fn step_button_ui(
    ui: &mut Ui,
    sign: MaterialIcon,
    is_possible: bool,
    name: &str,
    hint: &str,
) -> bool {
    let button = Button::new(sign.rich_text().size(18.0))
        .frame_when_inactive(false)
        .min_size(vec2(30.0, 30.0));
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding.x = 6.0;
            ui.add_enabled(is_possible, button)
        })
        .inner;
    response.on_hover_text(hint).accessible_name(name).clicked()
}

/// How far the step is that goes on; else what was done last. Returns whether there was something to say.
pub(super) fn line_ui(
    ui: &mut Ui,
    state: &mut ReviewLineState,
    props: ReviewLineProps<'_>,
    commands: &mut Vec<UiCommand>,
) -> bool {
    let text = props.text;
    if let Some((done, all)) = props.session.deciding_progress() {
        let values = [
            ("done", format::count(done).into()),
            ("all", format::count(all).into()),
        ];
        ui.add(Label::new(text.with("review-deciding", &values)).truncate());
        return true;
    }
    let Some(said) = state.current(ui.ctx(), props.now) else {
        return false;
    };
    let step = said.step.as_ref().map(|step| step.words(ui, text));
    let copies = said.step.as_ref().map_or(0, |step| step.copies);
    let copies = (copies > 0).then(|| text.counted("review-copies", copies));
    let over = said.over.map(|over| match over.reviewed {
        ReviewedPart::All(count) => text.counted("review-all-shown", count),
        ReviewedPart::Flagged(count) => text.counted("review-flagged-shown", count),
    });
    let elsewhere = said.over.map_or(0, |over| over.flagged_elsewhere);
    let unused = (said.unused > 0).then(|| text.counted("review-answers-unused", said.unused));
    let can_undo = match &said.step {
        Some(step) => step.kind != StepKind::Undone,
        None => unused.is_some(),
    };
    let words: Vec<String> = [step, copies, over, unused].into_iter().flatten().collect();
    let label = ui.add(Label::new(words.join(" · ")).truncate());
    ui.ctx()
        .accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
    if elsewhere > 0 && ui.available_width() > 60.0 {
        super::status_bar::separator(ui);
        let left = text.counted("review-left-elsewhere", elsewhere);
        if ui.link(left).clicked() {
            commands.push(UiCommand::List(ListCommand::SetFilter(RowFilter {
                status: StatusFilter::Flagged,
                decision: DecisionFilter::Unreviewed,
                ..RowFilter::default()
            })));
        }
    }
    if can_undo && props.session.can_undo() && ui.available_width() > 60.0 {
        super::status_bar::separator(ui);
        let undo = text.get("review-undo");
        if ui.link(undo).clicked() {
            commands.push(UiCommand::Review(ReviewCommand::Undo));
        }
    }
    true
}

/// How many of the flagged images are reviewed, over a slim bar; and how long the rest will take, where that is known
/// and there is room for it. Nothing before the first decision.
pub(super) fn progress_ui(ui: &mut Ui, props: ReviewLineProps<'_>) {
    let ReviewLineProps { session, text, .. } = props;
    let totals = session.totals();
    let (done, all) = (totals.flagged_reviewed, totals.flagged());
    if done == 0 || all == 0 {
        return;
    }
    let counts = text.with(
        "review-progress",
        &[
            ("done", format::count(done).into()),
            ("all", format::count(all).into()),
        ],
    );
    let left = session.review_time_left().map(|left| time_left(text, left));
    let shown = match &left {
        Some(left) if ui.available_width() >= ROOM_FOR_TIME => format!("{counts}, {left}"),
        _ => counts.clone(),
    };
    let colours = palette(ui);
    let words = RichText::new(shown)
        .size(type_size::SMALL)
        .color(colours.text_weak);
    let mut label = ui.add(Label::new(words).extend().sense(Sense::hover()));
    let whole = left.map_or_else(|| counts.clone(), |left| format!("{counts}, {left}"));
    label = label.on_hover_text(whole);
    let bar = Rect::from_min_size(
        label.rect.left_bottom() + vec2(0.0, 2.0),
        vec2(label.rect.width(), METER_HEIGHT),
    );
    let share = done as f32 / all as f32;
    let radius = CornerRadius::same(2);
    ui.painter().rect_filled(bar, radius, colours.hovered);
    let filled = Rect::from_min_size(bar.min, vec2(bar.width() * share, METER_HEIGHT));
    ui.painter().rect_filled(filled, radius, colours.accent);
    let meter = ui.interact(bar, label.id.with("meter"), Sense::hover());
    meter.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &counts);
        info.value = Some(f64::from(share));
        info
    });
}

/// A length of time as a guess: nobody counts on its seconds.
fn time_left(text: &Text, left: Duration) -> String {
    let minutes = (left.as_secs() + 30) / 60;
    match minutes {
        0 => text.get("review-left-little"),
        1..=90 => text.counted("review-left-minutes", minutes),
        _ => text.counted("review-left-hours", (minutes + 30) / 60),
    }
}
