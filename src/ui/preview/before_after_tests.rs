//! An image beside its repair, operated by the names of its controls.

use std::path::PathBuf;
use std::time::SystemTime;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::inspect::{Orientation, ScreenImage};
use crate::repair::{BackgroundColour, RepairDestination, UndoScope};
use crate::scan::{ContentHash, ImageId, ImageLocation, LoadError, ReachError};
use crate::session::{Decision, ImageSet, RowRepair};
use crate::ui::Language;
use crate::ui::RepairCommand;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::undo_dialog::UndoQuestion;

struct Window {
    session: ScanSession,
    pictures: ScreenPictures,
    repaired: RepairedPictures,
    queue: ImageSet,
    background: BackgroundColour,
    is_proven: bool,
    preview: PreviewState,
    is_page: bool,
    words: Words,
    commands: Vec<UiCommand>,
}

const GENERATION: ScanGeneration = ScanGeneration(3);
const HANDLE: &str = "Border between black and repaired";

fn key() -> PictureKey {
    PictureKey {
        id: ImageId(0),
        generation: GENERATION,
    }
}

fn picture() -> ScreenImage {
    ScreenImage {
        width_px: 800,
        height_px: 600,
        rgba: vec![255; 800 * 600 * 4],
        stored_width_px: 800,
        stored_height_px: 600,
        orientation: Orientation::NoTransforms,
        overview: None,
        black_region: None,
    }
}

fn window(is_page: bool, size: [f32; 2], language: Language) -> Harness<'static, Window> {
    let mut pictures = ScreenPictures::default();
    pictures.begin(GENERATION);
    let mut repaired = RepairedPictures::default();
    repaired.begin(GENERATION);
    let mut session = sessions::running(&[("04006381000012/mug_1.jpg", Made::Black)]);
    session.change_selection(|selection, _| selection.select_only(ImageId(0)));
    session.set_proof(ImageId(0), testing::proof());
    let state = Window {
        session,
        pictures,
        repaired,
        queue: ImageSet::new(Vec::new()),
        background: BackgroundColour::WHITE,
        is_proven: true,
        preview: PreviewState::default(),
        is_page,
        words: Words::default(),
        commands: Vec::new(),
    };
    let mut harness = testing::window(size, state, move |ui, window| {
        window.pictures.want(&[ImageId(0)], &[]);
        window.pictures.ask(|_| true);
        window.pictures.make_drawable(ui.ctx());
        let focus = Some(ImageId(0));
        window.repaired.want(window.background, focus, &[]);
        window.repaired.next_wish();
        window.repaired.make_drawable(ui.ctx());
        let repaired = RepairedProps {
            pictures: &window.repaired,
            queue: &window.queue,
        };
        let props = PreviewProps {
            session: &window.session,
            generation: GENERATION,
            pictures: &window.pictures,
            text: window.words.of(language),
            keys: &KeyMap::default(),
            repaired: window.is_proven.then_some(repaired),
        };
        let commands = if window.is_page {
            preview_page_ui(ui, &mut window.preview, props)
        } else {
            preview_side_ui(ui, &mut window.preview, props)
        };
        window.commands.extend(commands);
    });
    let ctx = harness.ctx.clone();
    harness
        .state_mut()
        .pictures
        .offer(&ctx, key(), Ok(picture()));
    harness.run();
    harness
}

fn side() -> Harness<'static, Window> {
    window(false, [340.0, 760.0], Language::English)
}

/// What is written into the picture.
fn words(harness: &Harness<'_, Window>) -> String {
    let shapes = &harness.output().shapes;
    let texts = shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) => Some(text.galley.text().to_owned()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("|")
}

fn answer(harness: &mut Harness<'_, Window>, result: Result<ScreenImage, LoadError>) {
    let ctx = harness.ctx.clone();
    let asked = RepairedKey {
        image: key(),
        background: harness.state().background,
    };
    harness.state_mut().repaired.offer(&ctx, asked, result);
    harness.run();
}

