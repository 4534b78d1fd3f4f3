"""What a training run leaves behind: its log, sheets of samples, snapshots, weights, checkpoints."""

import csv
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from training.safetensors_io import write_safetensors
from training.sheet import write_sheet
from training.streams import draw_samples

if TYPE_CHECKING:
    from training.gan_run import Run

SHEET_SEED = 2014
SHEET_SAMPLES = 64


def float16_weights(network: nn.Module) -> dict[str, np.ndarray]:
    """Tensors by PyTorch name, as they are stored."""
    return {
        name: value.detach().float().cpu().numpy().astype(np.float16)
        for name, value in network.state_dict().items()
        if not name.endswith("num_batches_tracked")
    }


def write_weights(run: "Run", generator_file: str) -> None:
    """Writes G's average under the given name, D, and the description that `export` reads."""
    folder = Path(run.options.run) / "weights"
    folder.mkdir(parents=True, exist_ok=True)
    average = run.finished_average()
    write_safetensors(folder / generator_file, float16_weights(average))
    write_safetensors(folder / "discriminator.safetensors", float16_weights(run.finished_discriminator(average)))
    options = run.options
    # Folders by their names alone: where they lie is nobody's business who gets the model.
    folders = {key: Path(path).name for key in ("data", "start") if (path := getattr(options, key)) is not None}
    config = {
        "prior": options.prior, "latent_dim": options.latent_dim, "image_size": run.size, "channels": run.channels,
        **run.layers,
        "training": {
            "images": len(run.data), "steps": run.step, "batch": options.batch,
            "epochs": round(run.step / run.steps_per_epoch, 2), "seed": options.seed,
            "recipe": {**run.words(), **folders},
        },
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


@torch.no_grad()
def write_samples(run: "Run", name: str) -> None:
    """The sheet of the fixed samples, drawn by the average as it would be stored."""
    z = draw_samples(run.options.prior, run.options.latent_dim, SHEET_SEED, 0, SHEET_SAMPLES)
    images = run.finished_average()(torch.from_numpy(z)[:, :, None, None].to(run.processes.device)).cpu().numpy()
    folder = Path(run.options.run) / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    write_sheet(folder / name, images, 8)


def save_checkpoint(run: "Run", path: Path) -> None:
    """Replaces the checkpoint in one move, so that a half-written one is never found."""
    torch.save(run.state(), path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


class Log:
    """`log.csv`, a line each so many steps; lines after the checkpoint are cut off on resuming."""

    COLUMNS = ("step", "epoch", "loss_d", "loss_g", "d_real", "d_generated", "images_per_second")

    def __init__(self, path: Path, step: int) -> None:
        rows = []
        if path.exists():
            with path.open(newline="") as file:
                rows = [row for row in csv.reader(file) if row and row[0].isdigit() and int(row[0]) <= step]
        self._file = path.open("w", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(self.COLUMNS)
        self._writer.writerows(rows)

    def add(self, run: "Run", figures: dict[str, float], seconds: float) -> None:
        row = [f"{figures[key]:.6f}" for key in ("loss_d", "loss_g", "d_real", "d_generated")]
        epoch = f"{run.step / run.steps_per_epoch:.3f}"
        self._writer.writerow([run.step, epoch, *row, f"{run.options.batch / seconds:.1f}"])
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def are_records_due(run: "Run") -> bool:
    """Whether something is written after this step."""
    return _is_sheet_due(run) or _is_snapshot_due(run) or _is_checkpoint_due(run)


def keep_records(run: "Run", checkpoint: Path) -> None:
    """Sheets, snapshots and checkpoints that are due after this step."""
    epoch = math.ceil(run.step / run.steps_per_epoch)
    if _is_sheet_due(run):
        write_samples(run, f"epoch-{epoch:03d}.png")
    if _is_snapshot_due(run):
        write_weights(run, f"generator-epoch{epoch}.safetensors")
    if _is_checkpoint_due(run):
        save_checkpoint(run, checkpoint)


def _is_sheet_due(run: "Run") -> bool:
    epoch, rest = divmod(run.step, run.steps_per_epoch)
    return run.step == run.steps or (rest == 0 and epoch % run.options.sheet_every == 0)


def _is_snapshot_due(run: "Run") -> bool:
    epoch, rest = divmod(run.step, run.steps_per_epoch)
    return rest == 0 and epoch in run.options.snapshots


def _is_checkpoint_due(run: "Run") -> bool:
    return run.step % run.options.save_every == 0 or run.step == run.steps
