use egui_kittest::Harness;

use super::*;
use crate::scan::PauseCause;
use crate::ui::preview::ZoomStep;
use crate::ui::testing::window;

/// A window with a text field and the keys of a gallery of 4 columns.
struct Keys {
    state: KeyState,
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
        state: KeyState::default(),
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
            map: &keys.map,
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
        let new = commands(ui.ctx(), &mut keys.state, &context);
        keys.commands.extend(new);
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
    UiCommand::MoveFocus { rows, extend }
}

#[test]
fn decisions_have_a_key_each_and_are_about_what_is_selected() {
    let mut harness = harness();
    let decide = |decision| {
        let images = vec![ImageId(7), ImageId(8)];
        UiCommand::Decide { images, decision }
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
        (Modifiers::COMMAND, Key::Z, UiCommand::Undo),
        (with_shift, Key::Z, UiCommand::Redo),
        (Modifiers::COMMAND, Key::Y, UiCommand::Redo),
        (Modifiers::COMMAND, Key::R, UiCommand::RefreshFilter),
    ] {
        let commands = press(&mut harness, modifiers, key);
        assert_eq!(commands, [command], "{modifiers:?} {key:?}");
    }
}

#[test]
fn the_command_key_of_macos_means_the_same() {
    let mut harness = harness();
    let held = Modifiers::MAC_CMD | Modifiers::COMMAND;
    assert_eq!(press(&mut harness, held, Key::Z), [UiCommand::Undo]);
    assert_eq!(press(&mut harness, held, Key::Y), [UiCommand::Redo]);
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
            [UiCommand::Decide { .. }]
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
            [UiCommand::Decide { .. }]
        ),
        "and its Y is one"
    );
    assert_eq!(
        press_at(&mut harness, Key::Slash, Key::Q),
        [UiCommand::FocusFilter],
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
        [UiCommand::SetViewMode(ViewMode::Gallery)]
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
        [UiCommand::MoveFocus { rows, extend }],
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
fn keys_do_what_the_sheet_says() {
    let mut harness = harness();
    let both = || vec![ImageId(7), ImageId(9)];
    for (modifiers, key, command) in [
        (Modifiers::NONE, Key::Enter, UiCommand::OpenPreview),
        (Modifiers::NONE, Key::Space, UiCommand::OpenPreview),
        (Modifiers::NONE, Key::Plus, UiCommand::Zoom(ZoomStep::In)),
        (Modifiers::SHIFT, Key::Plus, UiCommand::Zoom(ZoomStep::In)),
        (Modifiers::NONE, Key::Minus, UiCommand::Zoom(ZoomStep::Out)),
        (Modifiers::NONE, Key::Num0, UiCommand::Zoom(ZoomStep::Fit)),
        (
            Modifiers::NONE,
            Key::Num1,
            UiCommand::Zoom(ZoomStep::Actual),
        ),
        (Modifiers::NONE, Key::B, UiCommand::ToggleBlackArea),
        (Modifiers::COMMAND, Key::S, UiCommand::ShowExport(true)),
        (Modifiers::COMMAND, Key::F, UiCommand::FocusFilter),
        (Modifiers::NONE, Key::Slash, UiCommand::FocusFilter),
        (Modifiers::COMMAND, Key::O, UiCommand::ChooseFolder),
        (Modifiers::COMMAND, Key::L, UiCommand::FocusPath),
        (Modifiers::COMMAND, Key::A, UiCommand::SelectAll),
        (
            Modifiers::COMMAND,
            Key::Enter,
            UiCommand::OpenInProgram(both()),
        ),
        (Modifiers::NONE, Key::O, UiCommand::OpenInProgram(both())),
        (
            Modifiers::NONE,
            Key::R,
            UiCommand::ShowInFileManager(ImageId(7)),
        ),
        (
            Modifiers::NONE,
            Key::G,
            UiCommand::SetViewMode(ViewMode::Gallery),
        ),
        (
            Modifiers::NONE,
            Key::T,
            UiCommand::SetViewMode(ViewMode::Table),
        ),
        (
            Modifiers::NONE,
            Key::D,
            UiCommand::SetViewMode(ViewMode::Products),
        ),
        (Modifiers::COMMAND, Key::ArrowRight, UiCommand::NextProduct),
        (Modifiers::NONE, Key::P, UiCommand::PauseScan),
        (Modifiers::SHIFT, Key::F5, UiCommand::StopScan),
        (
            Modifiers::SHIFT,
            Key::Questionmark,
            UiCommand::ShowKeys(true),
        ),
        (Modifiers::NONE, Key::F1, UiCommand::ShowKeys(true)),
    ] {
        let commands = press(&mut harness, modifiers, key);
        assert_eq!(commands, [command], "{modifiers:?} {key:?}");
    }
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(harness.state().commands, [UiCommand::CopyPaths(both())]);
}

#[test]
fn the_scan_keys_follow_its_phase() {
    let mut harness = harness();
    assert_eq!(press(&mut harness, Modifiers::NONE, Key::F5), [], "it runs");
    harness.state_mut().phase = Some(ScanPhase::Paused(PauseCause::Asked));
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::P),
        [UiCommand::ResumeScan]
    );
    harness.state_mut().phase = None;
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::F5),
        [UiCommand::StartScan]
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
        [UiCommand::ShowExport(true)],
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
        [UiCommand::ShowExport(true)],
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
        [UiCommand::ClosePreview]
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
            [UiCommand::ClosePreview],
            "{key:?} in the large view"
        );
        harness.state_mut().preview_is_open = false;
        assert_eq!(
            press(&mut harness, Modifiers::NONE, key),
            [UiCommand::LeaveScope],
            "{key:?} in the list"
        );
    }
}

#[test]
fn a_key_confirms_and_queues_and_others_open_what_proves_and_repairs() {
    let mut harness = harness();
    let queued = UiCommand::ConfirmAndQueueRepair(vec![ImageId(7), ImageId(8)]);
    for (modifiers, key, command) in [
        (Modifiers::NONE, Key::F, queued),
        (Modifiers::NONE, Key::V, UiCommand::ShowNextSide),
        (Modifiers::COMMAND, Key::P, UiCommand::ShowOriginals(true)),
        (Modifiers::COMMAND, Key::E, UiCommand::ShowRepair(true)),
        (Modifiers::COMMAND, Key::H, UiCommand::ShowRepairs(true)),
    ] {
        let commands = press(&mut harness, modifiers, key);
        assert_eq!(commands, [command], "{modifiers:?} {key:?}");
    }
    harness.state_mut().acting_on = ActingOn::Products;
    let commands = press(&mut harness, Modifiers::NONE, Key::F);
    assert_eq!(commands, [], "no product is repaired by a key");
}
