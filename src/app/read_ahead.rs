//! Which images will probably be looked at next.
//!
//! A guess from the list as it is shown, the way the focus came, and what is not reviewed yet. It is worked out only when
//! one of these changed: looking for a place in the list takes time.

use crate::scan::ImageId;
use crate::session::ScanSession;

/// So many images are guessed: with the focused one, as many as the pictures' budget holds on a 4K screen.
const MOST_GUESSES: usize = 4;

/// A step that leads farther than this is no stride but a jump.
const LONGEST_STRIDE: isize = 64;

/// So far ahead the next image without a decision is looked for; farther away it is not next.
const REVIEW_HORIZON: usize = 4_096;

/// The guess, and what it rests on.
#[derive(Debug, Default)]
pub(super) struct ReadAhead {
    basis: Option<Basis>,
    /// The focus' place in the list, when it was found last.
    place: Option<usize>,
    /// How far the focus went when it moved last.
    stride: isize,
    guesses: Vec<ImageId>,
}

/// What a guess rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Basis {
    focus: ImageId,
    list_revision: u64,
    /// Changes with nearly every decision, which is enough for a guess.
    reviewed: (u64, u64),
}

impl ReadAhead {
    /// The images to load beside the focused one, most probable first.
    pub(super) fn guess(&mut self, session: &ScanSession, focus: ImageId) -> &[ImageId] {
        let totals = session.totals();
        let basis = Basis {
            focus,
            list_revision: session.index().revision(),
            reviewed: (totals.confirmed, totals.false_alarms),
        };
        if self.basis != Some(basis) {
            self.basis = Some(basis);
            let is_flagged = |id| session.row(id).is_some_and(|row| row.status().is_flagged());
            let only_flagged = is_flagged(focus);
            let may_be_next = |id: ImageId| {
                let row = session.row(id);
                row.is_some_and(|row| row.review.decided.is_none())
                    && (!only_flagged || is_flagged(id))
            };
            let index = session.index();
            self.work_out(index.shown(), index.place_of(focus), may_be_next);
        }
        &self.guesses
    }

    fn work_out(
        &mut self,
        shown: &[ImageId],
        place: Option<usize>,
        may_be_next: impl Fn(ImageId) -> bool,
    ) {
        self.guesses.clear();
        let Some(place) = place.filter(|place| *place < shown.len()) else {
            self.place = None;
            return;
        };
        if let Some(before) = self.place
            && before != place
        {
            let moved = place.cast_signed().saturating_sub(before.cast_signed());
            self.stride = if moved.abs() <= LONGEST_STRIDE {
                moved
            } else {
                1
            };
        }
        self.place = Some(place);
        let stride = if self.stride == 0 { 1 } else { self.stride };
        let decided_next = shown[place + 1..]
            .iter()
            .take(REVIEW_HORIZON)
            .copied()
            .find(|id| may_be_next(*id));
        let at = |delta: isize| {
            place
                .checked_add_signed(delta)
                .and_then(|at| shown.get(at))
                .copied()
        };
        let probable = [
            at(stride),
            decided_next,
            at(2 * stride),
            at(-stride),
            at(1),
            at(-1),
        ];
        for id in probable.into_iter().flatten() {
            if Some(&id) != shown.get(place)
                && !self.guesses.contains(&id)
                && self.guesses.len() < MOST_GUESSES
            {
                self.guesses.push(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(count: u32) -> Vec<ImageId> {
        (0..count).map(ImageId).collect()
    }

    fn guesses(ahead: &mut ReadAhead, shown: &[ImageId], focus: u32, reviewed: &[u32]) -> Vec<u32> {
        let place = shown.iter().position(|id| id.0 == focus);
        ahead.work_out(shown, place, |id| !reviewed.contains(&id.0));
        ahead.guesses.iter().map(|id| id.0).collect()
    }

    #[test]
    fn the_next_ones_in_the_direction_of_travel_come_first() {
        let shown = list(100);
        let mut ahead = ReadAhead::default();
        assert_eq!(
            guesses(&mut ahead, &shown, 50, &[]),
            [51, 52, 49],
            "on from here"
        );
        assert_eq!(guesses(&mut ahead, &shown, 51, &[]), [52, 53, 50]);
        let back = guesses(&mut ahead, &shown, 50, &[]);
        assert_eq!(back[..2], [49, 51], "now backwards");
        let down = guesses(&mut ahead, &shown, 56, &[]);
        assert_eq!(down, [62, 57, 68, 50], "by lines of six");
        let jumped = guesses(&mut ahead, &shown, 99, &[]);
        assert_eq!(jumped[0], 56, "there is nothing after the end");
    }

    #[test]
    fn the_image_that_a_decision_leads_to_is_among_them() {
        let shown = list(100);
        let mut ahead = ReadAhead::default();
        let reviewed: Vec<u32> = (11..30).collect();
        let guessed = guesses(&mut ahead, &shown, 10, &reviewed);
        assert_eq!(guessed[..2], [11, 30], "an arrow or a decision");
    }

    #[test]
    fn a_focus_that_is_not_in_the_list_is_followed_by_nothing() {
        let mut ahead = ReadAhead::default();
        assert!(guesses(&mut ahead, &list(5), 9, &[]).is_empty());
        assert!(guesses(&mut ahead, &[], 0, &[]).is_empty());
        assert!(guesses(&mut ahead, &list(1), 0, &[]).is_empty(), "alone");
    }

    #[test]
    fn the_list_may_shrink_under_the_focus() {
        let mut ahead = ReadAhead::default();
        guesses(&mut ahead, &list(500), 499, &[]);
        assert_eq!(guesses(&mut ahead, &list(3), 1, &[])[0], 2);
    }
}
