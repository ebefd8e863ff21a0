//! The rules, as tables.

use crate::source::{Strings, code_of, is_word, line_at, without_tests};

/// Each room and the rooms that it may name.
const ROOMS: [(&str, &[&str]); 15] = [
    ("files", &[]),
    ("inspect", &[]),
    ("sample", &[]),
    ("scan", &["files", "inspect"]),
    ("session", &["inspect", "scan"]),
    ("export", &["files", "inspect", "repair", "scan", "session"]),
    ("review", &["files", "inspect", "scan", "session"]),
    ("logging", &["files", "inspect", "scan", "session"]),
    ("repair", &["files", "inspect", "scan", "session"]),
    ("ui", &["inspect", "repair", "scan", "session"]),
    (
        "app",
        &[
            "cli", "export", "files", "inspect", "logging", "repair", "review", "sample", "scan",
            "session", "signals", "ui",
        ],
    ),
    (
        "cli",
        &[
            "app", "export", "files", "inspect", "logging", "repair", "review", "sample", "scan",
            "session", "signals",
        ],
    ),
    ("signals", &[]),
    ("lib", &[]),
    ("main", &["app", "cli"]),
];

/// Crates that belong to certain rooms.
const CRATES: [(&str, &[&str]); 36] = [
    ("rustix", &["files"]),
    ("rayon", &["scan"]),
    ("crossbeam_channel", &["scan"]),
    ("crossbeam", &["scan"]),
    ("walkdir", &["repair", "scan"]),
    ("egui", &["app", "main", "ui"]),
    ("eframe", &["app", "main", "ui"]),
    ("egui_extras", &["app", "ui"]),
    ("egui_material_icons", &["app", "ui"]),
    ("rfd", &["app"]),
    ("blake3", &["scan"]),
    ("csv", &["export", "review"]),
    ("postcard", &["review"]),
    ("rust_xlsxwriter", &["export"]),
    ("serde_json", &["app", "export", "repair"]),
    ("rusqlite", &["review"]),
    ("image", &["export", "inspect", "repair", "sample"]),
    ("jpeg_encoder", &["repair"]),
    ("fast_image_resize", &["repair"]),
    ("moxcms", &["repair"]),
    ("tiff", &["inspect"]),
    ("image_webp", &["repair"]),
    ("webpx", &["repair"]),
    ("exif", &["repair"]),
    ("icu_normalizer", &["repair"]),
    ("cap_std", &["repair"]),
    ("fs4", &["repair"]),
    ("maud", &["export"]),
    ("base64", &["export"]),
    ("clap", &["cli"]),
    ("tracing_appender", &["logging"]),
    ("tracing_subscriber", &["logging"]),
    ("indicatif", &["cli"]),
    ("fluent_bundle", &["ui"]),
    ("unic_langid", &["ui"]),
    ("sys_locale", &["ui"]),
];

/// Parts of the standard library that a room keeps away from.
const STANDARD: [(&str, &[&str]); 5] = [
    ("inspect", &["fs", "net", "process", "thread"]),
    ("sample", &["net", "process", "thread"]),
    ("session", &["fs", "net", "process", "thread"]),
    ("export", &["net"]),
    ("ui", &["fs", "net", "process", "thread"]),
];

/// Calls whose text the user reads.
const SHOWN: [&str; 12] = [
    "label",
    "small",
    "button",
    "small_button",
    "heading",
    "strong",
    "weak",
    "checkbox",
    "selectable_label",
    "on_hover_text",
    "hint_text",
    "RichText::new",
];

/// Longest file, in lines.
const MAX_LINES: usize = 400;

