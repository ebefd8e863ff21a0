//! Runs every file below a folder through the inspection, each in a process of its own with a bound on time and memory:
//!
//! ```text
//! cargo run --release --example check_files -- FOLDER [--seconds 20] [--megabytes 1600] [--slowest 5]
//! ```
//!
//! Each file is inspected in the usual way, with the full measurement, completely, and for the preview. Printed are the
//! outcomes by count, the slowest files, the most memory (on Linux), and every file of which the usual inspection and
//! the complete one say different things. The exit code is 1 where a file crashed, hung, or took too much memory.
//!
//! Files go through one child process after the other; a child that ends or falls silent is the fault of the file that
//! it was on, and a new one goes on behind that file.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead as _, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use blackdrop::inspect::{
    ImageLimits, InspectError, InspectOptions, Inspection, Measures, decode_for_screen, inspect,
    judge,
};
use clap::Parser;
use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};

/// Longest side of a picture that the preview takes in pixels.
const SCREEN_PX: u32 = 4096;
/// Longest side of thumbnails in pixels.
const THUMBNAIL_PX: u32 = 256;
/// In so many ways is each file looked at.
const WAYS: u32 = 4;

/// Inspects every file below a folder and tells crashes, hangs and hunger for memory.
#[derive(Parser)]
struct Arguments {
    /// A folder, or a file.
    folder: PathBuf,
    /// Longest time that a file may take in each of the ways, in seconds.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Most memory that a child may have taken, in megabytes: one gigabyte is what the limits grant to decoding, and the
    /// rest what comes of it.
    #[arg(long, default_value_t = 1600)]
    megabytes: u64,
    /// How many of the slowest files are named.
    #[arg(long, default_value_t = 5)]
    slowest: usize,
    /// What the child is told: inspect what standard input names.
    #[arg(long, hide = true)]
    child: bool,
}

/// What came of one file.
struct Answer {
    outcome: String,
    difference: Option<String>,
    took: Duration,
    peak_bytes: Option<u64>,
}

/// A child process and what it says.
struct Inspector {
    process: Child,
    lines: Receiver<String>,
}

/// All that was found.
#[derive(Default)]
struct Findings {
    outcomes: BTreeMap<String, u32>,
    times: Vec<(Duration, PathBuf)>,
    differences: Vec<(String, PathBuf)>,
    faults: Vec<(Fault, PathBuf)>,
    peak_bytes: Option<u64>,
}

/// What a file must not do.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("the inspection crashed")]
    Crashed,
    #[error("no answer after {seconds} s")]
    Silent { seconds: u64 },
    #[error("took {seconds:.1} s")]
    Slow { seconds: f64 },
    #[error("took {megabytes} MB of memory")]
    Hungry { megabytes: u64 },
    #[error("the child said something else: {line}")]
    Garbled { line: String },
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse();
    if arguments.child {
        inspect_named_files()?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut paths = Vec::new();
    for entry in walkdir::WalkDir::new(&arguments.folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            paths.push(entry.into_path());
        }
    }
    let findings = check_all(&paths, &arguments)?;
    let is_sound = findings.faults.is_empty();
    print(&mut io::stdout().lock(), findings, &arguments)?;
    Ok(ExitCode::from(u8::from(!is_sound)))
}

fn check_all(paths: &[PathBuf], arguments: &Arguments) -> Result<Findings, Box<dyn Error>> {
    let mut findings = Findings::default();
    let mut inspector = Inspector::start(arguments)?;
    for path in paths {
        match inspector.ask(path, Duration::from_secs(arguments.seconds)) {
            Ok(answer) => findings.add(path, answer, arguments.megabytes),
            Err(fault) => {
                findings.faults.push((fault, path.clone()));
                inspector.end();
                inspector = Inspector::start(arguments)?;
            }
        }
    }
    inspector.end();
    Ok(findings)
}

