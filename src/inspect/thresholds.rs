//! The bounds that turn a measurement into a verdict, each with its source.
//!
//! "Real cut-outs" below are 187 transparent images that real tools flattened to black, labelled by their alpha masks;
//! "others" are 386 photographs, product shots, screenshots and padded or framed pictures. "Harder cut-outs" are 788 more:
//! phones with a hollow screen, flags, planets, explosions, drawings. Bounds lie between the two, and where neither is
//! near, at a round number.

/// A bound with room for doubt: at or beyond `black` speaks for a black background, short of `doubtful` speaks for a
/// clear one, and between them a person should look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// From here on (inclusive) it speaks for a black background.
    pub black: f32,
    /// Below this (exclusive) it speaks for a clear one. At most `black`.
    pub doubtful: f32,
}

impl Bound {
    /// Moves where black begins; doubt moves along where it would end before it begins.
    pub(super) fn set_black(&mut self, share: f32) {
        self.black = share;
        self.doubtful = self.doubtful.min(share);
    }

    /// Moves where doubt begins; black moves along where doubt would end before it begins.
    pub(super) fn set_doubtful(&mut self, share: f32) {
        self.doubtful = share;
        self.black = self.black.max(share);
    }
}

/// The bounds that turn a measurement into a verdict; [`super::Sensitivity`] has three settings of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Highest level of a corner patch (0 to 255) that is pure black. Flattened black is 0; the rounding of JPEG's
    /// colours makes it up to 2 in real cut-outs (their darkest top corner is at most 2 in all 187), and ringing of a
    /// product near the corner adds a little. Photographed black velvet lies at 6.
    pub corner_level: u8,
    /// Least number of pure black corners in a black background; below it, from 1 on, is doubtful. Real cut-outs have
    /// at least 2, because products cover a corner or two.
    pub black_corners: u8,
    /// Share of the picture (0 to 1) that the border-connected near-black area needs. Real cut-outs have 0.198 and more,
    /// drawn frames up to 0.10, a screenshot with a black bar 0.14.
    pub connected_black: Bound,
    /// Share of that area's inside (0 to 1) that is one and the same level. Real cut-outs have 0.89 and more, but for one
    /// with a shadow (0.81) and one with a line of dust along its upper edge (0.43); photographed black with a noise of
    /// 1.5 to 2 levels has 0.6 to 0.79 once a JPEG of quality 75 has smoothed it, and less at better quality; night
    /// photographs have 0.03 to 0.3.
    pub even_black: Bound,
    /// Share of the border ring (0 to 1) that is near-black. Real cut-outs have 0.745 and more; photographs 0.56 and
    /// less, but for one that looks through a fish eye (0.91) and framed or padded ones, which other bounds tell; a bust
    /// that covers the whole lower edge leaves about 0.55.
    pub border_black: Bound,
    /// Evenness (0 to 1, as in [`Self::even_black`]) from which the black is exactly one level. Then part of the border is
    /// enough where three corners are black, a small area is doubtful where it would be clear, and so is dark content in an
    /// exact background. 19 in 20 of all cut-outs have 0.97 and more; photographed black has less than 0.8.
    pub exact_even: f32,
    /// Share of the picture (0 to 1) from which exact black is doubtful even where [`Self::connected_black`] would clear
    /// it. Tightly cut products leave 0.06 to 0.1; the frames that have as much are rectangles.
    pub small_exact: f32,
    /// Share of the picture (0 to 1) that must be enclosed at the background's exact level for a tightly cut product to
    /// cover the border. Phones with a hollow screen have 0.84 and more, handles and most rings less than 0.3.
    pub hollow: f32,
    /// Least fill (0 to 1) of the rectangle around the content from which the content is a rectangle. Padded photographs
    /// have 0.958 and more, because their own dark parts join the black; screens, boxes and books have that too.
    pub rectangle_fill: f32,
    /// Least fill (0 to 1) from which it is a rectangle down to its corners, as a framed picture is. Drawn frames have
    /// 0.9996 and more; products with corners, such as a tablet, 0.998 and less, but for one in 100 real cut-outs.
    pub exact_rectangle_fill: f32,
    /// Most by which bars or the sides of a frame may differ in thickness, as a share (0 to 1) of the picture's shorter
    /// side. Programs that pad a picture centre it, to the pixel; cells of the measurement are 0.4 % of a side.
    pub margin_difference: f32,
    /// Share of a bar's length (0 to 1) on which the content must begin on one straight line, at both bars. Bars that a
    /// program added have 0.8 and more; waving flags, the cut-outs that are most like a film still, 0.65 and less.
    pub straight_side: f32,
    /// Least number of pieces that make up nine tenths of what the black encloses from which it is scattered. All cut-outs
    /// have 10 and less, also those of several things; skies full of stars have 70 and more.
    pub scattered_pieces: u32,
    /// Share of the picture (0 to 1) that is near-black from which nothing can be seen on it. Real cut-outs have 0.887
    /// and less; the thinnest product (a fishing rod) leaves some 0.98.
    pub nothing_visible: f32,
    /// Share (0 to 1) of what follows two cells beyond the black that is dark still from which the black fades: light does,
    /// a fill stops. Most galaxies and nebulae have 0.7 to 0.97; of the cut-outs, 99 in 100 have less than 0.66.
    pub soft_edge: f32,
    /// Below this level (0 to 255) of the cells beside the black it may fade. A product's edge is brighter, also where the
    /// product is dark.
    pub soft_edge_level: u8,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            corner_level: 4,
            black_corners: 2,
            connected_black: Bound {
                black: 0.15,
                doubtful: 0.1,
            },
            even_black: Bound {
                black: 0.85,
                doubtful: 0.4,
            },
            border_black: Bound {
                black: 0.7,
                doubtful: 0.5,
            },
            exact_even: 0.95,
            small_exact: 0.06,
            hollow: 0.3,
            rectangle_fill: 0.95,
            exact_rectangle_fill: 0.999,
            margin_difference: 0.02,
            straight_side: 0.7,
            scattered_pieces: 30,
            nothing_visible: 0.98,
            soft_edge: 0.75,
            soft_edge_level: 30,
        }
    }
}
