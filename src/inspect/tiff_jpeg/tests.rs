use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage};

use super::*;
use crate::inspect::tiff_picture::test_tiff::{TestTiff, jpeg, open, pixels, refusal};

fn grey(width: u32, height: u32) -> Vec<u8> {
    jpeg(&GrayImage::from_pixel(width, height, Luma([90])).into())
}

/// A grey picture of 64 x 64 pixels in two strips.
fn tiff() -> TestTiff {
    TestTiff::new(64, 64, 8, 1, 1)
        .with(259, &[7])
        .with(278, &[32])
}

/// A JPEG's tables, as a file of tables alone, and the rest of it; the frame goes to the tables too where that is asked.
fn split(jpeg: &[u8], with_frame: bool) -> (Vec<u8>, Vec<u8>) {
    let start = [0xFF, START_OF_IMAGE];
    let (mut tables, mut rest) = (start.to_vec(), start.to_vec());
    let mut at = 2;
    loop {
        let segment = next_segment(jpeg, &mut at).unwrap();
        let is_table = TABLES.contains(&segment.marker);
        let is_frame = (0xC0..=0xC2).contains(&segment.marker);
        let to = if is_table || is_frame && with_frame {
            &mut tables
        } else {
            &mut rest
        };
        to.extend([0xFF, segment.marker]);
        to.extend(&jpeg[segment.with_length()]);
        if segment.marker == 0xDA {
            break;
        }
    }
    rest.extend(&jpeg[at..]);
    tables.extend([0xFF, END_OF_IMAGE]);
    (tables, rest)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.iter().map(|&byte| byte.into()).collect()
}

#[test]
fn tables_may_stand_once_for_all_pieces() {
    let (tables, piece) = split(&grey(64, 32), false);
    let written = tiff().with(347, &numbers(&tables)).piece(&piece);
    let written = written.piece(&piece);
    let levels = pixels(&written);
    assert!(
        levels.iter().all(|it| it[0].abs_diff(90) <= 1),
        "{:?}",
        levels[0]
    );
    let without = tiff().piece(&piece).piece(&piece);
    assert!(open(&without.file()).is_err(), "its tables are missing");
}

#[test]
fn a_frame_among_the_tables_for_all_is_refused() {
    // The picture is small, but its pieces would be decoded as what the tables say.
    let (tables, piece) = split(&grey(3_000, 3_000), true);
    let written = tiff().with(347, &numbers(&tables)).piece(&piece);
    let refused = refusal(&written.piece(&piece));
    assert!(refused.contains("JPEG tables are faulty"), "{refused}");
    // Nor may a segment of the tables reach into the pieces, and hide their headers.
    let (mut tables, piece) = split(&grey(64, 32), false);
    let end = tables.len() - 2;
    tables.splice(end.., [0xFF, 0xE0, 0x40, 0]);
    let written = tiff().with(347, &numbers(&tables)).piece(&piece);
    let refused = refusal(&written.piece(&piece));
    assert!(refused.contains("JPEG tables are faulty"), "{refused}");
}

#[test]
fn a_piece_is_as_its_place_asks() {
    let refused = |second: &[u8]| refusal(&tiff().piece(&grey(64, 32)).piece(second));
    for (width, height) in [(3_000, 3_000), (65, 32), (63, 32), (64, 31), (64, 90)] {
        let refused = refused(&grey(width, height));
        assert!(
            refused.contains("has not the size"),
            "{width} {height}: {refused}"
        );
    }
    let colours = RgbImage::from_pixel(64, 32, Rgb([1, 2, 3]));
    let refused_colours = refused(&jpeg(&DynamicImage::from(colours)));
    assert!(
        refused_colours.contains("other channels"),
        "{refused_colours}"
    );
    let mut headless = grey(64, 32);
    let frame = headless.windows(2).position(|it| it == [0xFF, 0xC0]);
    headless[frame.unwrap() + 1] = 0xE5;
    assert!(
        refused(&headless).contains("can't be read"),
        "{}",
        refused(&headless)
    );
    let filled = tiff().piece(&grey(64, 32)).piece(&grey(64, 48));
    assert_eq!(pixels(&filled).len(), 64 * 64, "up to whole units");
}

#[test]
fn what_is_missing_is_not_made_up() {
    // Every block of another level, so that each has data.
    let uneven = GrayImage::from_fn(64, 32, |x, y| {
        Luma([u8::try_from((x / 8 * 31 + y / 8 * 17) % 256).unwrap()])
    });
    let whole = jpeg(&uneven.into());
    let last = |piece: &[u8]| open(&tiff().piece(&whole).piece(piece).file());
    assert!(last(&whole).is_ok());
    assert!(
        last(&whole[..whole.len() - 2]).is_ok(),
        "the mark of its end"
    );
    let cut = &whole[..whole.len() - 20];
    assert!(last(cut).is_err());
    let closed = [cut, &[0xFF, END_OF_IMAGE]].concat();
    assert!(last(&closed).is_err(), "though its end is marked");
}
