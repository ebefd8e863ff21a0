//! The program `blackdrop`: the dashboard, or a scan without a window.

use std::process::ExitCode;

fn main() -> ExitCode {
    blackdrop::cli::run(std::env::args_os(), |_folder| {
        blackdrop::cli::say_no_window("this version has no window yet")
    })
}
