//! Saves settings soon after they were changed, so that a program that is killed loses none.

use std::io;
use std::time::{Duration, Instant};

use super::Settings;
use super::file::{Loaded, SettingsFile};
use crate::app::job::{Job, JobState};

/// A slider that is being moved is saved when it rests, not at every step.
const REST: Duration = Duration::from_millis(500);

/// The end of the program waits so long for a disk that may be gone.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// What lies in the file, and what is on its way there.
pub(in crate::app) struct SettingsKeeper {
    file: Option<SettingsFile>,
    /// As this window read or wrote them last.
    saved: Settings,
    /// What was seen last, and since when it is so.
    seen: (Settings, Instant),
    writing: Option<(Settings, Job<io::Result<()>>)>,
    /// What could not be written; tried again with the next change or at the end, not for ever.
    given_up: Option<Settings>,
}

impl SettingsKeeper {
    /// Reads the settings; `None`: they are neither read nor saved.
    pub(in crate::app) fn open(file: Option<SettingsFile>, now: Instant) -> (Self, Loaded) {
        let loaded = file.as_ref().map_or_else(
            || Loaded {
                settings: Settings::default(),
                damage: None,
            },
            SettingsFile::load,
        );
        let keeper = Self {
            file,
            saved: loaded.settings.clone(),
            seen: (loaded.settings.clone(), now),
            writing: None,
            given_up: None,
        };
        (keeper, loaded)
    }

    /// Looks at the settings, and saves them on a thread of its own when they were changed and rest. Says when to look
    /// again.
    ///
    /// # Errors
    /// Why the last change could not be saved; told once.
    pub(in crate::app) fn follow(
        &mut self,
        settings: &Settings,
        now: Instant,
        wake: impl FnOnce() + Send + 'static,
    ) -> io::Result<Option<Duration>> {
        let failure = self.take_written();
        if self.seen.0 != *settings {
            self.seen = (settings.clone(), now);
        }
        failure?;
        let wanted = self.seen.0 != self.saved && self.given_up.as_ref() != Some(&self.seen.0);
        let Some(file) = self
            .file
            .clone()
            .filter(|_| wanted && self.writing.is_none())
        else {
            return Ok(None);
        };
        let rested = now.saturating_duration_since(self.seen.1);
        if rested < REST {
            return Ok(Some(REST.saturating_sub(rested)));
        }
        let (before, changed) = (self.saved.clone(), settings.clone());
        match Job::start("settings", wake, move || file.save(&before, &changed)) {
            Ok(job) => {
                self.writing = Some((settings.clone(), job));
                Ok(None)
            }
            Err(error) => {
                self.given_up = Some(settings.clone());
                Err(error)
            }
        }
    }

    /// The program ends: what is not saved yet is saved now.
    ///
    /// # Errors
    /// Why it could not be saved.
    pub(in crate::app) fn finish(&mut self, settings: &Settings) -> io::Result<()> {
        if let Some((written, job)) = self.writing.take()
            && matches!(job.wait(LAST_WAIT), JobState::Done(Ok(())))
        {
            self.saved = written;
        }
        if let Some(file) = self.file.as_ref().filter(|_| self.saved != *settings) {
            file.save(&self.saved, settings)?;
            self.saved = settings.clone();
        }
        Ok(())
    }

    fn take_written(&mut self) -> io::Result<()> {
        let Some((written, job)) = self.writing.take() else {
            return Ok(());
        };
        match job.poll() {
            JobState::Running => {
                self.writing = Some((written, job));
                Ok(())
            }
            JobState::Done(Ok(())) => {
                self.saved = written;
                Ok(())
            }
            JobState::Done(Err(error)) => {
                self.given_up = Some(written);
                Err(error)
            }
            JobState::Lost => {
                self.given_up = Some(written);
                Err(io::Error::other("its thread broke down"))
            }
        }
    }
}
