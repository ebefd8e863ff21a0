//! Who may write to a tree, and what becomes of locks that were left behind.

use super::*;
use crate::repair::test_shop::{Shop, repair_all};
use crate::repair::{LockHolder, RepairRun, UndoRun, UndoScope};

const IMAGES: [&str; 2] = ["a/1.jpg", "b/c/2.jpg"];

/// A folder with a subfolder `a`.
struct Tree(tempfile::TempDir);

impl Tree {
    fn new() -> Self {
        let tree = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(tree.root().join("a")).unwrap();
        tree
    }

    fn root(&self) -> PathBuf {
        self.0.path().canonicalize().unwrap()
    }

    fn lock(&self, folder: &str) -> PathBuf {
        self.root().join(folder).join(REPAIR_LOCK)
    }

    /// Locks a folder of it into which `a/1.jpg` is written.
    fn acquire(&self, folder: &str, take_over: &TakeOver) -> Result<TreeLock, RepairError> {
        let tree = LockedTree {
            root: &self.root().join(folder),
            journal: Path::new("/journals/repair-7.jsonl"),
            files: &[Path::new("a/1.jpg"), Path::new("2.jpg")],
        };
        TreeLock::acquire(tree, take_over)
    }

    /// Leaves a lock as a process with this mark would have done.
    fn leave(&self, folder: &str, mark: &ProcessMark) {
        let journal = JournalPath::of(Path::new("/theirs.jsonl"));
        let text = LockText::of(mark, Moment::now(), journal);
        fs::write(self.lock(folder), serde_json::to_vec(&text).unwrap()).unwrap();
    }
}

/// This process's number, in a process that has ended.
fn ended() -> ProcessMark {
    let own = ProcessMark::own().clone();
    ProcessMark {
        start: own.start.map(|start| start ^ 1),
        ..own
    }
}

fn elsewhere() -> ProcessMark {
    ProcessMark {
        place: ProcessMark::own().place ^ 1,
        computer: "nas-2".to_owned(),
        ..ended()
    }
}

fn locked(error: RepairError) -> FoundLock {
    match error {
        RepairError::TreeLocked { lock } => lock,
        other => panic!("{other}"),
    }
}

fn is_at_work(error: &RepairError) -> bool {
    matches!(error, RepairError::TreeAtWork { .. })
}

#[test]
fn a_lock_says_whose_it_is_and_goes_with_its_run() {
    let tree = Tree::new();
    let lock = tree.acquire("", &TakeOver::Never).unwrap();
    let text = fs::read_to_string(tree.lock("")).unwrap();
    let text: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(text["lock"], "blackdrop repair lock");
    assert_eq!(text["process"], std::process::id());
    assert_eq!(text["computer"], ProcessMark::own().computer.as_str());
    assert_eq!(text["journal"], "/journals/repair-7.jsonl");
    let started_at = text["started_at"].as_str().unwrap();
    assert!(started_at.parse::<jiff::Timestamp>().is_ok());
    for take_over in [TakeOver::Never, TakeOver::Any] {
        let refused = tree.acquire("", &take_over).unwrap_err();
        assert!(is_at_work(&refused), "{refused}");
    }
    assert_eq!(lock.taken_over(), []);
    drop(lock);
    let left: Vec<_> = fs::read_dir(tree.root()).unwrap().collect();
    assert_eq!(left.len(), 1, "the folder `a` and nothing else: {left:?}");
    tree.acquire("", &TakeOver::Never).unwrap();
}

#[test]
fn what_an_ended_process_left_is_taken_over_and_told() {
    let tree = Tree::new();
    tree.leave("", &ended());
    // In a part of the tree too, and above it.
    tree.leave("a", &ended());
    let lock = tree.acquire("", &TakeOver::Never).unwrap();
    let told: Vec<_> = lock.taken_over().iter().map(|it| it.path.clone()).collect();
    assert_eq!(told, [tree.lock(""), tree.lock("a")]);
    let holder = lock.taken_over()[0].holder.as_ref().unwrap();
    assert_eq!(holder.process, std::process::id());
    assert_eq!(holder.journal, Path::new("/theirs.jsonl"));
    assert!(!tree.lock("a").exists());
    assert!(tree.lock("").exists(), "the new one");
}

