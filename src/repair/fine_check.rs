//! How unlike an image and its original are at the image's own pixels: whether they show the same small print.
//!
//! The grid on which pictures are compared is too coarse for that: the digits of a label of a thirtieth of the picture's
//! height are a cell of it. At single pixels, on the other hand, every true pair differs, by what JPEG, resampling filters,
//! sharpening, mixing in linear light and a fraction of a pixel's movement do. All of these but JPEG act alike everywhere,
//! so how strong they are is found by least squares over the whole picture and taken out; what is left is set against how
//! much there is to be seen around the place.

use super::equations::solved;
use super::plane::Plane;

/// A picture's light, and its colours at half the size, as JPEG keeps them.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) light: Plane,
    /// Blue and red against the light.
    pub(super) colours: [Plane; 2],
}

/// What is expected: anything between these two, which are one but where a program may leave several things.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) least: Shown,
    pub(super) most: Option<Shown>,
}

/// How unlike two pictures are in the place where they are most so: what is left of the difference there, as a multiple of
/// what is little in such a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Unlike {
    pub(super) light: f32,
    pub(super) colour: f32,
    /// The same of the place that is more unlike than 999 of 1,000 with something to be seen: what befell the picture as
    /// a whole.
    pub(super) usual_light: f32,
    pub(super) usual_colour: f32,
    /// How the original seems to be moved, in pixels: right by `[0] + [1] x + [2] y`, down by the other three; `x` and `y`
    /// from the middle, as parts of the longest side.
    pub(super) moved_px: [f32; 6],
}

/// Differences of light up to this many levels are little in an even place, and so much more for each level of contrast.
const LITTLE_LIGHT: f32 = 5.0;
const LIGHT_PER_CONTRAST: f32 = 0.2;

/// The same of colours, of which contrast of light counts as well.
const LITTLE_COLOUR: f32 = 4.0;
const COLOUR_PER_CONTRAST: f32 = 0.3;
const COLOUR_PER_LIGHT: f32 = 0.05;

/// So far around a pixel is its place, whose contrast counts.
const PLACE_REACH: usize = 4;

/// In places of less contrast there is nothing to be seen.
const EVEN: f32 = 2.0;

/// Where more than one thing may be left, and they differ by more than this, it is not asked how the picture was changed.
const ALMOST_ONE: f32 = 3.0;

/// Six of movement, two of sharpness, one of light that was mixed as light, and one of contrast.
const UNKNOWNS: usize = 10;

/// So much is added to the squares, so that nothing is explained by what is hardly there.
const DAMPING: f64 = 500.0;

/// Most that a true pair may be unlike in any place. Measured on 480 true pairs of products and real cut-outs with labels
/// (type from a hundredth of the side, images of 300 to 3000 pixels, qualities 50 to 95, JPEG and WebP, eight ways of
/// resizing, five of sharpening, linear light, five placements), and on 300 of `benches/make_pairs.py`: light half up to
/// 1.2, 90 of 100 up to 2.3, 99 of 100 up to 3.3, beyond 3.9 what was enlarged by the nearest pixel; colours 99 of 100
/// up to 2.5, all up to 3.2. Of 360 wrong ones that differ in small print half are beyond 6 in light; most below the
/// bounds have type of fewer than 10 pixels, or so little contrast that it can hardly be read.
const MOST_LIGHT: f32 = 3.9;
const MOST_COLOUR: f32 = 3.3;

/// Nor may it be so much more than this many times what is usual in the picture: where little noise is, little is allowed.
/// Measured, of the same: light beyond twice the usual up to 1.0 for 99 of 100 true pairs, colours up to 0.5, all up to 0.9.
const BEYOND_USUAL: f32 = 1.2;
const COLOUR_BEYOND_USUAL: f32 = 1.0;
const TIMES_USUAL: f32 = 2.0;

impl Unlike {
    /// How far anything seems to be moved, in pixels, along a side.
    pub(super) fn farthest_px(&self) -> f32 {
        let [right, across, turned, down, along, lower] = self.moved_px.map(f32::abs);
        (right + across.midpoint(turned)).max(down + along.midpoint(lower))
    }

