//! Settings between the window and their file, and what is said when one of them is damaged.

use std::path::Path;
use std::time::Instant;

use super::DashboardApp;
use super::settings::Damage;
use crate::ui::UiCommand;
use crate::ui::settings_window::{SettingsProps, settings_window_ui};

impl DashboardApp {
    /// Saves what was changed, soon.
    pub(super) fn follow_settings(&mut self, ctx: &egui::Context) {
        self.collect_settings();
        let repaint = ctx.clone();
        let wake = move || repaint.request_repaint();
        match self
            .settings_keeper
            .follow(&self.settings, Instant::now(), wake)
        {
            Ok(None) => {}
            Ok(Some(look_again)) => ctx.request_repaint_after(look_again),
            Err(error) => self.tell_unsaved_settings(&error),
        }
    }

    /// Shows the settings.
    pub(super) fn settings_ui(&mut self, ui: &egui::Ui, commands: &mut Vec<UiCommand>) {
        let recent_folders: Vec<_> = self.settings.recent_folders().collect();
        let places = self.places();
        let props = SettingsProps {
            text: &self.text,
            workers: self.settings.workers,
            cores: self.cores,
            thresholds: &self.thresholds,
            include: self.settings.include(),
            theme: self.settings.theme,
            language: self.settings.language,
            thumbnail_size: self.panels.filter.thumbnail_size,
            keys: &self.settings.keys,
            recent_folders: &recent_folders,
            places: &places,
        };
        settings_window_ui(ui, &mut self.panels.settings, &props, commands);
    }

    /// Saves what is not saved yet, at once.
    pub(super) fn finish_settings(&mut self) {
        self.collect_settings();
        if let Err(error) = self.settings_keeper.finish(&self.settings) {
            self.tell_unsaved_settings(&error);
        }
    }

    /// What panels and the session's judge hold themselves.
    fn collect_settings(&mut self) {
        self.settings.thumbnail_points = self.panels.filter.thumbnail_size;
        self.settings.thresholds = self.thresholds;
    }

    fn tell_unsaved_settings(&mut self, error: &std::io::Error) {
        tracing::warn!(%error, "settings can't be saved");
        let detail = [("detail", error.to_string().into())];
        self.notify_failure(self.text.with("settings-unsaved", &detail));
    }

    /// Which settings are as at the first start, and where the damaged file is.
    pub(super) fn tell_damaged_settings(&mut self, damage: &Damage) {
        tracing::warn!(?damage, "damaged settings");
        let told = match &damage.names {
            None => self.text.get("settings-damaged-all"),
            Some(names) => {
                let names: Vec<String> = names.iter().map(|key| self.text.get(key)).collect();
                let names = names.join(&self.text.get("settings-name-separator"));
                self.text
                    .with("settings-damaged-some", &[("names", names.into())])
            }
        };
        self.tell_damaged(&told, damage.kept_as.as_deref());
    }

    /// The file with the window's place and the widths of columns was damaged.
    pub fn tell_damaged_window_memory(&mut self, kept_as: Option<&Path>) {
        tracing::warn!(?kept_as, "damaged window memory");
        let told = self.text.get("settings-damaged-window");
        self.tell_damaged(&told, kept_as);
    }

    fn tell_damaged(&mut self, told: &str, kept_as: Option<&Path>) {
        let sentence = match kept_as {
            None => told.to_owned(),
            Some(path) => {
                let file = path.display().to_string();
                let args = [("told", told.into()), ("file", file.into())];
                self.text.with("settings-damaged-kept", &args)
            }
        };
        self.notify_failure(sentence);
    }
}
