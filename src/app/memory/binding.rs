//! Decisions that are saved by their files' places, and what the binder says of them.

use std::path::{Path, PathBuf};

use super::super::freeing::drop_elsewhere;
use super::{DecisionMemory, MemoryNews, Shown};
use crate::export::path_text;
use crate::review::{Binder, BinderEvent, BoundDecision, BrokenDecision, ChangeTime};
use crate::scan::{ImageId, ImageLocation};
use crate::session::{SaveState, ScanSession, ShardedMap};

/// Images by their places, as far as their decisions are saved by them.
pub(in crate::app) type Places = ShardedMap<ImageLocation, ImageId>;

/// The folder that is shown, as the store knows it.
#[derive(Debug, Default)]
pub(super) struct ShownFolder {
    generation: Option<u64>,
    pub(super) key: PathBuf,
    pub(super) places: Places,
}

/// The images of a session whose decisions are saved by their places. Looks at every row, so it belongs on the thread that
/// makes the session.
pub(in crate::app) fn places_of(session: &ScanSession) -> Places {
    session
        .rows()
        .filter(|row| row.review.save == SaveState::SavedByPlace)
        .map(|row| (row.report.location.clone(), row.report.id))
        .collect()
}

impl DecisionMemory {
    /// Another folder is shown: its name in the store, its images whose decisions are saved by their places, and when the
    /// latest of these was made.
    pub(in crate::app) fn begin_folder(
        &mut self,
        generation: u64,
        key: PathBuf,
        places: Places,
        latest: ChangeTime,
    ) {
        self.latest = self.latest.max(latest);
        let shown = ShownFolder {
            generation: Some(generation),
            key,
            places,
        };
        drop_elsewhere(std::mem::replace(&mut self.folder, shown));
    }

    /// A session of which nobody has said what folder the store knows it by: it is known by its own path.
    pub(super) fn look_at_folder(&mut self, shown: &Shown<'_>) {
        if self.folder.generation != Some(shown.generation) {
            let root = shown.session.root();
            let key = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
            self.begin_folder(
                shown.generation,
                key,
                Places::default(),
                ChangeTime::default(),
            );
        }
    }

    pub(super) fn start_binder(&mut self, ctx: &egui::Context) {
        if let Some(binder) = &self.binder {
            binder.nudge();
            return;
        }
        let repaint = ctx.clone();
        let path_hint = |location: &ImageLocation| path_text(location).into_owned();
        let started = Binder::start(self.database.clone(), path_hint, move || {
            repaint.request_repaint();
        });
        // Where the system has no thread left the next window binds them.
        self.binder = started.ok();
    }

    /// Takes what the binder has said, until `out_of_time`; whether there may be more.
    pub(super) fn poll_binder(
        &mut self,
        mut shown: Option<&mut Shown<'_>>,
        news: &mut Vec<MemoryNews>,
        mut out_of_time: impl FnMut() -> bool,
    ) -> bool {
        if let Some(binder) = &self.binder {
            binder.clear_wake();
        }
        while let Some(event) = self.binder.as_ref().and_then(Binder::try_next) {
            match event {
                BinderEvent::Bound(bound) => self.take_bound(bound, shown.as_deref_mut()),
                BinderEvent::Broken(broken) => {
                    news.extend(self.take_broken(&broken, shown.as_deref_mut()));
                }
            }
            if out_of_time() {
                return true;
            }
        }
        false
    }

    fn take_bound(&mut self, bound: Vec<BoundDecision>, mut shown: Option<&mut Shown<'_>>) {
        for BoundDecision {
            folder,
            location,
            seen,
            counts,
        } in bound
        {
            let image = self.image_at(&folder, &location, shown.as_deref());
            if let (Some(shown), Some(image)) = (shown.as_deref_mut(), image) {
                // A scan may have found another file there meanwhile.
                let row = shown.session.row(image);
                if row.is_some_and(|row| row.seen_file() == seen) {
                    shown.session.bind(image, counts.content);
                }
            }
            self.take_decisions(&[counts], shown.as_deref_mut());
        }
    }

    fn take_broken(
        &mut self,
        broken: &[BrokenDecision],
        mut shown: Option<&mut Shown<'_>>,
    ) -> Option<MemoryNews> {
        for broken in broken {
            let image = self.image_at(&broken.folder, &broken.location, shown.as_deref());
            if let (Some(shown), Some(image), Some(decided)) =
                (shown.as_deref_mut(), image, broken.decided)
            {
                shown.session.break_bond(image, decided);
                self.recall(shown.session, image);
            }
        }
        let images = broken.iter().filter(|broken| broken.decided.is_some());
        let images = images.count();
        (images > 0).then_some(MemoryNews::ChangedBefore { images })
    }

    /// The shown image at a place, which waits for nothing any more.
    fn image_at(
        &mut self,
        folder: &Path,
        location: &ImageLocation,
        shown: Option<&Shown<'_>>,
    ) -> Option<ImageId> {
        let generation = shown?.generation;
        let is_shown = self.folder.generation == Some(generation) && self.folder.key == folder;
        if is_shown {
            self.folder.places.remove(location)
        } else {
            None
        }
    }
}
