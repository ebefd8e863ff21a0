//! What storing a picture in the way in which a file is stored does to it.
//!
//! JPEG keeps a thin line badly: several pixels share one colour, so that a red line of two pixels reddens what is beside
//! it; fine detail is rounded to coarse steps; and what falls below black by that is cut off, which makes the surroundings
//! lighter. All of this depends on nothing but the file's own tables, so it need not be allowed for by wide bounds: what is
//! expected is stored with the same tables, and then it looks as the file does. Knows nothing of originals.

use image::RgbImage;
use jpeg_encoder::{
    ChromaSubsamplingMethod, ColorType, Encoder, QuantizationTableType, SamplingFactor,
};

use super::vp8_header::lossy_frame;
use crate::inspect::{ImageLimits, JpegSegments, decode_full};

/// The step to which every frequency is rounded in the stand-in for WebP: about what WebP does at its usual qualities.
const WEBP_STEP: u16 = 4;

/// Where the numbers of a table, which a file names by rising frequency, stand in rows of eight (ITU-T T.81, figure 5).
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// The steps of all 64 frequencies of a block, row by row.
type Steps = Box<[u16; 64]>;

/// How a file's picture lost what it lost.
#[derive(Clone, Debug)]
pub(super) enum Loss {
    /// Not at all, as far as can be told.
    Nothing,
    /// As JPEG.
    Jpeg {
        /// The steps of brightness.
        luma: Steps,
        /// The steps of the colours.
        chroma: Steps,
        /// How many pixels share a colour.
        sampling: SamplingFactor,
    },
}

impl Loss {
    /// Of a file, by its bytes. WebP with loss is taken for a JPEG of fine steps in which four pixels share a colour, which
    /// is the most that it does to lines; what is neither is without loss.
    pub(super) fn of_file(bytes: &[u8]) -> Self {
        if bytes.starts_with(&[0xFF, 0xD8]) {
            Self::of_jpeg(bytes).unwrap_or(Self::Nothing)
        } else if lossy_frame(bytes).is_some() {
            Self::Jpeg {
                luma: Box::new([WEBP_STEP; 64]),
                chroma: Box::new([WEBP_STEP; 64]),
                sampling: SamplingFactor::F_2_2,
            }
        } else {
            Self::Nothing
        }
    }

    fn of_jpeg(bytes: &[u8]) -> Option<Self> {
        let (mut luma, mut chroma) = (None, None);
        let mut sampling = SamplingFactor::F_1_1;
        for segment in JpegSegments::of(bytes) {
            match segment.marker {
                0xDB => {
                    // A table of 16 bit, which no usual program writes, ends what can be told.
                    for table in segment.data.chunks_exact(65) {
                        match table[0] {
                            0 => luma = Some(Box::new(steps(&table[1..]))),
                            1..=3 => chroma = Some(Box::new(steps(&table[1..]))),
                            _ => return None,
                        }
                    }
                }
                0xC0..=0xC2 => {
                    let factors = segment.data.get(7).copied()?;
                    let (across, down) = ((factors >> 4).min(2), (factors & 15).min(2));
                    sampling = SamplingFactor::from_factors(across, down)?;
                }
                _ => {}
            }
        }
        let luma = luma?;
        Some(Self::Jpeg {
            chroma: chroma.unwrap_or_else(|| luma.clone()),
            luma,
            sampling,
        })
    }

    /// A picture as it would be after it was stored so, and itself where nothing is lost or where it can't be stored so.
    pub(super) fn applied_to(&self, picture: RgbImage) -> RgbImage {
        let Self::Jpeg {
            luma,
            chroma,
            sampling,
        } = self
        else {
            return picture;
        };
        let (Ok(width), Ok(height)) = (
            u16::try_from(picture.width()),
            u16::try_from(picture.height()),
        ) else {
            return picture;
        };
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 90);
        encoder.set_sampling_factor(*sampling);
        encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
        encoder.set_quantization_tables(
            QuantizationTableType::Custom(luma.clone()),
            QuantizationTableType::Custom(chroma.clone()),
        );
        if encoder
            .encode(picture.as_raw(), width, height, ColorType::Rgb)
            .is_err()
        {
            return picture;
        }
        match decode_full(&bytes, &ImageLimits::default()) {
            Ok(stored) => stored.image.into_rgb8(),
            Err(_) => picture,
        }
    }
}

fn steps(by_frequency: &[u8]) -> [u16; 64] {
    let mut steps = [1; 64];
    for (&place, &step) in ZIGZAG.iter().zip(by_frequency) {
        steps[usize::from(place)] = step.into();
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    /// A red line of two pixels on black.
    fn line() -> RgbImage {
        RgbImage::from_fn(64, 48, |x, y| {
            let is_line = (x + y / 3) % 23 < 2;
            Rgb(if is_line { [200, 16, 46] } else { [0; 3] })
        })
    }

    fn jpeg(picture: &RgbImage, quality: u8, sampling: SamplingFactor) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, quality);
        encoder.set_sampling_factor(sampling);
        encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
        encoder
            .encode(picture.as_raw(), 64, 48, ColorType::Rgb)
            .unwrap();
        bytes
    }

    fn farthest(one: &RgbImage, other: &RgbImage) -> u8 {
        let pairs = one.as_raw().iter().zip(other.as_raw());
        pairs
            .map(|(one, other)| one.abs_diff(*other))
            .max()
            .unwrap()
    }

    #[test]
    fn what_is_stored_with_a_files_own_tables_looks_as_the_file_does() {
        for quality in [60, 85, 95] {
            for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_2] {
                let file = jpeg(&line(), quality, sampling);
                let seen = decode_full(&file, &ImageLimits::default()).unwrap();
                let seen = seen.image.into_rgb8();
                let expected = Loss::of_file(&file).applied_to(line());
                assert!(seen != line(), "JPEG harms a thin line at {quality}");
                assert_eq!(farthest(&seen, &expected), 0, "{quality} {sampling:?}");
            }
        }
    }

    #[test]
    fn what_loses_nothing_or_is_damaged_changes_nothing() {
        let mut damaged = jpeg(&line(), 85, SamplingFactor::F_2_2);
        damaged.truncate(40);
        let lossless = b"RIFF\x14\0\0\0WEBPVP8L\x03\0\0\0abc\0";
        for bytes in [&b"\x89PNG"[..], b"", b"RIFF", lossless, &damaged] {
            assert_eq!(Loss::of_file(bytes).applied_to(line()), line(), "{bytes:?}");
        }
        let lossy = b"RIFF\x20\0\0\0WEBPICCP\x03\0\0\0abc\0VP8 \x02\0\0\0ab";
        assert!(farthest(&Loss::of_file(lossy).applied_to(line()), &line()) > 20);
    }
}
