//! Working product by product.

use blackdrop::session::Scope;
use blackdrop::ui::ViewMode;
use egui::Key;

use crate::support::{self, Setup, Window, sample};

/// The product whose images are shown.
fn product(window: &Window) -> Option<String> {
    let session = support::session(window.harness.state());
    match &session.index().filter().scope {
        Scope::Product(product) => product.as_ref().map(|product| product.as_str().to_owned()),
        Scope::All | Scope::Images(_) => None,
    }
}

#[test]
fn a_product_is_opened_reviewed_and_left_for_the_next() {
    let sample = sample();
    let mut window = Window::open(Setup {
        size: [900.0, 600.0],
        ..Setup::default()
    });
    window.scan(sample.path());
    let gallery = window.shown();
    window.press(Key::ArrowRight);
    window.press(Key::ArrowRight);
    let focus = window.focus();
    window.press(Key::D);
    assert_eq!(window.view(), ViewMode::Products, "a key shows products");
    window.wait_until("the products of the flagged images", |app| {
        let list = support::session(app).product_list();
        !list.shown().is_empty() && !list.is_rebuilding()
    });
    window.says("flagged reviewed", "each says how far it is");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.wait_for_list("its images");
    let first = product(&window).expect("Enter opens the product");
    window.says(&format!("Product {first}"), "and says which it is");
    assert!(
        window
            .shown_paths()
            .iter()
            .all(|path| path.contains(&first)),
        "its images only"
    );
    window.click("Next product to review");
    window.wait_for_list("the images of another product");
    let second = product(&window).expect("another product");
    assert_ne!(first, second, "the next one");
    window.press(Key::Backspace);
    window.wait_for_list("back");
    assert_eq!(product(&window), None, "the way back leads out at once");
    assert_eq!(window.view(), ViewMode::Products, "to where it began");
    window.press(Key::G);
    window.wait_for_list("the gallery");
    assert_eq!(window.shown(), gallery, "all flagged images again");
    assert!(focus.is_some(), "an image had the focus");
}
