#!/usr/bin/env python3
"""Times `blackdrop scan` and what could be run instead on the same folders, in turn, and prints Markdown tables.

    cargo build --release
    python3 -m venv venv && venv/bin/pip install numpy opencv-python-headless pillow
    benches/make_catalogue.py SEEDS_CLEAN SEEDS_BLACK OUT
    venv/bin/python benches/side_by_side.py OUT

Programs run one at a time: first each once to warm up (files come into the system's cache), then in rounds, each once per
round, so that a machine which gets slower by itself slows all of them. Each is compared with blackdrop of the same round
and with as many workers as it has processes. The scripts' own figures are taken, which leave out Python's start and the
walk through the folder; blackdrop is timed from outside, from start to exit, with a CSV written, every file opened, and
thumbnails made as in no script. The first script is so slow that it gets the small catalogue, which holds the same photos
less often, while blackdrop gets the whole one; images per second are compared.

    --folder FOLDER      time this folder too, or (without OUT) only this one; may be given several times
    --script 'NAME=COMMAND'   time another program; {folder}, {out} and {workers} are filled in. Where it prints
                         "… images/s" or "… img/s" that counts, else its whole time
    --compare PROGRAM    the example program compare_pixel_lists: also tells how answers differ from the first script's

Peak memory is that of the largest single process, so for a pool multiply by its processes.
"""

import argparse
import csv
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent / "scripts"
ENDINGS = (".jpg", ".jpeg")
LEAST_SECONDS = 2.0
SAID_RATE = re.compile(r"([0-9.]+) (?:images|img)/s")


@dataclass
class Program:
    """What is compared with blackdrop."""

    name: str
    command: list
    workers: int
    is_slow: bool = False
    writes_list: bool = False


@dataclass
class Ran:
    """One run."""

    images_per_sec: float
    peak_bytes: int | None


@dataclass
class Series:
    """A program's runs on one folder, with blackdrop's of the same rounds."""

    program: Program
    folder: Path
    images: int
    theirs: list = field(default_factory=list)
    ours: list = field(default_factory=list)
    failure: str | None = None


def run(command):
    """Runs a command to its end: seconds, peak memory where the system tells, and what it printed."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        peak = None
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        else:
            process.wait()
        took = time.perf_counter() - start
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode != 0:
        last = text.strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
        raise RuntimeError(last[0])
    return took, peak, text


def run_blackdrop(program, folder, workers, out):
    """Runs it as often as it takes to have LEAST_SECONDS to measure: a busy system is kind to what is over at once."""
    command = [program, "scan", str(folder), "--workers", str(workers), "--csv", str(out), "--quiet"]
    images = seconds = 0
    while seconds < LEAST_SECONDS:
        took, peak, _ = run(command)
        with open(out, newline="", encoding="utf-8") as table:
            images += sum(row["verdict"] != "unreadable" for row in csv.DictReader(table))
        seconds += took
    return Ran(images / seconds, peak)


def run_script(program, folder, images, out):
    fill = {"folder": str(folder), "out": str(out), "workers": str(program.workers)}
    took, peak, text = run([part.format(**fill) for part in program.command])
    rate = SAID_RATE.findall(text)
    return Ran(float(rate[-1]) if rate else images / took, peak)


def count_images(folder):
    return sum(name.lower().endswith(ENDINGS) for _, _, names in os.walk(folder) for name in names)


def time_folder(arguments, title, folder, small_folder, programs, lists):
    """Times programs on one folder, slow ones on the small one, and returns a series for each."""
    given = [small_folder if program.is_slow else folder for program in programs]
    series = [Series(program, path, count_images(path)) for program, path in zip(programs, given)]
    counts = sorted({program.workers for program in programs})
    for workers in counts:
        run_blackdrop(arguments.blackdrop, folder, workers, lists / "ours.csv")
    for one in series:
        out = lists / f"{one.program.name.replace(' ', '-')}.txt"
        try:
            run_script(one.program, one.folder, one.images, out)
        except (OSError, RuntimeError) as error:
            one.failure = str(error)
    for number in range(1, arguments.rounds + 1):
        ours = {
            workers: run_blackdrop(arguments.blackdrop, folder, workers, lists / "ours.csv") for workers in counts
        }
        said = [f"{workers} workers {ran.images_per_sec:.0f}" for workers, ran in ours.items()]
        for one in series:
            if one.failure:
                continue
            out = lists / f"{one.program.name.replace(' ', '-')}.txt"
            try:
                one.theirs.append(run_script(one.program, one.folder, one.images, out))
                one.ours.append(ours[one.program.workers])
                said.append(f"{one.program.name} {one.theirs[-1].images_per_sec:.1f}")
            except (OSError, RuntimeError) as error:
                one.failure = str(error)
        print(f"{title}, round {number}, images/s: " + ", ".join(said), file=sys.stderr)
    if arguments.compare:
        compare_lists(arguments, series, lists)
    return series


def compare_lists(arguments, series, lists):
    """Whether the pixel sums are the same as the first script's."""
    ours = lists / "ours.list"
    for one in series:
        theirs = lists / f"{one.program.name.replace(' ', '-')}.txt"
        if one.program.writes_list and theirs.exists():
            folder = str(one.folder)
            run([arguments.blackdrop, "scan", folder, "--pixel-list", str(ours), "--quiet"])
            command = [arguments.compare, str(ours), str(theirs), "--strip", folder, "--images", folder]
            try:
                told = subprocess.run(command, capture_output=True, text=True, check=False)
                print(f"{one.program.name}: {told.stdout.strip() or told.stderr.strip()}\n")
            except OSError as error:
                print(f"no comparison: {error}\n")


