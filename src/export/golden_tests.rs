//! Whole files, byte for byte: what other programs rely on.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::test_rows::{inspected, unreachable, unreadable, usual};
use super::{Column, Columns, ExportFormat, RowSink, Separator, test_rows};
use crate::inspect::{ImageFormat, MainColour, Measures, Reason, Transparency, Verdict};
use crate::scan::{ImageLocation, ImageOutcome};
use crate::session::{Decided, Decision, ResultRow};

/// 14:02:31 and a bit on 3 October 2026, UTC.
const DECIDED_AT: Duration = Duration::from_millis(1_791_036_151_999);

fn decided(mut row: ResultRow, decision: Decision) -> ResultRow {
    row.review.decided = Some(Decided {
        decision,
        at: SystemTime::UNIX_EPOCH + DECIDED_AT,
    });
    row
}

fn rows() -> Vec<ResultRow> {
    let mut transparent = inspected("鞋子/红 👟.jpg", ImageFormat::Png, Verdict::Doubtful, 0.5);
    if let ImageOutcome::Inspected(inspection) = &mut transparent.report.outcome {
        inspection.transparency = Some(Transparency {
            transparent_share: 0.5,
            hidden_black_share: 1.0,
        });
    }
    if let Some(judgement) = &mut transparent.judgement {
        // As `judge` has it for every picture with transparency: said once, as a reason.
        let reason = Reason::HasTransparency {
            percent: 50.0,
            hidden_black_percent: 100.0,
        };
        judgement.reasons.insert(0, reason);
    }
    let black = inspected(
        "04006381000012/a, \"b\"\nc.jpg",
        ImageFormat::Jpeg,
        Verdict::BlackBackground,
        0.973_46,
    );
    vec![
        decided(black, Decision::Confirmed),
        decided(transparent, Decision::FalseAlarm),
        inspected("=1+1.jpg", ImageFormat::Jpeg, Verdict::Clear, 0.0),
        inspected(r"50%/back\slash.png", ImageFormat::Png, Verdict::Clear, 1.0),
        unreadable("04006381000012/text.jpg"),
        unreachable("@shop/locked.jpg"),
    ]
}

fn begin(format: ExportFormat, columns: Columns) -> RowSink<Vec<u8>> {
    RowSink::begin(format, columns, Vec::new(), &std::env::temp_dir())
        .expect("memory takes everything")
}

fn bytes_of(format: ExportFormat, columns: Columns, rows: &[ResultRow]) -> Vec<u8> {
    let mut sink = begin(format, columns);
    for row in rows {
        sink.write_row(row).expect("memory takes everything");
    }
    sink.finish().expect("memory takes everything")
}

fn text_of(format: ExportFormat) -> String {
    String::from_utf8(bytes_of(format, usual(), &rows())).expect("exports are UTF-8")
}

const HEADER: &str = "product_id,path,verdict,reasons,pixel_sum,pixel_red,pixel_green,pixel_blue,\
                      border_black_percent,width,height,format,file_bytes,error,decision,decided_at";

#[test]
fn csv_for_programs_holds_exact_values() {
    let golden = format!(
        "{HEADER}\n{}",
        r#"04006381000012,"04006381000012/a, ""b""
c.jpg",black_background,black_border 97.3 %,6,1,2,3,97.35,640,480,jpeg,3210,,confirmed,2026-10-03T14:02:31Z
鞋子,鞋子/红 👟.jpg,doubtful,has_transparency 50.0 % hidden_black 100.0 %; black_border 50.0 %; misnamed png,6,1,2,3,50,640,480,png,3210,,false_alarm,2026-10-03T14:02:31Z
,=1+1.jpg,clear,,6,1,2,3,0,640,480,jpeg,3210,,,
50%,50%/back\slash.png,clear,,6,1,2,3,100,640,480,png,3210,,,
04006381000012,04006381000012/text.jpg,unreadable,,,,,,,,,,3210,not an image that can be inspected,,
@shop,@shop/locked.jpg,unreadable,,,,,,,,,,,could not be reached: permission denied,,
"#
    );
    assert_eq!(
        text_of(ExportFormat::CsvForPrograms),
        golden,
        "byte for byte"
    );
}

