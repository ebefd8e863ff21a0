//! What stands in the chunks of a PNG, but for Exif.

use std::io::Cursor;

use super::{Density, MAX_NOTE_BYTES, Notes};

/// The keyword of a text that is XMP.
pub(in crate::repair) const XMP_KEYWORD: &str = "XML:com.adobe.xmp";

/// The keywords of the PNG specification that are about what the picture shows and who made it. Not among them: the
/// software that wrote the file.
const KEPT_KEYWORDS: [&str; 7] = [
    "Title",
    "Author",
    "Description",
    "Copyright",
    "Creation Time",
    "Disclaimer",
    "Source",
];

/// A text with its keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::repair) struct TextNote {
    /// What it is about, in the words of the PNG specification.
    pub(in crate::repair) keyword: String,
    /// The text.
    pub(in crate::repair) text: String,
}

/// Reads XMP, texts and density, as far as the chunks before the pixels can be read.
pub(super) fn read(bytes: &[u8]) -> Notes {
    let Ok(reader) = png::Decoder::new(Cursor::new(bytes)).read_info() else {
        return Notes::default();
    };
    let info = reader.info();
    let mut texts: Vec<TextNote> = Vec::new();
    let mut keep = |keyword: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| text.len() <= MAX_NOTE_BYTES) {
            texts.push(TextNote {
                keyword: keyword.to_owned(),
                text,
            });
        }
    };
    for chunk in &info.uncompressed_latin1_text {
        keep(&chunk.keyword, Some(chunk.text.clone()));
    }
    for chunk in &info.compressed_latin1_text {
        let mut chunk = chunk.clone();
        // A few bytes may unpack to any size.
        let unpacked = chunk.decompress_text_with_limit(MAX_NOTE_BYTES);
        keep(
            &chunk.keyword,
            unpacked.and_then(|()| chunk.get_text()).ok(),
        );
    }
    for chunk in &info.utf8_text {
        let mut chunk = chunk.clone();
        let unpacked = chunk.decompress_text_with_limit(MAX_NOTE_BYTES);
        keep(
            &chunk.keyword,
            unpacked.and_then(|()| chunk.get_text()).ok(),
        );
    }
    let xmp = texts
        .iter()
        .find(|note| note.keyword == XMP_KEYWORD)
        .map(|note| note.text.clone().into_bytes());
    texts.retain(|note| KEPT_KEYWORDS.contains(&note.keyword.as_str()));
    Notes {
        xmp,
        texts,
        density: info.pixel_dims.map(Density::Png),
        ..Notes::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(texts: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
        for (keyword, text) in texts {
            encoder
                .add_ztxt_chunk((*keyword).to_owned(), (*text).to_owned())
                .unwrap();
            encoder
                .add_itxt_chunk((*keyword).to_owned(), (*text).to_owned())
                .unwrap();
        }
        encoder
            .write_header()
            .unwrap()
            .write_image_data(&[0])
            .unwrap();
        bytes
    }

    #[test]
    fn packed_texts_are_kept_and_not_unpacked_beyond_their_limit() {
        let long = "a".repeat(MAX_NOTE_BYTES + 1);
        let notes = read(&png(&[("Author", "A. Writer"), ("Title", &long)]));
        let author = TextNote {
            keyword: "Author".to_owned(),
            text: "A. Writer".to_owned(),
        };
        assert_eq!(notes.texts, [author.clone(), author]);
    }
}
