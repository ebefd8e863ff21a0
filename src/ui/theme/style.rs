//! Turns the palette and the sizes into egui's styles. It makes no colour of its own.

use egui::style::{ScrollAnimation, ScrollStyle, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle,
    Theme, Visuals, vec2,
};

use super::{Palette, palette_of, rounding, space, type_size};

/// Height of buttons and fields in logical points.
const CONTROL_HEIGHT: f32 = 30.0;

/// Gives the window its fonts, and both of its themes their looks. Which of the two is shown stays the user's choice.
pub fn install(ctx: &Context) {
    egui_material_icons::initialize(ctx);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| dress(style, theme));
    }
}

fn dress(style: &mut Style, theme: Theme) {
    style.text_styles = [
        (TextStyle::Small, type_size::SMALL),
        (TextStyle::Body, type_size::BODY),
        (TextStyle::Button, type_size::BODY),
        (TextStyle::Heading, type_size::HEADING),
    ]
    .into_iter()
    .map(|(name, size)| (name, FontId::new(size, FontFamily::Proportional)))
    .chain([(
        TextStyle::Monospace,
        FontId::new(type_size::BODY, FontFamily::Monospace),
    )])
    .collect();
    style.visuals = visuals(palette_of(theme), theme);
    // Labels are no text fields: a drag over them selects nothing. What can be copied says so itself.
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    // Nothing moves by itself, so nothing is painted without an event.
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    space_out(style);
}

fn space_out(style: &mut Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(space::M, space::XS);
    spacing.interact_size = vec2(CONTROL_HEIGHT, CONTROL_HEIGHT);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 6.0;
    spacing.slider_rail_height = 4.0;
    spacing.slider_width = 120.0;
    spacing.combo_width = 120.0;
    spacing.menu_width = 320.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        handle_min_length: 28.0,
        ..ScrollStyle::solid()
    };
    spacing.scroll.fade.strength = 0.0;
    spacing.scroll.kinetic.rubber_band = false;
}

fn visuals(colours: &Palette, theme: Theme) -> Visuals {
    let base = match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    let shadow = Shadow {
        offset: [0, 6],
        blur: 24,
        spread: 0,
        color: Color32::from_black_alpha(match theme {
            Theme::Light => 40,
            Theme::Dark => 120,
        }),
    };
    Visuals {
        widgets: widgets(colours),
        selection: egui::style::Selection {
            bg_fill: colours.accent_weak,
            stroke: Stroke::new(1.5, colours.accent),
        },
        weak_text_color: Some(colours.text_weak),
        hyperlink_color: colours.accent,
        faint_bg_color: colours.raised,
        extreme_bg_color: colours.background,
        text_edit_bg_color: Some(colours.background),
        code_bg_color: colours.raised,
        warn_fg_color: colours.caution,
        error_fg_color: colours.danger,
        window_fill: colours.panel,
        window_stroke: Stroke::new(1.0, colours.outline),
        window_corner_radius: CornerRadius::same(rounding::CARD),
        menu_corner_radius: CornerRadius::same(rounding::CARD),
        window_shadow: shadow,
        popup_shadow: shadow,
        panel_fill: colours.panel,
        // A blinking caret would paint the window twice a second for as long as a field has the focus.
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(2.0, colours.accent),
            blink: false,
            ..TextCursorStyle::default()
        },
        striped: false,
        slider_trailing_fill: true,
        handle_shape: egui::style::HandleShape::Circle,
        indent_has_left_vline: false,
        ..base
    }
}

fn widgets(colours: &Palette) -> Widgets {
    let corner_radius = CornerRadius::same(rounding::CONTROL);
    // Scroll handles and the rails of sliders, which have no outline, must be seen on every ground too.
    let solid = |fill: Color32| colours.outline.lerp_to_gamma(fill, 0.3);
    let look = |fill: Color32, outline: Stroke, text: Color32| WidgetVisuals {
        bg_fill: solid(fill),
        weak_bg_fill: fill,
        bg_stroke: outline,
        corner_radius,
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    let outline = Stroke::new(1.0, colours.outline);
    Widgets {
        noninteractive: look(colours.panel, outline, colours.text),
        inactive: look(colours.raised, outline, colours.text),
        hovered: look(
            colours.hovered,
            Stroke::new(1.0, colours.text_weak),
            colours.text,
        ),
        // This is also how a control with the keyboard's focus looks.
        active: look(
            colours.hovered,
            Stroke::new(1.5, colours.accent),
            colours.text,
        ),
        open: look(colours.hovered, outline, colours.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_by_itself_in_either_theme() {
        let ctx = Context::default();
        install(&ctx);
        for theme in [Theme::Light, Theme::Dark] {
            let style = ctx.style_of(theme);
            assert!(
                !style.visuals.text_cursor.blink,
                "{theme:?}: the caret rests"
            );
            assert!(
                style.animation_time.abs() < f32::EPSILON,
                "{theme:?}: nothing slides"
            );
            assert_eq!(
                style.visuals.panel_fill,
                palette_of(theme).panel,
                "{theme:?}: its own palette"
            );
        }
    }
}
