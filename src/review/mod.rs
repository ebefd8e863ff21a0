//! What outlives the window: decisions, and what was found in folders, in one `SQLite` file.
//!
//! It knows no egui and no window. One thread writes; whoever decides hands it over and goes on.
