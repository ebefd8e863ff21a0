//! The words of a sheet, as the one who asks for it wants them.

use crate::session::{ResultRow, RowStatus};

/// Words of the sheet itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SheetLabel {
    /// What the page is.
    Title,
    /// "Products", beside their number.
    Products,
    /// "Images", beside their number.
    Images,
    /// "Confirmed", beside the number of images that a person confirmed.
    Confirmed,
    /// "False alarms", beside their number.
    FalseAlarms,
    /// The scanned folder.
    Folder,
    /// When the page was made.
    Made,
    /// By which program.
    MadeBy,
    /// The list of products that leads to each.
    Contents,
    /// The head of the images that belong to no product.
    WithoutProduct,
    /// Under the black picture.
    Before,
    /// Under the repaired one.
    After,
    /// Under one that is not written yet.
    WouldBe,
    /// Instead of a picture that can't be shown.
    NoPicture,
    /// Instead of a repaired picture.
    NotRepaired,
    /// Before the original's path.
    Original,
    /// Before the repaired file's path.
    NewFile,
    /// Before the path at which the black file is kept.
    KeptAt,
}

impl SheetLabel {
    /// Every label.
    pub const ALL: [Self; 18] = [
        Self::Title,
        Self::Products,
        Self::Images,
        Self::Confirmed,
        Self::FalseAlarms,
        Self::Folder,
        Self::Made,
        Self::MadeBy,
        Self::Contents,
        Self::WithoutProduct,
        Self::Before,
        Self::After,
        Self::WouldBe,
        Self::NoPicture,
        Self::NotRepaired,
        Self::Original,
        Self::NewFile,
        Self::KeptAt,
    ];
}

/// The words of a sheet in one language. They are asked for while the sheet is written, on the thread that writes it.
pub trait SheetWords {
    /// The language's tag, such as `en` or `zh-CN`: by it browsers choose the forms of letters.
    fn language(&self) -> &str;

    /// A label.
    fn label(&self, label: SheetLabel) -> String;

    /// A status as a label.
    fn status(&self, status: RowStatus) -> String;

    /// What a person decided, where somebody did.
    fn decision(&self, row: &ResultRow) -> Option<String>;

    /// Why the row's status is what it is, a sentence each, what counts most first.
    fn reasons(&self, row: &ResultRow) -> Vec<String>;
}
