//! What is known of the image: the verdict and its reasons, the pixel, the file.

use egui::{Grid, Label, RichText, Sense, Ui, vec2};

use super::verdict::verdict_ui;
use super::{PreviewState, Subject};
use crate::inspect::{Inspection, MainColour, ProbePixel};
use crate::scan::ProductId;
use crate::ui::row_hover::shown_name;
use crate::ui::swatch::paint_swatch;
use crate::ui::theme::{palette, space};
use crate::ui::widgets::{bare_icon_button, quiet_button, section_title};
use crate::ui::{ReviewCommand, Text, UiCommand, format, icons};

/// Side of a colour's square in logical points.
const SWATCH: f32 = 28.0;

/// Draws everything that is known.
pub(super) fn facts_ui(
    ui: &mut Ui,
    state: &mut PreviewState,
    subject: &Subject<'_>,
    commands: &mut Vec<UiCommand>,
) {
    verdict_ui(ui, state, subject);
    if let Some(inspection) = subject.row.inspection() {
        ui.add_space(space::S);
        pixel_ui(ui, subject, inspection);
        if let Some(found) = inspection.main_colour {
            ui.add_space(space::S);
            main_colour_ui(ui, subject.props.text, found);
        }
    }
    ui.add_space(space::S);
    file_ui(ui, subject, commands);
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        let (id, text) = (subject.key.id, subject.props.text);
        let open = text.get("preview-open");
        if quiet_button(ui, Some(icons::OPEN), &open).clicked() {
            commands.push(UiCommand::Review(ReviewCommand::OpenInProgram(vec![id])));
        }
        let reveal = text.get("preview-reveal");
        if quiet_button(ui, Some(icons::CHOOSE_FOLDER), &reveal).clicked() {
            commands.push(UiCommand::Review(ReviewCommand::ShowInFileManager(id)));
        }
    });
}

fn pixel_ui(ui: &mut Ui, subject: &Subject<'_>, inspection: &Inspection) {
    let text = subject.props.text;
    let (x, y) = ProbePixel::position(inspection.width_px, inspection.height_px);
    let ProbePixel { red, green, blue } = inspection.pixel;
    section_title(
        ui,
        &text.with("preview-pixel", &[("place", format!("{x},{y}").into())]),
    );
    ui.horizontal(|ui| {
        swatch_ui(ui, [red, green, blue]);
        ui.add(
            Label::new(text.with(
                "preview-pixel-values",
                &[
                    ("red", red.to_string().into()),
                    ("green", green.to_string().into()),
                    ("blue", blue.to_string().into()),
                    ("sum", inspection.pixel.sum().to_string().into()),
                ],
            ))
            .wrap(),
        );
    });
}

fn main_colour_ui(ui: &mut Ui, text: &Text, found: MainColour) {
    section_title(ui, &text.get("preview-main-colour"));
    ui.horizontal(|ui| {
        swatch_ui(ui, found.rgb);
        let [red, green, blue] = found.rgb.map(|channel| channel.to_string());
        let values = [
            ("red", red.into()),
            ("green", green.into()),
            ("blue", blue.into()),
        ];
        let share = [
            ("hex", found.hex().into()),
            ("share", format::exact_percent(found.share).into()),
        ];
        ui.vertical(|ui| {
            ui.add(Label::new(text.with("preview-main-colour-values", &values)).wrap());
            ui.add(Label::new(text.with("preview-main-colour-share", &share)).wrap());
        });
    });
}

fn swatch_ui(ui: &mut Ui, rgb: [u8; 3]) {
    let (rect, _) = ui.allocate_exact_size(vec2(SWATCH, SWATCH), Sense::hover());
    paint_swatch(ui, rect, rgb);
}

fn file_ui(ui: &mut Ui, subject: &Subject<'_>, commands: &mut Vec<UiCommand>) {
    let (row, text) = (subject.row, subject.props.text);
    section_title(ui, &text.get("preview-file"));
    let report = &row.report;
    let inspection = row.inspection();
    let facts = [
        (
            "preview-product",
            report
                .product
                .as_ref()
                .map(|id| ProductId::as_str(id).to_owned()),
        ),
        (
            "preview-format",
            inspection.map(|found| found.format.label().to_owned()),
        ),
        (
            "preview-dimensions",
            inspection.map(|found| format!("{} × {}", found.width_px, found.height_px)),
        ),
        ("preview-size", report.file_bytes.map(format::bytes)),
        (
            "preview-border",
            inspection
                .and_then(|found| found.background.as_ref())
                .map(|measured| format!("{:.1} %", measured.border_black_share * 100.0)),
        ),
    ];
    let weak = palette(ui).text_weak;
    Grid::new("preview file")
        .num_columns(2)
        .min_row_height(20.0)
        .spacing(vec2(space::M, space::XS))
        .show(ui, |ui| {
            for (key, value) in facts {
                ui.label(RichText::new(text.get(key)).color(weak));
                ui.add(Label::new(value.unwrap_or_else(|| "–".to_owned())).wrap());
                ui.end_row();
            }
        });
    ui.horizontal(|ui| {
        let copy = text.get("preview-copy-path");
        if bare_icon_button(ui, icons::COPY, &copy).clicked() {
            commands.push(UiCommand::Review(ReviewCommand::CopyPaths(vec![
                subject.key.id,
            ])));
        }
        let path = shown_name(report.location.relative().as_os_str());
        ui.add(Label::new(RichText::new(path).small().color(weak)).wrap());
    });
}
