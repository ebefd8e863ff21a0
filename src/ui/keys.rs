//! Keys that work everywhere in the window, from one table and what the user set in its place.
//!
//! On keyboards whose layout gives no Latin letter, a letter's key is the one that stands where a US keyboard has it.
//! While a text is being typed they only type (what types nothing, such as Ctrl+S, still works), while an input method
//! composes they do nothing at all, and while a dialog or a menu is open they belong to it.

mod action;
mod context;
mod map;
mod owner;
mod queue;
mod table;

#[cfg(test)]
mod tests;

use egui::{Key, KeyboardShortcut};

use super::preview::ZoomStep;
use super::{
    ListCommand, RepairCommand, ReviewCommand, ScanCommand, UiCommand, ViewMode, WindowCommand,
};
use crate::scan::ImageId;
use crate::session::{Beside, Decision, ScanPhase};

pub use action::KeyAction;
pub use context::{ActingOn, KeyContext};
pub use map::KeyMap;
pub use queue::KeyPress;
use queue::KeyQueue;
pub use table::{KeyGroup, SHORTCUTS, Shortcut};

/// The keys in force from now on. To be called before the first frame, and whenever the user sets others.
pub fn set_map(ctx: &egui::Context, map: &KeyMap) {
    ctx.plugin_or_default::<KeyQueue>().lock().set_map(map);
}

/// The next key that the window has to obey in this frame, before any panel is shown. Each is to be obeyed on the state
/// that the one before it left; those that nobody asks for wait for the next frame.
#[must_use]
pub fn next(ctx: &egui::Context) -> Option<KeyPress> {
    ctx.plugin_or_default::<KeyQueue>().lock().next()
}

/// Whether keys are waiting for another frame.
#[must_use]
pub fn are_waiting(ctx: &egui::Context) -> bool {
    !ctx.plugin_or_default::<KeyQueue>().lock().is_empty()
}

/// Whether a question is open that nobody can have seen yet: what was pressed and clicked before that is not meant for
/// it, and not for what lies under it either. It is dropped, and [`take_unused`] tells how many keys that were.
pub fn bar(ctx: &egui::Context, is_barred: bool) {
    ctx.plugin_or_default::<KeyQueue>().lock().bar(is_barred);
}

/// Whether the list that a person asked for is being worked out: what could ask for another one waits for it, because
/// what is selected depends on every list that there was.
pub fn await_list(ctx: &egui::Context, is_awaited: bool) {
    ctx.plugin_or_default::<KeyQueue>()
        .lock()
        .await_list(is_awaited);
}

/// How many keys were dropped since this was asked last.
#[must_use]
pub fn take_unused(ctx: &egui::Context) -> u64 {
    ctx.plugin_or_default::<KeyQueue>().lock().take_unused()
}

/// A shortcut as people write it on this system: "Ctrl+S", "⌘S".
#[must_use]
pub fn shown(ctx: &egui::Context, shortcut: KeyboardShortcut) -> String {
    match shortcut.logical_key {
        // egui writes these out as words.
        key @ (Key::Questionmark | Key::Slash | Key::Plus | Key::Minus | Key::Equals)
            if shortcut.modifiers.is_none() =>
        {
            key.symbol_or_name().to_owned()
        }
        Key::Comma => ctx
            .format_shortcut(&shortcut)
            .replace(Key::Comma.name(), ","),
        _ => ctx.format_shortcut(&shortcut),
    }
}

/// The keys of an action as people write them, the first one only: "Y"; `None` where it has no key.
#[must_use]
pub fn first_shown(ctx: &egui::Context, map: &KeyMap, action: KeyAction) -> Option<String> {
    let first = map.keys(action).first()?;
    Some(shown(ctx, *first))
}

/// A control's name with the key that does the same: "Larger (+)".
#[must_use]
pub fn with_key(ctx: &egui::Context, map: &KeyMap, name: &str, action: KeyAction) -> String {
    match first_shown(ctx, map, action) {
        Some(key) => format!("{name} ({key})"),
        None => name.to_owned(),
    }
}

