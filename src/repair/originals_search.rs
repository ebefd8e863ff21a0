//! The search for originals, on a thread that is given up when their disk or share gives no answer.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use super::originals_index::{OriginalsError, OriginalsIndex};
use crate::scan::{ImageLocation, Pulse, Waited, wait_while_alive};

/// By what originals are found.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum MatchBy {
    /// By names and places.
    #[default]
    Name,
    /// By these first, and by what they show where these say nothing.
    Content,
}

/// Where to look for originals.
#[derive(Clone, Debug)]
pub struct OriginalsSearch {
    /// The scanned folder.
    pub root: PathBuf,
    /// The chosen folder of originals; `None`: they are looked for beside the images.
    pub originals: Option<PathBuf>,
    /// All images that the scan found: one that looks as it should may be the original of another.
    pub found: Vec<ImageLocation>,
    /// The search is given up when nothing was heard of it for so long.
    pub silence_limit: Duration,
}

impl OriginalsSearch {
    /// Looks for them as [`OriginalsIndex::build`] does. `progress` is told on the thread of the search how many possible
    /// originals it has found; `look` is called about ten times a second on this one, and may end it.
    ///
    /// # Errors
    /// As of [`OriginalsIndex::build`]; [`OriginalsError::NoAnswer`] where the search was given up.
    pub fn run(
        self,
        progress: impl Fn(usize) + Send + 'static,
        look: impl FnMut() -> ControlFlow<()>,
    ) -> Result<OriginalsIndex, OriginalsError> {
        let Self {
            root,
            originals,
            found,
            silence_limit,
        } = self;
        let folder = originals.clone().unwrap_or_else(|| root.clone());
        let build = move |pulse: &Pulse| {
            pulse.reading();
            let mut go_on = |files: usize| {
                progress(files);
                pulse.arrived();
                if pulse.is_abandoned() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            OriginalsIndex::build(&root, originals.as_deref(), &found, &mut go_on)
        };
        match wait_while_alive("originals listing", silence_limit, build, look) {
            Waited::Done(index) => index,
            Waited::NoAnswer { silent_for } => Err(OriginalsError::NoAnswer { folder, silent_for }),
            Waited::NotWanted => Err(OriginalsError::Stopped),
            Waited::Broken => Err(OriginalsError::Unreadable {
                folder,
                detail: "the search broke down".to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than anything here takes.
    const FOR_EVER: Duration = Duration::from_mins(1);

    #[test]
    fn it_comes_to_its_end_or_is_stopped_while_the_disk_gives_no_answer() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.png"), b"a picture").unwrap();
        let search = OriginalsSearch {
            root: PathBuf::from("/shop"),
            originals: Some(folder.path().to_owned()),
            found: Vec::new(),
            silence_limit: FOR_EVER,
        };
        let found = search.clone().run(|_| {}, || ControlFlow::Continue(()));
        assert!(found.is_ok(), "{found:?}");

        let (disk, answer) = std::sync::mpsc::sync_channel::<()>(0);
        let hang = move |_| {
            answer.recv().ok();
        };
        let ended = search.run(hang, || ControlFlow::Break(()));
        assert!(matches!(ended, Err(OriginalsError::Stopped)), "{ended:?}");
        drop(disk);
    }
}
