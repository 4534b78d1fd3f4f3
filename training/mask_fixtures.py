"""Writes what PyTorch draws with masks on the shipped faces, for the end-to-end tests of all backends.

    python3 -m training.mask_fixtures public/models/faces e2e/fixtures/maskedFaces.json

For each hidden layer of G, after its activation: channels with an even number are dropped, channel 1
is multiplied by 2.5. The picture of the first golden latent, RGB rows from the top, is base64 under
the layer's name.
"""

import base64
import json
import sys
from pathlib import Path

import torch

from training.model_folder import ModelFolder
from training.pictures import to_bytes
from training.safetensors_io import read_safetensors


@torch.no_grad()
def draw_masked(model: ModelFolder, z: torch.Tensor, index: int) -> torch.Tensor:
    """G(z) with the output of the module of that index scaled as the docstring says."""
    for layer, module in zip(model.config["generator"]["layers"], model.generator.main):
        z = module(z)
        if layer["index"] == index:
            z[:, 0::2] = 0
            z[:, 1] *= 2.5
    return z


def main(folder: str, output: str) -> None:
    model = ModelFolder(Path(folder))
    z = torch.from_numpy(read_safetensors(Path(folder) / "golden.safetensors")["z"][:1].copy())[:, :, None, None]
    hidden = [layer["index"] for layer in model.config["generator"]["layers"] if layer["kind"] == "relu"]
    pictures = {f"main.{index}": to_bytes(draw_masked(model, z, index).contiguous().numpy())[0] for index in hidden}
    encoded = {name: base64.b64encode(picture.tobytes()).decode() for name, picture in pictures.items()}
    Path(output).write_text(json.dumps(encoded, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
