//! The traces of a PNG's encoder: its chunks up to the first pixels.
//!
//! No check sum is verified and nothing is unpacked: damage is for the decoder to find.

use super::encoder_trace::{EncoderTrace, Fingerprint, tidy_name};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// Chunks that are looked at; real files have fewer than 20 before their pixels.
const MOST_CHUNKS: usize = 256;

/// The traces; `None` where the header is damaged, or the pixels are not in these bytes.
pub(super) fn png_trace(bytes: &[u8]) -> Option<EncoderTrace> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut print = Fingerprint::new();
    let mut software = None;
    for _ in 0..MOST_CHUNKS {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let kind = rest.get(4..8)?;
        let data = rest.get(8..)?;
        if kind == b"IDAT" {
            // The method and level of compression, as zlib notes them.
            print.add(data.get(..2)?);
            return Some(EncoderTrace {
                settings: print.value(),
                jpeg: None,
                software,
            });
        }
        let end = length.checked_add(4)?;
        let after = data.get(end..)?;
        let data = &data[..length];
        match kind {
            // Depth, colour type and interlacing; not the size.
            b"IHDR" => print.add(data.get(8..)?),
            b"tEXt" | b"iTXt" => software = software.or_else(|| text_software(kind, data)),
            // Texts, dates and Exif say something of the picture as often as of the program.
            b"zTXt" | b"tIME" | b"eXIf" => {}
            other => print.add(other),
        }
        rest = after;
    }
    None
}

/// The program, of a text chunk with the keyword `Software`.
fn text_software(kind: &[u8], data: &[u8]) -> Option<Box<str>> {
    let text = data.strip_prefix(b"Software\0")?;
    if kind == b"tEXt" {
        return tidy_name(text);
    }
    // Compression flag and method, language, translated keyword, each ended by a zero byte.
    let (flags, text) = text.split_at_checked(2)?;
    if flags.first() != Some(&0) {
        return None;
    }
    let mut parts = text.splitn(3, |byte| *byte == 0);
    tidy_name(parts.nth(2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).expect("short");
        [&length.to_be_bytes(), kind, data, &[0; 4]].concat()
    }

    fn file(chunks: &[(&[u8], &[u8])]) -> Vec<u8> {
        let mut bytes = SIGNATURE.to_vec();
        bytes.extend(chunk(b"IHDR", &[0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0]));
        for (kind, data) in chunks {
            bytes.extend(chunk(kind, data));
        }
        bytes.extend(chunk(b"IDAT", &[0x78, 0x9C, 1, 2, 3]));
        bytes
    }

    #[test]
    fn the_program_is_read_from_both_kinds_of_text() {
        let name = |chunks: &[(&[u8], &[u8])]| {
            let trace = png_trace(&file(chunks)).expect("a trace");
            trace.software.map(String::from)
        };
        let text: &[u8] = b"Software\0Adobe ImageReady";
        assert_eq!(
            name(&[(b"tEXt", text)]).as_deref(),
            Some("Adobe ImageReady")
        );
        let international: &[u8] = "Software\0\0\0zh\0软件\0美图秀秀".as_bytes();
        assert_eq!(
            name(&[(b"iTXt", international)]).as_deref(),
            Some("美图秀秀")
        );
        let title: &[u8] = b"Title\0A mug";
        assert_eq!(name(&[(b"tEXt", title)]), None, "a title is no program");
    }

    #[test]
    fn chunks_tell_encoders_apart_and_texts_do_not() {
        let settings = |chunks: &[(&[u8], &[u8])]| png_trace(&file(chunks)).map(|it| it.settings);
        let density: &[u8] = &[0; 9];
        assert_ne!(settings(&[]), settings(&[(b"pHYs", density)]));
        assert_eq!(settings(&[]), settings(&[(b"tEXt", b"Title\0A mug")]));
    }

    #[test]
    fn any_cut_and_any_changed_byte_is_safe() {
        let bytes = file(&[
            (b"tEXt", b"Software\0GIMP"),
            (b"iTXt", b"Software\0\0\0\0\0x"),
        ]);
        for length in 0..bytes.len() {
            png_trace(&bytes[..length]);
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] = value;
                png_trace(&changed);
            }
        }
    }
}
