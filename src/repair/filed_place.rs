//! What the place of a file says of the picture in it: its name, its folders, its product. Pure functions of a path.

use std::path::{Path, PathBuf};

use super::copy_marks::is_checksum;
use super::name_match::{WrittenName, code_of, folder_words, leading_code};

/// Where a file lies below its root.
#[derive(Debug)]
pub(super) struct FiledPlace {
    relative: PathBuf,
    stem: String,
    /// Names of its folders, for comparing, outermost first.
    folders: Vec<String>,
    /// The same in one text.
    folder: String,
    /// The two nearest folders that may be named by the product, as they are written; the nearest first.
    naming: Vec<String>,
    /// The product's id: that of the nearest folder that is named by one, else the one that its name begins with.
    code: Option<String>,
}

/// What is taken as a file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NameScope {
    /// Its name.
    File,
    /// That with the name of the nearest folder before: `SKU/main` is `SKU main`.
    NearestFolder,
    /// That with the name of the folder above, and without that of the nearest.
    FolderAbove,
}

impl NameScope {
    /// In which names of originals one of images is looked up. Two folders above of one name are no more than a category.
    pub(super) fn looked_up_in(self) -> &'static [Self] {
        match self {
            Self::File | Self::NearestFolder => {
                &[Self::File, Self::NearestFolder, Self::FolderAbove]
            }
            Self::FolderAbove => &[Self::File, Self::NearestFolder],
        }
    }
}

impl FiledPlace {
    pub(super) fn of(relative: &Path) -> Self {
        let names: Vec<_> = relative
            .parent()
            .into_iter()
            .flat_map(Path::components)
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let stem = relative
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let folder_code = names.iter().rev().find_map(|name| code_of(name));
        let folders: Vec<String> = names.iter().filter_map(|name| folder_words(name)).collect();
        // Folders of one letter only spread files (`m/u/mug12`), and caches are named by checksums.
        let is_naming = |name: &&str| {
            name.chars().nth(1).is_some() && folder_words(name).is_some() && !is_checksum(name)
        };
        let naming = names
            .iter()
            .rev()
            .map(AsRef::as_ref)
            .filter(is_naming)
            .take(2);
        Self {
            relative: relative.to_owned(),
            folder: folders.join("/"),
            naming: naming.map(str::to_owned).collect(),
            code: folder_code.or_else(|| leading_code(&stem)),
            folders,
            stem,
        }
    }

    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    pub(super) fn folder(&self) -> &str {
        &self.folder
    }

    pub(super) fn parent(&self) -> Option<&Path> {
        self.relative.parent()
    }

    pub(super) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Its names, of each scope that it has.
    pub(super) fn names(&self) -> impl Iterator<Item = (NameScope, WrittenName)> + '_ {
        [
            NameScope::File,
            NameScope::NearestFolder,
            NameScope::FolderAbove,
        ]
        .into_iter()
        .filter_map(|scope| Some((scope, self.name(scope)?)))
    }

    /// Its name of this scope; `None` where no folder says anything.
    pub(super) fn name(&self, scope: NameScope) -> Option<WrittenName> {
        let before = match scope {
            NameScope::File => return Some(WrittenName::new(&self.stem, None)),
            NameScope::NearestFolder => self.naming.first()?,
            NameScope::FolderAbove => self.naming.get(1)?,
        };
        Some(WrittenName::in_folder(before, &self.stem))
    }

    /// Whether both bear an id, and not the same.
    pub(super) fn is_of_another_product(&self, other: &Self) -> bool {
        matches!((&self.code, &other.code), (Some(one), Some(other)) if one != other)
    }

    /// How many of its folders have a name that one of the other's has.
    pub(super) fn folders_in_common(&self, other: &Self) -> usize {
        let is_common = |folder: &&String| other.folders.contains(folder);
        self.folders.iter().filter(is_common).count()
    }
}
