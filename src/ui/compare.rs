//! Images side by side: those of one product, or some that were chosen. One of them has the focus (the session's own), and
//! keys decide about that one.
//!
//! Like the preview it loads nothing. All pictures are shown equally large, and moving one moves all.

mod linked_zoom;
mod pane;
mod panes;
#[cfg(test)]
mod tests;

use std::ops::Range;

use egui::{Align, Layout, RichText, TextStyle, Ui};

use self::linked_zoom::LinkedZoom;
use self::pane::{PaneProps, pane_ui};
pub use self::panes::MOST_PANES;
use super::keys::KeyMap;
use super::preview::{PreviewProps, PreviewState, ZoomStep};
use super::theme::{palette, space};
use super::widgets::{bare_icon_button, elided_at_the_end, quiet_button};
use super::{ReviewCommand, Text, UiCommand, format, icons};
use crate::scan::{ImageId, ProductId};
use crate::session::Beside;

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareSubject {
    /// All images of a product.
    Product(ProductId),
    /// Images that were selected.
    Chosen,
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct CompareProps<'a> {
    /// The scan, its pictures, the words.
    pub preview: PreviewProps<'a>,
    /// The keys in force.
    pub keys: &'a KeyMap,
    /// What is compared.
    pub subject: &'a CompareSubject,
    /// Every image of it.
    pub images: &'a [ImageId],
}

/// How the pictures are looked at. Kept by the app from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct CompareState {
    zoom: LinkedZoom,
    step: Option<ZoomStep>,
    /// The first image of the group that the zoom is about.
    zoomed: Option<ImageId>,
    columns: usize,
}

impl CompareState {
    /// Zooms in the next frame, for keys and buttons.
    pub fn zoom(&mut self, step: ZoomStep) {
        self.step = Some(step);
    }

    /// Panes side by side in the last frame.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns.max(1)
    }
}

/// The images of a group that are side by side while `focus` has the focus.
#[must_use]
pub fn images_in_sight(images: &[ImageId], focus: Option<ImageId>) -> &[ImageId] {
    images.get(places_in_sight(images, focus)).unwrap_or(&[])
}

fn places_in_sight(images: &[ImageId], focus: Option<ImageId>) -> Range<usize> {
    let place = images.iter().position(|id| Some(*id) == focus);
    panes::page(images.len(), place.unwrap_or(0))
}

/// Draws the page. Switches of the preview (the black area, the pixel) count here too.
#[must_use]
pub fn compare_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    preview: &mut PreviewState,
    props: CompareProps<'_>,
) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    // Another group begins with whole pictures.
    if state.zoomed != props.images.first().copied() {
        state.zoomed = props.images.first().copied();
        state.zoom = LinkedZoom::Fit;
        state.step = None;
    }
    let focus = props.preview.session.selection().focus();
    let in_sight = places_in_sight(props.images, focus);
    bar_ui(ui, state, props, &in_sight, &mut commands);
    ui.add_space(space::XS);
    let area = ui.available_rect_before_wrap();
    state.columns = panes::columns(in_sight.len(), area);
    let places = panes::places(in_sight.len(), state.columns, area);
    let step = state.step.take();
    let mut changed = None;
    for ((id, place), number) in props.images[in_sight].iter().zip(places).zip(1..) {
        let has_focus = focus == Some(*id);
        let pane = PaneProps {
            preview: props.preview,
            keys: props.keys,
            id: *id,
            number,
            has_focus,
            zoom: state.zoom,
            step: step.filter(|_| has_focus),
        };
        let zoomed = pane_ui(ui, place, preview, pane, &mut commands);
        changed = changed.or(zoomed);
    }
    if let Some(zoom) = changed {
        state.zoom = zoom;
        // The other panes were drawn before or beside it.
        ui.ctx().request_repaint();
    }
    ui.advance_cursor_after_rect(area);
    commands
}

/// The way back, the products before and after, what is compared, and how large.
fn bar_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    props: CompareProps<'_>,
    in_sight: &Range<usize>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.preview.text;
    ui.horizontal(|ui| {
        let back = text.get("compare-back");
        if quiet_button(ui, Some(icons::BACK), &back).clicked() {
            commands.push(UiCommand::Review(ReviewCommand::CloseCompare));
        }
        if let CompareSubject::Product(_) = props.subject {
            for (icon, key, beside) in [
                (icons::PREVIOUS, "compare-previous-product", Beside::Before),
                (icons::NEXT, "compare-next-product", Beside::After),
            ] {
                if bare_icon_button(ui, icon, &text.get(key)).clicked() {
                    commands.push(UiCommand::Review(ReviewCommand::CompareProduct(beside)));
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, key, step) in [
                (icons::ZOOM_IN, "preview-zoom-in", ZoomStep::In),
                (icons::ZOOM_OUT, "preview-zoom-out", ZoomStep::Out),
                (icons::ZOOM_FIT, "preview-fit", ZoomStep::Fit),
            ] {
                if bare_icon_button(ui, icon, &text.get(key)).clicked() {
                    state.zoom(step);
                    ui.ctx().request_repaint();
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                title_ui(ui, text, props, in_sight);
            });
        });
    });
}

fn title_ui(ui: &mut Ui, text: &Text, props: CompareProps<'_>, in_sight: &Range<usize>) {
    let title = match props.subject {
        CompareSubject::Product(product) => text.with(
            "compare-product",
            &[("product", product.as_str().to_owned().into())],
        ),
        CompareSubject::Chosen => text.get("compare-chosen"),
    };
    let fitted = elided_at_the_end(ui, &title, &TextStyle::Body, ui.available_width());
    ui.label(RichText::new(fitted).strong());
    let count = props.images.len();
    let detail = if count == 1 {
        text.get("compare-only-image")
    } else if count > MOST_PANES {
        let numbers = [in_sight.start + 1, in_sight.end, count];
        let [from, to, count] = numbers.map(|number| format::count(number as u64));
        let values = [
            ("from", from.into()),
            ("to", to.into()),
            ("images", count.into()),
        ];
        text.with("compare-part", &values)
    } else {
        return;
    };
    let fitted = elided_at_the_end(ui, &detail, &TextStyle::Body, ui.available_width());
    ui.label(RichText::new(fitted).color(palette(ui).text_weak));
}
