//! The choice of how readily a background is called black: three settings side by side, the user's own numbers where
//! there are any, and the way to the numbers.
//!
//! It judges nothing itself: it asks for other thresholds, and the session judges every row by them.

#[cfg(test)]
mod tests;

use egui::{Align, Button, CornerRadius, Label, Layout, RichText, Stroke, StrokeKind, Ui, vec2};

use super::theme::{palette, rounding, space};
use super::widgets::icon_button;
use super::{ListCommand, Text, UiCommand, icons};
use crate::inspect::{Sensitivity, Thresholds};

/// Left and right of a setting's word, in logical points.
const PADDING: f32 = 10.0;

/// What the control shows.
#[derive(Clone, Copy, Debug)]
pub struct SensitivityBarProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// What rows are judged by now.
    pub thresholds: &'a Thresholds,
}

/// One of the choices; the last is there only while it is the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Setting(Sensitivity),
    Custom,
}

impl Choice {
    fn all(chosen: Self) -> impl Iterator<Item = Self> {
        let settings = Sensitivity::ALL.into_iter().map(Self::Setting);
        settings.chain((chosen == Self::Custom).then_some(Self::Custom))
    }

    fn in_force(thresholds: &Thresholds) -> Self {
        Sensitivity::of(thresholds).map_or(Self::Custom, Self::Setting)
    }

    /// Its word, its name for those who do not see what stands before it, and what it does.
    fn words(self, text: &Text) -> [String; 3] {
        let keys = match self {
            Self::Setting(Sensitivity::Strict) => [
                "sensitivity-strict",
                "sensitivity-strict-name",
                "sensitivity-strict-hint",
            ],
            Self::Setting(Sensitivity::Normal) => [
                "sensitivity-normal",
                "sensitivity-normal-name",
                "sensitivity-normal-hint",
            ],
            Self::Setting(Sensitivity::Eager) => [
                "sensitivity-eager",
                "sensitivity-eager-name",
                "sensitivity-eager-hint",
            ],
            Self::Custom => [
                "sensitivity-custom",
                "sensitivity-custom-name",
                "sensitivity-custom-hint",
            ],
        };
        keys.map(|key| text.get(key))
    }
}

/// The width that the control takes, in logical points.
#[must_use]
pub fn sensitivity_bar_width(ui: &Ui, props: SensitivityBarProps<'_>) -> f32 {
    let chosen = Choice::in_force(props.thresholds);
    let settings: f32 = Choice::all(chosen)
        .map(|choice| {
            let [word, ..] = choice.words(props.text);
            words_width(ui, word) + 2.0 * PADDING
        })
        .sum();
    title_width(ui, props) + settings + ui.spacing().interact_size.y + 2.0 * space::S + 1.0
}

fn title_width(ui: &Ui, props: SensitivityBarProps<'_>) -> f32 {
    words_width(ui, props.text.get("sensitivity-title"))
}

fn words_width(ui: &Ui, words: String) -> f32 {
    let font = egui::TextStyle::Button.resolve(ui.style());
    let colour = palette(ui).text;
    let galley = ui.painter().layout_no_wrap(words, font, colour);
    galley.size().x.ceil()
}

/// Shows the control, from left to right, at most as wide as [`sensitivity_bar_width`] says.
pub fn sensitivity_bar_ui(
    ui: &mut Ui,
    props: SensitivityBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let size = vec2(
        sensitivity_bar_width(ui, props),
        ui.spacing().interact_size.y,
    );
    let row = Layout::left_to_right(Align::Center);
    // Apart from what stands before it in the same row; at the beginning of a row there is nothing to be apart from.
    let room = ui.available_size_before_wrap().x;
    let is_first = room >= ui.max_rect().width() - 1.0;
    let mut size = size;
    let untitled = size.x - title_width(ui, props) - space::S;
    // Without its title it may fit into the row that others began; each of its buttons has its name.
    let shows_title = is_first || room >= size.x + space::M || room < untitled + space::M;
    if !shows_title {
        size.x = untitled;
    }
    if !is_first && room >= size.x + space::M {
        ui.add_space(space::M);
    }
    ui.allocate_ui_with_layout(size, row, |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if shows_title {
            let title = props.text.get("sensitivity-title");
            let weak = palette(ui).text_weak;
            ui.add(Label::new(RichText::new(title).color(weak)).extend());
        }
        settings_ui(ui, props, commands);
        let advanced = props.text.get("sensitivity-advanced");
        if icon_button(ui, icons::TUNE, &advanced).clicked() {
            commands.push(UiCommand::List(ListCommand::ShowSensitivityNumbers(true)));
        }
    });
}

fn settings_ui(ui: &mut Ui, props: SensitivityBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let chosen = Choice::in_force(props.thresholds);
    let choices: Vec<Choice> = Choice::all(chosen).collect();
    ui.scope(|ui| {
        // Neighbours share their line.
        ui.spacing_mut().item_spacing.x = -1.0;
        ui.spacing_mut().button_padding.x = PADDING;
        let mut chosen_place = None;
        for (place, choice) in choices.iter().copied().enumerate() {
            let radius = corners(place, choices.len());
            let [word, name, hint] = choice.words(props.text);
            let mut shown = RichText::new(word);
            if choice == chosen {
                shown = shown.color(palette(ui).accent);
            }
            let button = Button::new(shown)
                .selected(choice == chosen)
                .corner_radius(radius);
            let response = ui.add(button).on_hover_text(hint).accessible_name(name);
            if choice == chosen {
                chosen_place = Some((response.rect, radius));
            }
            if response.clicked() {
                commands.push(match choice {
                    Choice::Setting(setting) => {
                        UiCommand::List(ListCommand::SetThresholds(setting.thresholds()))
                    }
                    Choice::Custom => UiCommand::List(ListCommand::ShowSensitivityNumbers(true)),
                });
            }
        }
        // After the neighbours, whose line would lie over it.
        if let Some((rect, radius)) = chosen_place {
            let line = Stroke::new(1.0, palette(ui).accent);
            ui.painter()
                .rect_stroke(rect, radius, line, StrokeKind::Inside);
        }
    });
}

/// Round at the ends of the row only.
fn corners(place: usize, count: usize) -> CornerRadius {
    let left = if place == 0 { rounding::CONTROL } else { 0 };
    let right = if place + 1 == count {
        rounding::CONTROL
    } else {
        0
    };
    CornerRadius {
        nw: left,
        sw: left,
        ne: right,
        se: right,
    }
}
