//! What a person decided about an image, and whether that is safe on disk.

use std::time::SystemTime;

/// What a person decided about an image. No decision means: not reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// The background did turn black.
    Confirmed,
    /// It did not: the image is as it should be.
    FalseAlarm,
}

impl Decision {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Confirmed, Self::FalseAlarm];

    /// The stable name in exports and in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::FalseAlarm => "false_alarm",
        }
    }

    /// The decision of a [`Self::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|decision| decision.code() == code)
    }
}

/// A decision and when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// When, to the millisecond.
    pub at: SystemTime,
}

/// Counts a session's writes: what was written later has the larger number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WriteTicket(pub u64);

/// Whether the decision that is shown is on disk. Also "not reviewed" can wait to be written, after a decision was taken
/// back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// It is; or there never was one.
    #[default]
    Saved,
    /// It is, by its file's place, size and time: what the file holds is found out later. A kill loses nothing of it.
    SavedByPlace,
    /// It is on its way.
    Saving(WriteTicket),
    /// It could not be written, and will be tried again.
    Failed(WriteTicket),
}

/// What is known of an image's review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowReview {
    /// The decision; `None`: not reviewed.
    pub decided: Option<Decided>,
    /// Whether that is on disk.
    pub save: SaveState,
    /// What was decided about the file before it was changed, so that it has to be decided again.
    pub before_change: Option<Decision>,
    /// What was decided about a file that became another one before it was known what it held: it could be bound to
    /// nothing, and the file has to be decided again.
    pub unbound: Option<Decision>,
}

impl RowReview {
    /// Whether what is shown is on disk.
    #[must_use]
    pub fn is_on_disk(&self) -> bool {
        matches!(self.save, SaveState::Saved | SaveState::SavedByPlace)
    }

    /// The decision; `None`: not reviewed.
    #[must_use]
    pub fn decision(&self) -> Option<Decision> {
        self.decided.map(|decided| decided.decision)
    }
}
