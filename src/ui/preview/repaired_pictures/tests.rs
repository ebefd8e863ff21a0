//! What is asked for, in which order, and what is shown meanwhile.

use super::*;
use crate::inspect::Orientation;

const GREY: BackgroundColour = BackgroundColour { rgb: [235; 3] };

fn pictures() -> RepairedPictures {
    let mut pictures = RepairedPictures::default();
    pictures.begin(ScanGeneration(2));
    pictures
}

fn key(id: u32, background: BackgroundColour) -> RepairedKey {
    let image = PictureKey {
        id: ImageId(id),
        generation: ScanGeneration(2),
    };
    RepairedKey { image, background }
}

fn image() -> ScreenImage {
    ScreenImage {
        width_px: 8,
        height_px: 6,
        rgba: vec![255; 8 * 6 * 4],
        stored_width_px: 8,
        stored_height_px: 6,
        orientation: Orientation::NoTransforms,
        overview: None,
        black_region: None,
    }
}

fn is_ready(pictures: &RepairedPictures, id: u32) -> bool {
    let view = pictures.view_of(key(id, GREY).image);
    matches!(view, RepairedView::Ready(_))
}

#[test]
fn what_is_in_sight_is_made_first_and_does_not_wait_for_what_is_ahead() {
    let white = BackgroundColour::WHITE;
    let mut pictures = pictures();
    pictures.want(white, Some(ImageId(1)), &[ImageId(2), ImageId(3)]);
    assert_eq!(pictures.next_wish(), Some(key(1, white)));
    assert_eq!(pictures.next_wish(), None, "the place stays free");
    pictures.want(white, Some(ImageId(2)), &[ImageId(3)]);
    assert_eq!(pictures.next_wish(), Some(key(2, white)), "now in sight");
    pictures.want(white, Some(ImageId(4)), &[]);
    assert_eq!(pictures.next_wish(), None, "enough in the making");
    pictures.take_back(key(2, white));
    assert_eq!(pictures.next_wish(), Some(key(4, white)));
}

#[test]
fn the_next_one_is_made_while_the_first_is_looked_at() {
    let ctx = Context::default();
    let white = BackgroundColour::WHITE;
    let mut pictures = pictures();
    pictures.want(white, Some(ImageId(1)), &[ImageId(2)]);
    let wish = pictures.next_wish().expect("the first");
    pictures.offer(&ctx, wish, Ok(image()));
    assert_eq!(pictures.next_wish(), Some(key(2, white)), "ahead");
    pictures.offer(&ctx, key(2, white), Ok(image()));
    pictures.want(white, Some(ImageId(2)), &[]);
    pictures.make_drawable(&ctx);
    assert!(is_ready(&pictures, 2), "there at once");
}

#[test]
fn another_background_shows_the_last_one_until_it_is_there() {
    let ctx = Context::default();
    let mut pictures = pictures();
    pictures.want(BackgroundColour::WHITE, Some(ImageId(1)), &[]);
    let wish = pictures.next_wish().expect("the first");
    pictures.offer(&ctx, wish, Ok(image()));
    pictures.want(GREY, Some(ImageId(1)), &[]);
    pictures.make_drawable(&ctx);
    assert!(is_ready(&pictures, 1), "the white one, for a moment");
    assert_eq!(pictures.next_wish(), Some(key(1, GREY)), "asked for");
    let gone = LoadError::Unreachable(crate::scan::ReachError::NotFound);
    pictures.offer(&ctx, key(1, GREY), Err(gone));
    let view = pictures.view_of(key(1, GREY).image);
    assert!(matches!(view, RepairedView::Failed(_)), "said plainly");
}

#[test]
fn an_answer_about_what_was_before_is_not_shown() {
    let ctx = Context::default();
    let white = BackgroundColour::WHITE;
    let mut pictures = pictures();
    pictures.want(white, Some(ImageId(1)), &[]);
    let wish = pictures.next_wish().expect("the first");
    pictures.forget(ImageId(1));
    pictures.offer(&ctx, wish, Ok(image()));
    pictures.make_drawable(&ctx);
    assert!(!is_ready(&pictures, 1), "the file is another since");
    assert_eq!(pictures.next_wish(), Some(wish), "asked for again");
    pictures.begin(ScanGeneration(3));
    pictures.offer(&ctx, wish, Ok(image()));
    assert!(!is_ready(&pictures, 1), "of another scan");
}

#[test]
fn few_are_kept_however_many_colours_are_tried() {
    let ctx = Context::default();
    let mut pictures = pictures();
    for shade in 0..40 {
        let background = BackgroundColour { rgb: [shade, 0, 0] };
        pictures.want(background, Some(ImageId(1)), &[]);
        let wish = pictures.next_wish().expect("each colour once");
        pictures.offer(&ctx, wish, Ok(image()));
        assert!(pictures.held.len() <= MOST_HELD, "{shade}");
    }
}
