//! What the log says of a scan: how it began and ended, what could not be reached, whose decoder broke down.
//!
//! Invariant: a share that went away does not fill the disk with one line per image; after [`MOST_TOLD`] lines only the
//! counts at the end speak of the rest.

use std::path::{Path, PathBuf};

use tracing::{debug, error, info, warn};

use crate::inspect::InspectError;
use crate::scan::{
    ImageOutcome, ImageReport, PauseCause, ScanConfig, ScanEnd, ScanEvent, ScanTargets, SkipCause,
};
use crate::session::ScanTotals;

/// Lines about single files and folders of one scan.
const MOST_TOLD: usize = 100;

/// Follows one scan from its start to its end.
#[derive(Debug)]
pub struct ScanLog {
    root: PathBuf,
    told: usize,
}

impl ScanLog {
    /// A scan begins.
    #[must_use]
    pub fn begin(config: &ScanConfig) -> Self {
        let folder = config.root.display();
        let workers = config.workers.get();
        match &config.targets {
            ScanTargets::Folder => info!(%folder, workers, "scan started"),
            ScanTargets::Images(images) => {
                info!(%folder, workers, images = images.len(), "second try started");
            }
            ScanTargets::Rewritten(images) => {
                info!(%folder, workers, images = images.len(), "look at rewritten images started");
            }
        }
        debug!(?config.include, ?config.inspect, "scan settings");
        Self {
            root: config.root.clone(),
            told: 0,
        }
    }

    /// It said this.
    pub fn event(&mut self, event: &ScanEvent) {
        match event {
            ScanEvent::ImageFinished { report, .. } => self.report(report),
            ScanEvent::Skipped { location, cause } => {
                let what = match cause {
                    SkipCause::UnreadableFolder { detail } => {
                        format!("folder could not be read: {detail}")
                    }
                    SkipCause::FolderNoAnswer { silent_for } => {
                        format!("folder given up: no answer for {} s", silent_for.as_secs())
                    }
                    _ => return,
                };
                self.tell(&location.under(&self.root), &what);
            }
            ScanEvent::WorkerAbandoned { worker, location } => {
                let image = location.as_ref().map(|it| it.under(&self.root));
                warn!(?worker, ?image, "worker given up");
            }
            ScanEvent::Paused(PauseCause::ManyUnreachable { in_a_row }) => {
                warn!(in_a_row, "scan paused: images could not be reached");
            }
            ScanEvent::Paused(PauseCause::Asked) => info!("scan paused"),
            ScanEvent::Resumed => info!("scan resumed"),
            ScanEvent::Discovered { .. }
            | ScanEvent::OtherFiles { .. }
            | ScanEvent::DiscoveryEnded
            | ScanEvent::ImageStarted { .. }
            | ScanEvent::WorkerSilent { .. }
            | ScanEvent::Unchanged { .. }
            | ScanEvent::Gone { .. }
            | ScanEvent::Ended(_) => {}
        }
    }

    /// It is over, with these counts.
    pub fn end(self, end: &ScanEnd, totals: &ScanTotals, elapsed: std::time::Duration) {
        match end {
            ScanEnd::Completed | ScanEnd::Stopped => {}
            ScanEnd::RootUnreadable { detail } => {
                warn!(detail, "the scanned folder can't be read");
            }
            ScanEnd::NoAnswer { silent_for } => {
                warn!(seconds = silent_for.as_secs(), "nothing answered any more");
            }
            ScanEnd::Failed { detail } => error!(detail, "the scan failed"),
        }
        let how = match end {
            ScanEnd::Completed => "completed",
            ScanEnd::Stopped => "stopped",
            ScanEnd::NoAnswer { .. } => "given up",
            ScanEnd::RootUnreadable { .. } | ScanEnd::Failed { .. } => "failed",
        };
        info!(
            how,
            seconds = elapsed.as_secs_f32(),
            found = totals.found,
            done = totals.done,
            black = totals.black,
            doubtful = totals.doubtful,
            proven = totals.proven,
            repaired = totals.repaired,
            unreadable = totals.unreadable,
            unreachable = totals.unreachable,
            skipped = totals.skipped.total(),
            read_bytes = totals.read_bytes,
            "scan ended"
        );
    }

    fn report(&mut self, report: &ImageReport) {
        let path = || report.location.under(&self.root);
        match &report.outcome {
            ImageOutcome::Unreadable(InspectError::DecoderPanicked) => {
                let path = path();
                self.tell(&path, "decoder broke down");
            }
            ImageOutcome::Unreachable(error) => {
                let path = path();
                self.tell(&path, &error.to_string());
            }
            ImageOutcome::Unreadable(error) => {
                debug!(path = %path().display(), %error, "unreadable");
            }
            ImageOutcome::Inspected(_) => {}
        }
    }

    /// A line about one file or folder, while there are not too many.
    fn tell(&mut self, path: &Path, what: &str) {
        let path = path.display();
        match self.told {
            MOST_TOLD => warn!("more files and folders like these are counted only"),
            told if told > MOST_TOLD => return,
            _ => warn!(%path, "{what}"),
        }
        self.told += 1;
    }
}
