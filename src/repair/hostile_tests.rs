//! Files that became huge, and pipes in the place of files: nothing aborts, and nothing waits.

use std::fs;
use std::path::{Path, PathBuf};

use super::test_shop::{Maker, Shop, repair_all};
use super::*;

const IMAGES: [&str; 2] = ["04006381000012/1.jpg", "04006381000029/2.jpg"];

/// A name that now has a file of so many bytes that nobody has room for them; it takes none on the disk. `false` where the
/// disk has no such files.
fn becomes_huge(path: &Path) -> bool {
    fs::remove_file(path).unwrap();
    let huge = fs::File::create(path).unwrap();
    huge.set_len(8 << 40).is_ok()
}

/// What an undo says of each image.
fn undo(journal: &Path) -> Vec<UndoOutcome> {
    let undo = UndoRun::open(journal, &UndoScope::Everything).unwrap();
    let outcomes = undo.wanted().iter().map(|&index| undo.undo(index));
    outcomes.collect()
}

/// Whether of two images the first is left for this reason, and the other undone.
fn is_first_left(outcomes: &[UndoOutcome], code: &str) -> bool {
    matches!(outcomes, [UndoOutcome::Left(problem), UndoOutcome::Undone]
        if problem.obstacle.code() == code)
}

fn targets(shop: &Shop) -> [(RepairDestination, PathBuf); 2] {
    [
        (shop.new_folder(), shop.path("new").join(IMAGES[0])),
        (shop.in_place(), shop.image(IMAGES[0])),
    ]
}

#[test]
fn a_file_that_became_huge_is_left_and_nobody_reads_it() {
    for place in [0, 1] {
        let shop = Shop::with(&IMAGES);
        let (destination, target) = targets(&shop)[place].clone();
        let journal = shop.repaired(destination);
        if !becomes_huge(&target) {
            return;
        }
        assert_eq!(repairs_in_force(&shop.journals(), &shop.root()).len(), 1);
        let outcomes = undo(&journal);
        assert!(is_first_left(&outcomes, "changed_since"), "{outcomes:?}");
    }
}

#[test]
fn a_copy_in_the_backup_that_became_huge_is_called_changed() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let history = repairs_of(&shop.journals(), &shop.root());
    let tree = history.repairs[0].backup_tree.clone().unwrap();
    if becomes_huge(&tree.join(IMAGES[0])) {
        let outcomes = undo(&journal);
        assert!(is_first_left(&outcomes, "backup_changed"), "{outcomes:?}");
    }
}

#[test]
fn what_became_huge_before_it_was_repaired_is_changed_and_a_resumed_run_goes_on() {
    for place in [0, 1] {
        let shop = Shop::with(&IMAGES);
        let run = shop.begin(targets(&shop)[place].0.clone());
        let journal = run.journal().to_path_buf();
        if !becomes_huge(&shop.image(IMAGES[0])) {
            return;
        }
        let outcome = run.repair(0, &Maker);
        assert!(
            matches!(&outcome, RepairOutcome::NotRepaired(problem)
                if problem.obstacle == RepairObstacle::ImageChanged),
            "{outcome:?}"
        );
        drop(run);
        assert_eq!(RepairRun::resume(&journal).unwrap().open_items(), [0, 1]);
    }
}

#[test]
fn a_journal_of_any_length_is_read_line_by_line() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let file = fs::OpenOptions::new().write(true).open(&journal).unwrap();
    let lines = fs::read_to_string(&journal).unwrap().lines().count();
    if file.set_len(8 << 40).is_ok() {
        let refused = RepairRun::resume(&journal).unwrap_err();
        let expected = JournalErrorKind::Damaged { line: lines + 1 };
        assert!(
            matches!(&refused, RepairError::Journal(error) if error.kind == expected),
            "{refused}"
        );
    }
    fs::write(&journal, vec![b'x'; 3 << 20]).unwrap();
    let refused = RepairRun::resume(&journal).unwrap_err().to_string();
    assert!(refused.contains("no journal"), "{refused}");
}

#[cfg(unix)]
mod pipes {
    use super::*;
    use crate::files::test_pipe;

    /// Puts a named pipe in a file's place.
    fn becomes_a_pipe(path: &Path) {
        fs::remove_file(path).unwrap();
        test_pipe::make(path);
    }

    #[test]
    fn a_pipe_is_called_what_it_is_wherever_a_file_was() {
        let shop = Shop::with(&IMAGES);
        let plan = shop.plan(shop.in_place());
        becomes_a_pipe(&shop.image(IMAGES[0]));
        let run = RepairRun::begin(plan, &shop.journals()).unwrap();
        let outcome = run.repair(0, &Maker);
        assert!(
            matches!(&outcome, RepairOutcome::NotRepaired(problem)
                if problem.obstacle == RepairObstacle::NotAFile),
            "{outcome:?}"
        );
        becomes_a_pipe(&shop.original(IMAGES[1]));
        let outcome = run.repair(1, &Maker);
        assert!(
            matches!(&outcome, RepairOutcome::NotRepaired(problem)
                if problem.obstacle == RepairObstacle::OriginalChanged),
            "{outcome:?}"
        );
    }

    #[test]
    fn an_undo_meets_pipes_in_the_shop_in_the_backup_and_in_the_place_of_its_journal() {
        let shop = Shop::with(&IMAGES);
        let journal = shop.repaired(shop.in_place());
        let history = repairs_of(&shop.journals(), &shop.root());
        let tree = history.repairs[0].backup_tree.clone().unwrap();
        becomes_a_pipe(&shop.image(IMAGES[0]));
        becomes_a_pipe(&tree.join(IMAGES[1]));
        let codes: Vec<_> = undo(&journal)
            .into_iter()
            .map(|outcome| match outcome {
                UndoOutcome::Left(problem) => problem.obstacle.code(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(codes, ["changed_since", "backup_changed"]);
        becomes_a_pipe(&journal);
        let refused = RepairRun::resume(&journal).unwrap_err().to_string();
        assert!(refused.contains("not a regular file"), "{refused}");
        assert_eq!(
            repairs_of(&shop.journals(), &shop.root()).damaged.len(),
            1,
            "told, and the list goes on"
        );
    }

    /// As a race between look and opening comes out, without a race: the look is of a file, the opening of a pipe.
    #[test]
    fn a_file_that_becomes_a_pipe_after_it_was_looked_at_is_no_longer_it() {
        let shop = Shop::with(&IMAGES);
        let root = rooted_folder::RootedFolder::open(&shop.root()).unwrap();
        let place = root.place(Path::new(IMAGES[0])).unwrap();
        let found = place.look().unwrap().unwrap();
        becomes_a_pipe(&shop.image(IMAGES[0]));
        assert_eq!(place.read(&found).unwrap(), None);
        assert_eq!(place.content_of(&found).unwrap(), None);
        assert!(place.read_head(10).is_err());
        assert!(place.sync_file().is_err());
        assert!(place.holds(b"").is_err());
        assert!(repair_item::refuse_protected(&place).is_err());
    }

    #[test]
    fn a_pipe_in_the_place_of_a_lock_beside_a_journal_holds_nobody_up() {
        let shop = Shop::with(&IMAGES);
        let run = shop.begin(shop.in_place());
        let journal = run.journal().to_path_buf();
        repair_all(&run);
        drop(run);
        becomes_a_pipe(&journal.with_extension("lock"));
        assert!(RepairRun::resume(&journal).is_err());
    }
}
