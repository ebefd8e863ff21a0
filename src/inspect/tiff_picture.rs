//! The first page of a TIFF, read as what it looks like: grey, palettes, RGB, CMYK and JPEG's colours, with and without
//! transparency, in strips or tiles, pixel by pixel or in planes, with 32-bit or 64-bit places.
//!
//! Invariants: the size that the directory claims and the work that it asks for are checked before memory is allocated;
//! and colours are straight, that is not multiplied by their alpha, however the file stored them.

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, Rgba};
use tiff::decoder::Decoder;
use tiff::tags::Tag;
use tiff::{TiffError, TiffResult};

use super::tiff_kind::{AlphaStorage, Colours, Depth, TiffKind, error_in_words, unsupported};
use super::tiff_plane::{PieceArea, Plane};
use super::tiff_work::check_tiff_work;
use super::work::CountedBytes;
use super::{ImageLimits, InspectError};

/// Most channels of a pixel that are read: four inks and alpha.
const MOST_CHANNELS: usize = 5;

/// A TIFF whose directory was read and passed the limits.
pub(super) struct TiffPicture<'bytes> {
    bytes: &'bytes [u8],
    decoder: Decoder<CountedBytes<'bytes>>,
    kind: TiffKind,
    limits: ImageLimits,
}

impl<'bytes> TiffPicture<'bytes> {
    /// Reads the directory of the first page.
    ///
    /// # Errors
    /// A kind that is not read, faults of the directory, and limits.
    pub(super) fn open(bytes: &'bytes [u8], limits: &ImageLimits) -> Result<Self, InspectError> {
        let in_words = |error: TiffError| error_in_words(&error, limits);
        let mut decoder = Decoder::new(CountedBytes::new(bytes)).map_err(in_words)?;
        let kind = TiffKind::of(&mut decoder, limits)?;
        check_tiff_work(bytes, limits)?;
        limits.check_pixels(kind.width_px, kind.height_px)?;
        let picture = Self {
            bytes,
            decoder,
            kind,
            limits: *limits,
        };
        limits.check_bytes(picture.decoding_bytes())?;
        Ok(picture)
    }

    /// Width and height in pixels, as stored.
    pub(super) fn stored_size(&self) -> (u32, u32) {
        (self.kind.width_px, self.kind.height_px)
    }

    /// How it wants to be turned.
    pub(super) fn orientation(&self) -> Orientation {
        self.kind.orientation
    }

    /// The ICC profile as stored.
    pub(super) fn colour_profile(&mut self) -> Option<Vec<u8>> {
        self.decoder.get_tag_u8_vec(Tag::IccProfile).ok()
    }

    /// Whether it has a further channel that may be meant as transparency, but is not said to be.
    pub(super) fn has_unnamed_channel(&self) -> bool {
        self.kind.has_unnamed_channel()
    }

    /// The picture, the pieces as they are unpacked, and 8 bit of it.
    fn decoding_bytes(&self) -> u64 {
        let pixels = u64::from(self.kind.width_px) * u64::from(self.kind.height_px);
        let level = u64::from(self.kind.depth.bits()).div_ceil(8);
        let shown = self.channels() as u64 * level;
        let (width, height) = self.decoder.chunk_dimensions();
        let piece =
            u64::from(width.min(self.kind.width_px)) * u64::from(height.min(self.kind.height_px));
        let piece = piece.saturating_mul(u64::from(self.kind.channels) * level);
        let divided = match self.kind.alpha {
            Some(alpha) if alpha.storage == AlphaStorage::Multiplied => 8,
            _ => 0,
        };
        pixels
            .saturating_mul(shown + 4 + divided)
            .saturating_add(piece)
    }

    /// Channels of the picture that is made of it.
    fn channels(&self) -> usize {
        let colours = if self.kind.colours.is_grey() { 1 } else { 3 };
        colours + usize::from(self.kind.alpha.is_some())
    }

    /// Unpacks the whole picture, in the depth that it was stored in and at least 8 bit; what is multiplied by its alpha
    /// is divided again, with 16 bit so that nothing is lost.
    ///
    /// # Errors
    /// Faults of the data.
    pub(super) fn decode(mut self) -> Result<DynamicImage, InspectError> {
        let limits = self.limits;
        let image = match self.kind.depth {
            Depth::Bits(16) => self.levels::<u16>().map(|levels| self.deep_image(levels)),
            Depth::Bits(_) => self.levels::<u8>().map(|levels| self.plain_image(levels)),
            Depth::Float => self.levels::<f32>().map(|levels| self.light_image(levels)),
        };
        let image = image
            .map_err(|error| error_in_words(&error, &limits))?
            .ok_or_else(|| unsupported("numbers that are no levels".to_owned()))?;
        Ok(match self.kind.alpha {
            Some(alpha)
                if alpha.storage == AlphaStorage::Multiplied && self.kind.depth != Depth::Float =>
            {
                DynamicImage::ImageRgba16(divided_by_alpha(image))
            }
            _ => image,
        })
    }

