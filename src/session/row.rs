//! One image's line in the results.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use super::{Decision, OriginalAnswer, Proof, ProofFinding, RowRepair, RowReview};
use crate::inspect::{ImageFormat, Inspection, Judgement, Thresholds, Verdict, judge};
use crate::scan::{ImageOutcome, ImageReport, SeenFile};

/// A report together with what is thought of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// The facts.
    pub report: ImageReport,
    /// The verdict and its reasons; `None` where the image could not be inspected.
    pub judgement: Option<Judgement>,
    /// What a person thinks of it.
    pub review: RowReview,
    /// What its original says about it; `None`: nobody asked. Behind a pointer, as most rows have none.
    pub proof: Option<Arc<Proof>>,
    /// What a person said of an original of it; [`Self::answer`] says whether that is about the files that are there.
    pub original_answer: Option<Arc<OriginalAnswer>>,
    /// What a repair did to it. Where the file was replaced and inspected again, this is about the file that is there now,
    /// and `proof` about the one that it replaced.
    pub repair: Option<Arc<RowRepair>>,
    /// Whether the file is no longer where it was. What is remembered of it is kept.
    pub is_gone: bool,
}

/// What became of an image, in the classes that people filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowStatus {
    /// The background turned black, and the image's original proves it.
    Proven,
    /// The background turned black.
    BlackBackground,
    /// A person should look at it.
    Doubtful,
    /// It was black, and its repaired picture is written.
    Repaired,
    /// Nothing points to the mishap, or the image's original says that it is none.
    Clear,
    /// Its bytes could be read but not inspected.
    Unreadable,
    /// Its bytes could not be had; another try may succeed.
    Unreachable,
    /// It was there in an earlier scan, and is no longer.
    Gone,
}

impl RowStatus {
    /// Every status, in the order in which people care.
    pub const ALL: [Self; 8] = [
        Self::Proven,
        Self::BlackBackground,
        Self::Doubtful,
        Self::Repaired,
        Self::Clear,
        Self::Unreadable,
        Self::Unreachable,
        Self::Gone,
    ];

    /// The stable name in exports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::BlackBackground => "black_background",
            Self::Doubtful => "doubtful",
            Self::Repaired => "repaired",
            Self::Clear => "clear",
            Self::Unreadable => "unreadable",
            Self::Unreachable => "unreachable",
            Self::Gone => "gone",
        }
    }

    /// Whether there is something to do about it: proven, black or doubtful.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        matches!(self, Self::Proven | Self::BlackBackground | Self::Doubtful)
    }
}

impl ResultRow {
    /// As which file the image was seen.
    #[must_use]
    pub fn seen_file(&self) -> SeenFile {
        SeenFile {
            file_bytes: self.report.file_bytes,
            modified: self.report.stamp.modified,
        }
    }

    /// Judges a report.
    #[must_use]
    pub fn new(report: ImageReport, thresholds: &Thresholds) -> Self {
        let judgement = match &report.outcome {
            ImageOutcome::Inspected(inspection) => Some(judge(inspection, thresholds)),
            ImageOutcome::Unreadable(_) | ImageOutcome::Unreachable(_) => None,
        };
        Self {
            report,
            judgement,
            review: RowReview::default(),
            proof: None,
            original_answer: None,
            repair: None,
            is_gone: false,
        }
    }

    /// Whether other thresholds can give another verdict or other reasons: not where the top corners cleared the image and
    /// no more was measured, nor where there is nothing to judge.
    #[must_use]
    pub fn depends_on_thresholds(&self) -> bool {
        self.inspection()
            .is_some_and(|inspection| inspection.background.is_some())
    }

    /// What is thought of it at these thresholds; `None` where they have no say.
    pub(super) fn judged_by(&self, thresholds: &Thresholds) -> Option<Judgement> {
        self.inspection()
            .filter(|_| self.depends_on_thresholds())
            .map(|inspection| judge(inspection, thresholds))
    }

    /// The class that people filter by. A file that is gone, or that could not be looked at, is nothing else; then a repair
    /// counts; then all that is known of the file that is there.
    #[must_use]
    pub fn status(&self) -> RowStatus {
        if self.repair.is_some() && self.judgement.is_some() && !self.is_gone {
            return RowStatus::Repaired;
        }
        self.status_of_file()
    }

    /// The class of the file that is there, whatever was repaired: its original overrides every judgement by eye.
    #[must_use]
    pub fn status_of_file(&self) -> RowStatus {
        if self.is_gone {
            return RowStatus::Gone;
        }
        let Some(judgement) = &self.judgement else {
            return match self.report.outcome {
                ImageOutcome::Unreachable(_) => RowStatus::Unreachable,
                ImageOutcome::Unreadable(_) | ImageOutcome::Inspected(_) => RowStatus::Unreadable,
            };
        };
        let finding = self.proof_of_this_file().map(|proof| &proof.finding);
        match (finding, judgement.verdict) {
            (Some(ProofFinding::Proven(_)), _) => RowStatus::Proven,
            (Some(ProofFinding::NotTheMishap), _) | (_, Verdict::Clear) => RowStatus::Clear,
            (_, Verdict::BlackBackground) => RowStatus::BlackBackground,
            (_, Verdict::Doubtful) => RowStatus::Doubtful,
        }
    }

