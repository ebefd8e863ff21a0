use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::inspect::{InspectError, Thresholds};
use crate::review::{ChangeTime, ScanRecorder, StoredDecision, Unwritten};
use crate::scan::ReachError;
use crate::session::{Decided, Proof, ProofFinding};

const PLENTY: Duration = Duration::from_mins(1);

fn row(path: &str) -> ResultRow {
    let location = ImageLocation::new(path);
    let report = ImageReport {
        id: ImageId(0),
        product: ProductId::of(&location),
        location,
        file_bytes: Some(1234),
        stamp: FileStamp {
            modified: Some(UNIX_EPOCH + Duration::from_nanos(1_760_000_000_123_456_789)),
            looked_at: Some(UNIX_EPOCH + Duration::from_nanos(1_770_000_000_000_000_001)),
            content: Some(ContentHash::of(path.as_bytes())),
        },
        outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
        times: WorkTimes::default(),
    };
    ResultRow::new(report, &Thresholds::default())
}

/// A database with what one scan of `folder` has left.
fn record(database: &Path, folder: &Path, rows: Vec<ResultRow>) {
    let recorder = ScanRecorder::start(
        database.to_path_buf(),
        folder.to_path_buf(),
        Measures::default(),
    );
    let mut recorder = recorder.unwrap();
    for row in rows {
        recorder.remember(Arc::new(row));
    }
    recorder.end(ScanExtent::Whole);
    assert_eq!(recorder.close(PLENTY), Ok(()), "everything was written");
}

fn recall(database: &Path, folder: &Path, measures: Measures) -> Option<FolderMemory> {
    let store = Store::open(database).unwrap();
    store
        .recall_folder(folder, measures, RescanOf::Changes)
        .unwrap()
}

fn paths(memory: &FolderMemory) -> Vec<String> {
    let rows = memory.results.rows.iter().flatten();
    rows.map(|row| row.report.location.relative().display().to_string())
        .collect()
}

fn stands(memory: &FolderMemory, path: &str) -> bool {
    let (_, file) = memory.known.at(&ImageLocation::new(path)).unwrap();
    file.stands(file.file_bytes, file.stamp.modified)
}

#[test]
fn what_a_scan_found_is_there_for_the_next_one_in_the_order_of_a_walk() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    assert!(recall(&database, folder.path(), Measures::default()).is_none());
    let written = ["a/1.jpg", "a-b/1.jpg", "a.jpg", "b.jpg"].map(row);
    let mut shuffled = written.to_vec();
    shuffled.rotate_left(2);
    record(&database, folder.path(), shuffled);

    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    assert_eq!(
        paths(&memory),
        ["a/1.jpg", "a-b/1.jpg", "a.jpg", "b.jpg"],
        "a folder's images together"
    );
    for (recalled, row) in memory.results.rows.iter().flatten().zip(&written) {
        assert_eq!(recalled.report, row.report, "with every nanosecond");
    }
    assert!(stands(&memory, "b.jpg"));
    let elsewhere = tempfile::tempdir().unwrap();
    assert!(recall(&database, elsewhere.path(), Measures::default()).is_none());
}

#[test]
fn another_way_to_the_folder_leads_to_the_same_memory() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    record(&database, folder.path(), vec![row("a.jpg")]);
    let roundabout = folder.path().join("sub").join("..");
    assert!(recall(&database, &roundabout, Measures::default()).is_some());
}

#[test]
fn other_engines_fewer_measures_and_damage_are_inspected_again() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    let names = ["fine.jpg", "old.jpg", "damaged.jpg"];
    record(&database, folder.path(), names.map(row).to_vec());
    let connection = Connection::open(&database).unwrap();
    for sql in [
        "UPDATE images SET engine = engine + 1 WHERE path = CAST('old.jpg' AS BLOB)",
        "UPDATE images SET result = x'ff' WHERE path = CAST('damaged.jpg' AS BLOB)",
    ] {
        assert_eq!(connection.execute(sql, []), Ok(1), "{sql}");
    }
    drop(connection);

    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    assert_eq!(memory.known.len(), 3, "all three are known");
    assert_eq!(paths(&memory), ["fine.jpg"], "one has a result to show");
    assert!(stands(&memory, "fine.jpg"));
    assert!(!stands(&memory, "old.jpg") && !stands(&memory, "damaged.jpg"));

    let full = Measures {
        full: true,
        complete: false,
    };
    let memory = recall(&database, folder.path(), full).unwrap();
    assert_eq!(paths(&memory), ["fine.jpg"], "it is shown meanwhile");
    assert!(!stands(&memory, "fine.jpg"), "but more is wanted");

    record(&database, folder.path(), vec![row("fine.jpg")]);
    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    assert_eq!(
        memory.known.len(),
        2,
        "what only another engine knew is gone"
    );
}

#[test]
fn everything_is_inspected_again_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    record(&database, folder.path(), vec![row("a.jpg")]);
    let store = Store::open(&database).unwrap();
    let memory = store
        .recall_folder(folder.path(), Measures::default(), RescanOf::Everything)
        .unwrap()
        .unwrap();
    assert_eq!(paths(&memory), ["a.jpg"], "shown meanwhile");
    assert!(!stands(&memory, "a.jpg"));
}

