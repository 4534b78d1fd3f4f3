"""`concepts`: boxes for the presets of forgetting (section 6.3.1), on samples chosen by a written rule.

Faces and avatars are aligned, so that eyes, mouth and forehead lie at the same place in every picture:
one box serves all samples of a concept. The boxes were read off the mean picture of the 200 samples that
the classifier is surest of, beside the mean of 400 without, and their difference (`--means` writes
these pictures). Which samples carry a box is not decided by eye but by the rule in `RULE`, which goes
into the file.

Where no rule can find the thing, somebody draws boxes, as the paper's authors did: `--marks` names a
JSON with `how` they were drawn, `generator_sha256`, and `concepts`, each with `id`, `layer`, the sheet
(`seed`, `first_index`, `count`) and `boxes` by sample of the sheet, [x0, y0, x1, y1] in pixels,
half-open.
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
    " The boxes are the same on each sample: the pictures are aligned. Nothing is rejected by eye, and"
    " mistakes of the classifier stay in."
)


@dataclass(frozen=True)
class Prepared:
    """One concept: boxes as [x0, y0, x1, y1] in pixels, half-open; `attribute` None: brightness inside them."""

    attribute: str | None
    boxes: list[list[int]]
    count: int
    layer: str


@dataclass(frozen=True)
class Kind:
    """Aligned pictures of one size, known by an attribute of theirs, and the concepts by id."""

    size: int
    known_by: str
    concepts: dict[str, Prepared]


# The paper marked 150 samples; glasses are rare among photographs and get 300.
KINDS = (
    Kind(64, "Smiling", {  # our crop of CelebA
        "glasses": Prepared("Eyeglasses", [[10, 22, 52, 38]], 300, "main.5"),
        "smile": Prepared("Smiling", [[20, 44, 44, 56]], 150, "main.5"),
        "fringe": Prepared("Bangs", [[14, 6, 50, 22]], 150, "main.5"),
        "background": Prepared(None, [[0, 0, 8, 32], [56, 0, 64, 32]], 150, "main.5"),
    }),
    Kind(64, "beard", {  # portraits of avatars
        "glasses": Prepared("glasses", [[23, 24, 52, 38]], 150, "main.5"),
        "beard": Prepared("beard", [[19, 35, 54, 54]], 150, "main.5"),
    }),
    Kind(32, "hat", {  # avatars in pixels
        "glasses": Prepared("glasses", [[3, 9, 28, 18]], 150, "main.5"),
        "hat": Prepared("hat", [[3, 0, 29, 10]], 150, "main.5"),
    }),
)


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


def read_marks(path: Path, model: ModelFolder) -> tuple[str, list[dict]]:
    """How boxes were drawn by hand, and the concepts as `concepts.json` has them.

    Raises ValueError where they are of another generator, or a box lies outside its picture or sheet.
    """
    drawn = json.loads(path.read_text())
    if drawn["generator_sha256"] != model.generator_sha256:
        raise ValueError(f"{path}: drawn on another generator's samples; draw the boxes again")
    size, concepts = model.config["image_size"], []
    for concept in drawn["concepts"]:
        marks = sorted((int(sample), boxes) for sample, boxes in concept["boxes"].items())
        for sample, boxes in marks:
            inside = all(0 <= x0 < x1 <= size and 0 <= y0 < y1 <= size for x0, y0, x1, y1 in boxes)
            if not 0 <= sample < concept["count"] or not inside:
                raise ValueError(f"{path}: {concept['id']}, sample {sample}: {boxes} is not on its sheet of {size}² pictures")
        concepts.append({
            "id": concept["id"],
            "layer": concept["layer"],
            "uses_unmarked": True,
            "sheet": {key: concept[key] for key in ("seed", "first_index", "count")},
            "marks": [{"sample": sample, "boxes": boxes} for sample, boxes in marks],
        })
        count = sum(len(boxes) for _, boxes in marks)
        print(f"{concept['id']}: {count} boxes on {len(marks)} of {concept['count']} samples, by hand")
    return drawn["how"], concepts


def run(options: argparse.Namespace) -> None:
    model = ModelFolder(Path(options.model))
    if not options.labels and not options.marks:
        raise ValueError("concepts come from labels or from --marks; neither was given")
    rules, concepts = [], []
    if options.labels:
        rules.append(RULE)
        concepts += by_rule(model, Labels(Path(options.labels)), options.samples, options.means)
    if options.marks:
        how, drawn = read_marks(Path(options.marks), model)
        rules.append(how)
        concepts += drawn
    result = {
        "format": "latent-playground-concepts",
        "version": 1,
        "rule": " ".join(rules),
        "generator_sha256": model.generator_sha256,
        "concepts": concepts,
    }
    Path(options.output).write_text(json.dumps(result) + "\n")


def by_rule(model: ModelFolder, labels: Labels, samples: int, means_path: str) -> list[dict]:
    """The concepts that the rule finds among the first labelled samples; writes the mean pictures where a path is given."""
    labels.check_generator(model)
    seed, first = labels.facts["seed"], labels.facts["first_index"]
    used = min(samples, labels.facts["count"])
    labels.probabilities = labels.probabilities[:used]
    size = model.config["image_size"]
    kind = next((one for one in KINDS if one.size == size and one.known_by in labels.attributes), None)
    if kind is None:
        raise ValueError(f"no boxes are known for pictures of {size}² with these attributes; draw some, for --marks")
    pictures = to_bytes(model.draw(seed, first, used))
    concepts, means = [], []
    for concept_id, prepared in kind.concepts.items():
        there = carries(prepared, labels, pictures)
        start = choose_run(there, prepared.count)
        marked = np.flatnonzero(there[start : start + prepared.count])
        print(f"{concept_id}: {len(marked)} of {prepared.count} samples from {first + start}")
        if len(marked) < LEAST:
            print(f"{concept_id}: left out, {LEAST} are needed")
            continue
        concepts.append({
            "id": concept_id,
            "attribute": prepared.attribute,
            "layer": prepared.layer,
            "uses_unmarked": True,
            "sheet": {"seed": seed, "first_index": first + start, "count": prepared.count},
            "boxes": prepared.boxes,
            "samples": [int(sample) for sample in marked],
        })
        if prepared.attribute is not None:
            column = labels.probabilities[:, labels.attributes.index(prepared.attribute)].astype(int)
            means.append(mean_pictures(there, np.argsort(-column, kind="stable"), pictures))
    if means_path and means:
        Image.fromarray(np.concatenate(means).squeeze()).save(means_path)
    return concepts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", help="model folder whose samples are labelled")
    parser.add_argument("output", help="concepts.json to write")
    parser.add_argument("--labels", default="", help="labels.safetensors of `label`, for concepts by the rule")
    parser.add_argument("--marks", default="", help="JSON of boxes that were drawn by hand on the model's samples")
    parser.add_argument("--samples", type=int, default=6000, help="labelled samples to look among (%(default)s)")
    parser.add_argument("--means", default="", help="PNG to write with the mean pictures that the boxes were read off")
