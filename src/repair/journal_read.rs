//! Reading a journal.
//!
//! Invariant: a last line without its end was being written when the program was killed, and does not count; whatever it
//! was about had not begun. Anything else that is not as the program writes it is an error: nothing is done by guesses.

use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use super::destination::is_plain;
use super::journal_error::{JournalError, JournalErrorKind};
use super::journal_line::{DestinationLine, Header, KIND, Opening, PlanLine, Step, VERSION};
use super::journal_state::Progress;
use super::plan::PlannedItem;
use crate::files::open_file;

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

/// Longest line that is read, in bytes. A line holds at most three paths, each of at most 32,767 characters of which none
/// takes more than six bytes.
const MOST_LINE_BYTES: u64 = 1 << 20;

/// Reads a journal, line by line: however long it claims to be, no more than a line of it is held.
pub(super) fn read_journal(path: &Path, plan: PlanLines) -> Result<Contents, JournalError> {
    open_file(path)
        .map_err(|error| JournalErrorKind::Unreadable(error.into()))
        .and_then(|(file, _)| parse(BufReader::new(file), plan))
        .map_err(|kind| kind.at(path))
}

fn parse(reader: impl BufRead, plan: PlanLines) -> Result<Contents, JournalErrorKind> {
    let mut lines = Lines {
        reader,
        line: Vec::new(),
        number: 0,
        whole_bytes: 0,
    };
    let header = match lines.next() {
        Ok(line) => header(line.ok_or(JournalErrorKind::NoJournal)?)?,
        // Its first line is no header, however it goes on.
        Err(JournalErrorKind::Damaged { .. }) => return Err(JournalErrorKind::NoJournal),
        Err(other) => return Err(other),
    };
    let mut items = Vec::new();
    for index in 0..header.items {
        let damaged = JournalErrorKind::Damaged { line: index + 2 };
        // A journal gets its name when its plan is whole.
        let line = lines.next()?.ok_or_else(|| damaged.clone())?;
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
    // As many as there were lines, and not as many as the header says.
    let mut progress = Progress::of(header.items);
    let mut number = header.items + 1;
    while let Some(line) = lines.next()? {
        number += 1;
        let damaged = |()| JournalErrorKind::Damaged { line: number };
        let step: Step = serde_json::from_slice(line).map_err(|_| damaged(()))?;
        progress.apply(step).map_err(|_| damaged(()))?;
    }
    Ok(Contents {
        header,
        items,
        progress,
        whole_bytes: lines.whole_bytes,
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

/// The whole lines of a text, counted; what follows the last line's end does not count.
struct Lines<R> {
    reader: R,
    line: Vec<u8>,
    number: usize,
    /// Bytes of the lines so far, with their ends.
    whole_bytes: u64,
}

impl<R: BufRead> Lines<R> {
    /// The next line, without its end; `None` where no whole one follows.
    fn next(&mut self) -> Result<Option<&[u8]>, JournalErrorKind> {
        self.line.clear();
        let mut bounded = (&mut self.reader).take(MOST_LINE_BYTES);
        let read = bounded.read_until(b'\n', &mut self.line);
        let bytes = read.map_err(|error| JournalErrorKind::Unreadable(error.into()))?;
        if self.line.pop_if(|last| *last == b'\n').is_none() {
            let is_cut_off = (bytes as u64) < MOST_LINE_BYTES;
            let line = self.number + 1;
            return if is_cut_off {
                Ok(None)
            } else {
                Err(JournalErrorKind::Damaged { line })
            };
        }
        self.number += 1;
        self.whole_bytes += bytes as u64;
        Ok(Some(&self.line))
    }
}
