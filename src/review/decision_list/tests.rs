//! Round trips, what spreadsheets do to a list, and damaged lists.

use super::*;
use crate::review::ChangeTime;
use crate::review::time::from_ms;
use crate::scan::ContentHash;
use crate::session::{Decided, Decision};

/// 14:02:31.250 on 3 October 2026, UTC.
const MOMENT: i64 = 1_791_036_151_250;

fn stored(byte: u8, decision: Option<Decision>, path: &str) -> StoredDecision {
    StoredDecision {
        content: ContentHash::from_bytes([byte; ContentHash::BYTES]),
        decided: decision.map(|decision| Decided {
            decision,
            at: from_ms(MOMENT),
        }),
        changed_at: ChangeTime(MOMENT + 1_000),
        file_bytes: Some(3_210),
        path_hint: Some(path.to_owned()),
    }
}

fn some() -> Vec<StoredDecision> {
    let mut bare = stored(4, Some(Decision::Confirmed), "");
    bare.path_hint = None;
    bare.file_bytes = None;
    vec![
        stored(0x11, Some(Decision::Confirmed), "/shop/鞋子/红 👟.jpg"),
        stored(2, Some(Decision::FalseAlarm), "=1+1, \"b\"\nc.jpg"),
        stored(3, None, "'quoted'.jpg"),
        bare,
    ]
}

/// Read a day later.
fn read(bytes: &[u8]) -> Result<DecisionList, ListFault> {
    read_decision_list(bytes, from_ms(MOMENT + 86_400_000))
}

