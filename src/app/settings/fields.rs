//! Each setting by itself: the name under which it lies in the file, and how it is written and read.
//!
//! Invariant: reading one never depends on another, so that a damaged one costs nobody the rest.

use std::num::NonZeroUsize;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::key_text::{keys_value, read_keys};
use super::{FolderChoices, Settings};
use crate::app::sensitivity;
use crate::repair::RepairOptions;
use crate::ui::Language;
use crate::ui::gallery::THUMBNAIL_SIZES;

/// The value in the file is none that the setting can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damaged;

/// One setting.
pub(super) struct Field {
    /// Its name in the file.
    pub(super) name: &'static str,
    /// The key of what people call it.
    pub(super) words: &'static str,
    /// Its value for the file.
    pub(super) write: fn(&Settings) -> Value,
    /// Takes the value of a file over; leaves the setting as it is where it is damaged.
    pub(super) read: fn(&mut Settings, &Value) -> Result<(), Damaged>,
}

/// Makes a [`Field`] of a part of [`Settings`] that is written as serde has it.
macro_rules! plain {
    ($name:literal, $words:literal, $($part:ident).+) => {
        Field {
            name: $name,
            words: $words,
            write: |settings| value_of(&settings.$($part).+),
            read: |settings, value| take(value, &mut settings.$($part).+),
        }
    };
}

/// Every setting.
pub(super) const FIELDS: &[Field] = &[
    plain!(
        "recent_folders",
        "settings-name-recent-folders",
        recent_folders
    ),
    Field {
        name: "workers",
        words: "settings-name-workers",
        write: |settings| value_of(&settings.workers.map(NonZeroUsize::get)),
        read: read_workers,
    },
    Field {
        name: "sensitivity",
        words: "settings-name-sensitivity",
        write: |settings| sensitivity::value(&settings.thresholds),
        read: |settings, value| {
            settings.thresholds = sensitivity::from_value(value).ok_or(Damaged)?;
            Ok(())
        },
    },
    plain!("theme", "settings-name-theme", theme),
    Field {
        name: "language",
        words: "settings-name-language",
        write: |settings| value_of(&settings.language.map(Language::tag)),
        read: read_language,
    },
    plain!("view", "settings-name-view", view),
    Field {
        name: "thumbnail_size",
        words: "settings-name-thumbnail-size",
        write: |settings| value_of(&settings.thumbnail_points),
        read: read_thumbnail_size,
    },
    plain!("hidden_files", "settings-name-hidden-files", include_hidden),
    plain!(
        "online_only_files",
        "settings-name-online-only-files",
        include_online_only
    ),
    plain!(
        "full_measurement",
        "settings-name-full-measurement",
        look_closer.full_measurement
    ),
    plain!(
        "check_completely",
        "settings-name-check-completely",
        look_closer.check_completely
    ),
    Field {
        name: "keys",
        words: "settings-name-keys",
        write: |settings| keys_value(&settings.keys),
        read: |settings, value| {
            settings.keys = read_keys(value)?;
            Ok(())
        },
    },
    plain!(
        "workers_panel",
        "settings-name-workers-panel",
        side_panels.workers
    ),
    plain!(
        "preview_panel",
        "settings-name-preview-panel",
        side_panels.preview
    ),
    Field {
        name: "originals_folder",
        words: "settings-name-originals-folder",
        write: |settings| value_of(&settings.old_originals_folder),
        read: read_old_originals_folder,
    },
    Field {
        name: "originals_folders",
        words: "settings-name-originals-folders",
        write: |settings| value_of(&settings.folders),
        read: read_folder_choices,
    },
    Field {
        name: "repair",
        words: "settings-name-repair",
        write: |settings| value_of(&settings.repair),
        read: read_repair,
    },
];

/// What has no value for a file is written as nothing, and read as its default.
pub(super) fn value_of(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or(Value::Null)
}

fn take<T: DeserializeOwned>(value: &Value, part: &mut T) -> Result<(), Damaged> {
    *part = T::deserialize(value).map_err(|_| Damaged)?;
    Ok(())
}

fn read_workers(settings: &mut Settings, value: &Value) -> Result<(), Damaged> {
    take(value, &mut settings.workers)
}

fn read_language(settings: &mut Settings, value: &Value) -> Result<(), Damaged> {
    let mut tag: Option<String> = None;
    take(value, &mut tag)?;
    settings.language = match tag {
        None => None,
        Some(tag) => {
            let mut known = Language::ALL.into_iter();
            Some(known.find(|it| it.tag() == tag).ok_or(Damaged)?)
        }
    };
    Ok(())
}

fn read_folder_choices(settings: &mut Settings, value: &Value) -> Result<(), Damaged> {
    let mut folders = FolderChoices::default();
    take(value, &mut folders)?;
    if !folders.is_sound() {
        return Err(Damaged);
    }
    settings.folders = folders;
    Ok(())
}

fn read_old_originals_folder(settings: &mut Settings, value: &Value) -> Result<(), Damaged> {
    let mut folder = String::new();
    take(value, &mut folder)?;
    // No path that can be typed has one.
    if folder.contains(char::is_control) {
        return Err(Damaged);
    }
    settings.old_originals_folder = folder;
    Ok(())
}

fn read_repair(settings: &mut Settings, value: &Value) -> Result<(), Damaged> {
    let mut options = RepairOptions::default();
    take(value, &mut options)?;
    // What another version left out is as at the first start; what has nothing in common is no choice at all.
    if value.get("background").is_none() || !(1..=100).contains(&options.quality) {
        return Err(Damaged);
    }
    settings.repair = options;
    Ok(())
}

fn read_thumbnail_size(settings: &mut Settings, value: &Value) -> Result<(), Damaged> {
    let mut points = 0.0_f32;
    take(value, &mut points)?;
    if !THUMBNAIL_SIZES.contains(&points) {
        return Err(Damaged);
    }
    settings.thumbnail_points = points;
    Ok(())
}
