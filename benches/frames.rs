//! Does the window keep up with 200,000 results?
//!
//! ```text
//! cargo bench --bench frames [-- --images 200000] [--frames 300] [--without-files]
//! ```
//!
//! Hands the dashboard a finished scan of made-up results (a quarter of them flagged, five to a product), drives it by
//! keys and wheel as a person would, and prints how long frames took: the app's logic, its panels, and the tessellation
//! of what they drew; what the graphics card does is not in it. The files are there (links to a few small pictures), so
//! that thumbnails are loaded and uploaded as in the real window. Screen readers are off, as on most machines.

use std::error::Error;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant, UNIX_EPOCH};

use blackdrop::app::{DashboardApp, Services};
use blackdrop::inspect::{
    BackgroundMeasurement, EncoderTrace, ImageFormat, Inspection, ProbePixel, Thresholds,
    TopCorners,
};
use blackdrop::scan::{
    ContentHash, FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId, ScanEnd,
    ScanEvent, WorkTimes, WorkerId,
};
use blackdrop::session::ScanSession;
use clap::Parser;
use egui::{Event, Key, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, Vec2, vec2};

/// Times frames of the window over many results.
#[derive(Parser)]
struct Arguments {
    /// How many results.
    #[arg(long, default_value_t = 200_000)]
    images: u32,
    /// How many frames of each kind.
    #[arg(long, default_value_t = 300)]
    frames: usize,
    /// Leaves the files out, so that there is nothing to load.
    #[arg(long)]
    without_files: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

const SIZE: Vec2 = vec2(1280.0, 800.0);

/// Links to one file at most; most file systems allow more.
const MOST_LINKS: u32 = 30_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    if !arguments.without_files {
        write_files(folder.path(), arguments.images)?;
    }
    let mut out = io::stdout().lock();
    let before = memory_mb();
    let mut window = Window::open(session(folder.path(), arguments.images));
    writeln!(
        out,
        "{} results; memory {} MB (without them {} MB)",
        arguments.images,
        memory_mb(),
        before
    )?;
    let mut all = Vec::new();
    for (name, view, action) in SCENES {
        window.key(*view, Modifiers::NONE);
        window.key(Key::Home, Modifiers::NONE);
        window.settle();
        let mut times: Vec<Duration> = (0..arguments.frames)
            .map(|frame| window.frame(action(frame)))
            .collect();
        report(&mut out, name, &mut times)?;
        all.append(&mut times);
        window.settle();
    }
    report(&mut out, "all of them", &mut all)?;
    writeln!(out, "memory {} MB", memory_mb())?;
    Ok(())
}

/// What a person does in a frame.
type Action = fn(usize) -> Vec<Event>;

const SCENES: &[(&str, Key, Action)] = &[
    ("gallery, nothing happens", Key::G, |_| Vec::new()),
    ("gallery, wheel", Key::G, |_| vec![wheel()]),
    ("gallery, arrow", Key::G, |_| press(Key::ArrowRight)),
    ("gallery, page down", Key::G, |_| press(Key::PageDown)),
    ("gallery, end and home", Key::G, there_and_back),
    ("gallery, confirm", Key::G, |_| press(Key::Y)),
    ("gallery, undo", Key::G, |_| command(Key::Z)),
    ("gallery, all selected and not", Key::G, |frame| {
        if frame.is_multiple_of(2) {
            command(Key::A)
        } else {
            press(Key::Home)
        }
    }),
    ("table, nothing happens", Key::T, |_| Vec::new()),
    ("table, wheel", Key::T, |_| vec![wheel()]),
    ("table, arrow", Key::T, |_| press(Key::ArrowDown)),
    ("table, page down", Key::T, |_| press(Key::PageDown)),
    ("table, end and home", Key::T, there_and_back),
    ("table, false alarm", Key::T, |_| press(Key::N)),
    (
        "gallery, all confirmed and undone",
        Key::G,
        |frame| match frame % 20 {
            0 => command(Key::A),
            5 => press(Key::Y),
            10 => command(Key::Z),
            _ => Vec::new(),
        },
    ),
    ("products, nothing happens", Key::D, |_| Vec::new()),
    ("products, wheel", Key::D, |_| vec![wheel()]),
    ("products, arrow", Key::D, |_| press(Key::ArrowDown)),
    ("products, page down", Key::D, |_| press(Key::PageDown)),
    ("products, end and home", Key::D, there_and_back),
    ("table, text typed and cleared", Key::T, |frame| {
        match frame % 12 {
            0 => command(Key::F),
            typed @ 1..=6 => vec![Event::Text((typed % 10).to_string())],
            7 => press(Key::Escape),
            _ => Vec::new(),
        }
    }),
];

fn there_and_back(frame: usize) -> Vec<Event> {
    if frame.is_multiple_of(2) {
        press(Key::End)
    } else {
        press(Key::Home)
    }
}

fn wheel() -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, -3.0),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

fn press(key: Key) -> Vec<Event> {
    key_events(key, Modifiers::NONE)
}

fn command(key: Key) -> Vec<Event> {
    key_events(key, Modifiers::COMMAND)
}

fn key_events(key: Key, modifiers: Modifiers) -> Vec<Event> {
    [true, false]
        .map(|pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        })
        .to_vec()
}

/// The dashboard without a screen.
struct Window {
    ctx: egui::Context,
    app: DashboardApp,
    frame: eframe::Frame,
    started: Instant,
}

