//! Proving one image, as a job of the pool of workers: read it, read what may be its original, compare.
//!
//! Invariant: files are opened for reading only, and only regular ones.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{Candidates, Nearest, OriginalBytes, prove};
use crate::inspect::ImageLimits;
use crate::scan::{
    ContentHash, ImageId, ImageLocation, ImageReport, Job, Pulse, ReachError, read_whole_file,
};
use crate::session::{Proof, ProofFinding, ScanSession};

/// One image to prove.
#[derive(Clone, Debug)]
pub struct ProveJob {
    /// The scanned folder.
    pub root: Arc<Path>,
    /// Which image of the scan; it comes back with the outcome.
    pub image: ImageId,
    /// Where it is.
    pub location: ImageLocation,
    /// What may be its original.
    pub candidates: Candidates,
    /// Bounds on size and memory, for the image and for its original.
    pub limits: ImageLimits,
}

/// What came of proving one image.
#[derive(Clone, Debug, PartialEq)]
pub struct Proved {
    /// The job's.
    pub image: ImageId,
    /// The file that was compared; `None` where it could not be read.
    pub file: Option<ProvedFile>,
    /// What the original says.
    pub proof: Proof,
}

/// A file as it was when it was compared. A repair does nothing to it when it is another one by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvedFile {
    /// Its size in bytes.
    pub file_bytes: u64,
    /// When it was written last, where the system told it.
    pub modified: Option<SystemTime>,
    /// What it held.
    pub content: ContentHash,
}

impl Job for ProveJob {
    type Outcome = Proved;

    fn location(&self) -> &ImageLocation {
        &self.location
    }

    fn pictures(&self) -> Vec<PathBuf> {
        let image = self.location.under(&self.root);
        let Candidates { named, guessed } = &self.candidates;
        std::iter::once(image)
            .chain(named.iter().chain(guessed).cloned())
            .collect()
    }

    fn run(&self, pulse: &Pulse) -> Proved {
        let image = match read_whole_file(&self.location.under(&self.root), &self.limits, pulse) {
            Ok(image) => image,
            Err(fault) => return self.unreadable(format!("the image itself {fault}")),
        };
        let mut read = |path: &Path| {
            let original = read_whole_file(path, &self.limits, pulse).map_err(io::Error::other)?;
            Ok(OriginalBytes {
                bytes: original.bytes,
                modified: original.modified,
            })
        };
        let content = ContentHash::of(&image.bytes);
        let Candidates { named, guessed } = &self.candidates;
        let mut prove_among =
            |paths: &[PathBuf]| prove(&image.bytes, paths, &mut read, &self.limits);
        let mut proof = prove_among(named);
        // A guess says nothing in the place of a named one that could not be read.
        let is_unread = matches!(proof.finding, ProofFinding::Unreadable { .. });
        if !proof.finding.decides() && !is_unread && !guessed.is_empty() {
            let by_guess = prove_among(guessed);
            // A guess that shows another picture, or can't be read, was a wrong one and says nothing.
            if by_guess.finding.decides() {
                proof = by_guess;
            }
        }
        proof.image = Some(content);
        Proved {
            image: self.image,
            file: Some(ProvedFile {
                file_bytes: image.bytes.len() as u64,
                modified: image.modified,
                content,
            }),
            proof,
        }
    }

    fn panicked(&self) -> Proved {
        self.unreadable("a decoder failed on the image or its original".to_owned())
    }

    fn gave_no_answer(&self, silent_for: Duration) -> Proved {
        self.unreadable(ReachError::NoAnswer { silent_for }.to_string())
    }
}

impl ProveJob {
    /// The comparison with the originals that an image looks most like; `None` where it looks like none.
    #[must_use]
    pub fn of_nearest(root: &Arc<Path>, nearest: Nearest) -> Option<Self> {
        (!nearest.candidates.is_empty()).then(|| Self {
            root: Arc::clone(root),
            image: nearest.image,
            location: nearest.location,
            candidates: nearest.candidates,
            limits: ImageLimits::default(),
        })
    }

    fn unreadable(&self, detail: String) -> Proved {
        Proved {
            image: self.image,
            file: None,
            proof: Proof::without_original(ProofFinding::Unreadable { detail }),
        }
    }
}

