//! Paths, moments and fingerprints as a journal holds them: text that a person can read, and nothing lost.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use serde::{Deserialize, Serialize};

use crate::scan::ContentHash;

/// A path. Valid Unicode stands as it is; what is not becomes `{"escaped": …}` with its bytes percent-encoded (on
/// Windows those of its 16-bit units, the lower byte first).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "PathText", into = "PathText")]
pub(super) struct JournalPath(pub(super) PathBuf);

/// A moment as RFC 3339 in UTC, to the nanosecond where there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Moment(Timestamp);

/// A fingerprint as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct HashText(pub(super) ContentHash);

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum PathText {
    Text(String),
    Escaped { escaped: String },
}

impl Moment {
    /// `None` for a moment that no calendar has (before the year -9999 or after 9999).
    pub(super) fn of(time: SystemTime) -> Option<Self> {
        Timestamp::try_from(time).ok().map(Self)
    }

    pub(super) fn now() -> Self {
        Self(Timestamp::now())
    }

    pub(super) fn time(self) -> SystemTime {
        self.0.into()
    }

    /// As a part of a file's name: `20261003T140231Z`.
    pub(super) fn name_part(self) -> String {
        self.0.strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}

impl JournalPath {
    pub(super) fn of(path: &Path) -> Self {
        Self(path.to_path_buf())
    }
}

impl From<JournalPath> for PathText {
    fn from(path: JournalPath) -> Self {
        match path.0.into_os_string().into_string() {
            Ok(text) => Self::Text(text),
            Err(name) => Self::Escaped {
                escaped: percent_encode(&bytes_of(&name), NON_ALPHANUMERIC).to_string(),
            },
        }
    }
}

impl From<PathText> for JournalPath {
    fn from(text: PathText) -> Self {
        Self(match text {
            PathText::Text(text) => PathBuf::from(text),
            PathText::Escaped { escaped } => path_of(percent_decode_str(&escaped).collect()),
        })
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.0.to_string()
    }
}

impl TryFrom<String> for Moment {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl From<HashText> for String {
    fn from(hash: HashText) -> Self {
        hash.0.to_string()
    }
}

impl TryFrom<String> for HashText {
    type Error = crate::scan::NoContentHash;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

#[cfg(unix)]
fn bytes_of(name: &std::ffi::OsStr) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    name.as_bytes().to_vec()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(windows)]
fn bytes_of(name: &std::ffi::OsStr) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    name.encode_wide().flat_map(u16::to_le_bytes).collect()
}

#[cfg(windows)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::windows::ffi::OsStringExt as _;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    PathBuf::from(std::ffi::OsString::from_wide(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(path: &Path) -> (String, PathBuf) {
        let text = serde_json::to_string(&JournalPath::of(path)).unwrap();
        let back: JournalPath = serde_json::from_str(&text).unwrap();
        (text, back.0)
    }

    #[test]
    fn a_path_of_text_stands_as_it_is() {
        for path in [
            "a/b.jpg",
            "100%/50%20.jpg",
            "\"q\"\n.jpg",
            "鞋子/红.jpg",
            "",
        ] {
            let (text, back) = there_and_back(Path::new(path));
            assert_eq!(back, Path::new(path), "{text}");
            assert!(text.starts_with('"'), "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_loses_nothing() {
        use std::os::unix::ffi::OsStrExt as _;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"/shop/caf\xE9 1/%.jpg"));
        let (text, back) = there_and_back(path);
        assert_eq!(text, r#"{"escaped":"%2Fshop%2Fcaf%E9%201%2F%25%2Ejpg"}"#);
        assert_eq!(back, path);
    }

    #[test]
    fn a_moment_keeps_its_nanoseconds() {
        let time =
            SystemTime::UNIX_EPOCH + std::time::Duration::from_nanos(1_700_000_000_123_456_700);
        let text = serde_json::to_string(&Moment::of(time)).unwrap();
        assert_eq!(text, r#""2023-11-14T22:13:20.1234567Z""#);
        let back: Moment = serde_json::from_str(&text).unwrap();
        assert_eq!(back.time(), time);
    }
}
