//! The two top corners and the gate that they are: what can be told from the first rows of a file.
//!
//! A background that turned black reaches at least one of them, so that a picture of which neither can be black is clear
//! without a look at its other pixels. That is an approximation: a product that covers both top corners is missed; the
//! evaluation program counts such misses (0 of 187 real cut-outs). The gate is fixed, and at least as wide as the loosest
//! setting of any threshold, so that no setting ever needs what a cleared picture was not asked for.

use super::raster::Raster;

/// A corner patch whose median level is above this cannot be part of a background that turned black, at any setting.
/// Real cut-outs have at most 2; their mildest setting takes up to 8.
pub const GATE_LEVEL: u8 = 8;

/// A corner patch of which less than this share (0 to 1) is one and the same level is noise that a camera saw. In 187
/// real cut-outs the better top corner has 0.81 and more, in 14 of 41 dark corners of other pictures it is at most 0.25.
pub const GATE_EVEN_SHARE: f32 = 0.25;

/// In pictures of which the shorter side has fewer pixels than this, the ringing of JPEG may reach all of the margin around
/// a product, so that an uneven corner says nothing. The whole of such a picture costs little.
const SMALL_PX: u32 = 256;

/// Side of a corner patch in pixels, in pictures that are at least four times as large; the rows of a JPEG come in steps
/// of 8, so that this many can be had from the first of them.
pub const PATCH_PX: u32 = 8;

/// What was seen of one corner: a patch of 8 pixels each way, in small pictures of a quarter of the shorter
/// side. A pixel's level is its largest channel; a transparent pixel counts as what it looks like on white.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct CornerPatch {
    /// The median level, 0 to 255.
    pub level: u8,
    /// Share (0 to 1) of the most frequent of the levels 0 to [`GATE_LEVEL`].
    pub even_share: f32,
}

/// The two top corners of the stored picture.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct TopCorners {
    /// Left, then right.
    pub patches: [CornerPatch; 2],
}

impl Default for TopCorners {
    /// Those of a white picture.
    fn default() -> Self {
        Self::flat(u8::MAX)
    }
}

impl TopCorners {
    /// Those of a picture that has one level (0 to 255) everywhere.
    #[must_use]
    pub fn flat(level: u8) -> Self {
        let even_share = if level <= GATE_LEVEL { 1.0 } else { 0.0 };
        Self {
            patches: [CornerPatch { level, even_share }; 2],
        }
    }

    /// Whether a background that turned black can reach a top corner of a picture of that size; where not, the picture is
    /// clear at every setting.
    #[must_use]
    pub fn can_be_black(&self, width_px: u32, height_px: u32) -> bool {
        let is_small = width_px.min(height_px) < SMALL_PX;
        self.dark_patches()
            .any(|patch| is_small || patch.even_share >= GATE_EVEN_SHARE)
    }

    /// Level of the darker one, 0 to 255.
    #[must_use]
    pub fn darkest_level(&self) -> u8 {
        let [left, right] = self.patches;
        left.level.min(right.level)
    }

    /// How even the more even of the dark ones is (0 to 1); `None` where neither is dark.
    #[must_use]
    pub fn dark_even_share(&self) -> Option<f32> {
        self.dark_patches()
            .map(|patch| patch.even_share)
            .reduce(f32::max)
    }

    fn dark_patches(&self) -> impl Iterator<Item = &CornerPatch> {
        self.patches
            .iter()
            .filter(|patch| patch.level <= GATE_LEVEL)
    }

    /// Looks at the first rows of a picture of that size; `top` has its whole width and at least its first
    /// [`patch_side`] rows.
    pub(super) fn look(top: &Raster, width_px: u32, height_px: u32) -> Self {
        let side = patch_side(width_px, height_px);
        let right = width_px.saturating_sub(side);
        Self {
            patches: [0, right].map(|left| CornerPatch::look(top, left, side)),
        }
    }
}

impl CornerPatch {
    /// Side of the patches of a picture of that size, in pixels; at least 1.
    #[must_use]
    pub fn side_px(width_px: u32, height_px: u32) -> u32 {
        patch_side(width_px, height_px)
    }

    fn look(top: &Raster, left: u32, side: u32) -> Self {
        let mut levels: Vec<u8> = (0..side.min(top.height_px()))
            .flat_map(|y| (left..left + side).map(move |x| (x, y)))
            .map(|(x, y)| top.level_at(x, y))
            .collect();
        if levels.is_empty() {
            return Self {
                level: u8::MAX,
                even_share: 0.0,
            };
        }
        let mut counts = [0_u32; GATE_LEVEL as usize + 1];
        for &level in &levels {
            if let Some(count) = counts.get_mut(usize::from(level)) {
                *count += 1;
            }
        }
        let most = counts.into_iter().max().unwrap_or(0);
        let middle = levels.len() / 2;
        Self {
            even_share: most as f32 / levels.len() as f32,
            level: *levels.select_nth_unstable(middle).1,
        }
    }
}

/// Side of the corner patches of a picture of that size, in pixels; at least 1.
pub(super) fn patch_side(width_px: u32, height_px: u32) -> u32 {
    (width_px.min(height_px) / 4).clamp(1, PATCH_PX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    fn corners(level: impl Fn(u32, u32) -> u8) -> TopCorners {
        let image = RgbImage::from_fn(64, 8, |x, y| Rgb([level(x, y); 3]));
        TopCorners::look(&Raster::Rgb(image), 64, 64)
    }

    #[test]
    fn one_flat_black_top_corner_is_enough() {
        assert!(corners(|x, _| if x >= 56 { 0 } else { 200 }).can_be_black(300, 300));
        assert!(
            corners(|x, _| if x < 8 { GATE_LEVEL } else { 200 }).can_be_black(300, 300),
            "up to the gate's level"
        );
        assert!(
            !corners(|_, _| GATE_LEVEL + 1).can_be_black(300, 300),
            "a grey picture"
        );
    }

    #[test]
    fn a_noisy_dark_corner_is_no_background() {
        let noisy = corners(|x, y| u8::try_from((x * 5 + y * 3) % 7).unwrap());
        assert_eq!(noisy.darkest_level(), 3, "dark enough");
        assert!(
            !noisy.can_be_black(300, 300),
            "{noisy:?} is a camera's black"
        );
        assert!(
            noisy.can_be_black(300, 255),
            "in a small picture it may be JPEG's"
        );
        assert!(noisy.dark_even_share().is_some_and(|share| share < 0.25));
    }
}
