//! Originals that differ in little: the digits of a label, their size, or what can't be seen on black.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "levels and places of drawings"
)]

use std::io::{self, Cursor};
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, crop_imm, replace, resize};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{OriginalBytes, prove};
use crate::inspect::ImageLimits;
use crate::session::{Proof, ProofFinding};

const SIDE_PX: u32 = 700;

/// Rows of three, of digits that differ in a stroke or two.
fn digit(number: u32) -> [u8; 5] {
    match number {
        0 => [0b111, 0b101, 0b101, 0b101, 0b111],
        2 => [0b111, 0b001, 0b111, 0b100, 0b111],
        3 => [0b111, 0b001, 0b111, 0b001, 0b111],
        5 => [0b111, 0b100, 0b111, 0b001, 0b111],
        6 => [0b111, 0b100, 0b111, 0b101, 0b111],
        _ => [0b111, 0b101, 0b111, 0b101, 0b111],
    }
}

/// A can with a soft edge, its shade, and a label with this number in strokes of `stroke` pixels.
fn can(number: &[u32], stroke: u32) -> RgbaImage {
    let mut can = RgbaImage::from_fn(SIDE_PX, SIDE_PX, |x, y| {
        let (across, along) = (x as f32 - 350.0, y as f32 - 350.0);
        let reach = (across.abs() - 190.0).max(along.abs() - 290.0);
        let alpha = (0.5 - reach).clamp(0.0, 1.0) * 255.0;
        let shade = 0.6 + 0.4 * (across / 70.0).cos();
        let body = [70.0, 150.0, 210.0].map(|level: f32| (level * shade) as u8);
        let is_label = across.abs() < 140.0 && (-60.0..170.0).contains(&along);
        let [red, green, blue] = if is_label { [242, 236, 220] } else { body };
        let seen = u8::from(alpha > 0.0);
        Rgba([red * seen, green * seen, blue * seen, alpha as u8])
    });
    for (place, number) in number.iter().enumerate() {
        let left = 250 + place as u32 * stroke * 4;
        for (row, bits) in digit(*number).into_iter().enumerate() {
            for column in (0..3).filter(|column| bits >> (2 - column) & 1 == 1) {
                let (x, y) = (left + column * stroke, 420 + row as u32 * stroke);
                let ink = RgbaImage::from_pixel(stroke, stroke, Rgba([40, 36, 50, 255]));
                replace(&mut can, &ink, x.into(), y.into());
            }
        }
    }
    can
}

fn on_black(original: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(original.width(), original.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *original.get_pixel(x, y);
        Rgb([red, green, blue].map(|level| (u32::from(level) * u32::from(alpha) / 255) as u8))
    })
}

fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    image.write_with_encoder(encoder).unwrap();
    bytes
}

fn png(image: &RgbaImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image.clone())
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Proves an image among originals of these names; what is empty can't be read.
fn proof(image: &[u8], originals: &[(&str, Vec<u8>)]) -> Proof {
    let paths: Vec<PathBuf> = originals.iter().map(|(name, _)| name.into()).collect();
    let mut read = |path: &Path| {
        let bytes = originals
            .iter()
            .find(|(name, _)| Path::new(name) == path)
            .map(|(_, bytes)| bytes.clone())
            .filter(|bytes| !bytes.is_empty());
        Ok(OriginalBytes {
            bytes: bytes.ok_or_else(|| io::Error::other("no answer"))?,
            modified: None,
        })
    };
    prove(image, &paths, &mut read, &ImageLimits::default())
}

fn original_of(proof: &Proof) -> &Path {
    &proof.original.as_ref().unwrap().path
}

#[test]
fn another_number_on_the_label_is_another_picture() {
    let right = can(&[3, 0], 4);
    for (side, quality, filter) in [
        (700, 60, FilterType::Triangle),
        (420, 90, FilterType::Lanczos3),
    ] {
        let image = jpeg(&resize(&on_black(&right), side, side, filter), quality);
        let what = format!("{side} px, quality {quality}");
        let found = proof(&image, &[("right.png", png(&right))]);
        assert!(found.finding.is_proven(), "{what}: {found:?}");
        for wrong in [[5, 0], [3, 6]] {
            let wrong = png(&can(&wrong, 4));
            let found = proof(&image, &[("wrong.png", wrong.clone())]);
            assert_eq!(found.finding, ProofFinding::DoesNotMatch, "{what}");
            let found = proof(&image, &[("wrong.png", wrong), ("right.png", png(&right))]);
            assert_eq!(original_of(&found), Path::new("right.png"), "{what}");
        }
    }
}

