//! "This is its original": what the window remembers of it. Each was said of one image by hand, so that they are few, and a
//! session can be told of all of them at once.

use std::collections::HashMap;
use std::time::SystemTime;

use super::{DecisionMemory, Shown};
use crate::export::path_text;
use crate::review::{ChangeTime, StoredAnswer};
use crate::scan::ImageId;
use crate::session::{OriginalPair, SaidOfOriginal, ScanSession, UnsavedDecisions};

/// What was said of each image and its original.
pub(super) type KnownAnswers = HashMap<OriginalPair, KnownAnswer>;

/// What is known of an image and its original.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownAnswer {
    /// `None`: it was taken back.
    at: Option<SystemTime>,
    changed_at: ChangeTime,
}

impl DecisionMemory {
    /// What the store is to write, where a step is about an answer. It is known from now on.
    pub(super) fn answer_to_write(
        &mut self,
        unsaved: &UnsavedDecisions,
        shown: &Shown<'_>,
    ) -> Option<StoredAnswer> {
        let said = unsaved.answer?;
        let known = self.answers.get(&said.pair);
        let first = unsaved.images.first();
        let row = first.and_then(|image| shown.session.row(*image));
        let answer = StoredAnswer {
            said,
            // Stronger than what its maker has seen, as with a decision.
            changed_at: known.map_or(self.latest, |known| {
                self.latest.max(ChangeTime(known.changed_at.0 + 1))
            }),
            path_hint: row.map(|row| path_text(&row.report.location).into_owned()),
        };
        self.learn_answer(&answer);
        Some(answer)
    }

    /// What is on disk: answers of other windows too.
    pub(super) fn take_answers(
        &mut self,
        answers: &[StoredAnswer],
        mut shown: Option<&mut Shown<'_>>,
    ) {
        for answer in answers {
            self.learn_answer(answer);
            if let Some(shown) = &mut shown {
                self.tell_answer(shown.session, answer.said.pair);
            }
        }
    }

    fn learn_answer(&mut self, answer: &StoredAnswer) {
        let SaidOfOriginal { pair, at } = answer.said;
        let changed_at = answer.changed_at;
        let known = self.answers.get(&pair);
        if known.is_none_or(|known| known.changed_at <= changed_at) {
            let learned = KnownAnswer { at, changed_at };
            self.answers.insert(pair, learned);
        }
    }

    /// Gives an image what was said of its original.
    pub(super) fn recall_answer(&self, session: &mut ScanSession, image: ImageId) {
        let row = session.row(image);
        if let Some(pair) = row.and_then(|row| row.original_in_question()) {
            self.tell_answer(session, pair);
        }
    }

    /// Gives a session all that was said of its images' originals.
    pub(in crate::app) fn recall_answers(&self, session: &mut ScanSession) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each is about other files, so that their order is the same to all"
        )]
        for pair in self.answers.keys() {
            self.tell_answer(session, *pair);
        }
    }

    fn tell_answer(&self, session: &mut ScanSession, pair: OriginalPair) {
        if let Some(known) = self.answers.get(&pair) {
            let at = known.at;
            session.recall_answer(SaidOfOriginal { pair, at });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::scan::ContentHash;
    use crate::session::{OriginalFile, Proof, ProofFinding};
    use crate::ui::testing::sessions;

    const LOGO: ImageId = ImageId(0);

    fn shop() -> ScanSession {
        let mut session = sessions::ended_with(3);
        session.learn_content(LOGO, ContentHash::of(b"logo"));
        session.set_proof(LOGO, too_little());
        session
    }

    fn too_little() -> Proof {
        Proof {
            finding: ProofFinding::TooLittleToTell,
            image: Some(ContentHash::of(b"logo")),
            original: Some(OriginalFile {
                path: "/originals/logo.png".into(),
                file_bytes: 7,
                modified: None,
                content: ContentHash::of(b"cut out"),
                placement: None,
                smaller_px: None,
            }),
            evidence: None,
        }
    }

    fn hand_over(memory: &mut DecisionMemory, session: &mut ScanSession) {
        let mut shown = Shown {
            session,
            generation: 1,
        };
        assert!(!memory.take_unsaved(&mut shown, || false), "all of it");
    }

    fn answer(session: &mut ScanSession, at: Option<SystemTime>) -> bool {
        let row = session.row(LOGO);
        let pair = row.and_then(|row| row.original_in_question());
        let pair = pair.expect("it is asked about");
        session.answer_original(LOGO, pair, at).is_some()
    }

    fn answered(session: &ScanSession) -> bool {
        session.row(LOGO).is_some_and(|row| row.answer().is_some())
    }

    #[test]
    fn an_answer_that_is_not_on_disk_counts_as_one() {
        let (mut memory, mut session) = (DecisionMemory::default(), shop());
        assert!(answer(&mut session, Some(UNIX_EPOCH)));
        assert_eq!(memory.unsaved(Some(&session)), 1, "not handed over");
        hand_over(&mut memory, &mut session);
        assert_eq!(memory.unsaved(Some(&session)), 1, "no store is there");
        assert_eq!(memory.unsaved(None), 1, "nor is it with the session");
    }

    #[test]
    fn a_folder_that_is_shown_again_hears_what_was_said_and_what_was_taken_back() {
        let (mut memory, mut session) = (DecisionMemory::default(), shop());
        assert!(answer(&mut session, Some(UNIX_EPOCH)));
        hand_over(&mut memory, &mut session);
        let mut again = shop();
        memory.recall_answers(&mut again);
        assert!(answered(&again));
        let mut later = shop();
        memory.recall(&mut later, LOGO);
        assert!(answered(&later), "as its proof arrives");
        assert!(answer(&mut session, None));
        hand_over(&mut memory, &mut session);
        memory.recall_answers(&mut again);
        assert!(!answered(&again));
    }

    #[test]
    fn the_later_word_of_another_window_counts() {
        let (mut memory, mut session) = (DecisionMemory::default(), shop());
        assert!(answer(&mut session, Some(UNIX_EPOCH)));
        hand_over(&mut memory, &mut session);
        let pair = session.row(LOGO).and_then(|row| row.original_in_question());
        let pair = pair.expect("it is asked about");
        let at_moment = |changed_at| StoredAnswer {
            said: SaidOfOriginal { pair, at: None },
            changed_at,
            path_hint: None,
        };
        let mut shown = Shown {
            session: &mut session,
            generation: 1,
        };
        memory.take_answers(&[at_moment(ChangeTime(1))], Some(&mut shown));
        assert!(answered(shown.session), "an earlier one");
        memory.take_answers(&[at_moment(ChangeTime(i64::MAX))], Some(&mut shown));
        assert!(!answered(shown.session));
    }
}
