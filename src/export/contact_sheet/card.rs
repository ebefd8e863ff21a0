//! One image of a sheet: its pictures side by side, and beside them what is known of it.

use std::borrow::Cow;
use std::path::Path;

use maud::{Markup, html};

use super::{SheetLabel, SheetPicture, SheetWords, Thumbs};
use crate::export::path_text::{file_text, path_text};
use crate::session::{Decision, ResultRow, RowStatus};

/// Draws it.
pub(super) fn card(row: &ResultRow, thumbs: &Thumbs, words: &dyn SheetWords) -> Markup {
    let path = path_text(&row.report.location);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    // The product's heading says it already.
    let product = row.report.product.as_ref();
    let is_product_folder = product.is_some_and(|product| product.as_str() == folder);
    let status = row.status();
    let after = match (&thumbs.after, row.repair.is_some()) {
        (Some(_), true) => SheetLabel::After,
        (Some(_), false) => SheetLabel::WouldBe,
        (None, true) => SheetLabel::NoPicture,
        (None, false) => SheetLabel::NotRepaired,
    };
    let before = words.label(SheetLabel::Before);
    html! {
        article {
            div.pictures {
                (figure(thumbs.before.as_ref(), &before, &words.label(SheetLabel::NoPicture), name))
                (figure(thumbs.after.as_ref(), &words.label(after), &words.label(after), name))
            }
            div.facts {
                h3 { bdi { (visible(name)) } }
                @if !folder.is_empty() && !is_product_folder { p.folder { bdi { (visible(folder)) "/" } } }
                p.marks {
                    span.status.(status_class(status)) { (words.status(status)) }
                    @if let Some(decision) = words.decision(row) {
                        span.decision.(decision_class(row)) { (decision) }
                    }
                }
                ul { @for reason in words.reasons(row) { li { (visible(&reason)) } } }
                (files(row, words))
            }
        }
        "\n"
    }
}

/// A picture with its caption, or a place that says why there is none.
fn figure(picture: Option<&SheetPicture>, caption: &str, missing: &str, name: &str) -> Markup {
    html! {
        figure {
            @match picture {
                Some(picture) => {
                    img src=(picture.address()) width=(picture.width_px()) height=(picture.height_px())
                        alt=(format!("{caption}: {}", visible(name))) loading="lazy" decoding="async";
                    figcaption { (caption) }
                }
                None => { div.missing { span { (missing) } } }
            }
        }
    }
}

/// Where the files are that belong to it.
fn files(row: &ResultRow, words: &dyn SheetWords) -> Markup {
    let repair = row.repair.as_deref();
    let named: Vec<(SheetLabel, &Path)> = [
        row.original_told()
            .map(|original| (SheetLabel::Original, original)),
        repair.map(|repair| (SheetLabel::NewFile, repair.target.as_path())),
        repair
            .and_then(|repair| repair.backup.as_deref())
            .map(|backup| (SheetLabel::KeptAt, backup)),
    ]
    .into_iter()
    .flatten()
    .collect();
    html! {
        @if !named.is_empty() {
            dl {
                @for (label, path) in named {
                    dt { (words.label(label)) }
                    dd { bdi { (visible(&file_text(path))) } }
                }
            }
        }
    }
}

/// Letters that no browser shows, or that HTML does not allow, as the sign for an unknown one.
fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.replace(char::is_control, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The name by which the style knows a status.
pub(super) fn status_class(status: RowStatus) -> &'static str {
    match status {
        RowStatus::Proven | RowStatus::BlackBackground => "black",
        RowStatus::Doubtful => "doubtful",
        RowStatus::Repaired => "repaired",
        RowStatus::Clear | RowStatus::Unreadable | RowStatus::Unreachable | RowStatus::Gone => {
            "plain"
        }
    }
}

fn decision_class(row: &ResultRow) -> &'static str {
    match row.decision_told() {
        Some(Decision::Confirmed) => "confirmed",
        Some(Decision::FalseAlarm) | None => "plain",
    }
}
