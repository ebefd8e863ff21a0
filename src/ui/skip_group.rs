//! What was not looked at, in groups that people tell apart.

use super::Text;
use crate::scan::SkipCause;
use crate::session::SkipTotals;

/// A group of things that were not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipGroup {
    /// Hidden image files.
    HiddenFiles,
    /// Hidden or system folders.
    HiddenFolders,
    /// Images that are on a cloud drive only.
    OnlineOnly,
    /// Images of a kind that is not inspected.
    OtherKind {
        /// The extension in lower case, without dot.
        extension: String,
    },
    /// Links to folders.
    LinkedFolders,
    /// Named like an image, but no file.
    NotFiles,
    /// Folders that could not be read.
    UnreadableFolders,
    /// Folders that gave no answer.
    SilentFolders,
    /// Pictures under names that promise none.
    PicturesByContent,
    /// Files under such names whose content is not known.
    UnknownContents,
}

impl SkipGroup {
    /// The group of one cause.
    #[must_use]
    pub fn of(cause: &SkipCause) -> Self {
        match cause {
            SkipCause::HiddenFile => Self::HiddenFiles,
            SkipCause::HiddenFolder => Self::HiddenFolders,
            SkipCause::OnlineOnly => Self::OnlineOnly,
            SkipCause::OtherKind { extension } => Self::OtherKind {
                extension: extension.clone(),
            },
            SkipCause::LinkedFolder { .. } => Self::LinkedFolders,
            SkipCause::NotAFile | SkipCause::ImageNamedFolder => Self::NotFiles,
            SkipCause::UnreadableFolder { .. } => Self::UnreadableFolders,
            SkipCause::FolderNoAnswer { .. } => Self::SilentFolders,
            SkipCause::PictureByContent { .. } => Self::PicturesByContent,
            SkipCause::UnknownContent { .. } => Self::UnknownContents,
        }
    }

    /// Whether a cause belongs to the group; copies nothing, because it runs over many.
    #[must_use]
    pub fn holds(&self, cause: &SkipCause) -> bool {
        match (self, cause) {
            (Self::HiddenFiles, SkipCause::HiddenFile)
            | (Self::HiddenFolders, SkipCause::HiddenFolder)
            | (Self::OnlineOnly, SkipCause::OnlineOnly)
            | (Self::LinkedFolders, SkipCause::LinkedFolder { .. })
            | (Self::NotFiles, SkipCause::NotAFile | SkipCause::ImageNamedFolder)
            | (Self::UnreadableFolders, SkipCause::UnreadableFolder { .. })
            | (Self::SilentFolders, SkipCause::FolderNoAnswer { .. })
            | (Self::PicturesByContent, SkipCause::PictureByContent { .. })
            | (Self::UnknownContents, SkipCause::UnknownContent { .. }) => true,
            (Self::OtherKind { extension }, SkipCause::OtherKind { extension: other }) => {
                extension == other
            }
            _ => false,
        }
    }

    /// The groups that are not empty, with their counts, in the order in which they are named.
    #[must_use]
    pub fn present_in(totals: &SkipTotals) -> Vec<(Self, u64)> {
        let kinds = totals.other_kinds.iter().map(|(extension, count)| {
            let extension = extension.clone();
            (Self::OtherKind { extension }, *count)
        });
        [
            (Self::HiddenFiles, totals.hidden_files),
            (Self::OnlineOnly, totals.online_only),
        ]
        .into_iter()
        .chain(kinds)
        .chain([
            (Self::NotFiles, totals.not_files),
            (Self::HiddenFolders, totals.hidden_folders),
            (Self::LinkedFolders, totals.linked_folders),
            (Self::UnreadableFolders, totals.unreadable_folders),
            (Self::SilentFolders, totals.silent_folders),
            (Self::PicturesByContent, totals.pictures_by_content),
            (Self::UnknownContents, totals.unknown_contents),
        ])
        .filter(|(_, count)| *count > 0)
        .collect()
    }

    /// Its name, as on a chip.
    #[must_use]
    pub fn name(&self, text: &Text) -> String {
        match self {
            Self::HiddenFiles => text.get("skipped-hidden-files"),
            Self::HiddenFolders => text.get("skipped-hidden-folders"),
            Self::OnlineOnly => text.get("skipped-online-only"),
            Self::OtherKind { extension } => extension.to_uppercase(),
            Self::LinkedFolders => text.get("skipped-linked-folders"),
            Self::NotFiles => text.get("skipped-not-files"),
            Self::UnreadableFolders => text.get("skipped-unreadable-folders"),
            Self::SilentFolders => text.get("skipped-silent-folders"),
            Self::PicturesByContent => text.get("skipped-pictures-by-content"),
            Self::UnknownContents => text.get("skipped-unknown-contents"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_belongs_to_its_own_group_only() {
        let causes = [
            SkipCause::HiddenFile,
            SkipCause::HiddenFolder,
            SkipCause::OnlineOnly,
            SkipCause::OtherKind {
                extension: "heic".to_owned(),
            },
            SkipCause::OtherKind {
                extension: "avif".to_owned(),
            },
            SkipCause::LinkedFolder { is_walked: false },
            SkipCause::NotAFile,
            SkipCause::UnreadableFolder {
                detail: "permission denied".to_owned(),
            },
            SkipCause::FolderNoAnswer {
                silent_for: std::time::Duration::from_mins(1),
            },
            SkipCause::PictureByContent { kind: "HEIC" },
            SkipCause::UnknownContent {
                detail: "permission denied".to_owned(),
            },
        ];
        for (at, cause) in causes.iter().enumerate() {
            let group = SkipGroup::of(cause);
            for (other_at, other) in causes.iter().enumerate() {
                assert_eq!(
                    group.holds(other),
                    at == other_at,
                    "{group:?} and {other:?}"
                );
            }
        }
    }
}
