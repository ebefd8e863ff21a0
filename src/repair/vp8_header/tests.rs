//! Headers as libwebp writes them, and every form that the standard allows, bit by bit.

use webpx::{EncoderConfig, Unstoppable};

use super::*;

/// Stripes of 16 pixels: even, soft and rough.
fn pixels() -> Vec<u8> {
    (0..96_u32 * 96)
        .flat_map(|at| {
            let (x, y) = (at % 96, at / 96);
            let level = match x / 16 % 3 {
                0 => 0,
                1 => x + y,
                _ => at.wrapping_mul(2_654_435_761) >> 24,
            };
            [u8::try_from(level & 255).unwrap(); 3]
        })
        .collect()
}

fn webp(config: &EncoderConfig) -> Vec<u8> {
    config.encode_rgb(&pixels(), 96, 96, Unstoppable).unwrap()
}

fn all(header: &Vp8Header) -> Vec<(i32, f64)> {
    header
        .segments_that_come()
        .map(|segment| (segment.index, segment.share))
        .collect()
}

#[test]
fn the_index_is_the_one_that_libwebp_makes_of_a_quality() {
    // 127 (1 - c), where c is the cube root of 2 Q / 3, and of 2 Q - 1 from 0.75 on.
    for (quality, index) in [(0.0, 127), (50.0, 38), (75.0, 26), (90.0, 9), (100.0, 0)] {
        let config = EncoderConfig::new().quality(quality).segments(1);
        let header = Vp8Header::of_file(&webp(&config)).unwrap();
        assert_eq!(all(&header), [(index, 1.0)], "quality {quality}");
    }
}

#[test]
fn places_of_several_kinds_have_their_own_and_are_all_of_the_picture() {
    let header = Vp8Header::of_file(&webp(&EncoderConfig::new().quality(80.0))).unwrap();
    let places = all(&header);
    assert!(places.len() > 1, "{places:?}");
    let sum: f64 = places.iter().map(|(_, share)| share).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{places:?}");
}

#[test]
fn what_is_no_lossy_picture_or_cut_has_none() {
    assert_eq!(
        Vp8Header::of_file(&webp(&EncoderConfig::new_lossless())),
        None
    );
    let profile = EncoderConfig::new().icc_profile(vec![7; 333]);
    let whole = webp(&profile);
    assert_eq!(
        &whole[12..16],
        b"VP8X",
        "the picture is not the first chunk"
    );
    assert!(Vp8Header::of_file(&whole).is_some());
    for length in 0..whole.len() {
        let _told = Vp8Header::of_file(&whole[..length]);
    }
    let at = whole.windows(4).position(|name| name == b"VP8 ").unwrap();
    // Ten bytes of sides come before the coded part.
    assert_eq!(Vp8Header::of_file(&whole[..at + 8 + 12]), None, "cut");
    let mut moving = whole;
    moving[at + 8] |= 1;
    assert_eq!(Vp8Header::of_file(&moving), None, "no key frame");
}

/// Writes bits as VP8 codes them (RFC 6386, 7.3), all with even odds.
struct BitWriter {
    bytes: Vec<u8>,
    range: u32,
    bottom: u32,
    bits_to_go: u32,
}

impl BitWriter {
    fn new() -> Self {
        Self {
            bytes: Vec::new(),
            range: 255,
            bottom: 0,
            bits_to_go: 24,
        }
    }

    fn bit(&mut self, is_set: bool) {
        let split = 1 + (((self.range - 1) * 128) >> 8);
        if is_set {
            let (sum, has_overflown) = self.bottom.overflowing_add(split);
            assert!(!has_overflown, "a carry is taken out before");
            self.bottom = sum;
            self.range -= split;
        } else {
            self.range = split;
        }
        while self.range < 128 {
            self.range <<= 1;
            if self.bottom >> 31 == 1 {
                let carried = self.bytes.iter().rposition(|&byte| byte < 255).unwrap();
                self.bytes[carried] += 1;
                self.bytes[carried + 1..].fill(0);
            }
            self.bottom <<= 1;
            self.bits_to_go -= 1;
            if self.bits_to_go == 0 {
                self.bytes.push(u8::try_from(self.bottom >> 24).unwrap());
                self.bottom &= 0x00FF_FFFF;
                self.bits_to_go = 8;
            }
        }
    }

