"""Small things the tests share: drawn faces, a prepared set, a model folder with random weights."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from training.__main__ import main
from training.fake import ATTRIBUTES, fake_pictures
from training.fixtures import random_weights
from training.safetensors_io import write_safetensors

PICTURES = 240

# A test that cannot run is not a test: those of a device exist where there is one.
collect_ignore = [] if torch.cuda.is_available() else ["test_cuda.py"]


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def command(*words: object) -> None:
    """Runs a command of the program; a status other than 0 fails the test."""
    assert main([str(word) for word in words]) == 0


@pytest.fixture(scope="session")
def picture_folder(tmp_path_factory) -> Path:
    """Drawn faces of 32 pixels as PNG, with attributes.csv."""
    folder = tmp_path_factory.mktemp("pictures")
    faces = fake_pictures(PICTURES, 32, 5)
    for name, pixels in zip(faces.names, faces.pictures):
        Image.fromarray(pixels).save(folder / name)
    rows = [(name, *values) for name, values in zip(faces.names, faces.labels.tolist())]
    with (folder / "attributes.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("file", *ATTRIBUTES), *rows])
    return folder


@pytest.fixture(scope="session")
def prepared(picture_folder, tmp_path_factory) -> Path:
    """The faces as `prepare` writes them."""
    folder = tmp_path_factory.mktemp("prepared")
    command("prepare", picture_folder, folder, "--size", 32)
    return folder


def layer(index: int, kind: str, n_in: int, out: int, kernel: int, stride: int, padding: int) -> dict:
    return {
        "index": index, "kind": kind, "in": n_in, "out": out, "kernel": kernel, "stride": stride, "padding": padding,
    }


@pytest.fixture(scope="session")
def weights_folder(tmp_path_factory) -> Path:
    """Random weights of a G and a D for 32 pixels, as `export` takes them."""
    folder = tmp_path_factory.mktemp("weights")
    generator = [
        layer(0, "conv_transpose", 8, 12, 4, 1, 0),
        {"index": 1, "kind": "batch_norm", "channels": 12, "epsilon": 1e-5},
        {"index": 2, "kind": "relu"},
        layer(3, "conv_transpose", 12, 8, 4, 4, 0),
        {"index": 4, "kind": "relu"},
        layer(5, "conv_transpose", 8, 3, 4, 2, 1),
        {"index": 6, "kind": "tanh"},
    ]
    discriminator = [
        layer(0, "conv", 3, 6, 4, 4, 0),
        {"index": 1, "kind": "leaky_relu", "slope": 0.2},
        layer(2, "conv", 6, 1, 8, 1, 0),
    ]
    config = {
        "prior": "normal", "latent_dim": 8, "image_size": 32, "channels": 3,
        "generator": generator, "discriminator": discriminator, "training": {"steps": 0},
    }
    (folder / "config.json").write_text(json.dumps(config))
    for seed, (name, layers) in enumerate((("generator", generator), ("discriminator", discriminator))):
        write_safetensors(folder / f"{name}.safetensors", random_weights(layers, np.float16, seed))
    return folder


@pytest.fixture(scope="session")
def large(prepared, tmp_path_factory) -> Path:
    """A large classifier, trained for a moment."""
    path = tmp_path_factory.mktemp("classifier") / "large.safetensors"
    command("classify", prepared, path, "--epochs", 3, "--batch", 32, "--threads", 1)
    return path


def export(weights: Path, output: Path, *words: object) -> None:
    """The folder of a model called tiny."""
    command(
        "export", weights, output, "--discriminator", "discriminator.safetensors", "--id", "tiny",
        "--title", "Tiny", "--licence", "MIT", "--data", "none", *words,
    )


@pytest.fixture(scope="session")
def model_folder(weights_folder, tmp_path_factory) -> Path:
    """The model folder of the random weights, with nothing known about it."""
    folder = tmp_path_factory.mktemp("model")
    export(weights_folder, folder)
    return folder
