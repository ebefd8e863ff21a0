//! The page of a report, alone or in a pack: its pictures are made by the workers while it is written.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use crate::cli::headless_scan::TICK;
use crate::cli::interrupt::Interrupt;
use crate::cli::progress::JobBar;
use crate::cli::repair_args::ReportArgs;
use crate::cli::say_error;
use crate::export::{
    EnglishWords, PackError, PackOrder, PackSummary, SHEET_PICTURE_PX, SaveError, ScannedFiles,
    SheetAbout, SheetPicture, Thumbs, picture_files, save_contact_sheet, write_pack,
};
use crate::inspect::ImageLimits;
use crate::repair::{AfterRepair, BackgroundColour, BeforeAfter, BeforeAfterJob};
use crate::scan::{JobEnd, JobEvent, JobRun, JobsConfig, NextEvent, ProductId, start_jobs};
use crate::session::{JobProgress, ResultRow};

/// How the writing of a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// It is there, with all pictures that could be made.
    Whole,
    /// It is there, but the pictures could not be drawn.
    WithoutPictures,
    /// Nothing was written.
    Stopped,
}

/// Writes the page.
pub(super) fn save_sheet(
    args: &ReportArgs,
    shown: &[Arc<ResultRow>],
    scanned: ScannedFiles<'_>,
    interrupt: &Interrupt,
) -> Result<Page, SaveError> {
    let about = SheetAbout {
        root: scanned.root,
        made_at: SystemTime::now(),
    };
    let mut pictures = Pictures::start(args, shown, scanned.root, interrupt);
    let mut thumbs = |row: &ResultRow| {
        let pictures = pictures.of(row);
        if interrupt.is_asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(pictures)
        }
    };
    let saved = save_contact_sheet(
        shown,
        about,
        &EnglishWords,
        &args.html,
        Some(scanned),
        &mut thumbs,
    )?;
    Ok(match (saved, pictures.have_failed()) {
        (None, _) => Page::Stopped,
        (Some(_), true) => Page::WithoutPictures,
        (Some(_), false) => Page::Whole,
    })
}

/// Writes a pack: the page, tables with checksums, and the repaired files in their tree.
pub(super) fn save_pack(
    args: &ReportArgs,
    folder: &Path,
    shown: &[Arc<ResultRow>],
    root: &Path,
    interrupt: &Interrupt,
) -> Result<(PackSummary, Page), PackError> {
    let order = PackOrder {
        rows: shown,
        root,
        originals: args.originals.as_deref(),
        folder,
        made_at: SystemTime::now(),
    };
    let mut pictures = Pictures::start(args, shown, root, interrupt);
    let mut thumbs = |row: &ResultRow| pictures.of(row);
    let mut go_on = |_, _| {
        if interrupt.is_asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let summary = write_pack(order, &EnglishWords, &mut thumbs, &mut go_on)?;
    let page = if pictures.have_failed() {
        Page::WithoutPictures
    } else {
        Page::Whole
    };
    Ok((summary, page))
}

/// Pictures that are made in about the order in which the page asks for them, so that few of them wait.
struct Pictures<'run> {
    /// Where in the list an image is.
    places: BTreeMap<PathBuf, usize>,
    run: JobRun<BeforeAfter>,
    /// Made before they were asked for; small by then, because one slow image lets all others wait here.
    early: BTreeMap<usize, Thumbs>,
    end: Option<JobEnd>,
    progress: JobProgress<()>,
    bar: JobBar,
    interrupt: &'run Interrupt,
}

impl<'run> Pictures<'run> {
    fn start(
        args: &ReportArgs,
        shown: &[Arc<ResultRow>],
        root: &Path,
        interrupt: &'run Interrupt,
    ) -> Self {
        let mut in_order: Vec<&ResultRow> = shown.iter().map(Arc::as_ref).collect();
        // Products by their ids, images by their paths: as the page has them.
        in_order.sort_by(|one, other| order_of(one).cmp(&order_of(other)));
        let jobs: Vec<_> = in_order.iter().map(|row| picture_job(row, root)).collect();
        let places = in_order.iter().enumerate();
        let workers = args.common.workers();
        Self {
            places: places
                .map(|(place, row)| (row.report.location.relative().to_path_buf(), place))
                .collect(),
            early: BTreeMap::new(),
            end: None,
            progress: JobProgress::new(jobs.len() as u64, workers.get(), Instant::now()),
            bar: JobBar::new(args.common.visibility(), "drawing"),
            // Waiting needs no wake-up call.
            run: start_jobs(JobsConfig::for_reading(workers), jobs, || {}),
            interrupt,
        }
    }

    /// Waits for the pictures of an image.
    fn of(&mut self, row: &ResultRow) -> Thumbs {
        let Some(&place) = self.places.get(row.report.location.relative()) else {
            return Thumbs::default();
        };
        while self.end.is_none() && !self.early.contains_key(&place) {
            self.listen();
        }
        self.early.remove(&place).unwrap_or_default()
    }

    /// Whether the pictures could not be drawn at all; says so once.
    fn have_failed(&self) -> bool {
        let Some(JobEnd::Failed { detail }) = &self.end else {
            return false;
        };
        say_error(format_args!("the pictures could not be drawn: {detail}"));
        true
    }

    fn listen(&mut self) {
        let next = self.run.wait_next(TICK);
        let now = Instant::now();
        match next {
            NextEvent::Event(JobEvent::Finished {
                worker,
                job,
                outcome,
                busy,
            }) => {
                self.progress.finished(worker, (), busy, now);
                self.early.insert(job, small(&outcome));
            }
            NextEvent::Event(JobEvent::Ended(end)) => self.end = Some(end),
            NextEvent::Over => self.end = Some(JobEnd::Stopped),
            NextEvent::Event(_) | NextEvent::Timeout => {}
        }
        if self.interrupt.is_asked() {
            self.run.stop();
        }
        self.bar.show(&self.progress, now);
    }
}

fn order_of(row: &ResultRow) -> (bool, Option<&str>, &Path) {
    let product = row.report.product.as_ref();
    (
        product.is_none(),
        product.map(ProductId::as_str),
        row.report.location.relative(),
    )
}

fn small(pictures: &BeforeAfter) -> Thumbs {
    Thumbs {
        before: pictures.before.as_ref().and_then(SheetPicture::of),
        after: pictures.after.as_ref().and_then(SheetPicture::of),
    }
}

fn picture_job(row: &ResultRow, root: &Path) -> BeforeAfterJob {
    let files = picture_files(row, root);
    let proof = row.proof_of_this_file();
    // What is proven, or a person has answered for.
    let proof = proof.filter(|proof| proof.finding.is_proven() || row.answer().is_some());
    let original = proof.and_then(|proof| proof.original.as_ref());
    let after = match (files.new, original) {
        (Some(new), _) => AfterRepair::Is(new),
        (None, Some(original)) => AfterRepair::WouldBe {
            original: original.path.clone(),
            placement: original.placement,
            background: BackgroundColour::WHITE,
        },
        (None, _) => AfterRepair::Unknown,
    };
    BeforeAfterJob {
        location: row.report.location.clone(),
        before: files.black,
        after,
        longest_side_px: SHEET_PICTURE_PX,
        limits: ImageLimits::default(),
    }
}
