"""Accuracy, balanced accuracy and AUC, against counting by hand."""

import numpy as np
import pytest

from training.metrics import judge, rank_auc


def test_auc_counts_pairs():
    random = np.random.default_rng(1)
    scores = random.integers(0, 6, 60).astype(float)
    truth = random.random(60) < 0.4
    pairs = [(p > n) + 0.5 * (p == n) for p in scores[truth] for n in scores[~truth]]
    assert rank_auc(scores, truth) == pytest.approx(np.mean(pairs))


def test_balanced_accuracy_is_not_fooled_by_a_rare_class():
    truth = np.array([1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    figures = judge(np.full(10, -1.0), truth)
    assert figures["accuracy"] == pytest.approx(0.9)
    assert figures["balanced_accuracy"] == pytest.approx(0.5)
    assert figures["auc"] == pytest.approx(0.5)


def test_what_is_not_defined_is_absent():
    figures = judge(np.array([1.0, -1.0]), np.array([1, 1]))
    assert figures == {"accuracy": 0.5, "balanced_accuracy": None, "auc": None}
