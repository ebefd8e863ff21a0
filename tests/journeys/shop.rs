//! A shop with black images and their originals, and the first steps of a repair of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use blackdrop::inspect::Measures;
use blackdrop::review::{RescanOf, Store};
use blackdrop::sample::write_sample_originals;
use blackdrop::session::RowStatus;
use egui::{Key, Modifiers};
use tempfile::TempDir;

use crate::support::{Answer, Setup, Window, folder, sample};

/// The sample, its originals and a place for everything else, in one folder.
pub struct World {
    pub sample: TempDir,
    pub around: TempDir,
}

impl World {
    pub fn new() -> Self {
        let world = Self {
            sample: sample(),
            around: folder(),
        };
        write_sample_originals(&world.originals()).expect("written");
        world
    }

    pub fn originals(&self) -> PathBuf {
        self.around.path().join("originals")
    }

    pub fn target(&self) -> PathBuf {
        self.around.path().join("repaired")
    }

    pub fn backup(&self) -> PathBuf {
        self.around.path().join("backup")
    }

    pub fn database(&self) -> PathBuf {
        self.around.path().join("data").join("a.db")
    }

    pub fn window(&self) -> Window {
        self.window_answering([])
    }

    pub fn window_answering(&self, answers: impl IntoIterator<Item = Answer>) -> Window {
        let mut window = Window::open(Setup {
            database: Some(self.database()),
            ..Setup::answering(answers)
        });
        window.scan(self.sample.path());
        window
    }

    /// Waits until so many images are remembered as proven: that is written on a thread of its own.
    pub fn wait_until_remembered(&self, window: &mut Window, proven: u64) {
        window.wait_until("the proofs are remembered", |_| {
            let store = Store::open(&self.database()).expect("opened");
            let memory = store
                .recall_folder(self.sample.path(), Measures::default(), RescanOf::Changes)
                .expect("read");
            let rows = memory.into_iter().flat_map(|memory| memory.results.rows);
            let proofs = rows.flatten().filter_map(|row| row.proof);
            let found = proofs.filter(|proof| proof.finding.is_proven()).count();
            found as u64 == proven
        });
    }
}

/// Every file below a folder with what it holds and when it was written.
pub fn files(root: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("listed") {
            let entry = entry.expect("an entry");
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let bytes = std::fs::read(entry.path()).expect("read");
                let written = entry.metadata().and_then(|it| it.modified());
                found.insert(entry.path(), (bytes, written.expect("a time")));
            }
        }
    }
    found
}

pub fn count(window: &Window, status: RowStatus) -> u64 {
    window.totals().of(status)
}

/// Proves the flagged images with the folder of originals.
pub fn prove(world: &World, window: &mut Window) {
    window.press_with(Modifiers::COMMAND, Key::P);
    window.wait_for("Folder of originals (optional)");
    window.click("Folder of originals (optional)");
    window.retype(&world.originals().to_string_lossy());
    window.click("Find originals and prove");
    window.wait_for("flagged images proven");
}

/// After a proof: the proven images are shown, and the first is selected.
pub fn begin_review(window: &mut Window) {
    let proven = count(window, RowStatus::Proven);
    window.press(Key::Escape);
    window.wait_for_list("the window is closed");
    window.click(&format!("Proven, {proven}"));
    window.wait_for_list("the chip");
    window.press(Key::ArrowRight);
}

/// In the repair's dialog, which has just been opened.
pub fn plan_into_new_folder(world: &World, window: &mut Window) {
    window.wait_for("Folder for the repaired files");
    window.click("Folder for the repaired files");
    window.retype(&world.target().to_string_lossy());
    window.click("Show the plan");
    window.wait_for("will be written to");
}

/// In the repair's dialog, which has just been opened.
pub fn repair_in_place(world: &World, window: &mut Window, images: u64) {
    window.wait_for("In place of the black files");
    window.click("In place of the black files");
    window.wait_for("Folder for the backup of the black files");
    window.click("Folder for the backup of the black files");
    window.retype(&world.backup().to_string_lossy());
    window.click("Show the plan");
    window.wait_for("will be copied to");
    window.click(&format!("Repair {images} images"));
    window.wait_for("files were replaced");
    window.wait_for_list("they are inspected again");
    window.wait_until("they are inspected again", |app| !app.is_scanning());
}
