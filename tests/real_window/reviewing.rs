//! Two hundred flagged images reviewed with the keyboard alone, as a person does it: look, decide, look at the next.
//!
//! Every image bears its number as a row of light and dark fields, so that a picture of the window shows of which image
//! the picture really is, whatever the window says.

use std::collections::BTreeMap;

use egui::{Key, Modifiers, Rect};
use image::{Rgb, RgbImage, RgbaImage};

use crate::driver::{Start, Window, screen_is_there};
use crate::{PATH_WITHOUT_DIALOGS, decisions, export_csv};

/// How many images are reviewed.
const IMAGES: u32 = 200;

/// Side of an image in pixels: a usual one of product images.
const SIDE: u32 = 900;

/// Fields of the number.
const BITS: u32 = 8;

/// Every so many images the window is looked at, not only listened to.
const LOOK_EVERY: usize = 20;

/// From this one on keys are pressed without waiting for pictures, as fast as the window takes them.
const IN_HASTE_FROM: usize = 150;

/// The part of an image in which its number stands, in shares of its side: left, top, width, height.
const NUMBER: [f32; 4] = [0.3, 0.4, 0.4, 0.2];

pub fn name_of(number: u32) -> String {
    format!("image_{number:03}.jpg")
}

/// A product on black with its number on it.
pub fn drawn(number: u32, side: u32) -> RgbImage {
    let [left, top, width, height] = NUMBER;
    let share = |pixel: u32| pixel as f32 / side as f32;
    RgbImage::from_fn(side, side, |x, y| {
        let (x, y) = (share(x), share(y));
        if (x - 0.5).hypot(y - 0.5) > 0.35 {
            return Rgb([0; 3]);
        }
        let field = (0..BITS).find(|bit| {
            let from = left + width * *bit as f32 / BITS as f32;
            (from..from + width / BITS as f32).contains(&x)
        });
        match field {
            Some(bit) if (top..top + height).contains(&y) => {
                Rgb([if number >> bit & 1 == 1 { 250 } else { 60 }; 3])
            }
            Some(_) | None => Rgb([190, 150, 120]),
        }
    })
}

fn shop() -> tempfile::TempDir {
    let shop = tempfile::tempdir().expect("a temporary folder");
    for number in 0..IMAGES {
        let product = shop.path().join(format!("{:08}", 40_000_000 + number / 4));
        std::fs::create_dir_all(&product).expect("a folder");
        let path = product.join(name_of(number));
        drawn(number, SIDE).save(path).expect("drawn");
    }
    shop
}

/// What the large view says: the image that it is about, and what it shows of it.
fn said(window: &mut Window) -> (String, String) {
    let names = window.names();
    let is_name = |name: &&String| name.starts_with("image_") && name.len() == name_of(0).len();
    let about = names.iter().find(is_name).cloned();
    let picture = names.iter().find(|name| name.contains("icture of image_"));
    (
        about.expect("the large view has a title"),
        picture.cloned().expect("and a picture or a place for it"),
    )
}

/// The number on the picture that is seen in the window.
fn seen(window: &mut Window, picture: &str) -> u32 {
    let place = window.bounds_of(picture);
    let screen = image::load_from_memory(&window.screenshot()).expect("a picture of the window");
    number_on(&screen.into_rgba8(), place)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place on the screen"
)]
fn number_on(screen: &RgbaImage, place: Rect) -> u32 {
    let side = place.width().min(place.height());
    let [left, top, width, height] = NUMBER;
    let corner = place.center() - egui::Vec2::splat(side / 2.0);
    (0..BITS)
        .filter(|bit| {
            let x = corner.x + side * (left + width * (*bit as f32 + 0.5) / BITS as f32);
            let y = corner.y + side * (top + height / 2.0);
            screen.get_pixel(x as u32, y as u32)[0] > 220
        })
        .map(|bit| 1 << bit)
        .sum()
}

#[test]
fn two_hundred_images_are_reviewed_with_the_keyboard_alone() {
    if !screen_is_there() {
        return;
    }
    let shop = shop();
    let out = tempfile::tempdir().expect("a temporary folder");
    let csv = out.path().join("reviewed.csv");
    let mut window = Window::open(Start {
        arguments: vec![shop.path().to_owned()],
        path: Some(PATH_WITHOUT_DIALOGS.to_owned()),
        variables: vec![("BLACKDROP_FRAME_TIMES", "1")],
    });
    window.wait_for("200 flagged");
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_for("Back to the results");

    let mut expected = BTreeMap::new();
    for count in 0..IMAGES as usize {
        let (about, picture) = said(&mut window);
        assert!(
            picture.contains(&about),
            "{picture:?} while {about} is reviewed"
        );
        if count < IN_HASTE_FROM {
            let sharp = format!("Picture of {about}");
            window.wait_until(&sharp, |controls| {
                controls.iter().any(|control| control.is_called(&sharp))
            });
            if count.is_multiple_of(LOOK_EVERY) {
                let number = seen(&mut window, &sharp);
                assert_eq!(name_of(number), about, "the picture that is seen");
            }
        }
        let (key, decision) = if count % 3 == 0 {
            (Key::N, "false_alarm")
        } else {
            (Key::Y, "confirmed")
        };
        window.press(Modifiers::NONE, key);
        let before = expected.insert(about.clone(), decision.to_owned());
        assert_eq!(before, None, "{about} comes once");
    }
    assert_eq!(expected.len(), IMAGES as usize, "each image once");

    window.press(Modifiers::NONE, Key::Escape);
    export_csv(&mut window, "All, 200", &csv);
    assert_eq!(
        decisions(&csv),
        expected,
        "each key decided about the image in focus and no other"
    );
    match window.close() {
        Some(said) => eprintln!("{said}"),
        None => eprintln!("no times: the window could not be closed by the window manager"),
    }
}
