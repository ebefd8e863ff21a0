//! "Find the wrong run": flagged images in the groups in which they were written.
//!
//! # How images become groups
//!
//! 1. Images whose format and [`EncoderTrace`] are equal were written by the same program with the same settings.
//! 2. Of these, in the order of their modification times, a new group begins after every gap of more than
//!    [`LEAST_GAP`] and more than [`GAP_FACTOR`] times the usual gap (the median of them all). So a batch that writes 30
//!    files a second is one group though it paused for a minute, and one that writes a file an hour is one group too.
//! 3. Images without a modification time are a group of their own for each program.
//!
//! The size of the picture splits nothing: one run writes many sizes. It is said where it is the same for all.
//!
//! Worked out in small steps while it is looked at, and again when rows changed since. It knows no window.

mod cut;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::chunked_sort::ChunkedSort;
use super::row_table::RowTable;
use super::{ImageSet, ResultRow};
use crate::inspect::{EncoderTrace, ImageFormat};
use crate::scan::ImageId;
use cut::cut;

/// A gap between two files of one run is never longer than this, unless gaps are usual.
pub const LEAST_GAP: Duration = Duration::from_mins(10);

/// A gap that is longer than so many usual ones ends a run.
pub const GAP_FACTOR: u32 = 5;

/// Groups that are made between two looks at the clock.
const RUNS_STEP: usize = 256;

/// Rows that are looked at between two looks at the clock.
const STEP: usize = 512;

/// How files were written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Written {
    /// The format by content.
    pub format: ImageFormat,
    /// The traces of the encoder, where it leaves any.
    pub encoder: Option<EncoderTrace>,
}

/// What the pictures of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommonSize {
    /// All have this width and height in pixels.
    Same {
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// The longer side of all is so many pixels long.
    LongestSide(u32),
    /// Nothing.
    Mixed,
}

/// Flagged images that were written together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongRun {
    /// How.
    pub written: Written,
    /// When the first and the last of them were; `None` where the system told no times.
    pub span: Option<(SystemTime, SystemTime)>,
    /// They, in the order in which they were written.
    pub images: Arc<ImageSet>,
    /// Their size.
    pub size: CommonSize,
    /// Images of the same format that were written in that time, flagged or not. How those that are not flagged were
    /// written is not known: their corners cleared them before anything else was read.
    pub written_meanwhile: u64,
    /// Those that a person decided about.
    pub reviewed: u64,
}

impl WrongRun {
    /// The share of the images written in that time that are in the group, from 0 to 1; `None` without times.
    #[must_use]
    pub fn purity(&self) -> Option<f32> {
        let all = self.written_meanwhile.max(self.images.len() as u64);
        self.span
            .map(|_| self.images.len() as f32 / all.max(1) as f32)
    }
}

/// The groups of a scan.
#[derive(Debug, Default)]
pub struct WrongRuns {
    found: Vec<Arc<WrongRun>>,
    images: usize,
    work: Option<Work>,
    /// The state of the rows that the groups were, or are being, made of.
    made_of: Option<u64>,
    is_wanted: bool,
}

/// A flagged image, with what it is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    written: u32,
    modified: Option<SystemTime>,
    id: ImageId,
    size_px: (u32, u32),
    is_reviewed: bool,
}

/// When an image of a format was written.
type Moment = (ImageFormat, SystemTime);

/// Groups in the making.
#[derive(Debug)]
enum Work {
    Collecting(Collected),
    SortingMoments(Collected, ChunkedSort<Moment>),
    SortingFound(Collected, ChunkedSort<Found>),
    Cutting(Cutting),
    SortingRuns(Vec<Arc<WrongRun>>, ChunkedSort<u32>),
}

#[derive(Debug, Default)]
struct Collected {
    next: usize,
    found: Vec<Found>,
    moments: Vec<Moment>,
    written: Vec<Written>,
    places: HashMap<Written, u32>,
}

#[derive(Debug)]
struct Cutting {
    collected: Collected,
    /// The first image that is not in a group yet.
    next: usize,
    /// Lengths of the next groups, from there on.
    lengths: std::vec::IntoIter<usize>,
    runs: Vec<Arc<WrongRun>>,
}

impl WrongRuns {
    /// The groups, largest first.
    #[must_use]
    pub fn found(&self) -> &[Arc<WrongRun>] {
        &self.found
    }

    /// Images of all groups.
    #[must_use]
    pub fn images(&self) -> usize {
        self.images
    }

