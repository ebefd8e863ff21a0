//! Making the repaired pictures that are looked at: each is a job of its own, so that a decoder's failure is one sentence
//! and an original on a dead share holds up nobody.

use std::num::NonZeroUsize;

use crate::app::DashboardApp;
use crate::inspect::{ImageLimits, ScreenImage};
use crate::repair::{BackgroundColour, PictureJob, PictureSource};
use crate::scan::{After, ImageId, JobEvent, JobRun, JobsConfig, LoadError, start_jobs};
use crate::session::{ResultRow, ScanSession};
use crate::ui::pictures::ScanGeneration;
use crate::ui::preview::{RepairedKey, RepairedPictures};

/// Repaired pictures, made and in the making.
#[derive(Default)]
pub(in crate::app) struct RepairedLoader {
    pub(super) pictures: RepairedPictures,
    making: Vec<Making>,
}

/// A picture in the making.
struct Making {
    key: RepairedKey,
    run: JobRun<Result<ScreenImage, LoadError>>,
}

impl RepairedLoader {
    /// Another scan begins.
    pub(super) fn begin(&mut self, generation: ScanGeneration) {
        self.pictures.begin(generation);
        self.making.clear();
    }

    /// An image is another, or has another original.
    pub(in crate::app) fn forget(&mut self, image: ImageId) {
        self.pictures.forget(image);
    }

    /// Ends a frame: uploads a part of what is wanted.
    pub(in crate::app) fn end_frame(&mut self, ctx: &egui::Context) {
        self.pictures.end_frame(ctx);
    }

    /// Takes what was made.
    fn poll(&mut self, ctx: &egui::Context) {
        let pictures = &mut self.pictures;
        self.making.retain_mut(|making| {
            making.run.clear_wake();
            while let Some(event) = making.run.try_next() {
                match event {
                    JobEvent::Finished { outcome, .. } => pictures.offer(ctx, making.key, outcome),
                    JobEvent::Ended(_) => {
                        // Where no thread was to be had nothing was offered, and it is asked for again.
                        pictures.take_back(making.key);
                        return false;
                    }
                    _ => {}
                }
            }
            true
        });
    }

    /// Begins what is missing.
    fn make(&mut self, ctx: &egui::Context, session: &ScanSession, after: Option<&After>) {
        let renderer_px = ctx.input(|input| input.max_texture_side);
        let max_side_px = u32::try_from(renderer_px).unwrap_or(u32::MAX);
        while let Some(key) = self.pictures.next_wish() {
            let row = session.row(key.image.id);
            let job = row.and_then(|row| picture_job(row, key.background, max_side_px));
            let job = job.map(|job| PictureJob {
                after: after.cloned(),
                ..job
            });
            let Some(job) = job else {
                self.pictures.take_back(key);
                return;
            };
            let repaint = ctx.clone();
            let config = JobsConfig::for_reading(NonZeroUsize::MIN);
            let run = start_jobs(config, vec![job], move || repaint.request_repaint());
            self.making.push(Making { key, run });
        }
    }
}

impl DashboardApp {
    /// Makes ready what will be drawn of repairs in this frame. To be called before the panels.
    pub(in crate::app) fn prepare_repaired(&mut self, ctx: &egui::Context) {
        let background = self.settings.repair.background;
        let is_seen = self.shows_preview() && !self.is_comparing();
        let loader = &mut self.repairs.pictures;
        loader.poll(ctx);
        let Some(session) = &self.session else { return };
        let has_repair = |id: &ImageId| session.row(*id).is_some_and(|row| can_be_shown(row));
        let focus = session.selection().focus().filter(|_| is_seen);
        let in_sight = focus.filter(has_repair);
        let mut ahead = focus.map_or_else(Vec::new, |focus| {
            self.read_ahead.guess(session, focus).to_vec()
        });
        ahead.retain(has_repair);
        loader.pictures.want(background, in_sight, &ahead);
        loader.make(ctx, session, self.pictures.after.as_ref());
        loader.pictures.make_drawable(ctx);
    }
}

/// Whether there is a repaired picture to be shown beside the black file: one that is written elsewhere, or an original to
/// make it from, be it only to ask a person whether it is the original.
pub(super) fn can_be_shown(row: &ResultRow) -> bool {
    row.repaired_elsewhere().is_some() || row.repair_ground().is_some() || row.can_be_answered()
}

fn picture_job(
    row: &ResultRow,
    background: BackgroundColour,
    max_side_px: u32,
) -> Option<PictureJob> {
    let source = if let Some(written) = row.repaired_elsewhere() {
        PictureSource::Written(written.to_path_buf())
    } else {
        let original = row.proof_of_this_file()?.original.as_ref()?;
        PictureSource::Original {
            path: original.path.clone(),
            content: original.content,
            placement: original.placement,
            background,
        }
    };
    let inspection = row.inspection()?;
    Some(PictureJob {
        location: row.report.location.clone(),
        source,
        stored_px: (inspection.width_px, inspection.height_px),
        max_side_px,
        limits: ImageLimits::default(),
        after: None,
    })
}
