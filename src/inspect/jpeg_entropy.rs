//! Whether the entropy-coded data of a sequential JPEG are whole: exactly as many as its blocks take, each of them a code
//! of its table, with the restarts where they belong; and whether the scans
//! of a progressive one are such as there can be.
//!
//! Decoders are lenient here, as browsers are: where data run out or go wrong they make up what is missing, and what is
//! left over they skip. This makes no pixels, and only reads what a decoder reads (ITU-T T.81, annex F.2).

use super::jpeg_header::{JpegHeader, START_OF_SCAN, data_end, next_segment};

/// Why data are not whole, in the words for [`super::InspectError::Damaged`].
type Fault = &'static str;

const RUNS_OUT: Fault = "the data of the picture run out";
const LEFT_OVER: Fault = "data are left over behind the picture";
const NO_CODE: Fault = "the data of the picture hold no valid code";
const BAD_TABLE: Fault = "a table of codes is damaged";
const BAD_RESTART: Fault = "a restart is missing or stands where none belongs";
const BAD_SCAN: Fault = "a scan holds what no scan can hold";
const TWICE: Fault = "a colour channel comes twice";
const UNKNOWN: Fault = "a scan names a colour channel that is not there";

/// Markers of tables, and of the interval between restarts.
const HUFFMAN_TABLES: u8 = 0xC4;
const RESTART_INTERVAL: u8 = 0xDD;

/// Bits of the longest code.
const MOST_BITS: u32 = 16;

/// How many codes of each length a table has.
type Counts = [u8; 16];

/// Bits that are looked up at once.
const LOOK_BITS: u32 = 9;