    fn plain_image(&self, levels: Vec<u8>) -> Option<DynamicImage> {
        let (width, height) = self.stored_size();
        match self.channels() {
            1 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLuma8),
            2 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLumaA8),
            3 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgb8),
            _ => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgba8),
        }
    }

    fn deep_image(&self, levels: Vec<u16>) -> Option<DynamicImage> {
        let (width, height) = self.stored_size();
        match self.channels() {
            1 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLuma16),
            2 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLumaA16),
            3 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgb16),
            _ => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgba16),
        }
    }

    fn light_image(&self, levels: Vec<f32>) -> Option<DynamicImage> {
        let (width, height) = self.stored_size();
        match self.channels() {
            3 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgb32F),
            4 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgba32F),
            _ => None,
        }
    }

    /// The levels of all channels, pixel by pixel.
    fn levels<L: Level>(&mut self) -> TiffResult<Vec<L>> {
        let kind = self.kind.clone();
        let shown = kind.shown_channels();
        let mut planes = if kind.in_planes {
            let open =
                |&at: &usize| Plane::open(self.bytes, &mut self.decoder, &kind, at, &self.limits);
            shown.iter().map(open).collect::<TiffResult<Vec<_>>>()?
        } else {
            vec![Plane::open(
                self.bytes,
                &mut self.decoder,
                &kind,
                0,
                &self.limits,
            )?]
        };
        let Some(first) = planes.first() else {
            return Ok(Vec::new());
        };
        let channels = self.channels();
        let (pieces, area_of) = first.areas(&kind);
        let (width, height) = (kind.width_px as usize, kind.height_px as usize);
        let mut levels = vec![L::default(); width * height * channels];
        let mut buffers = vec![Vec::new(); planes.len()];
        for piece in 0..pieces {
            let area = area_of(piece);
            let mut row_bytes = 0;
            for (plane, buffer) in planes.iter_mut().zip(&mut buffers) {
                row_bytes = plane.read(piece, area, buffer)?;
            }
            let unpacked = Unpacked {
                kind: &kind,
                shown: &shown,
                planes: &buffers,
                row_bytes,
            };
            for row in 0..area.height as usize {
                let start = (area.top as usize + row) * width + area.left as usize;
                let pixels = levels[start * channels..].chunks_exact_mut(channels);
                unpacked.fill(row, area, pixels);
            }
        }
        Ok(levels)
    }
}

/// A piece, unpacked.
struct Unpacked<'kind> {
    kind: &'kind TiffKind,
    /// The channels of interest, by their places in a pixel.
    shown: &'kind [usize],
    planes: &'kind [Vec<u8>],
    row_bytes: usize,
}

impl Unpacked<'_> {
    /// Fills one row of the picture.
    fn fill<'row, L: Level + 'row>(
        &self,
        row: usize,
        area: PieceArea,
        pixels: impl Iterator<Item = &'row mut [L]>,
    ) {
        let bits = self.kind.depth.bits();
        let together = usize::from(self.kind.channels);
        let start = row * self.row_bytes;
        let mut stored = [0; MOST_CHANNELS];
        for (x, pixel) in pixels.take(area.width as usize).enumerate() {
            for (slot, (number, &channel)) in stored.iter_mut().zip(self.shown).enumerate() {
                let (plane, at) = if self.kind.in_planes {
                    (slot, x)
                } else {
                    (0, x * together + channel)
                };
                let data = self.planes.get(plane).and_then(|data| data.get(start..));
                *number = data.map_or(0, |data| number_at(data, at, bits));
            }
            self.shown_as(&stored, pixel);
        }
    }

    /// Puts down what the stored numbers of a pixel look like.
    fn shown_as<L: Level>(&self, stored: &[u32; MOST_CHANNELS], pixel: &mut [L]) {
        let bits = self.kind.depth.bits();
        let level = |number: u32| L::of(number, bits);
        let alpha = self.kind.colours.channels();
        match &self.kind.colours {
            Colours::Grey => pixel[0] = level(stored[0]),
            Colours::GreyInverted => pixel[0] = level(stored[0]).inverted(),
            Colours::Palette(colours) => {
                let colour = colours.get(stored[0] as usize).copied().unwrap_or_default();
                for (to, channel) in pixel.iter_mut().zip(colour) {
                    *to = L::of(channel.into(), 8);
                }
            }
            Colours::Rgb => {
                for (to, &number) in pixel.iter_mut().zip(&stored[..3]) {
                    *to = level(number);
                }
            }
            Colours::Cmyk => {
                let black = level(stored[3]).inverted();
                for (to, &ink) in pixel.iter_mut().zip(&stored[..3]) {
                    *to = level(ink).inverted().times(black);
                }
            }
            Colours::YCbCr => {
                for (to, channel) in pixel.iter_mut().zip(rgb_of_ycbcr(stored)) {
                    *to = L::of(channel.into(), 8);
                }
            }
        }
        if let (Some(_), Some(last)) = (self.kind.alpha, pixel.last_mut()) {
            *last = level(stored[alpha]);
        }
    }
}

