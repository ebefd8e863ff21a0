//! What a file really is, by its first bytes: for those that are named like a picture and are none that can be inspected.
//!
//! Together with [`super::sniff`] and [`super::picture_kind`] it is the one place that knows how kinds of files begin.

use std::borrow::Cow;

use super::picture_kind;

/// What a file really is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FileKind {
    /// A picture of a kind that is not inspected, by the name that people write: `HEIC`.
    OtherPicture(Cow<'static, str>),
    /// HTML: often what a server said instead of sending the picture.
    WebPage,
    /// PDF.
    Pdf,
    /// A document of an office program.
    OfficeDocument,
    /// ZIP, RAR, 7z, gzip and their kin.
    Archive,
    /// A film.
    Film,
    /// A sound.
    Sound,
    /// Any other text.
    Text,
    /// Nothing but zeros: often what an interrupted copy leaves behind.
    Zeros,
}

impl FileKind {
    /// The stable English words that exports use.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::OtherPicture(name) => name,
            Self::WebPage => "a web page",
            Self::Pdf => "a PDF",
            Self::OfficeDocument => "an office document",
            Self::Archive => "an archive",
            Self::Film => "a film",
            Self::Sound => "a sound",
            Self::Text => "a text",
            Self::Zeros => "nothing but zeros",
        }
    }

    /// The same, behind what is said of the file.
    pub(super) fn suffix(&self) -> String {
        format!(": really {}", self.words())
    }
}

/// What a file's first bytes ([`super::SIGNATURE_BYTES`] of them, or all) say that it is, where it is no picture that can be
/// inspected; `None` where they say nothing.
#[must_use]
pub fn file_kind(bytes: &[u8]) -> Option<FileKind> {
    if let Some(name) = picture_kind(bytes) {
        return Some(FileKind::OtherPicture(name.into()));
    }
    if !bytes.is_empty() && bytes.iter().all(|&byte| byte == 0) {
        return Some(FileKind::Zeros);
    }
    by_signature(bytes)
        .or_else(|| is_web_page(bytes).then_some(FileKind::WebPage))
        .or_else(|| is_text(bytes).then_some(FileKind::Text))
}

fn by_signature(bytes: &[u8]) -> Option<FileKind> {
    // A PDF may begin with a few bytes of its carrier.
    if find(bytes, b"%PDF-").is_some() {
        return Some(FileKind::Pdf);
    }
    Some(match bytes {
        [b'P', b'K', 3, 4, ..] if is_office_archive(bytes) => FileKind::OfficeDocument,
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => FileKind::OfficeDocument,
        [b'P', b'K', 3 | 5, 4 | 6, ..]
        | [b'R', b'a', b'r', b'!', 0x1A, 7, ..]
        | [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..]
        | [0x1F, 0x8B, 8, ..]
        | [b'B', b'Z', b'h', b'1'..=b'9', ..]
        | [0xFD, b'7', b'z', b'X', b'Z', 0, ..]
        | [0x28, 0xB5, 0x2F, 0xFD, ..] => FileKind::Archive,
        _ if bytes.get(257..262) == Some(b"ustar") => FileKind::Archive,
        [_, _, _, _, b'f', b't', b'y', b'p', b'M', b'4', b'A', ..]
        | [b'I', b'D', b'3', 2..=4, ..]
        | [b'O', b'g', b'g', b'S', ..]
        | [b'f', b'L', b'a', b'C', ..]
        | [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ] => FileKind::Sound,
        [_, _, _, _, b'f', b't', b'y', b'p', ..]
        | [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [0x1A, 0x45, 0xDF, 0xA3, ..]
        | [0, 0, 1, 0xB3 | 0xBA, ..]
        | [b'F', b'L', b'V', 1, ..]
        | [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'A',
            b'V',
            b'I',
            b' ',
            ..,
        ] => FileKind::Film,
        _ => return None,
    })
}

/// Whether a ZIP is a document: its first entries have names that only those have.
fn is_office_archive(bytes: &[u8]) -> bool {
    [
        b"[Content_Types].xml".as_slice(),
        b"_rels/.rels",
        b"word/",
        b"xl/",
        b"ppt/",
        b"mimetypeapplication/vnd.oasis",
    ]
    .iter()
    .any(|name| find(bytes, name).is_some())
}

/// Whether a text is HTML, in any case of letters.
fn is_web_page(bytes: &[u8]) -> bool {
    let lower = bytes.to_ascii_lowercase();
    let text = lower.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&lower);
    let text = text.trim_ascii_start();
    text.starts_with(b"<")
        && [
            b"<!doctype html".as_slice(),
            b"<html",
            b"<head",
            b"<body",
            b"<title",
        ]
        .iter()
        .any(|tag| find(text, tag).is_some())
}

