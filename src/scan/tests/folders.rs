//! What the walk finds among odd names, links, pipes and permissions.

use std::path::{Path, PathBuf};

use super::support::{Story, config, folder_with, scan_files};
use crate::scan::{IncludeRules, ScanEnd, SkipCause};

fn walk(root: &Path) -> Story {
    let story = scan_files(config(root, 2)).hear_out();
    assert_eq!(story.end, Some(ScanEnd::Completed));
    assert_eq!(story.found, story.reports.len() as u64);
    story
}

fn paths(names: &[&str]) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
    paths.sort();
    paths
}

#[test]
fn images_are_found_by_extension_in_any_case() {
    let images = [
        "a.jpg",
        "b.JPEG",
        "c.jpe",
        "d/e.JfIf",
        "d/f.png",
        "d/g/h.webp",
        "i.gif",
        "j.BMP",
        "k.tif",
        "l.TIFF",
    ];
    let root = folder_with(&images);
    for other in ["readme.txt", "jpg", "x.jpg.part", "film.mp4", "Thumbs.db"] {
        super::support::put(root.path().join(other));
    }
    let story = walk(root.path());
    assert_eq!(story.paths(), paths(&images));
    assert!(
        story.skipped.is_empty(),
        "foreign files are nobody's business"
    );
}

#[test]
fn the_programs_own_files_are_passed_by_whatever_is_switched_on() {
    let root = folder_with(&["a.jpg"]);
    for name in [
        ".blackdrop-repair.lock",
        ".blackdrop-20261003T140231Z-00ff-7.tmp",
    ] {
        super::support::put(root.path().join(name));
        super::support::put(root.path().join("b").join(name));
    }
    let mut all = config(root.path(), 2);
    all.include.hidden = true;
    let story = scan_files(all).hear_out();
    assert_eq!(story.paths(), paths(&["a.jpg"]));
    assert!(story.skipped.is_empty(), "{:?}", story.skipped);
}

#[test]
fn other_kinds_of_pictures_are_counted() {
    let root = folder_with(&["a.jpg", "b.HEIC", "c/d.heic", "e.psd", "._f.heic"]);
    let story = walk(root.path());
    assert_eq!(story.paths(), paths(&["a.jpg"]));
    let kind = |extension: &str| SkipCause::OtherKind {
        extension: extension.to_owned(),
    };
    assert_eq!(
        story.skipped_for(&kind("heic")),
        vec![Path::new("b.HEIC"), Path::new("c/d.heic")]
    );
    assert_eq!(story.skipped_for(&kind("psd")), vec![Path::new("e.psd")]);
    assert_eq!(story.skipped.len(), 3, "a resource fork is no picture");
}

#[test]
fn hidden_files_and_folders_are_skipped_unless_switched_on() {
    let names = [
        "a.jpg",
        ".b.jpg",
        "._a.jpg",
        ".cache/c.jpg",
        "@eaDir/a.jpg/SYNOPHOTO_THUMB_M.jpg",
        "$RECYCLE.BIN/d.jpg",
    ];
    let root = folder_with(&names);
    let story = walk(root.path());
    assert_eq!(story.paths(), paths(&["a.jpg"]));
    assert_eq!(
        story.skipped_for(&SkipCause::HiddenFile),
        vec![Path::new("._a.jpg"), Path::new(".b.jpg")]
    );
    assert_eq!(
        story.skipped_for(&SkipCause::HiddenFolder),
        vec![
            Path::new("$RECYCLE.BIN"),
            Path::new(".cache"),
            Path::new("@eaDir")
        ]
    );

    let mut all = config(root.path(), 2);
    all.include = IncludeRules {
        hidden: true,
        ..IncludeRules::default()
    };
    let story = scan_files(all).hear_out();
    assert_eq!(story.paths(), paths(&names));
    assert_eq!(
        story.skipped,
        vec![(PathBuf::from("@eaDir/a.jpg"), SkipCause::ImageNamedFolder)]
    );
}

#[test]
fn the_chosen_folder_itself_may_be_hidden() {
    let parent = folder_with(&[".shop/a.jpg", ".shop/.git/b.jpg"]);
    let story = walk(&parent.path().join(".shop"));
    assert_eq!(story.paths(), paths(&["a.jpg"]));
    assert_eq!(
        story.skipped_for(&SkipCause::HiddenFolder),
        vec![Path::new(".git")]
    );
}

