//! Proving one image: its candidates are read one after another, and the one that fits best says what happened.
//!
//! Reads files only through the function that it is given, and writes none. Invariant: what is opaque everywhere, and what
//! is the image itself, is nobody's original.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use image::DynamicImage;

use super::CutOut;
use super::comparing::{compare, compare_placed};
use super::loss::Loss;
use super::repaired_picture::same_shape;
use crate::inspect::{ImageLimits, InspectError, decode_full, may_be_transparent, shown_size};
use crate::scan::ContentHash;
use crate::session::{OriginalFile, Proof, ProofFinding};

/// Said of a file that its maker may take for transparent, and no program does.
const UNNAMED_CHANNEL: &str =
    "it is opaque, for its further channel is not marked as transparency (alpha)";

/// What was read of a file that may be an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalBytes {
    /// All of it.
    pub bytes: Vec<u8>,
    /// When it was written last, as the system told it.
    pub modified: Option<SystemTime>,
}

/// Of two originals that both explain the image the later one is taken where its difference is smaller than this part of
/// the other's, and by more levels than noise makes up: else the one whose name is more alike is.
const CLEARLY_BETTER: f32 = 0.85;
const NOISE: f32 = 0.08;

/// So much of an original must be transparent for a picture that shows it on white to be no mishap of any other: what was
/// saved with transparency after it had turned black is nearly all opaque.
const LEAST_TRANSPARENT_SHARE: f32 = 0.01;

/// Looks for what became of an image among its candidates, best first. What the files show decides: a candidate that proves
/// the mishap says more than one that shows none, and that more than one that leaves too little to tell, and that more than
/// another picture; of several that prove it the one that fits clearly better. Where one fits to the last level, the others
/// are not read. Where none can be compared, the first that could not be read is told.
pub fn prove(
    image_bytes: &[u8],
    candidates: &[PathBuf],
    read: &mut dyn FnMut(&Path) -> io::Result<OriginalBytes>,
    limits: &ImageLimits,
) -> Proof {
    let mut image = None;
    let mut best: Option<Proof> = None;
    let mut fault = None;
    for path in candidates {
        match try_candidate(image_bytes, &mut image, path, read, limits) {
            Ok(None) => {}
            Ok(Some(proof)) => {
                if best.as_ref().is_none_or(|best| says_more(&proof, best)) {
                    best = Some(proof);
                }
                if best.as_ref().is_some_and(is_settled) {
                    break;
                }
            }
            Err(Fault::OfOriginal(detail)) => {
                fault.get_or_insert_with(|| format!("{detail}: \"{}\"", path.display()));
            }
            Err(Fault::OfImage(error)) => {
                return Proof::without_original(ProofFinding::Unreadable {
                    detail: format!("the image itself: {error}"),
                });
            }
        }
    }
    best.unwrap_or_else(|| {
        Proof::without_original(match fault {
            Some(detail) => ProofFinding::Unreadable { detail },
            None => ProofFinding::NoOriginal,
        })
    })
}

/// Whether a proof says more of the image than another that was found before.
fn says_more(proof: &Proof, best: &Proof) -> bool {
    let rank = |proof: &Proof| match proof.finding {
        ProofFinding::Proven(_) => 4,
        ProofFinding::NotTheMishap => 3,
        ProofFinding::TooLittleToTell => 2,
        ProofFinding::DoesNotMatch => 1,
        ProofFinding::NoOriginal | ProofFinding::Unreadable { .. } => 0,
    };
    if rank(proof) != rank(best) || !best.finding.decides() {
        return rank(proof) > rank(best);
    }
    match (proof.difference(), best.difference()) {
        (Some(difference), Some(least)) => difference < least * CLEARLY_BETTER - NOISE,
        _ => false,
    }
}

/// Whether no other candidate could say more.
fn is_settled(proof: &Proof) -> bool {
    let fits = proof
        .difference()
        .is_some_and(|difference| difference * CLEARLY_BETTER <= NOISE);
    let is_clear = proof.evidence.is_some_and(|evidence| {
        evidence.is_on_white() && evidence.transparent_share >= LEAST_TRANSPARENT_SHARE
    });
    match proof.finding {
        ProofFinding::Proven(_) => fits,
        ProofFinding::NotTheMishap => fits && is_clear,
        _ => false,
    }
}

/// Why a candidate could not be compared.
enum Fault {
    OfOriginal(String),
    OfImage(InspectError),
}

/// Compares with one candidate; `None` where it is no original at all. The image is decoded when it is needed first.
fn try_candidate(
    image_bytes: &[u8],
    image: &mut Option<DynamicImage>,
    path: &Path,
    read: &mut dyn FnMut(&Path) -> io::Result<OriginalBytes>,
    limits: &ImageLimits,
) -> Result<Option<Proof>, Fault> {
    let of_original = |error: InspectError| Fault::OfOriginal(error.to_string());
    let OriginalBytes { bytes, modified } =
        read(path).map_err(|error| Fault::OfOriginal(error.to_string()))?;
    if bytes == image_bytes || !may_be_transparent(&bytes) {
        return Ok(None);
    }
    let mut original = OriginalFile {
        path: path.to_owned(),
        file_bytes: bytes.len() as u64,
        modified,
        content: ContentHash::of(&bytes),
        placement: None,
    };
    let original_px = size_px(&bytes, limits).map_err(of_original)?;
    let image_px = size_px(image_bytes, limits).map_err(Fault::OfImage)?;
    let cut_out = CutOut::decode(&bytes, limits).map_err(of_original)?;
    drop(bytes);
    if cut_out.may_be_meant_transparent() {
        return Err(Fault::OfOriginal(UNNAMED_CHANNEL.to_owned()));
    }
    if cut_out.is_opaque() {
        return Ok(None);
    }
    let image = match image {
        Some(image) => image,
        None => image.insert(shown_image(image_bytes, limits).map_err(Fault::OfImage)?),
    };
    let loss = Loss::of_file(image_bytes);
    let whole = same_shape(original_px, image_px).then(|| compare(image, &cut_out, &loss));
    let (finding, evidence) = match whole {
        Some((finding, evidence)) if finding != ProofFinding::DoesNotMatch => {
            (finding, Some(evidence))
        }
        whole => match compare_placed(image, &cut_out, &loss) {
            Some(placed) => {
                original.placement = Some(placed.placement);
                (placed.finding, Some(placed.evidence))
            }
            None => (
                ProofFinding::DoesNotMatch,
                whole.map(|(_, evidence)| evidence),
            ),
        },
    };
    Ok(Some(Proof {
        finding,
        image: None,
        original: Some(original),
        evidence,
    }))
}

fn size_px(bytes: &[u8], limits: &ImageLimits) -> Result<(u32, u32), InspectError> {
    shown_size(bytes, limits).map(|size| (size.width_px, size.height_px))
}

fn shown_image(bytes: &[u8], limits: &ImageLimits) -> Result<DynamicImage, InspectError> {
    let full = decode_full(bytes, limits)?;
    let mut image = full.image;
    image.apply_orientation(full.orientation);
    Ok(image)
}

#[cfg(test)]
mod tests;
