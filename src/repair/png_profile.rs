//! An ICC profile for what a PNG says in its own way about the meaning of its numbers, so that it can stay in a new file of
//! any format.

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace,
    LocalizableString, MatrixCoefficients, ProfileText, ToneReprCurve, TransferCharacteristics,
    XyY,
};

use crate::inspect::ColourNumbers;

/// Where white (D65), red, green and blue of sRGB lie (ITU-R BT.709).
const SRGB_PLACES: [(f32, f32); 4] = [(0.3127, 0.3290), (0.64, 0.33), (0.30, 0.60), (0.15, 0.06)];

/// Places and exponents closer than that are the same: files hold them rounded, and some programs round them more.
const SAME: f32 = 0.006;

/// The exponent that is written for sRGB.
const SRGB_EXPONENT: f32 = 0.454_55;

/// Exponents beyond are faults of the file.
const SOUND_EXPONENTS: std::ops::RangeInclusive<f32> = 0.2..=5.0;

/// Curves whose largest number is not the white of a page but light far beyond it, which a profile can't say: PQ (10,000
/// candela per square metre), HLG (ITU-R BT.2100), and that of cinemas (SMPTE ST 428-1).
const UNFOLLOWED_TRANSFERS: [TransferCharacteristics; 3] = [
    TransferCharacteristics::Smpte2084,
    TransferCharacteristics::Hlg,
    TransferCharacteristics::Smpte428,
];

/// The profile that says the same; `None` where that is sRGB, or says nothing that can be followed.
pub(super) fn profile_of(numbers: ColourNumbers, is_grey: bool) -> Option<ColorProfile> {
    let mut profile = match numbers {
        ColourNumbers::CodePoints {
            primaries,
            transfer,
        } => of_code_points(primaries, transfer)?,
        ColourNumbers::Own { exponent, places } => of_own_numbers(exponent, places)?,
    };
    let text = |text: &str| {
        let text = LocalizableString::new("en".to_owned(), "US".to_owned(), text.to_owned());
        Some(ProfileText::Localizable(vec![text]))
    };
    profile.description = text("Colours as the original PNG gives them");
    profile.copyright = text("Public Domain");
    if is_grey {
        profile.color_space = DataColorSpace::Gray;
        profile.gray_trc = profile.red_trc.take();
    }
    Some(profile)
}

/// Whether the numbers say anything that can be followed, sRGB included. What can't be is as if it were not there, and what
/// else the file says of its colours counts.
pub(super) fn can_be_followed(numbers: ColourNumbers) -> bool {
    match numbers {
        ColourNumbers::CodePoints {
            primaries: 1,
            transfer: 13,
        }
        | ColourNumbers::Own { .. } => true,
        ColourNumbers::CodePoints {
            primaries,
            transfer,
        } => of_code_points(primaries, transfer).is_some(),
    }
}

fn of_code_points(primaries: u8, transfer: u8) -> Option<ColorProfile> {
    let primaries = CicpColorPrimaries::try_from(primaries).ok()?;
    let transfer = TransferCharacteristics::try_from(transfer).ok()?;
    if UNFOLLOWED_TRANSFERS.contains(&transfer) {
        return None;
    }
    if primaries == CicpColorPrimaries::Bt709 && transfer == TransferCharacteristics::Srgb {
        return None;
    }
    let profile = ColorProfile::new_from_cicp(CicpProfile {
        color_primaries: primaries,
        transfer_characteristics: transfer,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    });
    // It is left empty where primaries or curve are unknown.
    profile.red_trc.is_some().then_some(profile)
}

fn of_own_numbers(exponent: Option<f32>, places: Option<[(f32, f32); 4]>) -> Option<ColorProfile> {
    let exponent = exponent
        .filter(|exponent| SOUND_EXPONENTS.contains(exponent))
        .filter(|exponent| (exponent - SRGB_EXPONENT).abs() > SAME);
    let places = places.filter(are_sound).filter(|places| {
        let off = |(one, other): (&(f32, f32), &(f32, f32))| {
            (one.0 - other.0).abs() > SAME || (one.1 - other.1).abs() > SAME
        };
        places.iter().zip(&SRGB_PLACES).any(off)
    });
    if exponent.is_none() && places.is_none() {
        return None;
    }
    let mut profile = ColorProfile::new_srgb();
    profile.cicp = None;
    if let Some([white, red, green, blue]) = places {
        let place = |(x, y): (f32, f32)| Chromaticity { x, y };
        let primaries = ColorPrimaries {
            red: place(red),
            green: place(green),
            blue: place(blue),
        };
        let white = XyY {
            x: white.0.into(),
            y: white.1.into(),
            yb: 1.0,
        };
        profile.update_rgb_colorimetry(white, primaries);
    }
    if let Some(exponent) = exponent {
        // Stored numbers become light by the inverse.
        let curve = ToneReprCurve::Parametric(vec![1.0 / exponent]);
        profile.red_trc = Some(curve.clone());
        profile.green_trc = Some(curve.clone());
        profile.blue_trc = Some(curve);
    }
    Some(profile)
}

