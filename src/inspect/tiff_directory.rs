//! The directory of a TIFF's page: numbers and bytes by their tags, as TIFF 6.0 (section 2) and `BigTIFF` lay them down.
//!
//! Invariant: what is held is bounded, whatever the file claims. The library's own reader takes 32 bytes for every
//! number, so that a table of places could take any amount of memory.

use std::io::{self, Read, Seek, SeekFrom};

use tiff::tags::{ByteOrder, Tag};

use super::{ImageFormat, InspectError};

/// More entries than libtiff takes for a directory (`TIFFFetchDirectory`); usual ones have less than 50.
const MOST_ENTRIES: u64 = 4_096;

/// So many pages are looked through for one that is no reduced copy.
const MOST_PAGES: usize = 64;

/// Bytes of numbers that are read at once.
const BLOCK_BYTES: usize = 4_096;

/// A directory, and the file that it stands in.
#[derive(Debug)]
pub(super) struct TiffDirectory<R> {
    file: TiffFile<R>,
    page: Page,
}

#[derive(Debug)]
struct TiffFile<R> {
    reader: R,
    order: ByteOrder,
    /// With places of 64 bit.
    is_big: bool,
}

#[derive(Debug)]
struct Page {
    entries: Vec<Entry>,
    /// Where the next page's directory stands; 0 behind the last.
    next: u64,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    tag: u16,
    /// Which form its numbers have.
    form: u16,
    count: u64,
    /// The numbers, or where they stand.
    value: [u8; 8],
}

impl<R: Read + Seek> TiffDirectory<R> {
    /// Reads the directory of the first page that is neither a reduced copy nor the mask of another page; of the first
    /// page where all of them are.
    ///
    /// # Errors
    /// [`InspectError::Damaged`].
    pub(super) fn of_first_picture(reader: R) -> Result<Self, InspectError> {
        let (mut file, mut place) = TiffFile::open(reader)?;
        let mut seen = Vec::new();
        let mut first = None;
        while place != 0 && seen.len() < MOST_PAGES && !seen.contains(&place) {
            seen.push(place);
            let page = match file.page(place) {
                Ok(page) => page,
                Err(fault) if first.is_none() => return Err(fault),
                Err(_) => break,
            };
            place = page.next;
            if !file.is_copy_or_mask(&page) {
                return Ok(Self { file, page });
            }
            first = first.or(Some(page));
        }
        match first {
            Some(page) => Ok(Self { file, page }),
            None => Err(damaged("it has no page")),
        }
    }

    /// In which order the bytes of a number stand.
    pub(super) fn order(&self) -> ByteOrder {
        self.file.order
    }

    /// Whether there is an entry.
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.page.entry(tag).is_some()
    }

    /// How many numbers or bytes an entry claims to have.
    pub(super) fn count(&self, tag: Tag) -> u64 {
        self.page.entry(tag).map_or(0, |entry| entry.count)
    }

    /// The first number of an entry; `None` where there is none.
    ///
    /// # Errors
    /// [`InspectError::Damaged`] where it is no whole number, or lies behind the end of the file.
    pub(super) fn number(&mut self, tag: Tag) -> Result<Option<u64>, InspectError> {
        Ok(self.numbers(tag, 1)?.first().copied())
    }

    /// The first numbers of an entry, at most so many; none where it is not there.
    ///
    /// # Errors
    /// [`InspectError::Damaged`] where they are no whole numbers, or lie behind the end of the file.
    pub(super) fn numbers(&mut self, tag: Tag, most: u64) -> Result<Vec<u64>, InspectError> {
        match self.page.entry(tag) {
            Some(entry) => self.file.numbers(entry, most),
            None => Ok(Vec::new()),
        }
    }

    /// The bytes of an entry; `None` where it is not there, holds no bytes, or more than so many.
    ///
    /// # Errors
    /// [`InspectError::Damaged`] where they lie behind the end of the file.
    pub(super) fn bytes(&mut self, tag: Tag, most: u64) -> Result<Option<Vec<u8>>, InspectError> {
        let entry = self.page.entry(tag);
        let Some(entry) = entry.filter(|it| matches!(it.form, 1 | 7) && it.count <= most) else {
            return Ok(None);
        };
        let mut all = Vec::new();
        self.file
            .blocks(entry, entry.count, |block| all.extend(block))?;
        Ok(Some(all))
    }
}

impl Page {
    /// The first entry of a tag: of several, libtiff takes the first too.
    fn entry(&self, tag: Tag) -> Option<Entry> {
        let tag = tag.to_u16();
        self.entries.iter().find(|entry| entry.tag == tag).copied()
    }
}

impl Entry {
    /// Bytes of one of its numbers; `None` for what is no whole number without a sign.
    fn number_bytes(self) -> Option<usize> {
        match self.form {
            1 | 7 => Some(1),
            3 => Some(2),
            4 | 13 => Some(4),
            16 | 18 => Some(8),
            _ => None,
        }
    }
}

impl<R: Read + Seek> TiffFile<R> {
    /// Reads what stands before all pages; tells where the first directory stands.
    fn open(reader: R) -> Result<(Self, u64), InspectError> {
        let mut file = Self {
            reader,
            order: ByteOrder::LittleEndian,
            is_big: false,
        };
        if file.array()? == *b"MM" {
            file.order = ByteOrder::BigEndian;
        }
        file.is_big = match file.u16()? {
            42 => false,
            43 if file.u16()? == 8 && file.u16()? == 0 => true,
            _ => return Err(damaged("its first bytes are those of no TIFF")),
        };
        let place = file.place()?;
        Ok((file, place))
    }

