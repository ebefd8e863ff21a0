//! Taking over a colleague's decisions: the later one counts, nothing is lost.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Store, StoreError, StoredDecision};
use crate::scan::ContentHash;

/// What taking a list over changes, or would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// Decisions about pictures about which the store knew nothing.
    pub new: u64,
    /// Later ones than the store's own, which they replace.
    pub replaced: u64,
    /// Those that the store holds already, exactly so.
    pub known: u64,
    /// Earlier ones than the store's own (or than another line of the same list), which stay out.
    pub older: u64,
    writes: Vec<StoredDecision>,
}

impl Merge {
    /// Finds out what a list changes in a store that holds `stored`.
    #[must_use]
    pub fn plan(stored: Vec<StoredDecision>, list: Vec<StoredDecision>) -> Self {
        let stored: HashMap<ContentHash, StoredDecision> =
            stored.into_iter().map(|it| (it.content, it)).collect();
        let mut merge = Self::default();
        let mut wanted: HashMap<ContentHash, StoredDecision> = HashMap::new();
        for line in list {
            match wanted.entry(line.content) {
                Entry::Vacant(free) => {
                    free.insert(line);
                }
                Entry::Occupied(mut other) => {
                    merge.older += 1;
                    if line.changed_at > other.get().changed_at {
                        other.insert(line);
                    }
                }
            }
        }
        let mut wanted: Vec<StoredDecision> = wanted.into_values().collect();
        wanted.sort_by_key(|it| (it.changed_at, *it.content.as_bytes()));
        for line in wanted {
            match stored.get(&line.content) {
                None => merge.new += 1,
                Some(ours) if ours.changed_at < line.changed_at => merge.replaced += 1,
                Some(ours) => {
                    if ours.changed_at == line.changed_at && ours.decided == line.decided {
                        merge.known += 1;
                    } else {
                        merge.older += 1;
                    }
                    continue;
                }
            }
            merge.writes.push(line);
        }
        merge
    }

    /// Writes it, all or none.
    ///
    /// # Errors
    /// When it could not be written; then nothing was.
    pub fn write(&self, store: &mut Store) -> Result<(), StoreError> {
        if !self.writes.is_empty() {
            store.write_decisions(&self.writes)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{ChangeTime, Revision};
    use crate::session::{Decided, Decision};

    fn at(byte: u8, moment: i64, decision: Option<Decision>) -> StoredDecision {
        StoredDecision {
            content: ContentHash::from_bytes([byte; ContentHash::BYTES]),
            decided: decision.map(|decision| Decided {
                decision,
                at: crate::review::time::from_ms(moment),
            }),
            changed_at: ChangeTime(moment),
            file_bytes: Some(10),
            path_hint: None,
        }
    }

    fn all(store: &Store) -> Vec<StoredDecision> {
        let mut all = store.decisions_since(Revision::default()).unwrap().0;
        all.sort_by_key(|it| *it.content.as_bytes());
        all
    }

    #[test]
    fn the_later_one_counts_whoever_made_it() {
        use Decision::{Confirmed, FalseAlarm};
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let ours = [
            at(1, 100, Some(Confirmed)),
            at(2, 100, Some(Confirmed)),
            at(3, 100, Some(Confirmed)),
            at(4, 100, Some(Confirmed)),
        ];
        store.write_decisions(&ours).unwrap();
        let theirs = vec![
            at(1, 200, Some(FalseAlarm)),
            at(2, 50, Some(FalseAlarm)),
            at(3, 100, Some(Confirmed)),
            at(4, 200, None),
            at(5, 10, Some(FalseAlarm)),
            at(5, 20, Some(Confirmed)),
        ];
        let merge = Merge::plan(all(&store), theirs.clone());
        let counts = (merge.new, merge.replaced, merge.known, merge.older);
        assert_eq!(counts, (1, 2, 1, 2), "new, replaced, known, older");
        assert_eq!(all(&store).len(), 4, "planning writes nothing");
        merge.write(&mut store).unwrap();
        assert_eq!(
            all(&store),
            [
                at(1, 200, Some(FalseAlarm)),
                at(2, 100, Some(Confirmed)),
                at(3, 100, Some(Confirmed)),
                at(4, 200, None),
                at(5, 20, Some(Confirmed)),
            ]
        );
        let again = Merge::plan(all(&store), theirs);
        let counts = (again.new, again.replaced, again.known, again.older);
        assert_eq!(counts, (0, 0, 4, 2), "a second time changes nothing");
    }
}
