//! What the header of a lossy WebP says about how coarsely its numbers are rounded.
//!
//! A lossy WebP holds one key frame of VP8. Its header names an index from 0 (finest) to 127 into the standard's tables of
//! steps, or one for each of up to four kinds of places ("segments"), with how often each kind comes (RFC 6386, 9.2 to 9.6
//! and 19.2). Nothing of the picture itself is read.

/// The largest index into the tables of steps.
pub(super) const MAX_INDEX: i32 = 127;

/// How often a bit is 0 where nothing is known, of 256.
const EVEN: u8 = 128;

/// How coarsely a lossy picture is rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vp8Header {
    segments: [Segment; 4],
    /// How far from a place's index the step of its mean brightness stands in the table.
    pub(super) luma_mean_offset: i32,
    /// The same for its mean colours.
    pub(super) chroma_mean_offset: i32,
    /// The same for the details of its colours.
    pub(super) chroma_offset: i32,
}

/// One kind of places.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Segment {
    /// Index into the tables of steps, 0 to 127.
    pub(super) index: i32,
    /// About which part of the picture is of this kind, 0 to 1.
    pub(super) share: f64,
}

impl Vp8Header {
    /// Of a WebP's bytes; `None` where it is without loss, an animation, or damaged.
    pub(super) fn of_file(bytes: &[u8]) -> Option<Self> {
        Self::of_frame(lossy_frame(bytes)?)
    }

    fn of_frame(frame: &[u8]) -> Option<Self> {
        // The tag, the start code and both sides; the lowest bit of the tag is 0 in a key frame.
        let (&[tag, _, _, 0x9D, 0x01, 0x2A, ..], coded) = frame.split_first_chunk::<10>()? else {
            return None;
        };
        if tag & 1 != 0 {
            return None;
        }
        let mut bits = Bits::new(coded);
        // Colour space and clamping.
        bits.number(2);
        let segmentation = bits.is_set().then(|| Segmentation::read(&mut bits));
        skip_loop_filter(&mut bits);
        // In how many parts the coefficients come.
        bits.number(2);
        let base = bits.number(7);
        let luma_mean_offset = bits.optional(4);
        let _of_means_of_means = (bits.optional(4), bits.optional(4));
        let header = Self {
            segments: match segmentation {
                Some(segmentation) => segmentation.segments(base),
                None => Segment::everywhere(base),
            },
            luma_mean_offset,
            chroma_mean_offset: bits.optional(4),
            chroma_offset: bits.optional(4),
        };
        (!bits.is_exhausted()).then_some(header)
    }

    /// The kinds of places that the picture has.
    pub(super) fn segments_that_come(&self) -> impl Iterator<Item = Segment> {
        self.segments
            .into_iter()
            .filter(|segment| segment.share > 0.0)
    }
}

impl Segment {
    fn everywhere(index: i32) -> [Self; 4] {
        let mut segments = [Self::default(); 4];
        segments[0] = Self { index, share: 1.0 };
        segments
    }
}

/// The lossy picture of a WebP, from its first byte on as far as the bytes go; `None` where it is without loss, and in an
/// animation, which has its pictures inside other chunks.
pub(super) fn lossy_frame(bytes: &[u8]) -> Option<&[u8]> {
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let mut rest = bytes.get(12..)?;
    loop {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (length, data) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        match name {
            b"VP8 " => return Some(&data[..length.min(data.len())]),
            b"VP8L" => return None,
            // Chunks have an even length.
            _ => rest = data.get(length.checked_add(length % 2)?..)?,
        }
    }
}

/// What is said about kinds of places.
#[derive(Clone, Copy, Debug)]
struct Segmentation {
    /// Whether the numbers are indices; otherwise they are added to that of the whole picture.
    is_absolute: bool,
    numbers: [i32; 4],
    /// How often, of 255, the first two kinds come, the first of these two, and the third of the others; `None` where all is
    /// of the first kind.
    odds: Option<[i32; 3]>,
}

impl Segmentation {
    fn read(bits: &mut Bits<'_>) -> Self {
        let has_map = bits.is_set();
        let has_numbers = bits.is_set();
        let mut read = Self {
            is_absolute: false,
            numbers: [0; 4],
            odds: None,
        };
        if has_numbers {
            read.is_absolute = bits.is_set();
            read.numbers = std::array::from_fn(|_| bits.optional(7));
            // Strengths of the loop filter.
            for _ in 0..4 {
                bits.optional(6);
            }
        }
        if has_map {
            read.odds = Some(std::array::from_fn(|_| {
                if bits.is_set() { bits.number(8) } else { 255 }
            }));
        }
        read
    }

    fn segments(self, base: i32) -> [Segment; 4] {
        let [lower, first, third] = self
            .odds
            .unwrap_or([255; 3])
            .map(|odds| f64::from(odds) / 255.0);
        let shares = [
            lower * first,
            lower * (1.0 - first),
            (1.0 - lower) * third,
            (1.0 - lower) * (1.0 - third),
        ];
        std::array::from_fn(|at| {
            let index = if self.is_absolute { 0 } else { base } + self.numbers[at];
            Segment {
                index: index.clamp(0, MAX_INDEX),
                share: shares[at],
            }
        })
    }
}

fn skip_loop_filter(bits: &mut Bits<'_>) {
    // Its kind, strength and sharpness.
    bits.number(1 + 6 + 3);
    let may_differ = bits.is_set();
    if may_differ && bits.is_set() {
        for _ in 0..8 {
            bits.optional(6);
        }
    }
}

/// The bits of a header, from the arithmetic code in which they are written (RFC 6386, 7.3).
struct Bits<'coded> {
    coded: std::slice::Iter<'coded, u8>,
    /// The next two bytes, of which so many bits are used up.
    value: u32,
    range: u32,
    used: u32,
    /// Bytes that were asked for beyond the end.
    beyond: u32,
}

impl<'coded> Bits<'coded> {
    fn new(coded: &'coded [u8]) -> Self {
        let mut bits = Self {
            coded: coded.iter(),
            value: 0,
            range: 255,
            used: 0,
            beyond: 0,
        };
        bits.value = bits.byte() << 8;
        bits.value |= bits.byte();
        bits
    }

    /// Whether the header went on beyond its end, but for the bytes that are read ahead.
    fn is_exhausted(&self) -> bool {
        self.beyond > 2
    }

    fn byte(&mut self) -> u32 {
        let next = self.coded.next();
        self.beyond += u32::from(next.is_none());
        next.map_or(0, |&byte| u32::from(byte))
    }

    fn is_set(&mut self) -> bool {
        let split = 1 + (((self.range - 1) * u32::from(EVEN)) >> 8);
        let is_set = self.value >= split << 8;
        if is_set {
            self.range -= split;
            self.value -= split << 8;
        } else {
            self.range = split;
        }
        while self.range < 128 {
            self.value <<= 1;
            self.range <<= 1;
            self.used += 1;
            if self.used == 8 {
                self.used = 0;
                self.value |= self.byte();
            }
        }
        is_set
    }

    /// A number of that many bits, the highest first.
    fn number(&mut self, bits: u32) -> i32 {
        (0..bits).fold(0, |number, _| (number << 1) | i32::from(self.is_set()))
    }

    /// A number of that many bits with its sign behind it, or 0 where there is none.
    fn optional(&mut self, bits: u32) -> i32 {
        if !self.is_set() {
            return 0;
        }
        let number = self.number(bits);
        if self.is_set() { -number } else { number }
    }
}

#[cfg(test)]
mod tests;