    /// Whether they are still being worked out.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.work.is_some()
    }

    /// Only groups that are looked at are worked out.
    pub(super) fn want(&mut self, is_wanted: bool) {
        self.is_wanted = is_wanted;
    }

    /// Works on until the groups are up to date or `out_of_time` says so; returns whether there is more to do. `changes`
    /// grows with every change of a row. Groups in the making are finished first: were they begun anew at every change, a
    /// scan would never let them end.
    pub(super) fn step(
        &mut self,
        rows: &RowTable,
        changes: u64,
        mut out_of_time: impl FnMut() -> bool,
    ) -> bool {
        if !self.is_wanted {
            return false;
        }
        loop {
            let work = match self.work.take() {
                Some(work) => work,
                None if self.made_of == Some(changes) => return false,
                None => {
                    self.made_of = Some(changes);
                    Work::Collecting(Collected::default())
                }
            };
            self.work = self.advance(work, rows, &mut out_of_time);
            if out_of_time() {
                return self.work.is_some() || self.made_of != Some(changes);
            }
        }
    }

    fn advance(
        &mut self,
        work: Work,
        rows: &RowTable,
        out_of_time: &mut impl FnMut() -> bool,
    ) -> Option<Work> {
        match work {
            Work::Collecting(mut collected) => {
                let end = (collected.next + STEP).min(rows.len());
                for row in rows.between(collected.next.min(end)..end) {
                    collected.look(row);
                }
                collected.next = end;
                if end < rows.len() {
                    return Some(Work::Collecting(collected));
                }
                let moments = ChunkedSort::new(std::mem::take(&mut collected.moments));
                Some(Work::SortingMoments(collected, moments))
            }
            Work::SortingMoments(mut collected, mut sort) => {
                match sort.step(Moment::cmp, out_of_time) {
                    None => Some(Work::SortingMoments(collected, sort)),
                    Some(moments) => {
                        collected.moments = moments;
                        let found = ChunkedSort::new(std::mem::take(&mut collected.found));
                        Some(Work::SortingFound(collected, found))
                    }
                }
            }
            Work::SortingFound(mut collected, mut sort) => {
                let key = |found: &Found| (found.written, found.modified, found.id);
                match sort.step(|a, b| key(a).cmp(&key(b)), out_of_time) {
                    None => Some(Work::SortingFound(collected, sort)),
                    Some(found) => {
                        collected.found = found;
                        Some(Work::Cutting(Cutting {
                            collected,
                            next: 0,
                            lengths: Vec::new().into_iter(),
                            runs: Vec::new(),
                        }))
                    }
                }
            }
            Work::Cutting(mut cutting) => {
                if cutting.cut_next() {
                    return Some(Work::Cutting(cutting));
                }
                let count = u32::try_from(cutting.runs.len()).unwrap_or(u32::MAX);
                let sort = ChunkedSort::new((0..count).collect());
                Some(Work::SortingRuns(cutting.runs, sort))
            }
            Work::SortingRuns(runs, mut sort) => {
                // The oldest of equally large ones first.
                let key = |place: &u32| {
                    let run = runs.get(*place as usize);
                    run.map(|run| (Reverse(run.images.len()), run.span))
                };
                let Some(places) = sort.step(|a, b| key(a).cmp(&key(b)), out_of_time) else {
                    return Some(Work::SortingRuns(runs, sort));
                };
                self.images = runs.iter().map(|run| run.images.len()).sum();
                let in_order = places.iter().filter_map(|place| runs.get(*place as usize));
                self.found = in_order.map(Arc::clone).collect();
                None
            }
        }
    }
}

impl Collected {
    fn look(&mut self, row: &ResultRow) {
        let Some(inspection) = row.inspection() else {
            return;
        };
        let modified = row.report.stamp.modified;
        self.moments
            .extend(modified.map(|modified| (inspection.format, modified)));
        if !row.status().is_flagged() {
            return;
        }
        let written = Written {
            format: inspection.format,
            encoder: inspection.encoder.as_deref().cloned(),
        };
        let written = self.place_of(written);
        self.found.push(Found {
            written,
            modified,
            id: row.report.id,
            size_px: (inspection.width_px, inspection.height_px),
            is_reviewed: row.review.decision().is_some(),
        });
    }

    fn place_of(&mut self, written: Written) -> u32 {
        if let Some(place) = self.places.get(&written) {
            return *place;
        }
        let place = u32::try_from(self.written.len()).unwrap_or(u32::MAX);
        self.written.push(written.clone());
        self.places.insert(written, place);
        place
    }

    /// Images of a format that were written within a span, both ends included.
    fn written_within(&self, format: ImageFormat, (first, last): (SystemTime, SystemTime)) -> u64 {
        let before = |moment: Moment| self.moments.partition_point(|other| *other < moment);
        let behind = self
            .moments
            .partition_point(|other| *other <= (format, last));
        behind.saturating_sub(before((format, first))) as u64
    }
}

impl Cutting {
    /// Makes some groups of what one program wrote; whether there are more to make.
    fn cut_next(&mut self) -> bool {
        if self.lengths.len() == 0 {
            let rest = self.collected.found.get(self.next..).unwrap_or_default();
            let Some(first) = rest.first() else {
                return false;
            };
            let count = rest.partition_point(|found| found.written == first.written);
            let groups = cut(&rest[..count]);
            let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
            self.lengths = lengths.into_iter();
        }
        let some: Vec<usize> = self.lengths.by_ref().take(RUNS_STEP).collect();
        for length in some {
            let images = self.collected.found.get(self.next..self.next + length);
            let run = self.run_of(images.unwrap_or_default());
            self.runs.extend(run.map(Arc::new));
            self.next += length;
        }
        true
    }

    fn run_of(&self, images: &[Found]) -> Option<WrongRun> {
        let (first, last) = (images.first()?, images.last()?);
        let written = self.collected.written.get(first.written as usize)?.clone();
        let span = first.modified.zip(last.modified);
        let reviewed = images.iter().filter(|found| found.is_reviewed).count() as u64;
        let written_meanwhile = span.map_or(0, |span| {
            self.collected.written_within(written.format, span)
        });
        Some(WrongRun {
            written,
            span,
            images: Arc::new(ImageSet::new(images.iter().map(|found| found.id).collect())),
            size: common_size(images),
            written_meanwhile,
            reviewed,
        })
    }
}

fn common_size(images: &[Found]) -> CommonSize {
    let Some(first) = images.first() else {
        return CommonSize::Mixed;
    };
    let (width_px, height_px) = first.size_px;
    if images.iter().all(|found| found.size_px == first.size_px) {
        return CommonSize::Same {
            width_px,
            height_px,
        };
    }
    let longest = |(width, height): (u32, u32)| width.max(height);
    let side = longest(first.size_px);
    if images.iter().all(|found| longest(found.size_px) == side) {
        CommonSize::LongestSide(side)
    } else {
        CommonSize::Mixed
    }
}
