//! Readers and decoders that never come back: every scan ends by itself, and stops within a second.

use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::bounded;

use super::support::{
    FOR_EVER, Fake, Swamp, config, made_up_images, plain, scan, scan_with, short_patience,
};
use crate::scan::start::Patience;
use crate::scan::{
    ImageOutcome, InspectTask, Pulse, ReachError, ScanConfig, ScanEnd, ScanEvent, WorkerId,
};

/// Longer than a thread is ever kept from running, so that only those are given up that hang; and longer than one look
/// counts for, so that silence is told before.
const LIMIT: Duration = Duration::from_secs(2);

fn images(count: u32, workers: usize) -> (tempfile::TempDir, ScanConfig) {
    let root = tempfile::tempdir().unwrap();
    let mut config = config(root.path(), workers);
    config.targets = made_up_images(count);
    config.silence_limit = LIMIT;
    (root, config)
}

fn is_no_answer(outcome: &ImageOutcome) -> bool {
    matches!(
        outcome,
        ImageOutcome::Unreachable(ReachError::NoAnswer { .. })
    )
}

#[test]
fn a_worker_that_hangs_is_replaced_and_the_scan_completes() {
    let (_root, config) = images(20, 2);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let inspect = move |task: &InspectTask<'_>, _: &Pulse| {
        if task.id.0 == 3 {
            sink();
        }
        plain()
    };
    let story = scan_with(config, Arc::new(Fake(inspect)), short_patience()).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), (0..20).collect::<Vec<_>>());
    assert!(is_no_answer(story.outcome("3.jpg")));
    assert!(!story.abandoned.is_empty(), "its worker was given up");
    assert!(!story.silent.is_empty(), "its silence was told before");
}

#[test]
fn the_only_worker_hangs_and_another_of_its_name_goes_on() {
    let (_root, config) = images(3, 1);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let inspect = move |task: &InspectTask<'_>, _: &Pulse| {
        if task.id.0 == 0 {
            sink();
        }
        plain()
    };
    let story = scan_with(config, Arc::new(Fake(inspect)), short_patience()).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), vec![0, 1, 2]);
    assert!(
        is_no_answer(story.outcome("0.jpg")) && story.abandoned.contains(&WorkerId(0)),
        "it was given up"
    );
}

#[test]
fn what_a_lost_worker_says_later_goes_nowhere() {
    let (_root, config) = images(2, 1);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let (hold_second, second_held) = bounded::<()>(0);
    let (returned, late) = bounded(1);
    let inspect = move |task: &InspectTask<'_>, pulse: &Pulse| {
        if task.id.0 == 0 {
            sink();
            returned.send(pulse.is_abandoned()).ok();
        } else {
            pulse.decoding(); // Held on purpose: it has more time.
            second_held.recv().ok();
        }
        plain()
    };
    let mut watched = scan_with(config, Arc::new(Fake(inspect)), short_patience());
    watched.until(|event| matches!(event, ScanEvent::WorkerAbandoned { .. }));
    drop(swamp);
    assert_eq!(
        late.recv_timeout(FOR_EVER),
        Ok(true),
        "it came back and could know that nobody waits"
    );
    drop(hold_second);
    let story = watched.hear_out();
    assert_eq!(story.ids(), vec![0, 1], "its image is reported once");
    assert!(is_no_answer(story.outcome("0.jpg")));
}

#[test]
fn a_dead_share_ends_by_itself() {
    let (_root, config) = images(500, 2);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let inspect = move |_: &InspectTask<'_>, _: &Pulse| {
        sink();
        plain()
    };
    let patience = Patience {
        replacements: 2,
        ..short_patience()
    };
    let story = scan_with(config, Arc::new(Fake(inspect)), patience).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed), "the root answers");
    assert_eq!(story.ids(), (0..500).collect::<Vec<_>>());
    assert!(
        story
            .reports
            .iter()
            .all(|report| is_no_answer(&report.outcome)),
        "those without a worker were not tried"
    );
    assert_eq!(story.abandoned.len(), 4, "two, and the two in their place");
}

#[test]
fn stop_does_not_wait_for_a_hung_reader() {
    assert!(
        Patience::default().stop_grace < Duration::from_secs(1),
        "a stopped scan is over within a second"
    );
    let (_root, mut config) = images(100, 3);
    config.silence_limit = FOR_EVER;
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let (entered, hanging) = bounded(3);
    let mut watched = scan(config, move |task, _| {
        if task.id.0 < 3 {
            entered.send(()).ok();
            sink();
        }
        plain()
    });
    for _ in 0..3 {
        watched.until(|event| matches!(event, ScanEvent::ImageStarted { .. }));
    }
    for _ in 0..3 {
        hanging.recv_timeout(FOR_EVER).unwrap(); // From here on it says no word more.
    }
    watched.handle.stop();
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Stopped));
    assert_eq!(story.ids(), vec![0, 1, 2]);
    assert!(
        story
            .reports
            .iter()
            .all(|report| is_no_answer(&report.outcome)),
        "the images of hung readers are accounted for"
    );
    assert_eq!(story.abandoned.len(), 3);
}

#[test]
fn stop_leaves_a_long_decode_without_a_row() {
    let (_root, mut config) = images(2, 1);
    config.silence_limit = FOR_EVER;
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let (decoding, begun) = bounded(1);
    let watched = scan(config, move |_, pulse| {
        pulse.decoding();
        decoding.send(()).ok();
        sink();
        plain()
    });
    begun.recv_timeout(FOR_EVER).unwrap();
    watched.handle.stop();
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Stopped));
    assert!(
        story.reports.is_empty(),
        "it is not done, as those that still waited"
    );
}
