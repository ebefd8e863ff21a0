//! A process as another one knows it later, also after its number was given to another.

use std::sync::OnceLock;

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// What tells a process from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessMark {
    /// The computer's name, for people.
    pub computer: String,
    /// Where the process's number means this process: stands for the computer and, in a container, for that. Two marks
    /// of the same place are of one table of processes.
    pub place: u64,
    /// Its number.
    pub process: u32,
    /// Stands for the moment of its start, in the system's own count; `None` where the system does not tell.
    pub start: Option<u64>,
}

/// What became of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessState {
    /// It is running, or nobody can tell.
    Running,
    /// It has ended.
    Ended,
    /// It is, or was, one of another computer or container, of which nothing can be told from here.
    Elsewhere,
}

impl ProcessMark {
    /// This process's.
    #[must_use]
    pub fn own() -> &'static Self {
        static OWN: OnceLock<ProcessMark> = OnceLock::new();
        OWN.get_or_init(|| {
            let process = std::process::id();
            let computer = System::host_name().unwrap_or_default();
            Self {
                place: place(&computer),
                computer,
                process,
                start: start_of(process).start(),
            }
        })
    }

    /// What became of it.
    #[must_use]
    pub fn state(&self) -> ProcessState {
        let own = Self::own();
        if self.place != own.place {
            return ProcessState::Elsewhere;
        }
        match (start_of(self.process), self.start) {
            (Start::NoProcess, _) => ProcessState::Ended,
            (Start::At(now), Some(then)) if now != then => ProcessState::Ended,
            (Start::At(_) | Start::Untold, _) => ProcessState::Running,
        }
    }
}

/// When a process started.
enum Start {
    At(u64),
    Untold,
    NoProcess,
}

impl Start {
    fn start(self) -> Option<u64> {
        match self {
            Self::At(start) => Some(start),
            Self::Untold | Self::NoProcess => None,
        }
    }
}

fn start_of(process: u32) -> Start {
    if !is_there(process) {
        return Start::NoProcess;
    }
    if cfg!(target_os = "linux") {
        return by_proc(process);
    }
    let Ok(mut system) = System::new() else {
        return Start::Untold;
    };
    let pid = Pid::from_u32(process);
    let wanted = ProcessesToUpdate::Some(&[pid]);
    system.refresh_processes_specifics(wanted, true, ProcessRefreshKind::nothing());
    match system.process(pid) {
        Some(found) => Start::At(fingerprint(&[&found.start_time().to_string()])),
        // Asked before, where the system has a way to ask.
        None if cfg!(unix) => Start::Untold,
        None => Start::NoProcess,
    }
}

/// Whether a process of this number is there, whoever's it is.
#[cfg(unix)]
fn is_there(process: u32) -> bool {
    let pid = i32::try_from(process).ok().filter(|pid| *pid > 0);
    let Some(pid) = pid.and_then(rustix::process::Pid::from_raw) else {
        return false;
    };
    // Another user's refuses the question, and is there.
    rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH)
}

#[cfg(not(unix))]
fn is_there(_process: u32) -> bool {
    true
}

/// The count of the kernel's clock at the start, of this boot: unlike the time of day it is never set.
fn by_proc(process: u32) -> Start {
    let Ok(text) = std::fs::read_to_string(format!("/proc/{process}/stat")) else {
        return Start::Untold;
    };
    // The name, in brackets, may hold anything; proc(5) counts the state as the third field, the start as the 22nd.
    let Some((_, rest)) = text.rsplit_once(") ") else {
        return Start::Untold;
    };
    let mut fields = rest.split(' ');
    if matches!(fields.next(), Some("Z" | "X")) {
        // It has ended, and its parent has not asked yet.
        return Start::NoProcess;
    }
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    match fields.nth(18) {
        Some(ticks) => Start::At(fingerprint(&[boot.trim(), ticks])),
        None => Start::Untold,
    }
}

/// Two computers may have one name, and two containers on one computer have numbers of their own for processes.
fn place(computer: &str) -> u64 {
    let machine = std::fs::read_to_string("/etc/machine-id").unwrap_or_default();
    let numbers = std::fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    fingerprint(&[computer, machine.trim(), &numbers.to_string_lossy()])
}

/// FNV-1a: the same in every version of the program, which the standard library's does not promise.
fn fingerprint(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn this_process_is_running_and_one_with_its_number_and_another_start_has_ended() {
        let own = ProcessMark::own().clone();
        assert_eq!(own.state(), ProcessState::Running);
        assert!(own.start.is_some(), "every system we build for tells it");
        let earlier = ProcessMark {
            start: own.start.map(|start| start ^ 1),
            ..own.clone()
        };
        assert_eq!(
            earlier.state(),
            ProcessState::Ended,
            "its number came again"
        );
        let untold = ProcessMark { start: None, ..own };
        assert_eq!(untold.state(), ProcessState::Running, "nobody can tell");
    }

    #[test]
    fn a_child_has_ended_when_it_has() {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .arg("--list")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mark = ProcessMark {
            process: child.id(),
            start: start_of(child.id()).start(),
            ..ProcessMark::own().clone()
        };
        child.kill().ok();
        child.wait().unwrap();
        assert_eq!(mark.state(), ProcessState::Ended);
    }

    #[test]
    fn of_another_computer_nothing_is_told() {
        let own = ProcessMark::own().clone();
        let place = own.place ^ 1;
        assert_eq!(
            ProcessMark { place, ..own }.state(),
            ProcessState::Elsewhere
        );
    }
}
