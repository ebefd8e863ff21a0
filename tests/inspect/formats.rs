//! Every format and kind of pixel is decoded to what it looks like.

use blackdrop::inspect::{
    ImageFormat, ImageLimits, JpegQuality, Orientation, Reason, Verdict, decode_for_screen,
    inspect, make_thumbnail,
};
use image::{DynamicImage, GrayAlphaImage, GrayImage, ImageBuffer, LumaA, Rgb, RgbImage, Rgba};
use jpeg_encoder::ColorType;

use crate::drawing::{
    Passes, cut_out, file, jpeg, jpeg_of, look_at, on_colour, options, turned_black, verdict,
};

const ALL: [(image::ImageFormat, ImageFormat); 6] = [
    (image::ImageFormat::Jpeg, ImageFormat::Jpeg),
    (image::ImageFormat::Png, ImageFormat::Png),
    (image::ImageFormat::WebP, ImageFormat::WebP),
    (image::ImageFormat::Gif, ImageFormat::Gif),
    (image::ImageFormat::Bmp, ImageFormat::Bmp),
    (image::ImageFormat::Tiff, ImageFormat::Tiff),
];

#[test]
fn each_format_is_told_by_content_and_judged_alike() {
    for (written, expected) in ALL {
        let (black, judgement) = look_at(&file(turned_black(200, 150), written));
        assert_eq!(black.format, expected, "the format is told by content");
        assert_eq!(
            (black.width_px, black.height_px),
            (200, 150),
            "{expected:?} keeps its size"
        );
        assert_eq!(
            judgement.verdict,
            Verdict::BlackBackground,
            "{expected:?} turned black"
        );
        assert_eq!(
            black.pixel.sum(),
            0,
            "{expected:?} is black at the probed pixel"
        );
        assert!(black.transparency.is_none(), "{expected:?} is opaque");
        let white = on_colour(&cut_out(200, 150), [255; 3]);
        let (white, judgement) = look_at(&file(white, written));
        assert_eq!(judgement.verdict, Verdict::Clear, "{expected:?} on white");
        assert_eq!(
            white.pixel.sum(),
            765,
            "{expected:?} is white at the probed pixel"
        );
    }
}

#[test]
fn grey_and_deep_pixels_are_judged_like_others() {
    let black = DynamicImage::from(turned_black(160, 160));
    for (format, kind) in [
        (image::ImageFormat::Png, black.to_luma8().into()),
        (image::ImageFormat::Jpeg, black.to_luma8().into()),
        (
            image::ImageFormat::Png,
            DynamicImage::from(black.to_rgb16()),
        ),
        (image::ImageFormat::Png, black.to_luma16().into()),
        (image::ImageFormat::Tiff, black.to_rgb16().into()),
        (image::ImageFormat::Tiff, black.to_rgb32f().into()),
    ] {
        let colours = kind.color();
        let found = verdict(&file(kind, format));
        assert_eq!(
            found,
            Verdict::BlackBackground,
            "{format:?} with {colours:?}"
        );
    }
    let deep = ImageBuffer::from_pixel(9, 9, Rgb([0xFFFF_u16, 0x8080, 0x0101]));
    let (inspection, _) = look_at(&file(deep, image::ImageFormat::Png));
    let pixel = inspection.pixel;
    assert_eq!(
        (pixel.red, pixel.green, pixel.blue),
        (255, 128, 1),
        "16 bit are brought to 8"
    );
}

#[test]
fn jpeg_of_every_colour_kind_shows_its_colours() {
    let black = turned_black(192, 160);
    let white = on_colour(&cut_out(192, 160), [255; 3]);
    for (name, colours, to_samples) in [
        ("CMYK", ColorType::Cmyk, to_inks as fn(&RgbImage) -> Vec<u8>),
        ("YCCK", ColorType::CmykAsYcck, to_inks),
        ("RGB", ColorType::Rgb, |image| image.as_raw().clone()),
    ] {
        for passes in [Passes::One, Passes::Many] {
            let to_file = |image: &RgbImage| {
                jpeg_of(&to_samples(image), image.dimensions(), colours, 90, passes)
            };
            let (on_white, judgement) = look_at(&to_file(&white));
            assert_eq!(
                judgement.verdict,
                Verdict::Clear,
                "{name} {passes:?} on white"
            );
            assert!(
                on_white.pixel.sum() >= 759,
                "{name} {passes:?} is white: {:?}",
                on_white.pixel
            );
            let (on_black, judgement) = look_at(&to_file(&black));
            assert_eq!(
                judgement.verdict,
                Verdict::BlackBackground,
                "{name} {passes:?} on black"
            );
            assert!(
                on_black.pixel.sum() <= 6,
                "{name} {passes:?} is black: {:?}",
                on_black.pixel
            );
        }
    }
}

