//! The table, operated by the names of its rows and headers.

use std::path::PathBuf;
use std::time::SystemTime;

use egui::Modifiers;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::repair::{RepairDestination, UndoScope};
use crate::scan::ContentHash;
use crate::session::{RowRepair, SortColumn, SortOrder};
use crate::ui::Language;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::undo_dialog::UndoQuestion;
use crate::ui::{ListCommand, RepairCommand, ReviewCommand};

struct Window {
    session: ScanSession,
    table: ResultTableState,
    words: Words,
    commands: Vec<UiCommand>,
}

fn window(session: ScanSession, size: [f32; 2]) -> Harness<'static, Window> {
    let state = Window {
        session,
        table: ResultTableState::default(),
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window(size, state, |ui, window| {
        let props = ResultTableProps {
            session: &window.session,
            text: window.words.of(Language::English),
            keys: &KeyMap::default(),
        };
        let commands = result_table_ui(ui, &mut window.table, props);
        window.commands.extend(commands);
    })
}

fn some() -> ScanSession {
    sessions::running(&[
        ("04006381000012/mug_1.jpg", Made::Black),
        ("04006381000012/mug_2.jpg", Made::Doubtful),
        ("04006381000029/cup.jpg", Made::Damaged),
        ("04006381000029/pot.jpg", Made::Unreachable),
    ])
}

fn take(harness: &mut Harness<'_, Window>) -> Vec<UiCommand> {
    std::mem::take(&mut harness.state_mut().commands)
}

fn rows(harness: &Harness<'_, Window>) -> usize {
    harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == egui::Role::Row)
        .count()
}

#[test]
fn a_click_on_a_header_orders_by_it() {
    let mut harness = window(some(), [1_280.0, 500.0]);
    for (name, column) in [
        ("Path", SortColumn::Path),
        ("Pixel (5,5)", SortColumn::PixelSum),
        ("Size", SortColumn::FileBytes),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(
            take(&mut harness),
            [UiCommand::List(ListCommand::SortBy(column))],
            "{name}"
        );
    }
}

#[test]
fn a_header_can_be_pressed_by_the_keyboard() {
    let mut harness = window(some(), [1_280.0, 500.0]);
    harness.get_by_label("Product").focus();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::SortBy(SortColumn::Product))]
    );
}

#[test]
fn clicks_on_rows_select_one_some_or_a_range() {
    let mut harness = window(some(), [1_280.0, 500.0]);
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
    let last = harness.get_by_label("pot.jpg, Could not be reached");
    last.click_modifiers(Modifiers::SHIFT);
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::ExtendSelection(ImageId(3)))]
    );
    let place = harness.get_by_label("mug_1.jpg, Black background").rect();
    testing::double_click(&mut harness, place.center());
    assert!(
        take(&mut harness).contains(&UiCommand::Review(ReviewCommand::OpenPreview)),
        "a double click shows it large"
    );
}

#[test]
fn the_menu_opens_on_a_row() {
    let mut harness = window(some(), [1_280.0, 500.0]);
    harness
        .get_by_label("cup.jpg, Unreadable")
        .click_secondary();
    harness.run();
    harness.get_by_label("Open").click();
    harness.run();
    let third = ImageId(2);
    assert_eq!(
        take(&mut harness),
        [
            UiCommand::List(ListCommand::Select(third)),
            UiCommand::Review(ReviewCommand::OpenInProgram(vec![third]))
        ]
    );
}

#[test]
fn a_repair_is_taken_back_from_the_menu_of_its_image() {
    let mut session = some();
    for id in [0, 1] {
        let repair = RowRepair {
            original: "/originals/a.png".into(),
            target: PathBuf::from("/repaired/04006381000012/mug.jpg"),
            backup: None,
            content: ContentHash::of(b"repaired"),
            at: SystemTime::UNIX_EPOCH,
            journal: PathBuf::from("/journals/7.jsonl"),
        };
        session.set_repair(ImageId(id), Some(repair));
    }
    sessions::settle(&mut session);
    let row = session.row(ImageId(0)).expect("a row").report.clone();
    let mut harness = window(session, [1_280.0, 500.0]);
    for (name, scope, files) in [
        (
            "Undo this repair…",
            UndoScope::File(row.location.clone()),
            1,
        ),
        (
            "Undo this product's repairs…",
            UndoScope::Product(row.product.clone().expect("a product")),
            2,
        ),
    ] {
        harness
            .get_by_label_contains("mug_1.jpg, ")
            .click_secondary();
        harness.run();
        harness.get_by_label(name).click();
        harness.run();
        let asked = UiCommand::Repair(RepairCommand::AskUndo(UndoQuestion {
            journal: PathBuf::from("/journals/7.jsonl"),
            scope,
            files,
            destination: RepairDestination::NewFolder(PathBuf::from("/repaired/04006381000012")),
        }));
        assert_eq!(take(&mut harness).last(), Some(&asked), "{name}");
    }
}

