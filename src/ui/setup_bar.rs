//! The bar at the top: which folder, how many workers, and what the scan should do next.
//!
//! It touches no file: whether the path is good is found out by the app, which hears of every change by
//! [`ScanCommand::PathEdited`] and hands a [`PathProblem`] back.

mod measures;
mod more_menu;

#[cfg(test)]
mod tests;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use egui::{Align, Align2, Layout, RichText, TextEdit, TextStyle, Ui};

use super::theme::{self, space};
use super::widgets::{self, Tone};
use super::{PathProblem, ScanCommand, Text, UiCommand, icons};
use crate::inspect::Measures;
use crate::scan::{IncludeRules, most_workers};
use crate::session::ScanPhase;

/// Narrowest useful path box in logical points.
const PATH_BOX_MIN_WIDTH: f32 = 160.0;

/// Room for the folder that results are of, in logical points: its last name at least.
const LEAST_FOLDER_WIDTH: f32 = 80.0;

/// What the bar shows.
#[derive(Debug)]
pub struct SetupBarProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// Where the scan stands; `None` before the first.
    pub phase: Option<&'a ScanPhase>,
    /// What is wrong with the path in the box, as far as is known.
    pub problem: Option<&'a PathProblem>,
    /// Folders scanned before, the latest first.
    pub recent_folders: &'a [PathBuf],
    /// Workers of the next scan.
    pub workers: NonZeroUsize,
    /// Logical cores of this machine.
    pub cores: NonZeroUsize,
    /// What the next scan looks at besides plain images.
    pub include: IncludeRules,
    /// What the next scan measures beyond what the verdict needs.
    pub measures: Measures,
    /// The folder that the results on the screen are of, where the path box names another one.
    pub folder_of_results: Option<&'a Path>,
    /// With what the results on the screen were made; `None` where there are none.
    pub results_measures: Option<Measures>,
}

/// What is being typed.
#[derive(Clone, Debug, Default)]
pub struct SetupBarState {
    /// The path box, as typed: `~` is not expanded.
    pub path: String,
    /// Set to put the keyboard into the path box in the next frame ([`ScanCommand::FocusPath`]).
    pub focus_path: bool,
}

/// Shows the bar.
pub fn setup_bar_ui(
    ui: &mut Ui,
    state: &mut SetupBarState,
    props: &SetupBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    ui.horizontal(|ui| {
        // From the right, so that the path box takes what room is left.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            more_menu::more_menu_ui(ui, props, commands);
            scan_buttons(ui, state, props, commands);
            best_number_button(ui, state, props, commands);
            workers_control(ui, props, commands);
            let choose = props.text.get("setup-choose-folder");
            if widgets::quiet_button(ui, Some(icons::CHOOSE_FOLDER), &choose).clicked() {
                commands.push(UiCommand::Scan(ScanCommand::ChooseFolder));
            }
            recent_menu(ui, props, commands);
            path_box(ui, state, props, commands);
        });
    });
    if let Some(problem) = props.problem {
        widgets::banner(
            ui,
            Tone::Danger,
            icons::ERROR,
            &problem.sentence(props.text),
        );
    }
    if props.workers > props.cores {
        widgets::caption(ui, props.text.get("setup-workers-why-more"));
    }
    measures::difference_ui(ui, props);
    if let Some(folder) = props.folder_of_results {
        folder_of_results_ui(ui, props.text, folder, commands);
    }
}

/// Whose results are shown while the path box names another folder, and the way back to that one; one line.
fn folder_of_results_ui(ui: &mut Ui, text: &Text, folder: &Path, commands: &mut Vec<UiCommand>) {
    let style = TextStyle::Small;
    ui.horizontal(|ui| {
        // A line of words, not of controls.
        ui.spacing_mut().interact_size.y = 0.0;
        let path = folder.to_string_lossy();
        let sentence = |folder: String| text.with("setup-results-of", &[("folder", folder.into())]);
        let back = text.get("setup-results-of-back");
        let taken = widgets::text_width(ui, &(sentence(String::new()) + &back), &style);
        // Single letters are measured, and rounded, otherwise than a line of them.
        let room = (ui.available_width() - taken - space::L) * 0.94;
        let shown = widgets::elided_in_the_middle(ui, &path, &style, room.max(LEAST_FOLDER_WIDTH));
        widgets::caption(ui, sentence(shown)).on_hover_text(path);
        if widgets::small_link(ui, &back).clicked() {
            commands.push(UiCommand::Scan(ScanCommand::NameFolderOfResults));
        }
    });
}

/// Whether a new scan can begin.
fn can_start(phase: Option<&ScanPhase>) -> bool {
    matches!(phase, None | Some(ScanPhase::Ended(_)))
}

