//! Which images `blackdrop repair` takes, as it is typed.

use crate::repair::RepairRule;

/// Which of the images that may be repaired are repaired.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct ChoiceArgs {
    /// Repairs only what is proven and confirmed by a person as well
    #[arg(long, requires = "folder", conflicts_with_all = ["undo", "resume"], conflicts_with = "proven")]
    confirmed: bool,
    /// Repairs all that is proven, except what a person called a false alarm (the usual)
    #[arg(long, requires = "folder", conflicts_with_all = ["undo", "resume"])]
    proven: bool,
    /// Repairs also images with too little to tell by, of which a person said in the window "This is its original"; with
    /// --confirmed, only those that are confirmed as well
    #[arg(long, requires = "folder", conflicts_with_all = ["undo", "resume"])]
    also_too_little: bool,
}

impl ChoiceArgs {
    /// What is asked for.
    pub(super) fn rule(self) -> RepairRule {
        RepairRule {
            only_confirmed: self.confirmed,
            also_too_little: self.also_too_little,
        }
    }
}
