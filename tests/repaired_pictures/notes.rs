//! Who made a picture, who owns it and what it shows is kept; what was true of the black pixels alone is not.

use std::io::Cursor;

use blackdrop::inspect::JpegSegments;
use exif::{Exif, In, Reader, Tag};
use image::RgbImage;
use tiff::encoder::{TiffEncoder, colortype};
use tiff::tags::ExtraSamples;

use crate::drawing::{Random, black_jpeg, disc, exif_block, exif_segment, png_of, repair};

const SIZE: (u16, u16) = (48, 32);

/// The new JPEG for a black one with these segments, made of an original without notes.
fn repaired_with(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let black = black_jpeg(SIZE.0, SIZE.1, segments);
    repair(&black, &original()).unwrap().bytes
}

fn original() -> Vec<u8> {
    png_of(disc(SIZE.0.into(), SIZE.1.into(), [0; 3]))
}

fn exif_of(bytes: &[u8]) -> Option<Exif> {
    Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok()
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let field = exif.get_field(tag, In::PRIMARY)?;
    Some(field.display_value().to_string())
}

fn number(exif: &Exif, tag: Tag) -> Option<u32> {
    exif.get_field(tag, In::PRIMARY)?.value.get_uint(0)
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// An Exif block as cameras write it: words, an own directory with the size and a maker's note, a place, and a second
/// directory with a little picture.
fn camera_block(thumbnail: &[u8]) -> Vec<u8> {
    use exif::experimental::Writer;
    use exif::{Field, Rational, Value};
    let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let field = |tag, ifd_num, value| Field {
        tag,
        ifd_num,
        value,
    };
    let fields = [
        field(Tag::Copyright, In::PRIMARY, ascii("Müller & Söhne")),
        field(Tag::Artist, In::PRIMARY, ascii("A. Müller")),
        field(Tag::Orientation, In::PRIMARY, Value::Short(vec![3])),
        field(Tag::ImageWidth, In::PRIMARY, Value::Long(vec![4_000])),
        field(
            Tag::XResolution,
            In::PRIMARY,
            Value::Rational(vec![Rational { num: 300, denom: 1 }]),
        ),
        field(
            Tag::DateTimeOriginal,
            In::PRIMARY,
            ascii("2026:10:03 14:02:00"),
        ),
        field(Tag::PixelXDimension, In::PRIMARY, Value::Long(vec![4_000])),
        field(Tag::ColorSpace, In::PRIMARY, Value::Short(vec![0xFFFF])),
        field(
            Tag::MakerNote,
            In::PRIMARY,
            Value::Undefined(b"SECRETS".to_vec(), 0),
        ),
        field(Tag::GPSLatitudeRef, In::PRIMARY, ascii("N")),
        field(Tag::Compression, In::THUMBNAIL, Value::Short(vec![6])),
    ];
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    writer.set_jpeg(thumbnail, In::THUMBNAIL);
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, true).unwrap();
    block.into_inner()
}

#[test]
fn words_of_the_replaced_file_are_kept_and_its_little_picture_is_not() {
    let new = repaired_with(&[exif_segment(&camera_block(b"LITTLE BLACK PICTURE"))]);
    let exif = exif_of(&new).unwrap();
    let owner = exif.get_field(Tag::Copyright, In::PRIMARY).unwrap();
    assert!(
        matches!(&owner.value, exif::Value::Ascii(texts) if texts[0] == "Müller & Söhne".as_bytes()),
        "byte by byte: {owner:?}"
    );
    assert!(
        text(&exif, Tag::DateTimeOriginal)
            .unwrap()
            .contains("2026-10-03"),
        "when it was made"
    );
    assert_eq!(
        text(&exif, Tag::XResolution).as_deref(),
        Some("300"),
        "how densely it is printed"
    );
    assert_eq!(number(&exif, Tag::Orientation), Some(1), "upright");
    assert_eq!(
        number(&exif, Tag::PixelXDimension),
        Some(48),
        "its own size"
    );
    assert_eq!(
        number(&exif, Tag::PixelYDimension),
        Some(32),
        "its own size"
    );
    assert_eq!(
        number(&exif, Tag::ColorSpace),
        Some(1),
        "sRGB, without a profile"
    );
    assert_eq!(
        number(&exif, Tag::ImageWidth),
        None,
        "nothing of the old pixels"
    );
    assert!(
        exif.get_field(Tag::GPSLatitudeRef, In::PRIMARY).is_some(),
        "the place, which was published before"
    );
    assert!(!holds(&new, b"LITTLE BLACK PICTURE"), "no little picture");
    assert!(!holds(&new, b"SECRETS"), "no maker's notes");
}

