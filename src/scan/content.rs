//! What identifies a file by what it holds, and what tells that it was changed.

use std::fmt::{self, Display};
use std::io::{self, Read};
use std::str::FromStr;
use std::time::SystemTime;

/// Fingerprint of a file's bytes: the first 16 bytes of their BLAKE3 hash. Two different files with the same 128 bits are
/// as good as impossible (one chance in 10^26 among a million files), so equal fingerprints mean equal files.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct ContentHash([u8; Self::BYTES]);

/// The text is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 32 hexadecimal digits")]
pub struct NoContentHash;

impl ContentHash {
    /// Length in bytes.
    pub const BYTES: usize = 16;

    /// The fingerprint of a file's bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_whole(&blake3::hash(bytes))
    }

    /// The fingerprint of all that a reader gives, and how many bytes that was. It keeps no more than a piece at a time.
    ///
    /// # Errors
    /// The reader's.
    pub fn read(mut reader: impl Read) -> io::Result<(Self, u64)> {
        let mut hasher = blake3::Hasher::new();
        let bytes = io::copy(&mut reader, &mut hasher)?;
        Ok((Self::from_whole(&hasher.finalize()), bytes))
    }

    fn from_whole(hash: &blake3::Hash) -> Self {
        let mut kept = [0; Self::BYTES];
        kept.copy_from_slice(&hash.as_bytes()[..Self::BYTES]);
        Self(kept)
    }

    /// From its bytes, as they are stored.
    #[must_use]
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl Display for ContentHash {
    /// 32 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for ContentHash {
    type Err = NoContentHash;

    fn from_str(text: &str) -> Result<Self, NoContentHash> {
        let digits = text.as_bytes();
        if digits.len() != 2 * Self::BYTES || !text.is_ascii() {
            return Err(NoContentHash);
        }
        let mut bytes = [0; Self::BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = str::from_utf8(pair).map_err(|_| NoContentHash)?;
            if pair.starts_with('+') {
                return Err(NoContentHash);
            }
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NoContentHash)?;
        }
        Ok(Self(bytes))
    }
}

/// By what a later scan knows a file again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    /// When it was written last, where the system told it.
    pub modified: Option<SystemTime>,
    /// When it was looked at, by this computer's clock: the moment in which `modified` was asked for.
    pub looked_at: Option<SystemTime>,
    /// What it holds, where that was asked for: of flagged images, of those that were once, and of those with the size
    /// of a file that was decided about.
    pub content: Option<ContentHash>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_goes_through_text_and_back() {
        let hash = ContentHash::of(b"a picture");
        assert_eq!(hash.to_string().parse(), Ok(hash), "as text");
        assert_eq!(ContentHash::from_bytes(*hash.as_bytes()), hash, "as bytes");
        assert_ne!(hash, ContentHash::of(b"another picture"));
    }

    #[test]
    fn what_is_no_fingerprint_is_refused() {
        let short = "0123456789abcdef";
        for text in [
            "",
            short,
            &"g".repeat(32),
            &"+1".repeat(16),
            &"\u{e9}".repeat(16),
        ] {
            assert_eq!(text.parse::<ContentHash>(), Err(NoContentHash), "{text:?}");
        }
    }
}
