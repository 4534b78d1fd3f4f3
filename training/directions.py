"""`directions`: one direction in z for each attribute, by logistic regression on labelled samples.

An attribute is there where its probability is at least one half. Every fifth sample (index % 5 = 0)
is held out and judges; the others are fitted with both classes weighing the same. The objective
stands in `logistic.py`; the page fits the same one. Attributes with fewer than 100 samples on one
side are left out and named.

Attributes that go together in the pictures share much of their directions. So each also has a
conditional version (Shen et al. 2020, arXiv 1907.10786, section 3.2): its vector without its part in
the span of those that lie closest to it, which moves the attribute while these stay. It follows from
the vectors of the file, as the page computes it; stored are which others it is free of, how well it
still tells its own attribute, and how well it tells theirs.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from training.classifier import open_classifier
from training.label import Labels
from training.logistic import balanced_weights, fit_logistic
from training.metrics import judge, rank_auc
from training.model_folder import ModelFolder
from training.progress import Progress

LEAST = 100
# A direction is freed of at most so many others, those at least so close to it.
MOST_FREED = 3
CLOSE = 0.3
OBJECTIVE = (
    "minimise sum_i s_i log(1 + exp(-t_i (w.z_i + b))) / sum_i s_i + lambda/2 |w|^2; t_i = +1 where the"
    " probability is at least 0.5, else -1; s_i = n / (2 n_class); b is not penalised; float64, Newton's"
    " method from 0 until no component of the gradient is above 1e-9"
)


def rounded(table: dict[str, float | None]) -> dict[str, float | None]:
    """Figures with four digits."""
    return {key: None if value is None else round(float(value), 4) for key, value in table.items()}


def fit_direction(z: np.ndarray, there: np.ndarray, held_out: np.ndarray, penalty: float) -> dict:
    """Unit vector, length of w, bias, and the figures on the held-out samples."""
    fit = fit_logistic(z[~held_out], there[~held_out], balanced_weights(there[~held_out]), penalty)
    length = float(np.linalg.norm(fit.weights))
    judged = judge(z[held_out] @ fit.weights + fit.bias, there[held_out])
    return {
        "direction": {"positives": round(float(there.mean()), 4), **rounded(judged)},
        "vector": [float(f"{value:.7g}") for value in fit.weights / length],
        "weight_length": float(f"{length:.9g}"),
        "bias": float(f"{fit.bias:.9g}"),
    }


def freed(vector: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The unit vector [d] without its part in the span of `others` [n, d], again of length 1."""
    basis = np.linalg.qr(others.T)[0]
    rest = vector - basis @ (basis.T @ vector)
    return rest / np.linalg.norm(rest)


def add_conditional(found: list[dict], z: np.ndarray, there: np.ndarray, held_out: np.ndarray) -> None:
    """Adds `conditional` to every direction with others close to it. `there` bool [n, found]."""
    vectors = np.array([entry["vector"] for entry in found])
    cosines = vectors @ vectors.T
    for j, entry in enumerate(found):
        near = [k for k in np.argsort(-np.abs(cosines[j])) if k != j and abs(cosines[j, k]) >= CLOSE][:MOST_FREED]
        if not near:
            continue
        vector = freed(vectors[j], vectors[near])
        along = z @ vector
        fit = fit_logistic(along[~held_out, None], there[~held_out, j], balanced_weights(there[~held_out, j]), 0)
        judged = judge(along[held_out] * fit.weights[0] + fit.bias, there[held_out, j])
        before = {found[k]["name"]: rank_auc(z[held_out] @ vectors[j], there[held_out, k]) for k in near}
        after = {found[k]["name"]: rank_auc(along[held_out], there[held_out, k]) for k in near}
        entry["conditional"] = {
            "free_of": [found[k]["name"] for k in near],
            "cosine": round(float(vector @ vectors[j]), 4),
            **rounded(judged),
            "auc_of_others": rounded(after),
            "auc_of_others_before": rounded(before),
        }


