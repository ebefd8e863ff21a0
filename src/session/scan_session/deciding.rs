//! Steps of a review: deciding about images, taking that back, doing it again.
//!
//! A step about a million images takes longer than a frame, so it is begun, and gone on with from frame to frame. It is one
//! step all the same: only when its last image is reached it can be undone, and goes to the store as a whole.
//! Invariant: one step at a time; whoever begins another one has seen the end of the one before.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::SystemTime;

use super::ScanSession;
use crate::scan::ImageId;
use crate::session::decision::{Decided, Decision, WriteTicket};
use crate::session::review::{Change, ReviewStep, StepKind, UnsavedDecisions};

/// Images between two looks at the clock; about 0.1 ms.
const LOOK: usize = 64;

/// A step that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishedStep {
    /// What happened with it.
    pub kind: StepKind,
    /// It.
    pub step: Arc<ReviewStep>,
}

/// A step that goes on.
#[derive(Debug)]
pub(super) struct Deciding {
    ticket: WriteTicket,
    work: Work,
    /// The place of the next image of `work`.
    next: usize,
    /// The images that are changed by now.
    changed: Vec<ImageId>,
}

#[derive(Debug)]
enum Work {
    /// Images are decided about as somebody asked.
    Asked(Made, Vec<ImageId>),
    /// Other images that hold the very same picture are looked for. Each picture is looked up once, so that thousands of
    /// copies of one do not each ask for all others.
    Searching {
        made: Made,
        asked: Vec<ImageId>,
        copies: Vec<ImageId>,
        seen: HashSet<crate::scan::ContentHash>,
    },
    /// These are decided about likewise.
    Copies {
        made: Made,
        asked_for: usize,
        copies: Vec<ImageId>,
    },
    /// A step is taken back or done again.
    Replaying(FinishedStep),
}

/// A step in the making.
#[derive(Debug)]
struct Made {
    after: Option<Decided>,
    changes: Vec<Change>,
    /// Whether none of the images was reviewed before.
    began_unreviewed: bool,
}

impl ScanSession {
    /// Begins to decide about images (`None`: not reviewed any more), and about every other image that holds the very same
    /// picture. One step, however many they are; [`Self::go_on_deciding`] does it.
    pub fn begin_deciding(
        &mut self,
        images: Vec<ImageId>,
        decision: Option<Decision>,
        at: SystemTime,
    ) {
        let after = decision.map(|decision| Decided { decision, at });
        let made = Made {
            after,
            changes: Vec::with_capacity(images.len()),
            began_unreviewed: true,
        };
        self.begin_step(Work::Asked(made, images));
    }

    /// Begins to take the last step back. Returns whether there is one.
    pub fn begin_undo(&mut self) -> bool {
        let step = self.review.pop_undo();
        self.begin_replay(StepKind::Undone, step)
    }

    /// Begins to do again what was undone last. Returns whether there is such a step.
    pub fn begin_redo(&mut self) -> bool {
        let step = self.review.pop_redo();
        self.begin_replay(StepKind::Redone, step)
    }

    /// Goes on with the step that was begun until it is over, which gives it, or `out_of_time` says so. `None` also where
    /// nothing is left to do and nothing was changed; see [`Self::is_deciding`].
    pub fn go_on_deciding(
        &mut self,
        mut out_of_time: impl FnMut() -> bool,
    ) -> Option<FinishedStep> {
        while let Some(mut deciding) = self.deciding.take() {
            for _ in 0..LOOK {
                if let Some(image) = deciding.image() {
                    self.go_on_with(&mut deciding, image);
                    deciding.next += 1;
                } else if let Some(next) = deciding.next_work() {
                    deciding.work = next;
                    deciding.next = 0;
                } else {
                    return self.end_step(deciding);
                }
            }
            self.deciding = Some(deciding);
            if out_of_time() {
                break;
            }
        }
        None
    }

    /// Whether a step goes on.
    #[must_use]
    pub fn is_deciding(&self) -> bool {
        self.deciding.is_some()
    }

    /// Of the step that goes on: how many images it has looked at, and of how many. `None` where none goes on.
    #[must_use]
    pub fn deciding_progress(&self) -> Option<(u64, u64)> {
        self.deciding.as_ref().map(Deciding::progress)
    }

    /// How many decisions the step that goes on has made by now; none of them is on its way to the store.
    pub(super) fn decided_in_step(&self) -> usize {
        self.deciding
            .as_ref()
            .map_or(0, |deciding| deciding.changed.len())
    }

    /// [`Self::begin_deciding`], to its end. Returns the step; `None` where nothing changed.
    pub fn decide(
        &mut self,
        images: &[ImageId],
        decision: Option<Decision>,
        at: SystemTime,
    ) -> Option<Arc<ReviewStep>> {
        self.begin_deciding(images.to_vec(), decision, at);
        self.end_at_once()
    }

    /// Takes the last step back; returns it.
    pub fn undo(&mut self) -> Option<Arc<ReviewStep>> {
        self.begin_undo();
        self.end_at_once()
    }

    /// Does again what was undone last; returns it.
    pub fn redo(&mut self) -> Option<Arc<ReviewStep>> {
        self.begin_redo();
        self.end_at_once()
    }

    fn end_at_once(&mut self) -> Option<Arc<ReviewStep>> {
        self.go_on_deciding(|| false).map(|finished| finished.step)
    }

    /// Nobody begins a step before the last is over; were it so, none of it would be lost.
    pub(super) fn end_last_step(&mut self) {
        self.go_on_deciding(|| false);
    }

