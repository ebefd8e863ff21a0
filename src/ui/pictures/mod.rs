//! The pictures of the results as textures, within a budget of bytes.

mod byte_lru;
mod picture_store;

pub use byte_lru::ByteLru;
pub use picture_store::{PictureKey, PictureSlot, PictureStore, ScanGeneration};
