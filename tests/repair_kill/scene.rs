//! A shop to repair: black images, their originals, and what must be true of them at every moment.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use blackdrop::files::REPAIR_LOCK;
use blackdrop::inspect::ImageFormat;
use blackdrop::repair::{
    FileMaker, FileNotMade, ImageToRepair, RepairDestination, RepairOptions, RepairOrder,
};
use blackdrop::scan::{ContentHash, ImageLocation, ProductId};
use blackdrop::session::{OriginalFile, Placement, RepairGround};

/// How many images a shop has: enough that every worker has several, few enough for many rounds.
pub const IMAGES: usize = 24;

/// Where the new files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    NewFolder,
    InPlace,
}

/// A shop in a folder.
#[derive(Debug)]
pub struct Scene {
    pub base: PathBuf,
    pub mode: Mode,
}

/// What was found after a kill.
#[derive(Debug, Default)]
pub struct Found {
    /// Images that are repaired.
    pub new: usize,
    /// Temporary files that the kill left behind.
    pub temporary: usize,
    /// Locks that it left behind.
    pub locks: usize,
}

impl Scene {
    /// A shop that is there already.
    pub fn at(base: &Path, mode: Mode) -> Self {
        Self {
            base: base.to_path_buf(),
            mode,
        }
    }

    /// Writes the shop's images and originals.
    pub fn build(&self) {
        for index in 0..IMAGES {
            write(&self.image(index), &black(index));
            write(&self.original(index), &original(index));
        }
    }

    pub fn journals(&self) -> PathBuf {
        self.base.join("journals")
    }

    /// The journal of the only run, where it has begun.
    pub fn journal(&self) -> Option<PathBuf> {
        let journals = fs::read_dir(self.journals()).ok()?;
        journals
            .map(|entry| entry.expect("an entry").path())
            .find(|path| path.extension().is_some_and(|it| it == "jsonl"))
    }

    pub fn order(&self) -> RepairOrder {
        RepairOrder {
            root: self.base.join("shop"),
            originals: Some(self.base.join("originals")),
            destination: match self.mode {
                Mode::NewFolder => RepairDestination::NewFolder(self.base.join("new")),
                Mode::InPlace => RepairDestination::InPlace {
                    backup: self.base.join("backup"),
                },
            },
            options: RepairOptions::default(),
            images: (0..IMAGES).map(|index| self.to_repair(index)).collect(),
        }
    }

    fn to_repair(&self, index: usize) -> ImageToRepair {
        let location = ImageLocation::new(relative(index));
        let original = original(index);
        ImageToRepair {
            product: ProductId::of(&location),
            location,
            format: ImageFormat::Jpeg,
            file_bytes: black(index).len() as u64,
            modified: Some(long_ago()),
            content: Some(ContentHash::of(&black(index))),
            original: OriginalFile {
                path: self.original(index),
                file_bytes: original.len() as u64,
                modified: Some(long_ago()),
                content: ContentHash::of(&original),
                placement: None,
                smaller_px: None,
            },
            ground: RepairGround::Proof,
        }
    }

    fn image(&self, index: usize) -> PathBuf {
        self.base.join("shop").join(relative(index))
    }

    fn original(&self, index: usize) -> PathBuf {
        let name = self.base.join("originals").join(relative(index));
        name.with_extension("png")
    }

    /// Fails where anything is half-written, missing, or not as it must be at every moment of a repair or undo.
    pub fn check(&self) -> Found {
        let mut found = Found::default();
        let names = self.check_names(&mut found);
        assert_eq!(names, IMAGES, "no image is missing");
        for index in 0..IMAGES {
            let name = relative(index);
            let (black, new) = (black(index), new(index));
            let image = fs::read(self.image(index)).expect("it is there");
            let is_new = match self.mode {
                Mode::InPlace => {
                    assert!(image == black || image == new, "{name} is half-written");
                    image == new
                }
                Mode::NewFolder => {
                    assert!(image == black, "{name} was not to be touched");
                    let written = fs::read(self.base.join("new").join(&name)).ok();
                    assert!(
                        written.as_ref().is_none_or(|written| *written == new),
                        "{name} is half-written"
                    );
                    written.is_some()
                }
            };
            if is_new && self.mode == Mode::InPlace {
                let kept = self.kept(&name).expect("what was replaced is kept");
                assert!(kept == black, "the backup of {name} is whole");
            }
            found.new += usize::from(is_new);
            let original_path = self.original(index);
            assert!(
                fs::read(&original_path).expect("there") == original(index),
                "the original of {name} is as it was"
            );
            assert_eq!(modified(&original_path), long_ago());
        }
        found
    }

