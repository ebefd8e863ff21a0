//! What a spreadsheet makes of a field of a CSV, and how it is kept from that.
//!
//! A spreadsheet reads every field as if somebody had typed it: it runs formulas, and makes numbers, dates, truth values and
//! errors of what looks like one, in the language of its user. An apostrophe before the field keeps it as it is. The usual
//! ways around are no better: `="0400…"` is a formula, and a leading tab or invisible space hides in every later comparison.
//! A visible apostrophe loses nothing.

use std::borrow::Cow;

use super::Column;

/// First characters that make a spreadsheet run a field: those of Excel and Calc, the control characters that
/// they skip before looking, and the full-width forms that East Asian editions take for the same.
pub const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Months as people write them, in the languages whose spreadsheets read them. A month may be cut off behind its third
/// letter.
const MONTHS: &[&str] = &[
    // English, German, Dutch, Danish, Norwegian, Swedish.
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "sept",
    "october",
    "november",
    "december",
    "januar",
    "jänner",
    "februar",
    "märz",
    "mrz",
    "maerz",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "januari",
    "februari",
    "maart",
    "mrt",
    "mei",
    "augustus",
    "marts",
    "maj",
    "mars",
    "augusti",
    "desember",
    // French, Spanish, Italian, Portuguese.
    "janvier",
    "février",
    "fevrier",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "decembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "settembre",
    "ottobre",
    "dicembre",
    "janeiro",
    "fevereiro",
    "março",
    "marco",
    "maio",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
    // Polish, Turkish.
    "styczeń",
    "stycznia",
    "luty",
    "lutego",
    "marzec",
    "marca",
    "kwiecień",
    "kwietnia",
    "maja",
    "czerwiec",
    "czerwca",
    "lipiec",
    "lipca",
    "sierpień",
    "sierpnia",
    "wrzesień",
    "września",
    "październik",
    "października",
    "listopad",
    "grudzień",
    "grudnia",
    "ocak",
    "şubat",
    "nisan",
    "mayıs",
    "haziran",
    "temmuz",
    "ağustos",
    "eylül",
    "ekim",
    "kasım",
    "aralık",
];

/// Truth values, in the languages of Excel that have their own words for them.
const TRUTH_VALUES: &[&str] = &[
    "true",
    "false",
    "wahr",
    "falsch",
    "vrai",
    "faux",
    "verdadero",
    "falso",
    "vero",
    "verdadeiro",
    "waar",
    "onwaar",
    "prawda",
    "fałsz",
    "sand",
    "falsk",
    "sann",
    "usann",
    "sant",
    "falskt",
    "tosi",
    "epätosi",
    "pravda",
    "nepravda",
    "igaz",
    "hamis",
    "doğru",
    "yanliş",
    "yanlış",
    "истина",
    "ложь",
];

/// What a column holds, as far as spreadsheets misread it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Product ids, which are text whatever they look like.
    Ids,
    /// Paths. Nearly all of them can be taken for nothing else.
    Paths,
    /// Words of this program.
    Others,
}

impl Holds {
    /// What a column holds.
    pub(super) fn of(column: Column) -> Self {
        match column {
            Column::ProductId => Self::Ids,
            Column::Path | Column::Original | Column::NewFile => Self::Paths,
            _ => Self::Others,
        }
    }
}

/// A field with an apostrophe before it, where a spreadsheet would run it or take it for something else.
pub(super) fn harmless(text: Cow<'_, str>, holds: Holds) -> Cow<'_, str> {
    let is_misread = match holds {
        Holds::Ids => begins_like_a_number(&text) || is_value(&text),
        Holds::Paths => is_value(&text),
        Holds::Others => false,
    };
    if is_misread || text.starts_with(FORMULA_STARTS) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// Whether the first sign that is a letter or a digit is a digit, of any script: `0400`, `３-4`, `(5)`, `.5`, `€ 5`.
fn begins_like_a_number(text: &str) -> bool {
    text.chars()
        .find(|it| it.is_alphanumeric())
        .is_some_and(char::is_numeric)
}

/// Whether a field is a number, a date, a time, a truth value or an error to a spreadsheet: it holds digits and no other
/// words than a month's and those of numbers and times, or is one of a few words.
fn is_value(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    // Of capital letters with a dot, only the dot is left over when they become small.
    let lower = lower.replace('\u{307}', "");
    if lower.starts_with('#') || TRUTH_VALUES.contains(&lower.as_str()) {
        return true;
    }
    let mut words = lower
        .split(|it: char| !it.is_alphabetic())
        .filter(|word| !word.is_empty());
    lower.contains(char::is_numeric)
        && words.all(|word| matches!(word, "e" | "am" | "pm") || is_month(word))
}

/// Whether a word is a month's name, or as much of its beginning as tells it.
fn is_month(word: &str) -> bool {
    word.chars().count() >= 3 && MONTHS.iter().any(|month| month.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_guarded(text: &str, holds: Holds) -> bool {
        let guarded = harmless(text.into(), holds);
        assert!(
            guarded == text || guarded == format!("'{text}"),
            "{guarded}"
        );
        guarded != text
    }

    #[test]
    fn fields_that_would_run_are_made_harmless() {
        for first in FORMULA_STARTS {
            let text = format!("{first}1+1.jpg");
            for holds in [Holds::Ids, Holds::Paths, Holds::Others] {
                assert!(is_guarded(&text, holds), "{text:?} would run");
            }
        }
        assert!(
            !is_guarded("a=b.jpg", Holds::Paths),
            "inside it is harmless"
        );
    }

    #[test]
    fn ids_that_a_spreadsheet_would_change_are_guarded() {
        for id in [
            "04006381000012",
            "4006381000012",
            "3-4",
            "1E5",
            "5%",
            "3-pack",
            "(5)",
            ".5",
            "$5",
            "€ 5",
            "０４００",
            "MAR-10",
            "SEPT2",
            "Sep 2",
            "march1",
            "DEC1",
            "Mai 5",
            "Okt-7",
            "MÄRZ3",
            "mrz.3",
            "Déc-12",
            "août 4",
            "Ağu 3",
            "Ene-1",
            "TRUE",
            "false",
            "Wahr",
            "VRAI",
            "ЛОЖЬ",
            "#N/A",
            "#NV",
            " MAR-10 ",
        ] {
            assert!(is_guarded(id, Holds::Ids), "{id}");
        }
        for id in [
            "AB-1234",
            "mug12",
            "XK-77",
            "鞋子",
            "Bags",
            "March",
            "MA1",
            "MARKER-10",
            "TRUEFIT",
            "A1",
            "SEPT2B-X",
            "Truth",
            "Dec-1-blue",
            "",
        ] {
            assert!(!is_guarded(id, Holds::Ids), "{id}");
        }
    }

    #[test]
    fn paths_are_guarded_only_where_all_of_them_is_a_value() {
        for path in ["4006381333931", "3/4", "MAR-10", "2024-01-05/12", "true"] {
            assert!(is_guarded(path, Holds::Paths), "{path}");
        }
        for path in ["0400/1.jpg", "MAR-10/x.jpg", "3-4/5.png", "1.jpg", "a/1"] {
            assert!(!is_guarded(path, Holds::Paths), "{path}");
        }
        assert!(!is_guarded("2", Holds::Others), "our own words and numbers");
    }
}
