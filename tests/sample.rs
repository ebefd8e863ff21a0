//! The made-up catalogue: what it promises to those who test with it, and to those whose folder it is given.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests may fail the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroU32;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use blackdrop::sample::{
    CatalogueSpec, GeneratedImage, Part, SampleError, Truth, WriteEnd, generate_image,
    sample_images, sample_originals, sample_originals_folder, write_catalogue, write_originals,
    write_sample, write_sample_originals,
};

fn small_spec(images: u32) -> CatalogueSpec {
    CatalogueSpec {
        images,
        longest_side_px: NonZeroU32::new(64).unwrap(),
        black_share: 0.3,
        debatable_share: 0.1,
        broken_share: 0.1,
        other_formats_share: 0.2,
        ..CatalogueSpec::default()
    }
}

/// The sample, drawn once for all tests.
static SAMPLE: LazyLock<Vec<GeneratedImage>> = LazyLock::new(|| {
    sample_images()
        .collect::<Result<_, _>>()
        .expect("every picture of the sample can be encoded")
});

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Every file below a folder with its bytes, hidden ones included.
fn files(root: &Path) -> BTreeSet<(String, Vec<u8>)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                found.insert((name, fs::read(&path).unwrap()));
            }
        }
    }
    found
}

/// Share of the outermost pixels whose channels are all at most 16, 0 to 1.
fn dark_border_share(bytes: &[u8]) -> f64 {
    let picture = image::load_from_memory(bytes)
        .expect("a readable picture")
        .into_rgb8();
    let (width, height) = picture.dimensions();
    let border: Vec<_> = picture
        .enumerate_pixels()
        .filter(|(x, y, _)| *x == 0 || *y == 0 || *x == width - 1 || *y == height - 1)
        .map(|(_, _, pixel)| pixel.0.iter().all(|&part| part <= 16))
        .collect();
    border.iter().filter(|&&dark| dark).count() as f64 / border.len() as f64
}

#[test]
fn the_sample_is_small_and_holds_every_case() {
    let images = &*SAMPLE;
    let bytes: usize = images.iter().map(|image| image.bytes.len()).sum();
    assert!(bytes < 6_000_000, "the sample takes {bytes} bytes");
    for truth in [
        Truth::BlackBackground,
        Truth::Clear,
        Truth::Debatable,
        Truth::Unreadable,
        Truth::NotLookedAt,
    ] {
        assert!(
            images.iter().any(|image| image.truth == truth),
            "no image is {truth:?}"
        );
    }
    let products: BTreeSet<_> = images
        .iter()
        .filter_map(|image| image.path.iter().next()?.to_str())
        .filter(|folder| folder.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    assert_eq!(products.len(), 12, "product folders");
}

#[test]
fn what_is_said_of_each_image_of_the_sample_can_be_seen_in_it() {
    for image in &*SAMPLE {
        let name = image.path.display();
        match image.truth {
            Truth::BlackBackground => {
                let dark = dark_border_share(&image.bytes);
                assert!(
                    dark > 0.55,
                    "{name} turned black, but its border is {dark:.2} dark"
                );
            }
            Truth::Clear => {
                let picture = image::load_from_memory(&image.bytes).unwrap();
                let has_alpha = picture.color().has_alpha();
                let dark = dark_border_share(&image.bytes);
                assert!(
                    has_alpha || dark < 0.2,
                    "{name} is clear, but its border is {dark:.2} dark"
                );
            }
            Truth::Unreadable => assert!(
                image::load_from_memory(&image.bytes).is_err(),
                "{name} can be decoded"
            ),
            Truth::Debatable | Truth::NotLookedAt => assert!(
                image::load_from_memory(&image.bytes).is_ok(),
                "{name} cannot be decoded"
            ),
        }
    }
}

#[test]
fn originals_have_soft_edges_and_black_under_full_transparency() {
    let original = SAMPLE
        .iter()
        .find(|image| image.path.extension().is_some_and(|ending| ending == "png"))
        .expect("an original");
    let picture = image::load_from_memory(&original.bytes)
        .unwrap()
        .into_rgba8();
    assert_eq!(picture.get_pixel(0, 0).0, [0, 0, 0, 0]);
    let soft = picture
        .pixels()
        .filter(|pixel| (1..255).contains(&pixel.0[3]))
        .count();
    assert!(soft > 1000, "only {soft} pixels are half transparent");
}

#[test]
fn a_sample_that_lost_files_gets_them_back_and_the_rest_stays() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("sample");
    let summary = write_sample(&root).expect("a new folder");
    assert_eq!(summary.images(), SAMPLE.len() as u64);
    let before = files(&root);
    let mut names = before.iter().map(|(name, _)| name).filter(|name| {
        Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "jpg")
    });
    let (lost, changed) = (names.next().unwrap(), names.next().unwrap());
    fs::remove_file(root.join(lost)).unwrap();
    fs::write(root.join(changed), "my own").unwrap();
    write_sample(&root).expect("its own folder");
    let after = files(&root);
    assert!(
        before
            .iter()
            .filter(|(name, _)| name != changed)
            .all(|file| after.contains(file)),
        "the lost file is back"
    );
    assert_eq!(
        fs::read(root.join(changed)).unwrap(),
        b"my own",
        "a changed file is left alone"
    );
    assert_eq!(after.len(), before.len(), "nothing else was left behind");
}

