//! The program's window: the only place where scan, session, export, dialogs and panels meet.
//!
//! The app owns the session by value and holds no lock. In every [`eframe::App::logic`] it takes what the background
//! threads have sent, within a budget of milliseconds; in `ui` it shows the panels, which return commands; then it
//! carries the commands out. Whatever could take long (dialogs, exports, the sample, pictures) runs on a thread of its
//! own.

mod checking;
mod closing;
mod commands;
mod comparing;
mod core_load;
mod dashboard;
mod desktop;
mod dialogs;
mod ending;
mod exporting;
mod folder;
mod folder_check;
mod frame_times;
mod freeing;
mod job;
mod layout;
mod looking;
mod memory;
mod obeying;
mod picture_times;
mod pictures;
mod places;
mod prompt;
mod read_ahead;
mod recalling;
mod remembering;
mod remembering_settings;
mod repairs;
mod reviewing;
mod run;
mod sampling;
mod scanning;
mod scoping;
mod sensitivity;
mod settings;
mod typing;
mod window_memory;
mod words;
mod worker_trial;

pub use dashboard::{DashboardApp, Services};
pub use desktop::{Desktop, NativeDesktop};
pub use dialogs::{FileDialogs, NativeDialogs, Picked};
pub use job::{Job, JobState};
pub use run::{WindowError, run};
pub use settings::{Settings, SettingsFile};
