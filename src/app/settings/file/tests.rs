//! Damage of every kind, two windows, and what comes back.

use std::num::{NonZeroU8, NonZeroUsize};

use tempfile::TempDir;

use super::*;
use crate::inspect::{Measures, Sensitivity};
use crate::repair::MatchBy;
use crate::scan::IncludeRules;
use crate::ui::keys::KeyAction;
use crate::ui::{Language, ViewMode};

fn in_folder(folder: &TempDir) -> SettingsFile {
    SettingsFile::at(folder.path().join("blackdrop").join("settings.json"))
}

/// Settings of which none is as at the first start.
fn all_changed() -> Settings {
    let mut settings = Settings {
        workers: NonZeroUsize::new(3),
        theme: egui::ThemePreference::Dark,
        language: Some(Language::SimplifiedChinese),
        view: ViewMode::Table,
        thumbnail_points: 200.0,
        thresholds: Sensitivity::Eager.thresholds(),
        ..Settings::default()
    };
    let j = egui::KeyboardShortcut::new(egui::Modifiers::NONE, egui::Key::J);
    settings.keys.set(KeyAction::Confirm, vec![j]);
    settings.old_originals_folder = "/shop/originals".to_owned();
    settings
        .folders
        .change(Path::new("/shop/images"), |choice| {
            choice.originals = "/shop/originals".to_owned();
            choice.match_by = MatchBy::Content;
            choice.product_level = NonZeroU8::new(2);
        });
    settings.repair.quality = 80;
    settings.side_panels.workers = false;
    settings.side_panels.preview = false;
    settings.remember_folder(Path::new("/shop/图片"));
    settings.set_include(IncludeRules {
        hidden: true,
        online_only: true,
    });
    settings.set_measures(Measures {
        full: true,
        complete: true,
    });
    settings
}

fn put(file: &SettingsFile, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(file.path().parent().unwrap()).unwrap();
    fs::write(file.path(), bytes).unwrap();
}

fn saved(file: &SettingsFile) -> Map<String, Value> {
    serde_json::from_slice(&fs::read(file.path()).unwrap()).unwrap()
}

#[test]
fn what_is_saved_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    let first = file.load();
    assert_eq!(first.settings, Settings::default(), "the first start");
    assert_eq!(first.damage, None, "nothing is wrong with no file");
    file.save(&first.settings, &all_changed()).unwrap();
    let again = file.load();
    assert_eq!(again.settings, all_changed(), "every setting");
    assert_eq!(again.damage, None);
    for field in FIELDS {
        let default = (field.write)(&Settings::default());
        assert_ne!(
            (field.write)(&all_changed()),
            default,
            "this test changes {} too",
            field.name
        );
    }
}

#[test]
fn the_one_folder_of_originals_of_earlier_versions_goes_to_the_folder_scanned_last() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    put(
        &file,
        r#"{"originals_folder": "/shop/originals", "recent_folders": ["/sample", "/shop/b", "/shop/a"]}"#,
    );
    let loaded = file.load().settings;
    let mut settings = loaded.clone();
    settings.settle_old_originals(Path::new("/sample"));
    let of = |settings: &Settings, folder| settings.folders.of(Path::new(folder)).originals;
    assert_eq!(of(&settings, "/shop/b"), "/shop/originals");
    assert_eq!(of(&settings, "/shop/a"), "", "it is one folder's");
    file.save(&loaded, &settings).unwrap();

    let mut again = file.load().settings;
    again.remember_folder(Path::new("/shop/c"));
    again.settle_old_originals(Path::new("/sample"));
    assert_eq!(again.folders, settings.folders, "once");
}

#[test]
fn each_setting_can_be_damaged_alone() {
    for field in FIELDS {
        for damage in [r#"{"a":[null]}"#, "-1", r#""\u0000""#, "[[1]]"] {
            let folder = tempfile::tempdir().unwrap();
            let file = in_folder(&folder);
            file.save(&Settings::default(), &all_changed()).unwrap();
            let mut map = saved(&file);
            map.insert(field.name.to_owned(), serde_json::from_str(damage).unwrap());
            put(&file, serde_json::to_vec(&map).unwrap());
            let damaged_bytes = fs::read(file.path()).unwrap();

            let loaded = file.load();
            let mut expected = all_changed();
            let default = (field.write)(&Settings::default());
            (field.read)(&mut expected, &default).unwrap();
            let what = format!("{} is {damage}", field.name);
            assert_eq!(loaded.settings, expected, "{what}: it alone is its default");
            let kept = file.path().with_file_name("settings.damaged.json");
            let told = Damage {
                names: Some(vec![field.words]),
                kept_as: Some(kept.clone()),
            };
            assert_eq!(loaded.damage, Some(told), "{what}: it is told");
            assert_eq!(fs::read(kept).unwrap(), damaged_bytes, "{what}: kept");
            assert_eq!(file.load().damage, None, "{what}: told once");
            assert_eq!(file.load().settings, expected, "{what}: the rest stays");
        }
    }
}

