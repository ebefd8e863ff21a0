//! What a repair would do, and what not, and why. A dry run is this and nothing more.
//!
//! Invariant: planning writes nothing and reads only names, sizes and dates, and the beginning of each PNG and WebP, which
//! tells an animation, and of how many pixels the new file will be. What it says is true of the
//! moment; the run looks again at each image.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use cap_std::fs::Metadata;

use super::destination::{Places, is_plain};
use super::disk_space::{disk_needs, estimated_bytes};
use super::file_head::{HEAD_BYTES, SizeBasis, is_animation, size_basis};
use super::file_identity::{Originals, is_same_moment, modified_of, names_of};
use super::rooted_folder::RootedFolder;
use super::{
    DiskNeed, ImageToRepair, RepairDestination, RepairError, RepairObstacle, RepairOptions,
    RepairOrder,
};
use crate::inspect::ImageFormat;
use crate::scan::{ContentHash, ImageLocation, ProductId};
use crate::session::{OriginalFile, RepairGround};

/// What a repair would do.
#[derive(Clone, Debug)]
pub struct RepairPlan {
    /// The scanned folder.
    pub root: PathBuf,
    /// The folder of originals, where one was chosen.
    pub originals: Option<PathBuf>,
    /// Where the new files go.
    pub destination: RepairDestination,
    /// How they are written.
    pub options: RepairOptions,
    /// The images that would be repaired, in the order's order.
    pub items: Vec<PlannedItem>,
    /// How many of them are there because a person said "This is its original".
    pub answered: usize,
    /// The images that would not, and why.
    pub skipped: Vec<SkippedImage>,
    /// The room that is needed and free, disk by disk.
    pub disks: Vec<DiskNeed>,
}

/// One image that would be repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedItem {
    /// Where it is.
    pub location: ImageLocation,
    /// Whose picture it is.
    pub product: Option<ProductId>,
    /// Its size in bytes.
    pub file_bytes: u64,
    /// When it was written last.
    pub modified: Option<SystemTime>,
    /// What the scan or the proof read in it, where they took a fingerprint.
    pub content: Option<ContentHash>,
    /// The original that it is made of again.
    pub original: OriginalFile,
    /// The new file, on this machine.
    pub target: PathBuf,
    /// Whether the new file replaces the black one.
    pub action: RepairAction,
    /// Bytes that the new file may have, estimated generously: from those of the black file, or from its pixels.
    pub estimated_bytes: u64,
}

/// What is done for one image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RepairAction {
    /// A new file is written; the black one stays as it is.
    WriteNew,
    /// The black file is copied into the backup, then replaced.
    Replace,
}

/// One image that would not be repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedImage {
    /// Where it is.
    pub location: ImageLocation,
    /// Whose picture it is.
    pub product: Option<ProductId>,
    /// Why.
    pub obstacle: RepairObstacle,
}

impl RepairPlan {
    /// The first disk that has too little room for certain, where one has; a run is not begun then.
    #[must_use]
    pub fn short_disk(&self) -> Option<&DiskNeed> {
        self.disks.iter().find(|disk| disk.is_short())
    }
}

/// Whether a repair of a scanned folder may write to a destination at all; a plan asks the same, later.
///
/// # Errors
/// Why it may not, or why that can't be found out.
pub fn check_destination(
    root: &Path,
    originals: Option<&Path>,
    destination: &RepairDestination,
) -> Result<(), RepairError> {
    Places::look(root, originals, destination).map(drop)
}

/// Looks at every image of an order, and says what a repair would do. It reads names, sizes and dates from the disk:
/// never on the thread of a window.
///
/// # Errors
/// Why nothing of the order can be done: the scanned folder can't be reached, or the chosen one can't be used.
pub fn plan_repair(mut order: RepairOrder) -> Result<RepairPlan, RepairError> {
    // A run can be gone on with from another working folder.
    for original in order.originals.iter_mut().chain(
        order
            .images
            .iter_mut()
            .map(|image| &mut image.original.path),
    ) {
        if let Ok(absolute) = std::path::absolute(&*original) {
            *original = absolute;
        }
    }
    let places = Places::look(&order.root, order.originals.as_deref(), &order.destination)?;
    let root = RootedFolder::open(&places.root).map_err(|error| RepairError::RootUnreachable {
        fault: error.into(),
        path: order.root.clone(),
    })?;
    let looker = Looker {
        target: match &order.destination {
            RepairDestination::NewFolder(_) => RootedFolder::open(&places.chosen).ok(),
            RepairDestination::InPlace { .. } => None,
        },
        originals: Originals::of(
            order
                .images
                .iter()
                .map(|image| image.original.path.as_path()),
        ),
        destination: &order.destination,
        places: &places,
        root,
    };
    let (mut items, mut skipped, mut answered) = (Vec::new(), Vec::new(), 0);
    for image in order.images {
        match looker.look(&image) {
            Ok(basis) => {
                answered += usize::from(image.ground == RepairGround::Answer);
                items.push(looker.item(image, basis));
            }
            Err(obstacle) => skipped.push(SkippedImage {
                location: image.location,
                product: image.product,
                obstacle,
            }),
        }
    }
    Ok(RepairPlan {
        disks: disk_needs(&places, &order.destination, &items),
        root: places.root.clone(),
        originals: order.originals,
        destination: order.destination,
        options: order.options,
        items,
        answered,
        skipped,
    })
}

/// Looks at images without touching them.
struct Looker<'order> {
    root: RootedFolder,
    /// The new folder, where it is there already.
    target: Option<RootedFolder>,
    originals: Originals,
    destination: &'order RepairDestination,
    places: &'order Places,
}

