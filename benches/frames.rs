//! Does the window keep up with 200,000 results, and with a million?
//!
//! ```text
//! cargo bench --bench frames [-- --images 200000] [--frames 300] [--without-files]
//! cargo bench --bench frames -- --live --images 1000000 [--folder FOLDER]
//! ```
//!
//! Hands the dashboard a finished scan of made-up results (a quarter of them flagged, five to a product), drives it by
//! keys and wheel as a person would, and prints how long frames took: the app's logic, its panels, and the tessellation
//! of what they drew; what the graphics card does is not in it. The files are there (links to a few small pictures), so
//! that thumbnails are loaded and uploaded as in the real window. Screen readers are off, as on most machines.
//!
//! With `--live` it scans a folder of so many tiny files, each with a content of its own, as the window does: every frame
//! is timed from the start of the scan to its end, then while all images are decided about, while that is undone and done
//! again, until all is saved, and while the folder is opened again. The files are
//! made in FOLDER where it does not exist, and left there for the next time; else in a temporary folder.

use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
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
    /// Scans a folder of tiny files, decides about all of them, and opens it again.
    #[arg(long)]
    live: bool,
    /// Where these files are, or are made.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

const SIZE: Vec2 = vec2(1280.0, 800.0);

/// Between two frames of a screen.
const SCREEN: Duration = Duration::from_millis(16);

/// Links to one file at most; most file systems allow more.
const MOST_LINKS: u32 = 30_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    if arguments.live {
        let shop = arguments.folder.clone();
        return live(
            &shop.unwrap_or_else(|| folder.path().join("shop")),
            folder.path(),
            arguments.images,
        );
    }
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

/// A folder from its first scan to the next one.
fn live(shop: &Path, scratch: &Path, images: u32) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    if !shop.exists() {
        write_tiny_files(shop, images)?;
    }
    let database = scratch.join("blackdrop.sqlite");
    let before = memory_mb();
    let mut window = Window::scan(shop, database.clone());
    let is_idle = |app: &DashboardApp| {
        let session = app.session();
        !app.is_scanning() && session.is_some_and(|session| !session.index().is_behind())
    };
    let has_begun = |app: &DashboardApp| app.is_scanning();
    let is_over = |app: &DashboardApp| {
        let session = app.session();
        is_idle(app) && session.is_some_and(|session| !session.is_deciding())
    };
    let mut stage = |name: &str, mut times: Vec<Duration>, window: &mut Window| {
        report(&mut out, name, &mut times)?;
        let (worked, logic) = std::mem::take(&mut window.most_worked);
        let [worked, logic] = [worked, logic].map(|time| time.as_secs_f64() * 1_000.0);
        let (memory, peak) = (memory_mb(), peak_mb());
        let count = times.len();
        let totals = window.app.session().map(ScanSession::totals);
        let decided = totals.map_or(0, |totals| totals.confirmed + totals.false_alarms);
        writeln!(
            out,
            "{:33}{count} frames, at most {worked:.1} ms on the processor ({logic:.1} before panels); {decided} decided; memory {memory} MB, at most {peak} MB",
            ""
        )
    };
    // The table shows all images, not only the flagged ones.
    window.key(Key::T, Modifiers::NONE);
    let mut times = window.frames_until(has_begun);
    times.extend(window.frames_until(is_idle));
    let found = window.app.session().map_or(0, |it| it.totals().done);
    stage(
        &format!("{found} scanned; before {before} MB"),
        times,
        &mut window,
    )?;
    window.settle();
    for (name, keys) in [
        ("all selected", vec![command(Key::A)]),
        ("all called false alarms", answered(Key::N)),
        ("that undone", vec![command(Key::Z)]),
        ("all selected again", vec![command(Key::A)]),
        ("all confirmed", answered(Key::Y)),
        ("all selected once more", vec![command(Key::A)]),
        ("all called false alarms instead", answered(Key::N)),
    ] {
        let mut times: Vec<Duration> = keys.into_iter().map(|it| window.frame(it)).collect();
        times.extend(window.frames_until(is_over));
        stage(name, times, &mut window)?;
    }
    let is_saved = |app: &DashboardApp| {
        let mut rows = app.session().into_iter().flat_map(ScanSession::rows);
        rows.all(|row| row.review.is_on_disk())
    };
    let mut times = Vec::new();
    while !is_saved(&window.app) {
        for _ in 0..50 {
            times.extend(window.frames_until(|_| true));
            std::thread::sleep(SCREEN);
        }
    }
    stage("until all are saved", times, &mut window)?;
    let closing = Instant::now();
    eframe::App::on_exit(&mut window.app, None);
    drop(window);
    let took = closing.elapsed().as_secs_f64();
    writeln!(io::stdout(), "closed in {took:.2} s")?;
    let mut window = Window::scan(shop, database);
    let mut times = window.frames_until(has_begun);
    times.extend(window.frames_until(is_idle));
    stage("opened again", times, &mut window)?;
    Ok(())
}

