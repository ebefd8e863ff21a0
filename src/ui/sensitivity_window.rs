//! The numbers behind the sensitivity, each with what it means and what it is at each setting.
//!
//! The window lies beside the results, not over them: whoever moves a number sees at once what becomes of them. It
//! judges nothing itself, and asks for every change.

#[cfg(test)]
mod tests;

use egui::{
    Align, Align2, DragValue, Frame, Id, Label, Layout, Margin, RichText, ScrollArea, Slider, Ui,
    Window, vec2,
};

use super::theme::space;
use super::widgets::{self, caption};
use super::{ListCommand, Text, UiCommand, format, icons, wording};
use crate::inspect::{Sensitivity, ThresholdNumber, ThresholdUnit, Thresholds};
use crate::session::ScanTotals;

/// Width of the window in logical points, without its margins.
const WIDTH: f32 = 400.0;

/// Widths of a slider and of the field beside it, in logical points.
const SLIDER_WIDTH: f32 = 120.0;
const FIELD_WIDTH: f32 = 64.0;

/// Where the window lies at first, from the upper right corner, in logical points: below the bars.
const PLACE: egui::Vec2 = vec2(-16.0, 118.0);

/// What stays free below the window, in logical points.
const BELOW: f32 = 60.0;

/// What the window shows.
#[derive(Clone, Copy, Debug)]
pub struct SensitivityWindowProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// What rows are judged by now.
    pub thresholds: &'a Thresholds,
    /// What came of it.
    pub totals: &'a ScanTotals,
}

/// Whether the window is open.
#[derive(Clone, Copy, Debug, Default)]
pub struct SensitivityWindowState {
    is_open: bool,
    /// Each opening is a window of its own for egui, so that it lies in its place again and not where it was dragged
    /// to, which may lie beyond the edge by now.
    openings: u32,
}

impl SensitivityWindowState {
    /// Opens or closes it.
    pub fn show(&mut self, show: bool) {
        if show && !self.is_open {
            self.openings = self.openings.wrapping_add(1);
        }
        self.is_open = show;
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_open
    }
}

/// The numbers in groups, in the order of the questions.
const GROUPS: [(&str, &[ThresholdNumber]); 6] = [
    (
        "sensitivity-group-corners",
        &[ThresholdNumber::CornerLevel, ThresholdNumber::BlackCorners],
    ),
    (
        "sensitivity-group-area",
        &[
            ThresholdNumber::ConnectedBlack,
            ThresholdNumber::ConnectedDoubtful,
        ],
    ),
    (
        "sensitivity-group-evenness",
        &[ThresholdNumber::EvenBlack, ThresholdNumber::EvenDoubtful],
    ),
    (
        "sensitivity-group-border",
        &[
            ThresholdNumber::BorderBlack,
            ThresholdNumber::BorderDoubtful,
        ],
    ),
    (
        "sensitivity-group-exactness",
        &[
            ThresholdNumber::ExactEven,
            ThresholdNumber::SmallExact,
            ThresholdNumber::Hollow,
        ],
    ),
    (
        "sensitivity-group-shape",
        &[
            ThresholdNumber::RectangleFill,
            ThresholdNumber::ExactRectangleFill,
            ThresholdNumber::MarginDifference,
            ThresholdNumber::StraightSide,
            ThresholdNumber::ScatteredPieces,
            ThresholdNumber::NothingVisible,
            ThresholdNumber::SoftEdge,
            ThresholdNumber::SoftEdgeLevel,
        ],
    ),
];

/// Shows the window, where it is open.
pub fn sensitivity_window_ui(
    ui: &Ui,
    state: SensitivityWindowState,
    props: &SensitivityWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    if !state.is_open {
        return;
    }
    let screen = ui.ctx().content_rect();
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(16));
    Window::new(props.text.get("sensitivity-numbers"))
        .id(Id::unique(("sensitivity numbers", state.openings)))
        .title_bar(false)
        .auto_sized()
        .frame(frame)
        .pivot(Align2::RIGHT_TOP)
        .default_pos(screen.right_top() + PLACE)
        .show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(screen.width() - 64.0));
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Wrap);
            title_row(ui, props, commands);
            caption(ui, props.text.get("sensitivity-numbers-intro"));
            let below = 2.0 * ui.spacing().interact_size.y + BELOW;
            let height = (screen.height() - PLACE.y - below - 90.0).max(120.0);
            ScrollArea::vertical()
                .max_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| numbers_ui(ui, props, commands));
            ui.separator();
            bottom_row(ui, props, commands);
        });
}

