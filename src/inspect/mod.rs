//! One image in, one report out: sniff the format, check the limits, decode, measure the background, judge, thumbnail.
//!
//! This room knows nothing of threads, channels, folders or the window: it takes bytes and returns facts. A fault of
//! the file is an [`InspectError`], never a panic that it could foresee; a decoder's own panic is caught by the caller.
//!
//! # How it decides
//!
//! A transparent picture that was laid on black has a background that is exactly black, the same everywhere, and reaches
//! the edges of the picture. So these questions are asked, each of which has a [`Reason`] for an answer:
//!
//! 1. Is a top corner black, and (but in small pictures) evenly so? Where neither is, the picture is clear, and nothing else is asked, unless
//!    [`Measures::full`] is on. Then: how many of the four are?
//! 2. How much of the picture is one near-black area that reaches the border, together with what is enclosed at exactly its
//!    level (handles, rings, hollow screens)? Little of it is a thin frame or a shadow.
//! 3. Is that area one and the same level away from the product, where the noise of JPEG does not reach? Black as a
//!    camera sees it is never that even: nights, dark rooms and velvet are told by this. Where it varies, but a large part
//!    of it is exactly one level and reaches the border, a dark product has joined it;
//!    and where it is nowhere 16 pixels wide, the noise of JPEG reaches all of it.
//! 4. Is the border black nearly all around? A photo with a dark corner fails here. Where the black is exactly even, half of
//!    the border is enough, if it is not that of bars; and a tightly cut product through which the background is seen may
//!    cover it.
//! 5. What does the black enclose? A rectangle between two equal bars is a film still or a padded photo, if it begins on
//!    straight lines (a flag waves); a rectangle in black is a frame (or a product that is one), many pieces are stars or
//!    text, and nothing is nothing. Of shapes it is also asked what is left when only the exact level is taken away, because
//!    a photograph's own dark joins its padding and hides the rectangle.
//! 6. Does the black stop, or does it fade? A fill stops, light fades: galaxies, glows, nights.
//! 7. Does it begin behind a light canvas or line? Then the questions are asked of what is within, and a person decides.
//!
//! An answer that is plainly no makes the picture clear; one in between makes it doubtful; only a picture to which
//! nothing objects is called black. Pixels that are transparent still count as white: they have not turned black.
//! [`Thresholds`] has the numbers and where they come from.
//!
//! # How it is fast
//!
//! Question 1 is asked of the first rows alone ([`inspect_bytes`], stage 1). Of a JPEG they are cut out by header surgery:
//! its own header with the height of one row of units, and the first bytes of its data. Nothing is approximated by that:
//! a picture in one pass has its rows in order, and of a picture in many passes each pass does. The strip ends in bytes
//! that its decoder refuses, so that rows for which the data do not suffice are an error and more is read, never made up;
//! and at any complaint the whole file is decoded. So verdict and pixels are those of the whole decode, without tolerance,
//! for every file that decodes without error. What is damaged behind the first rows of a clear picture is only seen by
//! [`Measures::complete`].
//!
//! The other questions are asked of a reduced picture (stage 2), the means of 8 x 8 pixels in large ones, which a JPEG
//! holds as its DC coefficients: no pixel is made of them, and of a picture in many passes only the passes that hold them
//! are decoded. That picture is what is measured, by definition, whatever else is decoded of the file.
//!
//! # Whom untrusted bytes are given to
//!
//! All decoders are Rust: zune-jpeg (one pass, strict), libjpeg-turbo-rs (many passes, and the means), jpeg-decoder (four
//! channels, lossless), and those of `image`. The first two use vector instructions in `unsafe` code of their own, so
//! size, memory and work are bounded from the file's structure before any of them is called, panics are caught per image by the scan, and
//! the target in `fuzz/` runs all of them under the address sanitizer.

mod alpha_promise;
mod black_region;
mod cell_mask;
mod confidence;
mod content;
mod decode;
mod downscale;
mod encoder_jpeg;
mod encoder_png;
mod encoder_software;
mod encoder_trace;
mod engine_version;
mod error;
mod file_kind;
mod first_rows;
mod flood;
mod format;
mod full_picture;
mod gif_work;
mod inspection;
mod jpeg;
mod jpeg_entropy;
mod jpeg_header;
mod jpeg_kind;
mod jpeg_other;
mod jpeg_scans;
mod jpeg_segments;
mod jpeg_strip;
mod jpeg_turbo;
mod judge;
mod light_edge;
mod limits;
mod main_colour;
mod measure;
mod memory;
mod orient;
mod outline;
mod pieces;
mod png_colours;
mod png_rows;
mod probe;
mod raster;
mod reason;
mod reduced;
mod screen;
mod sensitivity;
mod signature;
mod sniff;
mod source;
mod threshold_number;
mod thresholds;
mod tiff_colours;
mod tiff_directory;
mod tiff_grid;
mod tiff_jpeg;
mod tiff_kind;
mod tiff_level;
mod tiff_picture;
mod tiff_pieces;
mod tiff_work;
mod top_corners;
mod transparency;
mod webp_work;
mod work;

pub use alpha_promise::may_be_transparent;
pub use black_region::BlackRegion;
pub use confidence::confidence;
pub use content::Content;
pub use encoder_trace::{
    ChromaSampling, EncoderTrace, JpegQuality, JpegTrace, MAX_SOFTWARE_CHARS, encoder_trace,
};
pub use engine_version::ENGINE_VERSION;
pub use error::InspectError;
pub use file_kind::{FileKind, file_kind};
pub use format::ImageFormat;
pub use full_picture::{FullPicture, ShownSize, decode_full, shown_size};
/// How Exif asks for a stored picture to be turned on a screen.
pub use image::metadata::Orientation;
pub use inspection::{
    InspectOptions, InspectScratch, Inspection, Measures, inspect, inspect_bytes,
};
pub use jpeg_segments::{JpegSegment, JpegSegments};
pub use judge::{Judgement, Verdict, judge};
pub use limits::ImageLimits;
pub use main_colour::{ColourCounter, MainColour};
pub use measure::{
    BackgroundMeasurement, BlackEdge, DARK_LEVEL, ExactBlack, NEAR_BLACK_LEVEL, PixelRect,
};
pub use memory::{DecodingUse, decoding_bytes, most_decoding_bytes, whole_decoding_bytes};
pub use orient::orient_rect;
pub use png_colours::ColourNumbers;
pub use probe::{PROBE_PX, ProbePixel};
pub use reason::{LookedAt, Reason};
pub use screen::{
    OVERVIEW_SIDE_PX, ScreenImage, ShownRect, Thumbnail, decode_for_screen, make_thumbnail,
};
pub use sensitivity::Sensitivity;
pub use signature::{SIGNATURE_BYTES, picture_kind};
pub use sniff::sniff;
pub use source::{ImageBytes, InspectFault};
pub use threshold_number::{ThresholdNumber, ThresholdUnit};
pub use thresholds::{Bound, Thresholds};
pub use tiff_work::tiff_decoding_bytes;
pub use top_corners::{CornerPatch, GATE_EVEN_SHARE, GATE_LEVEL, TopCorners};
pub use transparency::Transparency;
