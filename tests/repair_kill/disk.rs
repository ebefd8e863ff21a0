//! Disks that are full or can't be written. What they need is what only root may do, or a limit that a shell sets.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use blackdrop::repair::{
    DiskFault, RepairError, RepairObstacle, RepairOutcome, RepairRun, UndoRun, UndoScope,
    plan_repair,
};

use crate::scene::{IMAGES, Inverter, Mode, Scene};

/// A small file system in memory; taken away when dropped.
struct Mounted(PathBuf);

impl Mounted {
    /// `None` where this user may not mount.
    fn at(path: &Path, options: &str) -> Option<Self> {
        std::fs::create_dir_all(path).expect("a folder");
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(path)
            .stderr(Stdio::null())
            .status();
        let is_mounted = done.is_ok_and(|status| status.success());
        if !is_mounted {
            eprintln!("skipped: no right to mount a small disk here");
        }
        is_mounted.then(|| Self(path.to_path_buf()))
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(&self.0)
            .status();
        assert!(done.expect("it runs").success());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.0).status().ok();
    }
}

/// Repairs whatever is open, and returns what stood in the way.
fn obstacles(run: &RepairRun) -> Vec<RepairObstacle> {
    let outcomes = run
        .open_items()
        .into_iter()
        .map(|index| run.repair(index, &Inverter));
    outcomes
        .filter_map(|outcome| match outcome {
            RepairOutcome::NotRepaired(problem) => Some(problem.obstacle),
            RepairOutcome::Repaired(_) | RepairOutcome::SettledBefore => None,
        })
        .collect()
}

#[test]
fn a_disk_that_fills_up_leaves_whole_files_and_the_run_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    for (mode, full) in [(Mode::NewFolder, "new"), (Mode::InPlace, "backup")] {
        let scene = Scene::at(&folder.path().join(full), mode);
        scene.build();
        let Some(disk) = Mounted::at(&scene.base.join(full), "size=32m") else {
            return;
        };
        let plan = plan_repair(scene.order()).expect("a plan");
        let run = RepairRun::begin(plan, &scene.journals()).expect("begun");
        // Somebody else takes the room.
        disk.remount("size=200k");
        let met = obstacles(&run);
        assert!(!met.is_empty() && met.len() < IMAGES, "{met:?}");
        assert!(
            met.iter()
                .all(|it| *it == RepairObstacle::Disk(DiskFault::DiskFull)),
            "{met:?}"
        );
        let found = scene.check();
        assert_eq!((found.new, found.temporary), (IMAGES - met.len(), 0));
        disk.remount("size=32m");
        assert_eq!(obstacles(&run), [], "the same run goes on");
        run.finish().expect("ended");
        assert_eq!(scene.check().new, IMAGES);
    }
}

#[test]
fn a_plan_for_a_small_disk_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::at(folder.path(), Mode::NewFolder);
    scene.build();
    let Some(_disk) = Mounted::at(&scene.base.join("new"), "size=64k") else {
        return;
    };
    let plan = plan_repair(scene.order()).expect("a plan");
    let short = plan.short_disk().expect("too little room").clone();
    assert!(
        short.free_bytes.is_some_and(|free| free <= 64 << 10),
        "{short:?}"
    );
    let refused = RepairRun::begin(plan, &scene.journals()).expect_err("refused");
    assert!(
        matches!(refused, RepairError::LacksSpace { .. }),
        "{refused}"
    );
    assert!(!scene.journals().exists());
}

#[test]
fn a_disk_that_can_only_be_read_is_told_for_each_image() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::at(folder.path(), Mode::InPlace);
    // The lock of the run lies above it: a disk with a file that is open for writing can't be made read-only.
    let Some(disk) = Mounted::at(&scene.base.join("shop/shop"), "size=32m") else {
        return;
    };
    scene.build();
    let plan = plan_repair(scene.order()).expect("a plan");
    let run = RepairRun::begin(plan, &scene.journals()).expect("begun");
    disk.remount("ro");
    let met = obstacles(&run);
    assert_eq!(met.len(), IMAGES);
    assert!(
        met.iter()
            .all(|it| *it == RepairObstacle::Disk(DiskFault::ReadOnlyDisk)),
        "{met:?}"
    );
    disk.remount("rw");
    assert_eq!(obstacles(&run), [], "the same run goes on");
    drop(run);
    disk.remount("ro");
    let journal = scene.journal().expect("a journal");
    let undo = UndoRun::open(&journal, &UndoScope::Everything).expect("opened");
    let outcome = undo.undo(0);
    assert!(
        format!("{outcome:?}").contains("ReadOnlyDisk"),
        "{outcome:?}"
    );
}

#[test]
fn on_a_disk_that_can_only_be_read_no_repair_begins() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::at(folder.path(), Mode::InPlace);
    let Some(disk) = Mounted::at(&scene.base.join("shop"), "size=32m") else {
        return;
    };
    scene.build();
    let plan = plan_repair(scene.order()).expect("a plan");
    disk.remount("ro");
    let refused = RepairRun::begin(plan, &scene.journals()).expect_err("no lock");
    let is_told = matches!(
        &refused,
        RepairError::LockNotMade { fault, .. } if *fault == DiskFault::ReadOnlyDisk
    );
    assert!(is_told, "{refused}");
    assert!(scene.journal().is_none(), "and no journal is left");
}

/// The child of the next test: its files may not become large.
#[test]
fn child_whose_files_may_not_become_large() {
    let Some(base) = std::env::var_os(LIMITED) else {
        return;
    };
    let scene = Scene::at(Path::new(&base), Mode::InPlace);
    let plan = plan_repair(scene.order()).expect("a plan");
    let run = RepairRun::begin(plan, &scene.journals()).expect("begun");
    let met = obstacles(&run);
    assert!(!met.is_empty() && met.len() < IMAGES, "{met:?}");
    assert!(
        met.iter()
            .all(|it| *it == RepairObstacle::Disk(DiskFault::FileTooLarge)),
        "{met:?}"
    );
    let found = scene.check();
    assert_eq!((found.new, found.temporary), (IMAGES - met.len(), 0));
}

const LIMITED: &str = "BLACKDROP_KILL_TEST_LIMITED";

#[test]
fn a_write_that_ends_half_way_leaves_the_black_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::at(folder.path(), Mode::InPlace);
    scene.build();
    // A shell counts in blocks of 512 or 1024 bytes; both lie between the smallest and the largest new file. Without the trap
    // the system would end the program instead of refusing the write.
    let status = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "disk::child_whose_files_may_not_become_large",
            "--nocapture",
        ])
        .env(LIMITED, &scene.base)
        .stdout(Stdio::null())
        .status()
        .expect("a shell");
    assert!(status.success());
    let found = scene.check();
    assert!((1..IMAGES).contains(&found.new), "{found:?}");
    crate::child::repair(&scene);
    assert_eq!(scene.check().new, IMAGES, "without the limit it goes on");
}
