//! The bar over a part of the results, operated by the names of its controls.

use std::time::SystemTime;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::scan::ImageId;
use crate::session::{Decision, RowFilter, Scope};
use crate::ui::Language;
use crate::ui::testing::sessions::{self, Made};
use crate::ui::testing::{self, Words};
use crate::ui::{ListCommand, ReviewCommand};

struct Window {
    session: ScanSession,
    subject: ScopeSubject,
    language: Language,
    words: Words,
    commands: Vec<UiCommand>,
}

impl Window {
    fn new(session: ScanSession, subject: ScopeSubject) -> Self {
        Self {
            session,
            subject,
            language: Language::English,
            words: Words::default(),
            commands: Vec::new(),
        }
    }
}

fn window(state: Window, width: f32) -> Harness<'static, Window> {
    testing::window([width, 160.0], state, |ui, window| {
        let props = ScopeBarProps {
            session: &window.session,
            text: window.words.of(window.language),
            subject: &window.subject,
        };
        let commands = scope_bar_ui(ui, props);
        window.commands.extend(commands);
    })
}

fn take(harness: &mut Harness<'_, Window>) -> Vec<UiCommand> {
    std::mem::take(&mut harness.state_mut().commands)
}

#[test]
fn a_product_says_how_far_it_is_and_leads_on_and_back() {
    let mut session = sessions::running(&[
        ("04006381000012/mug_1.jpg", Made::Black),
        ("04006381000012/mug_2.jpg", Made::Clear),
        ("04006381000029/cup.jpg", Made::Damaged),
    ]);
    let row = session.row(ImageId(0)).expect("it is there");
    let product = row.report.product.clone();
    session.set_filter(RowFilter {
        scope: Scope::Product(product.clone()),
        ..RowFilter::default()
    });
    sessions::settle(&mut session);
    let mut harness = window(Window::new(session, ScopeSubject::Product(product)), 900.0);
    harness.get_by_label("2 images · 0 of 1 flagged reviewed");
    for (name, command) in [
        (
            "Next product to review",
            UiCommand::List(ListCommand::NextProduct),
        ),
        (
            "Back to where you were",
            UiCommand::List(ListCommand::LeaveScope),
        ),
        (
            "Product 04006381000012, leave",
            UiCommand::List(ListCommand::LeaveScope),
        ),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(take(&mut harness), [command], "{name}");
    }
}

/// A sample of all clear images of a scan of so many.
fn sample_of(count: u32, size: usize) -> (ScanSession, Arc<SpotCheck>) {
    let mut session = sessions::ended_with(count);
    let population = session.clear_images();
    let check = Arc::new(SpotCheck::draw(SpotKind::Clear, population, size, 7));
    session.set_filter(RowFilter {
        scope: Scope::Images(Arc::clone(&check.images)),
        ..RowFilter::default()
    });
    sessions::settle(&mut session);
    (session, check)
}

#[test]
fn a_sample_says_what_may_be_concluded_so_far() {
    let (session, check) = sample_of(11_697, 60);
    let images = check.images.images().to_vec();
    let mut harness = window(
        Window::new(session, ScopeSubject::Check(Arc::clone(&check))),
        900.0,
    );
    harness.get_by_label("Mark each image as fine, or as black where its background turned black");
    let now = SystemTime::now();
    let mark = |harness: &mut Harness<'_, Window>, images: &[ImageId], decision| {
        let session = &mut harness.state_mut().session;
        session.decide(images, Some(decision), now);
        harness.run();
    };
    mark(&mut harness, &images[..20], Decision::FalseAlarm);
    harness.get_by_label(
        "20 of 60 looked at, none wrong: with 95 % confidence at most 14 % of the 11,697 clear \
         images are wrong (no more than 1,625)",
    );
    mark(&mut harness, &images[30..33], Decision::FalseAlarm);
    harness.get_by_label("3 more count once those before them are marked");
    harness.get_by_label("The other 37 are right").click();
    harness.run();
    let Some(UiCommand::Review(ReviewCommand::Decide { images, decision })) =
        take(&mut harness).pop()
    else {
        panic!("all that are left are decided at once");
    };
    assert_eq!((images.len(), decision), (37, Some(Decision::FalseAlarm)));
    mark(&mut harness, &images, Decision::FalseAlarm);
    harness.get_by_label(
        "60 looked at, none wrong: with 95 % confidence at most 5 % of the 11,697 clear images \
         are wrong (no more than 568)",
    );
    mark(&mut harness, &images[..1], Decision::Confirmed);
    harness.get_by_label(
        "60 looked at, one wrong: with 95 % confidence at most 8 % of the 11,697 clear images \
         are wrong (no more than 894)",
    );
}

#[test]
fn the_focused_image_of_a_sample_is_marked_by_buttons() {
    let (mut session, check) = sample_of(100, 20);
    let first = check.images.images()[0];
    session.change_selection(|selection, _| selection.select_only(first));
    let mut harness = window(Window::new(session, ScopeSubject::Check(check)), 900.0);
    for (name, decision) in [
        ("Fine", Decision::FalseAlarm),
        ("Black", Decision::Confirmed),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        let (images, decision) = (vec![first], Some(decision));
        assert_eq!(
            take(&mut harness),
            [UiCommand::Review(ReviewCommand::Decide {
                images,
                decision
            })]
        );
    }
}

#[test]
fn everything_fits_into_a_narrow_window_in_both_languages() {
    for language in Language::ALL {
        let (session, check) = sample_of(11_697, 300);
        let state = Window {
            language,
            ..Window::new(session, ScopeSubject::Check(check))
        };
        let harness = window(state, 600.0);
        testing::assert_all_inside(&harness);
    }
}
