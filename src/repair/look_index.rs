//! The looks of all originals, and which of them an image looks most like.

use std::path::PathBuf;

use super::look::Look;
use super::look_job::LookedAt;

/// So many of the nearest originals are tried: colours of one product look alike.
const MOST_NEAREST: usize = 8;

/// Where more look alike, so many are: originals of one family, of which only the small print is different.
const MOST_ALIKE: usize = 32;

/// Looks alike what is no farther than this from the nearest, in sixteenths of a level: what JPEG makes of one picture
/// differs by as much.
const ALIKE: u32 = 16;

/// No original whose look is farther than this is tried, in sixteenths of a level.
const FARTHEST: u32 = 12 * 16;

/// Nor one that is so much farther than the nearest: each costs a whole comparison.
const FARTHER_THAN_NEAREST: u32 = 3 * 16;

/// The looks of originals, by their places in a list of paths.
#[derive(Debug, Default)]
pub struct LookIndex {
    paths: Vec<PathBuf>,
    looks: Vec<(u32, Look)>,
    unread: u64,
}

impl LookIndex {
    /// Takes in an original that was looked at. Returns what is to be remembered of it: its path, and what
    /// [`KnownLooks::to_bytes`](super::KnownLooks::to_bytes) makes of it.
    pub fn take(&mut self, looked: LookedAt) -> Option<(PathBuf, Vec<u8>)> {
        let LookedAt { path, looks, news } = looked;
        let bytes = news.and_then(|news| news.to_bytes());
        match looks {
            Some(looks) => self.add(path.clone(), looks),
            None => self.unread += 1,
        }
        bytes.map(|bytes| (path, bytes))
    }

    /// How many files that may be originals could not be read.
    #[must_use]
    pub fn unread(&self) -> u64 {
        self.unread
    }

    /// Adds an original; one without a look is none.
    pub fn add(&mut self, path: PathBuf, looks: Vec<Look>) {
        let Ok(place) = u32::try_from(self.paths.len()) else {
            return;
        };
        if !looks.is_empty() {
            self.paths.push(path);
            self.looks
                .extend(looks.into_iter().map(|look| (place, look)));
        }
    }

    /// How many originals there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The originals that a picture of these looks is most like, nearest first, and few.
    #[must_use]
    pub fn nearest(&self, looks: &[Look]) -> Vec<PathBuf> {
        let mut nearest: Vec<(u32, u32)> = Vec::with_capacity(MOST_ALIKE + 1);
        for (place, original) in &self.looks {
            let distances = looks.iter().filter_map(|look| look.distance(original));
            let Some(distance) = distances.min().filter(|distance| *distance <= FARTHEST) else {
                continue;
            };
            // An original counts once, by the nearest of its looks.
            if let Some(known) = nearest.iter().position(|(_, other)| other == place) {
                if nearest
                    .get(known)
                    .is_some_and(|(least, _)| *least <= distance)
                {
                    continue;
                }
                nearest.remove(known);
            }
            let at = nearest.partition_point(|(other, _)| *other <= distance);
            if at < MOST_ALIKE {
                nearest.insert(at, (distance, *place));
                nearest.truncate(MOST_ALIKE);
            }
        }
        let least = nearest.first().map_or(0, |(distance, _)| *distance);
        let alike = nearest.partition_point(|(distance, _)| *distance <= least + ALIKE);
        nearest.truncate(alike.max(MOST_NEAREST));
        nearest.retain(|(distance, _)| *distance <= least + FARTHER_THAN_NEAREST);
        let path = |(_, place): (u32, u32)| self.paths.get(place as usize).cloned();
        nearest.into_iter().filter_map(path).collect()
    }
}
