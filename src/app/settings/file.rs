//! The settings' file: JSON, one value per setting, replaced as a whole.
//!
//! Reading never fails; what is damaged is its default, is told, and a copy of the file stays. Writing changes only the
//! settings that this window changed, so that two windows don't undo each other's, and whatever a later version has
//! written stays. Invariant: there is a whole file at every moment, the old one or the new one.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::Settings;
use super::fields::{FIELDS, Field};
use crate::files::{is_not_a_file, read_file_within, temporary_in};

/// A file of settings has some kilobytes; what is larger than this is none, and is not read.
const MOST_BYTES: u64 = 1 << 20;

/// The name of the copy that is kept of a damaged file.
const DAMAGED_NAME: &str = "settings.damaged.json";

/// Where settings lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    path: PathBuf,
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct Loaded {
    pub(in crate::app) settings: Settings,
    pub(in crate::app) damage: Option<Damage>,
}

/// What could not be read, and is as at the first start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Damage {
    /// The keys of what people call the settings; `None`: all of them.
    pub(in crate::app) names: Option<Vec<&'static str>>,
    /// The copy of the damaged file, where one could be made.
    pub(in crate::app) kept_as: Option<PathBuf>,
}

impl SettingsFile {
    /// The user's: `settings.json` in the folder that the system has for settings; `None` where the user has no home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let project = directories::ProjectDirs::from("", "", "blackdrop")?;
        Some(Self::at(project.config_dir().join("settings.json")))
    }

    /// Another one.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the settings. A damaged file is put aside, so that the next start has nothing to tell.
    pub(in crate::app) fn load(&self) -> Loaded {
        let all_damaged = |kept_as| Loaded {
            settings: Settings::default(),
            damage: Some(Damage {
                names: None,
                kept_as,
            }),
        };
        let map = match self.read() {
            Ok(Some(map)) => map,
            Ok(None) => {
                return Loaded {
                    settings: Settings::default(),
                    damage: None,
                };
            }
            Err(ReadError::NoSettings) => {
                let kept = self.beside(DAMAGED_NAME);
                return all_damaged(fs::rename(&self.path, &kept).is_ok().then_some(kept));
            }
            Err(ReadError::Unreachable) => return all_damaged(None),
        };
        let (settings, damaged) = read_fields(&map);
        let damage = (!damaged.is_empty()).then(|| self.put_aside(map, &damaged));
        Loaded { settings, damage }
    }

    /// Writes what is different in `now` from `before`, which is what this window has read or written last.
    ///
    /// # Errors
    /// What the system said. The file is as it was then.
    pub(in crate::app) fn save(&self, before: &Settings, now: &Settings) -> io::Result<()> {
        let mut map = match self.read() {
            Ok(map) => map.unwrap_or_default(),
            // Another program's doing while we run; a whole file again is better.
            Err(ReadError::NoSettings) => Map::new(),
            Err(ReadError::Unreachable) => return Err(io::ErrorKind::PermissionDenied.into()),
        };
        for field in FIELDS {
            let value = (field.write)(now);
            if (field.write)(before) != value {
                map.insert(field.name.to_owned(), value);
            }
        }
        self.write(&map)
    }

    /// `None`: there is no file yet.
    fn read(&self) -> Result<Option<Map<String, Value>>, ReadError> {
        let bytes = match read_file_within(&self.path, MOST_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            // A folder may hold somebody's files: it stays where it is.
            Err(_) if self.path.is_dir() => return Err(ReadError::Unreachable),
            Err(error) if is_not_a_file(&error) || error.kind() == io::ErrorKind::FileTooLarge => {
                return Err(ReadError::NoSettings);
            }
            Err(_) => return Err(ReadError::Unreachable),
        };
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| ReadError::NoSettings)
    }

    fn write(&self, map: &Map<String, Value>) -> io::Result<()> {
        // A link to a file elsewhere stays a link.
        let target = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let folder = target.parent().unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(folder)?;
        let mut text = serde_json::to_vec_pretty(map)?;
        text.push(b'\n');
        replace(&target, &text)
    }

    /// Keeps a copy and takes the damaged settings out of the file.
    fn put_aside(&self, mut map: Map<String, Value>, damaged: &[&'static Field]) -> Damage {
        let kept = self.beside(DAMAGED_NAME);
        let copied = read_file_within(&self.path, MOST_BYTES);
        let copied = copied.and_then(|bytes| replace(&kept, &bytes));
        let kept_as = copied.is_ok().then_some(kept);
        if kept_as.is_some() {
            map.retain(|name, _| damaged.iter().all(|field| field.name != name));
            if let Err(error) = self.write(&map) {
                // Told again at the next start, then.
                tracing::warn!(%error, "the damaged settings stay");
            }
        }
        Damage {
            names: Some(damaged.iter().map(|field| field.words).collect()),
            kept_as,
        }
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.path.with_file_name(name)
    }
}

/// Replaces a file as a whole.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = temporary_in(target.parent().unwrap_or_else(|| Path::new(".")))?;
    // Which folders somebody works on is nobody else's business.
    #[cfg(unix)]
    {
        let own = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        file.as_file().set_permissions(own)?;
    }
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(target)?;
    Ok(())
}

enum ReadError {
    /// It holds no settings, or is no file, or far too large for one of settings.
    NoSettings,
    /// It can't be read.
    Unreachable,
}

/// The settings, and those that are damaged.
fn read_fields(map: &Map<String, Value>) -> (Settings, Vec<&'static Field>) {
    let mut settings = Settings::default();
    let damaged = FIELDS.iter().filter(|field| {
        map.get(field.name)
            .is_some_and(|value| (field.read)(&mut settings, value).is_err())
    });
    let damaged = damaged.collect();
    (settings, damaged)
}

#[cfg(test)]
mod tests;
