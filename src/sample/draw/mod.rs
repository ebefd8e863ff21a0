//! A small drawing kit: signed-distance outlines with smooth edges, soft shadows and a little light. It knows nothing
//! of products and files.

mod canvas;
mod color;
mod lathe;
mod random;
mod shape;

pub(super) use canvas::{Canvas, Facing, Placement};
pub(super) use color::Color;
pub(super) use lathe::{Lathe, round_color, round_light};
pub(super) use random::{Chance, value_noise};
pub(super) use shape::{Blob, Ellipse, Point, RoundBox, Stroke, at};