    fn begin_replay(&mut self, kind: StepKind, step: Option<Arc<ReviewStep>>) -> bool {
        let replay = step.map(|step| Work::Replaying(FinishedStep { kind, step }));
        let is_there = replay.is_some();
        if let Some(replay) = replay {
            self.begin_step(replay);
        }
        is_there
    }

    fn begin_step(&mut self, work: Work) {
        self.end_last_step();
        self.deciding = Some(Deciding {
            ticket: self.review.next_ticket(),
            changed: Vec::with_capacity(work.len()),
            work,
            next: 0,
        });
    }

    fn go_on_with(&mut self, deciding: &mut Deciding, image: ImageId) {
        let (ticket, next) = (deciding.ticket, deciding.next);
        let is_changed = match &mut deciding.work {
            Work::Asked(made, _) | Work::Copies { made, .. } => {
                self.decide_one(image, made, ticket)
            }
            Work::Searching { copies, seen, .. } => {
                let content = self.row(image).and_then(|row| row.report.stamp.content);
                if let Some(content) = content {
                    let same = self.review.same_content(content);
                    if same.len() > 1 && seen.insert(content) {
                        copies.extend(same);
                    }
                }
                false
            }
            Work::Replaying(FinishedStep { kind, step }) => {
                let change = step.changes.get(next);
                match (step.answer, change) {
                    (Some(answer), Some(_)) => self.set_answer(image, answer.set_by(*kind)),
                    (None, Some(change)) => {
                        let decided = match kind {
                            StepKind::Undone => change.before,
                            StepKind::Done | StepKind::Redone => step.after,
                        };
                        self.set_unsaved(image, decided, ticket);
                    }
                    (_, None) => {}
                }
                change.is_some()
            }
        };
        if is_changed {
            deciding.changed.push(image);
        }
    }

    /// Sets one image, where that is a change; whether it is one.
    fn decide_one(&mut self, image: ImageId, made: &mut Made, ticket: WriteTicket) -> bool {
        let Some(before) = self.row(image).map(|row| row.review.decided) else {
            return false;
        };
        let decision = |decided: Option<Decided>| decided.map(|decided| decided.decision);
        if decision(before) == decision(made.after) {
            return false;
        }
        self.set_unsaved(image, made.after, ticket);
        made.began_unreviewed &= before.is_none();
        made.changes.push(Change { image, before });
        true
    }

    fn end_step(&mut self, deciding: Deciding) -> Option<FinishedStep> {
        let Deciding {
            ticket,
            work,
            changed,
            ..
        } = deciding;
        self.index.show_joined(&self.rows);
        let finished = work.end()?;
        let answer = finished.step.answer;
        self.review.queue_unsaved(UnsavedDecisions {
            ticket,
            images: changed,
            answer: answer.map(|answer| answer.set_by(finished.kind)),
        });
        let step = Arc::clone(&finished.step);
        match finished.kind {
            StepKind::Done => {
                if let Some(decided) = step.after {
                    self.review.pace.record(decided.at);
                }
                self.review.add(step);
            }
            StepKind::Undone => self.review.push_redo(step),
            StepKind::Redone => self.review.push_undo(step),
        }
        Some(finished)
    }
}

impl Deciding {
    fn image(&self) -> Option<ImageId> {
        match &self.work {
            Work::Asked(_, images) | Work::Searching { asked: images, .. } => {
                images.get(self.next).copied()
            }
            Work::Copies { copies, .. } => copies.get(self.next).copied(),
            Work::Replaying(FinishedStep { step, .. }) => {
                step.changes.get(self.next).map(|change| change.image)
            }
        }
    }

    /// What comes after what is done by now; `None`: nothing, and `work` is as it was.
    fn next_work(&mut self) -> Option<Work> {
        match std::mem::replace(&mut self.work, Work::NOTHING) {
            Work::Asked(made, asked) => Some(Work::Searching {
                made,
                asked,
                copies: Vec::new(),
                seen: HashSet::new(),
            }),
            Work::Searching { made, copies, .. } => Some(Work::Copies {
                asked_for: made.changes.len(),
                made,
                copies,
            }),
            last @ (Work::Copies { .. } | Work::Replaying(_)) => {
                self.work = last;
                None
            }
        }
    }

    fn progress(&self) -> (u64, u64) {
        // To look for copies is the smaller part.
        let done = match &self.work {
            Work::Asked(..) | Work::Replaying(_) => self.next,
            Work::Searching { asked, .. } => asked.len(),
            Work::Copies { copies, .. } => copies.len(),
        };
        let total = self.work.len().max(done);
        (done as u64, total as u64)
    }
}

impl Work {
    const NOTHING: Self = Self::Copies {
        made: Made {
            after: None,
            changes: Vec::new(),
            began_unreviewed: true,
        },
        asked_for: 0,
        copies: Vec::new(),
    };

    fn len(&self) -> usize {
        match self {
            Self::Asked(_, images) | Self::Searching { asked: images, .. } => images.len(),
            Self::Copies { copies, .. } => copies.len(),
            Self::Replaying(FinishedStep { step, .. }) => step.changes.len(),
        }
    }

    /// The step, where something was changed.
    fn end(self) -> Option<FinishedStep> {
        match self {
            Self::Replaying(finished) => Some(finished),
            Self::Copies {
                made, asked_for, ..
            } if !made.changes.is_empty() => Some(FinishedStep {
                kind: StepKind::Done,
                step: Arc::new(ReviewStep {
                    after: made.after,
                    answer: None,
                    copies: made.changes.len() - asked_for,
                    changes: made.changes,
                    began_unreviewed: made.began_unreviewed,
                }),
            }),
            Self::Asked(..) | Self::Searching { .. } | Self::Copies { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
