//! Cutting images in the order in which they were written where the gaps between them are too long for one run.

use std::time::Duration;

use super::{Found, GAP_FACTOR, LEAST_GAP};

/// The groups of images of one program, which are in the order of their times; those without a time come first.
pub(super) fn cut(images: &[Found]) -> Vec<&[Found]> {
    let without_time = images.partition_point(|found| found.modified.is_none());
    let (without_time, timed) = images.split_at(without_time);
    let mut groups = Vec::new();
    if !without_time.is_empty() {
        groups.push(without_time);
    }
    let longest = longest_gap(timed);
    groups.extend(timed.chunk_by(|a, b| gap(a, b) <= longest));
    groups
}

/// The longest gap that does not end a run.
fn longest_gap(images: &[Found]) -> Duration {
    let mut gaps: Vec<Duration> = images
        .windows(2)
        .map(|pair| gap(&pair[0], &pair[1]))
        .collect();
    if gaps.is_empty() {
        return LEAST_GAP;
    }
    let middle = gaps.len() / 2;
    let (_, usual, _) = gaps.select_nth_unstable(middle);
    LEAST_GAP.max(usual.saturating_mul(GAP_FACTOR))
}

fn gap(earlier: &Found, later: &Found) -> Duration {
    let (Some(earlier), Some(later)) = (earlier.modified, later.modified) else {
        return Duration::ZERO;
    };
    later.duration_since(earlier).unwrap_or_default()
}
