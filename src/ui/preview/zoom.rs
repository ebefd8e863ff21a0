//! How large a picture is shown and which part of it: pure arithmetic, without egui's input.
//!
//! A picture's own coordinates are its pixels from its top left corner; a view is a rectangle of the screen in points.

use egui::{Pos2, Rect, Vec2, pos2};

/// Factor of one press of + or -.
const STEP: f32 = 1.25;

/// Most screen pixels that a picture's pixel is enlarged to.
const MOST_ENLARGEMENT: f32 = 32.0;

/// Fitting a small picture enlarges it no more than this, so that a dot does not become a wall.
const MOST_FIT_ENLARGEMENT: f32 = 4.0;

/// A wish to zoom, by a key or a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoomStep {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// The whole picture.
    Fit,
    /// A pixel of the picture on a pixel of the screen.
    Actual,
}

/// What of a picture is shown how large.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zoom {
    /// The whole picture, as large as the view allows.
    #[default]
    Fit,
    /// A part of it.
    Part {
        /// Points per pixel of the picture.
        scale: f32,
        /// What lies in the middle of the view, in the picture's pixels.
        centre: Pos2,
    },
}

/// What a zoom is applied to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// Size of the picture in its pixels.
    pub picture: Vec2,
    /// Where on the screen it is shown, in points.
    pub view: Rect,
    /// Points per pixel of the screen.
    pub points_per_pixel: f32,
}

impl Stage {
    fn fit_scale(self) -> f32 {
        let size = self.picture.max(Vec2::splat(1.0));
        let scale = (self.view.width() / size.x).min(self.view.height() / size.y);
        scale.clamp(
            f32::MIN_POSITIVE,
            self.points_per_pixel * MOST_FIT_ENLARGEMENT,
        )
    }

    fn scale_range(self) -> (f32, f32) {
        let least = self.fit_scale().min(self.points_per_pixel);
        (least, self.points_per_pixel * MOST_ENLARGEMENT)
    }

    fn middle(self) -> Pos2 {
        (self.picture / 2.0).to_pos2()
    }
}

impl Zoom {
    /// Points per pixel of the picture.
    #[must_use]
    pub fn scale(self, stage: Stage) -> f32 {
        match self {
            Self::Fit => stage.fit_scale(),
            Self::Part { scale, .. } => scale,
        }
    }

    /// Pixels of the screen per pixel of the picture: 1 is 100 %.
    #[must_use]
    pub fn magnification(self, stage: Stage) -> f32 {
        self.scale(stage) / stage.points_per_pixel
    }

    /// Where the whole picture lies on the screen, in points; it may reach beyond the view.
    #[must_use]
    pub fn picture_rect(self, stage: Stage) -> Rect {
        let (scale, centre) = self.placed(stage);
        let min = stage.view.center() - centre.to_vec2() * scale;
        Rect::from_min_size(min, stage.picture * scale)
    }

    /// The picture's pixel under a place of the screen, with fractions; it may lie beyond the picture.
    #[must_use]
    pub fn pixel_at(self, stage: Stage, place: Pos2) -> Pos2 {
        let (scale, centre) = self.placed(stage);
        centre + (place - stage.view.center()) / scale
    }

    /// Larger or smaller by a factor, so that what is under `place` stays there.
    #[must_use]
    pub fn zoomed_at(self, stage: Stage, place: Pos2, factor: f32) -> Self {
        let (least, most) = stage.scale_range();
        let scale = (self.scale(stage) * factor).clamp(least, most);
        self.scaled_at(stage, place, scale)
    }

    /// Moved by so many points.
    #[must_use]
    pub fn dragged(self, stage: Stage, delta: Vec2) -> Self {
        match self {
            Self::Fit => Self::Fit,
            Self::Part { scale, centre } => Self::Part {
                scale,
                centre: within(centre - delta / scale, stage.picture),
            },
        }
    }

    /// From all of it to 100 % around `place`, or back.
    #[must_use]
    pub fn toggled_at(self, stage: Stage, place: Pos2) -> Self {
        match self {
            Self::Fit => self.scaled_at(stage, place, stage.points_per_pixel),
            Self::Part { .. } => Self::Fit,
        }
    }

    /// Carries out a key's or button's wish around the middle of the view.
    #[must_use]
    pub fn stepped(self, stage: Stage, step: ZoomStep) -> Self {
        let middle = stage.view.center();
        match step {
            ZoomStep::In => self.zoomed_at(stage, middle, STEP),
            ZoomStep::Out => self.zoomed_at(stage, middle, 1.0 / STEP),
            ZoomStep::Fit => Self::Fit,
            ZoomStep::Actual => self.scaled_at(stage, middle, stage.points_per_pixel),
        }
    }

