//! Pause, resume, stop, the circuit breaker, and a handle that is dropped, at any moment.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crossbeam_channel::{Sender, bounded};

use super::support::{
    FOR_EVER, Fake, Swamp, Watched, config, folder_with, inspected, made_up_images, plain, scan,
    scan_with,
};
use crate::scan::start::Patience;
use crate::scan::{
    ImageOutcome, InspectTask, Inspected, Inspector, NextEvent, PauseCause, Pulse, ReachError,
    ScanConfig, ScanEnd, ScanEvent, Scratch,
};

fn images(count: u32, workers: usize) -> (tempfile::TempDir, ScanConfig) {
    let root = tempfile::tempdir().unwrap();
    let mut config = config(root.path(), workers);
    config.targets = made_up_images(count);
    (root, config)
}

/// A scan whose stop waits for whoever is still busy, however busy the machine is.
fn scan_unhurried(
    config: ScanConfig,
    inspect: impl Fn(&InspectTask<'_>, &Pulse) -> ImageOutcome + Send + Sync + 'static,
) -> Watched {
    let patience = Patience {
        stop_grace: FOR_EVER,
        ..Patience::default()
    };
    scan_with(config, Arc::new(Fake(inspect)), patience)
}

fn is_paused(event: &ScanEvent) -> bool {
    matches!(event, ScanEvent::Paused(_))
}

#[test]
fn a_paused_scan_starts_nothing_until_it_is_resumed() {
    let (_root, config) = images(20_000, 2);
    let mut watched = scan(config, |_, _| plain());
    watched.until(|event| matches!(event, ScanEvent::ImageStarted { .. }));
    watched.handle.pause();
    watched.until(is_paused);
    // Images that had passed the gate before are finished; then nothing comes.
    loop {
        match watched.handle.wait_next(Duration::from_millis(200)) {
            NextEvent::Event(event) => watched.story.hear(event),
            NextEvent::Timeout if watched.story.started == watched.story.reports.len() as u64 => {
                break;
            }
            NextEvent::Timeout => {}
            NextEvent::Over => panic!("a paused scan does not end while images wait"),
        }
    }
    assert!(watched.story.reports.len() < 20_000, "it holds");
    watched.handle.resume();
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.pauses, vec![PauseCause::Asked]);
    assert_eq!(story.resumes, 1);
    assert_eq!(story.ids(), (0..20_000).collect::<Vec<_>>());
}

#[test]
fn pause_at_the_very_start_and_again_and_again() {
    let (_root, config) = images(500, 2);
    let mut watched = scan(config, |_, _| plain());
    for round in 1..=20 {
        watched.handle.pause();
        watched.handle.pause();
        watched.until(|event| is_paused(event) || matches!(event, ScanEvent::Ended(_)));
        if watched.story.end.is_some() {
            break;
        }
        assert_eq!(
            watched.story.pauses.len(),
            round,
            "asked twice, paused once"
        );
        watched.handle.resume();
        watched.handle.resume();
    }
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), (0..500).collect::<Vec<_>>());
    let unanswered = story.pauses.len() - story.resumes;
    assert!(
        unanswered <= 1,
        "only a pause that came when all was under way needs no resume"
    );
}

#[test]
fn stop_works_while_paused() {
    let (_root, config) = images(20_000, 3);
    let mut watched = scan_unhurried(config, |_, _| plain());
    watched.handle.pause();
    watched.until(is_paused);
    watched.handle.stop();
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Stopped));
    assert_eq!(story.started, story.reports.len() as u64);
}

#[test]
fn stop_keeps_what_was_found_at_any_moment() {
    for after in [0, 1, 2, 10, 100, 999] {
        let (_root, config) = images(1_000, 2);
        let mut watched = scan_unhurried(config, |_, _| plain());
        while watched.story.reports.len() < after {
            watched.until(|_| true);
        }
        watched.handle.stop();
        watched.handle.stop();
        watched.handle.pause();
        watched.handle.resume();
        let story = watched.hear_out();
        assert!(
            matches!(story.end, Some(ScanEnd::Stopped | ScanEnd::Completed)),
            "stopped after {after}: {:?}",
            story.end
        );
        assert!(story.ids().len() >= after);
        assert_eq!(
            story.started,
            story.reports.len() as u64,
            "nothing was lost half-way"
        );
    }
}

