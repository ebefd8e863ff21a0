//! What the dialog shows of a plan and of its end: made once by the app, so that a frame costs the same however many
//! files there are.

use std::path::PathBuf;

use crate::repair::{RepairDestination, RepairPlan, RepairProblem, SkippedImage};

/// A plan, with its skipped images by reason.
#[derive(Clone, Debug)]
pub struct PlanView {
    plan: RepairPlan,
    groups: Vec<SkippedGroup>,
}

/// Images that are skipped for the same reason; places in the plan's list. Never empty.
#[derive(Clone, Debug)]
pub(super) struct SkippedGroup {
    places: Vec<usize>,
}

/// What came of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairResult {
    /// Where files went.
    pub destination: RepairDestination,
    /// Files that were written.
    pub done: u64,
    /// Files that stand repaired by now, with those of earlier parts of a repair that was gone on with.
    pub repaired: u64,
    /// What could not be repaired; each black file is what it was.
    pub failed: Vec<RepairProblem>,
    /// Images whose turn did not come, because the repair was stopped.
    pub left: u64,
    /// The repair's journal.
    pub journal: PathBuf,
}

impl PlanView {
    /// A plan to be shown.
    #[must_use]
    pub fn new(plan: RepairPlan) -> Self {
        let mut groups: Vec<(&'static str, SkippedGroup)> = Vec::new();
        for (place, skipped) in plan.skipped.iter().enumerate() {
            let code = skipped.obstacle.code();
            match groups.iter_mut().find(|(known, _)| *known == code) {
                Some((_, group)) => group.places.push(place),
                None => groups.push((
                    code,
                    SkippedGroup {
                        places: vec![place],
                    },
                )),
            }
        }
        let groups = groups.into_iter().map(|(_, group)| group).collect();
        Self { plan, groups }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &RepairPlan {
        &self.plan
    }

    /// The plan, to be carried out.
    #[must_use]
    pub fn into_plan(self) -> RepairPlan {
        self.plan
    }

    /// The skipped images by reason, in the order of the first of each.
    pub(super) fn groups(&self) -> &[SkippedGroup] {
        &self.groups
    }

    /// A skipped image of a group.
    pub(super) fn skipped(&self, group: &SkippedGroup, row: usize) -> Option<&SkippedImage> {
        self.plan.skipped.get(*group.places.get(row)?)
    }
}

impl SkippedGroup {
    /// How many images it has.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}
