//! The notes of a picture that a repaired one takes over: who made it, who owns it, what it shows, when it was made, and
//! how many of its pixels make an inch.
//!
//! They are those of the file that is replaced. Where that has no Exif notes, because the tool that made it dropped them,
//! the original's are taken, without the place where it was made: what is published should not tell more than was
//! published before, but for the name of who made it.
//!
//! What would be wrong in the new file is left out: small previews, which are black too; how the old pixels were stored
//! and turned; notes in a camera maker's own language, which don't survive being moved.
//!
//! Invariant: no fault of any note stops a repair. What is damaged or too long is left out.

mod exif_block;
mod jpeg_notes;
mod photoshop_block;
mod png_notes;
mod xmp_packet;

use std::io::Cursor;

use image::ImageDecoder as _;
use image::codecs::webp::WebPDecoder;

use crate::inspect::ImageFormat;

pub(super) use jpeg_notes::XMP_SIGNATURE;
pub(super) use png_notes::{TextNote, XMP_KEYWORD as PNG_XMP_KEYWORD};

/// The most bytes of notes of one kind: what a segment of a JPEG takes, less the words that such segments begin with.
pub(super) const MAX_NOTE_BYTES: usize = 65_000;

/// Notes for a new picture, each ready to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// Exif, from its TIFF header on; says that the picture needs no turning.
    pub(super) exif: Option<Vec<u8>>,
    /// XMP, as text in XML.
    pub(super) xmp: Option<Vec<u8>>,
    /// IPTC in Photoshop's blocks, as JPEG has it.
    pub(super) photoshop: Option<Vec<u8>>,
    /// Texts, as PNG has them.
    pub(super) texts: Vec<TextNote>,
    /// How densely the pixels are to be printed.
    pub(super) density: Option<Density>,
}

/// How densely pixels are to be printed, in the words of the format that it is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Density {
    /// As JFIF has it: the number of its unit (0 none, 1 inch, 2 centimetre), and pixels per unit, across and down.
    Jfif {
        /// The unit's number.
        unit: u8,
        /// Pixels per unit, across and down.
        pixels: (u16, u16),
    },
    /// As PNG has it.
    Png(png::PixelDimensions),
}

/// What the new picture is, as far as its notes must tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewPicture {
    /// Width in pixels.
    pub(super) width_px: u32,
    /// Height in pixels.
    pub(super) height_px: u32,
    /// Whether its colours are those of an embedded profile.
    pub(super) colours: NotedColours,
}

/// What Exif calls the colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotedColours {
    /// sRGB.
    Srgb,
    /// "Uncalibrated": see the embedded profile.
    Profile,
}

impl Notes {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        let Self {
            exif,
            xmp,
            photoshop,
            texts,
            density,
        } = self;
        let is_without_blocks = exif.is_none() && xmp.is_none() && photoshop.is_none();
        is_without_blocks && texts.is_empty() && density.is_none()
    }

    /// The notes for the picture that replaces `black`, a file of that format, and is made of `original`.
    pub(super) fn carried_over(
        black: &[u8],
        format: ImageFormat,
        original: &[u8],
        picture: NewPicture,
    ) -> Self {
        let mut notes = match format {
            ImageFormat::Jpeg => jpeg_notes::read(black),
            ImageFormat::Png => png_notes::read(black),
            _ => Self {
                xmp: webp_xmp(black),
                ..Self::default()
            },
        };
        notes.exif = exif_block::of_replaced(black, picture)
            .or_else(|| exif_block::of_original(original, picture));
        notes.xmp = notes
            .xmp
            .and_then(|packet| xmp_packet::cleaned(&packet))
            .filter(|packet| packet.len() <= MAX_NOTE_BYTES);
        notes
    }
}

fn webp_xmp(bytes: &[u8]) -> Option<Vec<u8>> {
    WebPDecoder::new(Cursor::new(bytes))
        .ok()?
        .xmp_metadata()
        .ok()?
}
