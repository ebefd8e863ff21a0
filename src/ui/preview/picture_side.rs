//! With how many pixels a large picture is loaded: as many as its place on the screen shows, in steps.

/// Decoded for a view of so many pixels to begin with, and for a smaller one too: so the picture beside the results is
/// the one of the page in a small window.
pub(super) const LEAST_SIDE_PX: u32 = 1_024;

/// Sides of views are rounded up to this, so that a window that is resized reloads seldom.
const SIDE_STEP_PX: u32 = 512;

/// Longest side in pixels of any picture: two 4K screens side by side. At 100 % a picture that is larger is shown from
/// this reduced copy.
pub const MOST_SIDE_PX: u32 = 8_192;

/// The longest side that a picture is loaded with for a place of so many pixels.
#[must_use]
pub(super) fn side_for(place_px: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length on the screen"
    )]
    let side_px = place_px.ceil().max(0.0) as u32;
    side_px
        .div_ceil(SIDE_STEP_PX)
        .saturating_mul(SIDE_STEP_PX)
        .clamp(LEAST_SIDE_PX, MOST_SIDE_PX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_grow_in_steps_within_their_bounds() {
        for (place_px, side_px) in [
            (0.0, 1_024),
            (340.0, 1_024),
            (1_024.0, 1_024),
            (1_024.5, 1_536),
            (3_500.0, 3_584),
            (1e9, 8_192),
        ] {
            assert_eq!(side_for(place_px), side_px, "for {place_px} pixels");
        }
    }
}
