//! How repaired files are made.

use super::BackgroundColour;

/// What is chosen for all files of a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RepairOptions {
    /// The colour in the place of the transparency.
    pub background: BackgroundColour,
    /// Quality of JPEG files, 1 to 100.
    pub quality: u8,
    /// Colour resolution of JPEG files.
    pub chroma: Chroma,
}

/// How fine the colours of a JPEG file are, beside its brightness.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Chroma {
    /// As fine as the brightness (4:4:4): edges of products stay sharp on white.
    #[default]
    Full,
    /// Half of it in both directions (4:2:0): smaller files.
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