/// What a key asks for where the window stands so; `None` where it has no meaning there.
#[must_use]
pub fn command(press: KeyPress, context: &KeyContext<'_>) -> Option<UiCommand> {
    let KeyPress { action, modifiers } = press;
    let is_active = matches!(
        context.phase,
        Some(ScanPhase::Running | ScanPhase::Paused(_))
    );
    match action {
        KeyAction::ChooseFolder => Some(ScanCommand::ChooseFolder.into()),
        KeyAction::FocusPath => Some(ScanCommand::FocusPath.into()),
        KeyAction::Start => {
            let can_start = matches!(context.phase, None | Some(ScanPhase::Ended(_)));
            can_start.then_some(ScanCommand::Start.into())
        }
        KeyAction::PauseOrResume => match context.phase {
            Some(ScanPhase::Running) => Some(ScanCommand::Pause.into()),
            Some(ScanPhase::Paused(_)) => Some(ScanCommand::Resume.into()),
            _ => None,
        },
        KeyAction::Stop => is_active.then_some(ScanCommand::Stop.into()),
        KeyAction::OpenPreview if context.preview_is_open => {
            Some(ReviewCommand::ClosePreview.into())
        }
        KeyAction::OpenPreview => {
            let has_focus = context.focus.is_some() || context.acting_on == ActingOn::Products;
            has_focus.then_some(ReviewCommand::OpenPreview.into())
        }
        KeyAction::Back if context.sensitivity_is_open => {
            Some(ListCommand::ShowSensitivityNumbers(false).into())
        }
        KeyAction::Back if context.preview_is_open => Some(ReviewCommand::ClosePreview.into()),
        KeyAction::Back if context.acting_on == ActingOn::Compared => {
            Some(ReviewCommand::CloseCompare.into())
        }
        KeyAction::Back => {
            (context.acting_on == ActingOn::PartOfImages).then_some(ListCommand::LeaveScope.into())
        }
        KeyAction::ZoomIn => Some(ReviewCommand::Zoom(ZoomStep::In).into()),
        KeyAction::ZoomOut => Some(ReviewCommand::Zoom(ZoomStep::Out).into()),
        KeyAction::ZoomFit => Some(ReviewCommand::Zoom(ZoomStep::Fit).into()),
        KeyAction::ZoomActual if is_comparing(context) => Some(ReviewCommand::FocusPane(1).into()),
        KeyAction::ZoomActual => Some(ReviewCommand::Zoom(ZoomStep::Actual).into()),
        KeyAction::Compare => Some(compare(context)),
        KeyAction::SecondPane => {
            is_comparing(context).then_some(ReviewCommand::FocusPane(2).into())
        }
        KeyAction::ThirdPane => is_comparing(context).then_some(ReviewCommand::FocusPane(3).into()),
        KeyAction::FourthPane => {
            is_comparing(context).then_some(ReviewCommand::FocusPane(4).into())
        }
        KeyAction::BlackArea => context.focus.map(|_| ReviewCommand::ToggleBlackArea.into()),
        KeyAction::Confirm => decide(context, Some(Decision::Confirmed)),
        KeyAction::FalseAlarm => decide(context, Some(Decision::FalseAlarm)),
        KeyAction::ClearDecision => decide(context, None),
        KeyAction::ConfirmAndRepair => confirm_and_repair(context),
        KeyAction::NextSide => context.focus.map(|_| ReviewCommand::ShowNextSide.into()),
        KeyAction::Undo => Some(ReviewCommand::Undo.into()),
        KeyAction::Redo => Some(ReviewCommand::Redo.into()),
        KeyAction::RefreshFilter => Some(ListCommand::RefreshFilter.into()),
        KeyAction::SelectAll => Some(ListCommand::SelectAll.into()),
        KeyAction::CopyPaths => some_images(context).map(|it| ReviewCommand::CopyPaths(it).into()),
        KeyAction::OpenInProgram => {
            some_images(context).map(|it| ReviewCommand::OpenInProgram(it).into())
        }
        KeyAction::ShowInFileManager => context
            .focus
            .map(|it| ReviewCommand::ShowInFileManager(it).into()),
        KeyAction::Gallery => Some(ListCommand::SetViewMode(ViewMode::Gallery).into()),
        KeyAction::Table => Some(ListCommand::SetViewMode(ViewMode::Table).into()),
        KeyAction::Products => Some(ListCommand::SetViewMode(ViewMode::Products).into()),
        KeyAction::NextProduct => Some(ListCommand::NextProduct.into()),
        KeyAction::FocusFilter => Some(ListCommand::FocusFilter.into()),
        KeyAction::Export => Some(ListCommand::ShowExport(true).into()),
        KeyAction::ShowOriginals => Some(RepairCommand::ShowOriginals(true).into()),
        KeyAction::ShowRepair => Some(RepairCommand::ShowRepair(true).into()),
        KeyAction::ShowRepairs => Some(RepairCommand::ShowRepairs(true).into()),
        KeyAction::ShowSettings => Some(WindowCommand::ShowSettings(true).into()),
        KeyAction::ShowKeys => Some(WindowCommand::ShowKeys(true).into()),
        KeyAction::PageUp if is_comparing(context) => {
            Some(ReviewCommand::CompareProduct(Beside::Before).into())
        }
        KeyAction::PageDown if is_comparing(context) => {
            Some(ReviewCommand::CompareProduct(Beside::After).into())
        }
        KeyAction::MoveLeft
        | KeyAction::MoveRight
        | KeyAction::MoveUp
        | KeyAction::MoveDown
        | KeyAction::PageUp
        | KeyAction::PageDown
        | KeyAction::First
        | KeyAction::Last => {
            let rows = steps(action, context)?;
            let extend = modifiers.shift && !context.preview_is_open && !is_comparing(context);
            Some(ListCommand::MoveFocus { rows, extend }.into())
        }
    }
}

