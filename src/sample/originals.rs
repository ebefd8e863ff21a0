//! Folders of originals beside a made-up catalogue: PNGs with soft alpha under the product ids of the pictures that were
//! made of them, as shops keep them apart from what they show.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::built_in::{Entry, LONGEST_SIDE_PX, SEED, entries};
use super::catalogue::write_file;
use super::folder::{claim, write_missing};
use super::form::{Form, marked};
use super::picture::Picture;
use super::plan::plan;
use super::{CatalogueSpec, CatalogueSummary, GeneratedImage, Part, SampleError, Truth, WriteEnd};

/// Originals bear other numbers than any picture of a catalogue, so that no two files are equal.
const FIRST_NUMBER: u32 = 50_000_000;

/// Where the originals of a sample belong: beside its folder, so that a scan of the sample does not see them.
#[must_use]
pub fn sample_originals_folder(sample: &Path) -> PathBuf {
    let mut name = sample.file_name().unwrap_or_default().to_owned();
    name.push(" originals");
    sample.with_file_name(name)
}

/// The originals of the sample's black pictures, one after another, with their paths in their own folder.
pub fn sample_originals() -> impl Iterator<Item = Result<GeneratedImage, SampleError>> {
    (FIRST_NUMBER..)
        .zip(black_entries())
        .map(|(number, entry)| original_of(number, &entry))
}

/// Writes them below `folder`, which must be missing, empty, or hold them already. Missing files come back; files that are
/// there stay as they are. Takes a second the first time: call it off the window's thread.
///
/// # Errors
/// See [`SampleError`]; what was written before stays.
pub fn write_sample_originals(folder: &Path) -> Result<CatalogueSummary, SampleError> {
    claim(folder)?;
    let mut summary = CatalogueSummary::empty();
    for (number, entry) in (FIRST_NUMBER..).zip(black_entries()) {
        let path = folder.join(entry.path.with_extension("png"));
        let bytes = write_missing(&path, || Ok(original_of(number, &entry)?.bytes))?;
        summary.add(Truth::Clear, bytes);
    }
    Ok(summary)
}

fn black_entries() -> impl Iterator<Item = Entry> {
    entries()
        .into_iter()
        .filter(|entry| entry.truth == Truth::BlackBackground)
}

fn original_of(number: u32, entry: &Entry) -> Result<GeneratedImage, SampleError> {
    let path = entry.path.with_extension("png");
    let encoded = encode(entry.picture, LONGEST_SIDE_PX, SEED, &path)?;
    Ok(GeneratedImage {
        bytes: marked(&encoded, number),
        path,
        truth: Truth::Clear,
    })
}

fn encode(
    picture: Picture,
    longest_px: u32,
    seed: u64,
    path: &Path,
) -> Result<Vec<u8>, SampleError> {
    Form::Original
        .encode(&picture.draw(longest_px, seed))
        .map_err(|source| SampleError::Encode {
            path: path.to_path_buf(),
            source,
        })
}

/// Writes the originals of a catalogue, or of a part of it, below `root`, which must be missing, empty, or hold a made-up
/// catalogue already: one for each picture of a product, whatever became of that, under its name with `.png`. Dark scenes
/// never had transparency, so they have none. `progress` hears after every file how many of this part's are done, and may
/// stop it.
///
/// # Errors
/// See [`SampleError`]; what was written before stays.
pub fn write_originals(
    root: &Path,
    spec: &CatalogueSpec,
    part: Part,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<CatalogueSummary, SampleError> {
    claim(root)?;
    let mut by_picture: BTreeMap<Picture, Vec<(u32, PathBuf)>> = BTreeMap::new();
    for number in 0..spec.images {
        let planned = plan(spec, number);
        let is_of_product = matches!(planned.picture, Picture::Product { .. });
        if is_of_product && planned.form != Form::Original {
            let path = planned.path.with_extension("png");
            let group = by_picture.entry(planned.picture).or_default();
            group.push((number, path));
        }
    }
    // Dealt out by picture, so that none is drawn by two parts.
    let mine: Vec<_> = by_picture
        .into_iter()
        .zip((0..part.of.get()).cycle())
        .filter_map(|(group, index)| (index == part.index).then_some(group))
        .collect();
    let total = mine.iter().map(|(_, images)| images.len() as u64).sum();
    let mut summary = CatalogueSummary::empty();
    for (picture, images) in mine {
        let encoded = encode(picture, spec.longest_side_px.get(), spec.seed, root)?;
        for (number, path) in images {
            let bytes = marked(&encoded, FIRST_NUMBER.saturating_add(number));
            write_file(&root.join(path), &bytes)?;
            summary.add(Truth::Clear, bytes.len() as u64);
            if progress(summary.images(), total).is_break() {
                summary.end = WriteEnd::Stopped;
                return Ok(summary);
            }
        }
    }
    Ok(summary)
}
