//! "Find the wrong run": flagged images in the groups in which they were written, with what can be done with a group.
//!
//! Only the groups in sight are built; each asks for a few pictures.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Color32, CornerRadius, Frame, Label, Margin, Rect, RichText, ScrollArea, Ui, vec2};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::pictures::{PictureSlot, PictureStore};
use super::theme::{palette, rounding, space, type_size};
use super::widgets::{caption, quiet_button};
use super::{CheckSubject, ListCommand, ReviewCommand, Text, UiCommand, format, icons, wording};
use crate::scan::ImageId;
use crate::session::{Decision, ScanSession, WrongRun};

/// Width of the window in logical points.
const WIDTH: f32 = 860.0;

/// Height of a group with the gap below it, in logical points.
const GROUP_HEIGHT: f32 = 138.0;

/// Pictures of a group, and the side of one in logical points.
const PICTURES: usize = 5;
const PICTURE_SIDE: f32 = 62.0;

/// What the window shows.
#[derive(Debug)]
pub struct RunsWindowProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// Its thumbnails.
    pub pictures: &'a mut PictureStore,
    /// The words.
    pub text: &'a Text,
}

/// Shows the window, over everything else.
pub fn runs_window_ui(ui: &Ui, props: &mut RunsWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let head = DialogHead {
        id: "runs window",
        title: &text.get("runs-title"),
        close: &text.get("runs-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        caption(ui, text.get("runs-what"));
        ui.add_space(space::S);
        list_ui(ui, props, commands);
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::List(ListCommand::ShowRuns(false)));
    }
}

fn list_ui(ui: &mut Ui, props: &mut RunsWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let (session, text) = (props.session, props.text);
    let runs = session.wrong_runs();
    let found = runs.found();
    if found.is_empty() {
        let key = if runs.is_working() {
            "runs-working"
        } else {
            "runs-none"
        };
        ui.label(text.get(key));
        return;
    }
    let images = runs.images();
    let summary = text.with(
        "runs-summary",
        &[
            ("images", format::count(images as u64).into()),
            ("count", (found.len() as u64).into()),
            ("shown", format::count(found.len() as u64).into()),
        ],
    );
    ui.label(summary);
    ui.add_space(space::XS);
    let room = ui.available_height().max(GROUP_HEIGHT);
    ScrollArea::vertical()
        .id_salt("runs list")
        .max_height(room)
        .auto_shrink([false, true])
        .show_rows(
            ui,
            GROUP_HEIGHT - ui.spacing().item_spacing.y,
            found.len(),
            |ui, range| {
                for run in found.get(range).unwrap_or_default() {
                    group_ui(ui, run, props, commands);
                }
            },
        );
}

fn group_ui(
    ui: &mut Ui,
    run: &Arc<WrongRun>,
    props: &mut RunsWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let colours = palette(ui);
    let gap = ui.spacing().item_spacing.y;
    let margin = Margin::symmetric(12, 8);
    let height = GROUP_HEIGHT - 2.0 * gap - margin.sum().y;
    Frame::new()
        .fill(colours.raised)
        .corner_radius(CornerRadius::same(rounding::CARD))
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_height(height);
            let strip = PICTURES as f32 * (PICTURE_SIDE + space::XS);
            let words = (ui.available_width() - strip - space::S).max(200.0);
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(words);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    words_ui(ui, run, props.text);
                });
                pictures_ui(ui, run, props);
            });
            ui.add_space(space::XS);
            ui.horizontal(|ui| actions_ui(ui, run, props, commands));
        });
    ui.add_space(gap);
}

fn words_ui(ui: &mut Ui, run: &WrongRun, text: &Text) {
    let weak = palette(ui).text_weak;
    let count = run.images.len() as u64;
    let title = text.with(
        "runs-group",
        &[
            ("count", count.into()),
            ("shown", format::count(count).into()),
            ("time", wording::run_time(text, run).into()),
        ],
    );
    ui.add(Label::new(RichText::new(title).strong()).truncate());
    let small = |words: String| RichText::new(words).size(type_size::SMALL).color(weak);
    let writing = wording::run_writing(text, run);
    ui.add(Label::new(small(writing.clone())).truncate())
        .on_hover_text(writing);
    if let Some(purity) = wording::run_purity(text, run) {
        ui.add(Label::new(small(purity)).truncate())
            .on_hover_text(text.get("runs-purity-hint"));
    }
    if run.reviewed > 0 {
        let reviewed = text.with(
            "runs-reviewed",
            &[
                ("reviewed", format::count(run.reviewed).into()),
                ("all", format::count(count).into()),
            ],
        );
        ui.add(Label::new(small(reviewed)).truncate());
    }
}

/// A few of its pictures, from its beginning to its end.
fn pictures_ui(ui: &mut Ui, run: &WrongRun, props: &mut RunsWindowProps<'_>) {
    ui.spacing_mut().item_spacing.x = space::XS;
    let images = run.images.images();
    for id in spread(images) {
        let (rect, _) =
            ui.allocate_exact_size(vec2(PICTURE_SIDE, PICTURE_SIDE), egui::Sense::hover());
        let radius = CornerRadius::same(rounding::CONTROL / 2);
        ui.painter()
            .rect_filled(rect, radius, palette(ui).picture_backdrop);
        if let PictureSlot::Ready(texture) = props.pictures.get(props.pictures.key(id)) {
            let size = texture.size_vec2();
            let scale = (rect.width() / size.x).min(rect.height() / size.y);
            let fitted = Rect::from_center_size(rect.center(), size * scale);
            let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
            ui.painter()
                .image(texture.id(), fitted, whole, Color32::WHITE);
        }
    }
}

/// The first, the last, and some between them at even distances.
fn spread(images: &[ImageId]) -> Vec<ImageId> {
    if images.len() <= PICTURES {
        return images.to_vec();
    }
    (0..PICTURES)
        .filter_map(|step| images.get(step * (images.len() - 1) / (PICTURES - 1)))
        .copied()
        .collect()
}

fn actions_ui(
    ui: &mut Ui,
    run: &Arc<WrongRun>,
    props: &RunsWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let count = run.images.len() as u64;
    if quiet_button(ui, Some(icons::IMAGE), &text.get("runs-look")).clicked() {
        commands.push(UiCommand::List(ListCommand::LookAtRun(Arc::clone(run))));
    }
    if quiet_button(ui, Some(icons::CHECK_SAMPLE), &text.get("runs-check")).clicked() {
        let subject = CheckSubject::Run(Arc::clone(run));
        commands.push(UiCommand::List(ListCommand::ShowCheck(Some(subject))));
    }
    let left = count.saturating_sub(run.reviewed);
    if left == 0 {
        caption(ui, text.get("runs-all-reviewed"));
        return;
    }
    // What was decided one by one stands.
    let key = if run.reviewed == 0 {
        "runs-confirm-all"
    } else {
        "runs-confirm-rest"
    };
    if quiet_button(ui, Some(icons::OK), &text.counted(key, left)).clicked() {
        commands.push(UiCommand::Review(ReviewCommand::Decide {
            images: props.session.unreviewed(run.images.images()).collect(),
            decision: Some(Decision::Confirmed),
        }));
    }
}
