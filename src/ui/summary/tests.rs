use super::*;
use crate::scan::{ScanEvent, SkipCause};
use crate::ui::Language;
use crate::ui::ListCommand;
use crate::ui::testing::MadeUpScan;

fn sentence(language: Language, scan: &MadeUpScan) -> String {
    let pieces = summary(&Text::new(language), &scan.session, scan.at(99_000));
    plain_text(&pieces.expect("the scan is over"))
}

/// 12 images, and one of each thing that is left out.
fn ended_scan() -> MadeUpScan {
    let mut scan = MadeUpScan::new(2);
    scan.find(12);
    for at in 0..12_u16 {
        let status = match at {
            0..=2 => RowStatus::BlackBackground,
            3 => RowStatus::Doubtful,
            4..=5 => RowStatus::Unreadable,
            _ => RowStatus::Clear,
        };
        scan.finish(status, at % 2, u64::from(at) * 100);
    }
    for at in 0..312 {
        scan.skip(&format!(".hidden{at}.jpg"), SkipCause::HiddenFile);
    }
    for at in 0..40 {
        scan.skip(&format!("cloud{at}.jpg"), SkipCause::OnlineOnly);
    }
    for at in 0..7 {
        let extension = "heic".to_owned();
        scan.skip(&format!("{at}.heic"), SkipCause::OtherKind { extension });
    }
    scan.end(ScanEnd::Completed, 14_000);
    scan
}

#[test]
fn the_sentence_says_what_was_found_and_what_was_left_out() {
    let scan = ended_scan();
    assert_eq!(
        sentence(Language::English, &scan),
        "12 images in 14 s: 3 black backgrounds, 1 doubtful, 2 could not be read; \
         312 hidden, 40 online-only and 7 HEIC files were not looked at"
    );
    assert_eq!(
        sentence(Language::SimplifiedChinese, &scan),
        "12 张图片，用时 14 s：3 张黑色背景、1 张存疑、2 张无法读取；\
         未检查 312 个隐藏、40 个仅在线和 7 个 HEIC 文件"
    );
}

#[test]
fn each_number_leads_to_its_list() {
    let scan = ended_scan();
    let text = Text::new(Language::English);
    let pieces = summary(&text, &scan.session, scan.at(99_000)).expect("the scan is over");
    let links: Vec<(&str, &UiCommand)> = pieces
        .iter()
        .filter_map(|piece| Some((piece.words.as_str(), piece.link.as_ref()?)))
        .collect();
    let rows = |status| {
        UiCommand::List(ListCommand::SetFilter(RowFilter {
            status: StatusFilter::Only(status),
            text: String::new(),
            ..RowFilter::default()
        }))
    };
    let extension = "heic".to_owned();
    assert_eq!(
        links,
        [
            ("3 black backgrounds", &rows(RowStatus::BlackBackground)),
            ("1 doubtful", &rows(RowStatus::Doubtful)),
            ("2 could not be read", &rows(RowStatus::Unreadable)),
            (
                "312 hidden",
                &UiCommand::List(ListCommand::ShowSkippedGroup(SkipGroup::HiddenFiles))
            ),
            (
                "40 online-only",
                &UiCommand::List(ListCommand::ShowSkippedGroup(SkipGroup::OnlineOnly))
            ),
            (
                "7 HEIC",
                &UiCommand::List(ListCommand::ShowSkippedGroup(SkipGroup::OtherKind {
                    extension
                }))
            ),
        ]
    );
}

#[test]
fn a_clean_folder_a_stopped_scan_and_an_empty_folder_have_their_own_words() {
    let mut clean = MadeUpScan::new(1);
    clean.find(1);
    clean.finish(RowStatus::Clear, 0, 100);
    clean.end(ScanEnd::Completed, 400);
    assert_eq!(
        sentence(Language::English, &clean),
        "1 image in 400 ms: no black backgrounds"
    );

    let mut stopped = MadeUpScan::new(1);
    stopped.find(20_000);
    stopped.finish(RowStatus::Unreachable, 0, 100);
    stopped.end(ScanEnd::Stopped, 2_000);
    assert_eq!(
        sentence(Language::English, &stopped),
        "Stopped after 1 of 20,000 images in 2 s: 1 could not be reached"
    );

    let mut empty = MadeUpScan::new(1);
    empty.skip(
        "a.heic",
        SkipCause::OtherKind {
            extension: "heic".to_owned(),
        },
    );
    empty.skip("docs", SkipCause::HiddenFolder);
    empty.end(ScanEnd::Completed, 10);
    assert_eq!(
        sentence(Language::English, &empty),
        "There are no images in this folder; 1 HEIC file and 1 hidden folder were not looked at"
    );
    let mut others = MadeUpScan::new(1);
    others.apply(ScanEvent::OtherFiles { files: 2_000 }, 5);
    others.end(ScanEnd::Completed, 10);
    assert_eq!(
        sentence(Language::English, &others),
        "There are no images in this folder; 2,000 other files are no pictures"
    );

    let mut gone = MadeUpScan::new(1);
    let detail = "no such file or directory".to_owned();
    gone.end(ScanEnd::RootUnreadable { detail }, 10);
    assert_eq!(
        sentence(Language::English, &gone),
        "The folder can't be read: no such file or directory"
    );
}

#[test]
fn what_gave_no_answer_is_told() {
    let silent_for = std::time::Duration::from_mins(1);
    let mut scan = MadeUpScan::new(1);
    scan.finish(RowStatus::Clear, 0, 400);
    scan.skip("hung", SkipCause::FolderNoAnswer { silent_for });
    scan.end(ScanEnd::Completed, 61_000);
    assert_eq!(
        sentence(Language::English, &scan),
        "1 image in 1 min 01 s: no black backgrounds; 1 folder that gave no answer was not looked at"
    );
    let mut root = MadeUpScan::new(1);
    root.end(ScanEnd::NoAnswer { silent_for }, 60_000);
    assert_eq!(
        sentence(Language::English, &root),
        "The folder gave no answer for 1 min 00 s"
    );
    let mut fell_silent = MadeUpScan::new(1);
    fell_silent.finish(RowStatus::Clear, 0, 400);
    fell_silent.end(ScanEnd::NoAnswer { silent_for }, 61_000);
    assert_eq!(
        sentence(Language::English, &fell_silent),
        "The folder gives no answer any more after 1 image in 1 min 01 s: no black backgrounds"
    );
}

#[test]
fn many_kinds_are_counted_together() {
    let mut scan = MadeUpScan::new(1);
    for extension in ["heic", "avif", "psd", "svg", "raw"] {
        let extension = extension.to_owned();
        scan.skip("x", SkipCause::OtherKind { extension });
    }
    scan.end(ScanEnd::Completed, 10);
    assert_eq!(
        sentence(Language::English, &scan),
        "There are no images in this folder; 1 HEIC, 1 AVIF, 1 PSD and 2 other files were not looked at"
    );
}

#[test]
fn there_is_no_sentence_while_the_scan_runs() {
    let scan = MadeUpScan::new(1);
    let text = Text::new(Language::English);
    assert_eq!(summary(&text, &scan.session, scan.at(10)), None);
}
