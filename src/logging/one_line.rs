//! Makes any text safe for one line of a log or a terminal.
//!
//! Whoever names a file or folder says what stands in that line: a line break would forge a second one, an escape code
//! would take the terminal over, and a mark of direction would turn what follows around. Files for programs stay exact;
//! they do not come by here.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use tracing_subscriber::fmt::MakeWriter;

/// The text on one line, for people: control characters, line and paragraph separators and marks of direction are shown
/// as `\u{1b}`. Everything else, emoji and their joiners included, is left as it is.
#[must_use]
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(breaks_lines) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if breaks_lines(character) {
            // Writing into a String can't fail.
            write!(safe, "{}", character.escape_unicode()).ok();
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Whether a character does more to a line than to stand in it.
fn breaks_lines(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // The Arabic letter mark; left-to-right and right-to-left marks.
            '\u{61c}' | '\u{200e}' | '\u{200f}'
            // Line and paragraph separators; embeddings and overrides of direction.
            | '\u{2028}'..='\u{202e}'
            // Isolates, and the retired marks of Arabic shaping and digits.
            | '\u{2066}'..='\u{206f}'
        )
}

/// Hands every line of a log on as one line, whatever was said in it.
#[derive(Clone, Debug)]
pub(super) struct OneLineEach<W>(pub(super) W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for OneLineEach<W> {
    type Writer = OneLineEach<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        OneLineEach(self.0.make_writer())
    }
}

impl<W: io::Write> io::Write for OneLineEach<W> {
    /// Takes one event of the log, its line end included: the library hands each over as a whole.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let (line, end) = match text.strip_suffix('\n') {
            Some(line) => (line, "\n"),
            None => (text.as_ref(), ""),
        };
        match on_one_line(line) {
            Cow::Borrowed(_) => self.0.write_all(event)?,
            Cow::Owned(safe) => self.0.write_all((safe + end).as_bytes())?,
        }
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_or_a_terminal_obeys_is_shown_as_an_escape() {
        for (name, shown) in [
            ("two\nlines.jpg", r"two\u{a}lines.jpg"),
            ("\r\u{1b}[31m\u{7f}\u{9b}", r"\u{d}\u{1b}[31m\u{7f}\u{9b}"),
            ("a\u{2028}b\u{2029}c\u{85}d", r"a\u{2028}b\u{2029}c\u{85}d"),
            ("\u{202e}gpj.exe", r"\u{202e}gpj.exe"),
            (
                "\u{2066}a\u{2069}\u{200f}\u{61c}",
                r"\u{2066}a\u{2069}\u{200f}\u{61c}",
            ),
        ] {
            assert_eq!(on_one_line(name), shown);
        }
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        let plain = "a \"b\"\\n, 鞋子 – حذاء – 👩\u{200d}🔧 e\u{301}.jpg";
        assert!(matches!(on_one_line(plain), Cow::Borrowed(same) if same == plain));
    }
}
