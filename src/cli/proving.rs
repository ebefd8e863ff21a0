//! Scanning a folder and comparing its images with their originals: what `repair` and `report` begin with.
//!
//! Nothing is written here.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::by_content::prove_by_content;
use super::decisions::known_decisions;
use super::finding::find_originals;
use super::headless_scan::{
    HeadlessScan, Keeping, Knowing, ScanOrders, end_of, name_unreadable_folders, say_fault,
    say_summary,
};
use super::interrupt::Interrupt;
use super::job_run::{JobView, run_jobs};
use super::patience::Patience;
use super::progress::{ScanProgress, Visibility};
use super::repair_args::CommonArgs;
use super::{
    EXIT_FAILED, EXIT_INTERRUPTED, EXIT_NO_ANSWER, EXIT_OUTPUT, EXIT_USAGE, readable_folder, say,
    say_error,
};
use crate::inspect::{ImageLimits, Measures};
use crate::repair::{
    MatchBy, OriginalsIndex, ProveJob, Proved, ProvedFile, RepairedImage, repairs_in_force,
};
use crate::review::{KnownDecisions, user_database};
use crate::scan::{ImageId, ImageLocation, JobEnd, JobsConfig, ScanEnd, SeenFile};
use crate::session::{Proof, ProofFinding, ResultRow, ScanSession};

/// A folder whose images were compared with their originals.
pub(super) struct Proven {
    pub(super) session: ScanSession,
    /// The files that were compared, as they were then.
    pub(super) files: BTreeMap<ImageId, ProvedFile>,
    /// The folder of originals, where one was named.
    pub(super) originals: Option<PathBuf>,
    /// Whether all folders of originals could be listed.
    pub(super) originals_seen: OriginalsSeen,
}

/// Whether an image may have an original that nobody saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OriginalsSeen {
    /// Every folder of originals was listed.
    All,
    /// One could not be.
    Part,
}

impl Proven {
    /// Whether images may lie in folders that could not be listed.
    pub(super) fn has_lost_folders(&self) -> bool {
        let skipped = &self.session.totals().skipped;
        skipped.unreadable_folders + skipped.silent_folders > 0
    }
}

/// What to scan and to prove.
pub(super) struct ProvingOrders<'args> {
    pub(super) folder: &'args Path,
    pub(super) originals: Option<&'args Path>,
    /// Where the journals of repairs lie that are to be shown as repaired.
    pub(super) journals: Option<PathBuf>,
    pub(super) common: &'args CommonArgs,
    pub(super) interrupt: &'args Interrupt,
}

impl ProvingOrders<'_> {
    pub(super) fn visibility(&self) -> Visibility {
        self.common.visibility()
    }

    pub(super) fn view(&self, doing: &'static str) -> JobView<'_> {
        JobView {
            visibility: self.visibility(),
            doing,
            interrupt: self.interrupt,
        }
    }
}

/// Scans, looks for originals and compares. Says what came of it; where nothing more can be done, the exit code.
pub(super) fn scan_and_prove(orders: &ProvingOrders<'_>) -> Result<Proven, ExitCode> {
    let patience = Patience::new(orders.common.waiting.timeout(), orders.interrupt);
    let folder = |path: &Path| {
        readable_folder(path, &patience).map_err(|fault| refused(fault.exit_code(), fault))
    };
    let root = folder(orders.folder)?;
    // A repair can be gone on with from another working folder.
    let originals = orders.originals.map(absolute);
    let originals = originals.as_deref().map(folder).transpose()?;
    let database = orders.common.database.clone();
    let asked_about = database.clone().or_else(user_database).unwrap_or_default();
    let its_root = root.clone();
    let decisions = patience
        .ask(&asked_about, move |_| {
            known_decisions(database.as_deref(), &its_root)
        })
        .map_err(|why| why.refuse())?
        .map_err(|fault| refused(fault.exit_code(), fault))?;
    let mut session = scan(orders, root, &decisions)?;
    let journals = orders.journals.as_deref();
    let repairs = journals.map_or_else(Vec::new, |it| repairs_in_force(it, session.root()));
    // Before anything is compared: the new file in place of a black one says nothing of the mishap. And after it: then
    // more black files are known by their fingerprints.
    recall_repairs(&mut session, &repairs);
    let rows = rows_to_prove(&session, originals.as_deref());
    let index = find_originals(orders, &session, originals.as_deref())?;
    let files = prove_all(orders, &mut session, &index, &rows)?;
    recall_repairs(&mut session, &repairs);
    recall(&mut session, &files, &decisions);
    let originals_seen = if index.unread_folders().is_empty() {
        OriginalsSeen::All
    } else {
        OriginalsSeen::Part
    };
    Ok(Proven {
        session,
        files,
        originals,
        originals_seen,
    })
}

