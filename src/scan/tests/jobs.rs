//! Lists of jobs: every one is finished once, whatever some of them do, and the end comes once and last.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crossbeam_channel::{Sender, bounded};

use super::job_support::{Told, config, is_started, jobs, start, watched};
use super::support::{FOR_EVER, Swamp, short_patience};
use crate::scan::jobs::start_jobs_with;
use crate::scan::start::Patience;
use crate::scan::{JobEnd, JobEvent, JobsConfig, NextEvent, start_jobs};

/// Longer than a thread is ever kept from running, so that only those are given up that hang.
const LIMIT: Duration = Duration::from_secs(2);

#[test]
fn every_job_of_a_long_list_is_finished_once() {
    let run = start(config(4), jobs(200_000, |_, _| {})).hear_out();
    assert_eq!(run.end, Some(JobEnd::Completed));
    assert_eq!(run.finished.len(), 200_000);
    assert!(
        run.finished
            .iter()
            .all(|(job, told)| *told == Told::Done(*job)),
        "and each tells its own outcome"
    );
}

#[test]
fn an_empty_list_is_completed_at_once() {
    let run = start(config(4), jobs(0, |_, _| {})).hear_out();
    assert_eq!(run.end, Some(JobEnd::Completed));
    assert!(run.started.is_empty());
}

#[test]
fn one_worker_does_the_jobs_in_the_order_of_the_list() {
    let run = start(config(1), jobs(500, |_, _| {})).hear_out();
    assert_eq!(run.started, (0..500).collect::<Vec<_>>());
}

#[test]
fn no_more_workers_are_started_than_there_are_jobs() {
    let (met, all_met) = bounded(2);
    let run = start(
        config(8),
        jobs(2, move |_, _| {
            let name = std::thread::current().name().unwrap_or_default().to_owned();
            met.send(name).unwrap();
        }),
    )
    .hear_out();
    assert_eq!(run.finished.len(), 2);
    for name in all_met.try_iter() {
        assert!(
            ["job worker 0", "job worker 1"].contains(&name.as_str()),
            "{name}"
        );
    }
}

#[test]
fn a_job_that_panics_says_so_and_the_others_go_on() {
    let run = start(
        config(2),
        jobs(50, |index, _| {
            assert!(index % 7 != 3, "on purpose");
        }),
    )
    .hear_out();
    assert_eq!(run.end, Some(JobEnd::Completed));
    for (job, told) in &run.finished {
        let expected = if job % 7 == 3 {
            Told::Panicked
        } else {
            Told::Done(*job)
        };
        assert_eq!(*told, expected, "job {job}");
    }
    assert_eq!(run.done(), (0..50).collect::<Vec<_>>());
}

#[test]
fn a_job_that_hangs_is_told_and_given_up_and_its_late_word_goes_nowhere() {
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let (returned, late) = bounded(1);
    let (hold_last, last_held) = bounded::<()>(0);
    let list = jobs(10, move |index, pulse| {
        if index == 0 {
            sink();
            returned.send(pulse.is_abandoned()).ok();
        } else if index == 9 {
            pulse.decoding(); // Held on purpose: it has more time.
            last_held.recv().ok();
        }
    });
    let config = JobsConfig {
        silence_limit: LIMIT,
        ..config(1)
    };
    let mut run = watched(start_jobs_with(config, short_patience(), list, || {}));
    run.until(|event| matches!(event, JobEvent::WorkerAbandoned { .. }));
    drop(swamp);
    assert_eq!(late.recv_timeout(FOR_EVER), Ok(true), "it could know");
    drop(hold_last);
    let run = run.hear_out();
    assert_eq!(run.end, Some(JobEnd::Completed));
    assert_eq!(run.done(), (0..10).collect::<Vec<_>>());
    assert_eq!(run.finished.get(&0), Some(&Told::NoAnswer));
    assert!(run.abandoned.contains(&0) && run.silences > 0);
}

#[test]
fn where_every_worker_hangs_the_rest_is_accounted_for_untried() {
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let config = JobsConfig {
        silence_limit: LIMIT,
        ..config(2)
    };
    let patience = Patience {
        replacements: 2,
        ..short_patience()
    };
    let list = jobs(500, move |_, _| sink());
    let run = watched(start_jobs_with(config, patience, list, || {})).hear_out();
    assert_eq!(run.end, Some(JobEnd::Completed));
    assert_eq!(run.finished.len(), 500);
    assert!(run.finished.values().all(|told| *told == Told::NoAnswer));
    assert_eq!(run.abandoned.len(), 4, "two, and the two in their place");
}

#[test]
fn stop_does_not_wait_for_a_job_that_hangs_longer_than_its_grace() {
    let one = NonZeroUsize::MIN;
    assert!(
        JobsConfig::for_reading(one).stop_grace < Duration::from_secs(1),
        "jobs that only read are over within a second"
    );
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let mut run = start(
        config(3),
        jobs(100, move |index, _| {
            if index < 3 {
                sink();
            }
        }),
    );
    for _ in 0..3 {
        run.until(is_started);
    }
    run.run.stop();
    let run = run.hear_out();
    assert_eq!(run.end, Some(JobEnd::Stopped));
    assert_eq!(run.started.len(), 3, "nothing was begun any more");
}

