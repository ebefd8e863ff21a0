//! Why the disk did not do what it was asked, in the classes that call for different help.

use std::io;

/// What went wrong with a disk or share. The display text is a stable lower-case English fragment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiskFault {
    /// No space, or no quota, is left.
    #[error("the disk is full; make room and try again")]
    DiskFull,
    /// The file would become larger than the system allows this program, or the file system any file.
    #[error("the file would become larger than the system allows")]
    FileTooLarge,
    /// The disk as a whole can't be written.
    #[error("the disk is read-only")]
    ReadOnlyDisk,
    /// This user may not write there.
    #[error("no permission to write there")]
    NoPermission,
    /// Another program holds the file, and did not let go of it for a while.
    #[error("the file is locked by another program; close it there and try again")]
    Locked,
    /// A part of the way is a link that leads out of the folder that was chosen.
    #[error("a link leads out of the chosen folder")]
    LeadsOut,
    /// Any other error of the disk or the network.
    #[error("{detail}")]
    Other {
        /// The system's words, in the system's language.
        detail: String,
    },
}

/// The system's numbers for "in use by another process" and "a part of it is locked", on Windows only.
const WINDOWS_SHARING_VIOLATIONS: [i32; 2] = [32, 33];

impl DiskFault {
    /// The stable name in journals and exports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::FileTooLarge => "file_too_large",
            Self::ReadOnlyDisk => "read_only_disk",
            Self::NoPermission => "no_permission",
            Self::Locked => "locked",
            Self::LeadsOut => "leads_out",
            Self::Other { .. } => "disk_error",
        }
    }
}

/// Whether another program may be holding the file, so that another try may succeed. Windows says so with numbers of its
/// own or refuses permission; a share says that the file is busy, or refuses permission too.
pub(super) fn may_pass(error: &io::Error) -> bool {
    is_sharing_violation(error)
        || matches!(
            error.kind(),
            io::ErrorKind::PermissionDenied
                | io::ErrorKind::ResourceBusy
                | io::ErrorKind::ExecutableFileBusy
        )
}

/// Whether the system, and not another program or the library, refuses.
pub(super) fn is_no_permission(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
        && error.raw_os_error().is_some()
        && !is_sharing_violation(error)
}

fn is_sharing_violation(error: &io::Error) -> bool {
    cfg!(windows)
        && error
            .raw_os_error()
            .is_some_and(|code| WINDOWS_SHARING_VIOLATIONS.contains(&code))
}

impl From<io::Error> for DiskFault {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Io;
        if is_sharing_violation(&error) {
            return Self::Locked;
        }
        match error.kind() {
            // cap-std, not the system, refuses a way that leads out; what the system refuses has a number.
            Io::PermissionDenied if error.raw_os_error().is_none() => Self::LeadsOut,
            Io::PermissionDenied => Self::NoPermission,
            Io::ReadOnlyFilesystem => Self::ReadOnlyDisk,
            Io::StorageFull | Io::QuotaExceeded => Self::DiskFull,
            Io::FileTooLarge => Self::FileTooLarge,
            Io::ExecutableFileBusy | Io::ResourceBusy => Self::Locked,
            _ => Self::Other {
                detail: error.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_systems_refusals_are_told_apart_from_a_way_that_leads_out() {
        let fault = |code| DiskFault::from(io::Error::from_raw_os_error(code));
        // Linux and macOS agree on these numbers: EACCES, EROFS, ENOSPC, EBUSY, EFBIG.
        assert_eq!(fault(13), DiskFault::NoPermission);
        assert_eq!(fault(30), DiskFault::ReadOnlyDisk);
        assert_eq!(fault(28), DiskFault::DiskFull);
        assert_eq!(fault(16), DiskFault::Locked);
        assert_eq!(fault(27), DiskFault::FileTooLarge);
        let refused = io::Error::new(io::ErrorKind::PermissionDenied, "led outside");
        assert_eq!(DiskFault::from(refused), DiskFault::LeadsOut);
    }
}
