//! The codes of a scan, read bit by bit without stuffed bytes, and what may stand where they end.

use super::{BAD_RESTART, BAD_TABLE, Fault, LEFT_OVER, NO_CODE, RUNS_OUT};

/// Bytes of padding behind a scan, fill bytes not counted. Eleven were seen of a camera; what lies there after a fault in
/// the data is longer as a rule, and no padding.
pub(super) const MOST_PADDING_BYTES: usize = 16;

/// Bits of the longest code.
const MOST_BITS: u32 = 16;

/// How many codes of each length a table has.
pub(super) type Counts = [u8; 16];

/// Bits that are looked up at once.
const LOOK_BITS: u32 = 9;

/// A table of codes.
pub(super) struct Codes {
    /// By the next bits: the length of the code that they begin with, and its symbol; length 0 where it is longer.
    short: Vec<(u8, u8)>,
    /// For each length, from 1 on: the first code, how many there are, and where their symbols begin.
    long: [(u32, u32, usize); 16],
    symbols: Vec<u8>,
}

impl Codes {
    pub(super) fn of(counts: &Counts, symbols: &[u8]) -> Result<Self, Fault> {
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
pub(super) struct Bits<'data> {
    data: &'data [u8],
    at: usize,
    /// The next bits, from the highest on.
    held: u64,
    count: u32,
}

impl<'data> Bits<'data> {
    pub(super) fn new(data: &'data [u8]) -> Self {
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

    pub(super) fn skip(&mut self, count: u32) -> Result<(), Fault> {
        if self.count < count {
            self.fill();
        }
        self.count = self.count.checked_sub(count).ok_or(RUNS_OUT)?;
        self.held <<= count;
        Ok(())
    }

    pub(super) fn symbol(&mut self, codes: &Codes) -> Result<u8, Fault> {
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
    pub(super) fn restart(&mut self, before: u64) -> Result<(), Fault> {
        self.pass_rest_of_byte()?;
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

    /// Nothing is left but the rest of a byte, a restart, and padding before the marker that follows.
    pub(super) fn check_end(&mut self) -> Result<(), Fault> {
        self.fill();
        let held = (self.held << (self.count % 8)).to_be_bytes();
        let held = &held[..self.count as usize / 8];
        let rest = match self.data.get(self.at..).unwrap_or_default() {
            [0xFF, 0xD0..=0xD7, behind @ ..] => behind,
            rest => rest,
        };
        let mut padding = 0;
        for byte in held.iter().chain(rest) {
            match byte {
                0xFF => {}
                // Zeros, and what an encoder writes that fills up a byte that is empty.
                0x00 | 0x7F => padding += 1,
                _ => return Err(LEFT_OVER),
            }
        }
        if padding > MOST_PADDING_BYTES {
            return Err(LEFT_OVER);
        }
        Ok(())
    }

    /// The file ends with the last block, and the rest of its byte is filled with ones, as T.81 asks for it. What was
    /// interrupted and lies on the disk as zeros ends otherwise.
    pub(super) fn check_cut_end(&mut self) -> Result<(), Fault> {
        self.pass_rest_of_byte()?;
        let ones = !self.held >> (64 - self.count.max(1));
        // Half a marker of the end may be there.
        let is_at_end = matches!(self.data.get(self.at..), Some([] | [0xFF]));
        if !is_at_end || (self.count > 0 && ones != 0) {
            return Err(LEFT_OVER);
        }
        Ok(())
    }

    /// All whole bytes were read.
    fn pass_rest_of_byte(&mut self) -> Result<(), Fault> {
        self.fill();
        if self.count >= 8 {
            return Err(LEFT_OVER);
        }
        Ok(())
    }
}
