//! The black background, found on the reduced picture: the near-black area that reaches the border, what of it is exactly
//! its own level, and what is enclosed at that level.
//!
//! The flood runs over cells of a few pixels: thousands of steps rather than millions, and ringing of a pixel or two
//! neither closes nor opens a way. Knows no verdicts.

use std::collections::BTreeMap;

use super::cell_mask::CellMask;
use super::measure::{NEAR_BLACK_LEVEL, share};
use super::pieces::{Joined, Pieces, Run};
use super::reduced::ReducedPicture;

/// Levels that are counted one by one: up to the highest that a pure black corner can have at normal sensitivity.
pub const EVEN_LEVELS: usize = 5;

/// What is one level brighter than the area's own is still exactly it: the rounding of a mean.
const ROUNDING: u8 = 1;

/// Least share of the picture of an enclosed area: the gap of a handle. Smaller ones are shadows and print.
const LEAST_ENCLOSED_SHARE: f32 = 0.005;

/// Least share of an enclosed area's inside that has the background's own level. What is seen of
/// a filled background has nearly all of it, but for the ringing of JPEG; dark cloth and shadows have no level that is so
/// frequent.
const LEAST_ENCLOSED_EVEN_SHARE: f32 = 0.95;

/// The parts of a picture that are its black background.
#[derive(Debug)]
pub struct BlackBackground<'picture> {
    picture: &'picture ReducedPicture,
    /// Near-black, and connected to the border by the sides of cells.
    connected: CellMask,
    /// Away from the edge of that.
    inside: CellMask,
    /// Whether it is anywhere so wide that JPEG's ringing does not reach that.
    is_wide: bool,
    /// How often its lowest levels are there.
    counts: LevelCounts,
    /// What of it reaches the border at its own level, up to the rounding; `None` where it has no level of its own.
    exact: Option<CellMask>,
    /// What does not reach the border, but is at that level all over.
    enclosed: CellMask,
}

impl<'picture> BlackBackground<'picture> {
    /// Floods a picture from its border.
    pub fn find(picture: &'picture ReducedPicture) -> Self {
        let columns = picture.columns();
        let connected = connected_up_to(picture, NEAR_BLACK_LEVEL);
        let (inside, is_wide) = connected.inside_if_wide(picture.cell_px);
        let counts = LevelCounts::of(picture, &inside);
        let mut found = Self {
            picture,
            connected,
            inside,
            is_wide,
            counts,
            exact: None,
            enclosed: CellMask::none(columns, picture.levels.len()),
        };
        if let Some(level) = counts.most_frequent() {
            found.look_at_level(level);
        }
        found
    }

    /// Finds what is at the background's own level, within the area and enclosed.
    fn look_at_level(&mut self, level: u8) {
        let picture = self.picture;
        let (columns, cells) = (picture.columns(), picture.levels.len());
        let at_level = Pieces::find(&picture.levels, columns, Joined::BySides, |one| {
            one <= level.saturating_add(ROUNDING)
        });
        let reaches_border = at_level.with_any(|run| is_at_border(run, picture));
        let sizes = at_level.sizes();
        let mut exact = CellMask::none(columns, cells);
        let mut closed: Vec<(usize, &Run)> = Vec::new();
        for (piece, run) in at_level.numbered() {
            if reaches_border[piece] {
                exact.add(run);
            } else if share(sizes[piece], cells as u64) >= Some(LEAST_ENCLOSED_SHARE)
                && !self.connected.begins_in(run)
            {
                closed.push((piece, run));
            }
        }
        self.exact = Some(exact);
        if !closed.is_empty() {
            self.add_enclosed(&closed, level);
        }
    }

    /// Adds those pieces of which the inside is at that level all over.
    fn add_enclosed(&mut self, closed: &[(usize, &Run)], level: u8) {
        let mut all = CellMask::none(self.picture.columns(), self.picture.levels.len());
        for (_, run) in closed {
            all.add(run);
        }
        let inside = all.inside(self.picture.cell_px);
        let mut counts: BTreeMap<usize, LevelCounts> = BTreeMap::new();
        for (piece, run) in closed {
            let count = counts.entry(*piece).or_default();
            inside.levels_of(run, self.picture, |level| count.add(level));
        }
        for (piece, run) in closed {
            if counts[piece].share_of(level) >= Some(LEAST_ENCLOSED_EVEN_SHARE) {
                self.enclosed.add(run);
            }
        }
    }

    /// All of it: the area that reaches the border, and what is enclosed.
    pub fn all(&self) -> CellMask {
        let mut all = self.connected.clone();
        all.add_all(&self.enclosed);
        all
    }

    /// The area that reaches the border.
    pub fn connected(&self) -> &CellMask {
        &self.connected
    }

    /// The inside of the area that reaches the border.
    pub fn inside(&self) -> &CellMask {
        &self.inside
    }

    /// Whether the area is anywhere so wide that JPEG's ringing does not reach its inside.
    pub fn is_wide(&self) -> bool {
        self.is_wide
    }

    /// How often the lowest levels are in that inside.
    pub fn counts(&self) -> LevelCounts {
        self.counts
    }

    /// What is enclosed.
    pub fn enclosed(&self) -> &CellMask {
        &self.enclosed
    }

