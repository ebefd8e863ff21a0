//! Proving, repairing, undoing and handing over, as the window does it: the only place where the room `repair` meets the
//! session and the panels.
//!
//! One job over many images goes on at a time. Invariant: nothing here waits for a disk; what a scan or a repair of another
//! folder was about is forgotten with it.

mod by_content;
mod crew;
mod folders;
mod locking;
mod pack;
mod panels;
mod past;
mod pictures;
mod planning;
mod proof_class;
mod proving;
mod running;
mod sheet_words;
mod undoing;
mod writing;

use std::path::{Path, PathBuf};
use std::time::Duration;

use self::crew::RunningJob;
use self::folders::{RepairFolders, WhichFolder};
use self::locking::Locked;
use self::pack::Packing;
use self::past::PastRepairs;
use self::pictures::RepairedLoader;
use self::planning::CountsBasis;
use self::proving::Proving;
use self::running::Repairing;
use self::undoing::Undoing;
use super::DashboardApp;
use super::folder::{home_folder, meant_path};
use crate::sample::sample_originals_folder;
use crate::scan::{ImageId, ImageLocation};
use crate::session::{Decision, ImageSet, ScanSession};
use crate::ui::RepairCommand;
use crate::ui::bulk_dialog::BulkWish;
use crate::ui::closing_dialog::Writing;
use crate::ui::pictures::ScanGeneration;
use crate::ui::repair_dialog::{ImagesToRepair, RepairCounts};

/// What has no wake-up call is looked at so often.
const SLOW_LOOK: Duration = Duration::from_millis(150);

/// So long the program's end waits for files that are being written.
const LAST_FILES: Duration = Duration::from_secs(20);

/// Everything about repairs that the window keeps.
#[derive(Default)]
pub(super) struct Repairs {
    pub(super) proving: Proving,
    pub(super) repairing: Repairing,
    pub(super) undoing: Undoing,
    pub(super) past: PastRepairs,
    pub(super) pictures: RepairedLoader,
    packing: Packing,
    /// What a lock kept from beginning, while it is asked about.
    locked: Option<Locked>,
    folders: RepairFolders,
    /// Images that wait to be repaired, in the order in which they were put there.
    queue: Vec<ImageId>,
    /// The same, for who asks about single ones.
    queued: ImageSet,
    /// How many images each choice of the repair's dialog holds, and what that rests on.
    counts: Option<(CountsBasis, RepairCounts)>,
    /// What waited when the folder was scanned again: the images of the new scan have other names.
    kept_queue: Option<KeptQueue>,
    /// For which scanned folder folders were suggested.
    suggested_for: Option<PathBuf>,
}

/// Images that waited to be repaired.
struct KeptQueue {
    root: PathBuf,
    places: Vec<ImageLocation>,
}

impl Repairs {
    /// Whether a job over many images goes on.
    pub(super) fn is_at_work(&self) -> bool {
        self.proving.is_at_work() || self.is_writing() || self.packing.is_at_work()
    }

    /// Whether files are being written.
    pub(super) fn is_writing(&self) -> bool {
        self.repairing.is_at_work() || self.undoing.is_at_work()
    }

    /// What is being written, for those who want to close the window.
    pub(super) fn writing(&self) -> Option<Writing> {
        let jobs = [
            (self.repairing.is_at_work(), Writing::Repair),
            (self.undoing.is_at_work(), Writing::Undo),
            (self.packing.is_at_work(), Writing::Pack),
        ];
        jobs.into_iter()
            .find_map(|(is_at_work, what)| is_at_work.then_some(what))
    }

    /// The job that goes on.
    fn job(&self) -> Option<&dyn RunningJob> {
        let job = self.proving.job().or_else(|| self.repairing.job());
        job.or_else(|| self.undoing.job())
            .or_else(|| self.packing.job())
    }

    fn pause_job(&self) {
        if let Some(job) = self.job() {
            job.pause();
        }
    }

    fn resume_job(&self) {
        if let Some(job) = self.job() {
            job.resume();
        }
    }

    fn stop_job(&mut self) {
        let job = self.proving.job_mut().or_else(|| self.repairing.job_mut());
        let job = job.or_else(|| self.undoing.job_mut());
        if let Some(job) = job.or_else(|| self.packing.job_mut()) {
            job.stop();
        }
    }

    /// Whether what the journals tell is about to be another.
    fn past_is_changing(&self) -> bool {
        self.is_writing()
    }

    /// Images that wait to be repaired.
    pub(super) fn queued(&self) -> &ImageSet {
        &self.queued
    }

