//! The gallery, operated by its cells' names.

use egui::Modifiers;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::inspect::Thumbnail;
use crate::scan::ImageId;
use crate::session::{Decision, Selection, StatusFilter};
use crate::ui::pictures::ScanGeneration;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::{Language, list_id};
use crate::ui::{ListCommand, ReviewCommand};

struct Window {
    session: ScanSession,
    pictures: PictureStore,
    gallery: GalleryState,
    words: Words,
    commands: Vec<UiCommand>,
}

fn window(session: ScanSession, size: [f32; 2]) -> Harness<'static, Window> {
    let state = Window {
        session,
        pictures: PictureStore::default(),
        gallery: GalleryState::default(),
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window(size, state, |ui, window| {
        let props = GalleryProps {
            session: &window.session,
            pictures: &mut window.pictures,
            text: window.words.of(Language::English),
            keys: &KeyMap::default(),
            thumbnail_size: 160.0,
        };
        let commands = gallery_ui(ui, &mut window.gallery, props);
        window.commands.extend(commands);
        window.pictures.end_frame(ui.ctx());
    })
}

fn three() -> ScanSession {
    sessions::running(&[
        ("04006381000012/mug_1.jpg", Made::Black),
        ("04006381000012/mug_2.jpg", Made::Doubtful),
        ("04006381000029/cup.jpg", Made::Damaged),
    ])
}

fn take(harness: &mut Harness<'_, Window>) -> Vec<UiCommand> {
    std::mem::take(&mut harness.state_mut().commands)
}

fn cells(harness: &Harness<'_, Window>) -> usize {
    harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == egui::Role::ListBoxOption)
        .count()
}

#[test]
fn a_click_selects_and_its_modifiers_add_to_the_selection() {
    let mut harness = window(three(), [800.0, 500.0]);
    harness.get_by_label("mug_1.jpg, Black background").click();
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::Select(ImageId(0)))]
    );
    let second = harness.get_by_label("mug_2.jpg, Doubtful");
    second.click_modifiers(Modifiers::COMMAND);
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::ToggleSelected(ImageId(1)))]
    );
    let third = harness.get_by_label("cup.jpg, Unreadable");
    third.click_modifiers(Modifiers::SHIFT);
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::ExtendSelection(ImageId(2)))]
    );
    assert!(
        harness.ctx.memory(|memory| memory.has_focus(list_id())),
        "a click gives the list the keyboard"
    );
}

#[test]
fn a_double_click_opens_the_preview() {
    let mut harness = window(three(), [800.0, 500.0]);
    let place = harness
        .get_by_label("mug_1.jpg, Black background")
        .rect()
        .center();
    testing::double_click(&mut harness, place);
    assert!(
        take(&mut harness).contains(&UiCommand::Review(ReviewCommand::OpenPreview)),
        "it is shown large"
    );
}

#[test]
fn the_menu_is_about_the_selection_when_it_was_opened_on_it() {
    let mut session = three();
    session.change_selection(Selection::select_all);
    let mut harness = window(session, [800.0, 500.0]);
    harness
        .get_by_label("mug_2.jpg, Doubtful")
        .click_secondary();
    harness.run();
    harness.get_by_label("Copy path").click();
    harness.run();
    let all = [0, 1, 2].map(ImageId).to_vec();
    assert_eq!(
        take(&mut harness),
        [UiCommand::Review(ReviewCommand::CopyPaths(all))]
    );
}

#[test]
fn the_menu_on_another_image_selects_it() {
    let mut harness = window(three(), [800.0, 500.0]);
    harness
        .get_by_label("mug_2.jpg, Doubtful")
        .click_secondary();
    harness.run();
    harness.get_by_label("Show in file manager").click();
    harness.run();
    let second = ImageId(1);
    assert_eq!(
        take(&mut harness),
        [
            UiCommand::List(ListCommand::Select(second)),
            UiCommand::Review(ReviewCommand::ShowInFileManager(second))
        ]
    );
}

#[test]
fn only_visible_cells_are_built_however_many_there_are() {
    let mut harness = window(sessions::ended_with(50_000), [800.0, 600.0]);
    assert!(
        (8..40).contains(&cells(&harness)),
        "{} cells",
        cells(&harness)
    );
    let wanted = harness.state().pictures.wanted();
    assert!(wanted.len() < 40, "only they want a picture");
    assert_eq!(wanted[0].id, ImageId(0), "the first one first");
    harness
        .state_mut()
        .session
        .change_selection(|selection, index| {
            selection.select_only(index.shown()[49_999]);
        });
    harness.run();
    let last = harness.get_by_label("49999.jpg, Clear");
    let bounds = last.rect();
    assert!(
        bounds.top() > 0.0 && bounds.bottom() <= 600.0,
        "the focused cell is in view: {bounds:?}"
    );
    assert!(
        (4..40).contains(&cells(&harness)),
        "{} cells",
        cells(&harness)
    );
}

