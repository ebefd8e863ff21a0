//! The contact sheet: one HTML file with every image before and after its repair, product by product, for those who have
//! no Blackdrop.
//!
//! It opens in any browser, from a mail or a share, without a network: the pictures and the style are inside, there is no
//! script, and the page itself forbids all else. It follows the reader's light or dark theme, prints on paper, and has no
//! language of its own: its words come from [`SheetWords`]. It reads no image; the caller makes the small pictures, which
//! are held one image at a time.
//!
//! # How large it becomes
//!
//! A picture of [`SHEET_PICTURE_PX`] takes 3 to 9 KB as JPEG, a third more as text; an image with both pictures about
//! 15 KB. So 1,000 products with one black image each make a file of about 15 MB, whose pictures the browser decodes when
//! they are scrolled to.
//!
//! Invariant: what is a file's name or comes from a file is text and never markup.

mod card;
mod english;
mod head;
mod picture;
mod words;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::destination::ScannedFiles;
use super::path_text::path_text;
use super::{Destination, ExportFile, ExportSummary, Growth, SaveError};
use crate::scan::ProductId;
use crate::session::ResultRow;

pub use english::EnglishWords;
pub use picture::{SHEET_PICTURE_PX, SheetPicture};
pub use words::{SheetLabel, SheetWords};

/// What a sheet says of itself.
#[derive(Clone, Copy, Debug)]
pub struct SheetAbout<'sheet> {
    /// The scanned folder.
    pub root: &'sheet Path,
    /// When the sheet is made.
    pub made_at: SystemTime,
}

/// The small pictures of one image.
#[derive(Clone, Debug, Default)]
pub struct Thumbs {
    /// The black image; `None`: it can't be shown.
    pub before: Option<SheetPicture>,
    /// Its repaired picture, or what that would be; `None`: there is none.
    pub after: Option<SheetPicture>,
}

/// The images of one product.
struct ProductRows<'rows> {
    product: Option<&'rows ProductId>,
    rows: Vec<&'rows ResultRow>,
}

/// Writes a sheet of these rows to an output: products by their ids, images by their paths, those without a product last.
/// `thumbs` is asked once for each row, in that order; where it breaks off, the sheet is not whole, and that is returned.
///
/// # Errors
/// What the output said.
pub fn write_contact_sheet(
    out: &mut impl Write,
    rows: &[Arc<ResultRow>],
    about: SheetAbout<'_>,
    words: &dyn SheetWords,
    thumbs: &mut dyn FnMut(&ResultRow) -> ControlFlow<(), Thumbs>,
) -> io::Result<ControlFlow<()>> {
    let products = by_product(rows);
    let beginning = head::beginning(rows, &products, about, words);
    out.write_all(beginning.into_string().as_bytes())?;
    for (number, product) in products.iter().enumerate() {
        let opening = head::product_opening(number, product, words);
        out.write_all(opening.into_string().as_bytes())?;
        for row in &product.rows {
            let ControlFlow::Continue(pictures) = thumbs(row) else {
                return Ok(ControlFlow::Break(()));
            };
            let card = card::card(row, &pictures, words);
            out.write_all(card.into_string().as_bytes())?;
        }
        out.write_all(b"</section>\n")?;
    }
    out.write_all(b"</main>\n</body>\n</html>\n")?;
    Ok(ControlFlow::Continue(()))
}

/// Writes a sheet to a file, as safely as every other export. It reads and writes the disk: never on the thread of a
/// window. `None`: `thumbs` broke it off, and nothing was written.
///
/// # Errors
/// Why nothing was written; a file at the destination is as it was before.
pub fn save_contact_sheet(
    rows: &[Arc<ResultRow>],
    about: SheetAbout<'_>,
    words: &dyn SheetWords,
    destination: &Path,
    scanned: Option<ScannedFiles<'_>>,
    thumbs: &mut dyn FnMut(&ResultRow) -> ControlFlow<(), Thumbs>,
) -> Result<Option<ExportSummary>, SaveError> {
    let destination = Destination::resolve(destination, scanned)?;
    let mut attempt = || {
        let mut file = ExportFile::open(&destination, Growth::AtOnce)?;
        let flow = write_contact_sheet(&mut file, rows, about, words, thumbs)?;
        if flow.is_break() {
            return Ok(None); // The file is dropped, and what was there before stays.
        }
        file.commit()?;
        Ok(Some(ExportSummary {
            destination: destination.given().to_path_buf(),
            rows: rows.len() as u64,
        }))
    };
    attempt().map_err(|kind| SaveError::new(destination.given(), kind))
}

fn by_product(rows: &[Arc<ResultRow>]) -> Vec<ProductRows<'_>> {
    let mut groups: BTreeMap<(bool, Option<&ProductId>), Vec<&ResultRow>> = BTreeMap::new();
    for row in rows {
        let product = row.report.product.as_ref();
        let group = groups.entry((product.is_none(), product)).or_default();
        group.push(row);
    }
    groups
        .into_iter()
        .map(|((_, product), mut rows)| {
            rows.sort_by_cached_key(|row| path_text(&row.report.location).into_owned());
            ProductRows { product, rows }
        })
        .collect()
}

#[cfg(test)]
mod tests;
