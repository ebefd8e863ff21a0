//! Kills a program in the middle of its writing, again and again, and looks for what it had called saved.
//!
//! The program is this test itself, run again as a child that writes decisions, singly and many at once, each by content
//! and by place, and prints each batch when the store has called it written. `BLACKDROP_KILL_ROUNDS` asks for more rounds than a test run has time for.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use blackdrop::review::{
    BatchId, ChangeTime, DecisionBatch, PendingDecision, Revision, Store, StoreEvent, StoreHandle,
    StoredDecision,
};
use blackdrop::scan::{ContentHash, ImageLocation, SeenFile};
use blackdrop::session::{Decided, Decision};

/// Tells the child where to write, and what round it is.
const DATABASE: &str = "BLACKDROP_KILL_TEST_DATABASE";
const ROUND: &str = "BLACKDROP_KILL_TEST_ROUND";

/// How many rounds, if not as many as in a test run.
const ROUNDS: &str = "BLACKDROP_KILL_ROUNDS";
const ROUNDS_IN_TESTS: u64 = 40;

/// Every so many batches one is large.
const LARGE_EVERY: u64 = 5;
const LARGE: u64 = 300;

/// Far beyond what anything here takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// One decision of a batch; its place says which and how many there are.
fn decision(round: u64, batch: u64, index: u64, size: u64) -> StoredDecision {
    let place = format!("{round}/{batch}/{index}/{size}");
    StoredDecision {
        content: ContentHash::of(place.as_bytes()),
        decided: Some(Decided {
            decision: Decision::Confirmed,
            at: SystemTime::UNIX_EPOCH,
        }),
        changed_at: ChangeTime(1),
        file_bytes: Some(batch),
        path_hint: Some(place),
    }
}

/// The same decision about a file of which it is not known what it holds.
fn pending(decision: &StoredDecision) -> PendingDecision {
    PendingDecision {
        location: ImageLocation::new(decision.path_hint.as_deref().expect("a place")),
        seen: SeenFile {
            file_bytes: decision.file_bytes,
            modified: Some(SystemTime::UNIX_EPOCH),
        },
        decided: decision.decided,
        changed_at: decision.changed_at,
    }
}

fn batch_of(round: u64, batch: u64) -> DecisionBatch {
    let size = if batch.is_multiple_of(LARGE_EVERY) {
        LARGE
    } else {
        1
    };
    let by_content: Vec<_> = (0..size)
        .map(|index| decision(round, batch, index, size))
        .collect();
    DecisionBatch {
        folder: PathBuf::from("/no/such/shop"),
        by_place: by_content.iter().map(pending).collect(),
        by_content,
        ..DecisionBatch::default()
    }
}

/// The child: writes until it is killed. As a test of its own it does nothing.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Some(database) = std::env::var_os(DATABASE) else {
        return;
    };
    let round = std::env::var(ROUND)
        .expect("a round")
        .parse()
        .expect("a number");
    let mut store = StoreHandle::start(database.into(), || ()).expect("a thread");
    let mut numbers: HashMap<BatchId, u64> = HashMap::new();
    for batch in 1_u64.. {
        numbers.insert(store.write_batch(Arc::new(batch_of(round, batch))), batch);
        // A few are always under way, as with a person whose disk is slow.
        while numbers.len() > 3 {
            match store.wait_next(PATIENCE).expect("the store answers") {
                StoreEvent::Written { batch, .. } => {
                    let number = numbers.remove(&batch).expect("one of ours");
                    let mut out = std::io::stdout();
                    writeln!(out, "written {number}").expect("the parent listens");
                    out.flush().expect("the parent listens");
                }
                StoreEvent::NotWritten { error, .. } | StoreEvent::Unavailable(error) => {
                    panic!("{error}")
                }
                StoreEvent::Available
                | StoreEvent::Answers(_)
                | StoreEvent::Decisions(_)
                | StoreEvent::Loaded => {}
            }
        }
    }
}

/// Lets a child write until `lines` batches were called written and a moment longer, kills it, and returns what it said.
fn write_and_kill(database: &Path, round: u64, lines: u64, moment: Duration) -> Vec<u64> {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "child_that_writes_until_it_is_killed",
            "--nocapture",
        ])
        .env(DATABASE, database)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it can be run again");
    let mut out = BufReader::new(child.stdout.take().expect("its words"));
    let mut said = Vec::new();
    let mut line = String::new();
    let mut killed = false;
    loop {
        if !killed && said.len() as u64 >= lines {
            std::thread::park_timeout(moment);
            child.kill().expect("killed");
            killed = true;
        }
        line.clear();
        if out.read_line(&mut line).expect("words") == 0 {
            break;
        }
        // What the kill cut off was not said.
        let number = line
            .strip_suffix('\n')
            .and_then(|line| line.split("written ").nth(1));
        said.extend(number.and_then(|number| number.parse::<u64>().ok()));
    }
    child.wait().expect("it ended");
    assert!(killed, "the child ended by itself in round {round}");
    said
}

