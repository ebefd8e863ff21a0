#!/usr/bin/env python3
"""The first script's method in a pool of processes: one task for each image, and a callback that writes its line.

    python3 -m venv venv && venv/bin/pip install pillow
    venv/bin/python benches/scripts/first_script_pool.py FOLDER OUT PROCESSES

Prints images per second at its end. Walking the folder is not timed; starting the pool is.
"""

import multiprocessing
import os
import sys
import time

from first_script import pixel_sum


def line_of(path, folder):
    return f"{os.path.relpath(os.path.dirname(path), folder)},{path},{pixel_sum(path)}\n"


def main():
    folder, out, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    paths = [
        os.path.join(inside, name)
        for inside, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith((".jpg", ".jpeg"))
    ]
    start, done = time.perf_counter(), 0
    with open(out, "w", encoding="utf-8") as lines:

        def write(line):
            nonlocal done
            lines.write(line)
            done += 1

        def complain(error):
            print("bad", error, file=sys.stderr)

        with multiprocessing.Pool(processes) as pool:
            for path in paths:
                pool.apply_async(line_of, (path, folder), callback=write, error_callback=complain)
            pool.close()
            pool.join()
    took = time.perf_counter() - start
    print(f"first_script_pool: {done} images in {took:.3f} s, {done / took:.2f} images/s")


if __name__ == "__main__":
    main()