fn decide(context: &KeyContext<'_>, decision: Option<Decision>) -> Option<UiCommand> {
    if context.acting_on == ActingOn::Products {
        return None;
    }
    let images = (context.to_decide)();
    if images.is_empty() {
        // Nothing is decided about an image that nobody looked at: the key leads to the first one.
        let leads_to_first = context.phase.is_some() && context.acting_on != ActingOn::Compared;
        return leads_to_first.then_some(
            ListCommand::MoveFocus {
                rows: 0,
                extend: false,
            }
            .into(),
        );
    }
    Some(ReviewCommand::Decide { images, decision }.into())
}

/// As a decision, and no more than that where nothing is proven: the app leaves such images out of the queue.
fn confirm_and_repair(context: &KeyContext<'_>) -> Option<UiCommand> {
    match decide(context, Some(Decision::Confirmed))? {
        UiCommand::Review(ReviewCommand::Decide { images, .. }) => {
            Some(RepairCommand::ConfirmAndQueue(images).into())
        }
        other => Some(other),
    }
}

/// Whether images are side by side in sight.
fn is_comparing(context: &KeyContext<'_>) -> bool {
    context.acting_on == ActingOn::Compared && !context.preview_is_open
}

/// Side by side, and with the same key back; the focused image's product unless several images are selected.
fn compare(context: &KeyContext<'_>) -> UiCommand {
    if is_comparing(context) {
        return ReviewCommand::CloseCompare.into();
    }
    let selected = (context.selected)();
    ReviewCommand::Compare(if selected.len() > 1 {
        selected
    } else {
        Vec::new()
    })
    .into()
}

/// How far a key moves the focus, in images.
fn steps(action: KeyAction, context: &KeyContext<'_>) -> Option<isize> {
    let one_by_one = context.preview_is_open;
    let line = if one_by_one {
        1
    } else {
        isize::try_from(context.columns.max(1)).unwrap_or(1)
    };
    let page = line.saturating_mul(isize::try_from(context.page_lines.max(1)).unwrap_or(1));
    let is_grid = context.columns > 1 || one_by_one || is_comparing(context);
    match action {
        KeyAction::MoveLeft => is_grid.then_some(-1),
        KeyAction::MoveRight => is_grid.then_some(1),
        KeyAction::MoveUp => Some(-line),
        KeyAction::MoveDown => Some(line),
        KeyAction::PageUp => Some(-page),
        KeyAction::PageDown => Some(page),
        KeyAction::First => Some(isize::MIN),
        KeyAction::Last => Some(isize::MAX),
        _ => None,
    }
}

/// The selected images, or `None` where nothing is selected.
fn some_images(context: &KeyContext<'_>) -> Option<Vec<ImageId>> {
    let images = (context.selected)();
    (!images.is_empty()).then_some(images)
}
