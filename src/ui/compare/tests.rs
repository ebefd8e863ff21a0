//! Images side by side, operated by the names of their controls.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::inspect::{Orientation, ScreenImage};
use crate::session::{Decision, ScanSession};
use crate::ui::Language;
use crate::ui::pictures::{PictureKey, ScanGeneration};
use crate::ui::preview::ScreenPictures;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::{ListCommand, ReviewCommand};

const GENERATION: ScanGeneration = ScanGeneration(3);

struct Window {
    session: ScanSession,
    pictures: ScreenPictures,
    state: CompareState,
    preview: PreviewState,
    subject: CompareSubject,
    images: Vec<ImageId>,
    language: Language,
    words: Words,
    keys: KeyMap,
    commands: Vec<UiCommand>,
}

fn window(images: u32, size: [f32; 2], language: Language) -> Harness<'static, Window> {
    let mut pictures = ScreenPictures::default();
    pictures.begin(GENERATION);
    let paths = [
        ("04006381000012/mug_1.jpg", Made::Black),
        ("04006381000012/mug_2.jpg", Made::Doubtful),
        (
            "04006381000012/a long name of a cup, 陶瓷杯子_0001.jpg",
            Made::Clear,
        ),
        ("04006381000012/mug_4.jpg", Made::Damaged),
        ("04006381000012/mug_5.jpg", Made::Black),
        ("04006381000012/mug_6.jpg", Made::Clear),
    ];
    let mut session = sessions::running(&paths);
    session.change_selection(|selection, _| selection.select_only(ImageId(0)));
    let product = session
        .row(ImageId(0))
        .and_then(|row| row.report.product.clone());
    let state = Window {
        session,
        pictures,
        state: CompareState::default(),
        preview: PreviewState::default(),
        subject: CompareSubject::Product(product.expect("a product")),
        images: (0..images).map(ImageId).collect(),
        language,
        words: Words::default(),
        keys: KeyMap::default(),
        commands: Vec::new(),
    };
    let mut harness = testing::window(size, state, |ui, window| {
        let focus = window.session.selection().focus();
        let in_sight = images_in_sight(&window.images, focus).to_vec();
        window.pictures.want(&in_sight, &[]);
        let mut asked: Vec<PictureKey> = Vec::new();
        window.pictures.ask(|wish| {
            asked.push(wish.key);
            true
        });
        for key in asked {
            // Each of another size.
            window
                .pictures
                .offer(ui.ctx(), key, Ok(image(100 + key.id.0 * 50)));
        }
        window.pictures.make_drawable(ui.ctx());
        let props = CompareProps {
            preview: PreviewProps {
                session: &window.session,
                generation: GENERATION,
                pictures: &window.pictures,
                text: window.words.of(window.language),
                keys: &window.keys,
                repaired: None,
            },
            keys: &window.keys,
            subject: &window.subject,
            images: &window.images,
        };
        let commands = compare_ui(ui, &mut window.state, &mut window.preview, props);
        window.commands.extend(commands);
    });
    harness.run();
    harness
}

fn image(side_px: u32) -> ScreenImage {
    ScreenImage {
        width_px: side_px,
        height_px: side_px,
        rgba: vec![255; (side_px * side_px * 4) as usize],
        stored_width_px: side_px,
        stored_height_px: side_px,
        orientation: Orientation::NoTransforms,
        overview: None,
        black_region: None,
    }
}

fn english(images: u32) -> Harness<'static, Window> {
    window(images, [1_240.0, 600.0], Language::English)
}

fn focus(harness: &mut Harness<'_, Window>, id: u32) {
    let session = &mut harness.state_mut().session;
    session.change_selection(|selection, _| selection.select_only(ImageId(id)));
    harness.run();
}

#[test]
fn each_pane_shows_its_own_image_by_its_own_name() {
    let mut harness = english(3);
    harness.get_by_label("Product 04006381000012");
    for name in [
        "mug_1.jpg",
        "mug_2.jpg",
        "a long name of a cup, 陶瓷杯子_0001.jpg",
    ] {
        harness.get_by_label(&format!("Picture of {name}"));
    }
    harness.state_mut().preview.take_drawn();
    harness.run();
    let drawn = harness.state_mut().preview.take_drawn();
    let ids: std::collections::BTreeSet<u32> =
        drawn.shown.iter().map(|picture| picture.key.id.0).collect();
    assert_eq!(ids, [0, 1, 2].into(), "three pictures, no two the same");
    harness.get_by_label("Black background");
    harness.get_by_label("Doubtful");
}

