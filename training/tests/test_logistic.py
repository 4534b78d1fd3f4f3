"""Logistic regression finds the optimum that it promises, or says that there is none."""

import json
from pathlib import Path

import numpy as np
import pytest

from training.logistic import balanced_weights, fit_logistic


# Optima by scikit-learn, which the page's twin of this is tested with as well.
FIXTURE = Path(__file__).resolve().parents[2] / "src/maths/fixtures/logistic.json"


@pytest.mark.parametrize("case", json.loads(FIXTURE.read_text())["cases"], ids=lambda case: case["name"])
def test_scikit_learn_finds_the_same_optimum(case):
    x, there = np.array(case["x"]).reshape(case["n"], case["d"]), np.array(case["y"])
    weights = np.ones(case["n"]) if case["weights"] is None else np.array(case["weights"])
    if case["balanced"]:
        weights = weights * balanced_weights(there)
    fit = fit_logistic(x, there, weights, case["lambda"])
    assert fit.weights == pytest.approx(case["w"], abs=1e-6, rel=1e-6)
    assert fit.bias == pytest.approx(case["b"], abs=1e-6, rel=1e-6)


def problem(seed: int, n: int = 300, d: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.normal(0, 1, (n, d))
    there = random.random(n) < 1 / (1 + np.exp(-(x @ random.normal(0, 1, d) - 1.5)))
    return x, there, random.uniform(0.2, 3, n)


def objective(x, there, weights, penalty, w, b):
    """J as the docstring of `logistic.py` states it, written out once more."""
    t = np.where(there, 1, -1)
    return (weights * np.log1p(np.exp(-t * (x @ w + b)))).sum() / weights.sum() + penalty / 2 * (w**2).sum()


@pytest.mark.parametrize("penalty", [0.0, 0.001, 1.0])
def test_every_small_step_from_the_optimum_goes_up(penalty):
    x, there, weights = problem(3)
    fit = fit_logistic(x, there, weights, penalty)
    least = objective(x, there, weights, penalty, fit.weights, fit.bias)
    for j in range(x.shape[1] + 1):
        for step in (-1e-3, 1e-3):
            w, b = fit.weights.copy(), fit.bias
            if j < len(w):
                w[j] += step
            else:
                b += step
            assert objective(x, there, weights, penalty, w, b) > least
    assert fit.gradient <= 1e-9


def test_a_weight_of_two_is_the_sample_twice():
    x, there, _ = problem(4)
    twice = np.arange(len(x)) % 3 == 0
    weighted = fit_logistic(x, there, np.where(twice, 2.0, 1.0), 0.01)
    x2, there2 = np.concatenate([x, x[twice]]), np.concatenate([there, there[twice]])
    repeated = fit_logistic(x2, there2, np.ones(len(x2)), 0.01)
    assert weighted.weights == pytest.approx(repeated.weights, abs=1e-7)
    assert weighted.bias == pytest.approx(repeated.bias, abs=1e-7)


def test_separable_classes_need_a_penalty():
    x = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    there = np.array([0, 0, 1, 1])
    assert fit_logistic(x, there, np.ones(4), 0.1).weights[0] > 0
    # Without a penalty the loss falls for ever: the gradient dies away, and w is whatever it was then.
    with pytest.raises(ArithmeticError):
        fit_logistic(x, there, np.ones(4), 0, tolerance=0)


def test_balanced_weights_give_each_class_half():
    weights = balanced_weights(np.array([1, 0, 0, 0, 0]))
    assert weights.sum() == pytest.approx(5)
    assert weights[0] == pytest.approx(2.5)
    with pytest.raises(ValueError, match="both classes"):
        balanced_weights(np.ones(3))
