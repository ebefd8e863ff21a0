use super::*;
use crate::inspect::sniff;

/// A TIFF to be written: its directory, and its pieces one after the other.
struct Written {
    /// With places of 64 bit.
    is_big: bool,
    /// Tag and numbers, each stored as 16 or 32 bit.
    entries: Vec<(u16, Vec<u32>)>,
    /// Tag of the pieces' places; their lengths stand at the next tag but one, or at the next.
    places: (u16, u16),
    pieces: Vec<Vec<u8>>,
}

impl Written {
    fn new(width: u32, height: u32, bits: u32, colours: u32, channels: u32) -> Self {
        let entries = vec![
            (256, vec![width]),
            (257, vec![height]),
            (258, vec![bits; channels as usize]),
            (259, vec![1]),
            (262, vec![colours]),
            (277, vec![channels]),
        ];
        Self {
            is_big: false,
            entries,
            places: (273, 279),
            pieces: Vec::new(),
        }
    }

    fn with(mut self, tag: u16, numbers: &[u32]) -> Self {
        self.entries.push((tag, numbers.to_vec()));
        self
    }

    fn in_tiles(mut self, side: u32) -> Self {
        self.places = (324, 325);
        self.with(322, &[side]).with(323, &[side])
    }

    fn piece(mut self, data: &[u8]) -> Self {
        self.pieces.push(data.to_vec());
        self
    }

    fn file(&self) -> Vec<u8> {
        let place = |number: u64| -> Vec<u8> {
            if self.is_big {
                number.to_le_bytes().to_vec()
            } else {
                u32::try_from(number).unwrap().to_le_bytes().to_vec()
            }
        };
        let mut bytes: Vec<u8> = if self.is_big {
            b"II+\0\x08\0\0\0".to_vec()
        } else {
            b"II*\0".to_vec()
        };
        let head = bytes.len() as u64 + place(0).len() as u64;
        let data: Vec<u8> = self.pieces.concat();
        bytes.extend(place(head + data.len() as u64));
        bytes.extend(&data);
        let mut at = head;
        let starts: Vec<u32> = self
            .pieces
            .iter()
            .map(|piece| {
                at += piece.len() as u64;
                u32::try_from(at - piece.len() as u64).unwrap()
            })
            .collect();
        let lengths = self
            .pieces
            .iter()
            .map(|piece| u32::try_from(piece.len()).unwrap());
        let mut entries = self.entries.clone();
        entries.push((self.places.0, starts));
        entries.push((self.places.1, lengths.collect()));
        entries.sort_by_key(|entry| entry.0);
        let count = entries.len() as u64;
        let (count, entry) = if self.is_big {
            (count.to_le_bytes().to_vec(), 20)
        } else {
            (u16::try_from(count).unwrap().to_le_bytes().to_vec(), 12)
        };
        let inline = place(0).len();
        let mut behind = bytes.len() as u64 + count.len() as u64;
        behind += entries.len() as u64 * entry + inline as u64;
        bytes.extend(count);
        let mut outside = Vec::new();
        for (tag, numbers) in &entries {
            // Sizes and places are 32 bit, all else is 16.
            let is_long = matches!(tag, 256 | 257 | 273 | 279 | 322..=325);
            let form: u16 = if is_long { 4 } else { 3 };
            bytes.extend(tag.to_le_bytes());
            bytes.extend(form.to_le_bytes());
            bytes.extend(place(numbers.len() as u64));
            let digits = if is_long { 4 } else { 2 };
            let stored = numbers.iter().map(|number| number.to_le_bytes());
            let mut value: Vec<u8> = stored.flat_map(|it| it[..digits].to_vec()).collect();
            if value.len() > inline {
                bytes.extend(place(behind + outside.len() as u64));
                outside.extend(value);
            } else {
                value.resize(inline, 0);
                bytes.extend(value);
            }
        }
        bytes.extend(place(0));
        bytes.extend(outside);
        bytes
    }
}

fn open(bytes: &[u8]) -> Result<DynamicImage, InspectError> {
    TiffPicture::open(bytes, &ImageLimits::default())?.decode()
}

fn pixels(written: &Written) -> Vec<[u8; 4]> {
    let image = open(&written.file()).unwrap().into_rgba8();
    image.pixels().map(|pixel| pixel.0).collect()
}

fn refusal(written: &Written) -> String {
    open(&written.file()).unwrap_err().to_string()
}

#[test]
fn tiles_of_each_channel_by_itself_are_put_together() {
    // 20 x 18 pixels in tiles of 16: four for each of the four channels, the right and lower ones partly beyond.
    let level =
        |channel: u32, x: u32, y: u32| u8::try_from((x * 7 + y * 3 + channel * 50) % 256).unwrap();
    let mut written = Written::new(20, 18, 8, 2, 4)
        .with(284, &[2])
        .with(338, &[2])
        .in_tiles(16);
    for channel in 0..4 {
        for (left, top) in [(0, 0), (16, 0), (0, 16), (16, 16)] {
            let tile: Vec<u8> = (0..256)
                .map(|at| level(channel, left + at % 16, top + at / 16))
                .collect();
            written = written.piece(&tile);
        }
    }
    for (at, pixel) in (0..).zip(pixels(&written)) {
        let (x, y) = (at % 20, at / 20);
        assert_eq!(
            pixel,
            [0, 1, 2, 3].map(|channel| level(channel, x, y)),
            "{x} {y}"
        );
    }
}

