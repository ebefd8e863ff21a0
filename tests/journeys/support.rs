//! A window that is operated by the names of its controls, with fake dialogs and a fake desktop around it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use blackdrop::app::{DashboardApp, Desktop, FileDialogs, Job, Picked, Services, SettingsFile};
use blackdrop::sample::{GeneratedImage, Truth, sample_images};
use blackdrop::scan::ImageId;
use blackdrop::session::{ScanPhase, ScanSession, ScanTotals};
use blackdrop::ui::ViewMode;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

/// Far beyond what anything here takes; only what never happens reaches it.
const PATIENCE: Duration = Duration::from_mins(1);

/// An empty folder that goes away at the end.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The built-in sample, drawn once for all tests.
fn drawn() -> &'static [GeneratedImage] {
    static DRAWN: OnceLock<Vec<GeneratedImage>> = OnceLock::new();
    DRAWN.get_or_init(|| sample_images().map(|image| image.expect("drawn")).collect())
}

/// The built-in sample in a folder of its own.
pub fn sample() -> TempDir {
    let folder = folder();
    for image in drawn() {
        let path = folder.path().join(&image.path);
        let parent = path.parent().expect("below the folder");
        std::fs::create_dir_all(parent).expect("a folder");
        std::fs::write(path, &image.bytes).expect("written");
    }
    folder
}

/// How many images of the sample have a black background.
pub fn black_in_sample() -> u64 {
    let black = |image: &&GeneratedImage| image.truth == Truth::BlackBackground;
    drawn().iter().filter(black).count() as u64
}

/// The same image under so many names: enough work to stop in the middle of it.
pub fn long_work(images: usize) -> TempDir {
    let folder = folder();
    let image = image::RgbImage::from_pixel(1_200, 900, image::Rgb([0, 0, 0]));
    let first = folder.path().join("0.jpg");
    image.save(&first).expect("saved");
    for number in 1..images {
        let name = folder.path().join(format!("{number}.jpg"));
        if std::fs::hard_link(&first, &name).is_err() {
            std::fs::copy(&first, &name).expect("copied");
        }
    }
    folder
}

/// So many images that a scan can't end while the window does not keep up: each is told in two events, and the way to the
/// window holds 4,096 of them. With 20,000 a window has to be drawn ten times before the end, so what is in it for the
/// time of a scan can be clicked however fast the workers are.
pub fn more_than_a_window_takes_at_once() -> (TempDir, u64) {
    const IMAGES: u16 = 20_000;
    let folder = folder();
    let image = image::RgbImage::from_pixel(16, 16, image::Rgb([255, 255, 255]));
    let first = folder.path().join("0.png");
    image.save(&first).expect("saved");
    for number in 1..IMAGES {
        let name = folder.path().join(format!("{number}.png"));
        if std::fs::hard_link(&first, &name).is_err() {
            std::fs::copy(&first, &name).expect("copied");
        }
    }
    (folder, IMAGES.into())
}

/// A column of an exported CSV.
pub fn column(csv: &Path, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(csv).expect("the export is there");
    let headers = reader.headers().expect("a header").clone();
    let column = headers
        .iter()
        .position(|header| header == name)
        .expect("a known column");
    reader
        .records()
        .map(|row| row.expect("a row")[column].to_owned())
        .collect()
}

/// What a fake dialog does.
pub enum Answer {
    At(Picked),
    /// When the test says so.
    Later(Receiver<Picked>),
}

/// The dialog gives this path at once.
pub fn answer(path: &Path) -> Answer {
    Answer::At(Picked::Path(path.to_owned()))
}

/// A dialog that stays open until something is sent.
pub fn held() -> (SyncSender<Picked>, Answer) {
    let (sender, receiver) = sync_channel(1);
    (sender, Answer::Later(receiver))
}

#[derive(Clone, Default)]
struct FakeDialogs(Rc<RefCell<VecDeque<Answer>>>);

impl FakeDialogs {
    fn ask(&self, wake: Box<dyn FnOnce() + Send>) -> std::io::Result<Job<Picked>> {
        let answer = self.0.borrow_mut().pop_front();
        Job::start("fake-dialog", wake, move || match answer {
            Some(Answer::At(picked)) => picked,
            Some(Answer::Later(receiver)) => receiver
                .recv_timeout(PATIENCE)
                .unwrap_or(Picked::Unavailable),
            None => Picked::Unavailable,
        })
    }
}

