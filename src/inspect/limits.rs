//! Bounds that are checked before anything is decoded, so that no header can claim the machine's memory.

/// Bounds on one image, checked against its header before its pixels are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageLimits {
    /// Largest file that is read, in bytes.
    pub max_file_bytes: u64,
    /// Largest width times height, in pixels.
    pub max_pixels: u64,
    /// Most memory that decoding one image may take, in bytes.
    pub max_decode_bytes: u64,
}

impl Default for ImageLimits {
    /// 512 MiB of file, 250 megapixels, 1 GiB of decoding memory: above any shop image (the largest that a marketplace
    /// takes has 64 megapixels), below what a laptop can spare for each of its workers.
    fn default() -> Self {
        Self {
            max_file_bytes: 512 << 20,
            max_pixels: 250_000_000,
            max_decode_bytes: 1 << 30,
        }
    }
}
