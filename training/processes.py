"""Several processes under `torchrun`, on one machine or more, as if they were one with the whole batch.

Gradients are averaged by DistributedDataParallel. Batch norm needs more: its statistics are of the
whole batch, so the processes add up theirs (PyTorch's own SyncBatchNorm is for GPUs alone).
"""

import os
from dataclasses import dataclass

import torch
from torch import nn
from torch.distributed import nn as distributed_nn

from training.devices import choose_device


@dataclass(frozen=True)
class Processes:
    """This process's number, how many there are, and where it computes."""

    rank: int
    count: int
    device: torch.device

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    def share_of(self, batch: int) -> slice:
        """Rows of the whole batch that are this process's."""
        each = batch // self.count
        return slice(self.rank * each, (self.rank + 1) * each)


def join(device: str) -> Processes:
    """Joins the group that `torchrun` opened; alone without it. `device`: auto, cpu or cuda."""
    count, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    place = choose_device(device, int(os.environ.get("LOCAL_RANK", "0")))
    if count > 1:
        torch.distributed.init_process_group("nccl" if place.type == "cuda" else "gloo")
    return Processes(rank, count, place)


def leave(processes: Processes) -> None:
    """Leaves the group."""
    if processes.count > 1:
        torch.distributed.destroy_process_group()


class SharedBatchNorm2d(nn.BatchNorm2d):
    """Batch norm over the batches of all processes; each must bring as many pictures as the others."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return super().forward(x)
        values = x.float()
        axes, count = (0, 2, 3), torch.distributed.get_world_size()
        mean = distributed_nn.all_reduce(values.mean(axes)) / count
        centred = values - mean[None, :, None, None]
        variance = distributed_nn.all_reduce(centred.square().mean(axes)) / count
        with torch.no_grad():
            total = count * values.numel() / values.shape[1]
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * (total / (total - 1)), self.momentum)
            self.num_batches_tracked.add_(1)
        scale = self.weight * torch.rsqrt(variance + self.eps)
        return (centred * scale[None, :, None, None] + self.bias[None, :, None, None]).to(x.dtype)


def share_batch_norm(network: nn.Module) -> None:
    """Replaces every batch norm of the network's `main` by the shared kind; parameters stay."""
    for position, module in enumerate(network.main):
        if isinstance(module, nn.BatchNorm2d):
            shared = SharedBatchNorm2d(module.num_features, module.eps, module.momentum)
            shared.load_state_dict(module.state_dict())
            network.main[position] = shared
