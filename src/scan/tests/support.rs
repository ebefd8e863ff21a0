//! Inspectors made of closures, a listener that checks every scan's promises, and temporary folders.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use tempfile::TempDir;

use crate::inspect::{InspectError, InspectOptions};
use crate::scan::folder_disk::{Entry, FolderDisk, Head, Listing, SystemDisk};
use crate::scan::start::{Patience, start_engine};
use crate::scan::{
    FileInspector, FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, IncludeRules,
    InspectTask, Inspected, Inspector, NextEvent, Pulse, ScanConfig, ScanEnd, ScanEvent,
    ScanHandle, ScanMemory, ScanTargets, Scratch, SkipCause, WorkTimes, WorkerId,
};

/// Longer than anything here takes on the slowest machine; waiting so long means that the engine hangs.
pub(super) const FOR_EVER: Duration = Duration::from_mins(1);

/// An inspector made of a closure.
pub(super) struct Fake<F>(pub(super) F);

impl<F> Inspector for Fake<F>
where
    F: Fn(&InspectTask<'_>, &Pulse) -> ImageOutcome + Send + Sync + 'static,
{
    fn inspect(&self, task: &InspectTask<'_>, pulse: &Pulse, _: &mut Scratch) -> Inspected {
        inspected((self.0)(task, pulse))
    }
}

pub(super) fn inspected(outcome: ImageOutcome) -> Inspected {
    Inspected {
        outcome,
        thumbnail: None,
        file_bytes: None,
        stamp: FileStamp::default(),
        times: WorkTimes::default(),
    }
}

/// What an inspector says that has nothing to say.
pub(super) fn plain() -> ImageOutcome {
    ImageOutcome::Unreadable(InspectError::EmptyFile)
}

pub(super) fn config(root: &Path, workers: usize) -> ScanConfig {
    ScanConfig {
        root: root.to_path_buf(),
        targets: ScanTargets::Folder,
        workers: NonZeroUsize::new(workers).unwrap(),
        include: IncludeRules::default(),
        inspect: InspectOptions::default(),
        pause_after_unreachable: None,
        silence_limit: FOR_EVER,
        give_up_after: None,
        memory: ScanMemory::default(),
    }
}

/// So many images that need no files, because the inspector opens none.
pub(super) fn made_up_images(count: u32) -> ScanTargets {
    let image = |id| (ImageId(id), ImageLocation::new(format!("{id}.jpg")));
    ScanTargets::Images((0..count).map(image).collect())
}

/// Patience for tests with hanging threads that are given up soon; the rest as in life. The folder has all the time that
/// it needs: a thread that asks it must not be taken for one that hangs, because a busy machine keeps it waiting.
pub(super) fn short_patience() -> Patience {
    Patience {
        first_silence: Duration::from_millis(200),
        silence_again: Duration::from_millis(200),
        folder_silence: Some(FOR_EVER),
        ..Patience::default()
    }
}

/// A place where threads hang until it is dropped.
pub(super) struct Swamp {
    out: Receiver<()>,
    _way_out: Sender<()>,
}

impl Swamp {
    pub(super) fn new() -> Self {
        let (way_out, out) = bounded(0);
        Self {
            out,
            _way_out: way_out,
        }
    }

    pub(super) fn entrance(&self) -> impl Fn() + Send + Sync + 'static {
        let out = self.out.clone();
        move || {
            out.recv().unwrap_err();
        }
    }
}

/// A disk of which some questions are never answered: those about which `hang`, which is to hang itself, is asked.
pub(super) struct HangingDisk<F>(pub(super) F);

/// What a disk is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    Check,
    List,
    Facts,
    Head,
}

impl<F: Fn(Asking, &Path) + Send + Sync + 'static> FolderDisk for HangingDisk<F> {
    fn check(&self, folder: &Path) -> io::Result<()> {
        (self.0)(Asking::Check, folder);
        SystemDisk.check(folder)
    }

    fn list(&self, folder: &Path, heard: &dyn Fn()) -> io::Result<Listing> {
        (self.0)(Asking::List, folder);
        SystemDisk.list(folder, heard)
    }

    fn facts(&self, path: &Path, entry: &Entry) -> io::Result<Metadata> {
        (self.0)(Asking::Facts, path);
        SystemDisk.facts(path, entry)
    }

    fn facts_of_target(&self, link: &Path) -> io::Result<Metadata> {
        (self.0)(Asking::Facts, link);
        SystemDisk.facts_of_target(link)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        SystemDisk.real_path(path)
    }

    fn head(&self, file: &Path) -> io::Result<Head> {
        (self.0)(Asking::Head, file);
        SystemDisk.head(file)
    }
}

/// A running scan whose promises are checked as its events arrive.
pub(super) struct Watched {
    pub(super) handle: ScanHandle,
    pub(super) story: Story,
}

/// What a scan has told so far.
#[derive(Default)]
pub(super) struct Story {
    pub(super) reports: Vec<ImageReport>,
    pub(super) skipped: Vec<(PathBuf, SkipCause)>,
    pub(super) found: u64,
    pub(super) found_bytes: u64,
    pub(super) other_files: u64,
    pub(super) started: u64,
    pub(super) is_walk_over: bool,
    pub(super) abandoned: Vec<WorkerId>,
    pub(super) unchanged: Vec<ImageId>,
    pub(super) gone: Vec<ImageId>,
    pub(super) silent: Vec<WorkerId>,
    pub(super) pauses: Vec<crate::scan::PauseCause>,
    pub(super) resumes: usize,
    pub(super) end: Option<ScanEnd>,
    at_work: HashMap<WorkerId, ImageLocation>,
}

