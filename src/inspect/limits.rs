//! Bounds that are checked before anything is decoded, so that no header can claim the machine's memory.

use super::InspectError;

/// Bounds on one image, checked against its header before its pixels are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

impl ImageLimits {
    /// # Errors
    /// [`InspectError::FileTooLarge`] for more than [`Self::max_file_bytes`].
    pub fn check_file(&self, file_bytes: u64) -> Result<(), InspectError> {
        if file_bytes > self.max_file_bytes {
            return Err(InspectError::FileTooLarge {
                file_bytes,
                limits: *self,
            });
        }
        Ok(())
    }

    /// # Errors
    /// [`InspectError::TooManyPixels`] for more than [`Self::max_pixels`].
    pub fn check_pixels(&self, width_px: u32, height_px: u32) -> Result<(), InspectError> {
        if u64::from(width_px) * u64::from(height_px) > self.max_pixels {
            return Err(InspectError::TooManyPixels {
                width_px,
                height_px,
                limits: *self,
            });
        }
        Ok(())
    }

    /// # Errors
    /// [`InspectError::TooMuchMemory`] for more than [`Self::max_decode_bytes`].
    pub fn check_bytes(&self, decode_bytes: u64) -> Result<(), InspectError> {
        if decode_bytes > self.max_decode_bytes {
            return Err(InspectError::TooMuchMemory { limits: *self });
        }
        Ok(())
    }
}
