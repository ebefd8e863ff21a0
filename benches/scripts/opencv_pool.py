#!/usr/bin/env python3
"""The fastest that we know how to write in Python: a pool of processes that get their images in chunks, and decoders
that do as little as they can.

    python3 -m venv venv && venv/bin/pip install numpy opencv-python-headless pillow
    venv/bin/python benches/scripts/opencv_pool.py FOLDER MODE PROCESSES [OUT]

MODE is one of
    cv2      OpenCV decodes at 1/8 of the size; the share of near-black pixels of the outermost rows and columns
    pil      Pillow does (its `draft`), and looks at the same
    pilcrop  Pillow decodes the whole image and reads the pixel at (5, 5), without a list of all pixels

With OUT, `path,answer` is written for each image. Prints images per second at its end. Walking the folder is not timed;
starting the pool is.
"""

import multiprocessing
import os
import sys
import time

import cv2
import numpy
from PIL import Image

NEAR_BLACK_LEVEL = 16
CHUNK = 8

# One thread in each process: the processes are as many as the cores already.
cv2.setNumThreads(1)


def border_black_share(pixels):
    """Share of the outermost pixels whose brightest channel is near-black."""
    border = numpy.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    return float((border.max(axis=1) <= NEAR_BLACK_LEVEL).mean())


def by_cv2(path):
    pixels = cv2.imread(path, cv2.IMREAD_REDUCED_COLOR_8)
    return path, -1 if pixels is None else border_black_share(pixels)


def by_pil(path):
    image = Image.open(path)
    image.draft("RGB", (image.width // 8, image.height // 8))
    return path, border_black_share(numpy.asarray(image.convert("RGB")))


def by_pilcrop(path):
    image = Image.open(path)
    return path, image.getpixel((5, 5)) if image.width > 5 and image.height > 5 else 0


MODES = {"cv2": by_cv2, "pil": by_pil, "pilcrop": by_pilcrop}


def main():
    folder, mode, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    paths = [
        os.path.join(inside, name)
        for inside, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith((".jpg", ".jpeg"))
    ]
    start = time.perf_counter()
    with multiprocessing.Pool(processes) as pool:
        answers = pool.map(MODES[mode], paths, chunksize=CHUNK)
    took = time.perf_counter() - start
    if len(sys.argv) > 4:
        with open(sys.argv[4], "w", encoding="utf-8") as lines:
            lines.writelines(f"{path},{answer}\n" for path, answer in answers)
    print(f"opencv_pool {mode}: {len(answers)} images in {took:.3f} s, {len(answers) / took:.1f} images/s")


if __name__ == "__main__":
    main()
