//! What a journal says, what is refused as one, and the history that is made of journals.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::history::repaired_images;
use super::journal::Journal;
use super::journal_line::{Header, Step};
use super::journal_read::{PlanLines, read_journal};
use super::journal_text::{HashText, JournalPath, Moment};
use super::test_shop::{Maker, Shop, black_bytes, new_bytes, original_bytes};
use super::*;
use crate::scan::{ContentHash, ImageLocation};

const IMAGES: [&str; 2] = ["04006381000012/1.jpg", "04006381000029/a/2.jpg"];

fn kind(journal: &Path) -> JournalErrorKind {
    match RepairRun::resume(journal).unwrap_err() {
        RepairError::Journal(error) => {
            assert_eq!(error.path, journal);
            error.kind
        }
        other => panic!("{other}"),
    }
}

/// The lines of a journal whose run repaired everything, with what differs from run to run left out.
fn lines_without_chance(shop: &Shop, journal: &Path) -> Vec<String> {
    let text = fs::read_to_string(journal).unwrap();
    let base = shop.path("");
    let base = base.to_str().unwrap().trim_end_matches('/').to_owned();
    let run = journal.file_stem().unwrap().to_str().unwrap()["repair-".len()..].to_owned();
    let at = |line: &str| match line.split_once("\"at\":\"") {
        None => line.to_owned(),
        Some((before, after)) => {
            let (_, after) = after.split_once('"').unwrap();
            format!("{before}\"at\":\"…\"{after}")
        }
    };
    text.lines()
        .map(|line| at(&line.replace(&base, "BASE").replace(&run, "RUN")))
        .collect()
}

#[cfg(unix)]
#[test]
fn a_journal_can_be_read_by_people() {
    let shop = Shop::with(&IMAGES[..1]);
    let journal = shop.repaired(shop.new_folder());
    let lines = lines_without_chance(&shop, &journal);
    let header: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(header["journal"], "blackdrop repair");
    assert_eq!(header["version"], 1);
    assert_eq!(header["run"], "RUN");
    assert_eq!(header["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!(header["root"], "BASE/shop");
    assert_eq!(header["originals"], "BASE/originals");
    assert_eq!(header["destination"]["new_folder"]["folder"], "BASE/new");
    assert_eq!(header["destination"]["new_folder"]["made_by"], "run");
    assert_eq!(header["options"]["background"], "FFFFFF");
    assert_eq!(header["items"], 1);
    let started_at = header["started_at"].as_str().unwrap();
    assert!(
        started_at.parse::<jiff::Timestamp>().is_ok(),
        "{started_at}"
    );
    let new_file = fs::metadata(shop.path("new").join(IMAGES[0])).unwrap();
    let modified = jiff::Timestamp::try_from(new_file.modified().unwrap()).unwrap();
    let modified = modified.to_string();
    assert_eq!(
        lines[1..],
        [
            r#"{"item":0,"image":"04006381000012/1.jpg","file_bytes":26,"modified":"2020-01-01T00:00:00.123Z","content":"BLACK","original":{"path":"BASE/originals/04006381000012/1.png","file_bytes":32,"modified":"2020-01-01T00:00:00.123Z","content":"ORIGINAL"},"estimated_bytes":65640}"#,
            r#"{"step":"folder","folder":"04006381000012"}"#,
            r#"{"step":"ready","item":0,"at":"…","black":"BLACK","black_modified":"2020-01-01T00:00:00.123Z","new":"NEW"}"#,
            r#"{"step":"done","item":0,"at":"…","file":{"bytes":NEW_BYTES,"modified":"MODIFIED"}}"#,
            r#"{"step":"finished","at":"…"}"#,
        ]
        .map(|line| {
            let hash = |bytes: Vec<u8>| ContentHash::of(&bytes).to_string();
            line.replace("NEW_BYTES", &new_bytes(IMAGES[0]).len().to_string())
                .replace("MODIFIED", &modified)
                .replace("BLACK", &hash(black_bytes(IMAGES[0])))
                .replace("ORIGINAL", &hash(original_bytes(IMAGES[0])))
                .replace("NEW", &hash(new_bytes(IMAGES[0])))
        })
    );
}

#[test]
fn a_damaged_line_is_named_and_nothing_is_done() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let text = fs::read_to_string(&journal).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let wrong_item = lines[3].replace("\"item\":0", "\"item\":7");
    for (line, instead) in [
        (1, "{}"),
        (2, lines[1]),
        (2, "{\"item\":1}"),
        (3, "not a step"),
        (3, ""),
        (3, "{\"step\":\"dance\"}"),
        (3, wrong_item.as_str()),
        (lines.len() - 1, "{\"step\":\"finished\""),
    ] {
        let mut damaged = lines.clone();
        damaged[line] = instead;
        fs::write(&journal, damaged.join("\n") + "\n").unwrap();
        assert_eq!(
            kind(&journal),
            JournalErrorKind::Damaged { line: line + 1 },
            "{instead}"
        );
    }
}

#[test]
fn what_is_no_journal_of_ours_is_left_alone() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let text = fs::read_to_string(&journal).unwrap();
    let refused = |text: &str| {
        fs::write(&journal, text).unwrap();
        kind(&journal)
    };
    let newer = text.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(refused(&newer), JournalErrorKind::NewerVersion);
    for other in [
        "",
        "a list\nof things\n",
        "{\"journal\":\"else\",\"version\":1}\n",
    ] {
        assert_eq!(refused(other), JournalErrorKind::NoJournal, "{other:?}");
    }
    // Cut in the middle of its plan, which is never how a journal is found under its name.
    let cut: String = text.lines().take(2).flat_map(|line| [line, "\n"]).collect();
    assert_eq!(refused(&cut), JournalErrorKind::Damaged { line: 3 });
    let missing = shop.path("journals/repair-missing.jsonl");
    assert!(matches!(kind(&missing), JournalErrorKind::Unreadable(_)));
    assert!(!missing.with_extension("lock").exists());
}

