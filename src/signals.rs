//! The signals by which the system asks a program to end, the same for the window and for the command line.

use signal_hook::consts::{SIGINT, SIGTERM};

/// Ctrl+C, a request to terminate, and (on Unix) the end of the terminal or the desktop session; that one not where it is
/// ignored, as `nohup` has it.
#[must_use]
pub fn asking_to_end() -> Vec<i32> {
    let mut signals = vec![SIGINT, SIGTERM];
    #[cfg(unix)]
    if !is_ignored(signal_hook::consts::SIGHUP) {
        signals.push(signal_hook::consts::SIGHUP);
    }
    signals
}

/// Whether this process ignores a signal, as Linux tells it; elsewhere nobody says, and it counts as not ignored.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ignores(&status, signal)
}

/// Reads the mask of ignored signals (proc(5)): hexadecimal, the lowest bit is signal 1.
#[cfg(unix)]
fn ignores(status: &str, signal: i32) -> bool {
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let bit = u32::try_from(signal - 1).ok();
    mask.zip(bit)
        .and_then(|(mask, bit)| mask.checked_shr(bit))
        .is_some_and(|mask| mask & 1 == 1)
}

#[cfg(all(test, unix))]
mod tests {
    use signal_hook::consts::SIGHUP;

    use super::*;

    #[test]
    fn the_mask_of_ignored_signals_is_read() {
        let nohup = "Name:\tblackdrop\nSigIgn:\t0000000000001001\nSigCgt:\t0";
        assert!(ignores(nohup, SIGHUP), "as nohup has it");
        assert!(!ignores(nohup, SIGTERM));
        assert!(!ignores("", SIGHUP), "nothing is said");
    }
}
