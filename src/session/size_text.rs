//! Sizes as people read them, the same in every language: decimal units, one decimal where it says something.

use humansize::{DECIMAL, FormatSizeOptions, format_size};

/// A size: `1.1 GB`, `512 B`, in units of 1,000 as file managers and disks show it.
#[must_use]
pub fn size_text(bytes: u64) -> String {
    let options = FormatSizeOptions::from(DECIMAL)
        .decimal_places(1)
        .decimal_zeroes(0);
    format_size(bytes, options)
}

/// A part of a size, for text such as "0.9 of 9.8 GB": in the unit of the whole and without naming it, or, where that
/// would be 0.0, with a unit of its own ("2.1 MB of 9.8 GB").
#[must_use]
pub fn size_part_text(part_bytes: u64, whole_bytes: u64) -> String {
    let unit = std::iter::successors(Some(1_u64), |unit| unit.checked_mul(1_000))
        .take_while(|unit| *unit <= whole_bytes)
        .last()
        .unwrap_or(1);
    let tenths = (u128::from(part_bytes) * 10 + u128::from(unit / 2)) / u128::from(unit);
    if tenths == 0 && part_bytes > 0 {
        return size_text(part_bytes);
    }
    match (tenths / 10, tenths % 10) {
        // Both with a decimal, or neither: "1.0 of 1.0 GB".
        (part, 0) if !size_text(whole_bytes).contains('.') => part.to_string(),
        (part, tenth) => format!("{part}.{tenth}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_told_in_the_unit_of_the_whole() {
        for (part, whole, shown) in [
            (900_000_000, 9_800_000_000, "0.9 of 9.8 GB"),
            (9_800_000_000, 9_800_000_000, "9.8 of 9.8 GB"),
            (2_100_000, 9_800_000_000, "2.1 MB of 9.8 GB"),
            (3_000_000, 25_000_000, "3 of 25 MB"),
            (1_009_000_000, 1_009_000_000, "1.0 of 1.0 GB"),
            (0, 25_000_000, "0 of 25 MB"),
            (7, 512, "7 of 512 B"),
            (0, 0, "0 of 0 B"),
        ] {
            let text = format!("{} of {}", size_part_text(part, whole), size_text(whole));
            assert_eq!(text, shown, "{part} of {whole} bytes");
        }
    }
}