impl FileDialogs for FakeDialogs {
    fn pick_folder(
        &mut self,
        _title: &str,
        _start: Option<&Path>,
        _parent: &eframe::Frame,
        wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>> {
        self.ask(wake)
    }

    fn save_file(
        &mut self,
        _title: &str,
        _suggestion: &Path,
        _parent: &eframe::Frame,
        wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>> {
        self.ask(wake)
    }
}

/// Tells the test what was opened, and on which thread.
struct FakeDesktop(SyncSender<(PathBuf, Option<String>)>);

impl Desktop for FakeDesktop {
    fn open(&self, path: &Path) -> Result<(), opener::OpenError> {
        let thread = std::thread::current().name().map(str::to_owned);
        self.0.try_send((path.to_owned(), thread)).ok();
        Ok(())
    }

    fn reveal(&self, _path: &Path) -> Result<(), opener::OpenError> {
        Err(opener::OpenError::Io(std::io::Error::other("no bus")))
    }
}

/// A folder for settings that outlives a window.
#[derive(Clone)]
pub struct Memory(Rc<TempDir>);

impl Memory {
    /// With these settings, as JSON.
    pub fn holding(settings: &str) -> Self {
        let memory = Self(Rc::new(folder()));
        std::fs::write(memory.path(), settings).expect("written");
        memory
    }

    /// Where the settings lie.
    pub fn path(&self) -> PathBuf {
        self.0.path().join("settings.json")
    }

    /// The settings as they lie there.
    pub fn text(&self) -> String {
        std::fs::read_to_string(self.path()).expect("settings were saved")
    }
}

/// eframe's own memory, which nothing of ours is in.
struct NoStorage;

impl eframe::Storage for NoStorage {
    fn get_string(&self, _key: &str) -> Option<String> {
        None
    }

    fn set_string(&mut self, _key: &str, _value: String) {}

    fn remove_string(&mut self, _key: &str) {}

    fn flush(&mut self) {}
}

/// How a window is opened.
pub struct Setup {
    pub size: [f32; 2],
    pub answers: Vec<Answer>,
    pub memory: Memory,
    /// Where decisions are remembered; `None`: they are not.
    pub database: Option<PathBuf>,
}

impl Default for Setup {
    fn default() -> Self {
        // English, whatever language the machine speaks.
        Self {
            size: [1280.0, 800.0],
            answers: Vec::new(),
            memory: Memory::holding(r#"{"language":"en"}"#),
            database: None,
        }
    }
}

impl Setup {
    /// With dialogs that give these answers, one after the other; then there are no dialogs any more.
    pub fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self {
            answers: answers.into_iter().collect(),
            ..Self::default()
        }
    }
}

/// The session of a window that has scanned.
pub fn session(app: &DashboardApp) -> &ScanSession {
    app.session().expect("something was scanned")
}

pub struct Window {
    pub harness: Harness<'static, DashboardApp>,
    pub opened: Receiver<(PathBuf, Option<String>)>,
    _sample: TempDir,
    pub memory: Memory,
    /// Scans whose end was seen.
    ended: u64,
}

impl Window {
    pub fn open(setup: Setup) -> Self {
        let (tell, opened) = sync_channel(16);
        let sample = folder();
        let services = Services {
            dialogs: Box::new(FakeDialogs(Rc::new(RefCell::new(setup.answers.into())))),
            desktop: Arc::new(FakeDesktop(tell)),
            sample_folder: sample.path().join("sample"),
            log_folder: Some(sample.path().join("logs")),
            settings_file: Some(SettingsFile::at(setup.memory.path())),
            database: setup.database,
        };
        let harness = Harness::builder()
            .with_size(setup.size)
            .allow_missing_glyphs()
            .build_eframe(move |context| DashboardApp::with_services(context, services));
        Self {
            harness,
            memory: setup.memory,
            opened,
            _sample: sample,
            ended: 0,
        }
    }

    /// What the window would remember when it is closed now, and nothing of what happens later.
    pub fn remembered(&mut self) -> Memory {
        eframe::App::save(self.harness.state_mut(), &mut NoStorage);
        Memory::holding(&self.memory.text())
    }

    pub fn wait_until(&mut self, what: &str, mut is_so: impl FnMut(&DashboardApp) -> bool) {
        self.wait(what, |window| is_so(window.harness.state()));
    }

    fn wait(&mut self, what: &str, mut is_so: impl FnMut(&Self) -> bool) {
        let start = Instant::now();
        loop {
            self.harness.step();
            if is_so(self) {
                break;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "never came: {what}; the window says {:?}",
                self.words()
            );
            // Leaves the core to the workers.
            std::thread::park_timeout(Duration::from_millis(2));
        }
        self.harness.run_steps(2);
    }

    /// Every name in the window.
    fn words(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .filter_map(|node| {
                let node = node.accesskit_node();
                node.label().or_else(|| node.value())
            })
            .collect()
    }

    /// The whole name of the first control whose name begins so.
    pub fn name_of(&self, beginning: &str) -> Option<String> {
        let mut words = self.words().into_iter();
        words.find(|name| name.starts_with(beginning))
    }

    /// How many controls say this.
    pub fn count(&self, words: &str) -> usize {
        let all = self.words();
        all.iter().filter(|name| name.contains(words)).count()
    }

    fn holds(&self, words: &str) -> bool {
        self.words().iter().any(|name| name.contains(words))
    }

    pub fn wait_for(&mut self, words: &str) {
        self.wait(words, |window| window.holds(words));
    }

    pub fn wait_without(&mut self, words: &str) {
        self.wait(words, |window| !window.holds(words));
    }

    /// Waits until the window asks for no further frame.
    pub fn wait_to_rest(&mut self, what: &str) {
        self.wait(what, |window| {
            let root = &window.harness.output().viewport_output[&egui::ViewportId::ROOT];
            root.repaint_delay == Duration::MAX
        });
    }

    /// Waits until the list of shown rows is up to date.
    pub fn wait_for_list(&mut self, what: &str) {
        self.harness.step();
        self.wait_until(what, |app| !session(app).index().is_behind());
    }

    /// Waits until a scan that was not waited for before is over.
    pub fn wait_for_end(&mut self, what: &str) {
        let ended_before = self.ended;
        self.wait_until(what, |app| {
            let ended = |session: &ScanSession| matches!(session.phase(), ScanPhase::Ended(_));
            app.scans_begun() > ended_before && app.session().is_some_and(ended)
        });
        self.ended = self.harness.state().scans_begun();
        self.wait_for_list(what);
    }

    pub fn says(&self, words: &str, what: &str) {
        assert!(
            self.holds(words),
            "{what}: nothing says {words:?} among {:?}",
            self.words()
        );
    }

    pub fn says_not(&self, words: &str, what: &str) {
        assert!(!self.holds(words), "{what}: something says {words:?}");
    }

    /// Clicks the last control of this name: a dialog's come after what lies below.
    pub fn click(&mut self, name: &str) {
        self.harness
            .query_all_by_label(name)
            .last()
            .unwrap_or_else(|| panic!("no control is called {name:?} among {:?}", self.words()))
            .click();
        self.harness.run_steps(2);
    }

    /// Clicks the first control of this name: of a list's rows the uppermost.
    pub fn click_first(&mut self, name: &str) {
        self.harness
            .query_all_by_label(name)
            .next()
            .unwrap_or_else(|| panic!("no control is called {name:?} among {:?}", self.words()))
            .click();
        self.harness.run_steps(2);
    }

    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    /// As a keyboard does it: keys and the text that they make.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            if let Some(key) = Key::from_name(&letter.to_uppercase().to_string()) {
                self.harness.key_down(key);
                self.harness.event(egui::Event::Text(letter.to_string()));
                self.harness.key_up(key);
            } else {
                self.harness.event(egui::Event::Text(letter.to_string()));
            }
        }
        self.harness.run_steps(2);
    }

    /// Replaces what the text box with the keyboard holds.
    pub fn retype(&mut self, text: &str) {
        self.press_with(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run_steps(2);
    }

    pub fn type_folder(&mut self, folder: &Path) {
        self.press_with(Modifiers::COMMAND, Key::L);
        self.retype(&folder.to_string_lossy());
    }

    pub fn drop_on(&mut self, path: &Path) {
        let file = Arc::new(Dropped(path.to_owned()));
        self.harness.input_mut().dropped_files.push(file);
        self.harness.step();
    }

    /// Scans a folder to its end.
    pub fn scan(&mut self, folder: &Path) {
        self.type_folder(folder);
        self.press(Key::Enter);
        self.wait_for_end("the scan ends");
    }

    pub fn totals(&self) -> ScanTotals {
        session(self.harness.state()).totals().clone()
    }

    pub fn shown(&self) -> Vec<ImageId> {
        session(self.harness.state()).index().shown().to_vec()
    }

    pub fn view(&self) -> ViewMode {
        self.harness.state().view()
    }

    pub fn focus(&self) -> Option<ImageId> {
        session(self.harness.state()).selection().focus()
    }

    pub fn shown_paths(&self) -> Vec<String> {
        let session = session(self.harness.state());
        let rows = self.shown();
        rows.iter()
            .filter_map(|id| session.row(*id))
            .map(|row| {
                let path = row.report.location.relative();
                path.to_string_lossy().replace('\\', "/")
            })
            .collect()
    }

    /// Of the shown images that could be read.
    pub fn pixel_sums(&self) -> Vec<u16> {
        let session = session(self.harness.state());
        let rows = self.shown();
        rows.iter()
            .filter_map(|id| session.row(*id)?.inspection())
            .map(|inspection| inspection.pixel.sum())
            .collect()
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
