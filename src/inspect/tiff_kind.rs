//! Which kind of TIFF a file is, from the directory of its first page: what its numbers mean and in which order they
//! stand. A kind that is not read is refused here, in words.

use std::io::{Read, Seek};

use image::metadata::Orientation;
use tiff::decoder::{ChunkType, Decoder};
use tiff::tags::Tag;
use tiff::{TiffError, TiffResult};

use super::work::is_read_too_often;
use super::{ImageFormat, ImageLimits, InspectError};

/// The numbers by which a TIFF names its ways of compression that are read: none, CCITT group 4, LZW, JPEG, Deflate (by
/// two numbers) and `PackBits`.
const READ_COMPRESSIONS: [u16; 7] = [1, 4, 5, 7, 8, 0x80B2, 0x8005];

/// JPEG inside of a TIFF.
const JPEG: u16 = 7;

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

/// What the directory of the first page says.
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
    /// Where the pieces stand.
    pub(super) pieces: ChunkType,
    /// How it wants to be turned.
    pub(super) orientation: Orientation,
}

impl TiffKind {
    /// Reads the directory of the first page.
    ///
    /// # Errors
    /// [`InspectError::Unsupported`] for a kind that is not read, and faults of the directory.
    pub(super) fn of<R: Read + Seek>(
        decoder: &mut Decoder<R>,
        limits: &ImageLimits,
    ) -> Result<Self, InspectError> {
        let in_words = |error: TiffError| error_in_words(&error, limits);
        let (width_px, height_px) = decoder.dimensions().map_err(in_words)?;
        let number = |decoder: &mut Decoder<R>, tag, usual| {
            let found = decoder.find_tag_unsigned::<u16>(tag).map_err(in_words)?;
            Ok::<u16, InspectError>(found.unwrap_or(usual))
        };
        let channels = number(decoder, Tag::SamplesPerPixel, 1)?;
        let depth = depth(decoder).map_err(in_words)??;
        let colours = colours(decoder, depth).map_err(in_words)??;
        if usize::from(channels) < colours.channels() {
            return Err(InspectError::Damaged {
                format: ImageFormat::Tiff,
                detail: "fewer channels than its colours need".to_owned(),
            });
        }
        check_compression(number(decoder, Tag::Compression, 1)?, &colours, depth)?;
        let more = decoder.find_tag_unsigned_vec(Tag::ExtraSamples);
        let alpha = alpha(more.map_err(in_words)?, &colours, channels);
        let orientation = decoder.find_tag_unsigned::<u8>(Tag::Orientation);
        Ok(Self {
            width_px,
            height_px,
            depth,
            channels,
            alpha,
            in_planes: number(decoder, Tag::PlanarConfiguration, 1)? == 2,
            pieces: decoder.get_chunk_type(),
            // Damaged notes turn nothing; the picture is worth more.
            orientation: orientation
                .ok()
                .flatten()
                .and_then(Orientation::from_exif)
                .unwrap_or(Orientation::NoTransforms),
            colours,
        })
    }

    /// Whether it has a further channel that may be meant as transparency, but is not said to be.
    pub(super) fn has_unnamed_channel(&self) -> bool {
        self.alpha.is_none() && usize::from(self.channels) > self.colours.channels()
    }

    /// The channels that make up the picture, by their places in a pixel: colours, then alpha.
    pub(super) fn shown_channels(&self) -> Vec<usize> {
        let alpha = self.alpha.map(|alpha| alpha.at);
        (0..self.colours.channels()).chain(alpha).collect()
    }
}

fn depth<R: Read + Seek>(decoder: &mut Decoder<R>) -> TiffResult<Result<Depth, InspectError>> {
    let first = |decoder: &mut Decoder<R>, tag| {
        let all = decoder.find_tag_unsigned_vec::<u16>(tag)?;
        TiffResult::Ok(all.and_then(|all| all.first().copied()).unwrap_or(1))
    };
    let bits = first(decoder, Tag::BitsPerSample)?;
    // 1 whole numbers, 2 such with a sign, 3 floating point, 4 what nothing is said of.
    Ok(match (first(decoder, Tag::SampleFormat)?, bits) {
        (1 | 4, 1 | 2 | 4 | 8 | 16) => Ok(Depth::Bits(u8::try_from(bits).unwrap_or(8))),
        (3, 32) => Ok(Depth::Float),
        (1 | 4, _) => Err(unsupported(format!("{bits} bit for each channel"))),
        (3, _) => Err(unsupported(format!("floating point of {bits} bit"))),
        _ => Err(unsupported("numbers with a sign".to_owned())),
    })
}