def run(options: argparse.Namespace) -> None:
    model = ModelFolder(Path(options.model))
    labels = Labels(Path(options.labels))
    z = labels.latents(model).astype(np.float64)
    there = labels.probabilities >= 128
    held_out = (labels.facts["first_index"] + np.arange(len(z))) % 5 == 0
    page = open_classifier(Path(options.page_classifier))[1] if options.page_classifier else None

    found, left_out = [], []
    progress = Progress("directions", len(labels.attributes))
    for j, name in enumerate(labels.attributes):
        progress.advance(1)
        positives = int(there[:, j].sum())
        if min(positives, len(z) - positives) < LEAST:
            left_out.append({"name": name, "positives": positives})
            continue
        entry = {"name": name, "classifier": without_share(labels.facts["held_out"][name])}
        if page is not None:
            entry["page_classifier"] = without_share(page["held_out"][name])
            if page.get("agreement"):
                entry["page_classifier"]["agreement_generated"] = page["agreement"][name]
        found.append({**entry, **fit_direction(z, there[:, j], held_out, options.penalty)})
    columns = [labels.attributes.index(entry["name"]) for entry in found]
    add_conditional(found, z, there[:, columns], held_out)
    result = {
        "format": "latent-playground-directions",
        "version": 1,
        **{key: labels.facts[key] for key in ("generator_sha256", "seed", "first_index", "count")},
        "lambda": options.penalty,
        "objective": OBJECTIVE,
        "held_out": "index % 5 = 0",
        "attributes": found,
        "left_out": left_out,
    }
    Path(options.output).write_text(one_line_each(result))
    report(found, left_out)


def without_share(figures: dict) -> dict:
    """A classifier's figures on held-out photographs without the share of positives."""
    return {key: value for key, value in figures.items() if key != "positives"}


def one_line_each(result: dict) -> str:
    """JSON with one line for each part of an attribute: readable, and not a line a number."""
    text = json.dumps({**result, "attributes": []}, indent=1)
    entries = []
    for attribute in result["attributes"]:
        parts = ",\n   ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in attribute.items())
        entries.append("  {\n   " + parts + "\n  }")
    return text.replace('"attributes": []', '"attributes": [\n' + ",\n".join(entries) + "\n ]") + "\n"


def report(found: list[dict], left_out: list[dict]) -> None:
    """Prints held-out figures and, for each attribute, the directions it is closest to."""
    if not found:
        raise ValueError("no attribute has enough samples on both sides")
    vectors = np.array([entry["vector"] for entry in found])
    cosines = vectors @ vectors.T
    print(f"{'attribute':<22}{'balanced':>9}{'AUC':>7}{'share':>7}  closest directions (cosine)")
    for j, entry in enumerate(found):
        near = [k for k in np.argsort(-np.abs(cosines[j])) if k != j][:3]
        words = ", ".join(f"{found[k]['name']} {cosines[j, k]:+.2f}" for k in near)
        figures = entry["direction"]
        auc = figures["auc"]
        print(f"{entry['name']:<22}{figures['balanced_accuracy']:>9.3f}{auc:>7.3f}{figures['positives']:>7.3f}  {words}")
    for entry in found:
        if conditional := entry.get("conditional"):
            others = ", ".join(
                f"{name} {conditional['auc_of_others_before'][name]:.2f} → {auc:.2f}"
                for name, auc in conditional["auc_of_others"].items()
            )
            print(f"{entry['name']:<22} freed: AUC {entry['direction']['auc']:.3f} → {conditional['auc']:.3f}; of {others}")
    for entry in left_out:
        print(f"{entry['name']:<22} left out: {entry['positives']} positives")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", help="model folder whose samples are labelled")
    parser.add_argument("labels", help="labels.safetensors of `label`")
    parser.add_argument("output", help="directions.json to write")
    parser.add_argument("--page-classifier", default="", help="small classifier, whose figures are put beside the large one's")
    parser.add_argument("--penalty", type=float, default=0.001, help="lambda (%(default)s)")
