//! Black on black leaves too little to tell by: what a person says of it in the window, and `--also-too-little`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use blackdrop::review::{
    ChangeTime, DecisionBatch, StoreEvent, StoreHandle, StoredAnswer, StoredDecision,
};
use blackdrop::scan::ContentHash;
use blackdrop::session::{Decided, Decision, FilePrint, OriginalPair, SaidOfOriginal};
use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::support::{Outcome, Shop, run, tree};

/// Far beyond what a database takes for this.
const PLENTY: Duration = Duration::from_mins(1);

const LOGO: &str = "05901234000031/logo.jpg";

/// A black logo: on black it is the same as its original, and as everything else that is black.
fn shop_with_logo() -> Shop {
    let shop = Shop::new();
    let logo = Path::new(LOGO);
    for path in [shop.root().join(logo), shop.original_of(logo)] {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    }
    draw_original(&shop, 60);
    RgbImage::from_pixel(240, 180, Rgb([0; 3]))
        .save(shop.root().join(logo))
        .expect("written");
    shop
}

/// The logo's original: a black disc of this radius on nothing.
fn draw_original(shop: &Shop, radius: u32) {
    let is_logo = |x: u32, y: u32| x.abs_diff(120).pow(2) + y.abs_diff(90).pow(2) < radius.pow(2);
    let alpha = |x, y| if is_logo(x, y) { 255 } else { 0 };
    RgbaImage::from_fn(240, 180, |x, y| Rgba([0, 0, 0, alpha(x, y)]))
        .save(shop.original_of(Path::new(LOGO)))
        .expect("written");
}

fn print_of(path: &Path) -> FilePrint {
    let bytes = fs::read(path).expect("there");
    FilePrint {
        content: ContentHash::of(&bytes),
        file_bytes: bytes.len() as u64,
    }
}

/// Says (or takes back) "This is its original" of the two files as they are, as the window does.
fn answer(shop: &Shop, second: i64, says_so: bool) {
    let pair = OriginalPair {
        image: print_of(&shop.root().join(LOGO)),
        original: print_of(&shop.original_of(Path::new(LOGO))),
    };
    let at = says_so.then_some(UNIX_EPOCH + Duration::from_secs(1_750_000_000));
    write(
        shop,
        DecisionBatch {
            answers: vec![StoredAnswer {
                said: SaidOfOriginal { pair, at },
                changed_at: ChangeTime(second),
                path_hint: None,
            }],
            ..DecisionBatch::default()
        },
    );
}

/// Confirms the logo.
fn confirm(shop: &Shop) {
    let print = print_of(&shop.root().join(LOGO));
    write(
        shop,
        DecisionBatch {
            by_content: vec![StoredDecision {
                content: print.content,
                decided: Some(Decided {
                    decision: Decision::Confirmed,
                    at: UNIX_EPOCH,
                }),
                changed_at: ChangeTime(1),
                file_bytes: Some(print.file_bytes),
                path_hint: None,
            }],
            ..DecisionBatch::default()
        },
    );
}

fn write(shop: &Shop, batch: DecisionBatch) {
    let mut store = StoreHandle::start(database(shop), || {}).expect("a thread");
    let batch = store.write_batch(Arc::new(batch));
    let told = store.close(PLENTY);
    let is_written =
        |event: &StoreEvent| matches!(event, StoreEvent::Written { batch: it, .. } if *it == batch);
    assert!(told.iter().any(is_written), "{told:?}");
}

fn database(shop: &Shop) -> PathBuf {
    shop.out("decisions.db")
}

/// Plans, or repairs where a folder is named; with the database.
fn repair(shop: &Shop, args: &[&str]) -> Outcome {
    let mut command = shop.repair_command();
    command.arg("--database").arg(database(shop));
    run(command.args(args))
}

fn plan(shop: &Shop, args: &[&str]) -> Outcome {
    let new = shop.out("new");
    let to = ["--dry-run", "--to", new.to_str().expect("Unicode")];
    repair(shop, &[&to, args].concat())
}

/// Whether the logo would be repaired; else why not.
#[track_caller]
fn planned(shop: &Shop, args: &[&str]) -> Result<(), String> {
    let outcome = plan(shop, args).expect_code(0, "all can be told");
    let of_logo = |line: &&&str| line.contains("logo.jpg");
    if outcome
        .lines_of("would write")
        .iter()
        .any(|line| of_logo(&line))
    {
        return Ok(());
    }
    let left = outcome.lines_of("left");
    let why = left.iter().find(of_logo).expect("it is told");
    Err((*why).to_owned())
}

