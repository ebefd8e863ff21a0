use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::{ImageLocation, ScanEvent, WorkerId};
use crate::session::RowStatus;
use crate::ui::Language;
use crate::ui::testing::{MadeUpScan, Words, assert_all_inside, window};

fn panel(scan: MadeUpScan, cores: usize, language: Language) -> Harness<'static, MadeUpScan> {
    let words = Words::default();
    let mut loads = CoreLoads::default();
    loads.record(&vec![0.43; cores]);
    window([300.0, 560.0], scan, move |ui, scan| {
        let props = WorkersPanelProps {
            text: words.of(language),
            work: WorkKind::Scan,
            workers: scan.session.workers(),
            cores: &loads,
            now: scan.at(2_000),
        };
        workers_panel_ui(ui, &props);
    })
}

fn busy_scan(workers: u16) -> MadeUpScan {
    let mut scan = MadeUpScan::new(usize::from(workers));
    scan.find(1_000);
    for at in 0..u64::from(workers) * 20 {
        let worker = u16::try_from(at % u64::from(workers)).expect("few workers");
        scan.finish(
            RowStatus::Clear,
            worker,
            at * 1_900 / (u64::from(workers) * 20),
        );
    }
    scan
}

#[test]
fn the_total_is_the_sum_of_the_rows() {
    let scan = busy_scan(3);
    let now = scan.at(2_000);
    let total = total_rates(scan.session.workers(), now);
    let whole = scan.session.progress(now).current;
    assert!(
        (total.images_per_sec - whole.images_per_sec).abs() < 1e-3,
        "{total:?} against {whole:?}"
    );
    let harness = panel(scan, 2, Language::English);
    let shown = rates_words(&Text::new(Language::English), WorkKind::Scan, total);
    assert!(
        harness.query_by_label(&shown).is_some(),
        "{shown} in the title"
    );
}

#[test]
fn a_job_tells_no_bytes_and_no_reading() {
    let words = Words::default();
    let scan = busy_scan(2);
    let harness = window([300.0, 560.0], scan, move |ui, scan| {
        let props = WorkersPanelProps {
            text: words.of(Language::English),
            work: WorkKind::Job,
            workers: scan.session.workers(),
            cores: &CoreLoads::default(),
            now: scan.at(2_000),
        };
        workers_panel_ui(ui, &props);
    });
    assert!(harness.query_by_label("working").is_some());
    assert!(harness.query_by_label("reading").is_none());
    let rows = harness.query_all_by_label_contains("% working, ");
    assert_eq!(rows.count(), 2, "each worker's row");
    assert!(harness.query_all_by_label_contains("B/s").next().is_none());
}

#[test]
fn each_worker_and_each_core_has_a_name() {
    let harness = panel(busy_scan(2), 2, Language::English);
    for label in ["Worker 1:", "Worker 2:", "Core 1: 43 %", "Core 2: 43 %"] {
        assert!(
            harness.query_by_label_contains(label).is_some(),
            "{label} is there"
        );
    }
}

#[test]
fn a_silent_and_an_abandoned_worker_say_so() {
    let mut scan = busy_scan(2);
    for worker in [WorkerId(0), WorkerId(1)] {
        let location = ImageLocation::new("share/stuck.jpg");
        scan.apply(ScanEvent::ImageStarted { worker, location }, 1_950);
    }
    let silent_for = std::time::Duration::from_secs(30);
    let worker = WorkerId(0);
    scan.apply(ScanEvent::WorkerSilent { worker, silent_for }, 1_990);
    let worker = WorkerId(1);
    let location = Some(ImageLocation::new("share/stuck.jpg"));
    scan.apply(ScanEvent::WorkerAbandoned { worker, location }, 1_990);
    let harness = panel(scan, 2, Language::English);
    assert!(
        harness
            .query_by_label_contains("no answer for 30 s: share/stuck.jpg")
            .is_some(),
        "the silent one"
    );
    assert!(
        harness
            .query_by_label_contains("given up, late answers are ignored: share/stuck.jpg")
            .is_some(),
        "the abandoned one"
    );
}

#[test]
fn thirty_two_workers_fit_the_width() {
    for language in Language::ALL {
        let harness = panel(busy_scan(32), 32, language);
        for node in harness.query_all_by_label_contains("43 %") {
            assert!(node.rect().right() <= 300.0, "{node:?} fits the panel");
        }
    }
    assert_all_inside(&panel(busy_scan(2), 2, Language::English));
}
