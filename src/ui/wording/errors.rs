//! Why an image could not be inspected or reached, in words.

use crate::inspect::{FileKind, InspectError};
use crate::scan::ReachError;
use crate::ui::{Text, format};

/// Why an image could not be inspected, as a sentence.
#[must_use]
pub fn inspect_error(text: &Text, error: &InspectError) -> String {
    match error {
        InspectError::EmptyFile => text.get("wording-error-empty-file"),
        InspectError::NotAnImage { really: None } => text.get("wording-error-not-an-image"),
        InspectError::NotAnImage { really: Some(kind) } => text.with(
            "wording-error-really",
            &[("kind", file_kind(text, kind).into())],
        ),
        InspectError::Damaged { format, detail: _ } => text.with(
            "wording-error-damaged",
            &[("format", format.label().into())],
        ),
        InspectError::Unsupported { format, detail: _ } => text.with(
            "wording-error-unsupported",
            &[("format", format.label().into())],
        ),
        InspectError::TooManyPixels {
            width_px,
            height_px,
            limits,
        } => text.with(
            "wording-error-too-many-pixels",
            &[
                ("width", format::count(u64::from(*width_px)).into()),
                ("height", format::count(u64::from(*height_px)).into()),
                ("limit", format::count(limits.max_pixels / 1_000_000).into()),
            ],
        ),
        InspectError::TooMuchMemory { limits } => text.with(
            "wording-error-too-much-memory",
            &[("limit", format::bytes(limits.max_decode_bytes).into())],
        ),
        InspectError::FileTooLarge { file_bytes, limits } => text.with(
            "wording-error-file-too-large",
            &[
                ("size", format::bytes(*file_bytes).into()),
                ("limit", format::bytes(limits.max_file_bytes).into()),
            ],
        ),
        InspectError::TooMuchWork => text.get("wording-error-too-much-work"),
        InspectError::DecoderPanicked => text.get("wording-error-decoder-panicked"),
    }
}

/// What a file really is.
fn file_kind(text: &Text, kind: &FileKind) -> String {
    match kind {
        FileKind::OtherPicture(name) => name.clone().into_owned(),
        FileKind::WebPage => text.get("wording-kind-web-page"),
        FileKind::Pdf => text.get("wording-kind-pdf"),
        FileKind::OfficeDocument => text.get("wording-kind-office-document"),
        FileKind::Archive => text.get("wording-kind-archive"),
        FileKind::Film => text.get("wording-kind-film"),
        FileKind::Sound => text.get("wording-kind-sound"),
        FileKind::Text => text.get("wording-kind-text"),
        FileKind::Zeros => text.get("wording-kind-zeros"),
    }
}

/// What the decoder said, in its own English words, where it said something.
#[must_use]
pub fn inspect_error_detail(error: &InspectError) -> Option<&str> {
    match error {
        InspectError::Damaged { detail, .. } | InspectError::Unsupported { detail, .. } => {
            Some(detail)
        }
        InspectError::EmptyFile
        | InspectError::NotAnImage { .. }
        | InspectError::TooManyPixels { .. }
        | InspectError::TooMuchMemory { .. }
        | InspectError::FileTooLarge { .. }
        | InspectError::TooMuchWork
        | InspectError::DecoderPanicked => None,
    }
}

/// Why an image could not be reached, as a sentence.
#[must_use]
pub fn reach_error(text: &Text, error: &ReachError) -> String {
    match error {
        ReachError::NotFound => text.get("wording-reach-not-found"),
        ReachError::PermissionDenied => text.get("wording-reach-permission-denied"),
        ReachError::NoAnswer { silent_for } => text.with(
            "wording-reach-no-answer",
            &[("time", format::duration(*silent_for).into())],
        ),
        ReachError::Io { detail: _ } => text.get("wording-reach-io"),
    }
}

/// What the system said, in its own words, where it said something.
#[must_use]
pub fn reach_error_detail(error: &ReachError) -> Option<&str> {
    match error {
        ReachError::Io { detail } => Some(detail),
        ReachError::NotFound | ReachError::PermissionDenied | ReachError::NoAnswer { .. } => None,
    }
}