#[test]
fn where_the_replaced_file_says_nothing_the_original_is_asked_but_not_for_the_place() {
    let block = camera_block(b"LITTLE PICTURE");
    let pixels = disc(48, 32, [0; 3]);
    let mut webp = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.set_exif_metadata(block.clone());
    encoder
        .encode(pixels.as_raw(), 48, 32, image_webp::ColorType::Rgba8)
        .unwrap();
    let mut info = png::Info::with_size(48, 32);
    info.color_type = png::ColorType::Rgba;
    info.exif_metadata = Some(block.into());
    let mut png = Vec::new();
    let mut writer = png::Encoder::with_info(&mut png, info)
        .unwrap()
        .write_header()
        .unwrap();
    writer.write_image_data(pixels.as_raw()).unwrap();
    writer.finish().unwrap();
    for (kind, original) in [("WebP", webp), ("PNG", png)] {
        let new = repair(&black_jpeg(48, 32, &[]), &original).unwrap().bytes;
        let exif = exif_of(&new).unwrap();
        assert!(
            exif.get_field(Tag::Copyright, In::PRIMARY).is_some(),
            "{kind}: who owns it"
        );
        assert_eq!(number(&exif, Tag::Orientation), Some(1), "{kind}: upright");
        assert!(
            exif.get_field(Tag::GPSLatitudeRef, In::PRIMARY).is_none(),
            "{kind}: not where it was made"
        );
        assert!(!holds(&new, b"LITTLE PICTURE"), "{kind}: no little picture");
    }
}

#[test]
fn the_words_of_a_tiff_are_taken_without_what_it_says_of_its_pixels() {
    let mut original = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut original).unwrap();
    let mut image = encoder.new_image::<colortype::RGB8>(48, 32).unwrap();
    image
        .extra_samples(&[ExtraSamples::UnassociatedAlpha])
        .unwrap();
    image
        .encoder()
        .write_tag(tiff::tags::Tag::Copyright, "Shop GmbH")
        .unwrap();
    image.write_data(disc(48, 32, [0; 3]).as_raw()).unwrap();
    let new = repair(&black_jpeg(48, 32, &[]), original.get_ref()).unwrap();
    let exif = exif_of(&new.bytes).unwrap();
    let found: Vec<u16> = exif.fields().map(|field| field.tag.number()).collect();
    assert_eq!(
        text(&exif, Tag::Copyright).as_deref(),
        Some("\"Shop GmbH\""),
        "who owns it"
    );
    for tag in [0x0100, 0x0102, 0x0111, 0x0115, 0x0152] {
        assert!(!found.contains(&tag), "tag {tag:#x} is about stored pixels");
    }
}

#[test]
fn xmp_iptc_and_density_of_a_jpeg_are_kept() {
    let xmp = b"<x:xmpmeta tiff:Orientation=\"8\" dc:rights=\"Shop\"/>";
    let iptc = b"8BIM\x04\x04\0\0\0\0\0\x08\x1C\x02\x74\0\x03Own";
    let little = b"8BIM\x04\x0C\0\0\0\0\0\x06LITTLE";
    let mut black = black_jpeg(
        48,
        32,
        &[
            (1, [&b"http://ns.adobe.com/xap/1.0/\0"[..], xmp].concat()),
            (13, [&b"Photoshop 3.0\0"[..], little, iptc].concat()),
        ],
    );
    // The unit and the pixels per inch of the JFIF segment, which is the first.
    black[13..18].copy_from_slice(&[1, 1, 44, 0, 72]);
    let new = repair(&black, &original()).unwrap().bytes;
    let segments: Vec<(u8, &[u8])> = JpegSegments::of(&new)
        .map(|segment| (segment.marker, segment.data))
        .collect();
    assert_eq!(
        segments[0],
        (0xE0, &b"JFIF\0\x01\x02\x01\x01\x2C\0\x48\0\0"[..]),
        "300 across and 72 down per inch, no little picture"
    );
    let kept_xmp =
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta tiff:Orientation=\"1\" dc:rights=\"Shop\"/>";
    assert!(segments.contains(&(0xE1, kept_xmp)), "XMP, upright");
    let kept_iptc = [&b"Photoshop 3.0\0"[..], iptc].concat();
    assert!(segments.contains(&(0xED, &kept_iptc)), "IPTC alone");
}

