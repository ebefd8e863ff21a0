//! The reasons of a verdict, in words.

use super::{row_answer, row_error, row_proof};
use crate::inspect::{LookedAt, Reason};
use crate::session::ResultRow;
use crate::ui::Text;

/// From here on hidden colours are called black, and below that they are not: soft edges hold a few others.
const ALL_PERCENT: f32 = 95.0;
const NONE_PERCENT: f32 = 5.0;

/// One reason as a sentence with its number.
#[must_use]
pub fn reason(text: &Text, reason: &Reason) -> String {
    let with_percent =
        |key: &'static str, share: f32| text.with(key, &[("percent", percent(share).into())]);
    match *reason {
        Reason::BlackCorners { count } => {
            text.counted("wording-reason-black-corners", u64::from(count))
        }
        Reason::NoBlackCorner {
            darkest_level,
            looked_at,
        } => {
            let key = match looked_at {
                LookedAt::TopCorners => "wording-reason-no-black-corner",
                LookedAt::AllCorners => "wording-reason-no-pure-corner",
            };
            text.with(key, &[("level", darkest_level.to_string().into())])
        }
        Reason::UnevenCorner { percent } => with_percent("wording-reason-uneven-corner", percent),
        Reason::FewBlackCorners { count } => {
            text.counted("wording-reason-few-black-corners", u64::from(count))
        }
        Reason::ConnectedBlack { percent } => {
            with_percent("wording-reason-connected-black", percent)
        }
        Reason::SmallBlackArea { percent } => {
            with_percent("wording-reason-small-black-area", percent)
        }
        Reason::EnclosedBlack { percent } => with_percent("wording-reason-enclosed-black", percent),
        Reason::DarkContent { percent } => with_percent("wording-reason-dark-content", percent),
        Reason::UnevenBars { percent } => with_percent("wording-reason-uneven-bars", percent),
        Reason::EvenBlack { percent } => with_percent("wording-reason-even-black", percent),
        Reason::UnevenBlack { percent } => with_percent("wording-reason-uneven-black", percent),
        Reason::NarrowBlack { percent } => with_percent("wording-reason-narrow-black", percent),
        Reason::BlackBorder { percent } => with_percent("wording-reason-black-border", percent),
        Reason::PartlyBlackBorder { percent } => {
            with_percent("wording-reason-partly-black-border", percent)
        }
        Reason::BlackBars { percent } => with_percent("wording-reason-black-bars", percent),
        Reason::FramedRectangle { percent } => {
            with_percent("wording-reason-framed-rectangle", percent)
        }
        Reason::ScatteredContent { pieces } => {
            text.counted("wording-reason-scattered-content", u64::from(pieces))
        }
        Reason::SoftEdge { percent } => with_percent("wording-reason-soft-edge", percent),
        Reason::LightEdge { percent } => with_percent("wording-reason-light-edge", percent),
        Reason::NothingVisible { percent } => {
            with_percent("wording-reason-nothing-visible", percent)
        }
        Reason::HasTransparency {
            percent,
            hidden_black_percent,
        } => transparency(text, percent, hidden_black_percent),
    }
}

/// What would become of a transparent picture, in percent of 0 to 100.
fn transparency(text: &Text, transparent: f32, hidden_black: f32) -> String {
    let key = match (transparent, hidden_black) {
        (..=0.0, _) => "wording-reason-transparency-slight",
        (_, ALL_PERCENT..) => "wording-reason-transparency-black",
        (_, ..NONE_PERCENT) => "wording-reason-transparency-colours",
        _ => "wording-reason-transparency-mixed",
    };
    text.with(
        key,
        &[
            ("percent", percent(transparent).into()),
            ("hidden", percent(hidden_black).into()),
        ],
    )
}

/// Everything that there is to say about a row: why it could not be read; what was done about it and what its original
/// and a person say; the reasons of its verdict, strongest first; then what is odd about its file.
#[must_use]
pub fn row_reasons(text: &Text, row: &ResultRow) -> Vec<String> {
    row_error(text, row)
        .into_iter()
        .chain(row_proof(text, row))
        .chain(row_answer(text, row))
        .chain(judged_reasons(text, row))
        .collect()
}

