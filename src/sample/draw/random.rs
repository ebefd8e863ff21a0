//! Repeatable chance: the same seed gives the same numbers on every machine and in every release.
//!
//! Own code because a catalogue must stay the same for years, which no library promises of its default generator. It is
//! `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).

/// A stream of repeatable numbers.
#[derive(Clone, Debug)]
pub(in crate::sample) struct Chance(u64);

impl Chance {
    /// The stream of one thing, told apart from all others by its numbers.
    pub(in crate::sample) fn of(parts: &[u64]) -> Self {
        let mut chance = Self(0x05EE_D0FB_1ACD_D209);
        for &part in parts {
            chance.0 ^= part;
            chance.0 = chance.next();
        }
        chance
    }

    /// The next 64 bits.
    pub(in crate::sample) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to, not including, 1.
    pub(in crate::sample) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 16_777_216.0
    }

    /// A number in a range.
    pub(in crate::sample) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// A number from 0 up to, not including, `count` (which must not be 0).
    pub(in crate::sample) fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    /// One of several; `choices` must not be empty.
    pub(in crate::sample) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let index = usize::try_from(self.below(choices.len() as u64)).unwrap_or(0);
        &choices[index]
    }
}

/// Smooth noise of a point, 0 to 1, for cloth, wood and stone.
pub(in crate::sample) fn value_noise(x: f32, y: f32) -> f32 {
    let (column, row) = (x.floor(), y.floor());
    let (tx, ty) = (smooth(x - column), smooth(y - row));
    let corner = |dx: f32, dy: f32| lattice(column + dx, row + dy);
    let upper = corner(0.0, 0.0) + (corner(1.0, 0.0) - corner(0.0, 0.0)) * tx;
    let lower = corner(0.0, 1.0) + (corner(1.0, 1.0) - corner(0.0, 1.0)) * tx;
    upper + (lower - upper) * ty
}

/// The noise at a whole-numbered point, 0 to 1.
fn lattice(x: f32, y: f32) -> f32 {
    let mut bits = x.to_bits().wrapping_mul(0x9E37_79B9) ^ y.to_bits().wrapping_mul(0x85EB_CA6B);
    bits ^= bits >> 15;
    bits = bits.wrapping_mul(0x2C1B_3C6D);
    bits ^= bits >> 12;
    bits = bits.wrapping_mul(0x297A_2D39);
    bits ^= bits >> 15;
    (bits >> 8) as f32 / 16_777_216.0
}

fn smooth(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let numbers = |seed| {
            let mut chance = Chance::of(&[seed, 7]);
            [chance.next(), chance.next(), chance.next()]
        };
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2), "another seed, another catalogue");
    }

    #[test]
    fn noise_stays_between_0_and_1() {
        for step in 0_u16..1000 {
            let noise = value_noise(f32::from(step) * 0.37 - 100.0, f32::from(step) * 0.11);
            assert!(
                (0.0..=1.0).contains(&noise),
                "noise of {noise} at step {step}"
            );
        }
    }
}
