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
    let mut seen = HashSet::new();
    let kept: Vec<&Field> = exif
        .fields()
        .filter(|field| is_kept(field, keep) && seen.insert(field.tag))
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

fn is_kept(field: &Field, keep: Keep) -> bool {
    if field.ifd_num != In::PRIMARY || matches!(field.value, Value::Unknown(..)) {
        return false;
    }
    match field.tag.context() {
        Context::Tiff => PICTURE_TAGS.contains(&field.tag.number()),
        Context::Exif => ![
            Tag::MakerNote,
            Tag::PixelXDimension,
            Tag::PixelYDimension,
            Tag::ColorSpace,
            Tag::RelatedSoundFile,
        ]
        .contains(&field.tag),
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