fn path_box(
    ui: &mut Ui,
    state: &mut SetupBarState,
    props: &SetupBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let label = props.text.get("setup-path");
    let width = ui.available_width().max(PATH_BOX_MIN_WIDTH);
    let edit = TextEdit::singleline(&mut state.path)
        .id_salt("path box")
        .hint_text(props.text.get("setup-path-hint"))
        .align(Align2::LEFT_CENTER)
        .desired_width(width);
    let response = ui
        .scope(|ui| {
            if props.problem.is_some() {
                let danger = theme::palette(ui).danger;
                ui.visuals_mut().widgets.inactive.bg_stroke.color = danger;
            }
            ui.add(edit)
        })
        .inner
        .accessible_name(label);
    if response.changed() {
        commands.push(UiCommand::Scan(ScanCommand::PathEdited));
    }
    if std::mem::take(&mut state.focus_path) {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if entered && can_start(props.phase) && !state.path.trim().is_empty() {
        commands.push(UiCommand::Scan(ScanCommand::Start));
    }
}

/// Folders that were scanned before; a click opens one, as on the first page.
fn recent_menu(ui: &mut Ui, props: &SetupBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let name = props.text.get("setup-recent");
    let button = ui
        .add_enabled_ui(!props.recent_folders.is_empty(), |ui| {
            widgets::icon_button(ui, icons::RECENT, &name)
        })
        .inner;
    egui::Popup::menu(&button)
        .accessible_name(name.as_str())
        .show(|ui| {
            for folder in props.recent_folders {
                if ui.button(folder.to_string_lossy().as_ref()).clicked() {
                    commands.push(UiCommand::Scan(ScanCommand::ScanFolder(folder.clone())));
                }
            }
        });
}

/// A stepper: less, the number, which can be typed too, more; and what it is out of.
fn workers_control(ui: &mut Ui, props: &SetupBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let (cores, workers) = (props.cores.get(), props.workers.get());
    let most = most_workers(props.cores).get();
    let mut wanted = workers;
    let why = format!(
        "{}\n{}",
        text.counted("setup-workers-of-cores", cores as u64),
        text.get("setup-workers-why-more"),
    );
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let more = text.get("setup-workers-more");
        let can_grow = workers < most;
        if ui
            .add_enabled_ui(can_grow, |ui| {
                widgets::icon_button(ui, icons::MORE_BY_ONE, &more)
            })
            .inner
            .clicked()
        {
            wanted += 1;
        }
        let value = egui::DragValue::new(&mut wanted)
            .range(1..=most)
            .speed(0.05)
            .max_decimals(0);
        ui.add(value)
            .on_hover_text(why)
            .accessible_name(text.get("setup-workers"));
        let less = text.get("setup-workers-less");
        if ui
            .add_enabled_ui(workers > 1, |ui| {
                widgets::icon_button(ui, icons::LESS_BY_ONE, &less)
            })
            .inner
            .clicked()
        {
            wanted -= 1;
        }
        let weak = theme::palette(ui).text_weak;
        ui.label(RichText::new(text.get("setup-workers")).color(weak));
    });
    if let Some(wanted) = NonZeroUsize::new(wanted).filter(|wanted| wanted.get() != workers) {
        commands.push(UiCommand::Scan(ScanCommand::SetWorkers(Some(wanted))));
    }
}

/// Offers to find the best number out; like a start, it needs a folder and no scan.
fn best_number_button(
    ui: &mut Ui,
    state: &SetupBarState,
    props: &SetupBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let name = props.text.get("trial-open");
    let is_possible = can_start(props.phase) && !state.path.trim().is_empty();
    let button = ui.add_enabled_ui(is_possible, |ui| {
        widgets::icon_button(ui, icons::BEST_NUMBER, &name)
    });
    if button.inner.clicked() {
        commands.push(UiCommand::Scan(ScanCommand::AskBestWorkers));
    }
}

/// What the scan can do next. The order on the screen is the reverse of the order here.
fn scan_buttons(
    ui: &mut Ui,
    state: &SetupBarState,
    props: &SetupBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    match props.phase {
        None | Some(ScanPhase::Ended(_)) => {
            let has_path = !state.path.trim().is_empty();
            let start = ui.add_enabled_ui(has_path, |ui| {
                widgets::primary_button(ui, Some(icons::START), &text.get("setup-start"))
            });
            if start.inner.clicked() {
                commands.push(UiCommand::Scan(ScanCommand::Start));
            }
        }
        Some(ScanPhase::Running) => {
            stop_button(ui, text, commands);
            if widgets::quiet_button(ui, Some(icons::PAUSE), &text.get("setup-pause")).clicked() {
                commands.push(UiCommand::Scan(ScanCommand::Pause));
            }
        }
        Some(ScanPhase::Paused(_)) => {
            stop_button(ui, text, commands);
            if widgets::primary_button(ui, Some(icons::START), &text.get("setup-resume")).clicked()
            {
                commands.push(UiCommand::Scan(ScanCommand::Resume));
            }
        }
        Some(ScanPhase::Stopping) => {
            ui.add_enabled_ui(false, |ui| {
                widgets::quiet_button(ui, Some(icons::STOP), &text.get("setup-stopping"))
            });
        }
    }
}

fn stop_button(ui: &mut Ui, text: &Text, commands: &mut Vec<UiCommand>) {
    if widgets::quiet_button(ui, Some(icons::STOP), &text.get("setup-stop")).clicked() {
        commands.push(UiCommand::Scan(ScanCommand::Stop));
    }
}
