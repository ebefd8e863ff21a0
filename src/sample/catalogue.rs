//! Writes made-up catalogues of any size.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroU32;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::folder::claim;
use super::form::marked;
use super::picture::Picture;
use super::plan::{Planned, plan};
use super::{SampleError, Truth};

/// What a made-up catalogue is like. Shares are from 0 to 1 and are met on average; what is left of them are JPEGs on
/// white.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogueSpec {
    /// The same seed gives the same catalogue, byte by byte.
    pub seed: u64,
    /// How many image files.
    pub images: u32,
    /// How many pictures a product has (with originals, each is two files).
    pub images_per_product: NonZeroU32,
    /// Longest side of each image in pixels. Squares and 4:5, 4:3 and 3:2 pictures take turns.
    pub longest_side_px: NonZeroU32,
    /// Share of pictures whose background turned black.
    pub black_share: f32,
    /// Share of dark pictures that are no mishap: night streets, letterboxed stills.
    pub debatable_share: f32,
    /// Share of broken files: cut off, or empty.
    pub broken_share: f32,
    /// Share of PNG, WebP and GIF files, and of PNGs named `.jpg`.
    pub other_formats_share: f32,
    /// Whether the PNG originals lie beside their pictures.
    pub originals: Originals,
}

/// Whether the PNG originals with soft alpha are part of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Originals {
    /// They are not.
    None,
    /// Each lies beside its picture under the same name with `.png`.
    Beside,
}

impl Default for CatalogueSpec {
    /// A folder as a content editor meets it: 3 pictures of 800 pixels per product, 6 % black, few oddities.
    fn default() -> Self {
        Self {
            seed: 1,
            images: 300,
            images_per_product: NonZeroU32::MIN.saturating_add(2),
            longest_side_px: NonZeroU32::MIN.saturating_add(799),
            black_share: 0.06,
            debatable_share: 0.01,
            broken_share: 0.001,
            other_formats_share: 0.02,
            originals: Originals::None,
        }
    }
}

/// One image of a catalogue, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedImage {
    /// Where it goes, relative to the catalogue's folder.
    pub path: PathBuf,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What is true of it.
    pub truth: Truth,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueSummary {
    /// How many image files are there now, of each truth.
    pub counts: BTreeMap<Truth, u64>,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Whether all were written.
    pub end: WriteEnd,
}

impl CatalogueSummary {
    pub(super) fn empty() -> Self {
        Self {
            counts: BTreeMap::new(),
            bytes: 0,
            end: WriteEnd::Completed,
        }
    }

    pub(super) fn add(&mut self, truth: Truth, bytes: u64) {
        *self.counts.entry(truth).or_default() += 1;
        self.bytes += bytes;
    }

    /// How many image files of one truth.
    #[must_use]
    pub fn count(&self, truth: Truth) -> u64 {
        self.counts.get(&truth).copied().unwrap_or_default()
    }

    /// How many image files in all.
    #[must_use]
    pub fn images(&self) -> u64 {
        self.counts.values().sum()
    }
}

/// How writing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteEnd {
    /// Everything was written.
    Completed,
    /// The caller's `progress` asked to stop.
    Stopped,
}

/// A part of a catalogue, so that several callers can write one catalogue together: part `index` of `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// From 0 to `of` less one.
    pub index: u32,
    /// How many parts there are.
    pub of: NonZeroU32,
}

impl Part {
    /// The whole catalogue.
    pub const WHOLE: Self = Self {
        index: 0,
        of: NonZeroU32::MIN,
    };
}

/// Makes one image of a catalogue in memory: the same bytes that [`write_catalogue`] writes. `number` counts from 0.
///
/// # Errors
/// [`SampleError::Encode`] only.
pub fn generate_image(spec: &CatalogueSpec, number: u32) -> Result<GeneratedImage, SampleError> {
    let planned = plan(spec, number);
    let cut_out = planned.picture.draw(spec.longest_side_px.get(), spec.seed);
    let encoded = encode(&planned, &cut_out)?;
    Ok(GeneratedImage {
        bytes: marked(&encoded, planned.number),
        path: planned.path,
        truth: planned.truth,
    })
}

/// Writes a catalogue, or a part of it, below `root`, which must be missing, empty, or hold a made-up catalogue already
/// (its images are overwritten). `progress` hears after every file how many of this part's are done, and may stop it.
///
/// About 200 pictures are drawn however many images are asked for; an image is one of these in one of a few encodings,
/// with a mark that makes its bytes its own. So 20,000 images take little more than writing them.
///
/// # Errors
/// See [`SampleError`]; what was written before stays.
pub fn write_catalogue(
    root: &Path,
    spec: &CatalogueSpec,
    part: Part,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<CatalogueSummary, SampleError> {
    claim(root)?;
    let mut by_picture: BTreeMap<Picture, Vec<Planned>> = BTreeMap::new();
    for number in 0..spec.images {
        let planned = plan(spec, number);
        by_picture.entry(planned.picture).or_default().push(planned);
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
        let cut_out = picture.draw(spec.longest_side_px.get(), spec.seed);
        let mut encodings = BTreeMap::new();
        for planned in images {
            let encoded = match encodings.entry(planned.form) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(free) => {
                    free.insert(encode(&planned, &cut_out)?)
                }
            };
            let bytes = marked(encoded, planned.number);
            write_file(&root.join(&planned.path), &bytes)?;
            summary.add(planned.truth, bytes.len() as u64);
            if progress(summary.images(), total).is_break() {
                summary.end = WriteEnd::Stopped;
                return Ok(summary);
            }
        }
    }
    Ok(summary)
}

fn encode(planned: &Planned, cut_out: &image::RgbaImage) -> Result<Vec<u8>, SampleError> {
    planned
        .form
        .encode(cut_out)
        .map_err(|source| SampleError::Encode {
            path: planned.path.clone(),
            source,
        })
}

/// Writes a file and the folders that lead to it.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SampleError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|source| SampleError::Folder {
            path: folder.to_path_buf(),
            source,
        })?;
    }
    fs::write(path, bytes).map_err(|source| SampleError::Write {
        path: path.to_path_buf(),
        source,
    })
}