#[test]
fn a_folder_named_like_an_image_is_said_and_walked() {
    let root = folder_with(&["x.jpg/inside.png"]);
    let story = walk(root.path());
    assert_eq!(story.paths(), paths(&["x.jpg/inside.png"]));
    assert_eq!(
        story.skipped_for(&SkipCause::ImageNamedFolder),
        vec![Path::new("x.jpg")]
    );
}

#[test]
fn a_hidden_picture_of_another_kind_is_a_hidden_file() {
    let root = folder_with(&[".a.heic", "b.heic"]);
    let story = walk(root.path());
    assert_eq!(
        story.skipped_for(&SkipCause::HiddenFile),
        [Path::new(".a.heic")]
    );
    assert_eq!(story.skipped.len(), 2);
}

#[test]
fn odd_names_are_found_as_they_are() {
    let long = format!("{}.jpg", "n".repeat(196));
    let mut names = vec![
        "with, comma.jpg",
        "with \"quote\".jpg",
        "=1+1.jpg",
        "100%.jpg",
        "图片/鞋子.jpg",
        "👟.jpg",
        " leading and trailing .jpg",
        &long,
    ];
    if cfg!(unix) {
        names.extend(["new\nline.jpg", "back\\slash.jpg", "tab\t.jpg"]);
    }
    let root = folder_with(&names);
    assert_eq!(walk(root.path()).paths(), paths(&names));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::{Path, PathBuf, folder_with, paths, walk};
    use crate::scan::tests::support::{config, put, scan_files};
    use crate::scan::{ImageOutcome, ReachError, ScanEnd, SkipCause};

    #[test]
    fn a_name_that_is_not_unicode_is_found() {
        let root = folder_with(&[]);
        let name = PathBuf::from(OsStr::from_bytes(b"caf\xe9.jpg"));
        if fs::write(root.path().join(&name), b"x").is_err() {
            eprintln!("skipped: this file system takes Unicode names only");
            return;
        }
        assert_eq!(walk(root.path()).paths(), vec![name]);
    }

    #[test]
    fn links_to_folders_are_not_followed_and_a_loop_ends() {
        let root = folder_with(&["shop/a.jpg"]);
        symlink(root.path(), root.path().join("shop/loop")).unwrap();
        symlink("shop", root.path().join("again.jpg")).unwrap();
        let story = walk(root.path());
        assert_eq!(story.paths(), paths(&["shop/a.jpg"]));
        assert_eq!(
            story.skipped_for(&SkipCause::LinkedFolder { is_walked: true }),
            vec![Path::new("again.jpg"), Path::new("shop/loop")]
        );
    }

    #[test]
    fn the_chosen_folder_may_be_a_link() {
        let parent = folder_with(&["real/a.jpg"]);
        symlink("real", parent.path().join("link")).unwrap();
        assert_eq!(walk(&parent.path().join("link")).paths(), paths(&["a.jpg"]));
    }

    #[test]
    fn links_to_files_are_inspected_and_dangling_ones_not_found() {
        let root = folder_with(&["a.jpg", "notes.txt"]);
        symlink("a.jpg", root.path().join("link.jpg")).unwrap();
        symlink("gone.jpg", root.path().join("dangling.jpg")).unwrap();
        symlink("self.jpg", root.path().join("self.jpg")).unwrap();
        symlink("notes.txt", root.path().join("link.txt")).unwrap();
        let story = walk(root.path());
        assert_eq!(
            story.paths(),
            paths(&["a.jpg", "link.jpg", "dangling.jpg", "self.jpg"])
        );
        assert!(matches!(
            story.outcome("link.jpg"),
            ImageOutcome::Unreadable(_)
        ));
        assert_eq!(
            story.outcome("dangling.jpg"),
            &ImageOutcome::Unreachable(ReachError::NotFound)
        );
        assert!(
            matches!(
                story.outcome("self.jpg"),
                ImageOutcome::Unreachable(ReachError::Io { .. })
            ),
            "a link to itself"
        );
    }

    #[test]
    fn pipes_and_sockets_are_never_opened() {
        let root = folder_with(&["a.jpg"]);
        let made = Command::new("mkfifo")
            .arg(root.path().join("pipe.jpg"))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no mkfifo here");
            return;
        }
        symlink("pipe.jpg", root.path().join("link.jpg")).unwrap();
        let _socket = UnixListener::bind(root.path().join("s.jpg")).unwrap();
        symlink("/dev/null", root.path().join("device.jpg")).unwrap();
        let story = walk(root.path());
        assert_eq!(story.paths(), paths(&["a.jpg"]));
        assert_eq!(
            story.skipped_for(&SkipCause::NotAFile),
            ["device.jpg", "link.jpg", "pipe.jpg", "s.jpg"].map(Path::new)
        );
    }

    #[test]
    fn a_pipe_in_a_list_to_try_again_is_not_opened_either() {
        let root = folder_with(&[]);
        let pipe = root.path().join("pipe.jpg");
        let made = Command::new("mkfifo").arg(&pipe).status();
        if !made.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no mkfifo here");
            return;
        }
        let mut again = config(root.path(), 1);
        again.targets = crate::scan::ScanTargets::Images(vec![(
            crate::scan::ImageId(0),
            crate::scan::ImageLocation::new("pipe.jpg"),
        )]);
        let story = scan_files(again).hear_out();
        assert!(matches!(
            story.outcome("pipe.jpg"),
            ImageOutcome::Unreachable(ReachError::Io { .. })
        ));
    }

    /// Whether this is the run as an unprivileged user; when it is root's, the test is run again as nobody.
    fn is_unprivileged(test: &str) -> bool {
        let probe = folder_with(&["locked/a"]);
        let locked = probe.path().join("locked");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        let is_refused = fs::read_dir(&locked).is_err();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
        if is_refused {
            return true;
        }
        // Root passes every mode bit.
        let again = Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .output();
        match again {
            Err(error) => eprintln!("skipped: setpriv does not run ({error})"),
            Ok(output) => {
                let told = String::from_utf8_lossy(&output.stdout);
                assert!(
                    output.status.success() && told.contains("1 passed"),
                    "as nobody: {told}{}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
        }
        false
    }

    #[test]
    fn a_folder_without_permission_is_reported() {
        if !is_unprivileged("scan::tests::folders::unix::a_folder_without_permission_is_reported") {
            return;
        }
        let root = folder_with(&["a.jpg", "locked/b.jpg", "secret.jpg", "secret.dat"]);
        let locked = root.path().join("locked");
        let secret = root.path().join("secret.jpg");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
        let data = root.path().join("secret.dat");
        fs::set_permissions(&data, fs::Permissions::from_mode(0o000)).unwrap();
        let story = walk(root.path());
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(story.paths(), paths(&["a.jpg", "secret.jpg"]));
        assert_eq!(
            story.outcome("secret.jpg"),
            &ImageOutcome::Unreachable(ReachError::PermissionDenied)
        );
        let mut skipped = story.skipped.clone();
        skipped.sort_by(|(a, _), (b, _)| a.cmp(b));
        let [
            (folder, SkipCause::UnreadableFolder { .. }),
            (file, SkipCause::UnknownContent { .. }),
        ] = &skipped[..]
        else {
            panic!("{skipped:?}");
        };
        assert_eq!(folder, Path::new("locked"));
        assert_eq!(file, Path::new("secret.dat"), "nobody knows what it holds");
    }

    #[test]
    fn a_root_without_permission_ends_the_scan() {
        if !is_unprivileged("scan::tests::folders::unix::a_root_without_permission_ends_the_scan") {
            return;
        }
        let parent = folder_with(&["locked/b.jpg"]);
        let locked = parent.path().join("locked");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        let story = scan_files(config(&locked, 2)).hear_out();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
        assert!(
            matches!(story.end, Some(ScanEnd::RootUnreadable { .. })),
            "{:?}",
            story.end
        );
    }

    #[test]
    fn a_deep_tree_is_walked_to_its_leaves() {
        let root = folder_with(&[]);
        let deep: PathBuf = (0..40).map(|depth| format!("d{depth}")).collect();
        put(root.path().join(&deep).join("leaf.jpg"));
        put(root.path().join("d0/d1/twig.jpg"));
        assert_eq!(
            walk(root.path()).paths(),
            vec![deep.join("leaf.jpg"), PathBuf::from("d0/d1/twig.jpg")]
        );
    }
}
