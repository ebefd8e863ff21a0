//! Colour profiles: kept with every number where the new file can hold them, converted where not.

use blackdrop::inspect::{ImageLimits, decode_full};
use blackdrop::repair::{BackgroundColour, RepairOptions, repaired_file};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _, Rgba, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

use crate::drawing::{black_jpeg, file, pixels, png_of, repair};

/// A green square on transparency, with a profile.
fn with_profile(icc: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(icc).unwrap();
    encoder
        .write_image(square().as_raw(), 48, 48, ExtendedColorType::Rgba8)
        .unwrap();
    bytes
}

fn square() -> RgbaImage {
    RgbaImage::from_fn(48, 48, |x, y| {
        let inside = (16..32).contains(&x) && (16..32).contains(&y);
        Rgba([40, 220, 60, if inside { 255 } else { 0 }])
    })
}

fn black(format: image::ImageFormat) -> Vec<u8> {
    file(image::RgbImage::new(48, 48), format)
}

/// The profile of a JPEG, put together from its segments.
fn profile_of_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    use image::ImageDecoder as _;
    image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(bytes))
        .unwrap()
        .icc_profile()
        .unwrap()
}

#[test]
fn an_rgb_profile_goes_into_every_format_and_no_number_changes() {
    let icc = ColorProfile::new_display_p3().encode().unwrap();
    let original = with_profile(icc.clone());
    let jpeg = repair(&black_jpeg(48, 48, &[]), &original).unwrap();
    assert_eq!(profile_of_jpeg(&jpeg.bytes).unwrap(), icc, "in a JPEG");
    let png = repair(&black(image::ImageFormat::Png), &original).unwrap();
    let webp = repair(&black(image::ImageFormat::WebP), &original).unwrap();
    for (kind, new) in [("PNG", png), ("WebP", webp)] {
        let decoded = decode_full(&new.bytes, &ImageLimits::default()).unwrap();
        assert_eq!(decoded.colour_profile.as_ref(), Some(&icc), "in a {kind}");
        let decoded = decoded.image.into_rgb8();
        assert_eq!(
            decoded.get_pixel(20, 20).0,
            [40, 220, 60],
            "{kind}: as it was"
        );
        assert_eq!(
            decoded.get_pixel(0, 0).0,
            [255; 3],
            "{kind}: white is white"
        );
    }
}

#[test]
fn a_chosen_background_looks_in_a_profile_as_it_was_chosen() {
    let chosen = BackgroundColour { rgb: [220, 90, 60] };
    let options = RepairOptions {
        background: chosen,
        ..RepairOptions::default()
    };
    for profile in [
        ColorProfile::new_display_p3(),
        ColorProfile::new_adobe_rgb(),
        ColorProfile::new_pro_photo_rgb(),
    ] {
        let original = with_profile(profile.encode().unwrap());
        let black = black(image::ImageFormat::Png);
        let new =
            repaired_file(&black, &original, None, &options, &ImageLimits::default()).unwrap();
        let stored = pixels(&new.bytes).get_pixel(0, 0).0;
        assert_ne!(stored, chosen.rgb, "other numbers");
        let mut shown = [0; 3];
        profile
            .create_transform_8bit(
                Layout::Rgb,
                &ColorProfile::new_srgb(),
                Layout::Rgb,
                TransformOptions::default(),
            )
            .unwrap()
            .transform(&stored, &mut shown)
            .unwrap();
        for (shown, wanted) in shown.into_iter().zip(chosen.rgb) {
            assert!(shown.abs_diff(wanted) <= 2, "{shown} instead of {wanted}");
        }
    }
}