/// Every tenth is black. Each holds something else, in a comment, and ten are a product.
fn write_tiny_files(root: &Path, images: u32) -> Result<(), Box<dyn Error>> {
    let mut drawn = Vec::new();
    for shade in [0, 255] {
        let picture = image::RgbImage::from_fn(16, 16, |x, y| {
            let inside = (5..11).contains(&x) && (5..11).contains(&y);
            image::Rgb([if inside { 128 } else { shade }; 3])
        });
        let mut bytes = io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Jpeg)?;
        drawn.push(bytes.into_inner());
    }
    for id in 0..images {
        let folder = root.join(format!("04006381{:06}", id / 10));
        if id.is_multiple_of(10) {
            std::fs::create_dir_all(&folder)?;
        }
        let (start, rest) = drawn[usize::from(!id.is_multiple_of(10))].split_at(2);
        // A comment of eight digits, after the marker that begins the file.
        let comment = format!("{id:08}");
        let bytes = [start, b"\xff\xfe\x00\x0a", comment.as_bytes(), rest].concat();
        std::fs::write(folder.join(format!("product_{id:07}_front.jpg")), bytes)?;
    }
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

/// A key about many images, and yes to the question that it asks: by the button before Cancel, where the keyboard begins.
/// It is answered when it was seen for a frame.
fn answered(key: Key) -> Vec<Vec<Event>> {
    let back = key_events(Key::Tab, Modifiers::SHIFT);
    vec![
        press(key),
        Vec::new(),
        Vec::new(),
        back,
        Vec::new(),
        press(Key::Enter),
    ]
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
    /// The longest time that a frame had the processor, since that was asked last, and how much of it was the app's logic:
    /// on a busy machine a frame takes longer.
    most_worked: (Duration, Duration),
}

impl Window {
    fn open(session: ScanSession) -> Self {
        let ctx = egui::Context::default();
        let creation = eframe::CreationContext::_new_kittest(ctx.clone());
        let mut app = DashboardApp::with_services(&creation, services());
        app.show_session(&ctx, session);
        let mut window = Self::of(ctx, app);
        window.settle();
        window
    }

    /// A window that begins to scan a folder.
    fn scan(folder: &Path, database: PathBuf) -> Self {
        let ctx = egui::Context::default();
        let creation = eframe::CreationContext::_new_kittest(ctx.clone());
        let services = Services {
            database: Some(database),
            ..services()
        };
        let mut app = DashboardApp::with_services(&creation, services);
        app.scan_at_start(folder.to_path_buf());
        Self::of(ctx, app)
    }

    fn of(ctx: egui::Context, app: DashboardApp) -> Self {
        Self {
            ctx,
            app,
            frame: eframe::Frame::_new_kittest(),
            started: Instant::now(),
            most_worked: (Duration::ZERO, Duration::ZERO),
        }
    }

    /// Draws frames until `is_done`, with a pause after each as a screen has it; returns how long they took.
    fn frames_until(&mut self, is_done: impl Fn(&DashboardApp) -> bool) -> Vec<Duration> {
        let mut times = Vec::new();
        loop {
            times.push(self.frame(Vec::new()));
            if is_done(&self.app) {
                return times;
            }
            std::thread::sleep(SCREEN);
        }
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
        let (started, before) = (Instant::now(), time_worked());
        let mut logic = Duration::ZERO;
        let output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            eframe::App::logic(&mut self.app, &ctx, &mut self.frame);
            logic = time_worked().saturating_sub(before);
            eframe::App::ui(&mut self.app, ui, &mut self.frame);
        });
        let drawn = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let took = started.elapsed();
        let worked = time_worked().saturating_sub(before);
        self.most_worked = self.most_worked.max((worked, logic));
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

/// How long this thread had the processor by now, where the system tells it.
fn time_worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = told.split_whitespace().next();
    Duration::from_nanos(nanos.and_then(|it| it.parse().ok()).unwrap_or(0))
}

/// What the process holds in memory, where the system tells it.
fn memory_mb() -> u64 {
    status_mb("VmRSS:")
}

/// The most that it has held.
fn peak_mb() -> u64 {
    status_mb("VmHWM:")
}

fn status_mb(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1_024
}
