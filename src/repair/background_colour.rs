//! The colour that a repaired picture is laid on.

use std::fmt;
use std::str::FromStr;

/// A colour in sRGB. Written and read as `RRGGBB`; a `#` before it is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct BackgroundColour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl BackgroundColour {
    /// What most shops ask for.
    pub const WHITE: Self = Self {
        red: 255,
        green: 255,
        blue: 255,
    };
}

impl Default for BackgroundColour {
    fn default() -> Self {
        Self::WHITE
    }
}

/// A text that names no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is six hexadecimal digits, such as FFFFFF")]
pub struct NoColour;

impl FromStr for BackgroundColour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        let is_hex = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let value = u32::from_str_radix(digits, 16).map_err(|_| NoColour)?;
        let [_, red, green, blue] = value.to_be_bytes();
        is_hex.then_some(Self { red, green, blue }).ok_or(NoColour)
    }
}

impl fmt::Display for BackgroundColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_as_it_is_written() {
        for (text, expected) in [
            ("FFFFFF", Some(BackgroundColour::WHITE)),
            ("#ffffff", Some(BackgroundColour::WHITE)),
            (" 00ff7f ", "00FF7F".parse().ok()),
            ("FFF", None),
            ("+FFFFF", None),
            ("GGGGGG", None),
            ("", None),
        ] {
            assert_eq!(text.parse().ok(), expected, "{text:?}");
        }
        let grey: BackgroundColour = "f7f8f9".parse().unwrap();
        assert_eq!(grey.to_string(), "F7F8F9");
    }
}
