//! The line of a job, operated by the names of its controls.

use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::ui::Language;
use crate::ui::RepairCommand;
use crate::ui::testing::{Words, assert_all_inside, window};

fn proving() -> JobView {
    JobView {
        kind: JobKind::Proving,
        stage: JobStage::Running,
        done: 120,
        total: Some(703),
        rate_per_sec: Some(31.2),
        remaining: Some(Duration::from_secs(19)),
    }
}

#[test]
fn a_line_says_what_how_fast_and_how_long() {
    let text = Text::new(Language::English);
    let job = proving();
    assert_eq!(job.words(&text), "Proving 120 of 703 · 31/s · 19 s left");
    let unknown = JobView {
        rate_per_sec: None,
        remaining: None,
        ..job
    };
    assert_eq!(unknown.words(&text), "Proving 120 of 703", "not known yet");
    let paused = JobView {
        stage: JobStage::Paused,
        ..job
    };
    assert_eq!(paused.words(&text), "Proving 120 of 703 · paused");
    let finding = JobView {
        kind: JobKind::FindingOriginals,
        done: 12_431,
        total: None,
        ..unknown
    };
    let words = "Finding originals: 12,431 files looked at";
    assert_eq!(finding.words(&text), words);
    let packing = JobView {
        kind: JobKind::Packing,
        ..unknown
    };
    assert_eq!(packing.words(&text), "Saving the hand-over pack: 17 %");
}

#[test]
fn a_run_of_jobs_tells_how_far_it_is() {
    let start = Instant::now();
    let mut progress = JobProgress::new(40, 1, start);
    let job = JobView::of(JobKind::Proving, &progress, start);
    let text = Text::new(Language::English);
    assert_eq!(job.words(&text), "Proving 0 of 40", "no pace yet");
    for second in 1..=10 {
        let now = start + Duration::from_secs(second);
        progress.finished(crate::scan::WorkerId(0), (), Duration::ZERO, now);
    }
    let now = start + Duration::from_secs(10);
    let words = JobView::of(JobKind::Proving, &progress, now).words(&text);
    assert!(words.starts_with("Proving 10 of 40 · "), "{words}");
    assert!(words.ends_with("/s · 30 s left"), "{words}");
}

#[test]
fn the_strip_holds_ends_and_leads_to_the_window_that_began_it() {
    for (kind, subject, opens) in [
        (
            JobKind::Proving,
            "Proving 120 of 703",
            UiCommand::Repair(RepairCommand::ShowOriginals(true)),
        ),
        (
            JobKind::Repairing,
            "Repairing 120 of 703",
            UiCommand::Repair(RepairCommand::ShowRepair(true)),
        ),
        (
            JobKind::Undoing,
            "Undoing 120 of 703",
            UiCommand::Repair(RepairCommand::ShowRepairs(true)),
        ),
    ] {
        let words = Words::default();
        let mut harness = window([900.0, 60.0], Vec::new(), move |ui, commands| {
            let job = JobView { kind, ..proving() };
            job_strip_ui(ui, &job, words.of(Language::English), commands);
        });
        for name in ["Pause this job", "Stop this job", subject] {
            harness.get_by_label(name).click();
            harness.run();
        }
        let expected = [
            UiCommand::Repair(RepairCommand::PauseJobs),
            UiCommand::Repair(RepairCommand::StopJobs),
            opens,
        ];
        assert_eq!(harness.state(), &expected, "{kind:?}");
    }
}

#[test]
fn what_cannot_hold_can_be_stopped() {
    for kind in [JobKind::FindingOriginals, JobKind::Packing] {
        let words = Words::default();
        let mut harness = window([500.0, 80.0], Vec::new(), move |ui, commands| {
            let job = JobView { kind, ..proving() };
            job_ui(ui, &job, words.of(Language::English), commands);
        });
        assert!(harness.query_by_label("Pause this job").is_none());
        harness.get_by_label("Stop this job").click();
        harness.run();
        assert_eq!(
            harness.state(),
            &[UiCommand::Repair(RepairCommand::StopJobs)],
            "{kind:?}"
        );
    }
}

#[test]
fn a_paused_job_goes_on_and_one_that_ends_has_no_buttons() {
    for (stage, has_resume) in [(JobStage::Paused, true), (JobStage::Stopping, false)] {
        let words = Words::default();
        let mut harness = window([500.0, 80.0], Vec::new(), move |ui, commands| {
            let job = JobView { stage, ..proving() };
            job_ui(ui, &job, words.of(Language::English), commands);
        });
        assert!(harness.query_by_label("Pause this job").is_none());
        if has_resume {
            harness.get_by_label("Resume this job").click();
            harness.run();
            assert_eq!(
                harness.state(),
                &[UiCommand::Repair(RepairCommand::ResumeJobs)]
            );
        } else {
            assert!(harness.query_by_label("Stop this job").is_none());
        }
    }
}

#[test]
fn a_narrow_window_keeps_the_buttons() {
    for language in Language::ALL {
        let words = Words::default();
        let harness = window([420.0, 60.0], Vec::new(), move |ui, commands| {
            job_strip_ui(ui, &proving(), words.of(language), commands);
        });
        assert_all_inside(&harness);
    }
}
