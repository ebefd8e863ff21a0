//! Whole sheets of made-up rows.

use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::export::SaveErrorKind;
use crate::export::test_rows::{inspected, many, proof, repair, unreadable};
use crate::inspect::{ImageFormat, Thumbnail, Verdict};
use crate::session::{Decided, Decision};

fn about() -> SheetAbout<'static> {
    SheetAbout {
        root: Path::new("/shop/<images>"),
        made_at: UNIX_EPOCH + Duration::from_secs(1_791_036_151),
    }
}

/// A picture of one colour.
fn picture(rgba: [u8; 4]) -> SheetPicture {
    let thumbnail = Thumbnail {
        width_px: 20,
        height_px: 10,
        rgba: rgba.repeat(200),
    };
    SheetPicture::of(&thumbnail).expect("it has pixels")
}

fn sheet(rows: &[Arc<ResultRow>], thumbs: &mut dyn FnMut(&ResultRow) -> Thumbs) -> String {
    let mut out = Vec::new();
    let mut thumbs = |row: &ResultRow| ControlFlow::Continue(thumbs(row));
    let flow = write_contact_sheet(&mut out, rows, about(), &EnglishWords, &mut thumbs)
        .expect("memory takes all");
    assert!(flow.is_continue(), "nobody broke it off");
    String::from_utf8(out).expect("a sheet is UTF-8")
}

fn plain(rows: &[Arc<ResultRow>]) -> String {
    sheet(rows, &mut |_| Thumbs::default())
}

fn black(path: &str) -> ResultRow {
    inspected(path, ImageFormat::Jpeg, Verdict::BlackBackground, 0.9)
}

/// Where each text stands, in the order in which they are asked for.
fn places(html: &str, texts: &[&str]) -> Vec<usize> {
    texts
        .iter()
        .map(|text| {
            html.find(text)
                .unwrap_or_else(|| panic!("{text} in {html}"))
        })
        .collect()
}

