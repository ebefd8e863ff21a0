use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, flip_horizontal, resize};
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;
use crate::repair::rounding::level;
use crate::session::Mechanism;

const SIDE_PX: u32 = 240;

/// A bottle with a soft edge, a label and a shine; its colours are those of `body`.
fn bottle(body: [u8; 3], hidden: u8) -> RgbaImage {
    RgbaImage::from_fn(SIDE_PX, SIDE_PX, |x, y| {
        let (across, along) = (x as f32 - 110.0, y as f32 - 125.0);
        let reach = (across / 48.0).powi(2) + (along / 95.0).powi(4);
        let alpha = ((1.15 - reach) / 0.3).clamp(0.0, 1.0);
        if alpha == 0.0 {
            return Rgba([hidden, hidden, hidden, 0]);
        }
        let shine = 0.5 + 0.5 * (1.0 - (across + 20.0).abs() / 60.0).max(0.0);
        let is_label = across.abs() < 35.0 && (0.0..50.0).contains(&along);
        let is_letter = is_label && (x / 5 + y / 9) % 3 == 0;
        let colour = match (is_label, is_letter) {
            (_, true) => [40, 30, 90],
            (true, _) => [235, 228, 205],
            _ => body.map(|level| level_of(f32::from(level) * shine)),
        };
        let [red, green, blue] = colour;
        Rgba([red, green, blue, level_of(alpha * 255.0)])
    })
}

fn level_of(number: f32) -> u8 {
    level(number)
}

fn green_bottle() -> RgbaImage {
    bottle([60, 150, 70], 0)
}

fn laid_on(original: &RgbaImage, background: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(original.width(), original.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *original.get_pixel(x, y);
        let share = f32::from(alpha) / 255.0;
        let mut laid = [red, green, blue];
        for (level, behind) in laid.iter_mut().zip(background) {
            *level = level_of(f32::from(*level) * share + f32::from(behind) * (1.0 - share));
        }
        Rgb(laid)
    })
}

fn dropped(original: &RgbaImage) -> RgbImage {
    DynamicImage::from(original.clone()).into_rgb8()
}

fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    image.write_with_encoder(encoder).unwrap();
    bytes
}

fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Proves an image among originals that are named by their numbers.
fn proof(image: &[u8], originals: &[Vec<u8>]) -> Proof {
    let paths: Vec<PathBuf> = (0..originals.len())
        .map(|number| PathBuf::from(format!("{number}.png")))
        .collect();
    let mut read = |path: &Path| {
        let number: usize = path.file_stem().unwrap().to_str().unwrap().parse().unwrap();
        Ok(OriginalBytes {
            bytes: originals[number].clone(),
            modified: None,
        })
    };
    prove(image, &paths, &mut read, &ImageLimits::default())
}

fn finding(image: &RgbImage, original: &RgbaImage) -> ProofFinding {
    proof(&jpeg(image, 75), &[png(original.clone())]).finding
}

#[test]
fn what_was_laid_on_black_is_proven() {
    let original = green_bottle();
    let black = laid_on(&original, [0; 3]);
    for quality in [60, 75, 95] {
        let found = proof(&jpeg(&black, quality), &[png(original.clone())]);
        assert_eq!(
            found.finding,
            ProofFinding::Proven(Mechanism::LaidOnBlack),
            "quality {quality}: {:?}",
            found.evidence
        );
        let evidence = found.evidence.unwrap();
        assert!(
            evidence.on_black < 2.0 && evidence.on_white > 100.0,
            "{evidence:?}"
        );
        assert_eq!(found.original.unwrap().path, Path::new("0.png"));
    }
}

#[test]
fn what_was_resized_or_compressed_twice_is_proven_too() {
    let original = green_bottle();
    let black = laid_on(&original, [0; 3]);
    for (side, filter) in [
        (150, FilterType::Lanczos3),
        (97, FilterType::Triangle),
        (310, FilterType::CatmullRom),
        (120, FilterType::Nearest),
    ] {
        let small = resize(&black, side, side, filter);
        let again = image::load_from_memory(&jpeg(&small, 70))
            .unwrap()
            .into_rgb8();
        let found = finding(&again, &original);
        assert!(found.is_proven(), "{side} {filter:?}: {found:?}");
    }
}

#[test]
fn thrown_away_alpha_is_proven_by_the_colour_that_was_hidden() {
    for hidden in [0, 128] {
        let original = bottle([60, 150, 70], hidden);
        assert_eq!(
            finding(&dropped(&original), &original),
            ProofFinding::Proven(Mechanism::AlphaDropped),
            "hidden {hidden}"
        );
    }
}

