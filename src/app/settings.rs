//! What the window remembers from one start to the next.

mod fields;
mod file;
mod folder_choices;
mod keeper;
mod key_text;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::inspect::{Measures, Thresholds};
use crate::repair::RepairOptions;
use crate::scan::IncludeRules;
use crate::ui::keys::KeyMap;
use crate::ui::{Language, ViewMode};

pub(super) use file::Damage;
pub use file::SettingsFile;
pub use folder_choices::FolderChoices;
pub(super) use keeper::SettingsKeeper;

/// How many recent folders are offered.
const RECENT_FOLDERS: usize = 8;

/// Remembered choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Scanned folders, latest first. Text, because only Unicode can be stored.
    recent_folders: Vec<String>,
    /// Chosen worker count; `None`: one per logical core.
    pub workers: Option<NonZeroUsize>,
    /// What images are judged by.
    pub thresholds: Thresholds,
    /// Light, dark, or as the system.
    pub theme: egui::ThemePreference,
    /// The chosen language; `None`: as the system.
    pub language: Option<Language>,
    /// Gallery or table.
    pub view: ViewMode,
    /// Side of a gallery cell's picture in logical points.
    pub thumbnail_points: f32,
    /// Look at hidden files too.
    include_hidden: bool,
    /// Look at online-only files too.
    include_online_only: bool,
    /// Measure more than the verdict needs.
    look_closer: LookCloser,
    /// The side panels that are unfolded.
    pub side_panels: SidePanels,
    /// The keys, where they are not those of the table.
    pub keys: KeyMap,
    /// What was chosen for each scanned folder.
    pub folders: FolderChoices,
    /// The one folder of originals that versions before kept for whatever was scanned.
    old_originals_folder: String,
    /// How repaired files are made.
    pub repair: RepairOptions,
}

/// What a scan measures beyond what the verdict needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct LookCloser {
    /// Every pixel of every image.
    full_measurement: bool,
    /// Every file to its end.
    check_completely: bool,
}

/// Which side panels are unfolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SidePanels {
    /// The workers, at the left.
    pub workers: bool,
    /// The preview, at the right.
    pub preview: bool,
}

impl Default for SidePanels {
    fn default() -> Self {
        Self {
            workers: true,
            preview: true,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent_folders: Vec::new(),
            workers: None,
            thresholds: Thresholds::default(),
            theme: egui::ThemePreference::System,
            language: None,
            view: ViewMode::Gallery,
            thumbnail_points: 160.0,
            include_hidden: false,
            include_online_only: false,
            look_closer: LookCloser::default(),
            side_panels: SidePanels::default(),
            keys: KeyMap::default(),
            folders: FolderChoices::default(),
            old_originals_folder: String::new(),
            repair: RepairOptions::default(),
        }
    }
}

impl Settings {
    /// Recently scanned folders, latest first.
    pub fn recent_folders(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.recent_folders.iter().map(PathBuf::from)
    }

    /// A folder is scanned: it becomes the latest.
    pub fn remember_folder(&mut self, folder: &Path) {
        let Some(folder) = folder.to_str() else {
            return;
        };
        self.recent_folders.retain(|known| known != folder);
        self.recent_folders.insert(0, folder.to_owned());
        self.recent_folders.truncate(RECENT_FOLDERS);
    }

    /// A folder is not offered any more.
    pub fn forget_folder(&mut self, folder: &Path) {
        self.recent_folders
            .retain(|known| Path::new(known) != folder);
    }

    /// No folder is offered any more.
    pub fn forget_all_folders(&mut self) {
        self.recent_folders.clear();
    }

    /// Gives the folder of originals of earlier versions to the folder that was scanned last, once. `except`: a folder that
    /// has its own originals.
    pub fn settle_old_originals(&mut self, except: &Path) {
        if self.old_originals_folder.is_empty() {
            return;
        }
        let latest = self.recent_folders().find(|folder| folder != except);
        // As long as no folder is known it waits for one.
        if let Some(latest) = latest {
            let old = std::mem::take(&mut self.old_originals_folder);
            self.folders
                .change(&latest, |choice| choice.originals = old);
        }
    }

    /// The language of the window's words.
    #[must_use]
    pub fn spoken_language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }

    /// What a scan looks at besides plain images.
    #[must_use]
    pub fn include(&self) -> IncludeRules {
        IncludeRules {
            hidden: self.include_hidden,
            online_only: self.include_online_only,
        }
    }

    /// Changes what the next scan looks at.
    pub fn set_include(&mut self, include: IncludeRules) {
        self.include_hidden = include.hidden;
        self.include_online_only = include.online_only;
    }

    /// What a scan measures beyond what the verdict needs.
    #[must_use]
    pub fn measures(&self) -> Measures {
        Measures {
            full: self.look_closer.full_measurement,
            complete: self.look_closer.check_completely,
        }
    }

    /// Changes what the next scan measures.
    pub fn set_measures(&mut self, measures: Measures) {
        self.look_closer = LookCloser {
            full_measurement: measures.full,
            check_completely: measures.complete,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_folder_comes_first_and_once() {
        let mut settings = Settings::default();
        for name in ["/a", "/b", "/a"] {
            settings.remember_folder(Path::new(name));
        }
        let recent: Vec<_> = settings.recent_folders().collect();
        assert_eq!(recent, [PathBuf::from("/a"), PathBuf::from("/b")]);
        for number in 0..20 {
            settings.remember_folder(Path::new(&format!("/{number}")));
        }
        assert_eq!(settings.recent_folders().count(), RECENT_FOLDERS);
    }
}