    /// Counts the images in the shop, and fails where a file is nobody's.
    fn check_names(&self, found: &mut Found) -> usize {
        let expected: Vec<PathBuf> = (0..IMAGES).map(relative).map(PathBuf::from).collect();
        let mut images = 0;
        for folder in ["shop", "new", "backup"] {
            let top = self.base.join(folder);
            for path in files_in(&top) {
                let name = path.file_name().and_then(|name| name.to_str());
                if name == Some(REPAIR_LOCK) {
                    found.locks += 1;
                    continue;
                }
                let is_hidden = name.expect("text").starts_with(".blackdrop-");
                if is_hidden && path.extension().is_some_and(|it| it == "tmp") {
                    found.temporary += 1;
                    continue;
                }
                let mut relative = path.strip_prefix(&top).expect("below");
                if folder == "backup" {
                    // Below its dated folder.
                    let dated = relative.components().next().expect("a folder");
                    relative = relative.strip_prefix(dated).expect("below");
                }
                assert!(
                    expected.iter().any(|expected| expected == relative),
                    "{} is nobody's",
                    path.display()
                );
                images += usize::from(folder == "shop");
            }
        }
        images
    }

    fn kept(&self, name: &str) -> Option<Vec<u8>> {
        let trees = fs::read_dir(self.base.join("backup")).ok()?;
        trees
            .map(|tree| tree.expect("a tree").path().join(name))
            .find_map(|path| fs::read(path).ok())
    }

    /// Fails where the shop is not as it was before all repairs, dates included.
    pub fn check_untouched(&self) {
        let found = self.check();
        let Found {
            new,
            temporary,
            locks,
        } = found;
        assert_eq!((new, temporary, locks), (0, 0, 0), "all is undone");
        for index in 0..IMAGES {
            assert!(fs::read(self.image(index)).expect("there") == black(index));
            assert_eq!(modified(&self.image(index)), long_ago(), "its date too");
        }
        assert!(!self.base.join("new").exists(), "what the run made is gone");
    }
}

/// Makes a new file of an original's bytes: cheap, but none of them is left as it was.
pub struct Inverter;

impl FileMaker for Inverter {
    fn make(
        &self,
        _black: &[u8],
        original: &[u8],
        _placement: Option<&Placement>,
        _options: &RepairOptions,
    ) -> Result<Vec<u8>, FileNotMade> {
        Ok(inverted(original))
    }
}

fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_577_836_800_123)
}

fn relative(index: usize) -> String {
    format!("shop/{:014}/{index}.jpg", index / 3)
}

fn black(index: usize) -> Vec<u8> {
    noise(index * 2, 1_000 + index * 2_001)
}

fn original(index: usize) -> Vec<u8> {
    noise(index * 2 + 1, 2_000 + (IMAGES - index) * 6_001)
}

fn new(index: usize) -> Vec<u8> {
    inverted(&original(index))
}

fn inverted(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| !byte).collect()
}

/// Bytes by chance, the same for the same seed.
fn noise(seed: usize, length: usize) -> Vec<u8> {
    let mut state = seed as u64 + 0x9E37_79B9_7F4A_7C15;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        })
        .collect()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, bytes).expect("written");
    let file = File::options().write(true).open(path).expect("opened");
    file.set_modified(long_ago()).expect("dated");
}

fn modified(path: &Path) -> SystemTime {
    let found = fs::metadata(path).expect("there");
    found.modified().expect("dated")
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .collect()
}
