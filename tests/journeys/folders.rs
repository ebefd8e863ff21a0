//! Every way to name a folder, and what is said of a bad one.

use egui::{Key, Modifiers};

use crate::support::{Setup, Window, answer, folder, sample, session};

#[test]
fn a_folder_is_chosen_in_the_dialog() {
    let sample = sample();
    let mut window = Window::open(Setup::answering([answer(sample.path())]));
    window.click("Choose folder…");
    window.wait_for_end("the chosen folder is scanned");
    assert_eq!(window.totals().done, 40, "all of it");
}

#[test]
fn without_dialogs_the_window_asks_for_the_folder_itself() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.click("Choose folder…");
    window.wait_for("please type the path");
    window.press(Key::Escape);
    window.wait_without("please type the path");
    window.click("Choose folder…");
    window.wait_for("please type the path");
    window.drop_on(sample.path());
    window.wait_for_end("dropping it instead is an answer too");
    window.says_not("please type the path", "and ends the question");
    window.press_with(Modifiers::COMMAND, Key::O);
    window.wait_for("please type the path");
    window.retype(&sample.path().to_string_lossy());
    window.press(Key::Enter);
    window.wait_for_end("the typed folder is scanned");
    assert_eq!(window.totals().done, 40, "all of it");
}

#[test]
fn a_dropped_folder_is_scanned_and_a_dropped_file_stands_for_its_folder() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.drop_on(sample.path());
    window.wait_for_end("the dropped folder is scanned");
    assert_eq!(window.totals().done, 40, "all of it");

    let single = folder();
    let file = single.path().join("one.png");
    image::RgbImage::new(20, 20).save(&file).unwrap();
    window.drop_on(&file);
    window.wait_until("the file's folder is scanned", |app| {
        session(app).root() == single.path()
    });
    window.wait_for_end("to its end");
    assert_eq!(window.totals().done, 1, "only what lies there");
}

#[test]
fn a_bad_path_says_what_is_wrong_and_scans_nothing() {
    let folder = folder();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, b"x").unwrap();
    let mut window = Window::open(Setup::default());

    window.type_folder(&folder.path().join("missing"));
    window.wait_for("There is no such folder");
    window.type_folder(&file);
    window.wait_for("This is a file");
    window.press(Key::Enter);
    window.wait_for("This is a file");
    window.type_folder(folder.path());
    window.wait_without("This is a file");
    assert!(
        window.harness.state().session().is_none(),
        "nothing was scanned so far"
    );

    window.drop_on(&folder.path().join("gone"));
    window.wait_for("There is no such folder");
    window.says(
        &folder.path().join("gone").to_string_lossy(),
        "the path box shows which folder is meant",
    );
}

#[test]
fn an_empty_path_gets_the_keyboard_instead_of_a_scolding() {
    let mut window = Window::open(Setup::default());
    window.press(Key::F5);
    window.says_not("There is no such folder", "nothing was named");
    let sample = sample();
    window.retype(&sample.path().to_string_lossy());
    window.press(Key::Enter);
    window.wait_for_end("the path box had the keyboard");
}

#[test]
fn recent_folders_are_offered_after_a_restart() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    let memory = window.remembered();
    drop(window);

    let mut window = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    window.click(&sample.path().to_string_lossy());
    window.wait_for_end("a click scans it again");

    let memory = window.remembered();
    let path = sample.path().to_string_lossy().into_owned();
    drop((window, sample));
    let mut window = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    window.click(&path);
    window.wait_for("There is no such folder");
}

#[test]
#[cfg(unix)]
fn a_folder_whose_name_is_no_text_is_scanned_again_too() {
    use std::os::unix::ffi::OsStrExt as _;

    let parent = folder();
    for name in [b"caf\xe9".as_slice(), b"blank at the end "] {
        let odd = parent.path().join(std::ffi::OsStr::from_bytes(name));
        // Some file systems hold Unicode names only.
        if std::fs::create_dir(&odd).is_err() {
            continue;
        }
        image::RgbImage::new(20, 20)
            .save(odd.join("1.png"))
            .unwrap();
        let mut window = Window::open(Setup::default());
        window.drop_on(&odd);
        window.wait_for_end("scanned once");
        image::RgbImage::new(20, 20)
            .save(odd.join("2.png"))
            .unwrap();
        window.press(Key::F5);
        window.wait_until("scanned again, as it is now", |app| {
            let session = session(app);
            !session.is_active() && session.totals().done == 2
        });
    }
}

#[test]
fn another_folder_during_a_scan_is_refused_in_a_sentence() {
    let (work, _) = crate::support::more_than_a_window_takes_at_once();
    let other = sample();
    let mut window = Window::open(Setup::default());
    window.type_folder(work.path());
    window.press(Key::Enter);
    window.wait_for("Pause");
    window.click("Pause");
    window.wait_for("Resume");
    window.drop_on(other.path());
    window.wait_for("Stop it first");
    window.click("Close this message");
    window.says_not("Stop it first", "a click puts it away");
    window.press_with(Modifiers::COMMAND, Key::O);
    window.wait_for("Stop it first");
    assert_eq!(
        session(window.harness.state()).root(),
        work.path(),
        "the scan goes on"
    );
}

#[test]
fn a_recent_folder_is_opened_and_results_say_whose_they_are() {
    let (sample, other) = (sample(), folder());
    image::RgbImage::new(40, 40)
        .save(other.path().join("one.png"))
        .expect("saved");
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window.scan(other.path());
    window.says_not("These results are of", "the box names the folder");
    window.click("Recent folders");
    window.click(&sample.path().to_string_lossy());
    window.wait_for_end("a click on a recent folder opens it");
    assert_eq!(window.totals().done, 40, "all of it");
    assert_eq!(session(window.harness.state()).root(), sample.path());

    window.type_folder(other.path());
    let whose = format!("These results are of {}", sample.path().display());
    window.says(&whose, "the box names another folder");
    window.click("Back to this folder");
    window.says_not("These results are of", "the box names it again");
    window.type_folder(&sample.path().join(""));
    window.says_not("These results are of", "the same folder");
}
