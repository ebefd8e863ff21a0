//! What was decided about an image by its place, as its folder is recalled.

use rusqlite::Row;

use super::ChangeTime;
use super::pending::decided_in;
use crate::scan::ContentHash;
use crate::session::{Decided, RecalledRow, SaveState};

/// What was decided about an image by its place, before anybody knew what the file holds.
pub(super) struct DecidedByPlace {
    decided: Option<Decided>,
    changed_at: ChangeTime,
    /// Whether it is about the file that this row is about.
    is_of_this_file: bool,
    /// What the file holds, where that was found out since.
    pub(super) content: Option<[u8; ContentHash::BYTES]>,
}

impl DecidedByPlace {
    /// From the columns of a recalled image; `None` where nothing was.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Option<Self>> {
        let Some(changed_at) = row.get::<_, Option<i64>>(16)? else {
            return Ok(None);
        };
        let is_of_this_file = row.get(18)? && !row.get::<_, bool>(17)?;
        Ok(Some(Self {
            decided: decided_in(row, 14, 15)?,
            changed_at: ChangeTime(changed_at),
            is_of_this_file,
            content: if is_of_this_file { row.get(19)? } else { None },
        }))
    }

    /// The later decision counts, and one about another file than this is none about it.
    pub(super) fn apply(&self, recalled: &mut RecalledRow, by_content: Option<ChangeTime>) {
        if !self.is_of_this_file {
            recalled.unbound = self.decided.map(|decided| decided.decision);
        } else if self.content.is_none() && by_content.is_none_or(|other| other <= self.changed_at)
        {
            recalled.decided = self.decided;
            recalled.save = SaveState::SavedByPlace;
        }
    }
}
