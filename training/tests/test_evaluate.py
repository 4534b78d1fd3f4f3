"""`evaluate`: its measures on cases whose answers are known, and the command on drawn faces."""

import json

import numpy as np
import pytest

from training import evaluate
from training.tests.conftest import command


def normal(seed: int, n: int, d: int, mean: float = 0, deviation: float = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, deviation, (n, d))


def test_frechet_distance_of_two_normal_distributions():
    # d·(μ² + (σ − 1)²) for independent components.
    found = evaluate.frechet_distance(normal(1, 40_000, 3), normal(2, 40_000, 3, 2, 1.5))
    assert found == pytest.approx(3 * (4 + 0.25), rel=0.03)
    same = normal(3, 500, 6)
    assert evaluate.frechet_distance(same, same) == pytest.approx(0, abs=1e-9)


def test_kernel_distance_is_zero_on_average_for_one_distribution():
    values = [evaluate.kernel_distance(normal(2 * i, 60, 4), normal(2 * i + 1, 60, 4)) for i in range(40)]
    assert abs(np.mean(values)) < 3 * np.std(values) / np.sqrt(len(values))
    assert evaluate.kernel_distance(normal(1, 60, 4), normal(2, 60, 4, 1)) > 5 * np.std(values)


def test_precision_and_recall_tell_quality_from_variety():
    real = normal(1, 400, 2)
    narrow = normal(2, 400, 2, 0, 0.2)
    wide = normal(3, 400, 2, 0, 8)
    assert evaluate.manifold_share(narrow, real) > 0.95 > 0.5 > evaluate.manifold_share(real, narrow)
    assert evaluate.manifold_share(wide, real) < 0.5


def test_nearest_rows_are_those_of_plain_search():
    of, among = normal(1, 30, 5), normal(2, 70, 5)
    where, distances = evaluate.nearest_rows(of, among, chunk=16)
    plain = np.linalg.norm(of[:, None] - among[None], axis=2)
    assert (where == plain.argmin(1)).all()
    assert distances == pytest.approx(plain.min(1), abs=1e-5)


def test_copies_are_found_out():
    training, fresh = normal(1, 300, 8), normal(2, 50, 8)
    copies = training[:50] + normal(3, 50, 8, 0, 0.01)
    assert evaluate.copying(copies, fresh, training)[0] < 0.1
    assert 0.7 < evaluate.copying(normal(4, 50, 8), fresh, training)[0] < 1.4


def test_judges_a_model_and_shows_its_nearest_pictures(prepared, model_folder, large, tmp_path):
    words = ("--classifier", large, "--sheets", tmp_path, "--output", tmp_path / "out.json", "--count", 30)
    command("evaluate", prepared, model_folder, *words)
    result = json.loads((tmp_path / "out.json").read_text())
    figures = result["models"]["tiny"]
    # Random weights draw no faces: far off, outside the manifold, and nothing copied.
    assert figures["frechet"] > 3 * result["floor"]["frechet"]
    assert figures["precision"] < 0.5
    assert figures["nearest_in_pixels"] > 1
    assert (tmp_path / "nearest-tiny.png").exists()
