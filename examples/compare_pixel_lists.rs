//! Compares two lists of `product,path,sum` lines, such as `blackdrop scan --pixel-list` and other programs write:
//!
//! ```text
//! cargo run --example compare_pixel_lists -- OURS THEIRS [--strip FOLDER]... [--images FOLDER] [--within 6]
//! ```
//!
//! Says how many products and paths are equal, and for which share of the images in both lists the sums are near each
//! other. JPEG decoders round differently, and with coarse colours they differ more, so sums within 6 of 765 count as
//! equal. With `--images` the baseline JPEGs are also counted apart. Ends with 1 where paths or products differ, or more
//! than 1 % of these sums.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

/// Compares two lists of product,path,sum lines.
#[derive(Parser)]
struct Arguments {
    /// The first list.
    ours: PathBuf,
    /// The second list.
    theirs: PathBuf,
    /// A folder that paths of either list may begin with; it is cut off.
    #[arg(long)]
    strip: Vec<PathBuf>,
    /// Where the images are, to tell baseline JPEGs from others.
    #[arg(long)]
    images: Option<PathBuf>,
    /// Sums that differ by no more than this count as equal.
    #[arg(long, default_value_t = 6)]
    within: u32,
}

/// What a list says of one path.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    product: String,
    sum: u32,
}

/// Entries by path without its root.
type List = BTreeMap<PathBuf, Entry>;

/// How many of so many.
#[derive(Default)]
struct Share {
    equal: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, is_equal: bool) {
        self.equal += usize::from(is_equal);
        self.of += 1;
    }

    /// 0 to 100; all of nothing is all.
    fn percent(&self) -> f64 {
        if self.of == 0 {
            100.0
        } else {
            100.0 * self.equal as f64 / self.of as f64
        }
    }
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse();
    let ours = read_list(&arguments.ours, &arguments.strip)?;
    let theirs = read_list(&arguments.theirs, &arguments.strip)?;
    let (mut products, mut sums, mut baseline) =
        (Share::default(), Share::default(), Share::default());
    for (path, our) in &ours {
        let Some(their) = theirs.get(path) else {
            continue;
        };
        products.count(our.product == their.product);
        let is_near = our.sum.abs_diff(their.sum) <= arguments.within;
        sums.count(is_near);
        let image = arguments.images.as_ref().map(|root| root.join(path));
        if image.is_some_and(|image| is_baseline_jpeg(&image)) {
            baseline.count(is_near);
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "paths: {} in both, {} only in the first, {} only in the second",
        sums.of,
        ours.len() - sums.of,
        theirs.len() - sums.of
    )?;
    writeln!(out, "products: {} of {} equal", products.equal, products.of)?;
    let within = arguments.within;
    writeln!(
        out,
        "sums: {} of {} within {within} ({:.2} %)",
        sums.equal,
        sums.of,
        sums.percent()
    )?;
    if arguments.images.is_some() {
        writeln!(
            out,
            "sums of baseline JPEGs: {} of {} within {within} ({:.2} %)",
            baseline.equal,
            baseline.of,
            baseline.percent()
        )?;
    }
    let judged = if arguments.images.is_some() {
        &baseline
    } else {
        &sums
    };
    let same_paths = ours.len() == sums.of && theirs.len() == sums.of;
    let is_equal = same_paths && products.equal == products.of && judged.percent() >= 99.0;
    Ok(if is_equal {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn read_list(file: &Path, strip: &[PathBuf]) -> Result<List, Box<dyn Error>> {
    let mut list = List::new();
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(file)?;
    for record in lines.records() {
        let record = record?;
        let place = || format!("{}: {record:?}", file.display());
        let [product, path @ .., sum] = &record.iter().collect::<Vec<_>>()[..] else {
            return Err(place().into());
        };
        // Not every program quotes: commas in a path end up as more fields.
        let path = PathBuf::from(path.join(","));
        let relative = strip.iter().find_map(|root| path.strip_prefix(root).ok());
        let sum = sum.parse().map_err(|_| place())?;
        let product = (*product).to_owned();
        list.insert(
            relative.unwrap_or(&path).to_path_buf(),
            Entry { product, sum },
        );
    }
    Ok(list)
}

/// Whether a file is a JPEG whose frame header is that of a baseline or extended sequential picture.
fn is_baseline_jpeg(file: &Path) -> bool {
    let Ok(bytes) = fs::read(file) else {
        return false;
    };
    let Some(mut rest) = bytes.strip_prefix(&[0xFF, 0xD8]) else {
        return false;
    };
    loop {
        match rest {
            [0xFF, 0xFF, ..] => rest = &rest[1..],
            [0xFF, 0xC0 | 0xC1, ..] => return true,
            // Any other frame, or the pixels without one.
            [
                0xFF,
                0xC2 | 0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xDA,
                ..,
            ] => {
                return false;
            }
            [0xFF, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some(after) = rest.get(2 + length..) else {
                    return false;
                };
                rest = after;
            }
            _ => return false,
        }
    }
}
