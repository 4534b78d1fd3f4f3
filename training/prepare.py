"""`prepare`: a folder or zip of pictures becomes one memory-mapped array.

What a picture becomes is decided by the crop alone, never by stretching:

  none     the picture must be square; it is reduced to the size
  centre   the largest square in the middle is reduced to the size
  celeba   178×218 pictures of CelebA (aligned): the square of 140 pixels at (19, 50), reduced

Pictures that cannot be read, are smaller than the size (nothing is enlarged), do not fit the crop, or
whose pixels are already there are listed in `skipped.csv` with the reason. Attributes are a CSV with
a header (`file` or `image_id` first, then 0/1 or -1/1) or CelebA's own `list_attr_celeba.txt`; a
folder in CelebA's layout is searched for either.
"""

import argparse
import csv
import hashlib
import io
import json
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from training.progress import Progress

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
CELEBA_FRAME = (178, 218)
CELEBA_SQUARE = (19, 50, 19 + 140, 50 + 140)
ATTRIBUTE_FILES = ("list_attr_celeba.txt", "list_attr_celeba.csv", "attributes.csv")


class Unusable(Exception):
    """Why a picture is skipped, in words."""


class Source:
    """The pictures of a folder (searched to any depth) or a zip, by name, sorted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.is_dir():
            self._zip = None
            names = [p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file()]
        elif zipfile.is_zipfile(path):
            self._zip = zipfile.ZipFile(path)
            names = [entry.filename for entry in self._zip.infolist() if not entry.is_dir()]
        else:
            raise ValueError(f"{path}: expected a folder or a zip of pictures")
        self.files = sorted(names)
        hidden = ("__MACOSX/", ".")
        self.pictures = [n for n in self.files if n.lower().endswith(ENDINGS) and not n.startswith(hidden)]

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes() if self._zip is None else self._zip.read(name)


def crop_square(image: Image.Image, crop: str) -> Image.Image:
    """The square that `crop` takes from the picture. Raises Unusable where it does not fit."""
    width, height = image.size
    if crop == "celeba":
        if image.size != CELEBA_FRAME:
            raise Unusable(f"is {width}×{height}; the celeba crop is of 178×218")
        return image.crop(CELEBA_SQUARE)
    if crop == "centre":
        side = min(width, height)
        left, top = (width - side) // 2, (height - side) // 2
        return image.crop((left, top, left + side, top + side))
    if width != height:
        raise Unusable(f"is {width}×{height}, not square; choose a crop")
    return image


def read_picture(raw: bytes, crop: str, size: int, channels: int) -> np.ndarray:
    """uint8 [size, size, channels]. Transparency lies on white. Raises Unusable with the reason."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(raw))
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning) as problem:
        raise Unusable(f"cannot be read: {type(problem).__name__}") from problem
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = crop_square(image.convert("RGB" if channels == 3 else "L"), crop)
    if image.size[0] < size:
        raise Unusable(f"is {image.size[0]} pixels wide after the crop; at least {size} are needed")
    if image.size[0] > size:
        image = image.resize((size, size), Image.LANCZOS)
    return np.asarray(image, np.uint8).reshape(size, size, channels)


def read_attributes(text: str, where: str) -> tuple[list[str], dict[str, list[int]]]:
    """Attribute names and, by file name, their values (0 or 1) of a CSV or of CelebA's own text file."""
    lines = text.splitlines()
    if lines and lines[0].strip().isdigit():
        names = lines[1].split()
        rows = [line.split() for line in lines[2:] if line.strip()]
    else:
        header, *rows = list(csv.reader(lines)) or [[]]
        if not header or header[0].strip().lower() not in ("file", "image_id"):
            raise ValueError(f"{where}: expected a header that starts with `file` or `image_id`")
        names = [name.strip() for name in header[1:]]
    values = {}
    for number, row in enumerate(rows, 1):
        if len(row) != len(names) + 1 or not set(row[1:]) <= {"0", "1", "-1"}:
            raise ValueError(f"{where}: row {number}: expected a file and {len(names)} values of 0, 1 or -1")
        values[row[0]] = [int(value == "1") for value in row[1:]]
    return names, values


