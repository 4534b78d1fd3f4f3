"""Training on a CUDA device; collected where PyTorch finds one."""

import numpy as np
import pytest

from training.tests.conftest import PICTURES, command
from training.tests.runs import SMALL, interrupt, log, weights


@pytest.mark.parametrize("penalty", [0, 0.5])
def test_replayed_steps_learn_what_ordinary_ones_do(prepared, tmp_path, penalty):
    words = ("--epochs", 4, "--augment", "--gradient-penalty", penalty, "--device", "cuda", *SMALL)
    for name, graph in (("graph", "--graph"), ("plain", "--no-graph")):
        command("train", prepared, tmp_path / name, *words, graph)
    logs = [log(tmp_path / name) for name in ("graph", "plain")]
    assert len(logs[0]) == len(logs[1]) == 4 * (PICTURES // 40)
    # Sums are taken in another order, and a GAN enlarges that step by step.
    for mine, theirs in zip(*logs):
        assert abs(float(mine["loss_d"]) - float(theirs["loss_d"])) < 0.05, (mine, theirs)
        assert abs(float(mine["loss_g"]) - float(theirs["loss_g"])) < 0.05, (mine, theirs)


def test_a_run_on_a_device_goes_on_where_it_stopped(prepared, tmp_path, monkeypatch):
    words = ("train", prepared, tmp_path, "--epochs", 3, "--device", "cuda", "--save-every", 6, *SMALL)
    interrupt(monkeypatch, 12, *words)
    command(*words)
    assert [int(row["step"]) for row in log(tmp_path)] == list(range(1, 19))
    assert all(np.isfinite(values).all() for values in weights(tmp_path).values())
