//! What a row says in a column: a value that knows how it is written.
//!
//! Invariant: unknown is [`Cell::Unknown`], never 0 and never an empty text.

use std::borrow::Cow;
use std::time::SystemTime;

use jiff::Timestamp;
use serde::ser::{Serialize, Serializer};

/// What a row says in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'row> {
    /// Not known, or nothing to say.
    Unknown,
    /// Text, never to be taken for a number or a formula.
    Text(Cow<'row, str>),
    /// A count.
    Whole(u64),
    /// A percentage with at most two decimals.
    Percent(f64),
    /// A difference of colours in levels of 255, with at most two decimals.
    Levels(f64),
    /// A moment, to the second.
    Moment(Timestamp),
}

impl<'row> Cell<'row> {
    pub(super) fn text(text: Option<impl Into<Cow<'row, str>>>) -> Self {
        match text.map(Into::into) {
            Some(text) if !text.is_empty() => Self::Text(text),
            _ => Self::Unknown,
        }
    }

    pub(super) fn whole(count: Option<impl Into<u64>>) -> Self {
        count.map_or(Self::Unknown, |count| Self::Whole(count.into()))
    }

    /// A share, as a percentage.
    pub(super) fn percent(share: Option<f32>) -> Self {
        share.map_or(Self::Unknown, |share| Self::Percent(percent(share)))
    }

    /// A difference in levels.
    pub(super) fn levels(difference: Option<f32>) -> Self {
        difference.map_or(Self::Unknown, |levels| Self::Levels(two_decimals(levels)))
    }

    /// A moment, to the second.
    pub(super) fn moment(moment: Option<SystemTime>) -> Self {
        moment
            .and_then(to_the_second)
            .map_or(Self::Unknown, Self::Moment)
    }

    /// The exact text of the cell, as CSV writes it; empty when unknown.
    #[must_use]
    pub fn into_text(self) -> Cow<'row, str> {
        match self {
            Self::Unknown => Cow::Borrowed(""),
            Self::Text(text) => text,
            Self::Whole(count) => Cow::Owned(count.to_string()),
            Self::Percent(number) | Self::Levels(number) => Cow::Owned(number.to_string()),
            Self::Moment(moment) => Cow::Owned(moment.to_string()),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(count) => serializer.serialize_u64(*count),
            Self::Percent(number) | Self::Levels(number) => serializer.serialize_f64(*number),
            Self::Moment(moment) => serializer.collect_str(moment),
        }
    }
}

/// The second that a moment lies in; `None` for one that no calendar has (before the year -9999, after 9999).
fn to_the_second(moment: SystemTime) -> Option<Timestamp> {
    let moment = Timestamp::try_from(moment).ok()?;
    let nanoseconds_in = moment.as_nanosecond().rem_euclid(1_000_000_000);
    Timestamp::from_nanosecond(moment.as_nanosecond() - nanoseconds_in).ok()
}

/// A share as a percentage rounded to two decimals; more would be noise of the 32-bit share.
fn percent(share: f32) -> f64 {
    (f64::from(share) * 10_000.0).round() / 100.0
}

fn two_decimals(number: f32) -> f64 {
    (f64::from(number) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_moment_is_told_in_utc_and_to_the_second() {
        let text = |moment| to_the_second(moment).map(|it| Cell::Moment(it).into_text());
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(1_791_036_151_999);
        assert_eq!(
            text(at).as_deref(),
            Some("2026-10-03T14:02:31Z"),
            "the fraction is cut off"
        );
        let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1);
        assert_eq!(
            text(before).as_deref(),
            Some("1969-12-31T23:59:59Z"),
            "a clock that was never set"
        );
    }

    #[test]
    fn percentages_are_short_and_exact_at_their_ends() {
        let text = |share: f32| Cell::Percent(percent(share)).into_text().into_owned();
        assert_eq!(text(0.0), "0", "none");
        assert_eq!(text(1.0), "100", "all");
        assert_eq!(text(0.973_46), "97.35", "two decimals");
        assert_eq!(text(0.1), "10", "no digits of the binary form");
    }
}
