//! How repaired files are written, as a person chose it.

use super::BackgroundColour;

/// How repaired files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct RepairOptions {
    /// What is laid behind the product.
    pub background: BackgroundColour,
    /// Quality of a JPEG, 1 to 100.
    pub quality: u8,
    /// How finely a JPEG keeps colours.
    pub chroma: Chroma,
}

/// How finely a JPEG keeps colours.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Chroma {
    /// As finely as brightness (4:4:4).
    #[default]
    Full,
    /// At half of the width and height (4:2:0).
    Half,
}

impl Default for RepairOptions {
    fn default() -> Self {
        Self {
            background: BackgroundColour::WHITE,
            quality: 92,
            chroma: Chroma::Full,
        }
    }
}
