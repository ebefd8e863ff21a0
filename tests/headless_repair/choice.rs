//! Which images are repaired: what is proven, and what people say of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use blackdrop::review::{
    ChangeTime, DecisionBatch, PendingDecision, StoreEvent, StoreHandle, folder_key,
};
use blackdrop::scan::{ContentHash, ImageLocation, SeenFile};
use blackdrop::session::{Decided, Decision};

use super::support::{Shop, run, tree};

/// Far beyond what a database takes for this.
const PLENTY: Duration = Duration::from_mins(1);

/// A database with decisions about images.
fn decide(shop: &Shop, decisions: &[(&Path, &str)]) -> PathBuf {
    let mut list = "content,decision,decided_at,file_bytes,path\n".to_owned();
    for (image, decision) in decisions {
        let content = ContentHash::of(&fs::read(shop.root().join(image)).expect("there"));
        let line = format!("blake3:{content},{decision},2026-10-03T14:02:31Z,,\n");
        list.push_str(&line);
    }
    let (file, database) = (shop.out("list.csv"), shop.out("decisions.db"));
    fs::write(&file, list).expect("written");
    let mut command = shop.program("decisions");
    command.arg("import").arg(&file);
    run(command.arg("--database").arg(&database)).expect_code(0, "decided");
    database
}

/// Calls images a false alarm as a window does that does not know yet what their files hold: by their places. It was in
/// 2025, before the decisions of [`decide`].
fn call_false_alarms_by_place(shop: &Shop, images: &[&Path], database: &Path) {
    let at = UNIX_EPOCH + Duration::from_secs(1_750_000_000);
    let by_place = images.iter().map(|image| {
        let file = fs::metadata(shop.root().join(image)).expect("there");
        PendingDecision {
            location: ImageLocation::new(*image),
            seen: SeenFile {
                file_bytes: Some(file.len()),
                modified: file.modified().ok(),
            },
            decided: Some(Decided {
                decision: Decision::FalseAlarm,
                at,
            }),
            changed_at: ChangeTime(1_750_000_000_000),
        }
    });
    let decisions = DecisionBatch {
        folder: folder_key(&shop.root()),
        by_place: by_place.collect(),
        ..DecisionBatch::default()
    };
    let mut store = StoreHandle::start(database.to_path_buf(), || {}).expect("a thread");
    let batch = store.write_batch(Arc::new(decisions));
    let told = store.close(PLENTY);
    let is_written =
        |event: &StoreEvent| matches!(event, StoreEvent::Written { batch: it, .. } if *it == batch);
    assert!(told.iter().any(is_written), "{told:?}");
}

#[test]
fn a_false_alarm_that_waits_for_what_its_file_holds_is_left_too_while_it_is_that_file() {
    let shop = Shop::new();
    let [spared, touched, confirmed_since, ..] = shop.black.as_slice() else {
        panic!("there are some");
    };
    let database = decide(&shop, &[(confirmed_since, "confirmed")]);
    call_false_alarms_by_place(&shop, &[spared, touched, confirmed_since], &database);
    let file = fs::File::options()
        .write(true)
        .open(shop.root().join(touched));
    let file = file.expect("opened");
    let modified = file.metadata().and_then(|file| file.modified());
    let later = modified.expect("a time") + Duration::from_micros(1);
    file.set_modified(later).expect("another file, it may be");
    drop(file);

    let (new, html, csv) = (
        shop.out("new"),
        shop.out("page.html"),
        shop.out("table.csv"),
    );
    let repair = || {
        let mut command = shop.repair_command();
        command
            .arg("--to")
            .arg(&new)
            .arg("--database")
            .arg(&database);
        command
    };
    let planned = run(repair().arg("--dry-run")).expect_code(0, "nothing stands in the way");
    assert_eq!(planned.lines_of("would").len(), shop.black.len() - 1);
    let outcome = run(&mut repair()).expect_code(0, "all done");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black[1..], "all but the one");
    let left = outcome.lines_of("left");
    assert!(
        left.iter()
            .any(|line| line.contains("called it a false alarm")),
        "{left:?}"
    );
    let mut command = shop.program("report");
    command.arg(shop.root()).arg("--html").arg(&html);
    command.arg("--csv").arg(&csv).arg("--database");
    run(command.arg(&database)).expect_code(0, "written");
    let table = fs::read_to_string(&csv).expect("written");
    assert_eq!(table.matches(",false_alarm,").count(), 1, "{table}");
}

#[test]
fn a_report_tells_what_was_decided_about_an_image_that_is_clear() {
    let shop = Shop::new();
    let white = tree(&shop.root())
        .into_keys()
        .find(|path| path.extension().is_some_and(|it| it == "jpg") && !shop.black.contains(path))
        .expect("one is not black");
    let size = fs::metadata(shop.root().join(&white)).expect("there").len();
    let content = ContentHash::of(&fs::read(shop.root().join(&white)).expect("there"));
    let (list, database) = (shop.out("list.csv"), shop.out("decisions.db"));
    let text = format!(
        "content,decision,decided_at,file_bytes,path\nblake3:{content},confirmed,2026-10-03T14:02:31Z,{size},\n"
    );
    fs::write(&list, text).expect("written");
    let mut command = shop.program("decisions");
    command.arg("import").arg(&list);
    run(command.arg("--database").arg(&database)).expect_code(0, "decided");
    let csv = shop.out("table.csv");
    let mut command = shop.program("report");
    command
        .arg(shop.root())
        .arg("--html")
        .arg(shop.out("page.html"));
    command.arg("--csv").arg(&csv).arg("--database");
    run(command.arg(&database)).expect_code(0, "written");
    let table = fs::read_to_string(&csv).expect("written");
    assert_eq!(table.matches(",confirmed,").count(), 1, "{table}");
}