impl Inspector {
    fn start(arguments: &Arguments) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(&arguments.folder)
            .arg("--child")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let said = process.stdout.take().ok_or("no standard output")?;
        // One line per file; the next file is asked for only when it came.
        let (sender, lines) = bounded(1);
        std::thread::Builder::new()
            .name("listener".to_owned())
            .spawn(move || {
                for line in BufReader::new(said).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        return;
                    }
                }
            })?;
        Ok(Self { process, lines })
    }

    /// Has a file inspected in every way.
    fn ask(&mut self, path: &Path, per_way: Duration) -> Result<Answer, Fault> {
        let mut request = path.as_os_str().as_encoded_bytes().to_vec();
        request.push(0);
        let input = self.process.stdin.as_mut().ok_or(Fault::Crashed)?;
        input
            .write_all(&request)
            .and_then(|()| input.flush())
            .map_err(|_| Fault::Crashed)?;
        let bound = per_way * WAYS;
        let line = self
            .lines
            .recv_timeout(bound)
            .map_err(|error| match error {
                RecvTimeoutError::Timeout => Fault::Silent {
                    seconds: bound.as_secs(),
                },
                RecvTimeoutError::Disconnected => Fault::Crashed,
            })?;
        let answer = Answer::parse(&line).ok_or(Fault::Garbled { line })?;
        if answer.took > per_way {
            return Err(Fault::Slow {
                seconds: answer.took.as_secs_f64(),
            });
        }
        Ok(answer)
    }

    /// Ends the child, which may hang or have ended already.
    fn end(mut self) {
        drop(self.process.stdin.take());
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Findings {
    fn add(&mut self, path: &Path, answer: Answer, most_megabytes: u64) {
        *self.outcomes.entry(answer.outcome).or_default() += 1;
        self.times.push((answer.took, path.to_path_buf()));
        if let Some(difference) = answer.difference {
            self.differences.push((difference, path.to_path_buf()));
        }
        // The child's peak only grows, so that the first file that exceeds the bound is the one to look at.
        let was_within = self
            .peak_bytes
            .is_none_or(|peak| peak / 1_000_000 <= most_megabytes);
        if let Some(peak) = answer.peak_bytes {
            if was_within && peak / 1_000_000 > most_megabytes {
                let megabytes = peak / 1_000_000;
                self.faults
                    .push((Fault::Hungry { megabytes }, path.to_path_buf()));
            }
            self.peak_bytes = self.peak_bytes.max(Some(peak));
        }
    }
}

fn print(out: &mut impl Write, mut findings: Findings, arguments: &Arguments) -> io::Result<()> {
    for (outcome, count) in &findings.outcomes {
        writeln!(out, "{count:6} {outcome}")?;
    }
    findings.times.sort_by(|one, other| other.cmp(one));
    writeln!(out, "\nslowest, in the slowest of the four ways")?;
    for (took, path) in findings.times.iter().take(arguments.slowest) {
        writeln!(out, "{:6.2} s {}", took.as_secs_f64(), path.display())?;
    }
    if let Some(peak) = findings.peak_bytes {
        writeln!(out, "\nmost memory: {} MB", peak / 1_000_000)?;
    }
    writeln!(
        out,
        "\nusual and complete inspection differ: {}",
        findings.differences.len()
    )?;
    for (difference, path) in &findings.differences {
        writeln!(out, "  {difference}: {}", path.display())?;
    }
    writeln!(out, "\nfaults: {}", findings.faults.len())?;
    for (fault, path) in &findings.faults {
        writeln!(out, "  {fault}: {}", path.display())?;
    }
    Ok(())
}

/// The child: inspects what standard input names, each name ended by a zero byte, and answers with a line for each.
fn inspect_named_files() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for name in io::stdin().lock().split(0) {
        let path = path_of(name?);
        let answer = match std::fs::read(&path) {
            Ok(bytes) => look(&bytes),
            Err(error) => Answer {
                outcome: format!("could not be read: {}", error.kind()),
                difference: None,
                took: Duration::ZERO,
                peak_bytes: None,
            },
        };
        writeln!(out, "{}", answer.line())?;
        out.flush()?;
    }
    Ok(())
}

