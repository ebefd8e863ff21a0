//! What the panels' tests share.

pub(crate) mod sessions;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

use super::{Language, Text, theme};
use crate::inspect::{
    BackgroundMeasurement, Content, ImageFormat, InspectError, Inspection, Measures, PixelRect,
    ProbePixel, Thresholds, TopCorners,
};
use crate::scan::{
    ContentHash, FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId,
    ReachError, ScanEnd, ScanEvent, SkipCause, WorkTimes, WorkerId,
};
use crate::session::{
    Mechanism, OriginalFile, Proof, ProofEvidence, ProofFinding, RowRepair, RowStatus, ScanSession,
};

/// Both languages' words.
pub(crate) struct Words {
    english: Text,
    chinese: Text,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            english: Text::new(Language::English),
            chinese: Text::new(Language::SimplifiedChinese),
        }
    }
}

impl Words {
    /// The words of one language.
    pub(crate) fn of(&self, language: Language) -> &Text {
        match language {
            Language::English => &self.english,
            Language::SimplifiedChinese => &self.chinese,
        }
    }
}

/// A window of this size in our theme, settled.
pub(crate) fn window<'a, State: 'a>(
    size: [f32; 2],
    state: State,
    app: impl FnMut(&mut egui::Ui, &mut State) + 'a,
) -> Harness<'a, State> {
    let mut harness = Harness::builder()
        .with_size(size)
        // Chinese comes from the system's fonts, which a test does not have.
        .allow_missing_glyphs()
        .with_context_setup(theme::install)
        .build_ui_state(app, state);
    harness.run();
    harness
}

/// Clicks twice in the time of one frame; the harness's own clicks take half a second each.
pub(crate) fn double_click<State>(harness: &mut Harness<'_, State>, pos: egui::Pos2) {
    harness.hover_at(pos);
    harness.run();
    for pressed in [true, false, true, false] {
        harness.input_mut().events.push(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
    }
    harness.run();
}

/// Fails when anything that has a name lies outside the window.
pub(crate) fn assert_all_inside<State>(harness: &Harness<'_, State>) {
    let window = harness.ctx.content_rect().expand(0.5);
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let (Some(bounds), Some(label)) =
            (node.raw_bounds(), node.label().or_else(|| node.value()))
        else {
            continue;
        };
        let inside = bounds.x0 >= f64::from(window.left())
            && bounds.y0 >= f64::from(window.top())
            && bounds.x1 <= f64::from(window.right())
            && bounds.y1 <= f64::from(window.bottom());
        assert!(
            inside,
            "{label:?} at {bounds:?} lies within the window {window:?}"
        );
    }
}

/// A session that is fed with made-up images.
pub(crate) struct MadeUpScan {
    /// What the window shows.
    pub(crate) session: ScanSession,
    /// When it began.
    pub(crate) start: Instant,
    next_id: u32,
}

impl MadeUpScan {
    /// A scan of `/shop` that has just begun.
    pub(crate) fn new(workers: usize) -> Self {
        let start = Instant::now();
        let root = PathBuf::from("/shop");
        Self {
            session: ScanSession::new(root, workers, Thresholds::default(), start),
            start,
            next_id: 0,
        }
    }

    /// A scan with one worker that measures this.
    pub(crate) fn measuring(measures: Measures) -> Self {
        let scan = Self::new(1);
        Self {
            session: scan.session.with_measures(measures),
            ..scan
        }
    }

    /// So many milliseconds after the start.
    pub(crate) fn at(&self, millis: u64) -> Instant {
        self.start + Duration::from_millis(millis)
    }

    /// Something happens after so many milliseconds.
    pub(crate) fn apply(&mut self, event: ScanEvent, millis: u64) {
        let now = self.at(millis);
        self.session.apply(event, now);
    }

    /// The walk finds images.
    pub(crate) fn find(&mut self, images: u64) {
        let bytes = images * 1_000;
        self.apply(ScanEvent::Discovered { images, bytes }, 0);
    }

    /// Something is left out.
    pub(crate) fn skip(&mut self, path: &str, cause: SkipCause) {
        let location = ImageLocation::new(path);
        self.apply(ScanEvent::Skipped { location, cause }, 0);
    }

    /// A worker finishes the next image.
    pub(crate) fn finish(&mut self, status: RowStatus, worker: u16, millis: u64) {
        self.finish_as(status, worker, millis, (400_000, 1_000));
    }

