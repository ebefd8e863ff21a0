//! Programs that press real keys.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::driver::PATIENCE;

/// Whether a program is installed; says so where it is not.
pub fn tool_is_there(name: &str) -> bool {
    let found = Command::new(name).arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: {name} is not installed");
    }
    found
}

/// What xdotool says. `None` where it is not installed, fails, or waits in vain: with `--sync` it would do that for ever.
pub fn xdotool(arguments: &[&str]) -> Option<String> {
    let mut program = Command::new("xdotool")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = program.try_wait().expect("its state") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            program.kill().ok();
            program.wait().ok();
            return None;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let mut said = String::new();
    program.stdout?.read_to_string(&mut said).ok()?;
    status.success().then_some(said)
}
