//! `blackdrop decisions`: from one database to another by a list.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use blackdrop::review::{
    ChangeTime, DecisionBatch, PendingDecision, StoreEvent, StoreHandle, folder_key,
};
use blackdrop::scan::{ImageLocation, SeenFile};
use blackdrop::session::{Decided, Decision};

use super::support::{Catalogue, Outcome, program, run};

const HEADER: &str = "content,decision,decided_at,file_bytes,path";
const ONE: &str = "blake3:11111111111111111111111111111111";
const TWO: &str = "blake3:22222222222222222222222222222222";

fn decisions<'a>(args: impl IntoIterator<Item = &'a Path>, database: &Path) -> Outcome {
    let mut command = program();
    command.arg("decisions").args(args);
    command.arg("--database").arg(database);
    run(command)
}

fn import(list: &Path, database: &Path) -> Outcome {
    decisions([Path::new("import"), list], database)
}

fn exported(database: &Path) -> String {
    let outcome = decisions([Path::new("export")], database).expect_code(0, "it is exported");
    String::from_utf8(outcome.stdout).expect("a text")
}

#[test]
fn decisions_go_to_a_colleague_and_come_back() {
    let catalogue = Catalogue::new();
    let (mine, theirs) = (catalogue.out("mine.db"), catalogue.out("theirs.db"));
    let list = catalogue.out("list.csv");
    let lines = [
        HEADER,
        &format!("{ONE},confirmed,2026-10-03T14:02:31Z,3210,/shop/鞋子.jpg"),
        &format!("{TWO},false_alarm,2026-10-03T14:02:32Z,,"),
    ];
    fs::write(&list, lines.join("\n")).expect("written");
    import(&list, &mine)
        .expect_code(0, "all lines are good")
        .expect_said("2 decisions imported: 2 new, 0 later than yours; 0 known already, 0 older");

    let handed = catalogue.out("handed.csv");
    decisions([Path::new("export"), &handed], &mine)
        .expect_code(0, "a list is written")
        .expect_said("2 decisions written");
    import(&handed, &theirs).expect_code(0, "a colleague takes it over");
    assert_eq!(exported(&theirs), exported(&mine), "nothing is lost");

    let changed = format!(
        "{HEADER}\n{ONE},false_alarm,2026-10-04T09:00:00Z,,\n{TWO},confirmed,2026-10-01T09:00:00Z,,\n"
    );
    fs::write(&list, changed).expect("written");
    import(&list, &theirs)
        .expect_code(0, "the colleague decides on")
        .expect_said("1 decision imported: 0 new, 1 later than yours; 0 known already, 1 older");
    fs::write(&handed, exported(&theirs)).expect("written");
    import(&handed, &mine)
        .expect_code(0, "and hands it back")
        .expect_said("1 decision imported: 0 new, 1 later than yours; 1 known already, 0 older");
    let mine = exported(&mine);
    assert!(
        mine.contains(&format!("{ONE},false_alarm,2026-10-04")),
        "{mine}"
    );
    assert!(
        mine.contains(&format!("{TWO},false_alarm,2026-10-03")),
        "{mine}"
    );
}

#[test]
fn a_bad_line_keeps_the_others_out_until_it_is_skipped() {
    let catalogue = Catalogue::new();
    let database = catalogue.out("a.db");
    let list = catalogue.out("list.csv");
    let text = format!(
        "{HEADER}\n{ONE},confirmed,2026-10-03T14:02:31Z,,\n{TWO},maybe,2026-10-03T14:02:31Z,,\n"
    );
    fs::write(&list, text).expect("written");
    import(&list, &database)
        .expect_code(2, "a list with a bad line")
        .expect_said("line 3: `decision` is neither")
        .expect_said("nothing was imported");
    assert!(!database.exists(), "not even the file was made");
    decisions(
        [Path::new("import"), &list, Path::new("--skip-bad")],
        &database,
    )
    .expect_code(0, "as asked")
    .expect_said("1 bad line skipped");
    assert_eq!(
        exported(&database).lines().count(),
        2,
        "a header and the good line"
    );
}

#[test]
fn a_dry_run_changes_nothing() {
    let catalogue = Catalogue::new();
    let database = catalogue.out("a.db");
    let list = catalogue.out("list.csv");
    fs::write(
        &list,
        format!("{HEADER}\n{ONE},confirmed,2026-10-03T14:02:31Z,,\n"),
    )
    .expect("written");
    decisions(
        [Path::new("import"), &list, Path::new("--dry-run")],
        &database,
    )
    .expect_code(0, "it says what it would do")
    .expect_said("1 decision would be imported: 1 new");
    assert!(!database.exists(), "not even the file was made");
}

#[test]
fn what_cannot_be_is_told() {
    let catalogue = Catalogue::new();
    let missing = catalogue.out("missing.db");
    decisions([Path::new("export")], &missing)
        .expect_code(2, "there is nothing to export")
        .expect_said("nothing was decided yet");
    assert!(!missing.exists(), "and none was made");
    let foreign = catalogue.out("foreign.db");
    fs::write(&foreign, "this is no database").expect("written");
    decisions([Path::new("export")], &foreign)
        .expect_code(3, "not a database of ours")
        .expect_said("no database of Blackdrop");
    assert_eq!(
        fs::read(&foreign).expect("read"),
        b"this is no database",
        "it stays as it is"
    );
    import(&foreign, &missing)
        .expect_code(2, "no list")
        .expect_said("no column `content`");
    import(&catalogue.out("nowhere.csv"), &missing)
        .expect_code(2, "no file")
        .expect_said("can't be read");
}

#[test]
fn what_waits_for_what_its_file_holds_is_named_and_it_is_said_what_to_do() {
    let catalogue = Catalogue::new();
    let database = catalogue.out("a.db");
    let waits = |number: u32| PendingDecision {
        location: ImageLocation::new(format!("{number:02}.jpg")),
        seen: SeenFile {
            file_bytes: Some(1000),
            modified: Some(UNIX_EPOCH),
        },
        decided: Some(Decided {
            decision: Decision::Confirmed,
            at: UNIX_EPOCH,
        }),
        changed_at: ChangeTime(1),
    };
    let waiting = DecisionBatch {
        folder: folder_key(&catalogue.root()),
        by_place: (0..23).map(waits).collect(),
        ..DecisionBatch::default()
    };
    let mut store = StoreHandle::start(database.clone(), || {}).expect("a thread");
    store.write_batch(Arc::new(waiting));
    let told = store.close(Duration::from_mins(1));
    let is_written = |event: &StoreEvent| matches!(event, StoreEvent::Written { .. });
    assert!(told.iter().any(is_written), "{told:?}");

    let told = decisions([Path::new("export")], &database)
        .expect_code(0, "what is bound is written")
        .expect_said("23 decisions are not in the list")
        .expect_said("put it back, or decide about it again")
        .expect_said("and 3 more are not in the list");
    let named = told.stderr.matches("not in the list: \"").count();
    assert_eq!(named, 20, "{}", told.stderr);
    let first = folder_key(&catalogue.root()).join("00.jpg");
    assert!(told.stderr.contains(&*first.to_string_lossy()));
    assert_eq!(told.text().lines().count(), 1, "only the header is written");
}
