//! From the choice to the plan: which images, where to, and what a repair would do. Nothing is written.

use std::path::PathBuf;

use crate::app::DashboardApp;
use crate::app::folder::{home_folder, meant_path};
use crate::app::job::{Job, JobState};
use crate::repair::{
    ImageToRepair, RepairDestination, RepairError, RepairOrder, RepairPlan, SkippedImage,
    plan_repair,
};
use crate::scan::ImageId;
use crate::session::{Decision, ResultRow, RowStatus, ScanSession};
use crate::ui::Text;
use crate::ui::repair_dialog::{
    ImagesToRepair, PlanLine, PlanView, RepairCounts, RepairPlace, RepairWish, SkippedGroup,
    SkippedImage as SkippedLine,
};
use crate::ui::wording;

/// What the counts of the dialog rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CountsBasis {
    proven: u64,
    decided: (u64, u64),
    queued: usize,
    selected: (usize, Option<ImageId>),
}

/// A plan that is being made.
pub(super) struct Planning {
    job: Job<Result<(RepairPlan, Vec<PlanLine>), RepairError>>,
    place: RepairPlace,
}

/// A plan, and how it is shown.
pub(super) struct Planned {
    pub(super) plan: RepairPlan,
    pub(super) view: PlanView,
}

impl Planning {
    /// What came of it; `None` while it goes on.
    pub(super) fn poll(&self, text: &Text) -> Option<Result<Box<Planned>, String>> {
        match self.job.poll() {
            JobState::Running => None,
            JobState::Lost => Some(Err(text.get("app-broke-down"))),
            JobState::Done(Err(error)) => {
                tracing::warn!(%error, "no plan");
                Some(Err(wording::repair_error(text, &error)))
            }
            JobState::Done(Ok((plan, lines))) => {
                let view = PlanView {
                    place: self.place.clone(),
                    lines,
                    skipped: skipped_groups(&plan.skipped, text),
                    bytes_needed: plan.disks.iter().map(|disk| disk.needed_bytes).sum(),
                    bytes_free: free_bytes(&plan),
                };
                Some(Ok(Box::new(Planned { plan, view })))
            }
        }
    }
}

impl DashboardApp {
    /// How many images each choice holds. It looks at every row, so it is worked out only when something changed.
    pub(super) fn repair_counts(&mut self) -> RepairCounts {
        let Some(session) = &self.session else {
            return RepairCounts::default();
        };
        let totals = session.totals();
        let basis = CountsBasis {
            proven: totals.of(RowStatus::Proven),
            decided: (totals.confirmed, totals.false_alarms),
            queued: self.repairs.queue.len(),
            selected: (session.selection().len(), session.selection().focus()),
        };
        if let Some((known, counts)) = self.repairs.counts
            && known == basis
        {
            return counts;
        }
        let count = |images| chosen(session, &self.repairs.queue, images).count() as u64;
        let counts = RepairCounts {
            proven: count(ImagesToRepair::Proven),
            confirmed: count(ImagesToRepair::ConfirmedAndProven),
            queued: count(ImagesToRepair::Queued),
            selected: count(ImagesToRepair::Selected),
        };
        self.repairs.counts = Some((basis, counts));
        counts
    }

    /// Finds out what a repair would do.
    pub(super) fn plan(&self, ctx: &egui::Context, wish: &RepairWish) -> Result<Planning, String> {
        let Some(session) = &self.session else {
            return Err(self.text.get("repair-nothing-proven"));
        };
        let home = home_folder();
        let meant = |folder: &PathBuf| meant_path(&folder.to_string_lossy(), home.as_deref());
        let (place, destination) = match &wish.place {
            RepairPlace::NewFolder(folder) => {
                let folder = meant(folder);
                (
                    RepairPlace::NewFolder(folder.clone()),
                    RepairDestination::NewFolder(folder),
                )
            }
            RepairPlace::InPlace { backup } => {
                let backup = meant(backup);
                (
                    RepairPlace::InPlace {
                        backup: backup.clone(),
                    },
                    RepairDestination::InPlace { backup },
                )
            }
        };
        let originals = self.panels.originals.folder.trim();
        let images = chosen(session, &self.repairs.queue, wish.images);
        let order = RepairOrder {
            root: session.root().to_owned(),
            originals: (!originals.is_empty()).then(|| meant_path(originals, home.as_deref())),
            destination,
            options: wish.options,
            images: images.filter_map(to_repair).collect(),
        };
        let repaint = ctx.clone();
        let work = move || {
            let plan = plan_repair(order)?;
            let lines = plan_lines(&plan);
            Ok((plan, lines))
        };
        Job::start("repair plan", move || repaint.request_repaint(), work)
            .map(|job| Planning { job, place })
            .map_err(|error| error.to_string())
    }
}

/// Proven images that are not repaired yet, of which this is true.
fn chosen<'a>(
    session: &'a ScanSession,
    queue: &'a [ImageId],
    images: ImagesToRepair,
) -> Box<dyn Iterator<Item = &'a ResultRow> + 'a> {
    let is_open = |row: &&'a ResultRow| row.status() == RowStatus::Proven;
    let some = |ids: Vec<ImageId>| {
        let rows = ids.into_iter().filter_map(|id| session.row(id));
        Box::new(rows.map(AsRef::as_ref).filter(is_open))
    };
    let all = session.rows().map(AsRef::as_ref).filter(is_open);
    match images {
        // What a person looked at and called a false alarm is left alone, whatever its original says.
        ImagesToRepair::Proven => {
            Box::new(all.filter(|row| row.review.decision() != Some(Decision::FalseAlarm)))
        }
        ImagesToRepair::ConfirmedAndProven => {
            Box::new(all.filter(|row| row.review.decision() == Some(Decision::Confirmed)))
        }
        ImagesToRepair::Queued => some(queue.to_vec()),
        ImagesToRepair::Selected => some(session.selection().in_order(session.index())),
    }
}

/// As the scan and the proof saw it.
fn to_repair(row: &ResultRow) -> Option<ImageToRepair> {
    let report = &row.report;
    Some(ImageToRepair {
        location: report.location.clone(),
        product: report.product.clone(),
        format: row.inspection()?.format,
        file_bytes: report.file_bytes?,
        modified: report.stamp.modified,
        content: report.stamp.content,
        original: row.proof.as_ref()?.original.clone()?,
    })
}

fn plan_lines(plan: &RepairPlan) -> Vec<PlanLine> {
    let lines = plan.items.iter().map(|item| PlanLine {
        image: item.location.clone(),
        product: item.product.clone(),
        original: item.original.path.clone(),
        target: item.target.clone(),
        file_bytes: item.file_bytes,
    });
    lines.collect()
}

/// By reason, the largest group first.
fn skipped_groups(skipped: &[SkippedImage], text: &Text) -> Vec<SkippedGroup> {
    let mut groups: Vec<SkippedGroup> = Vec::new();
    for image in skipped {
        let line = SkippedLine {
            image: image.location.clone(),
            product: image.product.clone(),
            why: wording::obstacle(text, &image.obstacle),
        };
        let reason = wording::obstacle_in_short(text, &image.obstacle);
        match groups.iter_mut().find(|group| group.reason == reason) {
            Some(group) => group.images.push(line),
            None => groups.push(SkippedGroup {
                reason,
                images: vec![line],
            }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.images.len()));
    groups
}

/// Of the disk that has the least room to spare.
fn free_bytes(plan: &RepairPlan) -> Option<u64> {
    let disks = plan.disks.iter();
    let short = plan.short_disk().or_else(|| disks.last())?;
    short.free_bytes
}
