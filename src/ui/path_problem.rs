//! What can be wrong with a folder that the user named.

use super::Text;

/// Why a path cannot be scanned (or saved to), found out by the app, worded here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathProblem {
    /// Nothing is there.
    NotFound,
    /// A file, where a folder is needed.
    NotAFolder,
    /// This user may not look into it.
    PermissionDenied,
    /// Its disk or share gives no answer.
    NoAnswer,
    /// `~` was typed, and the system names no home folder.
    NoHome,
    /// Anything else.
    Other {
        /// The system's words, in the system's language.
        detail: String,
    },
}

impl PathProblem {
    /// One sentence for the user.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        match self {
            Self::NotFound => text.get("setup-problem-not-found"),
            Self::NotAFolder => text.get("setup-problem-not-a-folder"),
            Self::NoAnswer => text.get("setup-problem-no-answer"),
            Self::PermissionDenied => text.get("setup-problem-permission"),
            Self::NoHome => text.get("setup-problem-no-home"),
            Self::Other { detail } => {
                text.with("setup-problem-other", &[("detail", detail.as_str().into())])
            }
        }
    }
}
