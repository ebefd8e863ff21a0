//! Outlines as signed distances: negative inside, positive outside, so that edges can be drawn smooth at any size.
//!
//! Points are in the product's own space: x and y from -1 to 1, y downwards, the floor near y = 0.85.

/// A place in the product's space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::sample) struct Point {
    pub(in crate::sample) x: f32,
    pub(in crate::sample) y: f32,
}

/// Shorthand for a [`Point`].
pub(in crate::sample) const fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Point {
    fn distance_squared(self, other: Self) -> f32 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        dx * dx + dy * dy
    }

    /// Turned about the origin; clockwise on the screen, in radians.
    pub(in crate::sample) fn turned(self, angle: f32) -> Self {
        let (sin, cos) = angle.sin_cos();
        at(self.x * cos - self.y * sin, self.x * sin + self.y * cos)
    }
}

/// An upright rectangle around a shape.
#[derive(Clone, Copy, Debug)]
pub(in crate::sample) struct Bounds {
    pub(in crate::sample) min: Point,
    pub(in crate::sample) max: Point,
}

impl Bounds {
    /// The bounds of points, with a margin around them.
    pub(in crate::sample) fn around(points: &[Point], margin: f32) -> Self {
        let mut bounds = Self {
            min: at(f32::MAX, f32::MAX),
            max: at(f32::MIN, f32::MIN),
        };
        for point in points {
            bounds.min = at(
                bounds.min.x.min(point.x - margin),
                bounds.min.y.min(point.y - margin),
            );
            bounds.max = at(
                bounds.max.x.max(point.x + margin),
                bounds.max.y.max(point.y + margin),
            );
        }
        bounds
    }
}

/// Something with an outline.
pub(in crate::sample) trait Shape {
    /// Where it can be.
    fn bounds(&self) -> Bounds;
    /// Distance of a point to the outline, negative inside. Exact near the outline, roughly right elsewhere.
    fn distance(&self, point: Point) -> f32;
}

/// An ellipse, turned by an angle.
pub(in crate::sample) struct Ellipse {
    pub(in crate::sample) center: Point,
    pub(in crate::sample) radii: Point,
    pub(in crate::sample) angle: f32,
}

impl Ellipse {
    pub(in crate::sample) fn new(center: Point, radius_x: f32, radius_y: f32) -> Self {
        Self {
            center,
            radii: at(radius_x, radius_y),
            angle: 0.0,
        }
    }

    pub(in crate::sample) fn circle(center: Point, radius: f32) -> Self {
        Self::new(center, radius, radius)
    }

    pub(in crate::sample) fn turned(self, angle: f32) -> Self {
        Self { angle, ..self }
    }

    /// The point in the unit circle's space.
    pub(in crate::sample) fn local(&self, point: Point) -> Point {
        let moved = at(point.x - self.center.x, point.y - self.center.y).turned(-self.angle);
        at(moved.x / self.radii.x, moved.y / self.radii.y)
    }
}

impl Shape for Ellipse {
    fn bounds(&self) -> Bounds {
        Bounds::around(&[self.center], self.radii.x.max(self.radii.y))
    }

    fn distance(&self, point: Point) -> f32 {
        let local = self.local(point);
        let length = local.x.hypot(local.y);
        let slope = (local.x / self.radii.x).hypot(local.y / self.radii.y);
        if slope < 1e-6 {
            return -self.radii.x.min(self.radii.y);
        }
        length * (length - 1.0) / slope
    }
}

/// A rectangle with round corners, turned by an angle.
pub(in crate::sample) struct RoundBox {
    pub(in crate::sample) center: Point,
    pub(in crate::sample) half: Point,
    pub(in crate::sample) radius: f32,
    pub(in crate::sample) angle: f32,
}

impl RoundBox {
    pub(in crate::sample) fn new(
        center: Point,
        half_width: f32,
        half_height: f32,
        radius: f32,
    ) -> Self {
        Self {
            center,
            half: at(half_width, half_height),
            radius,
            angle: 0.0,
        }
    }

    pub(in crate::sample) fn turned(self, angle: f32) -> Self {
        Self { angle, ..self }
    }

    /// The point from -1 to 1 across and down the box.
    pub(in crate::sample) fn local(&self, point: Point) -> Point {
        let moved = at(point.x - self.center.x, point.y - self.center.y).turned(-self.angle);
        at(moved.x / self.half.x, moved.y / self.half.y)
    }
}

impl Shape for RoundBox {
    fn bounds(&self) -> Bounds {
        Bounds::around(&[self.center], self.half.x.hypot(self.half.y))
    }

    fn distance(&self, point: Point) -> f32 {
        let moved = at(point.x - self.center.x, point.y - self.center.y).turned(-self.angle);
        let dx = moved.x.abs() - self.half.x + self.radius;
        let dy = moved.y.abs() - self.half.y + self.radius;
        dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - self.radius
    }
}