impl Proved {
    /// Tells the session what an original that was found by content has shown, and only that: a guess that was wrong says
    /// nothing. Returns whether it decided.
    pub fn tell_of_guess(self, session: &mut ScanSession) -> bool {
        self.proof.finding.decides() && self.tell(session).decides()
    }

    /// Tells the session what was proven, and returns what it holds of the image from now on. What was compared is what a
    /// row is about only while the file is as the scan saw it; and an original that is not found this time takes nothing
    /// back of what another one has shown of the same file.
    pub fn tell(self, session: &mut ScanSession) -> ProofFinding {
        let Some(row) = session.row(self.image) else {
            return self.proof.finding;
        };
        let known = row.proof_of_this_file().map(|proof| &proof.finding);
        if let Some(known) = known.filter(|known| known.decides())
            && self.file.is_none_or(|file| file.is_of(&row.report))
            && !self.proof.finding.decides()
        {
            return known.clone();
        }
        let mut proof = self.proof;
        if let Some(file) = self.file {
            if !file.is_of(&row.report) {
                proof = Proof::without_original(ProofFinding::Unreadable {
                    detail: "the image itself was changed since it was inspected".to_owned(),
                });
            } else if row.report.stamp.content.is_none() {
                session.learn_content(self.image, file.content);
            }
        }
        let finding = proof.finding.clone();
        session.set_proof(self.image, proof);
        finding
    }
}

impl ProvedFile {
    /// Whether this is the file that was inspected: by what it holds, where that is known, as a file may be touched and
    /// stay the same; else by its size and time.
    fn is_of(&self, report: &ImageReport) -> bool {
        let stamp = report.stamp;
        match stamp.content {
            Some(content) => content == self.content,
            None => report.file_bytes == Some(self.file_bytes) && stamp.modified == self.modified,
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Rgba, RgbaImage};

    use super::*;

    /// A ring of this colour, and what it looks like on black.
    fn ring(colour: [u8; 3]) -> (RgbaImage, DynamicImage) {
        let [red, green, blue] = colour;
        let original = RgbaImage::from_fn(120, 120, |x, y| {
            let from_middle = (x as f32 - 60.0).hypot(y as f32 - 60.0);
            let is_seen = (25.0..50.0).contains(&from_middle);
            let shade = u8::try_from(x / 2).unwrap();
            Rgba([
                red.saturating_sub(shade),
                green,
                blue,
                if is_seen { 255 } else { 0 },
            ])
        });
        let on_black = RgbaImage::from_fn(120, 120, |x, y| {
            let Rgba([red, green, blue, alpha]) = *original.get_pixel(x, y);
            let seen = alpha / 255;
            Rgba([red * seen, green * seen, blue * seen, 255])
        });
        let on_black = DynamicImage::from(on_black).into_rgb8().into();
        (original, on_black)
    }

    #[test]
    fn a_wrong_guess_says_nothing_and_a_right_one_proves() {
        let folder = tempfile::tempdir().unwrap();
        let (red, black) = ring([220, 40, 30]);
        let (blue, _) = ring([20, 60, 230]);
        black.save(folder.path().join("1.jpg")).unwrap();
        red.save(folder.path().join("red.png")).unwrap();
        blue.save(folder.path().join("blue.png")).unwrap();
        let found = |named: &[&str], guessed: &[&str]| {
            let paths =
                |names: &[&str]| names.iter().map(|name| folder.path().join(name)).collect();
            let job = ProveJob {
                root: folder.path().into(),
                image: ImageId(0),
                location: ImageLocation::new("1.jpg"),
                candidates: Candidates {
                    named: paths(named),
                    guessed: paths(guessed),
                },
                limits: ImageLimits::default(),
            };
            job.run(&Pulse::default()).proof.finding
        };
        assert!(found(&["red.png"], &[]).is_proven());
        assert!(found(&[], &["blue.png", "red.png"]).is_proven());
        assert!(found(&["blue.png"], &["red.png"]).is_proven());
        assert_eq!(found(&["blue.png"], &[]), ProofFinding::DoesNotMatch);
        assert_eq!(found(&[], &["blue.png"]), ProofFinding::NoOriginal);
        assert_eq!(
            found(&["blue.png"], &["gone.png"]),
            ProofFinding::DoesNotMatch
        );
    }
}
