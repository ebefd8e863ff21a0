//! Judgement of a measurement against thresholds: pure, cheap, repeatable without decoding.

use super::{BackgroundMeasurement, Inspection};

/// What is thought of an image's background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The background turned black.
    BlackBackground,
    /// A person should look at it.
    Doubtful,
    /// Nothing points to the mishap.
    Clear,
}

impl Verdict {
    /// The stable name that exports use.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BlackBackground => "black_background",
            Self::Doubtful => "doubtful",
            Self::Clear => "clear",
        }
    }

    /// Whether a person should see it: black or doubtful.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        self != Self::Clear
    }
}

/// One reason of a verdict, as data; [`Reason::code`] is its stable English form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// So many percent of the border are near-black.
    BlackBorder {
        /// Share of the border ring in percent, 0 to 100.
        percent: f32,
    },
}

impl Reason {
    /// The stable English code with its numbers, as exports hold it.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::BlackBorder { percent } => format!("black_border {percent:.1} %"),
        }
    }
}

/// The bounds that turn a measurement into a verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Least share of the border (0 to 1) that is near-black in a black background.
    pub black_border_share: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            black_border_share: 0.9,
        }
    }
}

/// A verdict and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What is thought of the background.
    pub verdict: Verdict,
    /// Why, strongest first.
    pub reasons: Vec<Reason>,
}

/// Judges an inspected image.
#[must_use]
pub fn judge(inspection: &Inspection, thresholds: &Thresholds) -> Judgement {
    let BackgroundMeasurement {
        border_black_share, ..
    } = inspection.background;
    let verdict = if border_black_share >= thresholds.black_border_share {
        Verdict::BlackBackground
    } else {
        Verdict::Clear
    };
    Judgement {
        verdict,
        reasons: vec![Reason::BlackBorder {
            percent: border_black_share * 100.0,
        }],
    }
}
