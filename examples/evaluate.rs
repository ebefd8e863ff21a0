//! Inspects every image of a labels CSV and prints how the verdicts compare with the labels.
//!
//! `cargo run --release --example evaluate -- LABELS.csv`: the CSV has a column `path` or `file` (relative to the
//! folder that holds it) and `label` or `expected_label` (`black_background`, `other`, `ambiguous`; rows without one are
//! only inspected), and where it can `kind` and `source`. `ambiguous` counts neither way. `--sensitivity strict`, `normal`
//! or `eager` before the CSV judges at that setting, `--full` measures fully. Photographs of the source `padded` were
//! padded or framed in black for this purpose; where there are any, all scores are printed with and without them.
#![expect(
    clippy::print_stdout,
    reason = "a report on standard output is what this program is for"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use blackdrop::inspect::{
    InspectOptions, Judgement, Measures, Reason, Sensitivity, Verdict, inspect, judge,
};

const USAGE: &str = "usage: evaluate [--sensitivity strict|normal|eager] [--full] LABELS.csv";

/// The source of photographs that were padded or framed in black.
const PADDED: &str = "padded";

/// One row of the CSV and what came of it.
struct Case {
    path: String,
    label: String,
    kind: String,
    source: String,
    found: Found,
    reasons: String,
    elapsed: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Verdict(Verdict),
    Unreadable,
    Panicked,
}

/// Counts of one group of cases.
#[derive(Default)]
struct Tally {
    black: u32,
    doubtful: u32,
    clear: u32,
    unreadable: u32,
}

impl Tally {
    fn add(&mut self, found: Found) {
        match found {
            Found::Verdict(Verdict::BlackBackground) => self.black += 1,
            Found::Verdict(Verdict::Doubtful) => self.doubtful += 1,
            Found::Verdict(Verdict::Clear) => self.clear += 1,
            Found::Unreadable | Found::Panicked => self.unreadable += 1,
        }
    }

