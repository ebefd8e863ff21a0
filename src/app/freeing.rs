//! Freeing what is large.

/// Frees it on a thread of its own: the rows or the decisions of a million images take longer than a frame. Where the system
/// has no thread left, it is freed here.
pub(super) fn drop_elsewhere(large: impl Send + 'static) {
    std::thread::Builder::new()
        .name("freeing".to_owned())
        .spawn(move || drop(large))
        .ok();
}
