//! Numbers, sizes and times as people read them, the same in every language: digits grouped by commas, decimal units
//! of bytes, the international symbols of seconds, minutes and hours.
//!
//! What surrounds them ("images", "left") comes from the catalogues. Nothing here knows the window.

use std::time::Duration;

use num_format::{Locale, ToFormattedString as _};

/// A count, grouped: `12,431`.
#[must_use]
pub fn count(count: u64) -> String {
    count.to_formatted_string(&Locale::en)
}

/// A size: `1.1 GB`, `512 B`, in units of 1,000 as file managers and disks show it.
pub use crate::session::size_text as bytes;

/// A part of a size in the unit of the whole, without it: the 0.9 of "0.9 of 9.8 GB".
pub use crate::session::size_part_text as bytes_part;

/// A rate without its unit: `2,310`, `8.4`, `0`. One decimal below 10, where it says something.
#[must_use]
pub fn rate(per_sec: f32) -> String {
    if !per_sec.is_finite() || per_sec < 0.05 {
        return "0".to_owned();
    }
    if per_sec < 9.95 {
        return format!("{per_sec:.1}");
    }
    count(whole(per_sec))
}

/// Bytes per second: `1.1 GB/s`.
#[must_use]
pub fn byte_rate(bytes_per_sec: f32) -> String {
    format!("{}/s", bytes(whole(bytes_per_sec)))
}

/// A share from 0 to 1 as whole percent, never "100 %" before all of it is there: `43 %`.
#[must_use]
pub fn percent(share: f32) -> String {
    let percent = (share.clamp(0.0, 1.0) * 100.0).floor();
    format!("{percent:.0} %")
}

/// A share from 0 to 1 as percent with one decimal: `43.2 %`, `100 %`; only all of it is 100, and only nothing is 0.
#[must_use]
pub fn exact_percent(share: f32) -> String {
    let percent = share.clamp(0.0, 1.0) * 100.0;
    let shown = match percent {
        none if none <= 0.0 => "0".to_owned(),
        little if little < 0.1 => "< 0.1".to_owned(),
        all if all >= 100.0 => "100".to_owned(),
        most => format!("{:.1}", most.min(99.9)),
    };
    format!("{shown} %")
}

/// A length of time: `430 ms`, `14 s`, `2 min 05 s`, `1 h 07 min`.
#[must_use]
pub fn duration(duration: Duration) -> String {
    if duration < Duration::from_secs(1) {
        return format!("{} ms", duration.as_millis());
    }
    let secs = whole_secs(duration);
    match (secs / 3_600, secs / 60 % 60, secs % 60) {
        (0, 0, secs) => format!("{secs} s"),
        (0, minutes, secs) => format!("{minutes} min {secs:02} s"),
        (hours, minutes, _) => format!("{} h {minutes:02} min", count(hours)),
    }
}

/// A length of time that is still running: whole seconds, so that it does not flicker. `0 s`, `14 s`.
#[must_use]
pub fn running_time(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(1) {
        return "0 s".to_owned();
    }
    duration(Duration::from_secs(elapsed.as_secs()))
}

/// Rounded to the next whole second.
fn whole_secs(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_millis() >= 500)
}

/// A rate of at least 0, rounded.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casting a float saturates, and a rate is never negative"
)]
fn whole(value: f32) -> u64 {
    value.round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(String, &str)]) {
        for (shown, expected) in cases {
            assert_eq!(shown, expected, "as people write it");
        }
    }

    #[test]
    fn counts_are_grouped() {
        check(&[
            (count(0), "0"),
            (count(999), "999"),
            (count(12_431), "12,431"),
            (count(1_000_000), "1,000,000"),
        ]);
    }

    #[test]
    fn sizes_have_one_decimal_where_it_says_something() {
        check(&[
            (bytes(0), "0 B"),
            (bytes(512), "512 B"),
            (bytes(34_000), "34 kB"),
            (bytes(1_100_000_000), "1.1 GB"),
            (byte_rate(12_340_000.0), "12.3 MB/s"),
            (byte_rate(0.2), "0 B/s"),
        ]);
    }

    #[test]
    fn rates_never_look_more_exact_than_they_are() {
        check(&[
            (rate(0.0), "0"),
            (rate(0.04), "0"),
            (rate(0.42), "0.4"),
            (rate(9.94), "9.9"),
            (rate(9.96), "10"),
            (rate(2_310.4), "2,310"),
            (rate(f32::NAN), "0"),
        ]);
    }

    #[test]
    fn a_hundred_percent_means_all() {
        check(&[
            (percent(0.0), "0 %"),
            (percent(0.434), "43 %"),
            (percent(0.999), "99 %"),
            (percent(1.0), "100 %"),
            (percent(1.7), "100 %"),
        ]);
    }

    #[test]
    fn exact_percentages_never_round_to_nothing_or_all() {
        check(&[
            (exact_percent(0.0), "0 %"),
            (exact_percent(0.000_4), "< 0.1 %"),
            (exact_percent(0.001), "0.1 %"),
            (exact_percent(0.559_4), "55.9 %"),
            (exact_percent(0.999_9), "99.9 %"),
            (exact_percent(1.0), "100 %"),
        ]);
    }

    #[test]
    fn times_grow_from_milliseconds_to_hours() {
        check(&[
            (duration(Duration::ZERO), "0 ms"),
            (duration(Duration::from_millis(430)), "430 ms"),
            (duration(Duration::from_millis(14_200)), "14 s"),
            (duration(Duration::from_secs(125)), "2 min 05 s"),
            (duration(Duration::from_millis(59_600)), "1 min 00 s"),
            (duration(Duration::from_mins(67)), "1 h 07 min"),
            (running_time(Duration::from_millis(430)), "0 s"),
            (running_time(Duration::from_millis(14_900)), "14 s"),
        ]);
    }
}
