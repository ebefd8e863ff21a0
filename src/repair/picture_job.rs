//! Making one repaired picture for the screen, as a job of the pool of workers: as the repair would make it, or as it has.
//!
//! It is made by the same code that makes the new file; where that is written already, it is what the file holds. Invariant:
//! files are opened for reading only.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{BackgroundColour, CutOut, RepairPictureError, repaired_picture};
use crate::inspect::{
    ImageFormat, ImageLimits, InspectError, ScreenImage, decode_for_screen, sniff,
};
use crate::scan::{
    After, ContentHash, ImageLocation, Job, LoadError, Pulse, ReachError, ReadWholeFault,
    read_whole_file,
};
use crate::session::Placement;

/// One repaired picture to be made.
#[derive(Clone, Debug)]
pub struct PictureJob {
    /// The image that it is of.
    pub location: ImageLocation,
    /// What it is made of.
    pub source: PictureSource,
    /// Stored width and height of the image in pixels.
    pub stored_px: (u32, u32),
    /// The longest side that the screen's renderer takes, in pixels.
    pub max_side_px: u32,
    /// Bounds on size and memory.
    pub limits: ImageLimits,
    /// What has to be on the disk before the original is decoded, because a decoder that dies takes the program along.
    pub after: Option<After>,
}

/// What a repaired picture is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureSource {
    /// The image's original, laid on a background.
    Original {
        /// Where it is, on this machine.
        path: PathBuf,
        /// What it held when it was compared: what is shown is that and nothing else.
        content: ContentHash,
        /// How it lies in the image, where it does not fill all of it.
        placement: Option<Placement>,
        /// What is laid behind the product.
        background: BackgroundColour,
    },
    /// The file that a repair has written, on this machine.
    Written(PathBuf),
}

impl PictureSource {
    fn path(&self) -> &Path {
        match self {
            Self::Original { path, .. } | Self::Written(path) => path,
        }
    }
}

impl Job for PictureJob {
    type Outcome = Result<ScreenImage, LoadError>;

    fn location(&self) -> &ImageLocation {
        &self.location
    }

    fn pictures(&self) -> Vec<PathBuf> {
        vec![self.source.path().to_path_buf()]
    }

    fn run(&self, pulse: &Pulse) -> Self::Outcome {
        let file = read_whole_file(self.source.path(), &self.limits, pulse);
        let file = file.map_err(|fault| match fault {
            ReadWholeFault::Unreachable(error) => LoadError::Unreachable(error),
            ReadWholeFault::TooLarge { file_bytes, .. } => {
                LoadError::Unreadable(InspectError::FileTooLarge {
                    file_bytes,
                    limits: self.limits,
                })
            }
        })?;
        pulse.decoding();
        if let Some(after) = &self.after {
            after.wait();
        }
        let (placement, background) = match self.source {
            PictureSource::Original { content, .. } if ContentHash::of(&file.bytes) != content => {
                return Err(LoadError::Changed);
            }
            PictureSource::Original {
                placement,
                background,
                ..
            } => (placement, background),
            PictureSource::Written(_) => {
                let picture = decode_for_screen(&file.bytes, &self.limits, self.max_side_px)?;
                return Ok(ScreenImage {
                    // What was judged is the black file.
                    black_region: None,
                    ..picture
                });
            }
        };
        let cut_out = CutOut::decode(&file.bytes, &self.limits)?;
        let shape_px = match placement {
            Some(placement) => placement.image_px,
            None => (cut_out.width_px(), cut_out.height_px()),
        };
        let shown_px = self.shown_px(shape_px);
        repaired_picture(&cut_out, placement.as_ref(), shown_px, background)
            .map(ScreenImage::of_picture)
            .map_err(|error| not_this_original(&file.bytes, &error))
    }

    fn panicked(&self) -> Self::Outcome {
        Err(InspectError::DecoderPanicked.into())
    }

    fn gave_no_answer(&self, silent_for: Duration) -> Self::Outcome {
        Err(ReachError::NoAnswer { silent_for }.into())
    }
}