#[test]
fn the_history_tells_how_far_each_run_came_the_latest_first() {
    let shop = Shop::with(&IMAGES);
    assert_eq!(
        repairs_of(&shop.journals(), &shop.root()),
        RepairHistory::default(),
        "no folder yet"
    );
    let first = shop.repaired(shop.new_folder());
    let run = shop.begin(shop.in_place());
    assert!(matches!(run.repair(1, &Maker), RepairOutcome::Repaired(_)));
    fs::write(shop.journals().join("repair-x.jsonl"), "no journal\n").unwrap();
    fs::write(shop.journals().join("notes.txt"), "something else").unwrap();
    let history = repairs_of(&shop.journals(), &shop.root().join("../shop"));
    let [latest, earlier] = &history.repairs[..] else {
        panic!("{history:?}");
    };
    assert_eq!(latest.journal, run.journal());
    assert_eq!((latest.planned, latest.repaired, latest.undone), (2, 1, 0));
    assert!(!latest.is_finished, "it is still at work");
    assert_eq!(latest.destination, shop.in_place());
    assert_eq!(earlier.journal, first);
    assert_eq!((earlier.planned, earlier.repaired), (2, 2));
    assert!(earlier.is_finished);
    assert_eq!(history.damaged.len(), 1, "{:?}", history.damaged);
    assert_eq!(repairs_of(&shop.journals(), &shop.path("new")).repairs, []);
}

