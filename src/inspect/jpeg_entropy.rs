//! Whether the entropy-coded data of a sequential JPEG are whole: exactly as many as its blocks take, each of them a code
//! of its table, with the restarts where they belong; and whether the scans of a progressive one are such as there can be.
//!
//! Decoders are lenient here, as browsers are: where data run out or go wrong they make up what is missing, and what is
//! left over they skip. This makes no pixels, and only reads what a decoder reads (ITU-T T.81, annex F.2). What cameras and
//! scanners leave behind a picture that is whole is no damage: a little padding, and a restart that closes the last part.

mod bits;

use super::jpeg_header::{JpegHeader, START_OF_SCAN, data_end, next_segment};
use bits::{Bits, Codes, Counts};

/// Why data are not whole, in the words for [`super::InspectError::Damaged`].
type Fault = &'static str;

const RUNS_OUT: Fault = "the data of the picture run out";
const LEFT_OVER: Fault = "data are left over behind the picture";
const NO_CODE: Fault = "the data of the picture hold no valid code";
const BAD_TABLE: Fault = "a table of codes is damaged";
const BAD_RESTART: Fault = "a restart is missing or stands where none belongs";
const BAD_SCAN: Fault = "a scan holds what no scan can hold";
const UNFINISHED: Fault = "the picture is not finished: some of its passes are missing";
const TWICE: Fault = "a colour channel comes twice";
const UNKNOWN: Fault = "a scan names a colour channel that is not there";
const MISSING: Fault = "a colour channel is missing";

/// Markers of tables, and of the interval between restarts.
const HUFFMAN_TABLES: u8 = 0xC4;
const RESTART_INTERVAL: u8 = 0xDD;

/// Blocks in a unit of several channels (T.81, B.2.3).
const MOST_BLOCKS: u64 = 10;

/// How far the data of a picture could be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Every block is there.
    Whole,
    /// The tables of a scan are missing, as films of JPEGs leave them out: decoders have the usual ones.
    WithoutTables,
}

/// Checks the scans of a sequential Huffman JPEG up to the end of the picture, or of the file where its end is not marked.
///
/// # Errors
/// The first fault.
pub fn check_sequential(bytes: &[u8], header: &JpegHeader) -> Result<Checked, Fault> {
    let frame = Frame::of(bytes, header);
    let mut tables = Tables::default();
    let mut seen = vec![false; frame.channels.len()];
    let mut checked = Checked::Whole;
    let mut at = 2;
    // Up to the first thing that is no segment: the end of the picture.
    while let Ok(segment) = next_segment(bytes, &mut at) {
        let data = bytes.get(segment.data).unwrap_or_default();
        match segment.marker {
            HUFFMAN_TABLES => tables.read(data)?,
            RESTART_INTERVAL => {
                let &[high, low, ..] = data else {
                    return Err(BAD_RESTART);
                };
                tables.restart_interval = u16::from_be_bytes([high, low]).into();
            }
            START_OF_SCAN => {
                let end = data_end(bytes, at);
                let scan = Scan {
                    header: data,
                    data: bytes.get(at..end).unwrap_or_default(),
                    is_last_of_file: end == bytes.len(),
                };
                if frame.check_scan(&scan, &tables, &mut seen)? == Checked::WithoutTables {
                    checked = Checked::WithoutTables;
                }
                at = end;
            }
            _ => {}
        }
    }
    if seen.contains(&false) {
        return Err(MISSING);
    }
    Ok(checked)
}

/// Checks that the scans of a progressive JPEG are such as there can be: mean values apart from other coefficients, these
/// of one channel at a time, and refined bit by bit (T.81, annex G.1.1.1); and that their tables are whole. The decoder
/// checks their data.
///
/// # Errors
/// The first fault.
pub fn check_progressive(bytes: &[u8], header: &JpegHeader) -> Result<(), Fault> {
    each_scan(bytes, header, |_| {})
}

