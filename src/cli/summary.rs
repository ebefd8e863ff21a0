//! What is said at the end of a scan. Pure: counts in, text out.

use std::time::Duration;

use num_format::{Locale, ToFormattedString as _};

use crate::inspect::Measures;
use crate::session::{RescanFigures, ScanTotals, SkipTotals, size_part_text, size_text};

/// Whether every image was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Yes.
    Whole,
    /// The scan was stopped before.
    Stopped,
}

/// What a scan found, as "20,000 images in 14 s: 1,203 black backgrounds, 31 doubtful, 12 could not be read; 312 hidden,
/// 40 online-only and 7 HEIC files were not looked at".
pub(super) fn sentence(totals: &ScanTotals, elapsed: Duration, extent: Extent) -> String {
    let mut text = head(totals, elapsed, extent);
    if totals.done > 0 {
        text += ": ";
        text += &findings(totals);
    }
    if let Some(skipped) = skipped(&totals.skipped) {
        text += "; ";
        text += &skipped;
    }
    if totals.other_files > 0 {
        let verb = if totals.other_files == 1 {
            "is no picture"
        } else {
            "are no pictures"
        };
        let files = counted(totals.other_files, "other file", "other files");
        text += &["; ", &files, " ", verb].concat();
    }
    text
}

/// How much of the files was read, and whether their ends were looked at, as "read 0.9 of 9.8 GB; damaged ends of files
/// were not looked for, --complete does that"; `None` where nothing was inspected.
pub(super) fn reading(totals: &ScanTotals, measures: Measures) -> Option<String> {
    if totals.done_bytes == 0 {
        return None;
    }
    let whole = size_text(totals.done_bytes);
    // A file that was tried twice counts twice in what was read.
    let mut text = if totals.read_bytes >= totals.done_bytes {
        format!("read all {whole}")
    } else {
        let part = size_part_text(totals.read_bytes, totals.done_bytes);
        format!("read {part} of {whole}")
    };
    if !measures.look_at_whole_files() {
        text += "; damaged ends of files were not looked for, --complete does that";
    }
    Some(text)
}

/// How the scan compares with the last one, as "since the last scan: 19,998 unchanged, 1 new, 1 changed, 2 gone".
pub(super) fn rescan(figures: &RescanFigures) -> String {
    format!(
        "since the last scan: {} unchanged, {} new, {} changed, {} gone",
        grouped(figures.unchanged),
        grouped(figures.new),
        grouped(figures.changed),
        grouped(figures.gone)
    )
}

fn findings(totals: &ScanTotals) -> String {
    let mut clauses = Vec::new();
    if totals.proven > 0 {
        let proven = counted(
            totals.proven,
            "proven black background",
            "proven black backgrounds",
        );
        clauses.push(proven);
    }
    clauses.extend([
        counted(totals.black, "black background", "black backgrounds"),
        format!("{} doubtful", grouped(totals.doubtful)),
    ]);
    for (count, what) in [
        (totals.repaired, "repaired"),
        (totals.unreadable, "could not be read"),
        (totals.unreachable, "could not be reached"),
    ] {
        if count > 0 {
            clauses.push(format!("{} {what}", grouped(count)));
        }
    }
    clauses.join(", ")
}

fn head(totals: &ScanTotals, elapsed: Duration, extent: Extent) -> String {
    let time = duration_text(elapsed);
    match extent {
        Extent::Whole if totals.done == 0 => format!("no images found in {time}"),
        Extent::Whole => format!("{} in {time}", counted(totals.done, "image", "images")),
        Extent::Stopped => format!(
            "stopped after {time} at {} of {}",
            grouped(totals.done),
            counted(totals.found, "image", "images")
        ),
    }
}

/// "312 hidden, 40 online-only and 7 HEIC files were not looked at"; `None` when everything was.
fn skipped(skipped: &SkipTotals) -> Option<String> {
    let mut kinds: Vec<(String, u64)> = skipped.other_kinds.clone();
    kinds.sort_by(|(a, a_count), (b, b_count)| b_count.cmp(a_count).then_with(|| a.cmp(b)));
    let mut files = vec![
        ("hidden".to_owned(), skipped.hidden_files),
        ("online-only".to_owned(), skipped.online_only),
    ];
    files.extend(
        kinds
            .into_iter()
            .map(|(extension, count)| (extension.to_uppercase(), count)),
    );
    files.retain(|(_, count)| *count > 0);
    let mut parts: Vec<String> = files
        .iter()
        .map(|(kind, count)| format!("{} {kind}", grouped(*count)))
        .collect();
    if let (Some(last), Some((_, count))) = (parts.last_mut(), files.last()) {
        let alone = files.len() == 1 && *count == 1;
        *last += if alone { " file" } else { " files" };
    }
    let folders = [
        (skipped.hidden_folders, "hidden folder", "hidden folders"),
        (skipped.linked_folders, "linked folder", "linked folders"),
        (
            skipped.unreadable_folders,
            "unreadable folder",
            "unreadable folders",
        ),
        (
            skipped.silent_folders,
            "folder that gave no answer",
            "folders that gave no answer",
        ),
        (
            skipped.pictures_by_content,
            "picture under another name",
            "pictures under other names",
        ),
        (
            skipped.unknown_contents,
            "file whose content is not known",
            "files whose content is not known",
        ),
        (
            skipped.not_files,
            "thing that is named like an image but is none",
            "things that are named like images but are none",
        ),
    ];
    parts.extend(
        folders
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many)),
    );
    let verb = if skipped.total() == 1 { "was" } else { "were" };
    let (last, others) = parts.split_last()?;
    let joined = if others.is_empty() {
        last.clone()
    } else {
        format!("{} and {last}", others.join(", "))
    };
    Some(format!("{joined} {verb} not looked at"))
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A count as people read it: 12,431.
pub(super) fn grouped(count: u64) -> String {
    count.to_formatted_string(&Locale::en)
}

