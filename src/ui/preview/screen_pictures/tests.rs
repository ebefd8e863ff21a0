//! The large pictures, with answers in every order.

use super::*;
use crate::inspect::{InspectError, Orientation};

const GENERATION: ScanGeneration = ScanGeneration(7);

fn ids(numbers: &[u32]) -> Vec<ImageId> {
    numbers.iter().copied().map(ImageId).collect()
}

fn pictures(budget_bytes: usize) -> ScreenPictures {
    let mut pictures = ScreenPictures::with_budget(budget_bytes);
    pictures.begin(GENERATION);
    pictures
}

/// A picture that was reduced to this side from four times as many pixels.
fn image(side_px: u32) -> ScreenImage {
    ScreenImage {
        width_px: side_px,
        height_px: side_px,
        rgba: vec![255; (side_px * side_px * 4) as usize],
        stored_width_px: side_px * 4,
        stored_height_px: side_px * 4,
        orientation: Orientation::NoTransforms,
        overview: None,
        black_region: None,
    }
}

/// A picture that is as large as its file.
fn whole(side_px: u32) -> ScreenImage {
    ScreenImage {
        stored_width_px: side_px,
        stored_height_px: side_px,
        ..image(side_px)
    }
}

/// Asks for everything; what was asked for.
fn ask(pictures: &mut ScreenPictures) -> Vec<PictureWish> {
    let mut wishes = Vec::new();
    pictures.ask(|wish| {
        wishes.push(wish);
        true
    });
    wishes
}

fn asked_ids(pictures: &mut ScreenPictures) -> Vec<u32> {
    let wishes = ask(pictures);
    wishes.iter().map(|wish| wish.key.id.0).collect()
}

fn answer(pictures: &mut ScreenPictures, id: u32, image: ScreenImage) {
    let key = pictures.key(ImageId(id));
    pictures.offer(&Context::default(), key, Ok(image));
}

/// Of which image the picture is that is drawn for this one.
fn drawn(pictures: &mut ScreenPictures, id: u32) -> Option<u32> {
    pictures.make_drawable(&Context::default());
    match pictures.view_of(pictures.key(ImageId(id))) {
        PictureView::Ready(picture) => Some(picture.key().id.0),
        PictureView::Loading | PictureView::Coarse(_) | PictureView::Failed(_) => None,
    }
}

#[test]
fn what_is_in_sight_is_asked_for_first_and_each_only_once() {
    let mut pictures = pictures(1 << 30);
    pictures.want(&ids(&[5]), &ids(&[6, 4, 5]));
    let wishes = ask(&mut pictures);
    let order: Vec<u32> = wishes.iter().map(|wish| wish.key.id.0).collect();
    assert_eq!(order, [5, 6, 4], "the focused one, then what may be next");
    assert_eq!(wishes[0].urgency, Urgency::InSight);
    assert_eq!(wishes[1].urgency, Urgency::Ahead);
    assert!(ask(&mut pictures).is_empty(), "each is asked for once");
    answer(&mut pictures, 5, whole(8));
    assert!(
        ask(&mut pictures).is_empty(),
        "and not again when it is there"
    );
}

#[test]
fn a_refused_wish_is_asked_for_again_and_ends_the_round() {
    let mut pictures = pictures(1 << 30);
    pictures.want(&ids(&[5]), &ids(&[6]));
    let mut count = 0;
    pictures.ask(|_| {
        count += 1;
        false
    });
    assert_eq!(count, 1, "nobody takes anything now");
    assert_eq!(asked_ids(&mut pictures), [5, 6], "later both are taken");
}

#[test]
fn holding_an_arrow_key_asks_for_nothing_that_was_passed() {
    let mut pictures = pictures(1 << 30);
    let mut accepted = Vec::new();
    for focus in 0..100 {
        pictures.want(&ids(&[focus]), &ids(&[focus + 1, focus + 2]));
        // A loader with two places, of which both are taken until the end.
        pictures.ask(|wish| {
            let is_accepted = accepted.len() < 2;
            if is_accepted {
                accepted.push(wish.key.id.0);
            }
            is_accepted
        });
    }
    assert_eq!(accepted, [0, 1], "nothing waits in a queue");
    answer(&mut pictures, 0, whole(8));
    assert_eq!(
        asked_ids(&mut pictures),
        [99, 100, 101],
        "only what is wanted"
    );
}

