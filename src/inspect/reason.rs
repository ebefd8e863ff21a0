//! Why a verdict is what it is, as data: the window words it, exports hold [`Reason::code`].

/// One reason of a verdict. Numbers are those of the image, not of the threshold; percentages are 0 to 100.
///
/// The code is a stable lower-case name, then the number where there is one; it holds neither `;` nor `,`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// So many of the four corners are pure black (the median of a small patch). Code: `black_corners 4`.
    BlackCorners {
        /// 1 to 4.
        count: u8,
    },
    /// No corner is pure black; the darkest of those that were looked at (the top ones first; where these are near it, or
    /// with full measurement, all four) has this level. Speaks for clear, and decides alone. Code: `no_black_corner 212`.
    NoBlackCorner {
        /// Level of the darkest corner's largest channel, 0 to 255.
        darkest_level: u8,
        /// Of which corners.
        looked_at: LookedAt,
    },
    /// A top corner is dark, but no more than this share of it is one and the same level: a camera saw it. Speaks for
    /// clear, and decides alone. Code: `uneven_corner 17.2 %`.
    UnevenCorner {
        /// Share of the more even one of the dark patches.
        percent: f32,
    },
    /// So few corners are pure black that the background may be something else. Speaks for doubtful. Code:
    /// `few_black_corners 1`.
    FewBlackCorners {
        /// 1 to 4.
        count: u8,
    },
    /// One near-black area that reaches the border, with what is enclosed at its exact level, covers so much of the
    /// picture. Code: `connected_black 63.2 %`.
    ConnectedBlack {
        /// Share of the picture.
        percent: f32,
    },
    /// The near-black area that reaches the border is small: a thin frame, or a tight crop. Speaks for doubtful or
    /// clear. Code: `small_black_area 5.2 %`.
    SmallBlackArea {
        /// Share of the picture.
        percent: f32,
    },
    /// So much of the picture does not reach the border and is exactly the level of that area: the background, seen through
    /// a handle, a ring or a hollow screen. Code: `enclosed_black 8.1 %`.
    EnclosedBlack {
        /// Share of the picture.
        percent: f32,
    },
    /// So much of that area is one and the same level, as a computer fills it and no camera sees it. Code:
    /// `even_black 98.7 %`.
    EvenBlack {
        /// Share of the area away from its edge.
        percent: f32,
    },
    /// Only so much of that area is one and the same level: the noise of a photographed black, a night, a dark room.
    /// Speaks for doubtful or clear. Code: `uneven_black 21.0 %`.
    UnevenBlack {
        /// Share of the area away from its edge.
        percent: f32,
    },
    /// The area is nowhere 16 pixels wide, so that the ringing of JPEG reaches all of it: that only so much is one and the
    /// same level says little. Speaks for doubtful. Code: `narrow_black 21.0 %`.
    NarrowBlack {
        /// Share of the area away from its edge.
        percent: f32,
    },
    /// The area varies, but so much of the picture is exactly one level around it and reaches the border: perhaps a dark
    /// product on black. Speaks for doubtful. Code: `dark_content 44.0 %`.
    DarkContent {
        /// Share of the picture that is exactly one level.
        percent: f32,
    },
    /// So much of the border is near-black. Code: `black_border 98.8 %`.
    BlackBorder {
        /// Share of the border ring.
        percent: f32,
    },
    /// Only so much of the border is near-black; the rest is picture. Speaks for doubtful or clear. Code:
    /// `partly_black_border 61.0 %`.
    PartlyBlackBorder {
        /// Share of the border ring.
        percent: f32,
    },
    /// Two equal black bars at opposite sides of a picture: a film still, or a photo padded to a shape. Speaks for
    /// clear. Code: `black_bars 22.4 %`.
    BlackBars {
        /// Share of the picture that both bars take.
        percent: f32,
    },
    /// Two equal black bars, as wide as those of a film still, but the picture begins on a straight line on only so much of
    /// their length: perhaps a waving flag, perhaps a padded photo with dark edges. Speaks for doubtful. Code:
    /// `uneven_bars 52.0 %`.
    UnevenBars {
        /// Share of the less straight bar's length.
        percent: f32,
    },
    /// What the black encloses is an upright rectangle, to its corners or with a margin of one thickness: a framed
    /// picture, or a product that is one. Speaks for doubtful. Code: `framed_rectangle 99.7 %`.
    FramedRectangle {
        /// How much of its smallest upright rectangle it fills.
        percent: f32,
    },
    /// What the black encloses is scattered: it takes so many pieces to make up nine tenths of it. Stars, lights, text.
    /// Speaks for doubtful. Code: `scattered_content 214`.
    ScatteredContent {
        /// The least number of pieces that do.
        pieces: u32,
    },
    /// The black does not stop but fades: so much of what follows it is dark still, two cells on. Light fades, a fill does
    /// not. Speaks for doubtful. Code: `soft_edge 82.0 %`.
    SoftEdge {
        /// Share of the cells two steps beyond the black.
        percent: f32,
    },
    /// The black begins behind a light canvas or a light line around the picture, which takes so much of it. Speaks for
    /// doubtful. Code: `light_edge 12.5 %`.
    LightEdge {
        /// Share of the picture.
        percent: f32,
    },
    /// Nearly the whole picture is black: a black product, or nothing at all. Speaks for doubtful. Code:
    /// `nothing_visible 99.8 %`.
    NothingVisible {
        /// Share of the picture that is one near-black area.
        percent: f32,
    },
    /// Pixels are transparent still: not black, but in a tool that lays the picture on black they would turn so, and in
    /// one that throws alpha away their hidden colours would show. Code: `has_transparency 41.3 % hidden_black 100.0 %`.
    HasTransparency {
        /// Share of the picture that is more transparent than opaque.
        percent: f32,
        /// Share of that whose hidden colour is near-black.
        hidden_black_percent: f32,
    },
}