/// Whether the bytes read as a text: UTF-8, or marked as UTF-16, without control characters.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return bytes.len() > 2;
    }
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        // A character may be cut off at the end of what was read.
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let is_readable = |it: char| !it.is_control() || matches!(it, '\t' | '\n' | '\r' | '\u{c}');
    !text.is_empty() && text.chars().all(is_readable)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_how_it_begins() {
        let picture = |name: &'static str| FileKind::OtherPicture(name.into());
        for (bytes, kind) in [
            (
                b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(),
                picture("HEIC"),
            ),
            (b"8BPS\0\x01\0\0", picture("PSD")),
            (b"<svg xmlns='x'>", picture("SVG")),
            (b"<!DOCTYPE html><title>404</title>", FileKind::WebPage),
            (
                b"\xEF\xBB\xBF\n <?xml version='1.0'?>\n<HTML>",
                FileKind::WebPage,
            ),
            (b"<?xml version='1.0'?><Error>", FileKind::Text),
            (b"{\"error\": 404}", FileKind::Text),
            (b"version https://git-lfs.github.com/", FileKind::Text),
            ("页面不存在".as_bytes(), FileKind::Text),
            (&"页面不存在".as_bytes()[..5], FileKind::Text),
            (b"%PDF-1.7\n", FileKind::Pdf),
            (b"\r\n%PDF-1.4", FileKind::Pdf),
            (
                b"PK\x03\x04\x14\0\x06\0\0\0\0\0word/document.xml",
                FileKind::OfficeDocument,
            ),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0",
                FileKind::OfficeDocument,
            ),
            (b"PK\x03\x04\x14\0\0\0\0\0a.jpg", FileKind::Archive),
            (b"Rar!\x1A\x07\x01\0", FileKind::Archive),
            (b"\x1F\x8B\x08\0", FileKind::Archive),
            (b"\0\0\0\x20ftypisom\0\0\x02\0", FileKind::Film),
            (b"RIFF\x01\x02\x03\x04AVI LIST", FileKind::Film),
            (b"RIFF\x01\x02\x03\x04WAVEfmt ", FileKind::Sound),
            (b"ID3\x04\0", FileKind::Sound),
            (&[0; 700], FileKind::Zeros),
        ] {
            assert_eq!(file_kind(bytes), Some(kind), "{bytes:?}");
        }
        for unknown in [
            b"".as_slice(),
            b"\x01\x02\x03\x04",
            b"\0\0\0\x01",
            b"\xC3\x28",
        ] {
            assert_eq!(file_kind(unknown), None, "{unknown:?}");
        }
    }

    #[test]
    fn every_cut_is_safe() {
        let whole = b"\xEF\xBB\xBF<?xml version='1.0'?><!DOCTYPE HTML PUBLIC ''>\xC3\xA4";
        for length in 0..whole.len() {
            let found = file_kind(&whole[..length]);
            assert!(
                matches!(found, None | Some(FileKind::Text | FileKind::WebPage)),
                "{length} bytes: {found:?}"
            );
        }
    }
}
