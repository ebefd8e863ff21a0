//! A second scan of a folder: what is inspected again, what is left alone, what is gone.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::support::{
    Asking, HangingDisk, Story, config, folder_with, plain, put, scan, scan_files, scan_with,
};
use crate::scan::start::{Patience, start_engine};
use crate::scan::{
    FileInspector, IfUnchanged, ImageId, ImageLocation, ImageReport, IncludeRules, KnownFile,
    KnownImage, KnownImages, NextEvent, ScanConfig, ScanEnd, ScanEvent, ScanMemory, ScanTargets,
};

/// A folder whose files were written an hour ago.
fn old_folder(files: &[&str]) -> TempDir {
    let folder = folder_with(files);
    for file in files {
        age(&folder.path().join(file), 3_600);
    }
    folder
}

fn age(path: &Path, seconds: u64) {
    let then = SystemTime::now() - Duration::from_secs(seconds);
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(then).unwrap();
}

/// What a scan leaves behind for the next one.
fn remembered(reports: &[ImageReport]) -> ScanMemory {
    let mut reports: Vec<&ImageReport> = reports.iter().collect();
    reports.sort_by_key(|report| report.id);
    let known = reports.into_iter().map(|report| KnownImage {
        location: report.location.clone(),
        file: KnownFile {
            file_bytes: report.file_bytes,
            stamp: report.stamp,
            if_unchanged: IfUnchanged::Keep,
        },
    });
    ScanMemory {
        known: Arc::new(KnownImages::new(known)),
        ..ScanMemory::default()
    }
}

fn scanned(root: &Path) -> ScanMemory {
    remembered(&scan_files(config(root, 2)).hear_out().reports)
}

fn rescan_config(root: &Path, memory: &ScanMemory) -> ScanConfig {
    ScanConfig {
        memory: memory.clone(),
        ..config(root, 2)
    }
}

fn rescan(root: &Path, memory: &ScanMemory) -> Story {
    let story = scan_files(rescan_config(root, memory)).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(
        story.found,
        (story.reports.len() + story.unchanged.len()) as u64,
        "everything found is accounted for"
    );
    story
}

fn place(memory: &ScanMemory, path: &str) -> ImageId {
    memory.known.at(&ImageLocation::new(path)).unwrap().0
}

#[test]
fn only_what_is_new_or_changed_is_inspected() {
    let root = old_folder(&["a.jpg", "b/c.jpg", "b/d.jpg", "e.jpg"]);
    let memory = scanned(root.path());
    let path = |name: &str| root.path().join(name);
    fs::write(path("b/c.jpg"), b"xy").unwrap();
    put(path("b/new.jpg"));
    fs::remove_file(path("e.jpg")).unwrap();

    let story = rescan(root.path(), &memory);
    assert_eq!(
        story.paths(),
        [PathBuf::from("b/c.jpg"), PathBuf::from("b/new.jpg")]
    );
    assert_eq!(story.found_bytes, 5, "of all four that are there");
    assert_eq!(
        story.ids(),
        [place(&memory, "b/c.jpg").0, 4],
        "a changed one has its id, a new one the next"
    );
    let unchanged: HashSet<ImageId> = story.unchanged.iter().copied().collect();
    assert_eq!(
        unchanged,
        HashSet::from([place(&memory, "a.jpg"), place(&memory, "b/d.jpg")])
    );
    assert_eq!(story.gone, [place(&memory, "e.jpg")]);
}

#[test]
fn a_file_of_the_same_size_with_another_time_is_inspected_and_so_is_one_with_an_older_time() {
    let root = old_folder(&["a.jpg", "b.jpg", "c.jpg"]);
    let memory = scanned(root.path());
    age(&root.path().join("a.jpg"), 60);
    age(&root.path().join("b.jpg"), 90_000);
    let story = rescan(root.path(), &memory);
    assert_eq!(
        story.paths(),
        [PathBuf::from("a.jpg"), PathBuf::from("b.jpg")],
        "a copy from a backup has an older time"
    );
}

