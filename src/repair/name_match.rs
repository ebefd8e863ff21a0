//! How alike the names of an image and of an original are. Names only propose; what the files show decides.
//!
//! Pure functions of text. Invariant: names that speak of different views or numbers of one product (`_front` and `_back`,
//! `-1` and `-2`) are never alike.

use super::copy_marks::{
    codes_at_end, is_purpose, marks_at_begin, marks_at_end, may_be_of_product, without_size_codes,
};
use super::name_spelling::spellings;
use super::name_words::{Word, joined, number_of, words_of};
use super::picture_words::{is_kind_of_folder, view_of};

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
    /// The image's name goes on behind the original's, with words that nothing is known of.
    SameBeginning,
    /// The same but for a number that is a copy's size or says which product it is: `60w` and `80w`.
    OtherNumber,
}

/// A name in each way in which it may be written.
#[derive(Clone, Debug)]
pub struct WrittenName {
    ways: Vec<PictureName>,
}

/// The name of a file without its ending, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PictureName {
    stem: String,
    /// All its words.
    words: String,
    /// Its first words, put together, from all but the last on.
    beginnings: Vec<String>,
    /// What is left without purpose, view and number; may be empty only where a product's id was taken off.
    core: String,
    view: Option<&'static str>,
    number: Option<u32>,
    /// Of what was taken off the core, what may be the product's own.
    marks: Vec<String>,
    says_something: bool,
}

/// A key by which names are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKey<'name> {
    /// All words.
    Words(&'name str),
    /// What is left of an original's name: all words of an image's may be no more (`XK-77` and `XK-77_2`).
    Core(&'name str),
    /// What is left, with view and number.
    Picture(&'name str, Said<&'static str>, Said<u32>),
}

/// What a name says of its view or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Said<T> {
    /// This.
    This(T),
    /// Nothing.
    Nothing,
    /// Whatever it says or does not.
    Any,
}

impl WrittenName {
    /// Takes a stem apart. Where the product is known, its id is taken off the beginning first.
    #[must_use]
    pub fn new(stem: &str, product_code: Option<&str>) -> Self {
        Self::taken_apart(stem, 0, product_code)
    }

    /// Takes a stem apart together with the name of a folder before it.
    #[must_use]
    pub fn in_folder(folder: &str, stem: &str) -> Self {
        let before = words_of(&own_spelling(folder)).len();
        Self::taken_apart(&format!("{folder} {stem}"), before, None)
    }

    /// `before`: so many of the first words are not the file's own.
    fn taken_apart(name: &str, before: usize, product_code: Option<&str>) -> Self {
        let ways = spellings(name);
        let taken_apart = |way: &String| PictureName::new(name, way, before, product_code);
        Self {
            ways: ways.iter().map(taken_apart).collect(),
        }
    }

    /// How alike an image's name and an original's are; `None` where they are not.
    #[must_use]
    pub fn likeness(&self, original: &Self) -> Option<Likeness> {
        let (own, others) = self.ways.split_first()?;
        let (its_own, its_others) = original.ways.split_first()?;
        // Two names of which each was changed may be anything: `grn` stands for grün and for grön.
        let changed = others
            .iter()
            .map(|way| (way, its_own))
            .chain(its_others.iter().map(|way| (own, way)))
            .filter_map(|(image, original)| image.likeness(original))
            .map(|likeness| likeness.max(Likeness::SameWords));
        changed.chain(own.likeness(its_own)).min()
    }

    /// The keys by which an original is filed.
    pub fn filed_under(&self) -> impl Iterator<Item = NameKey<'_>> {
        self.ways.iter().flat_map(PictureName::filed_under)
    }

    /// The keys of all originals whose names may be alike.
    pub fn looked_up_by(&self) -> impl Iterator<Item = NameKey<'_>> {
        self.ways.iter().flat_map(PictureName::looked_up_by)
    }

    /// Whether it is more than a number, a view, or a word that all pictures bear: `mug12` and `IMG_4711`, not `front_1`.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.ways.first().is_some_and(|own| own.says_something)
    }
}

impl PictureName {
    fn new(stem: &str, way: &str, before: usize, product_code: Option<&str>) -> Self {
        let plain = without_size_codes(way);
        let mut words = words_of(&plain);
        if let Some(code) = product_code
            && words.first().is_some_and(|word| same_code(word.text, code))
        {
            words.remove(0);
        }
        let joined_words = joined(&words);
        let beginnings = (1..words.len())
            .rev()
            .take(MOST_BEHIND)
            .filter(|&count| says_something(&words[..count]))
            .map(|count| joined(&words[..count]))
            .collect();
        let says_something = says_something(&words);
        let least_words = usize::from(product_code.is_none());
        let mut marks = Vec::new();
        let (view, number) = strip_end(&mut words, (before, least_words), &mut marks);
        loop {
            let count = marks_at_begin(&words);
            if count == 0 || count >= words.len() {
                break;
            }
            keep_marks(words.drain(..count), &mut marks);
        }
        Self {
            stem: stem.to_owned(),
            words: joined_words,
            beginnings,
            says_something,
            core: joined(&words),
            view,
            number,
            marks,
        }
    }

