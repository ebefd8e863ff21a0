//! The catalogues are complete, valid and used: no key missing, none left over, in any language.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::*;

/// Keys of a language, with the variables that each shows.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn keys_of(language: Language) -> Keys {
    let mut keys = Keys::new();
    for (name, source) in language.catalogues() {
        let resource = parser::parse(*source).unwrap_or_else(|(_, errors)| {
            panic!("{}/{name}.ftl is valid Fluent: {errors:?}", language.tag())
        });
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let key = message.id.name.to_owned();
            assert!(
                key.starts_with(&format!("{name}-")),
                "{key} begins with the name of its catalogue, {name}"
            );
            let mut shown = BTreeSet::new();
            let value = message.value.expect("a message has a text");
            collect_shown(&value, &mut shown);
            assert!(
                !shown.contains("count"),
                "{key}: $count only chooses the plural form, $shown is what people read"
            );
            let before = keys.insert(key.clone(), shown);
            assert_eq!(before, None, "{}: {key} is there once", language.tag());
        }
    }
    keys
}

/// The variables that are shown; one that only chooses a plural form may be missing in a language without plurals.
fn collect_shown(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants, .. } => {
                    for variant in variants {
                        collect_shown(&variant.value, into);
                    }
                }
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    into.insert(id.name.to_owned());
                }
                Expression::Inline(_) => {}
            },
        }
    }
}

fn sources_below(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("the source folder can be listed").path();
        if path.is_dir() {
            sources_below(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The window's sources as one text.
fn window_sources() -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![src.join("app.rs")];
    sources_below(&src.join("ui"), &mut files);
    sources_below(&src.join("app"), &mut files);
    files
        .into_iter()
        .filter(|file| file.exists() && !file.ends_with("text/tests.rs"))
        .map(|file| std::fs::read_to_string(file).expect("a source can be read"))
        .collect()
}

/// Every string literal that looks like a key: a catalogue's name, a dash, a thing.
fn key_literals(source: &str) -> BTreeSet<&str> {
    let is_key = |literal: &&str| {
        let shape = literal
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        shape
            && literal.split_once('-').is_some_and(|(area, thing)| {
                !thing.is_empty() && ENGLISH.iter().any(|(name, _)| *name == area)
            })
    };
    source
        .match_indices('"')
        .filter_map(|(at, _)| source[at + 1..].split('"').next())
        .filter(is_key)
        .collect()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let english = keys_of(Language::English);
    for language in Language::ALL {
        let keys = keys_of(language);
        for (key, variables) in &english {
            assert_eq!(
                keys.get(key),
                Some(variables),
                "{} has {key} and shows the same variables",
                language.tag()
            );
        }
        for key in keys.keys() {
            assert!(
                english.contains_key(key),
                "{key} of {} is there in English too",
                language.tag()
            );
        }
    }
}

#[test]
fn every_key_in_the_source_exists_and_none_is_left_over() {
    let source = window_sources();
    let used = key_literals(&source);
    let known = keys_of(Language::English);
    for key in &used {
        assert!(known.contains_key(*key), "{key} stands in a catalogue");
    }
    for key in known.keys() {
        assert!(used.contains(key.as_str()), "{key} is used by the window");
    }
}

#[test]
fn a_count_chooses_its_plural_and_is_grouped() {
    let text = Text::new(Language::English);
    assert_eq!(text.get("app-name"), "Blackdrop");
    assert_eq!(
        text.get("no-such-key"),
        "no-such-key",
        "a missing key shows itself"
    );
    for language in Language::ALL {
        let text = Text::new(language);
        assert_eq!(text.language(), language);
        assert!(
            text.counted("setup-workers-of-cores", 12_000)
                .contains("12,000"),
            "{}: grouped",
            language.tag()
        );
    }
}
