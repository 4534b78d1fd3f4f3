"""One step of a run: what chance decides in it, and what the networks then learn from that.

The two halves are apart so that the second, which only computes on the device, can be recorded once
as a CUDA graph and replayed: these networks are so small that a GPU waits for its next order
otherwise.
"""

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from training.diff_augment import diff_augment
from training.gan_networks import Network, Pair
from training.pictures import PictureSet, to_unit
from training.processes import Processes

WARM_UP = 3
# D looks three times in a step: at real pictures, at generated ones, and at these again for G.
LOOKS = 3
FIGURES = ("loss_d", "loss_g", "d_real", "d_generated")


class Choices(NamedTuple):
    """What one step computes with: n pictures of this process, all on the device.

    `real` [n, c, h, w] in −1 … 1, `latents` [n, latent_dim, 1, 1]; for each look of D `numbers` [n, 7]
    of DiffAugment and `noise` [n, c, h, w] at its level (both empty where the run has none); `pull`
    [], how far the average of G moves towards G.
    """

    real: torch.Tensor
    latents: torch.Tensor
    numbers: tuple[torch.Tensor, ...]
    noise: tuple[torch.Tensor, ...]
    pull: torch.Tensor

    def tensors(self) -> list[torch.Tensor]:
        """All tensors, in one order."""
        return [self.real, self.latents, *self.numbers, *self.noise, self.pull]


class Chance:
    """Draws the choices of a step from (seed, step) alone: the same after an interruption.

    Noise is drawn on the device, all else on the processor, where it is the same for every device.
    """

    def __init__(self, options: argparse.Namespace, data: PictureSet, processes: Processes) -> None:
        self.options, self.data, self.processes = options, data, processes
        self.device = processes.device
        self.steps_per_epoch = len(data) // options.batch
        self._order: tuple[int, np.ndarray] = (-1, np.empty(0, int))
        self._pictures, self._noise = None, None
        if self.device.type == "cuda":
            self._pictures = torch.from_numpy(np.array(data.pictures)).to(self.device)
            self._noise = torch.Generator(self.device)

    def draw(self, step: int, share_done: float) -> Choices:
        """Choices of a step; `share_done` of the run (0 … 1) decides the level of noise."""
        options = self.options
        rows = self._rows(step)
        random = np.random.default_rng((options.seed, 2, step))
        # All choices are made for the whole batch, so that they do not depend on how it is shared out.
        flips = random.random(options.batch) < 0.5
        shape = (options.batch, options.latent_dim)
        z = random.standard_normal(shape) if options.prior == "normal" else random.uniform(-1, 1, shape)
        mine = self.processes.share_of(options.batch)
        real = self._real(rows[mine], flips[mine] & options.flips)
        latents = torch.from_numpy(z[mine].astype(np.float32))[:, :, None, None].to(self.device)
        level = options.noise * (1 - share_done)
        numbers, noise = [], []
        if self._noise is not None:
            # Another process of the run has other pictures, so other noise.
            seeds = np.random.SeedSequence((options.seed, 4, step, self.processes.rank)).generate_state(1, np.uint64)
            self._noise.manual_seed(int(seeds[0] >> np.uint64(1)))
        for _ in range(LOOKS):
            if options.augment:
                drawn = random.random((options.batch, 7))[mine].astype(np.float32)
                numbers.append(torch.from_numpy(drawn).to(self.device))
            if level > 0:
                noise.append(level * self._normal(random, real.shape, mine))
        pull = 1 - min(options.average, (2 + step) / (11 + step))
        return Choices(real, latents, tuple(numbers), tuple(noise), torch.tensor(pull, device=self.device))

    def _rows(self, step: int) -> np.ndarray:
        epoch, position = divmod(step, self.steps_per_epoch)
        if self._order[0] != epoch:
            self._order = (epoch, np.random.default_rng((self.options.seed, 1, epoch)).permutation(len(self.data)))
        return self._order[1][position * self.options.batch : (position + 1) * self.options.batch]

    def _real(self, rows: np.ndarray, turned: np.ndarray) -> torch.Tensor:
        if self._pictures is None:
            pixels = self.data.pictures[rows]
            pixels[turned] = pixels[turned, :, ::-1]
            return torch.from_numpy(to_unit(pixels)).to(memory_format=torch.channels_last)
        pixels = self._pictures[torch.from_numpy(rows).to(self.device)]
        flipped = torch.from_numpy(turned).to(self.device)[:, None, None, None]
        # In memory the channels are last already.
        return torch.where(flipped, pixels.flip(2), pixels).permute(0, 3, 1, 2).float() / 127.5 - 1

    def _normal(self, random: np.random.Generator, shape: torch.Size, mine: slice) -> torch.Tensor:
        if self._noise is not None:
            noise = torch.empty(shape, device=self.device, memory_format=torch.channels_last)
            return noise.normal_(generator=self._noise)
        drawn = random.standard_normal((self.options.batch, *shape[1:]), np.float32)[mine]
        return torch.from_numpy(drawn).to(memory_format=torch.channels_last)


