//! What the walk looks at, by name and attributes alone. Pure functions; nothing here touches a disk.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::Path;

use super::IncludeRules;
use crate::inspect::ImageFormat;

/// Extensions of pictures that are not inspected but counted, so that nobody believes they were looked at. Photo
/// formats, camera raws, drawings, and the working files of image programs; not video, not documents.
const OTHER_KINDS: &[&str] = &[
    // Photographs of phones and the web.
    "heic", "heif", "hif", "avif", "jxl", "jp2", "j2k", "jpf", "jpx", "jxr", "wdp", "hdp", "apng",
    "mpo", // Camera raws.
    "3fr", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "fff", "iiq", "kdc", "mef", "mos",
    "mrw", "nef", "nrw", "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw", "x3f",
    // Working files and drawings.
    "psd", "psb", "xcf", "kra", "ai", "eps", "svg", "svgz", "afphoto", "cdr",
    // Others that hold one picture.
    "ico", "cur", "icns", "tga", "exr", "hdr", "dds", "pcx", "pbm", "pgm", "ppm", "pnm", "qoi",
    "emf", "wmf", "dib",
];

/// Folders that systems and storage boxes keep for themselves, in lower case. Their thumbnails, deleted files and old
/// copies would be counted twice or be judged though nobody sells by them.
const SYSTEM_FOLDERS: &[&str] = &[
    "$recycle.bin",
    "recycler",
    "system volume information",
    "lost+found",
    // Synology and QNAP: thumbnails, bins, snapshots.
    "@eadir",
    "#recycle",
    "#snapshot",
    "@recycle",
    "@recently-snapshot",
    // What archives made on a Mac unpack to.
    "__macosx",
];

/// What a name promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NamedKind {
    /// A picture that is inspected.
    Image,
    /// A picture that is not.
    Other {
        /// The extension in lower case, without dot.
        extension: String,
    },
    /// No picture.
    NoPicture,
}

/// What a file's name promises, by its extension in any case.
pub(super) fn named_kind(path: &Path) -> NamedKind {
    let Some(extension) = path.extension().and_then(OsStr::to_str) else {
        return NamedKind::NoPicture;
    };
    if ImageFormat::from_extension(extension).is_some() {
        return NamedKind::Image;
    }
    let extension = extension.to_ascii_lowercase();
    if OTHER_KINDS.contains(&extension.as_str()) {
        NamedKind::Other { extension }
    } else {
        NamedKind::NoPicture
    }
}

/// Whether a file's name promises a picture, inspected or not.
#[must_use]
pub fn has_picture_name(path: &Path) -> bool {
    named_kind(path) != NamedKind::NoPicture
}

/// Whether a name alone hides a file or folder: a leading dot, which `._*` has too.
pub(super) fn is_hidden_name(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a file is the resource fork that a Mac leaves beside the real file on a foreign disk: never a picture,
/// whatever its name ends with.
pub(super) fn is_resource_fork(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b"._")
}

/// Whether a folder belongs to the system or a storage box, by its name.
pub(super) fn is_system_folder_name(name: &OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| SYSTEM_FOLDERS.contains(&name.to_ascii_lowercase().as_str()))
}

/// Whether the walk needs a file's or folder's attributes to know if it is hidden: on Linux a name says all.
pub const ATTRIBUTES_HIDE: bool = cfg!(any(windows, target_os = "macos"));

/// Whether its attributes hide a file or folder.
pub(super) fn is_hidden_by_attributes(metadata: &Metadata) -> bool {
    attributes::are_hidden(metadata)
}

/// Whether reading it would download it.
pub(super) fn is_online_only(metadata: &Metadata) -> bool {
    attributes::are_online_only(metadata)
}

/// Whether a file or folder is left out where nobody asked for what is hidden, belongs to the system, or would have to be
/// downloaded first. Of a name alone where attributes are not known.
#[must_use]
pub fn is_left_out_unasked(name: &OsStr, metadata: Option<&Metadata>) -> bool {
    is_skipped_folder_name(name, IncludeRules::default())
        || metadata.is_some_and(|known| is_hidden_by_attributes(known) || is_online_only(known))
}

