//! The colour that repaired pictures are laid on: a button that shows it, and below it a few colours, its six digits
//! and a slider for each of its parts.

use egui::{
    CornerRadius, Label, Popup, PopupCloseBehavior, Rect, Response, RichText, Sense, Slider,
    Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2,
};

use super::theme::{self, palette, rounding, space, type_size};
use super::widgets::caption;
use super::{RepairCommand, Text, UiCommand};
use crate::repair::BackgroundColour;

/// Side of a colour's field in logical points.
const FIELD: f32 = 18.0;

/// Colours that shops ask for most: white, two light greys, a warm white, black. White is the default everywhere.
const SWATCHES: [(BackgroundColour, &str); 5] = [
    (BackgroundColour::WHITE, "repaired-white"),
    (of(0xF7, 0xF7, 0xF7), "repaired-lightest-grey"),
    (of(0xEB, 0xEB, 0xEB), "repaired-light-grey"),
    (of(0xFA, 0xF6, 0xEE), "repaired-cream"),
    (of(0, 0, 0), "repaired-black-ground"),
];

const fn of(red: u8, green: u8, blue: u8) -> BackgroundColour {
    BackgroundColour {
        rgb: [red, green, blue],
    }
}

/// What is being typed.
#[derive(Clone, Debug, Default)]
pub struct BackgroundPickerState {
    /// The digits, as typed, and the colour that they began from.
    typed: Option<(BackgroundColour, String)>,
}

impl BackgroundPickerState {
    /// The digits in the box: what is being typed, or those of the colour where that was chosen otherwise.
    fn digits(&mut self, colour: BackgroundColour) -> &mut String {
        let is_of_colour = self.typed.as_ref().is_some_and(|(of, _)| *of == colour);
        if !is_of_colour {
            self.typed = None;
        }
        let fresh = || (colour, colour.to_string());
        &mut self.typed.get_or_insert_with(fresh).1
    }

    /// The digits stand for another colour now, and stay as they were typed.
    fn follow(&mut self, colour: BackgroundColour) {
        if let Some((of, _)) = &mut self.typed {
            *of = colour;
        }
    }
}

/// Draws the button; its window tells every change at once, by [`|it| UiCommand::Repair(RepairCommand::SetBackground(it))`].
pub(super) fn background_picker_ui(
    ui: &mut Ui,
    state: &mut BackgroundPickerState,
    colour: BackgroundColour,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let name = text.with(
        "repaired-background",
        &[("colour", colour.to_string().into())],
    );
    let button = colour_button(ui, colour, &name);
    let mut chosen = colour;
    // Not a menu, whose controls have no outlines.
    Popup::from_toggle_button_response(&button)
        .accessible_name(name)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(236.0);
            caption(ui, text.get("repaired-background-what"));
            swatches_ui(ui, &mut chosen, text);
            digits_ui(ui, state, colour, &mut chosen, text);
            parts_ui(ui, &mut chosen, text);
        });
    if chosen != colour {
        commands.push(UiCommand::Repair(RepairCommand::SetBackground(chosen)));
    }
}

fn colour_button(ui: &mut Ui, colour: BackgroundColour, name: &str) -> Response {
    let side = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    let look = *ui.style().interact(&response);
    let radius = CornerRadius::same(rounding::CONTROL);
    ui.painter().rect(
        rect,
        radius,
        look.weak_bg_fill,
        look.bg_stroke,
        StrokeKind::Inside,
    );
    let inner = Rect::from_center_size(rect.center(), vec2(FIELD, FIELD));
    paint_field(ui, inner, colour);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), name));
    response.on_hover_text(name)
}

fn paint_field(ui: &Ui, rect: Rect, colour: BackgroundColour) {
    let [red, green, blue] = colour.rgb;
    let fill = theme::sampled(red, green, blue);
    let outline = Stroke::new(1.0, palette(ui).text_weak);
    let radius = CornerRadius::same(4);
    ui.painter()
        .rect(rect, radius, fill, outline, StrokeKind::Inside);
}

fn swatches_ui(ui: &mut Ui, chosen: &mut BackgroundColour, text: &Text) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for (colour, key) in SWATCHES {
            let name = text.get(key);
            let side = FIELD + 8.0;
            let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
            paint_field(ui, rect.shrink(4.0), colour);
            let is_chosen = *chosen == colour;
            if is_chosen || response.hovered() || response.has_focus() {
                let ring = Stroke::new(2.0, palette(ui).accent);
                let radius = CornerRadius::same(rounding::CONTROL);
                ui.painter()
                    .rect_stroke(rect, radius, ring, StrokeKind::Inside);
            }
            response.widget_info(|| {
                WidgetInfo::selected(egui::Role::RadioButton, ui.is_enabled(), is_chosen, &name)
            });
            if response.on_hover_text(&name).clicked() {
                *chosen = colour;
            }
        }
    });
}

