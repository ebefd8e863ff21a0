//! The folder of originals of each scanned folder: originals of one shop are none of another's.

use std::path::Path;

/// So many scanned folders keep theirs; far more than anybody goes back to.
const MOST: usize = 100;

/// The folders of originals, as they were typed, by the folder that is scanned with them; the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct OriginalsFolders(Vec<Pair>);

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Pair {
    scanned: String,
    originals: String,
}

impl OriginalsFolders {
    /// The folder of originals of a scanned folder; empty: only beside the images.
    #[must_use]
    pub fn of(&self, scanned: &Path) -> &str {
        let mut pairs = self.0.iter();
        pairs
            .find(|pair| Path::new(&pair.scanned) == scanned)
            .map_or("", |pair| &pair.originals)
    }

    /// A folder was scanned with these originals. Of a path that is not Unicode nothing is remembered.
    pub fn remember(&mut self, scanned: &Path, originals: &str) {
        let Some(name) = scanned.to_str() else { return };
        self.0.retain(|pair| Path::new(&pair.scanned) != scanned);
        if !originals.is_empty() {
            let pair = Pair {
                scanned: name.to_owned(),
                originals: originals.to_owned(),
            };
            self.0.insert(0, pair);
            self.0.truncate(MOST);
        }
    }

    /// Whether every path is one that can be typed.
    pub(super) fn is_sound(&self) -> bool {
        self.0
            .iter()
            .all(|pair| !pair.originals.contains(char::is_control))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scanned_folder_has_its_own_originals() {
        let mut folders = OriginalsFolders::default();
        folders.remember(Path::new("/a"), "/originals/a");
        folders.remember(Path::new("/b"), "~/b");
        folders.remember(Path::new("/a"), "/originals/new");
        assert_eq!(folders.of(Path::new("/a")), "/originals/new");
        assert_eq!(folders.of(Path::new("/b")), "~/b");
        assert_eq!(folders.of(Path::new("/c")), "", "nobody chose any");
        folders.remember(Path::new("/a"), "");
        assert_eq!(folders.of(Path::new("/a")), "", "only beside the images");
        for number in 0..2 * MOST {
            folders.remember(Path::new(&format!("/{number}")), "/o");
        }
        assert_eq!(folders.0.len(), MOST);
    }
}
