//! What was chosen for each scanned folder: originals of one shop are none of another's, and its folders mean something
//! else.

use std::num::NonZeroU8;
use std::path::Path;

use crate::repair::MatchBy;
use crate::scan::ProductRule;

/// So many scanned folders keep theirs; far more than anybody goes back to.
const MOST: usize = 100;

/// The choices, by the folder that is scanned with them; the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct FolderChoices(Vec<Entry>);

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Entry {
    scanned: String,
    #[serde(flatten)]
    choice: FolderChoice,
}

/// What was chosen for a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FolderChoice {
    /// The folder of originals, as it was typed; empty: only beside the images.
    #[serde(default)]
    pub originals: String,
    /// By what originals are found.
    #[serde(rename = "match", default)]
    pub match_by: MatchBy,
    /// The level of the folder that is the product.
    #[serde(default)]
    pub product_level: Option<NonZeroU8>,
}

impl FolderChoice {
    /// What a product is.
    #[must_use]
    pub fn products(&self) -> ProductRule {
        ProductRule::of_level(self.product_level)
    }
}

impl FolderChoices {
    /// What was chosen for a scanned folder.
    #[must_use]
    pub fn of(&self, scanned: &Path) -> FolderChoice {
        let mut entries = self.0.iter();
        entries
            .find(|entry| Path::new(&entry.scanned) == scanned)
            .map_or_else(FolderChoice::default, |entry| entry.choice.clone())
    }

    /// Something is chosen for a scanned folder. Of a path that is not Unicode nothing is remembered.
    pub fn change(&mut self, scanned: &Path, change: impl FnOnce(&mut FolderChoice)) {
        let Some(name) = scanned.to_str() else { return };
        let mut choice = self.of(scanned);
        change(&mut choice);
        self.0.retain(|entry| Path::new(&entry.scanned) != scanned);
        if choice != FolderChoice::default() {
            let entry = Entry {
                scanned: name.to_owned(),
                choice,
            };
            self.0.insert(0, entry);
            self.0.truncate(MOST);
        }
    }

    /// Whether every path is one that can be typed.
    pub(super) fn is_sound(&self) -> bool {
        let mut entries = self.0.iter();
        entries.all(|entry| !entry.choice.originals.contains(char::is_control))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn originals(folders: &FolderChoices, scanned: &str) -> String {
        folders.of(Path::new(scanned)).originals
    }

    fn remember(folders: &mut FolderChoices, scanned: &str, originals: &str) {
        folders.change(Path::new(scanned), |choice| {
            originals.clone_into(&mut choice.originals);
        });
    }

    #[test]
    fn each_scanned_folder_has_its_own_choices() {
        let mut folders = FolderChoices::default();
        remember(&mut folders, "/a", "/originals/a");
        remember(&mut folders, "/b", "~/b");
        remember(&mut folders, "/a", "/originals/new");
        assert_eq!(originals(&folders, "/a"), "/originals/new");
        assert_eq!(originals(&folders, "/b"), "~/b");
        assert_eq!(originals(&folders, "/c"), "", "nobody chose any");
        folders.change(Path::new("/a"), |choice| {
            choice.product_level = NonZeroU8::new(2);
            choice.match_by = MatchBy::Content;
        });
        assert_eq!(originals(&folders, "/a"), "/originals/new", "one by one");
        remember(&mut folders, "/a", "");
        let left = folders.of(Path::new("/a"));
        assert_eq!(left.products().level(), NonZeroU8::new(2));
        assert_eq!(left.match_by, MatchBy::Content);
        for number in 0..2 * MOST {
            remember(&mut folders, &format!("/{number}"), "/o");
        }
        assert_eq!(folders.0.len(), MOST);
    }

    #[test]
    fn a_folder_without_choices_takes_no_place() {
        let mut folders = FolderChoices::default();
        remember(&mut folders, "/a", "/o");
        remember(&mut folders, "/a", "");
        assert_eq!(folders, FolderChoices::default());
    }

    #[test]
    fn what_earlier_versions_wrote_is_read() {
        let text = r#"[{"scanned": "/a", "originals": "/o"}]"#;
        let folders: FolderChoices = serde_json::from_str(text).expect("it is sound");
        let expected = FolderChoice {
            originals: "/o".to_owned(),
            ..FolderChoice::default()
        };
        assert_eq!(folders.of(Path::new("/a")), expected);
    }
}