fn title_row(ui: &mut Ui, props: &SensitivityWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    ui.horizontal(|ui| {
        let title = RichText::new(props.text.get("sensitivity-numbers"));
        ui.add(Label::new(title.heading().strong()).extend());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = props.text.get("sensitivity-numbers-close");
            if widgets::bare_icon_button(ui, icons::CLOSE, &close).clicked() {
                commands.push(UiCommand::List(ListCommand::ShowSensitivityNumbers(false)));
            }
        });
    });
}

fn numbers_ui(ui: &mut Ui, props: &SensitivityWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    // Beside the scroll bar.
    ui.set_max_width(ui.available_width() - space::S);
    ui.add_space(space::XS);
    for (place, (title, numbers)) in GROUPS.into_iter().enumerate() {
        if place > 0 {
            ui.separator();
        }
        caption(ui, props.text.get(title));
        for number in numbers {
            if let Some(value) = number_ui(ui, *number, props) {
                let mut thresholds = *props.thresholds;
                number.set(&mut thresholds, value);
                commands.push(UiCommand::List(ListCommand::SetThresholds(thresholds)));
            }
        }
    }
}

/// One number; `Some` where the user set another value.
fn number_ui(
    ui: &mut Ui,
    number: ThresholdNumber,
    props: &SensitivityWindowProps<'_>,
) -> Option<f32> {
    let text = props.text;
    let [name, about] = words_of(number).map(|key| text.get(key));
    let scale = Scale::of(number);
    let before = scale.shown(number.get(props.thresholds));
    let (least, most) = (*number.range().start(), *number.range().end());
    let range = scale.shown(least)..=scale.shown(most);
    let mut value = before;
    ui.horizontal(|ui| {
        ui.label(&name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let field = DragValue::new(&mut value)
                .range(range.clone())
                .speed(scale.step)
                .fixed_decimals(scale.decimals)
                .suffix(scale.suffix);
            let size = vec2(FIELD_WIDTH, ui.spacing().interact_size.y);
            ui.add_sized(size, field).accessible_name(
                text.with("sensitivity-number-name", &[("name", (&*name).into())]),
            );
            ui.spacing_mut().slider_width = SLIDER_WIDTH;
            // A slider's handle is as high as its line.
            ui.spacing_mut().interact_size.y = 18.0;
            let slider = Slider::new(&mut value, range)
                .step_by(scale.step)
                .show_value(false);
            ui.add(slider).accessible_name(&name);
        });
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        caption(ui, about);
        caption(ui, at_each_setting(text, number));
    });
    ui.add_space(space::XS);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is shown has four digits"
    )]
    ((value - before).abs() > scale.step / 4.0).then_some((value / scale.factor) as f32)
}

/// The live counts, and the way back.
fn bottom_row(ui: &mut Ui, props: &SensitivityWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    ui.horizontal(|ui| {
        let counts = [
            ("black", format::count(props.totals.black).into()),
            ("doubtful", format::count(props.totals.doubtful).into()),
        ];
        ui.label(text.with("sensitivity-numbers-now", &counts));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_normal = Sensitivity::of(props.thresholds) == Some(Sensitivity::Normal);
            let reset = ui.add_enabled_ui(!is_normal, |ui| {
                widgets::quiet_button(ui, None, &text.get("sensitivity-reset"))
            });
            if reset.inner.clicked() {
                let normal = Sensitivity::Normal.thresholds();
                commands.push(UiCommand::List(ListCommand::SetThresholds(normal)));
            }
        });
    });
}

/// "Strict 16 % · Normal 15 % · Eager 13 %", or one value where it is the same at all of them.
fn at_each_setting(text: &Text, number: ThresholdNumber) -> String {
    let [strict, normal, eager] = Sensitivity::ALL.map(Sensitivity::thresholds);
    let shown = |bounds: &Thresholds| shown_value(text, number, number.get(bounds)).into();
    if number.is_same(&strict, &normal) && number.is_same(&eager, &normal) {
        text.with("sensitivity-settings-same", &[("normal", shown(&normal))])
    } else {
        text.with(
            "sensitivity-settings",
            &[
                ("strict", shown(&strict)),
                ("normal", shown(&normal)),
                ("eager", shown(&eager)),
            ],
        )
    }
}

