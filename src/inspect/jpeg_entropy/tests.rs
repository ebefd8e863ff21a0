//! Pictures of a few blocks, whose tables make every block two bits: `0`, no difference from the mean value before it, and
//! `0`, no further coefficients.

use super::bits::MOST_PADDING_BYTES;
use super::*;
use crate::inspect::jpeg_header::read_jpeg_header;

/// The end of a picture.
const END: [u8; 2] = [0xFF, 0xD9];

/// A grey picture of 8 x 8 pixels a block, up to the data of its only scan, with a restart after so many blocks.
fn grey(blocks: u16, restart_interval: u16) -> Vec<u8> {
    picture(blocks, restart_interval, &[1], &[scan_of(&[1])])
}

/// A picture with such channels; all but the last scan are whole.
fn picture(blocks: u16, restart_interval: u16, names: &[u8], scans: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    // Both tables have one code, of one bit, for the symbol 0.
    for class in [0x00, 0x10] {
        bytes.extend([0xFF, HUFFMAN_TABLES, 0, 20, class, 1]);
        bytes.extend([0; 15]);
        bytes.push(0);
    }
    bytes.extend([0xFF, RESTART_INTERVAL, 0, 4]);
    bytes.extend(restart_interval.to_be_bytes());
    let count = u8::try_from(names.len()).unwrap();
    bytes.extend([0xFF, 0xC0, 0, 8 + 3 * count, 8, 0, 8]);
    bytes.extend((8 * blocks).to_be_bytes());
    bytes.push(count);
    bytes.extend(names.iter().flat_map(|&name| [name, 0x11, 0]));
    bytes.extend(scans.concat());
    bytes
}

/// The header of a scan of such channels.
fn scan_of(names: &[u8]) -> Vec<u8> {
    let count = u8::try_from(names.len()).unwrap();
    let mut bytes = vec![0xFF, START_OF_SCAN, 0, 6 + 2 * count, count];
    bytes.extend(names.iter().flat_map(|&name| [name, 0]));
    bytes.extend([0, 63, 0]);
    bytes
}

fn check(picture: &[u8], data: &[u8]) -> Result<Checked, Fault> {
    let bytes = [picture, data].concat();
    let header = read_jpeg_header(&bytes).unwrap();
    check_sequential(&bytes, &header)
}

fn check_ended(picture: &[u8], data: &[u8]) -> Result<Checked, Fault> {
    check(picture, &[data, &END].concat())
}

const WHOLE: Result<Checked, Fault> = Ok(Checked::Whole);

#[test]
fn as_many_blocks_as_there_are_make_a_picture() {
    // Three blocks are six bits.
    let three = grey(3, 0);
    assert_eq!(check_ended(&three, &[0b0000_0011]), WHOLE);
    assert_eq!(
        check_ended(&three, &[0b0000_0000]),
        WHOLE,
        "any rest of a byte"
    );
    assert_eq!(check_ended(&grey(4, 0), &[0]), WHOLE, "and none");
    assert_eq!(
        check_ended(&grey(5, 0), &[0]),
        Err(RUNS_OUT),
        "one is missing"
    );
    assert_eq!(check_ended(&three, &[]), Err(RUNS_OUT), "all are");
    assert_eq!(check_ended(&three, &[0b0010_0000, 0, 0]), Err(NO_CODE));
}

#[test]
fn stuffed_bytes_count_once_and_other_markers_end_the_data() {
    // The difference from the mean value before takes fifteen bits.
    let mut bytes = grey(1, 0);
    let table = bytes
        .windows(4)
        .position(|four| four == [0xFF, 0xC4, 0, 20]);
    bytes[table.unwrap() + 21] = 15;
    let check = |data: &[u8]| check_ended(&bytes, data);
    assert_eq!(check(&[0x7F, 0xFF, 0x00, 0b0101_0101]), WHOLE);
    assert_eq!(
        check(&[0x7F, 0xFF, 0x00]),
        Err(RUNS_OUT),
        "a bit is missing"
    );
    assert_eq!(
        check(&[0x7F, 0xFF, 0xD0, 0b0101_0101]),
        Err(RUNS_OUT),
        "a restart is no data"
    );
}

