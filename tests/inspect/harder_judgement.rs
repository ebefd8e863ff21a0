//! The boundary values of what tells harder pictures apart: bars that wave, holes, small but exact areas, light that fades.

use blackdrop::inspect::{
    BackgroundMeasurement, BlackEdge, Content, ExactBlack, ImageFormat, Inspection, LookedAt,
    PixelRect, ProbePixel, Reason, Thresholds, TopCorners, Verdict, judge,
};

use crate::judgement::{below, black, judged, verdict};

/// What is changed of a measurement.
type Change<'a> = &'a dyn Fn(&mut BackgroundMeasurement);

#[test]
fn bars_must_be_straight() {
    let thresholds = Thresholds::default();
    let bars = |straight_sides: [f32; 4], fill: f32| {
        let (verdict, reasons) = judged(BackgroundMeasurement {
            content: Some(Content {
                rect: PixelRect {
                    x_px: 0,
                    y_px: 50,
                    width_px: 400,
                    height_px: 200,
                },
                fill,
                pieces: 1,
                straight_sides,
            }),
            ..black()
        });
        (verdict, reasons[0])
    };
    let straight = thresholds.straight_side;
    let (verdict, reason) = bars([straight, straight, 0.0, 0.0], 0.97);
    assert_eq!(verdict, Verdict::Clear, "above and below");
    assert!(matches!(reason, Reason::BlackBars { .. }), "{reason:?}");
    for sides in [
        [below(straight), 1.0, 1.0, 1.0],
        [1.0, below(straight), 1.0, 1.0],
    ] {
        let (verdict, reason) = bars(sides, 0.97);
        assert_eq!(verdict, Verdict::Doubtful, "a flag: {sides:?}");
        assert!(matches!(reason, Reason::UnevenBars { .. }), "{reason:?}");
    }
    assert_eq!(
        bars([0.5; 4], below(thresholds.rectangle_fill)).0,
        Verdict::BlackBackground,
        "no rectangle, no bars"
    );
}

#[test]
fn the_exact_level_shows_a_rectangle_that_dark_parts_hide() {
    let with = |exact_content: Content| {
        verdict(|measured| {
            measured.exact = Some(Box::new(ExactBlack {
                level: 0,
                connected_share: 0.5,
                border_share: 1.0,
                even_share: 1.0,
                content: Some(exact_content),
            }));
        })
    };
    let content = |x_px, y_px, fill| Content {
        rect: PixelRect {
            x_px,
            y_px,
            width_px: 400 - 2 * x_px,
            height_px: 300 - 2 * y_px,
        },
        fill,
        pieces: 1,
        straight_sides: [1.0; 4],
    };
    assert_eq!(with(content(0, 40, 0.98)), Verdict::Clear, "bars");
    assert_eq!(with(content(40, 40, 0.98)), Verdict::Doubtful, "a frame");
    assert_eq!(
        with(content(100, 60, 0.7)),
        Verdict::BlackBackground,
        "the same shape as before"
    );
}

#[test]
fn a_small_exact_area_is_doubtful_unless_it_is_a_frame() {
    let thresholds = Thresholds::default();
    let small = |change: Change<'_>| {
        verdict(|measured| {
            measured.connected_black_share = thresholds.small_exact;
            measured.border_black_share = 0.3;
            measured.even_black_share = Some(thresholds.exact_even);
            measured.corner_levels = [0, 0, 200, 200];
            change(measured);
        })
    };
    assert_eq!(small(&|_| ()), Verdict::Doubtful, "both top corners");
    assert_eq!(
        small(&|measured| measured.corner_levels = [200, 0, 0, 0]),
        Verdict::Doubtful,
        "three corners"
    );
    assert_eq!(
        small(&|measured| measured.corner_levels = [200, 200, 0, 0]),
        Verdict::Doubtful,
        "below a monitor"
    );
    let clear: [(&str, Change<'_>); 4] = [
        ("less of it", &|measured| {
            measured.connected_black_share = below(thresholds.small_exact);
        }),
        ("not exact", &|measured| {
            measured.even_black_share = Some(below(thresholds.exact_even));
        }),
        ("at one side", &|measured| {
            measured.corner_levels = [0, 200, 0, 200];
        }),
        ("a frame", &|measured| {
            if let Some(content) = &mut measured.content {
                content.fill = thresholds.rectangle_fill;
            }
        }),
    ];
    for (name, change) in clear {
        assert_eq!(small(change), Verdict::Clear, "{name}");
    }
}