#[test]
fn what_was_written_just_before_it_was_inspected_is_inspected_once_more() {
    let root = old_folder(&["old.jpg", "fresh.jpg"]);
    let story = scan_files(config(root.path(), 1)).hear_out();
    let mut reports = story.reports;
    for report in &mut reports {
        if report.location.relative() == Path::new("fresh.jpg") {
            report.stamp.looked_at = report.stamp.modified;
        }
    }
    let story = rescan(root.path(), &remembered(&reports));
    assert_eq!(story.paths(), [PathBuf::from("fresh.jpg")]);
    let settled = rescan(root.path(), &scanned(root.path()));
    assert!(settled.reports.is_empty(), "and then no more");
}

#[test]
fn many_unchanged_files_are_told_in_batches_and_none_is_opened() {
    let names: Vec<String> = (0..700).map(|n| format!("{:02}/{n}.jpg", n % 7)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let root = old_folder(&names);
    let memory = scanned(root.path());
    let watched = scan(rescan_config(root.path(), &memory), |_, _| {
        panic!("nothing is inspected")
    });
    let story = watched.hear_out();
    assert_eq!(story.unchanged.len(), 700);
    assert!(story.reports.is_empty() && story.gone.is_empty());
    assert_eq!(story.end, Some(ScanEnd::Completed));
}

#[test]
fn everything_is_inspected_again_where_that_is_wanted_and_what_is_gone_is_told() {
    let root = old_folder(&["a.jpg", "b.jpg"]);
    let first = scan_files(config(root.path(), 1)).hear_out();
    let all_again = first.reports.iter().map(|report| KnownImage {
        location: report.location.clone(),
        file: KnownFile {
            file_bytes: report.file_bytes,
            stamp: report.stamp,
            if_unchanged: IfUnchanged::InspectAgain,
        },
    });
    let memory = ScanMemory {
        known: Arc::new(KnownImages::new(all_again)),
        ..ScanMemory::default()
    };
    fs::remove_file(root.path().join("b.jpg")).unwrap();
    let story = rescan(root.path(), &memory);
    assert_eq!(story.ids(), [place(&memory, "a.jpg").0]);
    assert_eq!(story.gone, [place(&memory, "b.jpg")]);
}

#[test]
fn what_is_left_out_by_a_rule_is_not_gone() {
    let root = old_folder(&["a.jpg", ".hidden/b.jpg", ".c.jpg"]);
    let mut everything = config(root.path(), 1);
    everything.include = IncludeRules {
        hidden: true,
        ..IncludeRules::default()
    };
    let memory = remembered(&scan_files(everything).hear_out().reports);
    assert_eq!(memory.known.len(), 3);
    let story = rescan(root.path(), &memory);
    assert!(story.gone.is_empty(), "they are there, only not wanted");
    assert_eq!(story.unchanged.len(), 1);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_hides_its_images_and_does_not_take_them_away() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = old_folder(&["a.jpg", "b/c.jpg", "b/d/e.jpg", "f/g.jpg"]);
    let memory = scanned(root.path());
    let closed = root.path().join("b");
    let set = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode)).unwrap();
    set(0o000);
    let is_listed = fs::read_dir(&closed).is_ok(); // Root may list everything.
    fs::remove_file(root.path().join("f/g.jpg")).unwrap();
    let story = rescan(root.path(), &memory);
    set(0o755);
    assert_eq!(story.gone, [place(&memory, "f/g.jpg")]);
    let unchanged = if is_listed { 3 } else { 1 };
    assert_eq!(story.unchanged.len(), unchanged);
}

