//! `--sensitivity`.

use image::{Rgb, RgbImage};

use super::support::{Catalogue, scan};

/// Something white that rises from the lower edge of a black picture and takes part of its border, as a bust does. The
/// black is nearly even, and not exactly: that would make up for the border at every setting.
fn bust(half_width: f64) -> Vec<u8> {
    let picture = RgbImage::from_fn(120, 90, |x, y| {
        let (dx, dy) = (f64::from(x) - 59.5, f64::from(y) - 90.0);
        let inside = (dx / half_width).hypot(dy / 50.0) < 1.0;
        let grain = u8::from((x * 3 + y * 5) % 16 == 0);
        Rgb([if inside { 255 } else { grain }; 3])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("encoded");
    bytes.into_inner()
}

#[test]
fn strict_flags_fewer_and_eager_calls_more_of_them_black() {
    let catalogue = Catalogue::of_each_kind();
    // About 55 % and 65 % of the border stay black.
    catalogue.put("busts/broad.png", &bust(80.0));
    catalogue.put("busts/slim.png", &bust(62.0));
    for (sensitivity, broad, slim) in [
        ("strict", "clear", "doubtful"),
        ("normal", "doubtful", "doubtful"),
        ("eager", "doubtful", "black_background"),
    ] {
        let outcome = scan(&catalogue, ["--sensitivity", sensitivity, "--csv", "-"]);
        let table = outcome.expect_code(0, "a setting that exists").table();
        let verdict = |path| table.cell(path, "verdict");
        assert_eq!(verdict("busts/broad.png"), broad, "at {sensitivity}");
        assert_eq!(verdict("busts/slim.png"), slim, "at {sensitivity}");
        assert_eq!(
            verdict("04006381000012/black.jpg"),
            "black_background",
            "plainly black at {sensitivity} too"
        );
        assert_eq!(
            verdict("04006381000012/white.jpg"),
            "clear",
            "plainly white at {sensitivity} too"
        );
    }
}

#[test]
fn without_a_choice_it_is_normal() {
    let catalogue = Catalogue::of_each_kind();
    catalogue.put("busts/slim.png", &bust(62.0));
    let usual = scan(&catalogue, ["--csv", "-"]);
    let normal = scan(&catalogue, ["--sensitivity", "normal", "--csv", "-"]);
    assert_eq!(usual.text(), normal.text(), "the same rows");
}

#[test]
fn another_word_is_wrong_use_and_the_words_are_named() {
    let catalogue = Catalogue::of_each_kind();
    scan(&catalogue, ["--sensitivity", "keen"])
        .expect_code(2, "there is no such setting")
        .expect_said("strict, normal, eager");
}
