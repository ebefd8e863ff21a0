//! Products by replay: counts after every kind of change, and the list in its order.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use super::index::tests::row as unreadable_row;
use super::*;
use crate::inspect::{
    BackgroundMeasurement, ImageFormat, Inspection, ProbePixel, Sensitivity, Thresholds, TopCorners,
};
use crate::scan::{
    FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId, ScanEvent, WorkTimes,
    WorkerId,
};

/// Nothing but black: doubtful at every setting.
fn dark() -> ImageOutcome {
    let background = BackgroundMeasurement {
        border_black_share: 1.0,
        corner_levels: [0; 4],
        connected_black_share: 1.0,
        even_black_share: Some(1.0),
        ..BackgroundMeasurement::default()
    };
    ImageOutcome::Inspected(Inspection {
        format: ImageFormat::Jpeg,
        width_px: 100,
        height_px: 100,
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
    })
}

fn report(session: &mut ScanSession, id: u32, path: &str, outcome: ImageOutcome) {
    let location = ImageLocation::new(path);
    let report = ImageReport {
        id: ImageId(id),
        product: ProductId::of(&location),
        location,
        file_bytes: Some(1_000),
        stamp: FileStamp::default(),
        outcome,
        times: WorkTimes::default(),
    };
    let event = ScanEvent::ImageFinished {
        worker: WorkerId(0),
        report: Box::new(report),
        thumbnail: None,
    };
    session.apply(event, Instant::now());
}

fn unreadable() -> ImageOutcome {
    unreadable_row(0, "x.jpg").report.outcome
}

fn session() -> ScanSession {
    let mut session = ScanSession::new(
        PathBuf::from("/shop"),
        1,
        Thresholds::default(),
        Instant::now(),
    );
    session.want_products(true);
    session
}

fn settle(session: &mut ScanSession) {
    while session.update_index(|| true) {}
}

/// The ids of the shown products; "-" for images without one.
fn shown(session: &ScanSession) -> Vec<String> {
    let lines = session.product_list().shown().iter();
    lines
        .filter_map(|place| session.products().line(*place))
        .map(|line| {
            line.product
                .as_ref()
                .map_or("-", ProductId::as_str)
                .to_owned()
        })
        .collect()
}

/// Counted anew from the rows.
fn assert_counts(session: &ScanSession, what: &str) {
    for line in session.products().lines() {
        let mut counts = ImageCounts::default();
        let rows = session.rows();
        rows.filter(|row| row.report.product == line.product)
            .for_each(|row| counts.add(row));
        assert_eq!(line.counts, counts, "{what}: {:?}", line.product);
    }
}

#[test]
fn counts_follow_arrivals_retries_decisions_and_thresholds() {
    let mut session = session();
    report(&mut session, 0, "20000000/a.jpg", dark());
    report(&mut session, 1, "10000000/a.jpg", dark());
    report(&mut session, 2, "10000000/b.jpg", unreadable());
    report(&mut session, 3, "loose.jpg", dark());
    assert_counts(&session, "after arrivals");
    report(&mut session, 2, "10000000/b.jpg", dark());
    assert_counts(&session, "after another try");
    let both = [ImageId(0), ImageId(1)];
    session.decide(&both, Some(Decision::Confirmed), SystemTime::now());
    assert_counts(&session, "after a decision");
    session.undo();
    assert_counts(&session, "after it was taken back");
    session.redo();
    for sensitivity in [Sensitivity::Strict, Sensitivity::Eager] {
        session.set_thresholds(sensitivity.thresholds());
        settle(&mut session);
        assert_counts(&session, "at other thresholds");
    }
    let first = session.products().counts(None);
    assert_eq!((first.images(), first.to_review()), (1, 1), "no product");
}

