//! Starts the real program on a real screen and operates its window by the names of its controls.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use egui::accesskit::{Node, NodeId, Role};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2, pos2};
use egui_inspection::protocol::read_handshake;
use egui_inspection::{Request, Response, read_message, write_message};

use super::tools::xdotool;

/// How long anything may take before a test gives up. Generous: a slow machine is no fault.
pub const PATIENCE: Duration = Duration::from_mins(3);

/// The window's size at its first start, in points.
const FIRST_SIZE: Vec2 = Vec2::new(1280.0, 800.0);

/// How long to wait between two looks.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A running program with a window.
pub struct Window {
    program: Child,
    connection: TcpStream,
    /// Holds the program's settings, apart from the user's.
    home: tempfile::TempDir,
}

/// One control of the window.
#[derive(Clone, Debug)]
pub struct Control {
    names: Vec<String>,
    node: Node,
}

/// How to start the program.
#[derive(Default)]
pub struct Start {
    /// Arguments.
    pub arguments: Vec<PathBuf>,
    /// The programs that it can find; `None`: those of this machine.
    pub path: Option<String>,
    /// Variables of its environment.
    pub variables: Vec<(&'static str, &'static str)>,
}

/// Whether there is a screen; says so once where there is none.
pub fn screen_is_there() -> bool {
    let found =
        std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if !found {
        eprintln!("skipped: no screen (DISPLAY is not set)");
    }
    found
}

impl Window {
    /// Starts the program and waits for its window.
    pub fn open(start: Start) -> Self {
        let home = tempfile::tempdir().expect("a folder for settings");
        let port = free_port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_blackdrop"));
        command
            .args(&start.arguments)
            // Where a dialog begins that is told no other folder.
            .current_dir(home.path())
            .env("EGUI_INSPECTION", format!("127.0.0.1:{port}"))
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("XDG_STATE_HOME", home.path().join("state"))
            .env("LANG", "en_US.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        command.envs(start.variables);
        if let Some(path) = start.path {
            command.env("PATH", path);
            // Nor a portal, which is found by a socket in this folder; but so is a Wayland screen.
            if std::env::var_os("WAYLAND_DISPLAY").is_none() {
                command.env("XDG_RUNTIME_DIR", home.path());
            }
        }
        let mut program = command.spawn().expect("the program starts");
        let connection = connect(&mut program, port);
        let mut window = Self {
            program,
            connection,
            home,
        };
        window.wait_until("the window has controls", |controls| !controls.is_empty());
        window
    }

    /// The program's process id.
    pub fn process_id(&self) -> u32 {
        self.program.id()
    }

    /// The folder that the program takes for the user's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Every named control.
    pub fn controls(&mut self) -> Vec<Control> {
        let Response::Tree {
            accesskit: Some(tree),
            ..
        } = self.ask(&Request::GetTree)
        else {
            return Vec::new();
        };
        let name_of = |id: &NodeId| {
            let (_, node) = tree.nodes.iter().find(|(other, _)| other == id)?;
            node.label().or_else(|| node.value()).map(str::to_owned)
        };
        tree.nodes
            .iter()
            .filter(|(_, node)| node.role() != Role::TextRun)
            .map(|(_, node)| {
                let mut names: Vec<String> =
                    node.labelled_by().iter().filter_map(name_of).collect();
                let own = [node.label(), node.value(), node.placeholder()];
                names.extend(own.into_iter().flatten().map(str::to_owned));
                names.retain(|name| !name.is_empty());
                Control {
                    names,
                    node: node.clone(),
                }
            })
            .filter(|control| !control.names.is_empty())
            .collect()
    }

    /// Waits until the controls are as wanted; fails with all their names.
    pub fn wait_until(&mut self, what: &str, wanted: impl Fn(&[Control]) -> bool) {
        let start = Instant::now();
        loop {
            let controls = self.controls();
            if wanted(&controls) {
                return;
            }
            if start.elapsed() > PATIENCE {
                let names: Vec<_> = controls
                    .iter()
                    .map(|control| control.names.join(" | "))
                    .collect();
                panic!(
                    "waited in vain: {what}; the window shows:\n{}",
                    names.join("\n")
                );
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// Waits until a control's name holds this text.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |controls| {
            controls.iter().any(|control| control.says(text))
        });
    }

    /// Waits until no control's name holds this text.
    pub fn wait_without(&mut self, text: &str) {
        self.wait_until(&format!("no {text}"), |controls| {
            !controls.iter().any(|control| control.says(text))
        });
    }

    /// Clicks the control of this name, waiting for it to be there and enabled.
    pub fn click(&mut self, name: &str) {
        let at = self.place_of(name);
        self.events(vec![Event::PointerMoved(at)]);
        for pressed in [true, false] {
            self.events(vec![Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            }]);
        }
    }

