use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::scan::{PauseCause, ScanEnd};
use crate::ui::Language;
use crate::ui::testing::{Words, assert_all_inside, window};
use crate::ui::{RepairCommand, ScanCommand, WindowCommand};

/// The bar with what it needs, and what it asked for.
struct Bar {
    state: SetupBarState,
    phase: Option<ScanPhase>,
    problem: Option<PathProblem>,
    recent: Vec<PathBuf>,
    workers: usize,
    measures: Measures,
    folder_of_results: Option<PathBuf>,
    results_measures: Option<Measures>,
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
            measures: Measures::default(),
            folder_of_results: None,
            results_measures: None,
            language: Language::English,
            commands: Vec::new(),
        }
    }
}

fn harness(bar: Bar, width: f32) -> Harness<'static, Bar> {
    let words = Words::default();
    window([width, 600.0], bar, move |ui: &mut Ui, bar: &mut Bar| {
        let props = SetupBarProps {
            text: words.of(bar.language),
            phase: bar.phase.as_ref(),
            problem: bar.problem.as_ref(),
            recent_folders: &bar.recent,
            workers: NonZeroUsize::new(bar.workers).expect("a scan has a worker"),
            cores: NonZeroUsize::new(2).expect("a machine has a core"),
            include: IncludeRules::default(),
            measures: bar.measures,
            folder_of_results: bar.folder_of_results.as_deref(),
            results_measures: bar.results_measures,
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
        [
            UiCommand::Scan(ScanCommand::PathEdited),
            UiCommand::Scan(ScanCommand::Start)
        ],
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
        [UiCommand::Scan(ScanCommand::SetWorkers(NonZeroUsize::new(
            3
        )))]
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
fn the_menu_switches_what_is_looked_at_and_leads_to_the_settings() {
    let mut harness = harness(Bar::default(), 1280.0);
    harness.get_by_label("More options").click();
    harness.run();
    harness.get_by_label("Hidden files and folders").click();
    harness.run();
    harness.get_by_label("Settings…").click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [
            UiCommand::Scan(ScanCommand::SetInclude(IncludeRules {
                hidden: true,
                online_only: false
            })),
            UiCommand::Window(WindowCommand::ShowSettings(true)),
        ]
    );
}

#[test]
fn a_recent_folder_is_opened() {
    let bar = Bar {
        recent: vec![PathBuf::from("/shop/images")],
        ..Bar::default()
    };
    let mut harness = harness(bar, 1280.0);
    harness.get_by_label("Recent folders").click();
    harness.run();
    harness.get_by_label("/shop/images").click();
    harness.run();
    let open = ScanCommand::ScanFolder(PathBuf::from("/shop/images"));
    assert_eq!(harness.state().commands, [UiCommand::Scan(open)]);
}

#[test]
fn results_of_another_folder_than_the_box_names_say_whose_they_are() {
    for language in Language::ALL {
        for folder in [
            "/shop/images",
            &format!("/shop/{}", "long name ".repeat(30)),
        ] {
            let bar = Bar {
                folder_of_results: Some(PathBuf::from(folder)),
                language,
                ..Bar::default()
            };
            let harness = harness(bar, 900.0);
            assert_all_inside(&harness);
        }
    }
    let bar = Bar {
        folder_of_results: Some(PathBuf::from("/shop/images")),
        ..Bar::default()
    };
    let mut harness = harness(bar, 900.0);
    harness.get_by_label("These results are of /shop/images");
    harness.get_by_label("Back to this folder").click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [UiCommand::Scan(ScanCommand::NameFolderOfResults)]
    );
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

#[test]
fn what_is_measured_is_chosen_in_the_menu() {
    let mut harness = harness(Bar::default(), 900.0);
    harness.get_by_label("More options").click();
    harness.run();
    for name in ["Full measurement", "Check files completely"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let nothing = Measures::default();
    let full = Measures {
        full: true,
        ..nothing
    };
    let complete = Measures {
        complete: true,
        ..nothing
    };
    assert_eq!(
        harness.state().commands,
        [
            UiCommand::Scan(ScanCommand::SetMeasures(full)),
            UiCommand::Scan(ScanCommand::SetMeasures(complete))
        ]
    );
    assert_all_inside(&harness);
}

#[test]
fn a_full_measurement_checks_files_completely_anyway() {
    let bar = Bar {
        measures: Measures {
            full: true,
            complete: false,
        },
        ..Bar::default()
    };
    let mut harness = harness(bar, 900.0);
    harness.get_by_label("More options").click();
    harness.run();
    let complete = harness.get_by_label("Check files completely");
    let node = complete.accesskit_node();
    assert!(
        node.is_disabled() && node.toggled() == Some(egui::accesskit::Toggled::True),
        "it is ticked, and not to be chosen"
    );
}

#[test]
fn the_bar_says_how_the_next_scan_differs_from_the_results() {
    let nothing = Measures::default();
    let full = Measures {
        full: true,
        ..nothing
    };
    let complete = Measures {
        complete: true,
        ..nothing
    };
    for (made_with, next, said) in [
        (None, full, None),
        (Some(full), full, None),
        (
            Some(nothing),
            full,
            Some("These results were made without full measurement; it begins with the next scan"),
        ),
        (
            Some(full),
            complete,
            Some("These results were made with full measurement; the next scan is made without it"),
        ),
        (
            Some(nothing),
            complete,
            Some("These files were not checked completely; the next scan does that"),
        ),
        (
            Some(complete),
            nothing,
            Some("These files were checked completely; the next scan does not do that"),
        ),
    ] {
        let bar = Bar {
            measures: next,
            results_measures: made_with,
            ..Bar::default()
        };
        let harness = harness(bar, 900.0);
        let shown = harness.query_by_label_contains("These ");
        let words = shown.and_then(|node| node.accesskit_node().value());
        assert_eq!(words.as_deref(), said, "{made_with:?}, then {next:?}");
    }
}

#[test]
fn originals_and_repairs_are_in_the_menu_once_there_are_results() {
    for (phase, opens) in [(None, false), (Some(ScanPhase::Running), true)] {
        let bar = Bar {
            phase,
            ..Bar::default()
        };
        let mut harness = harness(bar, 1_280.0);
        for (name, command) in [
            (
                "Originals…",
                UiCommand::Repair(RepairCommand::ShowOriginals(true)),
            ),
            (
                "Repairs…",
                UiCommand::Repair(RepairCommand::ShowRepairs(true)),
            ),
        ] {
            harness.state_mut().commands.clear();
            harness.get_by_label("More options").click();
            harness.run();
            harness.get_by_label(name).click();
            harness.run();
            let expected = opens.then_some(command);
            assert!(harness.state().commands.iter().eq(&expected), "{name}");
            if !opens {
                harness.key_press(egui::Key::Escape);
                harness.run();
            }
        }
    }
}
