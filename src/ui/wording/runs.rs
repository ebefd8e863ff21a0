//! Groups of images that were written together, in words.

use crate::inspect::{ChromaSampling, JpegQuality, JpegTrace};
use crate::session::{CommonSize, Written, WrongRun};
use crate::ui::{Text, format, local_time};

/// "2026-10-03 14:02 to 14:31".
#[must_use]
pub fn run_time(text: &Text, run: &WrongRun) -> String {
    match run.span {
        Some((first, last)) => local_time::span(text, first, last),
        None => text.get("runs-no-time"),
    }
}

/// "JPEG, quality 90, 4:2:0, GIMP 2.10 · all 800 × 600".
#[must_use]
pub fn run_writing(text: &Text, run: &WrongRun) -> String {
    let mut words = written(text, &run.written);
    let size = match run.size {
        CommonSize::Same {
            width_px,
            height_px,
        } => text.with(
            "runs-size-same",
            &[("size", format!("{width_px} × {height_px}").into())],
        ),
        CommonSize::LongestSide(side) => {
            let side = format::count(side.into());
            text.with("runs-size-longest", &[("side", side.into())])
        }
        CommonSize::Mixed => text.get("runs-size-mixed"),
    };
    words.push_str(" · ");
    words.push_str(&size);
    words
}

/// "97.3 % of the 4,020 JPEG images written in this time"; nothing where times are not known.
#[must_use]
pub fn run_purity(text: &Text, run: &WrongRun) -> Option<String> {
    let share = run.purity()?;
    let all = run.written_meanwhile;
    let format = run.written.format.label();
    Some(text.with(
        "runs-purity",
        &[
            ("share", format::exact_percent(share).into()),
            ("count", all.into()),
            ("shown", format::count(all).into()),
            ("format", format.into()),
        ],
    ))
}

fn written(text: &Text, written: &Written) -> String {
    let mut parts = vec![written.format.label().to_owned()];
    if let Some(encoder) = &written.encoder {
        parts.extend(encoder.jpeg.iter().flat_map(|jpeg| jpeg_parts(text, *jpeg)));
        parts.extend(encoder.software.as_deref().map(str::to_owned));
    }
    parts.join(&text.get("runs-comma"))
}

fn jpeg_parts(text: &Text, jpeg: JpegTrace) -> Vec<String> {
    let quality = match jpeg.quality {
        JpegQuality::Exact(quality) => ("runs-quality", quality),
        JpegQuality::Near(quality) => ("runs-quality-near", quality),
    };
    let quality = text.with(quality.0, &[("quality", quality.1.to_string().into())]);
    let sampling = match jpeg.sampling {
        ChromaSampling::Grey => Some(text.get("runs-grey")),
        other => other.label().map(str::to_owned),
    };
    let passes = jpeg.is_progressive.then(|| text.get("runs-progressive"));
    [Some(quality), sampling, passes]
        .into_iter()
        .flatten()
        .collect()
}
