//! Linear equations of a few unknowns, as least squares give them.

/// Below this a pivot is none. The sums are of levels squared over many places: an even picture has less.
const LEAST_PIVOT: f64 = 1.0;

/// Solves the equations (Gauss and Jordan, with the largest pivot), the right sides of which stand last in each row: `WIDTH`
/// is one more than `UNKNOWNS`. `None` where they have no one solution.
pub(super) fn solved<const UNKNOWNS: usize, const WIDTH: usize>(
    mut rows: [[f64; WIDTH]; UNKNOWNS],
) -> Option<[f32; UNKNOWNS]> {
    const { assert!(WIDTH == UNKNOWNS + 1, "one right side") };
    for pivot in 0..UNKNOWNS {
        let best = (pivot..UNKNOWNS)
            .max_by(|&one, &other| rows[one][pivot].abs().total_cmp(&rows[other][pivot].abs()))?;
        rows.swap(pivot, best);
        let pivot_row = rows[pivot];
        if pivot_row[pivot].abs() < LEAST_PIVOT {
            return None;
        }
        for (at, row) in rows.iter_mut().enumerate() {
            if at != pivot {
                let part = row[pivot] / pivot_row[pivot];
                for (number, of_pivot) in row.iter_mut().zip(pivot_row) {
                    *number -= part * of_pivot;
                }
            }
        }
    }
    Some(std::array::from_fn(|at| {
        number(rows[at][UNKNOWNS] / rows[at][at])
    }))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a movement or a strength, of which seven digits are more than enough"
)]
fn number(exact: f64) -> f32 {
    exact as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_solution_is_found_and_none_where_there_is_none() {
        let found = solved([[0.0, 2.0, 6.0], [4.0, 1.0, 11.0]]).expect("one solution");
        assert!(
            (found[0] - 2.0).abs() < 1e-6 && (found[1] - 3.0).abs() < 1e-6,
            "{found:?}"
        );
        assert_eq!(solved([[2.0, 4.0, 1.0], [4.0, 8.0, 1.0]]), None, "parallel");
        assert_eq!(
            solved([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]),
            None,
            "an even picture"
        );
    }
}
