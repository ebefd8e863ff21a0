//! The bar over a sample: marking its images, and what may be concluded so far.

use egui::{Align, Label, Layout, RichText, Ui};

use super::ScopeBarProps;
use crate::scan::ImageId;
use crate::session::{Decision, SpotCheck, SpotKind};
use crate::ui::theme::space;
use crate::ui::widgets::{caption, quiet_button};
use crate::ui::{ReviewCommand, UiCommand, icons, wording};

/// Buttons that mark the focused image, and one that marks all that are left; from right to left.
pub(super) fn marks_ui(
    ui: &mut Ui,
    check: &SpotCheck,
    props: ScopeBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let focus = props.session.selection().focus();
    let focus = focus.filter(|id| check.images.contains(*id));
    let (wrong, fine) = match check.kind {
        SpotKind::Clear => ("check-mark-black", "check-mark-fine"),
        SpotKind::Flagged => ("check-mark-false", "check-mark-right"),
    };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let unmarked = check.unmarked(props.session);
        let left = unmarked.len() as u64;
        if left > 0 {
            let is_all = left == check.images.len() as u64;
            let key = if is_all {
                "check-all-fine"
            } else {
                "check-rest-fine"
            };
            let rest = text.counted(key, left);
            if quiet_button(ui, None, &rest).clicked() {
                commands.push(decide(unmarked, check.kind.fine()));
            }
        }
        ui.add_enabled_ui(focus.is_some(), |ui| {
            for (icon, key, decision) in [
                (icons::OK, fine, check.kind.fine()),
                (icons::ERROR, wrong, check.kind.wrong()),
            ] {
                let button = quiet_button(ui, Some(icon), &text.get(key));
                if let (true, Some(focus)) = (button.clicked(), focus) {
                    commands.push(decide(vec![focus], decision));
                }
            }
        });
    });
}

fn decide(images: Vec<ImageId>, decision: Decision) -> UiCommand {
    UiCommand::Review(ReviewCommand::Decide {
        images,
        decision: Some(decision),
    })
}

/// "60 looked at, none wrong: with 95 % confidence at most 5 % of 11,697 are wrong".
pub(super) fn conclusion_ui(ui: &mut Ui, check: &SpotCheck, props: ScopeBarProps<'_>) {
    let text = props.text;
    let found = check.findings(props.session);
    let words = wording::conclusion(text, check, found);
    ui.add(Label::new(RichText::new(words)).wrap());
    if found.ahead > 0 {
        caption(ui, text.counted("check-ahead", found.ahead));
    }
}
