//! One image among others: its name, its picture, the verdict, and what a person thinks of it.

use egui::{
    Button, CornerRadius, Label, Rect, RichText, Sense, Stroke, StrokeKind, TextStyle, Ui,
    UiBuilder, Vec2, vec2,
};

use super::linked_zoom::LinkedZoom;
use crate::scan::ImageId;
use crate::session::{Decision, ResultRow, SaveState};
use crate::ui::keys::{KeyAction, KeyMap, with_key};
use crate::ui::preview::canvas::{name_picture, picture_in, zoom_ui};
use crate::ui::preview::{PreviewProps, PreviewState, ShownSide, Subject, ZoomStep};
use crate::ui::status_look::StatusLook;
use crate::ui::theme::{palette, rounding, space};
use crate::ui::widgets::{elided_at_the_end, elided_in_the_middle, icon};
use crate::ui::{ListCommand, ReviewCommand, Text, UiCommand, wording};

/// Between a pane's edge and what is in it, in points.
const INSET: f32 = 6.0;

/// One of several images.
#[derive(Clone, Copy)]
pub(super) struct PaneProps<'a> {
    pub(super) preview: PreviewProps<'a>,
    pub(super) keys: &'a KeyMap,
    pub(super) id: ImageId,
    /// Its place on the page, from 1: the key that goes there.
    pub(super) number: usize,
    /// Whether decisions by key are about it.
    pub(super) has_focus: bool,
    pub(super) zoom: LinkedZoom,
    /// Of a key or button, for the pane with the focus.
    pub(super) step: Option<ZoomStep>,
}

/// Draws a pane; the zoom for all if it was changed here.
pub(super) fn pane_ui(
    ui: &mut Ui,
    rect: Rect,
    preview: &mut PreviewState,
    props: PaneProps<'_>,
    commands: &mut Vec<UiCommand>,
) -> Option<LinkedZoom> {
    let subject = Subject::of_image(props.preview, props.id)?;
    let row = props.preview.session.row(props.id)?;
    frame(ui, rect, props.has_focus);
    let inner = rect.shrink(INSET);
    let line = ui.spacing().interact_size.y;
    let (head, below) = inner.split_top_bottom_at_y(inner.top() + line);
    let (picture, foot) = below.split_top_bottom_at_y(below.bottom() - 2.0 * line - space::XS);
    part(ui, head, |ui| name_ui(ui, &subject, props.number));
    let picture = picture.shrink2(vec2(0.0, space::XS));
    let mut changed = None;
    part(ui, picture, |ui| {
        changed = picture_ui(ui, picture, preview, &subject, props, commands);
    });
    let (verdict, buttons) = foot.split_top_bottom_at_y(foot.top() + line);
    part(ui, verdict, |ui| verdict_ui(ui, row, props.preview.text));
    part(ui, buttons, |ui| {
        decision_ui(ui, row, &props, commands);
    });
    changed
}

/// Which pane keys act on is seen at its edge.
fn frame(ui: &Ui, rect: Rect, has_focus: bool) {
    let colours = palette(ui);
    let radius = CornerRadius::same(rounding::CONTROL);
    let edge = if has_focus {
        Stroke::new(2.0, colours.accent)
    } else {
        Stroke::new(1.0, colours.outline)
    };
    ui.painter()
        .rect(rect, radius, colours.panel, edge, StrokeKind::Inside);
}

/// A line or area of its own, which nothing leaves.
fn part(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let builder = UiBuilder::new().max_rect(rect).layout(layout);
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(rect);
        add(ui);
    });
}

fn name_ui(ui: &mut Ui, subject: &Subject<'_>, number: usize) {
    let weak = palette(ui).text_weak;
    ui.label(RichText::new(number.to_string()).color(weak));
    let name = subject.file_name();
    let fitted = elided_in_the_middle(ui, &name, &TextStyle::Body, ui.available_width());
    ui.add(Label::new(RichText::new(fitted).strong()).extend())
        .on_hover_text(name);
}

fn picture_ui(
    ui: &mut Ui,
    rect: Rect,
    preview: &mut PreviewState,
    subject: &Subject<'_>,
    props: PaneProps<'_>,
    commands: &mut Vec<UiCommand>,
) -> Option<LinkedZoom> {
    let response = ui.allocate_rect(rect, Sense::CLICK | Sense::DRAG);
    name_picture(ui, &response, subject, ShownSide::Black);
    if response.clicked() || response.drag_started() {
        commands.push(UiCommand::List(ListCommand::Select(props.id)));
    }
    let mut changed = None;
    picture_in(ui, rect, preview, subject, |ui, stage| {
        let before = props.zoom.on(stage);
        let after = zoom_ui(ui, before, props.step, stage, &response);
        if after != before {
            changed = Some(LinkedZoom::of(after, stage));
        }
        after
    });
    changed
}

/// The status and the first reason, in one line.
fn verdict_ui(ui: &mut Ui, row: &ResultRow, text: &Text) {
    let look = StatusLook::of(row.status(), palette(ui));
    icon(ui, look.icon, look.ink);
    let word = wording::status(text, row.status());
    ui.add(Label::new(RichText::new(word).color(look.ink)).extend());
    let reasons = wording::row_reasons(text, row);
    if let Some(reason) = reasons.first() {
        let words = RichText::new(reason).small().color(palette(ui).text_weak);
        ui.add(Label::new(words).truncate().show_tooltip_when_elided(false))
            .on_hover_text(reasons.join("\n"));
    }
}

/// What a person thinks of it, and the buttons to say so.
fn decision_ui(ui: &mut Ui, row: &ResultRow, props: &PaneProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.preview.text;
    ui.spacing_mut().item_spacing.x = space::XS;
    let id = row.report.id;
    let decided = row.review.decision();
    for (decision, name, action) in [
        (Decision::Confirmed, "compare-confirm", KeyAction::Confirm),
        (
            Decision::FalseAlarm,
            "compare-false-alarm",
            KeyAction::FalseAlarm,
        ),
    ] {
        let is_decided = decided == Some(decision);
        let name = text.get(name);
        let hint = with_key(ui.ctx(), props.keys, &name, action);
        let button = Button::new(name).selected(is_decided);
        if ui.add(button).on_hover_text(hint).clicked() {
            commands.push(UiCommand::List(ListCommand::Select(id)));
            commands.push(UiCommand::Review(ReviewCommand::Decide {
                images: vec![id],
                decision: (!is_decided).then_some(decision),
            }));
        }
    }
    let state = match row.review.save {
        SaveState::Saved | SaveState::SavedByPlace => return,
        SaveState::Saving(_) => text.get("compare-saving"),
        SaveState::Failed(_) => text.get("compare-not-saved"),
    };
    let room: Vec2 = ui.available_size();
    let fitted = elided_at_the_end(ui, &state, &TextStyle::Small, room.x);
    ui.label(RichText::new(fitted).small().color(palette(ui).text_weak));
}
