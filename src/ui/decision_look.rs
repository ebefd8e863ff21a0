//! How each decision looks: its icon and its colours, the same everywhere. A sign and a word beside the colour, so that
//! nobody has to tell red from grey.

use egui::Color32;
use egui_material_icons::MaterialIcon;

use super::icons;
use super::theme::Palette;
use crate::session::{Decision, ResultRow, RowStatus, SaveState};

/// The look of a decision.
#[derive(Clone, Copy, Debug)]
pub struct DecisionLook {
    /// Its icon.
    pub icon: MaterialIcon,
    /// Of the icon and the word on `fill`.
    pub on_fill: Color32,
    /// Behind them, over a picture.
    pub fill: Color32,
    /// Of the icon and the word on the panel's own ground.
    pub ink: Color32,
    /// The sign of a decision that is not on the disk, beside the icon.
    pub save: Option<MaterialIcon>,
}

impl DecisionLook {
    /// The look of a decision in a theme.
    #[must_use]
    pub fn of(decision: Decision, palette: &Palette) -> Self {
        match decision {
            Decision::Confirmed => Self {
                icon: icons::CONFIRMED,
                on_fill: palette.on_danger,
                fill: palette.danger,
                ink: palette.danger,
                save: None,
            },
            Decision::FalseAlarm => Self {
                icon: icons::FALSE_ALARM,
                on_fill: palette.panel,
                fill: palette.text_weak,
                ink: palette.text,
                save: None,
            },
        }
    }

    /// The look of what a row has to say of its review; `None` where it has nothing to say.
    #[must_use]
    pub fn of_row(row: &ResultRow, palette: &Palette) -> Option<Self> {
        let review = &row.review;
        if let Some(decision) = row.decision_told() {
            let look = Self {
                save: save_icon(review.save),
                ..Self::of(decision, palette)
            };
            return Some(if row.status() == RowStatus::Repaired {
                // It calls for nothing any more.
                Self {
                    on_fill: palette.panel,
                    fill: palette.text_weak,
                    ink: palette.text_weak,
                    ..look
                }
            } else {
                look
            });
        }
        let before_change = row
            .decided_unbound()
            .or_else(|| row.decided_before_change());
        let icon = match (review.save, before_change) {
            (SaveState::Failed(_), _) => icons::NOT_SAVED,
            (_, Some(_)) => icons::CHANGED,
            (_, None) => return None,
        };
        Some(Self {
            icon,
            on_fill: palette.panel,
            fill: palette.caution,
            ink: palette.caution,
            save: None,
        })
    }
}

/// The sign of a decision that is not on the disk.
#[must_use]
pub fn save_icon(save: SaveState) -> Option<MaterialIcon> {
    match save {
        SaveState::Saved | SaveState::SavedByPlace => None,
        SaveState::Saving(_) => Some(icons::SAVING),
        SaveState::Failed(_) => Some(icons::NOT_SAVED),
    }
}