#[test]
fn no_order_of_answers_shows_a_picture_under_another_name() {
    let orders: [&[u32]; 4] = [&[1, 2, 3], &[3, 2, 1], &[2, 3, 1], &[3, 1, 2]];
    for order in orders {
        let mut pictures = pictures(1 << 30);
        for focus in [1, 2, 3] {
            pictures.want(&ids(&[focus]), &[]);
            ask(&mut pictures);
            assert_eq!(drawn(&mut pictures, focus), None, "a placeholder first");
        }
        for answered in order {
            answer(&mut pictures, *answered, whole(8));
            let shown = drawn(&mut pictures, 3);
            assert!(shown.is_none() || shown == Some(3), "{order:?}: {shown:?}");
        }
        assert_eq!(
            drawn(&mut pictures, 3),
            Some(3),
            "{order:?}: its own in the end"
        );
        for id in [1, 2] {
            pictures.want(&ids(&[id]), &[]);
            assert_eq!(
                drawn(&mut pictures, id),
                Some(id),
                "the late ones were kept"
            );
        }
    }
}

#[test]
fn an_answer_that_nobody_asked_for_or_of_another_scan_is_not_taken() {
    let mut pictures = pictures(1 << 30);
    pictures.want(&ids(&[1]), &[]);
    answer(&mut pictures, 1, whole(8));
    assert_eq!(drawn(&mut pictures, 1), None, "nobody asked");
    ask(&mut pictures);
    let old = PictureKey {
        id: ImageId(1),
        generation: ScanGeneration(6),
    };
    pictures.offer(&Context::default(), old, Ok(whole(8)));
    assert_eq!(drawn(&mut pictures, 1), None, "of the last scan");
    pictures.begin(ScanGeneration(8));
    pictures.want(&ids(&[1]), &[]);
    answer(&mut pictures, 1, whole(8));
    assert_eq!(drawn(&mut pictures, 1), None, "asked for in the last scan");
}

#[test]
fn an_image_that_was_inspected_again_is_loaded_again() {
    let mut pictures = pictures(1 << 30);
    pictures.want(&ids(&[1]), &[]);
    ask(&mut pictures);
    pictures.forget(ImageId(1));
    answer(&mut pictures, 1, whole(8));
    assert_eq!(drawn(&mut pictures, 1), None, "read before the second look");
    assert_eq!(asked_ids(&mut pictures), [1], "so it is asked for again");
    answer(&mut pictures, 1, whole(8));
    assert_eq!(drawn(&mut pictures, 1), Some(1));
    pictures.forget(ImageId(1));
    assert_eq!(drawn(&mut pictures, 1), None, "nor is what was held shown");
    assert_eq!(asked_ids(&mut pictures), [1]);
    let key = pictures.key(ImageId(1));
    let gone = Err(InspectError::EmptyFile.into());
    pictures.offer(&Context::default(), key, gone);
    assert!(matches!(pictures.view_of(key), PictureView::Failed(_)));
    assert!(
        ask(&mut pictures).is_empty(),
        "a failure is not tried for ever"
    );
}

#[test]
fn the_pictures_stay_within_their_budget_and_the_nearest_are_kept() {
    let one = 1_024 * 1_024 * 4;
    let mut pictures = pictures(3 * one);
    pictures.want(&ids(&[1]), &ids(&[2, 3, 4, 5]));
    assert_eq!(
        asked_ids(&mut pictures),
        [1, 2, 3],
        "for more there is no room"
    );
    for id in [1, 2, 3] {
        answer(&mut pictures, id, whole(1_024));
    }
    assert!(
        ask(&mut pictures).is_empty(),
        "and none is asked for in turns"
    );
    pictures.want(&ids(&[3]), &ids(&[4, 2]));
    assert_eq!(asked_ids(&mut pictures), [4], "2 and 3 are there");
    answer(&mut pictures, 4, whole(1_024));
    assert!(
        pictures.held_bytes() <= 3 * one,
        "{}",
        pictures.held_bytes()
    );
    pictures.want(&ids(&[1]), &[]);
    assert_eq!(
        drawn(&mut pictures, 1),
        None,
        "the one that was not wanted went"
    );
    pictures.want(&ids(&[2]), &[]);
    assert_eq!(drawn(&mut pictures, 2), Some(2), "the others stayed");
}

