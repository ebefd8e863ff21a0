//! Product codes with a right check digit, in the range that GS1 keeps free for use inside a company (prefixes 040 to
//! 049): no real product can have one of them.

/// The code of a made-up product as text: 13 digits for most products, 14 for every eighth.
pub(super) fn product_code(number: u32) -> String {
    let digits = format!("0400{:08}", u64::from(number) * 97 % 100_000_000);
    let leading = if number % 8 == 7 { "0" } else { "" };
    format!("{leading}{digits}{}", check_digit(&digits))
}

/// The GS1 check digit of a code without it: from the right, the digits weigh 3, 1, 3, 1 …; it fills the sum up to a
/// multiple of ten.
fn check_digit(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_check_digit_is_that_of_printed_codes() {
        // From the GS1 General Specifications: 629104150021 has the check digit 3.
        assert_eq!(check_digit("629104150021"), 3);
        assert_eq!(check_digit("400638133393"), 1, "a well known pen");
    }

    #[test]
    fn codes_are_text_of_13_or_14_digits_and_differ() {
        let codes: BTreeSet<_> = (0..20_000).map(product_code).collect();
        assert_eq!(codes.len(), 20_000, "no two products share a code");
        assert!(codes.iter().all(|code| matches!(code.len(), 13 | 14)));
    }
}