#[test]
fn resizing_before_alpha_is_thrown_away_blanks_what_was_hidden() {
    let original = bottle([60, 150, 70], 255);
    let mut laid = DynamicImage::from(original.clone());
    // Colours multiplied by alpha, resized, and divided again, as image programs do it.
    laid = laid.resize_exact(160, 160, FilterType::Triangle);
    let small = laid.into_rgba8();
    let image = RgbImage::from_fn(160, 160, |x, y| {
        let Rgba([red, green, blue, alpha]) = *small.get_pixel(x, y);
        Rgb(if alpha == 0 {
            [0; 3]
        } else {
            [red, green, blue]
        })
    });
    let found = finding(&image, &original);
    assert_eq!(found, ProofFinding::Proven(Mechanism::AlphaDropped));
}

/// Without half transparent pixels.
fn hard_edged(mut original: RgbaImage, hidden: u8) -> RgbaImage {
    for pixel in original.pixels_mut() {
        *pixel = match pixel.0 {
            [red, green, blue, alpha] if alpha >= 128 => Rgba([red, green, blue, 255]),
            _ => Rgba([hidden, hidden, hidden, 0]),
        };
    }
    original
}

#[test]
fn hard_edges_over_hidden_black_do_not_tell_the_way() {
    let original = hard_edged(green_bottle(), 0);
    assert_eq!(
        finding(&laid_on(&original, [0; 3]), &original),
        ProofFinding::Proven(Mechanism::Either)
    );
}

#[test]
fn what_is_on_white_or_on_a_chosen_colour_is_not_the_mishap() {
    let original = green_bottle();
    for background in [[255; 3], [245, 222, 179], [34; 3], [12; 3]] {
        let found = proof(
            &jpeg(&laid_on(&original, background), 80),
            &[png(original.clone())],
        );
        assert_eq!(found.finding, ProofFinding::NotTheMishap, "{background:?}");
        let told = found.evidence.unwrap().background_rgb;
        let is_near = told
            .iter()
            .zip(background)
            .all(|(told, wanted)| told.abs_diff(wanted) <= 3);
        assert!(is_near, "{told:?} is not {background:?}");
    }
    let hidden_white = hard_edged(green_bottle(), 255);
    assert_eq!(
        finding(&dropped(&hidden_white), &hidden_white),
        ProofFinding::NotTheMishap,
        "the white that was hidden shows"
    );
}

#[test]
fn a_shadow_that_turned_solid_is_the_mishap_also_on_white() {
    let mut original = bottle([60, 150, 70], 255);
    for (x, y, pixel) in original.enumerate_pixels_mut() {
        let (across, along) = (x as f32 - 125.0, y as f32 - 218.0);
        if pixel.0[3] == 0 && (across / 90.0).powi(2) + (along / 14.0).powi(2) < 1.0 {
            *pixel = Rgba([0, 0, 0, 90]);
        }
    }
    assert_eq!(
        finding(&dropped(&original), &original),
        ProofFinding::Proven(Mechanism::AlphaDropped),
    );
    assert_eq!(
        finding(&laid_on(&original, [255; 3]), &original),
        ProofFinding::NotTheMishap,
        "a soft shadow on white is as it should be"
    );
}

#[test]
fn wrong_originals_of_similar_look_prove_nothing() {
    let right = green_bottle();
    let black = laid_on(&right, [0; 3]);
    let mut moved = RgbaImage::new(SIDE_PX, SIDE_PX);
    image::imageops::replace(&mut moved, &right, 5, 0);
    let mut relabelled = right.clone();
    for pixel in (95..125).flat_map(|x| (140..160).map(move |y| (x, y))) {
        relabelled.put_pixel(pixel.0, pixel.1, Rgba([210, 40, 40, 255]));
    }
    let larger = image::imageops::crop_imm(
        &resize(
            &right,
            SIDE_PX * 26 / 25,
            SIDE_PX * 26 / 25,
            FilterType::Triangle,
        ),
        5,
        5,
        SIDE_PX,
        SIDE_PX,
    )
    .to_image();
    for (what, wrong) in [
        ("another colour", bottle([150, 120, 60], 0)),
        ("a lighter one", bottle([80, 170, 90], 0)),
        ("mirrored", flip_horizontal(&right)),
        ("moved", moved),
        ("another label", relabelled),
        ("enlarged", larger),
    ] {
        assert_eq!(
            finding(&black, &wrong),
            ProofFinding::DoesNotMatch,
            "{what}"
        );
    }
}

