//! Makes a contact sheet of the built-in sample, to look at it in a browser:
//!
//! ```text
//! cargo run --example contact_sheet -- sheet.html
//! ```
//!
//! Nothing is compared or repaired here: the sample knows what each of its images is, so every third black image is called
//! proven and every other third repaired. One of them has a name as long as a disk allows.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use blackdrop::export::{
    EnglishWords, SHEET_PICTURE_PX, SheetAbout, SheetPicture, Thumbs, save_contact_sheet,
};
use blackdrop::inspect::{
    ImageLimits, InspectOptions, Thresholds, Thumbnail, inspect, make_thumbnail,
};
use blackdrop::sample::{GeneratedImage, Truth, sample_images, sample_originals};
use blackdrop::scan::{
    ContentHash, FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId, WorkTimes,
};
use blackdrop::session::{
    Decided, Decision, Mechanism, OriginalFile, Proof, ProofEvidence, ProofFinding, ResultRow,
    RowRepair,
};

/// Where the sample is said to be.
const SHOP: &str = "/shop/images";

fn main() -> Result<(), Box<dyn Error>> {
    let destination = std::env::args_os()
        .nth(1)
        .ok_or("name the file to write, such as sheet.html")?;
    let images: Vec<GeneratedImage> = sample_images().collect::<Result<_, _>>()?;
    let originals: HashMap<PathBuf, GeneratedImage> = sample_originals()
        .map(|made| made.map(|original| (original.path.clone(), original)))
        .collect::<Result<_, _>>()?;
    let mut rows = Vec::new();
    let looked_at = images.iter().filter(|it| it.truth != Truth::NotLookedAt);
    for (number, image) in (0..).zip(looked_at) {
        let mut row = ResultRow::new(report(number, image), &Thresholds::default());
        if image.truth == Truth::BlackBackground {
            pretend(&mut row, rows.len(), image);
        }
        let is_told_of =
            row.status().is_flagged() || row.repair.is_some() || row.judgement.is_none();
        if is_told_of {
            rows.push(Arc::new(row));
        }
    }
    let pictures: HashMap<ImageId, &GeneratedImage> = (0..).map(ImageId).zip(&images).collect();
    let about = SheetAbout {
        root: Path::new(SHOP),
        made_at: SystemTime::now(),
    };
    let mut thumbs = |row: &ResultRow| {
        let image = pictures.get(&row.report.id);
        let original = image.and_then(|image| originals.get(&image.path.with_extension("png")));
        Thumbs {
            before: image.and_then(|image| picture(&image.bytes, None)),
            after: original
                .filter(|_| row.proof.is_some())
                .and_then(|original| picture(&original.bytes, Some(u8::MAX))),
        }
    };
    save_contact_sheet(
        &rows,
        about,
        &EnglishWords,
        Path::new(&destination),
        None,
        &mut thumbs,
    )?;
    Ok(())
}

fn report(number: u32, image: &GeneratedImage) -> ImageReport {
    let location = ImageLocation::new(&image.path);
    let outcome = match inspect(&image.bytes, &InspectOptions::default()) {
        Ok((inspection, _)) => ImageOutcome::Inspected(inspection),
        Err(error) => ImageOutcome::Unreadable(error),
    };
    ImageReport {
        id: ImageId(number),
        product: ProductId::of(&location),
        location,
        file_bytes: Some(image.bytes.len() as u64),
        stamp: FileStamp::default(),
        outcome,
        times: WorkTimes::default(),
    }
}

/// Says of a black image what proving and repairing might say.
fn pretend(row: &mut ResultRow, place: usize, image: &GeneratedImage) {
    let original = Path::new("/shop/originals").join(image.path.with_extension("png"));
    if !place.is_multiple_of(3) {
        row.proof = Some(Arc::new(Proof {
            finding: ProofFinding::Proven(Mechanism::LaidOnBlack),
            original: Some(OriginalFile {
                path: original,
                file_bytes: image.bytes.len() as u64,
                modified: None,
                content: ContentHash::of(&image.bytes),
            }),
            evidence: Some(ProofEvidence {
                on_black: 1.2,
                on_white: 171.0,
                alpha_dropped: 1.9,
                on_background: 1.2,
                background_rgb: [0, 0, 0],
                transparent_share: 0.7,
            }),
        }));
        row.review.decided = Some(Decided {
            decision: Decision::Confirmed,
            at: SystemTime::now(),
        });
    }
    if place % 3 == 1 {
        row.repair = Some(Arc::new(RowRepair {
            target: Path::new("/shop/repaired").join(&image.path),
            backup: None,
            content: ContentHash::of(b"what it would hold"),
            at: SystemTime::now(),
            journal: "/shop/repair.jsonl".into(),
        }));
    }
    if place == 4 {
        let long = format!("{}.jpg", "mug-red-front-view-large-".repeat(10));
        row.report.location = ImageLocation::new(Path::new("4006381000012").join(long));
    }
}

/// A small picture, laid on a grey of this level where there is one.
fn picture(bytes: &[u8], on_level: Option<u8>) -> Option<SheetPicture> {
    let mut small = make_thumbnail(bytes, &ImageLimits::default(), SHEET_PICTURE_PX).ok()?;
    if let Some(level) = on_level {
        lay_on(&mut small, level);
    }
    SheetPicture::of(&small)
}

fn lay_on(small: &mut Thumbnail, level: u8) {
    let (pixels, _) = small.rgba.as_chunks_mut::<4>();
    for pixel in pixels {
        let alpha = u16::from(pixel[3]);
        for channel in &mut pixel[..3] {
            let sum = u16::from(*channel) * alpha + u16::from(level) * (255 - alpha);
            *channel = u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX);
        }
        pixel[3] = u8::MAX;
    }
}