/// The strict decoder makes rows of these up (zune-jpeg 0.5.15) and says nothing.
#[test]
fn jpeg_with_a_scan_for_each_channel_shows_its_colours() {
    for height in [16, 160] {
        let image = on_colour(&cut_out(192, height), [250, 246, 240]);
        let separate = jpeg_in_channels(&image, 95);
        let scans = separate.windows(2).filter(|pair| **pair == [0xFF, 0xDA]);
        assert_eq!(scans.count(), 3, "the writer makes a scan for each channel");
        let decoded = decode_for_screen(&separate, &ImageLimits::default(), 2000).unwrap();
        let together = decode_for_screen(
            &jpeg(&image, 95, Passes::One),
            &ImageLimits::default(),
            2000,
        )
        .unwrap();
        let furthest = decoded
            .rgba
            .iter()
            .zip(&together.rgba)
            .map(|(one, other)| one.abs_diff(*other))
            .max();
        assert!(
            furthest.is_some_and(|levels| levels <= 4),
            "as in one scan: {furthest:?}"
        );
        assert_eq!(verdict(&separate), Verdict::Clear, "it is not black");
    }
    let black = jpeg_in_channels(&turned_black(192, 160), 90);
    assert_eq!(verdict(&black), Verdict::BlackBackground);
}

#[test]
fn jpeg_that_lacks_a_channel_or_a_piece_of_one_is_damaged() {
    let whole = jpeg_in_channels(&turned_black(192, 160), 90);
    let scans: Vec<usize> = whole
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| (pair == [0xFF, 0xDA]).then_some(at))
        .collect();
    for cut in [scans[1], scans[2], scans[2] + 30, scans[1] - 20] {
        let mut bytes = whole[..cut].to_vec();
        assert!(inspect(&bytes, &options()).is_err(), "cut at {cut}");
        bytes.extend([0xFF, 0xD9]);
        assert!(
            inspect(&bytes, &options()).is_err(),
            "cut at {cut} and ended"
        );
    }
}

fn jpeg_in_channels(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = image.dimensions();
    encoder
        .encode(
            image.as_raw(),
            width.try_into().unwrap(),
            height.try_into().unwrap(),
            ColorType::Rgb,
        )
        .unwrap();
    bytes
}

/// Ink amounts without any black ink but where all three meet.
fn to_inks(image: &RgbImage) -> Vec<u8> {
    image
        .pixels()
        .flat_map(|Rgb([red, green, blue])| {
            let light = *red.max(green).max(blue);
            if light == 0 {
                [0, 0, 0, 255]
            } else {
                [255 - red, 255 - green, 255 - blue, 0]
            }
        })
        .collect()
}

#[test]
fn transparency_that_is_still_there_is_not_black() {
    let hidden_black = DynamicImage::from(cut_out(180, 180));
    for format in [
        image::ImageFormat::Png,
        image::ImageFormat::WebP,
        image::ImageFormat::Tiff,
        image::ImageFormat::Gif,
    ] {
        let (inspection, judgement) = look_at(&file(hidden_black.clone(), format));
        assert!(
            inspection.transparency.is_some(),
            "{format:?} keeps its transparency"
        );
        assert_eq!(
            judgement.verdict,
            Verdict::Clear,
            "{format:?} has not turned black"
        );
        assert!(
            matches!(
                judgement.reasons[0],
                Reason::HasTransparency { percent, .. } if percent > 10.0
            ),
            "{format:?} says why"
        );
        assert_eq!(
            inspection.pixel.sum(),
            0,
            "the probed pixel counts as on black"
        );
    }
    let grey = GrayAlphaImage::from_pixel(40, 40, LumaA([0, 0]));
    let (_, judgement) = look_at(&file(grey, image::ImageFormat::Png));
    assert_eq!(judgement.verdict, Verdict::Clear, "grey with alpha too");
}

#[test]
fn black_beside_transparency_is_for_a_person_to_see() {
    let mut image = DynamicImage::from(turned_black(160, 160)).into_rgba8();
    image.put_pixel(80, 80, Rgba([200, 200, 200, 250]));
    let (_, judgement) = look_at(&file(image, image::ImageFormat::Png));
    assert_eq!(
        judgement.verdict,
        Verdict::Doubtful,
        "one pixel of alpha makes nothing clear"
    );
    assert!(
        matches!(judgement.reasons[0], Reason::HasTransparency { .. }),
        "and is the reason"
    );
}

#[test]
fn a_palette_with_transparency_is_expanded() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 32, 32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(vec![0, 0, 0, 250, 120, 10]);
    encoder.set_trns(vec![0, 255]);
    let mut writer = encoder.write_header().unwrap();
    let disc = GrayImage::from_fn(32, 32, |x, y| {
        image::Luma([u8::from((8..24).contains(&x) && (8..24).contains(&y))])
    });
    writer.write_image_data(disc.as_raw()).unwrap();
    writer.finish().unwrap();
    let (inspection, judgement) = look_at(&bytes);
    assert!(inspection.transparency.is_some(), "tRNS is transparency");
    assert_eq!(
        judgement.verdict,
        Verdict::Clear,
        "a transparent palette colour is not black"
    );
}