#[test]
fn products_follow_the_filter_and_their_order() {
    let mut session = session();
    report(&mut session, 0, "loose.jpg", dark());
    report(&mut session, 1, "20000000/front.jpg", dark());
    report(&mut session, 2, "10000000/front.jpg", unreadable());
    report(&mut session, 3, "30000000/back.jpg", dark());
    report(&mut session, 4, "30000000/front.jpg", dark());
    settle(&mut session);
    let all = ["10000000", "20000000", "30000000", "-"];
    assert_eq!(shown(&session), all, "by id, those without a product last");
    session.sort_products(ProductColumn::Product);
    settle(&mut session);
    let down = ["30000000", "20000000", "10000000", "-"];
    assert_eq!(shown(&session), down, "the other way");
    session.sort_products(ProductColumn::ToReview);
    settle(&mut session);
    let most_first = ["30000000", "20000000", "-", "10000000"];
    assert_eq!(shown(&session), most_first, "most to review first");
    session.set_filter(RowFilter {
        text: "front".to_owned(),
        status: StatusFilter::Flagged,
        ..RowFilter::default()
    });
    settle(&mut session);
    assert_eq!(
        shown(&session),
        ["30000000", "20000000"],
        "those that have a flagged image with this text"
    );
    session.decide(&[ImageId(4)], Some(Decision::Confirmed), SystemTime::now());
    session.decide(&[ImageId(3)], Some(Decision::Confirmed), SystemTime::now());
    settle(&mut session);
    assert_eq!(
        shown(&session),
        ["30000000", "20000000"],
        "a decision moves no product"
    );
}

#[test]
fn a_product_is_opened_counted_and_followed_by_the_next_to_review() {
    let mut session = session();
    report(&mut session, 0, "10000000/a.jpg", dark());
    report(&mut session, 1, "20000000/a.jpg", unreadable());
    report(&mut session, 2, "30000000/a.jpg", unreadable());
    report(&mut session, 3, "30000000/b.jpg", dark());
    settle(&mut session);
    let product = |session: &ScanSession, place| {
        let line = session.products().line(place);
        line.and_then(|line| line.product.clone())
    };
    let first = session
        .row(ImageId(0))
        .expect("there")
        .report
        .product
        .clone();
    let next = session.next_product(first.as_ref()).expect("one is left");
    let third = product(&session, next);
    assert_eq!(
        third.as_ref().map(ProductId::as_str),
        Some("30000000"),
        "the second has nothing to review"
    );
    session.set_filter(RowFilter {
        scope: Scope::Product(third.clone()),
        ..RowFilter::default()
    });
    settle(&mut session);
    assert_eq!(session.index().shown(), [ImageId(2), ImageId(3)]);
    let counts = session.scope_counts().expect("a part is looked at");
    assert_eq!((counts.images(), counts.flagged()), (2, 1));
    session.focus_product(next);
    assert_eq!(
        session.selection().focus(),
        Some(ImageId(3)),
        "its first flagged image"
    );
    session.decide(&[ImageId(3)], Some(Decision::FalseAlarm), SystemTime::now());
    session.decide(&[ImageId(0)], Some(Decision::Confirmed), SystemTime::now());
    assert_eq!(session.next_product(third.as_ref()), None, "all reviewed");
}

#[test]
fn a_group_is_shown_in_its_own_order_and_counted() {
    let mut session = session();
    for id in 0..100 {
        report(&mut session, id, &format!("{id:08}/a.jpg"), dark());
    }
    let images: Vec<ImageId> = [70, 3, 99, 12].map(ImageId).to_vec();
    let scope = Scope::Images(std::sync::Arc::new(ImageSet::in_order(images.clone())));
    session.set_filter(RowFilter {
        scope,
        ..RowFilter::default()
    });
    settle(&mut session);
    assert_eq!(session.index().shown(), images, "its own order");
    session.set_order(Some(SortOrder {
        column: SortColumn::Path,
        ascending: true,
    }));
    settle(&mut session);
    assert_eq!(
        session.index().shown(),
        [3, 12, 70, 99].map(ImageId),
        "another order that was asked for"
    );
    session.decide(&[ImageId(3)], Some(Decision::Confirmed), SystemTime::now());
    session.decide(&[ImageId(4)], Some(Decision::Confirmed), SystemTime::now());
    let counts = session.scope_counts().expect("a group is looked at");
    assert_eq!((counts.images(), counts.confirmed), (4, 1), "its own only");
    session.set_filter(RowFilter::default());
    assert_eq!(session.scope_counts(), None, "the whole scan again");
}