/// A time as people read it: under 0.1 s, 0.4 s, 14 s, 2 min 14 s, 1 h 2 min.
pub(super) fn duration_text(duration: Duration) -> String {
    const TENTHS_MATTER: Duration = Duration::from_secs(10);
    let secs = duration.as_secs();
    if duration < Duration::from_millis(100) {
        return "under 0.1 s".to_owned();
    }
    if duration < TENTHS_MATTER {
        return format!("{:.1} s", duration.as_secs_f64());
    }
    match (secs / 3600, secs / 60 % 60, secs % 60) {
        (0, 0, secs) => format!("{secs} s"),
        (0, mins, secs) => format!("{mins} min {secs} s"),
        (hours, mins, _) => format!("{hours} h {mins} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals() -> ScanTotals {
        ScanTotals {
            found: 20_000,
            done: 20_000,
            black: 1_203,
            doubtful: 31,
            unreadable: 12,
            skipped: SkipTotals {
                hidden_files: 312,
                online_only: 40,
                other_kinds: vec![("heic".to_owned(), 7)],
                ..SkipTotals::default()
            },
            ..ScanTotals::default()
        }
    }

    #[test]
    fn a_whole_scan_is_told_in_one_sentence() {
        assert_eq!(
            sentence(&totals(), Duration::from_millis(14_300), Extent::Whole),
            "20,000 images in 14 s: 1,203 black backgrounds, 31 doubtful, 12 could not be read; \
             312 hidden, 40 online-only and 7 HEIC files were not looked at"
        );
    }

    #[test]
    fn one_of_each_is_told_in_the_singular() {
        let one = ScanTotals {
            found: 1,
            done: 1,
            black: 1,
            skipped: SkipTotals {
                hidden_files: 1,
                ..SkipTotals::default()
            },
            ..ScanTotals::default()
        };
        assert_eq!(
            sentence(&one, Duration::from_millis(40), Extent::Whole),
            "1 image in under 0.1 s: 1 black background, 0 doubtful; 1 hidden file was not looked at"
        );
    }

    #[test]
    fn folders_come_after_files() {
        let mut totals = totals();
        totals.unreachable = 2;
        totals.skipped = SkipTotals {
            other_kinds: vec![("psd".to_owned(), 1), ("heic".to_owned(), 2)],
            unreadable_folders: 1,
            linked_folders: 2,
            ..SkipTotals::default()
        };
        assert_eq!(
            sentence(&totals, Duration::from_secs(134), Extent::Whole),
            "20,000 images in 2 min 14 s: 1,203 black backgrounds, 31 doubtful, 12 could not be read, \
             2 could not be reached; 2 HEIC, 1 PSD files, 2 linked folders and 1 unreadable folder were not looked at"
        );
    }

    #[test]
    fn nothing_and_half_are_told_as_such() {
        let none = ScanTotals::default();
        assert_eq!(
            sentence(&none, Duration::ZERO, Extent::Whole),
            "no images found in under 0.1 s"
        );
        let others = |other_files| ScanTotals {
            other_files,
            ..ScanTotals::default()
        };
        for (count, told) in [
            (
                1,
                "no images found in under 0.1 s; 1 other file is no picture",
            ),
            (
                2_000,
                "no images found in under 0.1 s; 2,000 other files are no pictures",
            ),
        ] {
            assert_eq!(
                sentence(&others(count), Duration::ZERO, Extent::Whole),
                told
            );
        }
        let mut half = totals();
        half.done = 900;
        half.skipped = SkipTotals::default();
        assert_eq!(
            sentence(&half, Duration::from_mins(62), Extent::Stopped),
            "stopped after 1 h 2 min at 900 of 20,000 images: 1,203 black backgrounds, 31 doubtful, \
             12 could not be read"
        );
    }

    #[test]
    fn what_was_read_is_told_and_what_was_not_looked_for() {
        let mut totals = totals();
        totals.read_bytes = 900_000_000;
        totals.done_bytes = 9_800_000_000;
        assert_eq!(
            reading(&totals, Measures::default()).as_deref(),
            Some(
                "read 0.9 of 9.8 GB; damaged ends of files were not looked for, --complete does that"
            )
        );
        let complete = Measures {
            complete: true,
            ..Measures::default()
        };
        totals.read_bytes = 9_800_000_123;
        assert_eq!(
            reading(&totals, complete).as_deref(),
            Some("read all 9.8 GB"),
            "with everything looked at there is nothing to add"
        );
        assert_eq!(
            reading(&ScanTotals::default(), Measures::default()),
            None,
            "nothing was inspected"
        );
    }
}
