//! `--product-level`: which folder is the product.

use std::num::NonZeroU8;

use crate::scan::ProductRule;

/// What a product is.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct ProductArgs {
    /// The product is the folder of this level: 1 is the first below FOLDER [default: the nearest folder named by 8 to 14
    /// digits, else such a number at the beginning of the file's name, else the first folder]
    #[arg(long, value_name = "N", value_parser = parse_level)]
    product_level: Option<NonZeroU8>,
}

impl ProductArgs {
    pub(super) fn rule(self) -> ProductRule {
        ProductRule::of_level(self.product_level)
    }
}

/// Why a level is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give a level of folders from 1 to 255; 1 is the first below FOLDER")]
struct LevelFault;

fn parse_level(text: &str) -> Result<NonZeroU8, LevelFault> {
    text.trim().parse().map_err(|_| LevelFault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_with_one() {
        assert_eq!(parse_level("2").map(NonZeroU8::get), Ok(2));
        for text in ["", "0", "-1", "256", "two"] {
            assert_eq!(parse_level(text), Err(LevelFault), "{text:?}");
        }
    }
}