fn shown_value(text: &Text, number: ThresholdNumber, value: f32) -> String {
    match number.unit() {
        ThresholdUnit::Level | ThresholdUnit::Count => format!("{value:.0}"),
        ThresholdUnit::Share => {
            let percent = wording::percent(value * 100.0);
            text.with("sensitivity-percent", &[("percent", percent.into())])
        }
    }
}

/// How a number is shown: shares as percentages.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// Shown is so many times the value.
    factor: f64,
    /// Least change, as shown.
    step: f64,
    decimals: usize,
    suffix: &'static str,
}

impl Scale {
    fn of(number: ThresholdNumber) -> Self {
        let (step, decimals) = match number {
            // Exactness is told by tenths.
            ThresholdNumber::ExactRectangleFill | ThresholdNumber::MarginDifference => (0.1, 1),
            _ => (1.0, 0),
        };
        let (factor, suffix) = match number.unit() {
            ThresholdUnit::Level | ThresholdUnit::Count => (1.0, ""),
            ThresholdUnit::Share => (100.0, " %"),
        };
        Self {
            factor,
            step,
            decimals,
            suffix,
        }
    }

    /// Rounded to steps, so that 0.85 is shown as 85 and not as 85.0000024.
    fn shown(self, value: f32) -> f64 {
        (f64::from(value) * self.factor / self.step).round() * self.step
    }
}

/// The keys of a number's name and of the sentence about it.
fn words_of(number: ThresholdNumber) -> [&'static str; 2] {
    match number {
        ThresholdNumber::CornerLevel => {
            ["sensitivity-corner-level", "sensitivity-corner-level-about"]
        }
        ThresholdNumber::BlackCorners => [
            "sensitivity-black-corners",
            "sensitivity-black-corners-about",
        ],
        ThresholdNumber::ConnectedBlack => [
            "sensitivity-connected-black",
            "sensitivity-connected-black-about",
        ],
        ThresholdNumber::ConnectedDoubtful => [
            "sensitivity-connected-doubtful",
            "sensitivity-connected-doubtful-about",
        ],
        ThresholdNumber::EvenBlack => ["sensitivity-even-black", "sensitivity-even-black-about"],
        ThresholdNumber::EvenDoubtful => [
            "sensitivity-even-doubtful",
            "sensitivity-even-doubtful-about",
        ],
        ThresholdNumber::BorderBlack => {
            ["sensitivity-border-black", "sensitivity-border-black-about"]
        }
        ThresholdNumber::BorderDoubtful => [
            "sensitivity-border-doubtful",
            "sensitivity-border-doubtful-about",
        ],
        ThresholdNumber::RectangleFill => [
            "sensitivity-rectangle-fill",
            "sensitivity-rectangle-fill-about",
        ],
        ThresholdNumber::ExactRectangleFill => [
            "sensitivity-exact-rectangle-fill",
            "sensitivity-exact-rectangle-fill-about",
        ],
        ThresholdNumber::MarginDifference => [
            "sensitivity-margin-difference",
            "sensitivity-margin-difference-about",
        ],
        ThresholdNumber::ExactEven => ["sensitivity-exact-even", "sensitivity-exact-even-about"],
        ThresholdNumber::SmallExact => ["sensitivity-small-exact", "sensitivity-small-exact-about"],
        ThresholdNumber::Hollow => ["sensitivity-hollow", "sensitivity-hollow-about"],
        ThresholdNumber::StraightSide => [
            "sensitivity-straight-side",
            "sensitivity-straight-side-about",
        ],
        ThresholdNumber::ScatteredPieces => [
            "sensitivity-scattered-pieces",
            "sensitivity-scattered-pieces-about",
        ],
        ThresholdNumber::SoftEdge => ["sensitivity-soft-edge", "sensitivity-soft-edge-about"],
        ThresholdNumber::SoftEdgeLevel => [
            "sensitivity-soft-edge-level",
            "sensitivity-soft-edge-level-about",
        ],
        ThresholdNumber::NothingVisible => [
            "sensitivity-nothing-visible",
            "sensitivity-nothing-visible-about",
        ],
    }
}
