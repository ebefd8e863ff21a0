//! How long a picture takes from the key that asks for it to the screen, to prove that nobody waits for pictures.
//!
//! A time begins with the frame in which the key is carried out and ends when the frame with the picture is painted (what
//! the screen itself adds is not known here). Only images that are shown large and have a picture count.

use std::time::{Duration, Instant};

use super::frame_times::FrameTimes;
use crate::ui::pictures::PictureKey;
use crate::ui::preview::ShownPicture;

/// Times from key to picture.
#[derive(Debug, Default)]
pub(super) struct PictureTimes {
    frame_began: Option<Instant>,
    awaited: Option<Awaited>,
    /// Drawn in the present frame for the first time: the time until that frame began.
    any_drawn: Option<Duration>,
    sharp_drawn: Option<Duration>,
    /// Until anything of the image was there: its thumbnail or its picture.
    any: FrameTimes,
    /// Until its picture was there with all the detail that the screen can show.
    sharp: FrameTimes,
    /// Pictures that were there in the very frame of the key.
    at_once: u64,
    /// Images that were left before their picture was there.
    passed: u64,
}

/// The picture that is waited for.
#[derive(Clone, Copy, Debug)]
struct Awaited {
    key: PictureKey,
    since: Instant,
    has_any: bool,
    is_sharp: bool,
}

impl PictureTimes {
    /// A frame begins; the one before took so long, painting included, if that is known.
    pub(super) fn begin_frame(&mut self, now: Instant, last_frame: Option<Duration>) {
        let last_frame = last_frame.unwrap_or_default();
        if let Some(time) = self.any_drawn.take() {
            self.any.record(time + last_frame);
        }
        if let Some(time) = self.sharp_drawn.take() {
            self.sharp.record(time + last_frame);
        }
        self.frame_began = Some(now);
    }

    /// This image is looked at now, or none that has a picture. To be called after the commands of a frame.
    pub(super) fn look_at(&mut self, key: Option<PictureKey>) {
        if self.awaited.map(|awaited| awaited.key) == key {
            return;
        }
        let was_left = self.awaited.is_some_and(|awaited| !awaited.is_sharp);
        self.passed += u64::from(was_left);
        self.awaited = self.frame_began.zip(key).map(|(since, key)| Awaited {
            key,
            since,
            has_any: false,
            is_sharp: false,
        });
    }

    /// These pictures were drawn in the present frame.
    pub(super) fn drawn(&mut self, shown: &[ShownPicture]) {
        let (Some(awaited), Some(frame_began)) = (&mut self.awaited, self.frame_began) else {
            return;
        };
        let Some(picture) = shown.iter().find(|picture| picture.key == awaited.key) else {
            return;
        };
        let time = frame_began.saturating_duration_since(awaited.since);
        if !awaited.has_any {
            awaited.has_any = true;
            self.any_drawn = Some(time);
        }
        if picture.is_sharp && !awaited.is_sharp {
            awaited.is_sharp = true;
            self.sharp_drawn = Some(time);
            self.at_once += u64::from(time == Duration::ZERO);
        }
    }

    /// Prints the figures for whoever asked for them.
    #[expect(clippy::print_stderr, reason = "asked for by an environment variable")]
    pub(super) fn print(&self) {
        eprintln!(
            "{} pictures looked at, {} of them there in the frame of the key, {} passed by",
            self.sharp.frames(),
            self.at_once,
            self.passed
        );
        eprintln!("from key to picture: {}", figures(&self.sharp));
        eprintln!("from key to picture or thumbnail: {}", figures(&self.any));
    }
}

fn figures(times: &FrameTimes) -> String {
    let ms = |percent| times.percentile(percent).as_secs_f32() * 1000.0;
    format!(
        "median {:.1} ms, 95 % within {:.1} ms, worst {:.1} ms",
        ms(50),
        ms(95),
        ms(100)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::ImageId;
    use crate::ui::pictures::ScanGeneration;

    fn key(id: u32) -> PictureKey {
        PictureKey {
            id: ImageId(id),
            generation: ScanGeneration(1),
        }
    }

    fn shown(id: u32, is_sharp: bool) -> [ShownPicture; 1] {
        let key = key(id);
        [ShownPicture { key, is_sharp }]
    }

    const MS: Duration = Duration::from_millis(1);

    fn is_about(time: Duration, ms: u32) -> bool {
        time.abs_diff(MS * ms) <= Duration::from_micros(200)
    }

    #[test]
    fn a_picture_that_is_there_in_the_frame_of_its_key_takes_that_frame() {
        let start = Instant::now();
        let mut times = PictureTimes::default();
        times.begin_frame(start, None);
        times.look_at(Some(key(1)));
        times.drawn(&shown(1, true));
        times.begin_frame(start + 40 * MS, Some(7 * MS));
        assert!(is_about(times.sharp.percentile(50), 7));
        assert_eq!(times.at_once, 1);
        times.look_at(Some(key(1)));
        times.drawn(&shown(1, true));
        times.begin_frame(start + 50 * MS, Some(7 * MS));
        assert_eq!(times.sharp.frames(), 1, "each picture counts once");
    }

    #[test]
    fn a_thumbnail_counts_by_itself_and_another_images_picture_not_at_all() {
        let start = Instant::now();
        let mut times = PictureTimes::default();
        times.begin_frame(start, None);
        times.look_at(Some(key(1)));
        times.drawn(&shown(2, true));
        times.begin_frame(start + 10 * MS, Some(5 * MS));
        times.look_at(Some(key(1)));
        times.drawn(&shown(1, false));
        times.begin_frame(start + 30 * MS, Some(5 * MS));
        times.drawn(&shown(1, true));
        times.begin_frame(start + 40 * MS, Some(5 * MS));
        assert!(
            is_about(times.any.percentile(50), 15),
            "10 ms and its frame"
        );
        assert!(
            is_about(times.sharp.percentile(50), 35),
            "30 ms and its frame"
        );
        assert_eq!(times.at_once, 0);
    }

    #[test]
    fn what_is_left_before_it_is_there_is_told() {
        let start = Instant::now();
        let mut times = PictureTimes::default();
        times.begin_frame(start, None);
        for id in 1..=3 {
            times.look_at(Some(key(id)));
        }
        times.drawn(&shown(3, true));
        times.look_at(None);
        assert_eq!((times.passed, times.at_once), (2, 1));
    }
}
