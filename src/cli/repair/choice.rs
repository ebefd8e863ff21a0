//! Which of the compared images are repaired, and why the others are not. Pure: rows in, orders out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::proving::OriginalsSeen;
use crate::cli::repair_args::Chosen;
use crate::repair::{ImageToRepair, ProvedFile};
use crate::scan::{ImageId, ImageLocation, ImageOutcome};
use crate::session::{Decision, ProofFinding, ResultRow, RowStatus};

/// The images of a folder, in two heaps, each by path.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) images: Vec<ImageToRepair>,
    pub(super) others: Vec<NotChosen>,
}

/// An image that looks black, is proven or could not be read, and that is not repaired.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotChosen {
    pub(super) location: ImageLocation,
    pub(super) why: String,
    /// Whether something could not be read, so that another try may come to something else.
    pub(super) is_unread: bool,
}

/// Why an image is left.
struct Refusal {
    why: String,
    is_unread: bool,
}

impl Refusal {
    fn known(why: &str) -> Self {
        Self {
            why: why.to_owned(),
            is_unread: false,
        }
    }

    fn unread(why: String) -> Self {
        Self {
            why,
            is_unread: true,
        }
    }
}

/// Sorts rows into those that are repaired and the others. Images that were read and neither look black nor are proven are
/// in no heap.
pub(super) fn choose(
    rows: &[Arc<ResultRow>],
    files: &BTreeMap<ImageId, ProvedFile>,
    originals: OriginalsSeen,
    chosen: Chosen,
) -> Choice {
    let mut choice = Choice::default();
    for row in rows {
        match image_to_repair(row, files, originals, chosen) {
            Ok(image) => choice.images.push(image),
            Err(Some(Refusal { why, is_unread })) => choice.others.push(NotChosen {
                location: row.report.location.clone(),
                why,
                is_unread,
            }),
            Err(None) => {}
        }
    }
    choice
}

fn image_to_repair(
    row: &ResultRow,
    files: &BTreeMap<ImageId, ProvedFile>,
    originals: OriginalsSeen,
    chosen: Chosen,
) -> Result<ImageToRepair, Option<Refusal>> {
    match &row.report.outcome {
        ImageOutcome::Inspected(_) => {}
        // What it looks like nobody knows.
        ImageOutcome::Unreadable(error) => {
            let why = format!("could not be read: {error}");
            return Err(Some(Refusal::unread(why)));
        }
        ImageOutcome::Unreachable(error) => {
            return Err(Some(Refusal::unread(error.to_string())));
        }
    }
    let proof = row.proof_of_this_file().ok_or(None)?;
    if row.status() != RowStatus::Proven {
        // With a folder of originals every image is compared; those that look as they should are no news.
        let looks_black = row
            .judgement
            .as_ref()
            .is_some_and(|judgement| judgement.verdict.is_flagged());
        return Err(looks_black.then(|| unproven(&proof.finding, originals)));
    }
    match (row.review.decision(), chosen) {
        (Some(Decision::FalseAlarm), _) => {
            return Err(Some(Refusal::known("a person called it a false alarm")));
        }
        (None, Chosen::Confirmed) => {
            return Err(Some(Refusal::known("nobody has confirmed it")));
        }
        (None, Chosen::Proven) | (Some(Decision::Confirmed), _) => {}
    }
    let (Some(file), Some(original), Some(inspection)) =
        (files.get(&row.report.id), &proof.original, row.inspection())
    else {
        let why = "it could not be read again".to_owned();
        return Err(Some(Refusal::unread(why)));
    };
    Ok(ImageToRepair {
        location: row.report.location.clone(),
        product: row.report.product.clone(),
        format: inspection.format,
        file_bytes: file.file_bytes,
        modified: file.modified,
        content: Some(file.content),
        original: original.clone(),
    })
}

fn unproven(finding: &ProofFinding, originals: OriginalsSeen) -> Refusal {
    match finding {
        ProofFinding::NoOriginal if originals == OriginalsSeen::Part => {
            Refusal::unread("its original may be in a folder that can't be read".to_owned())
        }
        ProofFinding::NoOriginal => Refusal::known("no original was found"),
        ProofFinding::NotTheMishap => Refusal::known("its original says that nothing was lost"),
        ProofFinding::DoesNotMatch => {
            Refusal::known("what is named like its original does not look like it")
        }
        ProofFinding::TooLittleToTell => Refusal::known(
            "what is named like its original looks the same, but there is too little to tell by",
        ),
        ProofFinding::Unreadable { detail } => {
            Refusal::unread(format!("could not be compared: {detail}"))
        }
        // Proven, and gone or unreadable since.
        ProofFinding::Proven(_) => Refusal::unread("it is no longer as it was".to_owned()),
    }
}
