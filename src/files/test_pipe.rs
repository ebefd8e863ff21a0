//! Named pipes for tests.

use std::path::Path;

/// Makes a named pipe that nobody reads or writes.
pub(crate) fn make(path: &Path) {
    rustix::fs::mknodat(
        rustix::fs::CWD,
        path,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .expect("a named pipe");
}
