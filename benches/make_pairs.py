#!/usr/bin/env python3
"""Makes pairs of an image and its original, true ones and wrong ones of similar look, to try `prove` on.

    python3 -m venv venv && venv/bin/pip install numpy pillow opencv-python-headless "pyvips[binary]"
    venv/bin/python benches/make_pairs.py OUT --cutouts FILE... --white FILE...
    cargo run --release --example prove_pairs -- OUT/pairs.csv

--cutouts are pictures with transparency. --white are photos of products on white; the white that reaches the border is
made transparent, softly, with the colours of half transparent pixels taken back from the white that is mixed into them.
ImageMagick (`--magick convert`), PHP with GD (`--php php`) and sharp (`--sharp FOLDER`, where `npm install sharp` ran) are
used where they are named.

Each cut-out is stored with several colours hidden under its transparency, flattened by several programs in several ways,
qualities, sizes and kinds of JPEG; and each gets wrong originals: other colours, mirrored, turned, moved, enlarged,
retouched in one place, or another product in the same outline. It is also placed as shops place pictures: trimmed,
padded, squared, in a light canvas or line. Beside them stand thin drawings (with wrong originals that are moved by a pixel,
enlarged by a hundredth, turned, thicker, of another colour, or have a line more or less) and black logos. pairs.csv has `image`, `original`, `expected` (`proven`,
`not_the_mishap`, `original_does_not_match`, `too_little_to_tell`, or `not_proven` where either of the last two is right) and `kind`. The same
files and seed give the same pairs.
"""

import argparse
import csv
import io
import random
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pyvips
from PIL import Image, ImageFilter

HIDDEN = {"black": (0, 0, 0), "white": (255, 255, 255), "grey": (128, 128, 128), "colour": (64, 110, 190)}
BRAND = [(245, 222, 179), (200, 16, 46), (0, 90, 140), (230, 230, 230), (34, 34, 34), (12, 12, 12)]
QUALITIES = [60, 70, 75, 82, 90, 95]
SAMPLINGS = {"4:4:4": 0, "4:2:2": 1, "4:2:0": 2}
MOST_PX = 1400


def straight(picture):
    return np.asarray(picture.convert("RGBA")).astype(np.float32)


def to_picture(array):
    return Image.fromarray(np.clip(np.rint(array), 0, 255).astype(np.uint8), "RGBA")


def limited(picture):
    longest = max(picture.size)
    if longest <= MOST_PX:
        return picture
    size = tuple(max(1, round(side * MOST_PX / longest)) for side in picture.size)
    return picture.resize(size, Image.Resampling.LANCZOS)


def keyed(path):
    """A cut-out of a product on white; None where there is no white to speak of around it."""
    photo = np.asarray(limited(Image.open(path).convert("RGB")))
    white = (photo.min(axis=2) >= 238).astype(np.uint8)
    framed = np.pad(white, 1, constant_values=1)
    flooded = framed.copy()
    cv2.floodFill(flooded, None, (0, 0), 2)
    behind = (flooded[1:-1, 1:-1] == 2).astype(np.float32)
    if not 0.08 < behind.mean() < 0.93:
        return None
    paper = np.median(photo[behind > 0], axis=0)
    alpha = 1 - cv2.GaussianBlur(behind, (0, 0), 1.0)
    alpha[alpha < 0.03] = 0
    safe = np.maximum(alpha, 0.05)[..., None]
    colour = np.clip((photo - paper * (1 - safe)) / safe, 0, 255)
    return to_picture(np.dstack([colour, alpha * 255]))


def with_hidden(picture, colour):
    pixels = straight(picture)
    pixels[pixels[..., 3] == 0, :3] = colour
    return to_picture(pixels)


def darkened(picture, factor):
    pixels = straight(picture)
    pixels[..., :3] *= factor
    return to_picture(pixels)


# ---- wrong originals of similar look ------------------------------------------------------------------------------


