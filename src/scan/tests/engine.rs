//! Order and completeness of events; failing and panicking inspectors; a window that is slow or asleep.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_channel::bounded;

use super::support::{
    FOR_EVER, Fake, Story, config, folder_with, inspected, made_up_images, plain, scan, scan_files,
    scan_with,
};
use crate::inspect::{InspectError, Thumbnail};
use crate::scan::start::Patience;
use crate::scan::{
    ImageId, ImageLocation, ImageOutcome, InspectTask, Inspected, Inspector, Pulse, ReachError,
    ScanConfig, ScanEnd, ScanEvent, ScanTargets, Scratch, start_scan_with,
};

fn many(workers: usize, images: u32) -> (tempfile::TempDir, ScanConfig) {
    let root = tempfile::tempdir().unwrap();
    let mut config = config(root.path(), workers);
    config.targets = made_up_images(images);
    (root, config)
}

#[test]
fn twenty_thousand_images_are_each_reported_once() {
    let (_root, config) = many(4, 20_000);
    let story = scan(config, |_, _| plain()).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), (0..20_000).collect::<Vec<_>>());
    assert_eq!(story.found, 20_000, "found and done agree");
    assert!(story.is_walk_over);
}

#[test]
fn a_real_folder_is_walked_and_read() {
    let root = folder_with(&["1.jpg", "12345678/a.png", "12345678/b.JPG", "notes.txt"]);
    let story = scan_files(config(root.path(), 2)).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), vec![0, 1, 2], "ids are positions in the walk");
    assert_eq!(story.found_bytes, 3, "sizes are learned by the walk");
    for report in &story.reports {
        assert_eq!(report.file_bytes, Some(1));
        assert_eq!(report.times.bytes_read, 1);
    }
    let products = story
        .reports
        .iter()
        .filter(|report| report.product.is_some());
    assert_eq!(products.count(), 2);
}

#[test]
fn more_workers_than_images_and_one_worker_end_alike() {
    for workers in [1, 2, 33] {
        let (_root, config) = many(workers, 7);
        let story = scan(config, |_, _| plain()).hear_out();
        assert_eq!(story.end, Some(ScanEnd::Completed), "{workers} workers");
        assert_eq!(story.ids(), (0..7).collect::<Vec<_>>());
    }
}

#[test]
fn an_empty_folder_completes() {
    let root = folder_with(&[]);
    let story = scan_files(config(root.path(), 2)).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.found, 0);
    assert!(story.is_walk_over);
}

#[test]
fn a_panicking_inspector_is_an_unreadable_image_and_the_worker_goes_on() {
    let (_root, config) = many(2, 100);
    let story = scan(config, |task, _| {
        assert!(task.id.0 % 10 != 0, "on purpose");
        plain()
    })
    .hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), (0..100).collect::<Vec<_>>());
    for report in &story.reports {
        let panicked = report.outcome == ImageOutcome::Unreadable(InspectError::DecoderPanicked);
        assert_eq!(panicked, report.id.0 % 10 == 0, "those and no others");
    }
    assert!(
        story.abandoned.is_empty(),
        "nobody was given up for a panic"
    );
}

#[test]
fn files_that_cannot_be_reached_are_rows_and_the_scan_completes() {
    let (_root, config) = many(2, 50);
    let story = scan(config, |_, _| {
        ImageOutcome::Unreachable(ReachError::NotFound)
    })
    .hear_out();
    assert_eq!(
        story.end,
        Some(ScanEnd::Completed),
        "the root is still there"
    );
    assert_eq!(story.ids(), (0..50).collect::<Vec<_>>());
    assert!(story.pauses.is_empty(), "the breaker was not asked for");
}

#[test]
fn a_retry_keeps_the_ids_that_the_images_have() {
    let root = folder_with(&["a.jpg", "b.jpg"]);
    let mut config = config(root.path(), 2);
    config.targets = ScanTargets::Images(vec![
        (ImageId(900), ImageLocation::new("b.jpg")),
        (ImageId(7), ImageLocation::new("gone.jpg")),
    ]);
    let story = scan_files(config).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.ids(), vec![7, 900]);
    assert_eq!(story.found, 2, "nothing else was looked for");
    assert_eq!(
        story.outcome("gone.jpg"),
        &ImageOutcome::Unreachable(ReachError::NotFound)
    );
    assert!(matches!(
        story.outcome("b.jpg"),
        ImageOutcome::Unreadable(_)
    ));
}