/// Every breach in one file; `name` is its path below `src`, with `/`.
pub fn breaches(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines = text.lines().count();
    if lines > MAX_LINES {
        found.push(format!(
            "{name}: {lines} lines, at most {MAX_LINES} keep one concept"
        ));
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    if file == "tests.rs" || file.ends_with("_tests.rs") || file.starts_with("test_") {
        return found;
    }
    let first = name.split('/').next().unwrap_or(name);
    let room = first.strip_suffix(".rs").unwrap_or(first);
    let Some((_, may_name)) = ROOMS.iter().find(|(known, _)| *known == room) else {
        found.push(format!(
            "{name}: `{room}` is no room; see src/lib.rs and tests/layering/rules.rs"
        ));
        return found;
    };
    let plain = code_of(text, Strings::Blanked);
    let code = without_tests(&plain, &plain);
    let mut told = names_breaches(name, room, may_name, &code);
    told.extend(shared_state(&code));
    if matches!(room, "ui" | "app") {
        let with_strings = without_tests(&plain, &code_of(text, Strings::Kept));
        told.extend(colours(name, &code));
        told.extend(words(&with_strings));
    }
    let with_place = told
        .into_iter()
        .map(|(line, what)| format!("{name}:{line}: {what}"));
    found.extend(with_place);
    found
}

/// A line and what is wrong there.
type Told = (usize, String);

/// Rooms, crates and parts of the standard library that a room must not name.
fn names_breaches(name: &str, room: &str, may_name: &[&str], code: &str) -> Vec<Told> {
    let mut told = Vec::new();
    for (position, other) in roots_named(code, module_depth(name)) {
        let is_room = ROOMS.iter().any(|(known, _)| *known == other);
        if is_room && other != room && !may_name.contains(&other.as_str()) && room != "lib" {
            told.push((line_at(code, position), format!("`{room}` names `{other}`")));
        }
    }
    for (library, rooms) in CRATES {
        if !rooms.contains(&room)
            && let Some(position) = crate_named(code, library)
        {
            let what = format!("`{library}` belongs to {}", rooms.join(", "));
            told.push((line_at(code, position), what));
        }
    }
    let kept_away: Vec<&str> = STANDARD
        .iter()
        .filter(|(known, _)| *known == room)
        .flat_map(|(_, parts)| parts.iter().copied())
        .collect();
    for (position, used) in path_heads(code, "std::") {
        if kept_away.contains(&used.as_str()) {
            told.push((
                line_at(code, position),
                format!("`{room}` names `std::{used}`"),
            ));
        }
    }
    told
}

/// State behind a lock that everybody holds.
fn shared_state(code: &str) -> Vec<Told> {
    let dense: String = code.chars().filter(|letter| *letter != ' ').collect();
    let mut told = Vec::new();
    for held in ["Arc<Mutex<", "Arc<RwLock<"] {
        if let Some(position) = dense.find(held) {
            let what = format!("`{held}`: state has one owner, others send it messages");
            told.push((line_at(&dense, position), what));
        }
    }
    told
}

/// Colours that are made outside the theme.
fn colours(name: &str, code: &str) -> Vec<Told> {
    if name == "ui/theme.rs" || name.starts_with("ui/theme/") {
        return Vec::new();
    }
    path_heads(code, "Color32::")
        .into_iter()
        .filter(|(position, made)| {
            let arguments = code[*position..]
                .split_once('(')
                .map_or("", |(_, after)| after);
            if made.starts_with("from_") {
                // Made of variables it is a pixel of a picture, of numbers a colour of somebody's choice.
                arguments
                    .trim_start()
                    .starts_with(|letter: char| letter.is_ascii_digit())
            } else {
                // Fully transparent is no colour, the theme fills the placeholder in, and white is the tint that leaves
                // a picture as it is.
                !matches!(made.as_str(), "TRANSPARENT" | "PLACEHOLDER" | "WHITE")
            }
        })
        .map(|(position, made)| {
            let what = format!("`Color32::{made}`: colours are made in ui/theme.rs");
            (line_at(code, position), what)
        })
        .collect()
}

/// Words that the user reads and that stand in code; `code` still has its strings.
fn words(code: &str) -> Vec<Told> {
    let mut told = Vec::new();
    for call in SHOWN {
        for (position, _) in code.match_indices(call) {
            let before = code[..position].chars().next_back();
            let rest = code[position + call.len()..].strip_prefix('(');
            if let Some(rest) = rest
                && !before.is_some_and(is_word)
                && first_text(rest).is_some_and(says_something)
            {
                let what = format!("`{call}`: words stand in assets/locales");
                told.push((line_at(code, position), what));
            }
        }
    }
    told
}

/// The string that a call's arguments begin with, also inside `format!`.
fn first_text(arguments: &str) -> Option<&str> {
    let arguments = arguments.trim_start();
    let inner = arguments
        .strip_prefix("format!(")
        .map_or(arguments, str::trim_start);
    inner.strip_prefix('"')?.split('"').next()
}

/// Whether a text has letters besides the names in its `{…}`.
fn says_something(text: &str) -> bool {
    let mut depth = 0_u32;
    text.chars().any(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && letter.is_alphabetic()
    })
}

/// How many `super` lead from a file's module to the crate's root.
fn module_depth(name: &str) -> usize {
    let parts = name.split('/').count();
    if name.ends_with("/mod.rs") || matches!(name, "lib.rs" | "main.rs") {
        parts - 1
    } else {
        parts
    }
}

/// Every name right below the crate's root that the code uses, with its position.
fn roots_named(code: &str, depth: usize) -> Vec<(usize, String)> {
    let mut named = path_heads(code, "crate::");
    named.extend(path_heads(code, "blackdrop::"));
    if depth > 0 {
        named.extend(path_heads(code, &"super::".repeat(depth)));
    }
    named
}

/// The names that follow a path's beginning, with the beginning's position: one for `a::b`, several for `a::{b, c::d}`.
fn path_heads(code: &str, beginning: &str) -> Vec<(usize, String)> {
    let mut heads = Vec::new();
    for (position, _) in code.match_indices(beginning) {
        let before = code[..position].chars().next_back();
        if before.is_some_and(|letter| {
            is_word(letter) || (letter == ':' && beginning.starts_with("super"))
        }) {
            continue;
        }
        let rest = &code[position + beginning.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            heads.extend(group_heads(group).into_iter().map(|head| (position, head)));
        } else {
            heads.push((position, leading_name(rest)));
        }
    }
    heads
}

/// The first names of the entries of a `{…}` group, whose opening brace is cut off.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let mut heads = Vec::new();
    let mut entry = String::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(leading_name(entry.trim()));
                entry.clear();
                continue;
            }
            _ => {}
        }
        entry.push(letter);
    }
    heads.push(leading_name(entry.trim()));
    heads
}

fn leading_name(text: &str) -> String {
    text.chars().take_while(|&letter| is_word(letter)).collect()
}

/// Where a crate is named as the beginning of a path, or imported whole.
fn crate_named(code: &str, library: &str) -> Option<usize> {
    code.match_indices(library)
        .map(|(position, _)| position)
        .find(|&position| {
            let before = code[..position].trim_end_matches("::");
            let is_path_part =
                code[..position].ends_with("::") && before.chars().next_back().is_some_and(is_word);
            let is_word_part = code[..position].chars().next_back().is_some_and(is_word);
            let rest = &code[position + library.len()..];
            let is_imported = before.trim_end().ends_with("use")
                && (rest.starts_with(';') || rest.starts_with(" as "));
            !is_path_part && !is_word_part && (rest.starts_with("::") || is_imported)
        })
}
