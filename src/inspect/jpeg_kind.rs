//! Which kinds of JPEG all decoders read alike, and what is needed for the others.
//!
//! Told by sampling factors and markers alone. Every combination of factors that a frame can hold, in one pass and in many,
//! in one scan and in several, was compared with libjpeg's pixels: decoders differ where a colour channel is finer than
//! brightness, where factors do not divide each other, and where the markers of JFIF and Adobe and the channels' names say
//! different things of the colours.

use std::borrow::Cow;

use super::jpeg_header::{END_OF_IMAGE, JpegHeader, START_OF_IMAGE, START_OF_SCAN};

/// A channel as the frame describes it: its name, both sampling factors, its quantisation table.
pub type Described = [u8; 3];

/// What the channels of a JPEG mean, by the rules of libjpeg (`default_decompress_parms`), by which browsers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JpegColours {
    /// Brightness alone.
    Grey,
    /// Brightness and two differences of colour.
    YCbCr,
    /// Red, green and blue.
    Rgb,
    /// Four inks.
    Cmyk,
    /// Four inks, three of them as brightness and differences.
    Ycck,
}

/// What Adobe's marker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdobeMarker {
    /// It is not there.
    None,
    /// It is too short to say anything.
    Short,
    /// It says so: 0 is none, 1 YCbCr, 2 YCCK.
    Transform(u8),
}

impl AdobeMarker {
    /// What its data say.
    pub fn of(data: &[u8]) -> Self {
        data.get(11).map_or(Self::Short, |&it| Self::Transform(it))
    }
}

/// What the channels mean.
pub fn colours(channels: &[Described], has_jfif: bool, adobe: AdobeMarker) -> JpegColours {
    match (channels.len(), adobe) {
        (1, _) => JpegColours::Grey,
        (4, AdobeMarker::None | AdobeMarker::Short | AdobeMarker::Transform(0)) => {
            JpegColours::Cmyk
        }
        (4, AdobeMarker::Transform(_)) => JpegColours::Ycck,
        _ if has_jfif => JpegColours::YCbCr,
        (_, AdobeMarker::Transform(0)) => JpegColours::Rgb,
        (_, AdobeMarker::Transform(_)) => JpegColours::YCbCr,
        _ if are_named_rgb(channels) => JpegColours::Rgb,
        _ => JpegColours::YCbCr,
    }
}

fn are_named_rgb(channels: &[Described]) -> bool {
    channels.iter().map(|channel| channel[0]).eq(*b"RGB")
}

/// Whether all decoders read a picture of these channels rightly. Of three channels both colours are sampled alike, and
/// at most as finely as brightness; and its markers do not contradict each other.
pub fn is_usual(channels: &[Described], has_jfif: bool, adobe: AdobeMarker) -> bool {
    let says_rgb = |channels| are_named_rgb(channels) || adobe == AdobeMarker::Transform(0);
    if adobe == AdobeMarker::Short {
        return false;
    }
    match *channels {
        [grey] => {
            let (horizontal, vertical) = factors(grey);
            horizontal != 3 && vertical != 3
        }
        [light, blue, red] => {
            let (light, blue, red) = (factors(light), factors(blue), factors(red));
            let divides = match light {
                (1 | 2, 1 | 2) => light.0 % blue.0 == 0 && light.1 % blue.1 == 0,
                (1 | 2 | 4, 1 | 2 | 4) => blue == (1, 1),
                _ => false,
            };
            let is_contradicted = says_rgb(channels) && has_jfif
                || are_named_rgb(channels) && adobe != AdobeMarker::None;
            blue == red && divides && !is_contradicted
        }
        _ => true,
    }
}

/// Sampling factors, horizontal and vertical: 1 to 4.
fn factors(channel: Described) -> (u32, u32) {
    let factor = |four_bits: u8| u32::from(four_bits.clamp(1, 4));
    (factor(channel[1] >> 4), factor(channel[1] & 0x0F))
}

/// Whether a channel has fewer blocks where it stands alone in a scan than where it stands with others, in the middle of
/// the range of factors. jpeg-decoder (0.3.2) reads as many as there are with others, and so takes the next row's for them.
pub fn has_padded_lone_channels(bytes: &[u8], header: &JpegHeader) -> bool {
    let listed = bytes.get(header.channels.clone()).unwrap_or_default();
    let listed = listed.as_chunks::<3>().0;
    let listed = &listed[..listed.len().min(header.components.into())];
    let widest = listed.iter().map(|channel| factors(*channel).0).max();
    let highest = listed.iter().map(|channel| factors(*channel).1).max();
    let is_padded = |side_px: u16, factor: u32, most: Option<u32>| {
        let (side_px, most) = (u32::from(side_px), most.unwrap_or(1));
        let alone = (side_px * factor).div_ceil(most).div_ceil(8);
        let with_others = side_px.div_ceil(8 * most) * factor;
        alone != with_others.min(side_px.div_ceil(8))
    };
    listed.iter().any(|channel| {
        let (horizontal, vertical) = factors(*channel);
        is_padded(header.width_px, horizontal, widest)
            || is_padded(header.height_px, vertical, highest)
    })
}

/// The file without what decoders stumble over before the first scan though it means nothing: markers without data, and an empty
/// picture, or one of tables alone, before the real one. A copy only where there is any.
pub fn tidy_header(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut tidy: Option<Vec<u8>> = None;
    let mut kept = 0;
    let mut at = 2;
    while let Some(&[0xFF, marker]) = bytes.get(at..at + 2) {
        let stray_bytes = match marker {
            0x01 | 0xD0..=0xD7 => 2,
            END_OF_IMAGE if bytes.get(at + 2..at + 4) == Some(&[0xFF, START_OF_IMAGE]) => 4,
            START_OF_SCAN | START_OF_IMAGE | END_OF_IMAGE => break,
            // A fill byte.
            0xFF => {
                at += 1;
                continue;
            }
            _ => {
                let length = bytes.get(at + 2..at + 4);
                let length =
                    length.map_or(0, |pair| usize::from(pair[0]) << 8 | usize::from(pair[1]));
                if length < 2 {
                    break;
                }
                at += 2 + length;
                continue;
            }
        };
        tidy.get_or_insert_default()
            .extend_from_slice(&bytes[kept..at]);
        at += stray_bytes;
        kept = at;
    }
    match tidy {
        None => Cow::Borrowed(bytes),
        Some(mut tidy) => {
            tidy.extend_from_slice(bytes.get(kept..).unwrap_or_default());
            Cow::Owned(tidy)
        }
    }
}

#[cfg(test)]
mod test_jpeg;
#[cfg(test)]
mod tests;
