//! Looking at one picture, to find out what it looks like, as a job of the pool of workers.
//!
//! Invariant: files are opened for reading only, and an original that was looked at before and is as it was not at all.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use image::RgbImage;

use super::look::{Look, SMALL_PX, looks_of_image, looks_of_original};
use super::{Candidates, CutOut, LookIndex};
use crate::inspect::{ImageLimits, make_thumbnail, may_be_transparent, shown_size};
use crate::scan::{ImageId, ImageLocation, Job, Pulse, read_whole_file};
use crate::session::{ProofFinding, ResultRow};

/// So many originals are looked at, at most: what they look like is held in memory, about 1 kB each.
const MOST_ORIGINALS: usize = 200_000;

/// Grows whenever looks of the same file may be others than before.
const LOOK_VERSION: u32 = 1;

/// What is remembered of an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLooks {
    /// The file's size in bytes when it was looked at.
    pub file_bytes: u64,
    /// When it was written last, as the system told it then.
    pub modified: SystemTime,
    /// What it looks like; nothing where it is no original.
    pub looks: Vec<Look>,
}

impl KnownLooks {
    /// Bytes before the looks: version, size, and the time in seconds and nanoseconds since 1970.
    const HEAD_BYTES: usize = 4 + 8 + 8 + 4;

    /// As it is stored; `None` where the file's time can't be written.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let since = self.modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let mut bytes = LOOK_VERSION.to_le_bytes().to_vec();
        bytes.extend(self.file_bytes.to_le_bytes());
        bytes.extend(since.as_secs().to_le_bytes());
        bytes.extend(since.subsec_nanos().to_le_bytes());
        bytes.extend(Look::to_bytes(&self.looks));
        Some(bytes)
    }

    /// What was stored; `None` where another version wrote it, or it is damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, looks) = bytes.split_at_checked(Self::HEAD_BYTES)?;
        let (version, rest) = head.split_first_chunk()?;
        let (file_bytes, rest) = rest.split_first_chunk()?;
        let (secs, rest) = rest.split_first_chunk()?;
        let (nanos, _) = rest.split_first_chunk()?;
        if u32::from_le_bytes(*version) != LOOK_VERSION {
            return None;
        }
        let nanos = u32::from_le_bytes(*nanos);
        let since = Duration::from_secs(u64::from_le_bytes(*secs))
            .checked_add(Duration::from_nanos(nanos.into()))?;
        Some(Self {
            file_bytes: u64::from_le_bytes(*file_bytes),
            modified: SystemTime::UNIX_EPOCH.checked_add(since)?,
            looks: Look::from_bytes(looks)?,
        })
    }
}

/// One original to look at.
#[derive(Clone, Debug)]
pub struct LookJob {
    /// Where it is, to be shown.
    location: ImageLocation,
    path: PathBuf,
    known: Option<KnownLooks>,
    limits: ImageLimits,
}

/// What came of looking at an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// The original.
    pub path: PathBuf,
    /// What it looks like; `None` where it could not be read.
    pub looks: Option<Vec<Look>>,
    /// What there is to remember; `None` where that is known already, or nothing came of it.
    pub news: Option<KnownLooks>,
}

impl LookJob {
    /// A look at this original, of which this is remembered.
    #[must_use]
    pub fn new(path: PathBuf, known: Option<KnownLooks>) -> Self {
        Self {
            location: ImageLocation::new(path.as_path()),
            path,
            known,
            limits: ImageLimits::default(),
        }
    }

    /// What is remembered, where the file is as it was.
    fn remembered(&self) -> Option<&KnownLooks> {
        let known = self.known.as_ref()?;
        let found = std::fs::metadata(&self.path).ok()?;
        let is_same =
            found.len() == known.file_bytes && found.modified().ok() == Some(known.modified);
        is_same.then_some(known)
    }

