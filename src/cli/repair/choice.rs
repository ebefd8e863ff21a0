//! Which of the compared images are repaired, and why the others are not. Pure: rows in, orders out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::repair_args::Chosen;
use crate::repair::{ImageToRepair, ProvedFile};
use crate::scan::{ImageId, ImageLocation};
use crate::session::{Decision, ProofFinding, ResultRow, RowStatus};

/// The images of a folder, in two heaps, each by path.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) images: Vec<ImageToRepair>,
    pub(super) others: Vec<NotChosen>,
}

/// An image that looks black or is proven, and that is not repaired.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotChosen {
    pub(super) location: ImageLocation,
    pub(super) why: String,
}

/// Sorts rows into those that are repaired and the others. Images that neither look black nor are proven are in no heap.
pub(super) fn choose(
    rows: &[Arc<ResultRow>],
    files: &BTreeMap<ImageId, ProvedFile>,
    chosen: Chosen,
) -> Choice {
    let mut choice = Choice::default();
    for row in rows {
        match image_to_repair(row, files, chosen) {
            Ok(image) => choice.images.push(image),
            Err(Some(why)) => choice.others.push(NotChosen {
                location: row.report.location.clone(),
                why,
            }),
            Err(None) => {}
        }
    }
    choice
}

fn image_to_repair(
    row: &ResultRow,
    files: &BTreeMap<ImageId, ProvedFile>,
    chosen: Chosen,
) -> Result<ImageToRepair, Option<String>> {
    let proof = row.proof.as_deref().ok_or(None)?;
    if row.status() != RowStatus::Proven {
        // With a folder of originals every image is compared; those that look as they should are no news.
        let looks_black = row
            .judgement
            .as_ref()
            .is_some_and(|judgement| judgement.verdict.is_flagged());
        return Err(looks_black.then(|| unproven(&proof.finding)));
    }
    match (row.review.decision(), chosen) {
        (Some(Decision::FalseAlarm), _) => {
            return Err(Some("a person called it a false alarm".to_owned()));
        }
        (None, Chosen::Confirmed) => {
            return Err(Some("nobody has confirmed it".to_owned()));
        }
        (None, Chosen::Proven) | (Some(Decision::Confirmed), _) => {}
    }
    let (Some(file), Some(original), Some(inspection)) =
        (files.get(&row.report.id), &proof.original, row.inspection())
    else {
        return Err(Some("it could not be read again".to_owned()));
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

fn unproven(finding: &ProofFinding) -> String {
    match finding {
        ProofFinding::NoOriginal => "no original was found".to_owned(),
        ProofFinding::NotTheMishap => "its original says that nothing was lost".to_owned(),
        ProofFinding::DoesNotMatch => {
            "what is named like its original does not look like it".to_owned()
        }
        ProofFinding::Unreadable { detail } => format!("could not be compared: {detail}"),
        // Proven, and gone or unreadable since.
        ProofFinding::Proven(_) => "it is no longer as it was".to_owned(),
    }
}