    fn placed(self, stage: Stage) -> (f32, Pos2) {
        match self {
            Self::Fit => (stage.fit_scale(), stage.middle()),
            Self::Part { scale, centre } => (scale, centre),
        }
    }

    fn scaled_at(self, stage: Stage, place: Pos2, scale: f32) -> Self {
        let pixel = self.pixel_at(stage, place);
        let centre = pixel - (place - stage.view.center()) / scale;
        // Along a side that is seen whole, the picture stays in the middle.
        let axis = |centre: f32, picture: f32, view: f32| {
            if picture * scale <= view {
                picture / 2.0
            } else {
                centre
            }
        };
        let centre = pos2(
            axis(centre.x, stage.picture.x, stage.view.width()),
            axis(centre.y, stage.picture.y, stage.view.height()),
        );
        Self::Part {
            scale,
            centre: within(centre, stage.picture),
        }
    }
}

/// No picture can be pushed out of its view.
fn within(centre: Pos2, picture: Vec2) -> Pos2 {
    centre.clamp(Pos2::ZERO, picture.to_pos2())
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::*;

    fn stage(width: f32, height: f32) -> Stage {
        Stage {
            picture: vec2(width, height),
            view: Rect::from_min_size(pos2(100.0, 50.0), vec2(400.0, 300.0)),
            points_per_pixel: 1.0,
        }
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let stage = stage(2_000.0, 1_500.0);
        for place in [pos2(180.0, 110.0), pos2(300.0, 200.0), pos2(444.0, 301.0)] {
            let mut zoom = Zoom::Fit;
            let pixel = zoom.pixel_at(stage, place);
            for factor in [1.1, 1.5, 3.0, 0.8] {
                zoom = zoom.zoomed_at(stage, place, factor);
                let now = zoom.pixel_at(stage, place);
                assert!(
                    (now - pixel).length() < 0.1,
                    "{place:?}: {pixel:?} became {now:?}"
                );
            }
        }
    }

    #[test]
    fn fitting_shows_the_whole_picture_in_the_middle() {
        for stage in [
            stage(2_000.0, 500.0),
            stage(500.0, 2_000.0),
            stage(20.0, 20.0),
        ] {
            let rect = Zoom::Fit.picture_rect(stage);
            assert!(stage.view.expand(0.1).contains_rect(rect), "{rect:?}");
            let distance = (rect.center() - stage.view.center()).length();
            assert!(distance < 0.1, "{rect:?} is in the middle");
        }
        let small = Zoom::Fit.magnification(stage(20.0, 20.0));
        assert!(
            (small - 4.0).abs() < 0.01,
            "a small picture is not blown up without end"
        );
    }

    #[test]
    fn a_double_click_goes_to_100_percent_there_and_back() {
        let stage = stage(2_000.0, 1_500.0);
        let place = pos2(220.0, 160.0);
        let pixel = Zoom::Fit.pixel_at(stage, place);
        let actual = Zoom::Fit.toggled_at(stage, place);
        assert!((actual.magnification(stage) - 1.0).abs() < 1e-5, "100 %");
        let now = actual.pixel_at(stage, place);
        assert!(
            (now - pixel).length() < 0.1,
            "what was clicked is under the pointer"
        );
        assert_eq!(actual.toggled_at(stage, place), Zoom::Fit);
    }

    #[test]
    fn on_a_sharp_screen_100_percent_is_a_pixel_on_a_pixel() {
        let stage = Stage {
            points_per_pixel: 0.5,
            ..stage(2_000.0, 1_500.0)
        };
        let actual = Zoom::Fit.stepped(stage, ZoomStep::Actual);
        assert!(
            (actual.scale(stage) - 0.5).abs() < 1e-5,
            "half a point per pixel"
        );
    }

    #[test]
    fn zoom_has_ends_and_a_drag_never_loses_the_picture() {
        let stage = stage(2_000.0, 1_500.0);
        let mut zoom = Zoom::Fit;
        for _ in 0..100 {
            zoom = zoom.stepped(stage, ZoomStep::In);
        }
        assert!(
            (zoom.magnification(stage) - MOST_ENLARGEMENT).abs() < 0.01,
            "an upper end"
        );
        zoom = zoom.dragged(stage, vec2(1e9, -1e9));
        let centre = zoom.pixel_at(stage, stage.view.center());
        let picture = Rect::from_min_size(Pos2::ZERO, stage.picture);
        assert!(picture.contains(centre), "{centre:?} is of the picture");
        for _ in 0..100 {
            zoom = zoom.stepped(stage, ZoomStep::Out);
        }
        let whole = zoom.picture_rect(stage);
        assert!(
            stage.view.expand(0.1).contains_rect(whole),
            "a lower end: {whole:?}"
        );
        assert_eq!(Zoom::Fit.dragged(stage, vec2(50.0, 50.0)), Zoom::Fit);
    }
}
