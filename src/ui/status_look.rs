//! How each status looks: its icon and its colours, the same everywhere. Red is for what is wrong with an image's
//! background and for nothing else.

use egui::Color32;
use egui_material_icons::MaterialIcon;

use super::icons;
use super::theme::Palette;
use crate::session::RowStatus;

/// The look of a status.
#[derive(Clone, Copy, Debug)]
pub struct StatusLook {
    /// Its icon.
    pub icon: MaterialIcon,
    /// Of the icon and the word.
    pub ink: Color32,
    /// Behind them.
    pub paper: Color32,
}

impl StatusLook {
    /// The look of a status in a theme.
    #[must_use]
    pub fn of(status: RowStatus, palette: &Palette) -> Self {
        let (icon, ink, paper) = match status {
            RowStatus::Proven => (icons::PROVEN, palette.danger, palette.danger_weak),
            RowStatus::BlackBackground => (icons::ERROR, palette.danger, palette.danger_weak),
            RowStatus::Doubtful => (icons::DOUBTFUL, palette.caution, palette.caution_weak),
            RowStatus::Repaired => (icons::REPAIRED, palette.good, palette.good_weak),
            RowStatus::Clear => (icons::OK, palette.text_weak, palette.raised),
            RowStatus::Unreadable => (icons::BROKEN_IMAGE, palette.text_weak, palette.raised),
            RowStatus::Unreachable => (icons::UNREACHABLE, palette.text_weak, palette.raised),
            RowStatus::Gone => (icons::GONE, palette.text_weak, palette.raised),
        };
        Self { icon, ink, paper }
    }
}
