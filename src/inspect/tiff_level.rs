//! What the stored numbers of a TIFF's pixel look like: levels of grey or of red, green and blue, and of transparency.
//!
//! Invariant: where colours are multiplied by alpha, the stored numbers are divided by it first, whatever they mean:
//! inks and inverted grey that were multiplied are no longer so once they have become light.

use super::tiff_colours::Colours;
use super::tiff_kind::TiffKind;

/// Most channels of a pixel that are read: four inks and alpha.
pub(super) const MOST_CHANNELS: usize = 5;

/// Puts down what the stored numbers of a pixel look like.
pub(super) fn shown_as<L: Level>(kind: &TiffKind, stored: &[u32; MOST_CHANNELS], pixel: &mut [L]) {
    let bits = kind.depth.bits();
    let alpha = stored[kind.colours.channels()];
    let level = |number: u32| {
        if kind.is_multiplied() {
            L::straight(number, alpha, bits)
        } else {
            L::of(number, bits)
        }
    };
    match &kind.colours {
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
            let rgb = rgb_of_ycbcr(stored);
            for (to, channel) in pixel.iter_mut().zip(rgb) {
                // The differences have no zero to be divided from; as red, green and blue they have.
                *to = level(channel.into());
            }
        }
    }
    if let (Some(_), Some(last)) = (kind.alpha, pixel.last_mut()) {
        *last = L::of(alpha, bits);
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
pub(super) trait Level: Copy + Default {
    /// A stored number of so many bits.
    fn of(number: u32, bits: u8) -> Self;
    /// A stored number that was multiplied by a stored alpha. What is larger than its alpha allows is a fault of the file,
    /// and becomes the largest that there is; what is clear stays as it is.
    fn straight(number: u32, alpha: u32, bits: u8) -> Self;
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

    fn straight(number: u32, alpha: u32, bits: u8) -> Self {
        match alpha {
            0 => Self::of(number, bits),
            _ => Self::try_from((number * 255 + alpha / 2) / alpha).unwrap_or(Self::MAX),
        }
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
        // 65,535 is a multiple of all that fewer bits can hold.
        let most = (1_u32 << bits.min(16)) - 1;
        Self::try_from(number * (0xFFFF / most.max(1))).unwrap_or(Self::MAX)
    }

    fn straight(number: u32, alpha: u32, bits: u8) -> Self {
        match alpha {
            0 => Self::of(number, bits),
            _ => Self::try_from(
                (u64::from(number) * 0xFFFF + u64::from(alpha / 2)) / u64::from(alpha),
            )
            .unwrap_or(Self::MAX),
        }
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

    fn straight(number: u32, alpha: u32, _bits: u8) -> Self {
        let (number, alpha) = (Self::from_bits(number), Self::from_bits(alpha));
        if alpha > 0.0 { number / alpha } else { number }
    }

    fn inverted(self) -> Self {
        1.0 - self
    }

    fn times(self, other: Self) -> Self {
        self * other
    }
}

#[cfg(test)]
mod tests;