#[test]
fn stop_waits_for_what_is_being_done_as_long_as_its_grace_says() {
    let (go_on, held) = bounded::<()>(0);
    let config = JobsConfig {
        stop_grace: FOR_EVER,
        ..config(2)
    };
    // Nor is a word said about their silence, however long this test is kept from going on.
    let patience = Patience {
        first_silence: FOR_EVER,
        ..Patience::default()
    };
    let list = jobs(100, move |_, pulse| {
        held.recv().ok();
        assert!(!pulse.is_abandoned(), "nobody gives it up");
    });
    let mut run = watched(start_jobs_with(config, patience, list, || {}));
    run.until(is_started);
    run.until(is_started);
    run.run.stop();
    assert!(
        matches!(
            run.run.wait_next(Duration::from_millis(300)),
            NextEvent::Timeout
        ),
        "it waits"
    );
    drop(go_on);
    let run = run.hear_out();
    assert_eq!(run.end, Some(JobEnd::Stopped));
    assert_eq!(run.started.len(), run.finished.len(), "none was left");
    assert!(
        run.finished
            .iter()
            .all(|(job, told)| *told == Told::Done(*job))
    );
    assert!(run.finished.len() < 100, "and the others were not begun");
}

#[test]
fn what_ran_was_heard_of_whenever_the_run_was_stopped() {
    for after in [0, 1, 2, 10, 100, 999] {
        let begun = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&begun);
        let config = JobsConfig {
            stop_grace: FOR_EVER,
            ..config(3)
        };
        let mut run = start(
            config,
            jobs(1_000, move |_, _| {
                counter.fetch_add(1, Ordering::SeqCst);
            }),
        );
        while run.finished.len() < after {
            run.until(|_| true);
        }
        run.run.stop();
        run.run.stop();
        run.run.pause();
        run.run.resume();
        let run = run.hear_out();
        let finished = run.finished.len();
        assert!(finished >= after);
        assert_eq!(
            begun.load(Ordering::SeqCst),
            finished,
            "no job runs of which nothing is told"
        );
        let expected = if finished == 1_000 {
            JobEnd::Completed
        } else {
            JobEnd::Stopped
        };
        assert_eq!(run.end, Some(expected), "stopped after {after}");
    }
}

#[test]
fn a_paused_run_starts_nothing_until_it_is_resumed() {
    let mut run = start(config(2), jobs(20_000, |_, _| {}));
    run.until(is_started);
    run.run.pause();
    run.run.pause();
    run.until(|event| matches!(event, JobEvent::Paused));
    // Jobs that had passed the gate before are finished; then nothing comes.
    loop {
        match run.run.wait_next(Duration::from_millis(200)) {
            NextEvent::Event(event) => run.hear(event),
            NextEvent::Timeout if run.started.len() == run.finished.len() => break,
            NextEvent::Timeout => {}
            NextEvent::Over => panic!("a paused run does not end while jobs wait"),
        }
    }
    assert!(run.finished.len() < 20_000, "it holds");
    run.run.resume();
    let run = run.hear_out();
    assert_eq!(run.end, Some(JobEnd::Completed));
    assert_eq!((run.pauses, run.resumes), (1, 1), "asked twice, told once");
    assert_eq!(run.finished.len(), 20_000);
}

#[test]
fn stop_works_while_paused_and_while_nobody_drains() {
    let (full, is_full) = bounded(1);
    let done = AtomicUsize::new(0);
    let config = JobsConfig {
        stop_grace: FOR_EVER,
        ..config(2)
    };
    let run = start(
        config,
        jobs(20_000, move |_, _| {
            // Two events each: the way to the window is about to be full.
            if done.fetch_add(1, Ordering::Relaxed) == 2_000 {
                full.send(()).ok();
            }
        }),
    );
    is_full.recv_timeout(FOR_EVER).unwrap();
    run.run.pause();
    run.run.stop();
    let run = run.hear_out();
    assert_eq!(run.end, Some(JobEnd::Stopped));
    assert!(run.finished.len() >= 2_000 && run.finished.len() < 20_000);
}

#[test]
fn a_burst_of_events_is_one_wake_up_call() {
    let (called, calls) = bounded(100);
    let run = start_jobs(config(2), jobs(500, |_, _| {}), move || {
        called.send(()).unwrap();
    });
    calls.recv_timeout(FOR_EVER).unwrap();
    let mut run = watched(run);
    while run.end.is_none() {
        run.until(|_| true);
    }
    assert!(calls.is_empty(), "nobody said that it was heard");
}

/// Says goodbye when the last thread that uses it is gone.
struct Mortal(Sender<()>);

impl Drop for Mortal {
    fn drop(&mut self) {
        self.0.try_send(()).ok();
    }
}

#[test]
fn dropping_the_run_waits_for_nobody_and_lets_every_thread_go() {
    let swamp = Swamp::new();
    let sink = swamp.entrance();
    let (goodbye, gone) = bounded(1);
    let mortal = Mortal(goodbye);
    let begun = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&begun);
    let mut run = start(
        config(1),
        jobs(100, move |_, _| {
            let _ = &mortal;
            counter.fetch_add(1, Ordering::SeqCst);
            sink();
        }),
    );
    run.until(is_started);
    drop(run); // Were this to wait, the test would never end.
    assert!(gone.is_empty(), "the job still hangs");
    drop(swamp);
    assert_eq!(
        gone.recv_timeout(FOR_EVER),
        Ok(()),
        "nobody holds the jobs any more"
    );
    assert_eq!(
        begun.load(Ordering::SeqCst),
        1,
        "and no other was begun meanwhile"
    );
}
