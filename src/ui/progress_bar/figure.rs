//! A number over what it counts: one thing to the eye, and one name to a screen reader.

use egui::{CursorIcon, FontId, Response, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::ui::theme::{self, type_size};
use crate::ui::widgets::Tone;

pub(super) struct Figure {
    value: String,
    caption: String,
    tone: Tone,
    is_link: bool,
}

impl Figure {
    pub(super) fn new(value: &str, caption: &str) -> Self {
        Self {
            value: value.to_owned(),
            caption: caption.to_owned(),
            tone: Tone::Neutral,
            is_link: false,
        }
    }

    pub(super) fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// A click on it does something.
    pub(super) fn link(mut self) -> Self {
        self.is_link = true;
        self
    }

    pub(super) fn show(self, ui: &mut Ui) -> Response {
        let colours = theme::palette(ui);
        let value_ink = match (self.tone, self.is_link) {
            (Tone::Neutral, true) => colours.accent,
            (Tone::Neutral, false) => colours.text,
            (tone, _) => tone.ink(ui),
        };
        let line = |words: &str, size: f32, ink| {
            ui.painter()
                .layout_no_wrap(words.to_owned(), FontId::proportional(size), ink)
        };
        let value = line(&self.value, type_size::HEADING, value_ink);
        let caption = line(&self.caption, type_size::SMALL, colours.text_weak);
        let size = vec2(
            value.size().x.max(caption.size().x),
            value.size().y + caption.size().y,
        );
        let sense = if self.is_link {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        let below = rect.min + vec2(0.0, value.size().y);
        let underline_width = value.size().x;
        ui.painter().galley(rect.min, value, value_ink);
        ui.painter().galley(below, caption, colours.text_weak);
        if self.is_link && (response.hovered() || response.has_focus()) {
            let range = rect.left()..=rect.left() + underline_width;
            ui.painter()
                .hline(range, below.y - 1.0, Stroke::new(1.0, value_ink));
        }
        let role = if self.is_link {
            egui::Role::Link
        } else {
            egui::Role::Label
        };
        let name = format!("{} {}", self.value, self.caption);
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), &name));
        if self.is_link {
            response.on_hover_cursor(CursorIcon::PointingHand)
        } else {
            response
        }
    }
}
