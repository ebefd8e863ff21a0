//! The window's panels: each reads plain state and returns [`UiCommand`]s; none of them changes the session, starts a
//! thread or touches a file.
//!
//! Text comes from [`Text`], colours and sizes from [`theme`]; a panel holds neither.

mod command;
mod empty_list;
pub mod filter_bar;
pub mod format;
pub mod gallery;
pub mod icons;
mod list_focus;
mod list_scroll;
mod path_problem;
pub mod pictures;
pub mod result_table;
mod row_actions;
mod row_hover;
pub mod setup_bar;
mod status_look;
#[cfg(test)]
pub(crate) mod testing;
mod text;
pub mod theme;
mod title;
pub mod widgets;
pub mod wording;

pub use command::{ExportFormat, ExportRows, Notice, UiCommand, ViewMode};
pub use list_focus::list_id;
pub use list_scroll::ListShape;
pub use path_problem::PathProblem;
pub use status_look::StatusLook;
pub use text::{Language, Text};
pub use title::window_title;
