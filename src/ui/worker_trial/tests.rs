use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::{ReachError, TrialEvent, TrialResult};
use crate::ui::Language;
use crate::ui::ScanCommand;
use crate::ui::testing::{Words, assert_all_inside, window};

type Shown = (TrialState, Vec<UiCommand>);

fn number(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

fn rate(workers: usize, images_per_sec: f64) -> StepRate {
    StepRate {
        workers: number(workers),
        images_per_sec,
        speed_up: images_per_sec / 750.0,
        images: 1_000,
    }
}

fn ready() -> TrialState {
    TrialState::new([1, 2, 4, 8, 12, 16, 32].map(number).to_vec())
}

fn measuring() -> TrialState {
    let mut trial = ready();
    trial.start();
    trial.apply(TrialEvent::Measuring {
        workers: number(4),
        round: 1,
    });
    trial.apply(TrialEvent::Measured(vec![rate(1, 750.0), rate(2, 1_400.0)]));
    trial
}

/// Over, with a result: 8 workers, though 16 were a little faster.
fn done(sample: Sample) -> TrialState {
    let mut trial = measuring();
    let rates = [
        (1, 750.0),
        (2, 1_400.0),
        (4, 2_000.0),
        (8, 2_310.0),
        (12, 2_300.0),
        (16, 2_330.0),
    ];
    trial.apply(TrialEvent::Ended(Ok(TrialResult {
        rates: rates
            .map(|(workers, rate_of)| rate(workers, rate_of))
            .to_vec(),
        best: rate(8, 2_310.0),
        sample,
    })));
    trial
}

fn failed(error: TrialError) -> TrialState {
    let mut trial = ready();
    trial.start();
    trial.apply(TrialEvent::Ended(Err(error)));
    trial
}

fn shown_in(trial: TrialState, language: Language, size: [f32; 2]) -> Harness<'static, Shown> {
    let words = Words::default();
    window(size, (trial, Vec::new()), move |ui, (trial, commands)| {
        let props = WorkerTrialProps {
            text: words.of(language),
            folder: Path::new("/mnt/share/shop/images of the spring catalogue/2026/everything"),
            trial,
            most_images: 12_431,
            usual_time: Duration::from_secs(40),
            was_scanned: true,
        };
        worker_trial_ui(ui, &props, commands);
    })
}

fn shown(trial: TrialState) -> Harness<'static, Shown> {
    shown_in(trial, Language::English, [900.0, 600.0])
}

#[track_caller]
fn assert_says(harness: &Harness<'_, Shown>, words: &str) {
    assert!(
        harness.query_by_label_contains(words).is_some(),
        "something says {words:?}"
    );
}

#[test]
fn it_says_what_will_happen_before_it_starts() {
    let mut harness = shown(ready());
    assert_says(&harness, "up to 12,431 images of this folder");
    assert_says(&harness, "up to 32, and shows");
    assert_says(&harness, "up to 40 s and changes nothing");
    assert_says(&harness, "32 workers: not measured yet");
    harness.get_by_label("Start measuring").click();
    harness.run();
    assert_eq!(
        harness.state().1,
        [UiCommand::Scan(ScanCommand::StartWorkerTrial)]
    );
}

#[test]
fn enter_starts_it() {
    let mut harness = shown(ready());
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(
        harness.state().1,
        [UiCommand::Scan(ScanCommand::StartWorkerTrial)]
    );
}

#[test]
fn bars_are_there_as_soon_as_they_are_measured() {
    let mut harness = shown(measuring());
    assert_says(&harness, "Measuring 4 workers, round 1 of 2");
    assert_says(&harness, "1 worker: 750 images/s");
    assert_says(
        &harness,
        "2 workers: 1,400 images/s, 1.9 times as fast as one worker",
    );
    assert_says(&harness, "4 workers: not measured yet");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, [], "there is nothing to take yet");
    harness.get_by_label("Cancel").click();
    harness.run();
    assert_eq!(
        harness.state().1,
        [UiCommand::Scan(ScanCommand::CloseWorkerTrial)]
    );
}

#[test]
fn the_best_is_taken_by_a_click_or_enter() {
    let taken = [
        UiCommand::Scan(ScanCommand::SetWorkers(Some(number(8)))),
        UiCommand::Scan(ScanCommand::CloseWorkerTrial),
    ];
    let mut harness = shown(done(Sample::Untouched));
    assert_says(
        &harness,
        "8 workers: 2,310 images/s, 3.1 times as fast as one worker; the best",
    );
    assert_says(&harness, "Best with 8 workers: 2,310 images/s, 3.1 times");
    assert_says(&harness, "16 workers are hardly faster");
    assert_says(&harness, "32 workers: not needed");
    harness.get_by_label("Use 8 workers").click();
    harness.run();
    assert_eq!(harness.state().1, taken);

    let mut harness = shown(done(Sample::Untouched));
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, taken);
}

#[test]
fn it_can_be_measured_again() {
    let mut harness = shown(done(Sample::Untouched));
    harness.get_by_label("Measure again").click();
    harness.run();
    assert_eq!(
        harness.state().1,
        [UiCommand::Scan(ScanCommand::StartWorkerTrial)]
    );
}

#[test]
fn it_says_whether_the_files_were_read_before() {
    let harness = shown(done(Sample::Untouched));
    assert_says(&harness, "files read for the first time in this trial");
    assert_says(&harness, "They were scanned before");
    let harness = shown(done(Sample::ReadBefore));
    assert_says(&harness, "files already read");
}

#[test]
fn one_worker_may_be_the_best() {
    let mut trial = measuring();
    trial.apply(TrialEvent::Ended(Ok(TrialResult {
        rates: vec![rate(1, 750.0), rate(2, 500.0), rate(4, 400.0)],
        best: rate(1, 750.0),
        sample: Sample::Untouched,
    })));
    let harness = shown(trial);
    assert_says(
        &harness,
        "Best with 1 worker: 750 images/s. More workers are no faster here.",
    );
    assert!(
        harness.query_by_label("Use 1 worker").is_some(),
        "a single one"
    );
}

#[test]
fn escape_closes_it_whatever_it_does() {
    for trial in [ready(), measuring(), done(Sample::Untouched)] {
        let mut harness = shown(trial);
        harness.key_press(egui::Key::Escape);
        harness.run();
        assert_eq!(
            harness.state().1,
            [UiCommand::Scan(ScanCommand::CloseWorkerTrial)]
        );
    }
}

#[test]
fn every_failure_has_its_sentence_and_another_try() {
    let detail = "Input/output error".to_owned();
    for (error, sentence) in [
        (TrialError::NoImages, "holds no image"),
        (
            TrialError::FolderUnreadable {
                detail: detail.clone(),
            },
            "This folder can't be read: Input/output error",
        ),
        (
            TrialError::ImagesUnreachable(ReachError::PermissionDenied),
            "None of the images could be read",
        ),
        (TrialError::NoAnswer, "gave no answer"),
        (TrialError::Failed { detail }, "inside the program"),
    ] {
        let mut harness = shown(failed(error));
        assert_says(&harness, sentence);
        harness.get_by_label("Measure again").click();
        harness.run();
        assert_eq!(
            harness.state().1,
            [UiCommand::Scan(ScanCommand::StartWorkerTrial)]
        );
    }
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    for language in Language::ALL {
        for size in [[900.0, 600.0], [720.0, 480.0]] {
            for trial in [
                ready(),
                measuring(),
                done(Sample::Untouched),
                failed(TrialError::NoAnswer),
            ] {
                assert_all_inside(&shown_in(trial, language, size));
            }
        }
    }
}
