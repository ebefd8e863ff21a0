//! A file that is not what was promised is found out, whatever is wrong with it.

use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::*;
use crate::repair::encode::encoded;
use crate::repair::notes::Notes;
use crate::repair::{BackgroundColour, Chroma, RepairOptions, repaired_picture};

const FORMATS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

/// A disc that stands on the lower edge, on transparency.
fn cut_out() -> CutOut {
    let image = RgbaImage::from_fn(80, 64, |x, y| {
        let inside = x.abs_diff(40).pow(2) + y.abs_diff(50).pow(2) < 400;
        let shade = u8::try_from(x + y).unwrap_or(u8::MAX);
        Rgba([shade, 90, 30, if inside { 255 } else { 0 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    CutOut::decode(bytes.get_ref(), &ImageLimits::default()).unwrap()
}

fn picture(cut_out: &CutOut) -> RgbImage {
    repaired_picture(cut_out, None, (80, 64), BackgroundColour::WHITE).unwrap()
}

fn file(picture: &RgbImage, format: ImageFormat, notes: &Notes) -> Vec<u8> {
    encoded(picture, format, RepairOptions::default(), None, notes).unwrap()
}

/// What the check says of a file that holds `written`, where the right picture was promised.
fn checked(written: &RgbImage, format: ImageFormat) -> Result<(), VerifyError> {
    let cut_out = cut_out();
    let bytes = file(written, format, &Notes::default());
    check(&bytes, format, &cut_out, &picture(&cut_out))
}

fn check(
    bytes: &[u8],
    format: ImageFormat,
    cut_out: &CutOut,
    picture: &RgbImage,
) -> Result<(), VerifyError> {
    let promise = Promise {
        format,
        picture,
        cut_out,
        placement: None,
        background: [255; 3],
    };
    verify(bytes, &promise, &ImageLimits::default())
}

#[test]
fn what_was_promised_passes() {
    for format in FORMATS {
        assert_eq!(checked(&picture(&cut_out()), format), Ok(()), "{format:?}");
    }
}

#[test]
fn a_border_of_another_colour_is_found_in_any_place() {
    for format in FORMATS {
        for (x, y) in [(0, 0), (79, 0), (0, 63), (79, 63), (33, 0), (79, 20)] {
            let mut wrong = picture(&cut_out());
            // A block of it, as JPEG spreads a single pixel thin.
            for at_x in x / 8 * 8..x / 8 * 8 + 8 {
                for at_y in y / 8 * 8..y / 8 * 8 + 8 {
                    wrong.put_pixel(at_x, at_y, Rgb([246; 3]));
                }
            }
            assert!(
                matches!(checked(&wrong, format), Err(VerifyError::BorderOff { .. })),
                "{format:?} at {x}, {y}"
            );
        }
    }
}

#[test]
fn a_picture_that_was_laid_wrongly_does_not_vouch_for_itself() {
    let cut_out = cut_out();
    let mut wrong = picture(&cut_out);
    wrong.put_pixel(12, 0, Rgb([0; 3]));
    for format in FORMATS {
        let bytes = file(&wrong, format, &Notes::default());
        let found = check(&bytes, format, &cut_out, &wrong);
        assert!(
            matches!(
                found,
                Err(VerifyError::BorderOff {
                    x_px: 12,
                    y_px: 0,
                    ..
                })
            ),
            "the file is as the picture, but that is not as the original: {found:?}"
        );
    }
}

#[test]
fn other_pixels_are_found_where_nothing_is_lost_and_other_pictures_everywhere() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut wrong = picture(&cut_out());
        let pixel = wrong.get_pixel_mut(40, 50);
        pixel.0[1] += 1;
        assert!(
            matches!(checked(&wrong, format), Err(VerifyError::Differs { .. })),
            "{format:?}: one level of one pixel"
        );
    }
    let cut_out = cut_out();
    let mut blank = picture(&cut_out);
    for pixel in blank.pixels_mut() {
        *pixel = Rgb([255; 3]);
    }
    for chroma in [Chroma::Full, Chroma::Half] {
        let options = RepairOptions {
            chroma,
            ..RepairOptions::default()
        };
        let notes = Notes::default();
        let bytes = encoded(&blank, ImageFormat::Jpeg, options, None, &notes).unwrap();
        let found = check(&bytes, ImageFormat::Jpeg, &cut_out, &picture(&cut_out));
        assert!(
            matches!(found, Err(VerifyError::Differs { .. })),
            "no product at all: {found:?}"
        );
    }
}

#[test]
fn another_size_format_or_turn_is_found() {
    let cut_out = cut_out();
    let right = picture(&cut_out);
    let notes = Notes {
        exif: Some(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0".to_vec()),
        ..Notes::default()
    };
    for format in FORMATS {
        let turned = file(&right, format, &notes);
        assert!(
            matches!(
                check(&turned, format, &cut_out, &right),
                Err(VerifyError::OtherSize { .. })
            ),
            "{format:?} asks to be turned"
        );
        let smaller = RgbImage::from_pixel(80, 63, Rgb([255; 3]));
        assert!(
            matches!(
                checked(&smaller, format),
                Err(VerifyError::OtherSize { .. })
            ),
            "{format:?} is a row short"
        );
        let other = if format == ImageFormat::Png {
            ImageFormat::WebP
        } else {
            ImageFormat::Png
        };
        let bytes = file(&right, other, &Notes::default());
        assert_eq!(
            check(&bytes, format, &cut_out, &right),
            Err(VerifyError::OtherFormat {
                found: other,
                wanted: format,
            }),
            "another format"
        );
    }
}

#[test]
fn a_file_that_was_cut_is_found() {
    let cut_out = cut_out();
    let right = picture(&cut_out);
    for format in FORMATS {
        let bytes = file(&right, format, &Notes::default());
        for length in [0, 30, bytes.len() / 2, bytes.len() - 30] {
            assert!(
                matches!(
                    check(&bytes[..length], format, &cut_out, &right),
                    Err(VerifyError::Unreadable(_))
                ),
                "{format:?} of {length} bytes"
            );
        }
    }
}
