use super::*;
use crate::review::test_decisions::decision;
use crate::session::Decision;

fn all(store: &Store) -> Vec<StoredDecision> {
    let (mut all, _) = store.decisions_since(Revision::default()).unwrap();
    all.sort_by_key(|stored| stored.changed_at);
    all
}

#[test]
fn decisions_come_back_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("blackdrop.db");
    let written = [
        decision(1, Some(Decision::Confirmed), 10),
        decision(2, Some(Decision::FalseAlarm), 11),
        decision(3, None, 12),
    ];
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.write_decisions(&written), Ok(Vec::new()), "all new");
    drop(store);
    assert_eq!(
        all(&Store::open(&path).unwrap()),
        written,
        "after reopening"
    );
}

#[test]
fn a_late_write_does_not_overwrite_a_newer_one_and_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let newer = decision(1, Some(Decision::FalseAlarm), 20);
    let older = decision(1, Some(Decision::Confirmed), 19);
    assert_eq!(store.write_decisions([&newer]), Ok(Vec::new()));
    assert_eq!(
        store.write_decisions([&older]),
        Ok(vec![newer.clone()]),
        "what stands is told"
    );
    assert_eq!(
        all(&store),
        std::slice::from_ref(&newer),
        "the newer one stands"
    );
    let taken_back = decision(1, None, 21);
    assert_eq!(store.write_decisions([&taken_back]), Ok(Vec::new()));
    assert_eq!(
        store.write_decisions([&newer]),
        Ok(vec![taken_back.clone()]),
        "a decision that was taken back does not come back"
    );
}

#[test]
fn a_batch_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    store
        .write_decisions([&decision(1, Some(Decision::Confirmed), 1)])
        .unwrap();
    store
        .write(|transaction| {
            transaction.execute_batch(
                "CREATE TEMP TRIGGER refuse BEFORE INSERT ON decisions
                 WHEN NEW.changed_at = 99 BEGIN SELECT raise(ABORT, 'refused'); END",
            )
        })
        .unwrap();
    let before = all(&store);
    let batch: Vec<_> = (2..100)
        .map(|content| decision(content, Some(Decision::Confirmed), i64::from(content)))
        .collect();
    store
        .write_decisions(&batch)
        .expect_err("the last but one is refused");
    assert_eq!(all(&store), before, "none of the batch is there");
}

#[test]
fn another_connection_sees_exactly_what_is_new_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut here = Store::open(&path).unwrap();
    let there = Store::open(&path).unwrap();
    let quiet = there.data_version().unwrap();
    let first = decision(1, Some(Decision::Confirmed), 100);
    here.write_decisions([&first]).unwrap();
    assert_ne!(
        there.data_version().unwrap(),
        quiet,
        "something was written"
    );
    let (seen, revision) = there.decisions_since(Revision::default()).unwrap();
    assert_eq!(seen, [first]);
    // Made before the first one, written after it: an import, or a try that came through at last.
    let late = decision(2, Some(Decision::Confirmed), 5);
    here.write_decisions([&late]).unwrap();
    assert_eq!(
        there.decisions_since(revision).unwrap().0,
        [late],
        "only what is new"
    );
}

#[test]
fn the_sizes_of_decided_files_are_told_once_each() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let mut unknown = decision(3, Some(Decision::Confirmed), 3);
    unknown.file_bytes = None;
    let known = [1, 2].map(|content| decision(content, None, 1));
    store
        .write_decisions(known.iter().chain([&unknown]))
        .unwrap();
    assert_eq!(store.decided_sizes(), Ok(HashSet::from([1000])));
}
