use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;
use crate::inspect::{InspectError, Measures, Thresholds};
use crate::review::test_decisions::decision;
use crate::review::{RescanOf, ScanExtent, ScanRecorder};
use crate::scan::{FileStamp, ImageId, ImageOutcome, ImageReport, WorkTimes};
use crate::session::{RecalledRow, ResultRow, SaveState};

const FOLDER: &str = "/no/such/shop";

fn seen(byte: u64) -> SeenFile {
    SeenFile {
        file_bytes: Some(1000 + byte),
        modified: Some(UNIX_EPOCH + Duration::from_nanos(1_760_000_000_123_456_789 + byte)),
    }
}

fn pending(path: &str, decided: Option<Decision>, changed_at: i64) -> PendingDecision {
    PendingDecision {
        location: ImageLocation::new(path),
        seen: seen(0),
        decided: decided.map(|decision| Decided {
            decision,
            at: from_ms(changed_at),
        }),
        changed_at: ChangeTime(changed_at),
    }
}

fn batch(by_place: Vec<PendingDecision>) -> DecisionBatch {
    DecisionBatch {
        folder: PathBuf::from(FOLDER),
        by_place,
        ..DecisionBatch::default()
    }
}

fn waiting_in(store: &Store) -> Vec<Waiting> {
    store.waiting_after(&PlaceKey::FIRST, 100).unwrap()
}

/// Binds all that waits to this content.
fn bind(store: &mut Store, content: u32) -> Vec<StoredDecision> {
    let bound: Vec<_> = waiting_in(store)
        .into_iter()
        .map(|waiting| {
            let pending = &waiting.pending;
            let stored = StoredDecision {
                decided: pending.decided,
                changed_at: pending.changed_at,
                ..decision(content, None, 0)
            };
            (waiting, stored)
        })
        .collect();
    store.bind(&bound).unwrap()
}

/// What a scan finds: an image whose content nobody asked for.
fn scan(database: &Path, path: &str, seen: SeenFile) {
    let root = PathBuf::from(FOLDER);
    let recorder = ScanRecorder::start(database.to_owned(), root, Measures::default());
    let mut recorder = recorder.unwrap();
    let report = ImageReport {
        id: ImageId(0),
        location: ImageLocation::new(path),
        product: None,
        file_bytes: seen.file_bytes,
        stamp: FileStamp {
            modified: seen.modified,
            looked_at: Some(SystemTime::now()),
            content: None,
        },
        outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
        times: WorkTimes::default(),
    };
    recorder.remember(Arc::new(ResultRow::new(report, &Thresholds::default())));
    recorder.end(ScanExtent::Whole);
    assert_eq!(recorder.close(Duration::from_mins(1)), Ok(()), "written");
}

fn recall(store: &Store) -> RecalledRow {
    let memory = store
        .recall_folder(Path::new(FOLDER), Measures::default(), RescanOf::Changes)
        .unwrap()
        .expect("the folder is known");
    memory.results.rows[0].clone().expect("a row")
}

fn decided(row: &RecalledRow) -> (Option<Decision>, SaveState, Option<Decision>) {
    let decision = row.decided.map(|decided| decided.decision);
    (decision, row.save, row.unbound)
}

#[test]
fn a_decision_is_there_at_once_and_follows_its_content_later() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    scan(&database, "a.jpg", seen(0));
    let mut store = Store::open(&database).unwrap();
    let write = pending("a.jpg", Some(Decision::Confirmed), 100);
    store.write_batches([&batch(vec![write.clone()])]).unwrap();
    let confirmed = Some(Decision::Confirmed);
    assert_eq!(
        decided(&recall(&store)),
        (confirmed, SaveState::SavedByPlace, None)
    );
    assert_eq!(store.waiting_decisions(), Ok(1));
    assert!(
        store.decided_sizes().unwrap().contains(&1000),
        "a new file of its size is looked into"
    );
    let waiting = waiting_in(&store);
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (&waiting[0].pending, &*waiting[0].folder),
        (&write, Path::new(FOLDER))
    );

    let counts = bind(&mut store, 7);
    assert_eq!(counts[0].decided, write.decided);
    assert_eq!(waiting_in(&store), [], "nothing waits any more");
    let row = recall(&store);
    assert_eq!(decided(&row), (confirmed, SaveState::Saved, None));
    assert_eq!(row.report.stamp.content, Some(counts[0].content));
    // What a scan wrote down late of the same file knows no content, and takes none away.
    scan(&database, "a.jpg", seen(0));
    assert_eq!(decided(&recall(&store)).0, confirmed, "still there");
    scan(&database, "a.jpg", seen(1));
    assert_eq!(decided(&recall(&store)).0, None, "another file");
}

#[test]
fn where_another_decision_about_that_content_exists_the_later_one_counts() {
    for (theirs, counts) in [(50, Decision::Confirmed), (200, Decision::FalseAlarm)] {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("a.db");
        scan(&database, "a.jpg", seen(0));
        let mut store = Store::open(&database).unwrap();
        let write = pending("a.jpg", Some(Decision::Confirmed), 100);
        store.write_batches([&batch(vec![write])]).unwrap();
        let other = decision(7, Some(Decision::FalseAlarm), theirs);
        store.write_decisions([&other]).unwrap();
        let bound = bind(&mut store, 7);
        assert_eq!(
            bound[0].decided.map(|decided| decided.decision),
            Some(counts),
            "theirs at {theirs}, ours at 100"
        );
        assert_eq!(decided(&recall(&store)).0, Some(counts));
    }
}

