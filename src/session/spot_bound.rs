//! How many of all can be wrong, after so many of a random sample were: exact statistics, nothing approximated but
//! floating point.

/// One in twenty: what is left of 95 % confidence; a millionth less, so that what is exactly one in twenty counts as
/// possible in spite of floating point.
const DOUBT: f64 = 0.05 * (1.0 - 1e-6);

/// The most images of `population` that can be wrong, with 95 % confidence, when of a random sample of `looked_at` images
/// `wrong` were: the largest number at which so few wrong ones in the sample would still be at least 5 % likely.
///
/// This is the one-sided exact bound of Clopper and Pearson ("The use of confidence or fiducial limits illustrated in
/// the case of the binomial", Biometrika 26 (1934)), with the hypergeometric distribution in place of the binomial,
/// because images are not drawn twice (Buonaccorsi, "A note on confidence intervals for proportions in finite
/// populations", The American Statistician 41 (1987)). For large populations and nothing wrong it is close to the rule of
/// three, 3 / n (Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249 (1983)): 0 of 60
/// means at most 4.87 %.
///
/// Before anything was looked at, all can be wrong.
#[must_use]
pub fn most_wrong(population: u64, looked_at: u64, wrong: u64) -> u64 {
    let looked_at = looked_at.min(population);
    let wrong = wrong.min(looked_at);
    // Between these the answer lies: the lower is certain, the upper is what is left when every fine one is taken away.
    let (mut possible, mut limit) = (wrong, population - (looked_at - wrong));
    while possible < limit {
        let middle = limit - (limit - possible) / 2;
        if likelihood(population, middle, looked_at, wrong) >= DOUBT {
            possible = middle;
        } else {
            limit = middle - 1;
        }
    }
    possible
}

/// How likely at most `seen` wrong ones are in a sample of `drawn`, when `all_wrong` of `population` are wrong.
fn likelihood(population: u64, all_wrong: u64, drawn: u64, seen: u64) -> f64 {
    let fine = population - all_wrong;
    let least = drawn.saturating_sub(fine);
    let every_sample = ln_choose(population, drawn);
    (least..=seen.min(all_wrong))
        .map(|wrong| {
            (ln_choose(all_wrong, wrong) + ln_choose(fine, drawn - wrong) - every_sample).exp()
        })
        .sum()
}

/// Logarithm of the number of ways to choose `few` of `many`, where `few` is at most `many`.
fn ln_choose(many: u64, few: u64) -> f64 {
    ln_factorial(many) - ln_factorial(few) - ln_factorial(many - few)
}

/// By Stirling's series, whose next term is below 1e-12 from 20 on; below that the product itself.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of images, far below 2^53"
)]
fn ln_factorial(number: u64) -> f64 {
    if number < 20 {
        let product: u64 = (2..=number).product();
        return (product as f64).ln();
    }
    let x = number as f64;
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1_260.0 * x.powi(5));
    x * x.ln() - x + 0.5 * (std::f64::consts::TAU * x).ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In percent of ten million, where the hypergeometric is as good as the binomial.
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn percent(looked_at: u64, wrong: u64) -> f64 {
        most_wrong(10_000_000, looked_at, wrong) as f64 / 100_000.0
    }

    #[test]
    fn large_populations_give_the_values_of_clopper_and_pearson() {
        for (looked_at, wrong, expected) in [
            (20, 0, 13.911),
            (60, 0, 4.870),
            (100, 0, 2.951),
            (300, 0, 0.994),
            (60, 1, 7.664),
            (100, 5, 10.225),
            (10, 10, 100.0),
        ] {
            let found = percent(looked_at, wrong);
            assert!(
                (found - expected).abs() < 0.002,
                "{wrong} of {looked_at}: {found} is not {expected}"
            );
        }
    }

    #[test]
    fn small_populations_give_the_hypergeometrics_own_values() {
        // By hand: 2 wrong of 10, 7 looked at: C(8,7)/C(10,7) = 8/120 = 6.7 %; 3 wrong: C(7,7)/C(10,7) = 0.8 %.
        assert_eq!(most_wrong(10, 7, 0), 2);
        // 1 wrong of 20, 19 looked at: 1/20 = 5 %.
        assert_eq!(most_wrong(20, 19, 0), 1);
        assert_eq!(most_wrong(21, 20, 0), 0, "1/21 is below 5 %");
        // Worked out with whole numbers elsewhere.
        assert_eq!(most_wrong(11_697, 20, 0), 1_625);
        assert_eq!(most_wrong(11_697, 60, 0), 568);
        assert_eq!(most_wrong(11_697, 60, 1), 894);
        assert_eq!(most_wrong(12, 12, 0), 0, "all looked at, nothing wrong");
        assert_eq!(most_wrong(12, 12, 3), 3, "all looked at, three wrong");
        assert_eq!(most_wrong(12, 0, 0), 12, "nothing looked at");
        assert_eq!(most_wrong(0, 0, 0), 0, "nothing there");
    }

    #[test]
    fn more_looks_say_more_and_more_faults_say_less() {
        let mut before = 11_697;
        for looked_at in 0..400 {
            let now = most_wrong(11_697, looked_at, 0);
            assert!(now <= before, "{looked_at} looks");
            before = now;
        }
        let mut before = 0;
        for wrong in 0..=60 {
            let now = most_wrong(11_697, 60, wrong);
            assert!(now >= before, "{wrong} wrong");
            before = now;
        }
    }
}
