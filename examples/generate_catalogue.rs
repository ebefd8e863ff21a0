//! Makes a catalogue of any size up, to try the program on and to time it:
//!
//! ```text
//! cargo run --release --example generate_catalogue -- OUT --images 20000 --seed 1
//! ```
//!
//! With `--originals-to DIR` the PNG originals of all products go to a folder of their own, to prove and repair the black
//! images with.
//!
//! For timing whole decodes, `--size 1035 --black 1 --debatable 0 --broken 0 --other-formats 0` gives JPEGs of about one
//! megapixel that no shortcut can clear: all of them turned black.

use std::io::{self, Write as _};
use std::num::NonZeroU32;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use blackdrop::sample::{
    CatalogueSpec, CatalogueSummary, Originals, Part, SampleError, Truth, write_catalogue,
    write_originals,
};
use clap::Parser;
use indicatif::ProgressBar;

/// Makes a product catalogue up: the same seed gives the same files.
#[derive(Parser)]
struct Arguments {
    /// Folder to write to: new, empty, or made by this program.
    out: PathBuf,
    /// How many image files.
    #[arg(long, default_value_t = 20_000)]
    images: u32,
    /// Another seed gives another catalogue.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Longest side of each image in pixels.
    #[arg(long, default_value = "800")]
    size: NonZeroU32,
    /// Pictures per product.
    #[arg(long, default_value = "3")]
    per_product: NonZeroU32,
    /// Share of pictures whose background turned black, 0 to 1.
    #[arg(long, default_value_t = 0.06)]
    black: f32,
    /// Share of night streets and letterboxed stills, 0 to 1.
    #[arg(long, default_value_t = 0.01)]
    debatable: f32,
    /// Share of broken files, 0 to 1.
    #[arg(long, default_value_t = 0.001)]
    broken: f32,
    /// Share of PNG, WebP and GIF files, 0 to 1.
    #[arg(long, default_value_t = 0.02)]
    other_formats: f32,
    /// Lay the PNG original beside each picture; both count as images.
    #[arg(long)]
    originals: bool,
    /// Write the PNG originals of the products' pictures to this folder, under the same product ids; they come on top of
    /// the images.
    #[arg(long, value_name = "DIR", conflicts_with = "originals")]
    originals_to: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let spec = CatalogueSpec {
        seed: arguments.seed,
        images: arguments.images,
        images_per_product: arguments.per_product,
        longest_side_px: arguments.size,
        black_share: arguments.black,
        debatable_share: arguments.debatable,
        broken_share: arguments.broken,
        other_formats_share: arguments.other_formats,
        originals: if arguments.originals {
            Originals::Beside
        } else {
            Originals::None
        },
    };
    let result = write_in_parts(&spec, &|part, progress| {
        write_catalogue(&arguments.out, &spec, part, progress)
    });
    let result = result.and_then(|parts| {
        let Some(folder) = &arguments.originals_to else {
            return Ok(describe(&parts));
        };
        let originals = write_in_parts(&spec, &|part, progress| {
            write_originals(folder, &spec, part, progress)
        })?;
        let count: u64 = originals.iter().map(CatalogueSummary::images).sum();
        Ok(format!("{}; {count} originals", describe(&parts)))
    });
    let said = match &result {
        Ok(said) => writeln!(io::stdout(), "{said}"),
        Err(error) => writeln!(io::stderr(), "{error}"),
    };
    if result.is_ok() && said.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Hears how many files are written.
type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Writes with a thread for each core.
fn write_in_parts(
    spec: &CatalogueSpec,
    write_part: &(dyn Fn(Part, Progress<'_>) -> Result<CatalogueSummary, SampleError> + Sync),
) -> Result<Vec<CatalogueSummary>, SampleError> {
    let cores = thread::available_parallelism().map_or(NonZeroU32::MIN, |cores| {
        NonZeroU32::try_from(cores).unwrap_or(NonZeroU32::MIN)
    });
    let bar = ProgressBar::new(u64::from(spec.images));
    let done = AtomicU64::new(0);
    let write = |index| {
        let part = Part { index, of: cores };
        write_part(part, &mut |_, _| {
            bar.set_position(done.fetch_add(1, Ordering::Relaxed) + 1);
            ControlFlow::Continue(())
        })
    };
    let summaries = thread::scope(|scope| {
        let threads: Vec<_> = (1..cores.get())
            .map(|index| {
                thread::Builder::new()
                    .name(format!("part {index}"))
                    .spawn_scoped(scope, move || write(index))
            })
            .collect();
        // This thread writes the first part, and those for which no thread could be started.
        let mut summaries = vec![write(0)];
        for (thread, index) in threads.into_iter().zip(1..) {
            let started = thread.ok().and_then(|thread| thread.join().ok());
            summaries.push(started.unwrap_or_else(|| write(index)));
        }
        summaries
    });
    bar.finish_and_clear();
    summaries.into_iter().collect()
}

fn describe(parts: &[CatalogueSummary]) -> String {
    let count = |truth| parts.iter().map(|part| part.count(truth)).sum::<u64>();
    let images: u64 = parts.iter().map(CatalogueSummary::images).sum();
    let bytes: u64 = parts.iter().map(|part| part.bytes).sum();
    format!(
        "{images} images, {} MB: {} turned black, {} clear, {} dark for a good reason, {} broken",
        bytes / 1_000_000,
        count(Truth::BlackBackground),
        count(Truth::Clear),
        count(Truth::Debatable),
        count(Truth::Unreadable),
    )
}