#[test]
fn what_could_not_be_reached_is_known_again_and_takes_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    record(&database, folder.path(), vec![row("a.jpg")]);
    let unreachable = ["a.jpg", "b.jpg"].map(|path| {
        let mut row = row(path);
        row.report.outcome = ImageOutcome::Unreachable(ReachError::PermissionDenied);
        row
    });
    record(&database, folder.path(), unreachable.to_vec());
    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    assert_eq!(paths(&memory), ["a.jpg", "b.jpg"]);
    let outcome = |at: usize| &memory.results.rows[at].as_ref().unwrap().report.outcome;
    assert!(
        matches!(outcome(0), ImageOutcome::Unreadable(_)),
        "it stands"
    );
    assert!(matches!(outcome(1), ImageOutcome::Unreachable(_)));
}

#[test]
fn decisions_come_with_the_rows_by_what_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    let mut changed = row("changed.jpg");
    changed.review.before_change = Some(Decision::FalseAlarm);
    let mut gone = row("gone.jpg");
    gone.is_gone = true;
    record(&database, folder.path(), vec![row("a.jpg"), changed, gone]);
    let mut store = Store::open(&database).unwrap();
    let decided = Decided {
        decision: Decision::Confirmed,
        at: UNIX_EPOCH + Duration::from_secs(1_760_000_000),
    };
    let written = ["a.jpg", "gone.jpg"].map(|path| StoredDecision {
        content: ContentHash::of(path.as_bytes()),
        decided: Some(decided),
        changed_at: ChangeTime(1),
        file_bytes: None,
        path_hint: None,
    });
    store.write_decisions(&written).unwrap();
    drop(store);

    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    let [Some(first), Some(changed), Some(gone)] = memory.results.rows.as_slice() else {
        panic!("three rows");
    };
    assert_eq!(first.decided, Some(decided));
    assert_eq!(changed.decided, None);
    assert_eq!(changed.before_change, Some(Decision::FalseAlarm));
    assert!(gone.is_gone, "and keeps its decision");
    assert_eq!(gone.decided, Some(decided));
}

#[test]
fn what_is_forgotten_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    record(
        &database,
        folder.path(),
        ["a.jpg", "b.jpg"].map(row).to_vec(),
    );
    let start = ScanRecorder::start(
        database.clone(),
        folder.path().to_path_buf(),
        Measures::default(),
    );
    let mut recorder = start.unwrap();
    recorder.forget(vec![Arc::new(row("b.jpg"))]);
    assert_eq!(recorder.close(PLENTY), Ok(()));
    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    assert_eq!(paths(&memory), ["a.jpg"]);
}

#[test]
fn a_database_that_cannot_be_used_is_told_once_and_the_recording_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    std::fs::write(&database, "not a database at all").unwrap();
    let start = ScanRecorder::start(
        database.clone(),
        folder.path().to_path_buf(),
        Measures::default(),
    );
    let mut recorder = start.unwrap();
    for name in 0..2_500 {
        recorder.remember(Arc::new(row(&format!("{name}.jpg"))));
    }
    match recorder.close(PLENTY) {
        Err(Unwritten::Failed(error)) => assert_eq!(error.path, database),
        other => panic!("it says so, and not {other:?}"),
    }
    let kept = std::fs::read_to_string(&database).unwrap();
    assert_eq!(kept, "not a database at all", "and touches nothing");
}

#[test]
#[ignore = "prints how long 200,000 images take to be written and read"]
fn time_200_000_images() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    let rows = (0..200_000).map(|n| row(&format!("{:08}/{n}_front.jpg", n / 4)));
    let start = std::time::Instant::now();
    record(&database, folder.path(), rows.collect());
    let written = start.elapsed();
    let start = std::time::Instant::now();
    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    let read = start.elapsed();
    assert_eq!(memory.known.len(), 200_000);
    let bytes = std::fs::metadata(&database).unwrap().len();
    // Printed by `cargo test -- --ignored --nocapture`.
    eprintln!("written in {written:?}, read in {read:?}, {bytes} bytes");
}

#[test]
fn what_an_original_said_is_there_again_until_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    let mut proven = row("a.jpg");
    proven.proof = Some(Arc::new(Proof {
        finding: ProofFinding::NotTheMishap,
        image: None,
        original: None,
        evidence: None,
    }));
    let unproven = row("b.jpg");
    record(&database, folder.path(), vec![proven.clone(), unproven]);
    let found = |memory: &FolderMemory| -> Vec<Option<Proof>> {
        let rows = memory.results.rows.iter().flatten();
        rows.map(|row| row.proof.clone()).collect()
    };
    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    assert_eq!(found(&memory), [proven.proof.as_deref().cloned(), None]);

    let recorder = ScanRecorder::start(
        database.clone(),
        folder.path().to_path_buf(),
        Measures::default(),
    );
    let mut recorder = recorder.unwrap();
    let mut late = row("b.jpg");
    late.proof.clone_from(&proven.proof);
    recorder.update(vec![Arc::new(row("a.jpg")), Arc::new(late)]);
    assert_eq!(recorder.close(PLENTY), Ok(()), "everything was written");
    let memory = recall(&database, folder.path(), Measures::default()).unwrap();
    assert_eq!(found(&memory), [None, proven.proof.as_deref().cloned()]);
}