#[test]
fn restarts_stand_where_they_belong_and_count_to_seven() {
    let in_order = |count: u8| -> Vec<u8> {
        let restarts = (0..count - 1).flat_map(|at| [0x3F, 0xFF, 0xD0 + at % 8]);
        restarts.chain([0x3F]).collect()
    };
    let ten = grey(10, 1);
    assert_eq!(check_ended(&ten, &in_order(10)), WHOLE);
    assert_eq!(check_ended(&ten, &in_order(9)), Err(RUNS_OUT));
    assert_eq!(check_ended(&ten, &in_order(12)), Err(LEFT_OVER));
    let mut wrong = in_order(10);
    wrong.swap(2, 5);
    assert_eq!(check_ended(&ten, &wrong), Err(BAD_RESTART), "out of order");
    let two = grey(2, 1);
    let apart = |between: &[u8]| check_ended(&two, &[&[0x3F], between, &[0x3F]].concat());
    assert_eq!(apart(&[0xFF, 0xFF, 0xD0]), WHOLE, "a fill byte");
    assert_eq!(apart(&[7, 0xFF, 0xD0]), Err(LEFT_OVER));
    assert_eq!(apart(&[]), Err(LEFT_OVER), "none");
    assert_eq!(
        check_ended(&grey(2, 0), &[0x3F, 0xFF, 0xD0, 0x3F]),
        Err(RUNS_OUT),
        "one that was not announced"
    );
}

#[test]
fn what_cameras_leave_behind_a_whole_picture_is_no_damage() {
    let four = grey(4, 0);
    let behind = |bytes: &[u8]| check_ended(&four, &[&[0], bytes].concat());
    assert_eq!(behind(&[0]), WHOLE, "a zero");
    assert_eq!(behind(&[0x7F]), WHOLE, "an empty byte, filled up");
    assert_eq!(behind(&[0xFF, 0x00]), WHOLE, "a byte of ones, stuffed");
    assert_eq!(
        behind(&[0; MOST_PADDING_BYTES]),
        WHOLE,
        "filled up to a word"
    );
    assert_eq!(behind(&[0xFF; 500]), WHOLE, "fill bytes, of any number");
    assert_eq!(behind(&[0xFF, 0xD0]), WHOLE, "the last part closed too");
    assert_eq!(behind(&[0; MOST_PADDING_BYTES + 1]), Err(LEFT_OVER));
    assert_eq!(behind(&[0, 3]), Err(LEFT_OVER), "that is something else");
    assert_eq!(behind(&[0xFF, 0xD0, 0, 0xFF, 0xD1]), Err(LEFT_OVER));
}

#[test]
fn an_end_that_is_not_marked_is_one_where_the_last_block_ends() {
    let three = grey(3, 0);
    assert_eq!(check(&three, &[0b0000_0011]), WHOLE);
    assert_eq!(check(&three, &[0b0000_0011, 0xFF]), WHOLE, "half a marker");
    assert_eq!(check(&grey(4, 0), &[0]), WHOLE, "a full byte");
    assert_eq!(
        check(&three, &[0]),
        Err(LEFT_OVER),
        "zeros, as an interrupted download leaves them"
    );
    assert_eq!(check(&three, &[3, 0]), Err(LEFT_OVER));
    assert_eq!(check(&grey(5, 0), &[3]), Err(RUNS_OUT));
}

#[test]
fn every_channel_comes_once() {
    let two = |scans: &[&[u8]]| {
        let scans: Vec<_> = scans
            .iter()
            .map(|names| [scan_of(names).as_slice(), &[0x00]].concat())
            .collect();
        // Four blocks of a channel, or two of both, are a byte.
        check_ended(
            &picture(4 / u16::from(scans[0][4]), 0, &[1, 2], &scans),
            &[],
        )
    };
    assert_eq!(two(&[&[1, 2]]), WHOLE);
    assert_eq!(two(&[&[1], &[2]]), WHOLE);
    assert_eq!(two(&[&[1]]), Err(MISSING));
    assert_eq!(two(&[&[1], &[1]]), Err(TWICE));
    assert_eq!(two(&[&[1], &[3]]), Err(UNKNOWN));
}

