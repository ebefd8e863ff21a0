//! How long ago something was, in words.

use std::time::Duration;

use crate::ui::Text;

/// "just now", "3 hours ago".
#[must_use]
pub fn age(text: &Text, passed: Duration) -> String {
    let minutes = passed.as_secs() / 60;
    match minutes {
        0 => text.get("age-just-now"),
        1..60 => text.counted("age-minutes", minutes),
        60..1_440 => text.counted("age-hours", minutes / 60),
        _ => text.counted("age-days", minutes / 1_440),
    }
}
