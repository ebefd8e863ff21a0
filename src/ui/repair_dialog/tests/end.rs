use super::*;

#[test]
fn the_end_tells_what_failed_and_leads_on() {
    let mut harness = shown(Page::Ended(result()));
    harness.get_by_label("690 files were replaced; the black ones are in /home/ann/backup");
    harness.get_by_label("1 image could not be repaired; its black file is as it was");
    harness.get_by_label("Another program holds the file; close it there and go on");
    let pack = click(&mut harness, "Save hand-over pack…");
    assert_eq!(pack, [Repair(RepairCommand::ShowPack(true))]);
    let folder = Repair(RepairCommand::ShowFolder(PathBuf::from("/home/ann/backup")));
    assert_eq!(click(&mut harness, "Show in file manager"), [folder]);
    let asked = Repair(RepairCommand::AskUndo(UndoQuestion {
        journal: PathBuf::from("/journals/7.jsonl"),
        scope: UndoScope::Everything,
        files: 690,
        destination: result().destination,
    }));
    assert_eq!(click(&mut harness, "Undo everything…"), [asked]);
    assert!(harness.query_by_label("Go on").is_none(), "nothing is left");
}

#[test]
fn a_stopped_repair_can_go_on() {
    let mut harness = shown(Page::Ended(RepairResult {
        done: 120,
        repaired: 120,
        failed: Vec::new(),
        left: 583,
        ..result()
    }));
    harness.get_by_label("Stopped before the end: 583 images are left");
    let journal = PathBuf::from("/journals/7.jsonl");
    let go_on = click(&mut harness, "Go on");
    assert_eq!(go_on, [Repair(RepairCommand::Resume(journal))]);
}

#[test]
fn all_buttons_of_the_end_stand_below_its_words() {
    for language in Language::ALL {
        let harness = shown_as(Page::Ended(result()), [900.0, 600.0], language);
        let text = Text::new(language);
        let left = |key| {
            let name = text.get(key);
            let bounds = harness.get_by_label(&name);
            bounds.accesskit_node().raw_bounds().map(|it| it.x0)
        };
        let (words, first) = (left("repair-end-title"), left("repair-undo-everything"));
        assert!(words.is_some() && first >= words, "{language:?}");
    }
}
