"""G and D while they are trained."""

import torch
from torch import nn

from training.devices import device_of
from training.fast_convolution import FastConvTranspose2d
from training.network import build_network


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


@torch.no_grad()
def measure_statistics(network: Network, batches: list[torch.Tensor]) -> None:
    """Sets batch norm's stored statistics to their mean over the batches, and ends training mode."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain mean over all batches
    network.train()
    for batch in batches:
        network(batch.to(device_of(network)))
    network.eval()