impl Looker<'_> {
    fn item(&self, image: ImageToRepair, basis: SizeBasis) -> PlannedItem {
        let (holder, action) = match self.destination {
            RepairDestination::NewFolder(_) => (&self.places.chosen, RepairAction::WriteNew),
            RepairDestination::InPlace { .. } => (&self.places.root, RepairAction::Replace),
        };
        PlannedItem {
            target: image.location.under(holder),
            action,
            estimated_bytes: estimated_bytes(basis, image.file_bytes),
            location: image.location,
            product: image.product,
            file_bytes: image.file_bytes,
            modified: image.modified,
            content: image.content,
            original: image.original,
        }
    }

    /// Looks whether an image can be repaired, as far as can be told from outside; tells what the size of the new file
    /// follows from.
    fn look(&self, image: &ImageToRepair) -> Result<SizeBasis, RepairObstacle> {
        let relative = image.location.relative();
        if !is_plain(relative) {
            return Err(RepairObstacle::OutsideRoot);
        }
        let told = |obstacle: Option<RepairObstacle>| obstacle.map_or(Ok(()), Err);
        told(self.image_obstacle(image))?;
        let basis = match image.format {
            ImageFormat::Jpeg => SizeBasis::LossyFile,
            ImageFormat::Png | ImageFormat::WebP => self.look_into(relative)?,
            format @ (ImageFormat::Gif | ImageFormat::Bmp | ImageFormat::Tiff) => {
                return Err(RepairObstacle::FormatNotWritten { format });
            }
        };
        told(original_obstacle(&image.original))?;
        told(self.target_obstacle(relative))?;
        Ok(basis)
    }

    /// What the beginning of an image tells that may be an animation.
    fn look_into(&self, relative: &Path) -> Result<SizeBasis, RepairObstacle> {
        let head = self.root.place(relative)?.read_head(HEAD_BYTES)?;
        if is_animation(&head) {
            return Err(RepairObstacle::Animation);
        }
        Ok(size_basis(&head))
    }

    fn image_obstacle(&self, image: &ImageToRepair) -> Option<RepairObstacle> {
        let found = match look_at(&self.root, image.location.relative()) {
            Ok(found) => found,
            Err(obstacle) => return Some(obstacle),
        };
        if found.len() != image.file_bytes || !is_same_moment(modified_of(&found), image.modified) {
            return Some(RepairObstacle::ImageChanged);
        }
        match self.destination {
            RepairDestination::NewFolder(_) => None,
            RepairDestination::InPlace { .. } => {
                let path = image.location.under(&self.places.root);
                if self.is_among_originals(&path) {
                    return Some(RepairObstacle::TargetIsOriginal);
                }
                replace_obstacle(&self.originals, &path, &found)
            }
        }
    }

    /// Whether a file lies in the folder of originals, where that is a part of the scanned one: nothing in it is written.
    fn is_among_originals(&self, path: &Path) -> bool {
        let originals = self.places.originals.as_deref();
        originals.is_some_and(|originals| {
            let is_a_part =
                originals != self.places.root && originals.starts_with(&self.places.root);
            // Asked of the system only where it matters.
            is_a_part && std::fs::canonicalize(path).is_ok_and(|path| path.starts_with(originals))
        })
    }

    fn target_obstacle(&self, relative: &Path) -> Option<RepairObstacle> {
        let folder = self.target.as_ref()?;
        match folder.place(relative).and_then(|place| place.look()) {
            Ok(Some(_)) => Some(RepairObstacle::TargetExists),
            Ok(None) => None,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => Some(error.into()),
        }
    }
}

/// What stands at an image's place; what is no plain file is an obstacle.
pub(super) fn look_at(root: &RootedFolder, relative: &Path) -> Result<Metadata, RepairObstacle> {
    let found = root.place(relative).and_then(|place| place.look());
    match found {
        Ok(Some(found)) if found.is_symlink() => Err(RepairObstacle::ImageIsLink),
        Ok(Some(found)) if !found.is_file() => Err(RepairObstacle::NotAFile),
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(RepairObstacle::ImageGone),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(RepairObstacle::ImageGone)
        }
        Err(error) => Err(match RepairObstacle::from(error) {
            RepairObstacle::Disk(super::DiskFault::LeadsOut) => RepairObstacle::OutsideRoot,
            other => other,
        }),
    }
}

/// Why a file that is there must not be replaced.
pub(super) fn replace_obstacle(
    originals: &Originals,
    path: &Path,
    found: &Metadata,
) -> Option<RepairObstacle> {
    if originals.hold(path, found) {
        Some(RepairObstacle::TargetIsOriginal)
    } else if found.permissions().readonly() {
        Some(RepairObstacle::WriteProtected)
    } else if names_of(found) > 1 {
        Some(RepairObstacle::HardLinked)
    } else {
        None
    }
}

fn original_obstacle(original: &OriginalFile) -> Option<RepairObstacle> {
    if let Some(original_px) = original.smaller_px {
        return Some(RepairObstacle::OriginalSmaller { original_px });
    }
    match std::fs::metadata(&original.path) {
        Ok(found)
            if found.is_file()
                && found.len() == original.file_bytes
                && is_same_moment(found.modified().ok(), original.modified) =>
        {
            None
        }
        Ok(_) => Some(RepairObstacle::OriginalChanged),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Some(RepairObstacle::OriginalGone)
        }
        Err(error) => Some(RepairObstacle::OriginalUnreadable {
            detail: error.to_string(),
        }),
    }
}
