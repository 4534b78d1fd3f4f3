"""Short training runs, and what they leave behind."""

import csv
from pathlib import Path

import numpy as np
import pytest

from training import train
from training.safetensors_io import read_safetensors
from training.tests.conftest import command

SMALL = ("--width", 4, "--latent-dim", 8, "--batch", 40, "--threads", 1, "--log-every", 1)


def weights(run: Path, name: str = "generator") -> dict[str, np.ndarray]:
    return read_safetensors(run / "weights" / f"{name}.safetensors")


def log(run: Path) -> list[dict[str, str]]:
    with (run / "log.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def without_speed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{key: value for key, value in row.items() if key != "images_per_second"} for row in rows]


def interrupt(monkeypatch, steps: int, *words: object) -> None:
    """Runs a command of `train` that is stopped after so many steps."""

    class Stop(Exception):
        pass

    taken = train.Run.take_step

    def take_step(self):
        if self.step == steps:
            raise Stop
        return taken(self)

    monkeypatch.setattr(train.Run, "take_step", take_step)
    with pytest.raises(Stop):
        command(*words)
    monkeypatch.undo()
