//! The window's panels: each reads plain state and returns [`UiCommand`]s; none of them changes the session, starts a
//! thread or touches a file.
//!
//! Text comes from [`Text`], colours and sizes from [`theme`]; a panel holds neither.

mod command;
mod text;
pub mod theme;

pub use command::{ExportFormat, ExportRows, Notice, UiCommand, ViewMode};
pub use text::{Language, Text};