    fn set_queue(&mut self, queue: Vec<ImageId>) {
        self.queued = ImageSet::new(queue.clone());
        self.queue = queue;
    }

    /// Another scan begins: what was about the images of the last one is forgotten. Files are never being written then.
    pub(super) fn begin_scan(&mut self, generation: ScanGeneration) {
        self.proving = Proving::default();
        self.repairing.leave();
        self.undoing.proofs.clear();
        self.locked = None;
        self.folders.forget_problem();
        self.past = PastRepairs::default();
        self.pictures.begin(generation);
        self.set_queue(Vec::new());
    }
}

impl DashboardApp {
    /// Carries out a command about repairs. `frame` is the window, as parent of dialogs.
    pub(super) fn carry_out_on_repairs(
        &mut self,
        ctx: &egui::Context,
        frame: &eframe::Frame,
        command: RepairCommand,
    ) {
        match command {
            RepairCommand::SetBackground(colour) => self.settings.repair.background = colour,
            RepairCommand::SetOptions(options) => self.settings.repair = options,
            RepairCommand::ShowOriginals(show) => self.show_originals(ctx, show),
            RepairCommand::ChooseOriginalsFolder => {
                self.choose_repair_folder(ctx, frame, WhichFolder::Originals);
            }
            RepairCommand::SetOriginalsFolder(_) => {
                self.repair_folder_edited(ctx, WhichFolder::Originals);
            }
            RepairCommand::StartProving(wish) => {
                self.remember_originals();
                self.start_proving(ctx, wish);
            }
            RepairCommand::PauseJobs => self.repairs.pause_job(),
            RepairCommand::ResumeJobs => self.repairs.resume_job(),
            RepairCommand::StopJobs => self.repairs.stop_job(),
            RepairCommand::ConfirmAndQueue(images) => {
                self.decide_or_ask(images, BulkWish::ConfirmAndQueue);
            }
            RepairCommand::Unqueue(images) => {
                let mut queue = std::mem::take(&mut self.repairs.queue);
                queue.retain(|queued| !images.contains(queued));
                self.repairs.set_queue(queue);
            }
            RepairCommand::ShowRepair(show) => self.show_repair(ctx, show),
            RepairCommand::ChooseFolder(folder) => {
                self.choose_repair_folder(ctx, frame, WhichFolder::Repair(folder));
            }
            RepairCommand::FolderEdited(folder) => {
                self.repair_folder_edited(ctx, WhichFolder::Repair(folder));
            }
            RepairCommand::Plan(wish) => self.plan_repair(ctx, &wish),
            RepairCommand::LeavePlan => self.repairs.repairing.leave(),
            RepairCommand::Start => self.start_repair(ctx),
            RepairCommand::ShowRepairs(show) => {
                self.windows.repairs = show && self.session.is_some();
                self.repairs.undoing.result = None;
            }
            RepairCommand::Resume(journal) => self.resume_repair(ctx, journal),
            RepairCommand::AskUndo(question) => self.windows.undo = Some(question),
            RepairCommand::CancelUndo => self.windows.undo = None,
            RepairCommand::Undo { journal, scope } => self.start_undo(ctx, journal, scope),
            RepairCommand::TakeOverLock => self.take_over_lock(ctx),
            RepairCommand::LeaveLock => self.repairs.locked = None,
            RepairCommand::ShowFolder(folder) => self.show_folder(ctx, folder),
            RepairCommand::ShowPack(show) => self.show_pack(ctx, show),
            RepairCommand::ChoosePackFolder => {
                self.choose_repair_folder(ctx, frame, WhichFolder::Pack);
            }
            RepairCommand::PackFolderEdited => self.repair_folder_edited(ctx, WhichFolder::Pack),
            RepairCommand::SavePack(folder) => self.save_pack(ctx, &folder),
        }
    }

    /// The folder is scanned again, or another one.
    pub(super) fn keep_queue(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let rows = self.repairs.queue.iter().filter_map(|id| session.row(*id));
        let places: Vec<_> = rows.map(|row| row.report.location.clone()).collect();
        // Where the scan before had not come to its end, it still waits.
        if !places.is_empty() {
            self.repairs.kept_queue = Some(KeptQueue {
                root: session.root().to_owned(),
                places,
            });
        }
    }

    /// The scan is over: what waited before it waits on.
    pub(super) fn return_queue(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let Some(kept) = self.repairs.kept_queue.take() else {
            return;
        };
        if kept.root != session.root() {
            return;
        }
        let find = writing::finder(Some(session));
        let waits_already = |image: &ImageId| self.repairs.queued.contains(*image);
        let kept = kept.places.iter().filter_map(find);
        let mut queue: Vec<ImageId> = kept.filter(|image| !waits_already(image)).collect();
        queue.extend(&self.repairs.queue);
        self.repairs.set_queue(queue);
    }

