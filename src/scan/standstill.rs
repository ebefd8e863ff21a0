//! For how long something was asked of a disk or share and nothing at all arrived. Pure: it is told what was seen and how
//! much time went by.

use std::time::Duration;

use super::pulse::LONGEST_LOOK;

/// What was seen since the last look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Bytes or names arrived, or an image was done.
    pub(super) has_arrived: bool,
    /// Somebody waits for a disk or share.
    pub(super) is_asking: bool,
    /// Somebody computes: what it computes with has arrived.
    pub(super) is_computing: bool,
}

/// The time without any sign of life.
#[derive(Debug, Default)]
pub(super) struct Standstill(Duration);

impl Standstill {
    /// Takes in what was seen in the time since the last look; how long it has lasted by now. Where nobody asks, because
    /// the scan is held or its events are not fetched, the time stands still.
    pub(super) fn look(&mut self, signs: Signs, since_last_look: Duration) -> Duration {
        if signs.has_arrived || signs.is_computing {
            self.0 = Duration::ZERO;
        } else if signs.is_asking {
            self.0 += since_last_look.min(LONGEST_LOOK);
        }
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn only_silence_of_what_is_asked_adds_up() {
        let asking = Signs {
            is_asking: true,
            ..Signs::default()
        };
        let mut standstill = Standstill::default();
        assert_eq!(standstill.look(asking, SECOND), SECOND);
        assert_eq!(standstill.look(asking, SECOND), SECOND * 2);
        let held = Signs::default();
        assert_eq!(standstill.look(held, SECOND), SECOND * 2, "it waits");
        assert_eq!(standstill.look(asking, SECOND), SECOND * 3, "and goes on");
        for sign in [
            Signs {
                has_arrived: true,
                ..asking
            },
            Signs {
                is_computing: true,
                ..asking
            },
        ] {
            standstill.look(asking, SECOND);
            assert_eq!(standstill.look(sign, SECOND), Duration::ZERO, "{sign:?}");
        }
        assert_eq!(
            standstill.look(asking, Duration::from_hours(8)),
            LONGEST_LOOK,
            "a night of sleep is one look"
        );
    }
}