class Learner:
    """The networks and their optimisers; a step of D and one of G on given choices."""

    def __init__(
        self, options: argparse.Namespace, processes: Processes, generator: Network, discriminator: Network, average: Network
    ) -> None:
        self.options, self.device = options, processes.device
        self.generator, self.discriminator, self.average = generator, discriminator, average
        self.draw, self.judge = generator, Pair(discriminator)
        if processes.count > 1:
            wrap = nn.parallel.DistributedDataParallel
            self.draw = wrap(self.draw, broadcast_buffers=False)
            self.judge = wrap(self.judge, broadcast_buffers=False)
        # Several processes exchange gradients within a step, which is no work of one device alone.
        self._is_graphed = options.graph and self.device.type == "cuda" and processes.count == 1
        self.rate_g, self.rate_d = options.rate, options.rate_d or options.rate
        self.optimiser_g = self._adam(generator, self.rate_g)
        self.optimiser_d = self._adam(discriminator, self.rate_d)
        self._step: Callable[[Choices], torch.Tensor] = GraphedStep(self._learn) if self._is_graphed else self._learn

    def step(self, choices: Choices, fade: float) -> torch.Tensor:
        """Takes a step at `fade` times the rates; float32 [4] on the device, the means that `FIGURES` names."""
        for optimiser, rate in ((self.optimiser_g, self.rate_g), (self.optimiser_d, self.rate_d)):
            for group in optimiser.param_groups:
                if isinstance(group["lr"], torch.Tensor):
                    group["lr"].fill_(rate * fade)
                else:
                    group["lr"] = rate * fade
        return self._step(choices)

    def _adam(self, network: Network, rate: float) -> torch.optim.Adam:
        betas = (self.options.beta1, 0.999)
        if self._is_graphed:
            # A graph reads its rate from the device, as it does everything that changes.
            return torch.optim.Adam(
                network.parameters(), torch.tensor(rate, device=self.device), betas, fused=True, capturable=True
            )
        return torch.optim.Adam(network.parameters(), rate, betas)

    def precision(self):
        """Autocast to bfloat16 where it was asked for."""
        return torch.autocast(self.device.type, torch.bfloat16) if self.options.bfloat16 else nullcontext()

    def _seen(self, pictures: torch.Tensor, choices: Choices, look: int) -> torch.Tensor:
        """Pictures as D sees them: DiffAugment where asked for, instance noise that fades over the run."""
        if choices.numbers:
            pictures = diff_augment(pictures, choices.numbers[look])
        return pictures + choices.noise[look] if choices.noise else pictures

    def _learn(self, choices: Choices) -> torch.Tensor:
        options = self.options
        real = self._seen(choices.real, choices, 0).detach().requires_grad_(options.gradient_penalty > 0)
        with self.precision():
            drawn = self.draw(choices.latents)
            said_real, said_drawn = self.judge(real, self._seen(drawn.float().detach(), choices, 1))
        said_real, said_drawn = said_real.float(), said_drawn.float()
        loss_d = cross_entropy(said_real, torch.full_like(said_real, options.real_label))
        loss_d = loss_d + cross_entropy(said_drawn, torch.zeros_like(said_drawn))
        total = loss_d
        if options.gradient_penalty:
            (slope,) = torch.autograd.grad(said_real.sum(), real, create_graph=True)
            total = loss_d + options.gradient_penalty / 2 * slope.float().square().sum((1, 2, 3)).mean()
        self.optimiser_d.zero_grad(set_to_none=True)
        total.backward()
        self.optimiser_d.step()

        self.discriminator.requires_grad_(False)
        with self.precision():
            said = self.discriminator(self._seen(drawn.float(), choices, 2)).flatten().float()
        loss_g = cross_entropy(said, torch.ones_like(said))
        self.optimiser_g.zero_grad(set_to_none=True)
        loss_g.backward()
        self.optimiser_g.step()
        self.discriminator.requires_grad_(True)
        self._follow(choices.pull)
        means = (total, loss_g, torch.sigmoid(said_real).mean(), torch.sigmoid(said_drawn).mean())
        return torch.stack([value.detach() for value in means])

    @torch.no_grad()
    def _follow(self, pull: torch.Tensor) -> None:
        """Moves the average of G a little towards G."""
        for kept, now in zip(self.average.parameters(), self.generator.parameters()):
            kept.lerp_(now, pull)


class GraphedStep:
    """A step recorded as a CUDA graph after a few ordinary ones, and replayed on new choices since."""

    def __init__(self, learn: Callable[[Choices], torch.Tensor]) -> None:
        self._learn = learn
        self._taken = 0
        self._stream = torch.cuda.Stream()
        self._graph: torch.cuda.CUDAGraph | None = None
        self._choices: Choices | None = None
        self._figures: torch.Tensor | None = None

    def __call__(self, choices: Choices) -> torch.Tensor:
        if self._taken < WARM_UP:
            self._taken += 1
            return self._beside(choices)
        if self._graph is None or self._choices is None or self._figures is None:
            self._record(choices)
        for kept, new in zip(self._choices.tensors(), choices.tensors()):
            kept.copy_(new)
        self._graph.replay()
        return self._figures.clone()

    def _beside(self, choices: Choices) -> torch.Tensor:
        """An ordinary step on the stream that records later: what it allocates and tunes is ready then."""
        self._stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self._stream):
            figures = self._learn(choices)
        torch.cuda.current_stream().wait_stream(self._stream)
        return figures

    def _record(self, choices: Choices) -> None:
        """Recording computes nothing: the weights stay as they are."""
        self._choices = Choices(
            choices.real.clone(), choices.latents.clone(), tuple(part.clone() for part in choices.numbers),
            tuple(part.clone() for part in choices.noise), choices.pull.clone(),
        )
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph, stream=self._stream):
            self._figures = self._learn(self._choices)
