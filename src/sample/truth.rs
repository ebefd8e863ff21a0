//! What is true of a made-up image, whatever a program thinks of it.

/// What a careful person would say of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// Its background turned black.
    BlackBackground,
    /// Its background is as it should be.
    Clear,
    /// Dark for a good reason (night, letterbox bars): no mishap, but worth a look; count neither way.
    Debatable,
    /// A broken file.
    Unreadable,
    /// A hidden file, which a scan passes over by default.
    NotLookedAt,
}
