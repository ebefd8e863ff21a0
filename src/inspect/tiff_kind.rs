//! Which kind of TIFF a file is, from the directory of its page: what its numbers mean and in which order they stand. A
//! kind that is not read is refused here, in words.

use std::io::{Read, Seek};

use image::metadata::Orientation;
use tiff::tags::{ByteOrder, Tag};

use super::tiff_colours::{AlphaChannel, Colours, alpha, colours};
use super::tiff_directory::{TiffDirectory, damaged};
use super::tiff_grid::PieceGrid;
use super::{ImageFormat, InspectError};

/// How the pieces are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    /// Not at all.
    None,
    /// CCITT group 4.
    Group4,
    /// LZW.
    Lzw,
    /// JPEG, each piece a picture of its own.
    Jpeg,
    /// Deflate.
    Deflate,
    /// `PackBits`.
    PackBits,
}

impl Compression {
    /// The number by which a TIFF names it.
    pub(super) fn number(self) -> u16 {
        match self {
            Self::None => 1,
            Self::Group4 => 4,
            Self::Lzw => 5,
            Self::Jpeg => 7,
            Self::Deflate => 8,
            Self::PackBits => 0x8005,
        }
    }

    /// Whether what is compressed may be differences. Other ways ignore the tag that says so, as libtiff does.
    fn can_predict(self) -> bool {
        matches!(self, Self::Lzw | Self::Deflate)
    }
}

/// How a channel's numbers are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Whole numbers of 1, 2, 4, 8 or 16 bit.
    Bits(u8),
    /// Floating point of 32 bit: light, and no levels of a screen.
    Float,
}

impl Depth {
    /// Bits of one number.
    pub(super) fn bits(self) -> u8 {
        match self {
            Self::Bits(bits) => bits,
            Self::Float => 32,
        }
    }
}

/// What the directory of a page says.
#[derive(Clone, Debug)]
pub(super) struct TiffKind {
    /// Width in pixels, as stored.
    pub(super) width_px: u32,
    /// Height in pixels, as stored.
    pub(super) height_px: u32,
    /// What the colour channels are.
    pub(super) colours: Colours,
    /// How their numbers are stored.
    pub(super) depth: Depth,
    /// Channels of a pixel in the file, colours and all others.
    pub(super) channels: u16,
    /// The channel of transparency; `None` where no channel is said to be one.
    pub(super) alpha: Option<AlphaChannel>,
    /// Whether each channel stands by itself, one after the other, and not pixel by pixel.
    pub(super) in_planes: bool,
    /// Into which pieces it is cut.
    pub(super) grid: PieceGrid,
    /// How the pieces are compressed.
    pub(super) compression: Compression,
    /// 1 where the numbers are stored as they are, 2 and 3 for differences of neighbours.
    pub(super) predictor: u16,
    /// Whether the lowest bit of a byte is the first.
    pub(super) is_bit_reversed: bool,
    /// In which order the bytes of a number stand.
    pub(super) order: ByteOrder,
    /// How it wants to be turned.
    pub(super) orientation: Orientation,
}

