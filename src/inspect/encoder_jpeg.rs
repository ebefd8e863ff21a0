//! The traces of a JPEG's encoder: quantisation tables, sampling, passes.
//!
//! Reads the segments up to the first scan, and in them only what lies within their lengths.

use super::encoder_software::SoftwareTraces;
use super::encoder_trace::{ChromaSampling, EncoderTrace, Fingerprint, JpegQuality, JpegTrace};
use super::jpeg_header::{START_OF_SCAN, next_segment};

/// Steps of one table, in the order in which the file has them (zigzag).
type Steps = [u16; 64];

/// The luminance table of Annex K of ITU-T T.81 (table K.1), in zigzag order.
const STANDARD_LUMINANCE: Steps = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81,
    87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/// One colour channel as the frame's header has it.
#[derive(Clone, Copy, Debug)]
struct Channel {
    across: u8,
    down: u8,
    table: usize,
}

/// The traces; `None` where the header has no frame with tables.
pub(super) fn jpeg_trace(bytes: &[u8]) -> Option<EncoderTrace> {
    let mut tables: [Option<Steps>; 4] = [None; 4];
    let mut frame: Option<(Vec<Channel>, bool)> = None;
    let mut software = SoftwareTraces::default();
    let mut at = 2;
    while let Ok(segment) = next_segment(bytes, &mut at) {
        let data = bytes.get(segment.data)?;
        match segment.marker {
            0xDB => read_tables(data, &mut tables),
            0xC0..=0xC2 => frame = read_channels(data).map(|it| (it, segment.marker == 0xC2)),
            START_OF_SCAN => break,
            marker => software.look(marker, data),
        }
    }
    let (channels, is_progressive) = frame?;
    let first = (*tables.get(channels.first()?.table)?)?;
    let mut print = Fingerprint::new();
    for channel in &channels {
        let steps = (*tables.get(channel.table)?)?;
        for step in steps {
            print.add(&step.to_be_bytes());
        }
    }
    Some(EncoderTrace {
        settings: print.value(),
        jpeg: Some(JpegTrace {
            quality: quality_of(&first),
            sampling: sampling_of(&channels),
            is_progressive,
        }),
        software: software.name(),
    })
}

/// A segment can hold many tables; one that is cut off is left out.
fn read_tables(data: &[u8], tables: &mut [Option<Steps>; 4]) {
    let mut rest = data;
    while let Some((&kind, values)) = rest.split_first() {
        let is_wide = kind >> 4 != 0;
        let length = if is_wide { 128 } else { 64 };
        let Some((values, after)) = values.split_at_checked(length) else {
            return;
        };
        let mut steps = [0; 64];
        if is_wide {
            for (step, pair) in steps.iter_mut().zip(values.chunks_exact(2)) {
                *step = u16::from_be_bytes([pair[0], pair[1]]);
            }
        } else {
            for (step, value) in steps.iter_mut().zip(values) {
                *step = u16::from(*value);
            }
        }
        if let Some(table) = tables.get_mut(usize::from(kind & 0x0F)) {
            *table = Some(steps);
        }
        rest = after;
    }
}

/// The channels of a frame's header; `None` where it is cut off.
fn read_channels(data: &[u8]) -> Option<Vec<Channel>> {
    let count = usize::from(*data.get(5)?);
    let channels: Vec<Channel> = data
        .get(6..)?
        .chunks_exact(3)
        .take(count)
        .map(|channel| Channel {
            across: channel[1] >> 4,
            down: channel[1] & 0x0F,
            table: usize::from(channel[2]),
        })
        .collect();
    (channels.len() == count).then_some(channels)
}

fn sampling_of(channels: &[Channel]) -> ChromaSampling {
    match channels {
        [_] => ChromaSampling::Grey,
        [light, rest @ ..] if rest.len() == 2 => {
            if rest.iter().any(|it| (it.across, it.down) != (1, 1)) {
                // Some encoders write factors that are all twice as large.
                let alike = |it: &Channel| (it.across, it.down) == (light.across, light.down);
                return if rest.iter().all(alike) {
                    ChromaSampling::Full444
                } else {
                    ChromaSampling::Other
                };
            }
            match (light.across, light.down) {
                (1, 1) => ChromaSampling::Full444,
                (2, 1) => ChromaSampling::Half422,
                (2, 2) => ChromaSampling::Quarter420,
                (1, 2) => ChromaSampling::Half440,
                (4, 1) => ChromaSampling::Quarter411,
                _ => ChromaSampling::Other,
            }
        }
        [_, _, _, _] => ChromaSampling::Inks,
        _ => ChromaSampling::Other,
    }
}