def megabytes(runs):
    peaks = [ran.peak_bytes for ran in runs if ran.peak_bytes]
    return f"{max(peaks) / 1e6:.0f} MB" if peaks else "?"


def figure(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def print_table(title, folder, rounds, series):
    size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
    print(f"**{title}** ({folder}, {size:.0f} MB; median of {rounds} rounds)\n")
    print("| against | images | workers | its images/s | blackdrop's | times as fast (range) | its memory | blackdrop's |")
    print("|---|---|---|---|---|---|---|---|")
    for one in series:
        if not one.theirs:
            print(f"| {one.program.name} | {one.images} | {one.program.workers} | could not run: {one.failure} | | | | |")
            continue
        ratios = [ours.images_per_sec / theirs.images_per_sec for ours, theirs in zip(one.ours, one.theirs)]
        rates = [statistics.median(ran.images_per_sec for ran in runs) for runs in (one.theirs, one.ours)]
        print(
            f"| {one.program.name} | {one.images} | {one.program.workers} | {figure(rates[0])} | {figure(rates[1])} "
            f"| {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f}) "
            f"| {megabytes(one.theirs)} | {megabytes(one.ours)} |"
        )
    print(flush=True)


def known_programs(workers):
    python = sys.executable
    first, pool, fast = (str(SCRIPTS / name) for name in ("first_script.py", "first_script_pool.py", "opencv_pool.py"))
    programs = [
        Program("first script", [python, first, "{folder}", "{out}"], 1, is_slow=True, writes_list=True),
        Program("first script, pool", [python, pool, "{folder}", "{out}", "{workers}"], workers, True, True),
    ]
    for mode, name in (("cv2", "OpenCV 1/8, pool"), ("pil", "Pillow 1/8, pool"), ("pilcrop", "Pillow, pool")):
        programs.append(Program(name, [python, fast, "{folder}", mode, "{workers}"], workers))
    return programs


def folders_of(arguments):
    """What to time: title, folder, and the folder for slow programs."""
    titles = {"clean": "no black image", "tenth": "10 % black"}
    catalogue = arguments.catalogue
    found = [
        (title, catalogue / name, catalogue / f"{name}_small") for name, title in titles.items() if catalogue
    ]
    return found + [(folder.name, folder, folder) for folder in arguments.folder]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalogue", type=Path, nargs="?", metavar="OUT", help="what make_catalogue.py wrote")
    parser.add_argument("--blackdrop", default="target/release/blackdrop", help="the program (usually %(default)s)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="workers and processes (one per core)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--script", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="run only scripts of these names")
    parser.add_argument("--compare", metavar="PROGRAM")
    arguments = parser.parse_args()
    if not arguments.catalogue and not arguments.folder:
        parser.error("name a catalogue or a --folder")
    programs = known_programs(arguments.workers)
    for said in arguments.script:
        name, _, command = said.partition("=")
        programs.append(Program(name, shlex.split(command), arguments.workers))
    if arguments.only:
        programs = [program for program in programs if program.name in arguments.only]
    with tempfile.TemporaryDirectory() as lists:
        for title, folder, small_folder in folders_of(arguments):
            series = time_folder(arguments, title, folder, small_folder, programs, Path(lists))
            print_table(title, folder, arguments.rounds, series)


if __name__ == "__main__":
    main()