/// Checks besides that the scans hold every coefficient of every channel, to its last bit.
///
/// # Errors
/// The first fault.
pub fn check_progressive_whole(bytes: &[u8], header: &JpegHeader) -> Result<(), Fault> {
    let described = bytes.get(header.channels.clone()).unwrap_or_default();
    let described = described.as_chunks::<3>().0;
    let names = described.iter().take(header.components.into());
    // A bit for each coefficient that is there.
    let mut held: Vec<(u8, u64)> = names.map(|&[name, ..]| (name, 0)).collect();
    each_scan(bytes, header, |scan| {
        if let (Some((&count, behind)), &[.., first, last, bits]) = (scan.split_first(), scan)
            && bits.trailing_zeros() >= 4
        {
            let coefficients = (first..=last.min(63)).fold(0, |all, at| all | 1_u64 << at);
            for &[name, _] in behind.as_chunks::<2>().0.iter().take(count.into()) {
                let channels = held.iter_mut().filter(|(known, _)| *known == name);
                channels.for_each(|(_, there)| *there |= coefficients);
            }
        }
    })?;
    let is_whole = held.iter().all(|(_, there)| *there == u64::MAX);
    if is_whole { Ok(()) } else { Err(UNFINISHED) }
}

/// Goes over the headers of a progressive JPEG's scans, and checks that each is such as there can be.
fn each_scan(bytes: &[u8], header: &JpegHeader, mut see: impl FnMut(&[u8])) -> Result<(), Fault> {
    let frame = Frame::of(bytes, header);
    let mut tables = Tables::default();
    let mut at = 2;
    while let Ok(segment) = next_segment(bytes, &mut at) {
        let data = bytes.get(segment.data).unwrap_or_default();
        match segment.marker {
            HUFFMAN_TABLES => tables.read(data)?,
            START_OF_SCAN => {
                frame.check_progressive_scan(data)?;
                see(data);
                at = data_end(bytes, at);
            }
            _ => {}
        }
    }
    Ok(())
}

/// What the frame says of its channels.
struct Frame {
    channels: Vec<Channel>,
    units: u64,
}

#[derive(Clone, Copy)]
struct Channel {
    name: u8,
    /// Blocks of it in a unit of all channels.
    blocks: u64,
    /// Blocks of it where it stands alone.
    alone: u64,
}

impl Frame {
    fn of(bytes: &[u8], header: &JpegHeader) -> Self {
        let described = bytes.get(header.channels.clone()).unwrap_or_default();
        let described = described.as_chunks::<3>().0;
        let described = &described[..described.len().min(header.components.into())];
        let factors = |both: u8| {
            let factor = |four_bits: u8| u64::from(four_bits.clamp(1, 4));
            (factor(both >> 4), factor(both & 0x0F))
        };
        let most = |pick: fn((u64, u64)) -> u64| {
            let each = described.iter().map(|channel| pick(factors(channel[1])));
            each.max().unwrap_or(1)
        };
        let (widest, highest) = (most(|factors| factors.0), most(|factors| factors.1));
        let (width, height) = (u64::from(header.width_px), u64::from(header.height_px));
        let channels = described.iter().map(|&[name, both, _]| {
            let (horizontal, vertical) = factors(both);
            let columns = (width * horizontal).div_ceil(8 * widest);
            let rows = (height * vertical).div_ceil(8 * highest);
            Channel {
                name,
                blocks: horizontal * vertical,
                alone: columns * rows,
            }
        });
        Self {
            channels: channels.collect(),
            units: width.div_ceil(8 * widest) * height.div_ceil(8 * highest),
        }
    }

    /// Checks what the header of a scan of a progressive JPEG says.
    fn check_progressive_scan(&self, header: &[u8]) -> Result<(), Fault> {
        let channels = self.channels_of(header)?;
        let &[.., first, last, bits] = header else {
            return Err(BAD_SCAN);
        };
        let (before, now) = (bits >> 4, bits & 0x0F);
        let is_possible = match first {
            0 => last == 0,
            _ => first <= last && last < 64 && channels.len() == 1,
        };
        if !is_possible || now > 13 || (before > 0 && before != now + 1) {
            return Err(BAD_SCAN);
        }
        Ok(())
    }