#[test]
fn cells_stay_where_they_are_while_earlier_images_come_in() {
    let mut session = sessions::running(&[]);
    for id in 1_000..3_000 {
        sessions::report(&mut session, id, &format!("p/{id}.jpg"), Made::Clear);
    }
    sessions::settle(&mut session);
    session.change_selection(|selection, _| selection.select_only(ImageId(2_000)));
    let mut harness = window(session, [800.0, 600.0]);
    let before = harness.get_by_label("2000.jpg, Clear").rect();
    let columns = u32::try_from(harness.state().gallery.shape().columns).unwrap();
    for id in 0..columns * 5 {
        sessions::report(
            &mut harness.state_mut().session,
            id,
            &format!("p/{id}.jpg"),
            Made::Clear,
        );
    }
    sessions::settle(&mut harness.state_mut().session);
    harness.run();
    let after = harness.get_by_label("2000.jpg, Clear").rect();
    assert_eq!(before, after, "nothing jumped");
}

#[test]
fn a_late_thumbnail_of_another_scan_is_not_wanted_and_not_shown() {
    let mut harness = window(three(), [800.0, 500.0]);
    let old = harness.state().pictures.key(ImageId(0));
    harness.state_mut().pictures.begin(ScanGeneration(7));
    let thumbnail = Thumbnail {
        width_px: 2,
        height_px: 2,
        rgba: vec![9; 16],
    };
    harness.state_mut().pictures.offer(old, thumbnail.clone());
    harness.run();
    let wanted = |harness: &Harness<'_, Window>| harness.state().pictures.wanted().len();
    assert_eq!(
        wanted(&harness),
        2,
        "both still wait; the damaged one has none"
    );
    let new = harness.state().pictures.key(ImageId(0));
    harness.state_mut().pictures.offer(new, thumbnail);
    harness.run();
    assert_eq!(wanted(&harness), 1);
}

#[test]
fn an_empty_list_says_why() {
    let mut session = three();
    sessions::show(&mut session, StatusFilter::All, "teapot");
    let harness = window(session, [800.0, 500.0]);
    harness.get_by_label("No image has this text in its product or path");
    let harness = window(sessions::ended_with(0), [800.0, 500.0]);
    harness.get_by_label("No images were found");
}

#[test]
fn a_grid_fills_its_width_at_every_size() {
    for width in [120.0, 300.0, 620.0, 884.0, 1_900.0] {
        for size in [96.0, 160.0, 256.0] {
            let grid = Grid::fitting(width, size);
            let used = GAP + grid.columns as f32 * (grid.cell_width + GAP);
            assert!(
                used <= width.max(grid.cell_width + 2.0 * GAP),
                "{width}, {size}: {grid:?}"
            );
            assert!(grid.columns >= 1, "{width}, {size}: {grid:?}");
        }
    }
}

#[test]
fn a_cell_says_what_was_decided_and_whether_it_is_saved() {
    let mut session = three();
    let at = std::time::UNIX_EPOCH;
    session.decide(&[ImageId(0)], Some(Decision::Confirmed), at);
    let first = session.next_unsaved().unwrap();
    session.decide(&[ImageId(1)], Some(Decision::FalseAlarm), at);
    let second = session.next_unsaved().unwrap();
    session.settle(&second, false);
    let mut harness = window(session, [800.0, 500.0]);
    harness.get_by_label("mug_1.jpg, Black background, Confirmed, saving");
    harness.get_by_label("mug_2.jpg, Doubtful, False alarm, not saved");
    harness.state_mut().session.settle(&first, true);
    harness.run();
    harness.get_by_label("mug_1.jpg, Black background, Confirmed");
}

#[test]
fn the_menu_decides_too() {
    let mut harness = window(three(), [800.0, 500.0]);
    harness
        .get_by_label("mug_2.jpg, Doubtful")
        .click_secondary();
    harness.run();
    take(&mut harness);
    harness.get_by_label("False alarm").click();
    harness.run();
    let images = vec![ImageId(1)];
    let decision = Some(Decision::FalseAlarm);
    assert_eq!(
        take(&mut harness),
        [UiCommand::Review(ReviewCommand::Decide {
            images,
            decision
        })],
        "about the image that was clicked"
    );
}
