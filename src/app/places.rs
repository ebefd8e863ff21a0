//! Where the program keeps what, and showing it to the user.

use std::path::PathBuf;

use super::DashboardApp;
use crate::logging::latest_log_file;
use crate::ui::Place;

impl DashboardApp {
    /// What there is, in the order of the settings.
    pub(super) fn places(&self) -> Vec<(Place, PathBuf)> {
        let services = &self.services;
        let settings = services.settings_file.as_ref();
        [
            (Place::Database, services.database.clone()),
            (Place::Settings, settings.map(|file| file.path().to_owned())),
            (Place::Log, services.log_folder.clone()),
        ]
        .into_iter()
        .filter_map(|(place, path)| Some((place, path?)))
        .collect()
    }

    /// Shows it in the file manager.
    pub(super) fn show_place(&mut self, ctx: &egui::Context, wanted: Place) {
        let mut places = self.places().into_iter();
        if let Some((_, path)) = places.find(|(place, _)| *place == wanted) {
            self.ask_desktop(ctx, vec![path], |desktop, path| {
                // What is not there yet, is not in its folder.
                let there = path.ancestors().find(|path| path.exists());
                desktop.reveal(there.unwrap_or(path))
            });
        }
    }

    /// Opens today's log, or its folder where there is none.
    pub(super) fn open_log(&mut self, ctx: &egui::Context) {
        let Some(folder) = self.services.log_folder.clone() else {
            self.notify_failure(self.text.get("settings-no-log"));
            return;
        };
        self.ask_desktop(ctx, vec![folder], |desktop, folder| {
            desktop.open(latest_log_file(folder).as_deref().unwrap_or(folder))
        });
    }
}
