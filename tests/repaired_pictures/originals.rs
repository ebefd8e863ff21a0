//! Originals of every kind are read as what they look like.

use blackdrop::inspect::{FileKind, ImageLimits, InspectError};
use blackdrop::repair::{BackgroundColour, CutOut, repaired_picture};
use image::{DynamicImage, GrayAlphaImage, ImageBuffer, LumaA, Rgb, Rgba, RgbaImage};
use png::{BitDepth, ColorType};
use tiff::tags::ExtraSamples;

use crate::drawing::{disc, exif_block, file, png_of};
use crate::tiffs::tiff_8;

pub fn read(bytes: &[u8]) -> CutOut {
    CutOut::decode(bytes, &ImageLimits::default()).unwrap()
}

fn png_with(
    (width, height): (u32, u32),
    color: ColorType,
    depth: BitDepth,
    set: impl FnOnce(&mut png::Info<'_>),
    data: &[u8],
) -> Vec<u8> {
    let mut info = png::Info::with_size(width, height);
    info.color_type = color;
    info.bit_depth = depth;
    set(&mut info);
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::with_info(&mut bytes, info)
        .unwrap()
        .write_header()
        .unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    bytes
}

/// What the pixels of an original are on white.
pub fn on_white(bytes: &[u8]) -> Vec<u8> {
    let cut_out = read(bytes);
    let (width, height) = (cut_out.width_px(), cut_out.height_px());
    repaired_picture(&cut_out, None, (width, height), BackgroundColour::WHITE)
        .unwrap()
        .into_raw()
}

/// Holds an original of two pixels to what they are.
pub fn expect(kind: &str, bytes: &[u8], pixels: [[u8; 4]; 2]) {
    let found = read(bytes).straight_rgba8();
    assert_eq!(found.as_raw(), pixels.as_flattened(), "{kind}");
}

#[test]
fn pngs_with_an_alpha_channel_are_read_in_both_depths() {
    let deep = |bytes: &[u8]| {
        bytes
            .iter()
            .flat_map(|&byte| [byte, byte])
            .collect::<Vec<u8>>()
    };
    let rgb = [1, 2, 3, 4, 5, 6, 7, 0];
    let grey = [9, 200, 7, 0];
    for (kind, depth, rgb, grey) in [
        ("8 bit", BitDepth::Eight, rgb.to_vec(), grey.to_vec()),
        ("16 bit", BitDepth::Sixteen, deep(&rgb), deep(&grey)),
    ] {
        let bytes = png_with((2, 1), ColorType::Rgba, depth, |_| {}, &rgb);
        expect(kind, &bytes, [[1, 2, 3, 4], [5, 6, 7, 0]]);
        let bytes = png_with((2, 1), ColorType::GrayscaleAlpha, depth, |_| {}, &grey);
        expect(kind, &bytes, [[9, 9, 9, 200], [7, 7, 7, 0]]);
    }
}

#[test]
fn palettes_with_alpha_are_read() {
    let eight = png_with(
        (2, 1),
        ColorType::Indexed,
        BitDepth::Eight,
        |info| {
            info.palette = Some(vec![1, 2, 3, 40, 50, 60, 70, 80, 90].into());
            info.trns = Some(vec![255, 128].into());
        },
        &[1, 2],
    );
    expect(
        "of three colours, two of them with alpha",
        &eight,
        [[40, 50, 60, 128], [70, 80, 90, 255]],
    );
    let one = png_with(
        (2, 1),
        ColorType::Indexed,
        BitDepth::One,
        |info| {
            info.palette = Some(vec![1, 2, 3, 40, 50, 60].into());
            info.trns = Some(vec![0].into());
        },
        &[0b0100_0000],
    );
    expect("in one bit", &one, [[1, 2, 3, 0], [40, 50, 60, 255]]);
}

#[test]
fn a_key_colour_becomes_transparent_and_no_other() {
    let rgb = png_with(
        (2, 1),
        ColorType::Rgb,
        BitDepth::Eight,
        |info| info.trns = Some(vec![0, 5, 0, 6, 0, 7].into()),
        &[5, 6, 7, 5, 6, 8],
    );
    expect("of RGB", &rgb, [[5, 6, 7, 0], [5, 6, 8, 255]]);
    let grey = png_with(
        (2, 1),
        ColorType::Grayscale,
        BitDepth::Eight,
        |info| info.trns = Some(vec![0, 77].into()),
        &[77, 78],
    );
    expect("of grey", &grey, [[77, 77, 77, 0], [78, 78, 78, 255]]);
}

#[test]
fn a_key_colour_in_16_bit_is_compared_in_16_bit() {
    let rgb = png_with(
        (2, 1),
        ColorType::Rgb,
        BitDepth::Sixteen,
        |info| info.trns = Some(vec![9, 1, 9, 2, 9, 3].into()),
        &[9, 1, 9, 2, 9, 3, 9, 1, 9, 2, 9, 4],
    );
    let grey = png_with(
        (2, 1),
        ColorType::Grayscale,
        BitDepth::Sixteen,
        |info| info.trns = Some(vec![9, 1].into()),
        &[9, 1, 9, 2],
    );
    for (kind, bytes) in [("RGB", rgb), ("grey", grey)] {
        let found = read(&bytes).straight_rgba8();
        let alphas: Vec<u8> = found.pixels().map(|pixel| pixel.0[3]).collect();
        assert_eq!(
            alphas,
            [0, 255],
            "{kind}: one step beside the key is opaque"
        );
    }
}

#[test]
fn sixteen_bits_are_mixed_before_they_are_rounded() {
    // 0.498 of a level, which 8 bit would round to black, through an alpha that 8 bit would round up.
    let deep = ImageBuffer::from_raw(1, 1, vec![128_u16, 0, 0, 65_407]).unwrap();
    let picture: DynamicImage = DynamicImage::ImageRgba16(deep);
    let exact = 128.0 / 257.0 * (65_407.0 / 65_535.0) + 255.0 * (128.0 / 65_535.0);
    assert_eq!(on_white(&png_of(picture))[0], 1, "{exact} is nearer to 1");
}

#[test]
fn lossless_webp_keeps_every_number_and_what_hides() {
    let original = disc(40, 30, [12, 34, 56]);
    let bytes = file(original.clone(), image::ImageFormat::WebP);
    assert_eq!(
        read(&bytes).straight_rgba8(),
        original,
        "hidden colours too"
    );
}

/// Written by libwebp with quality 80: 16 x 16 pixels of one colour (200, 100, 50), of which 8 columns are opaque, 4
/// half transparent and 4 fully.
const LOSSY_WEBP: [u8; 116] = *b"RIFFl\0\0\0WEBPVP8X\n\0\0\0\x10\0\0\0\x0F\0\0\x0F\0\0\
ALPH\x18\0\0\0\x01\x17 \x10HR\x9F|\x8D\x88\x08\x07\x81\0a\xD2\xA4U\x03\x11\xFD\x0F\x8D\x17\
VP8 .\0\0\0\xF0\x01\0\x9D\x01*\x10\0\x10\0\x01@&%\xA0\x02t\xBA\x01\xF8\0\x04\xC8\0\0\xFE\xAE\
\x17\xFF6\x04\x0C\xD0\xFA`\xFF\xD2l\xF16x\x9B>9\x80\0";

#[test]
fn lossy_webp_has_its_alpha() {
    let found = read(&LOSSY_WEBP).straight_rgba8();
    for (x, _, pixel) in found.enumerate_pixels() {
        let alpha = match x {
            0..8 => 255,
            8..12 => 128,
            _ => 0,
        };
        assert_eq!(pixel.0[3], alpha, "column {x}");
        for (channel, wanted) in [200_u8, 100, 50].into_iter().enumerate() {
            let off = pixel.0[channel].abs_diff(wanted);
            assert!(off <= 6, "column {x} is {pixel:?}");
        }
    }
    let cut_out = read(&LOSSY_WEBP);
    assert!(
        (cut_out.transparent_share() - 0.25).abs() < 1e-6,
        "128 of 255 is more than half opaque: {}",
        cut_out.transparent_share()
    );
}

#[test]
fn what_exif_asks_for_is_done_once() {
    // Red left, blue right; turned by a quarter to the right: red on top.
    let turned = [[255, 0, 0, 255], [0, 0, 255, 0]];
    let block = exif_block(&[(0x0112, 6)], &[]);
    let png = png_with(
        (2, 1),
        ColorType::Rgba,
        BitDepth::Eight,
        |info| info.exif_metadata = Some(block.clone().into()),
        turned.as_flattened(),
    );
    let mut webp = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.set_exif_metadata(block);
    encoder
        .encode(turned.as_flattened(), 2, 1, image_webp::ColorType::Rgba8)
        .unwrap();
    let tiff = tiff_8(&turned, ExtraSamples::UnassociatedAlpha, 6);
    for (kind, bytes) in [("PNG", png), ("WebP", webp), ("TIFF", tiff)] {
        let cut_out = read(&bytes);
        assert_eq!((cut_out.width_px(), cut_out.height_px()), (1, 2), "{kind}");
        let found = cut_out.straight_rgba8();
        assert_eq!(found.get_pixel(0, 0).0, turned[0], "{kind}: red on top");
        assert_eq!(found.get_pixel(0, 1).0[3], 0, "{kind}: clear below");
    }
}

#[test]
fn the_share_that_is_transparent_is_told() {
    let image = RgbaImage::from_fn(4, 1, |x, _| Rgba([0, 0, 0, [0, 127, 128, 255][x as usize]]));
    let cut_out = read(&png_of(image));
    assert!(
        (cut_out.transparent_share() - 0.5).abs() < 1e-6,
        "two of four are at least half transparent"
    );
    assert!(!cut_out.is_opaque(), "three of four are seen through");
    let grey = GrayAlphaImage::from_pixel(3, 3, LumaA([9, 255]));
    assert!(read(&png_of(grey)).is_opaque(), "an alpha that is full");
}

#[test]
fn what_a_header_claims_is_checked_before_memory_is_taken() {
    let small = ImageLimits {
        max_pixels: 100,
        ..ImageLimits::default()
    };
    let narrow = ImageLimits {
        max_decode_bytes: 1_000,
        ..ImageLimits::default()
    };
    let picture = disc(20, 20, [0; 3]);
    for format in [
        image::ImageFormat::Png,
        image::ImageFormat::WebP,
        image::ImageFormat::Tiff,
    ] {
        let bytes = file(picture.clone(), format);
        assert!(
            matches!(
                CutOut::decode(&bytes, &small),
                Err(InspectError::TooManyPixels { .. })
            ),
            "{format:?} has 400 pixels"
        );
        assert!(
            matches!(
                CutOut::decode(&bytes, &narrow),
                Err(InspectError::TooMuchMemory { .. })
            ),
            "{format:?} takes 3,200 bytes"
        );
    }
}

#[test]
fn files_that_are_no_originals_are_told_apart() {
    let limits = ImageLimits::default();
    let error = |bytes: &[u8]| CutOut::decode(bytes, &limits).unwrap_err();
    assert_eq!(error(b""), InspectError::EmptyFile, "nothing");
    assert_eq!(
        error(b"GIF? no."),
        InspectError::NotAnImage {
            really: Some(FileKind::Text)
        },
        "no image"
    );
    let mut apple = png_of(disc(8, 8, [0; 3]));
    apple[12..16].copy_from_slice(b"CgBI");
    assert!(
        matches!(error(&apple), InspectError::Unsupported { .. }),
        "Apple's variant"
    );
    let light: ImageBuffer<Rgba<f32>, Vec<f32>> = ImageBuffer::from_pixel(2, 2, Rgba([0.5; 4]));
    let light = file(DynamicImage::ImageRgba32F(light), image::ImageFormat::Tiff);
    assert!(
        matches!(error(&light), InspectError::Unsupported { .. }),
        "light in floating point"
    );
    let whole = png_of(disc(60, 60, [0; 3]));
    assert!(
        matches!(
            error(&whole[..whole.len() / 2]),
            InspectError::Damaged { .. }
        ),
        "half a file"
    );
    let opaque = png_of(image::RgbImage::from_pixel(2, 2, Rgb([1, 2, 3])));
    assert!(read(&opaque).is_opaque(), "without alpha is opaque");
}
