//! A small chart per processor core, as in an activity monitor.

use egui::{Align2, CornerRadius, FontId, Rect, Sense, Ui, WidgetInfo, vec2};

use super::chart;
use crate::ui::core_loads::CORE_SAMPLES;
use crate::ui::theme::{self, rounding, space, type_size};
use crate::ui::{CoreLoads, Text, format};

/// How the charts are laid out: more cores, smaller charts.
struct Layout {
    columns: usize,
    cell_height: f32,
}

impl Layout {
    fn of(cores: usize) -> Self {
        let (columns, cell_height) = match cores {
            0..=4 => (2, 44.0),
            5..=16 => (4, 36.0),
            _ => (8, 26.0),
        };
        Self {
            columns,
            cell_height,
        }
    }

    fn rows(&self, cores: usize) -> usize {
        cores.div_ceil(self.columns)
    }
}

/// Height that the charts take.
pub(super) fn height(cores: usize) -> f32 {
    let layout = Layout::of(cores);
    layout.rows(cores) as f32 * (layout.cell_height + space::XS)
}

/// Shows the charts.
pub(super) fn core_grid_ui(ui: &mut Ui, text: &Text, cores: &CoreLoads) {
    let layout = Layout::of(cores.len());
    let gaps = (layout.columns - 1) as f32 * space::XS;
    let width = ((ui.available_width() - gaps) / layout.columns as f32).floor();
    let loads: Vec<f32> = cores.latest().collect();
    ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
    for (row, in_row) in loads.chunks(layout.columns).enumerate() {
        ui.horizontal(|ui| {
            for (column, load) in in_row.iter().enumerate() {
                let core = row * layout.columns + column;
                let size = vec2(width, layout.cell_height);
                core_ui(ui, text, cores, (core, *load), size);
            }
        });
    }
}

fn core_ui(
    ui: &mut Ui,
    text: &Text,
    cores: &CoreLoads,
    (core, load): (usize, f32),
    size: egui::Vec2,
) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let colours = theme::palette(ui);
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(rounding::CONTROL), colours.raised);
    let inner = rect.shrink(3.0);
    let known = cores.samples(core).count();
    let samples: Vec<f32> = std::iter::repeat_n(0.0, CORE_SAMPLES.saturating_sub(known))
        .chain(cores.samples(core))
        .collect();
    let line_and_area = (colours.accent, colours.accent_weak);
    chart::sparkline(painter, inner, samples.into_iter(), line_and_area);
    let shown = format::percent(load);
    if let Some(corner) = label_corner(rect) {
        let font = FontId::proportional(type_size::SMALL);
        painter.text(corner, Align2::LEFT_TOP, &shown, font, colours.text);
    }
    let number = format::count(core as u64 + 1);
    let name = text.with(
        "workers-core",
        &[("number", number.into()), ("load", shown.into())],
    );
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    response.on_hover_text(name);
}

/// Where the load is written, if the chart is large enough.
fn label_corner(rect: Rect) -> Option<egui::Pos2> {
    (rect.width() >= 52.0).then(|| rect.left_top() + vec2(6.0, 3.0))
}
