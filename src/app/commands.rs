//! Carrying out what the panels asked for.

use std::path::PathBuf;

use super::DashboardApp;
use super::dialogs::Picked;
use super::job::JobState;
use super::settings::SidePanels;
use crate::scan::ImageId;
use crate::session::{ResultIndex, RowFilter, Scope, Selection, SortOrder};
use crate::ui::bulk_dialog::BulkWish;
use crate::ui::preview::SideOf;
use crate::ui::{
    Language, ListCommand, ReviewCommand, ScanCommand, Text, UiCommand, ViewMode, WindowCommand,
    keys,
};

impl DashboardApp {
    /// Carries out one command. `frame` is the window, as parent of dialogs.
    pub(super) fn carry_out(
        &mut self,
        ctx: &egui::Context,
        frame: &eframe::Frame,
        command: UiCommand,
    ) {
        let Some(command) = self.wait_for_step(command) else {
            return;
        };
        self.follow_end(&command);
        match command {
            UiCommand::Scan(command) => self.carry_out_on_scan(ctx, frame, command),
            UiCommand::List(command) => self.carry_out_on_list(ctx, frame, command),
            UiCommand::Review(command) => self.carry_out_on_review(ctx, command),
            UiCommand::Repair(command) => self.carry_out_on_repairs(ctx, frame, command),
            UiCommand::Window(command) => self.carry_out_on_window(ctx, command),
        }
    }

    /// Commands about the folder and its scan.
    fn carry_out_on_scan(
        &mut self,
        ctx: &egui::Context,
        frame: &eframe::Frame,
        command: ScanCommand,
    ) {
        match command {
            ScanCommand::ChooseFolder => self.choose_folder(ctx, frame),
            ScanCommand::PathEdited => self.path_edited(ctx),
            ScanCommand::Start => self.scan_typed(ctx),
            ScanCommand::ScanFolder(folder) => self.scan_chosen(ctx, folder),
            ScanCommand::NameFolderOfResults => self.name_folder_of_results(),
            ScanCommand::TrySample => self.write_sample(ctx),
            ScanCommand::Pause => self.with_scan(crate::scan::ScanHandle::pause),
            ScanCommand::Resume => self.with_scan(crate::scan::ScanHandle::resume),
            ScanCommand::Stop => self.stop_scan(),
            ScanCommand::RetryUnreachable => self.retry_unreachable(ctx),
            ScanCommand::InspectEverythingAgain => self.inspect_everything_again(ctx),
            ScanCommand::ForgetGone => self.forget_gone(),
            ScanCommand::AskBestWorkers => self.ask_best_workers(ctx),
            ScanCommand::StartWorkerTrial => self.start_trial(ctx),
            ScanCommand::CloseWorkerTrial => self.close_trial(),
            ScanCommand::SetWorkers(workers) => self.settings.workers = workers,
            ScanCommand::SetInclude(include) => self.settings.set_include(include),
            ScanCommand::SetMeasures(measures) => self.settings.set_measures(measures),
            ScanCommand::FocusPath => self.panels.setup.focus_path = true,
            ScanCommand::ForgetFolder(folder) => self.settings.forget_folder(&folder),
            ScanCommand::ForgetAllFolders => self.settings.forget_all_folders(),
            ScanCommand::PathPromptAccepted(typed) => self.take_prompted_path(ctx, typed),
            ScanCommand::PathPromptCancelled => self.prompt = None,
        }
    }

