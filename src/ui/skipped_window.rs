//! What was not looked at and why, with the switches that include it the next time.
//!
//! The list may be as long as the folder's: only what is in sight is built, and the rows of a group are collected once.

#[cfg(test)]
mod tests;

use egui::{Label, RichText, ScrollArea, TextStyle, Ui};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::theme::{self, type_size};
use super::{ListCommand, ScanCommand, SkipGroup, Text, UiCommand, format, widgets};
use crate::scan::{IncludeRules, SkipCause};
use crate::session::{SkipTotals, SkippedEntry};

/// Width of the window and height of its list in logical points.
const WIDTH: f32 = 760.0;
const LIST_HEIGHT: f32 = 380.0;

/// What the window shows.
#[derive(Debug)]
pub struct SkippedWindowProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// Everything that was not looked at ([`crate::session::ScanSession::skipped`]).
    pub entries: &'a [SkippedEntry],
    /// Their counts.
    pub totals: &'a SkipTotals,
    /// What the next scan looks at.
    pub include: IncludeRules,
}

/// Which group is shown, and its rows. Belongs to one scan: begin anew with `default()` when another one starts.
#[derive(Clone, Debug, Default)]
pub struct SkippedWindowState {
    group: Option<SkipGroup>,
    /// How many entries were looked through for the group.
    seen: usize,
    /// Places in the list of entries.
    shown: Vec<usize>,
}

impl SkippedWindowState {
    /// Shows this group, or everything.
    pub fn show_group(&mut self, group: Option<SkipGroup>) {
        *self = Self {
            group,
            ..Self::default()
        };
    }

    /// Takes in the entries that came since; entries only ever come at the end.
    fn catch_up(&mut self, entries: &[SkippedEntry]) {
        let Some(group) = &self.group else {
            return;
        };
        if entries.len() < self.seen {
            self.seen = 0;
            self.shown.clear();
        }
        let new = entries.iter().enumerate().skip(self.seen);
        let holding = new.filter(|(_, entry)| group.holds(&entry.cause));
        self.shown.extend(holding.map(|(place, _)| place));
        self.seen = entries.len();
    }

    fn len(&self, entries: &[SkippedEntry]) -> usize {
        match self.group {
            None => entries.len(),
            Some(_) => self.shown.len(),
        }
    }

    fn entry<'a>(&self, entries: &'a [SkippedEntry], row: usize) -> Option<&'a SkippedEntry> {
        match self.group {
            None => entries.get(row),
            Some(_) => entries.get(*self.shown.get(row)?),
        }
    }
}

/// Shows the window, over everything else.
pub fn skipped_window_ui(
    ui: &Ui,
    state: &mut SkippedWindowState,
    props: &SkippedWindowProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let head = DialogHead {
        id: "skipped window",
        title: &text.get("skipped-title"),
        close: &text.get("skipped-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        group_chips(ui, state, props);
        state.catch_up(props.entries);
        list(ui, state, props);
        ui.separator();
        include_switches(ui, props, commands);
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::List(ListCommand::ShowSkipped(false)));
    }
}

fn group_chips(ui: &mut Ui, state: &mut SkippedWindowState, props: &SkippedWindowProps<'_>) {
    let text = props.text;
    let groups = SkipGroup::present_in(props.totals);
    ui.horizontal_wrapped(|ui| {
        let all = format::count(props.totals.total());
        let chip = widgets::chip(
            ui,
            &text.get("skipped-all"),
            Some(&all),
            state.group.is_none(),
        );
        if chip.clicked() {
            state.show_group(None);
        }
        for (group, count) in groups {
            let chosen = state.group.as_ref() == Some(&group);
            let count = format::count(count);
            if widgets::chip(ui, &group.name(text), Some(&count), chosen).clicked() {
                state.show_group(Some(group));
            }
        }
    });
}

fn list(ui: &mut Ui, state: &SkippedWindowState, props: &SkippedWindowProps<'_>) {
    let rows = state.len(props.entries);
    if rows == 0 {
        widgets::caption(ui, props.text.get("skipped-none"));
        return;
    }
    let height = ui.text_style_height(&TextStyle::Body) + ui.text_style_height(&TextStyle::Small);
    ScrollArea::vertical()
        .id_salt("skipped list")
        .max_height(LIST_HEIGHT.min(ui.available_height() - 110.0))
        .auto_shrink([false, true])
        .show_rows(ui, height, rows, |ui, range| {
            for row in range {
                if let Some(entry) = state.entry(props.entries, row) {
                    entry_ui(ui, props.text, entry, height);
                }
            }
        });
}

fn entry_ui(ui: &mut Ui, text: &Text, entry: &SkippedEntry, height: f32) {
    let path = entry.location.relative().to_string_lossy();
    let weak = theme::palette(ui).text_weak;
    let width = ui.available_width();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_height(height);
        let shown = widgets::elided_in_the_middle(ui, &path, &TextStyle::Body, width);
        ui.add(Label::new(shown).extend())
            .on_hover_text(path.as_ref());
        let why = RichText::new(why(text, &entry.cause)).color(weak);
        ui.add(Label::new(why.size(type_size::SMALL)).truncate());
    });
}

/// Why one thing was not looked at.
fn why(text: &Text, cause: &SkipCause) -> String {
    match cause {
        SkipCause::HiddenFile => text.get("skipped-why-hidden-file"),
        SkipCause::HiddenFolder => text.get("skipped-why-hidden-folder"),
        SkipCause::OnlineOnly => text.get("skipped-why-online-only"),
        SkipCause::OtherKind { extension } => {
            let kind = extension.to_uppercase();
            text.with("skipped-why-other-kind", &[("kind", kind.into())])
        }
        SkipCause::LinkedFolder { .. } => text.get("skipped-why-linked-folder"),
        SkipCause::NotAFile => text.get("skipped-why-not-a-file"),
        SkipCause::ImageNamedFolder => text.get("skipped-why-image-named-folder"),
        SkipCause::UnreadableFolder { detail } => {
            let detail = detail.as_str().into();
            text.with("skipped-why-unreadable-folder", &[("detail", detail)])
        }
        SkipCause::FolderNoAnswer { silent_for } => {
            let time = format::duration(*silent_for).into();
            text.with("skipped-why-folder-no-answer", &[("time", time)])
        }
        SkipCause::PictureByContent { kind } => {
            let kind = (*kind).into();
            text.with("skipped-why-picture-by-content", &[("kind", kind)])
        }
        SkipCause::UnknownContent { detail } => {
            let detail = detail.as_str().into();
            text.with("skipped-why-unknown-content", &[("detail", detail)])
        }
    }
}

fn include_switches(ui: &mut Ui, props: &SkippedWindowProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    ui.horizontal_wrapped(|ui| {
        widgets::caption(ui, text.get("setup-include"));
        let mut rules = props.include;
        let hidden = ui.checkbox(&mut rules.hidden, text.get("setup-include-hidden"));
        let online = ui
            .checkbox(&mut rules.online_only, text.get("setup-include-online"))
            .on_hover_text(text.get("setup-include-online-hint"));
        if hidden.changed() || online.changed() {
            commands.push(UiCommand::Scan(ScanCommand::SetInclude(rules)));
        }
    });
}
