//! Where the panels lie, and what each of them is told.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::DashboardApp;
use super::settings::SidePanels;
use crate::session::ScanSession;
use crate::ui::about_window::about_window_ui;
use crate::ui::age_line::{AgeLineProps, age_line_ui};
use crate::ui::export_dialog::{ExportCounts, ExportDialogProps, export_dialog_ui};
use crate::ui::filter_bar::{FilterBarProps, filter_bar_ui};
use crate::ui::gallery::{GalleryProps, gallery_ui};
use crate::ui::keys_window::keys_window_ui;
use crate::ui::preview::{preview_page_ui, preview_side_ui};
use crate::ui::product_table::{ProductTableProps, product_table_ui};
use crate::ui::progress_bar::{ProgressBarProps, progress_bar_ui};
use crate::ui::result_table::{ResultTableProps, result_table_ui};
use crate::ui::review_line::ReviewLineProps;
use crate::ui::scope_bar::{ScopeBarProps, scope_bar_ui};
use crate::ui::sensitivity_window::{SensitivityWindowProps, sensitivity_window_ui};
use crate::ui::setup_bar::{SetupBarProps, setup_bar_ui};
use crate::ui::skipped_window::{SkippedWindowProps, skipped_window_ui};
use crate::ui::status_bar::{SidesShown, StatusBarProps, status_bar_ui};
use crate::ui::welcome::{WelcomeProps, welcome_ui};
use crate::ui::workers_panel::{WorkKind, WorkersPanelProps, workers_panel_ui};
use crate::ui::{UiCommand, ViewMode, theme, widgets, window_title};

/// Below this width the preview is a page of its own, and the workers are folded away to begin with.
const WIDE: f32 = 1_000.0;

/// Widths of the side panels in logical points.
const WORKERS_WIDTH: f32 = 250.0;
const PREVIEW_WIDTH: f32 = 340.0;

impl DashboardApp {
    /// Shows every panel and collects what the user asks for.
    pub(super) fn panels_ui(&mut self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        let now = Instant::now();
        let bar = widgets::panel_frame(ui.style());
        self.panels.is_wide = ui.available_width() >= WIDE;
        Panel::top("setup")
            .resizable(false)
            .frame(bar)
            .show(ui, |ui| self.setup_ui(ui, commands));
        if self.session.is_some() {
            let progress = Panel::top("progress").resizable(false).frame(bar);
            progress.show(ui, |ui| self.progress_ui(ui, now, commands));
            if self.has_job_strip() {
                let strip = Panel::top("job").resizable(false).frame(bar);
                strip.show(ui, |ui| self.job_strip(ui, commands));
            }
            let status = Panel::bottom("status").resizable(false).frame(bar);
            status.show(ui, |ui| self.status_ui(ui, now, commands));
            self.side_panels_ui(ui, now, commands);
        }
        let results = side_frame(ui).fill(theme::palette(ui).background);
        CentralPanel::default().frame(results).show(ui, |ui| {
            self.scope_ui(ui, commands);
            if self.is_comparing() {
                self.compare_ui(ui, commands);
            } else if self.large_preview {
                self.preview_ui(ui, commands, preview_page_ui);
            } else {
                self.results_ui(ui, commands);
            }
        });
        self.windows_ui(ui, commands);
    }

