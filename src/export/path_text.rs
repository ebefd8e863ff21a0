//! A location as text: how exports write it, and the order in which they list it.
//!
//! Invariant: the text is reversible. A path that is valid Unicode is written as it is, with `/` between its parts,
//! whatever it holds (`%`, `\` on Unix, commas, newlines). Only a path that is not valid Unicode is escaped: `/`
//! followed by its bytes, percent-encoded. The first byte is always encoded, so an escaped path always starts with
//! `/%`, which no relative path does; of the other bytes those of `A-Z a-z 0-9 - . _ ~` and the separator `/` stand for
//! themselves. To undo it: drop the leading `/`, percent-decode. On Windows, where names are 16-bit units, the bytes are
//! those of Rust's WTF-8 form.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{MAIN_SEPARATOR, Path};
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::scan::ImageLocation;
use crate::session::ResultRow;

/// Every byte but the unreserved ones of RFC 3986 and the separator.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The path of an image relative to the chosen folder, as exports write it.
#[must_use]
pub fn path_text(location: &ImageLocation) -> Cow<'_, str> {
    let relative = location.relative();
    match relative.to_str() {
        Some(text) if MAIN_SEPARATOR == '/' => Cow::Borrowed(text),
        Some(text) => Cow::Owned(text.replace(MAIN_SEPARATOR, "/")),
        None => Cow::Owned(escaped(relative.as_os_str().as_encoded_bytes())),
    }
}

/// The full path of a file on this machine: as the system writes it where that is valid Unicode, else escaped as in
/// [`path_text`].
#[must_use]
pub fn file_text(path: &Path) -> Cow<'_, str> {
    match path.to_str() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(escaped(path.as_os_str().as_encoded_bytes())),
    }
}

/// Sorts rows by path: byte order of [`path_text`]. It depends on the names only, so it is the same from run to run
/// and for any number of workers, and the same on every system that holds the same names.
pub fn sort_by_path(rows: &mut [Arc<ResultRow>]) {
    rows.sort_by_cached_key(|row| (path_text(&row.report.location).into_owned(), row.report.id));
}

fn escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    text.push('/');
    let (first, rest) = match bytes.split_first() {
        Some((first, rest)) => (*first, rest),
        None => return text,
    };
    // Writing into a String can't fail.
    write!(text, "%{first:02X}").ok();
    if MAIN_SEPARATOR == '/' {
        text.extend(percent_encode(rest, ESCAPED));
    } else {
        let separated: Vec<u8> = rest
            .iter()
            .map(|&byte| if byte == b'\\' { b'/' } else { byte })
            .collect();
        text.extend(percent_encode(&separated, ESCAPED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    fn location(bytes: &[u8]) -> ImageLocation {
        use std::os::unix::ffi::OsStrExt as _;
        ImageLocation::new(std::ffi::OsStr::from_bytes(bytes))
    }

    #[cfg(unix)]
    #[test]
    fn only_what_is_not_unicode_is_escaped() {
        let golden: [(&[u8], &str); 9] = [
            (b"a/b.jpg", "a/b.jpg"),
            (b"100%/50%20off.jpg", "100%/50%20off.jpg"),
            (br"back\slash.jpg", r"back\slash.jpg"),
            (b"%FF.jpg", "%FF.jpg"),
            ("鞋子/红 👟.jpg".as_bytes(), "鞋子/红 👟.jpg"),
            (b"=1+1.jpg", "=1+1.jpg"),
            (b"caf\xE9.jpg", "/%63af%E9.jpg"),
            (b"\xFF/a b%c.jpg", "/%FF/a%20b%25c.jpg"),
            (b"two\nlines.jpg", "two\nlines.jpg"),
        ];
        for (bytes, text) in golden {
            assert_eq!(path_text(&location(bytes)), text, "the text of {bytes:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_escaped_path_can_be_turned_back() {
        let bytes = b"0400/caf\xE9 100%/\xFF\xFE\\.jpg";
        let text = path_text(&location(bytes)).into_owned();
        let encoded = text.strip_prefix('/').expect("it starts with a slash");
        let decoded: Vec<u8> = percent_encoding::percent_decode_str(encoded).collect();
        assert_eq!(decoded, bytes, "percent-decoding gives the bytes back");
        assert!(text.starts_with("/%"), "no relative path starts so: {text}");
    }

    #[cfg(windows)]
    #[test]
    fn parts_are_joined_by_slashes() {
        let location = ImageLocation::new(r"a\b\c.jpg");
        assert_eq!(
            path_text(&location),
            "a/b/c.jpg",
            "as on every other system"
        );
    }
}