def find_attributes(source: Source, given: str) -> tuple[list[str], dict[str, list[int]]] | None:
    """Attributes of the given file, else of one that lies in the source; None without any."""
    if given:
        return read_attributes(Path(given).read_text(encoding="utf-8-sig"), given)
    for name in source.files:
        if Path(name).name in ATTRIBUTE_FILES:
            return read_attributes(source.read(name).decode("utf-8-sig"), name)
    return None


def usable_pictures(
    source: Source, options: argparse.Namespace, known: dict[str, list[int]] | None, skipped: list[tuple[str, str]]
) -> Iterator[tuple[str, np.ndarray]]:
    """Name and pixels of each picture that is taken; the others are appended to `skipped` with the reason."""
    seen: dict[bytes, str] = {}
    names: set[str] = set()
    progress = Progress("prepare", len(source.pictures))
    for path in source.pictures:
        name = Path(path).name
        progress.advance(1)
        try:
            if name in names:
                raise Unusable("another picture has the same name")
            if known is not None and name not in known:
                raise Unusable("has no attributes")
            pixels = read_picture(source.read(path), options.crop, options.size, options.channels)
            digest = hashlib.blake2b(pixels.tobytes(), digest_size=16).digest()
            if digest in seen:
                raise Unusable(f"has the pixels of {seen[digest]}")
        except Unusable as reason:
            skipped.append((path, str(reason)))
            continue
        seen[digest] = name
        names.add(name)
        yield name, pixels


def run(options: argparse.Namespace) -> None:
    source = Source(Path(options.source))
    if not source.pictures:
        raise ValueError(f"{options.source}: no picture found ({', '.join(ENDINGS)})")
    attributes = find_attributes(source, options.attributes)
    output = Path(options.output)
    output.mkdir(parents=True, exist_ok=True)

    # The array is written at its largest possible size and cut afterwards: pictures are read once.
    shape = (options.size, options.size, options.channels)
    raw = output / "pictures.raw"
    skipped: list[tuple[str, str]] = []
    taken: list[str] = []
    with raw.open("wb") as file:
        for name, pixels in usable_pictures(source, options, attributes[1] if attributes else None, skipped):
            file.write(pixels.tobytes())
            taken.append(name)
    if not taken:
        raw.unlink()
        reasons = "; ".join(f"{name}: {reason}" for name, reason in skipped[:3])
        raise ValueError(f"{options.source}: no picture could be used ({reasons})")
    written = np.memmap(raw, np.uint8, "r", shape=(len(taken), *shape))
    np.save(output / "pictures.npy", written)
    del written
    raw.unlink()

    (output / "names.txt").write_text("".join(f"{name}\n" for name in taken))
    write_rows(output / "skipped.csv", [("file", "reason"), *skipped])
    if attributes is not None:
        names, values = attributes
        write_rows(output / "attributes.csv", [("file", *names), *((name, *values[name]) for name in taken)])
    else:
        (output / "attributes.csv").unlink(missing_ok=True)
    facts = {"count": len(taken), "skipped": len(skipped), "crop": options.crop, "size": options.size}
    (output / "prepared.json").write_text(json.dumps({**facts, "channels": options.channels}, indent=1) + "\n")
    print(f"{len(taken)} pictures in {output}, {len(skipped)} skipped (see skipped.csv)")


def write_rows(path: Path, rows: list[tuple]) -> None:
    """Writes a CSV with Unix line ends."""
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", help="folder (searched to any depth) or zip of pictures")
    parser.add_argument("output", help="folder to write")
    parser.add_argument("--crop", choices=("none", "centre", "celeba"), default="none", help="what is cut out (%(default)s)")
    parser.add_argument("--size", type=int, default=64, help="width and height in pixels (%(default)s)")
    parser.add_argument("--channels", type=int, choices=(1, 3), default=3, help="1 for grey (%(default)s)")
    parser.add_argument("--attributes", default="", help="CSV or list_attr_celeba.txt; searched in the source when left out")