#[test]
fn numbers_beyond_what_can_be_set_are_damaged() {
    for (name, value) in [
        ("workers", "0"),
        ("thumbnail_size", "1e30"),
        ("thumbnail_size", "2"),
        ("language", r#""tlh""#),
        ("sensitivity", r#"{"numbers":{"border_black":-3}}"#),
        ("theme", r#""Blue""#),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = in_folder(&folder);
        put(&file, format!(r#"{{"{name}":{value}}}"#));
        let loaded = file.load();
        assert_eq!(loaded.settings, Settings::default(), "{name}: {value}");
        let names = loaded.damage.and_then(|damage| damage.names);
        assert_eq!(names.map(|it| it.len()), Some(1), "{name}: {value}");
    }
}

#[test]
fn a_file_that_is_none_is_put_aside() {
    let torn = br#"{"theme":"Dark","langu"#.as_slice();
    for bytes in [b"".as_slice(), b"\xff\xfe\x00", b"[1,2]", torn, &[0; 4096]] {
        let folder = tempfile::tempdir().unwrap();
        let file = in_folder(&folder);
        put(&file, bytes);
        let loaded = file.load();
        assert_eq!(loaded.settings, Settings::default(), "{bytes:?}");
        let damage = loaded.damage.expect("it is told");
        assert_eq!(damage.names, None, "all of them");
        let kept = damage.kept_as.expect("a copy stays");
        assert_eq!(fs::read(kept).unwrap(), bytes, "as it was");
        assert_eq!(file.load().damage, None, "told once");
        file.save(&Settings::default(), &all_changed()).unwrap();
        assert_eq!(file.load().settings, all_changed(), "and saved again");
    }
}

#[test]
fn a_folder_in_its_place_is_no_reason_to_fail() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    fs::create_dir_all(file.path()).unwrap();
    let loaded = file.load();
    assert_eq!(loaded.settings, Settings::default());
    assert!(loaded.damage.is_some(), "it is told");
    assert!(
        file.save(&Settings::default(), &all_changed()).is_err(),
        "and so is that they can't be saved"
    );
    assert!(file.path().is_dir(), "it stays");
}

#[test]
fn two_windows_keep_each_others_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    let start = file.load().settings;
    let mut dark = start.clone();
    dark.theme = egui::ThemePreference::Dark;
    file.save(&start, &dark).unwrap();
    let mut chinese = start.clone();
    chinese.language = Some(Language::SimplifiedChinese);
    file.save(&start, &chinese).unwrap();
    let both = file.load().settings;
    assert_eq!(
        both.theme,
        egui::ThemePreference::Dark,
        "of the first window"
    );
    assert_eq!(both.language, chinese.language, "of the second");
}

#[test]
fn what_a_later_version_wrote_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    put(&file, r#"{"hologram":{"depth":3},"theme":"Light"}"#);
    let start = file.load();
    assert_eq!(start.damage, None, "unknown is not damaged");
    file.save(&start.settings, &all_changed()).unwrap();
    assert_eq!(saved(&file)["hologram"]["depth"], 3);
}

#[test]
fn no_rest_of_a_save_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    file.save(&Settings::default(), &all_changed()).unwrap();
    file.save(&all_changed(), &Settings::default()).unwrap();
    let names: Vec<_> = fs::read_dir(file.path().parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["settings.json"], "nothing but the file");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_file_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    let real = folder.path().join("mine.json");
    fs::write(&real, "{}").unwrap();
    fs::create_dir_all(file.path().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(&real, file.path()).unwrap();
    file.save(&Settings::default(), &all_changed()).unwrap();
    assert!(fs::symlink_metadata(file.path()).unwrap().is_symlink());
    assert_eq!(SettingsFile::at(real).load().settings, all_changed());
}

#[test]
fn a_file_that_is_far_too_large_is_put_aside_unread() {
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    put(&file, "");
    let bytes = 8 << 40;
    let huge = fs::OpenOptions::new()
        .write(true)
        .open(file.path())
        .unwrap();
    if huge.set_len(bytes).is_err() {
        return;
    }
    let loaded = file.load();
    assert_eq!(loaded.settings, Settings::default());
    let damage = loaded.damage.expect("it is told");
    let kept = damage.kept_as.expect("it is kept");
    assert_eq!(fs::metadata(kept).unwrap().len(), bytes, "as it was");
    assert_eq!(file.load().damage, None, "and told once");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_in_its_place_holds_nobody_up_and_is_put_aside() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    fs::create_dir_all(file.path().parent().unwrap()).unwrap();
    crate::files::test_pipe::make(file.path());
    let loaded = file.load();
    let kept = loaded.damage.and_then(|damage| damage.kept_as);
    let kept = fs::metadata(kept.expect("it is kept")).unwrap();
    assert!(kept.file_type().is_fifo());
    // Put there again while the window is open.
    crate::files::test_pipe::make(file.path());
    let now = all_changed();
    file.save(&Settings::default(), &now).unwrap();
    assert_eq!(file.load().settings, now);
}

#[cfg(unix)]
#[test]
fn settings_are_for_their_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = in_folder(&folder);
    file.save(&Settings::default(), &all_changed()).unwrap();
    let mode = fs::metadata(file.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let names = fs::read_dir(file.path().parent().unwrap()).unwrap();
    assert_eq!(names.count(), 1, "no temporary file is left");
}
