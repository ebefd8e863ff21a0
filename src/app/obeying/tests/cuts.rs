//! Any sequence of keys leads to the same, however it is cut into frames.
//!
//! One thing does go by the clock, because a person's eyes do: keys that come before a question has been shown for a
//! frame are not used. How many these are is all that may be other; whoever types slowly, and these keys into the first
//! frame after the question came up, gets the same.
//!
//! `BLACKDROP_KEY_SEQUENCES` asks for more sequences than a test run has time for.

use egui::{Event, Key, Modifiers};

use super::typist::{Outcome, Press, Typist};

/// How many sequences, if not as many as in a test run.
const SEQUENCES: &str = "BLACKDROP_KEY_SEQUENCES";
const SEQUENCES_IN_TESTS: u64 = 24;

/// Keys of a sequence, what is typed into the filter counted as one.
const KEYS: usize = 24;

const ANSWERS: [Key; 4] = [Key::Y, Key::N, Key::Y, Key::U];

const MOVES: [Key; 8] = [
    Key::ArrowRight,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowUp,
    Key::PageDown,
    Key::PageUp,
    Key::Home,
    Key::End,
];

/// What opens, closes and changes what the answers are about.
const OTHERS: [Key; 14] = [
    Key::Enter,
    Key::Enter,
    Key::Space,
    Key::Escape,
    Key::Escape,
    Key::Escape,
    Key::Backspace,
    Key::G,
    Key::T,
    Key::D,
    Key::F1,
    Key::C,
    Key::F,
    Key::V,
];

const COMMANDS: [Key; 7] = [
    Key::A,
    Key::Z,
    Key::Z,
    Key::R,
    Key::S,
    Key::Comma,
    Key::ArrowRight,
];

/// Numbers that look thrown, and are the same in every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut eyes = self.0;
        eyes = (eyes ^ (eyes >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        eyes = (eyes ^ (eyes >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (eyes ^ (eyes >> 31)) % sides
    }

    fn one_of(&mut self, keys: &[Key]) -> Key {
        keys[usize::try_from(self.throw(keys.len() as u64)).unwrap()]
    }
}

/// Answers more often than anything else.
fn any_keys(dice: &mut Dice) -> Vec<Press> {
    let press = match dice.throw(20) {
        0..=8 => Press::plain(dice.one_of(&ANSWERS)),
        9..=11 => Press::plain(dice.one_of(&MOVES)),
        12 => Press::with(Modifiers::SHIFT, dice.one_of(&MOVES)),
        13 => Press::with(Modifiers::COMMAND, Key::A),
        14 => Press::with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z),
        15 => Press::with(Modifiers::COMMAND, dice.one_of(&COMMANDS)),
        16 | 17 => return any_filter(dice),
        _ => Press::plain(dice.one_of(&OTHERS)),
    };
    vec![press]
}

/// Some letters for the filter. Nothing is taken back among them: what a text box takes back goes by the clock.
fn any_filter(dice: &mut Dice) -> Vec<Press> {
    let letters: Vec<char> = match dice.throw(4) {
        0 => "y".chars().collect(),
        1 => "/1".chars().collect(),
        2 => "nu".chars().collect(),
        _ => "40".chars().collect(),
    };
    let into = [
        Press::of_letter('/'),
        Press::with(Modifiers::COMMAND, Key::F),
    ];
    let out = [Key::Enter, Key::Escape];
    let mut presses = vec![into[usize::from(dice.throw(2) == 0)]];
    presses.extend(letters.into_iter().map(Press::of_letter));
    presses.push(Press::plain(dice.one_of(&out)));
    presses
}

fn run(frames: Vec<Vec<Event>>) -> Outcome {
    let mut typist = Typist::sit_down();
    for events in frames {
        typist.frame(events);
    }
    typist.settle();
    typist.outcome()
}

/// What comes of it when each key waits for everything before it, except for those that a question did not use: they come
/// before anybody has seen it.
fn run_slowly(presses: &[Press], unused: &[u64]) -> Outcome {
    let mut typist = Typist::sit_down();
    let mut presses = presses.iter();
    while let Some(press) = presses.next() {
        typist.type_and_settle(press.events(), |question| {
            let early = unused.get(question).copied().unwrap_or(0);
            let early = presses.by_ref().take(usize::try_from(early).unwrap());
            early.flat_map(|press| press.events()).collect()
        });
    }
    typist.outcome()
}

/// Down and up of each key, in frames of as many as the dice say.
fn cut(presses: &[Press], dice: &mut Dice, most: u64) -> Vec<Vec<Event>> {
    let mut frames = vec![Vec::new()];
    for press in presses {
        for events in [press.down(), press.up()] {
            if dice.throw(most) == 0 {
                frames.push(Vec::new());
            }
            frames.last_mut().unwrap().extend(events);
        }
    }
    frames
}

#[test]
fn any_sequence_of_keys_leads_to_the_same_however_it_is_cut_into_frames() {
    let sequences = std::env::var(SEQUENCES).map_or(SEQUENCES_IN_TESTS, |count| {
        count.parse().expect("a number of sequences")
    });
    for seed in 0..sequences {
        let mut dice = Dice(seed);
        let presses: Vec<Press> = (0..KEYS).flat_map(|_| any_keys(&mut dice)).collect();
        let mut slow: Option<Outcome> = None;
        // All at once, each by itself without a pause, and anything between.
        for most in [u64::MAX, 1, 4] {
            let fast = run(cut(&presses, &mut dice, most));
            let slow = match slow.take() {
                Some(known) if known.unused == fast.unused => slow.insert(known),
                _ => slow.insert(run_slowly(&presses, &fast.unused)),
            };
            assert_eq!(fast, *slow, "sequence {seed}, cut with {most}: {presses:?}");
        }
    }
}
