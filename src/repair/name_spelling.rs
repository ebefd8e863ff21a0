//! Ways to write one name: what web addresses and systems that know no accents make of it. Pure functions of text.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Shortest name that is made by leaving letters out; a shorter one could have been any.
const SHORTEST_LEFT: usize = 3;

/// The ways to write a name that others may have chosen, in small letters. The first is the name's own: composed accents,
/// narrow digits, without what web addresses write in place of letters. A name of ASCII letters has no other.
#[must_use]
pub fn spellings(name: &str) -> Vec<String> {
    let own = plain(&without_percents(name));
    if own.is_ascii() {
        return vec![own];
    }
    let bare = without_accents(&own);
    let as_letters = without_accents(&as_two_letters(&own));
    // Only accents are left out together with their letters; of another script everything is.
    let left: String = own.chars().filter(char::is_ascii).collect();
    let count = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
    };
    let is_left = bare.is_ascii() && count(&left) >= SHORTEST_LEFT.max(count(&own).div_ceil(2));
    let mut ways = vec![own, bare, as_letters];
    ways.extend(is_left.then_some(left));
    let mut known: Vec<String> = Vec::new();
    for way in ways {
        if !known.contains(&way) {
            known.push(way);
        }
    }
    known
}

/// Small letters, and one way to write each: composed accents, narrow digits.
fn plain(text: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    composed.to_lowercase()
}

/// What web addresses write as `%20` and its like, as it was; also where that was done twice. A name of which no text
/// comes stays as it is.
fn without_percents(name: &str) -> String {
    let mut text = name.to_owned();
    for _ in 0..2 {
        let Some(decoded) = percent_decoded(&text) else {
            break;
        };
        text = decoded;
    }
    text
}

fn percent_decoded(text: &str) -> Option<String> {
    let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let code = match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        at += if code.is_some() { 3 } else { 1 };
        decoded.push(code.unwrap_or(byte));
    }
    (decoded.len() < bytes.len())
        .then(|| String::from_utf8(decoded).ok())
        .flatten()
}

/// Letters without their accents; those that are no letter with an accent as they are usually replaced.
fn without_accents(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in DecomposingNormalizerBorrowed::new_nfkd()
        .normalize(text)
        .chars()
    {
        match letter {
            '\u{300}'..='\u{36F}' => {}
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            _ => plain.push(letter),
        }
    }
    plain
}

/// Letters as German and the Scandinavian languages write them where there are no accents.
fn as_two_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'ä' => plain.push_str("ae"),
            'ö' | 'ø' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'å' => plain.push_str("aa"),
            _ => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ascii_name_is_written_in_one_way() {
        assert_eq!(spellings("Red_Shoe-1"), ["red_shoe-1"]);
        assert_eq!(spellings("100%"), ["100%"], "no code follows");
    }

    #[test]
    fn what_web_addresses_write_is_what_it_was() {
        assert_eq!(spellings("red%20shoe"), ["red shoe"]);
        assert_eq!(spellings("red%2520shoe"), ["red shoe"], "written so twice");
        assert_eq!(spellings("gr%C3%BCn")[0], "grün");
        assert_eq!(spellings("a%FFb"), ["a%ffb"], "no text comes of it");
    }

    #[test]
    fn accents_are_dropped_replaced_or_left_out_with_their_letters() {
        let ways = spellings("Grüne Tasse");
        for way in ["grüne tasse", "grune tasse", "gruene tasse", "grne tasse"] {
            assert!(ways.iter().any(|it| it == way), "{way}: {ways:?}");
        }
        assert!(spellings("Fußball").contains(&"fussball".to_owned()));
        assert!(spellings("cafétière").contains(&"cafetiere".to_owned()));
        assert_eq!(spellings("鞋子"), ["鞋子"]);
        assert_eq!(spellings("shoe_鞋子"), ["shoe_鞋子"]);
        assert!(
            !spellings("üöä1").contains(&"1".to_owned()),
            "too little is left"
        );
    }
}
