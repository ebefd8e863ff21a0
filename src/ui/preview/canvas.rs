//! The picture itself: where it lies, what zooms and moves it, and what stands there while it is not there.

use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, CornerRadius, CursorIcon, FontId, Painter, PointerButton, Rect,
    Response, Sense, TextureFilter, TextureHandle, TextureOptions, TextureWrapMode, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::black_area::{self, Place};
use super::overlay::Overlay;
use super::picture::{PictureView, ReadyPicture};
use super::zoom::{Stage, Zoom};
use super::{PreviewState, Subject};
use crate::scan::LoadError;
use crate::ui::theme::{palette, rounding, space, type_size};
use crate::ui::{Text, icons, wording};

/// Side of a field of the checkerboard in points.
const CHECKER: f32 = 8.0;

/// Points of wheel travel that double or halve the picture.
const WHEEL_PER_DOUBLING: f32 = 160.0;

/// Draws the picture into a rectangle of this size.
pub(super) fn canvas_ui(
    ui: &mut Ui,
    size: Vec2,
    preview: &mut PreviewState,
    subject: &Subject<'_>,
) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| {
        let name = subject.file_name();
        let name = subject
            .props
            .text
            .with("preview-picture", &[("name", name.into())]);
        WidgetInfo::labeled(egui::Role::Image, true, name)
    });
    let colours = palette(ui);
    let radius = CornerRadius::same(rounding::CONTROL);
    ui.painter()
        .rect_filled(rect, radius, colours.picture_backdrop);
    preview.magnification = None;
    preview.needs_more = false;
    let text = subject.props.text;
    if let Some(reason) = wording::row_error(text, subject.row) {
        note(ui, rect, icons::BROKEN_IMAGE.codepoint, reason);
        return;
    }
    match subject.props.picture.view_of(subject.key) {
        PictureView::Loading => note(
            ui,
            rect,
            icons::IMAGE.codepoint,
            text.get("preview-loading"),
        ),
        PictureView::Failed(error) => {
            note(
                ui,
                rect,
                icons::BROKEN_IMAGE.codepoint,
                load_error(text, error),
            );
        }
        PictureView::Ready(picture) => {
            let stage = Stage {
                picture: picture.size_px(),
                view: rect,
                points_per_pixel: 1.0 / ui.ctx().pixels_per_point(),
            };
            move_ui(ui, preview, stage, &response);
            preview.magnification = Some(preview.zoom.magnification(stage));
            picture_ui(ui, preview, stage, picture, subject);
        }
    }
}

fn load_error(text: &Text, error: &LoadError) -> String {
    match error {
        LoadError::Unreachable(error) => wording::reach_error(text, error),
        LoadError::Unreadable(error) => wording::inspect_error(text, error),
    }
}

/// What the wheel, a drag, a double click and the keys do.
fn move_ui(ui: &Ui, preview: &mut PreviewState, stage: Stage, response: &Response) {
    if let Some(step) = preview.step.take() {
        preview.zoom = preview.zoom.stepped(stage, step);
    }
    if let Some(pointer) = response.hover_pos() {
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = pinch * (wheel / WHEEL_PER_DOUBLING).exp2();
        if (factor - 1.0).abs() > 1e-4 {
            preview.zoom = preview.zoom.zoomed_at(stage, pointer, factor);
        }
    }
    if response.double_clicked_by(PointerButton::Primary)
        && let Some(pointer) = response.interact_pointer_pos()
    {
        preview.zoom = preview.zoom.toggled_at(stage, pointer);
    }
    if response.dragged() {
        preview.zoom = preview.zoom.dragged(stage, response.drag_delta());
    }
    if response.hovered() && matches!(preview.zoom, Zoom::Part { .. }) {
        ui.set_cursor_icon(if response.dragged() {
            CursorIcon::Grabbing
        } else {
            CursorIcon::Grab
        });
    }
}

fn picture_ui(
    ui: &Ui,
    preview: &mut PreviewState,
    stage: Stage,
    picture: &ReadyPicture,
    subject: &Subject<'_>,
) {
    let rect = preview.zoom.picture_rect(stage);
    let painter = ui.painter_at(stage.view);
    let has_transparency = subject
        .row
        .inspection()
        .is_some_and(|inspection| inspection.transparency.is_some());
    if has_transparency {
        let checkers = checkers(ui, preview);
        let seen = rect.intersect(stage.view);
        let uv = Rect::from_min_size(pos2(0.0, 0.0), seen.size() / (2.0 * CHECKER));
        painter.image(checkers.id(), seen, uv, Color32::WHITE);
    }
    let on_screen_px = rect.size() / stage.points_per_pixel;
    preview.needs_more = picture.needs_more(on_screen_px);
    picture.draw(&painter, rect, on_screen_px);
    if let Some(inspection) = subject.row.inspection() {
        let hatching = hatching(ui, preview);
        let over = Overlay {
            painter: &painter,
            place: Place {
                rect,
                size_px: stage.picture,
            },
            picture,
            inspection,
            corner_level: subject.props.session.thresholds().corner_level,
            colours: palette(ui),
        };
        let is_flagged = subject.row.status().is_flagged();
        over.draw(preview, is_flagged, &hatching);
    }
}

/// The texture of the black area, made once.
fn hatching(ui: &Ui, preview: &mut PreviewState) -> TextureHandle {
    let made = || black_area::hatching(ui.ctx());
    preview.hatching.get_or_insert_with(made).clone()
}

/// Two by two fields, which the renderer repeats.
fn checkers(ui: &Ui, preview: &mut PreviewState) -> TextureHandle {
    let is_dark = ui.visuals().dark_mode;
    if let Some((made_for, texture)) = &preview.checkers
        && *made_for == is_dark
    {
        return texture.clone();
    }
    let colours = palette(ui);
    let (light, dark) = (colours.checker_light, colours.checker_dark);
    let fields = ColorImage::new([2, 2], vec![light, dark, dark, light]);
    let options = TextureOptions {
        magnification: TextureFilter::Nearest,
        minification: TextureFilter::Nearest,
        wrap_mode: TextureWrapMode::Repeat,
        mipmap_mode: None,
    };
    let texture = ui.ctx().load_texture("checkers", fields, options);
    preview.checkers = Some((is_dark, texture.clone()));
    texture
}

/// An icon and words in place of a picture.
fn note(ui: &Ui, rect: Rect, icon: &str, words: String) {
    let ink = palette(ui).text;
    let painter: Painter = ui.painter_at(rect);
    let icon_font = FontId::new(40.0, icons::IMAGE.font_family());
    let mut job = egui::text::LayoutJob::simple(
        words,
        FontId::proportional(type_size::BODY),
        ink,
        (rect.width() - 2.0 * space::L).max(0.0),
    );
    job.halign = egui::Align::Center;
    let galley: Arc<egui::Galley> = painter.layout_job(job);
    let above = vec2(0.0, galley.size().y / 2.0 + space::S);
    painter.text(
        rect.center() - above,
        Align2::CENTER_CENTER,
        icon,
        icon_font,
        ink,
    );
    painter.galley(rect.center() + vec2(0.0, space::L), galley, ink);
}
