//! How far a run is, as the steps in its journal tell.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::SystemTime;

use super::RepairObstacle;
use super::journal_line::{SeenFile, Step, Written};

/// How far one image is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing was done yet.
    #[default]
    Open,
    /// The new file was about to get its name; what the disk holds tells whether it has.
    Ready,
    /// The new file has its name, since then.
    Done(SystemTime),
    /// It was not repaired.
    Failed,
    /// It was about to be undone; what the disk holds tells whether it is.
    Undoing,
    /// It is as it was before the run.
    Undone,
}

/// One image's progress.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ItemProgress {
    pub(super) stage: Stage,
    /// What was written for it, the last time that something was.
    pub(super) written: Option<Written>,
    /// What the new file looked like in its place.
    pub(super) seen: Option<SeenFile>,
    /// What had been written before that.
    before: Option<Written>,
    /// Since when the new file had its name, until it is undone.
    done_at: Option<SystemTime>,
}

/// The progress of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    pub(super) items: Vec<ItemProgress>,
    /// Folders that the run made in its destination, those within others after them.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Whether the run came to its end.
    pub(super) is_finished: bool,
}

/// A step names an image that the plan does not have.
#[derive(Debug)]
pub(super) struct NoSuchItem;

impl ItemProgress {
    /// Since when it is repaired, as far as the journal tells: an undo that was cut short may have come to it.
    pub(super) fn repaired_at(&self) -> Option<SystemTime> {
        match self.stage {
            Stage::Done(at) => Some(at),
            Stage::Undoing => self.done_at,
            Stage::Open | Stage::Ready | Stage::Failed | Stage::Undone => None,
        }
    }

    /// Whether a resumed run has to look at it.
    pub(super) fn is_unfinished(&self) -> bool {
        matches!(self.stage, Stage::Open | Stage::Ready | Stage::Failed)
    }

    /// Whether a kill may have left a temporary file of it: what is done is undone only after a line that says so.
    pub(super) fn may_have_left_files(&self) -> bool {
        !matches!(self.stage, Stage::Done(_) | Stage::Undone)
    }

    /// Whether there may be something to undo.
    pub(super) fn may_be_undone(&self) -> bool {
        self.written.is_some() && self.stage != Stage::Undone
    }
}

impl Progress {
    pub(super) fn of(items: usize) -> Self {
        Self {
            items: vec![ItemProgress::default(); items],
            ..Self::default()
        }
    }

    pub(super) fn apply(&mut self, step: Step) -> Result<(), NoSuchItem> {
        let (index, stage) = match step {
            Step::Folder { folder } => {
                self.folders.insert(folder.0);
                return Ok(());
            }
            Step::Finished { .. } => {
                self.is_finished = true;
                return Ok(());
            }
            Step::Ready {
                item,
                black,
                black_modified,
                new,
                ..
            } => {
                // Who goes on has more to do.
                self.is_finished = false;
                let progress = self.items.get_mut(item).ok_or(NoSuchItem)?;
                *progress = ItemProgress {
                    stage: progress.stage,
                    before: progress.written,
                    written: Some(Written {
                        black: black.0,
                        black_modified: black_modified.map(super::journal_text::Moment::time),
                        new: new.0,
                    }),
                    ..ItemProgress::default()
                };
                (item, Some(Stage::Ready))
            }
            Step::Done { item, at, file } => {
                let progress = self.items.get_mut(item).ok_or(NoSuchItem)?;
                progress.seen = file;
                progress.done_at = Some(at.time());
                (item, Some(Stage::Done(at.time())))
            }
            Step::Failed {
                item,
                why,
                before_ready,
                ..
            } => {
                let progress = self.items.get_mut(item).ok_or(NoSuchItem)?;
                // What stands under the name is not what this try was about to put there, were it the same to the byte.
                // What an earlier one put there can still be undone, or its backup be named.
                let is_of_this_try = progress.stage == Stage::Ready && !before_ready;
                if is_of_this_try && RepairObstacle::leaves_the_name(&why) {
                    progress.written = progress.before;
                }
                (item, Some(Stage::Failed))
            }
            Step::Undoing { item, .. } => (item, Some(Stage::Undoing)),
            Step::Undone { item, .. } => (item, Some(Stage::Undone)),
            // It is as far as it was.
            Step::NotUndone { item, .. } => {
                let progress = self.items.get(item).ok_or(NoSuchItem)?;
                // Where a kill took the line that it was done, the next who looks at the disk finds it out.
                let was = progress.done_at.map_or(Stage::Ready, Stage::Done);
                (item, (progress.stage == Stage::Undoing).then_some(was))
            }
        };
        let progress = self.items.get_mut(index).ok_or(NoSuchItem)?;
        progress.stage = stage.unwrap_or(progress.stage);
        Ok(())
    }

