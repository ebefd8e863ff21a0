//! The file in which eframe remembers the window's place, the widths of columns and of side panels.
//!
//! eframe takes a damaged file for an empty one, without a word, and writes over it at the end. So it is looked at before.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::files::{is_not_a_file, read_file_within};

/// What eframe remembers takes some kilobytes; what is larger than this is damaged.
const MOST_BYTES: u64 = 16 << 20;

/// What eframe calls it.
const NAME: &str = "app.ron";

/// The name of the copy that is kept of a damaged file.
const DAMAGED_NAME: &str = "app.damaged.ron";

/// The window's memory was damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DamagedMemory {
    /// The damaged file under its new name; `None` where it could not be renamed.
    pub(super) kept_as: Option<PathBuf>,
}

/// Puts a damaged file aside. To be called before eframe opens it.
pub(super) fn put_aside_if_damaged(app_id: &str) -> Option<DamagedMemory> {
    put_aside_in(&eframe::storage_dir(app_id)?)
}

fn put_aside_in(folder: &Path) -> Option<DamagedMemory> {
    let file = folder.join(NAME);
    match read_file_within(&file, MOST_BYTES) {
        Ok(bytes) => {
            if String::from_utf8(bytes).is_ok_and(is_whole) {
                return None;
            }
        }
        // eframe would wait for a pipe's other end, and read whatever there is.
        Err(error) if is_not_a_file(&error) || error.kind() == ErrorKind::FileTooLarge => {}
        Err(_) => return None,
    }
    let kept = folder.join(DAMAGED_NAME);
    let renamed = std::fs::rename(&file, &kept).is_ok();
    Some(DamagedMemory {
        kept_as: renamed.then_some(kept),
    })
}

/// Asks eframe's own reader, by giving it the whole file as one value.
fn is_whole(text: String) -> bool {
    let values: Option<HashMap<String, String>> = eframe::get_value(&OneValue(text), "");
    values.is_some()
}

struct OneValue(String);

impl eframe::Storage for OneValue {
    fn get_string(&self, _key: &str) -> Option<String> {
        Some(self.0.clone())
    }

    fn set_string(&mut self, _key: &str, _value: String) {}

    fn remove_string(&mut self, _key: &str) {}

    fn flush(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_file_stays_and_a_damaged_one_is_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NAME);
        assert_eq!(put_aside_in(folder.path()), None, "the first start");
        let whole = r#"{ "egui": "(options:())", "window": "(inner_size_points:None)" }"#;
        std::fs::write(&file, whole).unwrap();
        assert_eq!(
            put_aside_in(folder.path()),
            None,
            "nothing is wrong with it"
        );
        assert!(file.is_file(), "it stays");
        for damaged in [&whole.as_bytes()[..30], b"", b"\xff\xfe", b"[1]"] {
            std::fs::write(&file, damaged).unwrap();
            let told = put_aside_in(folder.path()).expect("it is told");
            let kept = told.kept_as.expect("a copy stays");
            assert_eq!(std::fs::read(kept).unwrap(), damaged, "as it was");
            assert!(!file.exists(), "eframe begins anew");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_named_pipe_in_its_place_is_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NAME);
        crate::files::test_pipe::make(&file);
        let told = put_aside_in(folder.path()).expect("it is told");
        assert!(told.kept_as.is_some() && !file.exists());
    }
}
