//! Reading a journal.
//!
//! Invariant: a last line without its end was being written when the program was killed, and does not count; whatever it
//! was about had not begun. Anything else that is not as the program writes it is an error: nothing is done by guesses.

use std::path::Path;

use memchr::memchr;

use super::destination::is_plain;
use super::journal_error::{JournalError, JournalErrorKind};
use super::journal_line::{DestinationLine, Header, KIND, Opening, PlanLine, Step, VERSION};
use super::journal_state::Progress;
use super::plan::PlannedItem;

/// How a line of the plan begins, as it is written.
const PLAN_LINE_START: &[u8] = b"{\"item\":";

/// What a journal says.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) header: Header,
    /// The plan; empty where it was not asked for.
    pub(super) items: Vec<PlannedItem>,
    pub(super) progress: Progress,
    /// Length of the part that counts.
    pub(super) whole_bytes: u64,
}

/// Whether the lines of the plan are wanted; they are most of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlanLines {
    Read,
    Skip,
}

/// Reads a journal.
pub(super) fn read_journal(path: &Path, plan: PlanLines) -> Result<Contents, JournalError> {
    let bytes =
        std::fs::read(path).map_err(|error| JournalErrorKind::Unreadable(error.into()).at(path))?;
    parse(&bytes, plan).map_err(|kind| kind.at(path))
}

fn parse(bytes: &[u8], plan: PlanLines) -> Result<Contents, JournalErrorKind> {
    let mut lines = Lines {
        rest: bytes,
        number: 0,
    };
    let header = header(lines.next().ok_or(JournalErrorKind::NoJournal)?)?;
    let mut items = Vec::new();
    for index in 0..header.items {
        let line = lines.next();
        let damaged = JournalErrorKind::Damaged {
            line: lines.number.max(index + 2),
        };
        // A journal gets its name when its plan is whole.
        let line = line.ok_or_else(|| damaged.clone())?;
        if plan == PlanLines::Skip {
            if !line.starts_with(PLAN_LINE_START) {
                return Err(damaged);
            }
            continue;
        }
        let planned: PlanLine = serde_json::from_slice(line).map_err(|_| damaged.clone())?;
        if planned.item != index {
            return Err(damaged);
        }
        items.push(planned.planned(&header));
    }
    let mut progress = Progress::of(header.items);
    while let Some(line) = lines.next() {
        let damaged = |()| JournalErrorKind::Damaged { line: lines.number };
        let step: Step = serde_json::from_slice(line).map_err(|_| damaged(()))?;
        progress.apply(step).map_err(|_| damaged(()))?;
    }
    Ok(Contents {
        header,
        items,
        progress,
        whole_bytes: (bytes.len() - lines.rest.len()) as u64,
    })
}

fn header(line: &[u8]) -> Result<Header, JournalErrorKind> {
    let opening: Opening = serde_json::from_slice(line).map_err(|_| JournalErrorKind::NoJournal)?;
    if opening.journal != KIND {
        return Err(JournalErrorKind::NoJournal);
    }
    if opening.version > VERSION {
        return Err(JournalErrorKind::NewerVersion);
    }
    let damaged = JournalErrorKind::Damaged { line: 1 };
    let header: Header = serde_json::from_slice(line).map_err(|_| damaged.clone())?;
    // Anything else would lead out of the backup.
    if let DestinationLine::InPlace { tree, .. } = &header.destination
        && (!is_plain(Path::new(tree)) || Path::new(tree).components().count() != 1)
    {
        return Err(damaged);
    }
    Ok(header)
}

/// The whole lines of a text, counted; what follows the last line's end stays in `rest`.
struct Lines<'text> {
    rest: &'text [u8],
    number: usize,
}

impl<'text> Iterator for Lines<'text> {
    type Item = &'text [u8];

    fn next(&mut self) -> Option<&'text [u8]> {
        let end = memchr(b'\n', self.rest)?;
        let (line, rest) = self.rest.split_at(end);
        self.rest = &rest[1..];
        self.number += 1;
        Some(line)
    }
}