#[test]
fn a_later_decision_about_a_place_replaces_the_earlier_one_and_outlives_its_binding() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    scan(&database, "a.jpg", seen(0));
    let mut store = Store::open(&database).unwrap();
    let first = pending("a.jpg", Some(Decision::Confirmed), 100);
    store.write_batches([&batch(vec![first.clone()])]).unwrap();
    let early = waiting_in(&store);
    let second = pending("a.jpg", Some(Decision::FalseAlarm), 101);
    store.write_batches([&batch(vec![second])]).unwrap();
    // The first one was being bound meanwhile.
    let stored = StoredDecision {
        decided: first.decided,
        ..decision(7, None, 100)
    };
    let counts = store.bind(&[(early[0].clone(), stored)]).unwrap();
    assert_eq!(counts[0].decided, None, "it does not stand any more");
    assert_eq!(waiting_in(&store).len(), 1, "the later one still waits");
    let false_alarm = Some(Decision::FalseAlarm);
    assert_eq!(decided(&recall(&store)).0, false_alarm);
    store.write_batches([&batch(vec![first])]).unwrap();
    assert_eq!(decided(&recall(&store)).0, false_alarm, "it is late");
    bind(&mut store, 7);
    let bound = (false_alarm, SaveState::Saved, None);
    assert_eq!(decided(&recall(&store)), bound);
}

#[test]
fn what_can_never_be_bound_is_kept_as_that_until_somebody_decides_anew() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    scan(&database, "a.jpg", seen(0));
    let mut store = Store::open(&database).unwrap();
    let write = pending("a.jpg", Some(Decision::Confirmed), 100);
    let undone = pending("b.jpg", None, 100);
    let both = batch(vec![write.clone(), undone]);
    store.write_batches([&both]).unwrap();
    store.find_changed(&waiting_in(&store)).unwrap();
    assert_eq!(waiting_in(&store), []);
    let broken = (None, SaveState::Saved, Some(Decision::Confirmed));
    assert_eq!(decided(&recall(&store)), broken);
    scan(&database, "a.jpg", seen(1));
    assert_eq!(decided(&recall(&store)), broken, "and of the new file too");

    let replaced = DecisionBatch {
        by_content: vec![decision(8, Some(Decision::FalseAlarm), 200)],
        replaced: vec![(write.location, ChangeTime(200))],
        ..batch(Vec::new())
    };
    store.write_batches([&replaced]).unwrap();
    assert_eq!(decided(&recall(&store)), (None, SaveState::Saved, None));
}

#[test]
fn a_decision_about_a_file_that_was_scanned_again_since_is_none_about_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    let mut store = Store::open(&database).unwrap();
    let write = pending("a.jpg", Some(Decision::Confirmed), 100);
    store.write_batches([&batch(vec![write])]).unwrap();
    scan(&database, "a.jpg", seen(1));
    assert_eq!(
        decided(&recall(&store)),
        (None, SaveState::Saved, Some(Decision::Confirmed))
    );
}

#[test]
fn an_image_that_is_remembered_after_its_decision_was_bound_learns_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    let mut store = Store::open(&database).unwrap();
    let write = pending("a.jpg", Some(Decision::Confirmed), 100);
    store.write_batches([&batch(vec![write])]).unwrap();
    bind(&mut store, 7);
    assert_eq!(store.waiting_decisions(), Ok(0), "it is bound");
    scan(&database, "a.jpg", seen(0));
    let confirmed = (Some(Decision::Confirmed), SaveState::Saved, None);
    assert_eq!(
        decided(&recall(&store)),
        confirmed,
        "by what the place keeps"
    );
    store.tell_late_images().unwrap();
    assert_eq!(decided(&recall(&store)), confirmed, "by its own content");
    assert!(recall(&store).report.stamp.content.is_some());
}

#[test]
fn what_is_taken_back_before_it_was_bound_outdoes_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    scan(&database, "a.jpg", seen(0));
    let mut store = Store::open(&database).unwrap();
    let theirs = decision(7, Some(Decision::FalseAlarm), 50);
    store.write_decisions([&theirs]).unwrap();
    let by_mistake = pending("a.jpg", Some(Decision::Confirmed), 100);
    store.write_batches([&batch(vec![by_mistake])]).unwrap();
    // The binder has begun with it when it is taken back.
    let being_read = waiting_in(&store);
    let taken_back = pending("a.jpg", None, 200);
    store.write_batches([&batch(vec![taken_back])]).unwrap();
    assert_eq!(waiting_in(&store), [], "nothing is left to be bound");

    let stored = StoredDecision {
        decided: being_read[0].pending.decided,
        changed_at: being_read[0].pending.changed_at,
        ..theirs.clone()
    };
    let counts = store.bind(&[(being_read[0].clone(), stored)]).unwrap();
    assert_eq!(counts[0].decided, theirs.decided);
    let (kept, _) = store.decisions_since(Revision(0)).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].decided, theirs.decided, "theirs stands");
}
