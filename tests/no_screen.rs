//! Without a screen the program says so in a sentence, and names what works without one.

#![cfg(target_os = "linux")]

use std::process::Command;

#[test]
fn without_a_screen_the_program_names_scan_and_does_not_panic() {
    let output = Command::new(env!("CARGO_BIN_EXE_blackdrop"))
        .env("BLACKDROP_LOG", "off")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(4),
        "it did not do what was asked, and 1 says that images are at fault"
    );
    assert!(output.stdout.is_empty(), "nothing for other programs");
    assert!(said.contains("blackdrop scan"), "the way out: {said}");
    assert!(!said.contains("panicked"), "no panic: {said}");
    assert_eq!(said.trim().lines().count(), 1, "one sentence: {said}");
}
