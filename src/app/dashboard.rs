//! The dashboard itself: what it owns, and what happens in a frame.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::checking::Checking;
use super::closing::Closing;
use super::comparing::Comparison;
use super::core_load::CoreLoadMeter;
use super::desktop::OpenFailure;
use super::dialogs::{FileDialogs, NativeDialogs, Picked};
use super::exporting::{ExportEnd, PendingExport};
use super::folder::dropped_path;
use super::folder_check::FolderCheck;
use super::frame_times::FrameTimes;
use super::freeing::drop_elsewhere;
use super::job::Job;
use super::memory::DecisionMemory;
use super::picture_times::PictureTimes;
use super::pictures::Pictures;
use super::prompt::Prompt;
use super::read_ahead::ReadAhead;
use super::recalling::Recalling;
use super::repairs::Repairs;
use super::reviewing::Reviewing;
use super::sampling::sample_folder;
use super::scoping::OpenScope;
use super::settings::{SettingsFile, SettingsKeeper};
use super::worker_trial::OpenTrial;
use super::{Desktop, NativeDesktop, Settings};
use crate::inspect::Thresholds;
use crate::logging::{ScanLog, log_folder};
use crate::review::user_database;
use crate::sample::SampleError;
use crate::scan::ScanHandle;
use crate::session::ScanSession;
use crate::ui::bulk_dialog::BulkQuestion;
use crate::ui::clicks;
use crate::ui::compare::CompareState;
use crate::ui::export_dialog::ExportDialogState;
use crate::ui::filter_bar::FilterBarState;
use crate::ui::gallery::GalleryState;
use crate::ui::keys;
use crate::ui::notices::{NoticesState, notices_ui};
use crate::ui::originals_window::OriginalsWindowState;
use crate::ui::pack_dialog::PackDialogState;
use crate::ui::preview::PreviewState;
use crate::ui::product_table::ProductTableState;
use crate::ui::repair_dialog::RepairDialogState;
use crate::ui::result_table::ResultTableState;
use crate::ui::review_line::ReviewLineState;
use crate::ui::sensitivity_window::SensitivityWindowState;
use crate::ui::settings_window::SettingsWindowState;
use crate::ui::setup_bar::SetupBarState;
use crate::ui::skipped_window::SkippedWindowState;
use crate::ui::undo_dialog::UndoQuestion;
use crate::ui::{Notice, PathProblem, ScanCommand, Text, UiCommand, ViewMode, theme};

/// Set to anything, the program prints its frame times when it ends.
const FRAME_TIMES_VARIABLE: &str = "BLACKDROP_FRAME_TIMES";

/// What the app asks of the world outside; replaced in tests.
pub struct Services {
    /// Native file dialogs.
    pub dialogs: Box<dyn FileDialogs>,
    /// Other programs.
    pub desktop: Arc<dyn Desktop>,
    /// Where "Try the sample" writes the sample.
    pub sample_folder: PathBuf,
    /// Where settings lie; `None`: nothing is remembered.
    pub settings_file: Option<SettingsFile>,
    /// Where the log lies; `None`: nowhere.
    pub log_folder: Option<PathBuf>,
    /// The file that remembers decisions; `None`: they live as long as the window.
    pub database: Option<PathBuf>,
}

impl Default for Services {
    fn default() -> Self {
        Self {
            dialogs: Box::new(NativeDialogs),
            desktop: Arc::new(NativeDesktop),
            sample_folder: sample_folder(),
            settings_file: SettingsFile::of_user(),
            log_folder: log_folder(),
            database: user_database(),
        }
    }
}

/// Work that goes on in the background.
#[derive(Default)]
pub(super) struct Jobs {
    pub(super) folder_dialog: Option<Job<Picked>>,
    pub(super) save_dialog: Option<(PendingExport, Job<Picked>)>,
    pub(super) exports: Vec<Job<ExportEnd>>,
    pub(super) desktop: Vec<Job<Option<OpenFailure>>>,
    pub(super) sample: Option<Job<Result<PathBuf, SampleError>>>,
}

/// Which windows lie over the panels.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is open or not, whatever the others are"
)]
pub(super) struct OpenWindows {
    pub(super) settings: bool,
    pub(super) about: bool,
    pub(super) keys: bool,
    pub(super) export: bool,
    pub(super) skipped: bool,
    pub(super) originals: bool,
    pub(super) repair: bool,
    pub(super) repairs: bool,
    pub(super) pack: bool,
    /// The question before a repair is undone.
    pub(super) undo: Option<UndoQuestion>,
    /// The question before many images are decided.
    pub(super) bulk: Option<BulkQuestion>,
}

