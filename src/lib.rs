//! Blackdrop finds product images whose transparent background turned black when they were converted to JPEG, and lets
//! people check each case by eye.
//!
//! # Bird's eye
//!
//! ```text
//!  folder ──> discover ──> job queue ──> N workers: read -> inspect ──> coordinator ──> events ──> session ──> window
//!             (1 thread)   (bounded)     (local rayon pool)             (1 thread)     (bounded)   (UI thread)
//! ```
//!
//! One image goes one way: location → bytes → measurement → report → row. Facts and judgement are kept apart: workers
//! *measure*, [`inspect::judge`] *judges* a measurement against thresholds when its row is made. (A worker asks it too,
//! to know who gets a thumbnail.) `blackdrop scan` takes the same way, and writes rows instead of showing them.
//!
//! # Rooms
//!
//! | module | knows | must not know |
//! |---|---|---|
//! | [`files`] | opening what is expected to be a file, without waiting and bounded; temporary files and what killed processes left | every other room |
//! | [`inspect`] | one image in, one report out | threads, channels, egui |
//! | [`scan`] | discovery, worker pool, events, pause and stop | egui |
//! | [`session`] | the state that the window shows | channels, egui, files |
//! | [`export`] | rows → CSV, xlsx, JSON lines, contact sheet, hand-over pack; safe saving | egui |
//! | [`repair`] | originals, proof, the repaired picture, plan, journal and undo | egui, threads, the database |
//! | [`review`] | the store: decisions and remembered scans | egui |
//! | [`logging`] | the log file, for whoever has to help | egui |
//! | [`signals`] | which signals ask for the end | everything else |
//! | [`sample`] | draws a made-up catalogue to try the program on | threads, egui |
//! | [`ui`] | panels: read the state, return commands | rayon, crossbeam, csv |
//! | [`app`] | the window: the only place where all of these meet | |
//! | [`cli`] | arguments; headless `scan` | egui, `ui` |
//!
//! `files` may be named by every room that touches a disk. Dependencies point one way: `inspect ← scan ← session ←
//! {repair ← {export, ui}, review, logging}`. `app` stands on these and `sample`, `cli` on these without `ui`; `main` hands
//! [`cli`] the dashboard as a function. `tests/layering.rs` guards it.

pub mod app;
pub mod cli;
pub mod export;
pub mod files;
pub mod inspect;
pub mod logging;
pub mod repair;
pub mod review;
pub mod sample;
pub mod scan;
pub mod session;
pub mod signals;
pub mod ui;