impl PictureJob {
    /// The image's size as it is shown, no larger than the renderer takes. Whether the image is stored lying on its side
    /// is told by the shape that its original has, or that the placed image has.
    fn shown_px(&self, shape_px: (u32, u32)) -> (u32, u32) {
        let (width, height) = self.stored_px;
        let is_wide = shape_px.0 >= shape_px.1;
        let (width, height) = if is_wide == (width >= height) {
            (width, height)
        } else {
            (height, width)
        };
        let longest = width.max(height);
        if longest <= self.max_side_px {
            return (width, height);
        }
        // Below the longest side, so it fits; a side of no pixel would be none.
        let scaled = |side: u32| {
            let scaled = u64::from(side) * u64::from(self.max_side_px) / u64::from(longest.max(1));
            u32::try_from(scaled).unwrap_or(self.max_side_px).max(1)
        };
        (scaled(width), scaled(height))
    }
}

fn not_this_original(bytes: &[u8], error: &RepairPictureError) -> LoadError {
    LoadError::Unreadable(InspectError::Unsupported {
        format: sniff(bytes).unwrap_or(ImageFormat::Png),
        detail: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat as FileFormat, Rgba, RgbaImage};

    use super::*;

    fn job(folder: &tempfile::TempDir, stored_px: (u32, u32), max_side_px: u32) -> PictureJob {
        let original = folder.path().join("a.png");
        let cut_out = RgbaImage::from_fn(40, 20, |x, _| {
            Rgba([200, 0, 0, if x < 20 { 0 } else { 255 }])
        });
        cut_out
            .save_with_format(&original, FileFormat::Png)
            .unwrap();
        PictureJob {
            location: ImageLocation::new("a.jpg"),
            source: PictureSource::Original {
                placement: None,
                content: ContentHash::of(&std::fs::read(&original).unwrap()),
                path: original,
                background: BackgroundColour::WHITE,
            },
            stored_px,
            max_side_px,
            limits: ImageLimits::default(),
            after: None,
        }
    }

    #[test]
    fn the_original_is_shown_on_its_background_in_the_size_of_the_image() {
        let folder = tempfile::tempdir().unwrap();
        let size = |stored_px, max_side_px| {
            let made = job(&folder, stored_px, max_side_px).run(&Pulse::default());
            let made = made.expect("the original is there");
            (made.width_px, made.height_px)
        };
        assert_eq!(size((40, 20), 4_096), (40, 20));
        assert_eq!(size((20, 40), 4_096), (40, 20), "stored on its side");
        assert_eq!(size((400, 200), 100), (100, 50), "what the renderer takes");
        let made = job(&folder, (40, 20), 4_096)
            .run(&Pulse::default())
            .unwrap();
        assert_eq!(made.rgba[..4], [255, 255, 255, 255], "white, opaque");
        let last = made.rgba.len() - 4;
        assert_eq!(made.rgba[last..], [200, 0, 0, 255], "the product");
    }

    #[test]
    fn a_file_that_is_written_is_shown_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut made = job(&folder, (40, 20), 20);
        let written = folder.path().join("new.png");
        let picture = image::RgbImage::from_pixel(40, 20, image::Rgb([9, 8, 7]));
        picture.save_with_format(&written, FileFormat::Png).unwrap();
        made.source = PictureSource::Written(written);
        let shown = made.run(&Pulse::default()).expect("it is there");
        assert_eq!((shown.width_px, shown.height_px), (20, 10));
        assert_eq!(shown.rgba[..4], [9, 8, 7, 255], "not made anew");
    }

    #[test]
    fn an_original_that_was_changed_since_it_was_compared_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let job = job(&folder, (40, 20), 4_096);
        RgbaImage::from_pixel(40, 20, Rgba([0, 0, 0, 9]))
            .save_with_format(folder.path().join("a.png"), FileFormat::Png)
            .unwrap();
        assert_eq!(job.run(&Pulse::default()), Err(LoadError::Changed));
    }

    #[test]
    fn an_original_that_is_gone_or_has_another_shape_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut gone = job(&folder, (40, 20), 4_096);
        gone.source = PictureSource::Written(folder.path().join("gone.jpg"));
        let told = gone.run(&Pulse::default());
        assert_eq!(told, Err(LoadError::Unreachable(ReachError::NotFound)));
        let told = job(&folder, (40, 35), 4_096).run(&Pulse::default());
        assert!(matches!(told, Err(LoadError::Unreadable(_))), "{told:?}");
    }
}
