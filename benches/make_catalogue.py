#!/usr/bin/env python3
"""Makes a catalogue to time whole scans on, from a few JPEGs of your own.

    benches/make_catalogue.py SEEDS_CLEAN SEEDS_BLACK OUT [--copies 20] [--small-copies 2]

SEEDS_CLEAN is a folder of JPEGs whose background did not turn black, SEEDS_BLACK one of JPEGs whose background did: nine
times as many clean ones as black ones give the tenth that the second catalogue is named for. README's figures are from
45 and 5 photographs of about 2 megapixels, a fifth of them progressive.

Made are

    OUT/clean         every clean seed, --copies times: 900 of 45
    OUT/tenth         clean and black ones, --copies times: 1,000 of 45 and 5
    OUT/clean_small   the same with --small-copies, for slow programs: 90
    OUT/tenth_small   100

each as product folders named by 13 digits, of three pictures each. Every copy differs from the others in the eight bytes
that follow its end, so that no program can profit from having seen a file before. Needs Python 3.9 or newer, and nothing
else.
"""

import argparse
import sys
from pathlib import Path

ENDINGS = {".jpg", ".jpeg"}
FIRST_CODE, CODE_STEP, PICTURES_PER_PRODUCT = 4_006_381_000_000, 97, 3


def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Ending and bytes of each JPEG of a folder, by name, so that every run makes the same catalogue."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in ENDINGS)
    if not found:
        sys.exit(f"no .jpg or .jpeg in {folder}")
    return [(path.suffix.lower().replace("jpeg", "jpg"), path.read_bytes()) for path in found]


def write_catalogue(root: Path, pictures: list[tuple[str, bytes]], copies: int) -> None:
    if root.exists() and any(root.iterdir()):
        sys.exit(f"{root} holds something already; name a folder that is empty or missing")
    number = total_bytes = 0
    for _ in range(copies):
        for ending, data in pictures:
            product, position = divmod(number, PICTURES_PER_PRODUCT)
            code = f"{FIRST_CODE + product * CODE_STEP:013d}"
            folder = root / code
            folder.mkdir(parents=True, exist_ok=True)
            # JPEG readers stop at the end marker, so that bytes behind it change the file and not the picture.
            own = data + number.to_bytes(8, "big")
            (folder / f"{code}_{position + 1}{ending}").write_bytes(own)
            total_bytes += len(own)
            number += 1
    print(f"{root}: {number} images, {total_bytes / 1e6:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path, metavar="SEEDS_CLEAN")
    parser.add_argument("black", type=Path, metavar="SEEDS_BLACK")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--small-copies", type=int, default=2)
    arguments = parser.parse_args()
    clean, black = seeds(arguments.clean), seeds(arguments.black)
    for suffix, copies in (("", arguments.copies), ("_small", arguments.small_copies)):
        write_catalogue(arguments.out / f"clean{suffix}", clean, copies)
        write_catalogue(arguments.out / f"tenth{suffix}", clean + black, copies)


if __name__ == "__main__":
    main()
