//! The words of a name: what stands between its separators.

/// A part of a name between separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'name> {
    pub(super) text: &'name str,
    pub(super) is_in_brackets: bool,
}

/// The words of a name, in its own order.
pub(super) fn words_of(plain: &str) -> Vec<Word<'_>> {
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
pub(super) fn joined(words: &[Word<'_>]) -> String {
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

/// A number that counts pictures: of up to three digits, because longer ones are years and models.
pub(super) fn number_of(word: &str) -> Option<u32> {
    let counts = (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    counts.then(|| word.parse().ok()).flatten()
}
