use super::*;

#[test]
fn keys_do_what_the_sheet_says() {
    const NONE: Modifiers = Modifiers::NONE;
    const SHIFT: Modifiers = Modifiers::SHIFT;
    const COMMAND: Modifiers = Modifiers::COMMAND;
    let mut harness = harness();
    let both = || vec![ImageId(7), ImageId(9)];
    for (modifiers, key, command) in [
        (NONE, Key::Enter, ReviewCommand::OpenPreview.into()),
        (NONE, Key::Space, ReviewCommand::OpenPreview.into()),
        (NONE, Key::Plus, ReviewCommand::Zoom(ZoomStep::In).into()),
        (SHIFT, Key::Plus, ReviewCommand::Zoom(ZoomStep::In).into()),
        (NONE, Key::Minus, ReviewCommand::Zoom(ZoomStep::Out).into()),
        (NONE, Key::Num0, ReviewCommand::Zoom(ZoomStep::Fit).into()),
        (
            NONE,
            Key::Num1,
            ReviewCommand::Zoom(ZoomStep::Actual).into(),
        ),
        (NONE, Key::B, ReviewCommand::ToggleBlackArea.into()),
        (COMMAND, Key::S, ListCommand::ShowExport(true).into()),
        (COMMAND, Key::F, ListCommand::FocusFilter.into()),
        (NONE, Key::Slash, ListCommand::FocusFilter.into()),
        (COMMAND, Key::O, ScanCommand::ChooseFolder.into()),
        (COMMAND, Key::L, ScanCommand::FocusPath.into()),
        (COMMAND, Key::A, ListCommand::SelectAll.into()),
        (
            COMMAND,
            Key::Enter,
            ReviewCommand::OpenInProgram(both()).into(),
        ),
        (NONE, Key::O, ReviewCommand::OpenInProgram(both()).into()),
        (
            NONE,
            Key::R,
            ReviewCommand::ShowInFileManager(ImageId(7)).into(),
        ),
        (
            NONE,
            Key::G,
            ListCommand::SetViewMode(ViewMode::Gallery).into(),
        ),
        (
            NONE,
            Key::T,
            ListCommand::SetViewMode(ViewMode::Table).into(),
        ),
        (
            NONE,
            Key::D,
            ListCommand::SetViewMode(ViewMode::Products).into(),
        ),
        (COMMAND, Key::ArrowRight, ListCommand::NextProduct.into()),
        (NONE, Key::P, ScanCommand::Pause.into()),
        (SHIFT, Key::F5, ScanCommand::Stop.into()),
        (
            SHIFT,
            Key::Questionmark,
            WindowCommand::ShowKeys(true).into(),
        ),
        (NONE, Key::F1, WindowCommand::ShowKeys(true).into()),
    ] {
        let commands = press(&mut harness, modifiers, key);
        assert_eq!(commands, [command], "{modifiers:?} {key:?}");
    }
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(
        harness.state().commands,
        [ReviewCommand::CopyPaths(both()).into()]
    );
}

#[test]
fn the_scan_keys_follow_its_phase() {
    let mut harness = harness();
    assert_eq!(press(&mut harness, Modifiers::NONE, Key::F5), [], "it runs");
    harness.state_mut().phase = Some(ScanPhase::Paused(PauseCause::Asked));
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::P),
        [ScanCommand::Resume.into()]
    );
    harness.state_mut().phase = None;
    assert_eq!(
        press(&mut harness, Modifiers::NONE, Key::F5),
        [ScanCommand::Start.into()]
    );
}
