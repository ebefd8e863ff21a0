//! One image in, one report out: sniff the format, check the limits, decode, measure the background, judge, thumbnail.
//!
//! This room knows nothing of threads, channels, folders or the window: it takes bytes and returns facts. A fault of
//! the file is an [`InspectError`], never a panic that it could foresee; a decoder's own panic is caught by the caller.

mod cmyk;
mod decode;
mod error;
mod flood;
mod format;
mod inspection;
mod jpeg;
mod jpeg_header;
mod judge;
mod limits;
mod measure;
mod probe;
mod raster;
mod reason;
mod screen;
mod sniff;
mod thresholds;

pub use error::InspectError;
pub use format::ImageFormat;
/// How Exif asks for a stored picture to be turned on a screen.
pub use image::metadata::Orientation;
pub use inspection::{InspectOptions, Inspection, inspect};
pub use judge::{Judgement, Verdict, judge};
pub use limits::ImageLimits;
pub use measure::{BackgroundMeasurement, Content, NEAR_BLACK_LEVEL, PixelRect};
pub use probe::{PROBE_PX, ProbePixel};
pub use reason::Reason;
pub use screen::{
    ScreenImage, ShownRect, Thumbnail, decode_for_screen, make_thumbnail, orient_rect,
};
pub use sniff::sniff;
pub use thresholds::{Bound, Thresholds};
