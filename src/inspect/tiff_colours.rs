//! What the channels of a TIFF's pixels mean: colours of many kinds, and transparency. Kinds that are not read are refused
//! in words.

use std::io::{Read, Seek};

use tiff::tags::Tag;

use super::InspectError;
use super::tiff_directory::{TiffDirectory, damaged};
use super::tiff_kind::{Depth, unsupported};

/// What the colour channels of a pixel are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    /// One channel from black to white.
    Grey,
    /// One channel from white to black.
    GreyInverted,
    /// One channel of places in a table of colours.
    Palette(Vec<[u8; 3]>),
    /// Red, green, blue.
    Rgb,
    /// Inks: cyan, magenta, yellow, black.
    Cmyk,
    /// Brightness and two differences of colour, as JPEG has them.
    YCbCr,
}

impl Colours {
    /// Channels of colour that a pixel has in the file.
    pub(super) fn channels(&self) -> usize {
        match self {
            Self::Grey | Self::GreyInverted | Self::Palette(_) => 1,
            Self::Rgb | Self::YCbCr => 3,
            Self::Cmyk => 4,
        }
    }

    /// Whether there is no colour in it.
    pub(super) fn is_grey(&self) -> bool {
        matches!(self, Self::Grey | Self::GreyInverted)
    }
}

/// How a file stores colours that have an alpha (tag 338).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlphaStorage {
    /// As they are.
    Straight,
    /// Multiplied by alpha ("associated").
    Multiplied,
}

/// The channel of a pixel that says how opaque it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AlphaChannel {
    /// Its place among the channels of a pixel.
    pub(super) at: usize,
    /// What it did to the colours.
    pub(super) storage: AlphaStorage,
}

impl AlphaChannel {
    /// Whether colours have to be divided by it.
    pub(super) fn has_multiplied(self) -> bool {
        self.storage == AlphaStorage::Multiplied
    }
}

/// What the colour channels are.
///
/// # Errors
/// [`InspectError::Unsupported`] for colours that are not read, and faults of the directory.
pub(super) fn colours<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    depth: Depth,
) -> Result<Colours, InspectError> {
    let kind = directory.number(Tag::PhotometricInterpretation)?;
    let refused = match (kind, depth) {
        (Some(2), _) => return Ok(Colours::Rgb),
        (_, Depth::Float) => "floating point without colours",
        (Some(0), _) => return Ok(Colours::GreyInverted),
        (Some(1), _) => return Ok(Colours::Grey),
        (Some(3), Depth::Bits(bits @ 1..=8)) => return palette(directory, bits),
        (Some(3), _) => "a palette of more than 256 colours",
        (Some(4), _) => "a mask and no picture",
        (Some(5), _) => {
            check_inks(directory, depth)?;
            return Ok(Colours::Cmyk);
        }
        (Some(6), _) => return Ok(Colours::YCbCr),
        (Some(8..=10), _) => "Lab colours",
        _ => "colours of an unknown kind",
    };
    Err(unsupported(refused))
}

/// Whether inks are cyan, magenta, yellow and black, from none to all of it.
fn check_inks<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    depth: Depth,
) -> Result<(), InspectError> {
    const INK_SET: Tag = Tag::Unknown(332);
    const DOT_RANGE: Tag = Tag::Unknown(336);
    if directory.number(INK_SET)?.is_some_and(|set| set != 1) {
        return Err(unsupported(
            "inks other than cyan, magenta, yellow and black",
        ));
    }
    let most = (1_u64 << depth.bits()) - 1;
    let range = directory.numbers(DOT_RANGE, 8)?;
    if range.chunks(2).any(|range| *range != [0, most]) {
        return Err(unsupported("inks that are not counted from 0 (DotRange)"));
    }
    Ok(())
}

/// All reds, all greens, all blues, with 16 bit each, of which the upper 8 are taken as in libtiff and Pillow; some
/// programs write 8 bit into them.
fn palette<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    bits: u8,
) -> Result<Colours, InspectError> {
    let count = 1 << bits;
    let levels = directory.numbers(Tag::ColorMap, 3 * count as u64)?;
    if levels.len() < 3 * count {
        return Err(damaged("its palette has too few colours"));
    }
    let is_narrow = levels.iter().all(|&level| level < 256);
    let level = |at: usize| {
        let level = if is_narrow {
            levels[at]
        } else {
            levels[at] >> 8
        };
        u8::try_from(level).unwrap_or(u8::MAX)
    };
    let colour = |at: usize| [0, 1, 2].map(|channel| level(channel * count + at));
    Ok(Colours::Palette((0..count).map(colour).collect()))
}

/// The first channel behind the colours that is said to be transparency; where nothing is said of further channels, the
/// first of them, as other programs take it.
///
/// # Errors
/// Faults of the directory.
pub(super) fn alpha<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    colours: &Colours,
    channels: u16,
) -> Result<Option<AlphaChannel>, InspectError> {
    let first = colours.channels();
    let (place, storage) = if directory.has(Tag::ExtraSamples) {
        let kinds = directory.numbers(Tag::ExtraSamples, channels.into())?;
        let Some(place) = kinds.iter().position(|kind| matches!(kind, 1 | 2)) else {
            return Ok(None);
        };
        let storage = match kinds[place] {
            1 => AlphaStorage::Multiplied,
            _ => AlphaStorage::Straight,
        };
        (place, storage)
    } else {
        (0, AlphaStorage::Straight)
    };
    let at = first + place;
    Ok((at < usize::from(channels)).then_some(AlphaChannel { at, storage }))
}
