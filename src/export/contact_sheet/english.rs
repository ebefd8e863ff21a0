//! The words of a sheet that no window asks for: stable English.

use super::{SheetLabel, SheetWords};
use crate::inspect::Reason;
use crate::scan::ImageOutcome;
use crate::session::{Decision, Mechanism, Proof, ProofFinding, ResultRow, RowStatus};

/// English, for the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct EnglishWords;

impl SheetWords for EnglishWords {
    fn language(&self) -> &'static str {
        "en"
    }

    fn label(&self, label: SheetLabel) -> String {
        let words = match label {
            SheetLabel::Title => "Product images on black",
            SheetLabel::Products => "Products",
            SheetLabel::Images => "Images",
            SheetLabel::Confirmed => "Confirmed",
            SheetLabel::FalseAlarms => "False alarms",
            SheetLabel::Folder => "Folder",
            SheetLabel::Made => "Made",
            SheetLabel::MadeBy => "With",
            SheetLabel::Contents => "All products",
            SheetLabel::WithoutProduct => "Without a product",
            SheetLabel::Before => "Before",
            SheetLabel::After => "After",
            SheetLabel::WouldBe => "As it would be repaired",
            SheetLabel::NoPicture => "No picture",
            SheetLabel::NotRepaired => "Not repaired",
            SheetLabel::Original => "Original",
            SheetLabel::NewFile => "New file",
            SheetLabel::KeptAt => "Black file kept at",
        };
        words.to_owned()
    }

    fn status(&self, status: RowStatus) -> String {
        let words = match status {
            RowStatus::Proven => "Proven",
            RowStatus::BlackBackground => "Black background",
            RowStatus::Doubtful => "Doubtful",
            RowStatus::Repaired => "Repaired",
            RowStatus::Clear => "Clear",
            RowStatus::Unreadable => "Unreadable",
            RowStatus::Unreachable => "Could not be reached",
            RowStatus::Gone => "Gone",
        };
        words.to_owned()
    }

    fn decision(&self, row: &ResultRow) -> Option<String> {
        let decision = row.decision_told()?;
        let words = match decision {
            Decision::Confirmed => "Confirmed",
            Decision::FalseAlarm => "False alarm",
        };
        Some(words.to_owned())
    }

    fn reasons(&self, row: &ResultRow) -> Vec<String> {
        let proof = row.proof_told().map(proof_text);
        let answer = row.answer_told();
        let answer = answer.map(|_| "A person said: this is its original".to_owned());
        let error = match &row.report.outcome {
            ImageOutcome::Inspected(_) => None,
            ImageOutcome::Unreadable(error) => Some(sentence(&error.to_string())),
            ImageOutcome::Unreachable(error) => Some(sentence(&error.to_string())),
        };
        // Of a file that was replaced only the new one was judged.
        let judgement = row.judgement.as_ref().filter(|_| !row.was_replaced());
        let judged = judgement.map(|judgement| reasons_text(&judgement.reasons));
        error
            .into_iter()
            .chain(proof)
            .chain(answer)
            .chain(judged.filter(|words| !words.is_empty()))
            .collect()
    }
}

/// `black_corners 4`, `black_border 98.8 %` → "Black corners 4, black border 98.8 %".
fn reasons_text(reasons: &[Reason]) -> String {
    let codes: Vec<String> = reasons
        .iter()
        .map(|reason| reason.code().replace('_', " "))
        .collect();
    sentence(&codes.join(", "))
}

/// What an original says, with the numbers behind it.
fn proof_text(proof: &Proof) -> String {
    let claim = match &proof.finding {
        ProofFinding::Proven(Mechanism::LaidOnBlack) => {
            "Proven: its original, laid on black, looks like this image"
        }
        ProofFinding::Proven(Mechanism::AlphaDropped) => {
            "Proven: its original shows hidden colours without its transparency, and looks like this image"
        }
        ProofFinding::Proven(Mechanism::Either) => {
            "Proven: its original without its transparency looks like this image"
        }
        ProofFinding::NotTheMishap if proof.evidence.is_some_and(|it| !it.is_on_white()) => {
            "Not the mishap: its original, laid on a colour, looks like this image"
        }
        ProofFinding::NotTheMishap => {
            "Not the mishap: its original, laid on white, looks like this image"
        }
        ProofFinding::DoesNotMatch if proof.evidence.is_some_and(|it| it.looks_alike()) => {
            "Not proven: its original looks alike, but not closely enough to be sure"
        }
        ProofFinding::DoesNotMatch => {
            "Not proven: what is named like its original shows another picture"
        }
        ProofFinding::TooLittleToTell => {
            "Not proven: its original looks the same laid on black, but there is too little to tell by"
        }
        ProofFinding::NoOriginal => return "No original found".to_owned(),
        ProofFinding::Unreadable { detail } => {
            return format!("Its original could not be compared: {detail}");
        }
    };
    let Some((difference, evidence)) = proof.difference().zip(proof.evidence) else {
        return claim.to_owned();
    };
    match proof.finding {
        ProofFinding::Proven(_) => format!(
            "{claim} (difference {difference:.1} of 255; on white it would be {:.0})",
            evidence.on_white
        ),
        ProofFinding::NotTheMishap => format!(
            "{claim} (difference {difference:.1} of 255; on black it would be {:.0})",
            evidence.on_black
        ),
        _ => format!("{claim} (the smallest difference is {difference:.0} of 255)"),
    }
}

/// A fragment with a capital at its beginning.
fn sentence(fragment: &str) -> String {
    let mut letters = fragment.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