#[test]
fn what_is_enclosed_is_background_too() {
    let thresholds = Thresholds::default();
    let ring = |enclosed: f32| {
        judged(BackgroundMeasurement {
            connected_black_share: 0.1,
            enclosed_black_share: enclosed,
            ..black()
        })
    };
    assert_eq!(ring(0.04).0, Verdict::Doubtful, "together not enough");
    let (verdict, reasons) = ring(0.06);
    assert_eq!(verdict, Verdict::BlackBackground, "together enough");
    let codes: Vec<_> = reasons.iter().map(Reason::code).collect();
    assert!(codes.contains(&"connected_black 16.0 %".to_owned()));
    assert!(codes.contains(&"enclosed_black 6.0 %".to_owned()));
    let hollow = |enclosed: f32, corner: u8| {
        judged(BackgroundMeasurement {
            connected_black_share: 0.02,
            enclosed_black_share: enclosed,
            border_black_share: 0.2,
            corner_levels: [0, 0, 0, corner],
            ..black()
        })
        .0
    };
    let enough = thresholds.hollow;
    let (uneven, _) = judged(BackgroundMeasurement {
        connected_black_share: 0.02,
        enclosed_black_share: enough,
        border_black_share: 0.2,
        even_black_share: Some(below(thresholds.exact_even)),
        ..black()
    });
    assert_eq!(uneven, Verdict::Doubtful, "its corners are in the noise");
    assert_eq!(
        hollow(enough, 0),
        Verdict::BlackBackground,
        "a hollow phone"
    );
    assert_eq!(hollow(below(enough), 0), Verdict::Doubtful, "a small hole");
    assert_eq!(hollow(enough, 200), Verdict::Doubtful, "three corners");
}

#[test]
fn narrow_black_that_varies_is_no_photographed_dark() {
    let uneven = |is_wide: bool| {
        judged(BackgroundMeasurement {
            even_black_share: Some(0.1),
            is_wide,
            ..black()
        })
    };
    let (wide, _) = uneven(true);
    assert_eq!(wide, Verdict::Clear);
    let (narrow, reasons) = uneven(false);
    assert_eq!(narrow, Verdict::Doubtful, "the ringing reaches all of it");
    assert_eq!(reasons[0].code(), "narrow_black 10.0 %");
}

#[test]
fn part_of_the_border_is_enough_where_black_is_exact_and_no_bar() {
    let thresholds = Thresholds::default();
    let partly = |change: Change<'_>| {
        verdict(|measured| {
            measured.border_black_share = thresholds.border_black.doubtful;
            measured.even_black_share = Some(thresholds.exact_even);
            measured.corner_levels = [0, 0, 0, 200];
            change(measured);
        })
    };
    assert_eq!(partly(&|_| ()), Verdict::BlackBackground, "three corners");
    assert_eq!(
        partly(&|measured| measured.corner_levels = [0, 0, 200, 200]),
        Verdict::Doubtful,
        "two corners"
    );
    assert_eq!(
        partly(&|measured| measured.even_black_share = Some(below(thresholds.exact_even))),
        Verdict::Doubtful,
        "not exact"
    );
    let bars = |straight_sides: [f32; 4]| {
        partly(&|measured| {
            if let Some(content) = &mut measured.content {
                content.rect = PixelRect {
                    x_px: 0,
                    y_px: 40,
                    width_px: 400,
                    height_px: 220,
                };
                content.straight_sides = straight_sides;
            }
        })
    };
    assert_eq!(
        bars([1.0, 0.2, 0.0, 0.0]),
        Verdict::Doubtful,
        "a padded photograph whose dark joins one of its bars"
    );
    assert_eq!(
        bars([0.5, 0.5, 1.0, 1.0]),
        Verdict::BlackBackground,
        "what is no bar"
    );
}

