//! The preview, operated by the names of its controls.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::inspect::{BlackRegion, InspectError, Orientation, PixelRect, ScreenImage};
use crate::scan::ImageId;
use crate::session::Decision;
use crate::ui::Language;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::{ListCommand, ReviewCommand};

struct Window {
    session: ScanSession,
    pictures: ScreenPictures,
    preview: PreviewState,
    is_page: bool,
    language: Language,
    words: Words,
    commands: Vec<UiCommand>,
}

const GENERATION: ScanGeneration = ScanGeneration(3);

fn key(id: u32) -> PictureKey {
    PictureKey {
        id: ImageId(id),
        generation: GENERATION,
    }
}

fn window(is_page: bool, size: [f32; 2], language: Language) -> Harness<'static, Window> {
    let mut pictures = ScreenPictures::default();
    pictures.begin(GENERATION);
    let state = Window {
        session: sessions::running(&[
            ("04006381000012/mug_1.jpg", Made::Black),
            ("04006381000012/mug_2.jpg", Made::Doubtful),
            (
                "04006381000029/a long name of a cup, 陶瓷杯子_0001.jpg",
                Made::Damaged,
            ),
            ("04006381000036/bowl.jpg", Made::Clear),
        ]),
        pictures,
        preview: PreviewState::default(),
        is_page,
        language,
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window(size, state, |ui, window| {
        let focus = window.session.selection().focus();
        window.pictures.want(focus.as_slice(), &[]);
        window.pictures.ask(|_| true);
        window.pictures.make_drawable(ui.ctx());
        let props = PreviewProps {
            session: &window.session,
            generation: GENERATION,
            pictures: &window.pictures,
            text: window.words.of(window.language),
            keys: &KeyMap::default(),
            repaired: None,
        };
        let commands = if window.is_page {
            preview_page_ui(ui, &mut window.preview, props)
        } else {
            preview_side_ui(ui, &mut window.preview, props)
        };
        window.commands.extend(commands);
    })
}

fn side() -> Harness<'static, Window> {
    window(false, [340.0, 760.0], Language::English)
}

fn focus(harness: &mut Harness<'_, Window>, id: u32) {
    let session = &mut harness.state_mut().session;
    session.change_selection(|selection, _| selection.select_only(ImageId(id)));
    harness.run();
}

fn answer(harness: &mut Harness<'_, Window>, id: u32) {
    let image = ScreenImage {
        width_px: 800,
        height_px: 600,
        rgba: vec![255; 800 * 600 * 4],
        stored_width_px: 800,
        stored_height_px: 600,
        orientation: Orientation::NoTransforms,
        overview: None,
        black_region: Some(left_half()),
    };
    let ctx = harness.ctx.clone();
    harness.state_mut().pictures.offer(&ctx, key(id), Ok(image));
    harness.run();
}

fn left_half() -> BlackRegion {
    let half = PixelRect {
        x_px: 0,
        y_px: 0,
        width_px: 400,
        height_px: 600,
    };
    let edge = PixelRect {
        x_px: 400,
        width_px: 0,
        ..half
    };
    BlackRegion {
        patches: vec![half],
        outline: vec![edge],
    }
}

/// What of the window is hatched in the last frame, and how strongly.
fn hatched(harness: &Harness<'_, Window>) -> Option<(Rect, u8)> {
    let hatching = harness.state().preview.hatching.as_ref()?.id();
    let shapes = &harness.output().shapes;
    shapes.iter().find_map(|clipped| match &clipped.shape {
        egui::Shape::Mesh(mesh) if mesh.texture_id == hatching && !mesh.is_empty() => {
            let strength = mesh.vertices[0].color.a();
            Some((mesh.calc_bounds(), strength))
        }
        _ => None,
    })
}

fn magnification(harness: &Harness<'_, Window>) -> Option<f32> {
    harness.state().preview.magnification
}

#[test]
fn nothing_is_shown_until_something_is_selected() {
    let mut harness = side();
    harness.get_by_label("No image selected");
    focus(&mut harness, 0);
    harness.get_by_label("mug_1.jpg");
    harness.get_by_label("Black background");
    harness.get_by_label("All 4 corners are pure black");
    harness.get_by_label("Red 1, green 1, blue 1; sum 3 of 765");
}