def recoloured(picture, rng):
    """Another colour of the same product: hues turned where there are any, else lighter or darker."""
    pixels = straight(picture)
    hsv = cv2.cvtColor(pixels[..., :3].astype(np.uint8), cv2.COLOR_RGB2HSV).astype(np.float32)
    seen = pixels[..., 3] > 128
    if hsv[..., 1][seen].mean() > 50:
        hsv[..., 0] = (hsv[..., 0] + rng.choice([15, 30, 60, 90])) % 180
        pixels[..., :3] = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB)
    else:
        pixels[..., :3] = pixels[..., :3] * np.array(rng.choice([(1, 0.9, 0.85), (0.85, 0.92, 1), (0.88,) * 3]))
    return to_picture(pixels)


def mirrored(picture, rng):
    other = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return other if differs(picture, other) else None


def turned(picture, rng):
    other = picture.rotate(rng.choice([-3, -2, 2, 3]), Image.Resampling.BICUBIC)
    return other if differs(picture, other) else None


def moved(picture, rng, share=0.02):
    by = max(2, round(max(picture.size) * share))
    dx, dy = rng.choice([(by, 0), (0, by), (-by, by)])
    other = Image.new("RGBA", picture.size)
    other.paste(picture, (dx, dy))
    return other


def enlarged(picture, rng, factor=1.04):
    width, height = picture.size
    other = picture.resize((round(width * factor), round(height * factor)), Image.Resampling.BICUBIC)
    left, top = (other.width - width) // 2, (other.height - height) // 2
    return other.crop((left, top, left + width, top + height))


