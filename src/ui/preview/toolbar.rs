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
        area_toggle_ui(ui, state, subject);
        let ring = text.get("preview-ring");
        if toggle_ui(ui, icons::RING, &ring, state.shows_ring).clicked() {
            state.shows_ring = !state.shows_ring;
        }
        let mark = text.get("preview-pixel-mark");
        if toggle_ui(ui, icons::PIXEL, &mark, state.marks_pixel).clicked() {
            state.marks_pixel = !state.marks_pixel;
        }
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
    square(ui, button).on_hover_text(name).accessible_name(name)
}

/// The switch of the black area; under the pointer it says what is drawn as what.
fn area_toggle_ui(ui: &mut Ui, state: &mut PreviewState, subject: &Subject<'_>) {
    let text = subject.props.text;
    let is_flagged = subject.row.status().is_flagged();
    let name = text.get("preview-area");
    let toggle = toggle_ui(ui, icons::AREA, &name, state.shows_area(is_flagged));
    let weak = palette(ui).text_weak;
    let toggle = toggle.on_hover_ui(|ui| {
        for key in [
            "preview-area-hatched",
            "preview-area-dashed",
            "preview-area-corners",
        ] {
            ui.label(RichText::new(text.get(key)).small().color(weak));
        }
    });
    if toggle.clicked() {
        state.toggle_area(is_flagged);
    }
}

fn toggle_ui(ui: &mut Ui, icon: MaterialIcon, name: &str, is_on: bool) -> Response {
    let side = ui.spacing().interact_size.y;
    let button = Button::new(icon.rich_text().size(ICON))
        .selected(is_on)
        .min_size(vec2(side, side));
    square(ui, button).on_hover_text(name).accessible_name(name)
}

/// As wide as it is high.
fn square(ui: &mut Ui, button: Button<'_>) -> Response {
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = (ui.spacing().interact_size.y - ICON) / 2.0;
        ui.add(button)
    })
    .inner
}
