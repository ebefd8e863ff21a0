//! How well thin content (outlines, hatching, letters, chains) fits what is expected of it, in numbers.
//!
//! Cells of many pixels hardly know where in them a thin line lies, and what they hold of it is less than what tells other
//! pictures apart. So lines are compared at about a pixel each, with what is expected stored as the image was
//! ([`super::loss`]): then little is left to be allowed for. Draws no conclusion; [`super::line_judgement`] does.

use super::motion::{Motion, motion_of_lines};
use super::reduced_pair::Grid;

/// Most cells along the longest side: a line of two pixels is still one cell wide in a picture of 2,000.
const MOST_CELLS: u32 = 1000;

/// Half the side of a place, in cells; places overlap by half.
const HALF_PLACE: usize = 8;

/// Differences of so many levels (root mean square) over a place are nothing beside what is to be seen.
const FAINT: f32 = 6.0;

/// A cell that differs by so many levels from what is behind it, in one colour, shows something.
const VISIBLE: f32 = 12.0;

/// The grid on which lines of a picture of that size (width and height in pixels) are compared.
pub(super) fn grid_of_lines((width, height): (u32, u32)) -> Grid {
    let longest = width.max(height).max(1);
    let cells = longest.min(MOST_CELLS);
    let along = |side: u32| {
        let exact = u64::from(side) * u64::from(cells) / u64::from(longest);
        u32::try_from(exact).unwrap_or(cells).max(1)
    };
    Grid {
        columns: along(width),
        rows: along(height),
    }
}

/// How one expectation fits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LineFit {
    /// Squared differences as a part of what is to be seen, squared, over all cells: 0 where image and expectation are the
    /// same, 2 where they have nothing in common.
    pub(super) unlike: f32,
    /// The same of the place (16 x 16 cells) where it is largest. What storing the expectation changed in the place, and
    /// what nobody sees, counts beside what is to be seen: differences of that size are no sign.
    pub(super) worst_place: f32,
    /// Largest change of a colour over all that is expected to be seen, as a part of what is to be seen.
    pub(super) colour: f32,
    /// How the lines seem to be moved, in cells; `None` where there are hardly any.
    pub(super) motion: Option<Motion>,
    /// Largest mean of a colour's signed differences where nothing is expected, in levels: what is behind is another colour
    /// than it should be.
    pub(super) behind: f32,
    /// Cells in which something is to be seen, in the image or the expectation.
    pub(super) visible: f32,
}

/// The three pictures of a comparison, on one grid, as cells row by row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines<'cells> {
    /// The image.
    pub(super) seen: &'cells [[f32; 3]],
    /// What is expected, before it was stored as the image was.
    pub(super) drawn: &'cells [[f32; 3]],
    /// The same after.
    pub(super) stored: &'cells [[f32; 3]],
    /// What is behind the lines: red, green and blue.
    pub(super) behind: [f32; 3],
    /// The grid.
    pub(super) grid: Grid,
}

/// Softens by half a cell to each side, so that neither the filter by which a picture was made smaller nor the noise of
/// single pixels counts: weights of 1, 2 and 1 to both directions.
pub(super) fn softened(cells: &[[f32; 3]], grid: Grid) -> Vec<[f32; 3]> {
    let columns = (grid.columns as usize).max(1);
    let rows = cells.len() / columns;
    let mix = |before: [f32; 3], here: [f32; 3], after: [f32; 3]| {
        std::array::from_fn(|colour| (before[colour] + 2.0 * here[colour] + after[colour]) / 4.0)
    };
    let mut across = Vec::with_capacity(cells.len());
    for row in cells.chunks_exact(columns) {
        across.extend((0..columns).map(|at| {
            mix(
                row[at.saturating_sub(1)],
                row[at],
                row[(at + 1).min(columns - 1)],
            )
        }));
    }
    let mut softened = Vec::with_capacity(cells.len());
    for row in 0..rows {
        let line = |at: usize| &across[at * columns..(at + 1) * columns];
        let (above, here, below) = (
            line(row.saturating_sub(1)),
            line(row),
            line((row + 1).min(rows - 1)),
        );
        softened.extend((0..columns).map(|at| mix(above[at], here[at], below[at])));
    }
    softened
}

