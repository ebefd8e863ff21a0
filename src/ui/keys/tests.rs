use egui::{Event, ImeEvent, Modifiers};
use egui_kittest::Harness;

use super::*;
use crate::scan::PauseCause;
use crate::ui::preview::ZoomStep;
use crate::ui::testing::window;
use crate::ui::{ListCommand, RepairCommand, ReviewCommand, ScanCommand, WindowCommand};

/// What each key of the sheet leads to.
mod sheet;

/// A window with a text field and the keys of a gallery of 4 columns.
struct Keys {
    typed: String,
    type_now: bool,
    phase: Option<ScanPhase>,
    preview_is_open: bool,
    acting_on: ActingOn,
    columns: usize,
    map: KeyMap,
    commands: Vec<UiCommand>,
}

fn harness() -> Harness<'static, Keys> {
    let keys = Keys {
        typed: String::new(),
        type_now: false,
        phase: Some(ScanPhase::Running),
        preview_is_open: false,
        acting_on: ActingOn::Images,
        columns: 4,
        map: KeyMap::default(),
        commands: Vec::new(),
    };
    window([400.0, 200.0], keys, |ui, keys| {
        let context = KeyContext {
            columns: keys.columns,
            page_lines: 3,
            phase: keys.phase.as_ref(),
            preview_is_open: keys.preview_is_open,
            sensitivity_is_open: false,
            acting_on: keys.acting_on,
            focus: Some(ImageId(7)),
            selected: &|| vec![ImageId(7), ImageId(9)],
            to_decide: &|| vec![ImageId(7), ImageId(8)],
        };
        set_map(ui.ctx(), &keys.map);
        while let Some(press) = next(ui.ctx()) {
            keys.commands.extend(command(press, &context));
        }
        let field = ui.add(egui::TextEdit::singleline(&mut keys.typed).hint_text("Filter"));
        if std::mem::take(&mut keys.type_now) {
            field.request_focus();
        }
    })
}

fn press(harness: &mut Harness<'_, Keys>, modifiers: Modifiers, key: Key) -> Vec<UiCommand> {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
    std::mem::take(&mut harness.state_mut().commands)
}

fn moved(rows: isize) -> UiCommand {
    let extend = false;
    ListCommand::MoveFocus { rows, extend }.into()
}

#[test]
fn decisions_have_a_key_each_and_are_about_what_is_selected() {
    let mut harness = harness();
    let decide = |decision| {
        let images = vec![ImageId(7), ImageId(8)];
        ReviewCommand::Decide { images, decision }.into()
    };
    for (key, decision) in [
        (Key::Y, Some(Decision::Confirmed)),
        (Key::N, Some(Decision::FalseAlarm)),
        (Key::U, None),
    ] {
        for preview_is_open in [false, true] {
            harness.state_mut().preview_is_open = preview_is_open;
            let commands = press(&mut harness, Modifiers::NONE, key);
            assert_eq!(commands, [decide(decision)], "{key:?}");
        }
    }
    let with_shift = Modifiers::COMMAND | Modifiers::SHIFT;
    for (modifiers, key, command) in [
        (Modifiers::COMMAND, Key::Z, ReviewCommand::Undo.into()),
        (with_shift, Key::Z, ReviewCommand::Redo.into()),
        (Modifiers::COMMAND, Key::Y, ReviewCommand::Redo.into()),
        (
            Modifiers::COMMAND,
            Key::R,
            ListCommand::RefreshFilter.into(),
        ),
    ] {
        let commands = press(&mut harness, modifiers, key);
        assert_eq!(commands, [command], "{modifiers:?} {key:?}");
    }
}

#[test]
fn the_command_key_of_macos_means_the_same() {
    let mut harness = harness();
    let held = Modifiers::MAC_CMD | Modifiers::COMMAND;
    assert_eq!(
        press(&mut harness, held, Key::Z),
        [ReviewCommand::Undo.into()]
    );
    assert_eq!(
        press(&mut harness, held, Key::Y),
        [ReviewCommand::Redo.into()]
    );
}

/// A key of another layout: what it gives, and where it stands.
fn press_at(harness: &mut Harness<'_, Keys>, key: Key, physical_key: Key) -> Vec<UiCommand> {
    harness.event(Event::Key {
        key,
        physical_key: Some(physical_key),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    harness.run();
    std::mem::take(&mut harness.state_mut().commands)
}

#[test]
fn a_layout_without_latin_letters_has_the_letters_where_they_stand() {
    let mut harness = harness();
    let is_undecided = |commands: &[UiCommand]| commands.is_empty();
    assert!(
        matches!(
            press_at(&mut harness, Key::Semicolon, Key::Y)[..],
            [UiCommand::Review(ReviewCommand::Decide { .. })]
        ),
        "a sign where others have Y"
    );
    assert!(
        is_undecided(&press_at(&mut harness, Key::Z, Key::Y)),
        "a German Z is no Y, wherever it stands"
    );
    assert!(
        matches!(
            press_at(&mut harness, Key::Y, Key::Z)[..],
            [UiCommand::Review(ReviewCommand::Decide { .. })]
        ),
        "and its Y is one"
    );
    assert_eq!(
        press_at(&mut harness, Key::Slash, Key::Q),
        [ListCommand::FocusFilter.into()],
        "a sign that means something keeps its meaning"
    );
}

#[test]
fn keys_that_were_set_work_instead_of_those_of_the_table() {
    let mut harness = harness();
    let j = KeyboardShortcut::new(Modifiers::NONE, Key::J);
    harness.state_mut().map.set(KeyAction::Gallery, vec![j]);
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::J),
        [ListCommand::SetViewMode(ViewMode::Gallery).into()]
    );
    assert_eq!(press(&mut harness, Modifiers::NONE, Key::G), [], "no more");
    assert_eq!(
        with_key(
            &harness.ctx,
            &harness.state().map,
            "Gallery",
            KeyAction::Gallery
        ),
        "Gallery (J)",
        "and are shown"
    );
}

