//! XMP, a text in XML: what is wrong in the new picture is taken out of it, the rest stays as it is.
//!
//! It is not parsed: the three things that matter have forms that every writer uses, and a packet that still holds a
//! little picture after that is left out.

/// The packet without little pictures, saying that the picture needs no turning; `None` where that can't be said.
pub(super) fn cleaned(packet: &[u8]) -> Option<Vec<u8>> {
    let mut text = str::from_utf8(packet).ok()?.to_owned();
    for prefix in ["xmp", "xap"] {
        text = without_elements(&text, &format!("{prefix}:Thumbnails"))?;
    }
    if text.contains("xmpGImg:image") || text.contains("xapGImg:image") {
        return None;
    }
    for form in [
        "tiff:Orientation=\"",
        "tiff:Orientation='",
        "<tiff:Orientation>",
    ] {
        stand_upright(&mut text, form);
    }
    Some(text.into_bytes())
}

/// The text without all elements of that name, passing it once; `None` where one does not end.
fn without_elements(text: &str, name: &str) -> Option<String> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(&open) {
        kept.push_str(&rest[..begin]);
        let end = begin + rest[begin..].find(&close)? + close.len();
        rest = &rest[end..];
    }
    kept.push_str(rest);
    Some(kept)
}

/// Makes the digit behind each place of that form a 1.
fn stand_upright(text: &mut String, form: &str) {
    let digits: Vec<usize> = text
        .match_indices(form)
        .map(|(at, _)| at + form.len())
        .filter(|&at| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit))
        .collect();
    for at in digits {
        text.replace_range(at..=at, "1");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned_text(packet: &str) -> Option<String> {
        cleaned(packet.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn orientation_becomes_upright_and_the_rest_stays() {
        assert_eq!(
            cleaned_text("<a tiff:Orientation=\"6\" dc:rights=\"© Müller\"/>").unwrap(),
            "<a tiff:Orientation=\"1\" dc:rights=\"© Müller\"/>",
            "as an attribute"
        );
        assert_eq!(
            cleaned_text("<tiff:Orientation>8</tiff:Orientation>").unwrap(),
            "<tiff:Orientation>1</tiff:Orientation>",
            "as an element"
        );
    }

    #[test]
    fn little_pictures_are_cut_out() {
        let packet =
            "<x><xmp:Thumbnails><xmpGImg:image>AAAA</xmpGImg:image></xmp:Thumbnails><y/></x>";
        assert_eq!(
            cleaned_text(packet).unwrap(),
            "<x><y/></x>",
            "cut out whole"
        );
        let many = "<xmp:Thumbnails a></xmp:Thumbnails>é".repeat(300_000);
        assert_eq!(cleaned_text(&many).unwrap(), "é".repeat(300_000));
        assert_eq!(
            cleaned_text("<xmp:Thumbnails><xmpGImg:image>AAAA"),
            None,
            "what does not end is left out"
        );
        assert_eq!(
            cleaned_text("<other xmpGImg:image=\"AAAA\"/>"),
            None,
            "a form that is not known is left out"
        );
        assert_eq!(cleaned(b"\xFE\xFF\0<"), None, "as is what is no UTF-8");
    }
}
