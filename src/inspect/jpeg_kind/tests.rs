//! Every combination of sampling factors, and structures that are odd but valid.

use super::test_jpeg::{Channel, TestJpeg};
use super::*;
use crate::inspect::decode::Strictness;
use crate::inspect::jpeg::decode_jpeg;
use crate::inspect::raster::Raster;
use crate::inspect::{ImageLimits, InspectError, InspectOptions, inspect};

/// The colours at the left and at the right.
fn sides(bytes: &[u8]) -> Result<[[u8; 3]; 2], InspectError> {
    let (raster, _) = decode_jpeg(bytes, &ImageLimits::default(), Strictness::ToTheEnd)?;
    let Raster::Rgb(image) = raster else {
        panic!("a JPEG has no alpha");
    };
    let (width, height) = image.dimensions();
    Ok([(3, 3), (width - 3, height - 3)].map(|(x, y)| image.get_pixel(x, y).0))
}

fn assert_near(found: [[u8; 3]; 2], expected: [[u8; 3]; 2], what: &str) {
    let far = found.iter().flatten().zip(expected.iter().flatten());
    let far = far.map(|(a, b)| a.abs_diff(*b)).max();
    assert!(far <= Some(2), "{what}: {found:?}, expected {expected:?}");
}

/// Black at the left, (200, 60, 40) at the right.
const BLACK_AND_RED: [[u8; 3]; 2] = [[0; 3], [200, 60, 40]];

fn factors_of_three() -> impl Iterator<Item = [(u8, u8); 3]> {
    let all: Vec<(u8, u8)> = (1..=4).flat_map(|h| (1..=4).map(move |v| (h, v))).collect();
    let pairs = all.clone();
    all.into_iter().flat_map(move |light| {
        let pairs = pairs.clone();
        pairs.clone().into_iter().flat_map(move |blue| {
            let reds = pairs.clone();
            reds.into_iter().map(move |red| [light, blue, red])
        })
    })
}

#[test]
fn every_sampling_is_read_rightly_or_refused() {
    let (mut read, mut refused) = (0, 0);
    for factors in factors_of_three() {
        let blocks: u8 = factors.iter().map(|(h, v)| h * v).sum();
        // A unit of all channels holds ten blocks at most.
        if blocks > 10 {
            continue;
        }
        for is_progressive in [false, true] {
            let bytes = TestJpeg {
                is_progressive,
                ..TestJpeg::ycc(factors)
            }
            .bytes();
            let what = format!("{factors:?}, progressive: {is_progressive}");
            match sides(&bytes) {
                Ok(found) => {
                    assert_near(found, BLACK_AND_RED, &what);
                    read += 1;
                    // What most pictures are judged by says the same.
                    let (seen, _) = inspect(&bytes, &InspectOptions::default()).unwrap();
                    assert!(seen.pixel.sum() <= 4, "{what}: {:?}", seen.pixel);
                }
                Err(InspectError::Unsupported { .. }) if is_rare(factors) => refused += 1,
                Err(other) => panic!("{what}: {other}"),
            }
        }
    }
    assert!(read > 500, "{read} read, {refused} refused");
}

/// Whether any factor does not divide the largest, which libjpeg refuses too, or lies between 1 and that.
fn is_rare(factors: [(u8, u8); 3]) -> bool {
    let is_rare_along = |each: [u8; 3]| {
        let most = each.into_iter().max().unwrap_or(1);
        each.iter().any(|&it| it != 1 && it != most)
    };
    is_rare_along(factors.map(|(h, _)| h)) || is_rare_along(factors.map(|(_, v)| v))
}

#[test]
fn usual_sampling_is_never_refused_and_told_as_usual() {
    let usual = [
        (1, 1),
        (2, 1),
        (1, 2),
        (2, 2),
        (4, 1),
        (1, 4),
        (4, 2),
        (2, 4),
    ];
    for light in usual {
        let channels = [light, (1, 1), (1, 1)].map(|(h, v)| [1, h << 4 | v, 0]);
        assert!(is_usual(&channels, true, AdobeMarker::None), "{light:?}");
    }
    let finer = [[1, 0x11, 0], [2, 0x22, 0], [3, 0x22, 0]];
    assert!(
        !is_usual(&finer, true, AdobeMarker::None),
        "colour is finer"
    );
}

#[test]
fn scans_of_some_channels_are_read() {
    let scans: [&[&[usize]]; 6] = [
        &[&[0], &[1], &[2]],
        &[&[0], &[1, 2]],
        &[&[0, 1], &[2]],
        &[&[1, 2], &[0]],
        &[&[0, 2], &[1]],
        &[&[2], &[1], &[0]],
    ];
    for scans in scans {
        for light in [(1, 1), (2, 1), (1, 2), (2, 2)] {
            let jpeg = TestJpeg {
                scans: scans.iter().map(|scan| scan.to_vec()).collect(),
                ..TestJpeg::ycc([light, (1, 1), (1, 1)])
            };
            let what = format!("{scans:?}, {light:?}");
            assert_near(sides(&jpeg.bytes()).unwrap(), BLACK_AND_RED, &what);
        }
    }
    let without_red = TestJpeg {
        scans: vec![vec![0], vec![1]],
        ..TestJpeg::ycc([(2, 2), (1, 1), (1, 1)])
    };
    assert!(sides(&without_red.bytes()).is_err(), "nothing is made up");
}

