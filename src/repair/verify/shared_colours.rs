//! What a picture loses where four pixels share one colour, whatever the quality.

use image::RgbImage;

/// How far brightness and each channel are apart.
type Colour = [f32; 3];

/// The mean difference, in levels of 255 over red, green and blue, between a picture and what is shown of it where two by
/// two pixels share their mean colour and each keeps its brightness. Decoders mix the colour of a pixel of those of the
/// four nearest such groups (9, 3, 3 and 1 parts of 16), as libwebp and libjpeg do; what leaves the range is cut.
pub(super) fn sharing_cost_levels(picture: &RgbImage) -> f64 {
    let (width, height) = picture.dimensions();
    let groups = (width.div_ceil(2), height.div_ceil(2));
    let colours: Vec<Colour> = (0..groups.1)
        .flat_map(|row| (0..groups.0).map(move |column| group_colour(picture, column, row)))
        .collect();
    let colour = |column: u32, row: u32| colours[(row * groups.0 + column) as usize];
    let sum: f64 = picture
        .enumerate_pixels()
        .map(|(x, y, pixel)| {
            let (column, row) = (x / 2, y / 2);
            let (next, below) = (neighbour(x, groups.0), neighbour(y, groups.1));
            let around = [
                colour(column, row),
                colour(next, row),
                colour(column, below),
                colour(next, below),
            ];
            let light = luma(pixel.0);
            let off = (0..3).map(|channel| {
                let [own, beside, under, across] = around.map(|colour| colour[channel]);
                let mixed = (9.0 * own + 3.0 * (beside + under) + across) / 16.0;
                ((light + mixed).clamp(0.0, 255.0) - f32::from(pixel.0[channel])).abs()
            });
            f64::from(off.sum::<f32>())
        })
        .sum();
    sum / (picture.as_raw().len() as f64).max(1.0)
}

/// The group next to that of a pixel, on the side on which the pixel lies in it; at the border its own.
fn neighbour(at: u32, groups: u32) -> u32 {
    let own = at / 2;
    if at.is_multiple_of(2) {
        own.saturating_sub(1)
    } else {
        (own + 1).min(groups - 1)
    }
}

/// The mean colour of a group, which may be cut by the border.
fn group_colour(picture: &RgbImage, column: u32, row: u32) -> Colour {
    let mut sums = [0.0; 3];
    let mut pixels = 0.0;
    for y in row * 2..(row * 2 + 2).min(picture.height()) {
        for x in column * 2..(column * 2 + 2).min(picture.width()) {
            let pixel = picture.get_pixel(x, y).0;
            let light = luma(pixel);
            for (sum, level) in sums.iter_mut().zip(pixel) {
                *sum += f32::from(level) - light;
            }
            pixels += 1.0;
        }
    }
    sums.map(|sum| sum / pixels)
}

/// Brightness as JPEG and WebP count it.
fn luma([red, green, blue]: [u8; 3]) -> f32 {
    f32::from(red) * 0.299 + f32::from(green) * 0.587 + f32::from(blue) * 0.114
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    fn cost(pixel: impl Fn(u32, u32) -> [u8; 3]) -> f64 {
        sharing_cost_levels(&RgbImage::from_fn(33, 21, |x, y| Rgb(pixel(x, y))))
    }

    #[test]
    fn what_has_no_fine_colours_loses_nothing() {
        assert!(cost(|_, _| [200, 10, 90]) < 0.01, "one colour");
        let grey = |x: u32, y: u32| [u8::try_from((x * 91 + y * 57) % 256).unwrap(); 3];
        assert!(cost(grey) < 0.01, "grey, however fine");
        let slow = |x: u32, y: u32| {
            [
                u8::try_from(x * 4).unwrap(),
                90,
                u8::try_from(y * 4).unwrap(),
            ]
        };
        assert!(cost(slow) < 1.0, "colours that change slowly");
    }

    #[test]
    fn colours_from_pixel_to_pixel_are_lost() {
        let red_and_blue = |x: u32, y: u32| {
            if (x + y).is_multiple_of(2) {
                [255, 0, 0]
            } else {
                [0, 0, 255]
            }
        };
        let lost = cost(red_and_blue);
        assert!(lost > 60.0, "{lost}");
        assert!(
            cost(|x, _| red_and_blue(x / 8, 0)) < lost / 3.0,
            "less in stripes"
        );
        let one = |x: u32, y: u32| {
            let pixel = RgbImage::from_pixel(1, 1, Rgb(red_and_blue(x, y)));
            sharing_cost_levels(&pixel)
        };
        assert!(one(0, 0) < 0.01, "a single pixel shares with none");
    }
}
