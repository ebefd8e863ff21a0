//! "This is its original", operated by the names of its controls: with both pictures in sight, and only then.

use std::time::{Duration, SystemTime};

use egui::Color32;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::inspect::{Orientation, ScreenImage};
use crate::repair::BackgroundColour;
use crate::scan::{ContentHash, ImageId, LoadError, ReachError};
use crate::session::{Decision, ImageSet, OriginalFile, Proof, ProofFinding};
use crate::ui::Language;
use crate::ui::RepairCommand;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};

const LOGO: ImageId = ImageId(0);
const GENERATION: ScanGeneration = ScanGeneration(3);
const YES: &str = "This is its original";

struct Window {
    session: ScanSession,
    pictures: ScreenPictures,
    repaired: RepairedPictures,
    background: BackgroundColour,
    preview: PreviewState,
    is_page: bool,
    words: Words,
    commands: Vec<UiCommand>,
}

impl Window {
    /// As the app does.
    fn carry_out(&mut self, command: &UiCommand) {
        if let UiCommand::Review(ReviewCommand::AnswerOriginal { image, pair, is_it }) = command {
            let at = is_it.then_some(SystemTime::UNIX_EPOCH + Duration::from_secs(1));
            self.session.answer_original(*image, *pair, at);
        }
    }
}

fn proof(finding: ProofFinding) -> Proof {
    Proof {
        finding,
        image: Some(ContentHash::of(b"logo")),
        original: Some(OriginalFile {
            path: "/originals/logo.png".into(),
            file_bytes: 700,
            modified: None,
            content: ContentHash::of(b"cut out"),
            placement: None,
            smaller_px: None,
        }),
        evidence: None,
    }
}

fn picture(level: u8) -> ScreenImage {
    ScreenImage {
        width_px: 80,
        height_px: 60,
        rgba: [level, level, level, 255].repeat(80 * 60),
        stored_width_px: 80,
        stored_height_px: 60,
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
    let mut session = sessions::running(&[("04006381000012/logo.jpg", Made::Black)]);
    session.change_selection(|selection, _| selection.select_only(LOGO));
    session.learn_content(LOGO, ContentHash::of(b"logo"));
    session.set_proof(LOGO, proof(ProofFinding::TooLittleToTell));
    let state = Window {
        session,
        pictures,
        repaired,
        background: BackgroundColour::WHITE,
        preview: PreviewState::default(),
        is_page,
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window(size, state, move |ui, window| {
        window.pictures.want(&[LOGO], &[]);
        window.pictures.ask(|_| true);
        window.pictures.make_drawable(ui.ctx());
        window.repaired.want(window.background, Some(LOGO), &[]);
        while window.repaired.next_wish().is_some() {}
        window.repaired.make_drawable(ui.ctx());
        let queue = ImageSet::new(Vec::new());
        let props = PreviewProps {
            session: &window.session,
            generation: GENERATION,
            pictures: &window.pictures,
            text: window.words.of(language),
            keys: &KeyMap::default(),
            repaired: Some(RepairedProps {
                pictures: &window.repaired,
                queue: &queue,
            }),
        };
        let commands = if window.is_page {
            preview_page_ui(ui, &mut window.preview, props)
        } else {
            preview_side_ui(ui, &mut window.preview, props)
        };
        for command in &commands {
            window.carry_out(command);
        }
        window.commands.extend(commands);
    })
}

fn side() -> Harness<'static, Window> {
    window(false, [340.0, 760.0], Language::English)
}

fn key() -> PictureKey {
    PictureKey {
        id: LOGO,
        generation: GENERATION,
    }
}

fn show_file(harness: &mut Harness<'_, Window>) {
    let ctx = harness.ctx.clone();
    let pictures = &mut harness.state_mut().pictures;
    pictures.offer(&ctx, key(), Ok(picture(0)));
    harness.run();
}

fn show_original(harness: &mut Harness<'_, Window>, result: Result<ScreenImage, LoadError>) {
    let ctx = harness.ctx.clone();
    let asked = RepairedKey {
        image: key(),
        background: harness.state().background,
    };
    harness.state_mut().repaired.offer(&ctx, asked, result);
    harness.run();
}

fn with_both() -> Harness<'static, Window> {
    let mut harness = side();
    show_file(&mut harness);
    show_original(&mut harness, Ok(picture(255)));
    harness
}

