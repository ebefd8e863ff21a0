//! Folders that never answer: each is given up and told, and the rest is walked; the walk is stopped at once whatever hangs.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::support::{
    Asking, FOR_EVER, Fake, HangingDisk, Story, Swamp, Watched, config, folder_with, plain,
};
use crate::scan::start::{Patience, start_engine};
use crate::scan::{
    ImageOutcome, InspectTask, NextEvent, Pulse, ReachError, ScanConfig, ScanEnd, ScanEvent,
    SkipCause,
};

/// A folder that answers is asked and heard within this; the machine may be busy.
const FOLDER_SILENCE: Duration = Duration::from_secs(2);

/// A scan of a disk of which the questions chosen by `hangs` are never answered.
fn scan_hanging(
    config: ScanConfig,
    lost_walkers: usize,
    swamp: &Swamp,
    hangs: impl Fn(Asking, &Path) -> bool + Send + Sync + 'static,
) -> Watched {
    let sink = swamp.entrance();
    let disk = HangingDisk(move |asking, path: &Path| {
        if hangs(asking, path) {
            sink();
        }
    });
    let patience = Patience {
        folder_silence: Some(FOLDER_SILENCE),
        lost_walkers,
        ..Patience::default()
    };
    Watched {
        handle: start_engine(
            config,
            || {},
            Arc::new(Fake(|_: &InspectTask<'_>, _: &Pulse| plain())),
            patience,
            Arc::new(disk),
        ),
        story: Story::default(),
    }
}

/// In the order of the walk, by their ids.
fn walked(story: &Story) -> Vec<String> {
    let mut reports: Vec<_> = story.reports.iter().collect();
    reports.sort_by_key(|report| report.id);
    let path = |path: &Path| path.to_string_lossy().replace('\\', "/");
    reports
        .iter()
        .map(|report| path(report.location.relative()))
        .collect()
}

fn silent_folders(story: &Story) -> Vec<PathBuf> {
    let mut folders: Vec<_> = story
        .skipped
        .iter()
        .filter(|(_, cause)| matches!(cause, SkipCause::FolderNoAnswer { .. }))
        .map(|(path, _)| path.clone())
        .collect();
    folders.sort();
    folders
}

fn folders(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(PathBuf::from).collect()
}

#[test]
fn a_folder_that_hangs_is_told_and_the_rest_is_walked_in_order() {
    let root = folder_with(&["a/1.jpg", "b/2.jpg", "b/deep/3.jpg", "c/4.jpg", "d.jpg"]);
    let swamp = Swamp::new();
    let hangs = |asking, path: &Path| asking == Asking::List && path.ends_with("b");
    let story = scan_hanging(config(root.path(), 2), 16, &swamp, hangs).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(walked(&story), ["a/1.jpg", "c/4.jpg", "d.jpg"]);
    assert_eq!(silent_folders(&story), folders(&["b"]));
    assert_eq!(story.skipped.len(), 1, "it is told once");
}

#[test]
fn a_file_of_which_nothing_can_be_learned_is_tried_by_a_worker() {
    let root = folder_with(&["a/1.jpg", "a/2.jpg", "a/3.jpg", "b/4.jpg"]);
    let swamp = Swamp::new();
    let hangs = |asking, path: &Path| asking == Asking::Facts && path.ends_with("2.jpg");
    let story = scan_hanging(config(root.path(), 2), 16, &swamp, hangs).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(walked(&story), ["a/1.jpg", "a/2.jpg", "a/3.jpg", "b/4.jpg"]);
    assert!(story.skipped.is_empty(), "it has a row of its own");
    assert_eq!(story.found_bytes, 3, "and no size, of one byte each");
}

#[test]
fn a_folder_whose_files_hang_is_given_up_with_the_second() {
    let root = folder_with(&["a/1.jpg", "a/2.jpg", "a/3.jpg", "b/4.jpg"]);
    let swamp = Swamp::new();
    let hangs = |asking, path: &Path| {
        asking == Asking::Facts && path.parent().is_some_and(|folder| folder.ends_with("a"))
    };
    let story = scan_hanging(config(root.path(), 2), 16, &swamp, hangs).hear_out();
    assert_eq!(walked(&story), ["a/1.jpg", "b/4.jpg"]);
    assert_eq!(silent_folders(&story), folders(&["a"]));
}

#[test]
fn with_too_many_threads_lost_nothing_is_asked_any_more() {
    let root = folder_with(&["a/1.jpg", "b/2.jpg", "c/3.jpg", "d/4.jpg", "e.jpg"]);
    let swamp = Swamp::new();
    let hangs = |asking, path: &Path| {
        asking == Asking::List && ["a", "b"].iter().any(|name| path.ends_with(name))
    };
    let story = scan_hanging(config(root.path(), 1), 2, &swamp, hangs).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed), "the root answers");
    assert_eq!(silent_folders(&story), folders(&["a", "b", "c", "d"]));
    assert_eq!(walked(&story), ["e.jpg"], "known, and tried by a worker");
}

