"""A prepared set of pictures: one memory-mapped array, the names, and attributes where known.

The folder holds `pictures.npy` (uint8 [n, height, width, channels]), `names.txt` (one file name a
line, in the order of the array), `attributes.csv` (optional: `file` and a column of 0 or 1 for each
attribute, in the same order), `skipped.csv` and `prepared.json`. Written by `prepare`.
"""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class PictureSet:
    """`pictures` uint8 [n, h, w, c] (memory-mapped), `names` [n], `attributes` names, `labels` uint8 [n, a]."""

    pictures: np.ndarray
    names: list[str]
    attributes: list[str]
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.names)


def open_pictures(folder: Path) -> PictureSet:
    """Opens a folder written by `prepare`. Raises ValueError where its files do not belong together."""
    folder = Path(folder)
    if not (folder / "pictures.npy").exists():
        raise ValueError(f"{folder}: no pictures.npy; make it with `python3 -m training prepare`")
    pictures = np.load(folder / "pictures.npy", mmap_mode="r")
    names = (folder / "names.txt").read_text().splitlines()
    if len(names) != len(pictures):
        raise ValueError(f"{folder}: {len(pictures)} pictures but {len(names)} names")
    path = folder / "attributes.csv"
    if not path.exists():
        return PictureSet(pictures, names, [], np.zeros((len(names), 0), np.uint8))
    with path.open(newline="") as file:
        header, *rows = csv.reader(file)
    if [row[0] for row in rows] != names:
        raise ValueError(f"{path}: the files are not those of names.txt, in that order")
    labels = np.array([row[1:] for row in rows], np.uint8).reshape(len(names), len(header) - 1)
    return PictureSet(pictures, names, header[1:], labels)


def hash_share(name: str) -> float:
    """A number in [0, 1) that depends on the file name alone: the split that needs no list.

    SHA-256 of the name without folder and ending, first 52 bits. It knows nothing about who is in
    the picture: pictures of one person fall on both sides.
    """
    digest = hashlib.sha256(Path(name).stem.encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 12) / 2**52


def to_unit(pictures: np.ndarray) -> np.ndarray:
    """float32 [n, c, h, w] in −1 … 1 of uint8 [n, h, w, c], as every network here takes them."""
    values = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2)).astype(np.float32)
    return values / np.float32(127.5) - np.float32(1)


def to_bytes(pictures: np.ndarray) -> np.ndarray:
    """uint8 [n, h, w, c] of float32 [n, c, h, w] in −1 … 1, rounded to the nearest."""
    return np.floor((pictures + 1) * 127.5 + 0.5).clip(0, 255).astype(np.uint8).transpose(0, 2, 3, 1)