#[cfg(unix)]
fn path_of(name: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(name).into()
}

/// A name that is no text is told as one that could not be read.
#[cfg(not(unix))]
fn path_of(name: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&name).into_owned().into()
}

/// Inspects bytes in every way.
fn look(bytes: &[u8]) -> Answer {
    let mut slowest = Duration::ZERO;
    let usual = Measures::default();
    let full = Measures {
        full: true,
        complete: true,
    };
    let complete = Measures {
        complete: true,
        ..usual
    };
    let [usual, complete, full] =
        [usual, complete, full].map(|measures| timed(&mut slowest, || look_with(bytes, measures)));
    let shown = timed(&mut slowest, || {
        decode_for_screen(bytes, &ImageLimits::default(), SCREEN_PX)
    });
    let mut difference = difference(&usual, &complete);
    if difference.is_none() && (complete.is_ok(), complete.is_ok()) != (full.is_ok(), shown.is_ok())
    {
        difference = Some("not readable in every way".to_owned());
    }
    Answer {
        outcome: outcome(&usual),
        difference,
        took: slowest,
        peak_bytes: peak_bytes(),
    }
}

fn timed<T>(slowest: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    *slowest = start.elapsed().max(*slowest);
    done
}

fn look_with(bytes: &[u8], measures: Measures) -> Result<Inspection, InspectError> {
    let options = InspectOptions {
        measures,
        thumbnail_px: Some(THUMBNAIL_PX),
        ..InspectOptions::default()
    };
    inspect(bytes, &options).map(|(inspection, _)| inspection)
}

/// A verdict, or which error without its particulars, so that files can be counted by it.
fn outcome(found: &Result<Inspection, InspectError>) -> String {
    match found {
        Ok(inspection) => {
            let judgement = judge(inspection, &InspectOptions::default().thresholds);
            judgement.verdict.code().to_owned()
        }
        Err(error) => {
            let text = format!("{error:?}");
            let name = text.split([' ', '(', '{']).next().unwrap_or_default();
            format!("unreadable: {name}")
        }
    }
}

/// What the usual and the complete inspection say differently of the same bytes. That the complete one finds damage in a
/// picture that its first rows cleared is what it is for, and told too.
fn difference(
    usual: &Result<Inspection, InspectError>,
    complete: &Result<Inspection, InspectError>,
) -> Option<String> {
    let (one, other) = (outcome(usual), outcome(complete));
    if one != other {
        return Some(format!("{one}, completely {other}"));
    }
    let (Ok(usual), Ok(complete)) = (usual, complete) else {
        return None;
    };
    if usual.pixel != complete.pixel {
        return Some(format!(
            "{:?}, completely {:?}",
            usual.pixel, complete.pixel
        ));
    }
    (usual.top_corners != complete.top_corners).then(|| "other top corners".to_owned())
}

/// Most memory that this process ever held, where the system tells.
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

impl Answer {
    /// As a line of the child's, with tabs between the fields.
    fn line(&self) -> String {
        let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        let number = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
        [
            clean(&self.outcome),
            self.difference.as_deref().map(clean).unwrap_or_default(),
            self.took.as_micros().to_string(),
            number(self.peak_bytes),
        ]
        .join("\t")
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let outcome = fields.next()?.to_owned();
        let difference = fields.next().filter(|text| !text.is_empty());
        let difference = difference.map(str::to_owned);
        let took = Duration::from_micros(fields.next()?.parse().ok()?);
        let peak_bytes = fields.next()?.parse().ok();
        Some(Self {
            outcome,
            difference,
            took,
            peak_bytes,
        })
    }
}
