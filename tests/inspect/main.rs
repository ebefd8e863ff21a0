//! The inspection of single images, from bytes to verdict, over pictures drawn in code.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't draw its picture has failed"
)]

mod bombs;
mod damage;
mod drawing;
mod evaluation_data;
mod exactness;
mod formats;
mod harder_judgement;
mod harder_pictures;
mod judgement;
mod mutations;
mod pictures;
