//! Trials of worker counts: what they read and tell, and that they end also where nothing answers.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use tempfile::TempDir;

use super::support::{FOR_EVER, Fake, Swamp, config, folder_with, plain, put};
use crate::scan::{
    ImageOutcome, InspectTask, Pulse, ReachError, Sample, TrialError, TrialEvent, TrialLimits,
    TrialOrders, TrialResult, WorkerTrial, start_trial_with,
};

/// Enough that no step waits for another second; nothing here is about speed.
fn limits() -> TrialLimits {
    TrialLimits {
        step_time: Duration::from_millis(100),
        repeated_step_time: Duration::from_millis(100),
        listing_time: FOR_EVER,
        reading_ahead_time: FOR_EVER,
        ..TrialLimits::default()
    }
}

/// So that a few dozen images are enough for every step to have its own.
fn modest_limits() -> TrialLimits {
    TrialLimits {
        images_per_worker: 0,
        images_per_step: 1,
        ..limits()
    }
}

fn images(count: usize) -> TempDir {
    let folder = folder_with(&[]);
    for number in 0..count {
        put(folder.path().join(format!("{}/{number}.jpg", number / 10)));
    }
    folder
}

fn orders(root: &Path, limits: TrialLimits) -> TrialOrders {
    TrialOrders {
        scan: config(root, 1),
        cores: NonZeroUsize::new(2).unwrap(),
        limits,
    }
}

fn trial(
    orders: TrialOrders,
    inspect: impl Fn(&InspectTask<'_>, &Pulse) -> ImageOutcome + Send + Sync + 'static,
) -> WorkerTrial {
    start_trial_with(orders, || {}, Arc::new(Fake(inspect)))
}

/// Everything that a trial tells, and its end.
struct Heard {
    events: Vec<TrialEvent>,
    end: Result<TrialResult, TrialError>,
}

fn hear_out(mut trial: WorkerTrial) -> Heard {
    let mut events = Vec::new();
    loop {
        match trial.wait_next(FOR_EVER) {
            Some(TrialEvent::Ended(end)) => {
                assert_eq!(trial.wait_next(FOR_EVER), None, "nothing follows the end");
                assert_eq!(trial.try_next(), None, "and nothing ever will");
                return Heard { events, end };
            }
            Some(event) => events.push(event),
            None => panic!("nothing came: the trial hangs"),
        }
    }
}

impl Heard {
    fn sample(&self) -> Option<Sample> {
        self.events.iter().find_map(|event| match event {
            TrialEvent::Planned { sample, .. } => Some(*sample),
            _ => None,
        })
    }

    fn steps(&self) -> Vec<(usize, usize)> {
        let step = |event: &TrialEvent| match event {
            TrialEvent::Measuring { workers, round } => Some((*round, workers.get())),
            _ => None,
        };
        self.events.iter().filter_map(step).collect()
    }
}

/// Writes down which images are inspected.
fn notebook() -> (Sender<PathBuf>, Receiver<PathBuf>) {
    bounded(100_000)
}

#[test]
fn with_enough_images_none_is_read_twice() {
    let folder = images(60);
    let (write, read) = notebook();
    let heard = hear_out(trial(
        orders(folder.path(), modest_limits()),
        move |task, _| {
            write.send(task.location.relative().to_owned()).unwrap();
            plain()
        },
    ));
    assert_eq!(heard.sample(), Some(Sample::Untouched));
    let result = heard.end.as_ref().unwrap();
    assert_eq!(result.sample, Sample::Untouched);
    assert!(
        result.rates.contains(&result.best),
        "the best is one of them"
    );
    assert!(
        result.rates.iter().all(|rate| rate.images_per_sec > 0.0),
        "every step has a rate"
    );
    let mut seen: Vec<PathBuf> = read.try_iter().collect();
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all, "no image was read for two steps");
    let measured: u64 = result.rates.iter().map(|rate| rate.images).sum();
    assert_eq!(
        measured + 1,
        all as u64,
        "all but the one that woke the disk were measured"
    );
}

#[test]
fn every_count_is_measured_in_both_rounds() {
    let folder = images(60);
    let heard = hear_out(trial(orders(folder.path(), modest_limits()), |_, _| {
        plain()
    }));
    let steps = heard.steps();
    let of_round = |wanted| -> Vec<usize> {
        let of_it = steps.iter().filter(|(round, _)| *round == wanted);
        of_it.map(|(_, workers)| *workers).collect()
    };
    let (up, mut again) = (of_round(1), of_round(2));
    assert!(
        up.len() >= 3,
        "more workers are given up after two tries at the earliest"
    );
    assert_eq!(up, [1, 2, 4, 8, 16, 32][..up.len()], "ascending");
    again.sort_unstable();
    assert_eq!(up, again, "and each of them twice");
    let result = heard.end.unwrap();
    let rated: Vec<usize> = result.rates.iter().map(|rate| rate.workers.get()).collect();
    assert_eq!(rated, up, "a rate for each");
}