#[test]
fn what_is_in_sight_is_shown_however_large_it_is() {
    let mut pictures = pictures(1_000);
    pictures.want(&ids(&[1]), &ids(&[2]));
    assert_eq!(asked_ids(&mut pictures), [1]);
    answer(&mut pictures, 1, whole(64));
    assert_eq!(drawn(&mut pictures, 1), Some(1));
    pictures.want(&ids(&[2]), &[]);
    ask(&mut pictures);
    answer(&mut pictures, 2, whole(64));
    assert_eq!(pictures.held.len(), 1, "only the one in sight");
}

#[test]
fn the_next_picture_is_uploaded_before_it_is_looked_at() {
    let ctx = Context::default();
    let mut pictures = pictures(1 << 30);
    pictures.want(&ids(&[1]), &ids(&[2]));
    ask(&mut pictures);
    answer(&mut pictures, 2, whole(8));
    answer(&mut pictures, 1, whole(8));
    pictures.make_drawable(&ctx);
    let next = pictures.key(ImageId(2));
    assert!(matches!(pictures.view_of(next), PictureView::Loading));
    pictures.end_frame(&ctx);
    assert!(matches!(pictures.view_of(next), PictureView::Ready(_)));
}

#[test]
fn more_detail_is_loaded_when_it_is_needed_and_the_coarse_one_stays_until_then() {
    let ctx = Context::default();
    let mut pictures = pictures(1 << 30);
    pictures.want(&ids(&[1]), &[]);
    let wishes = ask(&mut pictures);
    assert_eq!(wishes[0].max_side_px, LEAST_SIDE_PX, "for the view");
    answer(&mut pictures, 1, image(1_024));
    assert!(ask(&mut pictures).is_empty(), "enough for the view");
    let key = pictures.key(ImageId(1));
    pictures.need(key, 20_000);
    let wishes = ask(&mut pictures);
    assert_eq!(wishes[0].max_side_px, MOST_SIDE_PX, "it is zoomed");
    answer(&mut pictures, 1, whole(4_096));
    assert_eq!(drawn(&mut pictures, 1), Some(1), "meanwhile the coarse one");
    let is_whole = |pictures: &ScreenPictures| match pictures.view_of(key) {
        PictureView::Ready(picture) => !picture.is_coarser_than(MOST_SIDE_PX),
        PictureView::Loading | PictureView::Coarse(_) | PictureView::Failed(_) => false,
    };
    let mut frames = 0;
    while !is_whole(&pictures) {
        assert!(
            ask(&mut pictures).is_empty(),
            "it is there, and not asked for"
        );
        pictures.end_frame(&ctx);
        frames += 1;
        assert!(frames < 100, "it comes to an end");
    }
    assert!(frames > 3, "{frames} frames, each with a part of it");
}

#[test]
fn a_larger_view_asks_for_larger_pictures() {
    let mut pictures = pictures(1 << 30);
    pictures.fit_to(egui::vec2(1_100.0, 700.0));
    pictures.want(&ids(&[1]), &[]);
    assert_eq!(ask(&mut pictures)[0].max_side_px, 1_536, "in steps");
    answer(&mut pictures, 1, image(1_536));
    pictures.fit_to(egui::vec2(300.0, 300.0));
    assert!(
        ask(&mut pictures).is_empty(),
        "a smaller view needs nothing"
    );
    pictures.fit_to(egui::vec2(3_000.0, 2_000.0));
    assert_eq!(ask(&mut pictures)[0].max_side_px, 3_072);
}

#[test]
fn a_thumbnail_stands_in_for_its_own_image_alone() {
    let ctx = Context::default();
    let mut pictures = pictures(1 << 30);
    pictures.want(&ids(&[1]), &ids(&[2]));
    let (first, second) = (pictures.key(ImageId(1)), pictures.key(ImageId(2)));
    assert_eq!(pictures.lacking().collect::<Vec<_>>(), [first]);
    let pixel = egui::ColorImage::filled([1, 1], egui::Color32::WHITE);
    let texture = ctx.load_texture("thumbnail", pixel, egui::TextureOptions::LINEAR);
    pictures.show_meanwhile(first, texture);
    assert!(matches!(pictures.view_of(first), PictureView::Coarse(_)));
    assert!(matches!(pictures.view_of(second), PictureView::Loading));
    ask(&mut pictures);
    answer(&mut pictures, 1, whole(8));
    assert_eq!(
        drawn(&mut pictures, 1),
        Some(1),
        "the picture takes its place"
    );
    pictures.want(&ids(&[2]), &[]);
    assert!(matches!(pictures.view_of(second), PictureView::Loading));
}