#[test]
fn repaired_images_are_known_after_a_restart_until_they_are_undone() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let tree = repairs_of(&shop.journals(), &shop.root()).repairs[0]
        .backup_tree
        .clone()
        .unwrap();
    let images = repaired_images(&journal).unwrap();
    assert_eq!(images.len(), 2);
    assert_eq!(images[0].location, ImageLocation::new(IMAGES[0]));
    assert_eq!(images[0].repair.target, shop.image(IMAGES[0]));
    assert_eq!(images[0].repair.backup, Some(tree.join(IMAGES[0])));
    assert_eq!(
        images[0].repair.content,
        ContentHash::of(&new_bytes(IMAGES[0]))
    );
    assert!(images[0].repair.at <= SystemTime::now());
    for image in &images {
        assert!(image.is_as_written());
    }
    let target = &images[1].repair.target;
    let same_size = vec![b'x'; new_bytes(IMAGES[1]).len()];
    let whole = fs::read(target).unwrap();
    let time = fs::metadata(target).unwrap().modified().unwrap();
    fs::write(target, same_size).unwrap();
    let later = time + Duration::from_secs(1);
    fs::File::options()
        .write(true)
        .open(target)
        .unwrap()
        .set_modified(later)
        .unwrap();
    assert!(!images[1].is_as_written(), "another file of the same size");
    fs::write(target, whole).unwrap();
    assert!(
        images[1].is_as_written(),
        "the same file, copied there again"
    );
    let undo = UndoRun::open(&journal, &UndoScope::File(images[0].location.clone())).unwrap();
    assert_eq!(undo.undo(0), UndoOutcome::Undone);
    drop(undo);
    let images = repaired_images(&journal).unwrap();
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].location, ImageLocation::new(IMAGES[1]));
    let summary = &repairs_of(&shop.journals(), &shop.root()).repairs[0];
    assert_eq!((summary.repaired, summary.undone), (1, 1));
}

/// A journal of 20,000 images that were all repaired; its file is in the folder.
fn large_journal(shop: &Shop, items: usize) -> PathBuf {
    let small = shop.repaired(shop.in_place());
    let contents = read_journal(&small, PlanLines::Read).unwrap();
    let header = Header {
        run: "20261003T140231Z-0123456789abcdef".to_owned(),
        items,
        ..contents.header
    };
    let planned: Vec<PlannedItem> = (0..items)
        .map(|index| PlannedItem {
            location: ImageLocation::new(format!("shop/{index:014}/large/{index}.jpg")),
            ..contents.items[0].clone()
        })
        .collect();
    let journal = Journal::create(&shop.journals(), &header, &planned).unwrap();
    let hash = HashText(ContentHash::of(b"x"));
    for item in 0..items {
        let at = Moment::now();
        let folder = JournalPath(PathBuf::from(format!("shop/{item:014}")));
        for step in [
            Step::Folder { folder },
            Step::Ready {
                item,
                at,
                black: hash,
                black_modified: Some(at),
                new: hash,
            },
            Step::Done {
                item,
                at,
                file: None,
            },
        ] {
            journal.note(&step).unwrap();
        }
    }
    journal.path().to_path_buf()
}

/// How long the history and the images of a journal of so many items take to read: the best of three times, because a
/// busy machine can only make it longer.
fn reading_times(items: usize) -> (Duration, Duration) {
    let shop = Shop::with(&IMAGES);
    let journal = large_journal(&shop, items);
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..3 {
        let start = Instant::now();
        let history = repairs_of(&shop.journals(), &shop.root());
        let summaries = start.elapsed();
        let start = Instant::now();
        let images = repaired_images(&journal).unwrap();
        let all = start.elapsed();
        let mut repairs = history.repairs.iter();
        assert!(repairs.any(|repair| repair.repaired == items));
        assert_eq!(images.len(), items);
        best = (best.0.min(summaries), best.1.min(all));
    }
    eprintln!("{items} images: history {:?}, images {:?}", best.0, best.1);
    best
}

#[test]
fn ten_times_as_long_a_history_takes_about_ten_times_as_long_to_read() {
    // Were each line compared with all others, it would be a hundred times; in between, room for a busy machine, on which
    // the short reading may have found a quiet moment that the long one can't. So the best of some pairs is asked.
    let is_linear = |_: u32| {
        let (short, long) = (reading_times(2_000), reading_times(20_000));
        long.0 < short.0 * 50 && long.1 < short.1 * 50
    };
    assert!((0..5).any(is_linear));
}