    /// Whether two pictures show the same.
    pub(super) fn is_same(&self) -> bool {
        self.light <= MOST_LIGHT.min(BEYOND_USUAL + TIMES_USUAL * self.usual_light)
            && self.colour <= MOST_COLOUR.min(COLOUR_BEYOND_USUAL + TIMES_USUAL * self.usual_colour)
    }
}

type Equations = [[f64; UNKNOWNS + 1]; UNKNOWNS];

/// Compares two pictures of one size.
pub(super) fn unlike(seen: &Shown, expected: &Expected) -> Unlike {
    let ways = Ways::of(&expected.least.light);
    let soft = seen.light.softened();
    let most = expected.most.as_ref().map(|most| most.light.softened());
    let changed = ways.strengths(&soft, most.as_ref());
    let mut light = Worst::default();
    let (width, height) = (soft.width, soft.height);
    for y in 1..height.saturating_sub(1) {
        let rows = ways.rows(y);
        let contrast = ways.contrast.row(y);
        let seen = soft.row(y);
        let most = most.as_ref().map(|most| most.row(y));
        for x in 1..width.saturating_sub(1) {
            let mut value = seen[x];
            if contrast[x] > 0.5 {
                let row = rows.at(x);
                value -= row
                    .iter()
                    .zip(changed)
                    .map(|(way, by)| way * by)
                    .sum::<f32>();
            }
            let least = rows.here[x];
            let left = value - value.clamp(least, most.map_or(least, |most| most[x].max(least)));
            light.add(
                left.abs() / (LITTLE_LIGHT + LIGHT_PER_CONTRAST * contrast[x]),
                contrast[x],
            );
        }
    }
    let colour = worst_colour(seen, expected, &ways.contrast);
    Unlike {
        light: light.most,
        colour: colour.most,
        usual_light: light.usual(),
        usual_colour: colour.usual(),
        moved_px: std::array::from_fn(|at| changed[at]),
    }
}

fn worst_colour(seen: &Shown, expected: &Expected, light_contrast: &Plane) -> Worst {
    let mut worst = Worst::default();
    for colour in 0..2 {
        let soft = |shown: &Shown| shown.colours[colour].softened();
        let (seen, least) = (soft(seen), soft(&expected.least));
        let most = expected.most.as_ref().map(soft);
        let contrast = least.contrast(PLACE_REACH / 2);
        for y in 0..seen.height {
            for x in 0..seen.width {
                let at = y * seen.width + x;
                let low = least.values[at];
                let high = most.as_ref().map_or(low, |most| most.values[at].max(low));
                let left = seen.values[at] - seen.values[at].clamp(low, high);
                let light = light_contrast.values[y * 2 * light_contrast.width + x * 2];
                let little = LITTLE_COLOUR
                    + COLOUR_PER_CONTRAST * contrast.values[at]
                    + COLOUR_PER_LIGHT * light;
                worst.add(left.abs() / little, contrast.values[at].max(light));
            }
        }
    }
    worst
}

/// The largest of many numbers, and how they are spread.
#[derive(Clone, Debug)]
struct Worst {
    most: f32,
    /// How many there are of each size, in steps.
    counts: [u32; 256],
}

impl Default for Worst {
    fn default() -> Self {
        Self {
            most: 0.0,
            counts: [0; 256],
        }
    }
}

impl Worst {
    const STEPS: f32 = 25.0;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number from 0 on, cut off at the last step"
    )]
    fn add(&mut self, number: f32, contrast: f32) {
        self.most = self.most.max(number);
        if contrast >= EVEN {
            let step = ((number * Self::STEPS) as usize).min(self.counts.len() - 1);
            self.counts[step] += 1;
        }
    }

    /// What 999 of 1,000 do not exceed.
    fn usual(&self) -> f32 {
        let all: u32 = self.counts.iter().sum();
        let mut beyond = 0;
        for (step, count) in self.counts.iter().enumerate().rev() {
            beyond += count;
            if beyond > all / 1000 {
                return (step + 1) as f32 / Self::STEPS;
            }
        }
        0.0
    }
}

