//! What the next scan measures beyond what the verdict needs, and how that differs from the results on the screen.

use egui::{Align, Frame, Layout, Margin, Ui};

use super::SetupBarProps;
use crate::inspect::Measures;
use crate::ui::{ScanCommand, UiCommand, widgets};

/// Width at which the sentences below the choices are wrapped, in logical points.
const SENTENCE_WIDTH: f32 = 300.0;

/// A sentence begins below the words of its choice, not below the box, in logical points.
const SENTENCE_INDENT: i8 = 22;

/// The two choices with what each does and costs. A full measurement decodes every file to its end anyway, so the other
/// choice is made with it.
pub(super) fn measures_ui(ui: &mut Ui, props: &SetupBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    widgets::caption(ui, text.get("setup-measures"));
    let chosen = props.measures;
    let Measures { mut full, .. } = chosen;
    let full_box = ui.checkbox(&mut full, text.get("setup-measures-full"));
    sentence(ui, text.get("setup-measures-full-what"));
    let mut complete = chosen.look_at_whole_files();
    let complete_box = ui
        .add_enabled_ui(!chosen.full, |ui| {
            ui.checkbox(&mut complete, text.get("setup-measures-complete"))
                .on_disabled_hover_text(text.get("setup-measures-complete-included"))
        })
        .inner;
    sentence(ui, text.get("setup-measures-complete-what"));
    if full_box.changed() {
        commands.push(UiCommand::Scan(ScanCommand::SetMeasures(Measures {
            full,
            ..chosen
        })));
    }
    if complete_box.changed() {
        commands.push(UiCommand::Scan(ScanCommand::SetMeasures(Measures {
            complete,
            ..chosen
        })));
    }
}

fn sentence(ui: &mut Ui, words: String) {
    let margin = Margin {
        left: SENTENCE_INDENT,
        bottom: 4,
        ..Margin::ZERO
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        // A menu stretches its lines to its width, which tears words apart.
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.set_max_width(SENTENCE_WIDTH);
            widgets::caption(ui, words);
        });
    });
}

/// Says what the results on the screen were made without, or with, while the next scan is to be another.
pub(super) fn difference_ui(ui: &mut Ui, props: &SetupBarProps<'_>) {
    let Some(made_with) = props.results_measures else {
        return;
    };
    let next = props.measures;
    let key = match (made_with.full, next.full) {
        (false, true) => "setup-next-with-full",
        (true, false) => "setup-next-without-full",
        _ if made_with.look_at_whole_files() == next.look_at_whole_files() => return,
        _ if next.complete => "setup-next-with-complete",
        _ => "setup-next-without-complete",
    };
    widgets::caption(ui, props.text.get(key));
}
