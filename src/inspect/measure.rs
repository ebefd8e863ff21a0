//! Facts about an image's background, without any judgement.

/// What was measured of one image's background. Facts only: thresholds live in [`super::Thresholds`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BackgroundMeasurement {
    /// Thickness of the measured border ring, in pixels.
    pub ring_px: u32,
    /// Share of the border ring that is near-black, 0 to 1.
    pub border_black_share: f32,
}
