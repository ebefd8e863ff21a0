//! Times as the store holds them: milliseconds since 1970, UTC.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970; negative before. Parts of a millisecond are dropped.
pub(super) fn to_ms(time: SystemTime) -> i64 {
    let since = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => since(after),
        Err(before) => -since(before.duration()),
    }
}

/// The time of [`to_ms`].
pub(super) fn from_ms(ms: i64) -> SystemTime {
    let distance = Duration::from_millis(ms.unsigned_abs());
    let time = if ms < 0 {
        UNIX_EPOCH.checked_sub(distance)
    } else {
        UNIX_EPOCH.checked_add(distance)
    };
    time.unwrap_or(UNIX_EPOCH)
}

/// A time as it will come back from the store.
#[must_use]
pub fn whole_milliseconds(time: SystemTime) -> SystemTime {
    from_ms(to_ms(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_into_the_store_and_back() {
        for ms in [0, 1, -1, 1_760_000_000_123, i64::from(i32::MIN)] {
            assert_eq!(to_ms(from_ms(ms)), ms, "{ms} ms");
        }
        let fine = UNIX_EPOCH + Duration::from_micros(1_500);
        assert_eq!(
            whole_milliseconds(fine),
            UNIX_EPOCH + Duration::from_millis(1),
            "less than a millisecond is dropped"
        );
    }
}
