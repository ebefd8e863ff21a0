//! Colours as numbers from 0 to 1 that can be mixed, lit and shaded.

/// A colour with its opacity, not premultiplied; each part 0 to 1 (light may push it above 1 until it is stored).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::sample) struct Color {
    pub(in crate::sample) red: f32,
    pub(in crate::sample) green: f32,
    pub(in crate::sample) blue: f32,
    pub(in crate::sample) alpha: f32,
}

impl Color {
    pub(in crate::sample) const BLACK: Self = Self::hex(0x00_0000);
    pub(in crate::sample) const WHITE: Self = Self::hex(0xFF_FFFF);

    /// An opaque colour written as 0xRRGGBB.
    pub(in crate::sample) const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self {
            red: red as f32 / 255.0,
            green: green as f32 / 255.0,
            blue: blue as f32 / 255.0,
            alpha: 1.0,
        }
    }

    /// The same colour at another opacity.
    pub(in crate::sample) fn faded(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }

    /// This colour at `share` 0, the other at 1.
    pub(in crate::sample) fn mixed(self, other: Self, share: f32) -> Self {
        let share = share.clamp(0.0, 1.0);
        let mix = |from: f32, to: f32| from + (to - from) * share;
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
            alpha: mix(self.alpha, other.alpha),
        }
    }

    /// Under so much light: 1 leaves it as it is, below 1 it darkens, above 1 it goes towards white.
    pub(in crate::sample) fn lit(self, light: f32) -> Self {
        if light <= 1.0 {
            self.mixed(Self::hex(0x0A_0B14).faded(self.alpha), 1.0 - light)
        } else {
            self.mixed(Self::WHITE.faded(self.alpha), light - 1.0)
        }
    }
}
