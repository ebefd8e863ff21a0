//! Made-up decisions for tests.

use std::time::{Duration, UNIX_EPOCH};

use super::{ChangeTime, StoredDecision};
use crate::scan::ContentHash;
use crate::session::{Decided, Decision};

/// A decision about a made-up content, made at so many milliseconds.
pub(super) fn decision(
    content: u32,
    decision: Option<Decision>,
    changed_at: i64,
) -> StoredDecision {
    StoredDecision {
        content: ContentHash::of(&content.to_le_bytes()),
        decided: decision.map(|decision| Decided {
            decision,
            at: UNIX_EPOCH + Duration::from_millis(u64::try_from(changed_at).unwrap()),
        }),
        changed_at: ChangeTime(changed_at),
        file_bytes: Some(1000),
        path_hint: Some(format!("4006381000012/{content}.jpg")),
    }
}

/// So many confirmed ones, from this content on.
pub(super) fn confirmed(first: u32, count: u32) -> Vec<StoredDecision> {
    (first..first + count)
        .map(|content| decision(content, Some(Decision::Confirmed), i64::from(content)))
        .collect()
}