#[test]
fn more_than_four_are_paged_through_with_the_focus() {
    let mut harness = english(6);
    harness.get_by_label("Images 1 to 4 of 6");
    focus(&mut harness, 5);
    harness.get_by_label("Images 3 to 6 of 6");
    harness.get_by_label("Picture of mug_6.jpg");
    assert!(
        harness.query_by_label("Picture of mug_1.jpg").is_none(),
        "the first ones are on the page before"
    );
}

#[test]
fn a_product_with_one_image_says_so() {
    let harness = english(1);
    harness.get_by_label("This product has only one image");
    harness.get_by_label("Picture of mug_1.jpg");
}

#[test]
fn a_click_chooses_a_pane_and_its_buttons_decide_about_it() {
    let mut harness = english(2);
    harness.get_by_label("Picture of mug_2.jpg").click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [UiCommand::List(ListCommand::Select(ImageId(1)))],
        "a plain choice"
    );
    harness.state_mut().commands.clear();
    let buttons: Vec<_> = harness.get_all_by_label("False alarm").collect();
    assert_eq!(buttons.len(), 2, "one for each");
    buttons[1].click();
    harness.run();
    assert_eq!(
        harness.state().commands,
        [
            UiCommand::List(ListCommand::Select(ImageId(1))),
            UiCommand::Review(ReviewCommand::Decide {
                images: vec![ImageId(1)],
                decision: Some(Decision::FalseAlarm)
            })
        ]
    );
    let (now, images) = (std::time::SystemTime::now(), [ImageId(1)]);
    let session = &mut harness.state_mut().session;
    session.decide(&images, Some(Decision::FalseAlarm), now);
    harness.state_mut().commands.clear();
    harness.run();
    harness.get_by_label("Saving…");
    harness
        .get_all_by_label("False alarm")
        .last()
        .expect("the second")
        .click();
    harness.run();
    let taken_back = harness.state().commands.last();
    assert!(
        matches!(
            taken_back,
            Some(UiCommand::Review(ReviewCommand::Decide {
                decision: None,
                ..
            }))
        ),
        "the same button takes it back: {taken_back:?}"
    );
}

#[test]
fn zooming_one_zooms_all_and_another_group_begins_whole() {
    let mut harness = english(2);
    harness.get_by_label("Larger (+)").click();
    harness.run();
    assert_ne!(
        harness.state().state.zoom,
        LinkedZoom::Fit,
        "all are larger"
    );
    harness.state_mut().preview.take_drawn();
    harness.run();
    let drawn = harness.state_mut().preview.take_drawn();
    let zoomed: std::collections::BTreeSet<u32> =
        drawn.needs.iter().map(|need| need.key.id.0).collect();
    assert_eq!(zoomed, [0, 1].into(), "both are shown in part");
    harness.state_mut().images = vec![ImageId(4), ImageId(5)];
    focus(&mut harness, 4);
    assert_eq!(harness.state().state.zoom, LinkedZoom::Fit);
}

#[test]
fn the_bar_leads_back_and_to_other_products() {
    let mut harness = english(2);
    for name in [
        "Next product with flagged images (Page down)",
        "Previous product with flagged images (Page up)",
        "Back",
    ] {
        harness.get_by_label(name).click();
        harness.run();
    }
    assert_eq!(
        harness.state().commands,
        [
            UiCommand::Review(ReviewCommand::CompareProduct(Beside::After)),
            UiCommand::Review(ReviewCommand::CompareProduct(Beside::Before)),
            UiCommand::Review(ReviewCommand::CloseCompare)
        ]
    );
    harness.state_mut().subject = CompareSubject::Chosen;
    harness.run();
    harness.get_by_label("Selected images");
    let next = harness.query_by_label("Next product with flagged images (Page down)");
    assert!(next.is_none(), "chosen images have no next product");
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    for language in Language::ALL {
        for images in 1..=6 {
            for size in [[872.0, 400.0], [1_240.0, 600.0]] {
                let harness = window(images, size, language);
                testing::assert_all_inside(&harness);
            }
        }
    }
}