/// The program's window.
pub struct DashboardApp {
    pub(super) settings: Settings,
    pub(super) settings_keeper: SettingsKeeper,
    /// What images are judged by; remembered among the settings.
    pub(super) thresholds: Thresholds,
    pub(super) text: Text,
    pub(super) services: Services,
    pub(super) cores: NonZeroUsize,
    pub(super) session: Option<ScanSession>,
    pub(super) scan: Option<ScanHandle>,
    pub(super) scan_log: Option<ScanLog>,
    pub(super) core_load: CoreLoadMeter,
    pub(super) memory: DecisionMemory,
    pub(super) recalling: Recalling,
    pub(super) pictures: Pictures,
    pub(super) read_ahead: ReadAhead,
    pub(super) jobs: Jobs,
    pub(super) folder_check: FolderCheck,
    pub(super) folder_problem: Option<PathProblem>,
    pub(super) last_export_folder: Option<PathBuf>,
    pub(super) windows: OpenWindows,
    pub(super) prompt: Option<Prompt>,
    pub(super) worker_trial: Option<OpenTrial>,
    pub(super) panels: PanelStates,
    /// The part of the results that is looked at.
    pub(super) scope: Option<OpenScope>,
    pub(super) checking: Checking,
    pub(super) reviewing: Reviewing,
    /// Whether the focused image fills the window.
    pub(super) large_preview: bool,
    /// Images side by side.
    pub(super) comparison: Option<Comparison>,
    pub(super) repairs: Repairs,
    pub(super) closing: Closing,
    notices: NoticesState,
    pub(super) title: String,
    frame_times: FrameTimes,
    pub(super) picture_times: PictureTimes,
    /// A folder to scan as soon as the window is there.
    waiting_folder: Option<PathBuf>,
}

/// What panels remember by themselves: typed text, scroll, zoom.
#[derive(Default)]
pub(super) struct PanelStates {
    pub(super) setup: SetupBarState,
    /// Whether the window has room for panels at both sides.
    pub(super) is_wide: bool,
    /// Whether a window that has not shows the workers all the same.
    pub(super) narrow_workers: bool,
    pub(super) sensitivity: SensitivityWindowState,
    pub(super) settings: SettingsWindowState,
    pub(super) filter: FilterBarState,
    pub(super) export: ExportDialogState,
    pub(super) preview: PreviewState,
    pub(super) compare: CompareState,
    pub(super) gallery: GalleryState,
    pub(super) table: ResultTableState,
    pub(super) products: ProductTableState,
    pub(super) skipped: SkippedWindowState,
    pub(super) review_line: ReviewLineState,
    pub(super) originals: OriginalsWindowState,
    pub(super) repair: RepairDialogState,
    pub(super) pack: PackDialogState,
}

impl DashboardApp {
    /// The dashboard with the real desktop around it.
    #[must_use]
    pub fn new(context: &eframe::CreationContext<'_>) -> Self {
        Self::with_services(context, Services::default())
    }

    /// The dashboard with other services.
    #[must_use]
    pub fn with_services(context: &eframe::CreationContext<'_>, services: Services) -> Self {
        let file = services.settings_file.clone();
        let (settings_keeper, loaded) = SettingsKeeper::open(file, Instant::now());
        let mut settings = loaded.settings;
        settings.settle_old_originals(&services.sample_folder);
        theme::install(&context.egui_ctx);
        context.egui_ctx.set_theme(settings.theme);
        keys::set_map(&context.egui_ctx, &settings.keys);
        let text = Text::new(settings.spoken_language());
        let mut panels = PanelStates::default();
        panels.filter.thumbnail_size = settings.thumbnail_points;
        let mut app = Self {
            text,
            thresholds: settings.thresholds,
            settings,
            settings_keeper,
            services,
            cores: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            session: None,
            scan: None,
            scan_log: None,
            core_load: CoreLoadMeter::default(),
            memory: DecisionMemory::default(),
            recalling: Recalling::default(),
            pictures: Pictures::default(),
            read_ahead: ReadAhead::default(),
            jobs: Jobs::default(),
            folder_check: FolderCheck::default(),
            folder_problem: None,
            last_export_folder: None,
            windows: OpenWindows::default(),
            prompt: None,
            worker_trial: None,
            panels,
            scope: None,
            checking: Checking::default(),
            reviewing: Reviewing::default(),
            large_preview: false,
            comparison: None,
            repairs: Repairs::default(),
            closing: Closing::default(),
            notices: NoticesState::default(),
            title: String::new(),
            frame_times: FrameTimes::default(),
            picture_times: PictureTimes::default(),
            waiting_folder: None,
        };
        if let Some(damage) = loaded.damage {
            app.tell_damaged_settings(&damage);
        }
        app.open_memory(&context.egui_ctx);
        app
    }