    /// Takes what was found, proven, written and undone.
    pub(super) fn poll_repairs(&mut self, ctx: &egui::Context) {
        self.poll_repair_folders(ctx);
        self.poll_proving(ctx);
        self.poll_repairing(ctx);
        self.poll_undoing(ctx);
        self.poll_past_repairs(ctx);
        self.poll_packing(ctx);
    }

    /// Confirms images and puts those among them to be repaired that may be: by their originals' proof, or a person's answer.
    pub(in crate::app) fn confirm_and_queue(&mut self, images: &[ImageId]) {
        let Some(session) = &self.session else { return };
        let mut queue = std::mem::take(&mut self.repairs.queue);
        for image in images {
            let row = session.row(*image);
            let may_be_repaired = row.is_some_and(|row| row.repair_ground().is_some());
            if may_be_repaired && !self.repairs.queued.contains(*image) {
                queue.push(*image);
            }
        }
        self.repairs.set_queue(queue);
        self.decide(images, Some(Decision::Confirmed));
    }

    /// The folder of originals that the scanned folder was proven with last; the sample has its own. What is typed stays while
    /// the same folder is scanned again.
    pub(super) fn offer_originals(&mut self, scanned: &Path) {
        if self.session.as_ref().map(ScanSession::root) == Some(scanned) {
            return;
        }
        let choice = self.settings.folders.of(scanned);
        self.panels.originals.match_by = choice.match_by;
        self.panels.originals.folder = if scanned == self.services.sample_folder {
            sample_originals_folder(scanned)
                .to_string_lossy()
                .into_owned()
        } else {
            choice.originals
        };
    }

    /// The folder of originals, as it is typed; `None`: only beside the images.
    fn chosen_originals(&self) -> Option<PathBuf> {
        let typed = self.panels.originals.folder.trim();
        (!typed.is_empty()).then(|| meant_path(typed, home_folder().as_deref()))
    }

    fn remember_originals(&mut self) {
        let scanned = self.session.as_ref().map(ScanSession::root);
        let scanned = scanned.filter(|it| *it != self.services.sample_folder.as_path());
        if let Some(scanned) = scanned {
            let originals = self.panels.originals.folder.trim();
            let match_by = self.panels.originals.match_by;
            self.settings.folders.change(scanned, |choice| {
                originals.clone_into(&mut choice.originals);
                choice.match_by = match_by;
            });
        }
    }

    fn show_originals(&mut self, ctx: &egui::Context, show: bool) {
        self.windows.originals = show && self.session.is_some();
        if show {
            // It may be there again.
            self.repair_folder_edited(ctx, WhichFolder::Originals);
        }
    }

    /// The dialog begins with the choice, unless there is something to be seen. What was put in the queue by hand is what
    /// is meant.
    fn show_repair(&mut self, ctx: &egui::Context, show: bool) {
        self.windows.repair = show && self.session.is_some();
        if !show {
            self.repairs.repairing.leave();
            return;
        }
        self.windows.originals = false;
        self.suggest_repair_folders();
        let folder = self.panels.repair.place.folder();
        self.repair_folder_edited(ctx, WhichFolder::Repair(folder));
        if self.repair_counts().queued > 0 {
            self.panels.repair.images = ImagesToRepair::Queued;
        } else if self.panels.repair.images == ImagesToRepair::Queued {
            self.panels.repair.images = ImagesToRepair::Proven;
        }
    }

    /// Beside the scanned folder, where nobody has chosen anything.
    fn suggest_repair_folders(&mut self) {
        let Some(session) = &self.session else { return };
        let root = session.root();
        let (Some(parent), Some(name)) = (root.parent(), root.file_name()) else {
            return;
        };
        let beside = |ending: &str| {
            let mut name = name.to_owned();
            name.push(ending);
            parent.join(name).to_string_lossy().into_owned()
        };
        let state = &mut self.panels.repair;
        if self.repairs.suggested_for.as_deref() != Some(root) {
            state.target = beside("-repaired");
            state.backup = beside("-backup");
            self.repairs.suggested_for = Some(root.to_owned());
        }
    }

    /// The window is gone: files that are being written are finished.
    pub(super) fn finish_repairs(&mut self) {
        if let Some(job) = self.repairs.proving.job_mut() {
            job.stop();
        }
        self.repairs.repairing.finish(LAST_FILES);
        self.repairs.undoing.finish(LAST_FILES);
    }
}
