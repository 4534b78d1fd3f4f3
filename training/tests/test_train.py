"""Training: the same words give the same weights, however the run was interrupted or shared out."""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from training import export as exporting
from training import train
from training.__main__ import main
from training.dcgan import discriminator_layers, generator_layers
from training.diff_augment import diff_augment
from training.gan_step import Chance
from training.network import build_network, load_network
from training.pictures import open_pictures, to_unit
from training.tests.conftest import PICTURES, command, export
from training.tests.runs import SMALL, interrupt, log, weights, without_speed

ROOT = Path(__file__).resolve().parents[2]


def test_a_dry_run_on_drawn_faces_leaves_everything_behind(tmp_path):
    command("train", "fake", tmp_path / "run", "--dry-run", *SMALL)
    run = tmp_path / "run"
    assert len(log(run)) == train.DRY_STEPS
    assert Image.open(run / "sheets" / "epoch-001.png").size == (512, 512)
    assert (run / "checkpoint.pt").exists()
    export(run / "weights", tmp_path / "model")
    config = json.loads((tmp_path / "model" / "config.json").read_text())
    assert config["image_size"] == 64 and config["training"]["steps"] == train.DRY_STEPS
    assert config["subject"] == "sample"


def test_export_and_page_have_words_for_the_same_subjects():
    source = (ROOT / "src/model/config.ts").read_text()
    listed = re.search(r"export const subjects = \[([^]]*)\]", source)
    assert listed and tuple(re.findall(r"'(\w+)'", listed[1])) == exporting.SUBJECTS


@pytest.fixture(scope="module")
def whole(prepared, tmp_path_factory) -> Path:
    """Three epochs without an interruption, with everything that draws random numbers switched on."""
    run = tmp_path_factory.mktemp("whole")
    command("train", prepared, run, "--epochs", 3, "--snapshots", 1, "--augment", *SMALL)
    return run


def test_the_recipe_names_the_folder_and_not_where_it_lies(whole, prepared):
    recipe = json.loads((whole / "weights" / "config.json").read_text())["training"]["recipe"]
    assert recipe["data"] == prepared.name and recipe["start"] is None and recipe["epochs"] == 3


def test_keeps_snapshots_and_a_sheet_of_each_epoch(whole):
    assert sorted(p.name for p in (whole / "sheets").iterdir()) == [f"epoch-{i:03d}.png" for i in (1, 2, 3)]
    first, last = weights(whole, "generator-epoch1"), weights(whole)
    assert any((first[name] != last[name]).any() for name in last)
    assert all(np.isfinite(values).all() for values in last.values())


def test_resuming_gives_the_run_that_was_not_interrupted(whole, prepared, tmp_path, monkeypatch):
    words = ("train", prepared, tmp_path, "--epochs", 3, "--snapshots", 1, "--augment", "--save-every", 4, *SMALL)
    interrupt(monkeypatch, 10, *words)
    assert len(log(tmp_path)) == 10
    command(*words)
    for name in ("generator", "discriminator", "generator-epoch1"):
        mine, theirs = weights(tmp_path, name), weights(whole, name)
        assert all((mine[key] == theirs[key]).all() for key in theirs)
    assert without_speed(log(tmp_path)) == without_speed(log(whole))


def test_a_number_that_is_not_finite_stops_it_with_the_last_good_state(prepared, tmp_path, monkeypatch, capsys):
    drawn = Chance.draw

    def draw(self, step, share_done):
        choices = drawn(self, step, share_done)
        return choices._replace(real=choices.real * float("nan")) if step == 3 else choices

    monkeypatch.setattr(Chance, "draw", draw)
    words = ["train", prepared, tmp_path, "--epochs", 1, "--save-every", 1, *SMALL]
    assert main([str(word) for word in words]) == 1
    assert "step 3: the loss of D is nan; the last good state" in capsys.readouterr().err
    state = torch.load(tmp_path / "checkpoint.pt")
    assert state["step"] == 3
    assert all(torch.isfinite(value).all() for value in state["generator"].values())


def test_the_gradient_penalty_keeps_d_flat_at_real_pictures(prepared, tmp_path):
    words = ("train", prepared, "--epochs", 4, "--noise", 0, "--rate", 2e-3, *SMALL)
    slopes = []
    for penalty in (0, 10):
        run = tmp_path / f"penalty-{penalty}"
        command(*words[:2], run, *words[2:], "--gradient-penalty", penalty)
        layers = json.loads((run / "weights" / "config.json").read_text())["discriminator"]
        network = load_network(layers, weights(run, "discriminator"))
        pictures = torch.from_numpy(to_unit(open_pictures(prepared).pictures[:40])).requires_grad_()
        (slope,) = torch.autograd.grad(network.main(pictures).sum(), pictures)
        slopes.append(float(slope.square().sum((1, 2, 3)).mean()))
    assert slopes[1] < slopes[0] / 2, slopes


