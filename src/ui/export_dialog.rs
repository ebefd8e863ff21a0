//! Which rows to export, and as what. Where to is asked afterwards, by the system's own dialog.

use egui::{Label, RichText, ScrollArea, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, choice_card, dialog, is_entered};
use super::theme::{self, space, type_size};
use super::{ExportFormat, ExportRows, ListCommand, Text, UiCommand, format, icons, widgets};

/// Width of the dialog in logical points.
const WIDTH: f32 = 560.0;

/// How many rows each choice holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportCounts {
    /// Every row.
    pub all: u64,
    /// Black and doubtful.
    pub flagged: u64,
    /// Those that a person confirmed.
    pub confirmed: u64,
    /// Those that are repaired.
    pub repaired: u64,
    /// What the filter shows.
    pub shown: u64,
    /// The selection.
    pub selected: u64,
}

/// What the dialog shows.
#[derive(Debug)]
pub struct ExportDialogProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// How many rows there are.
    pub counts: ExportCounts,
}

/// What is chosen; kept from one export to the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportDialogState {
    /// Which rows.
    pub rows: ExportRows,
    /// As what.
    pub format: ExportFormat,
}

impl ExportCounts {
    fn of(self, rows: ExportRows) -> u64 {
        match rows {
            ExportRows::All => self.all,
            ExportRows::Flagged => self.flagged,
            ExportRows::Confirmed => self.confirmed,
            ExportRows::Repaired => self.repaired,
            ExportRows::Shown => self.shown,
            ExportRows::Selected => self.selected,
        }
    }
}

/// Shows the dialog, over everything else.
pub fn export_dialog_ui(
    ui: &Ui,
    state: &mut ExportDialogState,
    props: &ExportDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let head = DialogHead {
        id: "export dialog",
        title: &text.get("export-title"),
        close: &text.get("export-cancel"),
        width: WIDTH,
    };
    let (go, end) = dialog(ui, head, |ui| {
        let room = ui.available_height() - 70.0;
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            small_title(ui, &text.get("export-rows"));
            rows_choice(ui, state, props);
            small_title(ui, &text.get("export-format"));
            format_choice(ui, state, text);
        });
        let clicked = go_button(ui, *state, props);
        let entered = is_entered(ui) && props.counts.of(state.rows) > 0;
        clicked || entered
    });
    if go {
        commands.push(UiCommand::List(ListCommand::Export {
            rows: state.rows,
            format: state.format,
        }));
    }
    if go || end == DialogEnd::Closed {
        commands.push(UiCommand::List(ListCommand::ShowExport(false)));
    }
}

fn small_title(ui: &mut Ui, words: &str) {
    let weak = theme::palette(ui).text_weak;
    let words = RichText::new(words).size(type_size::SMALL).color(weak);
    ui.add(Label::new(words.strong()));
}

fn rows_choice(ui: &mut Ui, state: &mut ExportDialogState, props: &ExportDialogProps<'_>) {
    let text = props.text;
    ui.horizontal_wrapped(|ui| {
        for (rows, key) in [
            (ExportRows::All, "export-rows-all"),
            (ExportRows::Flagged, "export-rows-flagged"),
            (ExportRows::Confirmed, "export-rows-confirmed"),
            (ExportRows::Repaired, "export-rows-repaired"),
            (ExportRows::Shown, "export-rows-shown"),
            (ExportRows::Selected, "export-rows-selected"),
        ] {
            let count = props.counts.of(rows);
            let chosen = state.rows == rows;
            // Nothing to who has no originals.
            if rows == ExportRows::Repaired && count == 0 && !chosen {
                continue;
            }
            let count = format::count(count);
            if widgets::chip(ui, &text.get(key), Some(&count), chosen).clicked() {
                state.rows = rows;
            }
        }
    });
}

fn format_choice(ui: &mut Ui, state: &mut ExportDialogState, text: &Text) {
    ui.spacing_mut().item_spacing.y = space::XS;
    for (format, title, detail) in [
        (
            ExportFormat::Workbook,
            "export-workbook",
            "export-workbook-detail",
        ),
        (
            ExportFormat::CsvForExcel,
            "export-csv-excel",
            "export-csv-excel-detail",
        ),
        (
            ExportFormat::CsvWithSemicolons,
            "export-csv-semicolons",
            "export-csv-semicolons-detail",
        ),
        (
            ExportFormat::CsvForPrograms,
            "export-csv-programs",
            "export-csv-programs-detail",
        ),
        (ExportFormat::JsonLines, "export-json", "export-json-detail"),
        (
            ExportFormat::PixelList,
            "export-pixel-list",
            "export-pixel-list-detail",
        ),
    ] {
        let chosen = state.format == format;
        if choice_card(ui, chosen, &text.get(title), &text.get(detail)) {
            state.format = format;
        }
    }
}

