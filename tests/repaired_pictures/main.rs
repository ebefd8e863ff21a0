//! Repaired pictures, from the bytes of an original and of a black file to the bytes of the new one. Everything is drawn in
//! code.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't draw its picture has failed"
)]

mod accuracy;
mod colours;
mod drawing;
mod files;
mod notes;
mod originals;
mod resizing;
mod tiffs;
mod webps;
