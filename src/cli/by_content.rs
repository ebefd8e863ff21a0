//! Looking for originals by what they show, where their names say nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::job_run::run_jobs;
use super::proving::{ProvingOrders, end_of_jobs};
use super::say_error;
use crate::inspect::ImageLimits;
use crate::repair::{
    LookIndex, LookJobs, LookedAt, MatchBy, Nearest, NearestJob, OriginalsIndex, ProveJob, Proved,
    ProvedFile, is_asked_by_content,
};
use crate::review::{LooksKeeper, Store, user_database};
use crate::scan::{ImageId, ImageLocation, JobsConfig};
use crate::session::ScanSession;

impl ValueEnum for MatchBy {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Name, Self::Content]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Name => PossibleValue::new("name").help("By product id and file name (the usual)"),
            Self::Content => PossibleValue::new("content").help(
                "By name first; then flagged images without an original are compared with what looks most like them. \
                 Every original is read once, and remembered in the database",
            ),
        })
    }
}

/// Compares the flagged images that no original has explained yet with what looks most like them; returns of how many the
/// original was found so.
pub(super) fn prove_by_content(
    orders: &ProvingOrders<'_>,
    session: &mut ScanSession,
    index: &OriginalsIndex,
    files: &mut BTreeMap<ImageId, ProvedFile>,
) -> Result<u64, ExitCode> {
    let jobs = jobs_by_content(orders, session, index)?;
    let mut found = 0;
    let mut hear = |_: usize, proved: Proved| {
        let (image, file) = (proved.image, proved.file);
        if proved.tell_of_guess(session) {
            found += 1;
            files.extend(file.map(|file| (image, file)));
        }
    };
    let config = JobsConfig::for_reading(orders.common.workers());
    let view = orders.view("comparing with what looks alike");
    let end = run_jobs(jobs, config, &view, &mut hear);
    end_of_jobs(end, "comparing")?;
    Ok(found)
}

/// What to compare the flagged images with that no original has explained yet.
fn jobs_by_content(
    orders: &ProvingOrders<'_>,
    session: &ScanSession,
    index: &OriginalsIndex,
) -> Result<Vec<ProveJob>, ExitCode> {
    let asked = session.rows().filter(|row| is_asked_by_content(row));
    let asked: Vec<_> = asked
        .map(|row| (row.report.id, row.report.location.clone()))
        .collect();
    if asked.is_empty() || index.is_empty() {
        return Ok(Vec::new());
    }
    let originals = look_at_originals(orders, index)?;
    nearest(orders, session.root(), asked, originals)
}

/// Looks at every original that is not known, and remembers what is new.
fn look_at_originals(
    orders: &ProvingOrders<'_>,
    index: &OriginalsIndex,
) -> Result<LookIndex, ExitCode> {
    let database = orders.common.database.clone().or_else(user_database);
    let paths: Vec<PathBuf> = index.paths().collect();
    let stored = stored_looks(database.as_deref(), &paths);
    let mut keeper = database.and_then(|database| LooksKeeper::start(database).ok());
    let mut looks = LookIndex::default();
    let mut hear = |_: usize, looked: LookedAt| {
        if let Some((path, bytes)) = looks.take(looked)
            && let Some(keeper) = &mut keeper
        {
            keeper.take(path, bytes);
        }
    };
    let config = JobsConfig::for_reading(orders.common.workers());
    let view = orders.view("looking at originals");
    let LookJobs { jobs, left_out } = LookJobs::new(paths, stored);
    let end = run_jobs(jobs, config, &view, &mut hear);
    if let Some(keeper) = keeper {
        keeper.finish();
    }
    end_of_jobs(end, "looking at originals")?;
    let unread = looks.unread();
    if unread > 0 {
        say_error(format_args!(
            "{unread} files that may be originals could not be read; they were not found by content"
        ));
    }
    if left_out > 0 {
        say_error(format_args!(
            "{left_out} originals were not searched by content, because there are too many; \
             name a smaller folder of originals"
        ));
    }
    Ok(looks)
}

/// What is remembered of originals. Where the database can't be read they are all looked at.
fn stored_looks(database: Option<&Path>, paths: &[PathBuf]) -> Vec<Option<Vec<u8>>> {
    let Some(database) = database.filter(|database| database.exists()) else {
        return Vec::new();
    };
    let stored = Store::open(database).and_then(|store| store.original_looks(paths));
    stored.unwrap_or_else(|error| {
        tracing::warn!(%error, "what is remembered of originals can't be read");
        Vec::new()
    })
}

fn nearest(
    orders: &ProvingOrders<'_>,
    root: &Path,
    asked: Vec<(ImageId, ImageLocation)>,
    originals: LookIndex,
) -> Result<Vec<ProveJob>, ExitCode> {
    let root: Arc<Path> = Arc::from(root);
    let originals = Arc::new(originals);
    let asked = asked.into_iter().map(|(image, location)| NearestJob {
        root: Arc::clone(&root),
        image,
        location,
        originals: Arc::clone(&originals),
        limits: ImageLimits::default(),
    });
    let mut jobs = Vec::new();
    let mut hear = |_: usize, nearest: Nearest| jobs.extend(ProveJob::of_nearest(&root, nearest));
    let config = JobsConfig::for_reading(orders.common.workers());
    let view = orders.view("searching by content");
    let end = run_jobs(asked.collect(), config, &view, &mut hear);
    end_of_jobs(end, "searching by content")?;
    Ok(jobs)
}
