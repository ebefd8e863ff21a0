//! The settings by the names of their controls.

use egui::{Key, KeyboardShortcut, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::keys_page::lines_of;
use super::*;
use crate::inspect::Sensitivity;
use crate::ui::keys::{KeyAction, KeyGroup};
use crate::ui::testing::{Words, assert_all_inside, window};
use crate::ui::{ListCommand, ScanCommand, WindowCommand};

/// The window, and what it asked for. Keys that are set are in force at once.
struct Shown {
    state: SettingsWindowState,
    keys: KeyMap,
    commands: Vec<UiCommand>,
}

fn shown(language: Language, page: Page) -> Harness<'static, Shown> {
    let words = Words::default();
    let state = Shown {
        state: SettingsWindowState {
            page,
            rebinding: Rebinding::Idle,
        },
        keys: KeyMap::default(),
        commands: Vec::new(),
    };
    window([900.0, 600.0], state, move |ui, shown| {
        let recent = [
            PathBuf::from("/shop/images"),
            PathBuf::from(
                "/a/very/long/path/that/leads/to/the/pictures/of/last/year/and/the/year/before/it",
            ),
        ];
        let places = [
            (
                Place::Database,
                PathBuf::from("/home/me/.local/share/blackdrop/blackdrop.db"),
            ),
            (
                Place::Log,
                PathBuf::from("/home/me/.local/state/blackdrop/logs"),
            ),
        ];
        let props = SettingsProps {
            text: words.of(language),
            workers: None,
            cores: NonZeroUsize::new(8).expect("not 0"),
            thresholds: &Sensitivity::Normal.thresholds(),
            include: IncludeRules::default(),
            theme: egui::ThemePreference::System,
            language: None,
            thumbnail_size: 160.0,
            keys: &shown.keys,
            recent_folders: &recent,
            places: &places,
        };
        let before = shown.commands.len();
        settings_window_ui(ui, &mut shown.state, &props, &mut shown.commands);
        for command in &shown.commands[before..] {
            if let UiCommand::Window(WindowCommand::SetKeys(keys)) = command {
                shown.keys = keys.clone();
            }
        }
    })
}

fn click(harness: &mut Harness<'_, Shown>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

#[test]
fn every_choice_is_a_command() {
    let mut harness = shown(Language::English, Page::General);
    click(&mut harness, "Dark");
    click(&mut harness, "简体中文");
    click(&mut harness, "Scanning");
    click(&mut harness, "Always this number");
    click(&mut harness, "Eager sensitivity");
    click(&mut harness, "Hidden files and folders");
    click(&mut harness, "Folders and files");
    click(&mut harness, "Forget /shop/images");
    click(&mut harness, "Forget all folders");
    click(&mut harness, "Show the log in the file manager");
    assert_eq!(
        harness.state().commands,
        [
            UiCommand::Window(WindowCommand::SetTheme(egui::ThemePreference::Dark)),
            UiCommand::Window(WindowCommand::SetLanguage(Some(
                Language::SimplifiedChinese
            ))),
            UiCommand::Scan(ScanCommand::SetWorkers(NonZeroUsize::new(8))),
            UiCommand::List(ListCommand::SetThresholds(Sensitivity::Eager.thresholds())),
            UiCommand::Scan(ScanCommand::SetInclude(IncludeRules {
                hidden: true,
                online_only: false
            })),
            UiCommand::Scan(ScanCommand::ForgetFolder(PathBuf::from("/shop/images"))),
            UiCommand::Scan(ScanCommand::ForgetAllFolders),
            UiCommand::Window(WindowCommand::ShowPlace(Place::Log)),
        ]
    );
}

const CONFIRM: &str = "Confirm: the background is black, Y";

#[test]
fn the_next_key_is_taken_and_escape_leaves_it() {
    let mut harness = shown(Language::English, Page::Keys);
    click(&mut harness, CONFIRM);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(
        harness.state().commands,
        [],
        "neither a key nor the end of the window"
    );
    click(&mut harness, CONFIRM);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::J);
    harness.run();
    let key = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::J);
    assert_eq!(harness.state().keys.keys(KeyAction::Confirm), [key]);
    click(
        &mut harness,
        "Usual keys for Confirm: the background is black",
    );
    assert_eq!(harness.state().keys, KeyMap::default(), "as it was");
}

#[test]
fn a_key_that_is_taken_is_asked_about() {
    let mut harness = shown(Language::English, Page::Keys);
    for (answer, confirms) in [("Leave it", Key::Y), ("Use it here", Key::N)] {
        click(&mut harness, CONFIRM);
        harness.key_press(Key::N);
        harness.run();
        assert!(
            harness
                .query_by_label_contains("N already means “False alarm”")
                .is_some(),
            "it says whose key that is"
        );
        click(&mut harness, answer);
        let keys = harness.state().keys.keys(KeyAction::Confirm).to_vec();
        assert_eq!(
            keys,
            [KeyboardShortcut::new(Modifiers::NONE, confirms)],
            "{answer}"
        );
    }
    click(&mut harness, "All as usual");
    assert_eq!(harness.state().keys, KeyMap::default(), "as it was");
}

#[test]
fn escape_closes_it() {
    let mut harness = shown(Language::English, Page::General);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(
        harness.state().commands,
        [UiCommand::Window(WindowCommand::ShowSettings(false))]
    );
}

#[test]
fn every_decision_has_a_key_that_can_be_set() {
    let review: Vec<KeyAction> = lines_of(KeyGroup::Review)
        .map(|(action, _)| action)
        .collect();
    for action in [
        KeyAction::Confirm,
        KeyAction::FalseAlarm,
        KeyAction::ClearDecision,
    ] {
        assert!(review.contains(&action), "{action:?} is on the page");
    }
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    for language in Language::ALL {
        for page in [Page::General, Page::Scan, Page::Files] {
            assert_all_inside(&shown(language, page));
        }
    }
}
