//! One line of a list: a decision as fields, and back.

use std::str::from_utf8;
use std::time::SystemTime;

use jiff::Timestamp;

use super::ListFault;
use crate::review::time::{from_ms, to_ms};
use crate::review::{ChangeTime, StoredDecision};
use crate::scan::ContentHash;
use crate::session::{Decided, Decision};

/// How a content begins, so that no spreadsheet takes its digits for a number.
const CONTENT_PREFIX: &str = "blake3:";

/// First characters that make a spreadsheet run a field; as in exports. The apostrophe is here because one is taken off.
const NEEDS_APOSTROPHE: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\'',
];

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The content is none.
    #[error("`content` is not `blake3:` and 32 hexadecimal digits")]
    Content,
    /// The decision is none.
    #[error("`decision` is neither `confirmed` nor `false_alarm` nor empty")]
    Decision,
    /// The moment is none.
    #[error("`{0}` is not a moment such as 2026-10-03T14:02:31Z")]
    Moment(&'static str),
    /// It would win over everything that is decided from now on.
    #[error("this was decided in the future")]
    Future,
    /// The size is none.
    #[error("`file_bytes` is not a whole number")]
    FileBytes,
}

/// Where the columns stand.
#[derive(Debug)]
pub(super) struct Columns {
    content: usize,
    decision: usize,
    decided_at: usize,
    file_bytes: Option<usize>,
    path: Option<usize>,
    changed_at: Option<usize>,
}

/// The fields of a line, in the order of [`Columns::NAMES`].
#[derive(Debug)]
pub(super) struct Line(pub(super) [String; 6]);

impl Columns {
    pub(super) const NAMES: [&'static str; 6] = [
        "content",
        "decision",
        "decided_at",
        "file_bytes",
        "path",
        "changed_at",
    ];

    pub(super) fn of(header: &csv::ByteRecord) -> Result<Self, ListFault> {
        let place = |name: &str| header.iter().position(|known| known == name.as_bytes());
        let needed = |name: &'static str| place(name).ok_or(ListFault::ColumnMissing(name));
        Ok(Self {
            content: needed("content")?,
            decision: needed("decision")?,
            decided_at: needed("decided_at")?,
            file_bytes: place("file_bytes"),
            path: place("path"),
            changed_at: place("changed_at"),
        })
    }

    pub(super) fn read(
        &self,
        record: &csv::ByteRecord,
        latest: SystemTime,
    ) -> Result<StoredDecision, LineFault> {
        // What is no text is wrong in every column but the path, which is a hint only.
        let text = |place: usize| {
            let field = record.get(place).unwrap_or_default();
            from_utf8(field).unwrap_or("\u{FFFD}").trim()
        };
        let optional = |place: Option<usize>| place.map(text).filter(|field| !field.is_empty());
        let decision = match text(self.decision) {
            "" => None,
            code => Some(Decision::from_code(code).ok_or(LineFault::Decision)?),
        };
        let decided_at = moment(text(self.decided_at), "decided_at")?;
        let changed_at = moment(optional(self.changed_at).unwrap_or_default(), "changed_at")?
            .or(decided_at)
            .ok_or(LineFault::Moment("decided_at"))?;
        if changed_at > to_ms(latest) || decided_at.is_some_and(|at| at > to_ms(latest)) {
            return Err(LineFault::Future);
        }
        let decided = match (decision, decided_at) {
            (None, _) => None,
            (Some(_), None) => return Err(LineFault::Moment("decided_at")),
            (Some(decision), Some(at)) => Some(Decided {
                decision,
                at: from_ms(at),
            }),
        };
        let path = self
            .path
            .and_then(|place| from_utf8(record.get(place)?).ok());
        Ok(StoredDecision {
            content: content(text(self.content)).ok_or(LineFault::Content)?,
            decided,
            changed_at: ChangeTime(changed_at),
            file_bytes: optional(self.file_bytes)
                .map(|bytes| bytes.parse().map_err(|_| LineFault::FileBytes))
                .transpose()?,
            path_hint: path
                .filter(|path| !path.is_empty())
                .map(|path| path.strip_prefix('\'').unwrap_or(path).to_owned()),
        })
    }
}

impl Line {
    pub(super) fn of(decision: &StoredDecision) -> Self {
        let decided = decision.decided;
        let path = decision.path_hint.as_deref().unwrap_or_default();
        let path = if path.starts_with(NEEDS_APOSTROPHE) {
            format!("'{path}")
        } else {
            path.to_owned()
        };
        Self([
            format!("{CONTENT_PREFIX}{}", decision.content),
            decided.map_or_else(String::new, |it| it.decision.code().to_owned()),
            decided.map_or_else(String::new, |it| moment_text(to_ms(it.at))),
            decision
                .file_bytes
                .map_or_else(String::new, |bytes| bytes.to_string()),
            path,
            moment_text(decision.changed_at.0),
        ])
    }
}

/// Milliseconds since 1970 as RFC 3339; what no calendar has is the number itself, which is no moment when it is read.
fn moment_text(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |moment| moment.to_string())
}

/// Milliseconds since 1970; `None` for an empty field.
fn moment(text: &str, column: &'static str) -> Result<Option<i64>, LineFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let moment: Timestamp = text.parse().map_err(|_| LineFault::Moment(column))?;
    Ok(Some(moment.as_millisecond()))
}

fn content(text: &str) -> Option<ContentHash> {
    let digits = text.strip_prefix(CONTENT_PREFIX)?;
    if digits.len() != 2 * ContentHash::BYTES || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; ContentHash::BYTES];
    for (place, byte) in bytes.iter_mut().enumerate() {
        let pair = digits.get(2 * place..2 * place + 2)?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(ContentHash::from_bytes(bytes))
}
