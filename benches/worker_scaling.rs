//! Is a scan with two workers twice as fast as with one?
//!
//! ```text
//! cargo bench --bench worker_scaling [-- --folder FOLDER] [--images 400] [--size 1060] [--pairs 5]
//! ```
//!
//! Makes JPEGs of about one megapixel, all of them turned black so that no shortcut can clear one without decoding it
//! whole, and scans them with one worker and with two in turn, after a warm-up that also brings the files into memory.
//! Prints each pair's ratio of whole scans (from the start to `Ended`) and the median. Turns, because a machine gets
//! faster and slower by itself.

use std::error::Error;
use std::io::{self, Write as _};
use std::num::{NonZeroU32, NonZeroUsize};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use blackdrop::inspect::InspectOptions;
use blackdrop::sample::{CatalogueSpec, Part, write_catalogue};
use blackdrop::scan::{
    ImageOutcome, IncludeRules, NextEvent, ScanConfig, ScanEnd, ScanEvent, ScanMemory, ScanTargets,
    start_scan,
};
use clap::Parser;

/// Times whole scans with one worker and with two, in turn.
#[derive(Parser)]
struct Arguments {
    /// A folder of JPEGs to scan; without it, one is made and removed again.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// How many images to make.
    #[arg(long, default_value_t = 400)]
    images: u32,
    /// Longest side of the made images in pixels.
    #[arg(long, default_value = "1060")]
    size: NonZeroU32,
    /// How many pairs of scans.
    #[arg(long, default_value = "5")]
    pairs: NonZeroUsize,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// One scan's figures.
struct Timed {
    took: Duration,
    images: u64,
    pixels: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let made = tempfile::tempdir()?;
    let folder = if let Some(folder) = &arguments.folder {
        folder.clone()
    } else {
        make_images(made.path(), &arguments)?;
        made.path().to_path_buf()
    };
    let two = NonZeroUsize::MIN.saturating_add(1);
    let mut out = io::stdout().lock();
    let warm_up = timed_scan(&folder, two)?;
    if warm_up.images == 0 {
        return Err("no image could be inspected".into());
    }
    let megapixels = warm_up.pixels as f64 / warm_up.images as f64 / 1e6;
    writeln!(
        out,
        "{} images of {megapixels:.2} megapixels on average",
        warm_up.images
    )?;
    timed_scan(&folder, NonZeroUsize::MIN)?;
    let mut ratios = Vec::new();
    for pair in 1..=arguments.pairs.get() {
        let one_worker = timed_scan(&folder, NonZeroUsize::MIN)?;
        let two_workers = timed_scan(&folder, two)?;
        let ratio = one_worker.took.as_secs_f64() / two_workers.took.as_secs_f64();
        writeln!(
            out,
            "pair {pair}: 1 worker {:.1} images/s, 2 workers {:.1} images/s, {ratio:.3} times as fast",
            one_worker.images as f64 / one_worker.took.as_secs_f64(),
            two_workers.images as f64 / two_workers.took.as_secs_f64(),
        )?;
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    writeln!(out, "median: {:.3} times as fast", ratios[ratios.len() / 2])?;
    Ok(())
}

/// JPEGs only, all turned black.
fn make_images(root: &Path, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let spec = CatalogueSpec {
        images: arguments.images,
        images_per_product: NonZeroU32::MIN.saturating_add(1),
        longest_side_px: arguments.size,
        black_share: 1.0,
        debatable_share: 0.0,
        broken_share: 0.0,
        other_formats_share: 0.0,
        ..CatalogueSpec::default()
    };
    write_catalogue(root, &spec, Part::WHOLE, &mut |_, _| {
        ControlFlow::Continue(())
    })?;
    Ok(())
}

/// Scans as the window does, thumbnails included, and waits for the end.
fn timed_scan(folder: &Path, workers: NonZeroUsize) -> Result<Timed, Box<dyn Error>> {
    let config = ScanConfig {
        root: folder.to_path_buf(),
        targets: ScanTargets::Folder,
        workers,
        include: IncludeRules::default(),
        inspect: InspectOptions {
            thumbnail_px: Some(256),
            ..InspectOptions::default()
        },
        pause_after_unreachable: None,
        silence_limit: Duration::from_mins(1),
        give_up_after: None,
        memory: ScanMemory::default(),
    };
    let start = Instant::now();
    let mut scan = start_scan(config, || {});
    let (mut images, mut pixels) = (0, 0);
    loop {
        match scan.wait_next(Duration::from_mins(1)) {
            NextEvent::Event(ScanEvent::ImageFinished { report, .. }) => {
                if let ImageOutcome::Inspected(inspection) = &report.outcome {
                    images += 1;
                    pixels += u64::from(inspection.width_px) * u64::from(inspection.height_px);
                }
            }
            NextEvent::Event(ScanEvent::Ended(ScanEnd::Completed)) => {
                return Ok(Timed {
                    took: start.elapsed(),
                    images,
                    pixels,
                });
            }
            NextEvent::Event(ScanEvent::Ended(end)) => {
                return Err(format!("the scan ended early: {end:?}").into());
            }
            NextEvent::Event(_) => {}
            NextEvent::Timeout | NextEvent::Over => return Err("the scan fell silent".into()),
        }
    }
}
