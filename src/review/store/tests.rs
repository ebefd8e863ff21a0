use super::*;
use crate::review::Revision;
use crate::review::test_decisions::confirmed;

/// The fault of a file that holds these bytes, after which it still does.
fn fault_of(bytes: &[u8]) -> StoreFault {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    fs::write(&path, bytes).unwrap();
    let error = Store::open(&path).expect_err("this is no database of ours");
    assert_eq!(error.path, path, "the file is named");
    assert_eq!(fs::read(&path).unwrap(), bytes, "not a byte of it changed");
    let beside = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(beside, 1, "nothing was put beside it");
    error.fault
}

#[test]
fn what_is_no_database_of_ours_is_refused_untouched() {
    assert_eq!(fault_of(b"a letter"), StoreFault::NotOurs);
    assert_eq!(fault_of(&[0; 4096]), StoreFault::NotOurs);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE bookmarks (url TEXT)")
        .unwrap();
    assert_eq!(
        fault_of(&fs::read(&path).unwrap()),
        StoreFault::NotOurs,
        "another program's database"
    );
}

#[test]
fn another_programs_database_is_refused_also_with_a_journal_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE bookmarks (url TEXT)")
        .unwrap();
    let before = fs::read(&path).unwrap();
    fs::write(folder.path().join("other.db-journal"), "").unwrap();
    let refused = Store::open(&path).expect_err("it is not ours");
    assert_eq!(refused.fault, StoreFault::NotOurs);
    assert_eq!(fs::read(&path).unwrap(), before, "not a byte of it changed");
}

#[test]
fn a_path_is_a_path_whatever_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("50% of 杯 #1 & more.db");
    drop(Store::open(&path).unwrap());
    assert!(path.exists());
    drop(Store::open(&path).expect("found to be ours"));
}

/// What the child says, so that a test that was renamed is not taken for one that opened a database.
const CHILD_IS_DONE: &str = "the database was opened and closed";

/// Tells a child which database to open.
const CHILD_DATABASE: &str = "BLACKDROP_STORE_TEST_DATABASE";

/// The child: opens a database and closes it, as another window does. As a test of its own it does nothing.
#[test]
fn child_that_opens_and_closes_a_database() {
    if let Some(path) = std::env::var_os(CHILD_DATABASE) {
        let store = Store::open(path.as_ref()).unwrap();
        store.decisions_since(Revision::default()).unwrap();
        eprintln!("{CHILD_IS_DONE}");
    }
}

/// Opens and closes a database in a program of its own, which is started in this folder.
fn open_and_close_elsewhere(folder: &Path, path: &Path) {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "review::store::tests::child_that_opens_and_closes_a_database",
        ])
        .env(CHILD_DATABASE, path)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains(CHILD_IS_DONE),
        "{output:?}"
    );
}

/// Not on Windows, where no name may hold a colon.
#[cfg(unix)]
#[test]
fn a_name_that_begins_as_an_address_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = Path::new("file:a.db?mode=memory");
    open_and_close_elsewhere(folder.path(), path);
    assert!(folder.path().join(path).exists());
    open_and_close_elsewhere(folder.path(), path);
}

#[test]
fn the_log_stays_as_long_as_the_store_is_open_whatever_else_is_opened_and_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    store.write_decisions(&confirmed(0, 1)).unwrap();
    // As every scan does; and then another window closes.
    drop(Store::open(&path).unwrap());
    open_and_close_elsewhere(folder.path(), &path);
    assert!(
        folder.path().join("a.db-wal").exists(),
        "it was not the last one, and knew it"
    );
    store.write_decisions(&confirmed(1, 1)).unwrap();
    drop(store);
    let all = Store::open(&path).unwrap();
    let (decisions, _) = all.decisions_since(Revision::default()).unwrap();
    assert_eq!(
        decisions.len(),
        2,
        "nothing went into a log that was removed"
    );
}

#[test]
fn a_file_that_is_not_free_for_the_switch_to_a_log_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(Store::open(&path).unwrap());
    let other = Connection::open(&path).unwrap();
    other
        .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    thread::scope(|scope| {
        let opened = scope.spawn(|| Store::open(&path).map(drop));
        // Most likely it waits by now; if it does not yet, nothing is refused either.
        thread::sleep(Duration::from_millis(200));
        other.execute_batch("COMMIT").unwrap();
        assert_eq!(opened.join().unwrap(), Ok(()), "it was only busy");
    });
}

#[test]
fn a_damaged_database_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    store.write_decisions(&confirmed(0, 1000)).unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].fill(0xA5);
    fs::write(&path, &bytes).unwrap();
    let told = Store::open(&path).and_then(|store| store.decisions_since(Revision::default()));
    let fault = told.expect_err("it holds rubbish").fault;
    assert!(matches!(fault, StoreFault::Damaged { .. }), "{fault:?}");
    assert_eq!(fs::read(&path).unwrap(), bytes, "it was left as it is");
}

#[test]
fn a_folder_in_the_files_place_and_a_file_in_the_folders_place_are_told() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Store::open(folder.path()).is_err(), "a folder");
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let fault = Store::open(&file.join("a.db"))
        .expect_err("no folder")
        .fault;
    assert!(matches!(fault, StoreFault::Folder { .. }), "{fault:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(Store::open(&path).unwrap());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().append(true).open(&path).is_ok() {
        eprintln!("skipped: root, whom no permission binds");
        return;
    }
    assert_eq!(
        Store::open(&path).expect_err("read-only").fault,
        StoreFault::ReadOnly
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let missing = folder.path().join("missing.db");
    let mut store = Store::open(&path).unwrap();
    store.write_decisions(&confirmed(0, 1)).unwrap();
    drop(store);
    let set = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    let is_bound = fs::write(folder.path().join("probe"), "").is_err();
    let (with_file, without) = (Store::open(&path), Store::open(&missing));
    set(0o755);
    if !is_bound {
        eprintln!("skipped: root, whom no permission binds");
        return;
    }
    assert_eq!(
        with_file.expect_err("no log can be made").fault,
        StoreFault::ReadOnly
    );
    assert_eq!(
        without.expect_err("no file can be made").fault,
        StoreFault::ReadOnly
    );
    assert_eq!(
        Store::open(&path)
            .unwrap()
            .decisions_since(Revision::default())
            .unwrap()
            .0
            .len(),
        1,
        "nothing was lost"
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_into_a_file_that_was_moved_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    fs::rename(&path, folder.path().join("b.db")).unwrap();
    let refused = store
        .write_decisions(&confirmed(0, 1))
        .expect_err("it is gone");
    assert_eq!(refused.fault, StoreFault::Gone);
}

#[test]
fn it_is_used_as_it_promises() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("a.db")).unwrap();
    let asked = |pragma: &str| {
        store
            .connection
            .pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
            .unwrap()
    };
    assert_eq!(asked("journal_mode"), "wal".to_owned().into());
    assert_eq!(
        asked("synchronous"),
        2.into(),
        "FULL: every commit is synced"
    );
    assert_eq!(asked("foreign_keys"), 1.into());
    assert_eq!(asked("application_id"), schema::APPLICATION_ID.into());
}
