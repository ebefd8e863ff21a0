//! Somebody at the keyboard of a window with made-up results.

use std::path::Path;
use std::sync::Arc;

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::app::{DashboardApp, Desktop, FileDialogs, Job, Picked, Services};
use crate::scan::{ImageId, ScanEnd};
use crate::session::{Decision, RowFilter, RowStatus, ScanSession, StatusFilter};
use crate::ui::testing::MadeUpScan;
use crate::ui::{Language, Text, ViewMode, keys};

/// How many images there are; two of three are flagged.
const IMAGES: u32 = 60;

/// So many frames without anything to do come after the last thing that the window does.
const QUIET_FRAMES: u32 = 3;

/// A key with what is held and what it types.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press {
    modifiers: Modifiers,
    key: Key,
    text: Option<char>,
}

impl Press {
    pub(super) fn with(modifiers: Modifiers, key: Key) -> Self {
        Self {
            modifiers,
            key,
            text: None,
        }
    }

    /// As a keyboard sends it: with the letter that it makes.
    pub(super) fn plain(key: Key) -> Self {
        let name = key.name();
        let text = (name.len() == 1).then(|| name.to_lowercase());
        Self {
            text: text.and_then(|text| text.chars().next()),
            ..Self::with(Modifiers::NONE, key)
        }
    }

    pub(super) fn of_letter(letter: char) -> Self {
        let name = letter.to_uppercase().to_string();
        Self {
            text: Some(letter),
            ..Self::with(Modifiers::NONE, Key::from_name(&name).unwrap())
        }
    }

    /// What comes at once when it goes down.
    pub(super) fn down(self) -> Vec<Event> {
        let mut events = Vec::new();
        if self.modifiers.any() {
            events.push(Event::ModifiersChanged(self.modifiers));
        }
        events.push(self.event(true));
        events.extend(self.text.map(|letter| Event::Text(letter.to_string())));
        events
    }

    /// And when it goes up.
    pub(super) fn up(self) -> Vec<Event> {
        vec![self.event(false), Event::ModifiersChanged(Modifiers::NONE)]
    }

    pub(super) fn events(self) -> Vec<Event> {
        [self.down(), self.up()].concat()
    }

    fn event(self, pressed: bool) -> Event {
        Event::Key {
            key: self.key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: self.modifiers,
        }
    }
}

/// The mouse goes there and clicks.
pub(super) fn click_at(pos: Pos2) -> Vec<Event> {
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(pos), button(true), button(false)]
}

/// Dialogs that are put away at once.
struct NoAnswers;

fn nothing() -> std::io::Result<Job<Picked>> {
    Job::start("no-answer", || (), || Picked::Nothing)
}

impl FileDialogs for NoAnswers {
    fn pick_folder(
        &mut self,
        _title: &str,
        _start: Option<&Path>,
        _parent: &eframe::Frame,
        _wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>> {
        nothing()
    }

    fn save_file(
        &mut self,
        _title: &str,
        _suggestion: &Path,
        _parent: &eframe::Frame,
        _wake: Box<dyn FnOnce() + Send>,
    ) -> std::io::Result<Job<Picked>> {
        nothing()
    }
}

struct NoDesktop;

impl Desktop for NoDesktop {
    fn open(&self, _path: &Path) -> Result<(), opener::OpenError> {
        Ok(())
    }

