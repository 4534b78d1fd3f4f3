"""Builds the PyTorch network that a layer list of `config.json` describes."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.devices import device_of


def build_network(layers: list[dict]) -> nn.Module:
    """The network as `main = Sequential(...)`, so parameter names are those of the weight files."""
    modules = []
    for layer in layers:
        kind = layer["kind"]
        if kind in ("conv", "conv_transpose"):
            make = nn.Conv2d if kind == "conv" else nn.ConvTranspose2d
            modules.append(
                make(
                    layer["in"],
                    layer["out"],
                    layer["kernel"],
                    layer["stride"],
                    layer["padding"],
                    bias=layer.get("bias", False),
                )
            )
        elif kind == "batch_norm":
            modules.append(nn.BatchNorm2d(layer["channels"], eps=layer["epsilon"]))
        elif kind == "leaky_relu":
            modules.append(nn.LeakyReLU(layer["slope"]))
        else:
            modules.append({"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}[kind]())
    network = nn.Module()
    network.main = nn.Sequential(*modules)
    return network


def load_network(layers: list[dict], tensors: dict[str, np.ndarray]) -> nn.Module:
    """The network in evaluation mode with the given weights as float32; refuses missing or extra names."""
    network = build_network(layers)
    state = {name: torch.from_numpy(values.astype(np.float32)) for name, values in tensors.items()}
    for name in network.state_dict():
        if name.endswith("num_batches_tracked"):
            state.setdefault(name, torch.tensor(0))
    network.load_state_dict(state)
    return network.eval()


@torch.no_grad()
def generate(network: nn.Module, z: np.ndarray) -> np.ndarray:
    """G(z) in evaluation mode: float32 [n, channels, size, size] in −1 … 1."""
    latents = torch.from_numpy(np.array(z, np.float32))[:, :, None, None]
    return network.main(latents.to(device_of(network))).contiguous().cpu().numpy()


@torch.no_grad()
def discriminate(network: nn.Module, images: np.ndarray) -> np.ndarray:
    """D's logits in evaluation mode: float32 [n]."""
    inputs = torch.from_numpy(np.array(images, np.float32)).to(device_of(network))
    return network.main(inputs).float().cpu().numpy().reshape(len(images))
