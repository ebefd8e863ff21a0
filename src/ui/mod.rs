//! The window's panels: each reads plain state and returns [`UiCommand`]s; none of them changes the session, starts a
//! thread or touches a file.
//!
//! Text comes from [`Text`], colours and sizes from [`theme`]; a panel holds neither.

mod command;
pub mod format;
pub mod icons;
mod path_problem;
pub mod setup_bar;
#[cfg(test)]
pub(crate) mod testing;
mod text;
pub mod theme;
mod title;
pub mod widgets;

pub use command::{ExportFormat, ExportRows, Notice, UiCommand, ViewMode};
pub use path_problem::PathProblem;
pub use text::{Language, Text};
pub use title::window_title;
