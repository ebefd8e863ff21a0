use std::io::Cursor;

use super::*;
use crate::inspect::tiff_picture::test_tiff::{TestTiff, open, pixels_of};
use crate::inspect::{ImageLimits, decode_full};

fn directory(bytes: &[u8]) -> Result<TiffDirectory<Cursor<&[u8]>>, InspectError> {
    TiffDirectory::of_first_picture(Cursor::new(bytes))
}

/// A grey picture of one pixel.
fn page(level: u8) -> TestTiff {
    TestTiff::new(1, 1, 8, 1, 1).piece(&[level])
}

#[test]
fn the_first_page_counts_that_is_no_copy_of_another() {
    let first = |pages: &[TestTiff]| pixels_of(&TestTiff::pages(pages))[0][0];
    assert_eq!(first(&[page(10), page(20)]), 10);
    assert_eq!(first(&[page(10).with(254, &[2]), page(20)]), 10, "a page");
    assert_eq!(first(&[page(10).with(254, &[1]), page(20)]), 20);
    assert_eq!(first(&[page(10).with(255, &[2]), page(20)]), 20);
    assert_eq!(first(&[page(10).with(254, &[4]), page(20)]), 20, "a mask");
    let copies = [page(10).with(254, &[1]), page(20).with(255, &[2])];
    assert_eq!(first(&copies), 10, "there is no other");
}

#[test]
fn pages_that_lead_back_or_into_nothing_end_the_search() {
    let copy = page(10).with(254, &[1]);
    let mut bytes = copy.file();
    let end = bytes.len();
    let begins = bytes[4..8].to_vec();
    bytes[end - 4..].copy_from_slice(&begins);
    assert_eq!(pixels_of(&bytes)[0][0], 10, "in a ring");
    bytes[end - 4..].fill(0xFF);
    assert_eq!(pixels_of(&bytes)[0][0], 10, "behind the end");
    bytes.truncate(end - 4);
    assert_eq!(pixels_of(&bytes)[0][0], 10, "without a next");
}

#[test]
fn both_orders_of_bytes_are_read() {
    let little = b"II*\0\x08\0\0\0\x02\0\
        \x00\x01\x04\0\x01\0\0\0\x39\x30\0\0\
        \x02\x01\x03\0\x02\0\0\0\x08\0\x10\0\
        \0\0\0\0";
    let big = b"MM\0*\0\0\0\x08\0\x02\
        \x01\x00\0\x04\0\0\0\x01\0\0\x30\x39\
        \x01\x02\0\x03\0\0\0\x02\0\x08\0\x10\
        \0\0\0\0";
    for bytes in [little, big] {
        let mut directory = directory(bytes).unwrap();
        assert_eq!(directory.number(Tag::ImageWidth).unwrap(), Some(12_345));
        let bits = directory.numbers(Tag::BitsPerSample, 9).unwrap();
        assert_eq!(bits, [8, 16]);
        let one = directory.numbers(Tag::BitsPerSample, 1).unwrap();
        assert_eq!(one, [8], "no more than asked for");
    }
}

#[test]
fn a_table_takes_what_is_there_and_not_what_it_claims() {
    let mut bytes = TestTiff::new(1, 1, 8, 1, 1).piece(&[0]).file();
    // The places of strips: four billion of 32 bit.
    let entry = bytes.windows(4).position(|it| it == [0x11, 1, 4, 0]);
    let entry = entry.unwrap();
    bytes[entry + 4..entry + 8].fill(0xFF);
    let refused = open(&bytes).unwrap_err().to_string();
    assert!(refused.starts_with("damaged TIFF"), "{refused}");
    let mut directory = directory(&bytes).unwrap();
    assert_eq!(directory.count(Tag::StripOffsets), u64::from(u32::MAX));
    let all = directory.numbers(Tag::StripOffsets, u64::MAX);
    assert!(all.is_err(), "the file ends before");
}

#[test]
fn profiles_are_read_as_bytes_up_to_a_bound() {
    let profile: Vec<u32> = (0..10_000).map(|at| at % 251).collect();
    let bytes = page(1).with(34_675, &profile).file();
    let mut directory = directory(&bytes).unwrap();
    let read = directory.bytes(Tag::IccProfile, 10_000).unwrap().unwrap();
    assert!(read.iter().map(|&it| u32::from(it)).eq(profile));
    assert_eq!(directory.bytes(Tag::IccProfile, 9_999).unwrap(), None);
    assert_eq!(directory.bytes(Tag::ImageWidth, 100).unwrap(), None);
}

#[test]
fn every_cut_and_every_changed_byte_is_safe() {
    // A byte of the size may make it any other.
    let limits = ImageLimits {
        max_pixels: 1 << 16,
        ..ImageLimits::default()
    };
    let open = |bytes: &[u8]| drop(decode_full(bytes, &limits));
    let bytes = TestTiff::pages(&[page(10).with(254, &[1]), page(20)]);
    for length in 0..bytes.len() {
        open(&bytes[..length]);
    }
    for at in 0..bytes.len() {
        for value in [0, 1, 0x7F, 0xFF] {
            let mut changed = bytes.clone();
            changed[at] = value;
            open(&changed);
        }
    }
}
