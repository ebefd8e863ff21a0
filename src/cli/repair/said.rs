//! One line per image on standard output: what was (or would be) done, or why not. For people and their `grep`; programs
//! take `--json`.

use std::io::Write as _;
use std::path::Path;

use crate::cli::say_error;
use crate::export::{Destination, ExportFile, Growth, SaveErrorKind, path_text};
use crate::logging::on_one_line;
use crate::scan::ImageLocation;

/// The lines; none where they are not wanted, or where their reader is gone.
pub(super) struct Said {
    output: Option<ExportFile>,
    failed: bool,
}

impl Said {
    /// Lines on standard output.
    pub(super) fn to_stdout() -> Self {
        let output = ExportFile::open(&Destination::stdout(), Growth::RowByRow);
        Self {
            output: output.ok(),
            failed: false,
        }
    }

    /// No lines: something else is written there.
    pub(super) fn nowhere() -> Self {
        Self {
            output: None,
            failed: false,
        }
    }

    /// "would write   a/b.jpg  to /new/a/b.jpg"
    pub(super) fn done(&mut self, what: &str, location: &ImageLocation, target: &Path) {
        let (path, target) = (path_text(location), target.display().to_string());
        self.line(&format!(
            "{what:<13}  {}  to {}",
            on_one_line(&path),
            on_one_line(&target)
        ));
    }

    /// "left           a/b.jpg  the image was changed since the scan"
    pub(super) fn left(&mut self, what: &str, location: &ImageLocation, why: &str) {
        let path = path_text(location);
        self.line(&format!(
            "{what:<13}  {}  {}",
            on_one_line(&path),
            on_one_line(why)
        ));
    }

    fn line(&mut self, line: &str) {
        let Some(output) = &mut self.output else {
            return;
        };
        let written = writeln!(output, "{line}").and_then(|()| output.flush());
        if let Err(error) = written {
            self.output = None;
            let kind = SaveErrorKind::from(error);
            // Who reads `| head` does not ask for more; what is being done goes on.
            if kind != SaveErrorKind::ReaderGone {
                self.failed = true;
                say_error(format_args!("standard output can't be written: {kind}"));
            }
        }
    }

    /// Whether a line was lost.
    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }
}
