//! The lines of a journal.
//!
//! A journal is a text file of JSON lines: the header, then one line for each image of the plan, then what was done, in
//! the order in which it was done. Steps of several workers are mixed.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::journal_text::{HashText, JournalPath, Moment};
use super::plan::{PlannedItem, RepairAction};
use super::{RepairDestination, RepairOptions};
use crate::scan::{ContentHash, ImageLocation, ProductId};
use crate::session::{OriginalFile, Placement};

/// By what a journal is known.
pub(super) const KIND: &str = "blackdrop repair";

/// The format that this program writes. A program that finds a larger number leaves the journal alone.
pub(super) const VERSION: u32 = 1;

/// What is read of a header before anything else of it is believed.
#[derive(Deserialize)]
pub(super) struct Opening {
    pub(super) journal: String,
    pub(super) version: u32,
}

/// The first line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) journal: String,
    pub(super) version: u32,
    /// The run's name, which its temporary files bear too.
    pub(super) run: String,
    /// The program's version.
    pub(super) program: String,
    pub(super) started_at: Moment,
    /// The scanned folder, as the system resolves it.
    pub(super) root: JournalPath,
    pub(super) originals: Option<JournalPath>,
    pub(super) destination: DestinationLine,
    pub(super) options: RepairOptions,
    /// How many lines of the plan follow.
    pub(super) items: usize,
}

/// Where the new files go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DestinationLine {
    NewFolder {
        folder: JournalPath,
        /// Who makes this folder: the run's own may go when everything is undone.
        made_by: MadeBy,
    },
    InPlace {
        backup: JournalPath,
        /// The name of the dated tree in it.
        tree: String,
    },
}

/// Who made a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum MadeBy {
    Run,
    Others,
}

/// One image of the plan. Its new file follows from the destination, and its product from its path where it is not told.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PlanLine {
    /// Its place in the plan, from 0. The first key of the line, by which those who skip the plan know it.
    pub(super) item: usize,
    image: JournalPath,
    file_bytes: u64,
    modified: Option<Moment>,
    content: Option<HashText>,
    original: OriginalLine,
    estimated_bytes: u64,
    /// The product's id, where a person chose what a product is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    product: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct OriginalLine {
    path: JournalPath,
    file_bytes: u64,
    modified: Option<Moment>,
    content: HashText,
    /// How it lies in the image; left out where it fills all of it, and by those who knew nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    placement: Option<Placement>,
}

/// What a file looked like when the run was done with it, so that it need not be read to see whether it is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SeenFile {
    bytes: u64,
    modified: Moment,
}

impl SeenFile {
    /// `None` where the system does not tell.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let found = std::fs::metadata(path).ok()?;
        Some(Self {
            bytes: found.len(),
            modified: Moment::of(found.modified().ok()?)?,
        })
    }
}

/// What was done, or is about to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub(super) enum Step {
    /// A folder of the destination is about to be made.
    Folder { folder: JournalPath },
    /// The new file is written under a temporary name and on the disk, and so is the backup; it is about to get its name.
    Ready {
        item: usize,
        at: Moment,
        /// What the black file holds.
        black: HashText,
        /// When it was written last.
        black_modified: Option<Moment>,
        /// What the new file holds.
        new: HashText,
    },
    /// The new file has its name.
    Done {
        item: usize,
        at: Moment,
        /// The new file, as it is there; journals of old do not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<SeenFile>,
    },
    /// The image was not repaired, and is as it was.
    Failed {
        item: usize,
        at: Moment,
        why: String,
        text: String,
        /// Whether this try had not come as far as a `ready` line, so that nothing can be told by it of what an earlier
        /// one wrote; journals of old do not tell.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        before_ready: bool,
    },
    /// The run came to its end.
    Finished { at: Moment },
    /// The black file is about to come back, or the new file about to be removed.
    Undoing { item: usize, at: Moment },
    /// It is as it was before the run.
    Undone { item: usize, at: Moment },
    /// It could not be undone, and is as it was.
    NotUndone {
        item: usize,
        at: Moment,
        why: String,
        text: String,
    },
}

impl DestinationLine {
    /// The destination as it was chosen, resolved.
    pub(super) fn chosen(&self) -> RepairDestination {
        match self {
            Self::NewFolder { folder, .. } => RepairDestination::NewFolder(folder.0.clone()),
            Self::InPlace { backup, .. } => RepairDestination::InPlace {
                backup: backup.0.clone(),
            },
        }
    }

    /// The folder in which the black files of a run in place are kept.
    pub(super) fn backup_tree(&self) -> Option<PathBuf> {
        match self {
            Self::NewFolder { .. } => None,
            Self::InPlace { backup, tree } => Some(backup.0.join(tree)),
        }
    }

    /// The folder for new files, where the run made it.
    pub(super) fn made_folder(&self) -> Option<&Path> {
        match self {
            Self::NewFolder {
                folder,
                made_by: MadeBy::Run,
            } => Some(&folder.0),
            Self::NewFolder { .. } | Self::InPlace { .. } => None,
        }
    }

    /// The folder below which the new files lie.
    pub(super) fn holder<'line>(&'line self, root: &'line Path) -> &'line Path {
        match self {
            Self::NewFolder { folder, .. } => &folder.0,
            Self::InPlace { .. } => root,
        }
    }
}

impl PlanLine {
    pub(super) fn of(index: usize, planned: &PlannedItem) -> Self {
        let original = &planned.original;
        Self {
            item: index,
            image: JournalPath::of(planned.location.relative()),
            file_bytes: planned.file_bytes,
            modified: planned.modified.and_then(Moment::of),
            content: planned.content.map(HashText),
            original: OriginalLine {
                path: JournalPath::of(&original.path),
                file_bytes: original.file_bytes,
                modified: original.modified.and_then(Moment::of),
                content: HashText(original.content),
                placement: original.placement,
            },
            estimated_bytes: planned.estimated_bytes,
            product: planned
                .product
                .as_ref()
                .filter(|product| ProductId::of(&planned.location).as_ref() != Some(product))
                .map(|product| product.as_str().to_owned()),
        }
    }

    /// The image of the plan again.
    pub(super) fn planned(self, header: &Header) -> PlannedItem {
        let location = ImageLocation::new(self.image.0);
        PlannedItem {
            product: match self.product {
                Some(id) => Some(ProductId::named(&id)),
                None => ProductId::of(&location),
            },
            target: location.under(header.destination.holder(&header.root.0)),
            action: match header.destination {
                DestinationLine::NewFolder { .. } => RepairAction::WriteNew,
                DestinationLine::InPlace { .. } => RepairAction::Replace,
            },
            location,
            file_bytes: self.file_bytes,
            modified: self.modified.map(Moment::time),
            content: self.content.map(|content| content.0),
            original: OriginalFile {
                path: self.original.path.0,
                file_bytes: self.original.file_bytes,
                modified: self.original.modified.map(Moment::time),
                content: self.original.content.0,
                placement: self.original.placement,
                // What is smaller is not in a plan.
                smaller_px: None,
            },
            estimated_bytes: self.estimated_bytes,
        }
    }
}

/// What an item's `ready` line said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// What the black file holds.
    pub(super) black: ContentHash,
    /// When the black file was written last.
    pub(super) black_modified: Option<SystemTime>,
    /// What the new file holds.
    pub(super) new: ContentHash,
}
