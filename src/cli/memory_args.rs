//! `--max-memory`: how much memory all that decodes pictures may take together.

use crate::scan::{MemoryBudget, machine_bytes};

/// The memory for decoding.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct MemoryArgs {
    /// Memory that decoding may take, for all workers together: `2G`, `500M` or `50%` of the computer's; an image that
    /// needs more is decoded alone [default: 50%, at least 1G]
    #[arg(long, value_name = "SIZE", value_parser = parse_memory)]
    max_memory: Option<MemorySize>,
}

impl MemoryArgs {
    /// Makes it the budget of this process, if anything was said.
    pub(super) fn share(self) {
        if let Some(size) = self.max_memory {
            MemoryBudget::share(size.bytes(machine_bytes));
        }
    }
}

/// An amount of memory as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MemorySize {
    Bytes(u64),
    /// Hundredths of what the computer has, 1 to 100.
    Percent(u64),
}

/// Why an amount is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give a size such as 2G or 500M, or a share of the computer's memory from 1% to 100%")]
struct MemoryFault;

impl MemorySize {
    fn bytes(self, machine_bytes: impl FnOnce() -> u64) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Percent(percent) => machine_bytes() / 100 * percent,
        }
    }
}

fn parse_memory(text: &str) -> Result<MemorySize, MemoryFault> {
    let text = text.trim();
    if let Some(percent) = text.strip_suffix('%') {
        let percent = percent.trim_end().parse().map_err(|_| MemoryFault)?;
        return (1..=100)
            .contains(&percent)
            .then_some(MemorySize::Percent(percent))
            .ok_or(MemoryFault);
    }
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    // 2G, 2GB and 2GiB are the same: who limits memory counts in powers of two.
    let shift = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        "T" | "TB" | "TIB" => 40,
        _ => return Err(MemoryFault),
    };
    let number: u64 = digits.trim_end().parse().map_err(|_| MemoryFault)?;
    let bytes = number.checked_mul(1 << shift).ok_or(MemoryFault)?;
    (bytes > 0)
        .then_some(MemorySize::Bytes(bytes))
        .ok_or(MemoryFault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_shares_are_read_and_all_else_is_refused() {
        let bytes = |text| parse_memory(text).map(|size| size.bytes(|| 1_000));
        assert_eq!(bytes("2G"), Ok(2 << 30));
        assert_eq!(bytes("500 MiB"), Ok(500 << 20));
        assert_eq!(bytes("3gb"), Ok(3 << 30));
        assert_eq!(bytes("4096"), Ok(4_096));
        assert_eq!(bytes("50%"), Ok(500));
        assert_eq!(bytes("100 %"), Ok(1_000));
        for wrong in [
            "",
            "0",
            "G",
            "-1G",
            "0%",
            "101%",
            "1.5G",
            "50 percent",
            "99999999999T",
            "%",
        ] {
            assert_eq!(bytes(wrong), Err(MemoryFault), "{wrong:?}");
        }
    }
}