#[test]
fn the_next_image_never_wears_the_last_ones_picture() {
    let mut harness = side();
    focus(&mut harness, 0);
    assert_eq!(magnification(&harness), None, "a placeholder first");
    answer(&mut harness, 0);
    assert!(magnification(&harness).is_some(), "then the picture");
    focus(&mut harness, 1);
    assert_eq!(magnification(&harness), None, "a placeholder again");
    answer(&mut harness, 0);
    assert_eq!(
        magnification(&harness),
        None,
        "the late picture of the first one"
    );
    answer(&mut harness, 1);
    assert!(magnification(&harness).is_some(), "its own picture");
}

#[test]
fn a_damaged_image_says_why_with_the_decoders_words() {
    let mut harness = side();
    focus(&mut harness, 2);
    harness.get_by_label("The JPEG file is damaged");
    harness.get_by_label("unexpected end of data");
    assert_eq!(magnification(&harness), None, "there is nothing to show");
    focus(&mut harness, 1);
    let ctx = harness.ctx.clone();
    let gone = Err(InspectError::EmptyFile.into());
    harness.state_mut().pictures.offer(&ctx, key(1), gone);
    harness.run();
    assert_eq!(
        magnification(&harness),
        None,
        "it could not be loaded any more"
    );
}

#[test]
fn buttons_and_double_clicks_zoom() {
    let mut harness = side();
    focus(&mut harness, 0);
    answer(&mut harness, 0);
    let fitted = magnification(&harness).expect("shown");
    assert!(fitted < 1.0, "800 pixels in a narrow panel");
    harness.get_by_label("Actual size (1)").click();
    harness.run();
    let actual = magnification(&harness).expect("shown");
    assert!((actual - 1.0).abs() < 1e-4, "100 %, not {actual}");
    harness.get_by_label("Larger (+)").click();
    harness.run();
    assert!(magnification(&harness) > Some(1.2), "a step larger");
    harness.state_mut().preview.zoom(ZoomStep::Fit);
    harness.run();
    assert_eq!(
        magnification(&harness),
        Some(fitted),
        "the key does the same"
    );
    let place = harness.get_by_role(egui::Role::Image).rect().center();
    testing::double_click(&mut harness, place);
    assert!(
        magnification(&harness) > Some(fitted),
        "a double click enlarges"
    );
    focus(&mut harness, 1);
    answer(&mut harness, 1);
    assert_eq!(
        magnification(&harness),
        Some(fitted),
        "the next one begins whole"
    );
}

#[test]
fn overlays_are_switched_by_their_buttons() {
    let mut harness = side();
    focus(&mut harness, 0);
    answer(&mut harness, 0);
    assert!(!harness.state().preview.shows_ring, "on demand only");
    harness.get_by_label("Show the measured border").click();
    harness.get_by_label("Mark pixel (5,5)").click();
    harness.run();
    let preview = &harness.state().preview;
    assert!(
        preview.shows_ring && !preview.marks_pixel,
        "both were switched"
    );
}

#[test]
fn the_black_area_explains_flagged_pictures_until_it_is_switched_off() {
    let mut harness = side();
    focus(&mut harness, 0);
    answer(&mut harness, 0);
    let (area, _) = hatched(&harness).expect("hatched without being asked");
    let picture = harness.get_by_role(egui::Role::Image).rect();
    let is_left_half = (area.width() * 2.0 - picture.width()).abs() < 1.0;
    assert!(is_left_half, "{area:?} is the left half of {picture:?}");
    harness.get_by_label("Show the black area (B)").click();
    harness.run();
    assert_eq!(hatched(&harness), None, "switched off");
    focus(&mut harness, 1);
    answer(&mut harness, 1);
    assert_eq!(hatched(&harness), None, "it stays so for the next one");
    harness.state_mut().preview.toggle_area(true);
    harness.run();
    assert!(hatched(&harness).is_some(), "the key switches it on again");
    focus(&mut harness, 3);
    answer(&mut harness, 3);
    assert_eq!(hatched(&harness), None, "a clear one needs no explanation");
    harness.get_by_label("Show the black area (B)").click();
    harness.run();
    assert!(hatched(&harness).is_some(), "but has one when asked");
}