impl Window {
    fn open(session: ScanSession) -> Self {
        let ctx = egui::Context::default();
        let creation = eframe::CreationContext::_new_kittest(ctx.clone());
        let mut app = DashboardApp::with_services(&creation, services());
        app.show_session(&ctx, session);
        let mut window = Self {
            ctx,
            app,
            frame: eframe::Frame::_new_kittest(),
            started: Instant::now(),
        };
        window.settle();
        window
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        self.frame(key_events(key, modifiers));
    }

    /// Until lists are up to date and nothing moves any more.
    fn settle(&mut self) {
        for _ in 0..5 {
            while self
                .app
                .session()
                .is_some_and(|session| session.index().is_behind())
            {
                self.frame(Vec::new());
            }
            self.frame(Vec::new());
        }
    }

    /// Draws a frame; returns how long that took.
    fn frame(&mut self, mut events: Vec<Event>) -> Duration {
        events.insert(0, Event::PointerMoved((SIZE / 2.0).to_pos2()));
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.started.elapsed().as_secs_f64()),
            events,
            focused: true,
            ..RawInput::default()
        };
        let started = Instant::now();
        let output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            eframe::App::logic(&mut self.app, &ctx, &mut self.frame);
            eframe::App::ui(&mut self.app, ui, &mut self.frame);
        });
        let drawn = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let took = started.elapsed();
        drop(drawn);
        took
    }
}

/// A window that remembers nothing, so that the user's own files are left alone.
fn services() -> Services {
    Services {
        settings_file: None,
        log_folder: None,
        database: None,
        ..Services::default()
    }
}

/// Prints a line of figures.
fn report(out: &mut impl io::Write, name: &str, times: &mut [Duration]) -> io::Result<()> {
    times.sort_unstable();
    let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    let at = |percent: usize| ms(times.get((times.len() * percent / 100).min(times.len() - 1)));
    writeln!(
        out,
        "{name:32} median {:6.2} ms   99 % within {:6.2} ms   longest {:6.2} ms",
        at(50),
        at(99),
        ms(times.last())
    )
}

fn session(root: &Path, images: u32) -> ScanSession {
    let now = Instant::now();
    let mut session = ScanSession::new(root.to_path_buf(), 1, Thresholds::default(), now);
    session.apply(
        ScanEvent::Discovered {
            images: u64::from(images),
            bytes: 0,
        },
        now,
    );
    for id in 0..images {
        let event = ScanEvent::ImageFinished {
            worker: WorkerId(0),
            report: Box::new(report_of(id)),
            thumbnail: None,
        };
        session.apply(event, now);
    }
    session.apply(ScanEvent::DiscoveryEnded, now);
    session.apply(ScanEvent::Ended(ScanEnd::Completed), now);
    session
}

fn path_of(id: u32) -> String {
    format!("04006381{:06}/product_{id:06}_front.jpg", id / 5)
}

/// Every fourth is black or doubtful.
fn report_of(id: u32) -> ImageReport {
    let location = ImageLocation::new(path_of(id));
    let black = id.is_multiple_of(4);
    let background = BackgroundMeasurement {
        border_black_share: if id.is_multiple_of(8) { 0.99 } else { 0.5 },
        corner_levels: [0; 4],
        connected_black_share: 0.5,
        even_black_share: Some(0.999),
        ..BackgroundMeasurement::default()
    };
    ImageReport {
        id: ImageId(id),
        product: ProductId::of(&location),
        location,
        file_bytes: Some(200_000 + u64::from(id)),
        stamp: FileStamp {
            looked_at: None,
            modified: Some(
                UNIX_EPOCH
                    + Duration::from_secs(
                        u64::from(id / 5_000) * 3_600 + u64::from(id % 5_000) / 4,
                    ),
            ),
            content: black.then(|| ContentHash::of(&id.to_le_bytes())),
        },
        outcome: ImageOutcome::Inspected(Inspection {
            format: ImageFormat::Jpeg,
            width_px: 1_600,
            height_px: 1_200,
            pixel: ProbePixel {
                red: 0,
                green: 0,
                blue: 0,
            },
            transparency: None,
            top_corners: TopCorners::flat(if black { 0 } else { 255 }),
            background: black.then_some(background),
            main_colour: None,
            encoder: black.then(|| Box::new(trace_of(id))),
        }),
        times: WorkTimes::default(),
    }
}

/// One of twelve programs wrote it.
fn trace_of(id: u32) -> EncoderTrace {
    EncoderTrace {
        settings: u64::from(id % 12),
        jpeg: None,
        software: Some("a made-up converter".into()),
    }
}

/// The files, as links to a few.
fn write_files(root: &Path, images: u32) -> Result<(), Box<dyn Error>> {
    let mut source = root.to_path_buf();
    for id in 0..images {
        let path = root.join(path_of(id));
        if let Some(parent) = path.parent()
            && id.is_multiple_of(5)
        {
            std::fs::create_dir_all(parent)?;
        }
        if id.is_multiple_of(MOST_LINKS) {
            let shade = u8::try_from(id / MOST_LINKS * 20)?;
            let picture = image::RgbImage::from_fn(800, 600, |x, y| {
                let inside = (200..600).contains(&x) && (100..500).contains(&y);
                image::Rgb([if inside { 200 - shade } else { 0 }; 3])
            });
            picture.save(&path)?;
            source = path;
        } else {
            std::fs::hard_link(&source, &path)?;
        }
    }
    Ok(())
}

/// What the process holds in memory, where the system tells it.
fn memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1_024
}