#[test]
fn what_is_known_of_a_folder_that_hangs_is_not_called_gone() {
    use crate::scan::{FileStamp, IfUnchanged, ImageLocation, KnownFile, KnownImage, KnownImages};
    let root = folder_with(&["a/1.jpg", "b/2.jpg"]);
    let known = ["a/1.jpg", "b/2.jpg", "b/gone.jpg", "c/gone.jpg"].map(|path| KnownImage {
        location: ImageLocation::new(path),
        file: KnownFile {
            file_bytes: Some(1),
            stamp: FileStamp::default(),
            if_unchanged: IfUnchanged::Keep,
        },
    });
    let mut orders = config(root.path(), 1);
    orders.memory.known = Arc::new(KnownImages::new(known));
    let swamp = Swamp::new();
    let hangs = |asking, path: &Path| asking == Asking::List && path.ends_with("b");
    let story = scan_hanging(orders, 16, &swamp, hangs).hear_out();
    assert_eq!(story.gone, [crate::scan::ImageId(3)], "of b nobody knows");
}

#[test]
fn a_thread_that_comes_back_too_late_changes_nothing() {
    let root = folder_with(&["a/1.jpg", "b/2.jpg", "c/3.jpg"]);
    let swamp = Swamp::new();
    let hangs = |asking, path: &Path| asking == Asking::List && path.ends_with("a");
    let mut watched = scan_hanging(config(root.path(), 1), 16, &swamp, hangs);
    watched.until(|event| matches!(event, ScanEvent::Skipped { .. }));
    drop(swamp); // It has its answer now.
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(walked(&story), ["b/2.jpg", "c/3.jpg"]);
    assert_eq!(silent_folders(&story), folders(&["a"]));
}

#[test]
fn a_root_that_hangs_ends_the_scan() {
    for question in [Asking::Check, Asking::List] {
        let root = folder_with(&["a/1.jpg"]);
        let swamp = Swamp::new();
        let path = root.path().to_path_buf();
        let hangs = move |asking, at: &Path| asking == question && at == path;
        let story = scan_hanging(config(root.path(), 2), 16, &swamp, hangs).hear_out();
        assert!(
            matches!(story.end, Some(ScanEnd::NoAnswer { silent_for }) if silent_for >= FOLDER_SILENCE),
            "{:?}",
            story.end
        );
        assert!(story.reports.is_empty());
    }
}

#[test]
fn a_walk_that_hangs_can_be_stopped() {
    let root = folder_with(&["a/1.jpg", "b/2.jpg"]);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let (entered, hanging) = crossbeam_channel::bounded(1);
    let disk = HangingDisk(move |asking, path: &Path| {
        if asking == Asking::List && path.ends_with("b") {
            entered.send(()).ok();
            sink();
        }
    });
    let mut handle = start_engine(
        config(root.path(), 1),
        || {},
        Arc::new(Fake(|_: &InspectTask<'_>, _: &Pulse| plain())),
        Patience::default(),
        Arc::new(disk),
    );
    hanging.recv_timeout(FOR_EVER).unwrap();
    handle.stop();
    loop {
        // The silence limit is FOR_EVER: were the folder waited for, nothing would come.
        match handle.wait_next(FOR_EVER / 2) {
            NextEvent::Event(ScanEvent::Ended(end)) => {
                assert_eq!(end, ScanEnd::Stopped);
                break;
            }
            NextEvent::Event(_) => {}
            other => panic!("expected the end, got {other:?}"),
        }
    }
}

#[test]
fn first_bytes_that_never_come_are_told_and_stop_nothing() {
    let root = folder_with(&["a.dat", "b.dat", "c.jpg"]);
    let swamp = Swamp::new();
    let mut orders = config(root.path(), 1);
    orders.silence_limit = FOLDER_SILENCE;
    let hangs = |asking, path: &Path| asking == Asking::Head && path.ends_with("a.dat");
    let mut watched = scan_hanging(orders, 16, &swamp, hangs);
    watched.until(|event| matches!(event, ScanEvent::WorkerAbandoned { location: None, .. }));
    let story = watched.hear_out();
    assert_eq!(walked(&story), ["c.jpg"], "another worker does the rest");
    assert_eq!(story.other_files, 1, "b.dat");
    assert!(story.is_walk_over, "the total is known all the same");
    let [(path, SkipCause::UnknownContent { detail })] = &story.skipped[..] else {
        panic!("{:?}", story.skipped);
    };
    assert_eq!(path, Path::new("a.dat"));
    assert!(detail.starts_with("no answer for"), "{detail}");
}

/// A scan of so many images that gives itself up; `inspect` reads them.
fn scan_giving_up(
    images: u32,
    inspect: impl Fn(&InspectTask<'_>, &Pulse) -> ImageOutcome + Send + Sync + 'static,
) -> Story {
    let root = folder_with(&[]);
    let mut orders = config(root.path(), 2);
    orders.targets = super::support::made_up_images(images);
    orders.silence_limit = Duration::from_secs(1);
    orders.give_up_after = Some(Duration::from_secs(4));
    super::support::scan(orders, inspect).hear_out()
}

#[test]
fn a_scan_in_which_nothing_arrives_gives_itself_up() {
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    // More than all workers that may ever be replaced.
    let story = scan_giving_up(500, move |task, _| {
        if task.id.0 > 0 {
            sink();
        }
        plain()
    });
    assert!(
        matches!(story.end, Some(ScanEnd::NoAnswer { silent_for }) if silent_for >= Duration::from_secs(4)),
        "{:?}",
        story.end
    );
    assert!(story.ids().contains(&0), "what was found stands");
    assert!(
        story.reports.len() < 100,
        "{} were tried",
        story.reports.len()
    );
    let hung = story.reports.iter().filter(|report| report.id.0 > 0);
    for report in hung {
        assert!(
            matches!(
                report.outcome,
                ImageOutcome::Unreachable(ReachError::NoAnswer { .. })
            ),
            "{:?}",
            report.outcome
        );
    }
}
