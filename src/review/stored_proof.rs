//! What an image's original says of it, in the form in which it is stored.
//!
//! As with stored inspections, the bytes are read only by the version that wrote them: [`PROOF_VERSION`] stands before
//! them. Bytes that do not fit are no proof, and the image is compared again when somebody asks for it.

use super::path_bytes::{path_from_bytes, path_to_bytes};
use crate::session::{PROOF_VERSION, Proof, ResultRow};

/// The stored form. The original's path lies beside the rest, as the system's own bytes: it need not be valid Unicode.
#[derive(serde::Serialize, serde::Deserialize)]
struct StoredProof {
    version: u32,
    original: Option<Vec<u8>>,
    proof: Proof,
}

/// The bytes of a row's proof; `None` where it has none.
pub(super) fn proof_to_bytes(row: &ResultRow) -> Option<Vec<u8>> {
    let mut proof = row.proof.as_deref()?.clone();
    let original = proof.original.as_mut().map(|original| {
        let path = std::mem::take(&mut original.path);
        path_to_bytes(&path)
    });
    let stored = StoredProof {
        version: PROOF_VERSION,
        original,
        proof,
    };
    postcard::to_stdvec(&stored).ok()
}

/// What these bytes hold; `None` where another version wrote them, or they are damaged.
pub(super) fn proof_from_bytes(bytes: &[u8]) -> Option<Proof> {
    let (version, _) = postcard::take_from_bytes::<u32>(bytes).ok()?;
    if version != PROOF_VERSION {
        return None;
    }
    let (stored, rest) = postcard::take_from_bytes::<StoredProof>(bytes).ok()?;
    let mut proof = stored.proof;
    match (&mut proof.original, stored.original) {
        (Some(original), Some(path)) => original.path = path_from_bytes(path),
        (None, None) => {}
        _ => return None,
    }
    rest.is_empty().then_some(proof)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::inspect::{InspectError, Thresholds};
    use crate::scan::{
        ContentHash, FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, WorkTimes,
    };
    use crate::session::{Mechanism, OriginalFile, ProofFinding};

    fn unproven() -> ResultRow {
        let report = ImageReport {
            id: ImageId(0),
            location: ImageLocation::new("a.jpg"),
            product: None,
            file_bytes: None,
            stamp: FileStamp::default(),
            outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
            times: WorkTimes::default(),
        };
        ResultRow::new(report, &Thresholds::default())
    }

    fn proven(path: &Path) -> ResultRow {
        let mut row = unproven();
        row.proof = Some(Arc::new(Proof {
            finding: ProofFinding::Proven(Mechanism::LaidOnBlack),
            image: None,
            original: Some(OriginalFile {
                path: path.to_owned(),
                file_bytes: 4711,
                modified: Some(UNIX_EPOCH),
                content: ContentHash::of(b"an original"),
                placement: None,
                smaller_px: None,
            }),
            evidence: None,
        }));
        row
    }

    #[test]
    fn a_proof_comes_back_with_its_originals_path() {
        let row = proven(Path::new("/originals/陶瓷杯.png"));
        let bytes = proof_to_bytes(&row).expect("it has a proof");
        assert_eq!(proof_from_bytes(&bytes).as_ref(), row.proof.as_deref());
        assert_eq!(proof_to_bytes(&unproven()), None, "nothing to store");
    }

    #[cfg(unix)]
    #[test]
    fn a_path_need_not_be_unicode() {
        use std::os::unix::ffi::OsStrExt as _;

        let path = Path::new(std::ffi::OsStr::from_bytes(b"/originals/\xff.png"));
        let bytes = proof_to_bytes(&proven(path)).expect("it has a proof");
        let back = proof_from_bytes(&bytes).expect("whole");
        assert_eq!(back.original.expect("one").path, path);
    }

    #[test]
    fn other_versions_and_damage_are_no_proof() {
        let mut bytes = proof_to_bytes(&proven(Path::new("/a.png"))).expect("it has a proof");
        for length in 0..bytes.len() {
            assert_eq!(
                proof_from_bytes(&bytes[..length]),
                None,
                "cut off at {length}"
            );
        }
        bytes.push(0);
        assert_eq!(proof_from_bytes(&bytes), None, "something is behind it");
        bytes.pop();
        bytes[0] += 1;
        assert_eq!(proof_from_bytes(&bytes), None, "another version");
    }
}