/// The number at a place of a row, where each takes so many bits, the first ones highest.
fn number_at(row: &[u8], at: usize, bits: u8) -> u32 {
    let bytes = |count: usize| row.get(at * count..(at + 1) * count).unwrap_or_default();
    match (bits, bytes(usize::from(bits / 8))) {
        (8, [byte]) => u32::from(*byte),
        // The library leaves them in the order of this machine.
        (16, &[one, other]) => u32::from(u16::from_ne_bytes([one, other])),
        (32, &[one, two, three, four]) => u32::from_ne_bytes([one, two, three, four]),
        (1 | 2 | 4, _) => {
            let bit = at * usize::from(bits);
            let byte = row.get(bit / 8).copied().unwrap_or(0);
            let shift = 8 - usize::from(bits) - bit % 8;
            (u32::from(byte) >> shift) & ((1 << bits) - 1)
        }
        _ => 0,
    }
}

/// ITU-R BT.601 in full range, as JFIF (2011, section 7) has it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and held between 0 and 255"
)]
fn rgb_of_ycbcr(stored: &[u32; MOST_CHANNELS]) -> [u8; 3] {
    let [brightness, blue, red] = [
        stored[0] as f32,
        stored[1] as f32 - 128.0,
        stored[2] as f32 - 128.0,
    ];
    let level = |number: f32| number.round().clamp(0.0, 255.0) as u8;
    [
        level(brightness + 1.402 * red),
        level(brightness - 0.344_136 * blue - 0.714_136 * red),
        level(brightness + 1.772 * blue),
    ]
}

/// How a channel of the picture is stored.
trait Level: Copy + Default {
    /// A stored number of so many bits.
    fn of(number: u32, bits: u8) -> Self;
    /// Black for white.
    fn inverted(self) -> Self;
    /// Both taken for shares of white.
    fn times(self, other: Self) -> Self;
}

impl Level for u8 {
    fn of(number: u32, bits: u8) -> Self {
        let most = (1_u32 << bits.min(16)) - 1;
        Self::try_from(number * 255 / most.max(1)).unwrap_or(Self::MAX)
    }

    fn inverted(self) -> Self {
        Self::MAX - self
    }

    fn times(self, other: Self) -> Self {
        let product = u32::from(self) * u32::from(other);
        Self::try_from((product + 127) / 255).unwrap_or(Self::MAX)
    }
}

impl Level for u16 {
    fn of(number: u32, bits: u8) -> Self {
        let step = if bits == 16 { 1 } else { 257 };
        Self::try_from(number * step).unwrap_or(Self::MAX)
    }

    fn inverted(self) -> Self {
        Self::MAX - self
    }

    fn times(self, other: Self) -> Self {
        let product = u64::from(self) * u64::from(other);
        Self::try_from((product + 32_767) / 65_535).unwrap_or(Self::MAX)
    }
}

impl Level for f32 {
    fn of(number: u32, _bits: u8) -> Self {
        Self::from_bits(number)
    }

    fn inverted(self) -> Self {
        1.0 - self
    }

    fn times(self, other: Self) -> Self {
        self * other
    }
}

/// Straight colours of multiplied ones. What is brighter than its alpha allows is a fault of the file, and becomes the
/// brightest that there is.
fn divided_by_alpha(image: DynamicImage) -> ImageBuffer<Rgba<u16>, Vec<u16>> {
    let mut image = image.into_rgba16();
    for pixel in image.as_chunks_mut::<4>().0 {
        let alpha = u32::from(pixel[3]);
        if alpha == 0 || alpha == u32::from(u16::MAX) {
            continue;
        }
        for channel in &mut pixel[..3] {
            let straight = (u32::from(*channel) * u32::from(u16::MAX) + alpha / 2) / alpha;
            *channel = u16::try_from(straight).unwrap_or(u16::MAX);
        }
    }
    image
}

#[cfg(test)]
mod tests;
