//! Exif notes, read from any file that has them and written again as a new block.
//!
//! The block is written anew and not patched, so that nothing of the old one is left in it by accident: the little picture
//! above all, which shows the black picture in every file manager. Each note of the picture itself is kept if it is on the
//! list of those that have a meaning in another file; of those about the camera's settings all are, but for what the maker
//! wrote in a language of its own.

use std::collections::HashSet;
use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Context, Exif, Field, In, Reader, Tag, Value};

use super::{MAX_NOTE_BYTES, NewPicture, NotedColours};

/// Notes about the picture that stay true: description, make, model, resolution (three), date, artist, the
/// computer, rating (two), copyright, and the five texts that Windows shows. Not the software, which wrote another file.
const PICTURE_TAGS: [u16; 17] = [
    0x010E, 0x010F, 0x0110, 0x011A, 0x011B, 0x0128, 0x0132, 0x013B, 0x013C, 0x4746, 0x4749, 0x8298,
    0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F,
];

/// Notes in a file beyond which nothing is taken over; cameras write about a hundred.
const MOST_NOTES: usize = 10_000;

/// Notes of a file that is replaced; `None` where there are none, or they are damaged.
pub(super) fn of_replaced(bytes: &[u8], picture: NewPicture) -> Option<Vec<u8>> {
    written(&read(bytes)?, picture, Keep::WithPlace)
}

/// Notes of an original; `None` where there are none, or they are damaged.
pub(super) fn of_original(bytes: &[u8], picture: NewPicture) -> Option<Vec<u8>> {
    written(&read(bytes)?, picture, Keep::WithoutPlace)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    WithPlace,
    WithoutPlace,
}

fn read(bytes: &[u8]) -> Option<Exif> {
    Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok()
}

fn written(exif: &Exif, picture: NewPicture, keep: Keep) -> Option<Vec<u8>> {
    let mut noted = noted_values(exif.buf(), exif.little_endian())?;
    noted.retain(|&(tag, _)| is_kept(tag, keep));
    let value_bytes = noted.iter().map(|&(_, bytes)| bytes);
    if value_bytes.fold(0, u64::saturating_add) > MAX_NOTE_BYTES as u64 {
        return None;
    }
    let mut seen = HashSet::new();
    let kept: Vec<&Field> = noted
        .into_iter()
        .filter(|&(tag, _)| seen.insert(tag))
        .filter_map(|(tag, _)| exif.get_field(tag, In::PRIMARY))
        .filter(|field| !matches!(field.value, Value::Unknown(..)))
        .collect();
    if kept.is_empty() {
        return None;
    }
    let told = told_anew(&kept, picture);
    let mut writer = Writer::new();
    for field in kept.into_iter().chain(&told) {
        writer.push_field(field);
    }
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, exif.little_endian()).ok()?;
    Some(block.into_inner()).filter(|block| block.len() <= MAX_NOTE_BYTES)
}

/// The notes of the picture itself, each with the bytes that its value takes. No value is read for that: thousands of notes
/// may name the same bytes, and the library makes a copy of them for each.
fn noted_values(block: &[u8], is_little: bool) -> Option<Vec<(Tag, u64)>> {
    let short = |at: usize| {
        let pair: [u8; 2] = *block.get(at..)?.first_chunk()?;
        Some(if is_little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let long = |at: usize| {
        let four: [u8; 4] = *block.get(at..)?.first_chunk()?;
        Some(if is_little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        })
    };
    let mut noted = Vec::new();
    let mut directories = vec![(Context::Tiff, long(4)?)];
    // The library follows each kind of directory once.
    while let Some((context, begin)) = directories.pop() {
        let begin = usize::try_from(begin).ok()?;
        for entry in 0..usize::from(short(begin)?) {
            let at = begin.checked_add(2 + 12 * entry)?;
            let tag = Tag(context, short(at)?);
            let bytes = unit_bytes(short(at + 2)?) * u64::from(long(at + 4)?);
            noted.push((tag, bytes));
            match tag {
                Tag::ExifIFDPointer => directories.push((Context::Exif, long(at + 8)?)),
                Tag::GPSInfoIFDPointer => directories.push((Context::Gps, long(at + 8)?)),
                _ => {}
            }
        }
        if noted.len() > MOST_NOTES {
            return None;
        }
    }
    Some(noted)
}

/// Bytes of one number or letter of a kind of value; 0 of kinds that there are not.
fn unit_bytes(kind: u16) -> u64 {
    match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 => 4,
        5 | 10 | 12 => 8,
        _ => 0,
    }
}

