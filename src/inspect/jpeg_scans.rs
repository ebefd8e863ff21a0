//! The scans of a JPEG, followed to the end of the picture before any of them is decoded: how much work they are, and
//! whether the picture ends at all.
//!
//! Reads markers and lengths, and passes every byte once; of entropy-coded data it knows only where they end.

use super::InspectError;
use super::jpeg_header::{
    DEFINE_NUMBER_OF_LINES, END_OF_IMAGE, JpegCoding, JpegHeader, START_OF_SCAN, data_end,
    next_segment,
};
use super::work::{LEAST_HONEST_PX, Work};

/// Pixels of a block.
const BLOCK_PX: u64 = 64;

/// So often a writer of progressive pictures goes over each block: the usual script has ten scans, of which no channel is
/// in more than six; those that search for the smallest file make a few more.
pub const HONEST_PROGRESSIVE_PASSES: u64 = 10;

/// Most scans, however few blocks they go over: each costs a decoder its tables and its header too, and the decoders of
/// progressive pictures take no more. The usual script has ten; a sequential picture has one for each channel at most.
pub const MOST_SCANS: usize = 100;

/// What the scans of a JPEG say without being decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JpegScans {
    /// How many there are.
    pub count: usize,
    /// Blocks that the scans go over, each as often as it is gone over.
    pub work: Work,
    /// How many colour channels all scans hold together. A sequential picture has each of them once.
    pub channels: usize,
    /// Whether the end of the picture was found where a segment may begin.
    pub has_end: bool,
    /// Whether any scan holds one channel alone.
    pub has_lone_channels: bool,
    /// Whether the number of lines is told again behind a scan. The header's counts, as in browsers.
    pub has_number_of_lines: bool,
}

impl JpegScans {
    /// # Errors
    /// [`InspectError::TooMuchWork`] for more than [`MOST_SCANS`], and for more blocks than are honest.
    pub fn check_work(&self) -> Result<(), InspectError> {
        if self.count > MOST_SCANS {
            return Err(InspectError::TooMuchWork);
        }
        self.work.check()
    }
}

/// The blocks of a picture, by channel.
struct Blocks<'bytes> {
    /// Three bytes a channel: its name, both sampling factors, its quantisation table.
    channels: &'bytes [[u8; 3]],
    mcus: u64,
}

impl<'bytes> Blocks<'bytes> {
    fn of(bytes: &'bytes [u8], header: &JpegHeader) -> Self {
        let channels = bytes.get(header.channels.clone()).unwrap_or_default();
        let channels = channels.as_chunks::<3>().0;
        let widest = channels.iter().map(|channel| sampling(*channel).0).max();
        let mcu_width_px = 8 * widest.unwrap_or(1);
        let columns = u64::from(header.width_px).div_ceil(mcu_width_px);
        let rows = u64::from(header.height_px).div_ceil(header.mcu_height_px.into());
        Self {
            channels,
            mcus: columns * rows,
        }
    }

    fn of_channel(&self, channel: [u8; 3]) -> u64 {
        let (horizontal, vertical) = sampling(channel);
        self.mcus * horizontal * vertical
    }

    fn of_all(&self) -> u64 {
        self.channels
            .iter()
            .map(|channel| self.of_channel(*channel))
            .sum()
    }

    /// The blocks of a scan, by its header behind the length; all where it names a channel that is not there.
    fn of_scan(&self, scan: &[u8]) -> u64 {
        let Some((&count, behind)) = scan.split_first() else {
            return self.of_all();
        };
        let names = behind.as_chunks::<2>().0.iter().take(count.into());
        names
            .map(|&[name, _]| {
                let found = self.channels.iter().find(|channel| channel[0] == name);
                found.map_or_else(|| self.of_all(), |channel| self.of_channel(*channel))
            })
            .sum()
    }
}

/// The sampling factors of a channel, horizontal and vertical: 1 to 4.
fn sampling(channel: [u8; 3]) -> (u64, u64) {
    let factor = |four_bits: u8| u64::from(four_bits.clamp(1, 4));
    (factor(channel[1] >> 4), factor(channel[1] & 0x0F))
}

/// Follows the scans. Where they can't be followed, every later pair of bytes that could be a scan's marker counts as one
/// of all channels: decoders search for markers in different ways.
pub fn follow_scans(bytes: &[u8], header: &JpegHeader) -> JpegScans {
    let blocks = Blocks::of(bytes, header);
    let first = header.scan_header.start + 2..header.scan_header.end;
    let first = bytes.get(first).unwrap_or_default();
    let mut needed = blocks.of_scan(first);
    let mut count = 1;
    let mut channels = usize::from(first.first().copied().unwrap_or(0));
    let (mut has_lone_channels, mut has_number_of_lines) = (channels == 1, false);
    let mut at = header.first_scan;
    let has_end = loop {
        at = data_end(bytes, at);
        // Bytes that are no marker may stand before the next one.
        let Ok(segment) = next_segment(bytes, &mut at) else {
            break ends_at(bytes, at);
        };
        if segment.marker == START_OF_SCAN {
            let scan = bytes.get(segment.data).unwrap_or_default();
            needed = needed.saturating_add(blocks.of_scan(scan));
            count += 1;
            let held = usize::from(scan.first().copied().unwrap_or(0));
            channels += held;
            has_lone_channels |= held == 1;
        }
        has_number_of_lines |= segment.marker == DEFINE_NUMBER_OF_LINES;
    };
    if !has_end {
        let rest = bytes.get(at..).unwrap_or_default();
        let possible = memchr::memmem::find_iter(rest, &[0xFF, START_OF_SCAN]).count();
        needed = needed.saturating_add(blocks.of_all().saturating_mul(possible as u64));
        count += possible;
    }
    let passes = match header.coding {
        JpegCoding::Progressive => HONEST_PROGRESSIVE_PASSES,
        _ => 1,
    };
    let honest = blocks.of_all().max(LEAST_HONEST_PX / BLOCK_PX) * passes;
    JpegScans {
        count,
        work: Work { needed, honest },
        channels,
        has_end,
        has_lone_channels,
        has_number_of_lines,
    }
}

/// Whether the marker that was read just before `at` is the end of the picture.
fn ends_at(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(2).and_then(|start| bytes.get(start..at)) == Some(&[0xFF, END_OF_IMAGE])
}
