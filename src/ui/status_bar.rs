//! The bar at the bottom: what there is to see, what is selected, and the way out with it.

use egui::{Align, Button, Label, Layout, RichText, Ui, vec2};
use egui_material_icons::MaterialIcon;

use super::keys::{self, KeyAction, KeyMap};
use super::review_line::{ReviewLineProps, ReviewLineState, line_ui, progress_ui, undo_buttons_ui};
use super::theme;
use super::{ListCommand, RepairCommand, Text, UiCommand, WindowCommand, format, icons, widgets};
use crate::session::{RowFilter, RowStatus, ScanTotals, StatusFilter};

/// What the bar shows.
#[derive(Debug)]
pub struct StatusBarProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The keys in force.
    pub keys: &'a KeyMap,
    /// The review, which has something to say only where there are results.
    pub review: Option<ReviewLineProps<'a>>,
    /// The counts of the scan; `None` before the first.
    pub totals: Option<&'a ScanTotals>,
    /// How many rows are selected.
    pub selected: usize,
    /// Which panels stand at the sides; `None` where there is nothing to show in them.
    pub sides: Option<SidesShown>,
}

/// Which panels stand at the sides of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SidesShown {
    /// The workers, at the left.
    pub workers: bool,
    /// The preview, at the right; `None` where the window has no room for it.
    pub preview: Option<bool>,
}

/// Shows the bar.
pub fn status_bar_ui(
    ui: &mut Ui,
    line: &mut ReviewLineState,
    props: &StatusBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            export_button(ui, props, commands);
            repair_button(ui, props, commands);
            let name = props.text.get("status-keys");
            if widgets::bare_icon_button(ui, icons::KEYS, &name).clicked() {
                commands.push(UiCommand::Window(WindowCommand::ShowKeys(true)));
            }
            sides_ui(ui, props, commands);
            if let Some(review) = props.review {
                ui.add_space(theme::space::S);
                progress_ui(ui, review);
                ui.add_space(theme::space::S);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let Some(totals) = props.totals else { return };
                let Some(review) = props.review else {
                    counts(ui, props, totals, commands);
                    return;
                };
                undo_buttons_ui(ui, review, commands);
                if !line_ui(ui, line, review, commands) {
                    counts(ui, props, totals, commands);
                }
            });
        });
    });
}

/// The switches of the side panels, in the order of the panels.
fn sides_ui(ui: &mut Ui, props: &StatusBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let Some(sides) = props.sides else {
        return;
    };
    let mut switch = |ui: &mut Ui, icon: MaterialIcon, key: &str, is_on: bool, command| {
        let name = props.text.get(key);
        let button = Button::new(icon.rich_text().size(18.0)).frame_when_inactive(is_on);
        let button = button.selected(is_on).min_size(vec2(34.0, 30.0));
        let response = ui.add(button).on_hover_text(&name);
        if response.accessible_name(name).clicked() {
            commands.push(command);
        }
    };
    let workers = UiCommand::Window(WindowCommand::ShowWorkers(!sides.workers));
    if let Some(preview) = sides.preview {
        let command = UiCommand::Window(WindowCommand::ShowSidePreview(!preview));
        switch(
            ui,
            icons::RIGHT_SIDE,
            "status-side-preview",
            preview,
            command,
        );
    }
    switch(
        ui,
        icons::LEFT_SIDE,
        "status-side-workers",
        sides.workers,
        workers,
    );
}

fn export_button(ui: &mut Ui, props: &StatusBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let has_rows = props.totals.is_some_and(|totals| totals.done > 0);
    let mut export = ui
        .add_enabled_ui(has_rows, |ui| {
            widgets::quiet_button(ui, Some(icons::EXPORT), &text.get("status-export"))
        })
        .inner;
    if let Some(key) = keys::first_shown(ui.ctx(), props.keys, KeyAction::Export) {
        export = export.on_hover_text(key);
    }
    if export.clicked() {
        commands.push(UiCommand::List(ListCommand::ShowExport(true)));
    }
}

/// Rests until there is something that may be repaired: its dialog leads to proving first.
fn repair_button(ui: &mut Ui, props: &StatusBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let has_some = props
        .totals
        .is_some_and(|totals| totals.flagged() > 0 || totals.confirmed > 0);
    let mut repair = ui
        .add_enabled_ui(has_some, |ui| {
            widgets::quiet_button(ui, Some(icons::REPAIR), &text.get("status-repair"))
        })
        .inner
        .on_disabled_hover_text(text.get("status-repair-why-not"));
    if let Some(key) = keys::first_shown(ui.ctx(), props.keys, KeyAction::ShowRepair) {
        repair = repair.on_hover_text(key);
    }
    if repair.clicked() {
        commands.push(UiCommand::Repair(RepairCommand::ShowRepair(true)));
    }
}