fn is_kept(tag: Tag, keep: Keep) -> bool {
    match tag.context() {
        Context::Tiff => PICTURE_TAGS.contains(&tag.number()),
        Context::Exif => ![
            Tag::MakerNote,
            Tag::PixelXDimension,
            Tag::PixelYDimension,
            Tag::ColorSpace,
            Tag::RelatedSoundFile,
            Tag::InteropIFDPointer,
        ]
        .contains(&tag),
        Context::Gps => keep == Keep::WithPlace,
        // Which colours a camera's file names promise, among other things: no longer true.
        _ => false,
    }
}

/// What only the new picture can tell: that it stands upright, and, where the camera's notes are there, its size and
/// colours, which belong to them.
fn told_anew(kept: &[&Field], picture: NewPicture) -> Vec<Field> {
    let primary = |tag, value| Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    };
    let mut told = vec![primary(Tag::Orientation, Value::Short(vec![1]))];
    if kept
        .iter()
        .any(|field| field.tag.context() == Context::Exif)
    {
        let colours = match picture.colours {
            NotedColours::Srgb => 1,
            NotedColours::Profile => 0xFFFF,
        };
        told.extend([
            primary(Tag::ColorSpace, Value::Short(vec![colours])),
            primary(Tag::PixelXDimension, Value::Long(vec![picture.width_px])),
            primary(Tag::PixelYDimension, Value::Long(vec![picture.height_px])),
        ]);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF whose directory has an author, and so many notes of one tag that all name the same bytes.
    fn tiff(tag: u16, count: u16, shared: u32) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend((count + 1).to_le_bytes());
        let values = 8 + 2 + 12 * (u32::from(count) + 1) + 4;
        let mut entry = |tag: u16, length: u32, at: u32| {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(2_u16.to_le_bytes());
            bytes.extend(length.to_le_bytes());
            bytes.extend(at.to_le_bytes());
        };
        entry(0x013B, 9, values);
        for _ in 0..count {
            entry(tag, shared, values);
        }
        bytes.extend([0; 4]);
        bytes.extend(b"A Writer\0");
        bytes.resize(bytes.len() + shared as usize, 0);
        bytes
    }

    fn taken_over(tiff: &[u8]) -> Option<Vec<u8>> {
        let picture = NewPicture {
            width_px: 1,
            height_px: 1,
            colours: NotedColours::Srgb,
        };
        of_replaced(tiff, picture)
    }

    #[test]
    fn thousands_of_notes_of_the_same_bytes_are_not_read() {
        let author = taken_over(&tiff(0xC000, 0, 100)).unwrap();
        let unknown = taken_over(&tiff(0xC000, 5_000, 1 << 20)).unwrap();
        assert_eq!(unknown, author, "what is not kept is nothing");
        assert_eq!(taken_over(&tiff(0x010E, 5_000, 30_000)), None, "too long");
        assert_eq!(taken_over(&tiff(0xC000, 60_000, 100)), None, "too many");
        assert!(taken_over(&tiff(0x010E, 1, 50)).unwrap().len() > author.len());
    }

    #[test]
    fn every_cut_is_safe() {
        let whole = tiff(0x010E, 3, 50);
        for length in 0..whole.len() {
            taken_over(&whole[..length]);
            noted_values(&whole[..length], true);
        }
    }
}
