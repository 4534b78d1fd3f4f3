"""Where a command computes: the processor or a CUDA device."""

import argparse

import torch
from torch import nn


def add_device_argument(parser: argparse.ArgumentParser) -> None:
    """The option that every command has which computes with networks."""
    parser.add_argument(
        "--device", choices=("auto", "cpu", "cuda"), default="auto",
        help="where it computes; auto takes a CUDA device where there is one (%(default)s)",
    )


def choose_device(word: str, number: int = 0) -> torch.device:
    """The device that `--device` names; `number` is that of the CUDA device.

    Convolutions in float32 keep all their bits there (cuDNN would take 10 of the 23), so that
    figures agree with the processor's. Raises ValueError where CUDA was asked for and is missing.
    """
    found = torch.cuda.is_available()
    if word == "cuda" and not found:
        raise ValueError("--device cuda: PyTorch finds no CUDA device; leave the option out to use the processor")
    if word == "cpu" or not found:
        return torch.device("cpu")
    torch.backends.cudnn.allow_tf32 = False
    device = torch.device("cuda", number)
    torch.cuda.set_device(device)
    return device


def device_of(network: nn.Module) -> torch.device:
    """Where a network's weights lie, and its inputs have to."""
    return next(network.parameters()).device
