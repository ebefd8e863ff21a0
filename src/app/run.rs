//! Opens the window: with wgpu, with glow where that finds no adapter, or says why there is none.

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;

use eframe::Renderer;

use super::window_memory::{DamagedMemory, put_aside_if_damaged};
use super::{DashboardApp, Services};

/// The program's name for desktops, and the folder of the window's memory.
const APP_ID: &str = "blackdrop";

/// The window's size at the first start, in logical points.
const FIRST_SIZE: [f32; 2] = [1280.0, 800.0];

/// Below this the panels would hide each other.
const LEAST_SIZE: [f32; 2] = [720.0, 480.0];

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no screen to open it on.
    #[error("no screen was found to open the window on ({0})")]
    NoScreen(Box<eframe::Error>),
    /// There is a screen, but neither renderer works on it.
    #[error("the window could not be drawn: with wgpu, {wgpu}; with OpenGL, {glow}")]
    NoRenderer {
        /// What wgpu said.
        wgpu: Box<eframe::Error>,
        /// What OpenGL said.
        glow: Box<eframe::Error>,
    },
    /// The window opened, and broke down later.
    #[error("the window broke down: {0}")]
    BrokeDown(Box<eframe::Error>),
}

/// Shows the dashboard until the user closes it; scans `folder` at once where one is given, and remembers
/// decisions in `database`, or in the user's data folder.
///
/// # Errors
/// When no window could be opened, or it broke down.
pub fn run(folder: Option<PathBuf>, database: Option<PathBuf>) -> Result<(), WindowError> {
    let damaged = put_aside_if_damaged(APP_ID);
    let start = Start {
        folder,
        database,
        damaged,
    };
    let Err(wgpu) = open(Renderer::Wgpu, start.clone()) else {
        return Ok(());
    };
    if wgpu.opened {
        return Err(WindowError::BrokeDown(wgpu.error));
    }
    if matches!(*wgpu.error, eframe::Error::WinitEventLoop(_)) {
        return Err(WindowError::NoScreen(wgpu.error));
    }
    tracing::warn!(error = %wgpu.error, "wgpu can't draw here, OpenGL is tried");
    match open(Renderer::Glow, start) {
        Ok(()) => Ok(()),
        Err(glow) if glow.opened => Err(WindowError::BrokeDown(glow.error)),
        Err(glow) => Err(WindowError::NoRenderer {
            wgpu: wgpu.error,
            glow: glow.error,
        }),
    }
}

/// What the window begins with.
#[derive(Clone)]
struct Start {
    /// To be scanned at once.
    folder: Option<PathBuf>,
    /// Where decisions are remembered, instead of the user's data folder.
    database: Option<PathBuf>,
    /// The window's memory, where that was damaged.
    damaged: Option<DamagedMemory>,
}

struct Failure {
    /// Whether the dashboard was on the screen, so that another renderer would not help.
    opened: bool,
    error: Box<eframe::Error>,
}

fn open(renderer: Renderer, start: Start) -> Result<(), Failure> {
    let opened = Rc::new(Cell::new(false));
    let mark = Rc::clone(&opened);
    let create: eframe::AppCreator<'_> = Box::new(move |context| {
        let mut services = Services::default();
        services.database = start.database.or(services.database);
        let mut app = DashboardApp::with_services(context, services);
        if let Some(damaged) = start.damaged {
            app.tell_damaged_window_memory(damaged.kept_as.as_deref());
        }
        app.end_on_signals(&context.egui_ctx);
        if let Some(folder) = start.folder {
            app.scan_at_start(folder);
        }
        mark.set(true);
        Ok(Box::new(app))
    });
    eframe::run_native(APP_ID, options(renderer), create).map_err(|error| Failure {
        opened: opened.get(),
        error: Box::new(error),
    })
}

fn options(renderer: Renderer) -> eframe::NativeOptions {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Blackdrop")
        .with_app_id(APP_ID)
        .with_inner_size(FIRST_SIZE)
        .with_min_inner_size(LEAST_SIZE)
        .with_drag_and_drop(true);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    eframe::NativeOptions {
        viewport,
        renderer,
        ..eframe::NativeOptions::default()
    }
}