    /// The background's own level and what of it reaches the border at that level; `None` where it has none.
    pub fn exact(&self) -> Option<(u8, &CellMask)> {
        Some((self.counts.most_frequent()?, self.exact.as_ref()?))
    }
}

/// What is up to a level and connected to the border by the sides of cells.
pub fn connected_up_to(picture: &ReducedPicture, most_level: u8) -> CellMask {
    let columns = picture.columns();
    let mut connected = CellMask::none(columns, picture.levels.len());
    let dark = Pieces::find(&picture.levels, columns, Joined::BySides, |level| {
        level <= most_level
    });
    let reaches_border = dark.with_any(|run| is_at_border(run, picture));
    for (piece, run) in dark.numbered() {
        if reaches_border[piece] {
            connected.add(run);
        }
    }
    connected
}

fn is_at_border(run: &Run, picture: &ReducedPicture) -> bool {
    let (first, last) = (run.columns.start, run.columns.end);
    run.row == 0 || run.row + 1 == picture.rows() || first == 0 || last == picture.columns()
}

/// Counts of levels, of which the lowest are told apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct LevelCounts {
    all: u64,
    low: [u64; EVEN_LEVELS],
}

impl LevelCounts {
    /// Counts the levels of a mask's cells.
    pub fn of(picture: &ReducedPicture, mask: &CellMask) -> Self {
        // A pass for each level is several times as fast as one that tells them apart.
        let low = [0, 1, 2, 3, 4];
        Self {
            all: mask.count(),
            low: low.map(|low| mask.count_levels(picture, |level| level == low)),
        }
    }

    /// Counts one more.
    pub fn add(&mut self, level: u8) {
        self.all += 1;
        if let Some(count) = self.low.get_mut(usize::from(level)) {
            *count += 1;
        }
    }

    /// The most frequent of the lowest levels; the darkest of those that are as frequent, and `None` where none is there.
    pub fn most_frequent(&self) -> Option<u8> {
        let most = self.low.into_iter().max().filter(|&most| most > 0)?;
        let level = self.low.into_iter().position(|count| count == most)?;
        u8::try_from(level).ok()
    }

    /// Share of that one; `None` where nothing was counted.
    pub fn even_share(&self) -> Option<f32> {
        share(self.low.into_iter().max().unwrap_or(0), self.all)
    }

    /// Share of one of the lowest levels; `None` where nothing was counted.
    pub fn share_of(&self, level: u8) -> Option<f32> {
        let count = self.low.get(usize::from(level)).copied().unwrap_or(0);
        share(count, self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A black picture of cells of 8 pixels with the levels that are told.
    fn picture(level: impl Fn(usize, usize) -> u8) -> ReducedPicture {
        let levels = (0..40 * 40).map(|at| level(at % 40, at / 40)).collect();
        ReducedPicture {
            width_px: 320,
            height_px: 320,
            cell_px: 8,
            levels,
        }
    }

    /// Bright from 10 to 30, with a hole of 6 x 6 in the middle.
    fn ring(hole: impl Fn(usize, usize) -> u8) -> ReducedPicture {
        picture(|x, y| {
            let within =
                |from: usize, to: usize| (from..to).contains(&x) && (from..to).contains(&y);
            match (within(10, 30), within(17, 23)) {
                (true, true) => hole(x, y),
                (true, false) => 200,
                _ => 0,
            }
        })
    }

    #[test]
    fn a_hole_at_the_very_level_is_background() {
        let ring = ring(|_, _| 0);
        let background = BlackBackground::find(&ring);
        assert!((background.enclosed().share() - 36.0 / 1600.0).abs() < 1e-6);
        assert!((background.connected().share() - 0.75).abs() < 1e-6);
        let (level, exact) = background.exact().unwrap();
        assert_eq!(level, 0);
        assert_eq!(exact, background.connected(), "all of it is exact");
        assert!((background.all().share() - 1236.0 / 1600.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_as_dark_but_not_at_the_level_is_no_hole() {
        for (name, hole) in [
            ("another level", (|_, _| 6) as fn(usize, usize) -> u8),
            ("noise", |x, y| u8::try_from((x * 7 + y * 5) % 3).unwrap()),
        ] {
            let ring = ring(hole);
            let background = BlackBackground::find(&ring);
            assert!(background.enclosed().share() <= 0.0, "{name}");
        }
        let crumb = picture(|x, y| {
            if (3..6).contains(&x) && (3..6).contains(&y) && (x, y) != (4, 4) {
                200
            } else {
                0
            }
        });
        let background = BlackBackground::find(&crumb);
        assert!(background.enclosed().share() <= 0.0, "too small");
    }

    #[test]
    fn the_exact_part_leaves_out_what_is_only_near_black() {
        let dark_side = picture(|x, _| if x < 20 { 0 } else { 9 });
        let background = BlackBackground::find(&dark_side);
        assert!((background.connected().share() - 1.0).abs() < 1e-6);
        let (_, exact) = background.exact().unwrap();
        assert!((exact.share() - 0.5).abs() < 1e-6);
        let grey = picture(|_, _| 9);
        assert!(
            BlackBackground::find(&grey).exact().is_none(),
            "no level of its own"
        );
    }
}