/// What was seen in a row's file itself, a sentence each.
#[must_use]
pub fn judged_reasons(text: &Text, row: &ResultRow) -> Vec<String> {
    let judged = row
        .judgement
        .iter()
        .flat_map(|judgement| &judgement.reasons);
    let misnamed = row
        .misnamed_format()
        .map(|format| super::misnamed(text, format));
    judged
        .map(|data| reason(text, data))
        .chain(misnamed)
        .collect()
}

/// What is odd about a row's file whatever its verdict, in a word or two each.
#[must_use]
pub fn row_notes(text: &Text, row: &ResultRow) -> Vec<String> {
    let misnamed = row
        .misnamed_format()
        .map(|format| super::misnamed(text, format));
    let is_transparent = row
        .inspection()
        .is_some_and(|inspection| inspection.transparency.is_some());
    misnamed
        .into_iter()
        .chain(is_transparent.then(|| text.get("wording-note-transparency")))
        .collect()
}

/// A percentage of 0 to 100 with one decimal, as exports hold it: `98.8`, `100`.
#[must_use]
pub fn percent(percent: f32) -> String {
    let shown = format!("{percent:.1}");
    shown
        .strip_suffix(".0")
        .map_or_else(|| shown.clone(), ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Language;

    #[test]
    fn every_reason_has_words_with_its_number_in_every_language() {
        let percent = 63.25;
        let reasons = [
            (Reason::BlackCorners { count: 4 }, "4"),
            (
                Reason::NoBlackCorner {
                    darkest_level: 212,
                    looked_at: LookedAt::TopCorners,
                },
                "212",
            ),
            (
                Reason::NoBlackCorner {
                    darkest_level: 6,
                    looked_at: LookedAt::AllCorners,
                },
                "6",
            ),
            (Reason::FewBlackCorners { count: 1 }, "1"),
            (Reason::ConnectedBlack { percent }, "63.2 %"),
            (Reason::SmallBlackArea { percent }, "63.2 %"),
            (Reason::EvenBlack { percent }, "63.2 %"),
            (Reason::UnevenBlack { percent }, "63.2 %"),
            (Reason::NarrowBlack { percent }, "63.2 %"),
            (Reason::BlackBorder { percent }, "63.2 %"),
            (Reason::PartlyBlackBorder { percent }, "63.2 %"),
            (Reason::BlackBars { percent }, "63.2 %"),
            (Reason::FramedRectangle { percent }, "63.2 %"),
            (Reason::ScatteredContent { pieces: 214 }, "214"),
            (Reason::EnclosedBlack { percent }, "63.2 %"),
            (Reason::DarkContent { percent }, "63.2 %"),
            (Reason::UnevenBars { percent }, "63.2 %"),
            (Reason::SoftEdge { percent }, "63.2 %"),
            (Reason::LightEdge { percent }, "63.2 %"),
            (Reason::NothingVisible { percent }, "63.2 %"),
            (Reason::UnevenCorner { percent }, "63.2 %"),
            (
                Reason::HasTransparency {
                    percent: 4.0,
                    hidden_black_percent: percent,
                },
                "63.2 %",
            ),
        ];
        for language in Language::ALL {
            let text = Text::new(language);
            for (data, number) in &reasons {
                let words = reason(&text, data);
                assert!(words.contains(number), "{words} holds {number}");
                assert!(
                    !words.contains("wording-") && !words.contains('{'),
                    "{words} is worded"
                );
            }
        }
    }

    #[test]
    fn transparency_says_what_would_become_of_it() {
        let text = Text::new(Language::English);
        let words = |percent: f32, hidden_black_percent: f32| {
            let data = Reason::HasTransparency {
                percent,
                hidden_black_percent,
            };
            reason(&text, &data)
        };
        let black = words(41.0, 100.0);
        assert!(
            black.starts_with("Has transparency (41 % of the picture): would turn black"),
            "{black}"
        );
        assert!(black.contains("hidden colour is black too"), "{black}");
        let white = words(41.0, 0.0);
        assert!(white.contains("hidden colours instead"), "{white}");
        let both = words(41.0, 30.0);
        assert!(both.contains("30 % of them black"), "{both}");
        let veil = words(0.0, 0.0);
        assert!(veil.starts_with("Slightly transparent"), "{veil}");
    }

    #[test]
    fn whole_percentages_have_no_decimal() {
        assert_eq!(percent(100.0), "100");
        assert_eq!(percent(98.76), "98.8");
        assert_eq!(percent(0.0), "0");
    }
}