#[track_caller]
fn can_answer(harness: &Harness<'_, Window>) -> bool {
    !harness.get_by_label(YES).accesskit_node().is_disabled()
}

#[test]
fn the_answer_can_be_given_only_while_both_pictures_are_drawn() {
    let mut harness = side();
    assert!(!can_answer(&harness), "neither is there");
    show_file(&mut harness);
    assert!(!can_answer(&harness), "the original is not there yet");
    harness.get_by_label("Both pictures are being loaded…");
    show_original(&mut harness, Ok(picture(255)));
    assert!(can_answer(&harness));
    harness.get_by_label("Picture of logo.jpg on the left, what may be its original on the right");
    for one in ["Black", "Original"] {
        harness.get_by_label(one).click();
        harness.run();
        assert!(!can_answer(&harness), "{one} alone");
        harness.get_by_label(YES).click();
        harness.run();
    }
    assert_eq!(harness.state().commands, [], "and is not taken");
    harness.get_by_label("Both").click();
    harness.run();
    assert!(can_answer(&harness));
}

#[test]
fn both_are_drawn_whole_beside_each_other() {
    let harness = with_both();
    let shapes = &harness.output().shapes;
    let drawn = shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Mesh(mesh) => Some((mesh.calc_bounds(), clipped.clip_rect)),
        egui::Shape::Rect(rect) if rect.brush.is_some() && rect.fill == Color32::WHITE => {
            Some((rect.rect, clipped.clip_rect))
        }
        _ => None,
    });
    let whole = drawn.filter(|(bounds, clip)| {
        let is_large = bounds.width() > 100.0 && bounds.height() > 80.0;
        is_large && clip.expand(0.5).contains_rect(*bounds)
    });
    let whole: Vec<Rect> = whole.map(|(bounds, _)| bounds).collect();
    let [file, original] = whole.as_slice() else {
        panic!("two whole pictures: {whole:?}");
    };
    assert_eq!(file.size(), original.size());
    assert!(file.right() < original.left(), "{file:?} {original:?}");
}

#[test]
fn an_original_that_can_not_be_shown_or_seen_can_not_be_answered_for() {
    let mut harness = side();
    show_file(&mut harness);
    let gone = LoadError::Unreachable(ReachError::NotFound);
    show_original(&mut harness, Err(gone));
    assert!(!can_answer(&harness));
    let mut harness = side();
    harness.state_mut().background = BackgroundColour { rgb: [20, 20, 20] };
    harness.run();
    show_file(&mut harness);
    show_original(&mut harness, Ok(picture(20)));
    assert!(!can_answer(&harness), "black on nearly black");
    harness.get_by_label_contains("choose a lighter one");
    harness.state_mut().background = BackgroundColour::WHITE;
    harness.run();
    assert!(!can_answer(&harness), "it is drawn on the dark one still");
    show_original(&mut harness, Ok(picture(255)));
    assert!(can_answer(&harness));
}

#[test]
fn the_answer_is_told_and_taken_back_and_opens_the_way_to_the_repair() {
    let mut harness = with_both();
    let repair = "Confirm and repair (F)";
    assert!(harness.query_by_label(repair).is_none(), "not before");
    harness.get_by_label(YES).click();
    harness.run();
    let row = harness.state().session.row(LOGO);
    let pair = row.and_then(|row| row.original_in_question());
    let pair = pair.expect("it is asked about");
    let said = |is_it| {
        let image = LOGO;
        UiCommand::Review(ReviewCommand::AnswerOriginal { image, pair, is_it })
    };
    assert_eq!(harness.state().commands, [said(true)]);
    harness.get_by_label("You said: this is its original");
    assert!(harness.query_by_label(YES).is_none(), "it was said");
    harness.get_by_label(repair);
    harness.get_by_label("Take back").click();
    harness.run();
    assert_eq!(harness.state().commands, [said(true), said(false)]);
    assert!(can_answer(&harness), "asked again");
    assert!(harness.query_by_label(repair).is_none());
}

