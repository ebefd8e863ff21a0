//! Why something was not looked at, in words.

use crate::scan::SkipCause;
use crate::ui::Text;

/// Why something was not looked at, as a label.
#[must_use]
pub fn skip_cause(text: &Text, cause: &SkipCause) -> String {
    match cause {
        SkipCause::HiddenFile => text.get("wording-skip-hidden-file"),
        SkipCause::HiddenFolder => text.get("wording-skip-hidden-folder"),
        SkipCause::OnlineOnly => text.get("wording-skip-online-only"),
        SkipCause::OtherKind { extension } => text.with(
            "wording-skip-other-kind",
            &[("kind", extension.to_uppercase().into())],
        ),
        SkipCause::LinkedFolder => text.get("wording-skip-linked-folder"),
        SkipCause::NotAFile => text.get("wording-skip-not-a-file"),
        SkipCause::UnreadableFolder { detail } => text.with(
            "wording-skip-unreadable-folder",
            &[("detail", detail.as_str().into())],
        ),
    }
}
