//! Repairing: a dry run writes nothing; what is repaired looks as it should have; originals are only read.

use std::fs;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageReader, Rgb, RgbImage};

use super::support::{Shop, run, tree};

/// Decodes a file by what it holds.
fn decoded(path: &Path) -> DynamicImage {
    let reader = ImageReader::open(path).expect("there");
    let reader = reader.with_guessed_format().expect("read");
    reader.decode().expect("an image")
}

/// The original on white, as it should have been from the beginning.
fn truth(original: &Path) -> RgbImage {
    let original = decoded(original).into_rgba8();
    RgbImage::from_fn(original.width(), original.height(), |x, y| {
        let [red, green, blue, alpha] = original.get_pixel(x, y).0;
        let on_white = |colour: u8| {
            let sum = u32::from(colour) * u32::from(alpha) + 255 * u32::from(255 - alpha);
            u8::try_from((sum + 127) / 255).expect("a level")
        };
        Rgb([red, green, blue].map(on_white))
    })
}

/// Mean absolute difference in levels of 255.
fn difference(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions(), "the same size");
    let pairs = one.as_raw().iter().zip(other.as_raw());
    let sum: u64 = pairs
        .map(|(one, other)| u64::from(one.abs_diff(*other)))
        .sum();
    sum as f64 / one.as_raw().len() as f64
}

#[test]
fn a_dry_run_names_every_image_and_writes_nothing() {
    let shop = Shop::new();
    let before = shop.everything();
    let new = shop.out("new");
    let outcome = shop
        .repair([Path::new("--to"), &new, Path::new("--dry-run")])
        .expect_code(0, "a dry run")
        .expect_said("would be repaired")
        .expect_said("needed");
    assert_eq!(shop.everything(), before, "not a byte was written");
    let lines = outcome.lines_of("would write");
    assert_eq!(lines.len(), shop.black.len(), "one line for each");
    for (line, image) in lines.iter().zip(&shop.black) {
        let target = new.join(image).display().to_string();
        assert!(line.ends_with(&target), "{line} tells where to");
    }
}

#[test]
fn every_black_image_is_repaired_and_looks_like_its_original_on_white() {
    let shop = Shop::new();
    let (images, originals) = (tree(&shop.root()), tree(&shop.originals()));
    let new = shop.out("new");
    let outcome = shop
        .repair([Path::new("--to"), &new])
        .expect_code(0, "all done")
        .expect_said(&format!("{} images repaired", shop.black.len()))
        .expect_said("to undo: blackdrop repair --undo");
    assert_eq!(outcome.lines_of("repaired").len(), shop.black.len());
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black, "the new files and nothing else");
    for image in &shop.black {
        let repaired = decoded(&new.join(image)).into_rgb8();
        let off = difference(&repaired, &truth(&shop.original_of(image)));
        assert!(off <= 2.0, "{} is {off} levels off", image.display());
    }
    assert_eq!(tree(&shop.root()), images, "the images are as they were");
    assert_eq!(tree(&shop.originals()), originals, "so are the originals");
}

#[test]
fn who_repairs_again_finds_it_done_and_replaces_nothing() {
    let shop = Shop::new();
    let new = shop.out("new");
    let repair = || shop.repair([Path::new("--to"), &new]);
    repair().expect_code(0, "all done");
    let done = tree(&new);
    let again = repair()
        .expect_code(0, "nothing is wrong with that")
        .expect_said("0 images to repair");
    assert_eq!(again.lines_of("skipped").len(), shop.black.len());
    assert_eq!(tree(&new), done, "and nothing was written again");
    let foreign = shop.out("foreign").join(&shop.black[0]);
    fs::create_dir_all(foreign.parent().expect("a folder")).expect("made");
    fs::write(&foreign, "a file of this name").expect("written");
    shop.repair([Path::new("--to"), &shop.out("foreign")])
        .expect_code(3, "one image is not repaired, whatever has its name");
}

#[test]
fn originals_beside_the_images_are_found_without_a_word() {
    let shop = Shop::new();
    for image in &shop.black {
        let beside = shop.root().join(image).with_extension("png");
        fs::copy(shop.original_of(image), beside).expect("copied");
    }
    let new = shop.out("new");
    let mut command = shop.program("repair");
    command.arg(shop.root()).arg("--to").arg(&new);
    command.arg("--journals").arg(shop.out("journals"));
    run(&mut command).expect_code(0, "all done");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black);
}

#[test]
fn background_and_quality_are_those_that_were_asked_for() {
    let shop = Shop::new();
    let (fine, coarse) = (shop.out("fine"), shop.out("coarse"));
    let image = &shop.black[0];
    let options = ["--background", "00FF00", "--quality"];
    for (folder, quality) in [(&fine, "95"), (&coarse, "40")] {
        let mut command = shop.repair_command();
        command.args(options).arg(quality).arg("--to").arg(folder);
        run(&mut command).expect_code(0, "all done");
        let corner = *decoded(&folder.join(image)).into_rgb8().get_pixel(0, 0);
        let [red, green, blue] = corner.0;
        assert!(red < 8 && green > 247 && blue < 8, "green, not {corner:?}");
    }
    let bytes = |folder: &Path| fs::metadata(folder.join(image)).expect("there").len();
    assert!(bytes(&coarse) < bytes(&fine), "less quality, fewer bytes");
}

#[test]
fn json_tells_of_each_image_what_its_original_says_and_where_the_new_file_is() {
    let shop = Shop::new();
    let (new, json) = (shop.out("new"), shop.out("done.jsonl"));
    shop.repair([Path::new("--to"), &new, Path::new("--json"), &json])
        .expect_code(0, "all done");
    let text = fs::read_to_string(json).expect("written");
    let rows: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let repaired = rows.iter().filter(|row| !row["new_file"].is_null());
    assert_eq!(repaired.count(), shop.black.len());
    for row in rows.iter().filter(|row| !row["new_file"].is_null()) {
        assert_eq!(row["proof"], "proven");
        assert!(
            row["original"]
                .as_str()
                .is_some_and(|path| Path::new(path).extension() == Some("png".as_ref()))
        );
    }
}
