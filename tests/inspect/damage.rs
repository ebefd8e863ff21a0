//! Broken, hostile and foreign files: an error that says what is wrong, no panic, no memory for what a header claims.

use blackdrop::inspect::{FileKind, ImageFormat, ImageLimits, InspectError, Verdict, inspect};
use image::RgbImage;

use jpeg_encoder::ColorType;

use crate::drawing::{Noise, Passes, file, jpeg, jpeg_of, options, turned_black, verdict};

fn error_of(bytes: &[u8]) -> InspectError {
    inspect(bytes, &options()).unwrap_err()
}

#[test]
fn nothing_and_text_are_told_apart() {
    assert_eq!(error_of(b""), InspectError::EmptyFile, "no bytes");
    for (bytes, really) in [
        (&b"A text named .jpg"[..], Some(FileKind::Text)),
        (b"<!DOCTYPE html>", Some(FileKind::WebPage)),
        (b"\xFF", None),
        (b"\0\0\0\0", Some(FileKind::Zeros)),
        (b"BMW", Some(FileKind::Text)),
        (
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            Some(FileKind::OtherPicture("HEIC".into())),
        ),
    ] {
        assert_eq!(
            error_of(bytes),
            InspectError::NotAnImage { really },
            "{bytes:?} is no image"
        );
    }
}

#[test]
fn a_truncated_jpeg_is_damaged_wherever_it_ends() {
    for passes in [Passes::One, Passes::Many] {
        let whole = jpeg(&turned_black(320, 240), 85, passes);
        assert_eq!(
            verdict(&whole),
            Verdict::BlackBackground,
            "whole, {passes:?}"
        );
        for percent in (1..100).chain([3, 17]) {
            let cut = &whole[..whole.len() * percent / 100];
            assert!(
                matches!(
                    error_of(cut),
                    InspectError::Damaged {
                        format: ImageFormat::Jpeg,
                        ..
                    }
                ),
                "{percent} % of the file, {passes:?}, is damaged"
            );
        }
    }
}

#[test]
fn an_end_that_is_not_marked_is_damage_only_where_something_can_be_missing() {
    let every = [false, true].map(|complete| {
        let mut options = options();
        options.measures.complete = complete;
        options
    });
    let whole = jpeg(&turned_black(320, 240), 85, Passes::One);
    let end = whole.len() - 2;
    let zeros = [&whole[..end - 100], &[0; 102][..]].concat();
    let passes = jpeg(&turned_black(320, 240), 85, Passes::Many);
    for options in every {
        for end in [end, end + 1] {
            let found = inspect(&whole[..end], &options);
            assert!(found.is_ok(), "as some cameras write it: {found:?}");
        }
        for (cut, why) in [
            (&whole[..end - 1], "a byte of the last block"),
            (&zeros, "zeros of an interrupted download"),
            (&passes[..passes.len() - 2], "perhaps a pass is missing"),
        ] {
            assert!(
                matches!(inspect(cut, &options), Err(InspectError::Damaged { .. })),
                "{why}"
            );
        }
    }
}

#[test]
fn what_cameras_and_scanners_add_to_a_jpeg_is_no_damage() {
    let mut options = options();
    options.measures.complete = true;
    let whole = jpeg(&turned_black(320, 240), 85, Passes::One);
    let end = whole.len() - 2;
    let with = |at: usize, bytes: &[u8]| {
        let mut changed = whole.clone();
        changed.splice(at..at, bytes.iter().copied());
        changed
    };
    let first_segment = 4 + usize::from(u16::from_be_bytes([whole[4], whole[5]]));
    for (jpeg, what) in [
        (with(end, &[0; 11]), "padding before the end"),
        (with(end, &[0xFF; 40]), "fill bytes before the end"),
        (with(end, &[0xFF, 0xD0]), "a restart before the end"),
        (with(end + 2, &[0; 4_096]), "padding behind the end"),
        (with(end + 2, &whole), "another picture behind the end"),
        (with(first_segment, &[0xFF; 7]), "fill bytes in the header"),
    ] {
        let found = inspect(&jpeg, &options);
        assert!(found.is_ok(), "{what}: {found:?}");
    }
}

#[test]
fn bytes_after_the_end_of_a_jpeg_do_no_harm() {
    let mut trailing = jpeg(&turned_black(320, 240), 85, Passes::One);
    trailing.extend(vec![0x5A; 100_000]);
    assert_eq!(
        verdict(&trailing),
        Verdict::BlackBackground,
        "the picture is whole"
    );
}

#[test]
fn stray_bytes_between_headers_do_no_harm() {
    let mut stray = jpeg(&turned_black(320, 240), 85, Passes::One);
    // Behind the first segment: with them right behind the signature it would be no JPEG's signature.
    let first_end = 4 + usize::from(u16::from_be_bytes([stray[4], stray[5]]));
    stray.splice(first_end..first_end, *b"stray bytes");
    assert_eq!(
        verdict(&stray),
        Verdict::BlackBackground,
        "the picture is whole"
    );
    stray.truncate(stray.len() / 2);
    assert!(
        matches!(error_of(&stray), InspectError::Damaged { .. }),
        "half of it is not"
    );
}

