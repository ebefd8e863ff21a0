//! What the panels' tests share.

pub(crate) mod sessions;

use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

use super::{Language, Text, theme};

/// Both languages' words.
pub(crate) struct Words {
    english: Text,
    chinese: Text,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            english: Text::new(Language::English),
            chinese: Text::new(Language::SimplifiedChinese),
        }
    }
}

impl Words {
    /// The words of one language.
    pub(crate) fn of(&self, language: Language) -> &Text {
        match language {
            Language::English => &self.english,
            Language::SimplifiedChinese => &self.chinese,
        }
    }
}

/// A window of this size in our theme, settled.
pub(crate) fn window<'a, State: 'a>(
    size: [f32; 2],
    state: State,
    app: impl FnMut(&mut egui::Ui, &mut State) + 'a,
) -> Harness<'a, State> {
    let mut harness = Harness::builder()
        .with_size(size)
        // Chinese comes from the system's fonts, which a test does not have.
        .allow_missing_glyphs()
        .with_context_setup(theme::install)
        .build_ui_state(app, state);
    harness.run();
    harness
}

/// Clicks twice in the time of one frame; the harness's own clicks take half a second each.
pub(crate) fn double_click<State>(harness: &mut Harness<'_, State>, pos: egui::Pos2) {
    harness.hover_at(pos);
    harness.run();
    for pressed in [true, false, true, false] {
        harness.input_mut().events.push(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
    }
    harness.run();
}

/// Fails when anything that has a name lies outside the window.
pub(crate) fn assert_all_inside<State>(harness: &Harness<'_, State>) {
    let window = harness.ctx.content_rect().expand(0.5);
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let (Some(bounds), Some(label)) =
            (node.raw_bounds(), node.label().or_else(|| node.value()))
        else {
            continue;
        };
        let inside = bounds.x0 >= f64::from(window.left())
            && bounds.y0 >= f64::from(window.top())
            && bounds.x1 <= f64::from(window.right())
            && bounds.y1 <= f64::from(window.bottom());
        assert!(
            inside,
            "{label:?} at {bounds:?} lies within the window {window:?}"
        );
    }
}
