"""Pictures of G's seeded samples, kept in a file where several commands look at the same ones."""

import json
from pathlib import Path

import numpy as np

from training.model_folder import ModelFolder
from training.pictures import to_bytes
from training.progress import Progress

BATCH = 250


def draw_pictures(model: ModelFolder, seed: int, first: int, count: int, kept: str = "") -> np.ndarray:
    """uint8 [count, h, w, c] of samples first … first + count − 1.

    `kept` names an .npy file: where it holds these pictures they are read, else they are written. The
    file beside it (.json) says which pictures they are; a file of others is refused.
    """
    if not kept:
        return np.concatenate(list(_parts(model, seed, first, count)))
    path, note = Path(kept), Path(kept).with_suffix(".json")
    what = {"generator_sha256": model.generator_sha256, "seed": seed, "first_index": first, "count": count}
    if path.exists():
        if json.loads(note.read_text()) != what:
            raise ValueError(f"{path} holds other pictures than these samples; name another file")
        return np.load(path, mmap_mode="r")
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        for part in _parts(model, seed, first, count):
            file.write(part.tobytes())
    side, channels = model.config["image_size"], model.config["channels"]
    np.save(path, np.memmap(unfinished, np.uint8, "r", shape=(count, side, side, channels)))
    unfinished.unlink()
    note.write_text(json.dumps(what) + "\n")
    return np.load(path, mmap_mode="r")


def _parts(model: ModelFolder, seed: int, first: int, count: int):
    progress = Progress("draw", count)
    for start in range(0, count, BATCH):
        part = to_bytes(model.draw(seed, first + start, min(BATCH, count - start)))
        progress.advance(len(part))
        yield np.ascontiguousarray(part)
