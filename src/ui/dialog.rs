//! The frame that every dialog has: a title, a way out by Esc, by a click beside it and by a button, and a size that
//! fits the window.

use egui::{
    Align, CornerRadius, Frame, Id, Layout, Margin, Modal, Popup, PopupAnchor, RichText,
    ScrollArea, Sense, Stroke, Ui, UiBuilder, vec2,
};

use super::theme::{self, space};
use super::{icons, widgets};

/// Distance that stays between a dialog and the edges of the window, in logical points.
const WINDOW_MARGIN: f32 = 40.0;

/// What a dialog says of itself.
#[derive(Clone, Copy, Debug)]
pub struct DialogHead<'a> {
    /// Tells it from other dialogs.
    pub id: &'static str,
    /// Its title.
    pub title: &'a str,
    /// The name of the button that closes it.
    pub close: &'a str,
    /// Its width in logical points where the window is wide enough.
    pub width: f32,
}

/// Height of a scrolled part however small the window is, in logical points.
const LEAST_SCROLLED: f32 = 120.0;

/// What a scrolled part leaves free at its right, for the outline of what has the keyboard.
const SCROLL_EDGE: i8 = 4;

/// Shows a dialog. Returns what `contents` returned, and whether the dialog is to be closed.
pub fn dialog<R>(
    ui: &Ui,
    head: DialogHead<'_>,
    contents: impl FnOnce(&mut Ui) -> R,
) -> (R, DialogEnd) {
    let window = ui.ctx().content_rect().size() - vec2(WINDOW_MARGIN, WINDOW_MARGIN);
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique(head.id))
        .frame(frame)
        .backdrop_color(theme::BEHIND_DIALOGS);
    hush_below(ui);
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(head.width.min(window.x - 40.0));
        ui.set_max_height(window.y - 40.0);
        let closed = title_row(ui, head);
        ui.add_space(space::XS);
        (contents(ui), closed)
    });
    // It is centred by the size of the frame before: where that was another one, it stands aside until the next.
    let aside = shown.response.rect.center() - ui.ctx().content_rect().center();
    if aside.abs().max_elem() > 1.0 {
        ui.ctx().request_repaint();
    }
    let should_close = shown.should_close();
    let (result, closed) = shown.inner;
    let end = if should_close || closed.is_some() {
        DialogEnd::Closed
    } else {
        DialogEnd::StaysOpen
    };
    (result, end)
}

/// Closes the hints of what lies below a dialog: egui leaves a hint open as long as the mouse rests over its control, also
/// where a dialog came between.
fn hush_below(ui: &Ui) {
    let ctx = ui.ctx();
    // egui shows no hints in a layer that has a popup. One without a place counts, and is never drawn.
    let id = Id::unique("below a dialog");
    Popup::new(id, ctx.clone(), PopupAnchor::PointerFixed, ui.layer_id()).show(|_| ());
    if ctx.memory(|memory| memory.top_modal_layer().is_none()) {
        // The dialog has come up just now; the hint is gone from the next frame on.
        ctx.request_repaint();
    }
}

/// Whether a dialog is to be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogEnd {
    /// Esc, a click beside it, or its button.
    Closed,
    /// Not yet.
    StaysOpen,
}

/// `Some` when the button was clicked.
fn title_row(ui: &mut Ui, head: DialogHead<'_>) -> Option<()> {
    ui.horizontal(|ui| {
        ui.label(RichText::new(head.title).heading().strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let clicked = widgets::bare_icon_button(ui, icons::CLOSE, head.close).clicked();
            clicked.then_some(())
        })
        .inner
    })
    .inner
}

/// Draws the part of a dialog that scrolls where the window is small; `below` it, so much room stays for the rest.
pub fn scrolled(ui: &mut Ui, id: &'static str, below: f32, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_height() - below;
    // As much further out as it leaves free, so that its contents end where the dialog's do.
    let over = Margin {
        right: -SCROLL_EDGE,
        ..Margin::ZERO
    };
    Frame::new().outer_margin(over).show(ui, |ui| {
        ScrollArea::vertical()
            .id_salt(id)
            .max_height(room.max(LEAST_SCROLLED))
            .show(ui, |ui| {
                ui.set_max_width(ui.available_width() - f32::from(SCROLL_EDGE));
                contents(ui);
            });
    });
}

/// Draws controls that stay the same ones to egui whatever is said above them. It numbers controls in their order: where a
/// line comes or goes above, the keyboard would be lost, or go over to another button.
pub fn steady<R>(ui: &mut Ui, name: &'static str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.scope_id().with(name);
    ui.scope_builder(UiBuilder::new().scope_id(id), contents)
        .inner
}

/// The row of buttons at the end of a dialog, from the right: what to do next comes first.
pub fn buttons_row<R>(ui: &mut Ui, buttons: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(space::S);
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), buttons)
        .inner
}

/// Enter means the button at the end, unless a control of the dialog has the keyboard.
#[must_use]
pub fn is_entered(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused().is_none())
        && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

/// A choice with a line that explains it; the whole card can be clicked. Returns whether it was.
pub fn choice_card(ui: &mut Ui, chosen: bool, title: &str, detail: &str) -> bool {
    let colours = theme::palette(ui);
    let (fill, stroke) = if chosen {
        (colours.accent_weak, colours.accent)
    } else {
        (colours.panel, colours.outline)
    };
    let card = Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, stroke))
        .corner_radius(CornerRadius::same(theme::rounding::CONTROL))
        .inner_margin(Margin::symmetric(12, 6));
    let width = ui.available_width() - 26.0;
    let shown = card.show(ui, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 0.0;
        let radio = ui.radio(chosen, title);
        if !detail.is_empty() {
            ui.horizontal(|ui| {
                // Below the title, not below the button.
                ui.add_space(ui.spacing().icon_width + ui.spacing().icon_spacing - 2.0);
                widgets::caption(ui, detail);
            });
        }
        radio
    });
    // Without the keyboard's focus, which the radio button has.
    let id = shown.inner.id.with("card");
    let around = ui.interact(shown.response.rect, id, Sense::CLICK);
    shown.inner.clicked() || around.clicked()
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    #[test]
    fn what_lies_below_a_dialog_gives_no_hint_and_what_is_in_it_does() {
        let mut harness = Harness::builder().build_ui_state(
            |ui, is_open: &mut bool| {
                ui.button("Below").on_hover_text("hint below");
                if *is_open {
                    let head = DialogHead {
                        id: "dialog",
                        title: "Title",
                        close: "Close",
                        width: 300.0,
                    };
                    dialog(ui, head, |ui| {
                        ui.button("Inside").on_hover_text("hint inside")
                    });
                }
            },
            false,
        );
        theme::install(&harness.ctx);
        harness.get_by_label("Below").hover();
        harness.run_steps(10);
        assert!(harness.query_by_label("hint below").is_some(), "shown");
        *harness.state_mut() = true;
        harness.run();
        assert!(harness.query_by_label("hint below").is_none(), "covered");
        harness.get_by_label("Inside").hover();
        harness.run_steps(10);
        assert!(harness.query_by_label("hint inside").is_some(), "its own");
        *harness.state_mut() = false;
        harness.run();
        harness.get_by_label("Below").hover();
        harness.run_steps(10);
        assert!(harness.query_by_label("hint below").is_some(), "as before");
    }
}