#[test]
fn a_reason_under_the_pointer_shows_what_it_speaks_of() {
    let mut harness = side();
    focus(&mut harness, 0);
    answer(&mut harness, 0);
    let (_, quiet) = hatched(&harness).expect("hatched");
    let reason = "63.2 % of the picture is one black area that reaches the border";
    harness.get_by_label(reason).hover();
    harness.run();
    let (_, strong) = hatched(&harness).expect("hatched");
    assert!(strong > quiet, "{strong} is stronger than {quiet}");
    harness
        .get_by_label("98.8 % of the border all around is near-black")
        .hover();
    harness.run();
    let (_, quiet_again) = hatched(&harness).expect("hatched");
    assert_eq!(quiet_again, quiet, "that one speaks of the border");
    assert_eq!(harness.state().preview.highlighted, Some(Mark::Ring));
}

#[test]
fn a_page_leads_back_and_on() {
    let mut harness = window(true, [900.0, 600.0], Language::English);
    focus(&mut harness, 0);
    harness.get_by_label("Next image").click();
    harness.run();
    harness.get_by_label("Previous image").click();
    harness.run();
    harness.get_by_label("Back to the results").click();
    harness.run();
    harness.get_by_label("Copy path").click();
    harness.run();
    let step = |rows| {
        UiCommand::List(ListCommand::MoveFocus {
            rows,
            extend: false,
        })
    };
    assert_eq!(
        harness.state().commands,
        [
            step(1),
            step(-1),
            UiCommand::Review(ReviewCommand::ClosePreview),
            UiCommand::Review(ReviewCommand::CopyPaths(vec![ImageId(0)]))
        ]
    );
}

#[test]
fn nothing_is_cut_off_at_the_sides() {
    for language in Language::ALL {
        for (is_page, size) in [(false, [300.0, 1_300.0]), (true, [884.0, 700.0])] {
            for id in 0..4 {
                let mut harness = window(is_page, size, language);
                focus(&mut harness, id);
                answer(&mut harness, id);
                testing::assert_all_inside(&harness);
            }
        }
    }
}

#[test]
fn the_main_colour_is_a_fact_where_it_was_measured() {
    let mut harness = side();
    focus(&mut harness, 0);
    assert!(
        harness.query_by_label("Main colour").is_none(),
        "not measured"
    );
    harness.state_mut().session = sessions::measured_fully(&[("a/1.jpg", [248; 3], 0.632)]);
    focus(&mut harness, 0);
    for label in [
        "Main colour",
        "Red 248, green 248, blue 248",
        "#F8F8F8; 63.2 % of the picture",
    ] {
        assert!(harness.query_by_label(label).is_some(), "{label}");
    }
}

#[test]
fn its_buttons_decide_at_the_side_and_on_the_page() {
    for is_page in [false, true] {
        let size = if is_page {
            [900.0, 600.0]
        } else {
            [340.0, 760.0]
        };
        let mut harness = window(is_page, size, Language::English);
        focus(&mut harness, 1);
        for (name, decision) in [
            ("Black (Y)", Some(Decision::Confirmed)),
            ("False alarm (N)", Some(Decision::FalseAlarm)),
            ("Reset (U)", None),
        ] {
            harness.get_by_label(name).click();
            harness.run();
            let images = vec![ImageId(1)];
            let commands = std::mem::take(&mut harness.state_mut().commands);
            assert_eq!(
                commands,
                [UiCommand::Review(ReviewCommand::Decide {
                    images,
                    decision
                })],
                "{name}"
            );
        }
    }
}

#[test]
fn it_says_what_was_decided_and_about_how_many_images_a_button_is() {
    let mut harness = side();
    focus(&mut harness, 1);
    let session = &mut harness.state_mut().session;
    let at = std::time::UNIX_EPOCH;
    session.decide(&[ImageId(1)], Some(Decision::Confirmed), at);
    session.change_selection(|selection, _| selection.toggle(ImageId(3)));
    harness.run();
    harness.get_by_label("2 selected: a decision is about all of them");
    focus(&mut harness, 1);
    harness.get_by_label("saving");
    let unsaved = harness.state_mut().session.next_unsaved().unwrap();
    harness.state_mut().session.settle(&unsaved, false);
    harness.run();
    harness.get_by_label("not saved");
}
