//! The system's wish that the program end: a signal, which also comes at the end of the desktop session.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the system wants the program to end.
#[derive(Clone, Debug, Default)]
pub(super) struct EndRequest(Arc<AtomicBool>);

impl EndRequest {
    /// Whether it does.
    pub(super) fn is_made(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Listens from now on; `wake` is called from a thread of its own when the wish is there. A second wish ends the
    /// program at once. `None` where the system does not let us listen: then signals end the program as always, and what
    /// is shown as saved is on disk all the same.
    #[cfg(unix)]
    pub(super) fn listen(wake: impl Fn() + Send + 'static) -> Option<Self> {
        use std::io::Read as _;
        use std::os::unix::net::UnixStream;

        use signal_hook::low_level::pipe;

        use crate::signals::on_asking_to_end;

        let request = Self::default();
        let (mut bell, ringer) = UnixStream::pair().ok()?;
        on_asking_to_end(
            |signal| 128 + signal,
            |signal| pipe::register(signal, ringer.try_clone()?).map(drop),
        )
        .ok()?;
        let made = Arc::clone(&request.0);
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                let mut signal = [0];
                while bell.read_exact(&mut signal).is_ok() {
                    made.store(true, Ordering::SeqCst);
                    wake();
                }
            })
            .ok()?;
        Some(request)
    }

    /// Windows ends a session without signals, and what is shown as saved is on disk.
    #[cfg(not(unix))]
    pub(super) fn listen(_wake: impl Fn() + Send + 'static) -> Option<Self> {
        None
    }
}
