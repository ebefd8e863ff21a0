//! How folders are scanned, and how readily a background is called black.

use std::num::NonZeroUsize;

use egui::{DragValue, Ui};

use super::{SettingsProps, group_title};
use crate::inspect::Sensitivity;
use crate::scan::{IncludeRules, most_workers};
use crate::ui::{ListCommand, ScanCommand, UiCommand, widgets};

pub(super) fn scan_ui(ui: &mut Ui, props: &SettingsProps<'_>, commands: &mut Vec<UiCommand>) {
    workers_ui(ui, props, commands);
    sensitivity_ui(ui, props, commands);
    include_ui(ui, props, commands);
}

fn workers_ui(ui: &mut Ui, props: &SettingsProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    group_title(ui, &text.get("settings-workers"));
    let per_core = text.counted("settings-workers-per-core", props.cores.get() as u64);
    if ui.radio(props.workers.is_none(), per_core).clicked() {
        commands.push(UiCommand::Scan(ScanCommand::SetWorkers(None)));
    }
    ui.horizontal(|ui| {
        let fixed = ui.radio(props.workers.is_some(), text.get("settings-workers-fixed"));
        let now = props.workers.unwrap_or(props.cores);
        if fixed.clicked() {
            commands.push(UiCommand::Scan(ScanCommand::SetWorkers(Some(now))));
        }
        let mut wanted = now.get();
        let value = DragValue::new(&mut wanted)
            .range(1..=most_workers(props.cores).get())
            .speed(0.05)
            .max_decimals(0);
        let value = ui
            .add_enabled(props.workers.is_some(), value)
            .accessible_name(text.get("settings-workers"));
        if value.changed() {
            commands.push(UiCommand::Scan(ScanCommand::SetWorkers(NonZeroUsize::new(
                wanted,
            ))));
        }
    });
    widgets::caption(ui, text.get("settings-workers-why"));
}

fn sensitivity_ui(ui: &mut Ui, props: &SettingsProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    group_title(ui, &text.get("sensitivity-title"));
    let now = Sensitivity::of(props.thresholds);
    for (setting, name, hint) in [
        (
            Sensitivity::Strict,
            "sensitivity-strict-name",
            "sensitivity-strict-hint",
        ),
        (
            Sensitivity::Normal,
            "sensitivity-normal-name",
            "sensitivity-normal-hint",
        ),
        (
            Sensitivity::Eager,
            "sensitivity-eager-name",
            "sensitivity-eager-hint",
        ),
    ] {
        let choice = ui
            .radio(now == Some(setting), text.get(hint))
            .accessible_name(text.get(name));
        if choice.clicked() {
            commands.push(UiCommand::List(ListCommand::SetThresholds(
                setting.thresholds(),
            )));
        }
    }
    if now.is_none() {
        widgets::caption(ui, text.get("settings-sensitivity-custom"));
    }
}

fn include_ui(ui: &mut Ui, props: &SettingsProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    group_title(ui, &text.get("setup-include"));
    let IncludeRules {
        mut hidden,
        mut online_only,
    } = props.include;
    let hidden_box = ui.checkbox(&mut hidden, text.get("setup-include-hidden"));
    let online_box = ui.checkbox(&mut online_only, text.get("setup-include-online"));
    widgets::caption(ui, text.get("setup-include-online-hint"));
    if hidden_box.changed() || online_box.changed() {
        commands.push(UiCommand::Scan(ScanCommand::SetInclude(IncludeRules {
            hidden,
            online_only,
        })));
    }
}