/// Starts a scan with an inspector made of a closure.
pub(super) fn scan(
    config: ScanConfig,
    inspect: impl Fn(&InspectTask<'_>, &Pulse) -> ImageOutcome + Send + Sync + 'static,
) -> Watched {
    scan_with(config, Arc::new(Fake(inspect)), Patience::default())
}

/// Starts a scan that reads real files.
pub(super) fn scan_files(config: ScanConfig) -> Watched {
    scan_with(config, Arc::new(FileInspector), Patience::default())
}

pub(super) fn scan_with(
    config: ScanConfig,
    inspector: Arc<dyn Inspector>,
    patience: Patience,
) -> Watched {
    Watched {
        handle: start_engine(config, || {}, inspector, patience, Arc::new(SystemDisk)),
        story: Story::default(),
    }
}

impl Watched {
    /// Hears events until one satisfies `wanted`.
    pub(super) fn until(&mut self, wanted: impl Fn(&ScanEvent) -> bool) {
        loop {
            match self.handle.wait_next(FOR_EVER) {
                NextEvent::Event(event) => {
                    let is_wanted = wanted(&event);
                    self.story.hear(event);
                    if is_wanted {
                        return;
                    }
                }
                NextEvent::Timeout => panic!("nothing came: the engine hangs"),
                NextEvent::Over => panic!("the scan ended before the event that was waited for"),
            }
        }
    }

    /// Hears everything to the end, and that nothing follows.
    pub(super) fn hear_out(mut self) -> Story {
        while self.story.end.is_none() {
            self.until(|_| true);
        }
        assert!(
            matches!(self.handle.wait_next(FOR_EVER), NextEvent::Over),
            "nothing follows the end"
        );
        assert!(self.handle.try_next().is_none(), "and nothing ever will");
        self.story
    }
}

impl Story {
    /// Takes note of an event; fails when it breaks a promise.
    pub(super) fn hear(&mut self, event: ScanEvent) {
        assert_eq!(self.end, None, "the end is the last event");
        match event {
            ScanEvent::Discovered { images, bytes } => {
                assert!(!self.is_walk_over, "nothing is found after the walk");
                self.found += images;
                self.found_bytes += bytes;
            }
            ScanEvent::Skipped { location, cause } => {
                self.skipped
                    .push((location.relative().to_path_buf(), cause));
            }
            ScanEvent::OtherFiles { files } => {
                assert!(files > 0, "nothing is not told");
                self.other_files += files;
            }
            ScanEvent::DiscoveryEnded => {
                assert!(!self.is_walk_over, "it is told once");
                self.is_walk_over = true;
            }
            ScanEvent::ImageStarted { worker, location } => {
                self.started += 1;
                assert!(
                    self.started <= self.found,
                    "an image is found before it is started"
                );
                let before = self.at_work.insert(worker, location);
                assert_eq!(before, None, "a worker has one image at a time");
            }
            ScanEvent::ImageFinished { worker, report, .. } => {
                let started = self.at_work.remove(&worker);
                assert_eq!(
                    started.as_ref(),
                    Some(&report.location),
                    "a worker finishes the image that it started"
                );
                self.reports.push(*report);
            }
            ScanEvent::Unchanged { images } => {
                assert!(self.gone.is_empty(), "what is gone is told last");
                self.started += images.len() as u64;
                assert!(self.started <= self.found, "it is counted before");
                self.unchanged.extend(images);
            }
            ScanEvent::Gone { images } => {
                assert!(self.is_walk_over, "only then it is known");
                self.gone.extend(images);
            }
            ScanEvent::WorkerSilent { worker, .. } => self.silent.push(worker),
            ScanEvent::WorkerAbandoned { worker, location } => {
                if location.is_some() {
                    assert_eq!(
                        location.as_ref(),
                        self.reports.last().map(|report| &report.location),
                        "the image of a worker that was given up comes just before"
                    );
                }
                self.abandoned.push(worker);
            }
            ScanEvent::Paused(cause) => self.pauses.push(cause),
            ScanEvent::Resumed => self.resumes += 1,
            ScanEvent::Ended(end) => self.end = Some(end),
        }
    }

    /// The ids of all reports, sorted; fails when one came twice.
    pub(super) fn ids(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.reports.iter().map(|report| report.id.0).collect();
        ids.sort_unstable();
        assert!(
            ids.windows(2).all(|pair| pair[0] != pair[1]),
            "no image is reported twice"
        );
        ids
    }

    /// The outcome of the image at `path`.
    pub(super) fn outcome(&self, path: impl AsRef<Path>) -> &ImageOutcome {
        let path = path.as_ref();
        self.reports
            .iter()
            .find(|report| report.location.relative() == path)
            .map_or_else(
                || panic!("{} has a row", path.display()),
                |report| &report.outcome,
            )
    }

    /// The paths of all reports, sorted.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<_> = self
            .reports
            .iter()
            .map(|report| report.location.relative().to_path_buf())
            .collect();
        paths.sort();
        paths
    }

    /// What was skipped for `cause`, sorted.
    pub(super) fn skipped_for(&self, cause: &SkipCause) -> Vec<&Path> {
        let mut paths: Vec<_> = self
            .skipped
            .iter()
            .filter(|(_, why)| why == cause)
            .map(|(path, _)| path.as_path())
            .collect();
        paths.sort();
        paths
    }
}

/// A temporary folder with these files, each holding one byte.
pub(super) fn folder_with(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        put(folder.path().join(file));
    }
    folder
}

/// Writes a file of one byte, and the folders above it.
pub(super) fn put(path: impl AsRef<Path>) {
    let path = path.as_ref();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, b"x").unwrap();
}
