//! Which product an image belongs to.

use super::ImageLocation;

/// The product's id as text: the nearest enclosing folder named by 8 to 14 digits, else the first folder under the
/// chosen one. Text, because ids begin with zeros.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProductId(Box<str>);

impl ProductId {
    /// The product of an image; `None` for an image that lies directly in the chosen folder.
    #[must_use]
    pub fn of(location: &ImageLocation) -> Option<Self> {
        let folder = location.relative().parent()?;
        let is_code =
            |name: &str| (8..=14).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit());
        let nearest_code = folder
            .components()
            .rev()
            .filter_map(|part| part.as_os_str().to_str())
            .find(|name| is_code(name));
        match nearest_code {
            Some(code) => Some(Self(code.into())),
            None => folder
                .components()
                .next()
                .map(|first| Self(first.as_os_str().to_string_lossy().into())),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn product(path: &str) -> Option<String> {
        ProductId::of(&ImageLocation::new(path)).map(|id| id.as_str().to_owned())
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
        assert_eq!(
            product("4006381000012.jpg"),
            None,
            "a file's name is no folder"
        );
    }
}
