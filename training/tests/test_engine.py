"""A trained and exported model draws in the page's engine what it draws in PyTorch."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from training.tests.conftest import command, export

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules").exists(), reason="Node and the packages of the page"
)
@pytest.mark.parametrize("words", [("--kernel", 4, "--width", 8), ("--kernel", 6, "--width", 4, "--prior", "uniform")])
def test_the_engine_draws_what_was_trained(words, tmp_path):
    command("train", "fake", tmp_path / "run", "--dry-run", "--latent-dim", 8, "--batch", 16, "--threads", 1, *words)
    export(tmp_path / "run" / "weights", tmp_path / "model")
    check = ["node", "tools/checkModelFolder.mjs", str(tmp_path / "model")]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["id"] == "tiny"
    assert found["kernelFailure"] is None
    assert found["selfTestError"] < 2e-5
    assert found["logitError"] < 1e-4
