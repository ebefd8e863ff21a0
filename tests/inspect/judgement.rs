//! The boundary values of the judgement.

use blackdrop::inspect::{
    BackgroundMeasurement, BlackEdge, Bound, Content, ImageFormat, Inspection, LookedAt, PixelRect,
    ProbePixel, Reason, Thresholds, TopCorners, Verdict, judge,
};

type Change = fn(&mut BackgroundMeasurement, f32);

/// A measurement to which nothing objects.
pub fn black() -> BackgroundMeasurement {
    BackgroundMeasurement {
        ring_px: 6,
        border_black_share: 1.0,
        corner_levels: [0; 4],
        connected_black_share: 0.6,
        even_black_share: Some(1.0),
        edge: Some(BlackEdge {
            nearest_level: 90,
            dark_share: 0.1,
        }),
        content: Some(Content {
            rect: PixelRect {
                x_px: 100,
                y_px: 60,
                width_px: 200,
                height_px: 180,
            },
            fill: 0.7,
            pieces: 1,
            straight_sides: [0.1; 4],
        }),
        ..BackgroundMeasurement::default()
    }
}

pub fn judged(background: BackgroundMeasurement) -> (Verdict, Vec<Reason>) {
    let inspection = Inspection {
        format: ImageFormat::Jpeg,
        width_px: 400,
        height_px: 300,
        pixel: ProbePixel {
            red: 0,
            green: 0,
            blue: 0,
        },
        transparency: None,
        top_corners: TopCorners::flat(0),
        background: Some(background),
        main_colour: None,
        encoder: None,
    };
    let judgement = judge(&inspection, &Thresholds::default());
    (judgement.verdict, judgement.reasons)
}

pub fn verdict(change: impl FnOnce(&mut BackgroundMeasurement)) -> Verdict {
    let mut background = black();
    change(&mut background);
    judged(background).0
}

/// The largest number below.
pub fn below(share: f32) -> f32 {
    share.next_down()
}

#[test]
fn black_names_all_that_speaks_for_it() {
    let (verdict, reasons) = judged(black());
    assert_eq!(verdict, Verdict::BlackBackground, "nothing objects");
    let codes: Vec<_> = reasons.iter().map(Reason::code).collect();
    assert_eq!(
        codes,
        [
            "black_corners 4",
            "connected_black 60.0 %",
            "even_black 100.0 %",
            "black_border 100.0 %"
        ],
        "the reasons"
    );
}

#[test]
fn corners_decide_by_level_and_number() {
    let levels = |levels| verdict(|measured| measured.corner_levels = levels);
    let bound = Thresholds::default().corner_level;
    assert_eq!(levels([bound; 4]), Verdict::BlackBackground, "at the bound");
    assert_eq!(levels([bound + 1; 4]), Verdict::Clear, "beyond it");
    assert_eq!(
        levels([0, 255, 0, 255]),
        Verdict::BlackBackground,
        "two are enough"
    );
    assert_eq!(levels([255, 255, 0, 255]), Verdict::Doubtful, "one is not");
    let (_, reasons) = judged(BackgroundMeasurement {
        corner_levels: [9, 200, 255, 31],
        ..black()
    });
    assert_eq!(
        reasons,
        [Reason::NoBlackCorner {
            darkest_level: 9,
            looked_at: LookedAt::AllCorners
        }],
        "the darkest is named"
    );
}

#[test]
fn shares_decide_at_their_bounds() {
    let thresholds = Thresholds::default();
    let cases: [(Bound, Change); 3] = [
        (thresholds.connected_black, |measured, share| {
            measured.connected_black_share = share;
        }),
        (thresholds.even_black, |measured, share| {
            measured.even_black_share = Some(share);
        }),
        (thresholds.border_black, |measured, share| {
            measured.border_black_share = share;
        }),
    ];
    // Even, but not exactly so: exact black is judged more readily.
    let even = below(thresholds.exact_even);
    for (bound, change) in cases {
        let at = |share| {
            verdict(|measured| {
                measured.even_black_share = Some(even);
                change(measured, share);
            })
        };
        assert_eq!(at(bound.black), Verdict::BlackBackground, "at {bound:?}");
        assert_eq!(
            at(below(bound.black)),
            Verdict::Doubtful,
            "just below {bound:?}"
        );
        assert_eq!(
            at(bound.doubtful),
            Verdict::Doubtful,
            "at the lower end of {bound:?}"
        );
        assert_eq!(at(below(bound.doubtful)), Verdict::Clear, "below {bound:?}");
    }
    assert_eq!(
        verdict(|measured| measured.even_black_share = None),
        Verdict::Clear,
        "no area is no background"
    );
}