    /// Commands about the list of results.
    fn carry_out_on_list(
        &mut self,
        ctx: &egui::Context,
        frame: &eframe::Frame,
        command: ListCommand,
    ) {
        match command {
            ListCommand::SetThumbnailSize(points) => self.panels.filter.thumbnail_size = points,
            ListCommand::ShowExport(show) => self.windows.export = show && self.session.is_some(),
            ListCommand::ShowSkipped(show) => {
                self.panels.skipped.show_group(None);
                self.windows.skipped = show && self.session.is_some();
            }
            ListCommand::ShowSkippedGroup(group) => {
                self.panels.skipped.show_group(Some(group));
                self.windows.skipped = self.session.is_some();
            }
            ListCommand::Export { rows, format } => {
                self.windows.export = false;
                self.ask_where_to_export(ctx, frame, rows, format);
            }
            ListCommand::SetThresholds(thresholds) => self.set_thresholds(thresholds),
            ListCommand::ShowSensitivityNumbers(show) => self.panels.sensitivity.show(show),
            ListCommand::SetFilter(filter) => self.set_filter(filter),
            ListCommand::SortBy(column) => {
                if let Some(session) = &mut self.session {
                    let order = SortOrder::after_click(session.index().order(), column);
                    session.set_order(Some(order));
                }
            }
            ListCommand::SortProducts(column) => {
                if let Some(session) = &mut self.session {
                    session.sort_products(column);
                }
            }
            ListCommand::FocusProduct(place) => {
                if let Some(session) = &mut self.session {
                    session.focus_product(place);
                }
            }
            ListCommand::OpenProduct(place) => self.open_product(place),
            ListCommand::ChooseProducts(rule) => self.choose_products(rule),
            ListCommand::NextProduct => self.open_next_product(),
            ListCommand::ShowRuns(show) => self.show_runs(show),
            ListCommand::LookAtRun(run) => self.look_at_run(run),
            ListCommand::ShowCheck(subject) => self.show_check(subject),
            ListCommand::StartCheck { subject, size } => self.draw_check(subject, size),
            ListCommand::OpenCheck(check) => self.open_check(check),
            ListCommand::LookAtQuestions => self.look_at_questions(),
            ListCommand::LeaveScope => self.leave_scope(),
            ListCommand::SetOrder(order) => {
                if let Some(session) = &mut self.session {
                    session.set_order(order);
                }
            }
            ListCommand::RefreshFilter => self.refresh_filter(),
            ListCommand::SetViewMode(view) => self.set_view(view),
            ListCommand::Select(id) => self.select(|selection, _| selection.select_only(id)),
            ListCommand::ToggleSelected(id) => self.select(|selection, _| selection.toggle(id)),
            ListCommand::ExtendSelection(id) => {
                self.select(|selection, index| selection.extend_to(id, index));
            }
            ListCommand::SelectAll => self.select(Selection::select_all),
            ListCommand::MoveFocus { rows, .. } if self.is_comparing() => {
                self.move_in_comparison(rows);
            }
            ListCommand::MoveFocus { rows, .. } if self.products_are_shown() => {
                self.move_product_focus(rows);
            }
            ListCommand::MoveFocus { rows, extend } => self.move_focus(rows, extend),
            ListCommand::FocusFilter => self.focus_filter(),
        }
    }

    /// Commands about images that are looked at.
    fn carry_out_on_review(&mut self, ctx: &egui::Context, command: ReviewCommand) {
        match command {
            ReviewCommand::ShowNextSide => self.show_next_side(),
            ReviewCommand::DecideAllShown(decision) => self.decide_all_shown(decision),
            ReviewCommand::AnswerBulk(answer) => self.answer_bulk(answer),
            ReviewCommand::Decide { images, decision } => {
                self.decide_or_ask(images, BulkWish::Decide(decision));
            }
            ReviewCommand::AnswerOriginal { image, pair, is_it } => {
                self.answer_original(image, pair, is_it);
            }
            ReviewCommand::Undo => self.undo(),
            ReviewCommand::Redo => self.redo(),
            ReviewCommand::OpenPreview if self.products_are_shown() => self.open_focused_product(),
            ReviewCommand::OpenPreview => self.open_preview(),
            ReviewCommand::ClosePreview => self.large_preview = false,
            ReviewCommand::Compare(images) => self.compare(images),
            ReviewCommand::CloseCompare => self.close_compare(),
            ReviewCommand::FocusPane(number) => self.focus_pane(number),
            ReviewCommand::CompareProduct(beside) => self.compare_product(beside),
            ReviewCommand::OpenInProgram(ids) => self.open_in_program(ctx, &ids),
            ReviewCommand::ShowInFileManager(id) => self.show_in_file_manager(ctx, id),
            ReviewCommand::CopyPaths(ids) => {
                let paths: Vec<String> = self
                    .paths_of(&ids)
                    .iter()
                    .map(|path| path.to_string_lossy().into_owned())
                    .collect();
                if !paths.is_empty() {
                    ctx.copy_text(paths.join("\n"));
                }
            }
            ReviewCommand::Zoom(step) if self.is_comparing() => self.panels.compare.zoom(step),
            ReviewCommand::Zoom(step) => self.panels.preview.zoom(step),
            ReviewCommand::ToggleBlackArea => self.toggle_black_area(),
        }
    }

    /// Commands about the window itself.
    fn carry_out_on_window(&mut self, ctx: &egui::Context, command: WindowCommand) {
        match command {
            WindowCommand::SetTheme(theme) => {
                self.settings.theme = theme;
                ctx.set_theme(theme);
            }
            WindowCommand::SetLanguage(language) => self.set_language(language),
            WindowCommand::CloseAnyway => self.close_anyway(ctx),
            WindowCommand::StayOpen => self.stay_open(),
            WindowCommand::ShowWorkers(show) => {
                self.show_sides(SidePanels {
                    workers: show,
                    ..self.sides()
                });
            }
            WindowCommand::ShowSidePreview(show) => {
                self.show_sides(SidePanels {
                    preview: show,
                    ..self.sides()
                });
            }
            WindowCommand::ShowSettings(show) => self.windows.settings = show,
            WindowCommand::ShowAbout(show) => self.windows.about = show,
            WindowCommand::ShowPlace(place) => self.show_place(ctx, place),
            WindowCommand::OpenLog => self.open_log(ctx),
            WindowCommand::SetKeys(map) => {
                keys::set_map(ctx, &map);
                self.settings.keys = map;
            }
            WindowCommand::ShowKeys(show) => self.windows.keys = show,
        }
    }