impl TiffKind {
    /// Reads what a directory says.
    ///
    /// # Errors
    /// [`InspectError::Unsupported`] for a kind that is not read, and faults of the directory.
    pub(super) fn of<R: Read + Seek>(
        directory: &mut TiffDirectory<R>,
    ) -> Result<Self, InspectError> {
        let width_px = side(directory.number(Tag::ImageWidth)?)?;
        let height_px = side(directory.number(Tag::ImageLength)?)?;
        let channels = short(directory, Tag::SamplesPerPixel)?.unwrap_or(1);
        let depth = depth(directory, channels)?;
        let colours = colours(directory, depth)?;
        if usize::from(channels) < colours.channels() {
            return Err(damaged("fewer channels than its colours need"));
        }
        let in_planes = match short(directory, Tag::PlanarConfiguration)?.unwrap_or(1) {
            1 => false,
            2 => true,
            other => {
                return Err(unsupported(format!(
                    "an unknown order of channels ({other})"
                )));
            }
        };
        let compression = compression(directory, &colours, depth)?;
        let together = if in_planes { 1 } else { channels };
        if compression == Compression::Group4 && (depth, together) != (Depth::Bits(1), 1) {
            return Err(unsupported("CCITT fax compression in other than 1 bit"));
        }
        let alpha = alpha(directory, &colours, channels)?;
        if matches!(colours, Colours::Palette(_)) && alpha.is_some_and(AlphaChannel::has_multiplied)
        {
            return Err(unsupported("a palette with colours multiplied by alpha"));
        }
        let orientation = directory.number(Tag::Orientation);
        Ok(Self {
            width_px,
            height_px,
            channels,
            alpha,
            in_planes,
            grid: PieceGrid::of(directory, width_px, height_px)?,
            predictor: predictor(directory, compression, depth)?,
            is_bit_reversed: is_bit_reversed(directory)? && compression != Compression::Jpeg,
            compression,
            order: directory.order(),
            // Damaged notes turn nothing; the picture is worth more.
            orientation: orientation
                .ok()
                .flatten()
                .and_then(|number| Orientation::from_exif(u8::try_from(number).ok()?))
                .unwrap_or(Orientation::NoTransforms),
            depth,
            colours,
        })
    }

    /// Whether it has a further channel that may be meant as transparency, but is not said to be.
    pub(super) fn has_unnamed_channel(&self) -> bool {
        self.alpha.is_none() && usize::from(self.channels) > self.colours.channels()
    }

    /// Whether colours have to be divided by their alpha.
    pub(super) fn is_multiplied(&self) -> bool {
        self.alpha.is_some_and(AlphaChannel::has_multiplied)
    }

    /// The channels that make up the picture, by their places in a pixel: colours, then alpha.
    pub(super) fn shown_channels(&self) -> Vec<usize> {
        let alpha = self.alpha.map(|alpha| alpha.at);
        (0..self.colours.channels()).chain(alpha).collect()
    }

    /// The planes that are read, by their numbers in the file: each shown channel, or all channels together.
    pub(super) fn planes(&self) -> Vec<usize> {
        if self.in_planes {
            self.shown_channels()
        } else {
            vec![0]
        }
    }

    /// Channels that stand side by side in a plane.
    pub(super) fn channels_together(&self) -> u16 {
        if self.in_planes { 1 } else { self.channels }
    }

    /// Channels of the picture that is made of it.
    pub(super) fn picture_channels(&self) -> usize {
        let colours = if self.colours.is_grey() { 1 } else { 3 };
        colours + usize::from(self.alpha.is_some())
    }

    /// Bytes of each of these: colours that are divided by alpha get 16 bit, so that nothing is lost.
    pub(super) fn picture_level_bytes(&self) -> u64 {
        match self.depth {
            Depth::Float => 4,
            Depth::Bits(16) => 2,
            Depth::Bits(_) if self.is_multiplied() => 2,
            Depth::Bits(_) => 1,
        }
    }

    /// Bytes of a row of so many pixels in a plane.
    pub(super) fn row_bytes(&self, width_px: u32) -> u64 {
        let bits = u64::from(self.depth.bits()) * u64::from(self.channels_together());
        // A width of 32 bit, depths of 6 and channels of 16 stay below 64.
        (u64::from(width_px) * bits).div_ceil(8)
    }
}

fn side(number: Option<u64>) -> Result<u32, InspectError> {
    let side = number.ok_or_else(|| damaged("its size is missing"))?;
    match u32::try_from(side) {
        Ok(0) => Err(damaged("a side of 0 pixels")),
        Ok(side) => Ok(side),
        Err(_) => Err(damaged("a side of more than 4,294,967,295 pixels")),
    }
}

