//! One zoom for several pictures: the same part of each of them, as large, also where their files have different sizes.

use egui::{Vec2, vec2};

use crate::ui::preview::{Stage, Zoom};

/// What of every picture is shown how large.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum LinkedZoom {
    /// The whole of each.
    #[default]
    Fit,
    /// A part of each.
    Part {
        /// Times as large as the whole picture fits.
        factor: f32,
        /// What lies in the middle of the view, in shares of width and height.
        centre: Vec2,
    },
}

impl LinkedZoom {
    /// What that is for one of the pictures.
    pub(super) fn on(self, stage: Stage) -> Zoom {
        match self {
            Self::Fit => Zoom::Fit,
            Self::Part { factor, centre } => Zoom::Part {
                scale: Zoom::Fit.scale(stage) * factor,
                centre: (stage.picture * centre).to_pos2(),
            },
        }
    }

    /// What the zoom of one of the pictures is for all.
    pub(super) fn of(zoom: Zoom, stage: Stage) -> Self {
        match zoom {
            Zoom::Fit => Self::Fit,
            Zoom::Part { scale, centre } => {
                let size = stage.picture.max(Vec2::splat(1.0));
                Self::Part {
                    factor: scale / Zoom::Fit.scale(stage),
                    centre: vec2(centre.x / size.x, centre.y / size.y),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2};

    use super::*;

    fn stage(width: f32, height: f32) -> Stage {
        Stage {
            picture: vec2(width, height),
            view: Rect::from_min_size(pos2(10.0, 10.0), vec2(400.0, 400.0)),
            points_per_pixel: 1.0,
        }
    }

    #[test]
    fn pictures_of_different_sizes_show_the_same_part_as_large() {
        let (small, large) = (stage(800.0, 800.0), stage(2_400.0, 2_400.0));
        let place = pos2(110.0, 60.0);
        let zoom = Zoom::Fit.zoomed_at(small, place, 3.0);
        let linked = LinkedZoom::of(zoom, small);
        let rects = [small, large].map(|stage| linked.on(stage).picture_rect(stage));
        let is_same = (rects[0].min - rects[1].min).length() < 0.5
            && (rects[0].max - rects[1].max).length() < 0.5;
        assert!(is_same, "{rects:?}");
    }

    #[test]
    fn the_whole_stays_the_whole_and_a_part_comes_back_as_it_was() {
        let stage = stage(1_200.0, 900.0);
        assert_eq!(LinkedZoom::of(Zoom::Fit, stage), LinkedZoom::Fit);
        let zoom = Zoom::Fit.zoomed_at(stage, pos2(50.0, 300.0), 5.0);
        let back = LinkedZoom::of(zoom, stage).on(stage);
        assert!((back.scale(stage) - zoom.scale(stage)).abs() < 1e-3);
    }
}
