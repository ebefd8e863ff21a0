//! From the choice to the plan: which images, where to, and what a repair would do. Nothing is written.

use std::io;
use std::path::{Path, PathBuf};

use crate::app::DashboardApp;
use crate::app::folder::{home_folder, meant_path};
use crate::app::job::Job;
use crate::repair::{
    ImageToRepair, RepairDestination, RepairError, RepairOrder, RepairRule, plan_repair,
};
use crate::scan::ImageId;
use crate::session::{
    Decision, DecisionFilter, ResultRow, RowStatus, RowTable, ScanSession, StatusFilter,
};
use crate::ui::repair_dialog::{ImagesToRepair, PlanView, RepairCounts, RepairWish};

/// What the counts of the dialog rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CountsBasis {
    proven: u64,
    answered: Vec<ImageId>,
    decided: (u64, u64),
    queued: usize,
    selected: (usize, Option<ImageId>),
}

/// A plan that is being made, with its skipped images in groups.
pub(super) type Planning = Job<Result<PlanView, RepairError>>;

impl DashboardApp {
    /// How many images each choice holds. It looks at every row, so it is worked out only when something changed.
    pub(super) fn repair_counts(&mut self) -> RepairCounts {
        let Some(session) = &self.session else {
            return RepairCounts::default();
        };
        let totals = session.totals();
        let basis = CountsBasis {
            proven: totals.of(RowStatus::Proven),
            answered: session.answered_images().collect(),
            decided: (totals.confirmed, totals.false_alarms),
            queued: self.repairs.queue.len(),
            selected: (session.selection().len(), session.selection().focus()),
        };
        if let Some((known, counts)) = &self.repairs.counts
            && *known == basis
        {
            return *counts;
        }
        let rows = session.snapshot();
        let selected = session.selection().in_order(session.index());
        let count = |some: &[ImageId], images| chosen(&rows, some, images).count() as u64;
        let proven = |decision| {
            let status = StatusFilter::Only(RowStatus::Proven);
            u64::from(session.counts().shown_by(status, decision))
        };
        let false_alarms = session.proven_false_alarms();
        let answered = |images| answered(session, rule_of(images));
        let counts = RepairCounts {
            proven: proven(DecisionFilter::Any) - false_alarms + answered(ImagesToRepair::Proven),
            answered: answered(ImagesToRepair::Proven),
            confirmed: proven(DecisionFilter::Only(Decision::Confirmed))
                + answered(ImagesToRepair::ConfirmedAndProven),
            queued: count(&self.repairs.queue, ImagesToRepair::Queued),
            selected: count(&selected, ImagesToRepair::Selected),
            false_alarms,
        };
        self.repairs.counts = Some((basis, counts));
        counts
    }

    /// Finds out what a repair would do.
    pub(super) fn plan(&self, ctx: &egui::Context, wish: &RepairWish) -> io::Result<Planning> {
        let home = home_folder();
        let meant = |folder: &Path| meant_path(&folder.to_string_lossy(), home.as_deref());
        let destination = match &wish.destination {
            RepairDestination::NewFolder(folder) => RepairDestination::NewFolder(meant(folder)),
            RepairDestination::InPlace { backup } => RepairDestination::InPlace {
                backup: meant(backup),
            },
        };
        let session = self.session.as_ref();
        let rows = session.map_or_else(RowTable::default, ScanSession::snapshot);
        let some = match (wish.images, session) {
            (ImagesToRepair::Queued, _) => self.repairs.queue.clone(),
            (ImagesToRepair::Selected, Some(session)) => {
                session.selection().in_order(session.index())
            }
            _ => Vec::new(),
        };
        let mut order = RepairOrder {
            root: session.map_or_else(PathBuf::new, |session| session.root().to_owned()),
            originals: self.chosen_originals(),
            destination,
            options: wish.options,
            images: Vec::new(),
        };
        let repaint = ctx.clone();
        let wanted = wish.images;
        Job::start(
            "repair plan",
            move || repaint.request_repaint(),
            move || {
                let chosen = chosen(&rows, &some, wanted);
                order.images = chosen.filter_map(to_repair).collect();
                drop(rows);
                plan_repair(order).map(PlanView::new)
            },
        )
    }
}

/// How many images a repair takes because a person said "This is its original".
pub(super) fn answered(session: &ScanSession, rule: RepairRule) -> u64 {
    let rows = session.answered_images().filter_map(|id| session.row(id));
    rows.filter(|row| rule.ground_of(row).is_ok()).count() as u64
}

/// Images that are repaired of what is chosen; `some` are those that wait or are selected.
fn chosen<'a>(
    rows: &'a RowTable,
    some: &'a [ImageId],
    images: ImagesToRepair,
) -> Box<dyn Iterator<Item = &'a ResultRow> + 'a> {
    let rule = rule_of(images);
    let is_taken = move |row: &&'a ResultRow| rule.ground_of(row).is_ok();
    match images {
        ImagesToRepair::Proven | ImagesToRepair::ConfirmedAndProven => {
            Box::new(rows.iter().map(AsRef::as_ref).filter(is_taken))
        }
        ImagesToRepair::Queued | ImagesToRepair::Selected => {
            let some = some.iter().filter_map(move |id| rows.get(*id));
            Box::new(some.map(AsRef::as_ref).filter(is_taken))
        }
    }
}

fn rule_of(images: ImagesToRepair) -> RepairRule {
    RepairRule {
        only_confirmed: match images {
            // What was put in the queue is confirmed by that; whose confirmation was taken back does not wait any more.
            ImagesToRepair::ConfirmedAndProven | ImagesToRepair::Queued => true,
            ImagesToRepair::Proven | ImagesToRepair::Selected => false,
        },
        ..RepairRule::OF_WINDOW
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
        original: row.proof_of_this_file()?.original.clone()?,
        ground: row.repair_ground()?,
    })
}