#[test]
fn light_fades_and_a_fill_stops() {
    let thresholds = Thresholds::default();
    let edge = |nearest_level, dark_share| {
        verdict(|measured| {
            measured.edge = Some(BlackEdge {
                nearest_level,
                dark_share,
            });
        })
    };
    let (level, share) = (thresholds.soft_edge_level, thresholds.soft_edge);
    assert_eq!(edge(level - 1, share), Verdict::Doubtful, "it fades");
    assert_eq!(edge(level, share), Verdict::BlackBackground, "an edge");
    assert_eq!(
        edge(level - 1, below(share)),
        Verdict::BlackBackground,
        "dark in places"
    );
}

#[test]
fn a_dark_product_in_exact_black_is_doubtful() {
    let thresholds = Thresholds::default();
    let exact = |connected_share, border_share, even_share| {
        judged(BackgroundMeasurement {
            even_black_share: Some(0.2),
            exact: Some(Box::new(ExactBlack {
                level: 0,
                connected_share,
                border_share,
                even_share,
                content: None,
            })),
            ..black()
        })
    };
    let area = thresholds.connected_black.black;
    let border = thresholds.border_black.doubtful;
    let even = thresholds.exact_even;
    let (verdict, reasons) = exact(area, border, even);
    assert_eq!(verdict, Verdict::Doubtful, "a planet's dark side");
    assert!(matches!(reasons[0], Reason::DarkContent { .. }));
    for (area, border, even) in [
        (below(area), border, even),
        (area, below(border), even),
        (area, border, below(even)),
    ] {
        assert_eq!(exact(area, border, even).0, Verdict::Clear, "a night");
    }
}

#[test]
fn what_lies_behind_a_light_edge_is_doubtful_at_most() {
    let part = PixelRect {
        x_px: 50,
        y_px: 0,
        width_px: 300,
        height_px: 300,
    };
    let (verdict, reasons) = judged(BackgroundMeasurement {
        within: Some(part),
        ..black()
    });
    assert_eq!(verdict, Verdict::Doubtful, "a person decides");
    assert_eq!(reasons[0].code(), "light_edge 25.0 %", "and sees why");
    let frame = judged(BackgroundMeasurement {
        within: Some(part),
        content: Some(Content {
            rect: PixelRect {
                x_px: 50,
                y_px: 60,
                width_px: 300,
                height_px: 180,
            },
            fill: 1.0,
            pieces: 1,
            straight_sides: [1.0; 4],
        }),
        ..black()
    });
    assert_eq!(frame.0, Verdict::Clear, "bars of the part are bars");
}

#[test]
fn where_it_was_measured_all_four_corners_count() {
    let mut inspection = Inspection {
        format: ImageFormat::Jpeg,
        width_px: 400,
        height_px: 300,
        pixel: ProbePixel {
            red: 255,
            green: 255,
            blue: 255,
        },
        transparency: None,
        top_corners: TopCorners::flat(255),
        background: Some(BackgroundMeasurement {
            corner_levels: [255, 255, 0, 0],
            border_black_share: 0.75,
            ..black()
        }),
        main_colour: None,
        encoder: None,
    };
    let thresholds = Thresholds::default();
    let full = judge(&inspection, &thresholds);
    assert_eq!(full.verdict, Verdict::BlackBackground, "a monitor");
    assert!(full.confidence > 0.5, "{}", full.confidence);
    inspection.background = None;
    let usual = judge(&inspection, &thresholds);
    assert_eq!(
        usual.reasons,
        [Reason::NoBlackCorner {
            darkest_level: 255,
            looked_at: LookedAt::TopCorners
        }],
        "its top corners cleared it"
    );
}