impl LineFit {
    /// Compares softened cells.
    pub(super) fn new(lines: &Lines<'_>) -> Self {
        let columns = (lines.grid.columns as usize).max(1);
        let places_across = columns.div_ceil(HALF_PLACE);
        let mut whole = Sums::default();
        let mut places = Vec::new();
        let cells = lines.seen.iter().zip(lines.drawn).zip(lines.stored);
        for (at, ((&seen, &drawn), &stored)) in cells.enumerate() {
            let (row, column) = (at / columns, at % columns);
            let place = row / HALF_PLACE * places_across + column / HALF_PLACE;
            if place >= places.len() {
                places.resize(place + 1, Sums::default());
            }
            let cell = Cell::new(seen, drawn, stored, lines.behind);
            whole.add(&cell);
            places[place].add(&cell);
        }
        Self {
            unlike: whole.different / whole.visible_energy.max(1.0),
            worst_place: worst_place(&places, places_across),
            colour: whole.colour(),
            behind: strongest(whole.behind) / whole.empty.max(1.0),
            motion: motion_of_lines(lines.seen, lines.stored, lines.grid),
            visible: whole.visible,
        }
    }
}

/// One cell, its colours less what is behind.
struct Cell {
    difference: [f32; 3],
    seen: [f32; 3],
    stored: [f32; 3],
    lost: [f32; 3],
}

impl Cell {
    fn new(seen: [f32; 3], drawn: [f32; 3], stored: [f32; 3], behind: [f32; 3]) -> Self {
        let less = |one: [f32; 3], other: [f32; 3]| {
            std::array::from_fn(|colour| one[colour] - other[colour])
        };
        Self {
            difference: less(seen, stored),
            seen: less(seen, behind),
            stored: less(stored, behind),
            lost: less(drawn, stored),
        }
    }
}

fn square([red, green, blue]: [f32; 3]) -> f32 {
    (red * red + green * green + blue * blue) / 3.0
}

fn strongest(colour: [f32; 3]) -> f32 {
    colour.iter().fold(0.0, |most, level| level.abs().max(most))
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    count: f32,
    /// Squared differences.
    different: f32,
    /// The mean of both pictures' squared levels.
    visible_energy: f32,
    /// Squared differences between the expectation before and after it was stored.
    lost: f32,
    /// Signed differences over the cells that are expected to show something, and how strong those are.
    signed: [f32; 3],
    strength: f32,
    visible: f32,
    /// Signed differences over the cells that are expected to show nothing, and how many those are.
    behind: [f32; 3],
    empty: f32,
}

impl Sums {
    fn add(&mut self, cell: &Cell) {
        self.count += 1.0;
        self.different += square(cell.difference);
        self.visible_energy += f32::midpoint(square(cell.seen), square(cell.stored));
        self.lost += square(cell.lost);
        let strength = strongest(cell.stored);
        if strength >= VISIBLE {
            self.strength += strength;
            for (total, difference) in self.signed.iter_mut().zip(cell.difference) {
                *total += difference;
            }
        } else {
            self.empty += 1.0;
            for (total, difference) in self.behind.iter_mut().zip(cell.difference) {
                *total += difference;
            }
        }
        if strength.max(strongest(cell.seen)) >= VISIBLE {
            self.visible += 1.0;
        }
    }

    fn with(self, other: &Self) -> Self {
        Self {
            count: self.count + other.count,
            different: self.different + other.different,
            visible_energy: self.visible_energy + other.visible_energy,
            lost: self.lost + other.lost,
            ..self
        }
    }

    fn colour(&self) -> f32 {
        strongest(self.signed) / self.strength.max(1.0)
    }

    fn unlike(&self) -> f32 {
        let unseen = self.count * FAINT * FAINT;
        self.different / (self.visible_energy + self.lost + unseen).max(1.0)
    }
}

/// The worst of all places of two by two halves; of fewer at the edge of a narrow picture.
fn worst_place(halves: &[Sums], across: usize) -> f32 {
    let down = halves.len() / across.max(1);
    let mut worst = 0.0_f32;
    for row in 0..down.saturating_sub(1).max(1) {
        for column in 0..across.saturating_sub(1).max(1) {
            let mut place = Sums::default();
            for (at_row, at_column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let (row, column) = (row + at_row, column + at_column);
                if row < down
                    && column < across
                    && let Some(half) = halves.get(row * across + column)
                {
                    place = place.with(half);
                }
            }
            worst = worst.max(place.unlike());
        }
    }
    worst
}