#[test]
fn what_means_nothing_before_the_first_scan_is_passed_by() {
    let plain = TestJpeg::ycc([(2, 2), (1, 1), (1, 1)]).bytes();
    for stray in [
        b"\xFF\xD9\xFF\xD8".as_slice(),
        b"\xFF\xD9\xFF\xD8\xFF\xD9\xFF\xD8",
        b"\xFF\xD3",
        b"\xFF\xFF\xFF\x01",
    ] {
        let mut bytes = plain.clone();
        bytes.splice(2..2, stray.iter().copied());
        assert_near(sides(&bytes).unwrap(), BLACK_AND_RED, &format!("{stray:?}"));
    }
    let mut twice = plain.clone();
    twice.splice(2..2, *b"\xFF\xD8");
    let error = sides(&twice).unwrap_err().to_string();
    assert_eq!(error, "damaged JPEG: the picture begins twice");
    assert!(matches!(tidy_header(&plain), Cow::Borrowed(_)), "no copy");
    for length in 0..plain.len() {
        tidy_header(&plain[..length]);
    }
}

#[test]
fn the_header_s_height_counts_where_the_number_of_lines_is_told_again() {
    let jpeg = TestJpeg::ycc([(2, 2), (1, 1), (1, 1)]);
    for lines in [jpeg.height, jpeg.height - 8] {
        let mut bytes = jpeg.bytes();
        let end = bytes.len() - 2;
        let [high, low] = lines.to_be_bytes();
        bytes.splice(end..end, [0xFF, 0xDC, 0, 4, high, low]);
        assert_near(sides(&bytes).unwrap(), BLACK_AND_RED, "as browsers do");
    }
}

#[test]
fn markers_that_contradict_each_other_are_read_as_browsers_read_them() {
    const ADOBE: &[u8] = b"\xFF\xEE\0\x0EAdobe\0d\0\0\0\0\0";
    let named = |names: [u8; 3], head: &[u8]| {
        let mut jpeg = TestJpeg::ycc([(1, 1), (1, 1), (1, 1)]);
        for (channel, name) in jpeg.channels.iter_mut().zip(names) {
            channel.name = name;
        }
        jpeg.head = head.to_vec();
        sides(&jpeg.bytes()).unwrap()
    };
    let jfif = TestJpeg::JFIF;
    assert_near(named(*b"RGB", jfif), BLACK_AND_RED, "JFIF goes first");
    assert_near(
        named([1, 2, 3], &[jfif, ADOBE].concat()),
        BLACK_AND_RED,
        "before Adobe's marker too",
    );
    // The same channels taken for red, green and blue.
    let taken_for_rgb = named([1, 2, 3], ADOBE);
    assert_eq!(taken_for_rgb[0], [0, 128, 128], "Adobe's marker, alone");
    assert_eq!(named(*b"RGB", b""), taken_for_rgb, "so do the names alone");
    let short = [jfif, b"\xFF\xEE\0\x09Adobe\0d"].concat();
    assert_near(named([1, 2, 3], &short), BLACK_AND_RED, "too short");
}

#[test]
fn inks_are_stored_inverted_with_adobe_s_marker_and_without() {
    for head in [TestJpeg::JFIF, b"", b"\xFF\xEE\0\x0EAdobe\0d\0\0\0\0\0"] {
        let jpeg = TestJpeg {
            channels: [[255, 0], [255, 0], [255, 0], [255, 0]]
                .into_iter()
                .zip(*b"CMYK")
                .map(|(levels, name)| Channel {
                    name,
                    factors: (1, 1),
                    levels,
                })
                .collect(),
            scans: vec![vec![0, 1, 2, 3]],
            head: head.to_vec(),
            ..TestJpeg::ycc([(1, 1), (1, 1), (1, 1)])
        };
        let expected = [[255; 3], [0; 3]];
        assert_near(sides(&jpeg.bytes()).unwrap(), expected, "white and black");
    }
}

#[test]
fn passes_that_are_missing_are_not_made_up() {
    let jpeg = TestJpeg {
        is_progressive: true,
        is_cut_short: true,
        ..TestJpeg::ycc([(1, 1), (2, 2), (2, 2)])
    };
    let error = sides(&jpeg.bytes()).unwrap_err().to_string();
    assert!(error.contains("some of its passes are missing"), "{error}");
}
