//! Which images there are: the walk of a scan whose images are only named.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::plan::Spread;
use super::run::{Halt, Runner};
use super::step::ListOnly;
use super::{TrialError, TrialEvent};
use crate::scan::{ImageLocation, ScanConfig, ScanEvent, ScanTargets, start_scan_with};

/// The number of images found is told so often.
const TELL_EVERY: Duration = Duration::from_millis(200);

impl Runner {
    /// The images below the folder, in the order of the walk; at most as many as the limits say, evenly spread over what
    /// was walked.
    pub(super) fn list(&self) -> Result<Vec<ImageLocation>, Halt> {
        let config = ScanConfig {
            targets: ScanTargets::Folder,
            workers: NonZeroUsize::MIN,
            ..self.orders.scan.clone()
        };
        let limits = self.orders.limits;
        let mut scan = start_scan_with(config, || {}, Arc::new(ListOnly));
        let start = Instant::now();
        let mut told = start;
        let mut found = 0;
        let mut images = Spread::new(limits.most_images);
        self.tell(TrialEvent::Listing { found })?;
        self.hear(&mut scan, |event| {
            if let Some(ScanEvent::ImageFinished { report, .. }) = event {
                found += 1;
                images.push(report.location);
            }
            if told.elapsed() >= TELL_EVERY {
                told = Instant::now();
                self.tell(TrialEvent::Listing { found })?;
            }
            Ok(found > 0 && start.elapsed() >= limits.listing_time)
        })?;
        let images = images.into_kept();
        if images.is_empty() {
            return Err(TrialError::NoImages.into());
        }
        self.tell(TrialEvent::Listing { found })?;
        Ok(images)
    }
}