    /// Scans a folder as soon as the window is there (`blackdrop FOLDER`).
    pub fn scan_at_start(&mut self, folder: PathBuf) {
        self.waiting_folder = Some(folder);
    }

    /// Shows a scan that was made elsewhere, in the place of the one that is shown.
    pub fn show_session(&mut self, ctx: &egui::Context, session: ScanSession) {
        self.hand_over_all_decisions();
        self.scan = None;
        self.fill_in(session.root().to_owned());
        if let Some(before) = self.session.replace(session) {
            drop_elsewhere(before);
        }
        self.reviewing.begin_scan();
        self.pictures.begin_scan(ctx);
        self.repairs.begin_scan(self.pictures.generation());
    }

    /// The scan that is shown.
    #[must_use]
    pub fn session(&self) -> Option<&ScanSession> {
        self.session.as_ref()
    }

    /// How many scans have begun since the program was started; second tries at some images do not count.
    #[must_use]
    pub fn scans_begun(&self) -> u64 {
        self.pictures.generation().0
    }

    /// How the results are shown.
    #[must_use]
    pub fn view(&self) -> ViewMode {
        self.settings.view
    }

    /// Whether an export is being written.
    #[must_use]
    pub fn is_exporting(&self) -> bool {
        !self.jobs.exports.is_empty()
    }

    /// Workers of the next scan.
    #[must_use]
    pub fn workers(&self) -> NonZeroUsize {
        self.settings.workers.unwrap_or(self.cores)
    }

    pub(super) fn notify_success(&mut self, sentence: String) {
        self.notices.add(Notice::Done(sentence), Instant::now());
    }

    pub(super) fn notify_failure(&mut self, sentence: String) {
        self.notices.add(Notice::Failed(sentence), Instant::now());
    }

    fn poll_jobs(&mut self, ctx: &egui::Context) {
        if let Some(folder) = self.waiting_folder.take() {
            self.scan_chosen(ctx, folder);
        }
        self.poll_folder_check(ctx);
        self.poll_folder_dialog(ctx);
        self.poll_save_dialog(ctx);
        self.poll_exports();
        self.poll_desktop();
        self.poll_sample(ctx);
        self.follow_settings(ctx);
    }
}

impl eframe::App for DashboardApp {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        let now = Instant::now();
        clicks::let_clicks_last(ctx);
        let last_frame = frame.info().cpu_usage;
        let last_frame = last_frame.map(|seconds| Duration::from_secs_f32(seconds.max(0.0)));
        if let Some(last_frame) = last_frame {
            self.frame_times.record(last_frame);
        }
        self.picture_times.begin_frame(now, last_frame);
        self.poll_jobs(ctx);
        self.poll_recall(ctx);
        for command in self.poll_deciding(ctx) {
            self.carry_out(ctx, frame, command);
        }
        self.bar_keys(ctx);
        self.drain_scan(ctx, now);
        self.poll_memory(ctx);
        self.poll_recorder(ctx);
        self.drain_trial();
        self.poll_repairs(ctx);
        self.update_index(ctx);
        self.core_load.poll();
        self.pictures.poll(ctx);
        self.inspect_changed(ctx);
        self.update_title(ctx, now);
        self.follow_closing(ctx, now);
        self.schedule_tick(ctx, now);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let mut commands = Vec::new();
        commands
            .extend(dropped_path(ui.ctx()).map(|it| UiCommand::Scan(ScanCommand::ScanFolder(it))));
        self.obey_keys(ui.ctx(), frame);
        self.follow_focus_in_comparison();
        self.prepare_pictures(ui.ctx());
        self.panels_ui(ui, &mut commands);
        self.follow_drawn();
        self.pictures.end_frame(ui.ctx(), self.session.as_ref());
        self.repairs.pictures.end_frame(ui.ctx());
        notices_ui(ui.ctx(), &mut self.notices, &self.text, Instant::now());
        for command in commands {
            self.carry_out(ui.ctx(), frame, command);
            self.hand_over_decisions(ui.ctx());
        }
        self.bar_keys(ui.ctx());
        keys::await_list(ui.ctx(), self.is_list_awaited());
        self.picture_times.look_at(self.picture_looked_at());
    }

    /// Into a file of our own; eframe's holds the window's place and the widths of columns, which it writes itself.
    fn save(&mut self, _storage: &mut dyn eframe::Storage) {
        self.finish_settings();
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // First: the system may not leave us time for all.
        self.finish_memory();
        self.finish_repairs();
        self.finish_recording();
        self.finish_exports();
        if std::env::var_os(FRAME_TIMES_VARIABLE).is_some() {
            self.frame_times.print();
            self.picture_times.print();
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
