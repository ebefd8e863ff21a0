//! One cell of the gallery: the picture, the badge, the name and the product.

use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Rect, Response, Sense, Stroke, StrokeKind,
    TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::review_mark;
use crate::scan::{ImageId, ProductId};
use crate::session::{ResultRow, RowStatus, ScanSession};
use crate::ui::keys::KeyMap;
use crate::ui::list_focus::list_id;
use crate::ui::pictures::PictureSlot;
use crate::ui::row_actions::{click_commands, context_menu};
use crate::ui::row_hover::{row_hover_ui, shown_name};
use crate::ui::status_look::StatusLook;
use crate::ui::theme::{Palette, palette, rounding, space, type_size};
use crate::ui::widgets::elided_in_the_middle;
use crate::ui::{Text, UiCommand, icons, wording};

/// Around the picture and the caption.
pub(super) const PADDING: f32 = 6.0;

/// Height of the two lines below the picture, with what is around them.
pub(super) const CAPTION_HEIGHT: f32 = 2.0 * LINE_HEIGHT + PADDING;

const LINE_HEIGHT: f32 = 20.0;

/// Room for the badge's word, from which it is shown beside the icon.
const WORD_ROOM: f32 = 96.0;

/// What a cell shows.
pub(super) struct CellProps<'a> {
    pub result: &'a ResultRow,
    /// `None` where there can be no picture.
    pub picture: Option<PictureSlot>,
    pub session: &'a ScanSession,
    pub text: &'a Text,
    pub keys: &'a KeyMap,
    pub list_has_focus: bool,
}

impl CellProps<'_> {
    fn id(&self) -> ImageId {
        self.result.report.id
    }
}

/// Whether an image can have a picture at all.
pub(super) fn wants_picture(result: &ResultRow) -> bool {
    result.inspection().is_some()
}

/// Draws a cell and takes its clicks. The cell is no stop of the Tab key: the list as a whole is one.
pub(super) fn cell_ui(
    ui: &Ui,
    rect: Rect,
    props: &CellProps<'_>,
    commands: &mut Vec<UiCommand>,
) -> Response {
    let id = props.id();
    let response = ui.interact(rect, list_id().with(("cell", id.0)), Sense::CLICK);
    let selection = props.session.selection();
    let is_selected = selection.contains(id);
    let name = file_name(props.result);
    response.widget_info(|| {
        let status = wording::status(props.text, props.result.status());
        let notes = wording::row_notes(props.text, props.result);
        let review = wording::row_review(props.text, props.result);
        let label = [name.clone(), status]
            .into_iter()
            .chain(notes)
            .chain(review)
            .collect::<Vec<_>>()
            .join(", ");
        WidgetInfo::selected(egui::Role::ListBoxOption, true, is_selected, label)
    });
    click_commands(&response, id, commands);
    let words = (props.text, props.keys);
    context_menu(&response, id, props.session, words, commands);

    if ui.is_rect_visible(rect) {
        let colours = palette(ui);
        let painter = ui.painter();
        ground(ui, &response, is_selected);
        let picture_box = Rect::from_min_size(
            rect.min + vec2(PADDING, PADDING),
            vec2(rect.width() - 2.0 * PADDING, rect.width() - 2.0 * PADDING),
        );
        picture_ui(painter, picture_box, colours, props);
        if is_transparent(props.result) {
            transparency_mark(painter, picture_box, colours);
        }
        review_mark::review_mark(ui, picture_box, props.result, props.text);
        caption(ui, rect, picture_box.bottom(), props, &name);
        if selection.focus() == Some(id) {
            focus_ring(painter, rect, colours, props.list_has_focus);
        }
    }
    row_hover_ui(response, props.result, props.text)
}

fn file_name(result: &ResultRow) -> String {
    let path = result.report.location.relative();
    shown_name(path.file_name().unwrap_or(path.as_os_str()))
}

fn ground(ui: &Ui, response: &Response, is_selected: bool) {
    let (painter, colours, rect) = (ui.painter(), palette(ui), response.rect);
    let radius = CornerRadius::same(rounding::CARD);
    if is_selected {
        let outline = Stroke::new(2.0, colours.accent);
        painter.rect(
            rect,
            radius,
            colours.accent_weak,
            outline,
            StrokeKind::Inside,
        );
    } else if response.hovered() {
        painter.rect_filled(rect, radius, colours.hovered);
    }
}

/// The mark of the row that keys act from: strong while the list has the keyboard.
fn focus_ring(painter: &Painter, rect: Rect, colours: &Palette, list_has_focus: bool) {
    let (ring, colour) = if list_has_focus {
        (rect.expand(3.0), colours.accent)
    } else {
        (rect, colours.accent)
    };
    let radius = CornerRadius::same(rounding::CARD + 2);
    painter.rect_stroke(ring, radius, Stroke::new(1.5, colour), StrokeKind::Inside);
}

fn picture_ui(painter: &Painter, frame: Rect, colours: &Palette, props: &CellProps<'_>) {
    let radius = CornerRadius::same(rounding::CONTROL);
    painter.rect_filled(frame, radius, colours.picture_backdrop);
    match &props.picture {
        Some(PictureSlot::Ready(texture)) => {
            let size = texture.size_vec2();
            let scale = (frame.width() / size.x).min(frame.height() / size.y);
            let fitted = Rect::from_center_size(frame.center(), size * scale);
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), fitted, whole, Color32::WHITE);
        }
        Some(PictureSlot::Waiting) => {}
        Some(PictureSlot::Failed) => no_picture(painter, frame, colours, props.result, ""),
        None => {
            let reason = wording::row_error(props.text, props.result).unwrap_or_default();
            no_picture(painter, frame, colours, props.result, &reason);
        }
    }
}

