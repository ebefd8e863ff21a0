//! Which product an image belongs to.

use std::num::NonZeroU8;
use std::path::Path;

use super::ImageLocation;

/// The product's id as text, because ids begin with zeros. Which text that is says a [`ProductRule`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProductId(Box<str>);

/// How the product of an image is found: by the folder of the level that a person chose; else, and for images that do not
/// lie so deep, by the nearest folder named by 8 to 14 digits, else such a number at the beginning of the file's name, else
/// the first folder below the chosen one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProductRule {
    level: Option<NonZeroU8>,
}

impl ProductRule {
    /// The folder of this level is the product: 1 is the first below the chosen one. `None`: nobody chose one.
    #[must_use]
    pub fn of_level(level: Option<NonZeroU8>) -> Self {
        Self { level }
    }

    /// The level that was chosen.
    #[must_use]
    pub fn level(self) -> Option<NonZeroU8> {
        self.level
    }

    /// The product of an image; `None` for one of which neither a folder nor its name says any.
    #[must_use]
    pub fn product(self, location: &ImageLocation) -> Option<ProductId> {
        let relative = location.relative();
        self.chosen_folder(relative)
            .or_else(|| nearest_code(relative))
            .or_else(|| code_of_name(relative))
            .or_else(|| folders(relative).next())
            .map(|id| ProductId(id.into()))
    }

    fn chosen_folder(self, relative: &Path) -> Option<String> {
        let level = self.level?;
        folders(relative).nth(usize::from(level.get()) - 1)
    }
}

impl ProductId {
    /// The product of an image where nobody chose a level of folders.
    #[must_use]
    pub fn of(location: &ImageLocation) -> Option<Self> {
        ProductRule::default().product(location)
    }

    /// The product of this id, as a person typed it or a file holds it.
    #[must_use]
    pub fn named(id: &str) -> Self {
        Self(id.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The folders that an image lies in, from the chosen one on.
fn folders(relative: &Path) -> impl DoubleEndedIterator<Item = String> + '_ {
    let parts = relative.parent().into_iter().flat_map(Path::components);
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned())
}

fn nearest_code(relative: &Path) -> Option<String> {
    folders(relative).rev().find(|name| is_code(name))
}

/// The number before the first letter or separator of a file's name.
fn code_of_name(relative: &Path) -> Option<String> {
    let stem = relative.file_stem()?.to_string_lossy();
    let end = stem.find(|letter: char| !letter.is_ascii_digit());
    let (digits, rest) = stem.split_at(end.unwrap_or(stem.len()));
    // Digits within a word are a part of it: `12345678a` is no number.
    let is_whole = !rest.starts_with(char::is_alphanumeric);
    (is_whole && is_code(digits)).then(|| digits.to_owned())
}

fn is_code(name: &str) -> bool {
    (8..=14).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(path: &str) -> Option<String> {
        ProductId::of(&ImageLocation::new(path)).map(|id| id.as_str().to_owned())
    }

    fn at_level(level: u8, path: &str) -> Option<String> {
        let rule = ProductRule::of_level(NonZeroU8::new(level));
        let product = rule.product(&ImageLocation::new(path));
        product.map(|id| id.as_str().to_owned())
    }

    #[test]
    fn the_nearest_folder_of_8_to_14_digits_is_the_product() {
        assert_eq!(
            product("shop/04006381000012/large/1.jpg").as_deref(),
            Some("04006381000012")
        );
        assert_eq!(
            product("12345678/87654321/1.jpg").as_deref(),
            Some("87654321"),
            "nearest wins"
        );
        assert_eq!(
            product("shop/1234567/1.jpg").as_deref(),
            Some("shop"),
            "7 digits are no code"
        );
        assert_eq!(
            product("shop/123456789012345/1.jpg").as_deref(),
            Some("shop"),
            "15 digits are no code"
        );
        assert_eq!(product("鞋子/1.jpg").as_deref(), Some("鞋子"));
        assert_eq!(product("1.jpg"), None, "nothing says any");
    }

    #[test]
    fn a_number_at_the_beginning_of_the_name_comes_before_the_first_folder() {
        for (path, expected) in [
            ("04006381000012.jpg", "04006381000012"),
            ("shop/04006381000012_2.jpg", "04006381000012"),
            ("shop/04006381000012-front.png", "04006381000012"),
            ("87654321/04006381000012.jpg", "87654321"),
            ("shop/04006381000012a.jpg", "shop"),
            ("shop/front_04006381000012.jpg", "shop"),
            ("shop/1234567_1.jpg", "shop"),
            ("shop/123456789012345.jpg", "shop"),
        ] {
            assert_eq!(product(path).as_deref(), Some(expected), "{path}");
        }
    }

    #[test]
    fn the_folder_that_a_person_chose_comes_before_everything() {
        for (level, path, expected) in [
            (1, "Shoes/AB-1/large/1.jpg", "Shoes"),
            (2, "Shoes/AB-1/large/1.jpg", "AB-1"),
            (3, "Shoes/AB-1/large/1.jpg", "large"),
            (2, "Shoes/AB-1/04006381000012/1.jpg", "AB-1"),
            (2, "Shoes/04006381000012_1.jpg", "04006381000012"),
            (4, "Shoes/AB-1/large/1.jpg", "Shoes"),
        ] {
            assert_eq!(
                at_level(level, path).as_deref(),
                Some(expected),
                "{level} {path}"
            );
        }
        assert_eq!(at_level(1, "1.jpg"), None);
    }
}
