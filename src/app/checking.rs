//! Groups that were written together, and samples: showing their windows, and looking at what they hold.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use egui::Ui;

use super::DashboardApp;
use crate::scan::ImageId;
use crate::session::{RowFilter, ScanSession, Scope, SpotCheck, WrongRun};
use crate::ui::check_window::{CheckWindowProps, CheckWindowState, check_window_ui};
use crate::ui::runs_window::{RunsWindowProps, runs_window_ui};
use crate::ui::scope_bar::ScopeSubject;
use crate::ui::{CheckSubject, UiCommand};

/// The windows of groups and samples, and the samples that were drawn. Belongs to one scan.
#[derive(Default)]
pub(super) struct Checking {
    /// Whether the window of groups is open.
    pub(super) shows_runs: bool,
    /// What the window of samples is about, while it is open, and how many images a sample is drawn from.
    asked: Option<(CheckSubject, Vec<ImageId>)>,
    choice: CheckWindowState,
    /// Samples that were drawn, so that who comes back finds the same images.
    drawn: Vec<(CheckSubject, Arc<SpotCheck>)>,
}

impl DashboardApp {
    pub(super) fn show_runs(&mut self, is_shown: bool) {
        self.checking.shows_runs = is_shown && self.session.is_some();
    }

    /// Opens or closes the window of samples.
    pub(super) fn show_check(&mut self, subject: Option<CheckSubject>) {
        let Some(session) = &self.session else { return };
        self.checking.asked = subject.map(|subject| {
            let images = match &subject {
                CheckSubject::Clear => session.clear_images(),
                CheckSubject::Run(run) => run.images.images().to_vec(),
            };
            (subject, images)
        });
    }

    /// Draws a sample and shows it.
    pub(super) fn draw_check(&mut self, subject: CheckSubject, size: usize) {
        let asked = self.checking.asked.take();
        let Some((_, population)) = asked.filter(|(asked, _)| *asked == subject) else {
            return;
        };
        // The standard library seeds its hash maps from the system's randomness.
        let seed = RandomState::new().hash_one(());
        let check = Arc::new(SpotCheck::draw(subject.kind(), population, size, seed));
        self.checking.drawn.push((subject, Arc::clone(&check)));
        self.open_check(check);
    }

    /// Shows a sample that was drawn, from its first image that nobody decided about.
    pub(super) fn open_check(&mut self, check: Arc<SpotCheck>) {
        self.checking.asked = None;
        let first = self.session.as_ref().and_then(|session| {
            let unmarked = check.unmarked(session).first().copied();
            unmarked.or_else(|| check.images.images().first().copied())
        });
        let filter = RowFilter {
            scope: Scope::Images(Arc::clone(&check.images)),
            ..RowFilter::default()
        };
        self.look_at(ScopeSubject::Check(check), filter, None);
        self.checking.shows_runs = false;
        self.focus_on(first);
    }

    /// Shows the images of a group.
    pub(super) fn look_at_run(&mut self, run: Arc<WrongRun>) {
        let first = run.images.images().first().copied();
        let filter = RowFilter {
            scope: Scope::Images(Arc::clone(&run.images)),
            ..RowFilter::default()
        };
        self.look_at(ScopeSubject::Run(run), filter, None);
        self.checking.shows_runs = false;
        self.focus_on(first);
    }

    fn focus_on(&mut self, image: Option<ImageId>) {
        if let (Some(image), Some(session)) = (image, &mut self.session) {
            session.change_selection(|selection, _| selection.select_only(image));
        }
    }

    /// The windows of groups and of samples, where they are open.
    pub(super) fn checking_ui(&mut self, ui: &Ui, commands: &mut Vec<UiCommand>) {
        let Some(session) = &self.session else { return };
        if self.checking.shows_runs {
            let mut props = RunsWindowProps {
                session,
                pictures: &mut self.pictures.store,
                text: &self.text,
            };
            runs_window_ui(ui, &mut props, commands);
        }
        if let Some((subject, population)) = &self.checking.asked {
            let drawn = drawn_of(&self.checking.drawn, subject, session);
            let props = CheckWindowProps {
                text: &self.text,
                subject,
                population: population.len() as u64,
                drawn: &drawn,
            };
            check_window_ui(ui, &mut self.checking.choice, &props, commands);
        }
    }
}

/// The samples of a subject, with how far each was looked through.
fn drawn_of(
    drawn: &[(CheckSubject, Arc<SpotCheck>)],
    subject: &CheckSubject,
    session: &ScanSession,
) -> Vec<(Arc<SpotCheck>, u64)> {
    let same = |other: &CheckSubject| match (other, subject) {
        (CheckSubject::Clear, CheckSubject::Clear) => true,
        // A group that was worked out again since is the same as long as its images are.
        (CheckSubject::Run(a), CheckSubject::Run(b)) => a.images == b.images,
        _ => false,
    };
    drawn
        .iter()
        .filter(|(other, _)| same(other))
        .map(|(_, check)| {
            let left = check.unmarked(session).len();
            (Arc::clone(check), (check.images.len() - left) as u64)
        })
        .collect()
}
