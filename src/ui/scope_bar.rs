//! The bar over a part of the results: what it is, how far it is reviewed, and the way back.

mod check;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Align, Button, CornerRadius, Layout, RichText, Stroke, Ui};

use super::product_table::product_name;
use super::theme::{palette, space};
use super::widgets::{caption, icon_button, quiet_button};
use super::{ListCommand, Text, UiCommand, format, icons, wording};
use crate::scan::ProductId;
use crate::session::{ScanSession, SpotCheck, SpotKind, WrongRun};

/// What the results are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeSubject {
    /// One product's images; `None`: those without a product.
    Product(Option<ProductId>),
    /// Flagged images that were written together.
    Run(Arc<WrongRun>),
    /// A sample.
    Check(Arc<SpotCheck>),
    /// Images of which only a person can tell whether something is their original.
    Questions,
}

/// What the bar shows.
#[derive(Clone, Copy, Debug)]
pub struct ScopeBarProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// The words.
    pub text: &'a Text,
    /// What the results are about.
    pub subject: &'a ScopeSubject,
}

/// Draws the bar.
#[must_use]
pub fn scope_bar_ui(ui: &mut Ui, props: ScopeBarProps<'_>) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    let text = props.text;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if icon_button(ui, icons::BACK, &text.get("scope-back")).clicked() {
            commands.push(UiCommand::List(ListCommand::LeaveScope));
        }
        leave_chip(ui, text, &name(props), &mut commands);
        match props.subject {
            ScopeSubject::Product(_) => {
                progress_ui(ui, props);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let next = text.get("scope-next-product");
                    if quiet_button(ui, Some(icons::NEXT), &next).clicked() {
                        commands.push(UiCommand::List(ListCommand::NextProduct));
                    }
                });
            }
            ScopeSubject::Run(_) | ScopeSubject::Questions => progress_ui(ui, props),
            ScopeSubject::Check(check) => check::marks_ui(ui, check, props, &mut commands),
        }
    });
    if let ScopeSubject::Check(check) = props.subject {
        check::conclusion_ui(ui, check, props);
    }
    ui.add_space(space::XS);
    commands
}

/// What the results are about, in a few words.
fn name(props: ScopeBarProps<'_>) -> String {
    let text = props.text;
    match props.subject {
        ScopeSubject::Product(product) => {
            let name = product_name(text, product.as_ref());
            text.with("scope-product", &[("product", name.into())])
        }
        ScopeSubject::Run(run) => {
            let time = wording::run_time(text, run);
            text.with("scope-run", &[("time", time.into())])
        }
        ScopeSubject::Questions => text.get("scope-questions"),
        ScopeSubject::Check(check) => {
            let size = check.images.len() as u64;
            match check.kind {
                SpotKind::Clear => text.counted("scope-check-clear", size),
                SpotKind::Flagged => text.counted("scope-check-flagged", size),
            }
        }
    }
}

/// The subject's name; a click on it leads back.
fn leave_chip(ui: &mut Ui, text: &Text, label: &str, commands: &mut Vec<UiCommand>) {
    let accent = palette(ui).accent;
    let words = RichText::new(label).color(accent);
    let cross = icons::CLOSE.rich_text().size(15.0).color(accent);
    let button = Button::new((words, cross))
        .selected(true)
        .corner_radius(CornerRadius::same(u8::MAX))
        .stroke(Stroke::new(1.0, accent));
    let name = text.with("scope-leave", &[("subject", label.into())]);
    let response = ui.add(button).accessible_name(name);
    if response.on_hover_text(text.get("scope-back")).clicked() {
        commands.push(UiCommand::List(ListCommand::LeaveScope));
    }
}

/// "7 images · 2 of 3 flagged reviewed".
fn progress_ui(ui: &mut Ui, props: ScopeBarProps<'_>) {
    let Some(counts) = props.session.scope_counts() else {
        return;
    };
    let text = props.text;
    let images = text.counted("products-images", counts.images().into());
    let reviewed = text.with(
        "products-reviewed",
        &[
            (
                "reviewed",
                format::count(counts.flagged_reviewed.into()).into(),
            ),
            ("flagged", format::count(counts.flagged().into()).into()),
        ],
    );
    caption(ui, format!("{images} · {reviewed}"));
}
