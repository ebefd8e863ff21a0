//! What can be chosen about the files that a repair writes.

use super::BackgroundColour;

/// What can be chosen about the files that a repair writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct RepairOptions {
    /// What is put behind the product.
    pub background: BackgroundColour,
    /// Quality of a JPEG, 1 to 100, as most programs count it; numbers beyond are taken for the nearest.
    pub quality: u8,
    /// How finely a JPEG keeps colours.
    pub chroma: Chroma,
}

/// How finely a JPEG keeps colours, beside the brightness, which is always kept in full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Chroma {
    /// A colour for every pixel (4:4:4): the hard edges of cut-outs stay clean.
    #[default]
    Full,
    /// A colour for every four pixels (4:2:0): smaller files, coloured seams at hard edges.
    Half,
}

impl Default for RepairOptions {
    /// White, quality 92, every colour. With 92 the mean difference to the picture before it was compressed is below what
    /// the eye sees (at most 2 levels of 255, which the tests hold it to), in files of about twice the size of quality 80.
    fn default() -> Self {
        Self {
            background: BackgroundColour::WHITE,
            quality: 92,
            chroma: Chroma::Full,
        }
    }
}