/// The quality whose table is nearest; of equally near ones the best.
fn quality_of(luminance: &Steps) -> JpegQuality {
    let mut nearest = (u32::MAX, 1);
    for quality in 1..=100 {
        let distance = distance_to(luminance, quality);
        if distance <= nearest.0 {
            nearest = (distance, quality);
        }
    }
    match nearest {
        (0, quality) => JpegQuality::Exact(quality),
        (_, quality) => JpegQuality::Near(quality),
    }
}

/// Sum of absolute differences to the standard table at a quality.
fn distance_to(luminance: &Steps, quality: u8) -> u32 {
    let percent = if quality < 50 {
        5_000 / u32::from(quality)
    } else {
        200 - 2 * u32::from(quality)
    };
    luminance
        .iter()
        .zip(STANDARD_LUMINANCE)
        .map(|(step, standard)| {
            let scaled = ((u32::from(standard) * percent + 50) / 100).clamp(1, 255);
            u32::from(*step).abs_diff(scaled)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    use super::*;

    fn encoded(quality: u8, sampling: SamplingFactor, is_progressive: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, quality);
        encoder.set_sampling_factor(sampling);
        encoder.set_progressive(is_progressive);
        let pixels = vec![90; 32 * 32 * 3];
        encoder
            .encode(&pixels, 32, 32, ColorType::Rgb)
            .expect("encoded");
        bytes
    }

    fn traced(bytes: &[u8]) -> EncoderTrace {
        jpeg_trace(bytes).expect("a whole header leaves a trace")
    }

    #[test]
    fn settings_are_read_back_from_the_file() {
        for (quality, factor, sampling, is_progressive) in [
            (90, SamplingFactor::F_2_2, ChromaSampling::Quarter420, false),
            (75, SamplingFactor::F_1_1, ChromaSampling::Full444, true),
            (50, SamplingFactor::F_2_1, ChromaSampling::Half422, false),
            (30, SamplingFactor::F_1_2, ChromaSampling::Half440, false),
            (100, SamplingFactor::F_4_1, ChromaSampling::Quarter411, true),
        ] {
            let bytes = encoded(quality, factor, is_progressive);
            let expected = JpegTrace {
                quality: JpegQuality::Exact(quality),
                sampling,
                is_progressive,
            };
            assert_eq!(traced(&bytes).jpeg, Some(expected), "quality {quality}");
        }
    }

    #[test]
    fn equal_settings_have_equal_fingerprints_and_others_do_not() {
        let of = |quality| traced(&encoded(quality, SamplingFactor::F_2_2, false)).settings;
        assert_eq!(of(90), of(90), "the same twice");
        assert_ne!(of(90), of(91), "another quality");
    }

    #[test]
    fn tables_of_an_encoders_own_are_told_from_the_standard_ones() {
        let mut steps = STANDARD_LUMINANCE.map(|step| (step * 20 + 50) / 100);
        assert_eq!(quality_of(&steps), JpegQuality::Exact(90), "as it is");
        steps[5] += 3;
        assert_eq!(quality_of(&steps), JpegQuality::Near(90), "nearly");
        assert_eq!(
            quality_of(&[1; 64]),
            JpegQuality::Exact(100),
            "nothing is lost"
        );
    }

    #[test]
    fn any_cut_and_any_changed_byte_is_safe() {
        let bytes = encoded(90, SamplingFactor::F_2_2, true);
        for length in 0..bytes.len().min(700) {
            jpeg_trace(&bytes[..length]);
        }
        for at in 0..bytes.len().min(700) {
            for value in [0, 1, 0x7F, 0xD8, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] = value;
                jpeg_trace(&changed);
            }
        }
    }
}
