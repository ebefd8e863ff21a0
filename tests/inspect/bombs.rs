//! Small files that ask for far more work than their pixels: refused by what they ask for, on every machine alike, in
//! every way that a file is looked at.

use blackdrop::inspect::{
    ImageLimits, InspectError, InspectOptions, Measures, decode_for_screen, decode_full, inspect,
    make_thumbnail,
};
use jpeg_encoder::{ColorType, Encoder};

/// A JPEG that claims another size than was drawn.
fn claim(jpeg: &mut [u8], side_px: u16) {
    let frame = jpeg
        .windows(2)
        .position(|pair| matches!(pair, [0xFF, 0xC0 | 0xC2]))
        .unwrap();
    jpeg[frame + 5..frame + 7].copy_from_slice(&side_px.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&side_px.to_be_bytes());
}

fn black(color: ColorType, is_progressive: bool) -> Vec<u8> {
    let channels = match color {
        ColorType::Luma => 1,
        ColorType::Rgb => 3,
        _ => 4,
    };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.set_progressive(is_progressive);
    encoder
        .encode(&vec![0; 64 * 64 * channels], 64, 64, color)
        .unwrap();
    bytes
}

/// Where the last scan begins.
fn last_scan(jpeg: &[u8]) -> usize {
    jpeg.windows(2)
        .rposition(|pair| pair == [0xFF, 0xDA])
        .unwrap()
}

/// The last scan again and again, within the picture.
fn with_scans(mut jpeg: Vec<u8>, side_px: u16, scans: usize) -> Vec<u8> {
    claim(&mut jpeg, side_px);
    let scan = jpeg[last_scan(&jpeg)..jpeg.len() - 2].to_vec();
    jpeg.truncate(jpeg.len() - 2);
    for _ in 0..scans {
        jpeg.extend_from_slice(&scan);
    }
    jpeg.extend([0xFF, 0xD9]);
    jpeg
}

fn is_refused_in_every_way(bytes: &[u8]) {
    let limits = ImageLimits::default();
    for (full, complete) in [(false, true), (true, false)] {
        let options = InspectOptions {
            measures: Measures { full, complete },
            ..InspectOptions::default()
        };
        assert_eq!(
            inspect(bytes, &options).unwrap_err(),
            InspectError::TooMuchWork
        );
    }
    let refused = Some(InspectError::TooMuchWork);
    assert_eq!(decode_for_screen(bytes, &limits, 4_096).err(), refused);
    assert_eq!(make_thumbnail(bytes, &limits, 256).err(), refused);
    assert_eq!(decode_full(bytes, &limits).err(), refused);
}

#[test]
fn scans_without_end_are_too_much_work() {
    for (color, is_progressive) in [
        (ColorType::Cmyk, false),
        (ColorType::Cmyk, true),
        (ColorType::Rgb, true),
        (ColorType::Luma, true),
        (ColorType::Luma, false),
    ] {
        let jpeg = black(color, is_progressive);
        is_refused_in_every_way(&with_scans(jpeg, 5_000, 300));
    }
}

#[test]
fn the_words_are_those_that_exports_hold() {
    assert_eq!(
        InspectError::TooMuchWork.to_string(),
        "takes too much work to decode"
    );
}

#[test]
fn a_frame_far_larger_than_its_animation_is_too_much_work() {
    let mut gif = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0".to_vec();
    gif.extend(15_000_u16.to_le_bytes());
    gif.extend(15_000_u16.to_le_bytes());
    gif.extend([0, 2, 1, 0x44, 0, 0x3B]);
    is_refused_in_every_way(&gif);
}

#[test]
fn tiles_far_wider_than_their_picture_are_too_much_work() {
    let (width, height, tile) = (16_u32, 60_000_u32, 60_000_u32);
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entries: [(u16, u32, u32); 9] = [
        (256, 1, width),
        (257, 1, height),
        (258, 1, 8),
        (259, 1, 1),
        (262, 1, 1),
        (322, 1, tile),
        (323, 1, tile),
        (324, 1, 8),
        (325, 1, 100),
    ];
    tiff.extend(9_u16.to_le_bytes());
    for (tag, count, value) in entries {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(4_u16.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.resize(200, 0);
    is_refused_in_every_way(&tiff);
}

#[test]
fn a_picture_in_a_few_scans_is_no_bomb() {
    for color in [ColorType::Luma, ColorType::Rgb, ColorType::Cmyk] {
        let options = InspectOptions {
            measures: Measures {
                full: true,
                complete: true,
            },
            ..InspectOptions::default()
        };
        for is_progressive in [false, true] {
            inspect(&black(color, is_progressive), &options).unwrap();
        }
    }
}

/// What decoders overlook, and Pillow and `OpenCV` refuse or warn of, is told where files are checked completely.
#[test]
fn damage_within_the_data_is_found_by_a_complete_check() {
    let options = InspectOptions {
        measures: Measures {
            full: false,
            complete: true,
        },
        ..InspectOptions::default()
    };
    let noise: Vec<u8> = (0..64_u32 * 64 * 3)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24).to_be_bytes()[3])
        .collect();
    let mut whole = Vec::new();
    let mut encoder = Encoder::new(&mut whole, 90);
    encoder.set_restart_interval(4);
    encoder.encode(&noise, 64, 64, ColorType::Rgb).unwrap();
    inspect(&whole, &options).unwrap();
    let scan = last_scan(&whole) + 14;
    let middle = usize::midpoint(whole.len(), scan);
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        matches!(inspect(&bytes, &options), Err(InspectError::Damaged { .. }))
    };
    assert!(
        changed(&|bytes| {
            bytes.splice(middle..middle, [0xFF, 0xD9]);
        }),
        "an end in the middle"
    );
    assert!(
        changed(&|bytes| {
            let end = bytes.len() - 2;
            bytes.splice(end..end, [7; 40]);
        }),
        "data left over"
    );
    assert!(
        changed(&|bytes| {
            let end = bytes.len() - 2;
            bytes.drain(end - 40..end);
        }),
        "data cut out at the end"
    );
    let restart = whole[scan..]
        .windows(2)
        .position(|pair| pair == [0xFF, 0xD1])
        .unwrap();
    assert!(
        changed(&|bytes| bytes[scan + restart + 1] = 0xD4),
        "a restart out of order"
    );
}
