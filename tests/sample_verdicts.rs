//! What the inspection says of made-up images, whose truth is known.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use blackdrop::inspect::{InspectOptions, Verdict, inspect, judge};
use blackdrop::sample::{CatalogueSpec, GeneratedImage, Truth, generate_image, sample_images};

/// The verdict on an image's bytes; `None` where it cannot be read.
fn verdict(image: &GeneratedImage) -> Option<Verdict> {
    let options = InspectOptions::default();
    let (inspection, _) = inspect(&image.bytes, &options).ok()?;
    Some(judge(&inspection, &options.thresholds).verdict)
}

#[test]
fn every_image_of_the_sample_gets_the_verdict_that_it_deserves() {
    for image in sample_images() {
        let image = image.unwrap();
        let verdict = verdict(&image);
        let is_right = match image.truth {
            Truth::BlackBackground => verdict == Some(Verdict::BlackBackground),
            Truth::Clear => verdict == Some(Verdict::Clear),
            Truth::Unreadable => verdict.is_none(),
            Truth::Debatable | Truth::NotLookedAt => {
                matches!(verdict, Some(Verdict::Clear | Verdict::Doubtful))
            }
        };
        assert!(
            is_right,
            "{} is {:?}, but the verdict is {verdict:?}",
            image.path.display(),
            image.truth
        );
    }
}

#[test]
fn a_made_up_catalogue_is_judged_as_it_is() {
    let spec = CatalogueSpec {
        images: 240,
        longest_side_px: NonZeroU32::new(240).unwrap(),
        black_share: 0.4,
        debatable_share: 0.1,
        broken_share: 0.05,
        other_formats_share: 0.1,
        ..CatalogueSpec::default()
    };
    let mut wrong: BTreeMap<String, Option<Verdict>> = BTreeMap::new();
    let mut doubtful = 0;
    for number in 0..spec.images {
        let image = generate_image(&spec, number).unwrap();
        let verdict = verdict(&image);
        let name = format!("{} ({:?})", image.path.display(), image.truth);
        match (image.truth, verdict) {
            // Close-ups that cover most of the border; a person has to look at these.
            (Truth::BlackBackground, Some(Verdict::Doubtful)) => doubtful += 1,
            (Truth::BlackBackground, Some(Verdict::BlackBackground))
            | (Truth::Clear, Some(Verdict::Clear))
            | (Truth::Unreadable, None)
            | (Truth::Debatable, Some(Verdict::Clear | Verdict::Doubtful)) => {}
            _ => {
                wrong.insert(name, verdict);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        doubtful <= 10,
        "{doubtful} of about 96 black ones are only doubtful"
    );
}
