//! An image before and after its repair, small and side by side, for lists and sheets.
//!
//! What is shown as it would be repaired is made from the original by the same code that makes the new file. Files are
//! opened for reading only.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{BackgroundColour, CutOut, repaired_picture};
use crate::inspect::{ImageLimits, Thumbnail, make_thumbnail};
use crate::scan::{ImageLocation, Job, Pulse, read_whole_file};
use crate::session::Placement;

/// The small pictures of one image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BeforeAfter {
    /// The black image; `None` where it can't be shown.
    pub before: Option<Thumbnail>,
    /// The repaired picture; `None` where there is none, or none that can be shown.
    pub after: Option<Thumbnail>,
}

/// What an image looks like after its repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterRepair {
    /// It would be its original on this background.
    WouldBe {
        /// The original that proved its case.
        original: PathBuf,
        /// How it lies in the image, where it does not fill all of it.
        placement: Option<Placement>,
        /// What is laid behind the product.
        background: BackgroundColour,
    },
    /// It was repaired: this file.
    Is(PathBuf),
    /// There is nothing that it could be repaired from.
    Unknown,
}

/// One image to show before and after its repair.
#[derive(Clone, Debug)]
pub struct BeforeAfterJob {
    /// Which image; to be shown while it is drawn.
    pub location: ImageLocation,
    /// The black file, where it is now; `None`: it is there no more.
    pub before: Option<PathBuf>,
    /// What becomes, or became, of it.
    pub after: AfterRepair,
    /// Longest side of both pictures in pixels.
    pub longest_side_px: u32,
    /// Bounds on size and memory.
    pub limits: ImageLimits,
}

impl Job for BeforeAfterJob {
    type Outcome = BeforeAfter;

    fn location(&self) -> &ImageLocation {
        &self.location
    }

    fn pictures(&self) -> Vec<PathBuf> {
        let after = match &self.after {
            AfterRepair::WouldBe { original, .. } => Some(original),
            AfterRepair::Is(file) => Some(file),
            AfterRepair::Unknown => None,
        };
        self.before.iter().chain(after).cloned().collect()
    }

    fn run(&self, pulse: &Pulse) -> BeforeAfter {
        let before = self.before.as_deref();
        let before = before.and_then(|path| self.shown(path, pulse));
        let after = match &self.after {
            AfterRepair::WouldBe {
                original,
                placement,
                background,
            } => before.as_ref().and_then(|before| {
                self.repaired(original, placement.as_ref(), *background, before, pulse)
            }),
            AfterRepair::Is(file) => self.shown(file, pulse),
            AfterRepair::Unknown => None,
        };
        BeforeAfter { before, after }
    }

    fn panicked(&self) -> BeforeAfter {
        BeforeAfter::default()
    }

    fn gave_no_answer(&self, _: Duration) -> BeforeAfter {
        BeforeAfter::default()
    }
}

impl BeforeAfterJob {
    fn shown(&self, path: &Path, pulse: &Pulse) -> Option<Thumbnail> {
        let file = read_whole_file(path, &self.limits, pulse).ok()?;
        make_thumbnail(&file.bytes, &self.limits, self.longest_side_px).ok()
    }

    fn repaired(
        &self,
        original: &Path,
        placement: Option<&Placement>,
        background: BackgroundColour,
        before: &Thumbnail,
        pulse: &Pulse,
    ) -> Option<Thumbnail> {
        let (width_px, height_px) = (before.width_px, before.height_px);
        let original = read_whole_file(original, &self.limits, pulse).ok()?;
        let cut_out = CutOut::decode(&original.bytes, &self.limits).ok()?;
        let picture =
            repaired_picture(&cut_out, placement, (width_px, height_px), background).ok()?;
        let rgba = picture
            .pixels()
            .flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], u8::MAX])
            .collect();
        Some(Thumbnail {
            width_px,
            height_px,
            rgba,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Cursor;

    use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    /// A red square on nothing, and what a careless tool made of it.
    fn pair() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let is_product = |x: u32, y: u32| (20..60).contains(&x) && (20..40).contains(&y);
        let original = RgbaImage::from_fn(80, 60, |x, y| {
            Rgba(if is_product(x, y) {
                [200, 0, 0, 255]
            } else {
                [0; 4]
            })
        });
        let black = RgbImage::from_fn(80, 60, |x, y| {
            Rgb(if is_product(x, y) {
                [200, 0, 0]
            } else {
                [0; 3]
            })
        });
        let write = |name: &str, bytes: Cursor<Vec<u8>>| {
            let path = folder.path().join(name);
            fs::write(&path, bytes.into_inner()).unwrap();
            path
        };
        let mut bytes = Cursor::new(Vec::new());
        original.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let original = write("a.png", bytes);
        let mut bytes = Cursor::new(Vec::new());
        black.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let black = write("a_black.png", bytes);
        (folder, black, original)
    }

    fn job(before: PathBuf, after: AfterRepair) -> BeforeAfter {
        let before = Some(before);
        let job = BeforeAfterJob {
            location: ImageLocation::new("a.jpg"),
            before,
            after,
            longest_side_px: 40,
            limits: ImageLimits::default(),
        };
        job.run(&Pulse::default())
    }

    fn corner(thumbnail: Option<Thumbnail>) -> Option<[u8; 4]> {
        thumbnail?.rgba.first_chunk().copied()
    }

    #[test]
    fn what_would_be_is_the_original_on_the_background_in_the_same_size() {
        let (_folder, black, original) = pair();
        let would_be = AfterRepair::WouldBe {
            original,
            placement: None,
            background: BackgroundColour { rgb: [1, 2, 3] },
        };
        let shown = job(black, would_be);
        let size = |thumbnail: &Option<Thumbnail>| {
            let thumbnail = thumbnail.as_ref().unwrap();
            (thumbnail.width_px, thumbnail.height_px)
        };
        assert_eq!(size(&shown.before), (40, 30));
        assert_eq!(size(&shown.after), (40, 30));
        assert_eq!(corner(shown.before), Some([0, 0, 0, 255]));
        assert_eq!(corner(shown.after), Some([1, 2, 3, 255]));
    }

    #[test]
    fn what_is_missing_is_no_picture() {
        let (folder, black, _) = pair();
        let gone = folder.path().join("gone.jpg");
        let shown = job(black.clone(), AfterRepair::Is(gone.clone()));
        assert!(shown.before.is_some() && shown.after.is_none());
        let shown = job(gone, AfterRepair::Is(black.clone()));
        assert!(shown.before.is_none() && shown.after.is_some());
        assert!(job(black, AfterRepair::Unknown).after.is_none());
    }
}
