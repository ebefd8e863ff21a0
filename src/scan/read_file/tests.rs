//! Reading files of this disk: chunks, bounds, and what is no file.

use super::*;

fn read(path: &Path, max_file_bytes: u64) -> (Result<(), ReadFault>, Vec<u8>) {
    let mut buffer = b"left over".to_vec();
    let limits = ImageLimits {
        max_file_bytes,
        ..ImageLimits::default()
    };
    let pulse = Pulse::default();
    let read = FileBytes::open(path, &limits, &pulse, &mut buffer)
        .and_then(|mut file| file.first(usize::MAX).map(|_| ()));
    (read, buffer)
}

#[test]
fn files_around_the_size_of_a_chunk_are_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.jpg");
    let chunk = usize::try_from(CHUNK_BYTES).unwrap();
    for size in [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk] {
        let bytes: Vec<u8> = (0..size).map(|i| u8::try_from(i % 251).unwrap()).collect();
        fs::write(&path, &bytes).unwrap();
        let (result, buffer) = read(&path, u64::MAX);
        assert_eq!(result, Ok(()));
        assert!(buffer == bytes, "{size} bytes came back unchanged");
    }
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.jpg");
    fs::write(&path, [1; 11]).unwrap();
    let (result, buffer) = read(&path, 10);
    let fault = ReadFault::TooLarge {
        file_bytes: 11,
        modified: fs::metadata(&path).unwrap().modified().ok(),
    };
    assert_eq!(result, Err(fault), "and it is told which file that is");
    assert!(buffer.is_empty(), "not a byte was read");
    assert_eq!(read(&path, 11).0, Ok(()), "exactly at the limit is allowed");
}

#[test]
fn a_missing_file_and_a_folder_are_unreachable() {
    let folder = tempfile::tempdir().unwrap();
    let fault = |path: &Path| match read(path, 10).0 {
        Err(ReadFault::Unreachable { error, .. }) => error,
        other => panic!("expected it to be unreachable, got {other:?}"),
    };
    assert_eq!(fault(&folder.path().join("gone.jpg")), ReachError::NotFound);
    assert_eq!(
        fault(folder.path()),
        ReachError::Io {
            detail: "not a regular file".to_owned()
        }
    );
}

#[test]
fn a_whole_file_comes_with_the_time_of_its_last_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.jpg");
    fs::write(&path, b"a picture").unwrap();
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let limits = ImageLimits {
        max_file_bytes: 9,
        ..ImageLimits::default()
    };
    let read = |path: &Path| read_whole_file(path, &limits, &Pulse::default());
    let whole = WholeFile {
        bytes: b"a picture".to_vec(),
        modified: Some(modified),
    };
    assert_eq!(read(&path), Ok(whole));
    assert_eq!(
        read(&folder.path().join("gone.jpg")),
        Err(ReachError::NotFound.into())
    );
    assert_eq!(
        read(folder.path()).unwrap_err().to_string(),
        "could not be reached: not a regular file"
    );
    fs::write(&path, b"a picture.").unwrap();
    assert_eq!(
        read(&path).unwrap_err().to_string(),
        "the file has 10 bytes, more than the 9 that are read"
    );
}

#[test]
fn no_more_is_read_than_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.jpg");
    let bytes: Vec<u8> = (0..1000_u32)
        .map(|i| u8::try_from(i % 251).unwrap())
        .collect();
    fs::write(&path, &bytes).unwrap();
    let (limits, pulse, mut buffer) = (ImageLimits::default(), Pulse::default(), Vec::new());
    let mut file = FileBytes::open(&path, &limits, &pulse, &mut buffer).unwrap();
    assert_eq!(file.total_bytes(), 1000, "as the system says");
    assert_eq!(file.first(100), Ok(&bytes[..100]), "the first ones");
    assert_eq!(file.first(40), Ok(&bytes[..40]), "fewer again");
    assert_eq!(file.buffer.len(), 100, "read no further");
    assert_eq!(file.first(700), Ok(&bytes[..700]), "and on");
    assert_eq!(file.first(5000), Ok(&bytes[..]), "no more than there are");
    assert_eq!(file.total_bytes(), 1000, "and as it was read");
}