#[test]
fn of_another_computers_lock_a_person_decides() {
    let tree = Tree::new();
    tree.leave("", &elsewhere());
    let shown = locked(tree.acquire("", &TakeOver::Never).unwrap_err());
    assert_eq!(shown.holder.as_ref().unwrap().computer, "nas-2");
    assert!(shown.age.unwrap() < Duration::from_hours(1));
    let said = RepairError::TreeLocked {
        lock: shown.clone(),
    };
    let said = said.to_string();
    assert!(
        said.contains("on the computer \"nas-2\", less than a minute ago"),
        "{said}"
    );
    assert!(tree.lock("").exists(), "and stays");
    // It has become another's since.
    let other = TakeOver::Shown(FoundLock {
        holder: Some(LockHolder {
            process: 1,
            ..shown.holder.clone().unwrap()
        }),
        ..shown.clone()
    });
    locked(tree.acquire("", &other).unwrap_err());
    let lock = tree.acquire("", &TakeOver::Shown(shown)).unwrap();
    assert_eq!(lock.taken_over().len(), 1);
    drop(lock);
    tree.leave("", &elsewhere());
    tree.acquire("", &TakeOver::Any).unwrap();
}

#[test]
fn what_is_no_lock_of_ours_is_nobodys_to_judge() {
    let tree = Tree::new();
    for text in ["", "{}", "{\"lock\":\"another\"}"] {
        fs::write(tree.lock(""), text).unwrap();
        let shown = locked(tree.acquire("", &TakeOver::Never).unwrap_err());
        assert_eq!(shown.holder, None, "{text}");
        let said = RepairError::TreeLocked { lock: shown }.to_string();
        assert!(
            said.contains("its lock was made by an unknown process, "),
            "{said}"
        );
    }
    tree.acquire("", &TakeOver::Any).unwrap();
    fs::create_dir(tree.lock("")).unwrap();
    let refused = tree.acquire("", &TakeOver::Any).unwrap_err();
    assert!(
        matches!(refused, RepairError::LockNotMade { .. }),
        "{refused}"
    );
}

#[test]
fn a_lock_that_is_made_in_place_is_made_once() {
    let tree = Tree::new();
    let journal = JournalPath::of(Path::new("/journals/7.jsonl"));
    let text = LockText::of(ProcessMark::own(), Moment::now(), journal);
    let text = serde_json::to_vec(&text).unwrap();
    let held = make_in_place(&tree.lock(""), &text).unwrap();
    let again = make_in_place(&tree.lock(""), b"another").unwrap_err();
    assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(tree.lock("")).unwrap(), text, "and stays whole");
    assert!(is_at_work(&tree.acquire("", &TakeOver::Any).unwrap_err()));
    drop(held);
}

/// A lock as it is found where the system has no locks.
fn found_unlocked(tree: &Tree) -> Found {
    let found = look_at(&tree.lock("")).unwrap().expect("there");
    Found {
        is_held_here: None,
        ..found
    }
}

#[test]
fn where_the_system_has_no_locks_an_ended_process_s_is_taken_over_all_the_same() {
    let tree = Tree::new();
    tree.leave("", &ended());
    let found = found_unlocked(&tree);
    found.judge(&TakeOver::Never).unwrap();
    assert_eq!(remove(&tree.lock(""), found).unwrap(), Removed::It);
    let left: Vec<_> = fs::read_dir(tree.root()).unwrap().collect();
    assert_eq!(left.len(), 1, "the folder `a` and nothing else: {left:?}");

    tree.leave("", ProcessMark::own());
    let running = found_unlocked(&tree).judge(&TakeOver::Any);
    assert!(is_at_work(&running.unwrap_err()));
    tree.leave("", &elsewhere());
    locked(found_unlocked(&tree).judge(&TakeOver::Never).unwrap_err());
    found_unlocked(&tree).judge(&TakeOver::Any).unwrap();
}

