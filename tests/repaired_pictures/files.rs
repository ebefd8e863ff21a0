//! The new file is of the format and size of the one that it replaces, or there is none.

use blackdrop::inspect::{FileKind, ImageFormat, ImageLimits, InspectError, shown_size};
use blackdrop::repair::{
    BackgroundColour, Chroma, RepairOptions, RepairPictureError, repaired_file,
};
use image::RgbImage;

use crate::drawing::{black_jpeg, disc, exif_block, exif_segment, file, pixels, png_of, repair};

/// The sampling factors of a JPEG's channels; it must be baseline, in one scan.
fn sampling(bytes: &[u8]) -> Vec<u8> {
    let segments: Vec<_> = blackdrop::inspect::JpegSegments::of(bytes).collect();
    let frame = segments
        .iter()
        .find(|segment| matches!(segment.marker, 0xC0..=0xC2))
        .unwrap();
    assert_eq!(frame.marker, 0xC0, "baseline");
    let scan = segments.last().unwrap();
    assert_eq!((scan.marker, scan.data[0]), (0xDA, 3), "one scan for all");
    let channels = frame.data[6..].as_chunks::<3>().0;
    channels.iter().map(|channel| channel[1]).collect()
}

#[test]
fn the_format_is_that_of_the_content_that_is_replaced() {
    let original = png_of(disc(64, 48, [0; 3]));
    for (written, format) in [
        (image::ImageFormat::Jpeg, ImageFormat::Jpeg),
        (image::ImageFormat::Png, ImageFormat::Png),
        (image::ImageFormat::WebP, ImageFormat::WebP),
    ] {
        let new = repair(&file(RgbImage::new(64, 48), written), &original).unwrap();
        let shown = shown_size(&new.bytes, &ImageLimits::default()).unwrap();
        assert_eq!(new.format, format, "told");
        assert_eq!(shown.format, format, "and so");
        assert_eq!((new.width_px, new.height_px), (64, 48), "{format:?}");
        assert_eq!((shown.width_px, shown.height_px), (64, 48), "{format:?}");
        assert_eq!(pixels(&new.bytes).get_pixel(0, 0).0, [255; 3], "white");
    }
    for (written, format) in [
        (image::ImageFormat::Gif, ImageFormat::Gif),
        (image::ImageFormat::Bmp, ImageFormat::Bmp),
        (image::ImageFormat::Tiff, ImageFormat::Tiff),
    ] {
        assert_eq!(
            repair(&file(RgbImage::new(64, 48), written), &original),
            Err(RepairPictureError::FormatNotWritten { format }),
            "not written"
        );
    }
}

#[test]
fn colours_are_kept_in_full_unless_the_options_say_otherwise() {
    let black = black_jpeg(64, 48, &[]);
    let original = png_of(disc(64, 48, [0; 3]));
    let with = |chroma| {
        let options = RepairOptions {
            chroma,
            ..RepairOptions::default()
        };
        repaired_file(&black, &original, None, &options, &ImageLimits::default())
            .unwrap()
            .bytes
    };
    assert_eq!(
        RepairOptions::default().chroma,
        Chroma::Full,
        "by default in full"
    );
    let (full, half) = (with(Chroma::Full), with(Chroma::Half));
    assert_eq!(sampling(&full), [0x11, 0x11, 0x11], "4:4:4");
    assert_eq!(sampling(&half), [0x22, 0x11, 0x11], "4:2:0");
    assert!(half.len() < full.len(), "for fewer bytes");
}

#[test]
fn quality_is_honoured() {
    let black = black_jpeg(200, 150, &[]);
    let original = png_of(disc(200, 150, [0; 3]));
    let sizes = [30, 60, 92, 100].map(|quality| {
        let options = RepairOptions {
            quality,
            ..RepairOptions::default()
        };
        repaired_file(&black, &original, None, &options, &ImageLimits::default())
            .unwrap()
            .bytes
            .len()
    });
    assert!(sizes.is_sorted(), "more for better pictures: {sizes:?}");
    let told = blackdrop::inspect::encoder_trace(
        &repair(&black, &original).unwrap().bytes,
        ImageFormat::Jpeg,
    );
    assert!(
        format!("{told:?}").contains("92"),
        "92 by default: {told:?}"
    );
}

#[test]
fn a_turned_black_file_is_replaced_by_an_upright_one_of_its_shown_size() {
    let original = disc(30, 60, [0; 3]);
    for turn in [5, 6, 7, 8] {
        let segment = exif_segment(&exif_block(&[(0x0112, turn)], &[(0x010E, "A lamp")]));
        let black = black_jpeg(60, 30, &[segment]);
        let new = repair(&black, &png_of(original.clone())).unwrap();
        assert_eq!((new.width_px, new.height_px), (30, 60), "as shown");
        assert_eq!(pixels(&new.bytes).dimensions(), (30, 60), "and as stored");
        let shown = shown_size(&new.bytes, &ImageLimits::default()).unwrap();
        assert_eq!((shown.width_px, shown.height_px), (30, 60), "not turned");
    }
}

#[test]
fn an_original_that_can_not_be_it_is_refused() {
    let black = black_jpeg(64, 48, &[]);
    assert_eq!(
        repair(&black, &png_of(RgbImage::new(64, 48))),
        Err(RepairPictureError::OriginalOpaque),
        "nothing is transparent"
    );
    assert_eq!(
        repair(&black, &png_of(disc(48, 64, [0; 3]))),
        Err(RepairPictureError::OtherShape {
            original_px: (48, 64),
            wanted_px: (64, 48),
        }),
        "turned"
    );
    assert_eq!(
        repair(&black, b"not a picture"),
        Err(RepairPictureError::Original(InspectError::NotAnImage {
            really: Some(FileKind::Text)
        })),
        "no picture"
    );
    assert_eq!(
        repair(b"", &png_of(disc(64, 48, [0; 3]))),
        Err(RepairPictureError::BlackFile(InspectError::EmptyFile)),
        "nothing to replace"
    );
}

#[test]
fn a_smaller_black_file_gets_a_smaller_picture_with_a_clean_border() {
    let options = RepairOptions {
        background: BackgroundColour {
            rgb: [240, 235, 230],
        },
        ..RepairOptions::default()
    };
    let original = png_of(disc(500, 400, [90, 0, 0]));
    for format in [image::ImageFormat::Jpeg, image::ImageFormat::Png] {
        let black = file(RgbImage::new(125, 100), format);
        let new =
            repaired_file(&black, &original, None, &options, &ImageLimits::default()).unwrap();
        let found = pixels(&new.bytes);
        for (x, y) in [(0, 0), (124, 0), (0, 99), (124, 99), (62, 0), (0, 50)] {
            for (level, wanted) in found.get_pixel(x, y).0.into_iter().zip([240, 235, 230]) {
                assert!(
                    level.abs_diff(wanted) <= 3,
                    "{format:?} at {x}, {y}: {level}"
                );
            }
        }
    }
}

#[test]
fn options_are_written_and_read_as_they_are() {
    let options = RepairOptions {
        background: BackgroundColour { rgb: [1, 2, 3] },
        quality: 80,
        chroma: Chroma::Half,
    };
    let text = serde_json::to_string(&options).unwrap();
    assert!(text.contains("\"010203\""), "a colour as people write it");
    assert_eq!(
        serde_json::from_str::<RepairOptions>(&text).unwrap(),
        options
    );
    assert_eq!(
        serde_json::from_str::<RepairOptions>("{}").unwrap(),
        RepairOptions::default(),
        "what is not said is as by default"
    );
}
