//! How alike the names of an image and of an original are. Names only propose; what the files show decides.
//!
//! Pure functions of text. Invariant: names that speak of different views or numbers of one product (`_front` and `_back`,
//! `-1` and `-2`) are never alike.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::picture_words::{is_kind_of_folder, is_purpose_word, view_of};

/// How alike two names are, most alike first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same, letter by letter.
    Same,
    /// The same but for case, separators and ways to write a letter.
    SameWords,
    /// The same but for words that say what a copy was made for.
    SamePicture,
    /// One of them has a number or a view, and the other none.
    SameName,
    /// The original bears its product's id and nothing else.
    SameProduct,
}

/// The name of a file without its ending, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureName {
    stem: String,
    /// All its words.
    words: String,
    /// What is left without purpose, view and number; may be empty only where a product's id was taken off.
    core: String,
    view: Option<&'static str>,
    number: Option<u32>,
}

/// A part of a name between separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word<'name> {
    text: &'name str,
    is_in_brackets: bool,
}

impl PictureName {
    /// Takes a stem apart. Where the product is known, its id is taken off the beginning first.
    #[must_use]
    pub fn new(stem: &str, product_code: Option<&str>) -> Self {
        let plain = plain(stem);
        let mut words = words_of(&plain);
        if let Some(code) = product_code
            && words.first().is_some_and(|word| same_code(word.text, code))
        {
            words.remove(0);
        }
        let joined_words = joined(&words);
        let least_words = usize::from(product_code.is_none());
        let (mut view, mut number) = (None, None);
        while words.len() > least_words {
            let Some(last) = words.last().copied() else {
                break;
            };
            if is_purpose(last) || is_bare_size(&words) {
                // Says nothing of what is shown.
            } else if let Some(found) = view_of(last.text).filter(|_| view.is_none()) {
                view = Some(found);
            } else if let Some(found) = number_of(last.text).filter(|_| number.is_none()) {
                number = Some(found);
            } else {
                break;
            }
            words.pop();
        }
        Self {
            stem: stem.to_owned(),
            words: joined_words,
            core: joined(&words),
            view,
            number,
        }
    }

    /// How alike an image's name and an original's are; `None` where they are not.
    #[must_use]
    pub fn likeness(&self, original: &Self) -> Option<Likeness> {
        if self.stem == original.stem {
            return Some(Likeness::Same);
        }
        if self.words == original.words {
            return Some(Likeness::SameWords);
        }
        if original.words.is_empty() {
            return Some(Likeness::SameProduct);
        }
        if self.core != original.core {
            return None;
        }
        if self.view == original.view && self.number == original.number {
            return Some(Likeness::SamePicture);
        }
        let agree = agrees(self.view, original.view) && agrees(self.number, original.number);
        agree.then_some(Likeness::SameName)
    }

    /// Two keys, one of which is equal in alike names of which neither was stripped of an id.
    #[must_use]
    pub fn keys(&self) -> [&str; 2] {
        [&self.core, &self.words]
    }
}

/// Whether what is said on both sides is the same.
fn agrees<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The product's id at the beginning of a name: 8 to 14 digits between separators, without the zeros before it, which
/// one system writes and another leaves out.
#[must_use]
pub fn leading_code(stem: &str) -> Option<String> {
    let plain = plain(stem);
    words_of(&plain).first().and_then(|word| code_of(word.text))
}

/// The id that a text is, without the zeros before it.
#[must_use]
pub fn code_of(text: &str) -> Option<String> {
    let is_code = (8..=14).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| text.trim_start_matches('0').to_owned())
}

/// The name of a folder for comparing; `None` where it only says what kind of files it holds.
#[must_use]
pub fn folder_words(name: &str) -> Option<String> {
    let plain = plain(name);
    if let Some(code) = code_of(&plain) {
        return Some(code);
    }
    let words = words_of(&plain);
    let says_nothing = |word: &Word<'_>| is_purpose(*word) || is_kind_of_folder(word.text);
    (!words.iter().all(says_nothing)).then(|| joined(&words))
}

/// Small letters, and one way to write each: composed accents, narrow digits.
fn plain(text: &str) -> String {
    let composed: Cow<'_, str> = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    composed.to_lowercase()
}

fn words_of(plain: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = plain;
    while let Some(start) = rest.find(|letter| !is_separator(letter)) {
        let is_bracket = |letter: char| matches!(letter, '(' | '[');
        let is_in_brackets = rest[..start].chars().next_back().is_some_and(is_bracket);
        let end = rest[start..]
            .find(is_separator)
            .map_or(rest.len(), |length| start + length);
        words.push(Word {
            text: &rest[start..end],
            is_in_brackets,
        });
        rest = &rest[end..];
    }
    words
}

fn is_separator(letter: char) -> bool {
    // General and Chinese punctuation.
    letter.is_whitespace()
        || letter.is_ascii_punctuation()
        || matches!(letter, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{303F}')
}

/// Words put together; digits stay apart from digits, so that `1-12` is not `11-2`.
fn joined(words: &[Word<'_>]) -> String {
    let mut joined = String::new();
    for word in words {
        let meets_digits = joined.ends_with(|last: char| last.is_ascii_digit())
            && word.text.starts_with(|first: char| first.is_ascii_digit());
        if meets_digits {
            joined.push('-');
        }
        joined.push_str(word.text);
    }
    joined
}

fn same_code(text: &str, code: &str) -> bool {
    code_of(text).is_some_and(|found| found == code)
}

/// Whether a word only says what a copy was made for: one of the words, a size (`800x800`, `800px`, `2x`, `300dpi`), or
/// the number in brackets that systems give to copies.
fn is_purpose(word: Word<'_>) -> bool {
    let text = word.text;
    if is_purpose_word(text) || (word.is_in_brackets && number_of(text).is_some()) {
        return true;
    }
    let is_number = |part: &str| {
        (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_measure = ["px", "w", "h", "dpi", "x"]
        .iter()
        .any(|unit| text.strip_suffix(unit).is_some_and(is_number));
    let is_size = text
        .split_once(['x', '\u{d7}'])
        .is_some_and(|(width, height)| is_number(width) && is_number(height));
    is_measure || is_size
}

/// Whether the last word is a size in pixels without its unit: a number that sizes have, behind one that counts pictures
/// (`shoe_1_800`). Alone it may be the count, or the model.
fn is_bare_size(words: &[Word<'_>]) -> bool {
    /// Sizes that are no multiples of 50.
    const USUAL_PX: [u32; 10] = [320, 480, 512, 640, 720, 768, 1024, 1080, 1280, 2048];
    let [.., count, size] = words else {
        return false;
    };
    let is_count = number_of(count.text).is_some_and(|number| number < 100);
    let is_size = size.text.parse::<u32>().is_ok_and(|px| {
        (100..=4000).contains(&px) && (px.is_multiple_of(50) || USUAL_PX.contains(&px))
    });
    is_count && is_size
}

/// A number that counts pictures: of up to three digits, because longer ones are years and models.
fn number_of(word: &str) -> Option<u32> {
    let counts = (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    counts.then(|| word.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