    /// The first worker finishes the next image after reading so many bytes of so many.
    pub(crate) fn finish_reading(&mut self, status: RowStatus, millis: u64, bytes: (u64, u64)) {
        self.finish_as(status, 0, millis, bytes);
    }

    fn finish_as(
        &mut self,
        status: RowStatus,
        worker: u16,
        millis: u64,
        (bytes_read, file_bytes): (u64, u64),
    ) {
        let id = self.next_id;
        self.next_id += 1;
        let location = ImageLocation::new(format!("4006381{:06}/{id}.jpg", id / 3));
        let report = ImageReport {
            id: ImageId(id),
            product: ProductId::of(&location),
            location,
            file_bytes: Some(file_bytes),
            stamp: FileStamp::default(),
            outcome: outcome(status),
            times: WorkTimes {
                reading: Duration::from_millis(2),
                decoding: Duration::from_millis(8),
                bytes_read,
            },
        };
        let event = ScanEvent::ImageFinished {
            worker: WorkerId(worker),
            report: Box::new(report),
            thumbnail: None,
        };
        self.apply(event, millis);
        let image = ImageId(id);
        match status {
            RowStatus::Gone => {
                let images = vec![image];
                self.apply(ScanEvent::Gone { images }, millis);
            }
            RowStatus::Proven => self.session.set_proof(image, proof()),
            RowStatus::Repaired => self.session.set_repair(image, Some(repair())),
            _ => {}
        }
    }

    /// The walk and the scan end.
    pub(crate) fn end(&mut self, end: ScanEnd, millis: u64) {
        self.apply(ScanEvent::DiscoveryEnded, millis);
        self.apply(ScanEvent::Ended(end), millis);
    }
}

/// The mishap, proven.
pub(crate) fn proof() -> Proof {
    Proof {
        finding: ProofFinding::Proven(Mechanism::LaidOnBlack),
        image: None,
        original: Some(OriginalFile {
            path: "/originals/4006381000012_1.png".into(),
            file_bytes: 90_000,
            modified: None,
            content: ContentHash::of(b"a mug"),
            placement: None,
            smaller_px: None,
        }),
        evidence: Some(ProofEvidence {
            on_black: 0.62,
            on_white: 183.4,
            alpha_dropped: 0.64,
            on_background: 0.61,
            background_rgb: [0; 3],
            transparent_share: 0.7,
        }),
    }
}

/// What wrote a repaired picture elsewhere.
pub(crate) fn repair() -> RowRepair {
    RowRepair {
        original: "/originals/a.png".into(),
        target: "/repaired/4006381000012_1.jpg".into(),
        backup: None,
        content: ContentHash::of(b"a white mug"),
        at: SystemTime::UNIX_EPOCH,
        journal: "/journals/1.jsonl".into(),
    }
}

/// An outcome that is judged to be of this status.
pub(crate) fn outcome(status: RowStatus) -> ImageOutcome {
    let background = match status {
        RowStatus::Proven | RowStatus::BlackBackground | RowStatus::Repaired => {
            BackgroundMeasurement {
                border_black_share: 1.0,
                corner_levels: [0; 4],
                connected_black_share: 0.6,
                even_black_share: Some(0.99),
                content: Some(Content {
                    rect: PixelRect {
                        x_px: 20,
                        y_px: 20,
                        width_px: 60,
                        height_px: 60,
                    },
                    fill: 0.8,
                    pieces: 1,
                    straight_sides: [0.2; 4],
                }),
                ..BackgroundMeasurement::default()
            }
        }
        RowStatus::Doubtful => BackgroundMeasurement {
            border_black_share: 1.0,
            corner_levels: [0; 4],
            connected_black_share: 1.0,
            even_black_share: Some(1.0),
            ..BackgroundMeasurement::default()
        },
        RowStatus::Clear | RowStatus::Gone => BackgroundMeasurement::default(),
        RowStatus::Unreadable => return ImageOutcome::Unreadable(InspectError::EmptyFile),
        RowStatus::Unreachable => return ImageOutcome::Unreachable(ReachError::NotFound),
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
        top_corners: TopCorners::flat(background.corner_levels[0]),
        background: Some(background),
        main_colour: None,
        encoder: None,
    })
}

#[test]
fn made_up_images_are_what_they_are_called() {
    for status in RowStatus::ALL {
        let mut scan = MadeUpScan::new(1);
        scan.find(1);
        scan.finish(status, 0, 10);
        assert_eq!(scan.session.totals().of(status), 1, "{status:?}");
    }
}
