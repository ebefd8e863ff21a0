//! The picture itself: where it lies, what zooms and moves it, and what stands there while it is not there.
//!
//! It is named by what is drawn: a picture says itself of which image it is.

use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, CornerRadius, CursorIcon, FontId, Painter, PointerButton, Rect,
    Response, Sense, TextureFilter, TextureHandle, TextureOptions, TextureWrapMode, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::beside;
use super::black_area::{self, Place};
use super::overlay::Overlay;
use super::picture::ReadyPicture;
use super::picture_side::{MOST_SIDE_PX, side_for};
use super::question::BothShown;
use super::repaired_pictures::RepairedView;
use super::screen_pictures::PictureView;
use super::split::split_ui;
use super::zoom::{Stage, Zoom, ZoomStep};
use super::{PictureNeed, PreviewState, ShownPicture, ShownSide, SideOf, Subject};
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
    name_picture(ui, &response, subject, subject.side(preview));
    preview.magnification = None;
    preview.both = BothShown::of(subject, preview);
    let mut zoom = preview.zoom;
    let step = preview.step.take();
    let drawn = picture_in(ui, rect, preview, subject, |ui, stage| {
        zoom = zoom_ui(ui, zoom, step, stage, &response);
        zoom
    });
    if let Some(stage) = drawn {
        if subject.side(preview) == ShownSide::Compare && !subject.lies_beside(preview) {
            let seen = zoom.picture_rect(stage).intersect(rect);
            let name = subject.props.text.get("repaired-handle");
            let id = response.id.with("handle");
            preview.split = split_ui(ui, seen, preview.split, id, &name);
        }
        preview.zoom = zoom;
        preview.magnification = Some(zoom.magnification(stage));
    } else {
        preview.step = step;
    }
}

/// Tells screen readers what is drawn: the picture, by the image that it says it is of, or its thumbnail, or nothing
/// yet.
pub(in crate::ui) fn name_picture(
    ui: &Ui,
    response: &Response,
    subject: &Subject<'_>,
    side: ShownSide,
) {
    let text = subject.props.text;
    let is_enabled = ui.is_enabled();
    response.widget_info(|| {
        let (key, drawn) = match subject.view() {
            PictureView::Ready(picture) if side != ShownSide::Black => {
                let key = match (side, subject.side_of()) {
                    (ShownSide::Repaired, SideOf::Question) => "repaired-picture-original",
                    (ShownSide::Repaired, _) => "repaired-picture",
                    (_, SideOf::Question) => "repaired-picture-beside",
                    (ShownSide::Black | ShownSide::Compare, _) => "repaired-picture-both",
                };
                (key, picture.key())
            }
            PictureView::Ready(picture) => ("preview-picture", picture.key()),
            PictureView::Coarse(_) => ("preview-picture-coarse", subject.key),
            PictureView::Loading | PictureView::Failed(_) => ("preview-picture-none", subject.key),
        };
        let name = subject.file_name_of(drawn);
        let name = text.with(key, &[("name", name.into())]);
        WidgetInfo::labeled(egui::Role::Image, is_enabled, name)
    });
}

/// Draws an image's picture, or what there is instead, into a rectangle. `zoom` says how large, once the picture's size
/// is known. Returns where it stands; `None` where there is no picture.
pub(in crate::ui) fn picture_in(
    ui: &mut Ui,
    rect: Rect,
    preview: &mut PreviewState,
    subject: &Subject<'_>,
    zoom: impl FnOnce(&Ui, Stage) -> Zoom,
) -> Option<Stage> {
    let radius = CornerRadius::same(rounding::CONTROL);
    let backdrop = palette(ui).picture_backdrop;
    ui.painter().rect_filled(rect, radius, backdrop);
    let points_per_pixel = 1.0 / ui.ctx().pixels_per_point();
    let text = subject.props.text;
    let lies_beside = subject.lies_beside(preview);
    let [view, other] = if lies_beside {
        beside::names_ui(ui, rect, text);
        beside::places(rect)
    } else {
        [rect, rect]
    };
    preview.view_px = preview.view_px.max(view.size() / points_per_pixel);
    if let Some(reason) = wording::row_error(text, subject.row) {
        note(ui, rect, icons::BROKEN_IMAGE.codepoint, reason);
        return None;
    }
    let size_px = match subject.view() {
        PictureView::Loading => {
            let words = text.get("preview-loading");
            note(ui, rect, icons::IMAGE.codepoint, words);
            return None;
        }
        PictureView::Failed(error) => {
            let words = load_error(text, error);
            note(ui, rect, icons::BROKEN_IMAGE.codepoint, words);
            return None;
        }
        PictureView::Coarse(thumbnail) => full_size(subject, thumbnail),
        PictureView::Ready(picture) => picture.size_px(),
    };
    let stage = Stage {
        picture: size_px,
        view,
        points_per_pixel,
    };
    let zoom = zoom(ui, stage);
    if lies_beside {
        draw_ui(ui, preview, (stage, view), zoom, subject);
        let beside = Stage {
            view: other,
            ..stage
        };
        repaired_ui(ui, (beside, other), zoom, subject);
        return Some(stage);
    }
    let side = subject.side(preview);
    let (before, after) = sides(side, preview.split, zoom.picture_rect(stage), rect);
    if let Some(clip) = before {
        draw_ui(ui, preview, (stage, clip), zoom, subject);
    }
    if let Some(clip) = after {
        repaired_ui(ui, (stage, clip), zoom, subject);
    }
    Some(stage)
}