#[test]
fn a_unit_of_several_channels_has_at_most_ten_blocks() {
    let check_with = |sampling: u8| {
        let mut bytes = picture(1, 0, &[1, 2], &[scan_of(&[1, 2])]);
        let frame = bytes.windows(2).position(|two| two == [0xFF, 0xC0]);
        bytes[frame.unwrap() + 11] = sampling;
        // So many blocks of the first channel and one of the second, of two bits each; ones fill up the last byte.
        let used = 2 * (u32::from(sampling >> 4) * u32::from(sampling & 0x0F) + 1);
        let ones = (1_u64 << ((8 - used % 8) % 8)) - 1;
        let data = ones.to_be_bytes();
        check_ended(&bytes, &data[8 - used.div_ceil(8) as usize..])
    };
    assert_eq!(check_with(0x42), WHOLE);
    assert_eq!(check_with(0x43), Err(BAD_SCAN));
}

#[test]
fn tables_are_such_as_there_can_be_or_not_there_at_all() {
    let mut without = grey(1, 0);
    without.drain(2..2 + 2 * 22);
    assert_eq!(
        check_ended(&without, &[1, 2, 3]),
        Ok(Checked::WithoutTables)
    );
    for (at, value, why) in [(7, 3, "three codes of one bit"), (6, 0x20, "no such class")] {
        let mut bytes = grey(1, 0);
        bytes[at] = value;
        assert_eq!(check_ended(&bytes, &[0]), Err(BAD_TABLE), "{why}");
    }
}

#[test]
fn scans_of_a_progressive_picture_refine_bit_by_bit() {
    let check = |scans: &[[u8; 3]]| {
        let scans = scans.iter().map(|last_three| {
            let mut scan = scan_of(&[1]);
            let end = scan.len();
            scan[end - 3..].copy_from_slice(last_three);
            scan
        });
        let mut bytes = picture(1, 0, &[1], &scans.collect::<Vec<_>>());
        bytes.extend(END);
        check_progressive(&bytes, &read_jpeg_header(&bytes).unwrap())
    };
    assert_eq!(
        check(&[[0, 0, 1], [1, 63, 2], [1, 63, 0x21], [0, 0, 0x10]]),
        Ok(())
    );
    assert_eq!(check(&[[0, 5, 0]]), Err(BAD_SCAN), "means and others");
    assert_eq!(check(&[[0, 0, 0], [9, 8, 0]]), Err(BAD_SCAN), "backwards");
    assert_eq!(check(&[[1, 64, 0]]), Err(BAD_SCAN), "beyond the last");
    assert_eq!(check(&[[1, 63, 0x31]]), Err(BAD_SCAN), "two bits at once");
}

#[test]
fn tables_of_a_progressive_picture_end_where_their_segment_does() {
    let mut mean = scan_of(&[1]);
    let end = mean.len();
    mean[end - 3..].copy_from_slice(&[0, 0, 0]);
    let bytes = [picture(1, 0, &[1], &[mean]).as_slice(), &END].concat();
    let check = |bytes: &[u8]| check_progressive(bytes, &read_jpeg_header(bytes).unwrap());
    assert_eq!(check(&bytes), Ok(()));
    // The second table's length leaves its only symbol out.
    let mut short = bytes.clone();
    short[2 + 22 + 3] -= 1;
    short.remove(2 + 22 + 21);
    assert_eq!(check(&short), Err(BAD_TABLE));
}

#[test]
fn every_cut_is_safe() {
    let bytes = [
        grey(10, 2),
        vec![0x0F, 0xFF, 0xD0, 0x0F, 0xFF, 0xD1],
        END.to_vec(),
    ]
    .concat();
    for length in 0..bytes.len() {
        if let Ok(header) = read_jpeg_header(&bytes[..length]) {
            assert!(check_sequential(&bytes[..length], &header).is_err());
        }
    }
}