/// The batches of each round that are whole in the database; fails where one is there in part.
fn whole_batches(database: &Path) -> HashSet<(u64, u64)> {
    let plain = rusqlite::Connection::open(database).expect("a database");
    let check: String = plain
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a check");
    assert_eq!(check, "ok", "the database needs no repair");
    // None before a store was opened for the first time.
    let pending: Vec<String> = plain
        .prepare("SELECT CAST(path AS TEXT) FROM pending_decisions")
        .and_then(|mut pending| pending.query_map([], |row| row.get(0))?.collect())
        .unwrap_or_default();
    drop(plain);
    let store = Store::open(database).expect("it opens without more ado");
    let (stored, _) = store.decisions_since(Revision::default()).expect("read");
    let by_content = stored
        .into_iter()
        .map(|decision| decision.path_hint.expect("a place"));
    let by_content = batches(by_content);
    assert_eq!(
        batches(pending.into_iter()),
        by_content,
        "what is written together is there together"
    );
    by_content
}

/// The batches of these decisions; fails where one is there in part.
fn batches(places: impl Iterator<Item = String>) -> HashSet<(u64, u64)> {
    let mut found: BTreeMap<(u64, u64), (u64, u64)> = BTreeMap::new();
    for place in places {
        let numbers: Vec<u64> = place
            .split('/')
            .map(|number| number.parse().expect("a number"))
            .collect();
        let [round, batch, _, size] = numbers[..] else {
            panic!("{place} is not ours");
        };
        found.entry((round, batch)).or_insert((0, size)).0 += 1;
    }
    let mut whole = HashSet::new();
    for (batch, (count, size)) in found {
        assert_eq!(count, size, "batch {batch:?} is there in part");
        whole.insert(batch);
    }
    whole
}

/// So many kills one database lives through: each round reads it whole.
const ROUNDS_OF_A_DATABASE: u64 = 40;

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_called_written() {
    if std::env::var_os(DATABASE).is_some() {
        return;
    }
    let rounds = std::env::var(ROUNDS).map_or(ROUNDS_IN_TESTS, |rounds| {
        rounds.parse().expect("a number of rounds")
    });
    let mut left = rounds;
    while left > 0 {
        let now = left.min(ROUNDS_OF_A_DATABASE);
        kill_one_database(now);
        left -= now;
    }
}

/// Kills children that write into one database, so many times.
fn kill_one_database(rounds: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let database: PathBuf = folder.path().join("blackdrop.db");
    let chance = RandomState::new();
    let mut called_written = 0;
    for round in 0..rounds {
        let dice = chance.hash_one(round);
        let moment = Duration::from_micros(dice >> 32 & 0x1FFF);
        let said = write_and_kill(&database, round, dice % 40, moment);
        let whole = whole_batches(&database);
        for batch in &said {
            assert!(
                whole.contains(&(round, *batch)),
                "batch {batch} of round {round} was called written and is lost"
            );
        }
        called_written += said.len();
    }
    let kept = whole_batches(&database).len();
    eprintln!("{rounds} kills: {called_written} batches called written, 0 lost; {kept} are there");
    assert!(
        kept >= called_written,
        "those of all rounds are still there"
    );
}

/// Not a test: how long a decision takes from the hand to the disk.
#[test]
#[ignore = "measures; run by hand in release"]
fn commit_times() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on a disk");
    let mut store = StoreHandle::start(folder.path().join("a.db"), || ()).expect("a thread");
    let mut timed = |writes: Vec<StoredDecision>| {
        let start = Instant::now();
        let wanted = store.write_decisions(writes);
        loop {
            match store.wait_next(PATIENCE).expect("an answer") {
                StoreEvent::Written { batch, .. } if batch == wanted => return start.elapsed(),
                _ => {}
            }
        }
    };
    let mut singles: Vec<Duration> = (1..=2000)
        .map(|batch| timed(vec![decision(0, batch, 0, 1)]))
        .collect();
    singles.sort();
    eprintln!(
        "one decision: median {:?}, 99th percentile {:?}, worst {:?}",
        singles[1000], singles[1980], singles[1999]
    );
    let bulk = (0..20_000)
        .map(|index| decision(1, 1, index, 20_000))
        .collect();
    eprintln!("20,000 decisions in one step: {:?}", timed(bulk));
    let by_place = (0..1_000_000)
        .map(|index| pending(&decision(2, 1, index, 1_000_000)))
        .collect();
    let batch = DecisionBatch {
        folder: PathBuf::from("/no/such/shop"),
        by_place,
        ..DecisionBatch::default()
    };
    let start = Instant::now();
    let wanted = store.write_batch(Arc::new(batch));
    let handed = start.elapsed();
    while !matches!(store.wait_next(PATIENCE), Ok(StoreEvent::Written { batch, .. }) if batch == wanted)
    {
    }
    eprintln!(
        "1,000,000 by place in one step: handed over in {handed:?}, on the disk after {:?}",
        start.elapsed()
    );
}