def test_a_device_that_is_missing_is_refused(prepared, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert main(["train", str(prepared), str(tmp_path), "--device", "cuda", *map(str, SMALL)]) == 1
    assert "PyTorch finds no CUDA device" in capsys.readouterr().err


def test_several_processes_take_no_gradient_penalty(prepared):
    data = open_pictures(prepared)
    options = argparse.Namespace(batch=40, gradient_penalty=1.0)
    with pytest.raises(ValueError, match="gradient of D's input"):
        train.check(options, data, 2)


def test_other_words_are_refused(whole, prepared, capsys):
    words = ["train", prepared, whole, "--epochs", 4, "--snapshots", 1, "--augment", *SMALL]
    assert main([str(word) for word in words]) == 1
    assert "other words: {'epochs': 3}" in capsys.readouterr().err


def test_a_run_that_starts_from_a_model_begins_with_its_weights(whole, prepared, tmp_path, capsys):
    model = tmp_path / "model"
    export(whole / "weights", model)
    # Rates of almost nothing: what comes out is what went in.
    words = ("train", prepared, tmp_path / "run", "--start", model, "--epochs", 1, "--rate", 1e-12, "--average", 0)
    command(*words, *SMALL)
    for name in ("generator", "discriminator"):
        mine, theirs = weights(tmp_path / "run", name), weights(whole, name)
        learnt = [key for key in theirs if "running" not in key]
        assert all(np.allclose(mine[key], theirs[key], rtol=1e-3, atol=1e-6) for key in learnt)
    other = ["train", prepared, tmp_path / "other", "--start", model, *SMALL, "--width", 8]
    assert main([str(word) for word in other]) == 1
    assert "the generator has other layers than this run's" in capsys.readouterr().err


def torchrun(processes: int, prepared: Path, run: Path) -> None:
    """An epoch under torchrun."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["train", prepared, run, "--epochs", 1, "--average", 0, *SMALL]
    # PyTorch 1.13 under Python 3.11 cannot read its own defaults of --redirects and --tee.
    output = ["--redirects", 1, "--tee", 1, "--log_dir", run.parent / "output"]
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", processes, "--master_port", port, *output]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [str(word) for word in (*launch, "-m", "training", *words)],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )
    assert done.returncode == 0, done.stderr


def test_two_processes_do_what_one_does_with_the_whole_batch(prepared, tmp_path):
    torchrun(2, prepared, tmp_path / "two")
    command("train", prepared, tmp_path / "one", "--epochs", 1, "--average", 0, *SMALL)
    assert len(log(tmp_path / "two")) == PICTURES // 40
    # The first process logs its own half's losses; what is learnt is of the whole.
    one, two = (torch.load(tmp_path / name / "checkpoint.pt") for name in ("one", "two"))
    for network in ("generator", "discriminator"):
        for name, value in one[network].items():
            assert torch.allclose(value.float(), two[network][name].float(), rtol=1e-5, atol=1e-6), name


@pytest.mark.parametrize("size", [32, 64, 128])
@pytest.mark.parametrize("kernel", [4, 6])
def test_the_networks_fit_their_pictures(size, kernel):
    generator = build_network(generator_layers(size, 3, 10, 8, kernel)).main
    discriminator = build_network(discriminator_layers(size, 3, 8, kernel)).main
    pictures = generator(torch.randn(2, 10, 1, 1))
    assert pictures.shape == (2, 3, size, size)
    assert discriminator(pictures).shape == (2, 1, 1, 1)


def test_the_default_networks_are_those_of_the_shipped_model():
    config = json.loads((ROOT / "public/models/faces/config.json").read_text())
    mine = {"generator": generator_layers(64, 3, 100, 64, 4), "discriminator": discriminator_layers(64, 3, 64, 4)}
    assert all(config[part]["layers"] == layers for part, layers in mine.items())


def test_diff_augment_moves_light_and_learns_through():
    x = torch.rand(4, 3, 16, 16, requires_grad=True)
    still = torch.tensor([[0.5, 0.5, 0.5, 0.5, 0.5, 0.0, 0.0]]).repeat(4, 1)
    same = diff_augment(x, still)
    # Nothing changes but the cut-out, which at (0, 0) covers the upper left quarter's inner quarter.
    assert torch.allclose(same[:, :, 4:, 4:], x[:, :, 4:, 4:], atol=1e-6)
    assert (same[:, :, :4, :4] == 0).all()
    moved = still.clone()
    moved[:, 3] = 0.99
    assert torch.allclose(diff_augment(x, moved)[:, :, 8:, 8:], x[:, :, 6:-2, 8:], atol=1e-6)
    same.sum().backward()
    assert torch.isfinite(x.grad).all() and x.grad.abs().sum() > 0
