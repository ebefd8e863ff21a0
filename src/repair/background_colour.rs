//! The colour that a repaired picture gets behind its product.

use std::fmt;
use std::str::FromStr;

/// A colour in sRGB, 8 bit per channel, as a person chose it. Written as six hexadecimal digits, red first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct BackgroundColour {
    /// Red, green and blue, 0 to 255.
    pub rgb: [u8; 3],
}

/// A text that is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is six hexadecimal digits, such as FFFFFF for white, not {text:?}")]
pub struct NoColour {
    /// The text.
    pub text: String,
}

impl BackgroundColour {
    /// What shops put behind their products.
    pub const WHITE: Self = Self { rgb: [255; 3] };

    /// From this level on, in one colour at least, a black product is seen on it at a glance.
    const SHOWS_BLACK: u8 = 64;

    /// Whether a black product is seen on it.
    #[must_use]
    pub fn shows_black(self) -> bool {
        self.rgb.iter().any(|level| *level >= Self::SHOWS_BLACK)
    }
}

impl Default for BackgroundColour {
    fn default() -> Self {
        Self::WHITE
    }
}

impl FromStr for BackgroundColour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no_colour = || NoColour {
            text: text.to_owned(),
        };
        let trimmed = text.trim();
        let digits = trimmed.strip_prefix('#').unwrap_or(trimmed);
        // A sign would be taken for a part of the number.
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(no_colour());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| no_colour())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self {
            rgb: [red, green, blue],
        })
    }
}

impl fmt::Display for BackgroundColour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(formatter, "{red:02X}{green:02X}{blue:02X}")
    }
}

impl From<BackgroundColour> for String {
    fn from(colour: BackgroundColour) -> Self {
        colour.to_string()
    }
}

impl TryFrom<String> for BackgroundColour {
    type Error = NoColour;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_as_it_is_written_with_or_without_a_hash() {
        for (text, rgb) in [
            ("FFFFFF", [255, 255, 255]),
            ("#f0a001", [240, 160, 1]),
            (" 000080 ", [0, 0, 128]),
        ] {
            assert_eq!(text.parse(), Ok(BackgroundColour { rgb }), "{text:?}");
        }
        let colour = BackgroundColour { rgb: [1, 2, 254] };
        assert_eq!(colour.to_string(), "0102FE", "six digits, red first");
        assert_eq!(colour.to_string().parse(), Ok(colour), "there and back");
    }

    #[test]
    fn whatever_is_no_colour_is_refused() {
        for text in [
            "", "FFF", "#", "+FFFFF", "FFFFFFF", "GGGGGG", "##FFFFF", "ÿÿÿ",
        ] {
            assert!(text.parse::<BackgroundColour>().is_err(), "{text:?}");
        }
    }
}