#[test]
fn stop_works_while_the_folder_is_walked() {
    let names: Vec<String> = (0..3_000).map(|i| format!("{}/{i}.jpg", i % 50)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let root = folder_with(&names);
    let mut watched = scan(config(root.path(), 2), |_, _| plain());
    watched.until(|event| matches!(event, ScanEvent::ImageStarted { .. }));
    watched.handle.stop();
    let story = watched.hear_out();
    assert!(matches!(
        story.end,
        Some(ScanEnd::Stopped | ScanEnd::Completed)
    ));
}

#[test]
fn stop_works_while_nobody_drains() {
    let (_root, config) = images(20_000, 2);
    let (full, is_full) = bounded(1);
    let done = AtomicUsize::new(0);
    let watched = scan_unhurried(config, move |_, _| {
        // Three events each at most: the way to the window is about to be full.
        if done.fetch_add(1, Ordering::Relaxed) == 1_300 {
            full.send(()).ok();
        }
        plain()
    });
    is_full.recv_timeout(FOR_EVER).unwrap();
    watched.handle.stop();
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Stopped));
    assert!(story.ids().len() >= 1_300, "what was found is kept");
    assert!(story.ids().len() < 20_000);
}

#[test]
fn many_in_a_row_that_cannot_be_reached_pause_the_scan() {
    let (_root, mut config) = images(300, 1);
    config.pause_after_unreachable = NonZeroUsize::new(5);
    let mut watched = scan(config, |_, _| {
        ImageOutcome::Unreachable(ReachError::NotFound)
    });
    watched.until(is_paused);
    assert_eq!(watched.story.reports.len(), 5, "paused after the fifth");
    assert_eq!(
        watched.story.pauses,
        vec![PauseCause::ManyUnreachable { in_a_row: 5 }]
    );
    watched.handle.resume();
    // What was under way when it paused is reported first, and does not count: no more than the notes hold.
    watched.until(is_paused);
    assert!(watched.story.reports.len() >= 10, "it counted anew");
    loop {
        watched.handle.resume();
        watched.until(|event| is_paused(event) || matches!(event, ScanEvent::Ended(_)));
        if watched.story.end.is_some() {
            break;
        }
    }
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), (0..300).collect::<Vec<_>>());
}

#[test]
fn the_last_images_do_not_pause_a_scan_that_is_done() {
    let (_root, mut config) = images(5, 1);
    config.pause_after_unreachable = NonZeroUsize::new(5);
    let (walked, wait) = bounded::<()>(0);
    let mut watched = scan(config, move |_, _| {
        wait.recv().ok();
        ImageOutcome::Unreachable(ReachError::NotFound)
    });
    watched.until(|event| matches!(event, ScanEvent::DiscoveryEnded));
    drop(walked);
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert!(story.pauses.is_empty(), "there was nothing left to hold");
}

/// Says goodbye when the last thread that uses it is gone.
struct Mortal(Sender<()>, Box<dyn Fn() + Send + Sync>);

impl Drop for Mortal {
    fn drop(&mut self) {
        self.0.try_send(()).ok();
    }
}

impl Inspector for Mortal {
    fn inspect(&self, _: &InspectTask<'_>, _: &Pulse, _: &mut Scratch) -> Inspected {
        (self.1)();
        inspected(plain())
    }
}

#[test]
fn all_threads_end_with_the_scan() {
    let (_root, config) = images(100, 3);
    let (goodbye, gone) = bounded(1);
    let inspector = Arc::new(Mortal(goodbye, Box::new(|| {})));
    scan_with(config, inspector, Patience::default()).hear_out();
    assert_eq!(
        gone.recv_timeout(FOR_EVER),
        Ok(()),
        "nobody holds it any more"
    );
}

#[test]
fn all_threads_end_when_the_handle_is_dropped() {
    for paused in [
        PauseCause::Asked,
        PauseCause::ManyUnreachable { in_a_row: 1 },
    ] {
        let (_root, config) = images(20_000, 3);
        let (goodbye, gone) = bounded(1);
        let inspector = Arc::new(Mortal(goodbye, Box::new(|| {})));
        let mut watched = scan_with(config, inspector, Patience::default());
        if paused == PauseCause::Asked {
            watched.handle.pause();
            watched.until(is_paused);
        } else {
            watched.until(|event| matches!(event, ScanEvent::ImageStarted { .. }));
        }
        drop(watched);
        assert_eq!(
            gone.recv_timeout(FOR_EVER),
            Ok(()),
            "nobody holds it any more"
        );
    }
}

#[test]
fn dropping_the_handle_does_not_wait_for_a_hung_reader() {
    let (_root, config) = images(100, 1);
    let swamp = Swamp::new();
    let (goodbye, gone) = bounded(1);
    let inspector = Arc::new(Mortal(goodbye, Box::new(swamp.entrance())));
    let mut watched = scan_with(config, inspector, Patience::default());
    watched.until(|event| matches!(event, ScanEvent::ImageStarted { .. }));
    drop(watched); // Were this to wait, the test would never end.
    assert!(gone.is_empty(), "the reader still hangs");
    drop(swamp);
    assert_eq!(
        gone.recv_timeout(FOR_EVER),
        Ok(()),
        "and goes home when it can"
    );
}