/// A closed smooth curve through points.
pub(in crate::sample) struct Blob {
    corners: Vec<Point>,
    round: f32,
}

impl Blob {
    /// Straight edges between the points, corners rounded outwards by `round`.
    pub(in crate::sample) fn polygon(points: &[Point], round: f32) -> Self {
        Self {
            corners: points.to_vec(),
            round,
        }
    }

    /// A smooth curve (Catmull-Rom) through the points.
    pub(in crate::sample) fn smooth(points: &[Point]) -> Self {
        const STEPS: u8 = 7;
        let count = points.len();
        let corners = (0..count)
            .flat_map(|index| {
                let knot = move |ahead: usize| points[(index + count + ahead - 1) % count];
                (0..STEPS).map(move |step| {
                    let t = f32::from(step) / f32::from(STEPS);
                    let blend = |a: f32, b: f32, c: f32, d: f32| {
                        0.5 * (2.0 * b
                            + (c - a) * t
                            + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                            + (3.0 * b - a - 3.0 * c + d) * t * t * t)
                    };
                    at(
                        blend(knot(0).x, knot(1).x, knot(2).x, knot(3).x),
                        blend(knot(0).y, knot(1).y, knot(2).y, knot(3).y),
                    )
                })
            })
            .collect();
        Self {
            corners,
            round: 0.0,
        }
    }
}

impl Shape for Blob {
    fn bounds(&self) -> Bounds {
        Bounds::around(&self.corners, self.round)
    }

    fn distance(&self, point: Point) -> f32 {
        let mut nearest = f32::MAX;
        let mut inside = false;
        let mut from = self.corners[self.corners.len() - 1];
        for &to in &self.corners {
            nearest = nearest.min(to_segment_squared(point, from, to));
            let crosses = (from.y > point.y) != (to.y > point.y);
            if crosses && point.x < (to.x - from.x) * (point.y - from.y) / (to.y - from.y) + from.x
            {
                inside = !inside;
            }
            from = to;
        }
        let nearest = nearest.sqrt();
        let signed = if inside { -nearest } else { nearest };
        signed - self.round
    }
}

/// A line with round ends through points, as thick as its widths say at each point.
pub(in crate::sample) struct Stroke {
    points: Vec<(Point, f32)>,
}

impl Stroke {
    /// A line of one thickness; `half_width` is half of it.
    pub(in crate::sample) fn line(points: &[Point], half_width: f32) -> Self {
        Self {
            points: points.iter().map(|&point| (point, half_width)).collect(),
        }
    }

    /// A straight line from one half width to another.
    pub(in crate::sample) fn tapered(
        from: Point,
        from_half_width: f32,
        to: Point,
        to_half_width: f32,
    ) -> Self {
        Self {
            points: vec![(from, from_half_width), (to, to_half_width)],
        }
    }

    /// Part of an ellipse's edge, from one angle to another in radians (0 is right, clockwise on the screen).
    pub(in crate::sample) fn arc(
        center: Point,
        radii: Point,
        from: f32,
        to: f32,
        half_width: f32,
    ) -> Self {
        const STEPS: u8 = 28;
        let points: Vec<_> = (0..=STEPS)
            .map(|step| {
                let (sin, cos) =
                    (from + (to - from) * f32::from(step) / f32::from(STEPS)).sin_cos();
                at(center.x + radii.x * cos, center.y + radii.y * sin)
            })
            .collect();
        Self::line(&points, half_width)
    }
}

impl Shape for Stroke {
    fn bounds(&self) -> Bounds {
        let widest = self
            .points
            .iter()
            .fold(0.0_f32, |widest, &(_, half)| widest.max(half));
        let points: Vec<_> = self.points.iter().map(|&(point, _)| point).collect();
        Bounds::around(&points, widest)
    }

    fn distance(&self, point: Point) -> f32 {
        self.points.windows(2).fold(f32::MAX, |nearest, pair| {
            let ((from, from_half), (to, to_half)) = (pair[0], pair[1]);
            let along = share_along(point, from, to);
            let half = from_half + (to_half - from_half) * along;
            nearest.min(to_segment_squared(point, from, to).sqrt() - half)
        })
    }
}

/// How far along a segment the nearest point to `point` is, 0 to 1.
fn share_along(point: Point, from: Point, to: Point) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length_squared = dx * dx + dy * dy;
    if length_squared < 1e-12 {
        return 0.0;
    }
    (((point.x - from.x) * dx + (point.y - from.y) * dy) / length_squared).clamp(0.0, 1.0)
}

/// The square of the distance to a segment: roots are most of the work, and outlines of many edges need just one.
fn to_segment_squared(point: Point, from: Point, to: Point) -> f32 {
    let along = share_along(point, from, to);
    point.distance_squared(at(
        from.x + (to.x - from.x) * along,
        from.y + (to.y - from.y) * along,
    ))
}