    fn number(&mut self, number: u32, bits: u32) -> &mut Self {
        for at in (0..bits).rev() {
            self.bit(number >> at & 1 == 1);
        }
        self
    }

    fn signed(&mut self, number: i32, bits: u32) -> &mut Self {
        self.number(1, 1)
            .number(number.unsigned_abs(), bits)
            .number(u32::from(number < 0), 1)
    }

    /// A file with these bits as its header.
    fn file(mut self) -> Vec<u8> {
        self.number(0, 32);
        let frame = [b"\x10\0\0\x9D\x01\x2A\x10\0\x10\0", self.bytes.as_slice()].concat();
        let length = u32::try_from(frame.len()).unwrap().to_le_bytes();
        [b"RIFF\xFF\0\0\0WEBPVP8 ", length.as_slice(), &frame].concat()
    }
}

/// The bits from the loop filter on: with changes of its strength, four parts, and offsets of the steps.
fn rest(bits: &mut BitWriter, base: u32) {
    bits.number(0, 1).number(63, 6).number(5, 3);
    bits.number(0b11, 2);
    for at in 0..8 {
        if at % 2 == 0 {
            bits.signed(-9, 6);
        } else {
            bits.number(0, 1);
        }
    }
    bits.number(2, 2).number(base, 7);
    for offset in [-3, 5, 4, -2, -15] {
        bits.signed(offset, 4);
    }
}

#[test]
fn every_form_of_a_header_is_read() {
    // Numbers that are added to that of the whole picture, without a map: all is of the first kind.
    let mut bits = BitWriter::new();
    bits.number(0, 2).number(1, 1).number(0b01, 2).number(0, 1);
    bits.signed(-20, 7).signed(9, 7).number(0, 2);
    bits.signed(11, 6).number(0, 3);
    rest(&mut bits, 70);
    let header = Vp8Header::of_file(&bits.file()).unwrap();
    assert_eq!(all(&header), [(50, 1.0)], "70 - 20");
    assert_eq!(header.luma_mean_offset, -3);
    assert_eq!(header.chroma_mean_offset, -2);
    assert_eq!(header.chroma_offset, -15);

    // Numbers of their own, with a map: a fifth of the first two kinds, all of them the second.
    let mut bits = BitWriter::new();
    bits.number(0, 2).number(1, 1).number(0b11, 2).number(1, 1);
    for index in [1, 2, 3, 127] {
        bits.signed(index, 7);
    }
    bits.number(0, 4);
    for odds in [51, 0] {
        bits.number(1, 1).number(odds, 8);
    }
    bits.number(0, 1);
    rest(&mut bits, 70);
    let header = Vp8Header::of_file(&bits.file()).unwrap();
    assert_eq!(all(&header), [(2, 0.2), (3, 0.8)], "none of the fourth");

    // A map alone: no place has another number.
    let mut bits = BitWriter::new();
    bits.number(0, 2).number(1, 1).number(0b10, 2);
    for odds in [0, 0, 0] {
        bits.number(1, 1).number(odds, 8);
    }
    rest(&mut bits, 127);
    let header = Vp8Header::of_file(&bits.file()).unwrap();
    assert_eq!(all(&header), [(127, 1.0)]);

    // None at all.
    let mut bits = BitWriter::new();
    bits.number(0, 3);
    rest(&mut bits, 5);
    assert_eq!(all(&Vp8Header::of_file(&bits.file()).unwrap()), [(5, 1.0)]);
}
