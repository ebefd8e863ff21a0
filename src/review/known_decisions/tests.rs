use std::time::{Duration, Instant, UNIX_EPOCH};

use super::*;
use crate::inspect::{InspectError, Thresholds};
use crate::review::test_decisions::decision;
use crate::review::{DecisionBatch, StoredDecision};
use crate::scan::{
    FileStamp, ImageOutcome, ImageReport, ProductId, ScanEvent, WorkTimes, WorkerId,
};
use crate::session::Decision;

const SHOP: &str = "/no/such/shop";

fn seen(nanosecond: u64) -> SeenFile {
    SeenFile {
        file_bytes: Some(1000),
        modified: Some(UNIX_EPOCH + Duration::from_nanos(1_760_000_000_123_456_789 + nanosecond)),
    }
}

fn waits(path: &str, decided: Option<Decision>, changed_at: i64) -> PendingDecision {
    PendingDecision {
        location: ImageLocation::new(path),
        seen: seen(0),
        decided: decision(0, decided, changed_at).decided,
        changed_at: ChangeTime(changed_at),
    }
}

/// A store in which these wait in these folders, and those are known by content.
struct Database {
    store: Store,
    _folder: tempfile::TempDir,
}

impl Database {
    fn with(waiting: Vec<(&str, PendingDecision)>, by_content: &[StoredDecision]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        for (place, pending) in waiting {
            let batch = DecisionBatch {
                folder: PathBuf::from(place),
                by_place: vec![pending],
                ..DecisionBatch::default()
            };
            store.write_batches([&batch]).unwrap();
        }
        store.write_decisions(by_content).unwrap();
        Self {
            store,
            _folder: folder,
        }
    }

    fn known(&self, root: &str) -> KnownDecisions {
        KnownDecisions::read(&self.store, Path::new(root)).unwrap()
    }

    /// What counts about an image that a scan of `root` has found as this file.
    fn counts(
        &self,
        root: &str,
        path: &str,
        seen: SeenFile,
        content: Option<ContentHash>,
    ) -> Option<Decision> {
        let mut session = scanned(path, seen, content);
        self.known(root).recall(&mut session, ImageId(0), None);
        session.row(ImageId(0)).unwrap().review.decision()
    }
}

fn scanned(path: &str, seen: SeenFile, content: Option<ContentHash>) -> ScanSession {
    let location = ImageLocation::new(path);
    let report = ImageReport {
        id: ImageId(0),
        product: ProductId::of(&location),
        location,
        file_bytes: seen.file_bytes,
        stamp: FileStamp {
            modified: seen.modified,
            looked_at: None,
            content,
        },
        outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
        times: WorkTimes::default(),
    };
    let now = Instant::now();
    let mut session = ScanSession::new(PathBuf::from(SHOP), 1, Thresholds::default(), now);
    let finished = ScanEvent::ImageFinished {
        worker: WorkerId(0),
        report: Box::new(report),
        thumbnail: None,
    };
    session.apply(finished, now);
    session
}

#[test]
fn what_waits_counts_for_the_file_that_was_seen_and_for_no_other() {
    let false_alarm = Some(Decision::FalseAlarm);
    let database = Database::with(vec![(SHOP, waits("a/1.jpg", false_alarm, 100))], &[]);
    let counts = |path, seen| database.counts(SHOP, path, seen, None);
    assert_eq!(counts("a/1.jpg", seen(0)), false_alarm);
    assert_eq!(counts("a/2.jpg", seen(0)), None, "another place");
    assert_eq!(counts("a/1.jpg", seen(1)), None, "a nanosecond later");
    let longer = SeenFile {
        file_bytes: Some(1001),
        ..seen(0)
    };
    assert_eq!(counts("a/1.jpg", longer), None, "of another size");
    let unknown = SeenFile {
        modified: None,
        ..seen(0)
    };
    assert_eq!(counts("a/1.jpg", unknown), None, "it may be any");
    let known = database.known(SHOP);
    assert_eq!(*known.decided_sizes(), HashSet::from([1000]));
    let named = database.store.waiting_files(20).unwrap();
    assert_eq!(named, [Path::new(SHOP).join("a/1.jpg")]);
}

#[test]
fn it_counts_from_a_folder_above_and_from_one_below() {
    let confirmed = Some(Decision::Confirmed);
    let database = Database::with(vec![(SHOP, waits("a/1.jpg", confirmed, 100))], &[]);
    let counts = |root, path| database.counts(root, path, seen(0), None);
    assert_eq!(counts("/no/such/shop/a", "1.jpg"), confirmed);
    assert_eq!(counts("/no/such", "shop/a/1.jpg"), confirmed);
    assert_eq!(counts("/no/such/shop/b", "1.jpg"), None);
    let taken_back = ("/no/such/shop/a", waits("1.jpg", None, 101));
    let both = vec![taken_back, (SHOP, waits("a/1.jpg", confirmed, 100))];
    let database = Database::with(both, &[]);
    let counts = |root, path| database.counts(root, path, seen(0), None);
    assert_eq!(counts(SHOP, "a/1.jpg"), None, "taken back later");
}

#[test]
fn of_what_waits_and_what_is_bound_the_later_one_counts() {
    for (theirs, counts) in [
        (99, Some(Decision::Confirmed)),
        (100, Some(Decision::Confirmed)),
        (101, Some(Decision::FalseAlarm)),
    ] {
        let bound = decision(7, Some(Decision::FalseAlarm), theirs);
        let waiting = vec![(SHOP, waits("1.jpg", Some(Decision::Confirmed), 100))];
        let database = Database::with(waiting, std::slice::from_ref(&bound));
        let told = database.counts(SHOP, "1.jpg", seen(0), Some(bound.content));
        assert_eq!(told, counts, "theirs at {theirs}, ours at 100");
        let elsewhere = database.counts(SHOP, "2.jpg", seen(5), Some(bound.content));
        assert_eq!(elsewhere, Some(Decision::FalseAlarm), "by content alone");
    }
}

#[test]
fn what_was_read_after_the_scan_is_the_file_that_counts() {
    let confirmed = Some(Decision::Confirmed);
    let bound = decision(7, Some(Decision::FalseAlarm), 50);
    let waiting = vec![(SHOP, waits("1.jpg", confirmed, 100))];
    let database = Database::with(waiting, std::slice::from_ref(&bound));
    let counts = |scan: SeenFile, read: SeenFile| {
        let mut session = scanned("1.jpg", scan, None);
        let known = database.known(SHOP);
        known.recall(&mut session, ImageId(0), Some((read, bound.content)));
        session.row(ImageId(0)).unwrap().review.decision()
    };
    assert_eq!(counts(seen(0), seen(0)), confirmed);
    let replaced = counts(seen(0), seen(1));
    assert_eq!(replaced, Some(Decision::FalseAlarm), "it was replaced");
    assert_eq!(counts(seen(1), seen(0)), confirmed, "and put back");
}
