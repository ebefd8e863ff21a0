//! The program that wrote a JPEG, as its segments name it.
//!
//! Names come from where programs put them: Exif's Software, XMP's `CreatorTool`, comments of known programs, and segments
//! that only one program writes. A comment that a person wrote names no program; were it taken for one, each file would
//! be a run of its own.

use super::encoder_trace::tidy_name;

/// Exif's tag of the program.
const EXIF_SOFTWARE: u16 = 0x0131;

/// Entries of an Exif directory that are looked at; real ones have fewer than 100.
const MOST_EXIF_ENTRIES: usize = 512;

/// Bytes of XMP that are looked at; the tool stands near its beginning.
const MOST_XMP_BYTES: usize = 16 << 10;

/// How comments begin that programs write: gd, ffmpeg, LEAD, Photoshop, and tools that follow one of these customs.
const COMMENT_BEGINNINGS: [&str; 12] = [
    "CREATOR:",
    "Lavc",
    "LEAD ",
    "File written by",
    "Created with",
    "Created by",
    "Compressed by",
    "Optimized by",
    "Processed by",
    "Software:",
    "Intel(R)",
    "AppleMark",
];

/// What the segments said so far.
#[derive(Debug, Default)]
pub(super) struct SoftwareTraces {
    exif: Option<Box<str>>,
    xmp: Option<Box<str>>,
    comment: Option<Box<str>>,
    /// A segment that only this program writes.
    segment: Option<&'static str>,
}

impl SoftwareTraces {
    /// Looks at one segment.
    pub(super) fn look(&mut self, marker: u8, data: &[u8]) {
        match marker {
            0xE1 => {
                if let Some(tiff) = data.strip_prefix(b"Exif\0\0") {
                    self.exif = self.exif.take().or_else(|| exif_software(tiff));
                } else if data.starts_with(b"http://ns.adobe.com/xap/1.0/\0") {
                    self.xmp = self.xmp.take().or_else(|| xmp_tool(data));
                }
            }
            0xEC if data.starts_with(b"Ducky") => self.segment = Some("Photoshop (for web)"),
            0xED if data.starts_with(b"Photoshop 3.0\0") => {
                self.segment = self.segment.or(Some("Photoshop"));
            }
            0xFE => {
                let known = COMMENT_BEGINNINGS
                    .iter()
                    .any(|begin| data.starts_with(begin.as_bytes()));
                if known && self.comment.is_none() {
                    self.comment = tidy_name(data);
                }
            }
            _ => {}
        }
    }

    /// The name; where there are many, the one that was written on purpose.
    pub(super) fn name(self) -> Option<Box<str>> {
        self.exif
            .or(self.xmp)
            .or(self.comment)
            .or_else(|| self.segment.map(Box::from))
    }
}

/// The program in the first directory of an Exif block, from its TIFF header on.
fn exif_software(tiff: &[u8]) -> Option<Box<str>> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let long = |at: usize| {
        let four = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let value = if is_little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        };
        usize::try_from(value).ok()
    };
    let directory = long(4)?;
    let count = usize::from(short(directory)?).min(MOST_EXIF_ENTRIES);
    for entry in 0..count {
        let at = directory.checked_add(2 + 12 * entry)?;
        if short(at)? != EXIF_SOFTWARE {
            continue;
        }
        let length = long(at + 4)?;
        // Four bytes and less stand in the entry itself.
        let from = if length <= 4 { at + 8 } else { long(at + 8)? };
        return tidy_name(tiff.get(from..from.checked_add(length)?)?);
    }
    None
}

/// The value of `xmp:CreatorTool`, written as an attribute or as an element.
fn xmp_tool(data: &[u8]) -> Option<Box<str>> {
    let data = &data[..data.len().min(MOST_XMP_BYTES)];
    let name = b"CreatorTool";
    let at = memchr::memmem::find(data, name)?;
    let rest = data.get(at + name.len()..)?;
    let (end, value) = match rest {
        [b'=', quote @ (b'"' | b'\''), value @ ..] => (*quote, value),
        [b'>', value @ ..] => (b'<', value),
        _ => return None,
    };
    let length = memchr::memchr(end, value)?;
    tidy_name(&value[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(segments: &[(u8, &[u8])]) -> Option<String> {
        let mut traces = SoftwareTraces::default();
        for (marker, data) in segments {
            traces.look(*marker, data);
        }
        traces.name().map(String::from)
    }

    /// An Exif block with one entry.
    fn exif(is_little: bool, software: &[u8]) -> Vec<u8> {
        let mut block = b"Exif\0\0".to_vec();
        let length = u32::try_from(software.len()).expect("short");
        block.extend(if is_little { b"II*\0" } else { b"MM\0*" });
        let short = |value: u16| {
            if is_little {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        let long = |value: u32| {
            if is_little {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        block.extend(long(8));
        block.extend(short(1));
        block.extend(short(EXIF_SOFTWARE));
        block.extend(short(2));
        block.extend(long(length));
        block.extend(long(26));
        block.extend(long(0));
        block.extend(software);
        block
    }

    #[test]
    fn each_place_where_programs_name_themselves_is_read() {
        for is_little in [true, false] {
            let block = exif(is_little, b"GIMP 2.10.30\0");
            assert_eq!(
                named(&[(0xE1, &block)]).as_deref(),
                Some("GIMP 2.10.30"),
                "Exif, little endian: {is_little}"
            );
        }
        let xmp =
            b"http://ns.adobe.com/xap/1.0/\0<x xmp:CreatorTool=\"Adobe Photoshop 23\" a=\"\"/>";
        assert_eq!(
            named(&[(0xE1, xmp)]).as_deref(),
            Some("Adobe Photoshop 23"),
            "an attribute"
        );
        let xmp = b"http://ns.adobe.com/xap/1.0/\0<xmp:CreatorTool>Canva</xmp:CreatorTool>";
        assert_eq!(
            named(&[(0xE1, xmp)]).as_deref(),
            Some("Canva"),
            "an element"
        );
        let gd = b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v80), quality = 90\n";
        assert_eq!(
            named(&[(0xFE, gd)]).as_deref(),
            Some("CREATOR: gd-jpeg v1.0 (using IJG JPEG v80), qual"),
            "a comment of a program, cut"
        );
        assert_eq!(
            named(&[(0xED, b"Photoshop 3.0\08BIM")]).as_deref(),
            Some("Photoshop"),
            "a segment of its own"
        );
    }

    #[test]
    fn what_a_person_wrote_names_no_program() {
        assert_eq!(named(&[(0xFE, b"My cat, in the garden")]), None);
        assert_eq!(named(&[]), None);
    }

    #[test]
    fn exif_comes_before_comments_and_segments() {
        let block = exif(true, b"Capture One\0");
        let all: [(u8, &[u8]); 3] = [
            (0xFE, b"Lavc58.91.100"),
            (0xED, b"Photoshop 3.0\0"),
            (0xE1, &block),
        ];
        assert_eq!(named(&all).as_deref(), Some("Capture One"));
    }

    #[test]
    fn any_cut_and_any_changed_byte_is_safe() {
        let block = exif(true, b"GIMP 2.10.30\0");
        for length in 0..block.len() {
            named(&[(0xE1, &block[..length])]);
        }
        for at in 0..block.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut changed = block.clone();
                changed[at] = value;
                named(&[(0xE1, &changed)]);
            }
        }
    }
}