#[test]
fn scans_without_end_are_refused() {
    let inks = vec![255; 64 * 64 * 4];
    let whole = jpeg_of(&inks, (64, 64), ColorType::Cmyk, 85, Passes::Many);
    let scan = whole
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .unwrap();
    let with_more_scans = |count| {
        let mut bytes = whole[..whole.len() - 2].to_vec();
        for _ in 0..count {
            bytes.extend_from_slice(&whole[scan..scan + 16]);
        }
        bytes.extend([0xFF, 0xD9]);
        bytes
    };
    assert_eq!(
        error_of(&with_more_scans(200)),
        InspectError::TooMuchWork,
        "hundreds of passes are no picture, however small it is"
    );
    assert_ne!(
        inspect(&with_more_scans(50), &options()).err(),
        Some(InspectError::TooMuchWork),
        "a few more than usual are not refused for their number"
    );
}

#[test]
fn other_truncated_formats_are_damaged() {
    for format in [
        image::ImageFormat::Png,
        image::ImageFormat::WebP,
        image::ImageFormat::Gif,
        image::ImageFormat::Bmp,
        image::ImageFormat::Tiff,
    ] {
        let whole = file(turned_black(160, 120), format);
        for percent in [20, 50, 90] {
            let cut = &whole[..whole.len() * percent / 100];
            let error = error_of(cut);
            assert!(
                matches!(error, InspectError::Damaged { .. }),
                "{percent} % of a {format:?} is damaged, not {error:?}"
            );
        }
    }
}

#[test]
fn a_huge_claim_is_refused_by_its_header() {
    let mut jpeg = jpeg(&turned_black(64, 64), 85, Passes::One);
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap();
    jpeg[frame + 5..frame + 9].fill(0xFF);
    let claim = |width_px, height_px| InspectError::TooManyPixels {
        width_px,
        height_px,
        limits: ImageLimits::default(),
    };
    assert_eq!(error_of(&jpeg), claim(65_535, 65_535), "JPEG");

    let mut png = file(turned_black(64, 64), image::ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let checksum = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&checksum);
    assert_eq!(error_of(&png), claim(65_535, 65_535), "PNG");
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut crc, &byte| {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
        crc
    })
}

#[test]
fn each_limit_is_named_when_it_is_hit() {
    let bytes = file(turned_black(100, 100), image::ImageFormat::Png);
    let with = |limits| {
        let mut options = options();
        options.limits = limits;
        inspect(&bytes, &options)
    };
    let limits = ImageLimits {
        max_pixels: 9_999,
        ..ImageLimits::default()
    };
    assert!(
        matches!(
            with(limits),
            Err(InspectError::TooManyPixels { width_px: 100, .. })
        ),
        "one pixel too many"
    );
    let limits = ImageLimits {
        max_pixels: 10_000,
        max_file_bytes: bytes.len() as u64,
        ..ImageLimits::default()
    };
    assert!(with(limits).is_ok(), "exactly at the limits");
    let limits = ImageLimits {
        max_file_bytes: bytes.len() as u64 - 1,
        ..ImageLimits::default()
    };
    assert!(
        matches!(with(limits), Err(InspectError::FileTooLarge { .. })),
        "one byte too many"
    );
    let limits = ImageLimits {
        max_decode_bytes: 50_000,
        ..ImageLimits::default()
    };
    assert_eq!(
        with(limits),
        Err(InspectError::TooMuchMemory { limits }),
        "more memory than granted"
    );
}

#[test]
fn random_bytes_never_panic() {
    let starts: [&[u8]; 8] = [
        b"",
        b"\xFF\xD8\xFF\xE0",
        b"\xFF\xD8\xFF\xC0\x00\x11\x08\x00\x40\x00\x40\x03",
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR",
        b"RIFF\0\x10\0\0WEBPVP8 ",
        b"GIF89a",
        b"BM\0\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
        b"II*\0\x08\0\0\0",
    ];
    let mut noise = Noise(0x0DDB_1A5E_5BAD_5EED);
    for start in starts {
        for length in 0..200_usize {
            let mut bytes = start.to_vec();
            bytes.extend((0..length * 5).map(|_| noise.next_byte()));
            assert!(inspect(&bytes, &options()).is_err(), "noise is no picture");
        }
    }
}

#[test]
fn changed_bytes_never_panic() {
    let mut noise = Noise(0xC0FF_EE00_DEAD_BEEF);
    for passes in [Passes::One, Passes::Many] {
        let whole = jpeg(&turned_black(96, 64), 60, passes);
        for _ in 0..400 {
            let mut bytes = whole.clone();
            for _ in 0..3 {
                let at = usize::from(noise.next_byte()) * 256 + usize::from(noise.next_byte());
                let at = at % bytes.len();
                bytes[at] = noise.next_byte();
            }
            // Many changes go unnoticed, which is fine; what is asked is that it returns.
            drop(inspect(&bytes, &options()));
        }
    }
}

#[test]
fn the_smallest_images_are_inspected() {
    for side in 1..=7 {
        for format in [image::ImageFormat::Png, image::ImageFormat::Jpeg] {
            for (width, height) in [(side, side), (side, 1), (1, side), (side, 40)] {
                let white = RgbImage::from_pixel(width, height, image::Rgb([255; 3]));
                let found = verdict(&file(white, format));
                assert_eq!(
                    found,
                    Verdict::Clear,
                    "white, {width} x {height} {format:?}"
                );
                let black = RgbImage::new(width, height);
                let found = verdict(&file(black, format));
                assert_eq!(
                    found,
                    Verdict::Doubtful,
                    "black, {width} x {height} {format:?}"
                );
            }
        }
    }
}
