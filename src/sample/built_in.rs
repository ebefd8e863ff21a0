//! The sample that "Try the sample" scans: 12 products, every case that the program tells apart.

use std::path::{Path, PathBuf};

use super::barcode::product_code;
use super::catalogue::CatalogueSummary;
use super::folder::{claim, write_missing};
use super::form::{Container, Form, marked};
use super::picture::{Colors, Picture};
use super::products::{Kind, View};
use super::scene::Scene;
use super::{GeneratedImage, SampleError, Truth};

/// Longest side of the sample's images in pixels: sharp in the preview, and the whole sample stays below 6 MB.
pub(super) const LONGEST_SIDE_PX: u32 = 720;
/// Bitmaps and TIFFs are not compressed, so they are smaller.
const SMALL_SIDE_PX: u32 = 360;
pub(super) const SEED: u64 = 20;

const WHITE: Form = Form::OnWhite(Container::Jpeg(88));
const WHITE_STRONG: Form = Form::OnWhite(Container::Jpeg(72));
const BLACK: Form = Form::LaidOnBlack(Container::Jpeg(86));
const DROPPED: Form = Form::AlphaDropped(Container::Jpeg(90));

/// The files of one product: from where each was taken, and what became of it.
type Files = &'static [(View, Form)];

/// Product by product: what it is, its colours, and its files.
const SHELF: [(Kind, Colors, Files); 12] = [
    (
        Kind::Mug,
        Colors::Colorful(0),
        &[
            (View::Front, Form::Original),
            (View::Front, BLACK),
            (View::OtherSide, WHITE),
        ],
    ),
    (
        Kind::Sneaker,
        Colors::Colorful(1),
        &[
            (View::Front, WHITE),
            (View::OtherSide, WHITE),
            (View::Close, DROPPED),
        ],
    ),
    (
        Kind::Lamp,
        Colors::Colorful(2),
        &[
            (View::Front, Form::Original),
            (View::Front, WHITE),
            (View::Wide, BLACK),
        ],
    ),
    (
        Kind::Backpack,
        Colors::Dark,
        &[(View::Front, WHITE), (View::OtherSide, WHITE)],
    ),
    (
        Kind::Vase,
        Colors::Colorful(6),
        &[
            (View::Front, DROPPED),
            (View::OtherSide, BLACK),
            (View::Front, Form::Original),
        ],
    ),
    (
        Kind::Headphones,
        Colors::Colorful(5),
        &[
            (View::Front, WHITE),
            (View::Close, WHITE_STRONG),
            (View::Wide, Form::OnWhite(Container::WebP)),
        ],
    ),
    (
        Kind::Teapot,
        Colors::Colorful(4),
        &[
            (View::Front, BLACK),
            (View::Wide, WHITE),
            (View::Front, Form::Original),
        ],
    ),
    (
        Kind::Chair,
        Colors::Colorful(3),
        &[
            (View::Front, WHITE),
            (View::OtherSide, WHITE),
            (View::Close, Form::LaidOnBlack(Container::WebP)),
        ],
    ),
    (
        Kind::Bottle,
        Colors::Colorful(8),
        &[
            (View::Front, WHITE),
            (View::OtherSide, Form::OriginalNamedJpg),
            (View::Close, BLACK),
        ],
    ),
    (
        Kind::Book,
        Colors::Colorful(7),
        &[
            (View::Front, WHITE),
            (View::Wide, Form::Truncated),
            (View::OtherSide, Form::OnWhite(Container::Gif)),
        ],
    ),
    (
        Kind::Watch,
        Colors::Colorful(9),
        &[
            (View::Front, WHITE),
            (View::Close, DROPPED),
            (View::OtherSide, Form::OnWhite(Container::Tiff)),
        ],
    ),
    (
        Kind::Plant,
        Colors::Colorful(0),
        &[
            (View::Front, WHITE),
            (View::OtherSide, BLACK),
            (View::Wide, Form::OnWhite(Container::Bmp)),
        ],
    ),
];

/// One file of the sample, before it is drawn.
pub(super) struct Entry {
    /// Where it goes, relative to the sample's folder.
    pub(super) path: PathBuf,
    /// What it shows.
    pub(super) picture: Picture,
    form: Form,
    /// What is true of it.
    pub(super) truth: Truth,
}

