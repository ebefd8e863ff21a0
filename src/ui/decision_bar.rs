//! The three buttons that decide about an image, for the preview; and the same as lines of a context menu.

use std::collections::HashSet;

use egui::{Button, Label, RichText, Ui};
use egui_material_icons::MaterialIcon;

use super::decision_look::{DecisionLook, save_icon};
use super::keys::{self, KeyAction, KeyMap};
use super::theme::{palette, space, type_size};
use super::widgets::{caption, icon};
use super::{ReviewCommand, Text, UiCommand, icons, wording};
use crate::scan::{ImageId, ProductId};
use crate::session::{Decision, ResultRow, SaveState, ScanSession};

/// What the buttons are about.
#[derive(Clone, Copy, Debug)]
pub(super) struct DecisionBarProps<'a> {
    pub session: &'a ScanSession,
    /// The image beside the buttons.
    pub image: ImageId,
    pub text: &'a Text,
    pub keys: &'a KeyMap,
}

/// Each decision with its key, the name of its button, and the name of its line in a menu.
const CHOICES: [(Option<Decision>, KeyAction, &str, &str); 3] = [
    (
        Some(Decision::Confirmed),
        KeyAction::Confirm,
        "review-black",
        "review-menu-confirm",
    ),
    (
        Some(Decision::FalseAlarm),
        KeyAction::FalseAlarm,
        "review-false-alarm",
        "review-menu-false-alarm",
    ),
    (
        None,
        KeyAction::ClearDecision,
        "review-clear",
        "review-menu-clear",
    ),
];

/// Of more copies the products are not counted: that happens in every frame.
const MOST_COUNTED: usize = 2_000;

/// Draws the buttons, and below them what else there is to know: how many images they are about, whether the decision
/// is saved, where the same picture is.
pub(super) fn decision_bar_ui(
    ui: &mut Ui,
    props: DecisionBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let DecisionBarProps { session, text, .. } = props;
    let Some(row) = session.row(props.image) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (decision, action, key, _) in CHOICES {
            let name = keys::with_key(ui.ctx(), props.keys, &text.get(key), action);
            let is_chosen = decision.is_some() && row.review.decision() == decision;
            if choice_ui(ui, decision, &name, is_chosen) {
                let images = images_meant(session, props.image);
                commands.push(UiCommand::Review(ReviewCommand::Decide {
                    images,
                    decision,
                }));
            }
        }
    });
    let selected = session.selection();
    if selected.len() > 1 && selected.contains(props.image) {
        caption(ui, text.counted("review-selected", selected.len() as u64));
    }
    state_ui(ui, text, row);
    if let Some(words) = same_picture(session, props.image, text) {
        line_ui(ui, icons::COPY, palette(ui).text_weak, &words);
    }
}

/// The selected images, where this one is one of several; else this one.
fn images_meant(session: &ScanSession, image: ImageId) -> Vec<ImageId> {
    if session.selection().contains(image) {
        session.selection().in_order(session.index())
    } else {
        vec![image]
    }
}

fn choice_ui(ui: &mut Ui, decision: Option<Decision>, name: &str, is_chosen: bool) -> bool {
    let colours = palette(ui);
    let look = decision.map(|decision| DecisionLook::of(decision, colours));
    let button = match look {
        Some(look) => {
            let ink = if is_chosen { look.on_fill } else { look.ink };
            let sign = look.icon.rich_text().size(17.0).color(ink);
            let words = RichText::new(name).color(if is_chosen { ink } else { colours.text });
            let button = Button::new((sign, words));
            if is_chosen {
                button.fill(look.fill)
            } else {
                button
            }
        }
        None => Button::new(RichText::new(name)),
    };
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = space::S;
        ui.add(button.selected(is_chosen))
    })
    .inner
    .accessible_name(name)
    .clicked()
}

/// Whether the decision is saved, and whether the file was changed or repaired since an earlier one.
fn state_ui(ui: &mut Ui, text: &Text, row: &ResultRow) {
    let review = &row.review;
    let colours = palette(ui);
    if let (Some(sign), Some(words)) = (
        save_icon(review.save),
        wording::save_state(text, review.save),
    ) {
        let ink = match review.save {
            SaveState::Failed(_) => colours.caution,
            _ => colours.text_weak,
        };
        line_ui(ui, sign, ink, &words);
    }
    if let Some(words) = wording::before_change(text, row) {
        line_ui(ui, icons::CHANGED, colours.caution, &words);
    }
    if let Some(words) = wording::before_repair(text, row) {
        line_ui(ui, icons::REPAIRED, colours.text_weak, &words);
    }
}

fn line_ui(ui: &mut Ui, sign: MaterialIcon, ink: egui::Color32, words: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        icon(ui, sign, ink);
        ui.add(Label::new(RichText::new(words).size(type_size::SMALL).color(ink)).wrap());
    });
}

/// In how many files and products the very same picture is; `None` where it is only here.
fn same_picture(session: &ScanSession, image: ImageId, text: &Text) -> Option<String> {
    let same = session.same_picture(image);
    if same.len() < 2 {
        return None;
    }
    let products: HashSet<Option<&ProductId>> = same
        .iter()
        .take(MOST_COUNTED)
        .filter_map(|id| session.row(*id))
        .map(|row| row.report.product.as_ref())
        .collect();
    let files = same.len() as u64;
    let shown = super::format::count(files);
    if products.len() > 1 && same.len() <= MOST_COUNTED {
        let products = super::format::count(products.len() as u64);
        let values = [("products", products.into()), ("shown", shown.into())];
        return Some(text.with("review-same-products", &values));
    }
    let values = [("images", (files - 1).into()), ("shown", shown.into())];
    Some(text.with("review-same", &values))
}

/// The same as lines of an image's context menu; `images` are those that it is about.
pub(super) fn decision_menu_ui(
    ui: &mut Ui,
    (text, keys): (&Text, &KeyMap),
    images: &dyn Fn() -> Vec<ImageId>,
    commands: &mut Vec<UiCommand>,
) {
    for (decision, action, _, key) in CHOICES {
        let name = text.get(key);
        let mut line = Button::new(name.as_str());
        if let Some(key) = keys::first_shown(ui.ctx(), keys, action) {
            line = line.shortcut_text(key);
        }
        if ui.add(line).accessible_name(name).clicked() {
            let images = images();
            commands.push(UiCommand::Review(ReviewCommand::Decide {
                images,
                decision,
            }));
            ui.close();
        }
    }
    ui.separator();
}
