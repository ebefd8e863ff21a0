//! Says what a repair would do: a line per image, then the sum of it, and the room that it needs.

use std::collections::HashSet;

use super::choice::NotChosen;
use super::ending::Ending;
use super::said::Said;
use crate::cli::repair_args::RepairArgs;
use crate::cli::summary::grouped;
use crate::cli::{say, say_error};
use crate::repair::{DiskNeed, RepairAction, RepairObstacle, RepairPlan};
use crate::scan::ImageLocation;
use crate::session::size_text;

/// Says why images are not chosen that look black, are proven or could not be read. Where a file could not be read, not
/// all is done.
pub(super) fn say_others(others: &[NotChosen], said: &mut Said) -> Ending {
    for other in others {
        said.left("left", &other.location, &other.why);
    }
    if others.iter().any(|other| other.is_unread) {
        Ending::Partly
    } else {
        Ending::Done
    }
}

/// Says the plan. A dry run names every image that would be written; otherwise that is said as it is done.
///
/// `done_before` are images whose new files are there from an earlier run: who repairs a folder again finds what is done
/// already, and nothing is wrong with that.
pub(super) fn say_plan(
    plan: &RepairPlan,
    args: &RepairArgs,
    done_before: &HashSet<ImageLocation>,
    said: &mut Said,
) -> Ending {
    let mut ending = Ending::Done;
    for skipped in &plan.skipped {
        said.left("skipped", &skipped.location, &skipped.obstacle.to_string());
        let is_done = skipped.obstacle == RepairObstacle::TargetExists
            && done_before.contains(&skipped.location);
        if !is_done {
            ending = Ending::Partly;
        }
    }
    if args.dry_run {
        for item in &plan.items {
            let what = match item.action {
                RepairAction::WriteNew => "would write",
                RepairAction::Replace => "would replace",
            };
            said.done(what, &item.location, &item.target);
        }
    }
    if !args.common.quiet {
        say(sum(plan, args.dry_run));
        if !plan.items.is_empty() {
            plan.disks.iter().for_each(|disk| say(room(disk)));
        }
    }
    plan.disks
        .iter()
        .filter_map(room_warning)
        .for_each(say_error);
    // A run that is not only asked about says it by itself, as the reason why it is not begun.
    if args.dry_run
        && let Some(disk) = plan.short_disk()
    {
        say_error(format_args!(
            "the disk has not enough room for this: \"{}\"",
            disk.folder.display()
        ));
        ending = Ending::Partly;
    }
    ending
}

/// What is said of a disk that may become full on the way.
fn room_warning(disk: &DiskNeed) -> Option<String> {
    let free = disk.free_bytes.filter(|_| disk.is_tight())?;
    Some(format!(
        "the room may not do: {} to {} needed, {} free; files that do not fit stay black: \"{}\"",
        size_text(disk.least_bytes),
        size_text(disk.needed_bytes),
        size_text(free),
        disk.folder.display()
    ))
}

fn sum(plan: &RepairPlan, is_dry_run: bool) -> String {
    let images = |count: usize| match count {
        1 => "1 image".to_owned(),
        many => format!("{} images", grouped(many as u64)),
    };
    let verb = if is_dry_run {
        "would be repaired"
    } else {
        "to repair"
    };
    let skipped = match plan.skipped.len() {
        0 => String::new(),
        many => format!(", {} skipped", grouped(many as u64)),
    };
    let answered = match plan.answered {
        0 => String::new(),
        many => format!(
            ", {} of them because a person said \"This is its original\"",
            grouped(many as u64)
        ),
    };
    format!("{} {verb}{answered}{skipped}", images(plan.items.len()))
}

/// `room: at most 3.4 MB needed, 12.1 GB free: "/shop/new"`
fn room(disk: &DiskNeed) -> String {
    let free = disk
        .free_bytes
        .map_or_else(String::new, |free| format!(", {} free", size_text(free)));
    format!(
        "room: at most {} needed{free}: \"{}\"",
        size_text(disk.needed_bytes),
        disk.folder.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_may_become_full_is_warned_of() {
        let with_free = |free_bytes| DiskNeed {
            folder: "/shop/new".into(),
            needed_bytes: 4_000_000,
            least_bytes: 1_000_000,
            free_bytes,
        };
        let warning = room_warning(&with_free(Some(2_000_000)));
        assert_eq!(
            warning.as_deref(),
            Some(
                "the room may not do: 1 MB to 4 MB needed, 2 MB free; files that do not fit stay \
                 black: \"/shop/new\""
            )
        );
        for enough_or_unknown in [Some(4_000_000), None] {
            assert_eq!(room_warning(&with_free(enough_or_unknown)), None);
        }
        assert_eq!(room_warning(&with_free(Some(1))), None, "refused instead");
    }
}
