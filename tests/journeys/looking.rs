//! Looking at images large and side by side.

use blackdrop::scan::ImageId;
use blackdrop::session::{Decision, RowStatus};
use egui::{Key, Modifiers};

use crate::support::{Setup, Window, folder, sample, session};

fn decision(window: &Window, id: ImageId) -> Option<Decision> {
    let row = session(window.harness.state()).row(id)?;
    row.review.decision()
}

fn name(window: &Window, id: ImageId) -> String {
    let row = session(window.harness.state()).row(id).expect("a row");
    let name = row.report.location.relative().file_name();
    name.expect("a name").to_string_lossy().into_owned()
}

/// Images of three products: three, one, and five of them; all different and black but for the last one of each.
fn shop() -> tempfile::TempDir {
    let shop = folder();
    for (product, count) in [
        ("04006381000012", 3),
        ("04006381000029", 1),
        ("04006381000036", 5),
    ] {
        let product_folder = shop.path().join(product);
        std::fs::create_dir(&product_folder).expect("a folder");
        for number in 1..=count {
            let is_last = number == count && count > 1;
            let ground = if is_last { 255 } else { 0 };
            let picture = image::RgbImage::from_fn(300, 300, |x, y| {
                let is_product = x.abs_diff(150).pow(2) + y.abs_diff(150).pow(2) < 10_000;
                let level = if is_product {
                    120 + number * 20
                } else {
                    ground
                };
                image::Rgb([level; 3])
            });
            let path = product_folder.join(format!("{product}_{number}.png"));
            picture.save(path).expect("saved");
        }
    }
    shop
}

#[test]
fn the_large_picture_is_the_one_of_the_image_in_focus() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    for key in [
        Key::ArrowRight,
        Key::ArrowRight,
        Key::ArrowLeft,
        Key::ArrowDown,
    ] {
        let focus = window.focus().expect("an image");
        let own = format!("Picture of {}", name(&window, focus));
        window.wait_for(&own);
        window.press(key);
        let focus = window.focus().expect("an image");
        let shown = window.name_of("Picture of ");
        let own = format!("Picture of {}", name(&window, focus));
        assert!(
            shown.as_ref().is_none_or(|shown| shown.starts_with(&own)),
            "{shown:?} while {own} is looked at"
        );
    }
}

#[test]
fn images_of_a_product_are_decided_side_by_side() {
    let shop = shop();
    let mut window = Window::open(Setup::default());
    window.scan(shop.path());
    assert_eq!(window.totals().of(RowStatus::BlackBackground), 7, "of nine");
    window.press(Key::ArrowDown);
    let first = window.focus().expect("the first one");
    window.press(Key::C);
    window.says("Product 04006381000012", "its product is compared");
    window.wait_for("Picture of 04006381000012_1.png");
    window.wait_for("Picture of 04006381000012_3.png");
    window.press(Key::ArrowRight);
    let second = window.focus().expect("the second one");
    assert_ne!(first, second, "an arrow chooses another pane");
    window.press(Key::Y);
    assert_eq!(decision(&window, second), Some(Decision::Confirmed));
    assert_eq!(window.focus(), Some(first), "the one left to decide about");
    window.press(Key::N);
    assert_eq!(decision(&window, first), Some(Decision::FalseAlarm));
    assert_eq!(
        window.focus(),
        Some(first),
        "it stays where nothing is left"
    );
    window.press(Key::Num3);
    let clear = window.focus().expect("the third one");
    assert_eq!(name(&window, clear), "04006381000012_3.png");
    window.press(Key::PageDown);
    window.says("This product has only one image", "the next product");
    window.press(Key::PageDown);
    window.says("Images 1 to 4 of 5", "and the one after it");
    window.press(Key::End);
    window.says("Images 2 to 5 of 5", "the last page is full");
    window.press(Key::PageUp);
    window.press(Key::PageUp);
    window.says("Product 04006381000012", "and back");
    window.press(Key::Escape);
    window.says_not("Product 04006381000012", "Esc leads back");
    assert!(window.focus().is_some(), "with an image in focus");
}

#[test]
fn selected_images_are_compared_and_stay_selected() {
    let shop = shop();
    let mut window = Window::open(Setup::default());
    window.scan(shop.path());
    window.press(Key::ArrowDown);
    window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    window.press(Key::C);
    window.says("Selected images", "the two selected ones");
    window.press(Key::C);
    window.says_not("Selected images", "the same key leads back");
    let selected = session(window.harness.state()).selection().len();
    assert_eq!(selected, 2, "both are selected still");
    window.press_with(Modifiers::COMMAND, Key::A);
    window.press(Key::C);
    window.says("Up to 4 images", "seven are too many");
}

#[test]
fn a_large_picture_of_a_compared_image_leads_back_to_the_comparison() {
    let shop = shop();
    let mut window = Window::open(Setup::default());
    window.scan(shop.path());
    window.press(Key::ArrowDown);
    window.press(Key::C);
    window.press(Key::Enter);
    window.says("Back to the results", "the image is large");
    window.press(Key::Escape);
    window.says("Product 04006381000012", "side by side again");
    window.press(Key::G);
    window.press(Key::T);
    window.says_not("Product 04006381000012", "a list puts it away");
}
