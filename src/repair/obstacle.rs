//! Why one image is not repaired: seen while planning, or met by the run. The window words it in the user's language.

use std::path::{Path, PathBuf};

use super::DiskFault;
use crate::inspect::ImageFormat;

/// Why an image is not repaired. It is as it was before, and so is everything else. The display text is a stable
/// lower-case English fragment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RepairObstacle {
    /// The image is no longer where the scan saw it.
    #[error("the image is gone")]
    ImageGone,
    /// The image has another size, date or content than the scan saw.
    #[error("the image was changed since the scan; scan the folder again")]
    ImageChanged,
    /// The image's name is a link to a file somewhere else.
    #[error("the image is a link; repair the file that it leads to")]
    ImageIsLink,
    /// A folder, a pipe or a device has the image's name.
    #[error("this is not a file")]
    NotAFile,
    /// The image's file has more names (hard links); the others would keep the black picture.
    #[error("the file has other names (hard links), which would keep the black picture")]
    HardLinked,
    /// The image is write-protected. That is somebody's wish, and not overridden.
    #[error("the image is write-protected; allow writing and try again")]
    WriteProtected,
    /// The image's path leads out of the scanned folder.
    #[error("the image lies outside the scanned folder")]
    OutsideRoot,
    /// A format that is read but not written.
    #[error("a {} can't be replaced, only JPEG, PNG and WebP can", format.label())]
    FormatNotWritten {
        /// The image's format.
        format: ImageFormat,
    },
    /// The image shows several pictures, one after the other.
    #[error("an animation can't be replaced by a still picture")]
    Animation,
    /// The original is no longer where it was compared.
    #[error("the original is gone; look for originals again")]
    OriginalGone,
    /// The original has another size, date or content than when it was compared.
    #[error("the original was changed since it was compared; look for originals again")]
    OriginalChanged,
    /// The original is there but can't be read.
    #[error("the original can't be read: {detail}")]
    OriginalUnreadable {
        /// The system's words.
        detail: String,
    },
    /// The original has clearly fewer pixels than the image: what is made of it would be blurred.
    #[error(
        "the original is smaller than the image, {} x {} px; find the larger one",
        original_px.0, original_px.1
    )]
    OriginalSmaller {
        /// Its width and height.
        original_px: (u32, u32),
    },
    /// The destination holds a file of this name, which this run has not written.
    #[error("the destination has a file of this name, which is left as it is")]
    TargetExists,
    /// What would be replaced is an original.
    #[error("this file is an original, and an original is never replaced")]
    TargetIsOriginal,
    /// The repaired picture could not be made.
    #[error("{detail}")]
    NotMade {
        /// Why, as a stable English fragment.
        detail: String,
    },
    /// What was read back from the disk is not what was written.
    #[error("the disk gave back other bytes than were written; check the disk")]
    ReadBackDiffers,
    /// The backup holds another file of this name.
    #[error("the backup has another file of this name")]
    BackupTaken,
    /// The journal could not be written, and nothing is done without it.
    #[error("the journal can't be written: {0}")]
    Journal(DiskFault),
    /// The disk did not do what it was asked.
    #[error("{0}")]
    Disk(DiskFault),
    /// Another worker is at this image, or was given up in the middle of it.
    #[error("another worker has this image; resume when the run has ended")]
    AtWork,
}

/// What stood in the way of one image's repair, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{obstacle}: {path:?}")]
pub struct RepairProblem {
    /// What stood in the way.
    pub obstacle: RepairObstacle,
    /// The file that it is about: the image, its original, its backup or the new file.
    pub path: PathBuf,
}

impl RepairObstacle {
    /// The stable name in journals and exports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ImageGone => "image_gone",
            Self::ImageChanged => "image_changed",
            Self::ImageIsLink => "image_is_link",
            Self::NotAFile => "not_a_file",
            Self::HardLinked => "hard_linked",
            Self::WriteProtected => "write_protected",
            Self::OutsideRoot => "outside_root",
            Self::FormatNotWritten { .. } => "format_not_written",
            Self::Animation => "animation",
            Self::OriginalGone => "original_gone",
            Self::OriginalChanged => "original_changed",
            Self::OriginalUnreadable { .. } => "original_unreadable",
            Self::OriginalSmaller { .. } => "original_smaller",
            Self::TargetExists => "target_exists",
            Self::TargetIsOriginal => "target_is_original",
            Self::NotMade { .. } => "not_made",
            Self::ReadBackDiffers => "read_back_differs",
            Self::BackupTaken => "backup_taken",
            Self::Journal(_) => "journal_not_written",
            Self::Disk(fault) => fault.code(),
            Self::AtWork => "at_work",
        }
    }

    /// Whether what a journal calls so means for certain that the new file did not get its name.
    pub(super) fn leaves_the_name(code: &str) -> bool {
        [Self::TargetExists, Self::ImageChanged]
            .iter()
            .any(|obstacle| obstacle.code() == code)
    }

    /// The same, said of a file.
    #[must_use]
    pub fn at(self, path: &Path) -> RepairProblem {
        RepairProblem {
            obstacle: self,
            path: path.to_path_buf(),
        }
    }
}

impl From<std::io::Error> for RepairObstacle {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_a_sentence_with_the_file_last_and_quoted() {
        let problem = RepairObstacle::Disk(DiskFault::DiskFull).at(Path::new("a/b.jpg"));
        assert_eq!(
            problem.to_string(),
            r#"the disk is full; make room and try again: "a/b.jpg""#
        );
        let gif = RepairObstacle::FormatNotWritten {
            format: ImageFormat::Gif,
        };
        assert_eq!(
            gif.to_string(),
            "a GIF can't be replaced, only JPEG, PNG and WebP can"
        );
    }
}
