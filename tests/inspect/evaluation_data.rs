//! Runs over folders of real files, where there are any: no file may panic or hang the inspection.
//!
//! `BLACKDROP_EVAL_DATA=FOLDER cargo test --test inspect -- --nocapture evaluation_data`

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use blackdrop::inspect::{decode_for_screen, inspect};

use crate::drawing::options;

/// Many times what the slowest of the known hostile files takes in a build for tests.
const LONGEST: Duration = Duration::from_secs(30);

#[test]
#[expect(clippy::print_stdout, reason = "run by hand for what it prints")]
fn no_real_file_panics_or_hangs() {
    let Some(folder) = std::env::var_os("BLACKDROP_EVAL_DATA") else {
        println!("skipped: BLACKDROP_EVAL_DATA names no folder");
        return;
    };
    let (mut seen, mut readable, mut panicked) = (0, 0, Vec::new());
    let mut slowest = (Duration::ZERO, PathBuf::new());
    for path in files_below(folder) {
        let bytes = std::fs::read(&path).unwrap();
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let found = inspect(&bytes, &options());
            let shown = decode_for_screen(&bytes, &options().limits, 4096);
            assert_eq!(
                found.is_ok(),
                shown.is_ok(),
                "what can be inspected can be shown"
            );
            found.is_ok()
        }));
        let elapsed = started.elapsed();
        seen += 1;
        match outcome {
            Ok(could_be_read) => readable += usize::from(could_be_read),
            Err(_) => panicked.push(path.clone()),
        }
        assert!(elapsed < LONGEST, "{} took {elapsed:?}", path.display());
        if elapsed > slowest.0 {
            slowest = (elapsed, path);
        }
    }
    println!("{seen} files, {readable} readable, slowest {slowest:?}");
    assert_eq!(panicked, Vec::<PathBuf>::new(), "no decoder may break down");
}

pub fn files_below(folder: impl Into<OsString>) -> Vec<PathBuf> {
    let folder = folder.into();
    walkdir::WalkDir::new(Path::new(&folder))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}
