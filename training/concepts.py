"""`concepts`: boxes for the presets of forgetting (section 6.3.1), on samples chosen by a written rule.

The faces are aligned, so that eyes, mouth and forehead lie at the same place in every picture: one
box serves all samples of a concept. The boxes were read off the mean picture of the 200 samples that
the classifier is surest of, beside the mean of 400 without, and their difference (`--means` writes
these pictures). Which samples carry a box is not decided by eye but by the rule in `RULE`, which goes
into the file.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.label import Labels
from training.model_folder import ModelFolder
from training.pictures import to_bytes

STEP = 50
WANTED = 20
LEAST = 5
BRIGHT = 150
RULE = (
    "A sample carries the boxes when the classifier finds the attribute likelier than not; for a"
    f" concept without an attribute, when the mean of all pixels inside the boxes is at least {BRIGHT} of"
    " 255. The sheet is the first run of consecutive labelled samples, beginning at a multiple of"
    f" {STEP}, in which {WANTED} samples or more carry boxes; failing that, the first run with the most."
    " The boxes are the same on each sample: the faces are aligned. Nothing is rejected by eye, and"
    " mistakes of the classifier stay in."
)


@dataclass(frozen=True)
class Prepared:
    """One concept: boxes as [x0, y0, x1, y1] in pixels, half-open; `attribute` None: brightness inside them."""

    attribute: str | None
    boxes: list[list[int]]
    count: int
    layer: str


# For 64×64 faces. The paper marked 150 samples; glasses are rare and get 300.
CONCEPTS: dict[str, Prepared] = {
    "glasses": Prepared("Eyeglasses", [[10, 22, 52, 38]], 300, "main.5"),
    "smile": Prepared("Smiling", [[20, 44, 44, 56]], 150, "main.5"),
    "fringe": Prepared("Bangs", [[14, 6, 50, 22]], 150, "main.5"),
    "background": Prepared(None, [[0, 0, 8, 32], [56, 0, 64, 32]], 150, "main.5"),
}


def carries(prepared: Prepared, labels: Labels, pictures: np.ndarray) -> np.ndarray:
    """bool [n]: which labelled samples carry the boxes. `pictures`: uint8 [n, size, size, channels]."""
    if prepared.attribute is not None:
        return labels.probabilities[:, labels.attributes.index(prepared.attribute)] >= 128
    inside = np.zeros(pictures.shape[1:3], bool)
    for x0, y0, x1, y1 in prepared.boxes:
        inside[y0:y1, x0:x1] = True
    return pictures[:, inside].mean((1, 2)) >= BRIGHT


def choose_run(there: np.ndarray, count: int) -> int:
    """Where the run of `count` samples begins, by the rule."""
    starts = range(0, max(len(there) - count, 0) + 1, STEP)
    found = [int(there[start : start + count].sum()) for start in starts]
    enough = [start for start, number in zip(starts, found) if number >= WANTED]
    return enough[0] if enough else starts[int(np.argmax(found))]


def mean_pictures(there: np.ndarray, order: np.ndarray, pictures: np.ndarray) -> np.ndarray:
    """Mean with, mean without, and their difference, side by side: uint8 [size, 3·size, channels]."""
    surest = order[:200]
    without = np.flatnonzero(~there)[:400]
    sides = [pictures[rows].astype(np.float32).mean(0) for rows in (surest, without)]
    apart = np.abs(sides[0] - sides[1])
    return np.concatenate([*sides, apart * (255 / max(apart.max(), 1))], 1).astype(np.uint8)


def run(options: argparse.Namespace) -> None:
    model = ModelFolder(Path(options.model))
    labels = Labels(Path(options.labels))
    labels.check_generator(model)
    seed, first = labels.facts["seed"], labels.facts["first_index"]
    used = min(options.samples, labels.facts["count"])
    labels.probabilities = labels.probabilities[:used]
    pictures = to_bytes(model.draw(seed, first, used))
    concepts, means = [], []
    for concept_id, prepared in CONCEPTS.items():
        if prepared.attribute is not None and prepared.attribute not in labels.attributes:
            print(f"{concept_id}: left out, no attribute {prepared.attribute}")
            continue
        there = carries(prepared, labels, pictures)
        start = choose_run(there, prepared.count)
        samples = np.flatnonzero(there[start : start + prepared.count])
        print(f"{concept_id}: {len(samples)} of {prepared.count} samples from {first + start}")
        if len(samples) < LEAST:
            print(f"{concept_id}: left out, {LEAST} are needed")
            continue
        concepts.append({
            "id": concept_id,
            "attribute": prepared.attribute,
            "layer": prepared.layer,
            "uses_unmarked": True,
            "sheet": {"seed": seed, "first_index": first + start, "count": prepared.count},
            "boxes": prepared.boxes,
            "samples": [int(sample) for sample in samples],
        })
        if prepared.attribute is not None:
            column = labels.probabilities[:, labels.attributes.index(prepared.attribute)].astype(int)
            means.append(mean_pictures(there, np.argsort(-column, kind="stable"), pictures))
    if options.means and means:
        Image.fromarray(np.concatenate(means).squeeze()).save(options.means)
    result = {
        "format": "latent-playground-concepts",
        "version": 1,
        "rule": RULE,
        "generator_sha256": labels.facts["generator_sha256"],
        "concepts": concepts,
    }
    Path(options.output).write_text(json.dumps(result) + "\n")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", help="model folder whose samples are labelled")
    parser.add_argument("labels", help="labels.safetensors of `label`")
    parser.add_argument("output", help="concepts.json to write")
    parser.add_argument("--samples", type=int, default=6000, help="labelled samples to look among (%(default)s)")
    parser.add_argument("--means", default="", help="PNG to write with the mean pictures that the boxes were read off")