#[test]
fn the_chunks_of_a_png_are_kept() {
    let mut black = Vec::new();
    let mut encoder = png::Encoder::new(&mut black, 48, 32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: 11_811,
        yppu: 11_811,
        unit: png::Unit::Meter,
    }));
    encoder
        .add_text_chunk("Copyright".to_owned(), "Müller".to_owned())
        .unwrap();
    encoder
        .add_ztxt_chunk("Author".to_owned(), "A. Müller".to_owned())
        .unwrap();
    encoder
        .add_text_chunk("Software".to_owned(), "a wrong tool".to_owned())
        .unwrap();
    encoder
        .add_itxt_chunk(
            "XML:com.adobe.xmp".to_owned(),
            "<x tiff:Orientation=\"6\"/>".to_owned(),
        )
        .unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0; 48 * 32 * 3]).unwrap();
    writer.finish().unwrap();
    let new = repair(&black, &original()).unwrap().bytes;
    let reader = png::Decoder::new(Cursor::new(&new)).read_info().unwrap();
    let info = reader.info();
    let mut texts: Vec<(String, String)> = info
        .utf8_text
        .iter()
        .map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap()))
        .collect();
    texts.sort();
    let wanted = [
        ("Author", "A. Müller"),
        ("Copyright", "Müller"),
        ("XML:com.adobe.xmp", "<x tiff:Orientation=\"1\"/>"),
    ];
    assert_eq!(
        texts,
        wanted.map(|(keyword, text)| (keyword.to_owned(), text.to_owned())),
        "the words, without the tool's name"
    );
    assert_eq!(info.pixel_dims.unwrap().xppu, 11_811, "300 per inch");
}

#[test]
fn a_webp_keeps_exif_and_xmp() {
    let mut black = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut black);
    encoder.set_exif_metadata(exif_block(&[(0x0112, 3)], &[(0x8298, "Shop")]));
    encoder.set_xmp_metadata(b"<x dc:rights=\"Shop\"/>".to_vec());
    encoder
        .encode(
            &RgbImage::new(48, 32).into_raw(),
            48,
            32,
            image_webp::ColorType::Rgb8,
        )
        .unwrap();
    let new = repair(&black, &original()).unwrap().bytes;
    let exif = exif_of(&new).unwrap();
    assert_eq!(
        text(&exif, Tag::Copyright).as_deref(),
        Some("\"Shop\""),
        "Exif"
    );
    assert_eq!(number(&exif, Tag::Orientation), Some(1), "upright");
    assert!(holds(&new, b"<x dc:rights=\"Shop\"/>"), "XMP");
}

#[test]
fn nothing_to_say_is_nothing_said() {
    let new = repaired_with(&[]);
    let markers: Vec<u8> = JpegSegments::of(&new)
        .map(|segment| segment.marker)
        .filter(|marker| (0xE0..=0xEF).contains(marker))
        .collect();
    assert_eq!(markers, [0xE0], "JFIF alone");
}

#[test]
fn damaged_and_oversized_notes_are_left_out_and_stop_nothing() {
    let new = repaired_with(&[exif_segment(b"II*\0\xFF\xFF\xFF\xFF")]);
    assert!(exif_of(&new).is_none(), "what can't be read is left out");
    let long = "x".repeat(65_000);
    let new = repaired_with(&[exif_segment(&exif_block(&[], &[(0x010E, &long)]))]);
    assert!(exif_of(&new).is_none(), "what does not fit is left out");
    let notes = camera_block(&[7; 200]);
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<xmp:Thumbnails><a/></xmp:Thumbnails>".to_vec();
    let iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x08\x1C\x02\x74\0\x03Own".to_vec();
    let mut random = Random::new(9);
    for round in 0..600 {
        let mut segments = [exif_segment(&notes), (1, xmp.clone()), (13, iptc.clone())];
        for (_, data) in &mut segments {
            for _ in 0..=random.below(6) {
                let end = u32::try_from(data.len()).unwrap();
                data[random.below(end) as usize] = random.byte();
            }
            if random.below(4) == 0 {
                let end = u32::try_from(data.len()).unwrap();
                data.truncate(random.below(end) as usize);
            }
        }
        let black = black_jpeg(SIZE.0, SIZE.1, &segments);
        // A damaged block may still turn the picture on its side: that is another shape, and the only fault allowed.
        match repair(&black, &original()) {
            Ok(_) | Err(blackdrop::repair::RepairPictureError::OtherShape { .. }) => {}
            Err(error) => panic!("round {round}: {error}"),
        }
    }
}
