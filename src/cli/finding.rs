//! Looking folders through for originals.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::headless_scan::{NAMED_FOLDERS, SILENCE_LIMIT};
use super::progress::JobBar;
use super::proving::{ProvingOrders, refused, stopped};
use super::{EXIT_NO_ANSWER, EXIT_USAGE, say_error};
use crate::repair::{OriginalsError, OriginalsIndex, OriginalsSearch};
use crate::scan::ImageLocation;
use crate::session::ScanSession;

/// Every file that may be an original; where there is nothing to look in, the exit code.
pub(super) fn find_originals(
    orders: &ProvingOrders<'_>,
    session: &ScanSession,
    originals: Option<&Path>,
) -> Result<OriginalsIndex, ExitCode> {
    // All of them: an image of the scan may be the original of another.
    let images: Vec<ImageLocation> = session
        .rows()
        .map(|row| row.report.location.clone())
        .collect();
    let index =
        built_index(orders, session.root(), originals, images).map_err(|error| match error {
            OriginalsError::Stopped => stopped(),
            OriginalsError::NoAnswer { .. } => refused(EXIT_NO_ANSWER, error),
            OriginalsError::Unreadable { .. } => refused(EXIT_USAGE, error),
        })?;
    for folder in index.unread_folders().iter().take(NAMED_FOLDERS) {
        say_error(format_args!(
            "originals in this folder are not known, as it can't be read: \"{}\"",
            folder.display()
        ));
    }
    Ok(index)
}

/// Looks the folders through, and shows how far it is.
fn built_index(
    orders: &ProvingOrders<'_>,
    root: &Path,
    originals: Option<&Path>,
    images: Vec<ImageLocation>,
) -> Result<OriginalsIndex, OriginalsError> {
    let search = OriginalsSearch {
        root: root.to_path_buf(),
        originals: originals.map(Path::to_path_buf),
        found: images,
        silence_limit: SILENCE_LIMIT,
    };
    let found = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&found);
    let mut bar = JobBar::new(orders.visibility(), "looking for originals");
    let look = || {
        bar.show_found(found.load(Ordering::Relaxed), Instant::now());
        if orders.interrupt.is_asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    search.run(move |files| count.store(files, Ordering::Relaxed), look)
}
