//! Asks for a path in the window itself, where the system has no dialog for it.

use egui::{TextEdit, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog};
use super::widgets::{self, Tone};
use super::{PathProblem, ScanCommand, Text, UiCommand, icons};

/// Width of the dialog in logical points.
const WIDTH: f32 = 560.0;

/// What the path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// The folder to scan.
    ScanFolder,
    /// The file to export to.
    ExportFile,
}

/// What the prompt shows.
#[derive(Debug)]
pub struct PathPromptProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// What the path is for.
    pub purpose: PathPurpose,
    /// What is wrong with the path, as far as is known.
    pub problem: Option<&'a PathProblem>,
    /// A path where there is a file that would be replaced: as long as it stands in the field, accepting means that.
    pub existing: Option<&'a str>,
}

/// What is being typed. The app fills in a sensible default.
#[derive(Clone, Debug, Default)]
pub struct PathPromptState {
    /// As typed: `~` is not expanded.
    pub path: String,
    has_taken_focus: bool,
}

impl PathPromptState {
    /// A prompt that begins with this path.
    #[must_use]
    pub fn new(path: String) -> Self {
        Self {
            path,
            has_taken_focus: false,
        }
    }
}

/// Shows the prompt, over everything else. It ends by [`|it| UiCommand::Scan(ScanCommand::PathPromptAccepted(it))`] or
/// [`ScanCommand::PathPromptCancelled`].
pub fn path_prompt_ui(
    ui: &Ui,
    state: &mut PathPromptState,
    props: &PathPromptProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let (title, accept) = match props.purpose {
        PathPurpose::ScanFolder => ("prompt-folder-title", "prompt-folder-accept"),
        PathPurpose::ExportFile => ("prompt-file-title", "prompt-file-accept"),
    };
    let head = DialogHead {
        id: "path prompt",
        title: &text.get(title),
        close: &text.get("prompt-cancel"),
        width: WIDTH,
    };
    let (accepted, end) = dialog(ui, head, |ui| {
        widgets::caption(ui, text.get("prompt-why"));
        let entered = path_field(ui, state, props);
        if let Some(problem) = props.problem {
            widgets::banner(ui, Tone::Danger, icons::ERROR, &problem.sentence(text));
        }
        let is_empty = state.path.trim().is_empty();
        let replaces = props.existing == Some(state.path.trim());
        let accept = if replaces {
            widgets::banner(
                ui,
                Tone::Caution,
                icons::CAUTION,
                &text.get("prompt-exists"),
            );
            "prompt-replace"
        } else {
            accept
        };
        let clicked = buttons_row(ui, |ui| {
            let accept = ui.add_enabled_ui(!is_empty, |ui| {
                widgets::primary_button(ui, None, &text.get(accept))
            });
            accept.inner.clicked()
        });
        (entered && !is_empty) || clicked
    });
    if accepted {
        commands.push(UiCommand::Scan(ScanCommand::PathPromptAccepted(
            state.path.trim().to_owned(),
        )));
    } else if end == DialogEnd::Closed {
        commands.push(UiCommand::Scan(ScanCommand::PathPromptCancelled));
    }
}

/// Whether Enter was pressed in the field.
fn path_field(ui: &mut Ui, state: &mut PathPromptState, props: &PathPromptProps<'_>) -> bool {
    let name = match props.purpose {
        PathPurpose::ScanFolder => "prompt-folder",
        PathPurpose::ExportFile => "prompt-file",
    };
    let edit = TextEdit::singleline(&mut state.path)
        .id_salt("prompted path")
        .cursor_at_end(true)
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(f32::INFINITY);
    let response = ui.add(edit).accessible_name(props.text.get(name));
    if !std::mem::replace(&mut state.has_taken_focus, true) {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, window};

    type Shown = (PathPromptState, Option<PathProblem>, Vec<UiCommand>);

    fn shown(
        purpose: PathPurpose,
        problem: Option<PathProblem>,
        existing: Option<&'static str>,
    ) -> Harness<'static, Shown> {
        let words = Words::default();
        let path = "/home/ann/results".to_owned();
        let state = (PathPromptState::new(path), problem, Vec::new());
        window(
            [900.0, 600.0],
            state,
            move |ui, (state, problem, commands)| {
                let props = PathPromptProps {
                    text: words.of(Language::English),
                    purpose,
                    problem: problem.as_ref(),
                    existing,
                };
                path_prompt_ui(ui, state, &props, commands);
            },
        )
    }

    #[test]
    fn the_field_has_the_keyboard_and_enter_accepts() {
        let mut harness = shown(PathPurpose::ExportFile, None, None);
        harness.get_by_label("File").type_text(".csv");
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        assert_eq!(
            harness.state().2,
            [UiCommand::Scan(ScanCommand::PathPromptAccepted(
                "/home/ann/results.csv".to_owned()
            ))]
        );
    }

    #[test]
    fn the_button_accepts_and_cancel_does_not() {
        let mut harness = shown(PathPurpose::ScanFolder, None, None);
        harness.get_by_label("Use this folder").click();
        harness.run();
        harness.get_by_label("Cancel").click();
        harness.run();
        assert_eq!(
            harness.state().2,
            [
                UiCommand::Scan(ScanCommand::PathPromptAccepted(
                    "/home/ann/results".to_owned()
                )),
                UiCommand::Scan(ScanCommand::PathPromptCancelled),
            ]
        );
    }

    #[test]
    fn a_file_that_would_be_replaced_is_asked_about() {
        let mut harness = shown(PathPurpose::ExportFile, None, Some("/home/ann/results"));
        let question = "There is a file with this name already";
        harness.get_by_label(question);
        assert!(harness.query_by_label("Export").is_none(), "not as usual");
        harness.get_by_label("File").type_text("2");
        harness.run();
        assert!(harness.query_by_label(question).is_none(), "another path");
        harness.get_by_label("Export");
        harness.key_press(egui::Key::Backspace);
        harness.run();
        harness.get_by_label("Replace it").click();
        harness.run();
        assert_eq!(
            harness.state().2,
            [UiCommand::Scan(ScanCommand::PathPromptAccepted(
                "/home/ann/results".to_owned()
            ))]
        );
    }

    #[test]
    fn a_bad_path_says_so() {
        let harness = shown(
            PathPurpose::ScanFolder,
            Some(PathProblem::PermissionDenied),
            None,
        );
        assert!(
            harness
                .query_by_label("You have no permission to look into this folder")
                .is_some(),
            "the sentence"
        );
    }
}
