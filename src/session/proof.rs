//! What an image's original says about it, and what became of the image. Plain data: comparing, writing and undoing are
//! work of the room `repair`.
//!
//! The original is the picture with its transparency. Laid on black it must look like the image, where the mishap is
//! proven; then nobody needs to judge by eye.

use std::path::PathBuf;
use std::time::SystemTime;

use super::Placement;
use crate::scan::ContentHash;

/// Grows whenever the comparison may say something else than before, or the types below change: what was stored before
/// is compared again then.
pub const PROOF_VERSION: u32 = 4;

/// What the search for an image's original, and the comparison with it, came to.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Proof {
    /// The outcome.
    pub finding: ProofFinding,
    /// What the image held when it was compared: the proof is about this content and no other. `None` where nothing was
    /// compared.
    pub image: Option<ContentHash>,
    /// The original that decided; `None` where none was found or could be read.
    pub original: Option<OriginalFile>,
    /// The numbers behind it, where there was a comparison.
    pub evidence: Option<ProofEvidence>,
}

/// The outcome of a proof.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ProofFinding {
    /// The image is its original without the transparency: the mishap, beyond doubt.
    Proven(Mechanism),
    /// The image shows its original on the background that it should have: nothing was lost.
    NotTheMishap,
    /// Something of the right name was found, but it shows another picture.
    DoesNotMatch,
    /// It looks the same, but there is nothing to tell pictures apart by: black on black.
    TooLittleToTell,
    /// Nothing with transparency is named as this image's original would be.
    NoOriginal,
    /// An original was found, but neither it nor another could be compared.
    Unreadable {
        /// Why, as a stable English fragment.
        detail: String,
    },
}

/// How the transparency was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Mechanism {
    /// Alpha was laid on black: soft edges darken.
    LaidOnBlack,
    /// Alpha was thrown away: the colour that is stored under transparent pixels shows, edges are jagged.
    AlphaDropped,
    /// One or the other: what is hidden under this original's alpha is black, and its edges tell nothing.
    Either,
}

/// A file with transparency that an image was made of. Only ever opened for reading.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OriginalFile {
    /// Where it is, on this machine.
    pub path: PathBuf,
    /// Its size in bytes when it was compared.
    pub file_bytes: u64,
    /// When it was written last, as the system told it then.
    pub modified: Option<SystemTime>,
    /// What it held.
    pub content: ContentHash,
    /// How it lies in the image, where it does not fill all of it.
    pub placement: Option<Placement>,
}

/// The numbers of one comparison. Differences are means over all compared pixels and the three colours, in levels of 255;
/// smaller is more alike.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ProofEvidence {
    /// Of the image to the original laid on black.
    pub on_black: f32,
    /// Of the image to the original laid on white.
    pub on_white: f32,
    /// Of the image to the colours that the original stores, alpha ignored.
    pub alpha_dropped: f32,
    /// Of the image to the original laid on `background_rgb`.
    pub on_background: f32,
    /// The one colour behind the original that makes it look most like the image: red, green and blue, 0 to 255.
    pub background_rgb: [u8; 3],
    /// Share of the original's pixels that are at least half transparent, 0 to 1.
    pub transparent_share: f32,
}

impl ProofEvidence {
    /// From this level on, in every colour, a background is white: JPEG leaves less than this of another colour in it.
    const WHITE_LEVEL: u8 = 247;

    /// Below this difference two pictures look alike at a glance. What JPEG makes of a picture differs from it by up to 3.
    const ALIKE: f32 = 3.0;

    /// Whether the background that fits best is white, as it should be, and no colour that somebody chose.
    #[must_use]
    pub fn is_on_white(&self) -> bool {
        self.background_rgb
            .iter()
            .all(|&level| level >= Self::WHITE_LEVEL)
    }

    /// The difference by which this mechanism was proven.
    #[must_use]
    pub fn proven_by(&self, mechanism: Mechanism) -> f32 {
        match mechanism {
            Mechanism::LaidOnBlack => self.on_black,
            Mechanism::AlphaDropped => self.alpha_dropped,
            Mechanism::Either => self.on_black.min(self.alpha_dropped),
        }
    }

    /// The smallest of all differences: how far the image is from whatever its original could have become.
    #[must_use]
    pub fn smallest(&self) -> f32 {
        self.on_black.min(self.alpha_dropped).min(self.on_white)
    }

    /// Whether image and original look alike at a glance, so that nobody is told that they are different pictures where they
    /// may only be too plain, or moved a little.
    #[must_use]
    pub fn looks_alike(&self) -> bool {
        self.smallest().min(self.on_background) < Self::ALIKE
    }
}

impl Proof {
    /// What is found where there is nothing to compare with.
    #[must_use]
    pub fn without_original(finding: ProofFinding) -> Self {
        Self {
            finding,
            image: None,
            original: None,
            evidence: None,
        }
    }

    /// Whether it is about a file of this content. What was not compared says the same of whatever is there.
    #[must_use]
    pub fn is_about(&self, content: Option<ContentHash>) -> bool {
        self.image.is_none() || self.image == content
    }

    /// The difference of the image to what it was found to be, or to what it is most like where nothing fits; `None`
    /// without a comparison.
    #[must_use]
    pub fn difference(&self) -> Option<f32> {
        let evidence = self.evidence.as_ref()?;
        Some(match self.finding {
            ProofFinding::Proven(mechanism) => evidence.proven_by(mechanism),
            ProofFinding::NotTheMishap => evidence.on_white.min(evidence.on_background),
            ProofFinding::DoesNotMatch
            | ProofFinding::TooLittleToTell
            | ProofFinding::NoOriginal
            | ProofFinding::Unreadable { .. } => evidence.smallest(),
        })
    }
}

impl ProofFinding {
    /// The stable name in exports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Proven(_) => "proven",
            Self::NotTheMishap => "not_the_mishap",
            Self::DoesNotMatch => "original_does_not_match",
            Self::TooLittleToTell => "too_little_to_tell",
            Self::NoOriginal => "no_original",
            Self::Unreadable { .. } => "original_unreadable",
        }
    }

    /// Whether it says for certain what the image is, so that nobody needs to judge by eye.
    #[must_use]
    pub fn decides(&self) -> bool {
        matches!(self, Self::Proven(_) | Self::NotTheMishap)
    }

    /// Whether the mishap is proven.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Proven(_))
    }
}

impl Mechanism {
    /// The stable name in exports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LaidOnBlack => "laid_on_black",
            Self::AlphaDropped => "alpha_dropped",
            Self::Either => "laid_on_black_or_alpha_dropped",
        }
    }
}

/// What a repair did to an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRepair {
    /// The new file, on this machine.
    pub target: PathBuf,
    /// The file with transparency that it was made of, on this machine.
    pub original: PathBuf,
    /// Where the black file was kept; `None`: it is where it was, and the new one elsewhere.
    pub backup: Option<PathBuf>,
    /// What the new file holds.
    pub content: ContentHash,
    /// When it was put in place.
    pub at: SystemTime,
    /// The journal of the run, by which it can be undone.
    pub journal: PathBuf,
}
