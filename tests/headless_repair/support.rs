//! A made-up shop on the disk with its originals, and the program run on it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::num::NonZeroU32;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use blackdrop::sample::{
    CatalogueSpec, Originals, Part, Truth, generate_image, write_catalogue, write_originals,
};
use blackdrop::scan::ContentHash;
use image::{Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

/// Every file below a folder: what it holds and when it was written.
pub type Tree = BTreeMap<PathBuf, (ContentHash, SystemTime)>;

/// A folder of images, one of their originals, and room for what is written.
pub struct Shop {
    folder: TempDir,
    /// The images whose background turned black, relative to the root; sorted.
    pub black: Vec<PathBuf>,
}

impl Shop {
    /// 24 images, about half of them black, with their originals in a folder of their own.
    pub fn new() -> Self {
        Self::of(24, 240)
    }

    /// So many images of this size.
    pub fn of(images: u32, longest_side_px: u32) -> Self {
        let spec = CatalogueSpec {
            seed: 7,
            images,
            images_per_product: NonZeroU32::new(3).expect("three"),
            longest_side_px: NonZeroU32::new(longest_side_px).expect("pixels"),
            black_share: 0.5,
            debatable_share: 0.05,
            broken_share: 0.0,
            other_formats_share: 0.0,
            originals: Originals::None,
        };
        let folder = TempDir::new().expect("a temporary folder can be made");
        let shop = Self {
            black: black_images(&spec),
            folder,
        };
        let mut go_on = |_, _| ControlFlow::Continue(());
        write_catalogue(&shop.root(), &spec, Part::WHOLE, &mut go_on).expect("written");
        write_originals(&shop.originals(), &spec, Part::WHOLE, &mut go_on).expect("written");
        assert!(shop.black.len() > 5, "there is something to repair");
        shop
    }

    /// One more image: its black hole is in the middle, so that only its original can tell that it should be none.
    pub fn add_black_hole(&mut self) -> PathBuf {
        let image = PathBuf::from("05901234000017/hole.jpg");
        let is_hole = |x: u32, y: u32| x.abs_diff(120).pow(2) + y.abs_diff(90).pow(2) < 60 * 60;
        let colour = |x: u32, y: u32| [(x % 200) as u8 + 40, (y % 160) as u8 + 60, 120];
        let cut_out = RgbaImage::from_fn(240, 180, |x, y| {
            let [red, green, blue] = colour(x, y);
            Rgba(if is_hole(x, y) {
                [0; 4]
            } else {
                [red, green, blue, 255]
            })
        });
        let black = RgbImage::from_fn(240, 180, |x, y| {
            Rgb(if is_hole(x, y) { [0; 3] } else { colour(x, y) })
        });
        for path in [self.root().join(&image), self.original_of(&image)] {
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        }
        black.save(self.root().join(&image)).expect("written");
        cut_out.save(self.original_of(&image)).expect("written");
        image
    }

    /// The folder to scan.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("images")
    }

    /// The folder of originals.
    pub fn originals(&self) -> PathBuf {
        self.folder.path().join("originals")
    }

    /// A path outside both.
    pub fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The original of an image.
    pub fn original_of(&self, image: &Path) -> PathBuf {
        self.originals().join(image).with_extension("png")
    }

    /// Everything that holds this shop, so that nothing can be written beside it unseen.
    pub fn everything(&self) -> Tree {
        tree(self.folder.path())
    }

    /// Runs `blackdrop repair ROOT --originals …` with more arguments.
    pub fn repair<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Outcome {
        run(self.repair_command().args(args))
    }

    /// The same, not yet run.
    pub fn repair_command(&self) -> Command {
        let mut command = self.program("repair");
        command.arg(self.root());
        command.arg("--originals").arg(self.originals());
        command.arg("--journals").arg(self.out("journals"));
        command
    }

    /// A command of the program, which leaves the user's log and data alone.
    pub fn program(&self, command: &str) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_blackdrop"));
        program.env("BLACKDROP_LOG", "off").arg(command);
        for home in ["HOME", "XDG_DATA_HOME"] {
            program.env(home, self.out("home"));
        }
        program
    }

    /// The journal of the only run.
    pub fn journal(&self) -> PathBuf {
        let entries = fs::read_dir(self.out("journals")).expect("a run writes a journal");
        let journals: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|it| it == "jsonl"))
            .collect();
        let [journal] = journals.as_slice() else {
            panic!("one run, one journal, and not {journals:?}");
        };
        journal.clone()
    }
}

fn black_images(spec: &CatalogueSpec) -> Vec<PathBuf> {
    let images = (0..spec.images).map(|number| generate_image(spec, number).expect("drawn"));
    let mut black: Vec<PathBuf> = images
        .filter(|image| image.truth == Truth::BlackBackground)
        .map(|image| image.path)
        .collect();
    black.sort();
    black
}

/// Every file below a folder; nothing where there is none.
pub fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let modified = fs::metadata(&path).and_then(|file| file.modified());
                let content = ContentHash::of(&fs::read(&path).expect("read"));
                let relative = path.strip_prefix(folder).expect("below it").to_path_buf();
                files.insert(relative, (content, modified.expect("a time")));
            }
        }
    }
    files
}

/// What a run of the program left.
#[derive(Debug)]
pub struct Outcome {
    code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    #[track_caller]
    pub fn expect_code(self, code: i32, why: &str) -> Self {
        assert_eq!(self.code, Some(code), "{why}; it said: {self:?}");
        self
    }

    #[track_caller]
    pub fn expect_said(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "{words:?} is said by {self:?}");
        self
    }

    /// The lines on standard output that begin with a word.
    pub fn lines_of(&self, word: &str) -> Vec<&str> {
        let is_one = |line: &&str| line.starts_with(&format!("{word} "));
        self.stdout.lines().filter(is_one).collect()
    }
}

/// Runs a command to its end, with nothing on its standard input.
pub fn run(command: &mut Command) -> Outcome {
    let output = command
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