/// The ways in which a picture is changed as a whole: for each, how it changes each pixel's light.
struct Ways {
    here: Plane,
    softer: Plane,
    around: Plane,
    contrast: Plane,
}

impl Ways {
    fn of(light: &Plane) -> Self {
        let here = light.softened();
        let softer = here.softened();
        let squares = here.values.iter().map(|value| value * value).collect();
        let squares = Plane::new(here.width, here.height, squares).means(PLACE_REACH);
        let around = here.means(PLACE_REACH);
        let pairs = squares.values.iter().zip(&around.values);
        let contrast = pairs.map(|(square, mean)| (square - mean * mean).max(0.0).sqrt());
        Self {
            contrast: Plane::new(here.width, here.height, contrast.collect()),
            here,
            softer,
            around,
        }
    }

    fn rows(&self, y: usize) -> WayRows<'_> {
        let scale = 1.0 / self.here.width.max(self.here.height) as f32;
        WayRows {
            above: self.here.row(y - 1),
            here: self.here.row(y),
            below: self.here.row(y + 1),
            softer: self.softer.row(y),
            around: self.around.row(y),
            contrast: self.contrast.row(y),
            down: (y as f32 - self.here.height as f32 / 2.0) * scale,
            middle: self.here.width as f32 / 2.0,
            scale,
        }
    }

    /// How strong each way is, so that what is left of the difference is least.
    fn strengths(&self, seen: &Plane, most: Option<&Plane>) -> [f32; UNKNOWNS] {
        let mut sums: Equations = [[0.0; UNKNOWNS + 1]; UNKNOWNS];
        // Every second pixel says enough.
        for y in (1..seen.height.saturating_sub(1)).step_by(2) {
            let rows = self.rows(y);
            let (seen, most) = (seen.row(y), most.map(|most| most.row(y)));
            let mut part = [[0.0_f32; UNKNOWNS + 1]; UNKNOWNS];
            for x in (1..seen.len().saturating_sub(1)).step_by(2) {
                let is_open = most.is_some_and(|most| most[x] - rows.here[x] > ALMOST_ONE);
                if rows.contrast[x] < EVEN || is_open {
                    continue;
                }
                let row = rows.at(x);
                let difference = seen[x] - rows.here[x];
                for (sum, one) in part.iter_mut().zip(row) {
                    for (total, other) in sum.iter_mut().zip(row) {
                        *total += one * other;
                    }
                    sum[UNKNOWNS] += one * difference;
                }
            }
            for (sum, part) in sums.iter_mut().flatten().zip(part.iter().flatten()) {
                *sum += f64::from(*part);
            }
        }
        for (at, row) in sums.iter_mut().enumerate() {
            row[at] += DAMPING;
        }
        solved(sums).unwrap_or_default()
    }
}

/// What is needed of three rows.
struct WayRows<'planes> {
    above: &'planes [f32],
    here: &'planes [f32],
    below: &'planes [f32],
    softer: &'planes [f32],
    around: &'planes [f32],
    contrast: &'planes [f32],
    down: f32,
    middle: f32,
    scale: f32,
}

impl WayRows<'_> {
    /// By how much each way changes a pixel that is not the first or last of its row.
    #[inline]
    fn at(&self, x: usize) -> [f32; UNKNOWNS] {
        // What moves to the right shows what was to the left.
        let across = (self.here[x - 1] - self.here[x + 1]) / 2.0;
        let down = (self.above[x] - self.below[x]) / 2.0;
        let (u, v) = ((x as f32 - self.middle) * self.scale, self.down);
        let (here, softer, contrast) = (self.here[x], self.softer[x], self.contrast[x]);
        [
            across,
            across * u,
            across * v,
            down,
            down * u,
            down * v,
            here - softer,
            softer - self.around[x],
            contrast * contrast / 64.0,
            here / 8.0,
        ]
    }
}
