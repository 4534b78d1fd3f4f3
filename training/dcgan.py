"""Layer lists of the paper's two networks for pictures of 32, 64 or 128 pixels, and their first weights."""

import torch
from torch import nn


def generator_layers(size: int, channels: int, latent_dim: int, width: int, kernel: int) -> list[dict]:
    """z [latent_dim] → 4×4 with `width` · size/8 channels → … → [channels, size, size] (Figure 1, section 3).

    Every step doubles the side and halves the channels; batch norm and ReLU after all but the last,
    which ends in a tanh.
    """
    layers: list[dict] = []
    inner = width * size // 8
    _block(layers, "conv_transpose", latent_dim, inner, 4, 1, 0)
    _norm(layers, inner)
    _add(layers, kind="relu")
    while inner > width:
        _block(layers, "conv_transpose", inner, inner // 2, kernel, 2, (kernel - 2) // 2)
        inner //= 2
        _norm(layers, inner)
        _add(layers, kind="relu")
    _block(layers, "conv_transpose", inner, channels, kernel, 2, (kernel - 2) // 2)
    _add(layers, kind="tanh")
    return layers


def discriminator_layers(size: int, channels: int, width: int, kernel: int) -> list[dict]:
    """The mirror image: strided convolutions, LeakyReLU 0.2, batch norm in all but the first and last; one logit."""
    layers: list[dict] = []
    inner, most = channels, width * size // 8
    out = width
    while out <= most:
        _block(layers, "conv", inner, out, kernel, 2, (kernel - 2) // 2)
        if inner != channels:
            _norm(layers, out)
        _add(layers, kind="leaky_relu", slope=0.2)
        inner, out = out, out * 2
    _block(layers, "conv", inner, 1, 4, 1, 0)
    return layers


def _add(layers: list[dict], **layer) -> None:
    layers.append({"index": len(layers), **layer})


def _block(layers: list[dict], kind: str, inner: int, out: int, kernel: int, stride: int, padding: int) -> None:
    _add(layers, kind=kind, **{"in": inner}, out=out, kernel=kernel, stride=stride, padding=padding)


def _norm(layers: list[dict], channels: int) -> None:
    _add(layers, kind="batch_norm", channels=channels, epsilon=1e-5)


def initialise(network: nn.Module, random: torch.Generator) -> None:
    """Weights from N(0, 0.02) (section 4); gains of batch norm from N(1, 0.02), as in the authors' code."""
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
                module.weight.copy_(0.02 * torch.randn(module.weight.shape, generator=random))
            elif isinstance(module, nn.BatchNorm2d):
                module.weight.copy_(1 + 0.02 * torch.randn(module.weight.shape, generator=random))
