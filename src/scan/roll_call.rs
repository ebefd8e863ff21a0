//! Which of the known images the walk has met, and which of the others are gone.
//!
//! It knows no channels and no disk. Invariant: an image is called gone only where the folder that it was in was listed
//! to its end without it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::note::NewIds;
use super::{ImageId, ImageLocation, KnownImages};

/// The known images of a scan, as the walk meets them.
#[derive(Debug)]
pub(super) struct RollCall {
    known: Arc<KnownImages>,
    met: Vec<bool>,
    /// Folders and files below the root of which nothing can be said.
    out_of_sight: HashSet<PathBuf>,
    new_ids: Arc<NewIds>,
}

/// What an image is to the scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// It is as it was: its results stand.
    Unchanged(ImageId),
    /// It is known, and has to be inspected again.
    ToInspect {
        id: ImageId,
        /// Whether its fingerprint is needed, to compare it with what it held before.
        wants_content: bool,
    },
    /// There is no id left.
    TooMany,
}

impl RollCall {
    pub(super) fn new(known: Arc<KnownImages>, new_ids: Arc<NewIds>) -> Self {
        Self {
            met: vec![false; known.len()],
            out_of_sight: HashSet::new(),
            new_ids,
            known,
        }
    }

    /// Whether an earlier scan saw an image there.
    pub(super) fn knows(&self, location: &ImageLocation) -> bool {
        self.known.at(location).is_some()
    }

    /// The walk came to an image.
    pub(super) fn meet(
        &mut self,
        location: &ImageLocation,
        file_bytes: Option<u64>,
        modified: Option<SystemTime>,
    ) -> Meeting {
        if let Some((id, file)) = self.known.at(location) {
            if let Some(met) = self.met.get_mut(id.index()) {
                *met = true;
            }
            return if file.stands(file_bytes, modified) {
                Meeting::Unchanged(id)
            } else {
                Meeting::ToInspect {
                    id,
                    wants_content: file.stamp.content.is_some(),
                }
            };
        }
        match self.new_ids.take() {
            None => Meeting::TooMany,
            Some(id) => Meeting::ToInspect {
                id,
                wants_content: false,
            },
        }
    }

    /// A folder (or a single file) could not be looked at, or was left out by a rule; so nothing can be said of what is
    /// known to be in it. The empty path is the root.
    pub(super) fn leave_out(&mut self, place: &Path) {
        if !self.known.is_empty() {
            self.out_of_sight.insert(place.to_path_buf());
        }
    }

    /// Those that are gone, when the walk has come to its end; by id.
    pub(super) fn gone(&self) -> Vec<ImageId> {
        let mut gone: Vec<ImageId> = self
            .known
            .places()
            .filter(|(_, id)| !self.met.get(id.index()).copied().unwrap_or(true))
            .filter(|(location, _)| !self.is_out_of_sight(location.relative()))
            .map(|(_, id)| id)
            .collect();
        gone.sort_unstable();
        gone
    }

    fn is_out_of_sight(&self, path: &Path) -> bool {
        path.ancestors()
            .any(|place| self.out_of_sight.contains(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::{FileStamp, IfUnchanged, KnownFile, KnownImage};

    fn known(paths: &[&str]) -> Arc<KnownImages> {
        Arc::new(KnownImages::new(paths.iter().map(|path| KnownImage {
            location: ImageLocation::new(*path),
            file: KnownFile {
                file_bytes: Some(1),
                stamp: FileStamp::default(),
                if_unchanged: IfUnchanged::Keep,
            },
        })))
    }

    fn roll_of(known: Arc<KnownImages>) -> RollCall {
        let new_ids = Arc::new(NewIds::after(known.len()));
        RollCall::new(known, new_ids)
    }

    fn gone(known: &Arc<KnownImages>, met: &[&str], left_out: &[&str]) -> Vec<u32> {
        let mut roll = roll_of(Arc::clone(known));
        for path in met {
            roll.meet(&ImageLocation::new(*path), Some(1), None);
        }
        for place in left_out {
            roll.leave_out(Path::new(place));
        }
        roll.gone().into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_was_not_met_is_gone() {
        let known = known(&["a.jpg", "b/c.jpg", "b/d.jpg"]);
        assert_eq!(gone(&known, &["b/c.jpg"], &[]), [0, 2]);
        assert_eq!(gone(&known, &[], &[]), [0, 1, 2], "an empty folder");
    }

    #[test]
    fn nothing_is_gone_where_the_walk_could_not_look() {
        let known = known(&["a.jpg", "b/c/d.jpg", "bc/e.jpg"]);
        assert_eq!(gone(&known, &["a.jpg"], &["b"]), [2], "a folder above it");
        assert_eq!(gone(&known, &[], &["a.jpg"]), [1, 2], "the file itself");
        assert!(gone(&known, &[], &[""]).is_empty(), "nobody knows which");
    }

    #[test]
    fn new_images_come_after_the_known() {
        let known = known(&["a.jpg", "b.jpg"]);
        let mut roll = roll_of(known);
        let mut id = |path: &str| match roll.meet(&ImageLocation::new(path), Some(1), None) {
            Meeting::ToInspect { id, .. } => id.0,
            other => panic!("nothing here is settled: {other:?}"),
        };
        assert_eq!([id("0.jpg"), id("b.jpg"), id("c.jpg")], [2, 1, 3]);
    }
}