#[test]
fn csv_for_excel_is_marked_and_harmless() {
    let golden = format!(
        "\u{FEFF}{HEADER}\n{}",
        r#"'04006381000012,"04006381000012/a, ""b""
c.jpg",black_background,black_border 97.3 %,6,1,2,3,97.35,640,480,jpeg,3210,,confirmed,2026-10-03T14:02:31Z
鞋子,鞋子/红 👟.jpg,doubtful,has_transparency 50.0 % hidden_black 100.0 %; black_border 50.0 %; misnamed png,6,1,2,3,50,640,480,png,3210,,false_alarm,2026-10-03T14:02:31Z
,'=1+1.jpg,clear,,6,1,2,3,0,640,480,jpeg,3210,,,
'50%,50%/back\slash.png,clear,,6,1,2,3,100,640,480,png,3210,,,
'04006381000012,04006381000012/text.jpg,unreadable,,,,,,,,,,3210,not an image that can be inspected,,
'@shop,'@shop/locked.jpg,unreadable,,,,,,,,,,,could not be reached: permission denied,,
"#
    );
    assert_eq!(
        text_of(ExportFormat::CsvForExcel(Separator::Comma)),
        golden,
        "byte for byte"
    );
}

#[test]
fn json_lines_hold_null_for_unknown_and_numbers_as_numbers() {
    let text = text_of(ExportFormat::JsonLines);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), rows().len(), "one object per line");
    assert_eq!(
        lines[0],
        r#"{"product_id":"04006381000012","path":"04006381000012/a, \"b\"\nc.jpg","verdict":"black_background","reasons":"black_border 97.3 %","pixel_sum":6,"pixel_red":1,"pixel_green":2,"pixel_blue":3,"border_black_percent":97.35,"width":640,"height":480,"format":"jpeg","file_bytes":3210,"error":null,"decision":"confirmed","decided_at":"2026-10-03T14:02:31Z"}"#,
        "keys in the order of the columns"
    );
    assert_eq!(
        lines[5],
        r#"{"product_id":"@shop","path":"@shop/locked.jpg","verdict":"unreadable","reasons":null,"pixel_sum":null,"pixel_red":null,"pixel_green":null,"pixel_blue":null,"border_black_percent":null,"width":null,"height":null,"format":null,"file_bytes":null,"error":"could not be reached: permission denied","decision":null,"decided_at":null}"#,
        "unknown is null, never 0"
    );
}

#[test]
fn the_pixel_list_is_the_first_scripts() {
    assert_eq!(
        text_of(ExportFormat::PixelList),
        "04006381000012,\"04006381000012/a, \"\"b\"\"\nc.jpg\",6\n\
         鞋子,鞋子/红 👟.jpg,6\n\
         ,=1+1.jpg,6\n\
         50%,50%/back\\slash.png,6\n",
        "no header, and only images with a pixel"
    );
}

#[test]
fn an_export_without_rows_is_its_header() {
    let empty = |format| {
        let sink = begin(format, usual());
        sink.finish().expect("memory takes everything")
    };
    assert_eq!(
        empty(ExportFormat::CsvForPrograms),
        format!("{HEADER}\n").as_bytes(),
        "the columns are told all the same"
    );
    assert!(empty(ExportFormat::JsonLines).is_empty());
    assert!(empty(ExportFormat::PixelList).is_empty());
    assert!(
        empty(ExportFormat::Workbook).starts_with(b"PK"),
        "a workbook with a header only is a workbook"
    );
}