/// Whether a folder inside the chosen one is left out, as far as its name says.
pub(super) fn is_skipped_folder_name(name: &OsStr, include: IncludeRules) -> bool {
    !include.hidden && (is_hidden_name(name) || is_system_folder_name(name))
}

#[cfg(windows)]
mod attributes {
    use std::fs::Metadata;
    use std::os::windows::fs::MetadataExt as _;

    // Values from winnt.h.
    const HIDDEN: u32 = 0x2;
    const SYSTEM: u32 = 0x4;
    const OFFLINE: u32 = 0x1000;
    const RECALL_ON_OPEN: u32 = 0x4_0000;
    const RECALL_ON_DATA_ACCESS: u32 = 0x40_0000;

    pub(super) fn are_hidden(metadata: &Metadata) -> bool {
        metadata.file_attributes() & (HIDDEN | SYSTEM) != 0
    }

    pub(super) fn are_online_only(metadata: &Metadata) -> bool {
        metadata.file_attributes() & (OFFLINE | RECALL_ON_OPEN | RECALL_ON_DATA_ACCESS) != 0
    }
}

#[cfg(target_os = "macos")]
mod attributes {
    use std::fs::Metadata;
    use std::os::macos::fs::MetadataExt as _;

    // Values from sys/stat.h.
    const UF_HIDDEN: u32 = 0x8000;
    const SF_DATALESS: u32 = 0x4000_0000;

    pub(super) fn are_hidden(metadata: &Metadata) -> bool {
        metadata.st_flags() & UF_HIDDEN != 0
    }

    pub(super) fn are_online_only(metadata: &Metadata) -> bool {
        metadata.st_flags() & SF_DATALESS != 0
    }
}

#[cfg(not(any(windows, target_os = "macos")))]
mod attributes {
    use std::fs::Metadata;

    pub(super) fn are_hidden(_metadata: &Metadata) -> bool {
        false
    }

    pub(super) fn are_online_only(_metadata: &Metadata) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_count_in_any_case() {
        for name in [
            "a.jpg",
            "a.JPEG",
            "a.jpe",
            "a.Jfif",
            "a.PNG",
            "a.webp",
            "a.gif",
            "a.BMP",
            "a.tif",
            "a.tiff",
            "鞋.jpg",
            "a.b.jpg",
            "=1.jpg",
            ".hidden.jpg",
        ] {
            assert_eq!(named_kind(Path::new(name)), NamedKind::Image, "{name}");
        }
        for name in ["a.txt", "jpg", ".jpg", "a.", "a.jpg.part", "a.mp4", "a.pdf"] {
            assert_eq!(named_kind(Path::new(name)), NamedKind::NoPicture, "{name}");
        }
        assert_eq!(
            named_kind(Path::new("IMG_1.HEIC")),
            NamedKind::Other {
                extension: "heic".to_owned()
            }
        );
    }

    #[test]
    fn no_kind_is_both_inspected_and_not() {
        for extension in OTHER_KINDS {
            assert_eq!(ImageFormat::from_extension(extension), None, "{extension}");
            assert_eq!(*extension, extension.to_ascii_lowercase());
        }
    }

    #[test]
    fn hidden_names_and_system_folders() {
        assert!(is_hidden_name(OsStr::new(".git")));
        assert!(is_hidden_name(OsStr::new("._a.jpg")));
        assert!(!is_hidden_name(OsStr::new("a.jpg")));
        assert!(is_resource_fork(OsStr::new("._a.jpg")));
        assert!(!is_resource_fork(OsStr::new(".a.jpg")));
        assert!(is_system_folder_name(OsStr::new("@eaDir")));
        assert!(is_system_folder_name(OsStr::new("$RECYCLE.BIN")));
        assert!(!is_system_folder_name(OsStr::new("12345678")));
        let all = IncludeRules {
            hidden: true,
            ..IncludeRules::default()
        };
        assert!(is_skipped_folder_name(
            OsStr::new(".git"),
            IncludeRules::default()
        ));
        assert!(
            !is_skipped_folder_name(OsStr::new(".git"), all),
            "switched on"
        );
    }
}
