use std::fs;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::*;
use crate::review::message::BatchId;
use crate::review::original_answers::tests::said;
use crate::review::test_decisions::{confirmed, decision};
use crate::review::{DecisionBatch, StoreHandle, StoredDecision};
use crate::scan::Wake;
use crate::session::Decision;

const PATIENCE: Duration = Duration::from_mins(1);

/// Tries again as soon as it can, so that a test need not wait.
const EAGER: Patience = Patience {
    look: Duration::from_millis(10),
    first: Duration::from_millis(1),
    longest: Duration::from_millis(10),
};

/// A writer that works when the test says so, and what it tells.
fn writer(path: &std::path::Path) -> (Writer, Receiver<StoreEvent>) {
    let (answer, answers) = sync_channel(100);
    let outbox = Answers::new(answer, Arc::new(Wake::new(|| ())));
    let mut writer = Writer::new(path.to_owned(), outbox, Arc::default(), EAGER);
    writer.tell_opened();
    (writer, answers)
}

fn batch(id: u64, writes: Vec<StoredDecision>) -> StoreRequest {
    let id = BatchId(id);
    let writes = Arc::new(DecisionBatch {
        by_content: writes,
        ..DecisionBatch::default()
    });
    StoreRequest::Write(Batch { id, writes })
}

fn written(id: u64) -> StoreEvent {
    StoreEvent::Written {
        batch: BatchId(id),
        stronger: Vec::new(),
    }
}

fn stored(path: &std::path::Path) -> Vec<StoredDecision> {
    let store = Store::open(path).unwrap();
    let (mut all, _) = store.decisions_since(Revision::default()).unwrap();
    all.sort_by_key(|stored| stored.changed_at);
    all
}

#[test]
fn on_a_full_disk_decisions_are_kept_and_written_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let (mut writer, told) = writer(&path);
    writer.store.as_ref().unwrap().limit_pages(8);
    assert_eq!(
        told.try_iter().collect::<Vec<_>>(),
        [StoreEvent::Available, StoreEvent::Loaded]
    );

    writer.serve(vec![batch(1, confirmed(0, 5000))]);
    let full = StoreError::new(&path, StoreFault::DiskFull);
    let not_written = |id| StoreEvent::NotWritten {
        batch: BatchId(id),
        error: full.clone(),
    };
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [not_written(1)]);
    assert_eq!(stored(&path), [], "nothing of it is there");
    assert!(writer.next_try.is_some(), "another try is due");

    writer.serve(vec![batch(2, confirmed(9000, 1))]);
    assert_eq!(
        told.try_iter().collect::<Vec<_>>(),
        [written(2)],
        "one that fits is written, the other is not told twice"
    );
    writer.try_again();
    assert_eq!(told.try_iter().count(), 0, "still full, and told already");

    writer.store.as_ref().unwrap().limit_pages(100_000);
    writer.try_again();
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [written(1)]);
    assert_eq!(stored(&path).len(), 5001, "all of them");
    assert_eq!(writer.next_try, None, "nothing more to try");
}

#[test]
fn a_file_that_cannot_be_used_is_told_once_and_used_as_soon_as_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    fs::write(&path, "a letter").unwrap();
    let (mut writer, told) = writer(&path);
    let not_ours = StoreError::new(&path, StoreFault::NotOurs);
    let unavailable = StoreEvent::Unavailable(not_ours.clone());
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [unavailable]);
    writer.serve(vec![batch(1, confirmed(0, 3))]);
    writer.try_again();
    let not_written = StoreEvent::NotWritten {
        batch: BatchId(1),
        error: not_ours,
    };
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [not_written], "once");
    assert_eq!(fs::read(&path).unwrap(), b"a letter", "untouched");

    fs::rename(&path, folder.path().join("letter.txt")).unwrap();
    writer.try_again();
    assert_eq!(
        told.try_iter().collect::<Vec<_>>(),
        [StoreEvent::Available, StoreEvent::Loaded, written(1)]
    );
    assert_eq!(stored(&path), confirmed(0, 3));
}

