//! TIFF stores colours as they are or multiplied by their alpha, and grey with alpha in its own way.

use std::io::Cursor;

use blackdrop::inspect::{ImageLimits, InspectError};
use blackdrop::repair::CutOut;
use tiff::encoder::{TiffEncoder, colortype};
use tiff::tags::{ExtraSamples, Tag};

use crate::originals::{expect, on_white, read};

/// A TIFF of one row in 8 bit whose alpha is of that kind; a `turn` other than 1 is its orientation.
pub fn tiff_8(pixels: &[[u8; 4]], alpha: ExtraSamples, turn: u16) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).unwrap();
    let width = u32::try_from(pixels.len()).unwrap();
    let mut image = encoder.new_image::<colortype::RGB8>(width, 1).unwrap();
    image.extra_samples(&[alpha]).unwrap();
    image.encoder().write_tag(Tag::Orientation, turn).unwrap();
    image.write_data(pixels.as_flattened()).unwrap();
    bytes.into_inner()
}

fn tiff_16(pixels: &[[u16; 4]], alpha: ExtraSamples) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).unwrap();
    let width = u32::try_from(pixels.len()).unwrap();
    let mut image = encoder.new_image::<colortype::RGB16>(width, 1).unwrap();
    image.extra_samples(&[alpha]).unwrap();
    image.write_data(pixels.as_flattened()).unwrap();
    bytes.into_inner()
}

#[test]
fn multiplied_colours_of_a_tiff_are_divided_again() {
    // The same look, stored in both ways: 200, 100, 50 with an alpha of 51, a fifth.
    let straight = tiff_8(&[[200, 100, 50, 51]], ExtraSamples::UnassociatedAlpha, 1);
    let multiplied = tiff_8(&[[40, 20, 10, 51]], ExtraSamples::AssociatedAlpha, 1);
    for (kind, bytes) in [("straight", &straight), ("multiplied", &multiplied)] {
        assert_eq!(
            read(bytes).straight_rgba8().as_raw(),
            &[200, 100, 50, 51],
            "{kind}"
        );
        assert_eq!(on_white(bytes), [244, 224, 214], "{kind} on white");
    }
    let deep = tiff_16(
        &[[40 * 257, 20 * 257, 10 * 257, 51 * 257], [0, 0, 0, 0]],
        ExtraSamples::AssociatedAlpha,
    );
    assert_eq!(
        on_white(&deep),
        [244, 224, 214, 255, 255, 255],
        "multiplied in 16 bit"
    );
    let deep = tiff_16(
        &[[200 * 257, 100 * 257, 50 * 257, 51 * 257]],
        ExtraSamples::UnassociatedAlpha,
    );
    assert_eq!(on_white(&deep), [244, 224, 214], "straight in 16 bit");
}

/// A grey TIFF of one row with alpha of that kind.
fn grey_tiff<C>(values: &[C::Inner], alpha: ExtraSamples) -> Vec<u8>
where
    C: colortype::ColorType,
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).unwrap();
    let width = u32::try_from(values.len() / 2).unwrap();
    let mut image = encoder.new_image::<C>(width, 1).unwrap();
    image.extra_samples(&[alpha]).unwrap();
    image.encoder().write_tag(Tag::Orientation, 2_u16).unwrap();
    image.write_data(values).unwrap();
    bytes.into_inner()
}

#[test]
fn grey_tiffs_with_alpha_are_read_in_both_depths_and_storages() {
    let straight = ExtraSamples::UnassociatedAlpha;
    let multiplied = ExtraSamples::AssociatedAlpha;
    // Mirrored by their orientation. A fifth of 200 is 40.
    let eight = grey_tiff::<colortype::Gray8>(&[200, 51, 9, 0], straight);
    expect("8 bit", &eight, [[9, 9, 9, 0], [200, 200, 200, 51]]);
    let eight = grey_tiff::<colortype::Gray8>(&[40, 51, 0, 0], multiplied);
    expect("8 bit", &eight, [[0, 0, 0, 0], [200, 200, 200, 51]]);
    let deep = [200, 51, 9, 0].map(|level| level * 257);
    let sixteen = grey_tiff::<colortype::Gray16>(&deep, straight);
    expect("16 bit", &sixteen, [[9, 9, 9, 0], [200, 200, 200, 51]]);
    let deep = [40, 51, 0, 0].map(|level| level * 257);
    let sixteen = grey_tiff::<colortype::Gray16>(&deep, multiplied);
    expect("16 bit", &sixteen, [[0, 0, 0, 0], [200, 200, 200, 51]]);
    let no_alpha = grey_tiff::<colortype::Gray8>(&[200, 51, 9, 0], ExtraSamples::Unspecified);
    assert!(
        read(&no_alpha).is_opaque(),
        "a second channel that is not called alpha is none"
    );
    let limits = ImageLimits {
        max_pixels: 1,
        ..ImageLimits::default()
    };
    assert!(
        matches!(
            CutOut::decode(&eight, &limits),
            Err(InspectError::TooManyPixels { .. })
        ),
        "within the limits"
    );
    let limits = ImageLimits {
        max_decode_bytes: 11,
        ..ImageLimits::default()
    };
    assert!(
        matches!(
            CutOut::decode(&eight, &limits),
            Err(InspectError::TooMuchMemory { .. })
        ),
        "within the memory"
    );
}

#[test]
fn every_multiplied_colour_is_laid_as_exactly_as_a_straight_one() {
    for alpha in [1, 2, 3, 50, 128, 254, 255] {
        let pixels: Vec<[u8; 4]> = (0..=alpha).map(|level| [level, 0, alpha, alpha]).collect();
        let laid = on_white(&tiff_8(&pixels, ExtraSamples::AssociatedAlpha, 1));
        for (pixel, laid) in pixels.iter().zip(laid.as_chunks::<3>().0) {
            let behind = 255 - alpha;
            let exact = [pixel[0] + behind, behind, 255];
            assert_eq!(
                *laid, exact,
                "{pixel:?} is just added to what shines through"
            );
        }
    }
}

#[test]
fn a_multiplied_colour_brighter_than_its_alpha_is_the_brightest() {
    let broken = tiff_8(&[[90, 0, 0, 51]], ExtraSamples::AssociatedAlpha, 1);
    assert_eq!(read(&broken).straight_rgba8().as_raw()[0], 255, "no more");
}
