//! The most popular colour of a picture, counted over all of its pixels.

/// The colour that most pixels have, exactly as counted; of several with the same count the one that is smallest as the
/// number 0xRRGGBB. A transparent pixel counts as what it looks like on white.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MainColour {
    /// Red, green and blue, 0 to 255 each.
    pub rgb: [u8; 3],
    /// Share of the pixels that have it, above 0 and up to 1.
    pub share: f32,
}
