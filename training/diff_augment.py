"""Differentiable augmentation for small sets of pictures (Zhao et al. 2020, arXiv 2006.10738).

Real and generated pictures are changed in the same ways before D sees them, and G learns through
the change: D cannot learn the few real pictures by heart, and G does not learn the change.
"""

import torch


def diff_augment(x: torch.Tensor, random: torch.Tensor) -> torch.Tensor:
    """Light, saturation, contrast, translation by up to an eighth, and a cut-out of a half.

    x [n, c, h, w] in −1 … 1; `random` [n, 7] of uniform numbers in [0, 1) decides.
    """
    return _cut_out(_translate(_colour(x, random[:, :3]), random[:, 3:5]), random[:, 5:7])


def _colour(x: torch.Tensor, random: torch.Tensor) -> torch.Tensor:
    light, saturation, contrast = (random[:, i, None, None, None] for i in range(3))
    x = x + (light - 0.5)
    grey = x.mean(1, keepdim=True)
    x = (x - grey) * (saturation * 2) + grey
    mean = x.mean((1, 2, 3), keepdim=True)
    return (x - mean) * (contrast + 0.5) + mean


def _translate(x: torch.Tensor, random: torch.Tensor) -> torch.Tensor:
    n, _, height, width = x.shape
    reach = [side // 8 for side in (height, width)]
    down, right = ((random[:, i] * (2 * reach[i] + 1)).long() - reach[i] for i in range(2))
    padded = torch.nn.functional.pad(x, (reach[1], reach[1], reach[0], reach[0]))
    rows = torch.arange(height, device=x.device)[None, :] + (reach[0] - down)[:, None]
    columns = torch.arange(width, device=x.device)[None, :] + (reach[1] - right)[:, None]
    picture = torch.arange(n, device=x.device)[:, None, None]
    moved = padded.permute(0, 2, 3, 1)[picture, rows[:, :, None], columns[:, None, :]]
    return moved.permute(0, 3, 1, 2)


def _cut_out(x: torch.Tensor, random: torch.Tensor) -> torch.Tensor:
    _, _, height, width = x.shape
    # The centre may lie anywhere, so a part of the square may lie outside.
    top, left = ((random[:, i] * (side + 1)).long() - side // 4 for i, side in enumerate((height, width)))
    rows = torch.arange(height, device=x.device)[None, :] - top[:, None]
    columns = torch.arange(width, device=x.device)[None, :] - left[:, None]
    inside = ((rows >= 0) & (rows < height // 2))[:, :, None] & ((columns >= 0) & (columns < width // 2))[:, None, :]
    return x * (~inside)[:, None].to(x.dtype)