    /// How many images are repaired.
    pub(super) fn repaired(&self) -> usize {
        let repaired = self.items.iter().filter_map(ItemProgress::repaired_at);
        repaired.count()
    }

    /// How many images are at a stage.
    pub(super) fn count(&self, is_wanted: impl Fn(Stage) -> bool) -> usize {
        self.items
            .iter()
            .filter(|item| is_wanted(item.stage))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: &str = r#"{"step":"ready","item":0,"at":"2026-10-03T14:02:31Z","black":"00112233445566778899aabbccddeeff","black_modified":null,"new":"ffeeddccbbaa99887766554433221100"}"#;

    fn failed(why: &str, rest: &str) -> String {
        format!(
            r#"{{"step":"failed","item":0,"at":"2026-10-03T14:02:31Z","why":"{why}","text":""{rest}}}"#
        )
    }

    fn may_be_undone(lines: &[&str]) -> bool {
        let mut progress = Progress::of(1);
        for line in lines {
            progress.apply(serde_json::from_str(line).unwrap()).unwrap();
        }
        progress.items[0].may_be_undone()
    }

    #[test]
    fn an_undo_that_failed_leaves_an_image_as_far_as_it_was() {
        const UNDOING: &str = r#"{"step":"undoing","item":0,"at":"2026-10-03T14:02:32Z"}"#;
        const DONE: &str = r#"{"step":"done","item":0,"at":"2026-10-03T14:02:31Z"}"#;
        const NOT_UNDONE: &str = r#"{"step":"not_undone","item":0,"at":"2026-10-03T14:02:33Z","why":"disk_full","text":""}"#;
        let stage = |lines: &[&str]| {
            let mut progress = Progress::of(1);
            for line in lines {
                progress.apply(serde_json::from_str(line).unwrap()).unwrap();
            }
            progress.items[0].stage
        };
        assert!(matches!(
            stage(&[READY, DONE, UNDOING, NOT_UNDONE]),
            Stage::Done(_)
        ));
        assert_eq!(
            stage(&[READY, UNDOING, NOT_UNDONE]),
            Stage::Ready,
            "killed before it was called done: the next who goes on finds out"
        );
    }

    #[test]
    fn a_failure_speaks_of_what_its_own_try_was_about_to_write() {
        let (exists, locked) = (failed("target_exists", ""), failed("locked", ""));
        let early = failed("image_changed", r#","before_ready":true"#);
        assert!(!may_be_undone(&[&exists]), "nothing was written");
        assert!(!may_be_undone(&[READY, &exists]), "it is another's");
        assert!(may_be_undone(&[READY, &locked]), "nobody knows");
        assert!(
            may_be_undone(&[READY, &early]),
            "killed after the rename, and edited before the next try"
        );
        assert!(
            may_be_undone(&[READY, &locked, &exists]),
            "a line of old, that can only be of a later try"
        );
        assert!(!may_be_undone(&[READY, &exists, READY, &exists]));
    }
}
