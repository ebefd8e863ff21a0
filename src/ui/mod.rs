//! The window's panels: each reads plain state and returns [`UiCommand`]s; none of them changes the session, starts a
//! thread or touches a file.
//!
//! Text comes from [`Text`], colours and sizes from [`theme`]; a panel holds neither.

pub mod about_window;
pub mod age_line;
mod background_picker;
pub mod bulk_dialog;
pub mod check_window;
pub mod clicks;
pub mod closing_dialog;
mod command;
pub mod compare;
mod core_loads;
mod decision_bar;
mod decision_look;
pub mod dialog;
mod empty_list;
pub mod export_dialog;
pub mod filter_bar;
mod folder_box;
pub mod format;
pub mod gallery;
pub mod icons;
pub mod job_line;
pub mod keys;
pub mod keys_window;
mod left_out;
mod list_focus;
mod list_scroll;
mod local_time;
pub mod lock_dialog;
pub mod notices;
pub mod originals_window;
pub mod pack_dialog;
mod path_problem;
pub mod path_prompt;
pub mod pictures;
pub mod preview;
mod problem_list;
pub mod product_table;
pub mod progress_bar;
pub mod repair_dialog;
pub mod repairs_window;
pub mod result_table;
pub mod review_line;
mod row_actions;
mod row_hover;
pub mod runs_window;
pub mod scope_bar;
pub mod sensitivity_bar;
pub mod sensitivity_window;
pub mod settings_window;
pub mod setup_bar;
mod skip_group;
pub mod skipped_window;
pub mod status_bar;
mod status_look;
pub mod summary;
mod swatch;
#[cfg(test)]
pub(crate) mod testing;
mod text;
pub mod theme;
mod title;
pub mod undo_dialog;
pub mod welcome;
pub mod widgets;
pub mod wording;
pub mod worker_trial;
pub mod workers_panel;

pub use check_window::CheckSubject;
pub use command::{
    ExportFormat, ExportRows, ListCommand, Notice, Place, RepairCommand, ReviewCommand,
    ScanCommand, UiCommand, ViewMode, WindowCommand,
};
pub use core_loads::CoreLoads;
pub use list_focus::list_id;
pub use list_scroll::ListShape;
pub use path_problem::PathProblem;
pub use skip_group::SkipGroup;
pub use status_look::StatusLook;
pub use text::{Language, Text};
pub use title::window_title;
