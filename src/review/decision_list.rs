//! Decisions as a list for a colleague: CSV, and back.
//!
//! | column | meaning |
//! |---|---|
//! | `content` | which picture: `blake3:` and 32 hexadecimal digits of what its file holds |
//! | `decision` | `confirmed`, `false_alarm`; empty: taken back |
//! | `decided_at` | when, RFC 3339 in UTC, to the millisecond; empty where it was taken back |
//! | `file_bytes` | size of the file; empty: not known |
//! | `path` | where the file was when it was decided, for people |
//! | `changed_at` | when this was written; orders decisions about one picture. Empty: as `decided_at` |
//!
//! A spreadsheet may save the list again without harm: a byte order mark keeps names readable, no field looks like a
//! number or a date to it (`content` begins with letters, a moment has its `T` and `Z`) but the size, which is one, and a
//! path that it would run as a formula gets an apostrophe, which is taken off again. Commas may have become semicolons or
//! tabs, columns may stand in another order, and other columns may be there.
//!
//! Invariant: what is written is read back exactly.

mod line;

use std::io::{self, Write};
use std::time::SystemTime;

use super::StoredDecision;
use line::{Columns, Line};

pub use line::LineFault;

/// Tells spreadsheets that what follows is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// What a list held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionList {
    /// The lines that are right, in their order.
    pub decisions: Vec<StoredDecision>,
    /// The others.
    pub bad: Vec<BadLine>,
}

/// A line that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1; the header has one too.
    pub line: u64,
    /// What is wrong with it.
    pub fault: LineFault,
}

/// Why a file is no list of decisions at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListFault {
    /// It has not even a header.
    #[error("this file is empty")]
    Empty,
    /// Its header lacks a column that is needed.
    #[error("this is no list of decisions: it has no column `{0}`")]
    ColumnMissing(&'static str),
}

/// Writes a list, header first.
///
/// # Errors
/// What the output said.
pub fn write_decision_list<'a, W: Write>(
    mut out: W,
    decisions: impl IntoIterator<Item = &'a StoredDecision>,
) -> io::Result<W> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(Columns::NAMES).map_err(io_error)?;
    for decision in decisions {
        let fields = Line::of(decision).0;
        csv.write_record(&fields).map_err(io_error)?;
    }
    csv.flush()?;
    csv.into_inner()
        .map_err(|error| io::Error::from(error.error().kind()))
}

/// Reads a list. A decision from after `latest` is a mistake of a clock, and would win over every later one.
///
/// # Errors
/// When it is none. A list with bad lines is one.
pub fn read_decision_list(bytes: &[u8], latest: SystemTime) -> Result<DecisionList, ListFault> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(delimiter_of(bytes))
        .flexible(true)
        .from_reader(bytes);
    let columns = match csv.byte_headers() {
        Ok(header) if header.iter().any(|name| !name.is_empty()) => Columns::of(header)?,
        _ => return Err(ListFault::Empty),
    };
    let mut list = DecisionList::default();
    let mut record = csv::ByteRecord::new();
    let mut lines = Lines::of(bytes);
    // A slice has no read errors, and a flexible reader of bytes takes every line.
    while let Ok(true) = csv.read_byte_record(&mut record) {
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        let begins = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(begins).unwrap_or(usize::MAX));
        match columns.read(&record, latest) {
            Ok(decision) => list.decisions.push(decision),
            Err(fault) => list.bad.push(BadLine { line, fault }),
        }
    }
    Ok(list)
}

/// Counts the lines of a text as editors and spreadsheets do, going forward. The reader of records counts line feeds, and
/// leaves the one of a pair to the record that follows, so that its number is one too small.
struct Lines<'text> {
    text: &'text [u8],
    at: usize,
    line: u64,
}

impl<'text> Lines<'text> {
    fn of(text: &'text [u8]) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The number of the line, from 1, in which the record that begins there has its first field; what ends the lines
    /// before it is passed.
    fn at(&mut self, begins: usize) -> u64 {
        loop {
            match self.text.get(self.at..).unwrap_or_default() {
                [b'\r', b'\n', ..] => self.at += 2,
                [b'\r' | b'\n', ..] => self.at += 1,
                [_, ..] if self.at < begins => {
                    self.at += 1;
                    continue;
                }
                _ => return self.line,
            }
            self.line += 1;
        }
    }
}

/// What stands between the columns of the header: what a spreadsheet writes depends on its user's country.
fn delimiter_of(bytes: &[u8]) -> u8 {
    let header = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let is_there = |delimiter: &u8| header.contains(delimiter);
    [b',', b';', b'\t']
        .into_iter()
        .find(is_there)
        .unwrap_or(b',')
}

/// The output's own error: the library's conversion would hide its kind.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests;