    /// The window's title tells how far the scan is.
    pub(super) fn update_title(&mut self, ctx: &egui::Context, now: Instant) {
        let title = window_title(&self.text, self.session.as_ref(), now);
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn side_panels_ui(&mut self, ui: &mut Ui, now: Instant, commands: &mut Vec<UiCommand>) {
        let frame = side_frame(ui);
        let SidePanels {
            mut workers,
            mut preview,
        } = self.sides();
        Panel::left("workers")
            .default_size(WORKERS_WIDTH)
            .size_range(220.0..=420.0)
            .frame(frame)
            .show_collapsible(ui, &mut workers, |ui| self.workers_ui(ui, now));
        if self.panels.is_wide && !self.large_preview && !self.is_comparing() {
            Panel::right("preview")
                .default_size(PREVIEW_WIDTH)
                .size_range(260.0..=560.0)
                .frame(frame)
                .show_collapsible(ui, &mut preview, |ui| {
                    self.preview_ui(ui, commands, preview_side_ui);
                });
        }
        self.show_sides(SidePanels { workers, preview });
    }

    /// Which panels stand at the sides. A narrow window begins without the workers, whatever a wide one shows.
    pub(super) fn sides(&self) -> SidePanels {
        if self.panels.is_wide {
            self.settings.side_panels
        } else {
            SidePanels {
                workers: self.panels.narrow_workers,
                ..self.settings.side_panels
            }
        }
    }

    /// Folds and unfolds the panels at the sides.
    pub(super) fn show_sides(&mut self, shown: SidePanels) {
        if self.panels.is_wide {
            self.settings.side_panels = shown;
        } else {
            self.panels.narrow_workers = shown.workers;
        }
    }

    fn setup_ui(&mut self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        let recent_folders: Vec<PathBuf> = self.settings.recent_folders().collect();
        let props = SetupBarProps {
            text: &self.text,
            phase: self.session.as_ref().map(ScanSession::phase),
            problem: self.folder_problem.as_ref(),
            recent_folders: &recent_folders,
            workers: self.workers(),
            cores: self.cores,
            include: self.settings.include(),
            measures: self.settings.measures(),
            folder_of_results: self.folder_check.folder_of_results(self.session.as_ref()),
            results_measures: self.session.as_ref().map(ScanSession::measures),
        };
        setup_bar_ui(ui, &mut self.panels.setup, &props, commands);
    }

    fn progress_ui(&self, ui: &mut Ui, now: Instant, commands: &mut Vec<UiCommand>) {
        if let Some(session) = &self.session {
            let props = ProgressBarProps {
                text: &self.text,
                session,
                now,
            };
            progress_bar_ui(ui, &props, commands);
            let props = AgeLineProps {
                text: &self.text,
                session,
                now,
                today: SystemTime::now(),
            };
            age_line_ui(ui, &props, commands);
        }
    }

    fn workers_ui(&self, ui: &mut Ui, now: Instant) {
        if let Some(session) = &self.session {
            let job = self.job_workers();
            let props = WorkersPanelProps {
                text: &self.text,
                work: if job.is_some() {
                    WorkKind::Job
                } else {
                    WorkKind::Scan
                },
                workers: job.unwrap_or_else(|| session.workers()),
                cores: &self.core_load.loads,
                now,
            };
            workers_panel_ui(ui, &props);
        }
    }

    fn status_ui(&mut self, ui: &mut Ui, now: Instant, commands: &mut Vec<UiCommand>) {
        let sides = self.sides();
        let session = self.session.as_ref();
        let props = StatusBarProps {
            text: &self.text,
            keys: &self.settings.keys,
            review: session.map(|session| ReviewLineProps {
                session,
                text: &self.text,
                keys: &self.settings.keys,
                now,
            }),
            totals: session.map(ScanSession::totals),
            selected: session.map_or(0, |session| session.selection().len()),
            sides: Some(SidesShown {
                workers: sides.workers,
                preview: self.panels.is_wide.then_some(sides.preview),
            }),
        };
        status_bar_ui(ui, &mut self.panels.review_line, &props, commands);
    }

    fn results_ui(&mut self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        let Some(session) = &self.session else {
            let recent_folders: Vec<PathBuf> = self.settings.recent_folders().collect();
            let props = WelcomeProps {
                text: &self.text,
                recent_folders: &recent_folders,
            };
            welcome_ui(ui, &props, commands);
            return;
        };
        let text = &self.text;
        let bar = FilterBarProps {
            session,
            text,
            keys: &self.settings.keys,
            view: self.settings.view,
        };
        commands.extend(filter_bar_ui(ui, &mut self.panels.filter, bar));
        commands.extend(match self.settings.view {
            ViewMode::Gallery => {
                let props = GalleryProps {
                    session,
                    pictures: &mut self.pictures.store,
                    text,
                    keys: &self.settings.keys,
                    thumbnail_size: self.panels.filter.thumbnail_size,
                };
                gallery_ui(ui, &mut self.panels.gallery, props)
            }
            ViewMode::Products => {
                let props = ProductTableProps { session, text };
                product_table_ui(ui, &mut self.panels.products, props)
            }
            ViewMode::Table => result_table_ui(
                ui,
                &mut self.panels.table,
                ResultTableProps {
                    session,
                    text,
                    keys: &self.settings.keys,
                },
            ),
        });
    }

    /// The bar over a part of the results, in every view and over the large preview.
    fn scope_ui(&self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        if let (Some(session), Some(scope)) = (&self.session, &self.scope) {
            let props = ScopeBarProps {
                session,
                text: &self.text,
                subject: &scope.subject,
            };
            commands.extend(scope_bar_ui(ui, props));
        }
    }

    fn windows_ui(&mut self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        if self.windows.settings {
            self.settings_ui(ui, commands);
        }
        if self.windows.about {
            about_window_ui(ui, &self.text, commands);
        }
        if self.windows.keys {
            keys_window_ui(ui, &self.text, &self.settings.keys, commands);
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.show(ui, &self.text, commands);
        }
        self.trial_ui(ui, commands);
        self.repair_windows_ui(ui, commands);
        self.checking_ui(ui, commands);
        self.bulk_ui(ui, commands);
        self.closing_ui(ui, Instant::now(), commands);
        let Some(session) = &self.session else { return };
        let props = SensitivityWindowProps {
            text: &self.text,
            thresholds: &self.thresholds,
            totals: session.totals(),
        };
        sensitivity_window_ui(ui, self.panels.sensitivity, &props, commands);
        if self.windows.export {
            let counts = export_counts(session);
            let props = ExportDialogProps {
                text: &self.text,
                counts,
            };
            export_dialog_ui(ui, &mut self.panels.export, &props, commands);
        }
        if self.windows.skipped {
            let props = SkippedWindowProps {
                text: &self.text,
                entries: session.skipped(),
                totals: &session.totals().skipped,
                include: self.settings.include(),
            };
            skipped_window_ui(ui, &mut self.panels.skipped, &props, commands);
        }
    }
}

/// The frame of what stands between the bars.
fn side_frame(ui: &Ui) -> Frame {
    widgets::panel_frame(ui.style()).inner_margin(Margin::symmetric(14, 12))
}

fn export_counts(session: &ScanSession) -> ExportCounts {
    ExportCounts {
        all: session.totals().rows(),
        flagged: session.totals().flagged(),
        confirmed: session.totals().confirmed,
        repaired: session.totals().repaired,
        shown: session.index().shown().len() as u64,
        selected: session.selection().len() as u64,
    }
}
