//! Rows → CSV, Excel workbook, JSON lines or the first script's list; the contact sheet and the hand-over pack; and saving
//! them safely.
//!
//! The writers are pure: rows in, bytes out ([`RowSink`]). Where the bytes go is looked at before ([`Destination`]) and
//! written atomically ([`ExportFile`]). [`export_to`] does both. Columns and cells are the same in every format
//! ([`Column`]). This room knows no window and no language: what it writes is stable English, and its errors are data.

mod cell;
mod contact_sheet;
mod csv;
mod destination;
mod error;
mod format;
mod lines;
mod pack;
mod path_text;
mod record;
mod save;
mod spreadsheet;
mod workbook;

#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod save_tests;
#[cfg(test)]
mod test_rows;

pub use cell::Cell;
pub use contact_sheet::{
    EnglishWords, SHEET_PICTURE_PX, SheetAbout, SheetLabel, SheetPicture, SheetWords, Thumbs,
    save_contact_sheet, write_contact_sheet,
};
pub use csv::Separator;
pub use destination::{Destination, ScannedFiles};
pub use error::{SaveError, SaveErrorKind};
pub use format::{ExportFormat, RowSink};
pub use pack::{
    PackError, PackFault, PackOrder, PackProblem, PackSummary, PictureFiles, check_pack_folder,
    file_thumbs, picture_files, write_pack,
};
pub use path_text::{file_text, path_text, sort_by_path};
pub use record::{Column, Columns, ExportRecord};
pub use save::{ExportFile, ExportSummary, Growth, export_to, try_out};
pub use spreadsheet::FORMULA_STARTS;