    fn total(&self) -> u32 {
        self.black + self.doubtful + self.clear + self.unreadable
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (sensitivity, full, labels) = arguments().ok_or(USAGE)?;
    let options = InspectOptions {
        thresholds: sensitivity.thresholds(),
        measures: Measures {
            full,
            ..Measures::default()
        },
        ..InspectOptions::default()
    };
    let measured = if full { ", measured fully" } else { "" };
    println!("sensitivity: {}{measured}\n", sensitivity.code());
    let cases = inspect_all(&labels, &options)?;
    print_table("label", &cases, |case| case.label.clone());
    print_table("label, kind", &cases, |case| {
        format!("{}, {}", case.label, case.kind)
    });
    print_table("label, source", &cases, |case| {
        format!("{}, {}", case.label, case.source)
    });
    print_scores("all", cases.iter());
    if cases.iter().any(|case| case.source == PADDED) {
        let (padded, others): (Vec<_>, Vec<_>) =
            cases.iter().partition(|case| case.source == PADDED);
        print_scores("without the padded ones", others.into_iter());
        print_padded(&padded);
    }
    print_errors(&cases);
    print_times(&cases);
    Ok(())
}

/// The setting, whether to measure fully, and the CSV; `None` where they were not told as they are to be.
fn arguments() -> Option<(Sensitivity, bool, PathBuf)> {
    let mut args = std::env::args_os().skip(1).peekable();
    let mut sensitivity = Sensitivity::default();
    if args.next_if(|arg| arg == "--sensitivity").is_some() {
        sensitivity = Sensitivity::from_code(args.next()?.to_str()?)?;
    }
    let full = args.next_if(|arg| arg == "--full").is_some();
    let labels = args.next()?;
    let is_all = args.next().is_none();
    is_all.then(|| (sensitivity, full, labels.into()))
}

fn inspect_all(labels: &Path, options: &InspectOptions) -> Result<Vec<Case>, Box<dyn Error>> {
    let folder = labels.parent().unwrap_or_else(|| Path::new("."));
    let mut reader = csv::Reader::from_path(labels)?;
    let headers = reader.headers()?.clone();
    let column = |names: &[&str]| headers.iter().position(|name| names.contains(&name));
    let path_column = column(&["path", "file"]).ok_or("no column path or file")?;
    let label_column = column(&["label", "expected_label"]).ok_or("no column label")?;
    let kind_column = column(&["kind", "format"]);
    let source_column = column(&["source"]);
    let mut cases = Vec::new();
    for record in reader.records() {
        let record = record?;
        let text = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or("").to_owned();
        let path = text(Some(path_column));
        let bytes = std::fs::read(folder.join(&path))?;
        let started = Instant::now();
        let (found, reasons) = inspect_one(&bytes, options);
        cases.push(Case {
            path,
            label: text(Some(label_column)),
            kind: text(kind_column),
            source: text(source_column),
            found,
            reasons,
            elapsed: started.elapsed(),
        });
    }
    Ok(cases)
}

fn inspect_one(bytes: &[u8], options: &InspectOptions) -> (Found, String) {
    match catch_unwind(AssertUnwindSafe(|| inspect(bytes, options))) {
        Err(_) => (Found::Panicked, "the decoder panicked".to_owned()),
        Ok(Err(error)) => (Found::Unreadable, error.to_string()),
        Ok(Ok((inspection, _))) => {
            let Judgement {
                verdict, reasons, ..
            } = judge(&inspection, &options.thresholds);
            let codes: Vec<_> = reasons.iter().map(Reason::code).collect();
            (Found::Verdict(verdict), codes.join("; "))
        }
    }
}

fn print_table(title: &str, cases: &[Case], group: impl Fn(&Case) -> String) {
    let mut tallies = BTreeMap::<String, Tally>::new();
    for case in cases {
        tallies.entry(group(case)).or_default().add(case.found);
    }
    println!("| {title} | black_background | doubtful | clear | unreadable | all |");
    println!("|---|---|---|---|---|---|");
    for (name, tally) in tallies {
        println!(
            "| {name} | {} | {} | {} | {} | {} |",
            tally.black,
            tally.doubtful,
            tally.clear,
            tally.unreadable,
            tally.total()
        );
    }
    println!();
}

/// What is right and wrong, of those whose label says which.
fn print_scores<'a>(title: &str, cases: impl Iterator<Item = &'a Case>) {
    let mut positives = Tally::default();
    let mut others = Tally::default();
    for case in cases {
        match case.label.as_str() {
            "black_background" => positives.add(case.found),
            "other" => others.add(case.found),
            _ => {}
        }
    }
    let all = positives.total() + others.total();
    println!("{title} ({all} that count):");
    println!(
        "of black_background: {:.2} % flagged, {:.2} % as black_background",
        percent(positives.black + positives.doubtful, positives.total()),
        percent(positives.black, positives.total())
    );
    println!(
        "of those judged black_background: {:.2} % right",
        percent(positives.black, positives.black + others.black)
    );
    println!(
        "of all: {:.2} % flagged, {:.2} % doubtful\n",
        percent(
            positives.black + positives.doubtful + others.black + others.doubtful,
            all
        ),
        percent(positives.doubtful + others.doubtful, all)
    );
}

fn percent(part: u32, whole: u32) -> f64 {
    100.0 * f64::from(part) / f64::from(whole.max(1))
}

/// How many padded photographs are called black: of those that can be told from a product.
fn print_padded(cases: &[&Case]) {
    let mut counted = Tally::default();
    for case in cases.iter().filter(|case| case.label == "other") {
        counted.add(case.found);
    }
    println!(
        "of {} padded photographs that count: {:.2} % called black_background\n",
        counted.total(),
        percent(counted.black, counted.total())
    );
}

/// Every case that is not as its label says, doubt included.
fn print_errors(cases: &[Case]) {
    for case in cases {
        let wanted = match case.label.as_str() {
            "black_background" => Verdict::BlackBackground,
            "other" => Verdict::Clear,
            _ if case.found == Found::Panicked => Verdict::Clear,
            _ => continue,
        };
        if case.found != Found::Verdict(wanted) {
            let name = match case.found {
                Found::Verdict(verdict) => verdict.code(),
                Found::Unreadable => "unreadable",
                Found::Panicked => "PANICKED",
            };
            println!(
                "{} ({}) judged {name}: {}\n    {}",
                case.label, case.kind, case.reasons, case.path
            );
        }
    }
}

fn print_times(cases: &[Case]) {
    let total: Duration = cases.iter().map(|case| case.elapsed).sum();
    println!("\n{} images in {:.2} s", cases.len(), total.as_secs_f64());
    if let Some(slowest) = cases.iter().max_by_key(|case| case.elapsed) {
        println!(
            "slowest: {:.0} ms {}",
            slowest.elapsed.as_secs_f64() * 1e3,
            slowest.path
        );
    }
}
