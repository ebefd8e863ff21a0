//! A step that takes longer than a frame, and what is asked for meanwhile.

use egui::{Event, Key, Modifiers, RawInput};

use super::*;
use crate::app::Services;
use crate::ui::ReviewCommand;
use crate::ui::testing::sessions;

/// A frame in which these keys come in.
fn frame(app: &mut DashboardApp, ctx: &egui::Context, keys: &[Key]) {
    let press = |key: &Key| Event::Key {
        key: *key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let input = RawInput {
        events: keys.iter().map(press).collect(),
        ..RawInput::default()
    };
    let mut drawn = ctx.run_ui(input, |ui| {
        app.obey_keys(ui.ctx(), &eframe::Frame::_new_kittest());
    });
    // Nobody paints it.
    drawn.textures_delta.clear();
}

/// A window that remembers nothing.
fn window() -> (egui::Context, DashboardApp) {
    let ctx = egui::Context::default();
    let creation = eframe::CreationContext::_new_kittest(ctx.clone());
    let services = Services {
        settings_file: None,
        log_folder: None,
        database: None,
        ..Services::default()
    };
    let app = DashboardApp::with_services(&creation, services);
    (ctx, app)
}

#[test]
fn keys_and_commands_wait_for_the_step_that_goes_on() {
    let (ctx, mut app) = window();
    let mut session = sessions::ended_with(300);
    let all = session.index().shown().to_vec();
    session.begin_deciding(all.clone(), Some(Decision::Confirmed), SystemTime::now());
    app.show_session(&ctx, session);
    let decisions = |app: &DashboardApp| {
        let session = app.session.as_ref().unwrap();
        let decision = |id: &ImageId| session.row(*id).unwrap().review.decision();
        all.iter().take(2).map(decision).collect::<Vec<_>>()
    };

    assert!(app.is_deciding(), "nobody went on with it yet");
    frame(&mut app, &ctx, &[Key::N]);
    let undo = || UiCommand::Review(ReviewCommand::Undo);
    assert_eq!(app.wait_for_step(undo()), None);
    frame(&mut app, &ctx, &[Key::ArrowDown, Key::N]);
    assert!(app.is_deciding(), "keys begin nothing meanwhile");

    app.finish_deciding();
    assert_eq!(decisions(&app), [Some(Decision::Confirmed); 2]);
    assert_eq!(app.poll_deciding(&ctx), [undo()]);
    assert_eq!(app.wait_for_step(undo()), Some(undo()), "nothing goes on");
    // More than they need.
    for _ in 0..8 {
        frame(&mut app, &ctx, &[]);
    }
    assert_eq!(
        decisions(&app),
        [Some(Decision::FalseAlarm); 2],
        "in their order, each once"
    );
}

#[test]
fn a_scan_waits_for_the_step_that_goes_on() {
    let (ctx, mut app) = window();
    let mut session = sessions::ended_with(300);
    let all = session.index().shown().to_vec();
    session.begin_deciding(all, Some(Decision::Confirmed), SystemTime::now());
    app.show_session(&ctx, session);
    let folder = tempfile::tempdir().unwrap();
    app.begin_scan(&ctx, folder.path().to_owned());
    app.poll_recall(&ctx);
    assert!(app.is_deciding(), "its rows would leave with the session");
    assert!(!app.is_scanning());

    app.finish_deciding();
    app.hand_over_decisions(&ctx);
    app.poll_recall(&ctx);
    let shown = app.session.as_ref().map(ScanSession::root);
    assert_eq!(shown, Some(folder.path()), "nobody has to ask again");
}
