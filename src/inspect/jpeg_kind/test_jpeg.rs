//! Writes small JPEGs of any sampling and structure, such as no encoder at hand makes: each block is of one level.

/// One channel.
#[derive(Clone)]
pub struct Channel {
    pub name: u8,
    /// Sampling factors, horizontal and vertical.
    pub factors: (u8, u8),
    /// Levels at the left and at the right.
    pub levels: [u8; 2],
}

/// A picture of two flat halves.
#[derive(Clone)]
pub struct TestJpeg {
    pub width: u16,
    pub height: u16,
    pub channels: Vec<Channel>,
    /// Which channels each scan holds.
    pub scans: Vec<Vec<usize>>,
    pub is_progressive: bool,
    /// Whether the last pass of a progressive picture is missing.
    pub is_cut_short: bool,
    /// Markers before the frame.
    pub head: Vec<u8>,
}

impl TestJpeg {
    pub const JFIF: &[u8] = b"\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

    /// Black at the left, (200, 60, 40) at the right, in one scan.
    pub fn ycc(factors: [(u8, u8); 3]) -> Self {
        let levels = [[0, 100], [128, 94], [128, 199]];
        let channels = (1..).zip(factors).zip(levels);
        Self {
            width: 150,
            height: 101,
            channels: channels
                .map(|((name, factors), levels)| Channel {
                    name,
                    factors,
                    levels,
                })
                .collect(),
            scans: vec![vec![0, 1, 2]],
            is_progressive: false,
            is_cut_short: false,
            head: Self::JFIF.to_vec(),
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        bytes.extend(&self.head);
        // A mean value is eight times its level, and so stored as that.
        bytes.extend([0xFF, 0xDB, 0, 67, 0]);
        bytes.extend([8; 64]);
        let [high, low] = self.height.to_be_bytes();
        let [wide, narrow] = self.width.to_be_bytes();
        let count = u8::try_from(self.channels.len()).unwrap();
        let frame = if self.is_progressive { 0xC2 } else { 0xC0 };
        bytes.extend([
            0xFF,
            frame,
            0,
            8 + 3 * count,
            8,
            high,
            low,
            wide,
            narrow,
            count,
        ]);
        for channel in &self.channels {
            let (horizontal, vertical) = channel.factors;
            bytes.extend([channel.name, horizontal << 4 | vertical, 0]);
        }
        // Twelve codes of four bits for the sizes of mean values; one of a bit for "nothing more in this block".
        bytes.extend([0xFF, 0xC4, 0, 31, 0, 0, 0, 0, 12]);
        bytes.extend([0; 12]);
        bytes.extend(0..12);
        bytes.extend([0xFF, 0xC4, 0, 20, 0x10, 1]);
        bytes.extend([0; 15]);
        bytes.push(0);
        let last = if self.is_progressive { 0 } else { 63 };
        for scan in &self.scans {
            self.push_scan(scan, (0, last), &mut bytes);
        }
        if self.is_progressive {
            let count = self.channels.len() - usize::from(self.is_cut_short);
            (0..count).for_each(|channel| self.push_scan(&[channel], (1, 63), &mut bytes));
        }
        bytes.extend([0xFF, 0xD9]);
        bytes
    }

    fn most(&self) -> (u32, u32) {
        let horizontal = self.channels.iter().map(|it| it.factors.0).max();
        let vertical = self.channels.iter().map(|it| it.factors.1).max();
        (horizontal.unwrap().into(), vertical.unwrap().into())
    }

    fn push_scan(&self, scan: &[usize], (first, last): (u8, u8), bytes: &mut Vec<u8>) {
        let count = u8::try_from(scan.len()).unwrap();
        bytes.extend([0xFF, 0xDA, 0, 6 + 2 * count, count]);
        for &channel in scan {
            bytes.extend([self.channels[channel].name, 0]);
        }
        bytes.extend([first, last, 0]);
        let (most_h, most_v) = self.most();
        let (width, height) = (u32::from(self.width), u32::from(self.height));
        let mut bits = BitWriter::default();
        let mut before = vec![0; scan.len()];
        let mut block = |place: usize, column: u32, bits: &mut BitWriter| {
            let channel = &self.channels[scan[place]];
            if first == 0 {
                let middle = (column * 8 + 4) * most_h / u32::from(channel.factors.0);
                let level = channel.levels[usize::from(middle > width / 2)];
                let value = i32::from(level) - 128;
                bits.push_mean(value - std::mem::replace(&mut before[place], value));
            }
            if last > 0 {
                bits.push(0, 1);
            }
        };
        if let [alone] = *scan {
            let (h, v) = self.channels[alone].factors;
            let columns = (width * u32::from(h)).div_ceil(most_h).div_ceil(8);
            let rows = (height * u32::from(v)).div_ceil(most_v).div_ceil(8);
            (0..columns * rows).for_each(|at| block(0, at % columns, &mut bits));
        } else {
            let columns = width.div_ceil(8 * most_h);
            for unit in 0..columns * height.div_ceil(8 * most_v) {
                for (place, &channel) in scan.iter().enumerate() {
                    let (h, v) = self.channels[channel].factors;
                    for at in 0..u32::from(h) * u32::from(v) {
                        let column = unit % columns * u32::from(h) + at % u32::from(h);
                        block(place, column, &mut bits);
                    }
                }
            }
        }
        bits.finish(bytes);
    }
}

/// Entropy-coded data.
#[derive(Default)]
struct BitWriter {
    bits: Vec<bool>,
}

impl BitWriter {
    fn push(&mut self, value: u32, count: u32) {
        self.bits
            .extend((0..count).rev().map(|at| value >> at & 1 == 1));
    }

    /// A difference of mean values: the code of its size, and its bits (T.81, annex F.1.2.1).
    fn push_mean(&mut self, difference: i32) {
        let size = 32 - difference.unsigned_abs().leading_zeros();
        self.push(size, 4);
        let value = if difference < 0 {
            (1 << size) - 1 - difference.unsigned_abs()
        } else {
            difference.unsigned_abs()
        };
        self.push(value, size);
    }

    fn finish(mut self, bytes: &mut Vec<u8>) {
        while !self.bits.len().is_multiple_of(8) {
            self.bits.push(true);
        }
        for byte in self.bits.chunks(8) {
            let byte = byte
                .iter()
                .fold(0_u8, |byte, &bit| byte << 1 | u8::from(bit));
            bytes.push(byte);
            if byte == 0xFF {
                bytes.push(0);
            }
        }
    }
}