/// Whether the export is to begin.
fn go_button(ui: &mut Ui, state: ExportDialogState, props: &ExportDialogProps<'_>) -> bool {
    let text = props.text;
    let count = props.counts.of(state.rows);
    buttons_row(ui, |ui| {
        let go = ui.add_enabled_ui(count > 0, |ui| {
            widgets::primary_button(ui, Some(icons::EXPORT), &text.get("export-go"))
        });
        let weak = theme::palette(ui).text_weak;
        let rows = match count {
            0 => text.get("export-no-rows"),
            _ => text.counted("export-row-count", count),
        };
        ui.add(Label::new(RichText::new(rows).color(weak)));
        go.inner.clicked()
    })
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    type Shown = (ExportDialogState, Vec<UiCommand>);

    fn shown(language: Language) -> Harness<'static, Shown> {
        let words = Words::default();
        let state = (ExportDialogState::default(), Vec::new());
        window([900.0, 600.0], state, move |ui, (state, commands)| {
            let props = ExportDialogProps {
                text: words.of(language),
                counts: ExportCounts {
                    all: 12_431,
                    flagged: 734,
                    confirmed: 312,
                    repaired: 0,
                    shown: 734,
                    selected: 0,
                },
            };
            export_dialog_ui(ui, state, &props, commands);
        })
    }

    #[test]
    fn enter_exports_what_is_chosen() {
        let mut harness = shown(Language::English);
        harness.key_press(egui::Key::Enter);
        harness.run();
        let (rows, format) = (ExportRows::Flagged, ExportFormat::Workbook);
        assert_eq!(
            harness.state().1,
            [
                UiCommand::List(ListCommand::Export { rows, format }),
                UiCommand::List(ListCommand::ShowExport(false))
            ]
        );
        harness.state_mut().1.clear();
        harness.get_by_label("Selected, 0").click();
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        assert_eq!(harness.state().1, [], "nothing is selected");
    }

    #[test]
    fn rows_and_format_are_chosen_by_name() {
        let mut harness = shown(Language::English);
        harness.get_by_label("All, 12,431").click();
        harness.run();
        harness.get_by_label("CSV for Excel").click();
        harness.run();
        assert!(
            harness.query_by_label("12,431 rows").is_some(),
            "what is about to be written"
        );
        harness.get_by_label("Export…").click();
        harness.run();
        assert_eq!(
            harness.state().1,
            [
                UiCommand::List(ListCommand::Export {
                    rows: ExportRows::All,
                    format: ExportFormat::CsvForExcel,
                }),
                UiCommand::List(ListCommand::ShowExport(false)),
            ]
        );
    }

    #[test]
    fn what_was_confirmed_is_a_choice_of_its_own() {
        let mut harness = shown(Language::English);
        harness.get_by_label("Confirmed only, 312").click();
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        let (rows, format) = (ExportRows::Confirmed, ExportFormat::Workbook);
        assert_eq!(
            harness.state().1,
            [
                UiCommand::List(ListCommand::Export { rows, format }),
                UiCommand::List(ListCommand::ShowExport(false))
            ]
        );
    }

    #[test]
    fn nothing_selected_is_not_exported() {
        let mut harness = shown(Language::English);
        harness.get_by_label("Selected, 0").click();
        harness.run();
        harness.get_by_label("Export…").click();
        harness.run();
        assert_eq!(harness.state().1, [], "there are no rows to write");
    }

    #[test]
    fn escape_closes_it() {
        let mut harness = shown(Language::English);
        harness.key_press(egui::Key::Escape);
        harness.run();
        assert_eq!(
            harness.state().1,
            [UiCommand::List(ListCommand::ShowExport(false))]
        );
    }

    #[test]
    fn nothing_is_cut_off_in_a_small_window() {
        for language in Language::ALL {
            assert_all_inside(&shown(language));
        }
    }
}
