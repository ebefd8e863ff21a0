use std::sync::mpsc::SyncSender;

use super::*;
use crate::review::StoreFault;

/// Longer than anything here takes.
const PLENTY: Duration = Duration::from_mins(1);

/// A recorder with more requests than are on their way at once, whose thread serves one for each permission, as long as
/// somebody may give one.
fn recorder(requests: usize) -> (SyncSender<Result<(), StoreError>>, ScanRecorder) {
    let (permit, permitted) = sync_channel(0);
    let serve = move |_: &Request| permitted.recv().unwrap_or(Ok(()));
    let mut recorder = ScanRecorder::start_with(serve).unwrap();
    for _ in 0..requests {
        recorder.end(ScanExtent::Part);
    }
    (permit, recorder)
}

#[test]
fn what_is_not_written_in_time_is_told_as_that() {
    for requests in [1, REQUESTS * 2] {
        let (_hung, recorder_of_a_hung_disk) = recorder(requests);
        let closed = recorder_of_a_hung_disk.close_while_writing(Duration::from_millis(50));
        assert_eq!(closed, Err(Unwritten::NotInTime), "{requests} requests");
        let (_hung, recorder_of_a_hung_disk) = recorder(requests);
        let closed = recorder_of_a_hung_disk.close(Duration::from_millis(50));
        assert_eq!(closed, Err(Unwritten::NotInTime), "{requests} requests");
        let (permit, recorder) = recorder(requests);
        drop(permit);
        assert_eq!(recorder.close_while_writing(PLENTY), Ok(()), "all written");
    }
}

#[test]
fn who_waits_goes_on_waiting_as_long_as_something_is_written() {
    let begun = Instant::now();
    let mut watch = Silence {
        limit: Duration::from_mins(1),
        served: 0,
        since: begun,
    };
    let mut is_over = |served, second| watch.is_over(served, begun + Duration::from_secs(second));
    for (served, second) in [(0, 0), (0, 59), (1, 60), (1, 119), (2, 119), (2, 178)] {
        assert!(!is_over(served, second), "{served} served at {second} s");
    }
    assert!(is_over(2, 179), "a minute of silence");
    assert!(!is_over(3, 1_000), "it was served after all");
}

#[test]
fn a_failure_and_a_thread_that_broke_down_are_no_success() {
    let (permit, failing) = recorder(2);
    let failure = StoreError {
        path: "/a.db".into(),
        fault: StoreFault::DiskFull,
    };
    permit.send(Err(failure.clone())).unwrap();
    drop(permit);
    let closed = failing.close_while_writing(PLENTY);
    assert_eq!(closed, Err(Unwritten::Failed(failure)));

    let panic = |_: &Request| -> Result<(), StoreError> {
        std::panic::resume_unwind(Box::new("for this test"))
    };
    let mut broken = ScanRecorder::start_with(panic).unwrap();
    broken.end(ScanExtent::Whole);
    let closed = broken.close_while_writing(PLENTY);
    assert_eq!(closed, Err(Unwritten::Broken));
}