    /// How sure it is that the background of the file that is there turned black, 0 to 1: 1 where its original proves it, 0
    /// where its original proves the contrary, else what [`crate::inspect::confidence`] says; `None` where there was
    /// nothing to judge.
    #[must_use]
    pub fn confidence(&self) -> Option<f32> {
        let judged = self.judgement.as_ref()?.confidence;
        Some(
            match self.proof_of_this_file().map(|proof| &proof.finding) {
                Some(ProofFinding::Proven(_)) => 1.0,
                Some(ProofFinding::NotTheMishap) => 0.0,
                _ => judged,
            },
        )
    }

    /// Whether the file that is there is the one that the repair put in place of the black one.
    #[must_use]
    pub fn was_replaced(&self) -> bool {
        self.repair
            .as_ref()
            .is_some_and(|repair| self.report.stamp.content == Some(repair.content))
    }

    /// The repaired picture, where it lies elsewhere: the file of the image itself is the black one still. A file that is gone
    /// or can't be read has only its own state.
    #[must_use]
    pub fn repaired_elsewhere(&self) -> Option<&Path> {
        let is_repaired = self.status() == RowStatus::Repaired;
        let repair = self.repair.as_deref().filter(|_| is_repaired)?;
        repair.backup.is_none().then_some(repair.target.as_path())
    }

    /// The proof, where it is about the file that is there and not about the one that a repair replaced.
    #[must_use]
    pub fn proof_of_this_file(&self) -> Option<&Proof> {
        let content = self.report.stamp.content;
        self.proof
            .as_deref()
            .filter(|proof| !self.was_replaced() && proof.is_about(content))
    }

    /// The proof of the picture as it was before any repair: for those to whom the case is handed over. A proof of a file
    /// that is there no more, for whatever reason but a repair, is none.
    #[must_use]
    pub fn proof_told(&self) -> Option<&Proof> {
        let replaced = self.proof.as_deref().filter(|_| self.was_replaced());
        replaced.or_else(|| self.proof_of_this_file())
    }

    /// The original that says something of this image, or that its repair was made of.
    #[must_use]
    pub fn original_told(&self) -> Option<&Path> {
        let compared = self
            .proof_told()
            .and_then(|proof| proof.original.as_ref())
            .map(|original| original.path.as_path());
        let repaired = self.repair.as_ref().map(|repair| repair.original.as_path());
        compared.or(repaired)
    }

    /// What was decided about the file before it became another one, where nobody decided about the new one and a repair is
    /// not the reason: so that somebody looks again.
    #[must_use]
    pub fn decided_before_change(&self) -> Option<Decision> {
        let is_open = self.review.decided.is_none() && self.repair.is_none();
        self.review.before_change.filter(|_| is_open)
    }

    /// What was decided about a file that became another one before the decision could be bound to what it held, where
    /// nobody decided about the new one.
    #[must_use]
    pub fn decided_unbound(&self) -> Option<Decision> {
        let is_open = self.review.decided.is_none();
        self.review.unbound.filter(|_| is_open)
    }

    /// What was decided about the black file that a repair replaced.
    #[must_use]
    pub fn decided_before_repair(&self) -> Option<Decision> {
        let is_replaced = self.review.decided.is_none() && self.repair.is_some();
        self.review.before_change.filter(|_| is_replaced)
    }

    /// What was decided about the picture, before its repair where it was repaired since: what lists, counts and exports go
    /// by, so that a repair makes nobody's decision unseen.
    #[must_use]
    pub fn decision_told(&self) -> Option<Decision> {
        let decision = self.review.decision();
        decision.or_else(|| self.decided_before_repair())
    }

    /// The facts of an image that could be inspected.
    #[must_use]
    pub fn inspection(&self) -> Option<&Inspection> {
        match &self.report.outcome {
            ImageOutcome::Inspected(inspection) => Some(inspection),
            ImageOutcome::Unreadable(_) | ImageOutcome::Unreachable(_) => None,
        }
    }

    /// The true format, where the file's name promises another one (a PNG named .jpg) or none.
    #[must_use]
    pub fn misnamed_format(&self) -> Option<ImageFormat> {
        let format = self.inspection()?.format;
        let extension = self.report.location.relative().extension();
        let promised = extension
            .and_then(OsStr::to_str)
            .and_then(ImageFormat::from_extension);
        (promised != Some(format)).then_some(format)
    }
}
