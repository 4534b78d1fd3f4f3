"""`exemplars`: faces for the presets of A − B + C, chosen from labelled samples by a written rule.

Nothing is rejected by eye. The rule is in `RULE`, and goes into the file with the faces.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from training.label import Labels
from training.model_folder import ModelFolder

THRESHOLD = 0.8
MOST = 24
LEAST = 3
CONFIDENT = 4
RULE = (
    "A sample satisfies a concept when each attribute that should be there has a probability of at"
    " least its threshold and each that should not at most 1 - threshold. Of the satisfying samples"
    f" the {CONFIDENT * MOST} whose least certain attribute is most certain are kept. These are sorted"
    " by how far their other attributes are from those of all satisfying samples: the mean over the"
    " attributes outside the preset's concepts of |p - mean p|. The first"
    f" {MOST} are listed, nearest first; ties go to the lower index. A sample already taken by"
    " an earlier slot of the preset is passed over. Nothing is rejected by eye. Consecutive threes are"
    f" disjoint triples; a preset with fewer than {LEAST} in a slot is left out."
)

Concept = tuple[tuple[str, bool], ...]


def concept(**present: bool) -> Concept:
    return tuple(present.items())


# A − B + C = expected: what A has and B has not is put on C.
PRESETS: dict[str, dict[str, Concept]] = {
    "smiling-man": {
        "a": concept(Smiling=True, Male=False),
        "b": concept(Smiling=False, Mouth_Slightly_Open=False, Male=False),
        "c": concept(Smiling=False, Mouth_Slightly_Open=False, Male=True),
        "expected": concept(Smiling=True, Male=True),
    },
    "woman-with-glasses": {
        "a": concept(Eyeglasses=True, Male=True),
        "b": concept(Eyeglasses=False, Male=True),
        "c": concept(Eyeglasses=False, Male=False),
        "expected": concept(Eyeglasses=True, Male=False),
    },
    "old-woman": {
        "a": concept(Young=False, Male=True),
        "b": concept(Young=True, Male=True),
        "c": concept(Young=True, Male=False),
        "expected": concept(Young=False, Male=False),
    },
    "blond-man": {
        "a": concept(Blond_Hair=True, Male=False),
        "b": concept(Blond_Hair=False, Black_Hair=True, Male=False),
        "c": concept(Blond_Hair=False, Black_Hair=True, Male=True),
        "expected": concept(Blond_Hair=True, Male=True),
    },
    "woman-with-hat": {
        "a": concept(Wearing_Hat=True, Male=True),
        "b": concept(Wearing_Hat=False, Male=True),
        "c": concept(Wearing_Hat=False, Male=False),
        "expected": concept(Wearing_Hat=True, Male=False),
    },
    # Bearded women are next to absent from the pictures, so the beard goes to another man: from men
    # who do not smile to men who do, so that C differs from B in something that can be checked.
    "beard": {
        "a": concept(No_Beard=False, Male=True, Smiling=False),
        "b": concept(No_Beard=True, Male=True, Smiling=False),
        "c": concept(No_Beard=True, Male=True, Smiling=True),
        "expected": concept(No_Beard=False, Male=True, Smiling=True),
    },
    # Avatars, whose attributes are drawn independently of each other.
    "avatar-glasses": {
        "a": concept(glasses=True, long_hair=True),
        "b": concept(glasses=False, long_hair=True),
        "c": concept(glasses=False, long_hair=False),
        "expected": concept(glasses=True, long_hair=False),
    },
    "avatar-smile": {
        "a": concept(smile=True, dark_skin=True),
        "b": concept(smile=False, dark_skin=True),
        "c": concept(smile=False, dark_skin=False),
        "expected": concept(smile=True, dark_skin=False),
    },
    "avatar-hat": {
        "a": concept(hat=True, glasses=True),
        "b": concept(hat=False, glasses=True),
        "c": concept(hat=False, glasses=False),
        "expected": concept(hat=True, glasses=False),
    },
    "avatar-beard": {
        "a": concept(beard=True, glasses=True),
        "b": concept(beard=False, glasses=True),
        "c": concept(beard=False, glasses=False),
        "expected": concept(beard=True, glasses=False),
    },
    "avatar-fair-hair": {
        "a": concept(fair_hair=True, dark_skin=False),
        "b": concept(fair_hair=False, dark_skin=False),
        "c": concept(fair_hair=False, dark_skin=True),
        "expected": concept(fair_hair=True, dark_skin=True),
    },
}


def satisfying(labels: Labels, wanted: Concept) -> tuple[np.ndarray, np.ndarray]:
    """Rows that satisfy the concept, and how certain their least certain attribute is."""
    sides = []
    for name, present in wanted:
        p = labels.probabilities[:, labels.attributes.index(name)] / 255
        sides.append(p if present else 1 - p)
    least = np.min(sides, axis=0)
    rows = np.flatnonzero(least >= THRESHOLD)
    return rows, least[rows]


def choose(labels: Labels, wanted: Concept, others: np.ndarray, taken: set[int]) -> tuple[int, list[int]]:
    """How many satisfy the concept, and the rows chosen by the rule. `others`: columns outside the preset."""
    rows, certainty = satisfying(labels, wanted)
    if len(rows) == 0:
        return 0, []
    p = labels.probabilities[rows][:, others] / 255
    distance = np.abs(p - p.mean(0)).sum(1) / max(len(others), 1)
    free = np.array([int(row) not in taken for row in rows])
    rows, certainty, distance = rows[free], certainty[free], distance[free]
    kept = np.lexsort((rows, -certainty))[: CONFIDENT * MOST]
    order = kept[np.lexsort((rows[kept], distance[kept]))][:MOST]
    return int(free.size), [int(row) for row in rows[order]]


def as_json(wanted: Concept) -> list[dict]:
    return [{"attribute": name, "present": present, "threshold": THRESHOLD} for name, present in wanted]


def run(options: argparse.Namespace) -> None:
    model = ModelFolder(Path(options.model))
    labels = Labels(Path(options.labels))
    labels.check_generator(model)
    first = labels.facts["first_index"]
    presets = []
    for preset_id, slots in PRESETS.items():
        names = {name for wanted in slots.values() for name, _ in wanted}
        missing = names - set(labels.attributes)
        if missing:
            print(f"{preset_id}: left out, no attribute {', '.join(sorted(missing))}")
            continue
        others = np.array([j for j, name in enumerate(labels.attributes) if name not in names], int)
        taken: set[int] = set()
        entry: dict = {"id": preset_id}
        for slot in ("a", "b", "c"):
            count, rows = choose(labels, slots[slot], others, taken)
            taken.update(rows)
            entry[slot] = {
                "concept": as_json(slots[slot]), "satisfying": count, "indices": [first + row for row in rows],
            }
            print(f"{preset_id} {slot}: {count} satisfy, {len(rows)} listed")
        fewest = min(len(entry[slot]["indices"]) for slot in "abc")
        if fewest < LEAST:
            print(f"{preset_id}: left out, {fewest} samples in a slot that needs {LEAST}")
            continue
        presets.append({**entry, "expected": as_json(slots["expected"])})
    result = {
        "format": "latent-playground-exemplars",
        "version": 1,
        "rule": RULE,
        **{key: labels.facts[key] for key in ("generator_sha256", "seed", "first_index", "count")},
        "presets": presets,
    }
    Path(options.output).write_text(json.dumps(result, indent=1) + "\n")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", help="model folder whose samples are labelled")
    parser.add_argument("labels", help="labels.safetensors of `label`")
    parser.add_argument("output", help="exemplars.json to write")
