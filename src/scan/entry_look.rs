//! What the walk does with one thing that it finds: by its name, and by what the disk says of it.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::folder_disk::FolderDisk;
use super::skip_rules::{
    ATTRIBUTES_HIDE, NamedKind, is_hidden_by_attributes, is_hidden_name, is_online_only,
    is_resource_fork, is_skipped_folder_name, named_kind,
};
use super::tree_walk::Found;
use super::{IncludeRules, Pulse, SkipCause};
use crate::files::is_own_name;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    PassBy,
    /// Say that it was not looked at.
    Tell(SkipCause),
    /// The same; and a known image that is there all the same must not be called gone.
    LeaveOut(SkipCause),
    /// Go into this folder; say something of it before.
    Descend(Option<SkipCause>),
    /// An image by its name.
    Inspect(FileFacts),
    /// A file whose name promises no picture: its first bytes will tell.
    Identify(FileFacts),
}

/// What the system told of a file, where it was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FileFacts {
    /// Its size in bytes.
    pub(super) file_bytes: Option<u64>,
    /// When it was written last.
    pub(super) modified: Option<SystemTime>,
}

impl FileFacts {
    fn of(facts: Option<&Metadata>) -> Self {
        Self {
            file_bytes: facts.map(Metadata::len),
            modified: facts.and_then(|facts| facts.modified().ok()),
        }
    }
}

/// Looks at one thing after the other.
pub(super) struct Looker<'walk> {
    pub(super) disk: &'walk dyn FolderDisk,
    pub(super) root: &'walk Path,
    pub(super) include: IncludeRules,
    /// Whether the size and time of files whose names promise no picture are wanted too.
    pub(super) wants_all_facts: bool,
    pub(super) pulse: &'walk Pulse,
}