#[test]
fn arrows_follow_the_grid() {
    let mut harness = harness();
    for (key, rows) in [
        (Key::ArrowLeft, -1),
        (Key::ArrowRight, 1),
        (Key::ArrowUp, -4),
        (Key::ArrowDown, 4),
        (Key::PageDown, 12),
        (Key::PageUp, -12),
        (Key::Home, isize::MIN),
        (Key::End, isize::MAX),
    ] {
        let commands = press(&mut harness, Modifiers::NONE, key);
        assert_eq!(commands, [moved(rows)], "{key:?}");
    }
    let (rows, extend) = (4, true);
    assert_eq!(
        press(&mut harness, Modifiers::SHIFT, Key::ArrowDown),
        [ListCommand::MoveFocus { rows, extend }.into()],
        "Shift selects"
    );
    harness.state_mut().columns = 1;
    assert_eq!(press(&mut harness, Modifiers::NONE, Key::ArrowLeft), []);
    harness.state_mut().preview_is_open = true;
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::ArrowRight),
        [moved(1)],
        "the preview goes through the images one by one"
    );
}

#[test]
fn other_modifiers_mean_something_else() {
    let mut harness = harness();
    for modifiers in [Modifiers::ALT, Modifiers::COMMAND | Modifiers::ALT] {
        assert_eq!(press(&mut harness, modifiers, Key::G), [], "{modifiers:?}");
    }
}

#[test]
fn while_a_text_is_typed_keys_only_type() {
    let mut harness = harness();
    harness.state_mut().type_now = true;
    harness.run();
    for key in [
        Key::G,
        Key::T,
        Key::Slash,
        Key::ArrowDown,
        Key::Space,
        Key::Home,
        Key::Y,
        Key::N,
        Key::U,
    ] {
        assert_eq!(press(&mut harness, Modifiers::NONE, key), [], "{key:?}");
    }
    for key in [Key::Z, Key::Y] {
        assert_eq!(press(&mut harness, Modifiers::COMMAND, key), [], "its own");
    }
    assert_eq!(
        press(&mut harness, Modifiers::COMMAND, Key::A),
        [],
        "its text"
    );
    assert_eq!(
        press(&mut harness, Modifiers::COMMAND, Key::S),
        [ListCommand::ShowExport(true).into()],
        "what types nothing still works"
    );
    let active_range_chars = None;
    let text = "ni".to_owned();
    harness.event(Event::Ime(ImeEvent::Preedit {
        text,
        active_range_chars,
    }));
    harness.run();
    assert_eq!(
        press(&mut harness, Modifiers::COMMAND, Key::S),
        [],
        "an input method composes"
    );
    harness.event(Event::Ime(ImeEvent::Commit("你".to_owned())));
    harness.run();
    assert_eq!(
        press(&mut harness, Modifiers::COMMAND, Key::S),
        [ListCommand::ShowExport(true).into()],
        "it is done"
    );
}

#[test]
fn escape_leaves_the_text_first_and_the_preview_after_that() {
    let mut harness = harness();
    harness.state_mut().preview_is_open = true;
    harness.state_mut().type_now = true;
    harness.run();
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::Escape),
        [],
        "the text field gives the keyboard up, and hears why"
    );
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::Escape),
        [ReviewCommand::ClosePreview.into()]
    );
}

#[test]
fn back_closes_the_large_view_first_and_leaves_a_part_of_the_results_after_that() {
    let mut harness = harness();
    harness.state_mut().acting_on = ActingOn::PartOfImages;
    harness.state_mut().preview_is_open = true;
    for key in [Key::Escape, Key::Backspace] {
        harness.state_mut().preview_is_open = true;
        assert_eq!(
            press(&mut harness, Modifiers::NONE, key),
            [ReviewCommand::ClosePreview.into()],
            "{key:?} in the large view"
        );
        harness.state_mut().preview_is_open = false;
        assert_eq!(
            press(&mut harness, Modifiers::NONE, key),
            [ListCommand::LeaveScope.into()],
            "{key:?} in the list"
        );
    }
}

#[test]
fn a_key_confirms_and_queues_and_others_open_what_proves_and_repairs() {
    let mut harness = harness();
    let queued = RepairCommand::ConfirmAndQueue(vec![ImageId(7), ImageId(8)]).into();
    for (modifiers, key, command) in [
        (Modifiers::NONE, Key::F, queued),
        (Modifiers::NONE, Key::V, ReviewCommand::ShowNextSide.into()),
        (
            Modifiers::COMMAND,
            Key::P,
            RepairCommand::ShowOriginals(true).into(),
        ),
        (
            Modifiers::COMMAND,
            Key::E,
            RepairCommand::ShowRepair(true).into(),
        ),
        (
            Modifiers::COMMAND,
            Key::H,
            RepairCommand::ShowRepairs(true).into(),
        ),
    ] {
        let commands = press(&mut harness, modifiers, key);
        assert_eq!(commands, [command], "{modifiers:?} {key:?}");
    }
    harness.state_mut().acting_on = ActingOn::Products;
    let commands = press(&mut harness, Modifiers::NONE, Key::F);
    assert_eq!(commands, [], "no product is repaired by a key");
}
