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
use super::fine_pair::on_white;
use super::fine_print::CloseLook;
use super::loss::Loss;
use super::proof_contest::{Contest, Tried};
use super::repaired_picture::same_shape;
use crate::inspect::{ImageLimits, InspectError, decode_full, may_be_transparent, shown_size};
use crate::scan::ContentHash;
use crate::session::{OriginalFile, Placement, Proof, ProofEvidence, ProofFinding};

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

/// Looks for what became of an image among its candidates, best first. What the files show decides: a candidate that proves
/// the mishap says more than one that shows none, and that more than one that leaves too little to tell, and that more than
/// another picture; of several that prove it the one whose small print is the image's. Where that can't be told of two that
/// would be repaired to different pictures, neither proves it. Where one fits to the last level, the others are not read.
/// Where a candidate can't be read, one that is named less alike says nothing in its stead: the fault is told.
pub fn prove(
    image_bytes: &[u8],
    candidates: &[PathBuf],
    read: &mut dyn FnMut(&Path) -> io::Result<OriginalBytes>,
    limits: &ImageLimits,
) -> Proof {
    let mut image = None;
    let mut contest = Contest::default();
    for path in candidates {
        match try_candidate(image_bytes, &mut image, path, read, limits) {
            Ok(None) => {}
            Ok(Some(tried)) => {
                if let Some(image) = &image {
                    contest.enter(image, tried);
                }
                if contest.is_settled() {
                    break;
                }
            }
            Err(Fault::OfOriginal(detail)) => {
                contest.miss(path, format!("{detail}: \"{}\"", path.display()));
            }
            Err(Fault::OfImage(error)) => {
                return Proof::without_original(ProofFinding::Unreadable {
                    detail: format!("the image itself: {error}"),
                });
            }
        }
    }
    contest.outcome()
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
) -> Result<Option<Tried>, Fault> {
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
        smaller_px: None,
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
    let is_one_shape = same_shape(original_px, image_px);
    let Compared {
        finding,
        evidence,
        closely,
    } = Compared::of(image, image_bytes, &cut_out, is_one_shape);
    if let Some(closely) = &closely {
        original.placement = closely.placement;
        original.smaller_px = closely.is_too_small().then_some(original_px);
    }
    Ok(Some(Tried {
        proof: Proof {
            finding,
            image: None,
            original: Some(original),
            evidence,
        },
        closely,
    }))
}

/// What the comparison with one candidate came to.
struct Compared {
    finding: ProofFinding,
    evidence: Option<ProofEvidence>,
    /// There where the mishap is proven.
    closely: Option<CloseLook>,
}

impl Compared {
    /// Compares with the whole original, where it has the image's shape, and where that shows another picture at the places
    /// where shops put one. What would be proven is looked at closely.
    fn of(image: &DynamicImage, image_bytes: &[u8], cut_out: &CutOut, is_one_shape: bool) -> Self {
        let loss = Loss::of_file(image_bytes);
        let whole = is_one_shape.then(|| {
            let (finding, evidence) = compare(image, cut_out, &loss);
            Self::closely(finding, Some(evidence), image, cut_out, None)
        });
        let whole = match whole {
            Some(whole) if whole.finding != ProofFinding::DoesNotMatch => return whole,
            whole => whole,
        };
        match compare_placed(image, cut_out, &loss) {
            Some(placed) => {
                let place = Some(placed.placement);
                Self::closely(placed.finding, Some(placed.evidence), image, cut_out, place)
            }
            None => Self {
                finding: ProofFinding::DoesNotMatch,
                evidence: whole.and_then(|whole| whole.evidence),
                closely: None,
            },
        }
    }

    /// A finding, which stays a proof only where the original shows the image's small print.
    fn closely(
        finding: ProofFinding,
        evidence: Option<ProofEvidence>,
        image: &DynamicImage,
        cut_out: &CutOut,
        placement: Option<Placement>,
    ) -> Self {
        let mut compared = Self {
            finding,
            evidence,
            closely: None,
        };
        if let ProofFinding::Proven(mechanism) = compared.finding {
            compared.closely = CloseLook::new(&on_white(image), cut_out, placement, mechanism);
            if compared.closely.is_none() {
                compared.finding = ProofFinding::DoesNotMatch;
            }
        }
        compared
    }
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
