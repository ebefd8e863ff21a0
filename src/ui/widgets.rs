//! The small parts that every panel is made of, so that the same thing looks and sounds the same everywhere.
//!
//! Each has an accessible name without the icon's private letter. None knows a session, a catalogue or a command.

use std::sync::Arc;

use egui::{
    Align, Button, Color32, CornerRadius, Frame, Label, Layout, Margin, Response, RichText, Stroke,
    TextStyle, Ui, vec2,
};
use egui_material_icons::MaterialIcon;

use super::theme::{self, rounding, space, type_size};

/// Size of an icon beside a word, in logical points.
const ICON: f32 = 18.0;

/// Size of the icon of an empty page.
const LARGE_ICON: f32 = 44.0;

/// Width of lines that are easily read, in logical points.
const READING_WIDTH: f32 = 620.0;

/// What a badge's colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Just a fact.
    Neutral,
    /// What a person should look at.
    Caution,
    /// What is wrong.
    Danger,
}

impl Tone {
    /// Its colour for words and marks.
    #[must_use]
    pub fn ink(self, ui: &Ui) -> Color32 {
        let colours = theme::palette(ui);
        match self {
            Self::Neutral => colours.text_weak,
            Self::Caution => colours.caution,
            Self::Danger => colours.danger,
        }
    }

    /// Its colour behind words.
    #[must_use]
    pub fn ground(self, ui: &Ui) -> Color32 {
        let colours = theme::palette(ui);
        match self {
            Self::Neutral => colours.raised,
            Self::Caution => colours.caution_weak,
            Self::Danger => colours.danger_weak,
        }
    }
}

/// What to do next: at most one in sight.
pub fn primary_button(ui: &mut Ui, icon: Option<MaterialIcon>, label: &str) -> Response {
    ui.scope(|ui| {
        let colours = theme::palette(ui);
        let widgets = &mut ui.visuals_mut().widgets;
        let lifted = colours.accent.lerp_to_gamma(colours.text, 0.15);
        for (look, fill) in [
            (&mut widgets.noninteractive, colours.accent),
            (&mut widgets.inactive, colours.accent),
            (&mut widgets.hovered, lifted),
            (&mut widgets.active, lifted),
            (&mut widgets.open, lifted),
        ] {
            look.weak_bg_fill = fill;
            look.bg_stroke = Stroke::new(1.0, fill);
            look.fg_stroke.color = colours.on_accent;
        }
        // The keyboard's focus must be seen on the accent too.
        widgets.active.bg_stroke = Stroke::new(2.0, colours.text);
        button(ui, icon, label)
    })
    .inner
}

/// An ordinary button with a word, and an icon where it helps.
pub fn quiet_button(ui: &mut Ui, icon: Option<MaterialIcon>, label: &str) -> Response {
    button(ui, icon, label)
}

fn button(ui: &mut Ui, icon: Option<MaterialIcon>, label: &str) -> Response {
    let response = match icon {
        Some(icon) => ui.add(Button::new((icon.rich_text().size(ICON), label))),
        None => ui.add(Button::new(label)),
    };
    response.accessible_name(label)
}

/// A button that is only an icon; its name is shown under the pointer and read by screen readers.
pub fn icon_button(ui: &mut Ui, icon: MaterialIcon, name: &str) -> Response {
    let side = ui.spacing().interact_size.y;
    let button = Button::new(icon.rich_text().size(ICON)).min_size(vec2(side, side));
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = (side - ICON) / 2.0;
        ui.add(button)
    })
    .inner
    .on_hover_text(name)
    .accessible_name(name)
}

/// As [`icon_button`], without a frame until the pointer is there.
pub fn bare_icon_button(ui: &mut Ui, icon: MaterialIcon, name: &str) -> Response {
    ui.scope(|ui| {
        let look = &mut ui.visuals_mut().widgets.inactive;
        look.weak_bg_fill = Color32::TRANSPARENT;
        look.bg_stroke = Stroke::NONE;
        icon_button(ui, icon, name)
    })
    .inner
}

