//! Just enough Rust to read source as text: without comments, without what strings say, without test code. Every
//! function keeps the positions of lines.

/// What becomes of the text inside strings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strings {
    /// It stays.
    Kept,
    /// It becomes blanks.
    Blanked,
}

/// The source with comments blanked, and with strings kept or blanked (their quotes stay).
pub fn code_of(source: &str, strings: Strings) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut here = 0;
    while here < chars.len() {
        let (end, shown) = token_end(&chars, here);
        for (index, &letter) in chars[here..end].iter().enumerate() {
            let edge = here + index == here || here + index + 1 == end;
            let keep = match shown {
                Shown::Code => true,
                Shown::Text => strings == Strings::Kept || edge,
                Shown::Comment => false,
            };
            code.push(if keep || letter == '\n' { letter } else { ' ' });
        }
        here = end;
    }
    code
}

/// What a stretch of source is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Code,
    Text,
    Comment,
}

/// Where the stretch that begins here ends, and what it is.
fn token_end(chars: &[char], start: usize) -> (usize, Shown) {
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let after_word = start > 0 && is_word(at(start - 1));
    match at(start) {
        '/' if at(start + 1) == '/' => {
            let end = (start..chars.len()).find(|&index| at(index) == '\n');
            (end.unwrap_or(chars.len()), Shown::Comment)
        }
        '/' if at(start + 1) == '*' => (block_comment_end(chars, start), Shown::Comment),
        '"' => (string_end(chars, start), Shown::Text),
        'r' if !after_word || at(start - 1) == 'b' => match raw_string_end(chars, start) {
            Some(end) => (end, Shown::Text),
            None => (start + 1, Shown::Code),
        },
        '\'' if at(start + 1) == '\\' => {
            let end = (start + 3..chars.len()).find(|&index| at(index) == '\'');
            (end.map_or(chars.len(), |index| index + 1), Shown::Text)
        }
        '\'' if at(start + 2) == '\'' => (start + 3, Shown::Text),
        _ => (start + 1, Shown::Code),
    }
}

fn block_comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut here = start;
    while here + 1 < chars.len() {
        match (chars[here], chars[here + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                here += 1;
                continue;
            }
        }
        here += 2;
        if depth == 0 {
            return here;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut here = start + 1;
    while here < chars.len() {
        match chars[here] {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    chars.len()
}

/// The end of a raw string that begins with the `r` here; `None` where there is none.
fn raw_string_end(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..]
        .iter()
        .take_while(|&&letter| letter == '#')
        .count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let closes = |index: usize| {
        chars[index] == '"'
            && chars[index + 1..]
                .iter()
                .take_while(|&&letter| letter == '#')
                .count()
                >= hashes
    };
    let close = (open + 1..chars.len()).find(|&index| closes(index));
    Some(close.map_or(chars.len(), |index| index + 1 + hashes))
}

/// Blanks what follows each `#[cfg(test)]`: up to the end of its braces, or to the semicolon. `plain` is the same source
/// with strings blanked, so that braces in strings do not count.
pub fn without_tests(plain: &str, code: &str) -> String {
    const ATTRIBUTE: &str = "#[cfg(test)]";
    let plain: Vec<char> = plain.chars().collect();
    let mut kept: Vec<char> = code.chars().collect();
    let attribute: Vec<char> = ATTRIBUTE.chars().collect();
    let mut here = 0;
    while here < plain.len() {
        if !plain[here..].starts_with(&attribute) {
            here += 1;
            continue;
        }
        let mut depth = 0_i32;
        while here < plain.len() {
            let letter = plain[here];
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            if kept[here] != '\n' {
                kept[here] = ' ';
            }
            here += 1;
            if depth == 0 && (letter == '}' || letter == ';') {
                break;
            }
        }
    }
    kept.into_iter().collect()
}

/// Whether a letter can be part of a name.
pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The line of a byte position, from 1.
pub fn line_at(text: &str, position: usize) -> usize {
    text[..position].matches('\n').count() + 1
}
