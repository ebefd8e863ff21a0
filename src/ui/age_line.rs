//! How old the results are, and what the scan found to be different from what was remembered.
//!
//! It knows no database: a session tells what it remembers.

use std::time::{Instant, SystemTime};

use egui::{Ui, vec2};

use super::theme::space;
use super::{ListCommand, ScanCommand, Text, UiCommand, widgets, wording};
use crate::session::{RescanEnd, RescanFigures, RowFilter, RowStatus, ScanSession, StatusFilter};

/// What the line shows.
#[derive(Debug)]
pub struct AgeLineProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The scan.
    pub session: &'a ScanSession,
    /// The time of this frame.
    pub now: Instant,
    /// The same as a date.
    pub today: SystemTime,
}

/// Shows the line, where results were remembered.
pub fn age_line_ui(ui: &mut Ui, props: &AgeLineProps<'_>, commands: &mut Vec<UiCommand>) {
    let Some(rescan) = props.session.rescan() else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        widgets::caption(ui, sentence(props, rescan));
        let gone = props.session.totals().gone;
        if gone > 0 {
            widgets::caption(ui, "·");
            let words = props.text.counted("age-gone", gone);
            if widgets::small_link(ui, &words).clicked() {
                commands.push(UiCommand::List(ListCommand::SetFilter(RowFilter {
                    status: StatusFilter::Only(RowStatus::Gone),
                    ..RowFilter::default()
                })));
            }
        }
        if props.session.is_active() {
            return;
        }
        actions_ui(ui, props.text, gone, commands);
    });
}

fn actions_ui(ui: &mut Ui, text: &Text, gone: u64, commands: &mut Vec<UiCommand>) {
    widgets::caption(ui, "·");
    let again = widgets::small_link(ui, &text.get("age-inspect-again"))
        .on_hover_text(text.get("age-inspect-again-hint"));
    if again.clicked() {
        commands.push(UiCommand::Scan(ScanCommand::InspectEverythingAgain));
    }
    if gone > 0 {
        widgets::caption(ui, "·");
        let forget = widgets::small_link(ui, &text.get("age-forget-gone"))
            .on_hover_text(text.get("age-forget-gone-hint"));
        if forget.clicked() {
            commands.push(UiCommand::Scan(ScanCommand::ForgetGone));
        }
    }
}

/// What the line says, without what is gone, which is a link.
fn sentence(props: &AgeLineProps<'_>, rescan: &RescanFigures) -> String {
    let text = props.text;
    let since = props.today.duration_since(rescan.results_from);
    // Results from the future are from a clock that was set back.
    let results = wording::age(text, since.unwrap_or_default());
    match rescan.end {
        None => text.with("age-checking", &[("age", results.into())]),
        Some(RescanEnd::Checked(at)) => {
            let checked = wording::age(text, props.now.saturating_duration_since(at));
            let changes = changes(text, rescan);
            text.with(
                "age-checked",
                &[("age", checked.into()), ("changes", changes.into())],
            )
        }
        Some(RescanEnd::Interrupted) => {
            let changes = changes(text, rescan);
            text.with(
                "age-interrupted",
                &[("age", results.into()), ("changes", changes.into())],
            )
        }
    }
}

/// "19,998 unchanged, 1 new, 1 changed".
fn changes(text: &Text, rescan: &RescanFigures) -> String {
    let counts = [
        ("age-unchanged", rescan.unchanged),
        ("age-new", rescan.new),
        ("age-changed", rescan.changed),
    ];
    let parts: Vec<String> = counts
        .iter()
        .map(|(key, count)| text.counted(key, *count))
        .collect();
    parts.join(&text.get("summary-list-comma"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::inspect::{InspectError, Measures, Thresholds};
    use crate::scan::{
        FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductRule, ScanEnd,
        ScanEvent, WorkTimes,
    };
    use crate::session::{RecalledResults, RecalledRow, SaveState};
    use crate::ui::Language;

    fn recalled(images: u32, today: SystemTime, now: Instant) -> ScanSession {
        let row = |id| RecalledRow {
            report: ImageReport {
                id: ImageId(id),
                location: ImageLocation::new(format!("{id}.jpg")),
                product: None,
                file_bytes: Some(10),
                stamp: FileStamp::default(),
                outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
                times: WorkTimes::default(),
            },
            decided: None,
            save: SaveState::Saved,
            unbound: None,
            before_change: None,
            is_gone: false,
            proof: None,
        };
        ScanSession::recalled(
            PathBuf::from("/shop"),
            2,
            Thresholds::default(),
            Measures::default(),
            ProductRule::default(),
            RecalledResults {
                rows: (0..images).map(|id| Some(row(id))).collect(),
                from: today - Duration::from_hours(3),
            },
            now,
        )
    }

    fn shown(session: &ScanSession, now: Instant, click: Option<&str>) -> (String, Vec<UiCommand>) {
        let text = Text::new(Language::English);
        let today = SystemTime::now();
        let mut harness = Harness::new_ui_state(
            |ui, commands: &mut Vec<UiCommand>| {
                crate::ui::theme::install(ui.ctx());
                let props = AgeLineProps {
                    text: &text,
                    session,
                    now,
                    today,
                };
                age_line_ui(ui, &props, commands);
            },
            Vec::new(),
        );
        harness.run_steps(3);
        if let Some(label) = click {
            harness.get_by_label(label).click();
            harness.run_steps(2);
        }
        let line = sentence(
            &AgeLineProps {
                text: &text,
                session,
                now,
                today,
            },
            session.rescan().unwrap(),
        );
        harness.get_by_label(&line);
        (line, harness.state().clone())
    }

    #[test]
    fn it_says_how_old_the_results_are_and_then_what_has_changed() {
        let now = Instant::now();
        let mut session = recalled(1_500, SystemTime::now(), now);
        let (line, _) = shown(&session, now, None);
        assert_eq!(line, "Results from 3 hours ago, checking for changes…");

        let images = (0..1_498).map(ImageId).collect();
        for event in [
            ScanEvent::Unchanged { images },
            ScanEvent::Gone {
                images: vec![ImageId(1_498), ImageId(1_499)],
            },
            ScanEvent::Ended(ScanEnd::Completed),
        ] {
            session.apply(event, now);
        }
        let (line, commands) = shown(&session, now, Some("2 gone"));
        assert_eq!(line, "Checked just now: 1,498 unchanged, 0 new, 0 changed");
        let gone = UiCommand::List(ListCommand::SetFilter(RowFilter {
            status: StatusFilter::Only(RowStatus::Gone),
            ..RowFilter::default()
        }));
        assert_eq!(commands, [gone], "the number leads to them");
        let later = now + Duration::from_mins(61);
        let (line, commands) = shown(&session, later, Some("Inspect everything again"));
        assert!(line.starts_with("Checked 1 hour ago"), "{line}");
        assert_eq!(
            commands,
            [UiCommand::Scan(ScanCommand::InspectEverythingAgain)]
        );
        let (_, commands) = shown(&session, now, Some("Forget what is gone"));
        assert_eq!(commands, [UiCommand::Scan(ScanCommand::ForgetGone)]);
    }

    #[test]
    fn a_stopped_check_says_that_it_is_not_whole() {
        let now = Instant::now();
        let mut session = recalled(3, SystemTime::now(), now);
        session.apply(ScanEvent::Ended(ScanEnd::Stopped), now);
        let (line, _) = shown(&session, now, None);
        assert_eq!(
            line,
            "Results from 3 hours ago, not all checked since: 0 unchanged, 0 new, 0 changed"
        );
    }
}