#[test]
fn of_two_who_find_the_same_leftover_without_locks_the_second_harms_nothing() {
    let tree = Tree::new();
    tree.leave("", &ended());
    let (first, second) = (found_unlocked(&tree), found_unlocked(&tree));
    let path = tree.lock("");
    assert_eq!(remove(&path, first).unwrap(), Removed::It);
    // Its own.
    tree.leave("", ProcessMark::own());
    let own = fs::read(&path).unwrap();
    assert_eq!(remove(&path, second).unwrap(), Removed::Nothing);
    assert_eq!(fs::read(&path).unwrap(), own, "it stays");
    let left: Vec<_> = fs::read_dir(tree.root()).unwrap().collect();
    assert_eq!(left.len(), 2, "the lock and the folder `a`: {left:?}");

    tree.leave("", &ended());
    let late = found_unlocked(&tree);
    fs::remove_file(&path).unwrap();
    assert_eq!(remove(&path, late).unwrap(), Removed::It, "gone anyway");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_its_place_holds_nobody_up() {
    let tree = Tree::new();
    crate::files::test_pipe::make(&tree.lock(""));
    let refused = tree.acquire("", &TakeOver::Any).unwrap_err();
    assert!(refused.to_string().contains("not a regular file"));
}

#[test]
fn a_lock_above_or_in_a_part_is_in_the_way_and_one_beside_is_not() {
    let tree = Tree::new();
    for (one, other) in [("", "a"), ("a", "")] {
        let held = tree.acquire(one, &TakeOver::Never).unwrap();
        let refused = tree.acquire(other, &TakeOver::Never).unwrap_err();
        assert!(is_at_work(&refused), "{refused}");
        assert!(!tree.lock(other).exists(), "its own is gone again");
        drop(held);
    }
    fs::create_dir(tree.root().join("b")).unwrap();
    let beside = tree.acquire("b", &TakeOver::Never).unwrap();
    let part = tree.acquire("a", &TakeOver::Never).unwrap();
    drop((beside, part));
}

#[test]
fn of_many_who_find_the_same_leftover_one_wins() {
    for _ in 0..20 {
        let tree = Tree::new();
        tree.leave("", &ended());
        let barrier = std::sync::Barrier::new(8);
        let won: Vec<TreeLock> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        barrier.wait();
                        // Kept, so that nobody is second.
                        tree.acquire("", &TakeOver::Never).ok()
                    })
                })
                .collect();
            let won = threads.into_iter().map(|thread| thread.join().unwrap());
            won.flatten().collect()
        });
        assert!(won.len() <= 1, "{won:?}");
        // Where all were in each other's way, the next comes through.
        drop(won);
        tree.acquire("", &TakeOver::Never).unwrap();
    }
}

#[test]
fn who_took_it_over_keeps_it_when_the_first_one_ends() {
    let tree = Tree::new();
    let first = tree.acquire("", &TakeOver::Never).unwrap();
    fs::remove_file(tree.lock("")).unwrap();
    let second = tree.acquire("", &TakeOver::Never).unwrap();
    drop(first);
    assert!(tree.lock("").exists());
    drop(second);
    assert!(!tree.lock("").exists());
}

#[cfg(unix)]
#[test]
fn where_no_lock_can_be_made_no_repair_begins() {
    use std::os::unix::fs::PermissionsExt;
    let shop = Shop::with(&IMAGES);
    let plan = shop.plan(shop.in_place());
    fs::set_permissions(shop.root(), PermissionsExt::from_mode(0o555)).unwrap();
    let begun = RepairRun::begin(plan, &shop.journals());
    fs::set_permissions(shop.root(), PermissionsExt::from_mode(0o755)).unwrap();
    // Root may write everywhere.
    if let Err(refused) = begun {
        let said = refused.to_string();
        assert!(
            said.contains("the lock of the repair can't be made"),
            "{said}"
        );
        assert!(shop.files("journals").is_empty(), "no journal is left");
        assert!(shop.files("backup").is_empty());
    }
}

#[test]
fn two_journals_folders_one_tree() {
    let shop = Shop::with(&IMAGES);
    for destination in [Shop::in_place as fn(&Shop) -> _, Shop::new_folder] {
        let run = shop.begin(destination(&shop));
        let other = shop.path("other");
        let begun = RepairRun::begin(shop.plan(destination(&shop)), &other);
        assert!(is_at_work(&begun.unwrap_err()));
        assert!(shop.files("other").is_empty(), "no journal is left");
        let journal = run.journal().to_path_buf();
        let again = shop.plan(destination(&shop));
        repair_all(&run);
        run.finish().unwrap();
        drop(run);
        let undo = UndoRun::open(&journal, &UndoScope::Everything).unwrap();
        let begun = RepairRun::begin(again, &other);
        assert!(is_at_work(&begun.unwrap_err()));
        for &index in undo.wanted() {
            let _undone = undo.undo(index);
        }
        undo.finish().unwrap();
        drop(undo);
    }
    assert!(!shop.path("new").exists(), "the lock was in nobody's way");
    assert!(!shop.root().join(REPAIR_LOCK).exists());
}
