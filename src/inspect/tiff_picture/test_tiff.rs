//! Writes small TIFFs of any kind, faulty ones too, such as no encoder at hand makes.

use std::io::Cursor;

use image::DynamicImage;

use crate::inspect::tiff_picture::TiffPicture;
use crate::inspect::{ImageLimits, InspectError};

/// A page to be written: its directory, and its pieces one after the other.
#[derive(Clone)]
pub struct TestTiff {
    /// With places of 64 bit.
    pub is_big: bool,
    /// Tag and numbers, each stored as 8, 16 or 32 bit.
    pub entries: Vec<(u16, Vec<u32>)>,
    /// Tags of the pieces' places and lengths.
    pub places: (u16, u16),
    /// What stands in the file.
    pub pieces: Vec<Vec<u8>>,
}

impl TestTiff {
    pub fn new(width: u32, height: u32, bits: u32, colours: u32, channels: u32) -> Self {
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

    /// With an entry, which takes the place of one that is there.
    pub fn with(mut self, tag: u16, numbers: &[u32]) -> Self {
        self.entries.retain(|entry| entry.0 != tag);
        self.entries.push((tag, numbers.to_vec()));
        self
    }

    pub fn in_tiles(mut self, side: u32) -> Self {
        self.places = (324, 325);
        self.with(322, &[side]).with(323, &[side])
    }

    pub fn piece(mut self, data: &[u8]) -> Self {
        self.pieces.push(data.to_vec());
        self
    }

    /// A file of this page alone.
    pub fn file(&self) -> Vec<u8> {
        Self::pages(std::slice::from_ref(self))
    }

    /// A file of several pages.
    pub fn pages(pages: &[Self]) -> Vec<u8> {
        let is_big = pages[0].is_big;
        let mut bytes: Vec<u8> = if is_big {
            b"II+\0\x08\0\0\0".to_vec()
        } else {
            b"II*\0".to_vec()
        };
        for page in pages {
            // Behind the place of the directory comes the page, and at its end the place of the next.
            page.write(&mut bytes);
        }
        bytes.extend(page_place(is_big, 0));
        bytes
    }

    /// Writes the place of the directory, the pieces and what does not fit the directory, and the directory but for the
    /// place of the next.
    fn write(&self, bytes: &mut Vec<u8>) {
        let place = |number: usize| page_place(self.is_big, number as u64);
        let data_at = bytes.len() + place(0).len();
        let mut at = data_at;
        let mut starts = Vec::new();
        let mut lengths = Vec::new();
        for piece in &self.pieces {
            starts.push(u32::try_from(at).unwrap());
            lengths.push(u32::try_from(piece.len()).unwrap());
            at += piece.len();
        }
        let mut entries = self.entries.clone();
        for (tag, numbers) in [(self.places.0, starts), (self.places.1, lengths)] {
            // A test may have said something else of them.
            if entries.iter().all(|entry| entry.0 != tag) {
                entries.push((tag, numbers));
            }
        }
        entries.sort_by_key(|entry| entry.0);
        let mut data = self.pieces.concat();
        let mut directory = if self.is_big {
            (entries.len() as u64).to_le_bytes().to_vec()
        } else {
            u16::try_from(entries.len()).unwrap().to_le_bytes().to_vec()
        };
        for (tag, numbers) in &entries {
            // Sizes and places are 32 bit, tables and profiles bytes, all else is 16.
            let (form, digits): (u16, usize) = match tag {
                254 | 256 | 257 | 273 | 278 | 279 | 322..=325 => (4, 4),
                347 | 34_675 => (7, 1),
                _ => (3, 2),
            };
            directory.extend(tag.to_le_bytes());
            directory.extend(form.to_le_bytes());
            directory.extend(place(numbers.len()));
            let stored = numbers.iter().map(|number| number.to_le_bytes());
            let mut value: Vec<u8> = stored.flat_map(|it| it[..digits].to_vec()).collect();
            let inline = place(0).len();
            if value.len() > inline {
                directory.extend(place(data_at + data.len()));
                data.extend(value);
            } else {
                value.resize(inline, 0);
                directory.extend(value);
            }
        }
        bytes.extend(place(data_at + data.len()));
        bytes.extend(data);
        bytes.extend(directory);
    }
}

fn page_place(is_big: bool, number: u64) -> Vec<u8> {
    if is_big {
        number.to_le_bytes().to_vec()
    } else {
        u32::try_from(number).unwrap().to_le_bytes().to_vec()
    }
}

pub fn open(bytes: &[u8]) -> Result<DynamicImage, InspectError> {
    TiffPicture::open(bytes, &ImageLimits::default())?.decode()
}

pub fn pixels(written: &TestTiff) -> Vec<[u8; 4]> {
    pixels_of(&written.file())
}

pub fn pixels_of(bytes: &[u8]) -> Vec<[u8; 4]> {
    let image = open(bytes).unwrap().into_rgba8();
    image.pixels().map(|pixel| pixel.0).collect()
}

pub fn refusal(written: &TestTiff) -> String {
    open(&written.file()).unwrap_err().to_string()
}

/// A JPEG of one level of grey, or of one colour.
pub fn jpeg(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}