#[test]
fn a_placed_original_is_looked_at_as_closely_and_found_more_exactly() {
    let right = can(&[3, 0], 5);
    let trimmed = crop_imm(&on_black(&right), 160, 60, 380, 580).to_image();
    let mut squared = RgbImage::new(633, 633);
    replace(&mut squared, &trimmed, 126, 26);
    let image = jpeg(&resize(&squared, 551, 551, FilterType::Lanczos3), 88);
    let found = proof(&image, &[("right.png", png(&right))]);
    assert!(found.finding.is_proven(), "{found:?}");
    let frame = found.original.unwrap().placement.unwrap().frame.px();
    for (found, wanted) in frame.into_iter().zip([34.0, 34.0, 633.0, 633.0]) {
        assert!((found - wanted).abs() < 0.8, "{frame:?}");
    }
    let found = proof(&image, &[("wrong.png", png(&can(&[8, 0], 5)))]);
    assert_eq!(found.finding, ProofFinding::DoesNotMatch);
}

#[test]
fn the_nearer_of_two_is_told_where_both_are_near() {
    // One pixel of stroke in a small picture: nothing that a single look would refuse.
    let (right, wrong) = (can(&[3, 0], 2), can(&[8, 0], 2));
    let image = jpeg(
        &resize(&on_black(&right), 300, 300, FilterType::Triangle),
        85,
    );
    for order in [["right.png", "wrong.png"], ["wrong.png", "right.png"]] {
        let of = |name: &str| png(if name == "right.png" { &right } else { &wrong });
        let found = proof(&image, &order.map(|name| (name, of(name))));
        assert!(found.finding.is_proven(), "{order:?}: {found:?}");
        assert_eq!(original_of(&found), Path::new("right.png"), "{order:?}");
    }
}

#[test]
fn two_that_only_differ_where_nothing_is_seen_on_black_prove_nothing() {
    let hollow = can(&[3, 0], 4);
    let mut filled = hollow.clone();
    // A black handle, or a hole.
    replace(
        &mut filled,
        &RgbaImage::from_pixel(60, 200, Rgba([0, 0, 0, 255])),
        600,
        200,
    );
    let image = jpeg(&on_black(&hollow), 85);
    let one = proof(&image, &[("hollow.png", png(&hollow))]);
    assert!(one.finding.is_proven(), "{one:?}");
    let both = [("hollow.png", png(&hollow)), ("filled.png", png(&filled))];
    assert_eq!(proof(&image, &both).finding, ProofFinding::TooLittleToTell);
    let same = [("a.png", png(&hollow)), ("b.png", png(&hollow))];
    let found = proof(&image, &same);
    assert!(found.finding.is_proven(), "{found:?}");
    assert_eq!(original_of(&found), Path::new("a.png"));
}

#[test]
fn a_small_copy_proves_and_is_no_original_to_repair_from() {
    let large = can(&[3, 0], 5);
    let image = jpeg(&on_black(&large), 88);
    let small = resize(&large, 150, 150, FilterType::Lanczos3);
    let found = proof(&image, &[("small.png", png(&small))]);
    assert!(found.finding.is_proven(), "{found:?}");
    assert_eq!(found.original.unwrap().smaller_px, Some((150, 150)));
    let both = [("small.png", png(&small)), ("large.png", png(&large))];
    let found = proof(&image, &both);
    assert_eq!(original_of(&found), Path::new("large.png"));
    assert_eq!(found.original.unwrap().smaller_px, None);
    // Shops enlarge a little.
    let almost = resize(&large, 650, 650, FilterType::Lanczos3);
    let found = proof(&image, &[("almost.png", png(&almost))]);
    assert!(found.finding.is_proven(), "{found:?}");
    assert_eq!(found.original.unwrap().smaller_px, None);
}

#[test]
fn nobody_speaks_for_a_better_named_file_that_can_not_be_read() {
    let right = png(&can(&[3, 0], 4));
    let image = jpeg(&on_black(&can(&[3, 0], 4)), 85);
    let found = proof(
        &image,
        &[("a-60.tif", Vec::new()), ("a-80.png", right.clone())],
    );
    let ProofFinding::Unreadable { detail } = &found.finding else {
        panic!("{found:?}");
    };
    assert!(detail.ends_with("\"a-60.tif\""), "{detail}");
    let of_its_name = [("a-60.tif", Vec::new()), ("A-60.png", right.clone())];
    assert!(proof(&image, &of_its_name).finding.is_proven());
    let worse_named = [("a-60.png", right), ("a-80.tif", Vec::new())];
    assert!(proof(&image, &worse_named).finding.is_proven());
}