def retouched(picture, rng, part=9):
    """One place of the product shows something else, as where a label was changed."""
    pixels = straight(picture)
    height, width = pixels.shape[:2]
    side_y, side_x = max(6, height // part), max(6, width // part)
    solid = cv2.erode((pixels[..., 3] > 250).astype(np.uint8), np.ones((side_y, side_x), np.uint8))
    places = np.argwhere(solid)
    if len(places) == 0:
        return None
    y, x = places[rng.randrange(len(places))]
    top, left = max(0, y - side_y // 2), max(0, x - side_x // 2)
    patch = pixels[top : top + side_y, left : left + side_x, :3]
    light = patch.mean()
    new = np.full(patch.shape, 40 if light > 128 else 215, np.uint8)
    cv2.putText(new, "NEW", (1, side_y - 2), cv2.FONT_HERSHEY_SIMPLEX, side_x / 80, (180, 20, 20), 1)
    pixels[top : top + side_y, left : left + side_x, :3] = new
    return to_picture(pixels)


def same_outline(picture, other):
    """Another product in the outline of this one."""
    box = other.getchannel("A").getbbox()
    filled = other.crop(box).resize(picture.size, Image.Resampling.BICUBIC)
    base = Image.new("RGB", picture.size, (128, 120, 110))
    base.paste(filled.convert("RGB"), (0, 0), filled.getchannel("A"))
    base.putalpha(picture.getchannel("A"))
    return base if differs(picture, base) else None


def changes_something(drawing, other):
    """Whether two drawings differ visibly: the last line may be a dot, or lie under the others."""
    one, other = (np.asarray(flat(picture, (0, 0, 0))).astype(np.int16) for picture in (drawing, other))
    return (np.abs(one - other).max(axis=2) > one.max() * 0.3).sum() >= 60


def differs(one, other):
    grey = [np.asarray(flat(picture, (128, 128, 128))).astype(np.float32) for picture in (one, other)]
    return np.abs(grey[0] - grey[1]).mean() > 3.0


# ---- flattening ---------------------------------------------------------------------------------------------------


def harm_of_dropping(picture):
    """Mean difference between a picture without its alpha and on white: a soft shadow or edge turns solid, which is the
    mishap even where white is hidden under all that is transparent."""
    kept, white = (np.asarray(it).astype(np.float32) for it in (picture.convert("RGB"), flat(picture, (255, 255, 255))))
    return np.abs(kept - white).mean()


def flat(picture, colour):
    base = Image.new("RGBA", picture.size, (*colour, 255))
    return Image.alpha_composite(base, picture).convert("RGB")


def jpeg(picture, rng, **more):
    out = io.BytesIO()
    options = {
        "quality": rng.choice(QUALITIES),
        "subsampling": rng.choice(list(SAMPLINGS.values())),
        "progressive": rng.random() < 0.3,
        **more,
    }
    picture.save(out, "JPEG", **options)
    return out.getvalue()


def new_size(picture, rng):
    factor = max(rng.choice([0.35, 0.5, 0.61, 0.8, 1.3]), 40 / min(picture.size))
    return tuple(round(side * factor) for side in picture.size)


class Tools:
    """Programs and ways in which transparency is lost. Each takes the original's path and gives the JPEG's bytes."""

    def __init__(self, args, work):
        self.magick, self.php, self.sharp, self.work = args.magick, args.php, args.sharp, work

    def run(self, command, out, **more):
        done = subprocess.run([str(part) for part in command], capture_output=True, **more)
        if done.returncode or not out.exists():
            sys.exit(f"{command}: {done.stderr.decode(errors='replace')}")
        data = out.read_bytes()
        out.unlink()
        return data

    # Laid on a colour.
    def pillow_laid(self, path, rng, colour):
        return jpeg(flat(Image.open(path).convert("RGBA"), colour), rng)

    def pillow_resized_laid(self, path, rng, colour):
        picture = Image.open(path).convert("RGBA")
        kernel = rng.choice([Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS])
        return jpeg(flat(picture.resize(new_size(picture, rng), kernel), colour), rng)

    def pillow_laid_sharpened(self, path, rng, colour):
        picture = flat(Image.open(path).convert("RGBA"), colour)
        small = picture.resize(new_size(picture, rng), Image.Resampling.LANCZOS)
        return jpeg(small.filter(ImageFilter.UnsharpMask(1.0, 80, 2)), rng)

    def pillow_laid_twice(self, path, rng, colour):
        """Compressed, made smaller, and compressed again."""
        once = Image.open(io.BytesIO(jpeg(flat(Image.open(path).convert("RGBA"), colour), rng)))
        return jpeg(once.resize(new_size(once, rng), Image.Resampling.BICUBIC), rng)

    def vips_laid(self, path, rng, colour):
        picture = pyvips.Image.new_from_file(str(path))
        return picture.jpegsave_buffer(Q=rng.choice(QUALITIES), background=list(colour))

    def vips_thumbnail_laid(self, path, rng, colour):
        wide = new_size(Image.open(path), rng)[0]
        picture = pyvips.Image.thumbnail(str(path), wide)
        return picture.jpegsave_buffer(Q=rng.choice(QUALITIES), background=list(colour), interlace=True)

    def sharp_laid(self, path, rng, colour):
        wide = new_size(Image.open(path), rng)[0]
        out = self.work / "sharp.jpg"
        script = (
            "const [f, o, w, q, r, g, b] = process.argv.slice(1);"
            "require('sharp')(f).resize(+w).flatten({background: {r: +r, g: +g, b: +b}})"
            ".jpeg({quality: +q}).toFile(o).catch(e => { console.error(e); process.exit(1) })"
        )
        command = ["node", "-e", script, Path(path).resolve(), out.resolve(), wide, rng.choice(QUALITIES), *colour]
        return self.run(command, out, cwd=self.sharp)

    def magick_laid(self, path, rng, colour):
        out = self.work / "magick.jpg"
        name = "#%02x%02x%02x" % colour
        quality = rng.choice(QUALITIES)
        return self.run(
            [self.magick, f"{path}[0]", "-background", name, "-alpha", "remove", "-quality", quality, out], out
        )

    def gd_laid(self, path, rng, colour):
        size = new_size(Image.open(path), rng)
        out = self.work / "gd.jpg"
        script = (
            "[$f,$o,$w,$h,$q,$r,$g,$b]=array_slice($argv,1);"
            "$s=imagecreatefromstring(file_get_contents($f));$d=imagecreatetruecolor($w,$h);"
            "imagefill($d,0,0,imagecolorallocate($d,$r,$g,$b));"
            "imagecopyresampled($d,$s,0,0,0,0,$w,$h,imagesx($s),imagesy($s));imagejpeg($d,$o,$q);"
        )
        return self.run([self.php, "-r", script, "--", path, out, *size, rng.choice(QUALITIES), *colour], out)

    # Alpha thrown away.
    def pillow_dropped(self, path, rng):
        return jpeg(Image.open(path).convert("RGBA").convert("RGB"), rng)

    def opencv_dropped(self, path, rng):
        kept = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        kept = kept[..., :3] if kept.dtype == np.uint8 else (kept[..., :3] >> 8).astype(np.uint8)
        return cv2.imencode(".jpg", kept, [cv2.IMWRITE_JPEG_QUALITY, rng.choice(QUALITIES)])[1].tobytes()

    def opencv_dropped_resized(self, path, rng):
        kept = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)[..., :3]
        size = new_size(Image.open(path), rng)
        kernel = rng.choice([cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC])
        small = cv2.resize(kept, size, interpolation=kernel)
        return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, rng.choice(QUALITIES)])[1].tobytes()

    def magick_dropped(self, path, rng):
        out = self.work / "magick.jpg"
        return self.run([self.magick, f"{path}[0]", "-quality", rng.choice(QUALITIES), out], out)

    # Made smaller first, which blanks or mixes what is hidden.
    def pillow_resized_dropped(self, path, rng):
        picture = Image.open(path).convert("RGBA")
        kernel = rng.choice([Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS])
        return jpeg(picture.resize(new_size(picture, rng), kernel).convert("RGB"), rng)

    def magick_resized_dropped(self, path, rng):
        out = self.work / "magick.jpg"
        wide = new_size(Image.open(path), rng)[0]
        return self.run([self.magick, f"{path}[0]", "-resize", wide, "-quality", rng.choice(QUALITIES), out], out)


