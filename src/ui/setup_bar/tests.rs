use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::{PauseCause, ScanEnd};
use crate::ui::testing::{Words, assert_all_inside, window};

/// The bar with what it needs, and what it asked for.
struct Bar {
    state: SetupBarState,
    phase: Option<ScanPhase>,
    problem: Option<PathProblem>,
    recent: Vec<PathBuf>,
    workers: usize,
    language: Language,
    commands: Vec<UiCommand>,
}

impl Default for Bar {
    fn default() -> Self {
        Self {
            state: SetupBarState::default(),
            phase: None,
            problem: None,
            recent: Vec::new(),
            workers: 2,
            language: Language::English,
            commands: Vec::new(),
        }
    }
}

fn harness(bar: Bar, width: f32) -> Harness<'static, Bar> {
    let words = Words::default();
    window([width, 400.0], bar, move |ui: &mut Ui, bar: &mut Bar| {
        let props = SetupBarProps {
            text: words.of(bar.language),
            phase: bar.phase.as_ref(),
            problem: bar.problem.as_ref(),
            recent_folders: &bar.recent,
            workers: NonZeroUsize::new(bar.workers).expect("a scan has a worker"),
            cores: NonZeroUsize::new(2).expect("a machine has a core"),
            include: IncludeRules::default(),
            theme: egui::ThemePreference::System,
            language: None,
        };
        setup_bar_ui(ui, &mut bar.state, &props, &mut bar.commands);
    })
}

#[test]
fn enter_in_the_path_box_starts() {
    let mut harness = harness(Bar::default(), 1280.0);
    harness.get_by_label("Folder").click();
    harness.run();
    harness.get_by_label("Folder").type_text("~/shop");
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().state.path, "~/shop", "what was typed");
    assert_eq!(
        harness.state().commands,
        [UiCommand::PathEdited, UiCommand::StartScan],
        "the app checks the path, then scans it"
    );
}

#[test]
fn an_empty_path_cannot_be_started() {
    let mut harness = harness(Bar::default(), 1280.0);
    harness.get_by_label("Start").click();
    harness.run();
    assert_eq!(harness.state().commands, [], "nothing to scan");
}

#[test]
fn each_phase_offers_what_can_be_done_next() {
    let paused = ScanPhase::Paused(PauseCause::Asked);
    for (phase, offered) in [
        (ScanPhase::Running, ["Pause", "Stop"]),
        (paused, ["Resume", "Stop"]),
        (ScanPhase::Ended(ScanEnd::Completed), ["Start", "Start"]),
    ] {
        let bar = Bar {
            phase: Some(phase.clone()),
            ..Bar::default()
        };
        let harness = harness(bar, 900.0);
        for label in offered {
            assert!(
                harness.query_by_label(label).is_some(),
                "{phase:?} offers {label}"
            );
        }
    }
}

#[test]
fn a_bad_path_says_so() {
    let bar = Bar {
        problem: Some(PathProblem::NotFound),
        ..Bar::default()
    };
    let harness = harness(bar, 900.0);
    assert!(
        harness.query_by_label("There is no such folder").is_some(),
        "the sentence stands below the box"
    );
}

#[test]
fn workers_step_and_stay_below_the_most() {
    let mut one = harness(Bar::default(), 1280.0);
    one.get_by_label("One worker more").click();
    one.run();
    assert_eq!(
        one.state().commands,
        [UiCommand::SetWorkers(NonZeroUsize::new(3).expect("not 0"))]
    );
    let mut most = harness(
        Bar {
            workers: 32,
            ..Bar::default()
        },
        1280.0,
    );
    assert!(
        most.query_by_label("More workers than cores help on slow network shares")
            .is_some(),
        "more workers than cores come with a word why"
    );
    most.get_by_label("One worker more").click();
    most.run();
    assert_eq!(
        most.state().commands,
        [],
        "32 workers are the most for 2 cores"
    );
}

#[test]
fn the_menu_switches_what_is_looked_at() {
    let mut harness = harness(Bar::default(), 1280.0);
    harness.get_by_label("More options").click();
    harness.run();
    harness.get_by_label("Hidden files and folders").click();
    harness.run();
    harness.get_by_label("Dark").click();
    harness.run();
    harness.get_by_label("简体中文").click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [
            UiCommand::SetInclude(IncludeRules {
                hidden: true,
                online_only: false
            }),
            UiCommand::SetTheme(egui::ThemePreference::Dark),
            UiCommand::SetLanguage(Some(Language::SimplifiedChinese)),
        ]
    );
}

#[test]
fn a_recent_folder_comes_into_the_box() {
    let bar = Bar {
        recent: vec![PathBuf::from("/shop/images")],
        ..Bar::default()
    };
    let mut harness = harness(bar, 1280.0);
    harness.get_by_label("Recent folders").click();
    harness.run();
    harness.get_by_label("/shop/images").click();
    harness.run();
    assert_eq!(harness.state().state.path, "/shop/images");
    assert_eq!(harness.state().commands, [UiCommand::PathEdited]);
}

#[test]
fn nothing_is_cut_off_in_a_narrow_window() {
    for language in Language::ALL {
        let bar = Bar {
            phase: Some(ScanPhase::Running),
            language,
            ..Bar::default()
        };
        let harness = harness(bar, 900.0);
        assert_all_inside(&harness);
    }
}
