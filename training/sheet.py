"""Sheets of pictures, row by row, as they are stored and looked at."""

from pathlib import Path

import numpy as np
from PIL import Image

from training.pictures import to_bytes


def to_pixels(images: np.ndarray) -> np.ndarray:
    """uint8 [n, size, size, 3] of pictures in −1 … 1 ([n, channels, size, size]); grey is repeated."""
    pixels = to_bytes(images)
    return pixels if pixels.shape[3] == 3 else pixels.repeat(3, axis=3)


def write_sheet(path: Path, images: np.ndarray, columns: int) -> None:
    """Writes n pictures (n a multiple of `columns`) as WebP or PNG, after the ending of the path."""
    pixels = to_pixels(images)
    size = pixels.shape[1]
    rows = pixels.reshape(-1, columns, size, size, 3)
    sheet = Image.fromarray(rows.transpose(0, 2, 1, 3, 4).reshape(len(rows) * size, columns * size, 3))
    if path.suffix == ".webp":
        sheet.save(path, "WEBP", quality=88, method=6)
    else:
        sheet.save(path)