# ---- as shops place pictures --------------------------------------------------------------------------------------


def placed(picture, rng):
    """A picture on black as shops place it: kind and image, without alpha."""
    black = (0, 0, 0)
    box = picture.getchannel("A").getbbox()
    trimmed = picture.crop(box)
    longest = max(trimmed.size)
    margin = round(longest * rng.choice([0, 0.02, 0.05, 0.1]))
    side = longest + 2 * margin
    square = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    square.paste(trimmed, ((side - trimmed.width) // 2, (side - trimmed.height) // 2))
    size = max(60, round(side * rng.choice([0.4, 0.6, 0.8, 1.0])))
    yield "trimmed and squared", flat(square.resize((size, size), Image.Resampling.LANCZOS), black)
    wide = (trimmed.width + 2 * margin, trimmed.height + 2 * margin)
    framed = Image.new("RGBA", wide, (0, 0, 0, 0))
    framed.paste(trimmed, (margin, margin))
    yield "trimmed, even margin", flat(framed, black)
    side = max(picture.size)
    if min(picture.size) / side < 0.95:
        padded = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        padded.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
        yield "padded to a square", flat(padded, black)
    on_black = flat(picture, black)
    light = rng.choice([(255, 255, 255), (255, 255, 255), (238, 238, 238)])
    more = rng.choice([(0.2, 0.2), (0, 0.3), (0.3, 0)])
    canvas = Image.new("RGB", [round(length * (1 + part)) for length, part in zip(on_black.size, more)], light)
    canvas.paste(on_black, ((canvas.width - on_black.width) // 2, (canvas.height - on_black.height) // 2))
    yield "in a light canvas", canvas
    line = rng.choice([1, 2, 3])
    around = Image.new("RGB", [length + 2 * line for length in on_black.size], (rng.choice([221, 255]),) * 3)
    around.paste(on_black, (line, line))
    yield "in a light line", around


# ---- drawings -----------------------------------------------------------------------------------------------------


def drawing(seed, side, width_px, colour, without_last=False, added=False):
    """Lines of some pixels on transparency; with the same seed the same ones, but for the last or one more."""
    rng, fine = random.Random(seed), 4
    alpha = np.zeros((side * fine, side * fine), np.uint8)

    def at(least, most):
        return int(rng.uniform(least, most) * side * fine)

    for _ in range(rng.randint(4, 9) - without_last):
        kind, middle, line = rng.randint(0, 3), (at(0.25, 0.75), at(0.25, 0.75)), width_px * fine
        if kind == 0:
            cv2.circle(alpha, middle, at(0.08, 0.22), 255, line)
        elif kind == 1:
            cv2.ellipse(alpha, middle, (at(0.1, 0.25), at(0.05, 0.2)), rng.uniform(0, 180), 0, 360, 255, line)
        elif kind == 2:
            points = np.array([[at(0.1, 0.9), at(0.1, 0.9)] for _ in range(rng.randint(3, 6))])
            cv2.polylines(alpha, [points], bool(rng.randint(0, 1)), 255, line)
        else:
            cv2.rectangle(alpha, middle, (middle[0] + at(-0.3, 0.3), middle[1] + at(-0.3, 0.3)), 255, line)
    if added:
        cv2.line(alpha, (at(0.03, 0.1), at(0.03, 0.97)), (at(0.2, 0.3), at(0.03, 0.97)), 255, width_px * fine)
    alpha = cv2.resize(alpha, (side, side), interpolation=cv2.INTER_AREA)
    pixels = np.zeros((side, side, 4), np.uint8)
    pixels[alpha > 0, :3] = colour
    pixels[..., 3] = alpha
    return Image.fromarray(pixels, "RGBA")


def drawings(writer, rng, count):
    """Thin drawings, and black logos, which are the same on black as any other."""
    colours = [(200, 16, 46), (240, 240, 240), (30, 90, 200), (90, 160, 60), (250, 180, 0), (60, 60, 60), (40, 35, 30)]
    for number in range(count):
        side, width_px, colour = rng.choice([400, 600, 800, 1200]), rng.choice([2, 3, 4, 5]), rng.choice(colours)
        right = drawing(number, side, width_px, colour)
        original, black = writer.original(right), flat(right, (0, 0, 0))
        image = writer.image(jpeg(black, rng, quality=85, subsampling=2))
        writer.pair(image, original, "proven", "thin drawing, quality 85")
        writer.pair(writer.image(jpeg(black, rng)), original, "proven", "thin drawing, other qualities")
        small = black.resize([round(side * rng.choice([0.5, 0.61, 0.8]))] * 2, Image.Resampling.LANCZOS)
        writer.pair(writer.image(jpeg(small, rng, quality=85)), original, "proven", "thin drawing, made smaller")
        for kind, picture in placed(right, rng):
            writer.pair(writer.image(jpeg(picture, rng)), original, "proven", f"thin drawing placed, {kind}")
        step = rng.choice([2, 3, 5, 12])
        wrong = {
            "another drawing": drawing(number + 10_000, side, width_px, colour),
            "another colour": drawing(number, side, width_px, rng.choice([it for it in colours if it != colour])),
            "thicker": drawing(number, side, width_px + 2, colour),
            "thicker by a pixel": drawing(number, side, width_px + 1, colour),
            "a line missing": drawing(number, side, width_px, colour, without_last=True),
            "a line added": drawing(number, side, width_px, colour, added=True),
            "enlarged a little": enlarged(right, rng, 1.01),
            "turned": right.rotate(rng.choice([-1, 1, 2]), Image.Resampling.BICUBIC),
            "moved by a pixel": Image.fromarray(np.roll(np.asarray(right), 1, rng.choice([0, 1])), "RGBA"),
            "mirrored": mirrored(right, rng),
            "moved": Image.fromarray(np.roll(np.asarray(right), step, 1), "RGBA"),
        }
        for kind, picture in wrong.items():
            if picture is not None and changes_something(right, picture):
                writer.pair(image, writer.original(picture), "not_proven", f"wrong original, thin, {kind}")
        logo = drawing(number + 20_000, side, width_px * 4, (rng.randint(0, 2),) * 3)
        image = writer.image(jpeg(flat(logo, (0, 0, 0)), rng))
        writer.pair(image, writer.original(logo), "too_little_to_tell", "black logo")
        other = writer.original(drawing(number, side, width_px, colour))
        writer.pair(image, other, "original_does_not_match", "wrong original, of a black logo")


class Writer:
    def __init__(self, out):
        self.out, self.rows, self.number = out, [], 0
        (out / "files").mkdir(parents=True, exist_ok=True)

    def name(self, ending):
        self.number += 1
        return f"files/{self.number:05d}.{ending}"

    def original(self, picture, form="png"):
        name = self.name({"webp_lossy": "webp", "png16": "png", "palette": "png", "tiff": "tif"}.get(form, form))
        path = self.out / name
        if form == "webp":
            picture.save(path, lossless=True, exact=True)
        elif form == "webp_lossy":
            picture.save(path, quality=90)
        elif form == "png16":
            pixels = np.asarray(picture).astype(np.uint16) * 257
            cv2.imwrite(str(path), np.ascontiguousarray(pixels[..., [2, 1, 0, 3]]))
        elif form == "palette":
            picture.quantize(256, method=Image.Quantize.FASTOCTREE).save(path)
        else:
            picture.save(path)
        return name

    def image(self, data):
        name = self.name("jpg")
        (self.out / name).write_bytes(data)
        return name

    def pair(self, image, original, expected, kind):
        self.rows.append((image, original, expected, kind))

    def close(self):
        with open(self.out / "pairs.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["image", "original", "expected", "kind"])
            writer.writerows(self.rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cutouts", type=Path, nargs="*", default=[])
    parser.add_argument("--white", type=Path, nargs="*", default=[])
    parser.add_argument("--magick")
    parser.add_argument("--php")
    parser.add_argument("--sharp", type=Path)
    parser.add_argument("--drawings", type=int, default=60, help="how many thin drawings, and as many black logos")
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    writer = Writer(args.out)
    cutouts = [limited(Image.open(path).convert("RGBA")) for path in args.cutouts]
    cutouts += [picture for path in args.white if (picture := keyed(path))]
    if len(cutouts) < 2:
        sys.exit("at least two cut-outs are needed")
    tools = Tools(args, args.out)
    laid = ["pillow_laid", "pillow_resized_laid", "pillow_laid_sharpened", "pillow_laid_twice", "vips_laid", "vips_thumbnail_laid"]
    laid += ["sharp_laid"] * bool(args.sharp) + ["magick_laid"] * bool(args.magick) + ["gd_laid"] * bool(args.php)
    dropped = ["pillow_dropped", "opencv_dropped", "opencv_dropped_resized"] + ["magick_dropped"] * bool(args.magick)
    blanked = ["pillow_resized_dropped"] + ["magick_resized_dropped"] * bool(args.magick)
    forms = ["png"] * 6 + ["webp", "webp_lossy", "png16", "palette", "tiff"]

    for number, cutout in enumerate(cutouts):
        print(f"\r{number + 1} of {len(cutouts)}", end="", file=sys.stderr)
        hidden = {name: with_hidden(cutout, colour) for name, colour in HIDDEN.items()}
        plain = {name: writer.original(picture) for name, picture in hidden.items()}
        blacks = []

        def add(tool, original, expected, kind, *colour):
            image = writer.image(getattr(tools, tool)(writer.out / original, rng, *colour))
            writer.pair(image, original, expected, f"{kind}, {tool}")
            return image

        # Laid on black, whatever is hidden, of several formats.
        for tool in rng.sample(laid, 3):
            form = rng.choice(forms)
            name = rng.choice(list(hidden))
            is_readable = not (form == "tiff" and tool == "gd_laid") and form != "png16"
            original = writer.original(hidden[name], form) if is_readable else plain[name]
            blacks.append(add(tool, original, "proven", "on black", (0, 0, 0)))
        # The same image, proven from an original of another format or size.
        form = rng.choice(["webp", "webp_lossy", "png16", "tiff"])
        writer.pair(blacks[0], writer.original(hidden["black"], form), "proven", f"on black, original as {form}")
        small = hidden["black"].resize(new_size(cutout, rng), Image.Resampling.LANCZOS)
        writer.pair(blacks[1], writer.original(small), "proven", "on black, original of another size")
        # Alpha thrown away.
        blacks.append(add(rng.choice(dropped), plain["black"], "proven", "dropped, hidden black"))
        add(rng.choice(dropped), plain["grey"], "proven", "dropped, hidden grey")
        add(rng.choice(dropped), plain["colour"], "proven", "dropped, hidden colour")
        harm = harm_of_dropping(hidden["white"])
        if harm < 1.5:
            add(rng.choice(dropped), plain["white"], "not_the_mishap", "dropped, hidden white")
        elif harm > 4:
            add(rng.choice(dropped), plain["white"], "proven", "dropped, hidden white, visibly harmed")
        for tool in blanked:
            name = rng.choice(list(hidden))
            blacks.append(add(tool, plain[name], "proven", "resized and dropped"))
        # A product that is nearly black itself.
        dark = writer.original(with_hidden(darkened(cutout, 0.12), (0, 0, 0)))
        dark_black = add(rng.choice(laid), dark, "proven", "on black, dark product", (0, 0, 0))
        # As shops place it.
        for kind, picture in placed(hidden["black"], rng):
            placed_image = writer.image(jpeg(picture, rng))
            writer.pair(placed_image, plain["black"], "proven", f"placed, {kind}")
            wrong = {"another colour": recoloured, "mirrored": mirrored, "retouched": retouched}
            for name, change in wrong.items():
                changed = change(cutout, rng)
                if changed is None:
                    continue
                original = writer.original(with_hidden(changed, (0, 0, 0)))
                writer.pair(placed_image, original, "original_does_not_match", f"wrong original, placed, {name}")
            another = rng.choice([it for it in cutouts if it is not cutout])
            another = another.resize(cutout.size, Image.Resampling.BICUBIC)
            if differs(cutout, another):
                other = writer.original(another)
                writer.pair(placed_image, other, "not_proven", "wrong original, placed, any product")
        # What should be.
        white = add(rng.choice(laid), plain[rng.choice(list(hidden))], "not_the_mishap", "on white", (255, 255, 255))
        for colour in rng.sample(BRAND, 2):
            name = rng.choice(["black", "white"])
            add(rng.choice(laid), plain[name], "not_the_mishap", "on #%02x%02x%02x" % colour, colour)

        # A wrong original for each of the images above that are black, and for the white one.
        others = [other.resize(cutout.size, Image.Resampling.BICUBIC) for other in rng.sample(cutouts, 6)]
        # Some photos are there in two sizes: the same picture is no wrong original.
        other = next(other for other in others if differs(cutout, other))
        wrong = {
            "another colour": recoloured(cutout, rng),
            "mirrored": mirrored(cutout, rng),
            "turned": turned(cutout, rng),
            "moved": moved(cutout, rng),
            "moved a little": moved(cutout, rng, share=0.008),
            "enlarged": enlarged(cutout, rng),
            "retouched": retouched(cutout, rng),
            "retouched in a small place": retouched(cutout, rng, part=18),
            "same outline": same_outline(cutout, other),
            "another product": other,
        }
        for kind, picture in wrong.items():
            if picture is None:
                continue
            for name in rng.sample(["black", "white", "grey"], 2):
                original = writer.original(with_hidden(picture, HIDDEN[name]))
                writer.pair(rng.choice(blacks), original, "original_does_not_match", f"wrong original, {kind}")
        original = writer.original(with_hidden(wrong["another colour"], (0, 0, 0)))
        writer.pair(white, original, "not_proven", "wrong original, another colour, on white")
        for kind in ["moved", "same outline", "another product"]:
            if wrong[kind] is not None:
                original = writer.original(with_hidden(darkened(wrong[kind], 0.12), (0, 0, 0)))
                writer.pair(dark_black, original, "original_does_not_match", f"wrong original, dark product, {kind}")
        # A black image of this product, asked about an original that is black all over.
        silhouette = writer.original(with_hidden(darkened(cutout, 0.0), (0, 0, 0)))
        writer.pair(dark_black, silhouette, "original_does_not_match", "wrong original, black all over")
    drawings(writer, rng, args.drawings)
    writer.close()
    print(f"\n{len(writer.rows)} pairs of {len(cutouts)} cut-outs in {args.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