    /// Reads and decodes it; no looks where it is opaque.
    fn look(&self, pulse: &Pulse) -> Option<KnownLooks> {
        let file = read_whole_file(&self.path, &self.limits, pulse).ok()?;
        // What is no picture at all may be one that is still being written.
        shown_size(&file.bytes, &self.limits).ok()?;
        let looks = if may_be_transparent(&file.bytes) {
            let cut_out = CutOut::decode(&file.bytes, &self.limits).ok()?;
            if cut_out.is_opaque() {
                Vec::new()
            } else {
                looks_of_original(&cut_out)
            }
        } else {
            Vec::new()
        };
        Some(KnownLooks {
            file_bytes: file.bytes.len() as u64,
            // Without its time it could never be known again.
            modified: file.modified.unwrap_or(SystemTime::UNIX_EPOCH),
            looks,
        })
    }

    fn not_seen(&self) -> LookedAt {
        LookedAt {
            path: self.path.clone(),
            looks: None,
            news: None,
        }
    }
}

/// The looks that a search by content begins with.
#[derive(Debug)]
pub struct LookJobs {
    /// One for each original that is looked at.
    pub jobs: Vec<LookJob>,
    /// How many originals are left out, because there are more than can be held in memory.
    pub left_out: u64,
}

impl LookJobs {
    /// Looks at these originals, of which this is stored; at the first 200,000 of them, where there are more.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>, stored: Vec<Option<Vec<u8>>>) -> Self {
        let left_out = paths.len().saturating_sub(MOST_ORIGINALS) as u64;
        let stored = stored.into_iter().chain(std::iter::repeat(None));
        let looks = paths.into_iter().zip(stored).take(MOST_ORIGINALS);
        let jobs = looks.map(|(path, stored)| {
            let known = stored.and_then(|bytes| KnownLooks::from_bytes(&bytes));
            LookJob::new(path, known)
        });
        Self {
            jobs: jobs.collect(),
            left_out,
        }
    }
}

/// Whether the original of an image is looked for by what it looks like: it looks black, and no original has said what it
/// is, nor is there one by its name that could not be read: no other one speaks in its stead.
#[must_use]
pub fn is_asked_by_content(row: &ResultRow) -> bool {
    let is_open = row.inspection().is_some() && !row.is_gone && row.repair.is_none();
    let is_told = row.proof_of_this_file().is_some_and(|proof| {
        proof.finding.decides() || matches!(proof.finding, ProofFinding::Unreadable { .. })
    });
    is_open && row.status().is_flagged() && !is_told
}

impl Job for LookJob {
    type Outcome = LookedAt;

    fn location(&self) -> &ImageLocation {
        &self.location
    }

    fn pictures(&self) -> Vec<PathBuf> {
        // What is as it was is not opened.
        match self.remembered() {
            Some(_) => Vec::new(),
            None => vec![self.path.clone()],
        }
    }

    fn run(&self, pulse: &Pulse) -> LookedAt {
        if let Some(known) = self.remembered() {
            return LookedAt {
                looks: Some(known.looks.clone()),
                ..self.not_seen()
            };
        }
        match self.look(pulse) {
            Some(news) => LookedAt {
                path: self.path.clone(),
                looks: Some(news.looks.clone()),
                news: Some(news),
            },
            None => self.not_seen(),
        }
    }

    fn panicked(&self) -> LookedAt {
        self.not_seen()
    }

    fn gave_no_answer(&self, _: Duration) -> LookedAt {
        self.not_seen()
    }
}

/// One image whose original is looked for among all by what it looks like.
#[derive(Clone, Debug)]
pub struct NearestJob {
    /// The scanned folder.
    pub root: Arc<Path>,
    /// Which image of the scan.
    pub image: ImageId,
    /// Where it is.
    pub location: ImageLocation,
    /// The originals.
    pub originals: Arc<LookIndex>,
    /// Bounds on size and memory.
    pub limits: ImageLimits,
}

/// The originals that an image looks most like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The job's.
    pub image: ImageId,
    /// Where it is.
    pub location: ImageLocation,
    /// What may be its original, as guesses.
    pub candidates: Candidates,
}

impl NearestJob {
    fn found(&self, guessed: Vec<PathBuf>) -> Nearest {
        Nearest {
            image: self.image,
            location: self.location.clone(),
            candidates: Candidates {
                named: Vec::new(),
                guessed,
            },
        }
    }
}

impl Job for NearestJob {
    type Outcome = Nearest;

    fn location(&self) -> &ImageLocation {
        &self.location
    }