#[test]
fn a_folder_that_went_away_as_a_whole_takes_nothing_along() {
    let parent = old_folder(&["shop/a.jpg", "shop/b.jpg"]);
    let root = parent.path().join("shop");
    let memory = scanned(&root);
    fs::remove_dir_all(&root).unwrap();
    let story = scan_files(rescan_config(&root, &memory)).hear_out();
    assert!(matches!(story.end, Some(ScanEnd::RootUnreadable { .. })));
    assert!(story.gone.is_empty(), "it may come back");
}

#[test]
fn a_walk_that_breaks_down_takes_nothing_away() {
    let root = old_folder(&["a.jpg", "z/b.jpg"]);
    let memory = scanned(root.path());
    fs::remove_file(root.path().join("a.jpg")).unwrap();
    let disk = HangingDisk(|asking, path: &Path| {
        if asking == Asking::List && path.ends_with("z") {
            std::panic::resume_unwind(Box::new("made for this test"));
        }
    });
    let mut handle = start_engine(
        rescan_config(root.path(), &memory),
        || {},
        Arc::new(FileInspector),
        Patience::default(),
        Arc::new(disk),
    );
    loop {
        match handle.wait_next(super::support::FOR_EVER) {
            NextEvent::Event(ScanEvent::Gone { .. }) => panic!("nobody knows that"),
            NextEvent::Event(ScanEvent::Ended(end)) => {
                assert!(matches!(end, ScanEnd::Failed { .. }));
                return;
            }
            NextEvent::Event(_) => {}
            other => panic!("it ends: {other:?}"),
        }
    }
}

#[test]
fn a_stopped_rescan_says_of_nothing_that_it_is_gone() {
    let root = old_folder(&["a.jpg", "b.jpg"]);
    let memory = scanned(root.path());
    put(root.path().join("c.jpg"));
    fs::remove_file(root.path().join("a.jpg")).unwrap();
    let hang = super::support::Swamp::new();
    let entrance = hang.entrance();
    let mut watched = scan(rescan_config(root.path(), &memory), move |_, _| {
        entrance();
        plain()
    });
    watched.until(|event| matches!(event, ScanEvent::ImageStarted { .. }));
    watched.handle.stop();
    let story = watched.hear_out();
    assert_eq!(story.end, Some(ScanEnd::Stopped));
    assert!(story.gone.is_empty());
}

#[test]
fn a_second_try_at_some_images_says_nothing_of_the_others() {
    let root = old_folder(&["a.jpg", "b.jpg"]);
    let memory = scanned(root.path());
    let mut some = rescan_config(root.path(), &memory);
    let id = place(&memory, "b.jpg");
    some.targets = ScanTargets::Images(vec![(id, ImageLocation::new("b.jpg"))]);
    let story = scan_files(some).hear_out();
    assert_eq!(story.ids(), [id.0], "asked for, so inspected");
    assert!(story.gone.is_empty() && story.unchanged.is_empty());
}

#[test]
fn files_are_read_for_their_fingerprint_only_where_somebody_needs_it() {
    let root = old_folder(&["a.jpg", "b.jpg"]);
    fs::write(root.path().join("b.jpg"), b"four").unwrap();
    let mut sizes = config(root.path(), 1);
    sizes.memory.decided_sizes = Arc::new(HashSet::from([4]));
    let story = scan_with(sizes, Arc::new(FileInspector), Patience::default()).hear_out();
    let has_content = |path: &str| {
        let mut reports = story.reports.iter();
        let report = reports.find(|report| report.location.relative() == Path::new(path));
        report.unwrap().stamp.content.is_some()
    };
    assert!(has_content("b.jpg"), "as large as a file that was decided");
    assert!(!has_content("a.jpg"));

    let memory = remembered(&story.reports);
    age(&root.path().join("b.jpg"), 60);
    let again = rescan(root.path(), &memory);
    let [touched] = again.reports.as_slice() else {
        panic!("only one was touched");
    };
    assert!(
        touched.stamp.content.is_some(),
        "to tell whether it only was touched"
    );
}