#[test]
fn a_double_click_presses_nothing_else() {
    for (is_page, size) in [(false, [300.0, 640.0]), (true, [900.0, 600.0])] {
        for language in Language::ALL {
            let text = Text::new(language);
            let mut harness = window(is_page, size, language);
            show_file(&mut harness);
            show_original(&mut harness, Ok(picture(255)));
            let name = text.get("repaired-question-yes");
            let yes = harness.get_by_label(&name);
            let place = yes.rect();
            yes.click();
            harness.run();
            let buttons = harness.get_all_by_role(egui::Role::Button);
            let there = buttons.filter(|button| place.intersects(button.rect()));
            let there: Vec<_> = there.map(|it| it.accesskit_node().label()).collect();
            assert_eq!(there, [], "where it was pressed");
        }
    }
}

#[test]
fn undo_takes_the_answer_back() {
    let mut harness = with_both();
    harness.get_by_label(YES).click();
    harness.run();
    harness.state_mut().session.undo();
    harness.run();
    assert!(can_answer(&harness));
}

#[test]
fn to_confirm_is_not_to_answer() {
    let mut harness = with_both();
    let at = SystemTime::UNIX_EPOCH;
    let session = &mut harness.state_mut().session;
    session.decide(&[LOGO], Some(Decision::Confirmed), at);
    harness.run();
    assert!(can_answer(&harness), "it is still asked");
    let way = "Confirm and repair (F)";
    assert!(harness.query_by_label(way).is_none(), "nor repaired");
}

#[test]
fn nobody_is_asked_where_the_comparison_says_something() {
    let proven = ProofFinding::Proven(crate::session::Mechanism::LaidOnBlack);
    for finding in [
        ProofFinding::DoesNotMatch,
        ProofFinding::NotTheMishap,
        proven,
    ] {
        let mut harness = with_both();
        let session = &mut harness.state_mut().session;
        session.set_proof(LOGO, proof(finding.clone()));
        harness.run();
        assert!(harness.query_by_label(YES).is_none(), "{finding:?}");
        assert!(harness.query_by_label("Both").is_none());
    }
    let mut harness = with_both();
    harness.get_by_label(YES).click();
    harness.run();
    let session = &mut harness.state_mut().session;
    let mut other = proof(ProofFinding::TooLittleToTell);
    if let Some(original) = &mut other.original {
        original.content = ContentHash::of(b"drawn anew");
    }
    session.set_proof(LOGO, other);
    harness.run();
    harness.get_by_label(YES);
    let told = "You said: this is its original";
    assert!(
        harness.query_by_label(told).is_none(),
        "of another original"
    );
}

#[test]
fn the_background_is_chosen_as_of_a_repair() {
    let mut harness = with_both();
    harness.get_by_label("Background FFFFFF").click();
    harness.run();
    harness.get_by_label("Light grey").click();
    harness.run();
    let chosen = harness.state().commands.first();
    assert!(matches!(
        chosen,
        Some(UiCommand::Repair(RepairCommand::SetBackground(_)))
    ));
}

#[test]
fn nothing_is_cut_off_beside_the_results_or_as_a_page() {
    for language in Language::ALL {
        for (is_page, size) in [
            (false, [340.0, 760.0]),
            (false, [300.0, 640.0]),
            (true, [900.0, 600.0]),
        ] {
            let mut harness = window(is_page, size, language);
            show_file(&mut harness);
            show_original(&mut harness, Ok(picture(255)));
            let text = Text::new(language);
            let view = harness.ctx.content_rect();
            let mut asked = vec![
                text.get("repaired-question"),
                text.get("repaired-question-yes"),
            ];
            asked.extend(ShownSide::all(SideOf::Question).map(|(_, key)| text.get(key)));
            for name in &asked {
                let place = harness.get_by_label(name).rect();
                assert!(view.contains_rect(place), "{name}: {place:?} in {size:?}");
            }
            harness
                .get_by_label(&text.get("repaired-question-yes"))
                .click();
            harness.run();
            for key in ["repaired-question-answered", "repaired-question-take-back"] {
                let place = harness.get_by_label(&text.get(key)).rect();
                assert!(view.contains_rect(place), "{key}: {place:?} in {size:?}");
            }
        }
    }
}
