//! Whether a path still leads to the file that was opened: who moves or removes a database in use would otherwise have
//! decisions "saved" into a file that nobody finds again.

use std::path::Path;

/// Which file a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileIdentity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

impl FileIdentity {
    /// Of the file at this path; `None` where there is none. Windows keeps a file in use where it is, so there every file
    /// is the same.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            Some(Self {
                device: metadata.dev(),
                inode: metadata.ino(),
            })
        }
        #[cfg(not(unix))]
        {
            let _exists = metadata;
            Some(Self {})
        }
    }
}
