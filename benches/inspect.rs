//! What one image costs, by its kind: the parts of the inspection on pictures that are drawn in memory.
//!
//! ```text
//! cargo bench --bench inspect [-- PART OF A NAME]
//! ```
//!
//! Every picture is of two megapixels (1600 x 1280), as a shop's. Before the times, prints how many bytes each inspection
//! asked for: what a network share would have to send. One core, bytes in memory, so that nothing but the inspection is
//! timed; whole runs are timed by `benches/side_by_side.py`.

use std::convert::Infallible;
use std::error::Error;
use std::hint::black_box;
use std::io::{self, Cursor, Write as _};
use std::num::NonZeroU32;

use blackdrop::inspect::{
    ImageBytes, ImageLimits, InspectOptions, InspectScratch, Measures, decode_for_screen,
    inspect_bytes, make_thumbnail,
};
use blackdrop::sample::{CatalogueSpec, Truth, generate_image};
use criterion::{Criterion, Throughput};
use image::{DynamicImage, ImageFormat};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Longest side of a picture in pixels.
const SIDE_PX: NonZeroU32 = NonZeroU32::new(1600).unwrap();
/// Longest side of a gallery's thumbnail in pixels.
const THUMBNAIL_PX: u32 = 256;
/// Longest side of a picture that the preview takes in pixels.
const SCREEN_PX: u32 = 8192;
/// JPEG quality as shops use it.
const QUALITY: u8 = 86;

/// A file and how it is looked at.
struct Case {
    name: String,
    bytes: Vec<u8>,
    measures: Measures,
}

/// Bytes in memory that remember how many of them were asked for.
struct Held<'bytes> {
    bytes: &'bytes [u8],
    asked: usize,
}

impl ImageBytes for Held<'_> {
    type Error = Infallible;

    fn total_bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn first(&mut self, count: usize) -> Result<&[u8], Infallible> {
        let count = count.min(self.bytes.len());
        self.asked = self.asked.max(count);
        Ok(&self.bytes[..count])
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let white = picture(Truth::Clear)?;
    let black = picture(Truth::BlackBackground)?;
    let mut criterion = Criterion::default().configure_from_args();
    inspections(&mut criterion, &cases(&white, &black)?)?;
    screens(&mut criterion, &jpeg(&black, Passes::One)?)?;
    criterion.final_summary();
    Ok(())
}

/// The first picture of a made-up catalogue of which that is true.
fn picture(truth: Truth) -> Result<DynamicImage, Box<dyn Error>> {
    let spec = CatalogueSpec {
        longest_side_px: SIDE_PX,
        black_share: 0.5,
        debatable_share: 0.0,
        broken_share: 0.0,
        other_formats_share: 0.0,
        ..CatalogueSpec::default()
    };
    for number in 0..spec.images {
        let made = generate_image(&spec, number)?;
        if made.truth == truth {
            return Ok(image::load_from_memory(&made.bytes)?);
        }
    }
    Err(format!("no picture of the catalogue is {truth:?}").into())
}

fn cases(white: &DynamicImage, black: &DynamicImage) -> Result<Vec<Case>, Box<dyn Error>> {
    let usual = Measures::default();
    let full = Measures {
        full: true,
        ..usual
    };
    let complete = Measures {
        complete: true,
        ..usual
    };
    let mut cases = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, measures| {
        cases.push(Case {
            name: name.to_owned(),
            bytes,
            measures,
        });
    };
    for (background, image) in [("on white", white), ("turned black", black)] {
        for (coding, passes) in [("JPEG", Passes::One), ("progressive JPEG", Passes::Many)] {
            let bytes = jpeg(image, passes)?;
            add(&format!("{coding} {background}"), bytes, usual);
        }
        add(&format!("PNG {background}"), png(image)?, usual);
    }
    for (coding, passes) in [("JPEG", Passes::One), ("progressive JPEG", Passes::Many)] {
        let bytes = jpeg(white, passes)?;
        add(&format!("{coding} on white, complete"), bytes, complete);
    }
    add(
        "JPEG on white, full measurement",
        jpeg(white, Passes::One)?,
        full,
    );
    Ok(cases)
}

/// How a JPEG is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passes {
    /// Row by row.
    One,
    /// First coarse, then finer.
    Many,
}

fn jpeg(image: &DynamicImage, passes: Passes) -> Result<Vec<u8>, Box<dyn Error>> {
    let image = image.to_rgb8();
    let (width, height) = (
        u16::try_from(image.width())?,
        u16::try_from(image.height())?,
    );
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(passes == Passes::Many);
    encoder.encode(image.as_raw(), width, height, ColorType::Rgb)?;
    Ok(bytes)
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Cursor::new(Vec::new());
    image.to_rgb8().write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// Times each case as a worker does it: with buffers that are kept from image to image.
fn inspections(criterion: &mut Criterion, cases: &[Case]) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut group = criterion.benchmark_group("inspect");
    group.throughput(Throughput::Elements(1));
    for case in cases {
        let options = InspectOptions {
            measures: case.measures,
            thumbnail_px: Some(THUMBNAIL_PX),
            ..InspectOptions::default()
        };
        let mut scratch = InspectScratch::default();
        let mut held = Held {
            bytes: &case.bytes,
            asked: 0,
        };
        // Once before: a picture that can't be inspected would be very fast.
        inspect_bytes(&mut held, &options, &mut scratch)
            .map_err(|fault| format!("{}: {fault:?}", case.name))?;
        writeln!(
            out,
            "{}: asked for {} of {} bytes",
            case.name,
            held.asked,
            case.bytes.len()
        )?;
        group.bench_function(case.name.as_str(), |bencher| {
            bencher.iter(|| {
                let mut held = Held {
                    bytes: black_box(&case.bytes),
                    asked: 0,
                };
                inspect_bytes(&mut held, &options, &mut scratch)
            });
        });
    }
    group.finish();
    Ok(())
}

/// What the window asks for beside the scan.
fn screens(criterion: &mut Criterion, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let limits = ImageLimits::default();
    make_thumbnail(bytes, &limits, THUMBNAIL_PX)?;
    let mut group = criterion.benchmark_group("show");
    group.throughput(Throughput::Elements(1));
    group.bench_function("thumbnail of a JPEG", |bencher| {
        bencher.iter(|| make_thumbnail(black_box(bytes), &limits, THUMBNAIL_PX));
    });
    group.bench_function("preview of a JPEG", |bencher| {
        bencher.iter(|| decode_for_screen(black_box(bytes), &limits, SCREEN_PX));
    });
    group.finish();
    Ok(())
}
