//! How far the pixels of a file may be from those that it was made of, as far as it tells itself.

use image::RgbImage;

/// What a file's own numbers explain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Losses {
    /// How far a pixel of one even colour may be from it, in levels of 255.
    pub(super) flat_tolerance_levels: u8,
    /// How far red, green and blue may be from the picture's, in the mean over all pixels, in levels of 255.
    pub(super) noise_levels: f64,
    /// Whether four pixels share one colour, which costs what depends on the picture.
    pub(super) are_colours_shared: bool,
    /// How many pixels a block of all channels has to each side; 1 where there are no blocks.
    pub(super) block_px: u32,
    /// How far around its block a pixel's decoded value may depend on others.
    pub(super) margin_px: u32,
}

impl Losses {
    /// Of a file that loses nothing.
    pub(super) const NONE: Self = Self {
        flat_tolerance_levels: 0,
        noise_levels: 0.0,
        are_colours_shared: false,
        block_px: 1,
        margin_px: 0,
    };

    /// Whether everything that a pixel's decoded value depends on is of that one colour: its block, and what is
    /// around it where decoders smooth.
    pub(super) fn is_flat_around(
        &self,
        picture: &RgbImage,
        (x_px, y_px): (u32, u32),
        colour: [u8; 3],
    ) -> bool {
        let range = |at: u32, size: u32| {
            let first = at - at % self.block_px;
            let end = (first + self.block_px + self.margin_px).min(size);
            first.saturating_sub(self.margin_px)..end
        };
        let columns = range(x_px, picture.width());
        range(y_px, picture.height())
            .all(|y| columns.clone().all(|x| picture.get_pixel(x, y).0 == colour))
    }
}

/// Levels that count in full, as a difference of two of a channel.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a channel can differ by"
)]
pub(super) fn whole_levels(levels: f64) -> u8 {
    levels.clamp(0.0, 255.0) as u8
}
