//! Times of files as people read them, in their own time zone: `2026-10-03 14:02`.
//!
//! The form is the same in every language (ISO 8601 to the minute), as numbers and sizes are.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Text;

/// From one moment to another: the day once, where both are of one day; one moment, where both are of one minute.
#[must_use]
pub fn span(text: &Text, first: SystemTime, last: SystemTime) -> String {
    span_in(text, first, last, &TimeZone::system())
}

fn span_in(text: &Text, first: SystemTime, last: SystemTime, zone: &TimeZone) -> String {
    let from = in_zone(first, zone, "%Y-%m-%d %H:%M");
    let to = in_zone(last, zone, "%Y-%m-%d %H:%M");
    if from == to {
        return from;
    }
    let is_one_day = in_zone(first, zone, "%F") == in_zone(last, zone, "%F");
    let to = if is_one_day {
        in_zone(last, zone, "%H:%M")
    } else {
        to
    };
    text.with("runs-span", &[("from", from.into()), ("to", to.into())])
}

/// A time beyond what a calendar holds is left out.
fn in_zone(time: SystemTime, zone: &TimeZone, form: &str) -> String {
    Timestamp::try_from(time).map_or_else(
        |_| String::new(),
        |moment| moment.to_zoned(zone.clone()).strftime(form).to_string(),
    )
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use jiff::tz::offset;

    use super::*;
    use crate::ui::Language;

    #[test]
    fn a_span_says_no_more_than_it_must() {
        let text = Text::new(Language::English);
        let zone = TimeZone::fixed(offset(8));
        let at = |secs: u64| UNIX_EPOCH + Duration::from_secs(secs);
        // 2026-10-03 06:02:10 UTC is 14:02:10 in this zone.
        let first = 1_791_007_330;
        for (length, expected) in [
            (0, "2026-10-03 14:02"),
            (49, "2026-10-03 14:02"),
            (29 * 60, "2026-10-03 14:02 to 14:31"),
            (86_400, "2026-10-03 14:02 to 2026-10-04 14:02"),
        ] {
            let shown = span_in(&text, at(first), at(first + length), &zone);
            assert_eq!(shown, expected, "{length} s");
        }
    }
}
