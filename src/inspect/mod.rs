//! One image in, one report out: sniff the format, check the limits, decode, measure the background, judge, thumbnail.
//!
//! This room knows nothing of threads, channels, folders or the window: it takes bytes and returns facts. A fault of
//! the file is an [`InspectError`], never a panic that it could foresee; a decoder's own panic is caught by the caller.

mod error;
mod format;
mod inspection;
mod judge;
mod limits;
mod measure;

pub use error::InspectError;
pub use format::ImageFormat;
pub use inspection::{InspectOptions, Inspection, ProbePixel, Thumbnail, inspect};
pub use judge::{Judgement, Reason, Thresholds, Verdict, judge};
pub use limits::ImageLimits;
pub use measure::BackgroundMeasurement;