/// A path that means the same in every working folder.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Says why not, and gives the exit code.
pub(super) fn refused(code: u8, fault: impl std::fmt::Display) -> ExitCode {
    say_error(fault);
    ExitCode::from(code)
}

pub(super) fn stopped() -> ExitCode {
    refused(EXIT_INTERRUPTED, "stopped; nothing was written")
}

fn scan(
    orders: &ProvingOrders<'_>,
    root: PathBuf,
    decisions: &KnownDecisions,
) -> Result<ScanSession, ExitCode> {
    let scan_orders = ScanOrders {
        root,
        workers: orders.common.workers(),
        thresholds: orders.common.sensitivity.thresholds(),
        measures: Measures::default(),
        products: orders.common.products.rule(),
        knowing: Knowing::DecidedSizes(decisions.decided_sizes()),
        keeping: Keeping::Rows,
        timeout: orders.common.waiting.timeout(),
    };
    let mut scan = HeadlessScan::start(scan_orders, orders.interrupt.clone())
        .map_err(|error| refused(EXIT_OUTPUT, error))?;
    scan.drain(ScanProgress::new(orders.visibility()), |_| false);
    let session = scan.finish().session;
    let end = end_of(&session);
    // Also to who wants no summary: a repair ends by it.
    name_unreadable_folders(&session);
    if !orders.common.quiet {
        say_summary(&session, &end);
    }
    say_fault(&session, &end);
    match end {
        ScanEnd::Completed => Ok(session),
        ScanEnd::Stopped => Err(stopped()),
        ScanEnd::RootUnreadable { .. } => Err(ExitCode::from(EXIT_USAGE)),
        ScanEnd::NoAnswer { .. } => Err(ExitCode::from(EXIT_NO_ANSWER)),
        ScanEnd::Failed { .. } => Err(ExitCode::from(EXIT_FAILED)),
    }
}

/// What earlier runs repaired is repaired.
fn recall_repairs(session: &mut ScanSession, repairs: &[RepairedImage]) {
    let mut repairs: HashMap<&ImageLocation, &RepairedImage> =
        repairs.iter().map(|it| (&it.location, it)).collect();
    let recalled: Vec<_> = session
        .rows()
        .filter_map(|row| {
            let image = repairs.remove(&row.report.location)?;
            // Who wrote over it, keeping size and time, is believed by what the scan read.
            let is_another = image.repair.backup.is_some()
                && row
                    .report
                    .stamp
                    .content
                    .is_some_and(|content| content != image.repair.content);
            (image.is_of(row) && !is_another).then(|| (row.report.id, &image.repair))
        })
        .collect();
    for (id, repair) in recalled {
        if repair.backup.is_some() {
            session.learn_content(id, repair.content);
        }
        session.set_repair(id, Some(repair.clone()));
    }
}

/// The flagged images; with a folder of originals every image, because what is black on black looks like nothing. Not the
/// files that a repair put in the place of black ones.
fn rows_to_prove(session: &ScanSession, originals: Option<&Path>) -> Vec<Arc<ResultRow>> {
    let is_asked = |row: &&Arc<ResultRow>| {
        let is_asked = row.status_of_file().is_flagged()
            || (originals.is_some() && row.inspection().is_some());
        is_asked && !row.was_replaced()
    };
    session.rows().filter(is_asked).cloned().collect()
}

/// Proves by names, and where they say nothing and it is asked for, by content. Says what came of it.
fn prove_all(
    orders: &ProvingOrders<'_>,
    session: &mut ScanSession,
    index: &OriginalsIndex,
    rows: &[Arc<ResultRow>],
) -> Result<BTreeMap<ImageId, ProvedFile>, ExitCode> {
    let mut files = prove(orders, session, index, rows)?;
    let by_content = match orders.common.match_by {
        MatchBy::Name => None,
        MatchBy::Content => Some(prove_by_content(orders, session, index, &mut files)?),
    };
    if !orders.common.quiet {
        let proofs = rows
            .iter()
            .filter_map(|row| session.row(row.report.id)?.proof.as_deref());
        say(proof_sentence(proofs));
        if let Some(count) = by_content {
            let count = super::summary::grouped(count);
            say(format_args!("originals found by content: {count}"));
        }
    }
    Ok(files)
}