/// Checks the scans of a sequential Huffman JPEG up to the end of the picture.
///
/// # Errors
/// The first fault.
pub fn check_sequential(bytes: &[u8], header: &JpegHeader) -> Result<(), Fault> {
    let frame = Frame::of(bytes, header);
    let mut tables = Tables::default();
    let mut seen = vec![false; frame.channels.len()];
    let mut at = 2;
    // Up to the first thing that is no segment: the end of the picture, as was looked for before.
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
                let scan = bytes.get(at..end).unwrap_or_default();
                frame.check_scan(data, scan, &tables, &mut seen)?;
                at = end;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks that the scans of a progressive JPEG are such as there can be: mean values apart from other coefficients, these
/// of one channel at a time, and refined bit by bit (T.81, annex G.1.1.1). The decoder checks their data.
///
/// # Errors
/// The first fault.
pub fn check_progressive(bytes: &[u8], header: &JpegHeader) -> Result<(), Fault> {
    let mut scan = bytes.get(header.scan_header.start + 2..header.scan_header.end);
    let mut at = data_end(bytes, header.first_scan);
    while let Some(data) = scan {
        let (Some(&count), &[.., first, last, bits]) = (data.first(), data) else {
            return Err(BAD_SCAN);
        };
        let (before, now) = (bits >> 4, bits & 0x0F);
        let is_possible = match first {
            0 => last == 0,
            _ => first <= last && last < 64 && count == 1,
        };
        if !is_possible || now > 13 || (before > 0 && before != now + 1) {
            return Err(BAD_SCAN);
        }
        scan = None;
        while let Ok(segment) = next_segment(bytes, &mut at) {
            if segment.marker == START_OF_SCAN {
                scan = bytes.get(segment.data);
                at = data_end(bytes, at);
                break;
            }
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

    /// Checks one scan, by its header behind the length.
    fn check_scan(
        &self,
        scan_header: &[u8],
        data: &[u8],
        tables: &Tables,
        seen: &mut [bool],
    ) -> Result<(), Fault> {
        let (&count, behind) = scan_header.split_first().ok_or(UNKNOWN)?;
        let named = behind.as_chunks::<2>().0;
        let named = named.get(..usize::from(count)).ok_or(UNKNOWN)?;
        let mut parts = Vec::with_capacity(named.len());
        for &[name, both] in named {
            let place = self
                .channels
                .iter()
                .position(|channel| channel.name == name);
            let place = place.ok_or(UNKNOWN)?;
            if std::mem::replace(&mut seen[place], true) {
                return Err(TWICE);
            }
            let table = |class: usize, number: u8| {
                let table = tables.codes[class].get(usize::from(number));
                table.and_then(Option::as_ref)
            };
            let codes = table(0, both >> 4).zip(table(1, both & 0x0F));
            // Films of JPEGs leave the usual tables out, and decoders have them.
            let Some(codes) = codes else {
                return Ok(());
            };
            parts.push((self.channels[place], codes));
        }
        let (units, blocks_of): (u64, fn(&Channel) -> u64) = match parts.as_slice() {
            [(alone, _)] => (alone.alone, |_| 1),
            _ => (self.units, |channel| channel.blocks),
        };
        let mut bits = Bits::new(data);
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
        bits.check_end()
    }
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

/// A table of codes.
struct Codes {
    /// By the next bits: the length of the code that they begin with, and its symbol; length 0 where it is longer.
    short: Vec<(u8, u8)>,
    /// For each length, from 1 on: the first code, how many there are, and where their symbols begin.
    long: [(u32, u32, usize); 16],
    symbols: Vec<u8>,
}

impl Codes {
    fn of(counts: &Counts, symbols: &[u8]) -> Result<Self, Fault> {
        let mut short = vec![(0, 0); 1 << LOOK_BITS];
        let mut long = [(0, 0, 0); 16];
        let (mut code, mut begin) = (0_u32, 0);
        for (length, &count) in (1_u32..).zip(counts) {
            let index = length as usize - 1;
            long[index] = (code, count.into(), begin);
            for _ in 0..count {
                if length <= LOOK_BITS {
                    let first = (code << (LOOK_BITS - length)) as usize;
                    let last = first + (1 << (LOOK_BITS - length));
                    let told = (u8::try_from(length).unwrap_or(0), symbols[begin]);
                    short.get_mut(first..last).ok_or(BAD_TABLE)?.fill(told);
                }
                begin += 1;
                code += 1;
            }
            if code > 1 << length {
                return Err(BAD_TABLE);
            }
            code <<= 1;
        }
        Ok(Self {
            short,
            long,
            symbols: symbols.to_vec(),
        })
    }
}

/// The bits of a scan, without stuffed bytes, up to the next restart.
struct Bits<'data> {
    data: &'data [u8],
    at: usize,
    /// The next bits, from the highest on.
    held: u64,
    count: u32,
}

impl<'data> Bits<'data> {
    fn new(data: &'data [u8]) -> Self {
        Self {
            data,
            at: 0,
            held: 0,
            count: 0,
        }
    }

    /// Holds at least 32 bits, where there are as many before the next marker.
    fn fill(&mut self) {
        while self.count <= 56 {
            let Some(&byte) = self.data.get(self.at) else {
                return;
            };
            if byte == 0xFF {
                if self.data.get(self.at + 1) != Some(&0) {
                    return;
                }
                self.at += 1;
            }
            self.at += 1;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// The next bits, at most 16; where there are fewer, zeros follow.
    fn peek(&self, count: u32) -> u32 {
        u32::try_from(self.held >> (64 - count)).unwrap_or(0)
    }

    fn skip(&mut self, count: u32) -> Result<(), Fault> {
        if self.count < count {
            self.fill();
        }
        self.count = self.count.checked_sub(count).ok_or(RUNS_OUT)?;
        self.held <<= count;
        Ok(())
    }

    fn symbol(&mut self, codes: &Codes) -> Result<u8, Fault> {
        if self.count < MOST_BITS {
            self.fill();
        }
        let (length, symbol) = codes.short[self.peek(LOOK_BITS) as usize];
        if length > 0 {
            self.skip(length.into())?;
            return Ok(symbol);
        }
        for (length, &(first, count, begin)) in (1_u32..).zip(&codes.long).skip(LOOK_BITS as usize)
        {
            let code = self.peek(length);
            if code >= first && code - first < count {
                self.skip(length)?;
                return Ok(codes.symbols[begin + (code - first) as usize]);
            }
        }
        Err(if self.count < MOST_BITS {
            RUNS_OUT
        } else {
            NO_CODE
        })
    }

    /// Goes on behind a restart, of which so many were before.
    fn restart(&mut self, before: u64) -> Result<(), Fault> {
        self.pass_padding()?;
        while self.data.get(self.at + 1) == Some(&0xFF) && self.data.get(self.at) == Some(&0xFF) {
            self.at += 1;
        }
        let marker = self.data.get(self.at..self.at + 2).ok_or(RUNS_OUT)?;
        if marker[0] != 0xFF || u64::from(marker[1]) != 0xD0 + before % 8 {
            return Err(BAD_RESTART);
        }
        self.at += 2;
        (self.held, self.count) = (0, 0);
        Ok(())
    }

    /// Nothing is left but the rest of a byte, and fill bytes before the marker that follows.
    fn check_end(&mut self) -> Result<(), Fault> {
        self.pass_padding()?;
        let rest = self.data.get(self.at..).unwrap_or_default();
        if rest.iter().any(|&byte| byte != 0xFF) {
            return Err(LEFT_OVER);
        }
        Ok(())
    }

    /// All whole bytes were read.
    fn pass_padding(&mut self) -> Result<(), Fault> {
        self.fill();
        if self.count >= 8 {
            return Err(LEFT_OVER);
        }
        Ok(())
    }
}