#[test]
fn an_answer_counts_only_where_it_is_asked_for() {
    let shop = shop_with_logo();
    confirm(&shop);
    for args in [
        &[][..],
        &["--proven"],
        &["--confirmed"],
        &["--also-too-little"],
    ] {
        let why = planned(&shop, args).expect_err("to confirm is no answer");
        assert!(why.contains("too little to tell by"), "{args:?}: {why}");
        assert!(why.contains("--also-too-little"), "{args:?}: {why}");
    }
    answer(&shop, 10, true);
    for args in [&[][..], &["--proven"], &["--confirmed"]] {
        let why = planned(&shop, args).expect_err("they keep their meaning");
        assert!(
            why.contains("--also-too-little takes it"),
            "{args:?}: {why}"
        );
    }
    for args in [
        &["--also-too-little"][..],
        &["--also-too-little", "--proven"],
        &["--also-too-little", "--confirmed"],
    ] {
        assert_eq!(planned(&shop, args), Ok(()), "{args:?}");
    }
    let sum = plan(&shop, &["--also-too-little"]);
    sum.expect_said("1 of them because a person said \"This is its original\"");
    answer(&shop, 20, false);
    assert!(
        planned(&shop, &["--also-too-little"]).is_err(),
        "taken back"
    );
}

#[test]
fn with_confirmed_an_answer_needs_to_be_confirmed_as_well() {
    let shop = shop_with_logo();
    answer(&shop, 10, true);
    let why = planned(&shop, &["--also-too-little", "--confirmed"]).expect_err("nobody did");
    assert!(why.contains("nobody has confirmed it"), "{why}");
}

#[test]
fn a_database_that_is_named_has_to_be_there() {
    let shop = shop_with_logo();
    plan(&shop, &["--also-too-little"])
        .expect_code(2, "nothing was ever said in it")
        .expect_said("there is no database");
}

#[test]
fn an_answer_is_void_when_either_file_changes_and_counts_again_when_it_is_back() {
    let shop = shop_with_logo();
    answer(&shop, 10, true);
    let asked = ["--also-too-little"];
    let image = shop.root().join(LOGO);
    let original = shop.original_of(Path::new(LOGO));
    let (first_image, first_original) = (
        fs::read(&image).expect("there"),
        fs::read(&original).expect("there"),
    );
    assert_eq!(planned(&shop, &asked), Ok(()));

    draw_original(&shop, 50);
    let why = planned(&shop, &asked).expect_err("the original is another");
    assert!(why.contains("too little to tell by"), "{why}");
    fs::write(&original, first_original).expect("written");
    assert_eq!(planned(&shop, &asked), Ok(()), "it is as it was");

    RgbImage::from_pixel(240, 180, Rgb([1; 3]))
        .save(&image)
        .expect("written");
    let why = planned(&shop, &asked).expect_err("the image is another");
    assert!(why.contains("too little to tell by"), "{why}");
    fs::write(&image, first_image).expect("written");
    assert_eq!(planned(&shop, &asked), Ok(()), "it is as it was");
}

#[test]
fn the_repaired_picture_is_the_original_on_white_and_exports_tell_who_said_so() {
    let shop = shop_with_logo();
    answer(&shop, 10, true);
    let (new, json) = (shop.out("new"), shop.out("all.jsonl"));
    let path = |path: &Path| path.to_str().expect("Unicode").to_owned();
    let args = [
        "--also-too-little",
        "--to",
        &path(&new),
        "--json",
        &path(&json),
    ];
    repair(&shop, &args).expect_code(0, "all is done");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert!(written.contains(&PathBuf::from(LOGO)), "{written:?}");
    let picture = image::open(new.join(LOGO)).expect("a picture").into_rgb8();
    assert_eq!(picture.dimensions(), (240, 180));
    assert!(picture.get_pixel(3, 3).0.iter().all(|level| *level > 250));
    assert!(picture.get_pixel(120, 90).0.iter().all(|level| *level < 5));
    let lines = fs::read_to_string(&json).expect("written");
    let line = lines.lines().find(|line| line.contains("logo.jpg"));
    let line = line.expect("it is told");
    assert!(line.contains(r#""proof":"too_little_to_tell""#), "{line}");
    assert!(
        line.contains(r#""proof_mechanism":"said_by_person""#),
        "{line}"
    );
    assert!(line.contains(r#""status":"repaired""#), "{line}");
}
