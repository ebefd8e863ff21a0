//! Native file dialogs, on a thread of their own so that the window never waits for them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::job::Job;

/// A dialog that ends sooner than a person could close it was never on the screen.
const SHORTEST_HUMAN_ANSWER: Duration = Duration::from_millis(400);

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The user chose this.
    Path(PathBuf),
    /// The user closed it.
    Nothing,
    /// It could not be shown: this desktop has neither a portal nor a dialog program.
    Unavailable,
}

/// Shows dialogs; a trait so that tests do not. `wake` is called when there is an answer.
pub trait FileDialogs {
    /// Asks for a folder, beginning at `start`.
    ///
    /// # Errors
    /// When no thread can be had.
    fn pick_folder(
        &mut self,
        title: &str,
        start: Option<&Path>,
        parent: &eframe::Frame,
        wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>>;

    /// Asks where to save a file.
    ///
    /// # Errors
    /// When no thread can be had.
    fn save_file(
        &mut self,
        title: &str,
        suggestion: &Path,
        parent: &eframe::Frame,
        wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>>;
}

/// The system's own dialogs.
#[derive(Clone, Copy, Debug)]
pub struct NativeDialogs;

impl FileDialogs for NativeDialogs {
    fn pick_folder(
        &mut self,
        title: &str,
        start: Option<&Path>,
        parent: &eframe::Frame,
        wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>> {
        let mut dialog = rfd::AsyncFileDialog::new()
            .set_title(title)
            .set_parent(parent);
        if let Some(start) = start {
            dialog = dialog.set_directory(start);
        }
        // Made here, on the main thread, because macOS shows dialogs from no other.
        let answer = dialog.pick_folder();
        Job::start("folder-dialog", wake, move || wait_for(answer))
    }

    fn save_file(
        &mut self,
        title: &str,
        suggestion: &Path,
        parent: &eframe::Frame,
        wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>> {
        let mut dialog = rfd::AsyncFileDialog::new()
            .set_title(title)
            .set_parent(parent);
        if let Some(folder) = suggestion.parent() {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = suggestion.file_name() {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
        let answer = dialog.save_file();
        Job::start("save-dialog", wake, move || wait_for(answer))
    }
}

fn wait_for(answer: impl Future<Output = Option<rfd::FileHandle>>) -> Picked {
    let asked = Instant::now();
    match pollster::block_on(answer) {
        Some(file) => Picked::Path(file.path().to_owned()),
        // rfd gives the same answer for a dialog that was closed and one that could not be shown.
        None if asked.elapsed() < SHORTEST_HUMAN_ANSWER => Picked::Unavailable,
        None => Picked::Nothing,
    }
}
