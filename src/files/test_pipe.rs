//! Named pipes for tests.

use std::path::Path;
use std::process::Command;

/// Makes a named pipe that nobody reads or writes.
pub(crate) fn make(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(
        made.is_ok_and(|made| made.success()),
        "every Unix has mkfifo"
    );
}
