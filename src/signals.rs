//! The signals by which the system asks a program to end, the same for the window and for the command line.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A request that ends the process at once when it is made a second time: Ctrl+C, and a request to terminate.
const REQUESTS: [i32; 2] = [SIGINT, SIGTERM];

/// Registers what is to happen at each signal that asks for the end, the end of the terminal among them (not where that is
/// ignored, as `nohup` has it). A second Ctrl+C or request to terminate ends the process with `exit_code` of its signal.
///
/// # Errors
/// The system does not let us listen, or what `register` says.
pub fn on_asking_to_end(
    exit_code: impl Fn(i32) -> i32,
    register: impl Fn(i32) -> io::Result<()>,
) -> io::Result<()> {
    let again = Arc::<AtomicBool>::default();
    for signal in REQUESTS {
        // The order matters: the second request finds the flag that the first one set.
        flag::register_conditional_shutdown(signal, exit_code(signal), Arc::clone(&again))?;
        flag::register(signal, Arc::clone(&again))?;
        register(signal)?;
    }
    // A closed terminal is told by the system and by the shell: that twice is no second wish.
    #[cfg(unix)]
    if listens_to_hangups() {
        register(signal_hook::consts::SIGHUP)?;
    }
    Ok(())
}

/// Whether the end of the terminal means this process: not where it was started to ignore that, as `nohup` does. To be
/// asked before anybody listens.
#[cfg(unix)]
#[must_use]
pub fn listens_to_hangups() -> bool {
    match std::fs::read_to_string("/proc/self/status") {
        Ok(status) => !ignores(&status, signal_hook::consts::SIGHUP),
        // Other systems don't tell; `nohup` leaves nobody a terminal to write to.
        Err(_) => io::IsTerminal::is_terminal(&io::stderr()),
    }
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
