//! Colours, spacing and type sizes: the only file that names a colour.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the one file where colours are made"
)]

mod style;

use egui::Color32;

pub use style::install;

/// The colours of one theme, named by what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Bars and side panels.
    pub panel: Color32,
    /// Cards, buttons, fields: what lies on a panel.
    pub raised: Color32,
    /// A raised thing under the pointer.
    pub hovered: Color32,
    /// Lines between areas, and around fields.
    pub outline: Color32,
    /// Words.
    pub text: Color32,
    /// Words of less weight.
    pub text_weak: Color32,
    /// The one accent: what to do next, what is selected.
    pub accent: Color32,
    /// Behind what is selected.
    pub accent_weak: Color32,
    /// Words on the accent.
    pub on_accent: Color32,
    /// What is wrong.
    pub danger: Color32,
    /// Behind what is wrong.
    pub danger_weak: Color32,
    /// Words on what is wrong.
    pub on_danger: Color32,
    /// What a person should look at.
    pub caution: Color32,
    /// Behind what a person should look at.
    pub caution_weak: Color32,
    /// What was wrong and is put right.
    pub good: Color32,
    /// Behind it.
    pub good_weak: Color32,
    /// Behind pictures, so that black and white ones are both seen to their edges.
    pub picture_backdrop: Color32,
    /// The light fields of the checkerboard under transparency.
    pub checker_light: Color32,
    /// The dark fields of the checkerboard under transparency.
    pub checker_dark: Color32,
    /// Marks drawn over a picture: seen on black, white and colours.
    pub overlay: Color32,
    /// The black area drawn over a picture, and what was measured with it: seen on black above all.
    pub area: Color32,
}

/// Over the window while a dialog is open, in both themes.
pub const BEHIND_DIALOGS: Color32 = Color32::from_black_alpha(110);

/// The light theme.
pub const LIGHT: Palette = Palette {
    background: Color32::from_rgb(0xF5, 0xF6, 0xF8),
    panel: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    raised: Color32::from_rgb(0xF1, 0xF2, 0xF5),
    hovered: Color32::from_rgb(0xE6, 0xE8, 0xED),
    outline: Color32::from_rgb(0xDC, 0xDF, 0xE5),
    text: Color32::from_rgb(0x1B, 0x1F, 0x27),
    text_weak: Color32::from_rgb(0x5A, 0x62, 0x70),
    accent: Color32::from_rgb(0x2F, 0x5B, 0xD8),
    accent_weak: Color32::from_rgb(0xDD, 0xE6, 0xFD),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    danger: Color32::from_rgb(0xC6, 0x28, 0x28),
    danger_weak: Color32::from_rgb(0xFC, 0xE4, 0xE4),
    on_danger: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    caution: Color32::from_rgb(0x8F, 0x5B, 0x00),
    caution_weak: Color32::from_rgb(0xFC, 0xEE, 0xD0),
    good: Color32::from_rgb(0x1A, 0x6B, 0x3C),
    good_weak: Color32::from_rgb(0xDD, 0xF3, 0xE4),
    picture_backdrop: Color32::from_rgb(0xD3, 0xD7, 0xDE),
    checker_light: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    checker_dark: Color32::from_rgb(0xD9, 0xDC, 0xE1),
    overlay: Color32::from_rgb(0xFF, 0x3D, 0xA5),
    area: Color32::from_rgb(0x1F, 0xC3, 0xFF),
};

/// The dark theme.
pub const DARK: Palette = Palette {
    background: Color32::from_rgb(0x14, 0x16, 0x1B),
    panel: Color32::from_rgb(0x1C, 0x1F, 0x26),
    raised: Color32::from_rgb(0x29, 0x2D, 0x36),
    hovered: Color32::from_rgb(0x34, 0x39, 0x44),
    outline: Color32::from_rgb(0x36, 0x3B, 0x46),
    text: Color32::from_rgb(0xE8, 0xEA, 0xEE),
    text_weak: Color32::from_rgb(0x9D, 0xA5, 0xB3),
    accent: Color32::from_rgb(0x80, 0xA3, 0xFF),
    accent_weak: Color32::from_rgb(0x26, 0x35, 0x5E),
    on_accent: Color32::from_rgb(0x0B, 0x12, 0x24),
    danger: Color32::from_rgb(0xFF, 0x7B, 0x72),
    danger_weak: Color32::from_rgb(0x4A, 0x20, 0x22),
    on_danger: Color32::from_rgb(0x2A, 0x0A, 0x0A),
    caution: Color32::from_rgb(0xF0, 0xB4, 0x4A),
    caution_weak: Color32::from_rgb(0x42, 0x33, 0x17),
    good: Color32::from_rgb(0x74, 0xD3, 0x9A),
    good_weak: Color32::from_rgb(0x1B, 0x3B, 0x29),
    picture_backdrop: Color32::from_rgb(0x3B, 0x41, 0x4D),
    checker_light: Color32::from_rgb(0x6A, 0x70, 0x7C),
    checker_dark: Color32::from_rgb(0x4D, 0x53, 0x5F),
    overlay: Color32::from_rgb(0xFF, 0x3D, 0xA5),
    area: Color32::from_rgb(0x1F, 0xC3, 0xFF),
};