#[test]
fn products_stand_by_id_and_images_by_path_and_what_has_no_product_comes_last() {
    let rows: Vec<_> = ["loose.jpg", "0400/b.jpg", "0300/z.jpg", "0400/a.jpg"]
        .map(|path| Arc::new(black(path)))
        .into();
    let mut asked = Vec::new();
    let html = sheet(&rows, &mut |row| {
        asked.push(path_text(&row.report.location).into_owned());
        Thumbs::default()
    });
    assert_eq!(
        asked,
        ["0300/z.jpg", "0400/a.jpg", "0400/b.jpg", "loose.jpg"],
        "each once"
    );
    let order = places(
        &html,
        &[
            ">0300<",
            "z.jpg",
            ">0400<",
            "a.jpg",
            "b.jpg",
            "Without a product",
            "loose.jpg",
        ],
    );
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn what_comes_from_a_file_is_never_markup() {
    let mut row = black("<em>/\"><script>alert(1)<\u{7}script>.jpg");
    let mut found = proof();
    found.finding = crate::session::ProofFinding::Unreadable {
        detail: "<img src=x>".to_owned(),
    };
    row.proof = Some(Arc::new(found));
    let html = plain(&[Arc::new(row)]);
    for markup in ["<script", "<em>", "<img", "\u{7}", "<images>"] {
        let after_style = html.split_once("</style>").map_or("", |(_, after)| after);
        assert!(!after_style.contains(markup), "{markup} in {after_style}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)"), "it can be read");
    assert!(
        html.contains("\u{FFFD}script"),
        "a bell is shown as unknown"
    );
}

#[test]
fn a_sheet_needs_nothing_from_elsewhere() {
    let html = sheet(&[Arc::new(black("0400/a.jpg"))], &mut |_| Thumbs {
        before: Some(picture([0, 0, 0, 255])),
        after: Some(picture([255, 255, 255, 0])),
    });
    assert!(!html.contains("http://") && !html.contains("https://"));
    assert!(!html.contains("<script") && !html.contains("<link"));
    assert!(html.contains("default-src 'none'; img-src data:"));
    assert!(html.contains("src=\"data:image/jpeg;base64,/9j/"), "opaque");
    assert!(
        html.contains("src=\"data:image/png;base64,iVBOR"),
        "transparent"
    );
    assert_eq!(html.matches("width=\"20\" height=\"10\"").count(), 2);
}

#[test]
fn a_card_says_verdict_decision_reasons_and_files() {
    let mut row = black("0400/front/a.jpg");
    row.proof = Some(Arc::new(proof()));
    row.repair = Some(Arc::new(repair("/new/0400/front/a.jpg")));
    row.review.decided = Some(Decided {
        decision: Decision::Confirmed,
        at: UNIX_EPOCH,
    });
    let html = plain(&[Arc::new(row)]);
    for words in [
        "class=\"status repaired\">Repaired<",
        "class=\"decision confirmed\">Confirmed<",
        "(difference 0.6 of 255; on white it would be 183)",
        "Black border 90.0 %",
        "/originals/鞋 1.png",
        "/new/0400/front/a.jpg",
        "0400/front/",
        "2026-10-03 14:02 UTC",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
}

#[test]
fn of_a_replaced_file_the_black_one_is_told_of() {
    let mut row = inspected("0400/a.jpg", ImageFormat::Jpeg, Verdict::Doubtful, 0.1);
    let done = repair("/shop/0400/a.jpg");
    row.report.stamp.content = Some(done.content);
    row.proof = Some(Arc::new(proof()));
    row.repair = Some(Arc::new(done));
    row.review.before_change = Some(Decision::Confirmed);
    let html = plain(&[Arc::new(row)]);
    assert!(html.contains("Proven: its original"), "why it was repaired");
    assert!(!html.contains("Black border"), "that is about the new file");
    assert!(html.contains(">Confirmed<"), "it was");
}

#[test]
fn the_numbers_at_the_top_are_those_of_the_rows() {
    let mut proven = black("0400/a.jpg");
    proven.proof = Some(Arc::new(proof()));
    let mut rows = vec![
        Arc::new(proven),
        Arc::new(black("0400/b.jpg")),
        Arc::new(unreadable("0500/c.jpg")),
        Arc::new(black("d.jpg")),
    ];
    rows.extend(many(3));
    let html = plain(&rows);
    for words in [
        "<b>3</b> Products",
        "<b>7</b> Images",
        "<b>1</b> Proven",
        "<b>2</b> Black background",
        "<b>3</b> Clear",
        "<b>1</b> Unreadable",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(!html.contains("False alarms"), "there are none");
}

#[test]
fn a_language_cannot_break_out_of_its_place() {
    struct Odd;
    impl SheetWords for Odd {
        fn language(&self) -> &'static str {
            "zh-CN\"><script>"
        }
        fn label(&self, _: SheetLabel) -> String {
            "<i>标签</i>".to_owned()
        }
        fn status(&self, _: crate::session::RowStatus) -> String {
            "状态".to_owned()
        }
        fn decision(&self, _: &ResultRow) -> Option<String> {
            None
        }
        fn reasons(&self, _: &ResultRow) -> Vec<String> {
            Vec::new()
        }
    }
    let mut out = Vec::new();
    let rows = [Arc::new(black("a.jpg"))];
    let mut thumbs = |_: &ResultRow| ControlFlow::Continue(Thumbs::default());
    let flow = write_contact_sheet(&mut out, &rows, about(), &Odd, &mut thumbs);
    assert!(flow.expect("memory takes all").is_continue());
    let html = String::from_utf8(out).expect("UTF-8");
    assert!(html.contains("<html lang=\"zh-CNscript\">"), "{html}");
    assert!(html.contains("&lt;i&gt;标签") && !html.contains("<i>"));
}

#[test]
fn a_sheet_never_replaces_an_image_and_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = [Arc::new(black("a.jpg"))];
    let save_while = |name: &str, flow: ControlFlow<()>| {
        let mut thumbs = |_: &ResultRow| {
            flow?;
            ControlFlow::Continue(Thumbs::default())
        };
        let to = folder.path().join(name);
        save_contact_sheet(&rows, about(), &EnglishWords, &to, None, &mut thumbs)
    };
    let save = |name| save_while(name, ControlFlow::Continue(()));
    let refused = save("a.jpg").expect_err("an image's name");
    assert_eq!(*refused.kind(), SaveErrorKind::ImageName);
    let saved = save("sheet.html").expect("it is written");
    assert_eq!(saved.expect("whole").rows, 1);
    let whole = std::fs::read(folder.path().join("sheet.html")).expect("read");
    let stopped = save_while("sheet.html", ControlFlow::Break(()));
    assert!(stopped.expect("no fault").is_none(), "somebody stopped it");
    let kept = std::fs::read(folder.path().join("sheet.html")).expect("read");
    assert_eq!(kept, whole, "the old one stays");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("it is there")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["sheet.html"], "and nothing else");
}

/// The arithmetic in the module's documentation.
#[test]
fn a_picture_takes_a_few_kilobytes() {
    let mut seed = 7_u32;
    let mut thumbnail = Thumbnail {
        width_px: SHEET_PICTURE_PX,
        height_px: SHEET_PICTURE_PX,
        rgba: Vec::new(),
    };
    for place in 0..SHEET_PICTURE_PX * SHEET_PICTURE_PX {
        // A soft gradient with some noise: a product fills more than most of them do.
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let level = (place % SHEET_PICTURE_PX) / 2 + (seed >> 28);
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        thumbnail.rgba.extend([level, level / 2, 90, 255]);
    }
    let made = SheetPicture::of(&thumbnail).expect("it has pixels");
    let bytes = made.address().len();
    assert!((2_000..16_000).contains(&bytes), "{bytes} bytes");
}
