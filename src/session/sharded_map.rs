//! A map that grows in small pieces. A usual one of a million entries moves all of them at once when it has to grow, which
//! halts a frame for a tenth of a second; this one moves a 64th of them at a time.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};

/// Parts of the map. Keys are spread evenly, so that each holds about as many; never quite as many, so that they do not all
/// grow in one frame.
const SHARDS: usize = 64;

/// The map.
#[derive(Clone, Debug)]
pub struct ShardedMap<K, V> {
    shards: Vec<HashMap<K, V>>,
    spread: RandomState,
}

impl<K, V> Default for ShardedMap<K, V> {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| HashMap::new()).collect(),
            spread: RandomState::new(),
        }
    }
}

impl<K: Eq + Hash, V> ShardedMap<K, V> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.shards.get(self.shard_of(key))?.get(key)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let shard = self.shard_of(key);
        self.shards.get_mut(shard)?.get_mut(key)
    }

    /// Sets the value of a key; returns the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let shard = self.shard_of(&key);
        self.shards.get_mut(shard)?.insert(key, value)
    }

    /// Takes a key out; returns its value.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let shard = self.shard_of(key);
        self.shards.get_mut(shard)?.remove(key)
    }

    /// How many keys it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shards.iter().map(HashMap::len).sum()
    }

    /// Whether it has no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn shard_of(&self, key: &K) -> usize {
        usize::try_from(self.spread.hash_one(key) % SHARDS as u64).unwrap_or_default()
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for ShardedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_a_usual_map_holds() {
        let mut map = ShardedMap::default();
        let mut usual = HashMap::new();
        for number in 0..5_000_u32 {
            let (key, value) = (number * 7 % 3_001, number);
            assert_eq!(map.insert(key, value), usual.insert(key, value));
        }
        if let Some(value) = map.get_mut(&5) {
            *value = 0;
        }
        usual.insert(5, 0);
        for key in [7, 7, 9_999] {
            assert_eq!(map.remove(&key), usual.remove(&key), "{key}");
        }
        assert_eq!(map.len(), usual.len());
        let collected: ShardedMap<u32, u32> = usual.clone().into_iter().collect();
        assert_eq!(collected.len(), usual.len());
        for key in 0..4_000 {
            assert_eq!(map.get(&key), usual.get(&key), "{key}");
        }
        assert!(!map.is_empty() && ShardedMap::<u8, u8>::default().is_empty());
    }

    #[test]
    fn no_part_has_many_more_than_its_share() {
        let mut map = ShardedMap::default();
        for key in 0..64_000_u32 {
            map.insert(key, key);
        }
        let most = map.shards.iter().map(HashMap::len).max();
        assert!(most.is_some_and(|most| most < 1_500), "{most:?} of 64,000");
    }
}
