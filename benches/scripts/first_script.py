#!/usr/bin/env python3
"""The first script's method, one image after the other: decode the whole image with Pillow, put all of its pixels into a
list, read the one at x = 5, y = 5, and write `product,path,sum` for each image.

    python3 -m venv venv && venv/bin/pip install pillow
    venv/bin/python benches/scripts/first_script.py FOLDER OUT

Prints images per second at its end. Walking the folder is not timed.
"""

import os
import sys
import time
import warnings

from PIL import Image

# What it measures is not how it warns: neither about large images, nor that `getdata` has a successor.
Image.MAX_IMAGE_PIXELS = None
warnings.simplefilter("ignore", DeprecationWarning)


def pixel_sum(path):
    """Red + green + blue of the pixel at (5, 5)."""
    with Image.open(path) as image:
        pixel = list(image.getdata())[image.width * 5 + 5]
    return sum(pixel) if isinstance(pixel, tuple) else 3 * pixel


def main():
    folder, out = sys.argv[1:3]
    paths = [
        os.path.join(inside, name)
        for inside, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith((".jpg", ".jpeg"))
    ]
    start, done = time.perf_counter(), 0
    with open(out, "w", encoding="utf-8") as lines:
        for path in paths:
            try:
                found = pixel_sum(path)
            except Exception as error:  # A damaged image must not end the run.
                print("bad", path, error, file=sys.stderr)
                continue
            lines.write(f"{os.path.relpath(os.path.dirname(path), folder)},{path},{found}\n")
            done += 1
    took = time.perf_counter() - start
    print(f"first_script: {done} images in {took:.3f} s, {done / took:.2f} images/s")


if __name__ == "__main__":
    main()