#[cfg(unix)]
#[test]
fn a_database_that_is_moved_away_in_use_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let (mut writer, told) = writer(&path);
    writer.serve(vec![batch(1, confirmed(0, 1))]);
    fs::rename(&path, folder.path().join("b.db")).unwrap();
    told.try_iter().for_each(drop);
    writer.serve(vec![batch(2, confirmed(1, 1))]);
    let told_first = told.try_iter().next();
    assert!(
        matches!(
            told_first,
            Some(StoreEvent::NotWritten {
                batch: BatchId(2),
                ..
            })
        ),
        "not into a file that nobody finds: {told_first:?}"
    );
    writer.try_again();
    assert_eq!(told.try_iter().last(), Some(written(2)));
    assert_eq!(stored(&path), confirmed(1, 1), "into the new file");
}

#[test]
fn a_handle_takes_far_more_than_its_channel_holds_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut handle = StoreHandle::start_with(path.clone(), || (), EAGER).unwrap();
    let batches = 5000;
    for content in 0..batches {
        handle.write_decisions(confirmed(content, 1));
    }
    let mut seen = 0;
    while seen < batches {
        if let StoreEvent::Written { .. } = handle.wait_next(PATIENCE).expect("it goes on") {
            seen += 1;
        }
    }
    assert!(handle.close(PATIENCE).is_empty(), "nothing was left to say");
    assert_eq!(stored(&path).len(), 5000);
}

#[test]
fn a_handle_that_is_closed_has_written_everything() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut handle = StoreHandle::start_with(path.clone(), || (), EAGER).unwrap();
    for content in 0..2000 {
        handle.write_decisions(confirmed(content, 1));
    }
    let said = handle.close(PATIENCE);
    let written = |event: &&StoreEvent| matches!(event, StoreEvent::Written { .. });
    assert_eq!(said.iter().filter(written).count(), 2000, "each was told");
    assert_eq!(stored(&path).len(), 2000);
}

/// Waits until a handle has heard of all these, written by another. What could not be written at once, because the other
/// held the file for too long, is tried again.
fn hear(handle: &mut StoreHandle, mut wanted: Vec<StoredDecision>) {
    while !wanted.is_empty() {
        match handle.wait_next(PATIENCE).expect("news come") {
            StoreEvent::Decisions(news) => wanted.retain(|wanted| !news.contains(wanted)),
            StoreEvent::Available
            | StoreEvent::Unavailable(_)
            | StoreEvent::Loaded
            | StoreEvent::Answers(_)
            | StoreEvent::NotWritten { .. }
            | StoreEvent::Written { .. } => {}
        }
    }
}

#[test]
fn two_windows_on_one_file_lose_nothing_and_hear_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut left = StoreHandle::start_with(path.clone(), || (), EAGER).unwrap();
    let mut right = StoreHandle::start_with(path.clone(), || (), EAGER).unwrap();
    for content in 0..300 {
        left.write_decisions(confirmed(content, 1));
        right.write_decisions(confirmed(1000 + content, 1));
    }
    // Both decided about the same picture; the later decision stands, whichever is written first.
    left.write_decisions(vec![decision(5000, Some(Decision::FalseAlarm), 77)]);
    right.write_decisions(vec![decision(5000, Some(Decision::Confirmed), 78)]);
    let last = decision(5000, Some(Decision::Confirmed), 78);
    hear(&mut right, confirmed(0, 300));
    let mut of_right = confirmed(1000, 300);
    of_right.push(last.clone());
    hear(&mut left, of_right);
    drop((left.close(PATIENCE), right.close(PATIENCE)));
    let stored = stored(&path);
    assert_eq!(stored.len(), 601, "no update was lost");
    assert!(stored.contains(&last), "the later decision stands");
}

#[test]
fn what_was_said_of_an_original_is_heard_in_another_window_and_in_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut left = StoreHandle::start_with(path.clone(), || (), EAGER).unwrap();
    let mut right = StoreHandle::start_with(path.clone(), || (), EAGER).unwrap();
    let answers = vec![said("logo", "cut out", true, 10)];
    let batch = Arc::new(DecisionBatch {
        answers: answers.clone(),
        ..DecisionBatch::default()
    });
    assert_eq!(batch.len(), 1, "it counts while it is unsaved");
    let batch = left.write_batch(batch);
    let hear = |handle: &mut StoreHandle| loop {
        if let StoreEvent::Answers(heard) = handle.wait_next(PATIENCE).expect("news come") {
            break heard;
        }
    };
    assert_eq!(hear(&mut right), answers);
    let told = left.close(PATIENCE);
    assert!(told.contains(&written(batch.0)), "it is on disk: {told:?}");
    let mut next = StoreHandle::start_with(path, || (), EAGER).unwrap();
    assert_eq!(hear(&mut next), answers);
}
