//! The words of a contact sheet in the window's language.

use crate::export::{SheetLabel, SheetWords};
use crate::session::{ResultRow, RowStatus};
use crate::ui::{Language, Text, wording};

/// Words of one language, made on the thread that writes the sheet.
pub(super) struct WindowWords(Text);

impl WindowWords {
    pub(super) fn new(language: Language) -> Self {
        Self(Text::new(language))
    }
}

impl SheetWords for WindowWords {
    fn language(&self) -> &str {
        self.0.language().tag()
    }

    fn label(&self, label: SheetLabel) -> String {
        self.0.get(match label {
            SheetLabel::Title => "pack-sheet-title",
            SheetLabel::Products => "pack-sheet-products",
            SheetLabel::Images => "pack-sheet-images",
            SheetLabel::Confirmed => "pack-sheet-confirmed",
            SheetLabel::FalseAlarms => "pack-sheet-false-alarms",
            SheetLabel::Folder => "pack-sheet-folder",
            SheetLabel::Made => "pack-sheet-made",
            SheetLabel::MadeBy => "pack-sheet-made-by",
            SheetLabel::Contents => "pack-sheet-contents",
            SheetLabel::WithoutProduct => "pack-sheet-without-product",
            SheetLabel::Before => "pack-sheet-before",
            SheetLabel::After => "pack-sheet-after",
            SheetLabel::WouldBe => "pack-sheet-would-be",
            SheetLabel::NoPicture => "pack-sheet-no-picture",
            SheetLabel::NotRepaired => "pack-sheet-not-repaired",
            SheetLabel::Original => "pack-sheet-original",
            SheetLabel::NewFile => "pack-sheet-new-file",
            SheetLabel::KeptAt => "pack-sheet-kept-at",
        })
    }

    fn status(&self, status: RowStatus) -> String {
        wording::status(&self.0, status)
    }

    fn decision(&self, row: &ResultRow) -> Option<String> {
        let decision = row.decision_told()?;
        Some(wording::decision(&self.0, Some(decision)))
    }

    fn reasons(&self, row: &ResultRow) -> Vec<String> {
        let proof = row.proof_told().map(|found| wording::proof(&self.0, found));
        let error = wording::row_error(&self.0, row);
        // Of a file that was replaced only the new one was judged.
        let judged = if row.was_replaced() {
            Vec::new()
        } else {
            wording::judged_reasons(&self.0, row)
        };
        let answer = wording::row_answer(&self.0, row);
        error
            .into_iter()
            .chain(proof)
            .chain(answer)
            .chain(judged)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::ImageId;
    use crate::ui::testing::sessions::{self, Made};

    #[test]
    fn each_reason_is_said_once() {
        let mut session = sessions::running(&[("04006381000012/mug_1.jpg", Made::Black)]);
        session.set_proof(ImageId(0), crate::ui::testing::proof());
        let row = session.row(ImageId(0)).expect("a row");
        let reasons = WindowWords::new(Language::English).reasons(row);
        assert!(reasons[0].starts_with("Proven: "), "{reasons:?}");
        assert!(reasons.len() > 1, "and what was seen: {reasons:?}");
        let mut once = reasons.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), reasons.len(), "{reasons:?}");
    }

    #[test]
    fn every_label_has_words_in_every_language() {
        for language in Language::ALL {
            let words = WindowWords::new(language);
            for label in SheetLabel::ALL {
                let said = words.label(label);
                assert!(
                    !said.is_empty() && !said.starts_with("pack-"),
                    "{label:?} in {language:?}: {said}"
                );
            }
        }
    }
}
