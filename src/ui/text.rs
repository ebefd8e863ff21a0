//! The window's words, from the catalogues in `assets/locales`.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

#[cfg(test)]
mod tests;

/// A language that the window speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    SimplifiedChinese,
}

/// One catalogue: the name of its file and what it holds in each language.
type Catalogue = (&'static str, &'static str);

/// Every catalogue of every language; a name is stated once, so that no language can lack a file.
macro_rules! catalogues {
    ($($name:literal),+ $(,)?) => {
        const ENGLISH: &[Catalogue] =
            &[$(($name, include_str!(concat!("../../assets/locales/en/", $name, ".ftl")))),+];
        const SIMPLIFIED_CHINESE: &[Catalogue] =
            &[$(($name, include_str!(concat!("../../assets/locales/zh-CN/", $name, ".ftl")))),+];
    };
}

// One area of the window each; a message's key begins with the name of its catalogue.
catalogues! {
    "age",
    "app",
    "check",
    "compare",
    "export",
    "job",
    "keys",
    "memory",
    "originals",
    "pack",
    "preview",
    "products",
    "progress",
    "prompt",
    "repair",
    "repaired",
    "repairs",
    "results",
    "review",
    "runs",
    "scope",
    "sensitivity",
    "settings",
    "setup",
    "skipped",
    "status",
    "summary",
    "trial",
    "welcome",
    "wording",
    "workers",
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::SimplifiedChinese];

    /// Its own name.
    #[must_use]
    pub fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::SimplifiedChinese => "简体中文",
        }
    }

    /// The language that the system speaks, English where it is none of ours.
    #[must_use]
    pub fn of_system() -> Self {
        let is_chinese = |tag: &String| tag.to_ascii_lowercase().starts_with("zh");
        match sys_locale::get_locale() {
            Some(tag) if is_chinese(&tag) => Self::SimplifiedChinese,
            Some(_) | None => Self::English,
        }
    }

    /// The language's BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::SimplifiedChinese => "zh-CN",
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }

    fn catalogues(self) -> &'static [Catalogue] {
        match self {
            Self::English => ENGLISH,
            Self::SimplifiedChinese => SIMPLIFIED_CHINESE,
        }
    }
}

/// The words of one language.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

impl Text {
    /// Reads a language's catalogues. A line that is no valid Fluent is left out (a test makes sure that there is none).
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // The marks around arguments are invisible to browsers, but boxes in egui's fonts.
        bundle.set_use_isolating(false);
        for (_, source) in language.catalogues() {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Which language it is.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without arguments. A missing one gives its key, which a test forbids.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message with arguments. Numbers choose the plural form; what is *shown* of them comes as text, grouped as
    /// people write it (see `ui::format`).
    #[must_use]
    pub fn with<'a>(&self, key: &str, args: &[(&'a str, FluentValue<'a>)]) -> String {
        let args: FluentArgs<'a> = args.iter().cloned().collect();
        self.format(key, Some(&args))
    }

    /// A message about a count: `$count` chooses the plural form, `$shown` is the count as people write it.
    #[must_use]
    pub fn counted(&self, key: &str, count: u64) -> String {
        self.with(
            key,
            &[
                ("count", count.into()),
                ("shown", super::format::count(count).into()),
            ],
        )
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text: Cow<'_, str> = self.bundle.format_pattern(pattern, args, &mut errors);
        text.into_owned()
    }
}