    fn pictures(&self) -> Vec<PathBuf> {
        vec![self.location.under(&self.root)]
    }

    fn run(&self, pulse: &Pulse) -> Nearest {
        let path = self.location.under(&self.root);
        let small = read_whole_file(&path, &self.limits, pulse)
            .ok()
            .and_then(|file| make_thumbnail(&file.bytes, &self.limits, SMALL_PX).ok());
        let picture = small.and_then(|small| {
            let (pixels, _) = small.rgba.as_chunks::<4>();
            let rgb = pixels
                .iter()
                .flat_map(|[red, green, blue, _]| [*red, *green, *blue]);
            RgbImage::from_raw(small.width_px, small.height_px, rgb.collect())
        });
        let guessed = picture.map(|picture| {
            let mut nearest = self.originals.nearest(&looks_of_image(&picture));
            // Where originals lie among the images.
            nearest.retain(|original| *original != path);
            nearest
        });
        self.found(guessed.unwrap_or_default())
    }

    fn panicked(&self) -> Nearest {
        self.found(Vec::new())
    }

    fn gave_no_answer(&self, _: Duration) -> Nearest {
        self.found(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use image::{Rgba, RgbaImage};

    use super::*;

    #[test]
    fn an_original_that_is_as_it_was_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        let disc = RgbaImage::from_fn(90, 90, |x, y| {
            let is_in = x.abs_diff(45).pow(2) + y.abs_diff(45).pow(2) < 900;
            Rgba(if is_in { [200, 90, 30, 255] } else { [0; 4] })
        });
        disc.save(&path).unwrap();
        let first = LookJob::new(path.clone(), None).run(&Pulse::default());
        let news = first.news.expect("it was read");
        let stored = news.to_bytes().expect("its time can be written");
        assert_eq!(KnownLooks::from_bytes(&stored).as_ref(), Some(&news));

        let known =
            |stored: &[u8]| LookJobs::new(vec![path.clone()], vec![Some(stored.to_vec())]).jobs;
        let again = &known(&stored)[0];
        assert!(again.pictures().is_empty(), "it is not even opened");
        let looked = again.run(&Pulse::default());
        assert_eq!((looked.looks, looked.news), (Some(news.looks), None));

        let mut of_another_version = stored.clone();
        of_another_version[0] ^= 1;
        for bytes in [&of_another_version[..], &stored[..stored.len() - 1], &[]] {
            let looked = known(bytes)[0].run(&Pulse::default());
            assert!(looked.news.is_some(), "it is read");
        }

        let now = fs::metadata(&path).unwrap().modified().unwrap();
        let file = fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(now + Duration::from_secs(1)).unwrap();
        drop(file);
        let changed = &known(&stored)[0];
        assert_eq!(changed.pictures(), std::slice::from_ref(&path));
        assert!(changed.run(&Pulse::default()).news.is_some());
    }

    #[test]
    fn what_is_no_original_is_remembered_and_what_can_not_be_read_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let opaque = folder.path().join("opaque.png");
        RgbImage::new(40, 30).save(&opaque).unwrap();
        let looked = LookJob::new(opaque, None).run(&Pulse::default());
        assert_eq!(looked.looks, Some(Vec::new()));
        assert!(looked.news.is_some());
        let damaged = folder.path().join("damaged.png");
        fs::write(&damaged, b"\x89PNG\r\n\x1a\n and no more").unwrap();
        for path in [damaged, folder.path().join("gone.png")] {
            let looked = LookJob::new(path, None).run(&Pulse::default());
            assert_eq!((looked.looks, looked.news), (None, None));
        }
    }

    #[test]
    fn originals_beyond_what_memory_holds_are_counted() {
        let paths = |count: usize| (0..count).map(|at| PathBuf::from(at.to_string())).collect();
        let all = LookJobs::new(paths(MOST_ORIGINALS), Vec::new());
        assert_eq!((all.jobs.len(), all.left_out), (MOST_ORIGINALS, 0));
        let most = LookJobs::new(paths(MOST_ORIGINALS + 3), Vec::new());
        assert_eq!((most.jobs.len(), most.left_out), (MOST_ORIGINALS, 3));
    }
}
