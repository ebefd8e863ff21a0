//! A file that is not what was promised is found out, whatever is wrong with it.

use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::*;
use crate::repair::encode::encoded;
use crate::repair::file_form::FileForm;
use crate::repair::notes::Notes;
use crate::repair::{BackgroundColour, Chroma, repaired_picture};

const JPEG: FileForm = FileForm::Jpeg {
    quality: 92,
    chroma: Chroma::Full,
};
const HALF_JPEG: FileForm = FileForm::Jpeg {
    quality: 92,
    chroma: Chroma::Half,
};
const LOSSY_WEBP: FileForm = FileForm::LossyWebP { quality: 90.0 };

const FORMS: [FileForm; 4] = [JPEG, FileForm::Png, FileForm::LosslessWebP, LOSSY_WEBP];

/// A disc that stands on the lower edge, on transparency.
fn cut_out() -> CutOut {
    let image = RgbaImage::from_fn(160, 128, |x, y| {
        let inside = x.abs_diff(80).pow(2) + y.abs_diff(100).pow(2) < 1_600;
        let shade = u8::try_from(x + y).unwrap_or(u8::MAX);
        Rgba([shade, 90, 30, if inside { 255 } else { 0 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    CutOut::decode(bytes.get_ref(), &ImageLimits::default()).unwrap()
}

fn picture(cut_out: &CutOut) -> RgbImage {
    repaired_picture(cut_out, None, (160, 128), BackgroundColour::WHITE).unwrap()
}

fn file(picture: &RgbImage, form: FileForm, notes: &Notes) -> Vec<u8> {
    encoded(picture, form, None, notes).unwrap()
}

/// What the check says of a file that holds `written`, where the right picture was promised.
fn checked(written: &RgbImage, form: FileForm) -> Result<(), VerifyError> {
    let cut_out = cut_out();
    let bytes = file(written, form, &Notes::default());
    check(&bytes, form.format(), &cut_out, &picture(&cut_out))
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
    for form in FORMS {
        assert_eq!(checked(&picture(&cut_out()), form), Ok(()), "{form:?}");
    }
}

#[test]
fn a_border_of_another_colour_is_found_in_any_place() {
    for form in FORMS {
        for (x, y) in [(0, 0), (159, 0), (0, 127), (159, 127), (66, 0), (159, 40)] {
            let mut wrong = picture(&cut_out());
            // A block of it, as lossy files spread a single pixel thin.
            for at_x in x / 8 * 8..x / 8 * 8 + 8 {
                for at_y in y / 8 * 8..y / 8 * 8 + 8 {
                    wrong.put_pixel(at_x, at_y, Rgb([246; 3]));
                }
            }
            assert!(
                matches!(checked(&wrong, form), Err(VerifyError::BorderOff { .. })),
                "{form:?} at {x}, {y}"
            );
        }
    }
}

#[test]
fn a_picture_that_was_laid_wrongly_does_not_vouch_for_itself() {
    let cut_out = cut_out();
    let mut wrong = picture(&cut_out);
    wrong.put_pixel(12, 0, Rgb([0; 3]));
    for form in FORMS {
        let bytes = file(&wrong, form, &Notes::default());
        let found = check(&bytes, form.format(), &cut_out, &wrong);
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
    for form in [FileForm::Png, FileForm::LosslessWebP] {
        let mut wrong = picture(&cut_out());
        let pixel = wrong.get_pixel_mut(80, 100);
        pixel.0[1] += 1;
        assert!(
            matches!(checked(&wrong, form), Err(VerifyError::Differs { .. })),
            "{form:?}: one level of one pixel"
        );
    }
    let cut_out = cut_out();
    let mut blank = picture(&cut_out);
    for pixel in blank.pixels_mut() {
        *pixel = Rgb([255; 3]);
    }
    let coarse = FileForm::LossyWebP { quality: 50.0 };
    for form in [JPEG, HALF_JPEG, LOSSY_WEBP, coarse] {
        let bytes = file(&blank, form, &Notes::default());
        let found = check(&bytes, form.format(), &cut_out, &picture(&cut_out));
        assert!(
            matches!(found, Err(VerifyError::Differs { .. })),
            "{form:?}, no product at all: {found:?}"
        );
    }
}

#[test]
fn exchanged_colours_are_found_where_pixels_share_them() {
    let cut_out = cut_out();
    let mut exchanged = picture(&cut_out);
    for pixel in exchanged.pixels_mut() {
        // The red of the disc becomes blue; it stays about as bright.
        pixel.0.swap(0, 2);
    }
    for form in [HALF_JPEG, LOSSY_WEBP] {
        let found = checked(&exchanged, form);
        assert!(
            matches!(found, Err(VerifyError::Differs { .. })),
            "{form:?}: {found:?}"
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
    for form in FORMS {
        let format = form.format();
        let turned = file(&right, form, &notes);
        assert!(
            matches!(
                check(&turned, format, &cut_out, &right),
                Err(VerifyError::OtherSize { .. })
            ),
            "{form:?} asks to be turned"
        );
        let smaller = RgbImage::from_pixel(160, 127, Rgb([255; 3]));
        assert!(
            matches!(checked(&smaller, form), Err(VerifyError::OtherSize { .. })),
            "{form:?} is a row short"
        );
        let other = if form == FileForm::Png {
            LOSSY_WEBP
        } else {
            FileForm::Png
        };
        let bytes = file(&right, other, &Notes::default());
        assert_eq!(
            check(&bytes, format, &cut_out, &right),
            Err(VerifyError::OtherFormat {
                found: other.format(),
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
    for form in FORMS {
        let bytes = file(&right, form, &Notes::default());
        for length in [0, 30, bytes.len() / 2, bytes.len() - 30] {
            assert!(
                matches!(
                    check(&bytes[..length], form.format(), &cut_out, &right),
                    Err(VerifyError::Unreadable(_))
                ),
                "{form:?} of {length} bytes"
            );
        }
    }
}
