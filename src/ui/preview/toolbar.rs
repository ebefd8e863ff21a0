//! The buttons below the picture: how large, and what is drawn over it.

use egui::{Button, Response, RichText, Ui, vec2};
use egui_material_icons::MaterialIcon;

use super::zoom::ZoomStep;
use super::{PreviewState, Subject};
use crate::ui::icons;
use crate::ui::theme::{palette, space, type_size};

/// Size of an icon in points.
const ICON: f32 = 18.0;

/// Draws the buttons.
pub(super) fn toolbar_ui(ui: &mut Ui, state: &mut PreviewState, subject: &Subject<'_>) {
    let text = subject.props.text;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (face, key, step) in [
            (icons::ZOOM_FIT.rich_text(), "preview-fit", ZoomStep::Fit),
            (RichText::new("1:1"), "preview-actual", ZoomStep::Actual),
            (
                icons::ZOOM_OUT.rich_text(),
                "preview-zoom-out",
                ZoomStep::Out,
            ),
            (icons::ZOOM_IN.rich_text(), "preview-zoom-in", ZoomStep::In),
        ] {
            if face_button(ui, face, &text.get(key)).clicked() {
                state.zoom(step);
                ui.ctx().request_repaint();
            }
        }
        let shown = state
            .magnification
            .map(|shown| format!("{:.0} %", shown * 100.0));
        let shown = RichText::new(shown.unwrap_or_default())
            .size(type_size::SMALL)
            .color(palette(ui).text_weak);
        ui.add_sized(
            vec2(48.0, ui.spacing().interact_size.y),
            egui::Label::new(shown),
        );
        let ring = text.get("preview-ring");
        toggle_ui(ui, icons::RING, &ring, &mut state.shows_ring);
        let mark = text.get("preview-pixel-mark");
        toggle_ui(ui, icons::PIXEL, &mark, &mut state.marks_pixel);
    });
}

/// A square button without a frame, whose name is shown under the pointer.
fn face_button(ui: &mut Ui, face: RichText, name: &str) -> Response {
    let side = ui.spacing().interact_size.y;
    let points = if face.text().is_ascii() {
        type_size::BODY
    } else {
        ICON
    };
    let button = Button::new(face.size(points))
        .frame_when_inactive(false)
        .min_size(vec2(side, side));
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = (side - ICON) / 2.0;
        ui.add(button)
    })
    .inner
    .on_hover_text(name)
    .accessible_name(name)
}

fn toggle_ui(ui: &mut Ui, icon: MaterialIcon, name: &str, is_on: &mut bool) {
    let side = ui.spacing().interact_size.y;
    let button = Button::new(icon.rich_text().size(ICON))
        .selected(*is_on)
        .min_size(vec2(side, side));
    let response = ui.add(button).on_hover_text(name).accessible_name(name);
    if response.clicked() {
        *is_on = !*is_on;
    }
}
