//! The program `blackdrop`: the dashboard, or a scan without a window.

use std::process::ExitCode;

fn main() -> ExitCode {
    blackdrop::cli::run(std::env::args_os(), |folder| {
        match blackdrop::app::run(folder) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => blackdrop::cli::say_no_window(error),
        }
    })
}