#[test]
fn few_images_are_shared_and_all_read_before() {
    let folder = images(20);
    let (write, read) = notebook();
    let heard = hear_out(trial(orders(folder.path(), limits()), move |task, _| {
        write.send(task.location.relative().to_owned()).unwrap();
        plain()
    }));
    assert_eq!(heard.sample(), Some(Sample::ReadBefore));
    assert!(
        heard.events.contains(&TrialEvent::ReadingAhead),
        "it is told"
    );
    assert_eq!(heard.end.unwrap().sample, Sample::ReadBefore);
    let seen: Vec<PathBuf> = read.try_iter().collect();
    let mut first: Vec<&PathBuf> = seen.iter().take(20).collect();
    first.sort();
    first.dedup();
    assert_eq!(
        first.len(),
        20,
        "each was read once before any was measured"
    );
    assert!(seen.len() > 20, "and then they were measured");
}

#[test]
fn a_folder_without_images_says_so() {
    let folder = folder_with(&["notes.txt", "deep/list.csv"]);
    let heard = hear_out(trial(orders(folder.path(), limits()), |_, _| plain()));
    assert_eq!(heard.end, Err(TrialError::NoImages));
}

#[test]
fn a_folder_that_is_not_there_says_so() {
    let folder = folder_with(&[]);
    let missing = folder.path().join("missing");
    let heard = hear_out(trial(orders(&missing, limits()), |_, _| plain()));
    assert!(
        matches!(heard.end, Err(TrialError::FolderUnreadable { .. })),
        "{:?}",
        heard.end
    );
}

#[test]
fn images_that_cannot_be_had_are_not_measured() {
    let folder = images(60);
    for limits in [limits(), modest_limits()] {
        let heard = hear_out(trial(orders(folder.path(), limits), |_, _| {
            ImageOutcome::Unreachable(ReachError::PermissionDenied)
        }));
        let expected = TrialError::ImagesUnreachable(ReachError::PermissionDenied);
        assert_eq!(heard.end, Err(expected));
    }
}

#[test]
fn a_folder_that_goes_away_ends_it() {
    let folder = images(60);
    let root = folder.path().to_owned();
    let heard = hear_out(trial(orders(&root, limits()), move |task, _| {
        std::fs::remove_dir_all(folder.path()).ok();
        let gone = std::fs::metadata(task.path).unwrap_err();
        ImageOutcome::Unreachable(ReachError::from_io(&gone))
    }));
    assert!(
        matches!(heard.end, Err(TrialError::FolderUnreadable { .. })),
        "{:?}",
        heard.end
    );
}

#[test]
fn a_share_that_hangs_ends_it() {
    let folder = images(60);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let limits = TrialLimits {
        reading_ahead_time: Duration::from_millis(100),
        finishing_time: Duration::from_millis(100),
        ..limits()
    };
    let heard = hear_out(trial(orders(folder.path(), limits), move |_, _| {
        sink();
        plain()
    }));
    assert_eq!(heard.end, Err(TrialError::NoAnswer));
}

#[test]
fn one_image_that_hangs_does_not() {
    let folder = images(60);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let limits = TrialLimits {
        finishing_time: Duration::from_secs(2),
        ..modest_limits()
    };
    // The last but one of the walk belongs to a step; the last one wakes the disk.
    let heard = hear_out(trial(orders(folder.path(), limits), move |task, _| {
        if task.location.relative().ends_with("58.jpg") {
            sink();
        }
        plain()
    }));
    let result = heard.end.expect("the others are measured");
    assert!(!result.rates.is_empty(), "and rated");
}

#[test]
fn a_dropped_trial_ends_also_while_everything_hangs() {
    let folder = images(60);
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let (entered, hanging) = bounded(1);
    let (alive, gone) = bounded::<()>(0);
    let wake = move || {
        // Lives as long as the trial's thread.
        let _held = &alive;
    };
    let inspect = move |_: &InspectTask<'_>, _: &Pulse| {
        entered.try_send(()).ok();
        sink();
        plain()
    };
    let orders = orders(folder.path(), TrialLimits::default());
    let trial = start_trial_with(orders, wake, Arc::new(Fake(inspect)));
    assert_eq!(hanging.recv_timeout(FOR_EVER), Ok(()), "a read hangs");
    drop(trial);
    assert_eq!(
        gone.recv_timeout(FOR_EVER),
        Err(RecvTimeoutError::Disconnected),
        "its thread went home although the read still hangs"
    );
}

#[test]
fn a_trial_does_not_wait_for_a_window_that_is_gone() {
    let folder = images(60);
    let (alive, gone) = bounded::<()>(0);
    let wake = move || {
        let _held = &alive;
    };
    let orders = orders(folder.path(), limits());
    drop(start_trial_with(
        orders,
        wake,
        Arc::new(Fake(|_: &InspectTask<'_>, _: &Pulse| plain())),
    ));
    assert_eq!(
        gone.recv_timeout(FOR_EVER),
        Err(RecvTimeoutError::Disconnected),
        "nobody hears it, so it ends"
    );
}