/// Which corners of a picture were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookedAt {
    /// The two at the top, which cleared it.
    TopCorners,
    /// All four.
    AllCorners,
}

impl Reason {
    /// The stable English code with its number, as exports hold it.
    #[must_use]
    pub fn code(&self) -> String {
        let percent_code = |name: &str, percent: f32| format!("{name} {percent:.1} %");
        match *self {
            Self::BlackCorners { count } => format!("black_corners {count}"),
            Self::NoBlackCorner { darkest_level, .. } => {
                format!("no_black_corner {darkest_level}")
            }
            Self::UnevenCorner { percent } => percent_code("uneven_corner", percent),
            Self::FewBlackCorners { count } => format!("few_black_corners {count}"),
            Self::ConnectedBlack { percent } => percent_code("connected_black", percent),
            Self::SmallBlackArea { percent } => percent_code("small_black_area", percent),
            Self::EnclosedBlack { percent } => percent_code("enclosed_black", percent),
            Self::DarkContent { percent } => percent_code("dark_content", percent),
            Self::UnevenBars { percent } => percent_code("uneven_bars", percent),
            Self::EvenBlack { percent } => percent_code("even_black", percent),
            Self::UnevenBlack { percent } => percent_code("uneven_black", percent),
            Self::NarrowBlack { percent } => percent_code("narrow_black", percent),
            Self::BlackBorder { percent } => percent_code("black_border", percent),
            Self::PartlyBlackBorder { percent } => percent_code("partly_black_border", percent),
            Self::BlackBars { percent } => percent_code("black_bars", percent),
            Self::FramedRectangle { percent } => percent_code("framed_rectangle", percent),
            Self::ScatteredContent { pieces } => format!("scattered_content {pieces}"),
            Self::SoftEdge { percent } => percent_code("soft_edge", percent),
            Self::LightEdge { percent } => percent_code("light_edge", percent),
            Self::NothingVisible { percent } => percent_code("nothing_visible", percent),
            Self::HasTransparency {
                percent,
                hidden_black_percent,
            } => {
                format!("has_transparency {percent:.1} % hidden_black {hidden_black_percent:.1} %")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LookedAt, Reason};

    #[test]
    fn codes_are_stable_and_free_of_separators() {
        let percent = 63.25;
        let cases = [
            (Reason::BlackCorners { count: 4 }, "black_corners 4"),
            (
                Reason::NoBlackCorner {
                    darkest_level: 212,
                    looked_at: LookedAt::TopCorners,
                },
                "no_black_corner 212",
            ),
            (Reason::FewBlackCorners { count: 1 }, "few_black_corners 1"),
            (Reason::ConnectedBlack { percent }, "connected_black 63.2 %"),
            (
                Reason::SmallBlackArea { percent },
                "small_black_area 63.2 %",
            ),
            (Reason::EvenBlack { percent }, "even_black 63.2 %"),
            (Reason::UnevenBlack { percent }, "uneven_black 63.2 %"),
            (Reason::NarrowBlack { percent }, "narrow_black 63.2 %"),
            (Reason::BlackBorder { percent }, "black_border 63.2 %"),
            (
                Reason::PartlyBlackBorder { percent },
                "partly_black_border 63.2 %",
            ),
            (Reason::BlackBars { percent }, "black_bars 63.2 %"),
            (
                Reason::FramedRectangle { percent },
                "framed_rectangle 63.2 %",
            ),
            (
                Reason::ScatteredContent { pieces: 214 },
                "scattered_content 214",
            ),
            (Reason::EnclosedBlack { percent }, "enclosed_black 63.2 %"),
            (Reason::DarkContent { percent }, "dark_content 63.2 %"),
            (Reason::UnevenBars { percent }, "uneven_bars 63.2 %"),
            (Reason::SoftEdge { percent }, "soft_edge 63.2 %"),
            (Reason::LightEdge { percent }, "light_edge 63.2 %"),
            (Reason::NothingVisible { percent }, "nothing_visible 63.2 %"),
            (Reason::UnevenCorner { percent }, "uneven_corner 63.2 %"),
            (
                Reason::HasTransparency {
                    percent,
                    hidden_black_percent: 100.0,
                },
                "has_transparency 63.2 % hidden_black 100.0 %",
            ),
        ];
        for (reason, expected) in cases {
            let code = reason.code();
            assert_eq!(code, expected, "the code is what exports promise");
            assert!(
                !code.contains([';', ',', '\n']),
                "{code} can be joined and stand in a CSV cell"
            );
        }
    }
}