#[test]
fn places_of_64_bit_are_followed() {
    let mut written = Written::new(2, 1, 8, 2, 4)
        .with(338, &[2])
        .piece(&[1, 2, 3, 4, 5, 6, 7, 0]);
    let classic = pixels(&written);
    written.is_big = true;
    assert_eq!(
        sniff(&written.file()),
        Some(super::super::ImageFormat::Tiff)
    );
    assert_eq!(pixels(&written), classic);
    assert_eq!(classic, [[1, 2, 3, 4], [5, 6, 7, 0]]);
}

#[test]
fn a_palette_is_looked_up_in_whatever_depth() {
    // Four colours: black, red, green, white; the first number of 16 bit stands for all colours' reds.
    let map = [
        0, 65_535, 0, 65_535, // Reds.
        0, 0, 65_535, 65_535, // Greens.
        0, 0, 0, 65_535, // Blues.
    ];
    let written = Written::new(4, 1, 2, 3, 1)
        .with(320, &map)
        .piece(&[0b00_01_10_11]);
    let white = [255; 4];
    let expected = [[0, 0, 0, 255], [255, 0, 0, 255], [0, 255, 0, 255], white];
    assert_eq!(pixels(&written), expected);
    let narrow = map.map(|level| level / 257);
    let written = Written::new(4, 1, 2, 3, 1)
        .with(320, &narrow)
        .piece(&[0b00_01_10_11]);
    assert_eq!(pixels(&written), expected, "with 8 bit in its table");
    let none = Written::new(4, 1, 2, 3, 1).piece(&[0]);
    assert!(
        refusal(&none).contains("too few colours"),
        "{}",
        refusal(&none)
    );
}

#[test]
fn inks_and_inverted_grey_are_shown_as_they_look() {
    let inks = Written::new(2, 1, 8, 5, 5)
        .with(338, &[2])
        .piece(&[0, 255, 255, 0, 200, 0, 0, 0, 255, 10]);
    assert_eq!(pixels(&inks), [[255, 0, 0, 200], [0, 0, 0, 10]]);
    let inverted = Written::new(8, 1, 1, 0, 1).piece(&[0b0100_0000]);
    let first: Vec<u8> = pixels(&inverted).iter().take(3).map(|it| it[0]).collect();
    assert_eq!(first, [255, 0, 255], "0 is white");
}

#[test]
fn grey_with_alpha_is_read_and_an_unnamed_channel_is_no_alpha() {
    let grey = |kind: u32| {
        Written::new(2, 1, 8, 1, 2)
            .with(338, &[kind])
            .piece(&[200, 51, 9, 0])
    };
    assert_eq!(pixels(&grey(2)), [[200, 200, 200, 51], [9, 9, 9, 0]]);
    assert_eq!(pixels(&grey(0)), [[200, 200, 200, 255], [9, 9, 9, 255]]);
    let opened = |written: &Written| {
        let bytes = written.file();
        let picture = TiffPicture::open(&bytes, &ImageLimits::default()).unwrap();
        picture.has_unnamed_channel()
    };
    assert!(opened(&grey(0)) && !opened(&grey(2)));
}

#[test]
fn kinds_that_are_not_read_are_named() {
    let piece = [0; 64];
    for (written, words) in [
        (Written::new(2, 1, 12, 1, 1), "12 bit for each channel"),
        (Written::new(2, 1, 8, 8, 3), "Lab colours"),
        (Written::new(2, 1, 8, 6, 3), "YCbCr colours without JPEG"),
        (
            Written::new(2, 1, 8, 2, 3).with(339, &[2, 2, 2]),
            "numbers with a sign",
        ),
        (
            Written::new(2, 1, 16, 2, 3).with(339, &[3, 3, 3]),
            "floating point of 16 bit",
        ),
    ] {
        let refused = refusal(&written.piece(&piece));
        assert_eq!(refused, format!("unsupported kind of TIFF: {words}"));
    }
    let mut packed = Written::new(2, 1, 8, 2, 3).piece(&piece);
    packed.entries[3].1 = vec![50_000];
    assert!(refusal(&packed).ends_with("Zstandard compression"));
}

#[test]
fn every_cut_is_safe() {
    let mut written = Written::new(20, 18, 8, 2, 4).with(284, &[2]).in_tiles(16);
    written.is_big = true;
    for _ in 0..16 {
        written = written.piece(&[7; 256]);
    }
    let bytes = written.file();
    for length in (0..bytes.len()).step_by(7) {
        assert!(
            open(&bytes[..length]).is_err(),
            "{length} of {}",
            bytes.len()
        );
    }
}
