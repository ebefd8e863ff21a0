//! Files with which something went wrong, each with a sentence; of a long list only what is in sight is built.

use std::path::Path;

use egui::{Label, RichText, ScrollArea, TextStyle, Ui};

use super::theme::{palette, type_size};
use super::widgets::elided_in_the_middle;

/// Height of the list in points, at most, and what is left for what follows it.
const HEIGHT: f32 = 220.0;
const BELOW: f32 = 80.0;

/// A file, and what is to be said of it.
pub(super) struct ProblemLine<'a> {
    /// The file.
    pub path: &'a Path,
    /// What went wrong, as a sentence.
    pub why: String,
}

/// Draws the list; `line_of` is asked only for what is in sight.
pub(super) fn problem_list_ui<'a, Problem>(
    ui: &mut Ui,
    id: &'static str,
    problems: &'a [Problem],
    line_of: impl Fn(&'a Problem) -> ProblemLine<'a>,
) {
    let height = ui.text_style_height(&TextStyle::Body) + ui.text_style_height(&TextStyle::Small);
    ScrollArea::vertical()
        .id_salt(id)
        .max_height((ui.available_height() - BELOW).clamp(60.0, HEIGHT))
        .auto_shrink([false, true])
        .show_rows(ui, height, problems.len(), |ui, range| {
            for problem in problems.get(range).unwrap_or_default() {
                line_ui(ui, &line_of(problem), height);
            }
        });
}

fn line_ui(ui: &mut Ui, line: &ProblemLine<'_>, height: f32) {
    let path = line.path.display().to_string();
    let weak = palette(ui).text_weak;
    let width = ui.available_width();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_height(height);
        let shown = elided_in_the_middle(ui, &path, &TextStyle::Body, width);
        ui.add(Label::new(shown).extend()).on_hover_text(path);
        let why = RichText::new(&line.why).color(weak);
        ui.add(Label::new(why.size(type_size::SMALL)).truncate())
            .on_hover_text(&line.why);
    });
}
