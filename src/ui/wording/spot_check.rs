//! What may be concluded from a sample, in plain words.

use crate::session::{SpotCheck, SpotFindings, SpotKind};
use crate::ui::{Text, format};

/// A bound on a share from 0 to 1, rounded up so that it never promises too much: `5 %`, `0.4 %`.
#[must_use]
pub fn at_most_percent(share: f64) -> String {
    // What floating point adds behind the ninth digit is no reason to round up.
    let percent = share.clamp(0.0, 1.0) * 100.0 - 1e-9;
    if percent > 1.0 {
        format!("{:.0} %", percent.ceil())
    } else {
        let tenths = (percent * 10.0).ceil().max(0.0);
        match tenths {
            all if all >= 10.0 => "1 %".to_owned(),
            none if none <= 0.0 => "0 %".to_owned(),
            some => format!("{:.1} %", some / 10.0),
        }
    }
}

/// "60 looked at, none wrong: with 95 % confidence at most 5 % of 11,697 are wrong".
#[must_use]
pub fn conclusion(text: &Text, check: &SpotCheck, found: SpotFindings) -> String {
    if found.looked_at == 0 {
        let key = match check.kind {
            SpotKind::Clear => "check-begin-clear",
            SpotKind::Flagged => "check-begin-flagged",
        };
        return text.get(key);
    }
    let looked = if found.is_done() {
        text.counted("check-looked", found.looked_at)
    } else {
        text.with(
            "check-looked-of",
            &[
                ("looked", format::count(found.looked_at).into()),
                ("size", format::count(found.size).into()),
            ],
        )
    };
    let wrong = text.counted("check-wrong", found.wrong);
    let key = match (found.is_done() && found.is_everything(), check.kind) {
        (true, _) => "check-conclusion-all",
        (false, SpotKind::Clear) => "check-conclusion-clear",
        (false, SpotKind::Flagged) => "check-conclusion-flagged",
    };
    text.with(
        key,
        &[
            ("looked", looked.into()),
            ("wrong", wrong.into()),
            ("share", at_most_percent(found.most_wrong_share()).into()),
            ("most", format::count(found.most_wrong).into()),
            ("population", format::count(found.population).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_rounded_up() {
        for (share, expected) in [
            (0.048_7, "5 %"),
            (0.05, "5 %"),
            (0.0501, "6 %"),
            (0.009_94, "1 %"),
            (0.003_1, "0.4 %"),
            (0.003, "0.3 %"),
            (0.0, "0 %"),
            (0.000_01, "0.1 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(at_most_percent(share), expected, "{share}");
        }
    }
}
