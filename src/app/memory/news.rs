//! What the memory has to say to the user: once when something begins to fail, once when all is well again.

use crate::review::StoreError;

/// Something to be told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MemoryNews {
    /// Decisions can't be saved at the moment.
    Trouble(StoreError),
    /// Everything that could not be saved is on disk now.
    AllSaved,
    /// The database can be used again; nothing waited for it.
    Usable,
    /// Decisions count no more, as their files became other ones before it was known what they held.
    ChangedBefore {
        /// How many.
        images: usize,
    },
}

/// What is wrong with the store, if anything is. The same is told once, however many decisions it holds up.
#[derive(Debug, Default)]
pub(super) struct Trouble(Option<StoreError>);

impl Trouble {
    pub(super) fn error(&self) -> Option<&StoreError> {
        self.0.as_ref()
    }

    pub(super) fn add(&mut self, error: StoreError) -> Option<MemoryNews> {
        let is_new = self.0.as_ref().map(|known| &known.fault) != Some(&error.fault);
        self.0 = Some(error.clone());
        is_new.then_some(MemoryNews::Trouble(error))
    }

    pub(super) fn all_is_saved(&mut self) -> Option<MemoryNews> {
        self.0.take().map(|_| MemoryNews::AllSaved)
    }

    /// The database is open. Where decisions wait they are told when they are written.
    pub(super) fn available(&mut self, nothing_waits: bool) -> Option<MemoryNews> {
        if !nothing_waits {
            return None;
        }
        self.0.take().map(|_| MemoryNews::Usable)
    }
}
