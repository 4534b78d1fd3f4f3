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
"""

import argparse
import sys
import time
from contextlib import nullcontext
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from training.dcgan import discriminator_layers, generator_layers, initialise
from training.diff_augment import diff_augment
from training.fake import fake_pictures
from training.fast_convolution import FastConvTranspose2d
from training.model_folder import ModelFolder
from training.network import build_network
from training.pictures import PictureSet, open_pictures, to_unit
from training.processes import Processes, join, leave, share_batch_norm
from training.progress import Progress
from training.records import Log, keep_records, write_weights
from training.streams import draw_samples

STATISTICS_LATENTS = 2048
DRY_STEPS = 4
DRAWN_FACES = 512

# What may differ between the two halves of an interrupted run: it changes rounding at most.
FREE_WORDS = {"run", "save_every", "threads", "device", "fast", "command"}


class Network(nn.Module):
    """`main` as a module that can be called, as DistributedDataParallel needs it."""

    def __init__(self, layers: list[dict], fast: bool) -> None:
        super().__init__()
        self.main = build_network(layers).main
        if fast:
            for position, module in enumerate(self.main):
                if isinstance(module, nn.ConvTranspose2d):
                    self.main[position] = FastConvTranspose2d(
                        module.in_channels, module.out_channels, module.kernel_size, module.stride, module.padding,
                        bias=module.bias is not None,
                    )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        # The end in float32: in bfloat16 a picture would have visible steps, which D could go by.
        return self.main[-1](self.main[:-1](x).float()) if isinstance(self.main[-1], nn.Tanh) else self.main(x)


class Pair(nn.Module):
    """D on a real and a generated batch, one after the other: one call, so one exchange of gradients."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, real: torch.Tensor, drawn: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.network(real).flatten(), self.network(drawn).flatten()


