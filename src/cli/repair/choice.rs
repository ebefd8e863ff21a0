//! Which of the compared images are repaired, and why the others are not. Pure: rows in, orders out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::proving::OriginalsSeen;
use crate::repair::{ImageToRepair, NotTaken, ProvedFile, RepairRule};
use crate::scan::{ImageId, ImageLocation, ImageOutcome};
use crate::session::{ProofFinding, ResultRow};

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
    rule: RepairRule,
) -> Choice {
    let mut choice = Choice::default();
    for row in rows {
        match image_to_repair(row, files, originals, rule) {
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
    rule: RepairRule,
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
    let ground = rule.ground_of(row).map_err(|why| {
        Some(match why {
            NotTaken::NotProven => {
                // With a folder of originals every image is compared; those that look as they should are no news.
                let judgement = row.judgement.as_ref();
                let looks_black = judgement.is_some_and(|it| it.verdict.is_flagged());
                return looks_black.then(|| unproven(&proof.finding, originals));
            }
            NotTaken::OnlyAnswered => Refusal::known(
                "there is too little to tell by, and a person said \"This is its original\"; \
                 --also-too-little takes it",
            ),
            NotTaken::FalseAlarm => Refusal::known("a person called it a false alarm"),
            NotTaken::NotConfirmed => Refusal::known("nobody has confirmed it"),
        })
    })?;
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
        ground,
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
            "what is named like its original looks the same, but there is too little to tell by; in the \
             window a person can say \"This is its original\", and --also-too-little takes it then",
        ),
        ProofFinding::Unreadable { detail } => {
            Refusal::unread(format!("could not be compared: {detail}"))
        }
        // Proven, and gone or unreadable since.
        ProofFinding::Proven(_) => Refusal::unread("it is no longer as it was".to_owned()),
    }
}
