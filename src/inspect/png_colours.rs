//! What a PNG says about the meaning of its numbers beside an ICC profile: code points (cICP), or an exponent and the
//! colours of its primaries (gAMA, cHRM). Browsers follow them.

use std::io::Cursor;

use png::{DecodeOptions, Decoder};

/// What the numbers of a picture mean, where no ICC profile says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColourNumbers {
    /// Code points of ITU-T H.273.
    CodePoints {
        /// Which primaries (table 2).
        primaries: u8,
        /// Which curve (table 3).
        transfer: u8,
    },
    /// Numbers of the file itself.
    Own {
        /// The exponent by which light became the stored number, as 0.45455; `None` where nothing is said.
        exponent: Option<f32>,
        /// Where white, red, green and blue lie (CIE 1931 x and y); `None` where nothing is said.
        places: Option<[(f32, f32); 4]>,
    },
}

/// What stands before a PNG's pixels, by the order that PNG's third edition (4.3) gives: code points before a profile,
/// which is looked for elsewhere, before sRGB, before an exponent and primaries. `None` for sRGB, and where nothing is said.
pub(super) fn png_colours(bytes: &[u8], has_profile: bool) -> Option<ColourNumbers> {
    let mut options = DecodeOptions::default();
    options.set_ignore_text_chunk(true);
    options.set_ignore_iccp_chunk(true);
    let reader = Decoder::new_with_options(Cursor::new(bytes), options)
        .read_info()
        .ok()?;
    let info = reader.info();
    if let Some(code) = info.coding_independent_code_points
        // Numbers of films, from 16 to 235, don't stand in PNGs; who says so is not believed.
        && code.is_video_full_range_image
        && code.matrix_coefficients == 0
    {
        return Some(ColourNumbers::CodePoints {
            primaries: code.color_primaries,
            transfer: code.transfer_function,
        });
    }
    if has_profile || info.srgb.is_some() {
        return None;
    }
    let exponent = info.gama_chunk.map(png::ScaledFloat::into_value);
    let places = info.chrm_chunk.map(|places| {
        [places.white, places.red, places.green, places.blue]
            .map(|(x, y)| (x.into_value(), y.into_value()))
    });
    (exponent.is_some() || places.is_some()).then_some(ColourNumbers::Own { exponent, places })
}
