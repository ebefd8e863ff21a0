//! What counts as a click, also while the window is busy.

use egui::{Context, InputOptions};

/// Lets a button of the mouse be held as long as its holder likes, or a busy machine takes to paint: what does not move is
/// a click. egui drops a click that takes longer than 0.8 s; it needs that bound for fingers, whose long press asks for
/// the menu. To be called in every frame.
pub fn let_clicks_last(ctx: &Context) {
    let longest = if ctx.input(egui::InputState::any_touches) {
        InputOptions::default().max_click_duration
    } else {
        f64::INFINITY
    };
    ctx.options_mut(|options| options.input_options.max_click_duration = longest);
}

#[cfg(test)]
mod tests {
    use egui::{Event, Modifiers, PointerButton, Pos2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    #[test]
    fn a_click_counts_however_long_the_frame_between_its_ends_takes() {
        let mut harness = Harness::builder().with_step_dt(2.0).build_ui_state(
            |ui, clicks: &mut u32| {
                let_clicks_last(ui.ctx());
                if ui.button("Button").clicked() {
                    *clicks += 1;
                }
            },
            0,
        );
        let pos = harness.get_by_label("Button").rect().center();
        let button = |pos: Pos2, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        harness.event(Event::PointerMoved(pos));
        harness.event(button(pos, true));
        harness.step();
        harness.event(button(pos, false));
        harness.step();
        assert_eq!(*harness.state(), 1);
    }
}
