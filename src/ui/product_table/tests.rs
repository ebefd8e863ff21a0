//! The table of products, operated by the names of its rows and headers.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::ui::Language;
use crate::ui::ListCommand;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};

struct Window {
    session: ScanSession,
    table: ProductTableState,
    words: Words,
    commands: Vec<UiCommand>,
}

fn window(mut session: ScanSession, size: [f32; 2]) -> Harness<'static, Window> {
    session.want_products(true);
    sessions::settle(&mut session);
    let state = Window {
        session,
        table: ProductTableState::default(),
        words: Words::default(),
        commands: Vec::new(),
    };
    testing::window(size, state, |ui, window| {
        let props = ProductTableProps {
            session: &window.session,
            text: window.words.of(Language::English),
        };
        let commands = product_table_ui(ui, &mut window.table, props);
        window.commands.extend(commands);
    })
}

fn some() -> ScanSession {
    sessions::running(&[
        ("04006381000012/mug_1.jpg", Made::Black),
        ("04006381000012/mug_2.jpg", Made::Doubtful),
        ("04006381000029/cup.jpg", Made::Damaged),
        ("loose.jpg", Made::Clear),
    ])
}

fn take(harness: &mut Harness<'_, Window>) -> Vec<UiCommand> {
    std::mem::take(&mut harness.state_mut().commands)
}

const MUG: &str = "04006381000012, 2 images, 0 of 2 flagged reviewed";

#[test]
fn a_click_takes_a_product_and_a_double_click_or_the_arrow_opens_it() {
    let mut harness = window(some(), [900.0, 400.0]);
    let first = harness.state().session.product_list().shown()[0];
    harness.get_by_label(MUG).click();
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::FocusProduct(first))]
    );
    let place = harness.get_by_label(MUG).rect();
    testing::double_click(&mut harness, place.center());
    assert!(
        take(&mut harness).contains(&UiCommand::List(ListCommand::OpenProduct(first))),
        "a double click opens"
    );
    harness
        .get_by_label("Show the images of 04006381000012")
        .click();
    harness.run();
    assert_eq!(
        take(&mut harness),
        [UiCommand::List(ListCommand::OpenProduct(first))]
    );
    harness.get_by_label("Without a product, One image, 0 of 0 flagged reviewed");
}

#[test]
fn a_click_on_a_header_orders_by_it() {
    let mut harness = window(some(), [900.0, 400.0]);
    for (name, column) in [
        ("Product", ProductColumn::Product),
        ("Reviewed", ProductColumn::ToReview),
        ("False alarms", ProductColumn::FalseAlarms),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(
            take(&mut harness),
            [UiCommand::List(ListCommand::SortProducts(column))]
        );
    }
}

#[test]
fn only_visible_rows_are_built_and_the_focused_one_is_brought_into_view() {
    let mut harness = window(sessions::ended_with(5_000), [900.0, 400.0]);
    let count = |harness: &Harness<'_, Window>| {
        let nodes = harness.root().children_recursive();
        nodes
            .filter(|node| node.accesskit_node().role() == egui::Role::Row)
            .count()
    };
    assert!(count(&harness) < 20, "of 5,000 rows only those in sight");
    let last = *harness
        .state()
        .session
        .product_list()
        .shown()
        .last()
        .expect("some");
    harness.state_mut().session.focus_product(last);
    harness.run();
    harness.get_by_label("00004999, One image, 0 of 0 flagged reviewed");
    testing::assert_all_inside(&harness);
}