#[test]
fn shapes_decide_at_their_bounds() {
    let thresholds = Thresholds::default();
    let with = |change: &dyn Fn(&mut Content)| {
        verdict(|measured| {
            if let Some(content) = &mut measured.content {
                change(content);
            }
        })
    };
    let fill = |fill| with(&|content| content.fill = fill);
    assert_eq!(
        fill(thresholds.exact_rectangle_fill),
        Verdict::Doubtful,
        "a rectangle to its corners"
    );
    assert_eq!(
        fill(below(thresholds.exact_rectangle_fill)),
        Verdict::BlackBackground,
        "one with rounded corners, with other margins above than beside"
    );
    let pieces = |pieces| with(&|content| content.pieces = pieces);
    assert_eq!(
        pieces(thresholds.scattered_pieces - 1),
        Verdict::BlackBackground,
        "in few pieces"
    );
    assert_eq!(
        pieces(thresholds.scattered_pieces),
        Verdict::Doubtful,
        "scattered"
    );
    let visible = |share| verdict(|measured| measured.connected_black_share = share);
    assert_eq!(
        visible(thresholds.nothing_visible),
        Verdict::Doubtful,
        "nothing to be seen"
    );
    assert_eq!(
        visible(below(thresholds.nothing_visible)),
        Verdict::BlackBackground,
        "a little"
    );
    assert_eq!(
        verdict(|measured| {
            measured.connected_black_share = 1.0;
            measured.content = None;
        }),
        Verdict::Doubtful,
        "nothing at all"
    );
}

#[test]
fn bars_must_be_two_and_equal() {
    let thresholds = Thresholds::default();
    let rows = |y_px: u32, height_px: u32, fill: f32| {
        verdict(|measured| {
            measured.content = Some(Content {
                rect: PixelRect {
                    x_px: 0,
                    y_px,
                    width_px: 400,
                    height_px,
                },
                fill,
                pieces: 1,
                straight_sides: [1.0; 4],
            });
        })
    };
    assert_eq!(rows(50, 200, 1.0), Verdict::Clear, "equal bars");
    assert_eq!(rows(50, 194, 1.0), Verdict::Clear, "6 of 300 pixels apart");
    assert_eq!(
        rows(50, 190, 1.0),
        Verdict::Doubtful,
        "10 of 300 pixels apart"
    );
    assert_eq!(rows(0, 200, 1.0), Verdict::Doubtful, "one bar");
    assert_eq!(
        rows(50, 200, thresholds.rectangle_fill),
        Verdict::Clear,
        "dark parts join the bars"
    );
    assert_eq!(
        rows(50, 200, below(thresholds.rectangle_fill)),
        Verdict::BlackBackground,
        "a shape that is no rectangle"
    );
}

#[test]
fn a_frame_is_of_one_thickness() {
    let thresholds = Thresholds::default();
    let frame = |left: u32, top: u32, right: u32, fill: f32| {
        verdict(|measured| {
            measured.content = Some(Content {
                rect: PixelRect {
                    x_px: left,
                    y_px: top,
                    width_px: 400 - left - right,
                    height_px: 300 - 2 * top,
                },
                fill,
                pieces: 1,
                straight_sides: [1.0; 4],
            });
        })
    };
    let fill = thresholds.rectangle_fill;
    assert_eq!(frame(40, 40, 40, fill), Verdict::Doubtful, "a frame");
    assert_eq!(
        frame(40, 40, 46, fill),
        Verdict::Doubtful,
        "6 of 300 pixels apart"
    );
    assert_eq!(
        frame(40, 40, 48, fill),
        Verdict::BlackBackground,
        "8 of 300 pixels apart"
    );
    assert_eq!(
        frame(100, 40, 100, fill),
        Verdict::BlackBackground,
        "a tablet"
    );
    assert_eq!(
        frame(40, 40, 40, below(fill)),
        Verdict::BlackBackground,
        "a shape that is no rectangle"
    );
}