/// A choice among neighbours, with the count of what it stands for. Its name is "label, count".
pub fn chip(ui: &mut Ui, label: &str, count: Option<&str>, chosen: bool) -> Response {
    let colours = theme::palette(ui);
    let (ink, weak_ink) = if chosen {
        (colours.accent, colours.accent)
    } else {
        (colours.text, colours.text_weak)
    };
    let label_text = RichText::new(label).color(ink);
    let mut button = match count {
        Some(count) => Button::new((label_text, RichText::new(count).color(weak_ink))),
        None => Button::new(label_text),
    }
    .selected(chosen)
    .corner_radius(CornerRadius::same(u8::MAX));
    if chosen {
        button = button.stroke(Stroke::new(1.0, colours.accent));
    }
    let response = ui.add(button);
    match count {
        Some(count) => response.accessible_name(format!("{label}, {count}")),
        None => response.accessible_name(label),
    }
}

/// A small coloured word.
pub fn badge(ui: &mut Ui, tone: Tone, label: &str) -> Response {
    Frame::new()
        .fill(tone.ground(ui))
        .corner_radius(CornerRadius::same(rounding::CONTROL))
        .inner_margin(Margin::symmetric(6, 1))
        .show(ui, |ui| {
            let ink = tone.ink(ui);
            ui.add(Label::new(RichText::new(label).color(ink).size(type_size::SMALL)).extend())
        })
        .inner
}

/// An icon in the colour of what it says; decoration beside words, which screen readers leave out.
pub fn icon(ui: &mut Ui, icon: MaterialIcon, colour: Color32) {
    let galley = ui.painter().layout_no_wrap(
        icon.codepoint.to_owned(),
        egui::FontId::new(ICON, icon.font_family()),
        colour,
    );
    let height = ui.text_style_height(&TextStyle::Body).max(galley.size().y);
    let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x, height), egui::Sense::hover());
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, colour);
}

/// The title of a panel or of a part of one.
pub fn section_title(ui: &mut Ui, title: &str) -> Response {
    ui.add(Label::new(RichText::new(title).strong().size(type_size::BODY)).extend())
}

/// Words of less weight, in small type.
pub fn caption(ui: &mut Ui, words: impl Into<String>) -> Response {
    let colour = theme::palette(ui).text_weak;
    ui.add(
        Label::new(
            RichText::new(words.into())
                .color(colour)
                .size(type_size::SMALL),
        )
        .wrap(),
    )
}

/// A link in the size of a [`caption`].
pub fn small_link(ui: &mut Ui, words: &str) -> Response {
    let accent = theme::palette(ui).accent;
    let words = RichText::new(words).size(type_size::SMALL).color(accent);
    ui.add(egui::Link::new(words))
}

/// A sentence with an icon, on a ground of its colour, over the whole width.
pub fn banner(ui: &mut Ui, tone: Tone, icon_shown: MaterialIcon, sentence: &str) -> Response {
    Frame::new()
        .fill(tone.ground(ui))
        .corner_radius(CornerRadius::same(rounding::CONTROL))
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            ui.horizontal_wrapped(|ui| {
                icon(ui, icon_shown, tone.ink(ui));
                ui.label(sentence)
            })
            .inner
        })
        .inner
}

/// A page on which there is nothing yet: why, and what to do about it.
pub fn empty_state<R>(
    ui: &mut Ui,
    icon_shown: MaterialIcon,
    title: &str,
    detail: &str,
    actions: impl FnOnce(&mut Ui) -> R,
) -> R {
    let weak = theme::palette(ui).text_weak;
    let above = (ui.available_height() * 0.28).clamp(space::M, 220.0);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space(above);
        ui.add(Label::new(
            icon_shown.rich_text().size(LARGE_ICON).color(weak),
        ));
        ui.add_space(space::S);
        narrow_label(ui, RichText::new(title).heading());
        if !detail.is_empty() {
            narrow_label(ui, RichText::new(detail).color(weak));
        }
        ui.add_space(space::S);
        actions(ui)
    })
    .inner
}

