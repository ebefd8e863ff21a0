//! What systems add to the name of a picture's copy: sizes, crops, codes, checksums, moments. Pure functions of words.
//!
//! None of it says what is shown; at worst it makes two names alike that are not, and then what the files show decides.

use super::name_words::{Word, number_of};
use super::picture_words::{is_purpose_before, is_purpose_word, purpose_at_begin, purpose_at_end};

/// A name without what Amazon writes between `._` and `_` (`pan._AC_SL1500_`).
#[must_use]
pub fn without_size_codes(name: &str) -> String {
    let whole = || name.to_owned();
    let Some((before, behind)) = name.split_once("._") else {
        return whole();
    };
    match behind.rsplit_once('_') {
        Some((codes, after)) if !codes.is_empty() && !before.is_empty() => {
            format!("{before} {after}")
        }
        _ => whole(),
    }
}

/// How many of the last words are a checksum or a moment: behind a name they say what was done to the file, alone they are
/// its name.
#[must_use]
pub fn codes_at_end(words: &[Word<'_>]) -> usize {
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    let together = uuid_at_end(&texts).max(shop_numbers_at_end(&texts));
    if together > 0 {
        return together;
    }
    let is_code = |text: &&str| is_checksum(text) || is_stamp(text);
    usize::from(texts.last().is_some_and(is_code))
}

/// How many of the last words only say what a copy was made for.
#[must_use]
pub fn marks_at_end(words: &[Word<'_>]) -> usize {
    let Some(last) = words.last() else { return 0 };
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    let together = [
        wix_at_end(&texts),
        amazon_codes_at_end(&texts),
        purpose_at_end(&texts),
        named_measure_at_end(&texts),
    ];
    let most = together.into_iter().max().unwrap_or(0);
    if most > 0 {
        return most;
    }
    usize::from(is_purpose(*last) || is_bare_size(words))
}

/// How many of the first words only say what a copy was made for.
#[must_use]
pub fn marks_at_begin(words: &[Word<'_>]) -> usize {
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    let together = purpose_at_begin(&texts).max(if is_uuid(&texts, 0) { 5 } else { 0 });
    if together > 0 {
        return together;
    }
    let Some(first) = texts.first() else { return 0 };
    // The numbers that nopCommerce writes before a name have seven digits.
    let is_picture_number = first.len() == 7 && first.starts_with('0') && is_digits(first);
    usize::from(
        is_purpose_before(first) || is_size(first) || is_checksum(first) || is_picture_number,
    )
}

/// Whether a word only says what a copy was made for: one of the words, a size (`800x800`, `800px`, `2x`, `300dpi`), a
/// quality, a version, or the number in brackets that systems give to copies.
#[must_use]
pub fn is_purpose(word: Word<'_>) -> bool {
    let text = word.text;
    is_purpose_word(text)
        || (word.is_in_brackets && number_of(text).is_some())
        || is_size(text)
        || text
            .strip_prefix('v')
            .is_some_and(|version| has_digits(version, 1, 2))
}

/// Whether a mark may be the product's own as well: `60w` is a width and a lamp, `10x` a density and a lens, `v2` a version
/// and a model, `800` a width and a power.
#[must_use]
pub fn may_be_of_product(text: &str) -> bool {
    let number = text
        .strip_suffix(['w', 'h', 'x'])
        .or_else(|| text.strip_prefix(['x', 'v']))
        .unwrap_or(text);
    has_digits(number, 1, 5)
}

/// A size in pixels, also with a quality or way of cutting behind it (`640x640q90`, `800x600x2`).
fn is_size(text: &str) -> bool {
    let is_number = |part: &str| has_digits(part, 1, 5);
    let is_measure = ["px", "w", "h", "dpi", "x"]
        .iter()
        .any(|unit| text.strip_suffix(unit).is_some_and(is_number));
    let is_quality = text
        .strip_prefix('q')
        .is_some_and(|part| has_digits(part, 2, 3));
    let is_height = text.strip_prefix('x').is_some_and(is_usual_size);
    let sides = text.split_once(['x', '\u{d7}']);
    let is_size = sides.is_some_and(|(width, rest)| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (height, rest) = rest.split_at(digits);
        let is_tail = rest.is_empty()
            || rest == "w"
            || rest
                .strip_prefix(['x', 'q'])
                .is_some_and(|part| has_digits(part, 1, 3));
        is_number(width) && is_number(height) && is_tail
    });
    is_measure || is_quality || is_height || is_size
}

/// Whether the last word is a size in pixels without its unit: a number that sizes have, behind one that counts pictures
/// (`shoe_1_800`). Alone it may be the count, or the model.
fn is_bare_size(words: &[Word<'_>]) -> bool {
    let [.., count, size] = words else {
        return false;
    };
    let is_count = number_of(count.text).is_some_and(|number| number < 100);
    is_count && is_usual_size(size.text)
}

fn is_usual_size(text: &str) -> bool {
    /// Sizes that are no multiples of 50.
    const USUAL_PX: [u32; 10] = [320, 480, 512, 640, 720, 768, 1024, 1080, 1280, 2048];
    text.parse::<u32>().is_ok_and(|px| {
        (100..=4000).contains(&px) && (px.is_multiple_of(50) || USUAL_PX.contains(&px))
    })
}

/// Whether a word is a moment: seconds or milliseconds since 1970, of 2014 to 2033, with an `e` before it where `WordPress`
/// has written an edited picture.
fn is_stamp(text: &str) -> bool {
    let digits = text.strip_prefix('e').unwrap_or(text);
    let is_moment = matches!(digits.len(), 10 | 13) && is_digits(digits);
    is_moment && ("14".."20").contains(&&digits[..2])
}

/// A checksum: 12 or more digits of base 16, both numerals and letters among them.
#[must_use]
pub fn is_checksum(text: &str) -> bool {
    text.len() >= 12
        && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// `3b2f6e1c-8d4a-4f5e-9c7b-2a1d0e9f8b7c`, which `Shopify` writes behind a name that is there already.
fn is_uuid(texts: &[&str], start: usize) -> bool {
    let parts = texts.get(start..start + 5);
    parts.is_some_and(|parts| {
        parts.iter().zip([8, 4, 4, 4, 12]).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    })
}

fn uuid_at_end(texts: &[&str]) -> usize {
    match texts.len().checked_sub(5) {
        Some(start) if is_uuid(texts, start) => 5,
        _ => 0,
    }
}

/// `__12345.1612345678.1280.1280`, as `BigCommerce` writes: a number, a moment, the size.
fn shop_numbers_at_end(texts: &[&str]) -> usize {
    match texts {
        [.., number, moment, width, height]
            if has_digits(number, 1, 7)
                && is_stamp(moment)
                && has_digits(width, 1, 4)
                && has_digits(height, 1, 4) =>
        {
            4
        }
        _ => 0,
    }
}

/// `~mv2` and what follows, as Wix writes: `mv2_d_1200_1200_s_2`.
fn wix_at_end(texts: &[&str]) -> usize {
    let from_end = texts.iter().rev().position(|text| *text == "mv2");
    from_end.map_or(0, |behind| if behind <= 6 { behind + 1 } else { 0 })
}

/// `ac_sl1500`, as Amazon writes, where the dot before it was lost.
fn amazon_codes_at_end(texts: &[&str]) -> usize {
    let is_code = |text: &str| {
        let codes = [
            "sl", "sx", "sy", "ss", "sr", "ul", "us", "ux", "uy", "ql", "fm",
        ];
        codes.iter().any(|code| {
            text.strip_prefix(code)
                .is_some_and(|part| has_digits(part, 2, 4))
        })
    };
    let codes = texts.iter().rev().take_while(|text| is_code(text)).count();
    let before = texts.len().checked_sub(codes + 1);
    match before.and_then(|at| texts.get(at)) {
        Some(&"ac") => codes + 1,
        _ => 0,
    }
}

/// `w_800`, `h_600`, as picture servers write.
fn named_measure_at_end(texts: &[&str]) -> usize {
    match texts {
        [.., "w" | "h" | "width" | "height" | "q" | "s", size] if is_usual_size(size) => 2,
        [.., "s", size]
            if size
                .strip_prefix('l')
                .is_some_and(|part| has_digits(part, 2, 4)) =>
        {
            2
        }
        _ => 0,
    }
}

fn has_digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && is_digits(text)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
