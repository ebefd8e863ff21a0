use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::inspect::Measures;
use crate::scan::{ScanEnd, ScanEvent};
use crate::ui::Language;
use crate::ui::testing::{MadeUpScan, Words, assert_all_inside, window};
use crate::ui::{ListCommand, ScanCommand};

struct Panel {
    scan: MadeUpScan,
    millis: u64,
    language: Language,
    commands: Vec<UiCommand>,
}

fn panel(scan: MadeUpScan, millis: u64, language: Language) -> Harness<'static, Panel> {
    let words = Words::default();
    let panel = Panel {
        scan,
        millis,
        language,
        commands: Vec::new(),
    };
    window([900.0, 200.0], panel, move |ui, panel| {
        let props = ProgressBarProps {
            text: words.of(panel.language),
            session: &panel.scan.session,
            now: panel.scan.at(panel.millis),
        };
        progress_bar_ui(ui, &props, &mut panel.commands);
    })
}

/// 40 of 100 images are done after 4 seconds.
fn running() -> MadeUpScan {
    let mut scan = MadeUpScan::new(2);
    scan.find(100);
    for at in 0..40_u16 {
        let status = match at {
            0..=4 => RowStatus::BlackBackground,
            5 => RowStatus::Unreadable,
            _ => RowStatus::Clear,
        };
        scan.finish(status, at % 2, u64::from(at) * 100);
    }
    scan
}

fn shows(harness: &Harness<'_, Panel>, label: &str) -> bool {
    harness.query_by_label(label).is_some()
}

#[test]
fn the_time_left_comes_only_when_the_walk_has_ended() {
    let walking = panel(running(), 4_000, Language::English);
    assert!(
        shows(&walking, "Still looking: 100 found so far"),
        "the total may still grow"
    );
    assert!(!shows(&walking, "6 s left"), "so there is no time left");
    let mut scan = running();
    scan.apply(ScanEvent::DiscoveryEnded, 4_000);
    let known = panel(scan, 4_000, Language::English);
    assert!(shows(&known, "6 s left"), "60 images at 10 a second");
    for label in [
        "40 done",
        "100 found",
        "5 flagged",
        "1 could not be read",
        "4 s elapsed",
    ] {
        assert!(shows(&known, label), "{label}");
    }
}

#[test]
fn a_number_leads_to_its_list() {
    let mut harness = panel(running(), 4_000, Language::English);
    harness.get_by_label("5 flagged").click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [UiCommand::List(ListCommand::SetFilter(RowFilter {
            status: StatusFilter::Flagged,
            text: String::new(),
            ..RowFilter::default()
        }))]
    );
}

#[test]
fn a_scan_that_pauses_itself_says_why_and_offers_both_ways_on() {
    let mut scan = running();
    let cause = PauseCause::ManyUnreachable { in_a_row: 20 };
    scan.apply(ScanEvent::Paused(cause), 4_000);
    let mut harness = panel(scan, 5_000, Language::English);
    assert!(
        shows(
            &harness,
            "20 images in a row could not be reached. The scan holds until you go on."
        ),
        "the reason"
    );
    harness.get_by_label("Resume the scan").click();
    harness.run();
    harness.get_by_label("Stop the scan").click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [
            UiCommand::Scan(ScanCommand::Resume),
            UiCommand::Scan(ScanCommand::Stop)
        ]
    );
}

#[test]
fn at_the_end_the_sentence_links_and_failed_reaches_can_be_tried_again() {
    let mut scan = running();
    scan.finish(RowStatus::Unreachable, 0, 4_000);
    scan.end(ScanEnd::Stopped, 4_000);
    let mut harness = panel(scan, 9_000, Language::English);
    harness.get_by_label("5 black backgrounds").click();
    harness.run();
    harness.get_by_label("Try these again").click();
    harness.run();
    assert_eq!(harness.state().commands.len(), 2, "both were heard");
    assert_eq!(
        harness.state().commands.last(),
        Some(&UiCommand::Scan(ScanCommand::RetryUnreachable))
    );
}

#[test]
fn a_folder_that_gave_no_answer_can_be_tried_again() {
    let mut scan = MadeUpScan::new(2);
    let silent_for = std::time::Duration::from_mins(1);
    scan.skip(
        "hung",
        crate::scan::SkipCause::FolderNoAnswer { silent_for },
    );
    scan.end(ScanEnd::Completed, 61_000);
    let mut harness = panel(scan, 62_000, Language::English);
    assert!(
        shows(&harness, "1 folder that gave no answer"),
        "it is told"
    );
    harness.get_by_label("Try these again").click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [UiCommand::Scan(ScanCommand::RetryUnreachable)]
    );
}

#[test]
fn what_was_read_is_said_and_whether_ends_were_looked_at() {
    let mut scan = MadeUpScan::new(2);
    scan.find(10);
    for at in 0..10 {
        scan.finish_reading(RowStatus::Clear, at * 100, (90_000, 980_000));
    }
    let running = panel(scan, 2_000, Language::English);
    assert!(shows(&running, "0.9 of 9.8 MB read"), "while it runs");

    for (measures, is_told) in [
        (Measures::default(), true),
        (
            Measures {
                full: false,
                complete: true,
            },
            false,
        ),
    ] {
        let mut scan = MadeUpScan::measuring(measures);
        scan.finish_reading(RowStatus::Clear, 100, (90_000, 980_000));
        scan.end(ScanEnd::Completed, 1_000);
        let ended = panel(scan, 2_000, Language::English);
        assert!(shows(&ended, "read 90 of 980 kB"), "at the end");
        let untold =
            "damaged ends of files were not looked for; “Check files completely” does that";
        assert_eq!(shows(&ended, untold), is_told, "{measures:?}");
    }

    let mut all = MadeUpScan::new(1);
    all.finish_reading(RowStatus::Clear, 100, (980_000, 980_000));
    all.end(ScanEnd::Completed, 1_000);
    let all = panel(all, 2_000, Language::English);
    assert!(shows(&all, "read all 980 kB"));
}

#[test]
fn nothing_is_cut_off_in_a_narrow_window() {
    for language in Language::ALL {
        let mut ended = running();
        ended.finish(RowStatus::Unreachable, 0, 4_000);
        ended.end(ScanEnd::Completed, 4_000);
        for scan in [running(), ended] {
            assert_all_inside(&panel(scan, 4_000, language));
        }
    }
}