    fn set_language(&mut self, language: Option<Language>) {
        self.settings.language = language;
        self.text = Text::new(self.settings.spoken_language());
    }

    /// Of the image that is shown.
    fn show_next_side(&mut self) {
        let Some(session) = &self.session else { return };
        let focus = session.selection().focus();
        if let Some(row) = focus.and_then(|id| session.row(id)) {
            self.panels.preview.show_next_side(SideOf::image(row));
        }
    }

    /// Of the image that is shown.
    fn toggle_black_area(&mut self) {
        let Some(session) = &self.session else { return };
        let focus = session.selection().focus();
        if let Some(row) = focus.and_then(|id| session.row(id)) {
            self.panels.preview.toggle_area(row.status().is_flagged());
        }
    }

    fn with_scan(&self, act: impl Fn(&crate::scan::ScanHandle)) {
        if let Some(scan) = &self.scan {
            act(scan);
        }
    }

    /// A link to a list leads to that list, also from the large preview.
    fn set_filter(&mut self, filter: RowFilter) {
        self.show_list();
        if filter.scope == Scope::All {
            self.scope = None;
        }
        if let Some(session) = &mut self.session {
            self.panels.filter.show_filter(&filter);
            session.set_filter(filter);
        }
    }

    /// Another view shows the same images: what is filtered out stays out, and a part of the results stays as it is.
    fn set_view(&mut self, view: ViewMode) {
        self.show_list();
        if self.settings.view == view {
            return;
        }
        if view == ViewMode::Products {
            self.leave_scope();
        }
        self.settings.view = view;
    }

    /// Without results there is no filter box, and the wish must not wait for one.
    fn focus_filter(&mut self) {
        if self.session.is_some() {
            self.show_list();
            self.panels.filter.focus_text();
        }
    }

    fn select(&mut self, change: impl FnOnce(&mut Selection, &ResultIndex)) {
        if let Some(session) = &mut self.session {
            session.change_selection(change);
        }
    }

    fn move_focus(&mut self, rows: isize, extend: bool) {
        self.select(|selection, index| {
            if let Some(next) = selection.neighbour(rows, index) {
                if extend {
                    selection.extend_to(next, index);
                } else {
                    selection.select_only(next);
                }
            }
        });
    }

    /// The focused image, or the first one where none has the focus.
    fn open_preview(&mut self) {
        let Some(session) = &self.session else { return };
        if session.selection().focus().is_none() {
            self.move_focus(0, false);
        }
        let focus = self
            .session
            .as_ref()
            .and_then(|session| session.selection().focus());
        self.large_preview = focus.is_some();
    }

    pub(super) fn paths_of(&self, ids: &[ImageId]) -> Vec<PathBuf> {
        let Some(session) = &self.session else {
            return Vec::new();
        };
        ids.iter()
            .filter_map(|id| session.row(*id))
            .map(|row| row.report.location.under(session.root()))
            .collect()
    }

    fn choose_folder(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        if self.is_scanning() {
            self.notify_failure(self.text.get("app-stop-first"));
            return;
        }
        if self.jobs.folder_dialog.is_some() {
            self.notify_failure(self.text.get("app-dialog-is-open"));
            return;
        }
        let repaint = ctx.clone();
        let wake = Box::new(move || repaint.request_repaint());
        let title = self.text.get("app-choose-folder");
        let start = self.settings.recent_folders().next();
        match self
            .services
            .dialogs
            .pick_folder(&title, start.as_deref(), frame, wake)
        {
            Ok(job) => self.jobs.folder_dialog = Some(job),
            Err(_) => self.prompt_for_folder(),
        }
    }

    /// Takes the folder dialog's answer.
    pub(super) fn poll_folder_dialog(&mut self, ctx: &egui::Context) {
        let Some(job) = &self.jobs.folder_dialog else {
            return;
        };
        match job.poll() {
            JobState::Running => return,
            JobState::Done(Picked::Path(folder)) => self.scan_chosen(ctx, folder),
            JobState::Done(Picked::Nothing) => {}
            JobState::Done(Picked::Unavailable) | JobState::Lost => self.prompt_for_folder(),
        }
        self.jobs.folder_dialog = None;
    }
}
