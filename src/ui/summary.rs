//! The sentence at the end of a scan, as pieces: plain words, and numbers that lead to their lists.
//!
//! Word order differs between languages, so the sentence is put together by the catalogues with the linked pieces
//! marked, and cut at the marks afterwards. Pure: it can be read aloud, tested, and shown as plain text.

use std::time::Instant;

use super::{ListCommand, SkipGroup, Text, UiCommand, format};
use crate::scan::ScanEnd;
use crate::session::{RowFilter, RowStatus, ScanPhase, ScanSession, StatusFilter};

/// Kinds of files that are named one by one; the rest are counted together.
const KINDS_NAMED: usize = 3;

/// Marks around a linked piece: letters that stand in no font and no file name that we write ourselves. What comes
/// from outside (a system's message) is cleaned of them.
const LINK_OPENS: char = '\u{F0001}';
const LINK_CLOSES: char = '\u{F0002}';
/// Stands between a link's number and its words.
const LINK_NUMBERED: char = '\u{F0003}';

/// A piece of the sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryPiece {
    /// The words.
    pub words: String,
    /// What a click on them asks for.
    pub link: Option<UiCommand>,
}

/// A sentence in the making.
struct Sentence<'a> {
    text: &'a Text,
    links: Vec<UiCommand>,
}

/// The sentence of a scan that is over, or `None` while it is not.
#[must_use]
pub fn summary(text: &Text, session: &ScanSession, now: Instant) -> Option<Vec<SummaryPiece>> {
    let ScanPhase::Ended(end) = session.phase() else {
        return None;
    };
    let mut sentence = Sentence {
        text,
        links: Vec::new(),
    };
    let mut words = sentence.main_clause(session, end, now);
    if let Some(skipped) = sentence.skipped_clause(session) {
        words = text.with(
            "summary-and-skipped",
            &[("summary", words.into()), ("skipped", skipped.into())],
        );
    }
    let other_files = session.totals().other_files;
    if other_files > 0 {
        let others = text.counted("summary-other-files", other_files);
        words = text.with(
            "summary-and-skipped",
            &[("summary", words.into()), ("skipped", others.into())],
        );
    }
    Some(sentence.cut(&words))
}

