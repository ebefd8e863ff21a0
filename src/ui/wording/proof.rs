//! What an original says of an image, and what a repair did to it, in words.

use super::super::row_hover::shown_name;
use crate::session::{Mechanism, Proof, ProofFinding, ResultRow, RowRepair};
use crate::ui::Text;

/// What is known of a row beyond its judgement: its repair, then its proof, unless that is about a file that the repair
/// replaced.
#[must_use]
pub fn row_proof(text: &Text, row: &ResultRow) -> Vec<String> {
    let repair = row.repair.as_ref().map(|done| repair(text, done));
    let proof = row.proof_of_this_file().map(|found| proof(text, found));
    repair.into_iter().chain(proof).collect()
}

/// That a person said "This is its original", where that counts.
#[must_use]
pub fn row_answer(text: &Text, row: &ResultRow) -> Option<String> {
    row.answer_told().map(|_| text.get("wording-answer"))
}

/// A proof as a sentence, with its numbers where there was a comparison.
#[must_use]
pub fn proof(text: &Text, proof: &Proof) -> String {
    let original = proof.original.as_ref().and_then(|original| {
        let name = original.path.file_name()?;
        Some(shown_name(name))
    });
    let about = |key| {
        let name = original.clone().unwrap_or_default();
        text.with(key, &[("original", name.into())])
    };
    match &proof.finding {
        ProofFinding::Proven(mechanism) => {
            let claim = about(match mechanism {
                Mechanism::LaidOnBlack => "wording-proof-laid-on-black",
                Mechanism::AlphaDropped => "wording-proof-alpha-dropped",
                Mechanism::Either => "wording-proof-either",
            });
            let numbers = proof
                .evidence
                .map(|it| (it.proven_by(*mechanism), it.on_white));
            with_numbers(text, "wording-proof-on-white", claim, numbers)
        }
        ProofFinding::NotTheMishap => {
            let on_colour = proof.evidence.filter(|it| !it.is_on_white());
            let claim = match on_colour {
                Some(evidence) => {
                    let [red, green, blue] = evidence.background_rgb;
                    let colour = format!("#{red:02X}{green:02X}{blue:02X}");
                    let name = original.clone().unwrap_or_default();
                    text.with(
                        "wording-proof-on-a-colour",
                        &[("original", name.into()), ("colour", colour.into())],
                    )
                }
                None => about("wording-proof-not-the-mishap"),
            };
            let numbers = proof.difference().zip(proof.evidence.map(|it| it.on_black));
            with_numbers(text, "wording-proof-on-black", claim, numbers)
        }
        ProofFinding::DoesNotMatch => {
            let claim = about(if proof.evidence.is_some_and(|it| it.looks_alike()) {
                "wording-proof-not-sure"
            } else {
                "wording-proof-does-not-match"
            });
            let numbers = proof.evidence.map(|it| (it.smallest(), it.smallest()));
            with_numbers(text, "wording-proof-at-least", claim, numbers)
        }
        ProofFinding::TooLittleToTell => {
            let claim = about("wording-proof-too-little-to-tell");
            let numbers = proof.evidence.map(|it| (it.smallest(), it.smallest()));
            with_numbers(text, "wording-proof-at-least", claim, numbers)
        }
        ProofFinding::NoOriginal => text.get("wording-proof-no-original"),
        ProofFinding::Unreadable { detail } => {
            let detail = ("detail", detail.as_str().into());
            match original {
                Some(name) => text.with(
                    "wording-proof-unreadable",
                    &[("original", name.into()), detail],
                ),
                None => text.with("wording-proof-unreadable-unnamed", &[detail]),
            }
        }
    }
}

/// What a repair did, as a sentence that names the file that a person may look for.
#[must_use]
pub fn repair(text: &Text, repair: &RowRepair) -> String {
    let (key, file) = match &repair.backup {
        Some(backup) => ("wording-repair-in-place", backup),
        None => ("wording-repair-elsewhere", &repair.target),
    };
    text.with(key, &[("file", shown_name(file.as_os_str()).into())])
}

fn with_numbers(
    text: &Text,
    key: &'static str,
    claim: String,
    numbers: Option<(f32, f32)>,
) -> String {
    let Some((difference, other)) = numbers else {
        return claim;
    };
    text.with(
        key,
        &[
            ("claim", claim.into()),
            ("difference", levels(difference).into()),
            ("other", levels(other).into()),
        ],
    )
}

/// A difference in levels: one decimal where it is small and decides, none where it is large.
fn levels(difference: f32) -> String {
    if difference < 10.0 {
        super::percent(difference)
    } else {
        format!("{difference:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Language;
    use crate::ui::testing;

    #[test]
    fn a_proof_names_its_original_and_both_numbers() {
        let english = Text::new(Language::English);
        assert_eq!(
            proof(&english, &testing::proof()),
            "Proven: laid on black, its original 4006381000012_1.png looks like this image \
             (difference 0.6 of 255; on white it would be 183)"
        );
    }

    #[test]
    fn what_looks_alike_is_not_called_another_picture() {
        let english = Text::new(Language::English);
        let mut unproven = Proof {
            finding: ProofFinding::DoesNotMatch,
            image: None,
            ..testing::proof()
        };
        assert_eq!(
            proof(&english, &unproven),
            "Not proven: 4006381000012_1.png looks alike, but not closely enough to be sure \
             (the smallest difference is 0.6 of 255)"
        );
        if let Some(evidence) = &mut unproven.evidence {
            evidence.on_black = 40.0;
            evidence.alpha_dropped = 40.0;
            evidence.on_background = 40.0;
        }
        let words = proof(&english, &unproven);
        assert!(words.contains("shows another picture"), "{words}");
    }

    #[test]
    fn every_finding_has_words_in_every_language() {
        let findings = [
            ProofFinding::Proven(Mechanism::LaidOnBlack),
            ProofFinding::Proven(Mechanism::AlphaDropped),
            ProofFinding::Proven(Mechanism::Either),
            ProofFinding::NotTheMishap,
            ProofFinding::DoesNotMatch,
            ProofFinding::TooLittleToTell,
            ProofFinding::NoOriginal,
            ProofFinding::Unreadable {
                detail: "it is truncated".to_owned(),
            },
        ];
        for text in Language::ALL.map(Text::new) {
            for finding in findings.clone() {
                let found = Proof {
                    finding: finding.clone(),
                    image: None,
                    ..testing::proof()
                };
                let words = proof(&text, &found);
                let names_it = words.contains("4006381000012_1.png");
                assert_eq!(names_it, finding != ProofFinding::NoOriginal, "{words}");
                let nameless = Proof {
                    finding,
                    image: None,
                    original: None,
                    evidence: None,
                };
                assert!(!proof(&text, &nameless).contains('{'), "{words}");
            }
        }
    }

    #[test]
    fn a_repair_in_place_names_the_kept_file_and_another_one_the_new_file() {
        let english = Text::new(Language::English);
        let elsewhere = testing::repair();
        assert_eq!(
            repair(&english, &elsewhere),
            "Repaired: the new file is /repaired/4006381000012_1.jpg"
        );
        let in_place = RowRepair {
            backup: Some("/kept/4006381000012_1.jpg".into()),
            ..elsewhere
        };
        assert_eq!(
            repair(&english, &in_place),
            "Repaired in its place: the black file is kept as /kept/4006381000012_1.jpg"
        );
    }
}
