use super::*;
use crate::review::{Revision, Store, StoreFault};

/// What a file of each earlier version holds, written as that version wrote it: [0] is version 1. A migration that is
/// added brings the fixture of the version before it; `decisions` of all of them is the same one decision.
const FIXTURES: &[&str] = &[
    "
CREATE TABLE decisions (
    content BLOB PRIMARY KEY NOT NULL CHECK (length(content) = 16),
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    path_hint TEXT,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_size ON decisions (file_bytes);
CREATE INDEX decisions_by_revision ON decisions (revision);
INSERT INTO decisions VALUES (x'000102030405060708090a0b0c0d0e0f', 'confirmed', 1760000000123, 1760000000123, 4711,
    '4006381000012/1.jpg', 1);
PRAGMA application_id = 1112296260;
PRAGMA user_version = 1;
",
    "
CREATE TABLE decisions (
    content BLOB PRIMARY KEY NOT NULL CHECK (length(content) = 16),
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    path_hint TEXT,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_size ON decisions (file_bytes);
CREATE INDEX decisions_by_revision ON decisions (revision);
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    scanned_at INTEGER NOT NULL
) STRICT;
CREATE TABLE images (
    folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    looked_at_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    engine INTEGER NOT NULL,
    measures INTEGER NOT NULL,
    result BLOB NOT NULL,
    before_change TEXT,
    is_gone INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
INSERT INTO decisions VALUES (x'000102030405060708090a0b0c0d0e0f', 'confirmed', 1760000000123, 1760000000123, 4711,
    '4006381000012/1.jpg', 1);
INSERT INTO folders VALUES (1, x'2f61', 1760000000123);
INSERT INTO images VALUES (1, x'622e6a7067', 4711, 1, 2, x'000102030405060708090a0b0c0d0e0f', 1, 0, x'ff', NULL, 0);
PRAGMA application_id = 1112296260;
PRAGMA user_version = 2;
",
    "
CREATE TABLE decisions (
    content BLOB PRIMARY KEY NOT NULL CHECK (length(content) = 16),
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    path_hint TEXT,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_size ON decisions (file_bytes);
CREATE INDEX decisions_by_revision ON decisions (revision);
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    scanned_at INTEGER NOT NULL
) STRICT;
CREATE TABLE images (
    folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    looked_at_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    engine INTEGER NOT NULL,
    measures INTEGER NOT NULL,
    result BLOB NOT NULL,
    before_change TEXT,
    is_gone INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
ALTER TABLE images ADD COLUMN proof BLOB;
INSERT INTO decisions VALUES (x'000102030405060708090a0b0c0d0e0f', 'confirmed', 1760000000123, 1760000000123, 4711,
    '4006381000012/1.jpg', 1);
INSERT INTO folders VALUES (1, x'2f61', 1760000000123);
INSERT INTO images VALUES (1, x'622e6a7067', 4711, 1, 2, x'000102030405060708090a0b0c0d0e0f', 1, 0, x'ff', NULL, 0, NULL);
PRAGMA application_id = 1112296260;
PRAGMA user_version = 3;
",
    "
CREATE TABLE decisions (
    content BLOB PRIMARY KEY NOT NULL CHECK (length(content) = 16),
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    path_hint TEXT,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_size ON decisions (file_bytes);
CREATE INDEX decisions_by_revision ON decisions (revision);
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    scanned_at INTEGER NOT NULL
) STRICT;
CREATE TABLE images (
    folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    looked_at_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    engine INTEGER NOT NULL,
    measures INTEGER NOT NULL,
    result BLOB NOT NULL,
    before_change TEXT,
    is_gone INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
ALTER TABLE images ADD COLUMN proof BLOB;
CREATE TABLE pending_decisions (
    folder INTEGER NOT NULL REFERENCES folders (id),
    path BLOB NOT NULL,
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    has_changed INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
INSERT INTO decisions VALUES (x'000102030405060708090a0b0c0d0e0f', 'confirmed', 1760000000123, 1760000000123, 4711,
    '4006381000012/1.jpg', 1);
INSERT INTO folders VALUES (1, x'2f61', 1760000000123);
INSERT INTO images VALUES (1, x'622e6a7067', 4711, 1, 2, x'000102030405060708090a0b0c0d0e0f', 1, 0, x'ff', NULL, 0, NULL);
PRAGMA application_id = 1112296260;
PRAGMA user_version = 4;
",
    "
CREATE TABLE decisions (
    content BLOB PRIMARY KEY NOT NULL CHECK (length(content) = 16),
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    path_hint TEXT,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_size ON decisions (file_bytes);
CREATE INDEX decisions_by_revision ON decisions (revision);
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    scanned_at INTEGER NOT NULL
) STRICT;
CREATE TABLE images (
    folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    looked_at_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    engine INTEGER NOT NULL,
    measures INTEGER NOT NULL,
    result BLOB NOT NULL,
    before_change TEXT,
    is_gone INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
ALTER TABLE images ADD COLUMN proof BLOB;
CREATE TABLE pending_decisions (
    folder INTEGER NOT NULL REFERENCES folders (id),
    path BLOB NOT NULL,
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    has_changed INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE original_looks (
    path BLOB PRIMARY KEY NOT NULL,
    looks BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO decisions VALUES (x'000102030405060708090a0b0c0d0e0f', 'confirmed', 1760000000123, 1760000000123, 4711,
    '4006381000012/1.jpg', 1);
INSERT INTO folders VALUES (1, x'2f61', 1760000000123);
INSERT INTO images VALUES (1, x'622e6a7067', 4711, 1, 2, x'000102030405060708090a0b0c0d0e0f', 1, 0, x'ff', NULL, 0, NULL);
INSERT INTO original_looks VALUES (x'2f61', x'ff');
PRAGMA application_id = 1112296260;
PRAGMA user_version = 5;
",
];

/// The tables and indexes of a file, without blanks that mean nothing.
fn schema_of(connection: &Connection) -> Vec<String> {
    let mut statement = connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        .unwrap();
    let found = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    found
        .map(|sql| sql.unwrap().split_whitespace().collect())
        .collect()
}

#[test]
fn every_earlier_version_becomes_this_one_and_keeps_its_decisions() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.db");
    drop(Store::open(&new).unwrap());
    let wanted = schema_of(&Connection::open(&new).unwrap());
    assert!(
        FIXTURES.len() + 1 >= MIGRATIONS.len(),
        "a version has no fixture"
    );
    for (version, fixture) in (1..).zip(FIXTURES) {
        let path = folder.path().join(format!("{version}.db"));
        let old = Connection::open(&path).unwrap();
        old.execute_batch(fixture).unwrap();
        assert_eq!(version_of(&old), Ok(version), "the fixture's own number");
        drop(old);
        let store = Store::open(&path).unwrap();
        let (decisions, _) = store.decisions_since(Revision::default()).unwrap();
        assert_eq!(decisions.len(), 1, "version {version} kept its decision");
        assert_eq!(decisions[0].file_bytes, Some(4711));
        drop(store);
        let migrated = Connection::open(&path).unwrap();
        assert_eq!(version_of(&migrated), Ok(latest_version()));
        assert_eq!(
            schema_of(&migrated),
            wanted,
            "version {version} became what a new file is"
        );
    }
}

#[test]
fn a_migration_that_fails_leaves_the_version_before() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate_with(&mut connection, &["CREATE TABLE a (b INTEGER)"]).unwrap();
    let bad = "CREATE TABLE c (d INTEGER); INSERT INTO nowhere VALUES (1);";
    migrate_with(&mut connection, &["never run again", bad]).expect_err("there is no such table");
    assert_eq!(version_of(&connection), Ok(1), "still the version before");
    assert_eq!(schema_of(&connection).len(), 1, "nothing of it is there");
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(Store::open(&path).unwrap());
    let newer = latest_version() + 1;
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", newer)
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    let refused = Store::open(&path).expect_err("it may mean anything");
    assert_eq!(refused.fault, StoreFault::Newer { version: newer });
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "not a byte of it changed"
    );
}
