use std::fs::{self, File};
use std::path::Path;

use super::*;
use crate::review::{DecisionBatch, PendingDecision, Revision, folder_key};
use crate::scan::{ContentHash, SeenFile};
use crate::session::Decision;

const PATIENCE: Duration = Duration::from_mins(1);

/// Stores that the file was confirmed, as it is now; returns its time.
fn confirm(store: &mut Store, root: &Path, name: &str) -> std::time::SystemTime {
    let metadata = fs::metadata(root.join(name)).unwrap();
    let modified = metadata.modified().unwrap();
    let pending = PendingDecision {
        location: ImageLocation::new(name),
        seen: SeenFile {
            file_bytes: Some(metadata.len()),
            modified: Some(modified),
        },
        decided: Some(Decided {
            decision: Decision::Confirmed,
            at: std::time::UNIX_EPOCH,
        }),
        changed_at: ChangeTime(100),
    };
    let batch = DecisionBatch {
        folder: folder_key(root),
        by_place: vec![pending],
        ..DecisionBatch::default()
    };
    store.write_batches([&batch]).unwrap();
    modified
}

fn start(database: &Path) -> Binder {
    let path_hint = |location: &ImageLocation| location.relative().display().to_string();
    Binder::start(database.to_owned(), path_hint, || ()).unwrap()
}

fn contents(store: &Store) -> Vec<ContentHash> {
    let (stored, _) = store.decisions_since(Revision::default()).unwrap();
    stored.iter().map(|stored| stored.content).collect()
}

#[test]
fn what_an_earlier_window_left_is_bound_and_what_comes_later_too() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let database = root.join("a.db");
    for name in ["a.jpg", "b.jpg"] {
        fs::write(root.join(name), name).unwrap();
    }
    let mut store = Store::open(&database).unwrap();
    confirm(&mut store, root, "a.jpg");
    let binder = start(&database);
    for name in ["a.jpg", "b.jpg"] {
        let content = ContentHash::of(name.as_bytes());
        match binder.wait_next(PATIENCE).expect("an answer") {
            BinderEvent::Bound(bound) => {
                assert_eq!(bound.len(), 1);
                assert_eq!(bound[0].location, ImageLocation::new(name));
                assert_eq!(bound[0].folder, folder_key(root));
                assert_eq!(bound[0].counts.content, content);
                assert_eq!(bound[0].counts.path_hint.as_deref(), Some(name));
            }
            BinderEvent::Broken(broken) => panic!("{broken:?}"),
        }
        assert!(contents(&store).contains(&content), "it is on the disk");
        confirm(&mut store, root, "b.jpg");
        binder.nudge();
    }
}

#[test]
fn a_file_that_another_of_the_same_size_replaced_is_not_bound() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let database = root.join("a.db");
    fs::write(root.join("a.jpg"), "a picture").unwrap();
    let mut store = Store::open(&database).unwrap();
    let before = confirm(&mut store, root, "a.jpg");
    fs::write(root.join("new"), "another 1").unwrap();
    // As finely as a file system tells times apart.
    let after = before + Duration::from_micros(1);
    File::options()
        .write(true)
        .open(root.join("new"))
        .and_then(|file| file.set_modified(after))
        .unwrap();
    fs::rename(root.join("new"), root.join("a.jpg")).unwrap();
    let binder = start(&database);
    match binder.wait_next(PATIENCE).expect("an answer") {
        BinderEvent::Broken(broken) => {
            let decision = broken[0].decided.map(|decided| decided.decision);
            assert_eq!(decision, Some(Decision::Confirmed));
            assert_eq!(broken[0].location, ImageLocation::new("a.jpg"));
        }
        BinderEvent::Bound(bound) => panic!("bound to what nobody saw: {bound:?}"),
    }
    assert_eq!(contents(&store), [], "nothing is decided about either");
}

#[test]
fn a_file_that_cannot_be_read_holds_up_nobody_and_waits_for_the_next_window() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let database = root.join("a.db");
    for name in ["a.jpg", "b.jpg"] {
        fs::write(root.join(name), name).unwrap();
    }
    let mut store = Store::open(&database).unwrap();
    confirm(&mut store, root, "a.jpg");
    confirm(&mut store, root, "b.jpg");
    fs::rename(root.join("a.jpg"), root.join("away")).unwrap();
    let of = |event: BinderEvent| match event {
        BinderEvent::Bound(bound) => bound[0].location.clone(),
        BinderEvent::Broken(broken) => panic!("{broken:?}"),
    };
    let binder = start(&database);
    let first = of(binder.wait_next(PATIENCE).expect("an answer"));
    assert_eq!(first, ImageLocation::new("b.jpg"));
    assert_eq!(store.waiting_decisions(), Ok(1), "it is not lost");
    drop(binder);
    fs::rename(root.join("away"), root.join("a.jpg")).unwrap();
    let next = of(start(&database).wait_next(PATIENCE).expect("an answer"));
    assert_eq!(next, ImageLocation::new("a.jpg"));
}