/// A number of 16 bit.
fn short<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    tag: Tag,
) -> Result<Option<u16>, InspectError> {
    let number = directory.number(tag)?;
    let short = number.map(u16::try_from).transpose();
    short.map_err(|_| damaged("a number of its directory is too large"))
}

fn depth<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    channels: u16,
) -> Result<Depth, InspectError> {
    let mut of_all = |tag| {
        let all = directory.numbers(tag, channels.into())?;
        let first = all.first().copied().unwrap_or(1);
        if all.iter().any(|&other| other != first) {
            return Err(unsupported("channels of different depths"));
        }
        Ok(first)
    };
    let bits = of_all(Tag::BitsPerSample)?;
    // 1 whole numbers, 2 such with a sign, 3 floating point, 4 what nothing is said of.
    match (of_all(Tag::SampleFormat)?, bits) {
        (1 | 4, 1 | 2 | 4 | 8 | 16) => Ok(Depth::Bits(u8::try_from(bits).unwrap_or(8))),
        (3, 32) => Ok(Depth::Float),
        (1 | 4, _) => Err(unsupported(format!("{bits} bit for each channel"))),
        (3, _) => Err(unsupported(format!("floating point of {bits} bit"))),
        _ => Err(unsupported("numbers with a sign")),
    }
}

fn compression<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    colours: &Colours,
    depth: Depth,
) -> Result<Compression, InspectError> {
    let way = match short(directory, Tag::Compression)?.unwrap_or(1) {
        1 => Compression::None,
        4 => Compression::Group4,
        5 => Compression::Lzw,
        7 => Compression::Jpeg,
        8 | 0x80B2 => Compression::Deflate,
        0x8005 => Compression::PackBits,
        other => return Err(unsupported(unread_compression(other))),
    };
    if way == Compression::Jpeg && depth != Depth::Bits(8) {
        return Err(unsupported("JPEG compression in other than 8 bit"));
    }
    if *colours == Colours::YCbCr && way != Compression::Jpeg {
        return Err(unsupported("YCbCr colours without JPEG"));
    }
    Ok(way)
}

fn unread_compression(number: u16) -> String {
    let way = match number {
        2 | 3 => "CCITT fax compression of group 3",
        6 => "JPEG compression of the old kind",
        34_712 => "JPEG 2000 compression",
        34_925 => "LZMA compression",
        50_000 => "Zstandard compression",
        50_001 => "WebP compression",
        50_002 => "JPEG XL compression",
        _ => return format!("compression of an unknown kind ({number})"),
    };
    way.to_owned()
}

/// How numbers are told from their neighbours: 1 not at all, 2 as differences, 3 as differences of the bytes of floating
/// point.
fn predictor<R: Read + Seek>(
    directory: &mut TiffDirectory<R>,
    compression: Compression,
    depth: Depth,
) -> Result<u16, InspectError> {
    if !compression.can_predict() {
        return Ok(1);
    }
    match (short(directory, Tag::Predictor)?.unwrap_or(1), depth) {
        (number @ (1 | 2), Depth::Bits(8 | 16) | Depth::Float)
        | (number @ 1, Depth::Bits(_))
        | (number @ 3, Depth::Float) => Ok(number),
        (number @ (2 | 3), _) => Err(unsupported(format!(
            "a predictor ({number}) that its depth does not allow"
        ))),
        (other, _) => Err(unsupported(format!(
            "a predictor of an unknown kind ({other})"
        ))),
    }
}

fn is_bit_reversed<R: Read + Seek>(directory: &mut TiffDirectory<R>) -> Result<bool, InspectError> {
    match directory.number(Tag::FillOrder)?.unwrap_or(1) {
        1 => Ok(false),
        2 => Ok(true),
        other => Err(unsupported(format!(
            "bits in an unknown order (FillOrder {other})"
        ))),
    }
}

/// A valid file of a kind that is not read.
pub(super) fn unsupported(detail: impl Into<String>) -> InspectError {
    InspectError::Unsupported {
        format: ImageFormat::Tiff,
        detail: detail.into(),
    }
}