fn handle_percent(harness: &Harness<'_, Window>) -> f64 {
    let handle = harness.get_by_label(HANDLE);
    handle.accesskit_node().numeric_value().expect("a value")
}

#[test]
fn an_image_that_is_not_proven_has_one_picture_only() {
    let mut harness = side();
    harness.state_mut().preview.side = ShownSide::Compare;
    harness.state_mut().is_proven = false;
    harness.run();
    for name in ["Repaired", "Compare", HANDLE, "Confirm and repair (F)"] {
        assert!(harness.query_by_label(name).is_none(), "{name}");
    }
    harness.get_by_label("Picture of mug_1.jpg");
}

#[test]
fn the_repaired_picture_takes_the_place_of_the_black_one() {
    let mut harness = side();
    harness.get_by_label("Picture of mug_1.jpg");
    harness.get_by_label("Repaired").click();
    harness.run();
    answer(&mut harness, Ok(picture()));
    harness.get_by_label("Repaired picture of mug_1.jpg");
    assert!(harness.query_by_label(HANDLE).is_none(), "nothing to part");
}

#[test]
fn the_handle_is_moved_by_keys_and_by_the_pointer() {
    let mut harness = side();
    harness.get_by_label("Compare").click();
    harness.run();
    answer(&mut harness, Ok(picture()));
    harness.get_by_label("Picture of mug_1.jpg, black on the left and repaired on the right");
    assert!((handle_percent(&harness) - 50.0).abs() < 0.1, "the middle");
    harness.get_by_label(HANDLE).focus();
    harness.run();
    for _ in 0..5 {
        harness.key_press(egui::Key::ArrowRight);
        harness.run();
    }
    assert!((handle_percent(&harness) - 60.0).abs() < 0.1, "by keys");
    let at = harness.get_by_label(HANDLE).rect().center();
    harness.drag_at(at);
    harness.run();
    harness.hover_at(at + vec2(-2_000.0, 0.0));
    harness.run();
    harness.drop_at(at + vec2(-2_000.0, 0.0));
    harness.run();
    assert!(
        handle_percent(&harness).abs() < 0.1,
        "to the edge, no further"
    );
}

#[test]
fn both_pictures_share_zoom_and_place() {
    let mut harness = side();
    harness.get_by_label("Compare").click();
    harness.run();
    answer(&mut harness, Ok(picture()));
    harness.state_mut().preview.zoom(ZoomStep::Actual);
    harness.run();
    let meshes = |harness: &Harness<'_, Window>| {
        let shapes = &harness.output().shapes;
        let large = shapes.iter().filter_map(|clipped| match &clipped.shape {
            egui::Shape::Mesh(mesh) => Some((mesh.calc_bounds(), clipped.clip_rect)),
            egui::Shape::Rect(rect) if rect.brush.is_some() => Some((rect.rect, clipped.clip_rect)),
            _ => None,
        });
        large
            .filter(|(bounds, _)| (bounds.width() - 800.0).abs() < 1.0)
            .collect::<Vec<_>>()
    };
    let drawn = meshes(&harness);
    let [(black, left), (repaired, right)] = drawn.as_slice() else {
        panic!("two pictures of 800 points: {drawn:?}");
    };
    assert_eq!(black, repaired, "on each other");
    assert!((left.right() - right.left()).abs() < 0.6, "side by side");
}

#[test]
fn what_is_not_there_says_so_in_its_place() {
    let mut harness = side();
    harness.state_mut().preview.side = ShownSide::Repaired;
    harness.run();
    assert!(
        words(&harness).contains("Making the repaired picture"),
        "{}",
        words(&harness)
    );
    let gone = LoadError::Unreachable(ReachError::NotFound);
    answer(&mut harness, Err(gone));
    assert!(
        words(&harness).contains("can't be made"),
        "{}",
        words(&harness)
    );
}