/// The sentence without its links.
#[must_use]
pub fn plain_text(pieces: &[SummaryPiece]) -> String {
    pieces.iter().map(|piece| piece.words.as_str()).collect()
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub(super) fn list(text: &Text, mut parts: Vec<String>) -> String {
    let Some(last) = parts.pop() else {
        return String::new();
    };
    if parts.is_empty() {
        return last;
    }
    let first = parts.join(&text.get("summary-list-comma"));
    text.with(
        "summary-list-end",
        &[("first", first.into()), ("last", last.into())],
    )
}

impl Sentence<'_> {
    fn link(&mut self, words: &str, command: UiCommand) -> String {
        let number = self.links.len();
        self.links.push(command);
        format!("{LINK_OPENS}{number}{LINK_NUMBERED}{words}{LINK_CLOSES}")
    }

    fn main_clause(&mut self, session: &ScanSession, end: &ScanEnd, now: Instant) -> String {
        let text = self.text;
        let totals = session.totals();
        let time = format::duration(session.total_elapsed(now));
        let findings = self.findings(session);
        let key = match end {
            ScanEnd::RootUnreadable { detail } if totals.done == 0 => {
                return text.with("summary-unreadable", &[("detail", clean(detail).into())]);
            }
            ScanEnd::NoAnswer { silent_for } if totals.done == 0 => {
                let time = format::duration(*silent_for).into();
                return text.with("summary-no-answer", &[("time", time)]);
            }
            ScanEnd::Failed { detail } => {
                return text.with("summary-failed", &[("detail", clean(detail).into())]);
            }
            ScanEnd::Completed if totals.found == 0 => return text.get("summary-no-images"),
            ScanEnd::Completed => "summary-completed",
            ScanEnd::Stopped => "summary-stopped",
            ScanEnd::RootUnreadable { .. } => "summary-went-away",
            ScanEnd::NoAnswer { .. } => "summary-fell-silent",
        };
        let images = if totals.done < totals.found {
            text.with(
                "summary-images-of",
                &[
                    ("done", format::count(totals.done).into()),
                    ("found", format::count(totals.found).into()),
                ],
            )
        } else {
            text.counted("summary-images", totals.done)
        };
        text.with(
            key,
            &[
                ("images", images.into()),
                ("time", time.into()),
                ("findings", findings.into()),
            ],
        )
    }

    fn findings(&mut self, session: &ScanSession) -> String {
        let text = self.text;
        let totals = session.totals();
        let said = totals.flagged() + totals.repaired + totals.unreadable + totals.unreachable;
        if said == 0 {
            return text.get("summary-nothing-black");
        }
        let mut parts = Vec::new();
        for (key, status) in [
            ("summary-proven", RowStatus::Proven),
            ("summary-black", RowStatus::BlackBackground),
            ("summary-doubtful", RowStatus::Doubtful),
            ("summary-repaired", RowStatus::Repaired),
            ("summary-unreadable-images", RowStatus::Unreadable),
            ("summary-unreachable-images", RowStatus::Unreachable),
        ] {
            let count = totals.of(status);
            if count > 0 {
                let filter = RowFilter {
                    status: StatusFilter::Only(status),
                    text: String::new(),
                    ..RowFilter::default()
                };
                let words = text.counted(key, count);
                parts.push(self.link(&words, UiCommand::List(ListCommand::SetFilter(filter))));
            }
        }
        parts.join(&text.get("summary-list-comma"))
    }

    /// "312 hidden, 40 online-only and 7 HEIC files and 2 hidden folders were not looked at".
    fn skipped_clause(&mut self, session: &ScanSession) -> Option<String> {
        let text = self.text;
        let total = session.totals().skipped.total();
        if total == 0 {
            return None;
        }
        let (mut files, mut file_count) = (Vec::new(), 0);
        let (mut others, mut kinds, mut other_kinds) = (Vec::new(), 0, 0);
        for (group, count) in SkipGroup::present_in(&session.totals().skipped) {
            let words = match &group {
                SkipGroup::HiddenFiles => text.counted("summary-hidden", count),
                SkipGroup::OnlineOnly => text.counted("summary-online-only", count),
                SkipGroup::OtherKind { extension } => {
                    kinds += 1;
                    if kinds > KINDS_NAMED {
                        other_kinds += count;
                        continue;
                    }
                    let kind = extension.to_uppercase();
                    let shown = format::count(count);
                    text.with(
                        "summary-kind",
                        &[("shown", shown.into()), ("kind", kind.into())],
                    )
                }
                SkipGroup::HiddenFolders => text.counted("summary-hidden-folders", count),
                SkipGroup::LinkedFolders => text.counted("summary-linked-folders", count),
                SkipGroup::NotFiles => text.counted("summary-not-files", count),
                SkipGroup::UnreadableFolders => text.counted("summary-unreadable-folders", count),
                SkipGroup::SilentFolders => text.counted("summary-silent-folders", count),
                SkipGroup::PicturesByContent => text.counted("summary-pictures-by-content", count),
                SkipGroup::UnknownContents => text.counted("summary-unknown-contents", count),
            };
            let is_file = matches!(
                group,
                SkipGroup::HiddenFiles | SkipGroup::OnlineOnly | SkipGroup::OtherKind { .. }
            );
            let words = self.link(
                &words,
                UiCommand::List(ListCommand::ShowSkippedGroup(group)),
            );
            if is_file {
                files.push(words);
                file_count += count;
            } else {
                others.push(words);
            }
        }
        if other_kinds > 0 {
            let words = text.counted("summary-other-kinds", other_kinds);
            files.push(self.link(&words, UiCommand::List(ListCommand::ShowSkipped(true))));
            file_count += other_kinds;
        }
        if !files.is_empty() {
            let files = list(text, files);
            let args = [("count", file_count.into()), ("files", files.into())];
            others.insert(0, text.with("summary-files", &args));
        }
        let what = list(text, others);
        Some(text.with(
            "summary-skipped",
            &[("count", total.into()), ("what", what.into())],
        ))
    }

    /// Cuts the sentence at the marks.
    fn cut(self, words: &str) -> Vec<SummaryPiece> {
        let mut pieces = Vec::new();
        let mut push = |words: &str, link: Option<UiCommand>| {
            if !words.is_empty() {
                let words = words.to_owned();
                pieces.push(SummaryPiece { words, link });
            }
        };
        let mut rest = words;
        while let Some((before, after)) = rest.split_once(LINK_OPENS) {
            push(before, None);
            let (linked, after) = after.split_once(LINK_CLOSES).unwrap_or((after, ""));
            let (number, linked) = linked.split_once(LINK_NUMBERED).unwrap_or(("", linked));
            let link = number
                .parse()
                .ok()
                .and_then(|number: usize| self.links.get(number).cloned());
            push(linked, link);
            rest = after;
        }
        push(rest, None);
        pieces
    }
}

fn clean(detail: &str) -> String {
    detail.replace([LINK_OPENS, LINK_NUMBERED, LINK_CLOSES], "")
}

#[cfg(test)]
mod tests;