    fn page(&mut self, place: u64) -> Result<Page, InspectError> {
        self.seek(place)?;
        let count = if self.is_big {
            self.u64()?
        } else {
            self.u16()?.into()
        };
        if count > MOST_ENTRIES {
            return Err(damaged("its directory has too many entries"));
        }
        let mut entries = Vec::new();
        for _ in 0..count {
            let (tag, form) = (self.u16()?, self.u16()?);
            let count = self.place()?;
            let mut value = [0; 8];
            if self.is_big {
                value = self.array()?;
            } else {
                value[..4].copy_from_slice(&self.array::<4>()?);
            }
            entries.push(Entry {
                tag,
                form,
                count,
                value,
            });
        }
        // Some writers end the file here.
        let next = self.place().unwrap_or(0);
        Ok(Page { entries, next })
    }

    /// Whether a page says that it is a reduced copy of another (bit 0 of tag 254, or 2 in the older tag 255), or the mask
    /// of another (bit 2 of tag 254).
    fn is_copy_or_mask(&mut self, page: &Page) -> bool {
        let mut number = |tag| {
            let numbers = page.entry(tag).map(|entry| self.numbers(entry, 1));
            numbers.and_then(Result::ok)?.first().copied()
        };
        number(Tag::NewSubfileType).is_some_and(|kind| kind & 0b101 != 0)
            || number(Tag::SubfileType) == Some(2)
    }

    fn numbers(&mut self, entry: Entry, most: u64) -> Result<Vec<u64>, InspectError> {
        let size = entry.number_bytes();
        let size = size.ok_or_else(|| damaged("its directory has no number where one must be"))?;
        let is_little = self.order == ByteOrder::LittleEndian;
        let mut numbers = Vec::new();
        self.blocks(entry, entry.count.min(most), |block| {
            numbers.extend(block.chunks_exact(size).map(|number| {
                let digit = |number: u64, &byte: &u8| number << 8 | u64::from(byte);
                if is_little {
                    number.iter().rev().fold(0, digit)
                } else {
                    number.iter().fold(0, digit)
                }
            }));
        })?;
        Ok(numbers)
    }

    /// Hands over the bytes of the first so many numbers of an entry, block by block, each of whole numbers.
    fn blocks(
        &mut self,
        entry: Entry,
        count: u64,
        mut with: impl FnMut(&[u8]),
    ) -> Result<(), InspectError> {
        let size = entry.number_bytes().unwrap_or(1) as u64;
        let inline = if self.is_big { 8 } else { 4 };
        let mut left = count.saturating_mul(size);
        if entry.count.saturating_mul(size) <= inline {
            let bytes = usize::try_from(left).unwrap_or(8);
            with(&entry.value[..bytes.min(8)]);
            return Ok(());
        }
        let place = match self.order {
            ByteOrder::LittleEndian => u64::from_le_bytes(entry.value),
            ByteOrder::BigEndian if self.is_big => u64::from_be_bytes(entry.value),
            ByteOrder::BigEndian => u64::from_be_bytes(entry.value) >> 32,
        };
        self.seek(place)?;
        let mut block = [0; BLOCK_BYTES];
        while left > 0 {
            let now = usize::try_from(left).map_or(BLOCK_BYTES, |left| left.min(BLOCK_BYTES));
            let block = &mut block[..now];
            self.reader.read_exact(block).map_err(|error| cut(&error))?;
            with(block);
            left -= now as u64;
        }
        Ok(())
    }

    /// A place in the file, or a count of what stands there.
    fn place(&mut self) -> Result<u64, InspectError> {
        if self.is_big {
            return self.u64();
        }
        let bytes = self.array()?;
        Ok(match self.order {
            ByteOrder::LittleEndian => u32::from_le_bytes(bytes),
            ByteOrder::BigEndian => u32::from_be_bytes(bytes),
        }
        .into())
    }

    fn u64(&mut self) -> Result<u64, InspectError> {
        let bytes = self.array()?;
        Ok(match self.order {
            ByteOrder::LittleEndian => u64::from_le_bytes(bytes),
            ByteOrder::BigEndian => u64::from_be_bytes(bytes),
        })
    }

    fn u16(&mut self) -> Result<u16, InspectError> {
        let bytes = self.array()?;
        Ok(match self.order {
            ByteOrder::LittleEndian => u16::from_le_bytes(bytes),
            ByteOrder::BigEndian => u16::from_be_bytes(bytes),
        })
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], InspectError> {
        let mut bytes = [0; N];
        let read = self.reader.read_exact(&mut bytes);
        read.map_err(|error| cut(&error))?;
        Ok(bytes)
    }

    fn seek(&mut self, place: u64) -> Result<(), InspectError> {
        let moved = self.reader.seek(SeekFrom::Start(place));
        moved.map_err(|error| cut(&error))?;
        Ok(())
    }
}

/// Bytes that are not there.
fn cut(error: &io::Error) -> InspectError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput => {
            damaged("the file ends within its directory")
        }
        _ => InspectError::damaged(ImageFormat::Tiff, &error.to_string()),
    }
}

/// What breaks the rules of the format.
pub(super) fn damaged(detail: &str) -> InspectError {
    InspectError::damaged(ImageFormat::Tiff, detail)
}

#[cfg(test)]
mod tests;