/// The workbook's sheet as XML, and the names of its parts.
fn workbook_parts(columns: Columns, rows: &[ResultRow]) -> (String, Vec<String>) {
    let bytes = bytes_of(ExportFormat::Workbook, columns, rows);
    let mut archive =
        zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook is an archive");
    let mut part = |name: &str| {
        std::io::read_to_string(archive.by_name(name).expect("the part is there"))
            .expect("parts are UTF-8")
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    let names = archive
        .file_names()
        .map(|name| name.expect("names are UTF-8").into_owned())
        .collect();
    (sheet, names)
}

#[test]
fn the_workbook_holds_ids_as_text_and_no_formula_or_link() {
    let (sheet, names) = workbook_parts(usual(), &rows());
    assert!(
        sheet.contains("<t>04006381000012</t>"),
        "the id is a string with its zero: {sheet}"
    );
    assert!(
        sheet.contains("<t>=1+1.jpg</t>"),
        "a name that looks like a formula is a string"
    );
    for forbidden in ["<f>", "<f ", "<hyperlink"] {
        assert!(!sheet.contains(forbidden), "the sheet holds no {forbidden}");
    }
    assert!(
        !names.iter().any(|name| name.contains("sheet1.xml.rels")),
        "the sheet links to nothing: {names:?}"
    );
    assert!(
        sheet.contains(r#"<c r="A2" s="#) && sheet.contains(r#"<c r="B2" t="inlineStr">"#),
        "ids and paths are string cells"
    );
    assert!(
        sheet.contains(r#"<c r="M2"><v>3210</v></c>"#),
        "counts are number cells"
    );
    assert!(
        sheet.contains("<t>confirmed</t>"),
        "decisions are texts: {sheet}"
    );
    assert!(
        sheet.contains(r#"<c r="P2" s="3"><v>46298.5850810185"#) && !sheet.contains(r#"r="P4""#),
        "a moment is a date with a format of its own, and there is none where nothing was decided: {sheet}"
    );
    assert!(
        !sheet.contains(r#"r="E6""#),
        "an unknown pixel has no cell at all"
    );
}

#[test]
fn the_workbooks_header_is_frozen_and_filterable() {
    let (sheet, _) = workbook_parts(usual(), &rows());
    assert!(
        sheet.contains(
            r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#
        ),
        "the header stays in sight: {sheet}"
    );
    assert!(
        sheet.contains(r#"<autoFilter ref="A1:P7"/>"#),
        "every column has a filter: {sheet}"
    );
}

#[test]
fn the_columns_are_these_in_this_order() {
    assert_eq!(
        Column::USUAL.map(Column::name).join(","),
        HEADER,
        "other programs rely on it"
    );
}

#[test]
fn a_full_measurement_adds_two_columns_at_the_end_and_changes_no_other() {
    let full = Columns::of(Measures {
        full: true,
        ..Measures::default()
    });
    let mut measured = inspected("a/1.jpg", ImageFormat::Jpeg, Verdict::Clear, 0.25);
    if let ImageOutcome::Inspected(inspection) = &mut measured.report.outcome {
        inspection.main_colour = Some(MainColour {
            rgb: [255, 0, 10],
            share: 0.559_4,
        });
    }
    let rows = [measured, unreadable("a/2.jpg")];
    let text = |format| String::from_utf8(bytes_of(format, full, &rows)).expect("UTF-8");
    assert_eq!(
        text(ExportFormat::CsvForPrograms),
        format!(
            "{HEADER},main_colour,main_colour_percent\n\
             a,a/1.jpg,clear,,6,1,2,3,25,640,480,jpeg,3210,,,,#FF000A,55.94\n\
             a,a/2.jpg,unreadable,,,,,,,,,,3210,not an image that can be inspected,,,,\n"
        ),
        "byte for byte"
    );
    let json = text(ExportFormat::JsonLines);
    let tails: Vec<&str> = json
        .lines()
        .filter_map(|line| line.split_once(r#","error":"#))
        .map(|(_, tail)| tail)
        .collect();
    assert_eq!(
        tails,
        [
            r##"null,"decision":null,"decided_at":null,"main_colour":"#FF000A","main_colour_percent":55.94}"##,
            r#""not an image that can be inspected","decision":null,"decided_at":null,"main_colour":null,"main_colour_percent":null}"#,
        ],
        "keys as the columns"
    );
    let (sheet, _) = workbook_parts(full, &rows);
    assert!(sheet.contains("<t>#FF000A</t>"), "{sheet}");
    assert!(
        sheet.contains(r#"<c r="R2"><v>55.94</v></c>"#)
            && sheet.contains(r#"<autoFilter ref="A1:R3"/>"#),
        "the share is a number, and both have a filter: {sheet}"
    );
    assert_eq!(
        text(ExportFormat::PixelList),
        "a,a/1.jpg,6\n",
        "the first script's list stays as it is"
    );
}

#[test]
fn proofs_and_repairs_add_seven_columns_at_the_end_and_change_no_other() {
    let mut proven = inspected("a/1.jpg", ImageFormat::Jpeg, Verdict::Doubtful, 0.25);
    proven.proof = Some(Arc::new(test_rows::proof()));
    let mut repaired = proven.clone();
    repaired.report.location = ImageLocation::new("a/2.jpg");
    repaired.repair = Some(Arc::new(test_rows::repair("/new/a/2.jpg")));
    let mut replaced = inspected("a/3.jpg", ImageFormat::Jpeg, Verdict::Clear, 0.0);
    replaced.proof.clone_from(&proven.proof);
    replaced.repair = Some(Arc::new(test_rows::repair("/shop/a/3.jpg")));
    // Of the black file, which is no more: it is not lost with it.
    replaced.review.before_change = Some(Decision::Confirmed);
    replaced.report.stamp.content = replaced.repair.as_ref().map(|repair| repair.content);
    let rows = [
        proven,
        repaired,
        replaced,
        inspected("a/4.jpg", ImageFormat::Jpeg, Verdict::Clear, 0.0),
    ];
    let shared: Vec<_> = rows.iter().cloned().map(Arc::new).collect();
    let columns = usual().with_proofs_of(&shared);
    assert_eq!(
        usual().with_proofs_of(&shared[3..]),
        usual(),
        "none has any"
    );
    let text = |format| String::from_utf8(bytes_of(format, columns, &rows)).expect("UTF-8");
    let proof = "proven,laid_on_black,0.62,/originals/鞋 1.png";
    assert_eq!(
        text(ExportFormat::CsvForPrograms),
        format!(
            "{HEADER},proof,proof_mechanism,proof_difference,original,new_file,repaired_at,status\n\
             a,a/1.jpg,black_background,black_border 25.0 %,6,1,2,3,25,640,480,jpeg,3210,,,,{proof},,,proven\n\
             a,a/2.jpg,black_background,black_border 25.0 %,6,1,2,3,25,640,480,jpeg,3210,,,,{proof},/new/a/2.jpg,2026-10-03T14:02:31Z,repaired\n\
             a,a/3.jpg,clear,,6,1,2,3,0,640,480,jpeg,3210,,confirmed,,{proof},/shop/a/3.jpg,2026-10-03T14:02:31Z,repaired\n\
             a,a/4.jpg,clear,,6,1,2,3,0,640,480,jpeg,3210,,,,,,,,,,clear\n"
        ),
        "byte for byte"
    );
    let json = text(ExportFormat::JsonLines);
    let tail = r#""proof":"proven","proof_mechanism":"laid_on_black","proof_difference":0.62,"original":"/originals/鞋 1.png","new_file":"/new/a/2.jpg","repaired_at":"2026-10-03T14:02:31Z","status":"repaired"}"#;
    assert!(json.lines().any(|line| line.ends_with(tail)), "{json}");
    let (sheet, _) = workbook_parts(columns, &rows);
    assert!(sheet.contains("<t>/originals/鞋 1.png</t>"), "{sheet}");
    assert!(
        sheet.contains(r#"<c r="S2"><v>0.62</v></c>"#)
            && sheet.contains(r#"<c r="V3" s="3"><v>46298.5850810185"#)
            && sheet.contains(r#"<autoFilter ref="A1:W5"/>"#),
        "the difference is a number, the moment a date, and all have a filter: {sheet}"
    );
    assert_eq!(
        text(ExportFormat::PixelList),
        "a,a/1.jpg,6\na,a/2.jpg,6\na,a/3.jpg,6\na,a/4.jpg,6\n",
        "the first script's list stays as it is"
    );
}