/// Which parts of the view show the file, and which its repair.
fn sides(side: ShownSide, split: f32, picture: Rect, view: Rect) -> (Option<Rect>, Option<Rect>) {
    match side {
        ShownSide::Black => (Some(view), None),
        ShownSide::Repaired => (None, Some(view)),
        ShownSide::Compare => {
            let seen = picture.intersect(view);
            let (left, right) = view.split_left_right_at_x(seen.left() + seen.width() * split);
            (Some(left), Some(right))
        }
    }
}

/// Draws the repaired picture where the file's lies, or says why it is not there.
fn repaired_ui(ui: &Ui, (stage, clip): (Stage, Rect), zoom: Zoom, subject: &Subject<'_>) {
    let text = subject.props.text;
    let rect = zoom.picture_rect(stage);
    match subject.repaired_view() {
        Some(RepairedView::Ready(picture)) => {
            let painter = ui.painter_at(clip);
            picture.draw(&painter, rect, rect.size() / stage.points_per_pixel);
        }
        Some(RepairedView::Failed(error)) => {
            let why = load_error(text, error);
            let words = match (subject.is_repaired(), error) {
                (false, LoadError::Changed) => text.get("repaired-original-changed"),
                (true, _) => text.with("repaired-file-failed", &[("why", why.into())]),
                (false, _) => text.with("repaired-failed", &[("why", why.into())]),
            };
            note(ui, clip, icons::BROKEN_IMAGE.codepoint, words);
        }
        Some(RepairedView::Loading) | None => {
            note(
                ui,
                clip,
                icons::IMAGE.codepoint,
                text.get("repaired-loading"),
            );
        }
    }
}

/// The size of the picture that a thumbnail stands in for, so that it lies where the picture will lie.
fn full_size(subject: &Subject<'_>, thumbnail: &TextureHandle) -> Vec2 {
    let small = thumbnail.size_vec2().max(Vec2::splat(1.0));
    let stored_px = subject.row.inspection().map_or(0.0, |inspection| {
        inspection.width_px.max(inspection.height_px) as f32
    });
    small * (stored_px / small.max_elem()).max(1.0)
}

fn load_error(text: &Text, error: &LoadError) -> String {
    match error {
        LoadError::Unreachable(error) => wording::reach_error(text, error),
        LoadError::Unreadable(error) => wording::inspect_error(text, error),
        LoadError::Changed => text.get("preview-changed"),
    }
}

/// What the wheel, a drag, a double click and the keys do.
pub(in crate::ui) fn zoom_ui(
    ui: &Ui,
    mut zoom: Zoom,
    step: Option<ZoomStep>,
    stage: Stage,
    response: &Response,
) -> Zoom {
    if let Some(step) = step {
        zoom = zoom.stepped(stage, step);
    }
    let in_view = |place| beside::in_first(stage, place);
    if let Some(pointer) = response.hover_pos().map(in_view) {
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = pinch * (wheel / WHEEL_PER_DOUBLING).exp2();
        if (factor - 1.0).abs() > 1e-4 {
            zoom = zoom.zoomed_at(stage, pointer, factor);
        }
    }
    if response.double_clicked_by(PointerButton::Primary)
        && let Some(pointer) = response.interact_pointer_pos().map(in_view)
    {
        zoom = zoom.toggled_at(stage, pointer);
    }
    if response.dragged() {
        zoom = zoom.dragged(stage, response.drag_delta());
    }
    if response.hovered() && matches!(zoom, Zoom::Part { .. }) {
        ui.set_cursor_icon(if response.dragged() {
            CursorIcon::Grabbing
        } else {
            CursorIcon::Grab
        });
    }
    zoom
}

fn draw_ui(
    ui: &Ui,
    preview: &mut PreviewState,
    (stage, clip): (Stage, Rect),
    zoom: Zoom,
    subject: &Subject<'_>,
) {
    let rect = zoom.picture_rect(stage);
    let painter = ui.painter_at(clip);
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
    if zoom != Zoom::Fit {
        let key = subject.key;
        let side_px = side_for(on_screen_px.max_elem());
        // A zoomed picture is zoomed further: all of it at once, rather than a reload with every step.
        let is_larger =
            on_screen_px.max_elem() > stage.view.size().max_elem() / stage.points_per_pixel;
        let side_px = if is_larger { MOST_SIDE_PX } else { side_px };
        preview.needs.push(PictureNeed { key, side_px });
    }
    match subject.view() {
        PictureView::Ready(picture) => {
            picture.draw(&painter, rect, on_screen_px);
            preview.shown.push(ShownPicture {
                key: picture.key(),
                is_sharp: picture.is_sharp_at(on_screen_px),
            });
            overlay_ui(ui, preview, (&painter, rect), stage, picture, subject);
        }
        PictureView::Coarse(thumbnail) => {
            let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(thumbnail.id(), rect, all, Color32::WHITE);
            preview.shown.push(ShownPicture {
                key: subject.key,
                is_sharp: false,
            });
        }
        PictureView::Loading | PictureView::Failed(_) => {}
    }
}

fn overlay_ui(
    ui: &Ui,
    preview: &mut PreviewState,
    (painter, rect): (&Painter, Rect),
    stage: Stage,
    picture: &ReadyPicture,
    subject: &Subject<'_>,
) {
    let Some(inspection) = subject.row.inspection() else {
        return;
    };
    let hatching = hatching(ui, preview);
    let over = Overlay {
        painter,
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
