//! Which files may be the original of an image: how near they are to it by name and place, and which few are tried.

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::filed_place::{FiledPlace, NameScope};
use super::name_match::{Likeness, WrittenName};

/// Endings of formats with transparency in which originals are kept. Not GIF: it has no soft edges, and nobody makes JPEGs
/// of product pictures from it.
const ENDINGS: &[&str] = &["png", "webp", "tif", "tiff"];

/// Most candidates per image by their names. Every one is read and decoded, but where the first already fits to the last
/// level.
pub(super) const MOST_NAMED: usize = 12;

/// Most guesses per image.
const MOST_GUESSED: usize = 6;

/// What may be the original of an image, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// By its name and place it is the original: where it shows another picture, that is worth telling.
    pub named: Vec<PathBuf>,
    /// Nothing speaks against it: worth a look where the image looks black, and nothing that is told where it is another.
    pub guessed: Vec<PathBuf>,
}

impl Candidates {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.guessed.is_empty()
    }
}

/// How near a file lies, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    SameFolder,
    /// The same folders below another root, or beside it.
    MirroredFolder,
    SameProduct,
    /// A folder of the one is named as the other begins, or as one of its folders.
    NamedFolder,
    Elsewhere,
}

/// A file that is proposed; the order is the one in which they are tried.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Proposal {
    is_guess: bool,
    is_far: bool,
    likeness: Likeness,
    nearness: Nearness,
    folders_in_common: Reverse<usize>,
    ending: usize,
    path: PathBuf,
}

/// Which names of an image and of an original are compared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pair {
    Scopes(NameScope, NameScope),
    /// Without the id of their product.
    WithinProduct,
}

impl Proposal {
    /// What a file is to an image, where their names are alike; `is_beside` where it lies in the image's own folder.
    pub(super) fn of(
        place: &FiledPlace,
        its_place: &FiledPlace,
        is_beside: bool,
        path: PathBuf,
        pair: Pair,
    ) -> Option<Self> {
        let (name, its_name) = match pair {
            Pair::Scopes(scope, its_scope) => (place.name(scope)?, its_place.name(its_scope)?),
            Pair::WithinProduct => {
                let code = place.code().filter(|code| its_place.code() == Some(code))?;
                let named = |stem| WrittenName::new(stem, Some(code));
                (named(place.stem()), named(its_place.stem()))
            }
        };
        let likeness = name.likeness(&its_name)?;
        let nearness = if is_beside {
            Nearness::SameFolder
        } else {
            Nearness::of(place, its_place, pair)
        };
        let is_far = nearness == Nearness::Elsewhere;
        let is_of_another = place.is_of_another_product(its_place);
        if is_of_another && (likeness > Likeness::SamePicture || !name.says_something()) {
            return None;
        }
        let is_vague = is_far && !name.says_something();
        Some(Self {
            is_guess: is_of_another || is_vague || likeness >= Likeness::SameBeginning,
            is_far,
            likeness,
            nearness,
            folders_in_common: Reverse(place.folders_in_common(its_place)),
            ending: ending_rank(&path),
            path,
        })
    }
}

impl Nearness {
    fn of(place: &FiledPlace, its_place: &FiledPlace, pair: Pair) -> Self {
        if place.folder() == its_place.folder() {
            Self::MirroredFolder
        } else if place.code().is_some() && place.code() == its_place.code() {
            Self::SameProduct
        } else if matches!(pair, Pair::Scopes(NameScope::File, NameScope::File)) {
            Self::Elsewhere
        } else {
            Self::NamedFolder
        }
    }
}

/// The best of each kind, each file once.
pub(super) fn few(proposals: Vec<Proposal>) -> Candidates {
    let mut few = Candidates::default();
    for proposal in proposals {
        let is_known = few
            .named
            .iter()
            .chain(&few.guessed)
            .any(|it| *it == proposal.path);
        let (kind, most) = if proposal.is_guess {
            (&mut few.guessed, MOST_GUESSED)
        } else {
            (&mut few.named, MOST_NAMED)
        };
        if !is_known && kind.len() < most {
            kind.push(proposal.path);
        }
    }
    few
}

/// Whether a file is named like one that can hold transparency.
pub(super) fn has_original_ending(path: &Path) -> bool {
    ending_rank(path) < ENDINGS.len()
}

/// Where a file's ending stands in [`ENDINGS`]; behind all where it is none of them.
fn ending_rank(path: &Path) -> usize {
    let ending = path
        .extension()
        .and_then(OsStr::to_str)
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    ENDINGS
        .iter()
        .position(|known| *known == ending)
        .unwrap_or(ENDINGS.len())
}
