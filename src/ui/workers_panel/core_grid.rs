//! A small meter per processor core, as in an activity monitor: the last minute where there is room, else the level.

use egui::{Align2, CornerRadius, FontId, Rect, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::chart;
use crate::ui::core_loads::CORE_SAMPLES;
use crate::ui::theme::{self, space, type_size};
use crate::ui::{CoreLoads, Text, format};

/// Stands for a load of which nothing is known.
const UNKNOWN: &str = "–";

/// How the meters are laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CoreGrid {
    columns: usize,
    rows: usize,
    cell_height: f32,
    kind: CellKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellKind {
    /// The load in words above the last minute.
    Chart,
    /// How full the core is.
    Level,
}

impl CoreGrid {
    /// The more cores, and the less height for the whole panel, the smaller the meters.
    pub(super) fn of(cores: usize, panel_height: f32) -> Self {
        let is_short = panel_height < 440.0;
        let (columns, cell_height, kind) = match cores {
            0..=2 => (2, 52.0, CellKind::Chart),
            3..=8 if !is_short => (4, 44.0, CellKind::Chart),
            9..=16 if !is_short => (4, 40.0, CellKind::Chart),
            _ => (16.min(cores), 24.0, CellKind::Level),
        };
        Self {
            columns,
            rows: cores.div_ceil(columns),
            cell_height,
            kind,
        }
    }

    /// Height of all meters in logical points.
    pub(super) fn height(self) -> f32 {
        self.rows as f32 * (self.cell_height + space::XS)
    }
}

/// Shows the meters.
pub(super) fn core_grid_ui(ui: &mut Ui, text: &Text, cores: &CoreLoads, grid: CoreGrid) {
    let gaps = (grid.columns - 1) as f32 * space::XS;
    let width = ((ui.available_width() - gaps) / grid.columns as f32).floor();
    let loads: Vec<f32> = cores.latest().collect();
    ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
    ui.spacing_mut().interact_size.y = 0.0;
    for (row, in_row) in loads.chunks(grid.columns).enumerate() {
        ui.horizontal(|ui| {
            for (column, load) in in_row.iter().enumerate() {
                let core = row * grid.columns + column;
                let size = vec2(width, grid.cell_height);
                core_ui(ui, text, cores, (core, *load), (size, grid.kind));
            }
        });
    }
}

fn core_ui(
    ui: &mut Ui,
    text: &Text,
    cores: &CoreLoads,
    (core, load): (usize, f32),
    (size, kind): (Vec2, CellKind),
) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let shown = if cores.is_current() {
        format::percent(load)
    } else {
        UNKNOWN.to_owned()
    };
    match kind {
        CellKind::Chart => paint_chart(ui, rect, cores, core, &shown),
        CellKind::Level => paint_level(ui, rect, load),
    }
    let number = format::count(core as u64 + 1);
    let name = text.with(
        "workers-core",
        &[("number", number.into()), ("load", shown.into())],
    );
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    response.on_hover_text(name);
}

fn paint_chart(ui: &Ui, rect: Rect, cores: &CoreLoads, core: usize, shown: &str) {
    let colours = theme::palette(ui);
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(4), colours.raised);
    let font = FontId::proportional(type_size::SMALL);
    let corner = rect.left_top() + vec2(5.0, 2.0);
    painter.text(corner, Align2::LEFT_TOP, shown, font, colours.text);
    let known = cores.samples(core).count();
    let samples: Vec<f32> = std::iter::repeat_n(0.0, CORE_SAMPLES.saturating_sub(known))
        .chain(cores.samples(core))
        .collect();
    let mut chart = rect.shrink(3.0);
    chart.min.y += type_size::SMALL + space::XS;
    let line_and_area = (colours.accent, colours.accent_weak);
    chart::sparkline(painter, chart, samples.into_iter(), line_and_area);
}

fn paint_level(ui: &Ui, rect: Rect, load: f32) {
    let colours = theme::palette(ui);
    let rounding = CornerRadius::same(2);
    ui.painter().rect_filled(rect, rounding, colours.outline);
    let mut level = rect;
    level.min.y = rect.bottom() - rect.height() * load.clamp(0.0, 1.0);
    ui.painter().rect_filled(level, rounding, colours.accent);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_cores_and_low_windows_get_small_meters() {
        let large = CoreGrid::of(2, 700.0);
        let small = CoreGrid::of(32, 700.0);
        assert_eq!((large.kind, large.columns), (CellKind::Chart, 2));
        assert_eq!((small.kind, small.columns), (CellKind::Level, 16));
        assert_eq!(
            CoreGrid::of(8, 400.0).kind,
            CellKind::Level,
            "a low window leaves no room for charts"
        );
        assert!(CoreGrid::of(128, 400.0).height() < 240.0, "128 cores fit");
    }
}
