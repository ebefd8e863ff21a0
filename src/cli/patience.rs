//! Asking a disk or share that may never answer.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use super::interrupt::Interrupt;
use super::{EXIT_FAILED, EXIT_INTERRUPTED, EXIT_NO_ANSWER, say_error};
use crate::scan::{Waited, no_answer, wait_while_alive};

/// How long an answer is waited for, and who may end the waiting.
#[derive(Clone, Debug)]
pub(super) struct Patience {
    timeout: Duration,
    interrupt: Interrupt,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unanswered {
    #[error("this gave {}; try again when its disk or share answers: {path:?}", no_answer(*silent_for))]
    Silent { path: PathBuf, silent_for: Duration },
    #[error("stopped; nothing was written")]
    Stopped,
    #[error("looking at this broke down: {path:?}")]
    Broken { path: PathBuf },
}

impl Unanswered {
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Silent { .. } => EXIT_NO_ANSWER,
            Self::Stopped => EXIT_INTERRUPTED,
            Self::Broken { .. } => EXIT_FAILED,
        }
    }

    /// Says why, and gives the exit code.
    pub(super) fn refuse(&self) -> ExitCode {
        say_error(self);
        ExitCode::from(self.exit_code())
    }
}

impl Patience {
    /// Waits for so long, and until somebody asks to stop.
    pub(super) fn new(timeout: Duration, interrupt: &Interrupt) -> Self {
        Self {
            timeout,
            interrupt: interrupt.clone(),
        }
    }

    /// Asks something about a file or folder. A dead share never answers; the thread that asks is left to itself then.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        about: &Path,
        question: impl FnOnce(&Path) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let path = about.to_path_buf();
        let look = || {
            if self.interrupt.is_asked() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let asked = path.clone();
        match wait_while_alive(
            "disk question",
            self.timeout,
            move |_| question(&asked),
            look,
        ) {
            Waited::Done(answer) => Ok(answer),
            Waited::NoAnswer { silent_for } => Err(Unanswered::Silent { path, silent_for }),
            Waited::NotWanted => Err(Unanswered::Stopped),
            Waited::Broken => Err(Unanswered::Broken { path }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{SyncSender, sync_channel};

    use super::*;

    /// Longer than anything here takes.
    const FOR_EVER: Duration = Duration::from_mins(1);

    /// A question that is answered when the sender is dropped.
    fn dead_share() -> (SyncSender<()>, impl FnOnce(&Path) -> bool + Send + 'static) {
        let (alive, share) = sync_channel::<()>(0);
        (alive, move |_: &Path| share.recv().is_ok())
    }

    #[test]
    fn an_answer_comes_or_the_question_is_given_up_with_the_code_for_that() {
        let share = Path::new("/mnt/share");
        let patient = Patience::new(FOR_EVER, &Interrupt::default());
        let answer = patient.ask(share, Path::to_path_buf);
        assert_eq!(answer.as_deref(), Ok(share));

        let (_alive, question) = dead_share();
        let impatient = Patience::new(Duration::from_millis(150), &Interrupt::default());
        let given_up = impatient
            .ask(share, question)
            .expect_err("it never answers");
        assert_eq!(given_up.exit_code(), EXIT_NO_ANSWER);
        let said = given_up.to_string();
        assert!(said.contains("no answer for 0 s"), "{said}");
        assert!(said.ends_with("\"/mnt/share\""), "{said}");
    }

    #[test]
    fn who_asks_to_stop_does_not_wait_for_a_dead_share() {
        let (_alive, question) = dead_share();
        let interrupt = Interrupt::asked_for_a_test();
        let stopped = Patience::new(FOR_EVER, &interrupt).ask(Path::new("/mnt/share"), question);
        assert_eq!(stopped, Err(Unanswered::Stopped));
    }
}