#[test]
fn a_window_that_drains_only_when_woken_misses_nothing() {
    let (_root, config) = many(4, 5_000);
    let (bell, rung) = bounded(1);
    let mut handle = start_scan_with(
        config,
        move || {
            bell.try_send(()).ok();
        },
        Arc::new(Fake(|_: &InspectTask<'_>, _: &Pulse| plain())),
    );
    let mut story = Story::default();
    while story.end.is_none() {
        rung.recv_timeout(FOR_EVER)
            .expect("a wake-up call for every burst, and for the end");
        handle.clear_wake();
        while let Some(event) = handle.try_next() {
            story.hear(event);
        }
    }
    assert_eq!(story.ids(), (0..5_000).collect::<Vec<_>>());
}

#[test]
fn a_burst_is_one_wake_up_call() {
    let (_root, config) = many(2, 1_000);
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let mut handle = start_scan_with(
        config,
        move || {
            counter.fetch_add(1, Ordering::Relaxed);
        },
        Arc::new(Fake(|_: &InspectTask<'_>, _: &Pulse| plain())),
    );
    let mut story = Story::default();
    while story.end.is_none() {
        if let crate::scan::NextEvent::Event(event) = handle.wait_next(FOR_EVER) {
            story.hear(event);
        }
    }
    assert_eq!(
        calls.load(Ordering::Relaxed),
        1,
        "nobody said that the first call was heard"
    );
}

/// Makes thumbnails of 1 MiB, and counts the images that it began.
struct BigThumbnails(Arc<AtomicUsize>);

impl Inspector for BigThumbnails {
    fn inspect(&self, _: &InspectTask<'_>, _: &Pulse, _: &mut Scratch) -> Inspected {
        self.0.fetch_add(1, Ordering::Relaxed);
        Inspected {
            thumbnail: Some(Thumbnail {
                width_px: 512,
                height_px: 512,
                rgba: vec![0; 1 << 20],
            }),
            ..inspected(plain())
        }
    }
}

#[test]
fn thumbnails_that_nobody_fetches_hold_the_workers() {
    let (_root, config) = many(2, 400);
    let begun = Arc::new(AtomicUsize::new(0));
    let inspector = Arc::new(BigThumbnails(Arc::clone(&begun)));
    let mut watched = scan_with(config, inspector, Patience::default());
    // 64 MiB under way, one that waits for room, 64 notes, and one in the hands of each of the 2 workers. Whatever the
    // moment, what was begun but not fetched is within this bound.
    let bound = 64 + 1 + 64 + 2;
    let mut fetched = 0;
    while watched.story.end.is_none() {
        watched.until(|_| true);
        fetched = watched.story.reports.len().max(fetched);
        let ahead = begun.load(Ordering::Relaxed) - fetched;
        assert!(ahead <= bound, "{ahead} thumbnails under way");
    }
    assert_eq!(watched.story.ids(), (0..400).collect::<Vec<_>>());
}

#[test]
fn a_root_that_is_not_there_or_no_folder_ends_the_scan_at_once() {
    let root = folder_with(&["file.jpg"]);
    for wrong in ["gone", "file.jpg"] {
        let story = scan_files(config(&root.path().join(wrong), 2)).hear_out();
        assert!(
            matches!(story.end, Some(ScanEnd::RootUnreadable { .. })),
            "{wrong}: {:?}",
            story.end
        );
        assert_eq!(story.found, 0);
    }
}

#[test]
fn a_root_that_goes_away_during_the_scan_is_said_at_the_end() {
    let parent = folder_with(&["shop/1.jpg", "shop/2.jpg", "shop/3.jpg"]);
    let shop = parent.path().join("shop");
    let mut config = config(&shop, 1);
    config.workers = NonZeroUsize::MIN;
    let (at_first, first) = bounded(0);
    let (go_on, went_on) = bounded::<()>(0);
    let files = crate::scan::FileInspector;
    let story = {
        let mut watched = scan(config, move |task, pulse| {
            at_first.send(()).ok();
            went_on.recv().ok();
            files.inspect(task, pulse, &mut Scratch::default()).outcome
        });
        watched.until(|event| matches!(event, ScanEvent::DiscoveryEnded));
        first.recv_timeout(FOR_EVER).unwrap();
        std::fs::remove_dir_all(&shop).unwrap();
        drop((first, go_on));
        watched.hear_out()
    };
    assert!(
        matches!(story.end, Some(ScanEnd::RootUnreadable { .. })),
        "{:?}",
        story.end
    );
    assert_eq!(story.ids(), vec![0, 1, 2], "what was found stands");
    assert_eq!(
        story.outcome("2.jpg"),
        &ImageOutcome::Unreachable(ReachError::NotFound)
    );
}