#[test]
fn what_could_not_be_read_is_named_and_the_end_is_not_0() {
    let shop = Shop::new();
    let broken = Path::new("05901234000024/broken.jpg");
    fs::create_dir_all(shop.root().join("05901234000024")).expect("made");
    fs::write(shop.root().join(broken), "no image").expect("written");
    let new = shop.out("new");
    let outcome = shop
        .repair([Path::new("--to"), &new])
        .expect_code(3, "nobody knows whether it is black");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black, "the others are repaired");
    let left = outcome.lines_of("left");
    let is_named = |line: &&str| line.contains("broken.jpg") && line.contains("could not be read");
    assert!(left.iter().any(is_named), "{left:?}");
}

/// Adds a folder that nobody can list, not even root: its path is longer than Linux takes (`PATH_MAX`, 4,096 bytes).
#[cfg(target_os = "linux")]
fn add_unlistable_folder(shop: &Shop, folder: &Path) {
    let deep = |base: &Path| (0..10).fold(base.to_path_buf(), |path, _| path.join("x".repeat(240)));
    let (outer, part) = (deep(folder), shop.out("part"));
    fs::create_dir_all(&outer).expect("made");
    fs::create_dir_all(deep(&part)).expect("made");
    fs::rename(&part, outer.join("part")).expect("moved");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_could_not_be_listed_is_told_and_the_end_is_not_0() {
    let shop = Shop::new();
    let new = shop.out("new");
    let plan = |shop: &Shop| shop.repair([Path::new("--dry-run"), Path::new("--to"), &new]);
    fs::remove_file(shop.original_of(&shop.black[0])).expect("removed");
    let told = plan(&shop).expect_code(0, "it has none, as everybody can see");
    let why = |told: &[&str], words: &str| told.iter().filter(|line| line.contains(words)).count();
    let hidden = "its original may be in a folder that can't be read";
    let left = told.lines_of("left");
    assert_eq!(why(&left, "no original was found"), 1, "{left:?}");
    assert_eq!(why(&left, hidden), 0, "{left:?}");

    add_unlistable_folder(&shop, &shop.originals());
    let told = plan(&shop)
        .expect_code(3, "it may have one")
        .expect_said("originals in this folder are not known");
    let left = told.lines_of("left");
    assert_eq!(why(&left, "no original was found"), 0, "{left:?}");
    assert_eq!(why(&left, hidden), 1, "{left:?}");

    let shop = Shop::new();
    add_unlistable_folder(&shop, &shop.root());
    let quiet = ["--dry-run", "-q", "--to"].map(Path::new);
    shop.repair(quiet.into_iter().chain([&*shop.out("new")]))
        .expect_code(3, "it may hold black images")
        .expect_said("this folder can't be read");
}

#[test]
fn a_false_alarm_is_left_and_told() {
    let shop = Shop::new();
    let spared = &shop.black[0];
    let database = decide(&shop, &[(spared, "false_alarm")]);
    let new = shop.out("new");
    let mut command = shop.repair_command();
    command.arg("--to").arg(&new);
    let outcome = run(command.arg("--database").arg(&database)).expect_code(0, "all done");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black[1..], "all but the one");
    let left = outcome.lines_of("left");
    assert!(
        left.iter()
            .any(|line| line.contains("called it a false alarm")),
        "{left:?}"
    );
}

#[test]
fn confirmed_repairs_what_is_proven_and_confirmed_and_nothing_else() {
    let shop = Shop::new();
    let white = tree(&shop.root())
        .into_keys()
        .find(|path| path.extension().is_some_and(|it| it == "jpg") && !shop.black.contains(path))
        .expect("one is not black");
    let confirmed = &shop.black[1];
    let database = decide(&shop, &[(confirmed, "confirmed"), (&white, "confirmed")]);
    let new = shop.out("new");
    let mut command = shop.repair_command();
    command.arg("--confirmed").arg("--to").arg(&new);
    run(command.arg("--database").arg(&database)).expect_code(0, "all done");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(
        written,
        std::slice::from_ref(confirmed),
        "what is white is not repaired"
    );
}

#[test]
fn without_any_decision_confirmed_repairs_nothing() {
    let shop = Shop::new();
    let new = shop.out("new");
    shop.repair([Path::new("--confirmed"), Path::new("--to"), &new])
        .expect_code(0, "nobody has confirmed anything")
        .expect_said("0 images to repair");
    assert!(!new.exists());
}

#[test]
fn without_its_original_or_with_another_picture_s_nothing_is_repaired() {
    let shop = Shop::new();
    let (orphan, mistaken) = (&shop.black[0], &shop.black[1]);
    fs::remove_file(shop.original_of(orphan)).expect("removed");
    let other = shop
        .black
        .iter()
        .find(|image| image.parent() != mistaken.parent())
        .expect("another product");
    fs::copy(shop.original_of(other), shop.original_of(mistaken)).expect("copied");
    let new = shop.out("new");
    let outcome = shop
        .repair([Path::new("--to"), &new])
        .expect_code(0, "what can be repaired is");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black[2..], "all but the two");
    let left = outcome.lines_of("left");
    for image in [orphan, mistaken] {
        let name = image.file_name().expect("a name").to_string_lossy();
        assert!(left.iter().any(|line| line.contains(&*name)), "{left:?}");
    }
}