/// Every file of the sample.
pub(super) fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    for (number, (kind, colors, files)) in (1_u32..).zip(SHELF) {
        let code = product_code(number);
        // An original has the number of the picture that was made of it.
        let mut originals = Vec::new();
        let mut position = 0;
        for &(view, form) in files {
            if form == Form::Original {
                originals.push(view);
                continue;
            }
            position += 1;
            let picture = Picture::Product { kind, colors, view };
            let name = format!("{code}_{position}.{}", form.extension());
            entries.push(entry(PathBuf::from(&code).join(name), picture, form));
        }
        for view in originals {
            let made_of_it = files
                .iter()
                .filter(|(_, form)| *form != Form::Original)
                .position(|(seen, _)| *seen == view);
            let name = format!("{code}_{}.png", made_of_it.map_or(0, |index| index + 1));
            let picture = Picture::Product { kind, colors, view };
            entries.push(entry(
                PathBuf::from(&code).join(name),
                picture,
                Form::Original,
            ));
        }
    }
    entries.extend(oddities());
    entries
}

fn entry(path: PathBuf, picture: Picture, form: Form) -> Entry {
    let truth = picture.truth(form);
    Entry {
        path,
        picture,
        form,
        truth,
    }
}

/// What else lies in a folder that people work with.
fn oddities() -> Vec<Entry> {
    let product = |kind, colors, view| Picture::Product { kind, colors, view };
    let scene = |scene| Picture::Scene { scene, number: 3 };
    let mut oddities = vec![
        entry(
            "夏季新品/运动鞋 红色.jpg".into(),
            product(Kind::Sneaker, Colors::Colorful(4), View::Front),
            WHITE,
        ),
        entry(
            "夏季新品/茶壶,青色.jpg".into(),
            product(Kind::Teapot, Colors::Colorful(6), View::Front),
            BLACK,
        ),
        entry(
            "campaign/night street.jpg".into(),
            scene(Scene::Night),
            WHITE,
        ),
        entry(
            "campaign/film still.jpg".into(),
            scene(Scene::Letterbox),
            WHITE,
        ),
        entry(
            "campaign/not finished.jpg".into(),
            scene(Scene::Letterbox),
            Form::Empty,
        ),
    ];
    let hidden = entry(
        "campaign/.night street (old).jpg".into(),
        scene(Scene::Night),
        WHITE_STRONG,
    );
    oddities.push(Entry {
        truth: Truth::NotLookedAt,
        ..hidden
    });
    oddities
}

fn generate(number: u32, entry: &Entry) -> Result<GeneratedImage, SampleError> {
    let small = matches!(entry.form, Form::OnWhite(Container::Bmp | Container::Tiff));
    let longest_px = if small {
        SMALL_SIDE_PX
    } else {
        LONGEST_SIDE_PX
    };
    let cut_out = entry.picture.draw(longest_px, SEED);
    let encoded = entry
        .form
        .encode(&cut_out)
        .map_err(|source| SampleError::Encode {
            path: entry.path.clone(),
            source,
        })?;
    Ok(GeneratedImage {
        path: entry.path.clone(),
        bytes: marked(&encoded, number),
        truth: entry.truth,
    })
}

/// The sample's images in memory, one after another.
pub fn sample_images() -> impl Iterator<Item = Result<GeneratedImage, SampleError>> {
    (0..)
        .zip(entries())
        .map(|(number, entry)| generate(number, &entry))
}

/// Writes the sample below `root`, which must be missing, empty, or hold the sample already. Missing files come back;
/// files that are there stay as they are. Takes a second or two the first time: call it off the window's thread.
///
/// # Errors
/// See [`SampleError`]; what was written before stays.
pub fn write_sample(root: &Path) -> Result<CatalogueSummary, SampleError> {
    claim(root)?;
    let mut summary = CatalogueSummary::empty();
    for (number, entry) in (0..).zip(entries()) {
        let path = root.join(&entry.path);
        let bytes = write_missing(&path, || Ok(generate(number, &entry)?.bytes))?;
        summary.add(entry.truth, bytes);
    }
    Ok(summary)
}