/// Words of an otherwise empty page, wrapped to lines that are easily read.
pub fn narrow_label(ui: &mut Ui, words: RichText) -> Response {
    let width = ui.available_width().min(READING_WIDTH);
    let middle = Layout::top_down(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, 0.0), middle, |ui| {
        ui.add(Label::new(words).wrap())
    })
    .inner
}

/// A row in the middle of the room. Its width is only known once it was laid out, so it is laid out unseen first.
pub fn centered_row<R>(ui: &mut Ui, id: &'static str, row: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.scope_id().with(id);
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let height = ui.spacing().interact_size.y;
    let room = ui.available_width();
    let indent = known.map_or(0.0, |width| ((room - width) / 2.0).max(0.0));
    let shown = ui.allocate_ui_with_layout(
        vec2(room, height),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.add_space(indent);
            let left = ui.cursor().left();
            if known.is_none() {
                ui.set_invisible();
            }
            let result = row(ui);
            (result, ui.min_rect().right() - left)
        },
    );
    let (result, width) = shown.inner;
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard("a row found its width");
    }
    result
}

/// Shortens `words` in the middle until they fit, so that the end of a path, its file name, stays readable.
#[must_use]
pub fn elided_in_the_middle(ui: &Ui, words: &str, style: &TextStyle, width: f32) -> String {
    let font = style.resolve(ui.style());
    ui.fonts_mut(|fonts| {
        let mut widths = |c| fonts.glyph_width(&font, c);
        elide(words, width, &mut widths)
    })
}

/// How wide words are in one line, in points.
#[must_use]
pub fn text_width(ui: &Ui, words: &str, style: &TextStyle) -> f32 {
    let font = style.resolve(ui.style());
    ui.fonts_mut(|fonts| words.chars().map(|c| fonts.glyph_width(&font, c)).sum())
}

/// Shortens `words` at the end until they fit.
#[must_use]
pub fn elided_at_the_end(ui: &Ui, words: &str, style: &TextStyle, width: f32) -> String {
    let font = style.resolve(ui.style());
    ui.fonts_mut(|fonts| {
        let mut room = width - fonts.glyph_width(&font, '…');
        let mut kept = String::new();
        for c in words.chars() {
            room -= fonts.glyph_width(&font, c);
            if room < 0.0 {
                return kept + "…";
            }
            kept.push(c);
        }
        kept
    })
}

/// Two thirds of the room go to the end.
fn elide(words: &str, room: f32, width_of: &mut dyn FnMut(char) -> f32) -> String {
    let total: f32 = words.chars().map(&mut *width_of).sum();
    if total <= room {
        return words.to_owned();
    }
    let room = (room - width_of('…')).max(0.0);
    let mut take = |chars: &mut dyn Iterator<Item = char>, room: f32| {
        let mut used = 0.0;
        chars
            .take_while(|c| {
                used += width_of(*c);
                used <= room
            })
            .collect::<Vec<char>>()
    };
    let head: String = take(&mut words.chars(), room / 3.0).into_iter().collect();
    let mut tail = take(&mut words.chars().rev(), room * 2.0 / 3.0);
    tail.reverse();
    format!("{head}…{}", tail.into_iter().collect::<String>())
}

/// A style for a whole panel: its margins and its ground.
pub fn panel_frame(style: &Arc<egui::Style>) -> Frame {
    Frame::new()
        .fill(style.visuals.panel_fill)
        .inner_margin(Margin::symmetric(16, 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elided(words: &str, letters: f32) -> String {
        elide(words, letters, &mut |_| 1.0)
    }

    #[test]
    fn the_end_of_a_path_stays() {
        assert_eq!(elided("short.jpg", 20.0), "short.jpg");
        assert_eq!(
            elided("040063810000/front/mug_black.jpg", 16.0),
            "04006…_black.jpg",
            "a third of the beginning, two thirds of the end"
        );
        assert_eq!(elided("陶瓷杯子陶瓷杯子.jpg", 7.0), "陶瓷….jpg");
        assert_eq!(elided("abc", 0.0), "…", "no room at all");
    }
}
