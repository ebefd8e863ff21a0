//! What an inspection found, in the form in which it is stored.
//!
//! Postcard says nothing of what its bytes mean, so they are read only by the engine that wrote them:
//! [`ENGINE_VERSION`](crate::inspect::ENGINE_VERSION) stands beside them. Bytes that do not fit to their end are no
//! result, and the image is inspected again.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::inspect::Measures;
use crate::scan::{ImageOutcome, WorkTimes};

/// The part of a report that only the engine understands.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct StoredResult {
    pub(super) outcome: ImageOutcome,
    pub(super) times: WorkTimes,
}

impl StoredResult {
    /// Its bytes; `None` where there are none to be had, which then counts as never inspected.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(self).ok()
    }

    /// What these bytes hold; `None` where they are damaged.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (result, rest) = postcard::take_from_bytes(bytes).ok()?;
        rest.is_empty().then_some(result)
    }
}

/// Measures as a number: 1 for full, 2 for complete.
pub(super) fn measures_to_code(measures: Measures) -> i64 {
    i64::from(measures.full) + 2 * i64::from(measures.complete)
}

/// Whether results of these stored measures hold all that `wanted` asks for.
pub(super) fn measures_suffice(stored: i64, wanted: Measures) -> bool {
    let wanted = measures_to_code(wanted);
    stored & wanted == wanted
}

/// Nanoseconds since 1970; `None` for times that do not fit (before 1677, after 2262).
pub(super) fn to_ns(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos())
            .ok()
            .map(|ns| -ns),
    }
}

/// The time of [`to_ns`].
pub(super) fn from_ns(ns: i64) -> Option<SystemTime> {
    let distance = Duration::from_nanos(ns.unsigned_abs());
    if ns < 0 {
        UNIX_EPOCH.checked_sub(distance)
    } else {
        UNIX_EPOCH.checked_add(distance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{ENGINE_VERSION, InspectError, InspectOptions, inspect};
    use crate::scan::ContentHash;

    fn result(outcome: ImageOutcome) -> StoredResult {
        StoredResult {
            outcome,
            times: WorkTimes {
                reading: Duration::from_micros(12),
                decoding: Duration::from_micros(345),
                bytes_read: 6_789,
            },
        }
    }

    /// A black picture with a white middle, measured fully: every part of an inspection is there.
    fn inspected() -> ImageOutcome {
        let mut picture = image::RgbImage::new(64, 64);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            if (20..44).contains(&x) && (20..44).contains(&y) {
                pixel.0 = [255, 250, 245];
            }
        }
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, image::ImageFormat::Bmp)
            .unwrap();
        let options = InspectOptions {
            measures: Measures {
                full: true,
                complete: false,
            },
            ..InspectOptions::default()
        };
        let (inspection, _) = inspect(bytes.get_ref(), &options).unwrap();
        assert!(inspection.background.is_some() && inspection.main_colour.is_some());
        ImageOutcome::Inspected(inspection)
    }

    #[test]
    fn results_come_back_and_damaged_ones_do_not() {
        for outcome in [
            inspected(),
            ImageOutcome::Unreadable(InspectError::EmptyFile),
        ] {
            let stored = result(outcome);
            let mut bytes = stored.to_bytes().unwrap();
            assert_eq!(StoredResult::from_bytes(&bytes), Some(stored));
            for end in 0..bytes.len() {
                assert_eq!(
                    StoredResult::from_bytes(&bytes[..end]),
                    None,
                    "cut at {end}"
                );
            }
            bytes.push(0);
            assert_eq!(
                StoredResult::from_bytes(&bytes),
                None,
                "something behind it"
            );
        }
    }

    /// Where this fails, results of the last release would be misread or would not be what this engine finds: raise
    /// `inspect::ENGINE_VERSION`, and put the new fingerprint here.
    #[test]
    fn what_an_engine_version_stores_never_changes() {
        let bytes = result(inspected()).to_bytes().unwrap();
        assert_eq!(
            (ENGINE_VERSION, ContentHash::of(&bytes).to_string().as_str()),
            (6, "437cec03d4eb14b72f858af736e37afd"),
        );
    }

    #[test]
    fn more_measures_do_for_fewer() {
        let measures = |full, complete| Measures { full, complete };
        let both = measures_to_code(measures(true, true));
        let none = measures_to_code(Measures::default());
        let full = measures_to_code(measures(true, false));
        assert!(measures_suffice(both, measures(true, false)));
        assert!(measures_suffice(none, Measures::default()));
        assert!(!measures_suffice(none, measures(true, false)));
        assert!(
            !measures_suffice(full, measures(false, true)),
            "another one"
        );
    }

    #[test]
    fn times_keep_their_nanoseconds() {
        for ns in [0, -1, 1_760_000_000_123_456_789] {
            assert_eq!(from_ns(ns).and_then(to_ns), Some(ns), "{ns} ns");
        }
    }
}