class Run:
    """A training run: networks, optimisers, pictures, and how a step goes."""

    def __init__(self, options: argparse.Namespace, data: PictureSet, processes: Processes) -> None:
        self.options, self.data, self.processes = options, data, processes
        _, self.size, _, self.channels = data.pictures.shape
        device = processes.device
        fast = device.type == "cpu" and options.fast
        self.layers = {
            "generator": generator_layers(self.size, self.channels, options.latent_dim, options.width, options.kernel),
            "discriminator": discriminator_layers(self.size, self.channels, options.width, options.kernel),
        }
        self.generator = Network(self.layers["generator"], fast)
        self.discriminator = Network(self.layers["discriminator"], fast)
        first_weights = torch.Generator().manual_seed(options.seed)
        for network in (self.generator, self.discriminator):
            initialise(network, first_weights)
        if options.start:
            self.start_from(ModelFolder(Path(options.start)))
        for network in (self.generator, self.discriminator):
            if processes.count > 1:
                share_batch_norm(network)
            network.to(device, memory_format=torch.channels_last)
        self.average = deepcopy(self.generator)
        self.draw, self.judge = self.generator, Pair(self.discriminator)
        if processes.count > 1:
            wrap = nn.parallel.DistributedDataParallel
            self.draw = wrap(self.draw, broadcast_buffers=False)
            self.judge = wrap(self.judge, broadcast_buffers=False)
        betas = (options.beta1, 0.999)
        self.optimiser_g = torch.optim.Adam(self.generator.parameters(), options.rate, betas)
        self.optimiser_d = torch.optim.Adam(self.discriminator.parameters(), options.rate_d or options.rate, betas)
        self.step = 0
        self.steps_per_epoch = len(data) // options.batch
        self.steps = DRY_STEPS if options.dry_run else options.epochs * self.steps_per_epoch

    def start_from(self, model: ModelFolder) -> None:
        """Takes the weights of a model folder as the first ones. Raises ValueError where layers or prior differ."""
        options = self.options
        if (model.config["prior"], model.config["latent_dim"]) != (options.prior, options.latent_dim):
            raise ValueError(
                f"{model.path}: its z is {model.config['latent_dim']} numbers of the {model.config['prior']} prior, "
                f"the run's is {options.latent_dim} of the {options.prior} one; pass --prior and --latent-dim alike"
            )
        for part, network in (("generator", self.generator), ("discriminator", self.discriminator)):
            if part not in model.config or model.config[part]["layers"] != self.layers[part]:
                raise ValueError(f"{model.path}: the {part} has other layers than this run's (--width, --kernel, size)")
            network.load_state_dict(getattr(model, part).state_dict())

    def precision(self):
        """Autocast to bfloat16 where it was asked for."""
        return torch.autocast(self.processes.device.type, torch.bfloat16) if self.options.bfloat16 else nullcontext()

    def take_batch(self) -> tuple[torch.Tensor, torch.Tensor, np.random.Generator]:
        """This process's real pictures and z of the step, and the stream for its further choices."""
        options = self.options
        epoch, position = divmod(self.step, self.steps_per_epoch)
        order = np.random.default_rng((options.seed, 1, epoch)).permutation(len(self.data))
        rows = order[position * options.batch : (position + 1) * options.batch]
        random = np.random.default_rng((options.seed, 2, self.step))
        # All choices are made for the whole batch, so that they do not depend on how it is shared out.
        flips = random.random(options.batch) < 0.5
        shape = (options.batch, options.latent_dim)
        z = random.standard_normal(shape) if options.prior == "normal" else random.uniform(-1, 1, shape)
        mine = self.processes.share_of(options.batch)
        pixels = self.data.pictures[rows[mine]]
        if options.flips:
            turned = flips[mine]
            pixels[turned] = pixels[turned, :, ::-1]
        real = self.to_device(to_unit(pixels))
        latents = torch.from_numpy(z[mine].astype(np.float32))[:, :, None, None].to(self.processes.device)
        return real, latents, random

    def to_device(self, values: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(values).to(self.processes.device, memory_format=torch.channels_last)

    def before_d(self, pictures: torch.Tensor, random: np.random.Generator, share_done: float) -> torch.Tensor:
        """Pictures as D sees them: instance noise that fades over the run, DiffAugment where asked for."""
        options, mine = self.options, self.processes.share_of(self.options.batch)
        if options.augment:
            numbers = torch.from_numpy(random.random((options.batch, 7))[mine].astype(np.float32))
            pictures = diff_augment(pictures, numbers.to(pictures.device))
        level = options.noise * (1 - share_done)
        if level > 0:
            shape = (options.batch, *pictures.shape[1:])
            pictures = pictures + level * self.to_device(random.standard_normal(shape, np.float32)[mine])
        return pictures

    def take_step(self) -> dict[str, float]:
        """One step of D and one of G; the losses and D's mean opinions. Raises FloatingPointError."""
        options = self.options
        share_done = self.step / self.steps
        fade = 1.0 if share_done < 0.6 or not options.decay else 1 - 0.95 * (share_done - 0.6) / 0.4
        for optimiser, rate in ((self.optimiser_g, options.rate), (self.optimiser_d, options.rate_d or options.rate)):
            for group in optimiser.param_groups:
                group["lr"] = rate * fade
        real, z, random = self.take_batch()
        with self.precision():
            drawn = self.draw(z)
            said_real, said_drawn = self.judge(
                self.before_d(real, random, share_done), self.before_d(drawn.float().detach(), random, share_done)
            )
        said_real, said_drawn = said_real.float(), said_drawn.float()
        loss_d = cross_entropy(said_real, torch.full_like(said_real, options.real_label))
        loss_d = loss_d + cross_entropy(said_drawn, torch.zeros_like(said_drawn))
        self.check_finite(loss_d, "D")
        self.optimiser_d.zero_grad(set_to_none=True)
        loss_d.backward()
        self.optimiser_d.step()

        self.discriminator.requires_grad_(False)
        with self.precision():
            said = self.discriminator(self.before_d(drawn.float(), random, share_done)).flatten().float()
        loss_g = cross_entropy(said, torch.ones_like(said))
        self.check_finite(loss_g, "G")
        self.optimiser_g.zero_grad(set_to_none=True)
        loss_g.backward()
        self.optimiser_g.step()
        self.discriminator.requires_grad_(True)
        self.step += 1
        self.follow()
        return {
            "loss_d": loss_d.item(), "loss_g": loss_g.item(),
            "d_real": torch.sigmoid(said_real).mean().item(), "d_generated": torch.sigmoid(said_drawn).mean().item(),
        }

    def check_finite(self, loss: torch.Tensor, name: str) -> None:
        """Raises FloatingPointError in every process when the loss of one is not finite."""
        worst = loss.detach().clone()
        if self.processes.count > 1:
            torch.distributed.all_reduce(worst)
        if not torch.isfinite(worst):
            raise FloatingPointError(f"step {self.step}: the loss of {name} is {loss.item()}")

    @torch.no_grad()
    def follow(self) -> None:
        """Moves the average of G a little towards G; shorter memory at the beginning of the run."""
        weight = 1 - min(self.options.average, (1 + self.step) / (10 + self.step))
        for kept, now in zip(self.average.parameters(), self.generator.parameters()):
            kept.lerp_(now, weight)

    def finished_average(self) -> Network:
        """The averaged G with batch-norm statistics of its own, over 2,048 latents: ready to be frozen.

        The statistics belong to no weights on the way but to these, so they are measured anew.
        """
        network = Network(self.layers["generator"], fast=False)
        network.load_state_dict(self.average.state_dict())
        z = draw_samples(self.options.prior, self.options.latent_dim, self.options.seed + 1, 0, STATISTICS_LATENTS)
        measure_statistics(network, [torch.from_numpy(part)[:, :, None, None] for part in np.split(z, 16)])
        return network

    def finished_discriminator(self, average: Network) -> Network:
        """D with statistics of half-and-half batches, as it will be used: on one picture at a time."""
        network = Network(self.layers["discriminator"], fast=False)
        network.load_state_dict(self.discriminator.state_dict())
        rows = np.random.default_rng((self.options.seed, 3)).permutation(len(self.data))[: STATISTICS_LATENTS // 2]
        z = draw_samples(self.options.prior, self.options.latent_dim, self.options.seed + 1, 0, STATISTICS_LATENTS // 2)
        batches = []
        with torch.no_grad():
            for real, latents in zip(np.array_split(np.sort(rows), 16), np.split(z, 16)):
                drawn = average(torch.from_numpy(latents)[:, :, None, None])
                batches.append(torch.cat([torch.from_numpy(to_unit(self.data.pictures[real])), drawn]))
        measure_statistics(network, batches)
        return network

    def words(self) -> dict:
        """The options that decide what is trained."""
        return {key: value for key, value in vars(self.options).items() if key not in FREE_WORDS and not callable(value)}

    def state(self) -> dict:
        """Everything that the rest of the run depends on."""
        return {
            "step": self.step,
            "words": self.words(),
            "generator": self.generator.state_dict(),
            "discriminator": self.discriminator.state_dict(),
            "average": self.average.state_dict(),
            "optimiser_g": self.optimiser_g.state_dict(),
            "optimiser_d": self.optimiser_d.state_dict(),
        }

    def resume(self, path: Path) -> None:
        """Goes on from a checkpoint. Raises ValueError where it is of a run with other words."""
        state = torch.load(path, map_location=self.processes.device)
        words = self.words()
        if state["words"] != words:
            other = {key: value for key, value in state["words"].items() if words.get(key) != value}
            raise ValueError(f"{path} is of a run with other words: {other}; repeat those, or choose another folder")
        for name in ("generator", "discriminator", "average", "optimiser_g", "optimiser_d"):
            getattr(self, name).load_state_dict(state[name])
        self.step = state["step"]


@torch.no_grad()
def measure_statistics(network: Network, batches: list[torch.Tensor]) -> None:
    """Sets batch norm's stored statistics to their mean over the batches, and ends training mode."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain mean over all batches
    network.train()
    for batch in batches:
        network(batch)
    network.eval()


def check(options: argparse.Namespace, data: PictureSet, count: int) -> None:
    """Raises ValueError with what does not go together."""
    size = data.pictures.shape[1]
    if size not in (32, 64, 128):
        raise ValueError(f"pictures of {size} pixels: expected 32, 64 or 128; prepare them with --size")
    if options.batch % count != 0:
        raise ValueError(f"a batch of {options.batch} cannot be shared out to {count} processes")
    if len(data) < options.batch:
        raise ValueError(f"{len(data)} pictures are fewer than a batch of {options.batch}")


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
    try:
        while run.step < run.steps:
            start = time.monotonic()
            figures = run.take_step()
            if log is None or progress is None:
                continue
            note = f"D {figures['loss_d']:.3f}, G {figures['loss_g']:.3f}"
            progress.advance(options.batch, note)
            if run.step % options.log_every == 0:
                log.add(run, figures, time.monotonic() - start)
            keep_records(run, checkpoint)
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
    add("--augment", action="store_true", help="DiffAugment (Zhao 2020), for sets of a few thousand pictures")
    add("--snapshots", type=int, nargs="*", default=[1, 5], help="epochs whose G is kept: the paper's samples after one and five")
    add("--bfloat16", action=flag, default=False, help="networks in bfloat16, where the hardware has it")
    add("--fast", action=flag, default=torch.__version__.startswith("1."),
        help="on a CPU, transposed convolutions as gradients of convolutions: 1.5 times as fast in PyTorch 1, which has a slow path there")
    add("--device", choices=("auto", "cpu", "cuda"), default="auto", help="where it computes (%(default)s)")
    add("--threads", type=int, default=0, help="processor threads of a process; 0 takes PyTorch's choice")
    add("--log-every", type=int, default=20, help="steps between lines of log.csv (%(default)s)")
    add("--save-every", type=int, default=500, help="steps between checkpoints (%(default)s)")
