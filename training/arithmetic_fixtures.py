"""Writes golden numbers of the vector arithmetic (section 6.3.2 of the paper) for the page's tests.

    python3 -m training.arithmetic_fixtures

`src/latent/fixtures/arithmetic.json`: for both priors, terms as weights and samples (seed, index),
their Y by numpy (sums in float64, rounded to float32 once), Y with the first exemplars only, that Y
on the prior's shell, Y at two strengths, and the eight neighbours.

`src/engine/fixtures/facesArithmetic.safetensors`: some of these Y of the shipped faces model (`z`) and
what PyTorch makes of them (`images` [n, 3, 64, 64], stored as float16). Needs PyTorch 1.13 or later.
"""

import json
import math
from pathlib import Path

import numpy as np

from training.network import generate, load_network
from training.safetensors_io import read_safetensors, write_safetensors
from training.streams import draw_sample, random_stream

ROOT = Path(__file__).resolve().parent.parent
LATENT_DIM = 100
NOISE_KEY = 0x6E6F6973
CELLS = 8
SEED = 2015

# Weight and indices of the exemplars, samples of SEED; the first positive term is the paper's A.
FORMULAS = {
    "A - B + C": [(1, [0, 1, 2]), (-1, [3, 4, 5]), (1, [6, 7, 8])],
    "-0.5 B + 2 A + 0.25 D": [(-0.5, [9, 10]), (2, [11]), (0.25, [12, 13, 14, 15])],
}
STRENGTHS = (0.5, 1.75)


def shell_mean(prior: str) -> float:
    """Mean norm of a draw, as `shellOf` in `src/latent/prior.ts`."""
    n = LATENT_DIM
    if prior == "normal":
        return math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (32 * n**2))
    second = n / 3
    return math.sqrt(second - n * 4 / 45 / (4 * second))


def sum_of(prior: str, terms: list[tuple[float, list[int]]]) -> np.ndarray:
    """Sum of weight times mean of exemplars: float32 [LATENT_DIM]."""
    total = np.zeros(LATENT_DIM)
    for weight, indices in terms:
        exemplars = np.stack([draw_sample(prior, LATENT_DIM, SEED, i) for i in indices])
        total += weight * exemplars.astype(np.float64).mean(axis=0)
    return total.astype(np.float32)


def strengthened(prior: str, terms: list[tuple[float, list[int]]], strength: float) -> np.ndarray:
    """A + strength * (Y - A), A being the mean of the first positive term."""
    start = next(indices for weight, indices in terms if weight > 0)
    a = sum_of(prior, [(1, start)]).astype(np.float64)
    y = sum_of(prior, terms).astype(np.float64)
    return (a + strength * (y - a)).astype(np.float32)


def neighbours(prior: str, y: np.ndarray) -> np.ndarray:
    """Y plus uniform noise, cell by cell: float32 [CELLS, LATENT_DIM]."""
    radius = 0.25 if prior == "uniform" else 0.25 * math.sqrt(3)
    cells = []
    for cell in range(CELLS):
        stream = random_stream(SEED, NOISE_KEY, cell)
        noise = np.array([(2 * next(stream) - 1) * radius for _ in range(LATENT_DIM)])
        cells.append((y + noise).astype(np.float32))
    return np.stack(cells)


def results(prior: str, terms: list[tuple[float, list[int]]]) -> dict:
    """Everything that the page derives from the terms."""
    y = sum_of(prior, terms)
    one = sum_of(prior, [(weight, indices[:1]) for weight, indices in terms])
    length = np.linalg.norm(one.astype(np.float64))
    return {
        "all": y,
        "one": one,
        "oneRescaled": (one * (shell_mean(prior) / length)).astype(np.float32),
        "strengths": {strength: strengthened(prior, terms, strength) for strength in STRENGTHS},
        "neighbours": neighbours(prior, y),
    }


def rounded(values: np.ndarray) -> list:
    """Nine digits, which name a float32."""
    return np.vectorize(lambda v: float(f"{v:.9g}"))(values.astype(np.float64)).tolist()


def write_numbers(path: Path) -> None:
    cases = []
    for prior in ("normal", "uniform"):
        for name, terms in FORMULAS.items():
            found = results(prior, terms)
            cases.append({
                "name": name, "prior": prior, "latentDim": LATENT_DIM, "seed": SEED,
                "terms": [{"weight": weight, "indices": indices} for weight, indices in terms],
                **{arm: rounded(found[arm]) for arm in ("all", "one", "oneRescaled")},
                "strengths": [
                    {"strength": strength, "y": rounded(y)} for strength, y in found["strengths"].items()
                ],
                # The ends of each cell are enough to see its stream and its length.
                "neighbours": [
                    {"first": rounded(cell[:4]), "last": rounded(cell[-4:]),
                     "norm": float(np.linalg.norm(cell.astype(np.float64)))}
                    for cell in found["neighbours"]
                ],
            })
    path.parent.mkdir(exist_ok=True)
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


def write_pictures(path: Path, folder: Path) -> None:
    """Y of three exemplars, of one, of one on the shell, at strength 1.75, and the last neighbour."""
    config = json.loads((folder / "config.json").read_text())
    network = config["generator"]
    generator = load_network(network["layers"], read_safetensors(folder / network["file"]))
    found = results(config["prior"], FORMULAS["A - B + C"])
    y = [found["all"], found["one"], found["oneRescaled"], found["strengths"][1.75], found["neighbours"][-1]]
    z = np.stack(y)
    write_safetensors(path, {"z": z, "images": generate(generator, z).astype(np.float16)})


if __name__ == "__main__":
    write_numbers(ROOT / "src/latent/fixtures/arithmetic.json")
    write_pictures(ROOT / "src/engine/fixtures/facesArithmetic.safetensors", ROOT / "public/models/faces")
