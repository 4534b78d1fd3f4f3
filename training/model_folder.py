"""A model folder as the page loads it, opened with PyTorch: G, D, and G's seeded samples."""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from training.network import generate, load_network
from training.safetensors_io import read_safetensors
from training.streams import draw_samples


class ModelFolder:
    """G (and D, where there is one) of a folder with `config.json`; weights as float32, on a device."""

    def __init__(self, path: Path, device: torch.device = torch.device("cpu")) -> None:
        self.path, self.device = Path(path), device
        if not (self.path / "config.json").exists():
            raise ValueError(f"{path}: no config.json; make the folder with `python3 -m training export`")
        self.config = json.loads((self.path / "config.json").read_text())
        self.generator = self._network("generator")
        self.discriminator = self._network("discriminator") if self.config.get("discriminator") else None
        self.generator_sha256 = hashlib.sha256((self.path / self.config["generator"]["file"]).read_bytes()).hexdigest()

    def _network(self, part: str) -> torch.nn.Module:
        spec = self.config[part]
        network = load_network(spec["layers"], read_safetensors(self.path / spec["file"]))
        return network.to(self.device, memory_format=torch.channels_last)

    def latents(self, seed: int, first: int, count: int) -> np.ndarray:
        """Samples first … first + count − 1 of the seed: float32 [count, latent_dim]."""
        return draw_samples(self.config["prior"], self.config["latent_dim"], seed, first, count)

    def generate(self, z: np.ndarray, batch: int = 256) -> np.ndarray:
        """G(z) of z [n, latent_dim]: float32 [n, channels, size, size] in −1 … 1."""
        return np.concatenate([generate(self.generator, z[start : start + batch]) for start in range(0, len(z), batch)])

    def draw(self, seed: int, first: int, count: int) -> np.ndarray:
        """Pictures of the seed's samples: float32 [count, channels, size, size] in −1 … 1."""
        return self.generate(self.latents(seed, first, count))
