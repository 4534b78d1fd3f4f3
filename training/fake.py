"""Drawn faces with known attributes: pictures that need no download, for trying things out and for tests."""

import numpy as np

from training.pictures import PictureSet

ATTRIBUTES = ["Smiling", "Male", "Mouth_Slightly_Open"]


def draw_face(random: np.random.Generator, smiling: bool, male: bool, size: int) -> np.ndarray:
    """uint8 [size, size, 3]: skin, a mouth that is wide when it smiles, a ground that tells men from women."""
    side = np.arange(size) / size
    pixels = np.empty((size, size, 3))
    pixels[:] = (60, 60, 200) if male else (200, 60, 60)
    centre = 0.5 + random.uniform(-0.05, 0.05, 2)
    down, right = side[:, None] - centre[0], side[None, :] - centre[1]
    pixels[(down / 0.38) ** 2 + (right / 0.3) ** 2 < 1] = random.uniform((200, 150, 120), (240, 200, 170))
    half = 0.2 if smiling else 0.08
    pixels[(np.abs(down - 0.18) < 0.04) & (np.abs(right) < half)] = (150, 20, 20)
    for eye in (-0.12, 0.12):
        pixels[(down + 0.1) ** 2 + (right - eye) ** 2 < 0.003] = (20, 20, 20)
    return (pixels + random.normal(0, 4, pixels.shape)).clip(0, 255).astype(np.uint8)


def fake_pictures(count: int, size: int, seed: int) -> PictureSet:
    """`count` drawn faces with attributes; the third is the opposite of the first."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, (count, 2)).astype(np.uint8)
    labels = np.concatenate([labels, 1 - labels[:, :1]], axis=1)
    pictures = np.stack([draw_face(random, bool(row[0]), bool(row[1]), size) for row in labels])
    return PictureSet(pictures, [f"{i:06d}.png" for i in range(count)], list(ATTRIBUTES), labels)
