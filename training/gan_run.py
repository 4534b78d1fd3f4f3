"""A training run: its networks, where it is, and what it is when it is finished or interrupted."""

import argparse
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch

from training.dcgan import discriminator_layers, generator_layers, initialise
from training.gan_networks import Network, measure_statistics
from training.gan_step import FIGURES, Chance, Learner
from training.model_folder import ModelFolder
from training.pictures import PictureSet, to_unit
from training.processes import Processes, share_batch_norm
from training.streams import draw_samples

STATISTICS_LATENTS = 2048
STATISTICS_BATCHES = 16
DRY_STEPS = 4

# What may differ between the two halves of an interrupted run: it changes rounding at most.
FREE_WORDS = {"run", "save_every", "sheet_every", "threads", "device", "fast", "graph", "command"}


class Run:
    """A training run: networks, optimisers, pictures, and how far it is."""

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
            self._start_from(ModelFolder(Path(options.start)))
        for network in (self.generator, self.discriminator):
            if processes.count > 1:
                share_batch_norm(network)
            network.to(device, memory_format=torch.channels_last)
        self.average = deepcopy(self.generator)
        self.learner = Learner(options, processes, self.generator, self.discriminator, self.average)
        self.chance = Chance(options, data, processes)
        self.step = 0
        self.steps_per_epoch = self.chance.steps_per_epoch
        self.steps = DRY_STEPS if options.dry_run else options.epochs * self.steps_per_epoch

    def _start_from(self, model: ModelFolder) -> None:
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

    def take_step(self) -> torch.Tensor:
        """One step of D and one of G; their figures, on the device (`read_figures` says what they are)."""
        share_done = self.step / self.steps
        fade = 1.0 if share_done < 0.6 or not self.options.decay else 1 - 0.95 * (share_done - 0.6) / 0.4
        figures = self.learner.step(self.chance.draw(self.step, share_done), fade)
        self.step += 1
        return figures

    def read_figures(self, figures: torch.Tensor) -> dict[str, float]:
        """Losses and D's mean opinions by name. Raises FloatingPointError in every process when one is not finite.

        Reading waits for the device, so a run on one reads only now and then.
        """
        worst = figures.clone()
        if self.processes.count > 1:
            torch.distributed.all_reduce(worst)
        named = dict(zip(FIGURES, figures.tolist()))
        if not torch.isfinite(worst).all():
            part = "G" if np.isfinite(named["loss_d"]) else "D"
            loss = named[f"loss_{part.lower()}"]
            raise FloatingPointError(f"step {self.step - 1}: the loss of {part} is {loss}")
        return named

    def finished_average(self) -> Network:
        """The averaged G with batch-norm statistics of its own, over 2,048 latents: ready to be frozen.

        The statistics belong to no weights on the way but to these, so they are measured anew.
        """
        network = self._copy("generator", self.average)
        measure_statistics(network, self._latents(STATISTICS_LATENTS))
        return network

    def finished_discriminator(self, average: Network) -> Network:
        """D with statistics of half-and-half batches, as it will be used: on one picture at a time."""
        network = self._copy("discriminator", self.discriminator)
        rows = np.random.default_rng((self.options.seed, 3)).permutation(len(self.data))[: STATISTICS_LATENTS // 2]
        batches = []
        with torch.no_grad():
            for real, latents in zip(np.array_split(np.sort(rows), STATISTICS_BATCHES), self._latents(STATISTICS_LATENTS // 2)):
                pictures = torch.from_numpy(to_unit(self.data.pictures[real])).to(self.processes.device)
                batches.append(torch.cat([pictures, average(latents)]))
        measure_statistics(network, batches)
        return network

    def _copy(self, part: str, network: Network) -> Network:
        copy = Network(self.layers[part], fast=False)
        copy.load_state_dict(network.state_dict())
        return copy.to(self.processes.device)

    def _latents(self, count: int) -> list[torch.Tensor]:
        """The latents that statistics are measured on, in batches on the device."""
        z = draw_samples(self.options.prior, self.options.latent_dim, self.options.seed + 1, 0, count)
        return [torch.from_numpy(part)[:, :, None, None].to(self.processes.device) for part in np.split(z, STATISTICS_BATCHES)]

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
            "optimiser_g": self.learner.optimiser_g.state_dict(),
            "optimiser_d": self.learner.optimiser_d.state_dict(),
        }

    def resume(self, path: Path) -> None:
        """Goes on from a checkpoint. Raises ValueError where it is of a run with other words."""
        state = torch.load(path, map_location=self.processes.device)
        words = self.words()
        if state["words"] != words:
            other = {key: value for key, value in state["words"].items() if words.get(key) != value}
            raise ValueError(f"{path} is of a run with other words: {other}; repeat those, or choose another folder")
        for name in ("generator", "discriminator", "average"):
            getattr(self, name).load_state_dict(state[name])
        for name in ("optimiser_g", "optimiser_d"):
            optimiser = getattr(self.learner, name)
            # Rates are those of the step, and how Adam computes is the device's: its averages are what counts.
            own = optimiser.state_dict()["param_groups"]
            optimiser.load_state_dict({**state[name], "param_groups": own})
        self.step = state["step"]
