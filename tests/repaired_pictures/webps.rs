//! A WebP is replaced by one of its own kind: lossy by one that loses as much, lossless by one that loses nothing.

use blackdrop::inspect::{ImageLimits, decode_full};
use blackdrop::repair::{BackgroundColour, RepairOptions, repaired_file};
use image::{DynamicImage, RgbImage, RgbaImage};
use webpx::{EncoderConfig, Unstoppable};

use crate::drawing::{
    Random, disc, exactly_on, exif_block, level, mean_difference, png_of, product, repair,
};

/// As libwebp and the tools on it write it when they are asked for nothing but a quality.
fn usual(quality: u8) -> EncoderConfig {
    EncoderConfig::new().quality(f32::from(quality))
}

/// The cut-out on one colour, written in that way.
fn webp_on(cut_out: &RgbaImage, background: [u8; 3], config: &EncoderConfig) -> Vec<u8> {
    let exact = exactly_on(cut_out, background);
    let levels: Vec<u8> = exact.into_iter().map(level).collect();
    let (width, height) = cut_out.dimensions();
    config
        .encode_rgb(&levels, width, height, Unstoppable)
        .unwrap()
}

/// The names of a WebP's chunks, in their order.
fn chunks(bytes: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = &bytes[12..];
    while let Some((head, data)) = rest.split_first_chunk::<8>() {
        names.push(String::from_utf8(head[..4].to_vec()).unwrap());
        let length = u32::from_le_bytes(*head[4..].first_chunk().unwrap()) as usize;
        rest = &data[length.next_multiple_of(2)..];
    }
    names
}

/// The pixels as `image` reads them.
fn pixels(bytes: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(bytes, image::ImageFormat::WebP)
        .unwrap()
        .into_rgb8()
}

#[test]
fn a_lossy_webp_stays_lossy_about_as_large_and_as_good() {
    for quality in [30, 50, 75, 80, 90, 95] {
        for method in [0, 4, 6] {
            let original = product(u64::from(quality + method), 320, 250);
            let config = usual(quality).method(method);
            let black = webp_on(&original, [0; 3], &config);
            let new = repair(&black, &png_of(original.clone())).unwrap();
            assert_eq!(chunks(&new.bytes), ["VP8 "], "quality {quality}");
            let best = webp_on(&original, [255; 3], &config.method(4));
            let times = new.bytes.len() as f64 / best.len() as f64;
            assert!(
                (0.7..1.5).contains(&times),
                "quality {quality}, method {method}: {times:.2} times as large as it could be"
            );
            let exact = exactly_on(&original, [255; 3]);
            let [found, wanted] =
                [&new.bytes, &best].map(|bytes| mean_difference(&pixels(bytes), &exact));
            assert!(
                found <= wanted * 1.15 + 0.1,
                "quality {quality}, method {method}: off by {found:.2} instead of {wanted:.2} levels"
            );
        }
    }
}

#[test]
fn a_black_lossy_webp_that_has_alpha_too_is_replaced_by_a_lossy_one() {
    let original = disc(64, 48, [0; 3]);
    let black = usual(80)
        .encode_rgba(original.as_raw(), 64, 48, Unstoppable)
        .unwrap();
    assert_eq!(chunks(&black), ["VP8X", "ALPH", "VP8 "]);
    let new = repair(&black, &png_of(original)).unwrap();
    assert_eq!(chunks(&new.bytes), ["VP8 "]);
}

#[test]
fn a_lossless_webp_loses_nothing() {
    let original = product(3, 120, 90);
    let black = webp_on(&original, [0; 3], &EncoderConfig::new_lossless());
    let new = repair(&black, &png_of(original.clone())).unwrap();
    assert_eq!(chunks(&new.bytes), ["VP8L"]);
    let off = mean_difference(&pixels(&new.bytes), &exactly_on(&original, [255; 3]));
    assert!(off <= 0.5, "the rounding alone: {off}");
}

#[test]
fn a_lossy_webp_has_the_profile_of_the_original_and_keeps_its_own_notes() {
    let icc = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut original = std::io::Cursor::new(Vec::new());
    let mut encoder = image::codecs::png::PngEncoder::new(&mut original);
    image::ImageEncoder::set_icc_profile(&mut encoder, icc.clone()).unwrap();
    DynamicImage::from(disc(64, 48, [0; 3]))
        .write_with_encoder(encoder)
        .unwrap();
    let config = usual(85)
        .exif(exif_block(&[(0x0112, 1)], &[(0x8298, "Shop GmbH")]))
        .xmp(b"<x dc:rights=\"Shop\"/>".as_slice());
    let black = webp_on(&disc(64, 48, [0; 3]), [0; 3], &config);
    let new = repair(&black, original.get_ref()).unwrap();
    assert_eq!(
        chunks(&new.bytes),
        ["VP8X", "ICCP", "VP8 ", "EXIF", "XMP "],
        "in the order that the format asks for"
    );
    let decoded = decode_full(&new.bytes, &ImageLimits::default()).unwrap();
    assert_eq!(decoded.colour_profile, Some(icc), "the colours");
    for words in [&b"Shop GmbH"[..], b"<x dc:rights=\"Shop\"/>"] {
        let is_there = new.bytes.windows(words.len()).any(|found| found == words);
        assert!(is_there, "{}", String::from_utf8_lossy(words));
    }
}

#[test]
fn no_quality_and_no_picture_fails_its_own_check() {
    let mut random = Random::new(77);
    let noise = RgbaImage::from_fn(96, 96, |x, y| {
        // Nothing is harder to compress than fully saturated pixels side by side.
        let hard = [random.byte(), random.byte(), random.byte()].map(|level| level / 128 * 255);
        let is_clear = x < 20 || y < 20;
        image::Rgba([hard[0], hard[1], hard[2], if is_clear { 0 } else { 255 }])
    });
    let checks = |size: u32, one: [u8; 3], other: [u8; 3]| {
        RgbaImage::from_fn(96, 96, |x, y| {
            let [red, green, blue] = if (x / size + y / size).is_multiple_of(2) {
                one
            } else {
                other
            };
            image::Rgba([red, green, blue, if x < 20 || y < 20 { 0 } else { 255 }])
        })
    };
    let pictures = [
        noise,
        product(3, 96, 96),
        disc(96, 96, [0; 3]),
        checks(3, [255; 3], [255, 0, 0]),
        checks(1, [255; 3], [0, 0, 255]),
        checks(2, [0, 255, 0], [0, 0, 255]),
        checks(1, [255, 255, 0], [255, 0, 255]),
    ];
    let mut failed = Vec::new();
    for quality in [0, 1, 10, 30, 50, 75, 90, 99, 100] {
        let black = usual(quality)
            .encode_rgb(&vec![0; 96 * 96 * 3], 96, 96, Unstoppable)
            .unwrap();
        for rgb in [[255; 3], [250, 3, 120], [0, 0, 255]] {
            let options = RepairOptions {
                background: BackgroundColour { rgb },
                ..RepairOptions::default()
            };
            for (at, picture) in pictures.iter().enumerate() {
                let original = png_of(picture.clone());
                let made =
                    repaired_file(&black, &original, None, &options, &ImageLimits::default());
                if let Err(error) = made {
                    failed.push(format!(
                        "picture {at}, quality {quality}, on {rgb:?}: {error}"
                    ));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
