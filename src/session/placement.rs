//! How an original lies in its image, where a shop has trimmed, padded or squared it, or set it into a canvas. Plain data:
//! finding it is work of the room `repair`.

/// How an original lies in its image: a frame around (or within) the original, seen as a window into a plane that is clear
/// wherever the original is not, fills an area of the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Placement {
    /// The size of the image as shown, in pixels.
    pub image_px: (u32, u32),
    /// The area of the image that is filled.
    pub area: PlacedArea,
    /// The frame, in 256ths of the original's pixels from its top left corner, which may lie in or outside of the frame.
    pub frame: PlacedFrame,
    /// What is around the area, which the shop has added: red, green and blue. `None` where nothing is around it.
    pub around: Option<[u8; 3]>,
}

/// A part of an image, in pixels as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlacedArea {
    /// Left edge.
    pub left_px: u32,
    /// Top edge.
    pub top_px: u32,
    /// Width.
    pub width_px: u32,
    /// Height.
    pub height_px: u32,
}

/// A frame in the plane of an original, in 256ths of its pixels: finer than any picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlacedFrame {
    /// Left edge; negative where the frame begins left of the original.
    pub left: i64,
    /// Top edge.
    pub top: i64,
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
}

impl PlacedFrame {
    /// Parts of a pixel in which it is measured.
    pub const PARTS: f64 = 256.0;

    /// A frame in pixels: left, top, width and height.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sizes of pictures, which are far below"
    )]
    pub fn of_px(sides: [f64; 4]) -> Self {
        let [left, top, width, height] = sides.map(|side| (side * Self::PARTS).round() as i64);
        Self {
            left,
            top,
            width,
            height,
        }
    }

    /// Left, top, width and height in pixels.
    #[must_use]
    pub fn px(self) -> [f64; 4] {
        [self.left, self.top, self.width, self.height].map(|part| part as f64 / Self::PARTS)
    }
}

impl Placement {
    /// The whole of an original in all of an image; both sizes in pixels.
    #[must_use]
    pub fn whole(image_px: (u32, u32), original_px: (u32, u32)) -> Self {
        Self {
            image_px,
            area: PlacedArea {
                left_px: 0,
                top_px: 0,
                width_px: image_px.0,
                height_px: image_px.1,
            },
            frame: PlacedFrame::of_px([0.0, 0.0, original_px.0.into(), original_px.1.into()]),
            around: None,
        }
    }

    /// The same for the image at another size of the same shape, as a small copy of it is.
    #[must_use]
    pub fn scaled_to(&self, image_px: (u32, u32)) -> Self {
        let scaled = |at: u32, from: u32, to: u32| {
            let exact =
                (u64::from(at) * u64::from(to) + u64::from(from) / 2) / u64::from(from.max(1));
            u32::try_from(exact).unwrap_or(to).min(to)
        };
        let across = |at: u32| scaled(at, self.image_px.0, image_px.0);
        let down = |at: u32| scaled(at, self.image_px.1, image_px.1);
        let (left_px, top_px) = (across(self.area.left_px), down(self.area.top_px));
        let right_px = across(self.area.left_px + self.area.width_px);
        let bottom_px = down(self.area.top_px + self.area.height_px);
        Self {
            image_px,
            area: PlacedArea {
                left_px,
                top_px,
                width_px: (right_px - left_px).max(1),
                height_px: (bottom_px - top_px).max(1),
            },
            ..*self
        }
    }
}
