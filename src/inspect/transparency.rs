//! What is transparent in a picture still, and what it would become in a tool that drops transparency.

use image::RgbaImage;

use super::NEAR_BLACK_LEVEL;

/// A pixel of less alpha than this shows more of what is behind it than of itself.
const HALF_ALPHA: u8 = 128;

/// What was found of a picture's transparency; there is none where every pixel is opaque.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Transparency {
    /// Share of the picture (0 to 1) whose pixels are more transparent than opaque. 0 where some are a little transparent
    /// and none is more.
    pub transparent_share: f32,
    /// Share of those pixels (0 to 1) whose stored colour, which nobody sees as long as they are transparent, is
    /// near-black: what a tool that throws alpha away would show. (A tool that lays the picture on black makes all of
    /// them black.) 0 where `transparent_share` is.
    pub hidden_black_share: f32,
}

impl Transparency {
    /// Looks at all pixels of a picture with alpha; `None` where every one is opaque.
    pub(super) fn look(image: &RgbaImage) -> Option<Self> {
        let pixels = image.as_raw().as_chunks::<4>().0;
        if pixels.iter().all(|pixel| pixel[3] == u8::MAX) {
            return None;
        }
        let (mut transparent, mut hidden_black) = (0_u64, 0_u64);
        for &[red, green, blue, alpha] in pixels {
            let is_transparent = alpha < HALF_ALPHA;
            let is_black = red.max(green).max(blue) <= NEAR_BLACK_LEVEL;
            transparent += u64::from(is_transparent);
            hidden_black += u64::from(is_transparent && is_black);
        }
        let share = |part, whole| super::measure::share(part, whole).unwrap_or(0.0);
        Some(Self {
            transparent_share: share(transparent, pixels.len() as u64),
            hidden_black_share: share(hidden_black, transparent),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    #[test]
    fn hidden_colours_are_looked_at() {
        let half = |hidden: u8| {
            RgbaImage::from_fn(8, 8, |x, _| match x {
                0..4 => Rgba([hidden, hidden, hidden, 0]),
                _ => Rgba([200, 0, 0, 255]),
            })
        };
        let found = |image: &RgbaImage| {
            let found = Transparency::look(image)?;
            Some((found.transparent_share, found.hidden_black_share))
        };
        assert_eq!(found(&half(0)), Some((0.5, 1.0)), "black behind the glass");
        assert_eq!(
            found(&half(255)),
            Some((0.5, 0.0)),
            "white behind the glass"
        );
        let veil = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 254]));
        assert_eq!(found(&veil), Some((0.0, 0.0)), "hardly transparent");
        let opaque = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 255]));
        assert_eq!(found(&opaque), None, "not transparent");
    }
}