    fn reveal(&self, _path: &Path) -> Result<(), opener::OpenError> {
        Ok(())
    }
}

/// What a window has come to.
#[derive(Debug, PartialEq)]
pub(super) struct Outcome {
    decisions: Vec<Option<Decision>>,
    shown: Vec<ImageId>,
    selected: Vec<ImageId>,
    focus: Option<ImageId>,
    view: ViewMode,
    filter: String,
    preview_is_large: bool,
    /// How many images a question is about that is open.
    question: Option<usize>,
    /// For each question that came up: how many keys it says were not used.
    pub(super) unused: Vec<u64>,
    /// How many answers came after the last image was decided.
    after_end: Option<u64>,
}

pub(super) struct Typist {
    pub(super) harness: Harness<'static, DashboardApp>,
    /// For each question that came up: how many keys it says were not used.
    pub(super) unused: Vec<u64>,
    question_is_open: bool,
}

fn results() -> ScanSession {
    let mut scan = MadeUpScan::new(1);
    scan.find(u64::from(IMAGES));
    for image in 0..IMAGES {
        let status = match image % 3 {
            0 => RowStatus::BlackBackground,
            1 => RowStatus::Clear,
            _ => RowStatus::Doubtful,
        };
        scan.finish(status, 0, 10);
    }
    scan.end(ScanEnd::Completed, 20);
    scan.session.set_filter(RowFilter {
        status: StatusFilter::Flagged,
        ..RowFilter::default()
    });
    while scan.session.update_index(|| false) {}
    scan.session
}

impl Typist {
    pub(super) fn sit_down() -> Self {
        let services = Services {
            dialogs: Box::new(NoAnswers),
            desktop: Arc::new(NoDesktop),
            sample_folder: "/nowhere".into(),
            settings_file: None,
            log_folder: None,
            database: None,
        };
        let mut harness = Harness::builder()
            .with_size([900.0, 600.0])
            .allow_missing_glyphs()
            .build_eframe(move |context| DashboardApp::with_services(context, services));
        let ctx = harness.ctx.clone();
        let app = harness.state_mut();
        app.text = Text::new(Language::English);
        app.show_session(&ctx, results());
        let mut typist = Self {
            harness,
            unused: Vec::new(),
            question_is_open: false,
        };
        typist.settle();
        typist
    }

    pub(super) fn session(&self) -> &ScanSession {
        self.harness.state().session().unwrap()
    }

    /// A frame into which all of this comes.
    pub(super) fn frame(&mut self, events: Vec<Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
        let question = self.harness.state().windows.bulk.as_ref();
        let unused = question.map(|question| question.unused);
        if unused.is_some() && !self.question_is_open {
            self.unused.push(0);
        }
        self.question_is_open = unused.is_some();
        if let (Some(unused), Some(last)) = (unused, self.unused.last_mut()) {
            *last = unused;
        }
        self.assert_only_shown_is_selected();
    }

    /// Frames into which nothing comes, until the window has done with everything.
    pub(super) fn settle(&mut self) {
        self.type_and_settle(Vec::new(), |_| Vec::new());
    }

    /// A frame into which these events come, and frames until the window has done with everything. Into the frame after a
    /// question came up, before which nobody has seen it, comes what `early` gives for it; it is told the question's
    /// number.
    pub(super) fn type_and_settle(
        &mut self,
        mut events: Vec<Event>,
        mut early: impl FnMut(usize) -> Vec<Event>,
    ) {
        let mut quiet = 0;
        while quiet < QUIET_FRAMES {
            let asked = self.unused.len();
            self.frame(std::mem::take(&mut events));
            let is_asked = self.unused.len() > asked;
            if is_asked {
                events = early(asked);
            }
            let is_busy = keys::are_waiting(&self.harness.ctx) || self.session().is_list_awaited();
            quiet = if is_asked || is_busy { 0 } else { quiet + 1 };
        }
    }

    fn assert_only_shown_is_selected(&self) {
        let session = self.session();
        if session.is_list_awaited() {
            return;
        }
        let selection = session.selection();
        let selected = selection.in_order(session.index());
        for image in selected.into_iter().chain(selection.focus()) {
            assert!(session.is_shown(image), "{image:?} is selected and hidden");
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        let session = self.session();
        let app = self.harness.state();
        let selection = session.selection();
        let question = app.windows.bulk.as_ref();
        Outcome {
            decisions: session.rows().map(|row| row.review.decision()).collect(),
            shown: session.index().shown().to_vec(),
            selected: selection.in_order(session.index()),
            focus: selection.focus(),
            view: app.view(),
            filter: session.index().filter().text.clone(),
            preview_is_large: app.large_preview,
            question: question.map(|question| question.images.len()),
            unused: self.unused.clone(),
            after_end: app.answers_after_end(),
        }
    }

    /// The middle of what is called so.
    pub(super) fn place_of(&self, name: &str) -> Pos2 {
        self.harness.get_by_label(name).rect().center()
    }

    /// The middle of an image's cell.
    pub(super) fn place_of_image(&self, image: ImageId) -> Pos2 {
        let row = self.session().row(image).unwrap();
        let path = row.report.location.relative();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut nodes = self.harness.root().children_recursive();
        let cell = nodes.find(|node| {
            let node = node.accesskit_node();
            node.label().is_some_and(|label| label.starts_with(&name))
        });
        cell.unwrap().rect().center()
    }
}
