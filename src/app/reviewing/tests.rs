//! A step that takes longer than a frame, and what is asked for meanwhile.

use egui::{Event, Key, Modifiers, RawInput};

use super::*;
use crate::app::Services;
use crate::ui::ReviewCommand;
use crate::ui::testing::sessions;

fn press(key: Key) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

/// A frame with these keys; returns those that are left to the window.
fn keys_of_frame(app: &mut DashboardApp, ctx: &egui::Context, keys: Vec<Event>) -> Vec<Event> {
    let mut left = Vec::new();
    let input = RawInput {
        events: keys,
        ..RawInput::default()
    };
    let drawn = ctx.run_ui(input, |ui| {
        app.hold_keys(ui.ctx());
        left.extend(ui.input(|input| input.events.clone()));
    });
    drop(drawn);
    left
}

#[test]
fn keys_and_commands_wait_for_the_step_that_goes_on() {
    let ctx = egui::Context::default();
    let creation = eframe::CreationContext::_new_kittest(ctx.clone());
    let services = Services {
        settings_file: None,
        log_folder: None,
        database: None,
        ..Services::default()
    };
    let mut app = DashboardApp::with_services(&creation, services);
    let mut session = sessions::ended_with(300);
    let all: Vec<ImageId> = session.rows().map(|row| row.report.id).collect();
    session.begin_deciding(all, Some(Decision::Confirmed), SystemTime::now());
    app.show_session(&ctx, session);

    assert!(app.is_deciding(), "nobody went on with it yet");
    assert_eq!(keys_of_frame(&mut app, &ctx, vec![press(Key::Y)]), []);
    let undo = || UiCommand::Review(ReviewCommand::Undo);
    assert_eq!(app.wait_for_step(undo()), None);
    assert_eq!(keys_of_frame(&mut app, &ctx, vec![press(Key::N)]), []);

    app.finish_deciding();
    assert_eq!(app.poll_deciding(&ctx), [undo()]);
    assert_eq!(app.wait_for_step(undo()), Some(undo()), "nothing goes on");
    assert_eq!(
        keys_of_frame(&mut app, &ctx, vec![press(Key::U)]),
        [Key::Y, Key::N, Key::U].map(press),
        "in their order, before what comes later"
    );
    assert_eq!(keys_of_frame(&mut app, &ctx, Vec::new()), [], "once");
}