fn digits_ui(
    ui: &mut Ui,
    state: &mut BackgroundPickerState,
    colour: BackgroundColour,
    chosen: &mut BackgroundColour,
    text: &Text,
) {
    ui.horizontal(|ui| {
        let name = text.get("repaired-digits");
        part_name(ui, &name);
        let digits = state.digits(colour);
        let parsed_before = digits.parse::<BackgroundColour>().is_ok();
        let edit = TextEdit::singleline(digits)
            .id_salt("colour digits")
            .char_limit(7)
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(84.0);
        let response = ui
            .scope(|ui| {
                if !parsed_before {
                    let danger = palette(ui).danger;
                    ui.visuals_mut().widgets.inactive.bg_stroke.color = danger;
                    ui.visuals_mut().selection.stroke.color = danger;
                }
                ui.add(edit)
            })
            .inner
            .accessible_name(name);
        if response.changed()
            && let Ok(typed) = digits.parse()
        {
            *chosen = typed;
            state.follow(typed);
        }
    });
}

fn parts_ui(ui: &mut Ui, chosen: &mut BackgroundColour, text: &Text) {
    let keys = ["repaired-red", "repaired-green", "repaired-blue"];
    for (part, key) in chosen.rgb.iter_mut().zip(keys) {
        ui.horizontal(|ui| {
            let name = text.get(key);
            part_name(ui, &name);
            let slider = Slider::new(part, 0..=255).show_value(false);
            slider_ui(ui, slider).accessible_name(name);
            let weak = palette(ui).text_weak;
            ui.label(
                RichText::new(part.to_string())
                    .size(type_size::SMALL)
                    .color(weak),
            );
        });
    }
}

/// A slider's handle is as high as its line.
pub(super) fn slider_ui(ui: &mut Ui, slider: Slider<'_>) -> Response {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        ui.add(slider)
    })
    .inner
}

/// As wide for all, so that what is beside them stands in a column.
fn part_name(ui: &mut Ui, name: &str) {
    let size = vec2(52.0, ui.spacing().interact_size.y);
    let words = RichText::new(name).size(type_size::SMALL);
    let left = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, left, |ui| {
        ui.set_min_width(size.x);
        ui.add(Label::new(words).truncate());
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, window};

    type Shown = (BackgroundColour, BackgroundPickerState);

    /// An app that does what the picker asks.
    fn harness() -> Harness<'static, Shown> {
        let words = Words::default();
        let state = (BackgroundColour::WHITE, BackgroundPickerState::default());
        let mut harness = window([400.0, 400.0], state, move |ui, (colour, state)| {
            let mut commands = Vec::new();
            let text = words.of(Language::English);
            background_picker_ui(ui, state, *colour, text, &mut commands);
            for command in commands {
                if let UiCommand::Repair(RepairCommand::SetBackground(chosen)) = command {
                    *colour = chosen;
                }
            }
        });
        harness.get_by_label("Background FFFFFF").click();
        harness.run();
        harness
    }

    #[test]
    fn a_colour_is_picked_typed_or_mixed() {
        let mut harness = harness();
        harness.get_by_label("Light grey").click();
        harness.run();
        assert_eq!(harness.state().0.to_string(), "EBEBEB", "picked");
        harness
            .get_by_role_and_label(egui::Role::Slider, "Green")
            .focus();
        harness.run();
        harness.key_press(egui::Key::ArrowRight);
        harness.run();
        let [red, green, _] = harness.state().0.rgb;
        assert!(green > 0xEB, "mixed");
        assert_eq!(red, 0xEB, "the others stay");
    }

    #[test]
    fn digits_count_as_soon_as_they_are_a_colour() {
        let mut harness = harness();
        let field = |harness: &Harness<'_, Shown>, text: &str| {
            let field = harness.get_by_role_and_label(egui::Role::TextInput, "Digits");
            field.focus();
            field.type_text(text);
        };
        field(&harness, "");
        harness.run();
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        harness.run();
        field(&harness, "00ff7");
        harness.run();
        assert_eq!(harness.state().0, BackgroundColour::WHITE, "not yet");
        field(&harness, "f");
        harness.run();
        assert_eq!(harness.state().0.to_string(), "00FF7F", "now");
        let typed = harness.state_mut().1.digits(of(0, 0xFF, 0x7F)).clone();
        assert_eq!(typed, "00ff7f", "what is typed stays as it is typed");
    }
}
