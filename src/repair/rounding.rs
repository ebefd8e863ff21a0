//! Numbers of a computation as levels and as pixels.

/// A level of a colour, rounded to one of 256.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number between 0 and 255, rounded"
)]
pub(super) fn level(number: f32) -> u8 {
    number.round().clamp(0.0, 255.0) as u8
}

/// A number of pixels, rounded; no picture has more than it can say, and none fewer than 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number between 0 and what 32 bits hold, rounded"
)]
pub(super) fn pixels(number: f64) -> u32 {
    number.round().clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_stay_within_what_there_is() {
        for (number, wanted) in [(-3.0, 0), (0.4, 0), (0.5, 1), (254.6, 255), (999.0, 255)] {
            assert_eq!(level(number), wanted, "{number}");
        }
        for (number, wanted) in [(-3.0, 0), (7.5, 8), (1e12, u32::MAX), (f64::NAN, 0)] {
            assert_eq!(pixels(number), wanted, "{number}");
        }
    }
}
