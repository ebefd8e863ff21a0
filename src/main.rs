//! The program `blackdrop`: the dashboard, or a scan without a window.

use std::process::ExitCode;

fn main() -> ExitCode {
    blackdrop::cli::run(std::env::args_os(), |opening| {
        match blackdrop::app::run(opening.folder, opening.database) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => blackdrop::cli::say_no_window(error),
        }
    })
}