/// Whether the places are those of lights of which white can be mixed: they span an area in which it lies, and nowhere do
/// the shares x and y, which leave the rest to a third, exceed 1.
fn are_sound(places: &[(f32, f32); 4]) -> bool {
    /// Places are stored in steps of 0.00001.
    const ROUNDED: f32 = 0.000_1;
    let [white, red, green, blue] = *places;
    let area = |a: (f32, f32), b: (f32, f32), c: (f32, f32)| {
        (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
    };
    let all = area(red, green, blue);
    let share = |a, b| area(a, b, white) / all;
    let is_within = |(x, y): &(f32, f32)| {
        (-0.5..=1.5).contains(x) && (0.01..=1.5).contains(y) && x + y <= 1.0 + ROUNDED
    };
    all.abs() > 0.01
        && [share(red, green), share(green, blue), share(blue, red)]
            .iter()
            .all(|&share| share > 0.0)
        && places.iter().all(is_within)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(exponent: f32, places: Option<[(f32, f32); 4]>) -> Option<ColorProfile> {
        let exponent = Some(exponent);
        profile_of(ColourNumbers::Own { exponent, places }, false)
    }

    #[test]
    fn what_says_srgb_in_many_words_needs_no_profile() {
        assert!(own(0.45455, None).is_none());
        assert!(own(0.45, Some(SRGB_PLACES)).is_none());
        let code = ColourNumbers::CodePoints {
            primaries: 1,
            transfer: 13,
        };
        assert!(profile_of(code, false).is_none());
        assert!(can_be_followed(code), "it overrules a profile");
    }

    #[test]
    fn faults_of_a_file_are_not_followed() {
        assert!(own(0.0, None).is_none());
        assert!(own(0.45455, Some([(0.3, 0.3); 4])).is_none(), "no area");
        let unknown = ColourNumbers::CodePoints {
            primaries: 2,
            transfer: 2,
        };
        assert!(profile_of(unknown, false).is_none());
        let [_, red, green, blue] = SRGB_PLACES;
        for white in [(0.9, 0.9), (0.6, 0.5), (0.7, 0.25), (0.1, 0.1)] {
            let places = Some([white, red, green, blue]);
            assert!(own(0.45455, places).is_none(), "white at {white:?}");
        }
    }

    #[test]
    fn sound_places_are_followed() {
        // CIE's standard illuminants D50 and D65, and the lights of Adobe RGB and of ROMM's red and green.
        for places in [
            [(0.345_67, 0.3585), (0.64, 0.33), (0.21, 0.71), (0.15, 0.06)],
            [(0.3127, 0.329), (0.64, 0.33), (0.21, 0.71), (0.15, 0.06)],
            [
                (0.3457, 0.3585),
                (0.7347, 0.2653),
                (0.1596, 0.8404),
                (0.15, 0.06),
            ],
        ] {
            assert!(own(0.45455, Some(places)).is_some(), "{places:?}");
        }
    }

    #[test]
    fn curves_beyond_the_white_of_a_page_are_not_followed() {
        for transfer in [16, 17, 18] {
            for is_grey in [false, true] {
                let code = ColourNumbers::CodePoints {
                    primaries: 9,
                    transfer,
                };
                assert!(profile_of(code, is_grey).is_none(), "{transfer}");
                assert!(!can_be_followed(code), "a profile beside it counts");
            }
        }
        let code = ColourNumbers::CodePoints {
            primaries: 9,
            transfer: 14,
        };
        assert!(profile_of(code, false).is_some(), "BT.2020");
        assert!(can_be_followed(code));
    }

    #[test]
    fn the_profile_of_code_points_is_that_of_display_p3() {
        let code = ColourNumbers::CodePoints {
            primaries: 12,
            transfer: 13,
        };
        let bytes = profile_of(code, false).unwrap().encode().unwrap();
        let read = ColorProfile::new_from_slice(&bytes).unwrap();
        let known = ColorProfile::new_display_p3();
        for (read, known) in [
            (read.red_colorant, known.red_colorant),
            (read.green_colorant, known.green_colorant),
            (read.blue_colorant, known.blue_colorant),
        ] {
            assert!((read.x - known.x).abs() < 1e-3, "{read:?} {known:?}");
            assert!((read.y - known.y).abs() < 1e-3, "{read:?} {known:?}");
        }
    }
}
