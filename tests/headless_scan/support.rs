//! A small catalogue on the disk, and the program run on it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use image::{Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

/// Far beyond what any of these scans takes; only a scan that never ends reaches it.
const PATIENCE: Duration = Duration::from_mins(2);

/// A folder of images that goes away at the end, and beside it a folder for exports.
pub struct Catalogue {
    folder: TempDir,
}

impl Catalogue {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let catalogue = Self { folder };
        fs::create_dir(catalogue.root()).expect("made");
        fs::create_dir(catalogue.out("")).expect("made");
        catalogue
    }

    /// A catalogue with one image of each verdict and one that can't be read.
    pub fn of_each_kind() -> Self {
        let catalogue = Self::new();
        catalogue.draw_black("04006381000012/black.jpg");
        catalogue.draw_white("04006381000012/white.jpg");
        catalogue.draw_white("鞋子/red.png");
        catalogue.put("04006381000029/text.jpg", b"this is no image");
        catalogue
    }

    /// The folder to scan.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("images")
    }

    /// A path outside the scanned folder.
    pub fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join("out").join(name)
    }

    /// The names in the folder for exports, sorted.
    pub fn out_names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.out(""))
            .expect("listed")
            .map(|entry| {
                let name = entry.expect("an entry").file_name();
                name.to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// Everything that holds this catalogue.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the root, with its folders.
    pub fn put(&self, path: impl AsRef<Path>, bytes: &[u8]) -> PathBuf {
        let file = self.root().join(path);
        let folder = file.parent().expect("below the root");
        fs::create_dir_all(folder).expect("its folders can be made");
        fs::write(&file, bytes).expect("written");
        file
    }

    /// An orange disc on a background that turned black.
    pub fn draw_black(&self, path: impl AsRef<Path>) -> PathBuf {
        let encoded = encoded(path.as_ref(), &disc_on(Rgb([0, 0, 0])));
        self.put(path, &encoded)
    }

    /// The same disc on white.
    pub fn draw_white(&self, path: impl AsRef<Path>) -> PathBuf {
        let encoded = encoded(path.as_ref(), &disc_on(Rgb([255, 255, 255])));
        self.put(path, &encoded)
    }

    /// A PNG with a transparent background, under any name.
    pub fn draw_transparent(&self, path: impl AsRef<Path>) -> PathBuf {
        let image = RgbaImage::from_fn(120, 90, |x, y| {
            if is_in_disc(x, y) {
                Rgba([230, 120, 20, 255])
            } else {
                Rgba([0, 0, 0, 0])
            }
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        image
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("encoded");
        self.put(path, bytes.get_ref())
    }
}

fn is_in_disc(x: u32, y: u32) -> bool {
    let (dx, dy) = (f64::from(x) - 60.0, f64::from(y) - 45.0);
    dx.hypot(dy) < 30.0
}

fn disc_on(background: Rgb<u8>) -> RgbImage {
    RgbImage::from_fn(120, 90, |x, y| {
        if is_in_disc(x, y) {
            Rgb([230, 120, 20])
        } else {
            background
        }
    })
}

fn encoded(path: &Path, image: &RgbImage) -> Vec<u8> {
    let is_jpeg = path.extension().is_none_or(|extension| extension != "png");
    let mut bytes = std::io::Cursor::new(Vec::new());
    if is_jpeg {
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 92);
        image.write_with_encoder(encoder).expect("encoded");
    } else {
        image
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("encoded");
    }
    bytes.into_inner()
}

/// What a run of the program left.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Outcome {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("output is UTF-8")
    }

    /// Standard output as CSV: the header and the rows.
    pub fn table(&self) -> Table {
        Table::parse(&self.stdout)
    }

    #[track_caller]
    pub fn expect_code(self, code: i32, why: &str) -> Self {
        assert_eq!(self.code, Some(code), "{why}; it said: {}", self.stderr);
        self
    }

    #[track_caller]
    pub fn expect_said(self, words: &str) -> Self {
        assert!(
            self.stderr.contains(words),
            "it says {words:?}; it said: {}",
            self.stderr
        );
        self
    }
}

/// A CSV that was read back.
#[derive(Debug)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn parse(bytes: &[u8]) -> Self {
        let mut reader = csv::Reader::from_reader(bytes);
        let header = reader.headers().expect("a header");
        let header = header.iter().map(str::to_owned).collect();
        let rows = reader
            .records()
            .map(|record| {
                let record = record.expect("every row has every column");
                record.iter().map(str::to_owned).collect()
            })
            .collect();
        Self { header, rows }
    }

    pub fn read(file: &Path) -> Self {
        Self::parse(&fs::read(file).expect("the export is there"))
    }

    /// One column of every row.
    pub fn column(&self, name: &str) -> Vec<&str> {
        let index = self.index_of(name);
        self.rows.iter().map(|row| row[index].as_str()).collect()
    }

    /// One cell of the row with this path.
    #[track_caller]
    pub fn cell(&self, path: &str, column: &str) -> &str {
        let (path_index, index) = (self.index_of("path"), self.index_of(column));
        let row = self.rows.iter().find(|row| row[path_index] == path);
        let row = row.unwrap_or_else(|| panic!("there is a row for {path:?} in {:?}", self.rows));
        &row[index]
    }

    fn index_of(&self, name: &str) -> usize {
        let index = self.header.iter().position(|column| column == name);
        index.unwrap_or_else(|| panic!("there is a column {name}"))
    }
}

/// The program, which leaves the user's log alone.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blackdrop"));
    command.env("BLACKDROP_LOG", "off");
    command
}

/// Runs `blackdrop scan ROOT` with more arguments.
pub fn scan<A: AsRef<OsStr>>(catalogue: &Catalogue, args: impl IntoIterator<Item = A>) -> Outcome {
    let mut command = program();
    command.arg("scan").arg(catalogue.root()).args(args);
    run(command)
}

/// Runs a command to its end, with nothing on its standard input.
pub fn run(mut command: Command) -> Outcome {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    finish(command.spawn().expect("the program starts"))
}

/// Reads what is left of a program's output, and waits for its end.
pub fn finish(mut child: Child) -> Outcome {
    let stdout = collect(child.stdout.take());
    let stderr = collect(child.stderr.take());
    let (Ok(stdout), Ok(stderr)) = (stdout.recv_timeout(PATIENCE), stderr.recv_timeout(PATIENCE))
    else {
        child.kill().expect("killed");
        panic!("the program ends by itself");
    };
    let status = child.wait().expect("it ended");
    Outcome {
        code: status.code(),
        stdout,
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Reads a stream on a thread of its own: who reads one stream after the other can wait for ever.
fn collect(
    stream: Option<impl std::io::Read + Send + 'static>,
) -> crossbeam_channel::Receiver<Vec<u8>> {
    let (sender, receiver) = crossbeam_channel::bounded(1);
    std::thread::Builder::new()
        .name("collect-output".to_owned())
        .spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut stream) = stream {
                stream.read_to_end(&mut bytes).expect("read");
            }
            sender.send(bytes).ok();
        })
        .expect("a thread can be started");
    receiver
}