fn prove(
    orders: &ProvingOrders<'_>,
    session: &mut ScanSession,
    index: &OriginalsIndex,
    rows: &[Arc<ResultRow>],
) -> Result<BTreeMap<ImageId, ProvedFile>, ExitCode> {
    let root: Arc<Path> = Arc::from(session.root());
    let mut jobs = Vec::new();
    for row in rows {
        let report = &row.report;
        let mut candidates = index.candidates(&report.location);
        if !row.status().is_flagged() {
            // Guesses are worth their reading only where something looks wrong.
            candidates.guessed.clear();
        }
        if !candidates.is_empty() {
            jobs.push(ProveJob {
                root: Arc::clone(&root),
                image: report.id,
                location: report.location.clone(),
                candidates,
                limits: ImageLimits::default(),
            });
        } else if row.status().is_flagged() {
            session.set_proof(report.id, Proof::without_original(ProofFinding::NoOriginal));
        }
    }
    let config = JobsConfig::for_reading(orders.common.workers());
    let mut files = BTreeMap::new();
    let mut hear = |_: usize, proved: Proved| {
        if let Some(file) = proved.file {
            files.insert(proved.image, file);
        }
        proved.tell(session);
    };
    let end = run_jobs(jobs, config, &orders.view("comparing"), &mut hear);
    end_of_jobs(end, "comparing")?;
    Ok(files)
}

/// Whether jobs came to their end; else the exit code.
pub(super) fn end_of_jobs(end: JobEnd, doing: &str) -> Result<(), ExitCode> {
    match end {
        JobEnd::Completed => Ok(()),
        JobEnd::Stopped => Err(stopped()),
        JobEnd::Failed { detail } => Err(refused(
            EXIT_FAILED,
            format_args!("{doing} failed: {detail}"),
        )),
    }
}

/// What was decided about the files that are there counts.
fn recall(
    session: &mut ScanSession,
    files: &BTreeMap<ImageId, ProvedFile>,
    decisions: &KnownDecisions,
) {
    let images: Vec<ImageId> = session.rows().map(|row| row.report.id).collect();
    for image in images {
        let read = files.get(&image).map(|file| {
            let seen = SeenFile {
                file_bytes: Some(file.file_bytes),
                modified: file.modified,
            };
            (seen, file.content)
        });
        decisions.recall(session, image, read);
    }
}

/// "58 proven by their originals, 2 no mishap, 1 shows another picture, 4 without an original".
fn proof_sentence<'proofs>(proofs: impl Iterator<Item = &'proofs Proof>) -> String {
    use super::summary::grouped;
    let mut counts = [0_u64; 6];
    for proof in proofs {
        let place = match proof.finding {
            ProofFinding::Proven(_) => 0,
            ProofFinding::NotTheMishap => 1,
            ProofFinding::DoesNotMatch => 2,
            ProofFinding::NoOriginal => 3,
            ProofFinding::Unreadable { .. } => 4,
            ProofFinding::TooLittleToTell => 5,
        };
        counts[place] += 1;
    }
    let [proven, no_mishap, other, without, unreadable, too_little] = counts.map(grouped);
    let too_little = if counts[5] > 0 {
        format!("{too_little} leave too little to tell by, ")
    } else {
        String::new()
    };
    format!(
        "{proven} proven by their originals, {no_mishap} no mishap, {other} show another picture, \
         {too_little}{without} without an original, {unreadable} could not be compared"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_originals_say_is_counted() {
        let found = |finding| Proof::without_original(finding);
        let proofs = [
            found(ProofFinding::NotTheMishap),
            found(ProofFinding::NoOriginal),
            found(ProofFinding::NoOriginal),
        ];
        assert_eq!(
            proof_sentence(proofs.iter()),
            "0 proven by their originals, 1 no mishap, 0 show another picture, 2 without an original, \
             0 could not be compared"
        );
    }
}