fn is_transparent(result: &ResultRow) -> bool {
    result
        .inspection()
        .is_some_and(|inspection| inspection.transparency.is_some())
}

/// A drop in the picture's upper right corner; the hint of the cell says what it means.
fn transparency_mark(painter: &Painter, frame: Rect, colours: &Palette) {
    let inset = vec2(space::XS, space::XS);
    let side = 20.0;
    let at = frame.right_top() + vec2(-side - inset.x, inset.y);
    let ground = Rect::from_min_size(at, vec2(side, side));
    painter.rect_filled(ground, CornerRadius::same(rounding::CONTROL), colours.panel);
    painter.text(
        ground.center(),
        Align2::CENTER_CENTER,
        icons::TRANSPARENT.codepoint,
        FontId::new(15.0, icons::TRANSPARENT.font_family()),
        colours.text,
    );
}

/// An icon in place of the picture, and why.
fn no_picture(painter: &Painter, frame: Rect, colours: &Palette, result: &ResultRow, reason: &str) {
    let icon = if result.status() == RowStatus::Unreachable {
        icons::UNREACHABLE
    } else {
        icons::BROKEN_IMAGE
    };
    let side = (frame.width() * 0.24).clamp(24.0, 44.0);
    let font = FontId::proportional(type_size::SMALL);
    let mut job = egui::text::LayoutJob::simple(
        reason.to_owned(),
        font,
        colours.text,
        frame.width() - 2.0 * space::S,
    );
    job.halign = egui::Align::Center;
    job.wrap.max_rows = 3;
    let words = painter.layout_job(job);
    let words_height = if reason.is_empty() {
        0.0
    } else {
        words.size().y
    };
    let top = frame.center().y - side.midpoint(words_height);
    painter.text(
        pos2(frame.center().x, top),
        Align2::CENTER_TOP,
        icon.codepoint,
        FontId::new(side, icon.font_family()),
        colours.text,
    );
    painter.galley(
        pos2(frame.center().x, top + side + space::XS),
        words,
        colours.text,
    );
}

/// Two lines: the name; the badge and the product.
fn caption(ui: &Ui, cell: Rect, top: f32, props: &CellProps<'_>, name: &str) {
    let (painter, colours) = (ui.painter(), palette(ui));
    let (body, small) = (TextStyle::Body, TextStyle::Small);
    let left = cell.left() + PADDING + 2.0;
    let right = cell.right() - PADDING - 2.0;
    let first_line = top + PADDING / 2.0 + LINE_HEIGHT / 2.0;
    painter.text(
        pos2(left, first_line),
        Align2::LEFT_CENTER,
        elided_in_the_middle(ui, name, &body, right - left),
        body.resolve(ui.style()),
        colours.text,
    );
    let second_line = first_line + LINE_HEIGHT;
    let small_font = small.resolve(ui.style());
    let product = props
        .result
        .report
        .product
        .as_ref()
        .map_or("", ProductId::as_str);
    let product_width = painter
        .layout_no_wrap(product.to_owned(), small_font.clone(), colours.text_weak)
        .size()
        .x;
    let room = right - left - product_width - space::S;
    let badge_right = badge(painter, pos2(left, second_line), room, colours, props);
    let room = right - badge_right - space::S;
    painter.text(
        pos2(right, second_line),
        Align2::RIGHT_CENTER,
        elided_in_the_middle(ui, product, &small, room),
        small_font,
        colours.text_weak,
    );
}

/// The status as an icon, and as a word where there is room. Returns its right edge.
fn badge(
    painter: &Painter,
    left_centre: egui::Pos2,
    room: f32,
    colours: &Palette,
    props: &CellProps<'_>,
) -> f32 {
    let status = props.result.status();
    let look = StatusLook::of(status, colours);
    let small = FontId::proportional(type_size::SMALL);
    let word = painter.layout_no_wrap(wording::status(props.text, status), small, look.ink);
    let icon_font = FontId::new(15.0, look.icon.font_family());
    let icon = painter.layout_no_wrap(look.icon.codepoint.to_owned(), icon_font, look.ink);
    let inner = space::XS;
    let full = icon.size().x + word.size().x + 3.0 * inner + 2.0;
    let shows_word = room >= full && room >= WORD_ROOM;
    let width = if shows_word {
        full
    } else {
        icon.size().x + 2.0 * inner
    };
    let pill = Rect::from_center_size(
        left_centre + vec2(width / 2.0, 0.0),
        vec2(width, LINE_HEIGHT - 1.0),
    );
    painter.rect_filled(pill, CornerRadius::same(9), look.paper);
    let icon_at = pos2(pill.left() + inner, pill.center().y - icon.size().y / 2.0);
    let word_at = pos2(
        icon_at.x + icon.size().x + inner,
        pill.center().y - word.size().y / 2.0,
    );
    painter.galley(icon_at, icon, look.ink);
    if shows_word {
        painter.galley(word_at, word, look.ink);
    }
    pill.right()
}
