//! What outlives the window: decisions, and what was found in folders, in one `SQLite` file.
//!
//! It knows no egui and no window. One thread writes; whoever decides hands it over and goes on.
//!
//! Decisions follow what files hold. One about a file of which that is not known yet is written at once all the same, by
//! its place, size and time, and [`Binder`] binds it to the content later, where the file is still that one.
//!
//! What [`StoreEvent::Written`] names is on disk: a kill at any moment loses nothing of it, and neither does a power cut,
//! as far as the disk keeps what it has acknowledged. A file that can't be used is never touched: the window goes on in
//! memory, and says which file it is.

mod answers;
mod binder;
mod decided_by_place;
mod decision_list;
mod decisions;
mod error;
mod file_identity;
mod handle;
mod known_decisions;
mod merge;
mod message;
mod original_answers;
mod original_looks;
mod path_bytes;
mod pending;
mod scan_memory;
mod scan_recorder;
mod schema;
mod store;
mod stored_image;
mod stored_proof;
#[cfg(test)]
mod test_decisions;
mod time;
mod user_file;
mod writer;

pub use binder::{Binder, BinderEvent, BoundDecision, BrokenDecision};
pub use decision_list::{
    BadLine, DecisionList, LineFault, ListFault, read_decision_list, write_decision_list,
};
pub use decisions::{ChangeTime, Revision, StoredDecision};
pub use error::{StoreError, StoreFault};
pub use handle::StoreHandle;
pub use known_decisions::KnownDecisions;
pub use merge::Merge;
pub use message::{BatchId, StoreEvent};
pub use original_answers::StoredAnswer;
pub use original_looks::{LooksKeeper, OriginalLooks};
pub use pending::{DecisionBatch, PendingDecision};
pub use scan_memory::{FolderMemory, RescanOf, ScanExtent, folder_key};
pub use scan_recorder::{ScanRecorder, SessionChange, Unwritten};
pub use store::Store;
pub use time::whole_milliseconds;
pub use user_file::{user_database, user_journals};
pub use writer::PIECE;
