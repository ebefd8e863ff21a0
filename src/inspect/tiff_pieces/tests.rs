use std::io::Cursor;

use tiff::encoder::compression::DeflateLevel;
use tiff::encoder::{Compression, TiffEncoder, colortype};

use crate::inspect::tiff_picture::test_tiff::{TestTiff, open, pixels, refusal};

fn levels(written: &TestTiff) -> Vec<u8> {
    pixels(written).iter().map(|pixel| pixel[0]).collect()
}

/// LZW as TIFF 6.0 (section 13) has it, of less bytes than would fill its table.
fn lzw(bytes: &[u8]) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut bits: Vec<u8> = Vec::new();
    let mut put = |code: usize, known: usize| {
        // A code that the next entry would not fit into is one bit longer already.
        let width = (known + 1).ilog2() + 1;
        bits.extend(
            (0..width.max(9))
                .rev()
                .map(|bit| u8::from(code >> bit & 1 == 1)),
        );
    };
    let mut table: Vec<Vec<u8>> = (0..=u8::MAX).map(|byte| vec![byte]).collect();
    table.extend([Vec::new(), Vec::new()]);
    put(CLEAR, table.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let longest = (0..table.len())
            .filter(|&code| code != CLEAR && code != END && rest.starts_with(&table[code]))
            .max_by_key(|&code| table[code].len())
            .unwrap();
        let length = table[longest].len();
        put(longest, table.len());
        table.push(rest[..rest.len().min(length + 1)].to_vec());
        rest = &rest[length..];
    }
    put(END, table.len());
    let byte = |bits: &[u8]| (0..8).fold(0, |byte, at| byte << 1 | bits.get(at).unwrap_or(&0));
    bits.chunks(8).map(byte).collect()
}

#[test]
fn many_short_pieces_of_deflate_are_no_more_work_than_their_bytes() {
    let level = |at: u32| u8::try_from(at / 7 % 251).unwrap();
    let picture: Vec<u8> = (0..40 * 3_000).map(level).collect();
    let mut bytes = Cursor::new(Vec::new());
    let encoder = TiffEncoder::new(&mut bytes).unwrap();
    let mut encoder = encoder.with_compression(Compression::Deflate(DeflateLevel::default()));
    let mut image = encoder.new_image::<colortype::Gray8>(40, 3_000).unwrap();
    image.rows_per_strip(1).unwrap();
    image.write_data(&picture).unwrap();
    let read = open(bytes.get_ref()).unwrap().into_luma8();
    assert!(read.as_raw() == &picture);
}

#[test]
fn tiles_at_the_edge_are_read_to_their_last_row() {
    // 33 x 18 pixels: of the tiles at the right one column is shown, of those below two rows; the rest is 0. Row by row,
    // the library reads none of these to its end.
    let level = |x: u32, y: u32| {
        let is_shown = x < 33 && y < 18;
        u8::try_from((x * 5 + y * 11) % 256 * u32::from(is_shown)).unwrap()
    };
    let mut written = TestTiff::new(33, 18, 8, 1, 1).with(259, &[5]).in_tiles(16);
    for (left, top) in [(0, 0), (16, 0), (32, 0), (0, 16), (16, 16), (32, 16)] {
        let tile = (0..256).map(|at| level(left + at % 16, top + at / 16));
        written = written.piece(&lzw(&tile.collect::<Vec<u8>>()));
    }
    let expected = (0..33 * 18).map(|at| level(at % 33, at / 33));
    assert!(levels(&written).into_iter().eq(expected));
}

#[test]
fn bits_in_reverse_order_are_turned() {
    let bits = TestTiff::new(8, 1, 1, 1, 1).with(266, &[2]);
    let white = |at: usize| if at == 1 { 255 } else { 0 };
    let expected: Vec<u8> = (0..8).map(white).collect();
    assert_eq!(levels(&bits.piece(&[0b0000_0010])), expected);
    let packed = TestTiff::new(3, 1, 8, 1, 1)
        .with(259, &[0x8005])
        .with(266, &[2]);
    // "Repeat 200 three times" is -2, 200.
    let stored = [0xFE_u8, 200].map(u8::reverse_bits);
    assert_eq!(levels(&packed.piece(&stored)), [200; 3]);
}

#[test]
fn a_short_strip_does_not_show_its_neighbours_bytes() {
    let strips = |second: &[u8]| {
        TestTiff::new(2, 3, 8, 1, 1)
            .with(278, &[1])
            .piece(&[1, 2])
            .piece(second)
            .piece(&[5, 6])
    };
    assert_eq!(levels(&strips(&[3, 4])), [1, 2, 3, 4, 5, 6]);
    let refused = refusal(&strips(&[3]));
    assert!(refused.contains("its data end too early"), "{refused}");
    // The length of a lone strip is often wrong, and nothing can be taken for another's.
    let lone = TestTiff::new(2, 1, 8, 1, 1).piece(&[7, 8]).with(279, &[0]);
    assert_eq!(levels(&lone), [7, 8]);
}

#[test]
fn a_piece_that_is_nowhere_is_refused() {
    for place in [0, 1 << 20] {
        let written = TestTiff::new(2, 1, 8, 1, 1).piece(&[7, 8]);
        let refused = refusal(&written.with(273, &[place]));
        assert!(refused.contains("behind its end"), "{refused}");
    }
    let few = TestTiff::new(2, 2, 8, 1, 1).with(278, &[1]).piece(&[7, 8]);
    let refused = refusal(&few);
    assert!(refused.contains("where all of its pixels are"), "{refused}");
}

#[test]
fn differences_are_a_matter_of_some_ways_of_compression() {
    let written = |compression: u32, stored: &[u8]| {
        TestTiff::new(3, 1, 8, 1, 1)
            .with(259, &[compression])
            .with(317, &[2])
            .piece(stored)
    };
    assert_eq!(levels(&written(1, &[10, 20, 30])), [10, 20, 30]);
    assert_eq!(levels(&written(5, &lzw(&[10, 20, 30]))), [10, 30, 60]);
}

#[test]
fn old_lzw_is_named() {
    let written = TestTiff::new(3, 1, 8, 1, 1)
        .with(259, &[5])
        .piece(&[0, 1, 2, 3]);
    let refused = refusal(&written);
    assert!(
        refused.ends_with("LZW compression of the old kind"),
        "{refused}"
    );
}
