//! Whether a scan lets an upload through: one policy over what was found and what was not seen. A gate passes only what it
//! has seen.
//!
//! Facts are gathered as the scan tells them; the rest is pure.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::outputs::OutputFaults;
use super::summary::grouped;
use super::{
    EXIT_FAILED, EXIT_FLAGGED, EXIT_INTERRUPTED, EXIT_NO_ANSWER, EXIT_OUTPUT, EXIT_UNSEEN,
    EXIT_USAGE, say_error,
};
use crate::scan::{ImageOutcome, ScanEnd, SkipCause, no_answer};
use crate::session::{Decision, ResultRow};

/// Things that were not seen and are named one by one; more would drown what else is said.
const NAMED: usize = 20;

/// What an upload is refused for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct GateArgs {
    /// Ends with exit code 1 when something is flagged that nobody called a false alarm, and with 5 when nothing is but
    /// something was not seen that may be a product image: for jobs that upload
    #[arg(long)]
    fail_on_flagged: bool,
    /// Ends with exit code 5 when something was not seen that may be a product image, whatever is flagged
    #[arg(long)]
    fail_on_unseen: bool,
}

impl GateArgs {
    /// Whether anything is refused.
    pub(super) fn is_closed(self) -> bool {
        self.fail_on_flagged || self.fail_on_unseen
    }

    fn verdict(self, facts: &GateFacts) -> GateVerdict {
        if self.fail_on_flagged && facts.flagged > 0 {
            GateVerdict::Flagged
        } else if self.is_closed() && (facts.unseen > 0 || facts.seen == 0) {
            GateVerdict::Unseen
        } else {
            GateVerdict::Passed
        }
    }
}

/// What a gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GateVerdict {
    /// Nothing stands against it, or nobody asked.
    Passed,
    /// Something is flagged.
    Flagged,
    /// Nothing is flagged, but not all was seen, or nothing.
    Unseen,
}

/// What a scan found, as far as a gate cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GateFacts {
    /// Images that were inspected.
    seen: u64,
    /// Of these, flagged and not called a false alarm.
    flagged: u64,
    /// What may be a product image, or hold some, and was not seen.
    unseen: u64,
    /// The first of these by path, and why each was not seen.
    named: BTreeMap<PathBuf, String>,
}

impl GateFacts {
    /// An image is settled: inspected, known to be as it was, or not to be had.
    pub(super) fn settle(&mut self, row: &ResultRow) {
        let why = match &row.report.outcome {
            ImageOutcome::Inspected(_) => {
                self.seen += 1;
                let is_cleared = row.review.decision() == Some(Decision::FalseAlarm);
                self.flagged += u64::from(row.status().is_flagged() && !is_cleared);
                return;
            }
            ImageOutcome::Unreadable(error) => error.to_string(),
            ImageOutcome::Unreachable(error) => error.to_string(),
        };
        self.miss(row.report.location.relative().to_path_buf(), why);
    }

    /// Something was not looked at.
    pub(super) fn skip(&mut self, path: PathBuf, cause: &SkipCause) {
        if let Some(why) = why_unseen(cause) {
            self.miss(path, why);
        }
    }

    fn miss(&mut self, path: PathBuf, why: String) {
        self.unseen += 1;
        self.named.insert(path, why);
        if self.named.len() > NAMED {
            self.named.pop_last();
        }
    }

    /// Names what was not seen, so that a person knows what to do.
    pub(super) fn say_unseen(&self) {
        for (path, why) in &self.named {
            say_error(format_args!("not seen ({why}): \"{}\"", path.display()));
        }
        let others = self.unseen - self.named.len() as u64;
        if others > 0 {
            say_error(format_args!("and {} more were not seen", grouped(others)));
        }
        if self.seen == 0 {
            say_error("no image was seen, so there is nothing to vouch for");
        }
    }
}

/// Why something that was not looked at may be a product image, or hold some; `None` where it is none, or was looked at
/// all the same. What is hidden, or the system's, is nobody's product.
fn why_unseen(cause: &SkipCause) -> Option<String> {
    Some(match cause {
        SkipCause::HiddenFile
        | SkipCause::HiddenFolder
        | SkipCause::ImageNamedFolder
        | SkipCause::LinkedFolder { is_walked: true } => return None,
        SkipCause::OnlineOnly => "its content is only in the cloud".to_owned(),
        SkipCause::OtherKind { extension } => {
            format!("{} pictures are not inspected", extension.to_uppercase())
        }
        SkipCause::LinkedFolder { is_walked: false } => {
            "a link to a folder elsewhere, which is not followed".to_owned()
        }
        SkipCause::NotAFile => "named like an image, but a pipe, socket or device".to_owned(),
        SkipCause::UnreadableFolder { detail } => format!("this folder can't be read: {detail}"),
        SkipCause::FolderNoAnswer { silent_for } => {
            format!("this folder was given up: {}", no_answer(*silent_for))
        }
        SkipCause::PictureByContent { kind } => {
            format!("{kind} pictures are not inspected, and it is not named like one")
        }
        SkipCause::UnknownContent { detail } => format!("its first bytes can't be read: {detail}"),
    })
}

