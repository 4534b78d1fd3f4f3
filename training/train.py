"""`train`: a DCGAN as in the paper and its authors' code, with what practice added as options.

The paper (section 4): pictures in −1 … 1, Adam 0.0002 with β1 0.5, batches of 128, weights from
N(0, 0.02), batch norm in G and D but for G's end and D's beginning, z from U(−1, 1). The loss is the
non-saturating one of Goodfellow et al. 2014. Real and generated batches pass through D apart, each
with its own statistics.

The run's folder holds `log.csv`, `sheets/` (samples of one fixed seed after each epoch),
`checkpoint.pt`, and `weights/`, which `export` makes a model folder of. Start a run again with the
same words and it goes on: every random choice comes from (seed, step), so the result is the same as
without the interruption. When a number is not finite the run stops, and the checkpoint is the last
good state.

Several processes: `torchrun --nproc-per-node 2 -m training train …`, on several machines with
torchrun's own options. The batch is the whole one and is shared out; gradients and the statistics of
batch norm are of the whole batch, so two processes do what one with the same batch does.

On a CUDA device the pictures lie there, a step is recorded as a graph and replayed, and noise is drawn
there: the same words on a processor are a run with other noise.
"""

import argparse
import sys
import time
from pathlib import Path

import torch

from training.devices import add_device_argument
from training.fake import fake_pictures
from training.gan_run import DRY_STEPS, Run
from training.pictures import PictureSet, open_pictures
from training.processes import join, leave
from training.progress import Progress
from training.records import Log, are_records_due, keep_records, write_weights

DRAWN_FACES = 512


def check(options: argparse.Namespace, data: PictureSet, count: int) -> None:
    """Raises ValueError with what does not go together."""
    size = data.pictures.shape[1]
    if size not in (32, 64, 128):
        raise ValueError(f"pictures of {size} pixels: expected 32, 64 or 128; prepare them with --size")
    if options.batch % count != 0:
        raise ValueError(f"a batch of {options.batch} cannot be shared out to {count} processes")
    if len(data) < options.batch:
        raise ValueError(f"{len(data)} pictures are fewer than a batch of {options.batch}")
    if options.gradient_penalty and count > 1:
        raise ValueError("--gradient-penalty needs the gradient of D's input, which several processes do not exchange")


def run(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads or torch.get_num_threads())
    processes = join(options.device)
    try:
        data = fake_pictures(DRAWN_FACES, 64, 7) if options.data == "fake" else open_pictures(Path(options.data))
        check(options, data, processes.count)
        train(Run(options, data, processes))
    finally:
        leave(processes)


def train(run: Run) -> None:
    """Takes the steps that are left; the first process keeps the records."""
    options, is_first = run.options, run.processes.is_first
    folder = Path(options.run)
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        run.resume(checkpoint)
        if is_first:
            print(f"goes on from step {run.step} of {run.steps}", file=sys.stderr)
    log = Log(folder / "log.csv", run.step) if is_first else None
    progress = Progress("train", run.steps * options.batch, run.step * options.batch) if is_first else None
    # A processor has computed a step when it is taken; a device is ahead of what is read.
    read_every = 1 if run.processes.device.type == "cpu" else options.log_every
    clock, timed = time.monotonic(), 0
    note = ""
    try:
        while run.step < run.steps:
            figures = run.take_step()
            timed += 1
            is_logged, is_kept = run.step % options.log_every == 0, are_records_due(run)
            if run.step % read_every == 0 or is_kept:
                named = run.read_figures(figures)
                note = f"D {named['loss_d']:.3f}, G {named['loss_g']:.3f}"
                if log is not None and is_logged:
                    log.add(run, named, (time.monotonic() - clock) / timed)
            if progress is not None:
                progress.advance(options.batch, note)
                keep_records(run, checkpoint)
            if is_logged or is_kept:
                clock, timed = time.monotonic(), 0
    except FloatingPointError as problem:
        raise FloatingPointError(f"{problem}; the last good state is in {checkpoint}") from problem
    finally:
        if log is not None:
            log.close()
    if is_first:
        write_weights(run, "generator.safetensors")
        print(f"{folder / 'weights'}: {run.step} steps, {run.step / run.steps_per_epoch:.1f} epochs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    flag = argparse.BooleanOptionalAction
    add = parser.add_argument
    add("data", help="folder written by prepare, or `fake` for drawn faces")
    add("run", help="folder of the run")
    add("--dry-run", action="store_true", help=f"{DRY_STEPS} steps that touch everything, to see that it works")
    add("--epochs", type=int, default=25, help="passes over the pictures (%(default)s)")
    add("--batch", type=int, default=64, help="pictures a step, all processes together; the paper has 128 (%(default)s)")
    add("--seed", type=int, default=1, help="names every random choice (%(default)s)")
    add("--start", help="model folder with G and D whose weights are the first ones, to train it further (its Adam averages are not kept)")
    add("--prior", choices=("normal", "uniform"), default="normal", help="of z; the paper has uniform (%(default)s)")
    add("--latent-dim", type=int, default=100, help="length of z (%(default)s)")
    add("--width", type=int, default=64, help="channels at half the picture's side; doubled at each halving (%(default)s)")
    add("--kernel", type=int, choices=(4, 6), default=4,
        help="even: the paper's 5 needs padding on one side only, which the page's layers do not have (%(default)s)")
    add("--rate", type=float, default=2e-4, help="Adam's learning rate; 0.001 was too high (%(default)s)")
    add("--rate-d", type=float, default=0, help="another rate for D: below G's where D wins too easily")
    add("--beta1", type=float, default=0.5, help="Adam's beta 1; 0.9 made the losses swing (%(default)s)")
    add("--decay", action=flag, default=True, help="rates fall to 5 %% over the last 40 %% of the run: G settles")
    add("--average", type=float, default=0.999, help="memory of the moving average of G that is kept: steadier faces; 0 is G itself")
    add("--real-label", type=float, default=0.9, help="below 1 D stays less sure of itself (one-sided smoothing, Salimans 2016)")
    add("--noise", type=float, default=0.05, help="noise on what D sees, fading to 0: the two distributions overlap at first")
    add("--flips", action=flag, default=True, help="mirror half of the real pictures: twice the pictures")
    add("--gradient-penalty", type=float, default=0,
        help="half of this times the squared gradient of D at real pictures is added to its loss (R1, Mescheder 2018): "
        "long runs stay near an equilibrium, and G keeps to many kinds of pictures; 0 is none")
    add("--augment", action="store_true", help="DiffAugment (Zhao 2020), for sets of a few thousand pictures")
    add("--snapshots", type=int, nargs="*", default=[1, 5], help="epochs whose G is kept: the paper's samples after one and five")
    add("--bfloat16", action=flag, default=False, help="networks in bfloat16, where the hardware has it")
    add("--fast", action=flag, default=torch.__version__.startswith("1."),
        help="on a CPU, transposed convolutions as gradients of convolutions: 1.5 times as fast in PyTorch 1, which has a slow path there")
    add("--graph", action=flag, default=not torch.__version__.startswith("1."),
        help="on one CUDA device, record a step once and replay it: its small networks do not wait for orders then")
    add_device_argument(parser)
    add("--threads", type=int, default=0, help="processor threads of a process; 0 takes PyTorch's choice")
    add("--log-every", type=int, default=20, help="steps between lines of log.csv (%(default)s)")
    add("--save-every", type=int, default=500, help="steps between checkpoints; one more is written at the end (%(default)s)")
    add("--sheet-every", type=int, default=1, help="epochs between sheets of samples (%(default)s)")