fn counts(
    ui: &mut Ui,
    props: &StatusBarProps<'_>,
    totals: &ScanTotals,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let mut link = |ui: &mut Ui, words: String, status| {
        if ui.link(words).clicked() {
            commands.push(UiCommand::List(ListCommand::SetFilter(RowFilter {
                status,
                text: String::new(),
                ..RowFilter::default()
            })));
        }
    };
    let flagged = text.counted("status-flagged", totals.flagged());
    link(ui, flagged, StatusFilter::Flagged);
    for (key, status) in [
        ("status-repaired", RowStatus::Repaired),
        ("status-unreadable", RowStatus::Unreadable),
        ("status-unreachable", RowStatus::Unreachable),
    ] {
        if totals.of(status) > 0 {
            separator(ui);
            let words = text.counted(key, totals.of(status));
            link(ui, words, StatusFilter::Only(status));
        }
    }
    if props.selected > 0 {
        separator(ui);
        let shown = format::count(props.selected as u64);
        let words = text.with("status-selected", &[("shown", shown.into())]);
        ui.add(Label::new(words).truncate());
    }
}

pub(super) fn separator(ui: &mut Ui) {
    let weak = theme::palette(ui).text_weak;
    ui.label(RichText::new("·").color(weak));
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    fn totals() -> ScanTotals {
        ScanTotals {
            done: 12_431,
            black: 703,
            doubtful: 31,
            unreadable: 4,
            ..ScanTotals::default()
        }
    }

    #[test]
    fn the_counts_lead_to_their_rows_and_export_is_at_hand() {
        for language in Language::ALL {
            let words = Words::default();
            let size = [900.0, 60.0];
            let mut harness = window(size, Vec::new(), move |ui, commands| {
                let totals = totals();
                let props = StatusBarProps {
                    text: words.of(language),
                    keys: &KeyMap::default(),
                    review: None,
                    totals: Some(&totals),
                    sides: None,
                    selected: 2,
                };
                status_bar_ui(ui, &mut ReviewLineState::default(), &props, commands);
            });
            assert_all_inside(&harness);
            if language == Language::English {
                assert!(harness.query_by_label("2 selected").is_some(), "selection");
                harness.get_by_label("734 flagged").click();
                harness.run();
                harness.get_by_label("4 could not be read").click();
                harness.run();
                harness.get_by_label("Export…").click();
                harness.run();
                let filter = |status| {
                    UiCommand::List(ListCommand::SetFilter(RowFilter {
                        status,
                        text: String::new(),
                        ..RowFilter::default()
                    }))
                };
                assert_eq!(
                    harness.state(),
                    &[
                        filter(StatusFilter::Flagged),
                        filter(StatusFilter::Only(RowStatus::Unreadable)),
                        UiCommand::List(ListCommand::ShowExport(true)),
                    ]
                );
            }
        }
    }

    #[test]
    fn the_repair_is_at_hand_once_something_is_flagged_or_confirmed() {
        let nothing = ScanTotals::default();
        let confirmed = ScanTotals {
            confirmed: 1,
            ..ScanTotals::default()
        };
        for (totals, is_possible) in [(nothing, false), (totals(), true), (confirmed, true)] {
            let words = Words::default();
            let mut harness = window([900.0, 60.0], Vec::new(), move |ui, commands| {
                let props = StatusBarProps {
                    text: words.of(Language::English),
                    keys: &KeyMap::default(),
                    review: None,
                    totals: Some(&totals),
                    sides: None,
                    selected: 0,
                };
                status_bar_ui(ui, &mut ReviewLineState::default(), &props, commands);
            });
            harness.get_by_label("Repair…").click();
            harness.run();
            let expected =
                is_possible.then_some(UiCommand::Repair(RepairCommand::ShowRepair(true)));
            assert!(harness.state().iter().eq(&expected), "{is_possible}");
        }
    }

    #[test]
    fn without_rows_there_is_nothing_to_export() {
        let words = Words::default();
        let mut harness = window([900.0, 60.0], Vec::new(), move |ui, commands| {
            let props = StatusBarProps {
                text: words.of(Language::English),
                keys: &KeyMap::default(),
                review: None,
                totals: None,
                sides: None,
                selected: 0,
            };
            status_bar_ui(ui, &mut ReviewLineState::default(), &props, commands);
        });
        harness.get_by_label("Export…").click();
        harness.run();
        assert_eq!(harness.state(), &[], "the button rests");
    }
}