    /// The whole name of the first control whose name ends with this text, from top to bottom.
    pub fn first_called(&mut self, end: &str) -> String {
        let mut controls = self.controls();
        controls.retain(|control| control.node.bounds().is_some());
        controls.sort_by_key(Control::place);
        let names = controls.iter().flat_map(|control| &control.names);
        names
            .filter(|name| name.ends_with(end))
            .map(Clone::clone)
            .next()
            .unwrap_or_else(|| panic!("nothing is called …{end}"))
    }

    /// Every name, in the order of the tree.
    pub fn names(&mut self) -> Vec<String> {
        let controls = self.controls().into_iter();
        controls.flat_map(|control| control.names).collect()
    }

    /// Where the control of exactly this name is, in points.
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    pub fn bounds_of(&mut self, name: &str) -> egui::Rect {
        let controls = self.controls();
        let control = controls.iter().find(|control| control.is_called(name));
        let bounds = control.and_then(|control| control.node.bounds());
        let bounds = bounds.unwrap_or_else(|| panic!("{name} has no place"));
        egui::Rect::from_min_max(
            pos2(bounds.x0 as f32, bounds.y0 as f32),
            pos2(bounds.x1 as f32, bounds.y1 as f32),
        )
    }

    /// Closes the window as the window manager does it, and waits for the program's end: what it said on its way out.
    /// `None` where nothing here can close a window so.
    pub fn close(mut self) -> Option<String> {
        self.activate()?;
        xdotool(&["key", "--clearmodifiers", "alt+F4"])?;
        self.words_until_end()
    }

    /// Asks the program to end as a system that shuts down does it, and waits for that: what it said on its way out, and
    /// how long it took. `None` where nothing here can send a signal, or the program does not end.
    pub fn terminate(mut self, signal: &str) -> Option<(String, Duration)> {
        let start = Instant::now();
        let id = self.program.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        sent.ok().filter(ExitStatus::success)?;
        let said = self.words_until_end()?;
        Some((said, start.elapsed()))
    }

    /// Waits for the program's end.
    fn words_until_end(&mut self) -> Option<String> {
        let start = Instant::now();
        while self.program.try_wait().ok()?.is_none() {
            if start.elapsed() > PATIENCE {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut said = String::new();
        let mut stderr = self.program.stderr.take()?;
        stderr.read_to_string(&mut said).ok()?;
        Some(said)
    }

    /// Presses real keys, so many milliseconds apart, as fast as the system takes them where that is 0. `None` where
    /// nothing here can press keys.
    pub fn press_real_keys(&self, delay_ms: u32, keys: &[&str]) -> Option<()> {
        self.activate()?;
        let delay = delay_ms.to_string();
        let mut arguments = vec!["key", "--clearmodifiers", "--delay", &delay];
        arguments.extend(keys);
        xdotool(&arguments)?;
        Some(())
    }

    /// Gives the window the keyboard.
    fn activate(&self) -> Option<()> {
        let id = self.program.id().to_string();
        let found = xdotool(&["search", "--onlyvisible", "--pid", &id])?;
        let window = found.lines().next()?.to_owned();
        xdotool(&["windowactivate", "--sync", &window])?;
        Some(())
    }

    /// Types text into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.events(vec![Event::Text(text.to_owned())]);
    }

    /// Presses a key.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        let events = [true, false].map(|pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        });
        self.events(events.into());
    }