#[test]
fn a_folder_with_other_files_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("holiday.jpg"), "mine").unwrap();
    let before = files(folder.path());
    for refused in [
        write_sample(folder.path()),
        write_catalogue(folder.path(), &small_spec(3), Part::WHOLE, &mut go_on),
    ] {
        assert!(
            matches!(refused, Err(SampleError::ForeignFolder { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_catalogue_is_the_same_however_it_is_written() {
    let spec = small_spec(90);
    let (whole, shared) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let summary = write_catalogue(whole.path(), &spec, Part::WHOLE, &mut go_on).unwrap();
    assert_eq!(summary.images(), 90);
    for index in [2, 0, 1] {
        let of = NonZeroU32::new(3).unwrap();
        write_catalogue(shared.path(), &spec, Part { index, of }, &mut go_on).unwrap();
    }
    let written = files(whole.path());
    assert_eq!(written, files(shared.path()), "in three parts");
    for number in 0..90 {
        let image = generate_image(&spec, number).unwrap();
        assert!(
            written.contains(&(image.path.display().to_string(), image.bytes)),
            "image {number} in memory equals the written one"
        );
    }
    let other_seed = CatalogueSpec {
        seed: 2,
        ..spec.clone()
    };
    assert_ne!(
        generate_image(&spec, 0).unwrap().bytes,
        generate_image(&other_seed, 0).unwrap().bytes
    );
}

#[test]
fn no_two_files_of_a_catalogue_have_the_same_bytes() {
    let spec = CatalogueSpec {
        broken_share: 0.0,
        ..small_spec(200)
    };
    let folder = tempfile::tempdir().unwrap();
    write_catalogue(folder.path(), &spec, Part::WHOLE, &mut go_on).unwrap();
    let contents: BTreeSet<_> = files(folder.path())
        .into_iter()
        .map(|(_, bytes)| bytes)
        .collect();
    assert_eq!(contents.len(), 201, "200 images and the marker");
}

#[test]
fn every_marked_file_still_decodes() {
    let spec = CatalogueSpec {
        broken_share: 0.0,
        other_formats_share: 0.6,
        ..small_spec(40)
    };
    for number in 0..40 {
        let image = generate_image(&spec, number).unwrap();
        assert!(
            image::load_from_memory(&image.bytes).is_ok(),
            "{}",
            image.path.display()
        );
    }
}

#[test]
fn writing_stops_when_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut heard = Vec::new();
    let summary = write_catalogue(
        folder.path(),
        &small_spec(50),
        Part::WHOLE,
        &mut |done, total| {
            heard.push((done, total));
            if done == 7 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    )
    .unwrap();
    assert_eq!(summary.end, WriteEnd::Stopped);
    assert_eq!(summary.images(), 7);
    assert_eq!(heard, (1..=7).map(|done| (done, 50)).collect::<Vec<_>>());
}

fn is_png(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "png")
}

/// Mean difference of two pictures in levels, the second one laid on a grey of this level.
fn difference_on(level: u8, picture: &[u8], original: &[u8]) -> f64 {
    let shown = image::load_from_memory(picture).unwrap().into_rgb8();
    let cut_out = image::load_from_memory(original).unwrap().into_rgba8();
    assert_eq!(shown.dimensions(), cut_out.dimensions());
    let mut sum = 0.0;
    for (shown, cut) in shown.pixels().zip(cut_out.pixels()) {
        let alpha = f64::from(cut.0[3]) / 255.0;
        for channel in 0..3 {
            let laid = f64::from(cut.0[channel]) * alpha + f64::from(level) * (1.0 - alpha);
            sum += (laid - f64::from(shown.0[channel])).abs();
        }
    }
    sum / (f64::from(shown.width()) * f64::from(shown.height()) * 3.0)
}

#[test]
fn every_black_picture_of_the_sample_has_an_original_of_its_name_that_it_was_made_of() {
    let originals: Vec<GeneratedImage> = sample_originals().collect::<Result<_, _>>().unwrap();
    let black: Vec<&GeneratedImage> = SAMPLE
        .iter()
        .filter(|image| image.truth == Truth::BlackBackground)
        .collect();
    assert_eq!(originals.len(), black.len());
    for (image, original) in black.into_iter().zip(&originals) {
        let name = image.path.display();
        assert_eq!(image.path.with_extension("png"), original.path);
        let on_black = difference_on(0, &image.bytes, &original.bytes);
        let on_white = difference_on(255, &image.bytes, &original.bytes);
        assert!(on_black < 4.0, "{name} differs by {on_black:.1} on black");
        assert!(on_white > 60.0, "{name} differs by {on_white:.1} on white");
    }
}

#[test]
fn the_originals_lie_beside_the_sample_and_come_back_when_they_are_missing() {
    let folder = tempfile::tempdir().unwrap();
    let originals = sample_originals_folder(&folder.path().join("sample"));
    assert_eq!(originals.parent(), Some(folder.path()), "beside it");
    let written = write_sample_originals(&originals).unwrap();
    let before = files(&originals);
    let lost = before.iter().find(|(name, _)| is_png(name)).unwrap();
    fs::remove_file(originals.join(&lost.0)).unwrap();
    assert_eq!(write_sample_originals(&originals).unwrap(), written);
    assert_eq!(files(&originals), before, "byte for byte");
}

#[test]
fn a_catalogues_originals_bear_the_names_of_its_products_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let (shop, originals) = (folder.path().join("shop"), folder.path().join("originals"));
    let spec = CatalogueSpec {
        debatable_share: 0.2,
        ..small_spec(60)
    };
    write_catalogue(&shop, &spec, Part::WHOLE, &mut go_on).unwrap();
    let mut parts = 0;
    for index in 0..2 {
        let of = NonZeroU32::new(2).unwrap();
        let part = Part { index, of };
        parts += write_originals(&originals, &spec, part, &mut go_on)
            .unwrap()
            .images();
    }
    let names: BTreeSet<String> = files(&originals)
        .into_iter()
        .filter(|(name, _)| is_png(name))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names.len() as u64, parts, "no two parts wrote the same one");
    for number in 0..spec.images {
        let image = generate_image(&spec, number).unwrap();
        if image.truth == Truth::BlackBackground {
            let name = image.path.with_extension("png").display().to_string();
            let original = fs::read(originals.join(&name)).unwrap();
            assert!(difference_on(0, &image.bytes, &original) < 8.0, "{name}");
        }
    }
    assert!(names.len() < 60, "dark scenes have none");
}
