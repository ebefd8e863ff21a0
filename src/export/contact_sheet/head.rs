//! The beginning of a sheet: what it is, its numbers, the way to each product.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::card::status_class;
use super::{ProductRows, SheetAbout, SheetLabel, SheetWords};
use crate::export::path_text::file_text;
use crate::session::{Decision, ResultRow, RowStatus};

/// Everything that the page may load: what is inside it.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

const STYLE: &str = include_str!("style.css");

/// So many products and more get a list that leads to each.
const LEAST_LISTED: usize = 4;

/// From the document's first line to its first product.
pub(super) fn beginning(
    rows: &[Arc<ResultRow>],
    products: &[ProductRows<'_>],
    about: SheetAbout<'_>,
    words: &dyn SheetWords,
) -> Markup {
    let title = words.label(SheetLabel::Title);
    let folder = file_text(about.root);
    let version = concat!("Blackdrop ", env!("CARGO_PKG_VERSION"));
    html! {
        (DOCTYPE)
        (PreEscaped(format!("<html lang=\"{}\">\n", tag(words.language()))))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            title { (title) " · " (folder) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("\n<body>\n"))
        header {
            h1 { (title) }
            dl.about {
                dt { (words.label(SheetLabel::Folder)) } dd { bdi { (folder) } }
                dt { (words.label(SheetLabel::Made)) } dd { (minute(about.made_at)) }
                dt { (words.label(SheetLabel::MadeBy)) } dd { (version) }
            }
            (numbers(rows, products, words))
            (contents(products, words))
        }
        (PreEscaped("\n<main>\n"))
    }
}

/// A product's heading; its section stays open.
pub(super) fn product_opening(
    number: usize,
    product: &ProductRows<'_>,
    words: &dyn SheetWords,
) -> Markup {
    let count = product.rows.len();
    html! {
        (PreEscaped(format!("<section id=\"p{number}\">\n")))
        h2 {
            bdi { (name(product, words)) }
            @if count > 1 { " " small { (count) " " (words.label(SheetLabel::Images)) } }
        }
        "\n"
    }
}

fn numbers(
    rows: &[Arc<ResultRow>],
    products: &[ProductRows<'_>],
    words: &dyn SheetWords,
) -> Markup {
    let mut by_status: BTreeMap<RowStatus, usize> = BTreeMap::new();
    for row in rows {
        *by_status.entry(row.status()).or_default() += 1;
    }
    let decided = |decision| {
        rows.iter()
            .filter(|row| row.decision_told() == Some(decision))
            .count()
    };
    let with_product = products.iter().filter(|it| it.product.is_some()).count();
    let decisions = [
        (SheetLabel::Confirmed, decided(Decision::Confirmed)),
        (SheetLabel::FalseAlarms, decided(Decision::FalseAlarm)),
    ];
    html! {
        ul.numbers {
            li { b { (with_product) } " " (words.label(SheetLabel::Products)) }
            li { b { (rows.len()) } " " (words.label(SheetLabel::Images)) }
            @for (status, count) in by_status {
                li.(status_class(status)) { b { (count) } " " (words.status(status)) }
            }
            @for (label, count) in decisions.into_iter().filter(|(_, count)| *count > 0) {
                li { b { (count) } " " (words.label(label)) }
            }
        }
    }
}

fn contents(products: &[ProductRows<'_>], words: &dyn SheetWords) -> Markup {
    html! {
        @if products.len() >= LEAST_LISTED {
            details {
                summary { (words.label(SheetLabel::Contents)) }
                nav {
                    @for (number, product) in products.iter().enumerate() {
                        a href=(format!("#p{number}")) { bdi { (name(product, words)) } }
                        " "
                    }
                }
            }
        }
    }
}

fn name(product: &ProductRows<'_>, words: &dyn SheetWords) -> String {
    product.product.map_or_else(
        || words.label(SheetLabel::WithoutProduct),
        |product| product.as_str().to_owned(),
    )
}

/// A language's tag holds nothing but these, whoever gave it.
fn tag(language: &str) -> String {
    let is_part = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    language.chars().filter(is_part).collect()
}

/// To the minute, in UTC: who reads it may live elsewhere.
fn minute(moment: SystemTime) -> String {
    Timestamp::try_from(moment).map_or_else(
        |_| String::new(),
        |moment| moment.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    )
}
