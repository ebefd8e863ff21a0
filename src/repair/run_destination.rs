//! What a new run writes down of its destination, and the folder of backups that it claims for itself.

use std::io;
use std::path::Path;

use super::journal_line::{DestinationLine, MadeBy};
use super::journal_text::JournalPath;
use super::rooted_folder::{make_folder, sync_folder_at};
use super::{RepairDestination, RepairError};

/// The destination as the journal has it; `chosen` is the folder that was chosen, without links.
///
/// # Errors
/// When the backup can't hold a folder of this run.
pub(super) fn destination_line(
    destination: &RepairDestination,
    chosen: &Path,
) -> Result<DestinationLine, RepairError> {
    Ok(match destination {
        RepairDestination::NewFolder(_) => DestinationLine::NewFolder {
            folder: JournalPath::of(chosen),
            made_by: if chosen.exists() {
                MadeBy::Others
            } else {
                MadeBy::Run
            },
        },
        RepairDestination::InPlace { .. } => DestinationLine::InPlace {
            backup: JournalPath::of(chosen),
            tree: claim_tree(chosen).map_err(|error| RepairError::FolderUnusable {
                fault: error.into(),
                path: chosen.to_path_buf(),
            })?,
        },
    })
}

/// Makes a folder in the backup that is this run's alone, and returns its name: the date and time of this place. Windows
/// allows no colon in names.
fn claim_tree(backup: &Path) -> io::Result<String> {
    make_folder(backup)?;
    let now = jiff::Zoned::now().strftime("%Y-%m-%d %H.%M.%S").to_string();
    let mut name = now.clone();
    let mut count = 1_u32;
    loop {
        match std::fs::create_dir(backup.join(&name)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                count += 1;
                name = format!("{now} ({count})");
            }
            made => {
                made?;
                break;
            }
        }
    }
    // What the copies in it are worth is what its own name is worth.
    sync_folder_at(backup).inspect_err(|_| drop(std::fs::remove_dir(backup.join(&name))))?;
    Ok(name)
}
