//! Native file dialogs, on a thread of their own so that the window never waits for them.

use std::ffi::OsString;
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
        // rfd gives the same answer for a dialog that was closed and one that could not be shown. Neither sign is enough:
        // a bus need not lead to a portal, and a machine that stands still makes a quick answer late.
        None if asked.elapsed() < SHORTEST_HUMAN_ANSWER || !a_dialog_can_be() => {
            Picked::Unavailable
        }
        None => Picked::Nothing,
    }
}

fn a_dialog_can_be() -> bool {
    // Windows and macOS bring their dialogs along.
    cfg!(not(all(unix, not(target_os = "macos"))))
        || has_way_to_a_dialog(|name| std::env::var_os(name), Path::is_file, Path::exists)
}

/// Whether there is anything that rfd's dialogs could come from: a session bus, over which a portal is asked, or zenity.
/// The bus is looked for where libdbus does it: by its address, by its socket, and at last by starting one.
fn has_way_to_a_dialog(
    variable: impl Fn(&str) -> Option<OsString>,
    is_file: impl Fn(&Path) -> bool,
    exists: impl Fn(&Path) -> bool,
) -> bool {
    let named = |name| variable(name).filter(|value| !value.is_empty());
    let has_bus = named("DBUS_SESSION_BUS_ADDRESS").is_some()
        || named("XDG_RUNTIME_DIR").is_some_and(|folder| exists(&Path::new(&folder).join("bus")));
    has_bus
        || named("PATH").is_some_and(|path| {
            std::env::split_paths(&path).any(|folder| {
                is_file(&folder.join("zenity")) || is_file(&folder.join("dbus-launch"))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether there is a way with these variables, where only this is on the disk.
    fn has_way(variables: &[(&str, &str)], on_disk: &str) -> bool {
        let variable = |name: &str| {
            let mut found = variables.iter().filter(|(known, _)| *known == name);
            found.next().map(|(_, value)| OsString::from(value))
        };
        let is_there = |path: &Path| path == Path::new(on_disk);
        has_way_to_a_dialog(variable, is_there, is_there)
    }

    #[test]
    fn without_bus_and_zenity_there_is_no_dialog() {
        assert!(!has_way(&[], ""), "nothing at all");
        let bare = [
            ("DBUS_SESSION_BUS_ADDRESS", ""),
            ("XDG_RUNTIME_DIR", "run"),
            ("PATH", "bin"),
        ];
        assert!(!has_way(&bare, "other/zenity"), "zenity lies elsewhere");
    }

    #[test]
    fn a_bus_or_zenity_may_lead_to_a_dialog() {
        let address = [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/tmp/bus")];
        assert!(has_way(&address, ""), "a bus by its address");
        let socket = [("XDG_RUNTIME_DIR", "run")];
        assert!(has_way(&socket, "run/bus"), "a bus by its socket");
        let path = [("PATH", "bin")];
        assert!(has_way(&path, "bin/zenity"), "zenity");
        assert!(has_way(&path, "bin/dbus-launch"), "a bus can be started");
    }
}
