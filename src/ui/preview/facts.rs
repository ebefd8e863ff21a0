//! What is known of the image: the verdict and its reasons, the pixel, the file.

use egui::{
    CornerRadius, Frame, Grid, Label, Margin, RichText, Sense, Stroke, StrokeKind, Ui, vec2,
};

use super::Subject;
use crate::inspect::{Inspection, ProbePixel};
use crate::scan::{ImageOutcome, ProductId};
use crate::ui::row_hover::shown_name;
use crate::ui::status_look::StatusLook;
use crate::ui::theme::{self, palette, rounding, space};
use crate::ui::widgets::{bare_icon_button, caption, icon, quiet_button, section_title};
use crate::ui::{UiCommand, format, icons, wording};

/// Draws everything that is known.
pub(super) fn facts_ui(ui: &mut Ui, subject: &Subject<'_>, commands: &mut Vec<UiCommand>) {
    verdict_ui(ui, subject);
    if let Some(inspection) = subject.row.inspection() {
        ui.add_space(space::S);
        pixel_ui(ui, subject, inspection);
    }
    ui.add_space(space::S);
    file_ui(ui, subject, commands);
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        let (id, text) = (subject.key.id, subject.props.text);
        let open = text.get("preview-open");
        if quiet_button(ui, Some(icons::OPEN), &open).clicked() {
            commands.push(UiCommand::OpenInProgram(vec![id]));
        }
        let reveal = text.get("preview-reveal");
        if quiet_button(ui, Some(icons::CHOOSE_FOLDER), &reveal).clicked() {
            commands.push(UiCommand::ShowInFileManager(id));
        }
    });
}

fn verdict_ui(ui: &mut Ui, subject: &Subject<'_>) {
    let (row, text) = (subject.row, subject.props.text);
    let look = StatusLook::of(row.status(), palette(ui));
    Frame::new()
        .fill(look.paper)
        .corner_radius(CornerRadius::same(rounding::CONTROL))
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal(|ui| {
                icon(ui, look.icon, look.ink);
                let word = wording::status(text, row.status());
                ui.label(RichText::new(word).color(look.ink).strong());
            });
        });
    for reason in wording::row_reasons(text, row) {
        bullet_ui(ui, &reason);
    }
    if let Some(detail) = detail_of(&row.report.outcome) {
        caption(ui, detail);
    }
}

/// A line of a list, wrapped beside its dot.
fn bullet_ui(ui: &mut Ui, words: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new("•").color(palette(ui).text_weak));
        ui.add(Label::new(words).wrap());
    });
}

/// What the decoder or the system said, in its own words.
fn detail_of(outcome: &ImageOutcome) -> Option<&str> {
    match outcome {
        ImageOutcome::Inspected(_) => None,
        ImageOutcome::Unreadable(error) => wording::inspect_error_detail(error),
        ImageOutcome::Unreachable(error) => wording::reach_error_detail(error),
    }
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
        let (rect, _) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::hover());
        let radius = CornerRadius::same(rounding::CONTROL);
        let outline = Stroke::new(1.0, palette(ui).outline);
        ui.painter().rect(
            rect,
            radius,
            theme::sampled(red, green, blue),
            outline,
            StrokeKind::Inside,
        );
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
                .and_then(|found| found.background)
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
            commands.push(UiCommand::CopyPaths(vec![subject.key.id]));
        }
        let path = shown_name(report.location.relative().as_os_str());
        ui.add(Label::new(RichText::new(path).small().color(weak)).wrap());
    });
}
