//! What the user asked for: the only way in which a panel has an effect.
//!
//! Wishes are grouped by whom they go to, so that each group is carried out in one place that knows all of its wishes.

mod list_command;
mod repair_command;
mod review_command;
mod scan_command;
mod window_command;

pub use list_command::ListCommand;
pub use repair_command::RepairCommand;
pub use review_command::ReviewCommand;
pub use scan_command::ScanCommand;
pub use window_command::WindowCommand;

/// One wish of the user. Panels return them; the app carries them out after the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum UiCommand {
    /// About the folder, and the scan of it.
    Scan(ScanCommand),
    /// About the list of results.
    List(ListCommand),
    /// About images that are looked at and decided about.
    Review(ReviewCommand),
    /// About originals, repairs, and what is handed over.
    Repair(RepairCommand),
    /// About the window itself.
    Window(WindowCommand),
}

impl From<ScanCommand> for UiCommand {
    fn from(command: ScanCommand) -> Self {
        Self::Scan(command)
    }
}

impl From<ListCommand> for UiCommand {
    fn from(command: ListCommand) -> Self {
        Self::List(command)
    }
}

impl From<ReviewCommand> for UiCommand {
    fn from(command: ReviewCommand) -> Self {
        Self::Review(command)
    }
}

impl From<RepairCommand> for UiCommand {
    fn from(command: RepairCommand) -> Self {
        Self::Repair(command)
    }
}

impl From<WindowCommand> for UiCommand {
    fn from(command: WindowCommand) -> Self {
        Self::Window(command)
    }
}

/// Something that the program keeps on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file that remembers decisions.
    Database,
    /// The file of settings.
    Settings,
    /// The folder of the log.
    Log,
}

/// How results are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ViewMode {
    /// Thumbnails.
    #[default]
    Gallery,
    /// Rows and columns.
    Table,
    /// A row per product.
    Products,
}

/// Which rows to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportRows {
    /// Every row.
    All,
    /// Black and doubtful.
    #[default]
    Flagged,
    /// Those that a person confirmed; those included that were repaired since.
    Confirmed,
    /// Those that are repaired.
    Repaired,
    /// What the filter shows, in the order shown.
    Shown,
    /// The selected rows, in the order shown.
    Selected,
}

/// As what to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// Excel workbook.
    #[default]
    Workbook,
    /// CSV that a spreadsheet reads rightly and runs nothing of.
    CsvForExcel,
    /// The same with semicolons between the columns.
    CsvWithSemicolons,
    /// CSV with exact values.
    CsvForPrograms,
    /// JSON, one object a line.
    JsonLines,
    /// The list of the first script.
    PixelList,
}

/// A sentence for the user that vanishes by itself or by a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something was done.
    Done(String),
    /// Something went wrong.
    Failed(String),
}