/// The exit code of a scan that ended like this.
pub(super) fn exit_code(
    gate: GateArgs,
    facts: &GateFacts,
    end: &ScanEnd,
    faults: OutputFaults,
) -> u8 {
    if faults.failed {
        return EXIT_OUTPUT;
    }
    match (end, gate.verdict(facts)) {
        (ScanEnd::Failed { .. }, _) => EXIT_FAILED,
        (_, GateVerdict::Flagged) => EXIT_FLAGGED,
        (ScanEnd::RootUnreadable { .. }, _) => EXIT_USAGE,
        (ScanEnd::NoAnswer { .. }, _) => EXIT_NO_ANSWER,
        // Stopped because nobody reads any more is done; but what was not looked at is not vouched for.
        (ScanEnd::Stopped, _) if faults.reader_gone && !gate.is_closed() => 0,
        (ScanEnd::Stopped, _) => EXIT_INTERRUPTED,
        (ScanEnd::Completed, GateVerdict::Unseen) => EXIT_UNSEEN,
        (ScanEnd::Completed, GateVerdict::Passed) => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const OPEN: GateArgs = GateArgs {
        fail_on_flagged: false,
        fail_on_unseen: false,
    };
    const FLAGGED: GateArgs = GateArgs {
        fail_on_flagged: true,
        fail_on_unseen: false,
    };
    const UNSEEN: GateArgs = GateArgs {
        fail_on_flagged: false,
        fail_on_unseen: true,
    };
    const BOTH: GateArgs = GateArgs {
        fail_on_flagged: true,
        fail_on_unseen: true,
    };

    fn facts(seen: u64, flagged: u64, unseen: u64) -> GateFacts {
        GateFacts {
            seen,
            flagged,
            unseen,
            named: BTreeMap::new(),
        }
    }

    #[test]
    fn a_scan_that_completed_ends_by_what_was_found_and_what_was_not_seen() {
        // Seen, flagged, not seen; then without a gate, --fail-on-flagged, --fail-on-unseen, and both.
        for (found, codes) in [
            ((9, 0, 0), [0, 0, 0, 0]),
            ((9, 2, 0), [0, 1, 0, 1]),
            ((9, 0, 3), [0, 5, 5, 5]),
            ((9, 2, 3), [0, 1, 5, 1]),
            ((0, 0, 0), [0, 5, 5, 5]),
            ((0, 0, 3), [0, 5, 5, 5]),
        ] {
            let facts = facts(found.0, found.1, found.2);
            let told = [OPEN, FLAGGED, UNSEEN, BOTH]
                .map(|gate| exit_code(gate, &facts, &ScanEnd::Completed, OutputFaults::default()));
            assert_eq!(told, codes, "{found:?}");
        }
    }

    #[test]
    fn any_other_end_has_its_own_code_unless_something_is_flagged() {
        let detail = || "x".to_owned();
        let silent_for = Duration::from_mins(5);
        // Without a gate; with all: nothing flagged, and something.
        for (end, codes) in [
            (ScanEnd::Stopped, [130, 130, 1]),
            (ScanEnd::RootUnreadable { detail: detail() }, [2, 2, 1]),
            (ScanEnd::NoAnswer { silent_for }, [6, 6, 1]),
            (ScanEnd::Failed { detail: detail() }, [4, 4, 4]),
        ] {
            let code = |gate, flagged| {
                exit_code(gate, &facts(9, flagged, 3), &end, OutputFaults::default())
            };
            assert_eq!(
                [code(OPEN, 2), code(BOTH, 0), code(BOTH, 2)],
                codes,
                "{end:?}"
            );
        }
    }

    #[test]
    fn a_lost_output_is_3_and_a_reader_who_left_vouches_for_nothing() {
        let failed = OutputFaults {
            failed: true,
            ..OutputFaults::default()
        };
        let flagged = facts(9, 2, 0);
        assert_eq!(exit_code(BOTH, &flagged, &ScanEnd::Completed, failed), 3);
        let left = OutputFaults {
            reader_gone: true,
            ..OutputFaults::default()
        };
        let fine = facts(9, 0, 0);
        assert_eq!(exit_code(OPEN, &fine, &ScanEnd::Stopped, left), 0);
        assert_eq!(exit_code(FLAGGED, &fine, &ScanEnd::Stopped, left), 130);
        assert_eq!(exit_code(UNSEEN, &fine, &ScanEnd::Stopped, left), 130);
    }

    #[test]
    fn only_what_may_be_a_product_image_counts_as_not_seen() {
        let detail = || "x".to_owned();
        let extension = || "heic".to_owned();
        for (cause, counts) in [
            (SkipCause::HiddenFile, false),
            (SkipCause::HiddenFolder, false),
            (SkipCause::ImageNamedFolder, false),
            (SkipCause::LinkedFolder { is_walked: true }, false),
            (SkipCause::LinkedFolder { is_walked: false }, true),
            (SkipCause::OnlineOnly, true),
            (SkipCause::NotAFile, true),
            (SkipCause::PictureByContent { kind: "HEIC" }, true),
            (
                SkipCause::OtherKind {
                    extension: extension(),
                },
                true,
            ),
            (SkipCause::UnreadableFolder { detail: detail() }, true),
            (SkipCause::UnknownContent { detail: detail() }, true),
            (
                SkipCause::FolderNoAnswer {
                    silent_for: Duration::from_mins(1),
                },
                true,
            ),
        ] {
            let mut facts = GateFacts::default();
            facts.skip(PathBuf::from("x"), &cause);
            assert_eq!(facts.unseen, u64::from(counts), "{cause:?}");
            assert_eq!(facts.named.len(), usize::from(counts), "{cause:?}");
        }
    }

    #[test]
    fn the_first_by_path_are_named_in_whatever_order_they_come() {
        let mut facts = GateFacts::default();
        for at in (0..100).rev() {
            facts.skip(PathBuf::from(format!("{at:03}.jpg")), &SkipCause::NotAFile);
        }
        assert_eq!(facts.unseen, 100);
        assert_eq!(facts.named.len(), NAMED);
        let last = facts.named.last_key_value().map(|(path, _)| path.clone());
        assert_eq!(last, Some(PathBuf::from("019.jpg")));
    }
}