    fn likeness(&self, original: &Self) -> Option<Likeness> {
        if self.stem == original.stem {
            return Some(Likeness::Same);
        }
        if self.words == original.words {
            return Some(Likeness::SameWords);
        }
        if original.words.is_empty() {
            return Some(Likeness::SameProduct);
        }
        if self.core == original.core {
            let has_both = !self.marks.is_empty() && !original.marks.is_empty();
            if has_both && self.marks != original.marks {
                return Some(Likeness::OtherNumber);
            }
            if self.view == original.view && self.number == original.number {
                return Some(Likeness::SamePicture);
            }
            let agree = agrees(self.view, original.view) && agrees(self.number, original.number);
            return agree.then_some(Likeness::SameName);
        }
        if self.words == original.core || self.core == original.words {
            return Some(Likeness::SameName);
        }
        let begins = self.beginnings.contains(&original.words);
        begins.then_some(Likeness::SameBeginning)
    }

    fn filed_under(&self) -> impl Iterator<Item = NameKey<'_>> {
        let picture = |view, number| NameKey::Picture(&self.core, view, number);
        let (view, number) = (Said::of(self.view), Said::of(self.number));
        [
            NameKey::Words(&self.words),
            NameKey::Core(&self.core),
            picture(view, number),
            picture(Said::Any, number),
            picture(view, Said::Any),
            picture(Said::Any, Said::Any),
        ]
        .into_iter()
    }

    /// Whoever says nothing takes any; whoever says something takes it and nothing.
    fn looked_up_by(&self) -> impl Iterator<Item = NameKey<'_>> {
        let takes = |says_it| if says_it { 2 } else { 1 };
        let views = [Said::of_any(self.view), Said::Nothing];
        let numbers = [Said::of_any(self.number), Said::Nothing];
        let views = views.into_iter().take(takes(self.view.is_some()));
        let pictures = views.flat_map(move |view| {
            let numbers = numbers.into_iter().take(takes(self.number.is_some()));
            numbers.map(move |number| NameKey::Picture(&self.core, view, number))
        });
        let beginnings = self.beginnings.iter().map(|words| NameKey::Words(words));
        let whole = [
            NameKey::Words(&self.words),
            NameKey::Words(&self.core),
            NameKey::Core(&self.words),
        ];
        whole.into_iter().chain(pictures).chain(beginnings)
    }
}

impl<T> Said<T> {
    fn of(said: Option<T>) -> Self {
        said.map_or(Self::Nothing, Self::This)
    }

    fn of_any(said: Option<T>) -> Self {
        said.map_or(Self::Any, Self::This)
    }
}

/// Takes off the end what says nothing of the product, and returns what it says of the picture.
fn strip_end(
    words: &mut Vec<Word<'_>>,
    (before, least_words): (usize, usize),
    marks_taken: &mut Vec<String>,
) -> (Option<&'static str>, Option<u32>) {
    let (mut view, mut number) = (None, None);
    while words.len() > least_words {
        let Some(last) = words.last().copied() else {
            break;
        };
        let codes = codes_at_end(words);
        let own = words.get(before..words.len() - codes);
        if codes > 0 && own.is_some_and(says_something) {
            words.truncate(words.len() - codes);
            continue;
        }
        let marks = marks_at_end(words);
        if marks > 0 && words.len() >= least_words + marks {
            keep_marks(words.drain(words.len() - marks..), marks_taken);
            continue;
        }
        if let Some(found) = view_of(last.text).filter(|_| view.is_none()) {
            view = Some(found);
        } else if let Some(found) = number_of(last.text).filter(|_| number.is_none()) {
            number = Some(found);
        } else {
            break;
        }
        words.pop();
    }
    (view, number)
}

/// Keeps those of the words that were taken off which may be the product's own.
fn keep_marks<'name>(taken: impl Iterator<Item = Word<'name>>, marks: &mut Vec<String>) {
    let kept = taken.filter(|word| may_be_of_product(word.text));
    marks.extend(kept.map(|word| word.text.to_owned()));
}

/// So many unknown words may stand behind a name.
const MOST_BEHIND: usize = 4;

/// Fewest letters and numerals of a name that says which product it is of.
const SHORTEST_NAME: usize = 3;

/// Whether words name a product or a photograph, and not only a kind of picture, a view or a count.
fn says_something(words: &[Word<'_>]) -> bool {
    let names = |word: &Word<'_>| {
        let letters = word
            .text
            .trim_end_matches(|last: char| last.is_ascii_digit());
        let is_count = letters.is_empty() && number_of(word.text).is_some();
        let bare = Word {
            text: letters,
            is_in_brackets: false,
        };
        let says_nothing = |it: Word<'_>| {
            is_purpose(it) || is_kind_of_folder(it.text) || view_of(it.text).is_some()
        };
        !(is_count || says_nothing(*word) || says_nothing(bare))
    };
    let is_count = |word: &Word<'_>| !word.is_in_brackets && number_of(word.text).is_some();
    let counts = words.iter().filter(|word| names(word) || is_count(word));
    let letters = counts.flat_map(|word| word.text.chars());
    words.iter().any(names) && letters.map(weight).sum::<usize>() >= SHORTEST_NAME
}

/// A Chinese character says as much as a syllable.
fn weight(letter: char) -> usize {
    if letter > '\u{2E80}' { 2 } else { 1 }
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
    let plain = own_spelling(stem);
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
    let plain = own_spelling(name);
    if let Some(code) = code_of(&plain) {
        return Some(code);
    }
    let words = words_of(&plain);
    let says_nothing = |word: &Word<'_>| is_purpose(*word) || is_kind_of_folder(word.text);
    (!words.iter().all(says_nothing)).then(|| joined(&words))
}

fn own_spelling(text: &str) -> String {
    spellings(text).swap_remove(0)
}

fn same_code(text: &str, code: &str) -> bool {
    code_of(text).is_some_and(|found| found == code)
}

#[cfg(test)]
mod tests;