#[test]
fn one_button_confirms_and_queues_and_another_takes_it_back() {
    let mut harness = side();
    harness.get_by_label("Confirm and repair (F)").click();
    harness.run();
    let queued = UiCommand::Repair(RepairCommand::ConfirmAndQueue(vec![ImageId(0)]));
    assert_eq!(harness.state().commands, [queued]);
    harness.state_mut().commands.clear();
    harness.state_mut().queue = ImageSet::new(vec![ImageId(0)]);
    harness.run();
    assert!(
        harness.query_by_label("Waits to be repaired").is_none(),
        "not confirmed"
    );
    let decided = Some(Decision::Confirmed);
    let session = &mut harness.state_mut().session;
    session.decide(&[ImageId(0)], decided, SystemTime::UNIX_EPOCH);
    harness.run();
    harness.get_by_label("Waits to be repaired");
    harness.get_by_label("Do not repair").click();
    harness.run();
    let taken_back = UiCommand::Repair(RepairCommand::Unqueue(vec![ImageId(0)]));
    assert_eq!(harness.state().commands, [taken_back]);
}

#[test]
fn a_repaired_image_offers_to_take_that_back_and_not_to_repair_it_again() {
    let mut harness = side();
    let repair = RowRepair {
        original: "/originals/a.png".into(),
        target: PathBuf::from("/new/04006381000012/mug_1.jpg"),
        backup: None,
        content: ContentHash::of(b"white"),
        at: SystemTime::UNIX_EPOCH,
        journal: PathBuf::from("/journals/a.jsonl"),
    };
    let session = &mut harness.state_mut().session;
    session.set_repair(ImageId(0), Some(repair));
    harness.run();
    assert!(harness.query_by_label("Confirm and repair (F)").is_none());
    assert!(
        words(&harness).contains("Making the repaired picture"),
        "it is what is shown first: {}",
        words(&harness)
    );
    assert!(
        harness.query_by_label("Background FFFFFF").is_none(),
        "it is laid on one"
    );
    harness.get_by_label("Undo this repair…").click();
    harness.run();
    let asked = UiCommand::Repair(RepairCommand::AskUndo(UndoQuestion {
        journal: PathBuf::from("/journals/a.jsonl"),
        scope: UndoScope::File(ImageLocation::new("04006381000012/mug_1.jpg")),
        files: 1,
        destination: RepairDestination::NewFolder(PathBuf::from("/new/04006381000012")),
    }));
    assert_eq!(harness.state().commands, [asked]);
}

#[test]
fn the_key_goes_round_all_three() {
    let mut preview = PreviewState::default();
    let sides: Vec<ShownSide> = (0..4)
        .map(|_| {
            preview.show_next_side(SideOf::Repair);
            preview.side
        })
        .collect();
    let round = [ShownSide::Repaired, ShownSide::Compare, ShownSide::Black];
    assert_eq!(sides[..3], round);
    assert_eq!(sides[3], ShownSide::Repaired, "and on");
    preview.show_next_side(SideOf::Repaired);
    assert_eq!(preview.side_of_repaired, ShownSide::Compare);
    assert_eq!(preview.side, ShownSide::Repaired, "each for its own");
}

#[test]
fn nothing_is_cut_off_beside_the_results_or_as_a_page() {
    for language in Language::ALL {
        for (is_page, size) in [
            (false, [340.0, 760.0]),
            (false, [260.0, 560.0]),
            (true, [900.0, 600.0]),
        ] {
            let mut harness = window(is_page, size, language);
            harness.state_mut().preview.side = ShownSide::Compare;
            harness.run();
            answer(&mut harness, Ok(picture()));
            let text = Text::new(language);
            let background = [("colour", "FFFFFF".into())];
            let background = text.with("repaired-background", &background);
            let confirm = format!("{} (F)", text.get("repaired-confirm"));
            let sides = ShownSide::all(SideOf::Repair).map(|(_, key)| text.get(key));
            for name in sides.iter().chain([&background, &confirm]) {
                let place = harness.get_by_label(name).rect();
                let view = harness.ctx.content_rect();
                assert!(view.contains_rect(place), "{name}: {place:?} in {size:?}");
            }
        }
    }
}
