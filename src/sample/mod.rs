//! A made-up product catalogue, drawn in code: to try the program on, to test it, and to time it.
//!
//! It looks like a shop's folder: product folders named by their code, PNG originals with soft alpha, JPEGs on white,
//! JPEGs that turned black in both ways that real tools do it, and the odd broken file. The same seed gives the same
//! bytes on every machine of the same kind. What is true of each image is returned with it ([`Truth`]), so that a
//! verdict can be compared with the truth.
//!
//! This room knows nothing of inspection, threads or the window. It writes only into folders that are missing, empty or
//! its own.

mod barcode;
mod built_in;
mod catalogue;
mod draw;
mod error;
mod folder;
mod form;
mod originals;
mod picture;
mod plan;
mod products;
mod scene;
mod truth;

pub use built_in::{sample_images, write_sample};
pub use catalogue::{
    CatalogueSpec, CatalogueSummary, GeneratedImage, Originals, Part, WriteEnd, generate_image,
    write_catalogue,
};
pub use error::SampleError;
pub use originals::{
    sample_originals, sample_originals_folder, write_originals, write_sample_originals,
};
pub use truth::Truth;
