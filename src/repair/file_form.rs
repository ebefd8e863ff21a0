//! In which form a repaired picture is written: that of the file that it replaces.

use super::vp8_header::Vp8Header;
use super::{Chroma, RepairOptions, RepairPictureError};
use crate::inspect::ImageFormat;

/// A format, and how finely it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FileForm {
    /// JPEG, as it was chosen.
    Jpeg {
        /// 1 to 100.
        quality: u8,
        /// How finely colours are kept.
        chroma: Chroma,
    },
    /// PNG.
    Png,
    /// WebP that loses nothing.
    LosslessWebP,
    /// WebP that loses about as much as the replaced file.
    LossyWebP {
        /// 0 to 100, as libwebp counts it.
        quality: f32,
    },
}

impl FileForm {
    /// The form of the file that replaces `black`, a file of that format.
    ///
    /// # Errors
    /// [`RepairPictureError::FormatNotWritten`] for formats other than the three.
    pub(super) fn in_place_of(
        black: &[u8],
        format: ImageFormat,
        options: RepairOptions,
    ) -> Result<Self, RepairPictureError> {
        match format {
            ImageFormat::Jpeg => Ok(Self::Jpeg {
                quality: options.quality,
                chroma: options.chroma,
            }),
            ImageFormat::Png => Ok(Self::Png),
            ImageFormat::WebP => Ok(match Vp8Header::of_file(black) {
                Some(header) => Self::LossyWebP {
                    quality: webp_quality(&header),
                },
                None => Self::LosslessWebP,
            }),
            ImageFormat::Gif | ImageFormat::Bmp | ImageFormat::Tiff => {
                Err(RepairPictureError::FormatNotWritten { format })
            }
        }
    }

    /// The format alone.
    pub(super) fn format(self) -> ImageFormat {
        match self {
            Self::Jpeg { .. } => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::LosslessWebP | Self::LossyWebP { .. } => ImageFormat::WebP,
        }
    }
}

/// The quality with which libwebp, which nearly every tool uses, makes files that are rounded as coarsely.
///
/// It makes of a quality Q a *compression* c = ∛(2Q/3) below 0.75 and ∛(2Q − 1) from there on, and of that the index
/// 127 (1 − c), whole numbers below (`QualityToCompression` in its `quant_enc.c`). Each kind of places has its own power of c
/// instead, in such a way that their exponents are 1 in the mean: so the mean of their logarithms is that of c.
fn webp_quality(header: &Vp8Header) -> f32 {
    if header
        .segments_that_come()
        .all(|segment| segment.index == 0)
    {
        return 100.0;
    }
    let logarithms = header.segments_that_come().map(|segment| {
        // In the middle of what became this whole number.
        let compression = 1.0 - (f64::from(segment.index) + 0.5) / 127.0;
        segment.share * compression.max(LEAST_COMPRESSION).ln()
    });
    let cube = (3.0 * logarithms.sum::<f64>()).exp();
    let quality = if cube < 0.5 {
        cube * 1.5
    } else {
        f64::midpoint(cube, 1.0)
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "between 0 and 100, of which the first two digits matter"
    )]
    let percent = (quality * 100.0) as f32;
    percent
}

/// That of the last index, which has no logarithm.
const LEAST_COMPRESSION: f64 = 0.001;

#[cfg(test)]
mod tests {
    use image::RgbImage;
    use webpx::{EncoderConfig, Unstoppable};

    use super::*;

    /// A ball on black, with a rough half.
    fn black() -> RgbImage {
        RgbImage::from_fn(160, 120, |x, y| {
            let is_inside = x.abs_diff(80).pow(2) + y.abs_diff(60).pow(2) < 45 * 45;
            let rough = ((x * 73 + y * 151) ^ (x * y)) & if y > 60 { 63 } else { 0 };
            let shade = u8::try_from(40 + x + rough / 2).unwrap();
            image::Rgb(if is_inside {
                [shade, shade / 2, 90]
            } else {
                [0; 3]
            })
        })
    }

    fn webp(config: &EncoderConfig) -> Vec<u8> {
        config
            .encode_rgb(black().as_raw(), 160, 120, Unstoppable)
            .unwrap()
    }

    fn form(black: &[u8], format: ImageFormat) -> FileForm {
        FileForm::in_place_of(black, format, RepairOptions::default()).unwrap()
    }

    #[test]
    fn the_quality_of_a_lossy_webp_is_taken_over_as_whatever_it_was_written() {
        for quality in [1.0, 10.0, 30.0, 50.0, 75.0, 80.0, 90.0, 95.0, 99.0, 100.0] {
            let usual = EncoderConfig::new().quality(quality);
            for config in [
                usual.clone(),
                usual.clone().method(6),
                usual.clone().method(0),
                usual.clone().segments(1),
                usual.clone().sns_strength(80),
                usual.clone().sharp_yuv(true).icc_profile(vec![1; 99]),
            ] {
                let FileForm::LossyWebP { quality: found } =
                    form(&webp(&config), ImageFormat::WebP)
                else {
                    panic!("a lossy file stays lossy");
                };
                assert!(
                    (found - quality).abs() <= 3.0,
                    "{found} instead of {quality} of {config:?}"
                );
            }
        }
    }

    #[test]
    fn what_loses_nothing_stays_so_and_a_jpeg_is_as_it_was_chosen() {
        let lossless = webp(&EncoderConfig::new_lossless());
        assert_eq!(form(&lossless, ImageFormat::WebP), FileForm::LosslessWebP);
        assert_eq!(form(b"", ImageFormat::Png), FileForm::Png);
        let jpeg = FileForm::Jpeg {
            quality: 92,
            chroma: Chroma::Full,
        };
        assert_eq!(form(b"", ImageFormat::Jpeg), jpeg);
        assert_eq!(
            FileForm::in_place_of(b"", ImageFormat::Gif, RepairOptions::default()),
            Err(RepairPictureError::FormatNotWritten {
                format: ImageFormat::Gif
            })
        );
    }
}
