//! How a file gets its name, and what a kill leaves behind.

use std::cell::RefCell;
use std::sync::Condvar;

use super::*;

thread_local! {
    static WAITED: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

fn note_wait(pause: Duration) {
    WAITED.with_borrow_mut(|waited| waited.push(pause));
}

fn busy() -> io::Error {
    io::ErrorKind::ResourceBusy.into()
}

#[test]
fn a_held_file_is_tried_five_times_within_a_second_and_a_half() {
    let mut tries = 0;
    let result = patiently(note_wait, || {
        tries += 1;
        Err(busy())
    });
    assert_eq!(result.unwrap_err().kind(), io::ErrorKind::ResourceBusy);
    assert_eq!(tries, 5);
    let waited: Duration = WAITED.take().iter().sum();
    assert_eq!(waited, Duration::from_millis(1500));
}

#[test]
fn a_file_that_is_let_go_in_time_gets_its_name() {
    let mut tries = 0;
    let result = patiently(note_wait, || {
        tries += 1;
        if tries < 3 { Err(busy()) } else { Ok(()) }
    });
    assert!(result.is_ok());
    assert_eq!((tries, WAITED.take().len()), (3, 2));
}

#[test]
fn what_waiting_can_not_help_is_not_waited_for() {
    let mut tries = 0;
    let result = patiently(note_wait, || {
        tries += 1;
        Err(io::ErrorKind::StorageFull.into())
    });
    assert!(result.is_err());
    assert_eq!((tries, WAITED.take().len()), (1, 0));
}

#[test]
fn a_name_that_is_taken_is_never_given_again() {
    let base = tempfile::tempdir().unwrap();
    let folder = RootedFolder::open(base.path()).unwrap();
    let place = folder.place("a.jpg".as_ref()).unwrap();
    let write =
        || Temporary::write(&place, "t.tmp".to_owned(), b"new", TakenOver::default()).unwrap();
    std::fs::write(base.path().join("a.jpg"), "old").unwrap();
    let refused = write()
        .place_new(Hands::default(), &Mutex::default())
        .unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(std::fs::read(base.path().join("a.jpg")).unwrap(), b"old");
    assert!(
        !base.path().join("t.tmp").exists(),
        "nothing is left behind"
    );
    std::fs::remove_file(base.path().join("a.jpg")).unwrap();
    write()
        .place_new(Hands::default(), &Mutex::default())
        .unwrap();
    assert_eq!(std::fs::read(base.path().join("a.jpg")).unwrap(), b"new");
    assert!(!base.path().join("t.tmp").exists(), "it has one name");
}

/// How many workers are about to rename; the second comes within the pause, unless it is kept from it.
static RENAMING: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

fn rename_when_two_are_there(folder: &Dir, from: &str, to: &OsStr) -> io::Result<()> {
    let (count, came) = &RENAMING;
    let mut count = count.lock().unwrap();
    *count += 1;
    came.notify_all();
    let pause = Duration::from_millis(300);
    drop(came.wait_timeout_while(count, pause, |count| *count < 2));
    folder.rename(from, folder, to)
}

#[test]
fn without_second_names_one_name_is_still_given_once() {
    let base = tempfile::tempdir().unwrap();
    let hands = Hands {
        rename: rename_when_two_are_there,
        hard_link: |_, _, _| Err(io::ErrorKind::Unsupported.into()),
        ..Hands::default()
    };
    let naming = Mutex::default();
    let place_one = |name: &str| {
        let folder = RootedFolder::open(base.path()).unwrap();
        let place = folder.place("a.jpg".as_ref()).unwrap();
        let file = Temporary::write(
            &place,
            format!("{name}.tmp"),
            name.as_bytes(),
            TakenOver::default(),
        );
        file.unwrap().place_new(hands, &naming).is_ok()
    };
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| place_one("one"));
        let other = scope.spawn(|| place_one("other"));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_ne!(one, other, "one of them has it, and the other is told");
    let kept = std::fs::read(base.path().join("a.jpg")).unwrap();
    assert_eq!(kept, if one { &b"one"[..] } else { b"other" });
}

#[test]
fn a_kept_file_that_lost_its_name_gets_it_back_and_any_other_goes() {
    let base = tempfile::tempdir().unwrap();
    let folder = RootedFolder::open(base.path()).unwrap();
    let kept = ContentHash::of(b"black");
    let (named, nameless) = (base.path().join("a.jpg"), base.path().join("t.tmp"));
    let clear = |known| {
        let relative = Path::new("a.jpg");
        clear_up(None, Some(&folder), relative, "t.tmp", known).unwrap();
    };
    std::fs::write(&nameless, "blac").unwrap();
    clear(Some(kept));
    assert!(!named.exists() && !nameless.exists(), "a half of it");
    std::fs::write(&nameless, "black").unwrap();
    clear(Some(kept));
    assert_eq!(std::fs::read(&named).unwrap(), b"black");
    assert!(!nameless.exists());
    std::fs::write(&nameless, "black").unwrap();
    clear(Some(kept));
    assert_eq!(std::fs::read(&named).unwrap(), b"black");
    assert!(!nameless.exists(), "it has its name already");
    std::fs::remove_file(&named).unwrap();
    std::fs::write(&nameless, "black").unwrap();
    clear(None);
    assert!(
        !named.exists() && !nameless.exists(),
        "nothing was kept yet"
    );
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt as _;
    let base = tempfile::tempdir().unwrap();
    let path = base.path().join("a.jpg");
    std::fs::write(&path, "old").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o604)).unwrap();
    let folder = RootedFolder::open(base.path()).unwrap();
    let place = folder.place("a.jpg".as_ref()).unwrap();
    let old = place.look().unwrap().unwrap();
    let taken_over = TakenOver {
        permissions: Permissions::Of(&old),
        modified: None,
    };
    let temporary = Temporary::write(&place, "t.tmp".to_owned(), b"new", taken_over).unwrap();
    temporary.replace(Hands::default()).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o604);
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
}