#[test]
fn grey_with_a_profile_becomes_srgb() {
    // Grey of gamma 1.8: 128 is (128 / 255)^1.8 of the light, which sRGB writes as 147 or so.
    let icc = ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
    let light = (128.0_f64 / 255.0).powf(1.8);
    let wanted = (1.055 * light.powf(1.0 / 2.4) - 0.055) * 255.0;
    let eight: Vec<u8> = (0..48 * 48)
        .flat_map(|at| if at < 24 * 48 { [128, 255] } else { [128, 0] })
        .collect();
    let sixteen: Vec<u8> = eight.iter().flat_map(|&level| [level, level]).collect();
    for (kind, color, data) in [
        ("8 bit", ExtendedColorType::La8, eight),
        // Both bytes are the same, so that the order does not matter.
        ("16 bit", ExtendedColorType::La16, sixteen),
    ] {
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(icc.clone()).unwrap();
        encoder.write_image(&data, 48, 48, color).unwrap();
        let new = repair(&black(image::ImageFormat::Png), &bytes).unwrap();
        let decoded = decode_full(&new.bytes, &ImageLimits::default()).unwrap();
        assert_eq!(decoded.colour_profile, None, "{kind}: no profile is left");
        let decoded = decoded.image.into_rgb8();
        let [red, green, blue] = decoded.get_pixel(5, 5).0;
        assert!(red == green && green == blue, "{kind}: grey is grey");
        assert!(
            (f64::from(red) - wanted).abs() <= 1.0,
            "{kind}: {red} instead of {wanted}"
        );
        assert_eq!(
            decoded.get_pixel(5, 45).0,
            [255; 3],
            "{kind}: white is white"
        );
    }
}

#[test]
fn a_profile_that_is_damaged_or_of_another_kind_is_left_out() {
    let grey = ColorProfile::new_gray_with_gamma(2.2).encode().unwrap();
    let mut cut = ColorProfile::new_display_p3().encode().unwrap();
    cut.truncate(100);
    let plain = repair(&black(image::ImageFormat::Png), &png_of(square())).unwrap();
    for (kind, icc) in [
        ("grey on colours", grey),
        ("cut off", cut),
        ("no profile at all", b"hello".to_vec()),
    ] {
        let new = repair(&black(image::ImageFormat::Png), &with_profile(icc)).unwrap();
        assert_eq!(new.bytes, plain.bytes, "{kind}: as without");
    }
}

/// A chunk with its checksum, put before the pixels of a PNG.
fn with_chunk(png: &[u8], name: [u8; 4], data: &[u8]) -> Vec<u8> {
    // Behind the signature and the header.
    let (head, rest) = png.split_at(33);
    let mut checksum = u32::MAX;
    for &byte in name.iter().chain(data) {
        checksum ^= u32::from(byte);
        for _ in 0..8 {
            let carry = if checksum & 1 == 1 { 0xEDB8_8320 } else { 0 };
            checksum = (checksum >> 1) ^ carry;
        }
    }
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let end = (!checksum).to_be_bytes();
    [head, &length, &name, data, &end, rest].concat()
}

#[test]
fn what_a_png_says_of_its_colours_in_its_own_way_becomes_a_profile() {
    let plain = png_of(square());
    let display_p3 = with_chunk(&plain, *b"cICP", &[12, 13, 0, 1]);
    let linear = with_chunk(&plain, *b"gAMA", &100_000_u32.to_be_bytes());
    for (kind, original, redder) in [("cICP", display_p3, true), ("gAMA", linear, false)] {
        let new = repair(&black_jpeg(48, 48, &[]), &original).unwrap();
        let icc = profile_of_jpeg(&new.bytes).unwrap_or_else(|| panic!("{kind}: no profile"));
        let profile = ColorProfile::new_from_slice(&icc).unwrap();
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let transform = profile
            .create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
            .unwrap();
        let mut shown = [0; 3];
        transform.transform(&[200, 120, 120], &mut shown).unwrap();
        if redder {
            assert!(shown[0] > 204, "P3's red is redder: {shown:?}");
        } else {
            assert!(shown[1] > 170, "half the light is brighter: {shown:?}");
        }
    }
    let srgb = with_chunk(&plain, *b"gAMA", &45_455_u32.to_be_bytes());
    let new = repair(&black_jpeg(48, 48, &[]), &srgb).unwrap();
    assert_eq!(profile_of_jpeg(&new.bytes), None, "sRGB needs none");
}