#[test]
fn a_black_product_on_black_is_proven_only_by_what_can_be_seen_of_it() {
    let dark = |image: &RgbaImage, part: u8| {
        let mut image = image.clone();
        for pixel in image.pixels_mut() {
            for colour in &mut pixel.0[..3] {
                *colour /= part;
            }
        }
        image
    };
    let original = dark(&green_bottle(), 8);
    let black = laid_on(&original, [0; 3]);
    assert!(finding(&black, &original).is_proven());
    let mirrored = flip_horizontal(&original);
    assert_eq!(finding(&black, &mirrored), ProofFinding::DoesNotMatch);
    let nothing = dark(&original, 255);
    assert_eq!(
        finding(&laid_on(&nothing, [0; 3]), &nothing),
        ProofFinding::TooLittleToTell,
        "nothing is to be seen, so nothing is proven"
    );
}

#[test]
fn an_opaque_picture_and_the_image_itself_are_no_originals() {
    let black = laid_on(&green_bottle(), [0; 3]);
    let image = jpeg(&black, 80);
    let opaque_with_alpha = DynamicImage::from(black.clone()).into_rgba8();
    let found = proof(&image, &[png(black), png(opaque_with_alpha), image.clone()]);
    assert_eq!(found.finding, ProofFinding::NoOriginal);
    assert_eq!(proof(&image, &[]).finding, ProofFinding::NoOriginal);
}

#[test]
fn the_first_candidate_that_shows_the_same_picture_decides() {
    let original = green_bottle();
    let image = jpeg(&laid_on(&original, [0; 3]), 80);
    let other_shape = png(RgbaImage::new(200, 100));
    let wrong = png(flip_horizontal(&original));
    let found = proof(
        &image,
        &[b"no picture".to_vec(), other_shape, wrong, png(original)],
    );
    assert!(found.finding.is_proven());
    assert_eq!(found.original.unwrap().path, Path::new("3.png"));
}

#[test]
fn a_candidate_of_another_shape_does_not_match() {
    let image = jpeg(&laid_on(&green_bottle(), [0; 3]), 80);
    let found = proof(&image, &[png(RgbaImage::new(SIDE_PX, SIDE_PX - 5))]);
    assert_eq!(found.finding, ProofFinding::DoesNotMatch);
    assert_eq!(found.evidence, None, "nothing was compared");
}

#[test]
fn what_can_not_be_read_is_told_with_its_name() {
    let image = jpeg(&laid_on(&green_bottle(), [0; 3]), 80);
    let mut damaged = png(green_bottle());
    damaged.truncate(damaged.len() / 2);
    let ProofFinding::Unreadable { detail } = proof(&image, &[damaged]).finding else {
        panic!("half of a file can be read");
    };
    assert!(detail.ends_with("\"0.png\""), "{detail}");
    let found = proof(&image[..100], &[png(green_bottle())]);
    let ProofFinding::Unreadable { detail } = found.finding else {
        panic!("{found:?}");
    };
    assert!(detail.starts_with("the image itself"), "{detail}");
}

#[test]
fn a_picture_that_is_still_transparent_lost_nothing() {
    let original = green_bottle();
    let small = resize(&original, 120, 120, FilterType::Triangle);
    assert_eq!(
        proof(&png(small), &[png(original)]).finding,
        ProofFinding::NotTheMishap
    );
}

#[test]
fn more_candidates_never_make_a_proof_weaker() {
    let original = green_bottle();
    let black = laid_on(&original, [0; 3]);
    let image = jpeg(&black, 80);
    // Saved with transparency after it had turned black, with its corners cut a little.
    let mut black_again = DynamicImage::from(black).into_rgba8();
    for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        black_again.get_pixel_mut(x, y).0[3] = 0;
    }
    // An older retouch, which explains the image not as well.
    let mut older = original.clone();
    for (x, y, pixel) in older.enumerate_pixels_mut() {
        if (80..140).contains(&x) && (60..100).contains(&y) {
            pixel.0[0] = pixel.0[0].saturating_add(14);
        }
    }
    let others = [
        b"no picture".to_vec(),
        png(black_again),
        png(older),
        png(flip_horizontal(&original)),
    ];
    let right = png(original);
    let alone = proof(&image, std::slice::from_ref(&right));
    for place in 0..=others.len() {
        let mut candidates = others.to_vec();
        candidates.insert(place, right.clone());
        let found = proof(&image, &candidates);
        assert_eq!(found.finding, alone.finding, "at place {place}");
        assert_eq!(found.difference(), alone.difference(), "at place {place}");
    }
}
