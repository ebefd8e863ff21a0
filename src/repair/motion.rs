//! How far a picture seems to be moved, turned and enlarged against another one, by what lies within its outline.
//!
//! Where light changes across a picture, moving it makes places lighter or darker by as much as the light changes over the
//! way. So the movement that explains most of all differences is one of least squares (Lucas and Kanade 1981). It is found
//! where it is up to about a cell; of larger ones enough is found to tell that there is one.

use super::equations::solved;
use super::reduced_pair::{Grid, OriginalCell};

/// A cell of less alpha than this is not within the outline.
const OPAQUE_ALPHA: f32 = 0.99;

/// Fewest places by which four numbers are found.
const FEWEST_PLACES: usize = 30;

/// Lines change the light by at least so many levels per cell; what changes it less is noise.
const LEAST_CHANGE: f32 = 2.0;

/// A movement that explains less than this part of what moving right and down does is not told by lines.
const LEAST_TOLD: f64 = 0.01;

/// Moved right, moved down, enlarged, turned.
const UNKNOWNS: usize = 4;

/// How the original's opaque part seems to have been moved.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Motion {
    /// Cells to the right.
    pub right: f32,
    /// Cells down.
    pub down: f32,
    /// By which part enlarged.
    pub larger: f32,
    /// The middle of what was looked at, in cells, around which it was enlarged and turned.
    pub centre: (f32, f32),
    /// The longest way of any place, in cells.
    pub longest: f32,
}

/// How the opaque part of the original seems to have been moved; `None` where too little is to be seen within the outline
/// to tell.
#[must_use]
pub fn apparent_motion(image: &[[f32; 3]], cells: &[OriginalCell], grid: Grid) -> Option<Motion> {
    motion_of(&places(image, cells, grid), 0.0)
}

/// How lines seem to have been moved, whose cells are seen and expected so; `None` where there are none. What lines don't
/// tell, as a circle does not tell how it is turned, is taken for still.
#[must_use]
pub fn motion_of_lines(seen: &[[f32; 3]], wanted: &[[f32; 3]], grid: Grid) -> Option<Motion> {
    motion_of(&places_of_lines(seen, wanted, grid), LEAST_TOLD)
}

/// The movement that explains most; `still` is the part of the translation's weight by which no movement is preferred.
fn motion_of(places: &[Place], still: f64) -> Option<Motion> {
    if places.len() < FEWEST_PLACES {
        return None;
    }
    let count = places.len() as f32;
    let centre = (
        places.iter().map(|place| place.x).sum::<f32>() / count,
        places.iter().map(|place| place.y).sum::<f32>() / count,
    );
    let mut sums = [[0.0_f64; UNKNOWNS + 1]; UNKNOWNS];
    let mut squares = 0.0;
    for place in places {
        let (x, y) = (place.x - centre.0, place.y - centre.1);
        squares += f64::from(x * x + y * y);
        let row = [
            place.across,
            place.down,
            place.across * x + place.down * y,
            place.down * x - place.across * y,
        ]
        .map(f64::from);
        for (sum, one) in sums.iter_mut().zip(row) {
            for (total, other) in sum.iter_mut().zip(row) {
                *total += one * other;
            }
            // What moves to the right shows what was to the left.
            sum[UNKNOWNS] -= one * f64::from(place.difference);
        }
    }
    let weight = (sums[0][0] + sums[1][1]) * still;
    let squared_way = squares / f64::from(count);
    for (at, part) in [1.0, 1.0, squared_way, squared_way].into_iter().enumerate() {
        sums[at][at] += weight * part;
    }
    let [right, down, larger, turned] = solved(sums)?;
    let ways = places.iter().map(|place| {
        let (x, y) = (place.x - centre.0, place.y - centre.1);
        (right + larger * x - turned * y).hypot(down + larger * y + turned * x)
    });
    Some(Motion {
        right,
        down,
        larger,
        centre,
        longest: ways.fold(0.0, f32::max),
    })
}

/// A place within the outline.
struct Place {
    x: f32,
    y: f32,
    /// How much lighter the original becomes per cell to the right and down.
    across: f32,
    down: f32,
    /// How much lighter the image is.
    difference: f32,
}

fn light(colour: [f32; 3]) -> f32 {
    colour.iter().sum::<f32>() / 3.0
}