    /// The channels that a scan's header names, as places among all, each with the byte that names its tables.
    fn channels_of(&self, header: &[u8]) -> Result<Vec<(usize, u8)>, Fault> {
        let (&count, behind) = header.split_first().ok_or(UNKNOWN)?;
        let named = behind.as_chunks::<2>().0;
        let named = named.get(..usize::from(count)).ok_or(UNKNOWN)?;
        let channels = named.iter().map(|&[name, tables]| {
            let is_named = |channel: &Channel| channel.name == name;
            Some((self.channels.iter().position(is_named)?, tables))
        });
        let channels: Vec<_> = channels.collect::<Option<_>>().ok_or(UNKNOWN)?;
        let blocks = channels
            .iter()
            .map(|&(place, _)| self.channels[place].blocks);
        if channels.len() > 1 && blocks.sum::<u64>() > MOST_BLOCKS {
            return Err(BAD_SCAN);
        }
        Ok(channels)
    }

    /// Checks one scan, and notes which channels were seen.
    fn check_scan(
        &self,
        scan: &Scan<'_>,
        tables: &Tables,
        seen: &mut [bool],
    ) -> Result<Checked, Fault> {
        let mut parts = Vec::new();
        for (place, both) in self.channels_of(scan.header)? {
            if std::mem::replace(&mut seen[place], true) {
                return Err(TWICE);
            }
            let table = |class: usize, number: u8| {
                let table = tables.codes[class].get(usize::from(number));
                table.and_then(Option::as_ref)
            };
            let codes = table(0, both >> 4).zip(table(1, both & 0x0F));
            parts.push((self.channels[place], codes));
        }
        let parts: Option<Vec<_>> = parts
            .into_iter()
            .map(|(channel, codes)| Some((channel, codes?)))
            .collect();
        let Some(parts) = parts else {
            return Ok(Checked::WithoutTables);
        };
        let (units, blocks_of): (u64, fn(&Channel) -> u64) = match parts.as_slice() {
            [(alone, _)] => (alone.alone, |_| 1),
            _ => (self.units, |channel| channel.blocks),
        };
        let mut bits = Bits::new(scan.data);
        for unit in 0..units {
            if tables.restart_interval > 0 && unit > 0 && unit % tables.restart_interval == 0 {
                bits.restart(unit / tables.restart_interval - 1)?;
            }
            for (channel, (dc, ac)) in &parts {
                for _ in 0..blocks_of(channel) {
                    skip_block(&mut bits, dc, ac)?;
                }
            }
        }
        if scan.is_last_of_file {
            bits.check_cut_end()?;
        } else {
            bits.check_end()?;
        }
        Ok(Checked::Whole)
    }
}

/// One scan of a file.
struct Scan<'bytes> {
    /// Its header, behind the length.
    header: &'bytes [u8],
    /// Its entropy-coded data, up to the next marker.
    data: &'bytes [u8],
    /// Whether the file ends with it, and no marker follows.
    is_last_of_file: bool,
}

/// Reads over the 64 coefficients of a block.
fn skip_block(bits: &mut Bits<'_>, dc: &Codes, ac: &Codes) -> Result<(), Fault> {
    let size = bits.symbol(dc)?;
    bits.skip(u32::from(size.min(16)))?;
    let mut coefficient = 1;
    while coefficient < 64 {
        let symbol = bits.symbol(ac)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 0x0F));
        if size == 0 {
            if run < 15 {
                break;
            }
            coefficient += 16;
        } else {
            coefficient += run + 1;
            bits.skip(size)?;
        }
    }
    Ok(())
}

/// The tables that are in force.
#[derive(Default)]
struct Tables {
    /// For mean values, and for the other coefficients.
    codes: [[Option<Codes>; 4]; 2],
    restart_interval: u64,
}

impl Tables {
    /// Reads a segment of tables.
    fn read(&mut self, mut data: &[u8]) -> Result<(), Fault> {
        while let Some((&place, behind)) = data.split_first() {
            let counts: &Counts = behind.first_chunk().ok_or(BAD_TABLE)?;
            let total: usize = counts.iter().map(|&count| usize::from(count)).sum();
            let symbols = &behind[counts.len()..];
            let symbols = symbols.get(..total).ok_or(BAD_TABLE)?;
            let class = self.codes.get_mut(usize::from(place >> 4));
            let slot = class.and_then(|class| class.get_mut(usize::from(place & 0x0F)));
            *slot.ok_or(BAD_TABLE)? = Some(Codes::of(counts, symbols)?);
            data = &behind[counts.len() + total..];
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
