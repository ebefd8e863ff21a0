//! A cache that holds so many bytes at most and lets go of what was used longest ago. It knows nothing of pictures.
//!
//! Invariant: `held_bytes` is the sum of the entries' sizes and never exceeds the budget.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Values of known size, least recently used first out.
#[derive(Debug)]
pub struct ByteLru<K, V> {
    budget_bytes: usize,
    held_bytes: usize,
    entries: HashMap<K, Entry<V>>,
    /// Keys by the moment of their last use.
    by_use: BTreeMap<u64, K>,
    clock: u64,
}

#[derive(Debug)]
struct Entry<V> {
    value: V,
    bytes: usize,
    used: u64,
}

impl<K: Copy + Eq + Hash, V> ByteLru<K, V> {
    /// An empty cache for at most so many bytes.
    #[must_use]
    pub fn new(budget_bytes: usize) -> Self {
        Self {
            budget_bytes,
            held_bytes: 0,
            entries: HashMap::new(),
            by_use: BTreeMap::new(),
            clock: 0,
        }
    }

    /// Takes a value, in place of an earlier one of the same key, and lets go of as many old ones as are in the way.
    /// What alone exceeds the budget is not taken.
    pub fn insert(&mut self, key: K, value: V, bytes: usize) {
        self.remove(&key);
        if bytes > self.budget_bytes {
            return;
        }
        while self.held_bytes + bytes > self.budget_bytes {
            let Some((_, oldest)) = self.by_use.pop_first() else {
                break;
            };
            self.forget(&oldest);
        }
        let used = self.tick();
        self.held_bytes += bytes;
        self.by_use.insert(used, key);
        self.entries.insert(key, Entry { value, bytes, used });
    }

    /// Whether a value of so many bytes can come in without pushing out one that was used since `moment`.
    #[must_use]
    pub fn has_room_beside_used_since(&self, moment: u64, bytes: usize) -> bool {
        let used_since: usize = self
            .by_use
            .range(moment..)
            .filter_map(|(_, key)| self.entries.get(key))
            .map(|entry| entry.bytes)
            .sum();
        used_since + bytes <= self.budget_bytes
    }

    /// A value, which counts as a use of it.
    pub fn touch(&mut self, key: &K) -> Option<&V> {
        let now = self.tick();
        let entry = self.entries.get_mut(key)?;
        self.by_use.remove(&entry.used);
        self.by_use.insert(now, *key);
        entry.used = now;
        Some(&entry.value)
    }

    /// Whether there is a value, which does not count as a use of it.
    #[must_use]
    pub fn contains(&self, key: &K) -> bool {
        self.entries.contains_key(key)
    }

    /// The moment of the next use, for [`Self::has_room_beside_used_since`].
    #[must_use]
    pub fn moment(&self) -> u64 {
        self.clock + 1
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let entry = self.forget(key)?;
        self.by_use.remove(&entry.used);
        Some(entry.value)
    }

    /// Lets go of everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.by_use.clear();
        self.held_bytes = 0;
    }

    /// Size of everything held, in bytes.
    #[must_use]
    pub fn held_bytes(&self) -> usize {
        self.held_bytes
    }

    /// How many values are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn forget(&mut self, key: &K) -> Option<Entry<V>> {
        let entry = self.entries.remove(key)?;
        self.held_bytes -= entry.bytes;
        Some(entry)
    }

    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut cache = ByteLru::new(100);
        cache.insert(1, "one", 40);
        cache.insert(2, "two", 40);
        assert_eq!(cache.touch(&1), Some(&"one"));
        cache.insert(3, "three", 40);
        assert!(!cache.contains(&2), "it was used longest ago");
        assert!(cache.contains(&1), "it was just used");
        assert_eq!(cache.held_bytes(), 80);
    }

    #[test]
    fn the_budget_is_never_exceeded() {
        let mut cache = ByteLru::new(100);
        for key in 0..1_000_u32 {
            cache.insert(key, key, (key as usize * 37) % 120);
            assert!(cache.held_bytes() <= 100, "after {key}");
        }
        cache.clear();
        assert!(cache.is_empty());
        cache.insert(1, 1, 100);
        assert_eq!(cache.len(), 1, "exactly the budget fits");
        cache.insert(2, 2, 101);
        assert!(!cache.contains(&2), "what is too large is not taken");
        assert!(cache.contains(&1), "and nothing is let go for it");
    }

    #[test]
    fn what_was_used_since_a_moment_is_not_in_the_way_of_others() {
        let mut cache = ByteLru::new(100);
        cache.insert(1, "one", 40);
        cache.insert(2, "two", 40);
        let moment = cache.moment();
        assert!(cache.has_room_beside_used_since(moment, 40), "both may go");
        cache.touch(&1);
        assert!(cache.has_room_beside_used_since(moment, 60));
        assert!(!cache.has_room_beside_used_since(moment, 61));
    }

    #[test]
    fn a_second_value_of_a_key_replaces_the_first() {
        let mut cache = ByteLru::new(100);
        cache.insert(1, "old", 60);
        cache.insert(1, "new", 70);
        assert_eq!(cache.touch(&1), Some(&"new"));
        assert_eq!(cache.held_bytes(), 70);
        assert_eq!(cache.remove(&1), Some("new"));
        assert_eq!(cache.held_bytes(), 0);
        assert_eq!(cache.remove(&1), None);
    }
}