fn places(image: &[[f32; 3]], cells: &[OriginalCell], grid: Grid) -> Vec<Place> {
    let columns = grid.columns as usize;
    let opaque = |at: usize| {
        let cell = cells.get(at)?;
        (cell.alpha >= OPAQUE_ALPHA).then(|| light(cell.on_black))
    };
    let place = |(at, &seen): (usize, &[f32; 3])| {
        let x = at % columns;
        if x == 0 || x + 1 == columns || at < columns {
            return None;
        }
        let (left, right) = (opaque(at - 1)?, opaque(at + 1)?);
        let (above, below) = (opaque(at - columns)?, opaque(at + columns)?);
        Some(Place {
            x: x as f32,
            y: (at / columns) as f32,
            across: (right - left) / 2.0,
            down: (below - above) / 2.0,
            difference: light(seen) - opaque(at)?,
        })
    };
    image.iter().enumerate().filter_map(place).collect()
}

/// The places where light changes, on and beside lines. How much it changes is taken from both pictures, as a line that is
/// moved by its own width lies beside where it is expected.
fn places_of_lines(seen: &[[f32; 3]], wanted: &[[f32; 3]], grid: Grid) -> Vec<Place> {
    let columns = grid.columns as usize;
    let lights: Vec<(f32, f32)> = seen
        .iter()
        .zip(wanted)
        .map(|(&seen, &wanted)| (light(seen), light(wanted)))
        .collect();
    let both = lights.iter().map(|(seen, wanted)| (seen + wanted) / 2.0);
    let both: Vec<f32> = both.collect();
    let mut places = Vec::new();
    for (row, middle) in both.chunks_exact(columns.max(1)).enumerate() {
        let start = row * columns;
        let (Some(above), Some(below)) = (
            start.checked_sub(columns).map(|at| &both[at..start]),
            both.get(start + columns..start + 2 * columns),
        ) else {
            continue;
        };
        for column in 1..columns.saturating_sub(1) {
            let across = (middle[column + 1] - middle[column - 1]) / 2.0;
            let down = (below[column] - above[column]) / 2.0;
            if across.abs() + down.abs() < LEAST_CHANGE {
                continue;
            }
            let (seen, wanted) = lights[start + column];
            places.push(Place {
                x: column as f32,
                y: row as f32,
                across,
                down,
                difference: seen - wanted,
            });
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid {
        columns: 40,
        rows: 30,
    };

    /// Soft waves, seen from a place that is moved by this much, turned and enlarged.
    fn waves(right: f32, down: f32, turned: f32, larger: f32) -> Vec<[f32; 3]> {
        let level = |at: u16| {
            let (x, y) = (f32::from(at % 40), f32::from(at / 40));
            let (from_x, from_y) = (x - 20.0, y - 15.0);
            let x = x - right + turned * from_y - larger * from_x;
            let y = y - down - turned * from_x - larger * from_y;
            [120.0 + 60.0 * (x / 4.0).sin() + 40.0 * (y / 3.0).cos(); 3]
        };
        (0..1200).map(level).collect()
    }

    fn motion(image: &[[f32; 3]]) -> Option<f32> {
        let cell = |on_black: [f32; 3]| OriginalCell {
            on_black,
            alpha: 1.0,
            ..OriginalCell::default()
        };
        let cells: Vec<_> = waves(0.0, 0.0, 0.0, 0.0).into_iter().map(cell).collect();
        apparent_motion(image, &cells, GRID).map(|motion| motion.longest)
    }

    #[test]
    fn each_kind_of_movement_is_found() {
        let still = motion(&waves(0.0, 0.0, 0.0, 0.0)).unwrap();
        assert!(still < 0.01, "{still}");
        for (what, image, wanted) in [
            ("right", waves(0.5, 0.0, 0.0, 0.0), 0.5),
            ("up", waves(0.0, -0.4, 0.0, 0.0), 0.4),
            ("turned", waves(0.0, 0.0, 0.02, 0.0), 0.46),
            ("enlarged", waves(0.0, 0.0, 0.0, 0.02), 0.46),
        ] {
            let found = motion(&image).unwrap();
            assert!((found - wanted).abs() < 0.1, "{what}: {found}");
        }
    }

    #[test]
    fn an_even_picture_does_not_tell() {
        let even = vec![
            OriginalCell {
                on_black: [90.0; 3],
                alpha: 1.0,
                ..OriginalCell::default()
            };
            GRID.cells()
        ];
        assert_eq!(
            apparent_motion(&waves(0.0, 0.0, 0.0, 0.0), &even, GRID),
            None
        );
    }

    #[test]
    fn noise_and_another_light_are_no_movement() {
        let mut image = waves(0.0, 0.0, 0.0, 0.0);
        for (at, colour) in image.iter_mut().enumerate() {
            let noise = if at * 7 % 5 < 2 { 3.0 } else { -2.0 };
            *colour = colour.map(|level| level + noise + 4.0);
        }
        let found = motion(&image).unwrap();
        assert!(found < 0.2, "{found}");
    }
}
