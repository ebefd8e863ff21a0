//! Thumbnails on their way, frame by frame.

use super::*;

fn thumbnail(side_px: u32, level: u8) -> Thumbnail {
    Thumbnail {
        width_px: side_px,
        height_px: side_px,
        rgba: vec![level; (side_px * side_px * 4) as usize],
    }
}

/// One frame in which these cells are visible; how many of them had their picture.
fn frame(store: &mut PictureStore, ctx: &Context, ids: impl IntoIterator<Item = u32>) -> usize {
    let mut ready = 0;
    for id in ids {
        let slot = store.get(store.key(ImageId(id)));
        ready += usize::from(matches!(slot, PictureSlot::Ready(_)));
    }
    store.end_frame(ctx);
    ready
}

#[test]
fn a_thumbnail_stands_in_for_its_own_image_without_asking_for_any() {
    let ctx = Context::default();
    let mut store = PictureStore::default();
    let (there, missing) = (store.key(ImageId(1)), store.key(ImageId(2)));
    store.offer(there, thumbnail(4, 0));
    assert!(store.stand_in(&ctx, there).is_some(), "decoded");
    assert!(store.stand_in(&ctx, there).is_some(), "and uploaded");
    assert!(store.stand_in(&ctx, missing).is_none(), "not another one's");
    store.end_frame(&ctx);
    assert!(store.wanted().is_empty(), "nobody is asked");
}

#[test]
fn a_late_thumbnail_of_an_old_scan_never_appears_in_the_new_one() {
    let ctx = Context::default();
    let mut store = PictureStore::default();
    let old = store.key(ImageId(3));
    store.begin(ScanGeneration(1));
    store.offer(old, thumbnail(4, 0));
    store.answer(old, Some(thumbnail(4, 0)));
    store.answer(old, None);
    assert_eq!(frame(&mut store, &ctx, [3]), 0);
    assert_eq!(
        frame(&mut store, &ctx, [3]),
        0,
        "image 3 is another one now"
    );
    assert_eq!(
        store.wanted(),
        [store.key(ImageId(3))],
        "and is still wanted"
    );
}

#[test]
fn a_few_are_uploaded_in_each_frame_in_the_order_asked() {
    let ctx = Context::default();
    let mut store = PictureStore::default();
    for id in 0..20 {
        store.offer(store.key(ImageId(id)), thumbnail(4, 9));
    }
    assert_eq!(frame(&mut store, &ctx, (0..20).rev()), 0);
    assert!(store.wanted().is_empty(), "all are decoded already");
    assert_eq!(frame(&mut store, &ctx, 12..20), UPLOADS_PER_FRAME);
    assert_eq!(frame(&mut store, &ctx, 0..20), 8);
    assert_eq!(frame(&mut store, &ctx, 0..20), 16);
    assert_eq!(frame(&mut store, &ctx, 0..20), 20);
}

#[test]
fn what_is_wanted_is_what_is_seen_and_neither_there_nor_failed() {
    let ctx = Context::default();
    let mut store = PictureStore::default();
    store.offer(store.key(ImageId(1)), thumbnail(4, 9));
    store.answer(store.key(ImageId(2)), None);
    frame(&mut store, &ctx, [5, 4, 2, 1]);
    assert_eq!(store.wanted(), [5, 4].map(|id| store.key(ImageId(id))));
    frame(&mut store, &ctx, [1]);
    assert!(
        store.wanted().is_empty(),
        "what was scrolled away is not wanted"
    );
    store.forget(store.key(ImageId(2)));
    frame(&mut store, &ctx, [2]);
    assert_eq!(store.wanted(), [store.key(ImageId(2))], "after another try");
}

#[test]
fn each_picture_is_asked_for_once_while_the_answer_is_on_its_way() {
    let ctx = Context::default();
    let mut store = PictureStore::default();
    frame(&mut store, &ctx, [1, 2, 3]);
    let mut asked = Vec::new();
    let mut ask_two = |store: &mut PictureStore| {
        let mut room = 2;
        store.ask(|key| {
            let takes = room > 0;
            if takes {
                asked.push(key.id.0);
                room -= 1;
            }
            takes
        });
        std::mem::take(&mut asked)
    };
    assert_eq!(ask_two(&mut store), [1, 2], "as many as the loader takes");
    assert_eq!(ask_two(&mut store), [3], "the first two are on their way");
    assert!(ask_two(&mut store).is_empty());
    store.answer(store.key(ImageId(1)), Some(thumbnail(4, 9)));
    store.waiting.clear();
    assert_eq!(
        ask_two(&mut store),
        [1],
        "what was dropped is asked for again"
    );
}

#[test]
fn an_answer_about_what_an_image_was_before_is_not_taken() {
    let ctx = Context::default();
    let mut store = PictureStore::default();
    let key = store.key(ImageId(1));
    frame(&mut store, &ctx, [1]);
    store.ask(|_| true);
    store.forget(key);
    store.ask(|_| panic!("the first answer is on its way"));
    store.answer(key, Some(thumbnail(4, 0)));
    assert_eq!(frame(&mut store, &ctx, [1]), 0, "it was black then");
    let mut asked = Vec::new();
    store.ask(|key| {
        asked.push(key);
        true
    });
    assert_eq!(asked, [key], "and is asked for anew");
    store.answer(key, Some(thumbnail(4, 255)));
    frame(&mut store, &ctx, [1]);
    assert_eq!(frame(&mut store, &ctx, [1]), 1);
}

#[test]
fn textures_and_waiting_thumbnails_stay_within_their_budgets() {
    let ctx = Context::default();
    let bytes = LARGEST_THUMBNAIL_BYTES;
    let mut store = PictureStore::with_budgets(3 * bytes, 5 * bytes);
    for id in 0..10 {
        store.offer(store.key(ImageId(id)), thumbnail(256, 9));
    }
    assert_eq!(store.waiting.len(), 5, "the oldest are dropped");
    frame(&mut store, &ctx, 0..10);
    assert_eq!(store.textures.held_bytes(), 3 * bytes, "three fit");
    assert_eq!(frame(&mut store, &ctx, 0..10), 3);
    assert_eq!(
        frame(&mut store, &ctx, 0..10),
        3,
        "visible ones do not push each other out"
    );
    assert!(
        store.wanted().is_empty(),
        "and nothing is decoded that has no room"
    );
    frame(&mut store, &ctx, [0]);
    assert_eq!(
        store.wanted(),
        [store.key(ImageId(0))],
        "what is no longer seen makes room"
    );
}

#[test]
fn a_thumbnail_whose_bytes_do_not_fit_its_size_is_not_taken() {
    let mut store = PictureStore::default();
    let mut broken = thumbnail(4, 9);
    broken.rgba.pop();
    store.offer(store.key(ImageId(0)), broken);
    store.offer(store.key(ImageId(1)), thumbnail(0, 9));
    assert!(store.waiting.is_empty());
}