/// Distances in logical points; every margin and gap is one of these.
pub mod space {
    /// Between an icon and its word.
    pub const XS: f32 = 4.0;
    /// Between neighbours.
    pub const S: f32 = 8.0;
    /// Inside cards.
    pub const M: f32 = 12.0;
    /// Inside panels.
    pub const L: f32 = 16.0;
    /// Between groups.
    pub const XL: f32 = 24.0;
}

/// Type sizes in logical points.
pub mod type_size {
    /// Captions and meters.
    pub const SMALL: f32 = 12.0;
    /// Everything else.
    pub const BODY: f32 = 14.0;
    /// Titles of panels.
    pub const HEADING: f32 = 17.0;
    /// The one line of an empty window.
    pub const DISPLAY: f32 = 26.0;
}

/// Rounding of corners in logical points.
pub mod rounding {
    /// Buttons, fields, small meters.
    pub const CONTROL: u8 = 6;
    /// Cards, dialogs, menus.
    pub const CARD: u8 = 10;
}

/// A colour that was read from an image.
#[must_use]
pub fn sampled(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// The colours of a theme.
#[must_use]
pub fn palette_of(theme: egui::Theme) -> &'static Palette {
    match theme {
        egui::Theme::Light => &LIGHT,
        egui::Theme::Dark => &DARK,
    }
}

/// The colours of the theme that `ui` is drawn in.
#[must_use]
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    if ui.visuals().dark_mode {
        &DARK
    } else {
        &LIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(color: Color32) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_word_can_be_read_on_every_ground_that_it_may_stand_on() {
        for (theme, colours) in [("light", LIGHT), ("dark", DARK)] {
            let words = [
                ("text", colours.text),
                ("text_weak", colours.text_weak),
                ("accent", colours.accent),
                ("danger", colours.danger),
                ("caution", colours.caution),
                ("good", colours.good),
            ];
            let grounds = [
                ("background", colours.background),
                ("panel", colours.panel),
                ("raised", colours.raised),
                ("hovered", colours.hovered),
            ];
            for (word, ink) in words {
                for (ground, paper) in grounds {
                    let ratio = contrast(ink, paper);
                    assert!(
                        ratio >= 4.5,
                        "{theme}: {word} on {ground} is {ratio:.2} to 1"
                    );
                }
            }
        }
    }

    #[test]
    fn words_can_be_read_on_their_own_weak_colour() {
        for (theme, colours) in [("light", LIGHT), ("dark", DARK)] {
            let pairs = [
                ("accent", colours.accent, colours.accent_weak),
                ("danger", colours.danger, colours.danger_weak),
                ("caution", colours.caution, colours.caution_weak),
                ("good", colours.good, colours.good_weak),
                ("text on good_weak", colours.text, colours.good_weak),
                ("text on accent_weak", colours.text, colours.accent_weak),
                ("text on danger_weak", colours.text, colours.danger_weak),
                ("text on caution_weak", colours.text, colours.caution_weak),
                ("on_accent", colours.on_accent, colours.accent),
                ("on_danger", colours.on_danger, colours.danger),
                ("panel on text_weak", colours.panel, colours.text_weak),
                ("panel on caution", colours.panel, colours.caution),
            ];
            for (pair, ink, paper) in pairs {
                let ratio = contrast(ink, paper);
                assert!(ratio >= 4.5, "{theme}: {pair} is {ratio:.2} to 1");
            }
        }
    }
}
