//! Which of several candidates says most of an image.
//!
//! Reads nothing. Invariant: what proves the mishap is the one original among those that were tried, so far as the image
//! can tell; and nothing speaks for a better-named file that could not be read.

use std::path::Path;

use image::DynamicImage;

use super::fine_pair::on_white;
use super::fine_print::{CloseLook, Told, told_apart};
use crate::session::{Proof, ProofFinding};

/// Of two originals that both explain the image the later one is taken where its difference is smaller than this part of
/// the other's, and by more levels than noise makes up: else the one whose name is more alike is.
const CLEARLY_BETTER: f32 = 0.85;
const NOISE: f32 = 0.08;

/// So much of an original must be transparent for a picture that shows it on white to be no mishap of any other: what was
/// saved with transparency after it had turned black is nearly all opaque.
const LEAST_TRANSPARENT_SHARE: f32 = 0.01;

/// What came of one candidate.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    pub(super) proof: Proof,
    /// There where the mishap is proven.
    pub(super) closely: Option<CloseLook>,
}

/// What is known of the candidates that were tried so far.
#[derive(Debug, Default)]
pub(super) struct Contest {
    best: Option<Tried>,
    /// Another one that proves the mishap as well, and is another picture.
    rival: Option<Tried>,
    /// The first that could not be read, and why.
    missed: Option<Missed>,
    /// Whether the best was tried after that.
    is_after_missed: bool,
}

#[derive(Debug)]
struct Missed {
    stem: String,
    detail: String,
}

impl Contest {
    /// Takes a candidate in, whose name is no more alike than those of the ones before.
    pub(super) fn enter(&mut self, image: &DynamicImage, tried: Tried) {
        let Some(best) = &self.best else {
            return self.lead(tried);
        };
        match against(image, best, &tried) {
            Told::First | Told::Same => {}
            Told::Second => {
                self.rival = self
                    .rival
                    .take()
                    .filter(|rival| against(image, rival, &tried) == Told::Neither);
                self.lead(tried);
            }
            Told::Neither => {
                self.rival.get_or_insert(tried);
            }
        }
    }

    fn lead(&mut self, tried: Tried) {
        let stem = tried.proof.original.as_ref().map(|it| stem(&it.path));
        self.is_after_missed = self
            .missed
            .as_ref()
            .is_some_and(|missed| stem.as_ref() != Some(&missed.stem));
        self.best = Some(tried);
    }

    /// Remembers a candidate that could not be read.
    pub(super) fn miss(&mut self, path: &Path, detail: String) {
        self.missed.get_or_insert_with(|| Missed {
            stem: stem(path),
            detail,
        });
    }

    /// Whether no other candidate could say more.
    pub(super) fn is_settled(&self) -> bool {
        self.rival.is_none() && self.best.as_ref().is_some_and(is_settled)
    }

    /// What they say together.
    pub(super) fn outcome(self) -> Proof {
        let is_open = self.best.is_none() || self.is_after_missed;
        if let Some(missed) = self.missed.filter(|_| is_open) {
            return Proof::without_original(ProofFinding::Unreadable {
                detail: missed.detail,
            });
        }
        let Some(Tried { mut proof, .. }) = self.best else {
            return Proof::without_original(ProofFinding::NoOriginal);
        };
        if self.rival.is_some() {
            proof.finding = ProofFinding::TooLittleToTell;
        }
        proof
    }
}

/// A file's name without its ending, in small letters.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().to_lowercase()
}

/// Which of two candidates says more of an image; the first one where they say the same.
fn against(image: &DynamicImage, best: &Tried, tried: &Tried) -> Told {
    if let (Some(first), Some(second)) = (&best.closely, &tried.closely) {
        let told = told_apart(&on_white(image), first, second);
        if told != Told::Same {
            return told;
        }
    }
    if says_more(&tried.proof, &best.proof) {
        Told::Second
    } else {
        Told::First
    }
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
fn is_settled(tried: &Tried) -> bool {
    let Tried { proof, closely } = tried;
    let fits = proof
        .difference()
        .is_some_and(|difference| difference * CLEARLY_BETTER <= NOISE);
    let is_clear = proof.evidence.is_some_and(|evidence| {
        evidence.is_on_white() && evidence.transparent_share >= LEAST_TRANSPARENT_SHARE
    });
    match proof.finding {
        ProofFinding::Proven(_) => fits && closely.as_ref().is_some_and(CloseLook::is_exact),
        ProofFinding::NotTheMishap => fits && is_clear,
        _ => false,
    }
}