#[test]
fn orientation_turns_what_is_shown_and_not_what_is_measured() {
    let image = turned_black(160, 120);
    let mut turned = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut turned, 90);
    encoder.add_exif_metadata(&exif_orientation(6)).unwrap();
    encoder
        .encode(image.as_raw(), 160, 120, ColorType::Rgb)
        .unwrap();
    let (inspection, thumbnail) = inspect(&turned, &options()).unwrap();
    assert_eq!(
        (inspection.width_px, inspection.height_px),
        (160, 120),
        "as stored"
    );
    let thumbnail = thumbnail.unwrap();
    assert_eq!(
        (thumbnail.width_px, thumbnail.height_px),
        (48, 64),
        "as shown"
    );
    let screen = decode_for_screen(&turned, &ImageLimits::default(), 1000).unwrap();
    assert_eq!(
        screen.orientation,
        Orientation::Rotate90,
        "Exif 6 is a quarter turn"
    );
    assert_eq!((screen.width_px, screen.height_px), (120, 160), "as shown");
    assert_eq!(
        (screen.stored_width_px, screen.stored_height_px),
        (160, 120),
        "as stored"
    );
    assert_eq!(screen.rgba.len(), 120 * 160 * 4, "RGBA, every pixel");
}

fn exif_orientation(value: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([value, 0, 0, 0, 0, 0, 0, 0]);
    tiff
}

#[test]
fn only_flagged_images_get_a_thumbnail_and_any_can_have_one() {
    let black = jpeg(&turned_black(300, 200), 85, Passes::One);
    let white = jpeg(&on_colour(&cut_out(300, 200), [255; 3]), 85, Passes::One);
    let thumbnail = inspect(&black, &options()).unwrap().1.unwrap();
    assert_eq!(
        (thumbnail.width_px, thumbnail.height_px),
        (64, 43),
        "longest side as asked"
    );
    assert_eq!(thumbnail.rgba.len(), 64 * 43 * 4, "RGBA");
    assert_eq!(
        inspect(&white, &options()).unwrap().1,
        None,
        "none for a clear image"
    );
    let made = make_thumbnail(&white, &ImageLimits::default(), 64).unwrap();
    assert_eq!(
        (made.width_px, made.height_px),
        (64, 43),
        "made when asked for"
    );
    assert_eq!(made.rgba[..4], [255; 4], "white and opaque in the corner");
    let mut none = options();
    none.thumbnail_px = None;
    assert_eq!(
        inspect(&black, &none).unwrap().1,
        None,
        "none when none are wanted"
    );
}

#[test]
fn the_preview_is_scaled_only_beyond_its_bound() {
    let wide = file(
        RgbImage::from_pixel(500, 20, Rgb([9, 200, 40])),
        image::ImageFormat::Png,
    );
    let limits = ImageLimits::default();
    let full = decode_for_screen(&wide, &limits, 500).unwrap();
    assert_eq!(
        (full.width_px, full.height_px),
        (500, 20),
        "as large as allowed"
    );
    let scaled = decode_for_screen(&wide, &limits, 100).unwrap();
    assert_eq!(
        (scaled.width_px, scaled.height_px),
        (100, 4),
        "scaled to the bound"
    );
    assert_eq!(scaled.rgba[..4], [9, 200, 40, 255], "the colour stays");
    assert_eq!(
        (scaled.stored_width_px, scaled.stored_height_px),
        (500, 20),
        "and the truth"
    );
}

#[test]
fn traces_of_the_encoder_are_read_of_what_may_be_black_and_of_nothing_else() {
    for passes in [Passes::One, Passes::Many] {
        let (small, _) = look_at(&jpeg(&turned_black(200, 150), 90, passes));
        let (large, _) = look_at(&jpeg(&turned_black(1_400, 1_200), 90, passes));
        let trace = small.encoder.expect("a JPEG leaves a trace");
        assert_eq!(
            Some(&trace),
            large.encoder.as_ref(),
            "the same settings at every size and by every way of looking"
        );
        let jpeg_trace = trace.jpeg.expect("it is a JPEG");
        assert_eq!(jpeg_trace.quality, JpegQuality::Exact(90), "the quality");
        assert_eq!(jpeg_trace.is_progressive, passes == Passes::Many);
        let white = on_colour(&cut_out(200, 150), [255; 3]);
        let (white, _) = look_at(&jpeg(&white, 90, passes));
        assert_eq!(white.encoder, None, "what is cleared keeps no trace");
    }
    let (png, _) = look_at(&file(turned_black(200, 150), image::ImageFormat::Png));
    assert!(png.encoder.is_some(), "a PNG leaves one too");
}
