//! Which images of the shown scan an earlier or present repair is about.

use std::collections::HashMap;

use crate::scan::{ImageId, ImageLocation};
use crate::session::ScanSession;

/// Finds images by their place. Made anew for each use: it looks at every row once.
pub(super) fn finder(
    session: Option<&ScanSession>,
) -> impl Fn(&ImageLocation) -> Option<ImageId> + 'static {
    let rows = session.into_iter().flat_map(ScanSession::rows);
    let places: HashMap<ImageLocation, ImageId> = rows
        .map(|row| (row.report.location.clone(), row.report.id))
        .collect();
    move |location| places.get(location).copied()
}
