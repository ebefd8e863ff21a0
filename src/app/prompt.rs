//! Asking for a path in the window itself, where the desktop has no dialogs.

use std::path::Path;

use super::DashboardApp;
use super::exporting::{PendingExport, Replacing};
use super::folder::{home_folder, meant_path};
use crate::ui::path_prompt::{PathPromptProps, PathPromptState, PathPurpose, path_prompt_ui};
use crate::ui::{Text, UiCommand};

/// What a typed path is for.
#[derive(Debug)]
pub(super) enum PromptPurpose {
    /// The folder to scan.
    Folder,
    /// Where to export to.
    Export(PendingExport),
}

/// An open prompt.
#[derive(Debug)]
pub(super) struct Prompt {
    purpose: PromptPurpose,
    state: PathPromptState,
    /// A typed path where there is a file that would be replaced; as long as it stands in the field, it is the question.
    existing: Option<String>,
}

impl Prompt {
    /// Shows the prompt, over everything else.
    pub(super) fn show(&mut self, ui: &egui::Ui, text: &Text, commands: &mut Vec<UiCommand>) {
        let purpose = match &self.purpose {
            PromptPurpose::Folder => PathPurpose::ScanFolder,
            PromptPurpose::Export(_) => PathPurpose::ExportFile,
        };
        // What is wrong with a folder is said below the path box, which then holds it; what is wrong with a destination,
        // in the notice about the export.
        let props = PathPromptProps {
            text,
            purpose,
            problem: None,
            existing: self.existing.as_deref(),
        };
        path_prompt_ui(ui, &mut self.state, &props, commands);
    }
}

impl DashboardApp {
    /// Opens the prompt with a suggestion.
    pub(super) fn prompt_for_path(&mut self, purpose: PromptPurpose, suggestion: &Path) {
        let state = PathPromptState::new(suggestion.to_string_lossy().into_owned());
        self.prompt = Some(Prompt {
            purpose,
            state,
            existing: None,
        });
    }

    /// Asks whether a file may be replaced, or for another path.
    pub(super) fn prompt_before_replacing(&mut self, pending: PendingExport, path: &Path) {
        self.prompt_for_path(PromptPurpose::Export(pending), path);
        if let Some(prompt) = &mut self.prompt {
            prompt.existing = Some(prompt.state.path.clone());
        }
    }

    /// Asks for the folder to scan.
    pub(super) fn prompt_for_folder(&mut self) {
        let start = self.settings.recent_folders().next();
        let default = start.or_else(home_folder).unwrap_or_default();
        self.prompt_for_path(PromptPurpose::Folder, &default);
    }

    /// A folder came in another way, by dropping it for instance.
    pub(super) fn close_folder_prompt(&mut self) {
        self.prompt
            .take_if(|prompt| matches!(prompt.purpose, PromptPurpose::Folder));
    }

    /// The prompt was answered.
    pub(super) fn take_prompted_path(&mut self, ctx: &egui::Context, typed: String) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        match prompt.purpose {
            PromptPurpose::Folder => {
                self.panels.setup.path = typed;
                self.scan_typed(ctx);
            }
            PromptPurpose::Export(pending) => {
                let path = meant_path(&typed, home_folder().as_deref());
                // A bare name means the folder that was suggested, not wherever the program was started.
                let path = pending.suggestion.with_file_name(path);
                let replacing = if prompt.existing == Some(typed) {
                    Replacing::Agreed
                } else {
                    Replacing::Ask
                };
                self.export(ctx, pending, path, replacing);
            }
        }
    }
}