impl Looker<'_> {
    pub(super) fn look(&self, found: &Found) -> Look {
        if found.entry.kind.is_dir() {
            self.look_at_folder(found)
        } else {
            self.look_at_file(found)
        }
    }

    fn look_at_folder(&self, found: &Found) -> Look {
        let Found { path, entry } = found;
        let is_hidden = is_skipped_folder_name(&entry.name, self.include)
            || (ATTRIBUTES_HIDE
                && !self.include.hidden
                && self
                    .ask(|| self.disk.facts(path, entry))
                    .is_ok_and(|facts| is_hidden_by_attributes(&facts)));
        if is_hidden {
            return Look::LeaveOut(SkipCause::HiddenFolder);
        }
        // Said because somebody may look for an image of this name; what it holds is walked all the same.
        let is_named_like_an_image = named_kind(path) == NamedKind::Image;
        Look::Descend(is_named_like_an_image.then_some(SkipCause::ImageNamedFolder))
    }

    /// Decides about a file, link, pipe, socket or device.
    fn look_at_file(&self, found: &Found) -> Look {
        let Found { path, entry } = found;
        let is_link = entry.kind.is_symlink();
        if is_own_name(&entry.name) {
            return Look::PassBy; // The lock of a repair, or a file that is being written: nobody looks for it.
        }
        let kind = named_kind(path);
        let hides = !self.include.hidden && is_hidden_name(&entry.name);
        if kind == NamedKind::NoPicture && !is_link {
            // Without asking the disk: most foreign files end here.
            if hides {
                return Look::PassBy;
            }
            if entry.kind.is_file() && !self.wants_all_facts && !ATTRIBUTES_HIDE {
                return Look::Identify(FileFacts::default());
            }
        }
        // Of what a link leads to, if it leads anywhere.
        let facts = self.ask(|| {
            if is_link {
                self.disk.facts_of_target(path)
            } else {
                self.disk.facts(path, entry)
            }
        });
        let known = facts.as_ref().ok();
        if is_link && known.is_some_and(Metadata::is_dir) {
            return Look::LeaveOut(if is_skipped_folder_name(&entry.name, self.include) {
                SkipCause::HiddenFolder
            } else {
                SkipCause::LinkedFolder {
                    is_walked: self.leads_to_what_is_walked(path),
                }
            });
        }
        let hides = hides || (!self.include.hidden && known.is_some_and(is_hidden_by_attributes));
        let is_online_only = !self.include.online_only && known.is_some_and(is_online_only);
        match kind {
            NamedKind::NoPicture if hides => Look::PassBy,
            NamedKind::NoPicture => match facts {
                Ok(facts) if !facts.is_file() => Look::PassBy,
                Ok(_) if is_online_only => Look::LeaveOut(SkipCause::OnlineOnly),
                Ok(facts) => Look::Identify(FileFacts::of(Some(&facts))),
                Err(error) => unknown_content(&error, is_link),
            },
            NamedKind::Other { .. } if is_resource_fork(&entry.name) => Look::PassBy,
            NamedKind::Other { .. } if hides => Look::Tell(SkipCause::HiddenFile),
            NamedKind::Other { extension } => Look::Tell(SkipCause::OtherKind { extension }),
            NamedKind::Image if hides => Look::LeaveOut(SkipCause::HiddenFile),
            NamedKind::Image if known.is_some_and(|facts| !facts.is_file()) => {
                Look::LeaveOut(SkipCause::NotAFile)
            }
            NamedKind::Image if is_online_only => Look::LeaveOut(SkipCause::OnlineOnly),
            // A dangling link, or a file that went away just now, is inspected too: its row says what is wrong with it.
            NamedKind::Image => Look::Inspect(FileFacts::of(known)),
        }
    }

    /// Whether a link to a folder leads to one that is walked anyway.
    fn leads_to_what_is_walked(&self, link: &Path) -> bool {
        let asked = self.ask(|| Ok((self.disk.real_path(link)?, self.disk.real_path(self.root)?)));
        let Ok((target, root)) = asked else {
            return false;
        };
        target.strip_prefix(&root).is_ok_and(|inside| {
            inside
                .iter()
                .all(|name| !is_skipped_folder_name(name, self.include))
        })
    }

    /// What to do with a file, or whatever it is, of which the disk tells nothing for so long.
    pub(super) fn unasked(&self, found: &Found, silent_for: Duration) -> Look {
        let Found { path, entry } = found;
        let hides = !self.include.hidden && is_hidden_name(&entry.name);
        match named_kind(path) {
            NamedKind::Image if hides => Look::LeaveOut(SkipCause::HiddenFile),
            NamedKind::Image => Look::Inspect(FileFacts::default()),
            NamedKind::Other { .. } if is_resource_fork(&entry.name) => Look::PassBy,
            NamedKind::Other { .. } if hides => Look::Tell(SkipCause::HiddenFile),
            NamedKind::Other { extension } => Look::Tell(SkipCause::OtherKind { extension }),
            NamedKind::NoPicture if hides => Look::PassBy,
            // It may lead to a folder.
            NamedKind::NoPicture if entry.kind.is_symlink() => {
                Look::LeaveOut(SkipCause::FolderNoAnswer { silent_for })
            }
            NamedKind::NoPicture => Look::LeaveOut(SkipCause::UnknownContent {
                detail: super::no_answer(silent_for),
            }),
        }
    }

    fn ask<T>(&self, question: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.pulse.reading();
        let answer = question();
        self.pulse.arrived();
        answer
    }
}

/// What is no longer there holds no picture; of everything else nobody knows. A link may lead to a folder of images on a disk
/// that is away.
fn unknown_content(error: &io::Error, is_link: bool) -> Look {
    let detail = match (error.kind(), is_link) {
        (io::ErrorKind::NotFound, false) => return Look::PassBy,
        (io::ErrorKind::NotFound, true) => "a link to what is not there".to_owned(),
        _ => error.to_string(),
    };
    Look::LeaveOut(SkipCause::UnknownContent { detail })
}
