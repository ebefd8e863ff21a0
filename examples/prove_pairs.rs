//! Proves every image of a pairs CSV by its original, and prints how the findings compare with what is expected.
//!
//! `cargo run --release --example prove_pairs -- PAIRS.csv`, as `benches/make_pairs.py` writes it: columns `image` and
//! `original` (relative to the folder that holds it), `expected` (`proven`, `not_the_mishap`, `original_does_not_match`, or
//! `not_proven` where either of the last two is right) and `kind`, which is counted up to its second comma and listed whole.
#![expect(
    clippy::print_stdout,
    reason = "a report on standard output is what this program is for"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use blackdrop::inspect::ImageLimits;
use blackdrop::repair::{OriginalBytes, prove};
use blackdrop::session::{Mechanism, Proof, ProofFinding};

/// One row of the CSV and what came of it.
struct Pair {
    image: String,
    original: String,
    expected: String,
    kind: String,
    proof: Proof,
    elapsed: Duration,
}

/// Counts of one kind.
#[derive(Default)]
struct Tally {
    laid_on_black: u32,
    alpha_dropped: u32,
    either: u32,
    not_the_mishap: u32,
    does_not_match: u32,
    others: u32,
    false_proofs: u32,
    as_expected: u32,
}

impl Tally {
    fn add(&mut self, pair: &Pair) {
        let count = match pair.proof.finding {
            ProofFinding::Proven(Mechanism::LaidOnBlack) => &mut self.laid_on_black,
            ProofFinding::Proven(Mechanism::AlphaDropped) => &mut self.alpha_dropped,
            ProofFinding::Proven(Mechanism::Either) => &mut self.either,
            ProofFinding::NotTheMishap => &mut self.not_the_mishap,
            ProofFinding::DoesNotMatch => &mut self.does_not_match,
            ProofFinding::TooLittleToTell
            | ProofFinding::NoOriginal
            | ProofFinding::Unreadable { .. } => &mut self.others,
        };
        *count += 1;
        self.false_proofs += u32::from(pair.is_false_proof());
        self.as_expected += u32::from(pair.is_as_expected());
    }

    fn total(&self) -> u32 {
        self.proven() + self.not_the_mishap + self.does_not_match + self.others
    }

    fn proven(&self) -> u32 {
        self.laid_on_black + self.alpha_dropped + self.either
    }
}

impl Pair {
    fn is_false_proof(&self) -> bool {
        self.proof.finding.is_proven() && self.expected != "proven"
    }

    fn is_as_expected(&self) -> bool {
        let code = self.proof.finding.code();
        code == self.expected || (self.expected == "not_proven" && !self.proof.finding.is_proven())
    }

    /// The kind without the program that made it.
    fn group(&self) -> String {
        let parts: Vec<&str> = self.kind.split(", ").collect();
        let kept = if self.kind.starts_with("wrong") { 3 } else { 2 };
        let parts = parts.iter().take(kept).filter(|part| !part.contains('_'));
        parts.copied().collect::<Vec<_>>().join(", ")
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let list: PathBuf = std::env::args_os()
        .nth(1)
        .ok_or("usage: prove_pairs PAIRS.csv")?
        .into();
    let pairs = prove_all(&list)?;
    print_table(&pairs);
    print_errors(&pairs);
    print_times(&pairs);
    Ok(())
}

fn prove_all(list: &Path) -> Result<Vec<Pair>, Box<dyn Error>> {
    let folder = list.parent().unwrap_or_else(|| Path::new("."));
    let mut reader = csv::Reader::from_path(list)?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let columns = ["image", "original", "expected", "kind"].map(column);
    let mut pairs = Vec::new();
    for record in reader.records() {
        let record = record?;
        let [image, original, expected, kind] =
            columns.map(|at| at.and_then(|at| record.get(at)).unwrap_or("").to_owned());
        let image_bytes = std::fs::read(folder.join(&image))?;
        let mut read = |path: &Path| {
            Ok(OriginalBytes {
                bytes: std::fs::read(path)?,
                modified: None,
            })
        };
        let started = Instant::now();
        let candidates = [folder.join(&original)];
        let proof = prove(
            &image_bytes,
            &candidates,
            &mut read,
            &ImageLimits::default(),
        );
        pairs.push(Pair {
            image,
            original,
            expected,
            kind,
            proof,
            elapsed: started.elapsed(),
        });
    }
    Ok(pairs)
}

fn print_table(pairs: &[Pair]) {
    let mut tallies = BTreeMap::<(String, String), Tally>::new();
    for pair in pairs {
        let group = (pair.expected.clone(), pair.group());
        tallies.entry(group).or_default().add(pair);
        let all = (pair.expected.clone(), "(all)".to_owned());
        tallies.entry(all).or_default().add(pair);
    }
    println!(
        "| expected | kind | pairs | proven (on black / dropped / either) | not the mishap | does not match | others | \
         as expected | false proofs |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for ((expected, kind), tally) in tallies {
        println!(
            "| {expected} | {kind} | {} | {} ({} / {} / {}) | {} | {} | {} | {} | {} |",
            tally.total(),
            tally.proven(),
            tally.laid_on_black,
            tally.alpha_dropped,
            tally.either,
            tally.not_the_mishap,
            tally.does_not_match,
            tally.others,
            tally.as_expected,
            tally.false_proofs
        );
    }
    println!();
}

/// Every pair whose finding is not what was expected.
fn print_errors(pairs: &[Pair]) {
    for pair in pairs.iter().filter(|pair| !pair.is_as_expected()) {
        let mark = if pair.is_false_proof() {
            "FALSE PROOF: "
        } else {
            ""
        };
        println!(
            "{mark}{} ({}) found {}: {} by {}\n    {:?}",
            pair.expected,
            pair.kind,
            pair.proof.finding.code(),
            pair.image,
            pair.original,
            pair.proof.evidence
        );
    }
    let false_proofs = pairs.iter().filter(|pair| pair.is_false_proof()).count();
    let missed = pairs
        .iter()
        .filter(|pair| pair.expected == "proven" && !pair.proof.finding.is_proven())
        .count();
    println!("\n{false_proofs} false proofs, {missed} missed");
}

fn print_times(pairs: &[Pair]) {
    let total: Duration = pairs.iter().map(|pair| pair.elapsed).sum();
    println!(
        "{} pairs in {:.2} s: {:.0} pairs per second and core",
        pairs.len(),
        total.as_secs_f64(),
        pairs.len() as f64 / total.as_secs_f64().max(f64::EPSILON)
    );
    if let Some(slowest) = pairs.iter().max_by_key(|pair| pair.elapsed) {
        println!(
            "slowest: {:.0} ms {} by {}",
            slowest.elapsed.as_secs_f64() * 1e3,
            slowest.image,
            slowest.original
        );
    }
}