fn text_of(decisions: &[StoredDecision]) -> String {
    let bytes = write_decision_list(Vec::new(), decisions).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_list_is_written_byte_for_byte() {
    assert_eq!(
        text_of(&some()[..3]),
        "\u{FEFF}content,decision,decided_at,file_bytes,path,changed_at\n\
         blake3:11111111111111111111111111111111,confirmed,2026-10-03T14:02:31.25Z,3210,/shop/鞋子/红 👟.jpg,2026-10-03T14:02:32.25Z\n\
         blake3:02020202020202020202020202020202,false_alarm,2026-10-03T14:02:31.25Z,3210,\"'=1+1, \"\"b\"\"\nc.jpg\",2026-10-03T14:02:32.25Z\n\
         blake3:03030303030303030303030303030303,,,3210,''quoted'.jpg,2026-10-03T14:02:32.25Z\n"
    );
}

#[test]
fn what_is_written_is_read_back_exactly() {
    let list = read(text_of(&some()).as_bytes()).unwrap();
    assert_eq!(list.decisions, some());
    assert_eq!(list.bad, []);
}

#[test]
fn a_spreadsheet_may_save_it_again() {
    for delimiter in [";", "\t"] {
        // Without line breaks and commas in fields, an ordinary exchange of signs is what a spreadsheet does.
        let plain = [some()[0].clone(), some()[2].clone()];
        let text = text_of(&plain)
            .replace(',', delimiter)
            .replace('\n', "\r\n");
        let list = read(text.as_bytes()).unwrap();
        assert_eq!(list.decisions, plain, "with {delimiter:?}");
    }
    let moved = "path,note,decided_at,decision,content\r\n\
                 a.jpg,mine,2026-10-03T16:02:31.25+02:00,confirmed,blake3:11111111111111111111111111111111\r\n\
                 ,,,,\r\n";
    let list = read(moved.as_bytes()).unwrap();
    let mut expected = stored(0x11, Some(Decision::Confirmed), "a.jpg");
    expected.file_bytes = None;
    expected.changed_at = ChangeTime(MOMENT);
    assert_eq!(
        list.decisions,
        [expected],
        "columns moved, one added, one gone"
    );
    assert_eq!(list.bad, [], "an empty line is no line");
}

#[test]
fn bad_lines_are_told_by_number_and_the_others_are_read() {
    let good = "blake3:11111111111111111111111111111111,confirmed,2026-10-03T14:02:31Z,1,a.jpg,";
    let lines = [
        (
            "blake3:1111,confirmed,2026-10-03T14:02:31Z,,,",
            LineFault::Content,
        ),
        (
            "1.11E+31,confirmed,2026-10-03T14:02:31Z,,,",
            LineFault::Content,
        ),
        (
            "blake3:11111111111111111111111111111111,black,2026-10-03T14:02:31Z,,,",
            LineFault::Decision,
        ),
        (
            "blake3:11111111111111111111111111111111,confirmed,03.10.2026 14:02,,,",
            LineFault::Moment("decided_at"),
        ),
        (
            "blake3:11111111111111111111111111111111,confirmed,,,,",
            LineFault::Moment("decided_at"),
        ),
        (
            "blake3:11111111111111111111111111111111,,,,,",
            LineFault::Moment("decided_at"),
        ),
        (
            "blake3:11111111111111111111111111111111,confirmed,2062-10-03T14:02:31Z,,,",
            LineFault::Future,
        ),
        (
            "blake3:11111111111111111111111111111111,confirmed,2026-10-03T14:02:31Z,3.2E4,,",
            LineFault::FileBytes,
        ),
        (
            "blake3:11111111111111111111111111111111,confirmed,2026-10-03T14:02:31Z,,,soon",
            LineFault::Moment("changed_at"),
        ),
    ];
    for (line, fault) in lines {
        let text = format!("{}\n{good}\n{line}\n{good}\n", Columns::NAMES.join(","));
        let list = read(text.as_bytes()).unwrap();
        assert_eq!(list.bad, [BadLine { line: 3, fault }], "{line}");
        assert_eq!(list.decisions.len(), 2, "{line}");
    }
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let good = "blake3:11111111111111111111111111111111,confirmed,2026-10-03T14:02:31Z,1,a.jpg,";
    let two_lines =
        "blake3:11111111111111111111111111111111,confirmed,2026-10-03T14:02:31Z,1,\"a\nb\",";
    let bad = "blake3:zz,confirmed,2026-10-03T14:02:31Z,,,";
    let header = Columns::NAMES.join(",");
    for end in ["\n", "\r\n", "\r"] {
        let lines = |lines: &[&str]| -> Vec<u64> {
            let two_lines_ended_so = |line: &&str| line.replace('\n', end);
            let text: Vec<String> = lines.iter().map(two_lines_ended_so).collect();
            let text = text.join(end) + end;
            let marked = format!("\u{FEFF}{text}");
            let numbers = |text: &str| -> Vec<u64> {
                let bad = read(text.as_bytes()).unwrap().bad;
                bad.iter().map(|bad| bad.line).collect()
            };
            assert_eq!(numbers(&text), numbers(&marked), "a mark is no line");
            numbers(&text)
        };
        assert_eq!(lines(&[&header, bad]), [2], "{end:?}");
        assert_eq!(lines(&[&header, good, bad, good, bad]), [3, 5], "{end:?}");
        assert_eq!(lines(&[&header, "", good, "", bad]), [5], "{end:?}, empty");
        assert_eq!(
            lines(&[&header, two_lines, bad]),
            [4],
            "{end:?}, two in one"
        );
    }
}

#[test]
fn what_is_no_list_is_told() {
    for (bytes, fault) in [
        (b"".as_slice(), ListFault::Empty),
        (b"\xEF\xBB\xBF", ListFault::Empty),
        (
            b"product_id,path\n1,a.jpg\n",
            ListFault::ColumnMissing("content"),
        ),
        (
            b"PK\x03\x04\x00\xff\xfe",
            ListFault::ColumnMissing("content"),
        ),
    ] {
        assert_eq!(read(bytes), Err(fault), "{bytes:?}");
    }
}

#[test]
fn a_name_in_another_encoding_costs_the_name_only() {
    let bytes = b"content,decision,decided_at,path\n\
        blake3:11111111111111111111111111111111,confirmed,2026-10-03T14:02:31Z,\xd0\xd0.jpg\n";
    let list = read(bytes).unwrap();
    assert_eq!(list.bad, [], "the path is a hint");
    assert_eq!(list.decisions[0].path_hint, None);
}