fn colours<R: Read + Seek>(
    decoder: &mut Decoder<R>,
    depth: Depth,
) -> TiffResult<Result<Colours, InspectError>> {
    let kind = decoder.find_tag_unsigned::<u16>(Tag::PhotometricInterpretation)?;
    Ok(match (kind, depth) {
        (Some(2), _) => Ok(Colours::Rgb),
        (_, Depth::Float) => Err(unsupported("floating point without colours".to_owned())),
        (Some(0), _) => Ok(Colours::GreyInverted),
        (Some(1), _) => Ok(Colours::Grey),
        (Some(3), Depth::Bits(bits @ 1..=8)) => palette(decoder, bits)?,
        (Some(3), _) => Err(unsupported("a palette of more than 256 colours".to_owned())),
        (Some(4), _) => Err(unsupported("a mask and no picture".to_owned())),
        (Some(5), _) => Ok(Colours::Cmyk),
        (Some(6), _) => Ok(Colours::YCbCr),
        (Some(8..=10), _) => Err(unsupported("Lab colours".to_owned())),
        _ => Err(unsupported("colours of an unknown kind".to_owned())),
    })
}

/// All reds, all greens, all blues, with 16 bit each; some programs write 8 bit into them.
fn palette<R: Read + Seek>(
    decoder: &mut Decoder<R>,
    bits: u8,
) -> TiffResult<Result<Colours, InspectError>> {
    let levels = decoder.find_tag_unsigned_vec::<u16>(Tag::ColorMap)?;
    let levels = levels.unwrap_or_default();
    let count = 1 << bits;
    if levels.len() < 3 * count {
        return Ok(Err(InspectError::Damaged {
            format: ImageFormat::Tiff,
            detail: "its palette has too few colours".to_owned(),
        }));
    }
    let step = if levels.iter().all(|&level| level < 256) {
        1
    } else {
        257
    };
    let level = |at: usize| {
        let nearest = (u32::from(levels[at]) + step / 2) / step;
        u8::try_from(nearest).unwrap_or(u8::MAX)
    };
    let colour = |at: usize| [0, 1, 2].map(|channel| level(channel * count + at));
    Ok(Ok(Colours::Palette((0..count).map(colour).collect())))
}

fn check_compression(number: u16, colours: &Colours, depth: Depth) -> Result<(), InspectError> {
    let way = match number {
        2 | 3 => "CCITT fax compression of group 3",
        6 => "JPEG compression of the old kind",
        34_712 => "JPEG 2000 compression",
        34_925 => "LZMA compression",
        50_000 => "Zstandard compression",
        50_001 => "WebP compression",
        50_002 => "JPEG XL compression",
        _ if !READ_COMPRESSIONS.contains(&number) => {
            return Err(unsupported(format!(
                "compression of an unknown kind ({number})"
            )));
        }
        JPEG if depth != Depth::Bits(8) => "JPEG compression in other than 8 bit",
        _ if *colours == Colours::YCbCr && number != JPEG => "YCbCr colours without JPEG",
        _ => return Ok(()),
    };
    Err(unsupported(way.to_owned()))
}

/// The first channel behind the colours that is said to be transparency; where nothing is said of further channels, the
/// first of them, as other programs take it.
fn alpha(more: Option<Vec<u16>>, colours: &Colours, channels: u16) -> Option<AlphaChannel> {
    let first = colours.channels();
    let (place, storage) = match more {
        Some(kinds) => {
            let is_alpha = |kind: &u16| matches!(kind, 1 | 2);
            let place = kinds.iter().position(is_alpha)?;
            let storage = match kinds[place] {
                1 => AlphaStorage::Multiplied,
                _ => AlphaStorage::Straight,
            };
            (place, storage)
        }
        None => (0, AlphaStorage::Straight),
    };
    let at = first + place;
    (at < usize::from(channels)).then_some(AlphaChannel { at, storage })
}

/// A valid file of a kind that is not read.
pub(super) fn unsupported(detail: String) -> InspectError {
    InspectError::Unsupported {
        format: ImageFormat::Tiff,
        detail,
    }
}

/// What the library complains of, in our words.
pub(super) fn error_in_words(error: &TiffError, limits: &ImageLimits) -> InspectError {
    match error {
        TiffError::LimitsExceeded => InspectError::TooMuchMemory { limits: *limits },
        TiffError::UnsupportedError(tiff::TiffUnsupportedError::UnknownInterpretation) => {
            unsupported("colours of an unknown kind".to_owned())
        }
        TiffError::UnsupportedError(detail) => unsupported(detail.to_string()),
        TiffError::IoError(error) if is_read_too_often(error) => InspectError::TooMuchWork,
        other => InspectError::Damaged {
            format: ImageFormat::Tiff,
            detail: other.to_string(),
        },
    }
}