#[test]
fn of_200_000_rows_only_the_visible_ones_are_built() {
    let mut session = sessions::ended_with(200_000);
    session.change_selection(|selection, index| selection.select_only(index.shown()[123_456]));
    let harness = window(session, [1_280.0, 800.0]);
    assert!(
        (20..40).contains(&rows(&harness)),
        "{} rows",
        rows(&harness)
    );
    let focused = harness.get_by_label("123456.jpg, Clear").rect();
    assert!(
        focused.top() >= HEADER_HEIGHT && focused.bottom() <= 800.0,
        "the focused row is in view: {focused:?}"
    );
    assert_eq!(harness.state().table.shape().columns, 1);
    assert!(
        harness.state().table.shape().page_rows() > 20,
        "a page is what is seen"
    );
}

#[test]
fn another_order_shows_the_focused_row_again_or_the_first_ones() {
    let mut harness = window(sessions::ended_with(5_000), [1_280.0, 800.0]);
    harness.state_mut().session.set_order(Some(SortOrder {
        column: SortColumn::Path,
        ascending: false,
    }));
    sessions::settle(&mut harness.state_mut().session);
    harness.run();
    harness.get_by_label("4999.jpg, Clear");
}

#[test]
fn an_unknown_value_is_never_a_zero() {
    let session = some();
    let words = Words::default();
    let text = words.of(Language::English);
    let unreachable = session.row(ImageId(3)).expect("it is there");
    for column in [
        TableColumn::PixelSum,
        TableColumn::BorderBlack,
        TableColumn::Dimensions,
        TableColumn::FileBytes,
    ] {
        assert_eq!(column.value(unreachable, text), None, "{column:?}");
    }
    let black = session.row(ImageId(0)).expect("it is there");
    let usual = TableColumn::shown(session.measures());
    let shown: Vec<String> = usual
        .iter()
        .map(|column| column.value(black, text).unwrap_or_default())
        .collect();
    assert_eq!(
        shown,
        [
            "Black background",
            "",
            "04006381000012",
            "04006381000012/mug_1.jpg",
            "All 4 corners are pure black",
            "3",
            "98.8 %",
            "800 × 600",
            "34 kB",
            "12 ms",
        ]
    );
}

#[test]
fn a_narrow_table_scrolls_sideways() {
    let mut harness = window(some(), [700.0, 400.0]);
    assert!(
        harness.query_by_label("Path").is_some(),
        "the first columns are seen"
    );
    harness.get_by_label("mug_1.jpg, Black background").click();
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::Select(ImageId(0)))]
    );
}

#[test]
fn the_main_colour_has_a_column_only_where_it_was_measured() {
    let usual = window(some(), [1_500.0, 400.0]);
    assert!(
        usual.query_by_label("Main colour").is_none(),
        "no column of dashes"
    );
    let session = sessions::measured_fully(&[
        ("a/1.jpg", [255, 0, 10], 0.559_4),
        ("a/2.jpg", [0, 0, 0], 0.000_1),
    ]);
    let words = Words::default();
    let values: Vec<_> = session
        .rows()
        .map(|row| TableColumn::MainColour.value(row, words.of(Language::English)))
        .collect();
    assert_eq!(
        values,
        [
            Some("#FF000A 55.9 %".to_owned()),
            Some("#000000 < 0.1 %".to_owned())
        ]
    );
    let mut full = window(session, [1_500.0, 400.0]);
    full.get_by_label("Main colour").click();
    full.run();
    assert_eq!(
        take(&mut full),
        [UiCommand::List(ListCommand::SortBy(SortColumn::MainColour))]
    );
}

#[test]
fn main_colours_go_from_dark_to_light_and_equal_ones_by_their_share() {
    let session = sessions::measured_fully(&[
        ("white.jpg", [255; 3], 0.6),
        ("blue.jpg", [0, 0, 255], 0.5),
        ("some black.jpg", [0; 3], 0.2),
        ("green.jpg", [0, 255, 0], 0.5),
        ("much black.jpg", [0; 3], 0.9),
    ]);
    let sorted = |ascending| {
        let order = SortOrder {
            column: SortColumn::MainColour,
            ascending,
        };
        let mut rows: Vec<_> = session.rows().collect();
        rows.sort_by(|a, b| order.compare(a, b));
        rows.iter()
            .map(|row| row.report.location.relative().display().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        sorted(true),
        [
            "much black.jpg",
            "some black.jpg",
            "blue.jpg",
            "green.jpg",
            "white.jpg"
        ]
    );
    assert_eq!(
        sorted(false),
        [
            "white.jpg",
            "green.jpg",
            "blue.jpg",
            "much black.jpg",
            "some black.jpg"
        ],
        "the largest share comes first both ways"
    );
}

#[test]
fn a_row_says_what_was_decided_and_whether_it_is_saved() {
    let mut session = some();
    let at = std::time::UNIX_EPOCH;
    let confirmed = Some(crate::session::Decision::Confirmed);
    session.decide(&[ImageId(1)], confirmed, at);
    let mut harness = window(session, [1_280.0, 500.0]);
    harness.get_by_label("mug_2.jpg, Doubtful, Confirmed, saving");
    harness.get_by_label("mug_1.jpg, Black background");
    harness.get_by_label("Decision").click();
    harness.run();
    let wanted = UiCommand::List(ListCommand::SortBy(SortColumn::Decision));
    assert_eq!(take(&mut harness), [wanted], "rows are ordered by it");
}