    /// Takes a picture of the window as PNG.
    pub fn screenshot(&mut self) -> Vec<u8> {
        match self.ask(&Request::GetScreenshot {
            pixels_per_point: None,
        }) {
            Response::Screenshot(png) => png.bytes,
            other => panic!("no picture but {other:?}"),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn place_of(&mut self, name: &str) -> Pos2 {
        let find = |controls: &[Control]| {
            let mut found: Vec<Control> = controls
                .iter()
                .filter(|control| control.is_called(name) && !control.node.is_disabled())
                .filter(|control| control.node.bounds().is_some())
                .cloned()
                .collect();
            // What can be operated is meant, not the text beside it; and where a dialog offers the same as the panels
            // under it, the dialog, which stands in the middle of the window.
            found.sort_by_key(|control| {
                let is_text = matches!(control.node.role(), Role::Label | Role::GenericContainer);
                (is_text, control.distance_from(FIRST_SIZE / 2.0))
            });
            found.into_iter().next()
        };
        self.wait_until(name, |controls| find(controls).is_some());
        // Some controls find their place only in the frame after they first appeared.
        self.settle();
        let control = find(&self.controls()).expect("it was there a moment ago");
        let bounds = control.node.bounds().expect("it has a place");
        pos2(
            f64::midpoint(bounds.x0, bounds.x1) as f32,
            f64::midpoint(bounds.y0, bounds.y1) as f32,
        )
    }

    /// Waits until the window stops changing, or for some frames: during a scan it never does, and on a busy machine more
    /// of them take longer than a request may.
    fn settle(&mut self) {
        self.ask(&Request::Settle { max_steps: 8 });
    }

    fn events(&mut self, events: Vec<Event>) {
        self.ask(&Request::ApplyEvents { events });
    }

    fn ask(&mut self, request: &Request) -> Response {
        write_message(&self.connection, request).expect("the program listens");
        match read_message(&self.connection).expect("the program answers") {
            Response::Error { message } => panic!("{request:?}: {message}"),
            response => response,
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // A dialog that is still open is a program of its own, and would take the next test's keys.
        Command::new("pkill")
            .args(["-P", &self.program.id().to_string()])
            .status()
            .ok();
        self.program.kill().ok();
        self.program.wait().ok();
        if std::thread::panicking()
            && let Some(mut stderr) = self.program.stderr.take()
        {
            let mut said = String::new();
            stderr.read_to_string(&mut said).ok();
            eprintln!("the program said:\n{said}");
        }
    }
}

impl Control {
    /// Its names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether one of its names is exactly this.
    pub fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// Whether one of its names holds this text.
    pub fn says(&self, text: &str) -> bool {
        self.names.iter().any(|own| own.contains(text))
    }

    /// Distance of its middle from a place, in whole points.
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn distance_from(&self, place: Vec2) -> i64 {
        self.node.bounds().map_or(i64::MAX, |bounds| {
            let x = f64::midpoint(bounds.x0, bounds.x1) - f64::from(place.x);
            let y = f64::midpoint(bounds.y0, bounds.y1) - f64::from(place.y);
            x.hypot(y) as i64
        })
    }

    /// From top to bottom, then from left to right, in whole points.
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn place(&self) -> (i64, i64) {
        self.node
            .bounds()
            .map_or((0, 0), |bounds| (bounds.y0 as i64, bounds.x0 as i64))
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").port()
}

fn connect(program: &mut Child, port: u16) -> TcpStream {
    let start = Instant::now();
    loop {
        if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
            read_handshake(&stream).expect("the program greets");
            stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
            return stream;
        }
        let ended = program.try_wait().expect("its state");
        assert!(ended.is_none(), "the program ended at once: {ended:?}");
        assert!(start.elapsed() < PATIENCE, "the program does not listen");
        std::thread::sleep(LOOK_AGAIN);
    }
}
