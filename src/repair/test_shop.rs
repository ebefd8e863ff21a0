//! A small shop for tests: black images, their originals in another folder, and folders to write into.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{
    FileMaker, FileNotMade, ImageToRepair, RepairDestination, RepairOptions, RepairOrder,
    RepairOutcome, RepairPlan, RepairRun, plan_repair,
};
use crate::files::REPAIR_LOCK;
use crate::inspect::ImageFormat;
use crate::scan::{ContentHash, ImageLocation, ProductId};
use crate::session::{OriginalFile, Placement, RepairGround};

/// When everything in the shop was written last.
pub(super) fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_577_836_800_123)
}

/// Everything in a shop is in its own temporary folder.
pub(super) struct Shop {
    base: tempfile::TempDir,
    images: Vec<&'static str>,
}

/// Names, sizes and dates aside, all that a folder holds.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

impl Shop {
    /// A shop with these images.
    pub(super) fn with(images: &[&'static str]) -> Self {
        let shop = Self {
            base: tempfile::tempdir().unwrap(),
            images: images.to_vec(),
        };
        for image in images {
            write(&shop.image(image), &black_bytes(image));
            write(&shop.original(image), &original_bytes(image));
        }
        shop
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        // As the system resolves it, to be compared with what plans and journals say.
        self.base.path().canonicalize().unwrap().join(name)
    }

    pub(super) fn root(&self) -> PathBuf {
        self.path("shop")
    }

    pub(super) fn image(&self, image: &str) -> PathBuf {
        self.root().join(image)
    }

    pub(super) fn original(&self, image: &str) -> PathBuf {
        self.path("originals").join(image).with_extension("png")
    }

    pub(super) fn journals(&self) -> PathBuf {
        self.path("journals")
    }

    pub(super) fn new_folder(&self) -> RepairDestination {
        RepairDestination::NewFolder(self.path("new"))
    }

    pub(super) fn in_place(&self) -> RepairDestination {
        RepairDestination::InPlace {
            backup: self.path("backup"),
        }
    }

    /// An order for all images, as a scan that looks at them now would give it.
    pub(super) fn order(&self, destination: RepairDestination) -> RepairOrder {
        let images = self.images.iter().map(|image| {
            let location = ImageLocation::new(*image);
            let (found, original) = (self.image(image), self.original(image));
            let bytes = fs::read(&found).unwrap_or_default();
            ImageToRepair {
                product: ProductId::of(&location),
                location,
                format: ImageFormat::Jpeg,
                file_bytes: bytes.len() as u64,
                modified: Some(long_ago()),
                content: Some(ContentHash::of(&bytes)),
                original: OriginalFile {
                    file_bytes: original_bytes(image).len() as u64,
                    modified: Some(long_ago()),
                    content: ContentHash::of(&original_bytes(image)),
                    placement: None,
                    smaller_px: None,
                    path: original,
                },
                ground: RepairGround::Proof,
            }
        });
        RepairOrder {
            root: self.root(),
            originals: Some(self.path("originals")),
            destination,
            options: RepairOptions::default(),
            images: images.collect(),
        }
    }

    pub(super) fn plan(&self, destination: RepairDestination) -> RepairPlan {
        plan_repair(self.order(destination)).unwrap()
    }

    pub(super) fn begin(&self, destination: RepairDestination) -> RepairRun {
        RepairRun::begin(self.plan(destination), &self.journals()).unwrap()
    }

    /// Repairs everything, and returns the journal.
    pub(super) fn repaired(&self, destination: RepairDestination) -> PathBuf {
        let run = self.begin(destination);
        repair_all(&run);
        run.finish().unwrap();
        run.journal().to_path_buf()
    }

    /// Everything in a folder, by its path in it, temporary files too.
    pub(super) fn files(&self, folder: &str) -> Files {
        files_in(&self.path(folder))
    }
}

/// All files of a folder, by their paths in it; locks are not counted.
pub(super) fn files_in(folder: &Path) -> Files {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_type().is_dir() && entry.file_name() != REPAIR_LOCK)
        .map(|entry| {
            let relative = entry.path().strip_prefix(folder).unwrap().to_path_buf();
            (relative, fs::read(entry.path()).unwrap_or_default())
        })
        .collect()
}

/// Writes a file of long ago, and its folders.
pub(super) fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
    set_modified(path, long_ago());
}

pub(super) fn set_modified(path: &Path, time: SystemTime) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(time).unwrap();
}

pub(super) fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

pub(super) fn black_bytes(image: &str) -> Vec<u8> {
    format!("black {image}").into_bytes()
}

pub(super) fn original_bytes(image: &str) -> Vec<u8> {
    format!("original of {image}").into_bytes()
}

pub(super) fn new_bytes(image: &str) -> Vec<u8> {
    Maker::new_file(&original_bytes(image))
}

/// The beginning of a WebP of 30 x 20 pixels that moves.
pub(super) fn animated_webp() -> Vec<u8> {
    b"RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x1D\0\0\x13\0\0".to_vec()
}

/// Repairs whatever is open, and expects that it succeeds.
pub(super) fn repair_all(run: &RepairRun) {
    for index in run.open_items() {
        let outcome = run.repair(index, &Maker);
        assert!(
            matches!(outcome, RepairOutcome::Repaired(_)),
            "{index}: {outcome:?}"
        );
    }
}

/// Makes new files that can be told from all others.
pub(super) struct Maker;

impl Maker {
    fn new_file(original: &[u8]) -> Vec<u8> {
        [b"repaired from ", original].concat()
    }
}

impl FileMaker for Maker {
    fn make(
        &self,
        black: &[u8],
        original: &[u8],
        _placement: Option<&Placement>,
        _options: &RepairOptions,
    ) -> Result<Vec<u8>, FileNotMade> {
        assert!(black.starts_with(b"black "), "it is given the black file");
        Ok(Self::new_file(original))
    }
}
