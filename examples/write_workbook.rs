//! How much memory and time does a workbook of very many images take?
//!
//! ```text
//! cargo run --release --example write_workbook -- OUT.xlsx [--rows 1100000]
//! ```
//!
//! Writes made-up rows, one after the other, so that nothing but the writing takes memory, and prints what it took.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use blackdrop::export::{Columns, ExportFormat, RowSink};
use blackdrop::inspect::{
    BackgroundMeasurement, ImageFormat, Inspection, Measures, ProbePixel, Thresholds, TopCorners,
};
use blackdrop::scan::{
    FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId, WorkTimes,
};
use blackdrop::session::ResultRow;
use clap::Parser;

/// Writes a large workbook.
#[derive(Parser)]
struct Arguments {
    /// Where to; replaced where it is there.
    out: PathBuf,
    /// How many rows.
    #[arg(long, default_value_t = 1_100_000)]
    rows: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let scratch = arguments.out.parent().ok_or("a file in a folder")?;
    let scratch = if scratch.as_os_str().is_empty() {
        std::env::current_dir()?
    } else {
        scratch.to_path_buf()
    };
    let before = peak_mb();
    let started = Instant::now();
    let file = BufWriter::new(File::create(&arguments.out)?);
    let columns = Columns::of(Measures::default());
    let mut sink = RowSink::begin(ExportFormat::Workbook, columns, file, &scratch)?;
    for id in 0..arguments.rows {
        sink.write_row(&row_of(id))?;
    }
    let written = started.elapsed();
    sink.finish()?.flush()?;
    writeln!(
        io::stdout(),
        "{} rows in {:.1} s and {:.1} s for the archive: {} MB; at most {} MB of memory, {before} MB before",
        arguments.rows,
        written.as_secs_f32(),
        started.elapsed().saturating_sub(written).as_secs_f32(),
        std::fs::metadata(&arguments.out)?.len() >> 20,
        peak_mb(),
    )?;
    Ok(())
}

/// Every tenth is black.
fn row_of(id: u32) -> ResultRow {
    let path = format!("04006381{:06}/product_{id:07}_front_view.jpg", id / 5);
    let location = ImageLocation::new(path);
    let black = id.is_multiple_of(10);
    let report = ImageReport {
        id: ImageId(id),
        product: ProductId::of(&location),
        location,
        file_bytes: Some(200_000 + u64::from(id)),
        stamp: FileStamp::default(),
        outcome: ImageOutcome::Inspected(Inspection {
            format: ImageFormat::Jpeg,
            width_px: 1_600,
            height_px: 1_200,
            pixel: ProbePixel {
                red: 0,
                green: 0,
                blue: 0,
            },
            transparency: None,
            top_corners: TopCorners::flat(if black { 0 } else { 255 }),
            background: black.then(|| BackgroundMeasurement {
                border_black_share: 0.99,
                connected_black_share: 0.5,
                even_black_share: Some(0.999),
                ..BackgroundMeasurement::default()
            }),
            main_colour: None,
            encoder: None,
        }),
        times: WorkTimes::default(),
    };
    ResultRow::new(report, &Thresholds::default())
}

/// The most that the process held in memory, where the system tells it.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1_024
}
