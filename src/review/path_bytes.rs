//! A path as bytes and back, without losing anything: not every path is text.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The bytes of a path: on Unix its own, on Windows its 16-bit units, the lower byte first. A database that is taken from
/// one system to the other holds paths that lead nowhere there, and no harm is done.
#[cfg(unix)]
pub(super) fn path_to_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

/// The path of [`path_to_bytes`].
#[cfg(unix)]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(windows)]
pub(super) fn path_to_bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    path.as_os_str()
        .encode_wide()
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[cfg(windows)]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::windows::ffi::OsStringExt as _;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    PathBuf::from(OsString::from_wide(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back_as_they_were() {
        for path in ["", "a.jpg", "shop/杯 1.jpg", "with \"quotes\"/x'.png"] {
            let bytes = path_to_bytes(Path::new(path));
            assert_eq!(path_from_bytes(bytes), Path::new(path));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_comes_back_too() {
        let bytes = b"shop/\xFF\xFE.jpg".to_vec();
        let path = path_from_bytes(bytes.clone());
        assert!(path.to_str().is_none(), "it is no text");
        assert_eq!(path_to_bytes(&path), bytes);
    }
}
