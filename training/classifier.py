"""The two attribute classifiers as networks, and how they are stored and opened.

*Large*: strided convolutions, each followed by a residual block (He et al. 2015), then 256 features
and one logit an attribute. It labels, and its 256 features are the space in which sets of pictures
are compared. *Page*: the mirror image of a small DCGAN discriminator in the layer language of
`config.json`, so that the page runs it with the kernels it has.

A classifier is a safetensors file whose metadata say what it is: `architecture`, `attributes`,
`size`, `channels`, and the figures on held-out pictures.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.devices import device_of
from training.network import build_network
from training.safetensors_io import read_metadata, read_safetensors, write_safetensors

LARGE_WIDTHS = (32, 64, 128, 256)
PAGE_WIDTHS = (32, 64, 96, 160)
FEATURES = 256


class Residual(nn.Module):
    """x + two 3×3 convolutions of x, same shape."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # [n, c, h, w] -> the same
        inner = torch.relu(self.norm1(self.first(x)))
        return torch.relu(x + self.norm2(self.second(inner)))


class LargeClassifier(nn.Module):
    """Pictures [n, channels, size, size] in −1 … 1 to logits [n, attributes]."""

    def __init__(self, channels: int, size: int, attributes: int, dropout: float = 0.2) -> None:
        super().__init__()
        blocks: list[nn.Module] = []
        width = channels
        for out in LARGE_WIDTHS:
            blocks += [nn.Conv2d(width, out, 4, 2, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU(), Residual(out)]
            width = out
        self.body = nn.Sequential(*blocks)
        self.gather = nn.Conv2d(width, FEATURES, size // 2 ** len(LARGE_WIDTHS), bias=False)
        self.norm = nn.BatchNorm2d(FEATURES)
        self.dropout = nn.Dropout(dropout)
        self.last = nn.Linear(FEATURES, attributes)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """The penultimate layer: [n, 256], not negative."""
        return torch.relu(self.norm(self.gather(self.body(x)))).flatten(1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(self.dropout(self.features(x)))


class PageClassifier(nn.Module):
    """The layer list as a network: [n, channels, size, size] in −1 … 1 to logits [n, attributes]."""

    def __init__(self, layers: list[dict]) -> None:
        super().__init__()
        self.main = build_network(layers).main

    @property
    def last(self) -> nn.Module:
        """The layer that gives the logits."""
        return self.main[-1]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.main(x).flatten(1)


def page_layers(channels: int, size: int, attributes: int) -> list[dict]:
    """Layer list of the page's classifier, as `config.json` has it."""
    layers: list[dict] = []

    def add(**layer) -> None:
        layers.append({"index": len(layers), **layer})

    width = channels
    for position, out in enumerate(PAGE_WIDTHS):
        add(kind="conv", **{"in": width}, out=out, kernel=4, stride=2, padding=1)
        if position > 0:
            add(kind="batch_norm", channels=out, epsilon=1e-5)
        add(kind="leaky_relu", slope=0.2)
        width = out
    side = size // 2 ** len(PAGE_WIDTHS)
    add(kind="conv", **{"in": width}, out=attributes, kernel=side, stride=1, padding=0, bias=True)
    return layers


def build_classifier(architecture: str, channels: int, size: int, attributes: int) -> nn.Module:
    """An untrained classifier: `large` or `page`."""
    if size % 16 != 0 or size < 32:
        raise ValueError(f"pictures of {size} pixels: expected a multiple of 16, at least 32")
    if architecture == "large":
        return LargeClassifier(channels, size, attributes)
    return PageClassifier(page_layers(channels, size, attributes))


def fold_calibration(network: nn.Module, slope: np.ndarray, offset: np.ndarray) -> None:
    """Folds logit → slope · logit + offset (one pair an attribute) into the last layer."""
    with torch.no_grad():
        weight = network.last.weight
        factors = torch.from_numpy(slope.astype(np.float32)).to(weight.device)
        weight.mul_(factors.reshape(-1, *[1] * (weight.dim() - 1)))
        network.last.bias.mul_(factors).add_(torch.from_numpy(offset.astype(np.float32)).to(weight.device))


def save_classifier(path: Path, network: nn.Module, facts: dict, dtype: type) -> None:
    """Writes weights in `dtype` and `facts` (architecture, attributes, size, channels, figures …)."""
    tensors = {
        name: value.detach().cpu().numpy().astype(dtype)
        for name, value in network.state_dict().items()
        if not name.endswith("num_batches_tracked")
    }
    write_safetensors(path, tensors, {"facts": json.dumps(facts)})


def open_classifier(path: Path, device: torch.device = torch.device("cpu")) -> tuple[nn.Module, dict]:
    """The network in evaluation mode (float32) on a device, and its facts. Raises ValueError for other files."""
    metadata = read_metadata(path)
    if "facts" not in metadata:
        raise ValueError(f"{path}: not a classifier of `python3 -m training classify`")
    facts = json.loads(metadata["facts"])
    network = build_classifier(facts["architecture"], facts["channels"], facts["size"], len(facts["attributes"]))
    state = {name: torch.from_numpy(values.astype(np.float32)) for name, values in read_safetensors(path).items()}
    for name in network.state_dict():
        if name.endswith("num_batches_tracked"):
            state[name] = torch.tensor(0)
    network.load_state_dict(state)
    return network.eval().to(device, memory_format=torch.channels_last), facts


@torch.no_grad()
def classify_pictures(network: nn.Module, pictures: np.ndarray, batch: int = 256, mirrored: bool = False) -> np.ndarray:
    """Logits float32 [n, attributes] of pictures float32 [n, c, h, w] in −1 … 1."""
    answers = []
    for start in range(0, len(pictures), batch):
        x = torch.from_numpy(np.array(pictures[start : start + batch]))
        x = x.to(device_of(network), memory_format=torch.channels_last)
        answers.append(network(x.flip(3) if mirrored else x).float().cpu().numpy())
    return np.concatenate(answers)
