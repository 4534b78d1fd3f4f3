"""Writes tiny, deliberately odd models with PyTorch's answers, for the tests of the engine.

    python3 -m training.fixtures src/engine/fixtures

Each folder is a model folder as the page loads it (weights with seeded random values, nothing
trained), plus `expected.safetensors`: for the first golden latent, `features.<layer>` [c, h, w] of
every block of G and, on G's picture, of D (`features.D.<layer>`); and `masked.<layer>` [c, h, w],
the picture when channel 0 of that layer is dropped and its last channel is multiplied by 2.5. Where
there is a classifier, `attributes` [3, attributes] are its logits of the pictures of `test_picture`.
Needs PyTorch 1.13 or later.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch

from training.network import build_network, load_network
from training.safetensors_io import write_safetensors
from training.streams import draw_sample


def up(index: int, n_in: int, n_out: int, kernel: int, stride: int, padding: int, bias: bool = False) -> dict:
    return {
        "kind": "conv_transpose", "index": index, "in": n_in, "out": n_out,
        "kernel": kernel, "stride": stride, "padding": padding, "bias": bias,
    }


def down(*arguments, **keywords) -> dict:
    return {**up(*arguments, **keywords), "kind": "conv"}


def norm(index: int, channels: int, epsilon: float = 1e-5) -> dict:
    return {"kind": "batch_norm", "index": index, "channels": channels, "epsilon": epsilon}


def leaky(index: int, slope: float) -> dict:
    return {"kind": "leaky_relu", "index": index, "slope": slope}


MODELS = {
    # Grey, 28 pixels, uniform prior, kernels 7, 5 and 4, padding 2, a bias beside a batch norm.
    "grey28": {
        "prior": "uniform", "latent_dim": 10, "image_size": 28, "channels": 1, "dtype": np.float16,
        "generator": [
            up(0, 10, 12, 7, 1, 0), norm(1, 12), {"kind": "relu", "index": 2},
            up(3, 12, 8, 5, 2, 1, bias=True), norm(4, 8, 1e-3), {"kind": "relu", "index": 5},
            up(6, 8, 1, 4, 2, 2, bias=True), {"kind": "tanh", "index": 7},
        ],
        "discriminator": [
            down(0, 1, 6, 5, 2, 2, bias=True), leaky(1, 0.1),
            down(2, 6, 8, 3, 3, 1), norm(3, 8), leaky(4, 0.2),
            down(5, 8, 1, 5, 1, 0, bias=True),
        ],
    },
    # Colour, 32 pixels, strides 3 and 1, kernel equal to and below twice the stride, gaps in the
    # numbering, a block without activation, a plain convolution in G, a sigmoid at the end of D.
    "colour32": {
        "prior": "normal", "latent_dim": 16, "image_size": 32, "channels": 3, "dtype": np.float32,
        "generator": [
            up(0, 16, 8, 6, 2, 1), norm(1, 8), {"kind": "relu", "index": 2},
            up(3, 8, 9, 3, 3, 0, bias=True), leaky(4, 0.2),
            up(6, 9, 5, 3, 1, 2), norm(7, 5),
            up(8, 5, 4, 5, 3, 0), {"kind": "sigmoid", "index": 9},
            down(11, 4, 3, 3, 1, 1, bias=True), {"kind": "tanh", "index": 12},
        ],
        "discriminator": [
            down(0, 3, 7, 4, 2, 1), leaky(1, 0.2),
            down(2, 7, 6, 4, 4, 0), norm(3, 6), {"kind": "relu", "index": 4},
            down(5, 6, 1, 4, 1, 0), {"kind": "sigmoid", "index": 6},
        ],
        "classifier": [
            down(0, 3, 6, 4, 2, 1), leaky(1, 0.2),
            down(2, 6, 7, 4, 2, 1), norm(3, 7), leaky(4, 0.2),
            down(5, 7, 5, 8, 1, 0, bias=True),
        ],
        "attributes": ["Smiling", "Eyeglasses", "Male", "Young", "Wearing_Hat"],
    },
}


def random_weights(layers: list[dict], dtype: type, seed: int) -> dict[str, np.ndarray]:
    """Weights of a scale that keeps activations near 1, rounded to the stored type."""
    generator = np.random.default_rng(seed)
    weights = {}
    for name, value in build_network(layers).state_dict().items():
        shape = tuple(value.shape)
        main, position, part = name.split(".")
        name = f"{main}.{layers[int(position)]['index']}.{part}"
        if name.endswith("num_batches_tracked"):
            continue
        if name.endswith("running_var"):
            values = generator.uniform(0.5, 2, shape)
        elif len(shape) == 4:
            values = generator.normal(0, 1.5 / np.sqrt(min(shape[:2]) * 4), shape)
        elif name.endswith("weight"):
            values = generator.uniform(0.5, 1.5, shape)
        else:
            values = generator.normal(0, 0.3, shape)
        weights[name] = values.astype(dtype)
    return weights


def block_ends(layers: list[dict]) -> list[int]:
    """Positions of the last layer of every block; a block begins at each convolution."""
    starts = [i for i, layer in enumerate(layers) if layer["kind"].startswith("conv")]
    return [i - 1 for i in starts[1:]] + [len(layers) - 1]


@torch.no_grad()
def run(network: torch.nn.Module, layers: list[dict], x: torch.Tensor, mask: int | None = None) -> dict[str, torch.Tensor]:
    """Output of every block by name; the block ending at position `mask` is scaled as the docstring says."""
    ends = block_ends(layers)
    outputs = {}
    for position, (layer, module) in enumerate(zip(layers, network.main)):
        x = module(x)
        if position == mask:
            factors = torch.ones(x.shape[1])
            factors[-1] = 2.5
            factors[0] = 0
            x = x * factors[None, :, None, None]
        if position in ends:
            outputs[f"main.{layer['index']}"] = x
    return outputs


def write_model(folder: Path, model_id: str, model: dict, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    networks, weights = {}, {}
    parts = [part for part in ("generator", "discriminator", "classifier") if part in model]
    for offset, part in enumerate(parts):
        weights[part] = random_weights(model[part], model["dtype"], seed + offset)
        write_safetensors(folder / f"{part}.safetensors", weights[part])
        networks[part] = load_sequence(model[part], weights[part])

    samples = [draw_sample(model["prior"], model["latent_dim"], seed, i) for i in range(4)]
    z = torch.from_numpy(np.stack(samples))[:, :, None, None]
    images = last(run(networks["generator"], model["generator"], z))
    # A final sigmoid is no part of the logit.
    logit_layers = model["discriminator"]
    if logit_layers[-1]["kind"] == "sigmoid":
        logit_layers = logit_layers[:-1]
    scores = run(networks["discriminator"], logit_layers, images)
    logits = last(scores).reshape(len(images))
    golden = {"z": z[:, :, 0, 0], "images": images, "logits": logits}
    if "classifier" in model:
        golden["attribute_logits"] = last(run(networks["classifier"], model["classifier"], images))[:, :, 0, 0]
    write_safetensors(folder / "golden.safetensors", {name: value.numpy() for name, value in golden.items()})

    expected = {f"features.{name}": x[0] for name, x in run(networks["generator"], model["generator"], z[:1]).items()}
    expected |= {f"features.D.{name}": x[0] for name, x in scores.items()}
    for position in block_ends(model["generator"]):
        masked = last(run(networks["generator"], model["generator"], z[:1], mask=position))
        expected[f"masked.main.{model['generator'][position]['index']}"] = masked[0]
    if "classifier" in model:
        pictures = torch.stack([test_picture(n, model["image_size"]) for n in range(3)])
        expected["attributes"] = last(run(networks["classifier"], model["classifier"], pictures))[:, :, 0, 0]
    write_safetensors(folder / "expected.safetensors", {name: value.numpy() for name, value in expected.items()})

    names = [f"{part}.safetensors" for part in (*parts, "golden")]
    described = {part: {"file": f"{part}.safetensors", "layers": model[part]} for part in parts}
    config = {
        "format": "latent-playground-model", "version": 1, "id": model_id, "title": model_id,
        "licence": "MIT", "data": "none: random weights",
        **{key: model[key] for key in ("prior", "latent_dim", "image_size", "channels")},
        **described,
        **({"classifier": {**described["classifier"], "attributes": model["attributes"]}} if "classifier" in model else {}),
        "golden": "golden.safetensors",
        "files": {
            name: {
                "size_bytes": (folder / name).stat().st_size,
                "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            }
            for name in names
        },
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def test_picture(n: int, size: int) -> torch.Tensor:
    """Picture n [3, size, size] in −1 … 1, its bytes being (3x² + 5y + xy + 60c + 101n) mod 256."""
    y, x = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
    planes = [(3 * x * x + 5 * y + x * y + 60 * channel + 101 * n) % 256 for channel in range(3)]
    return torch.stack(planes).float() / 127.5 - 1


def load_sequence(layers: list[dict], weights: dict[str, np.ndarray]) -> torch.nn.Module:
    """The network with its weights. PyTorch numbers modules without gaps, so names are mapped."""
    position = {layer["index"]: i for i, layer in enumerate(layers)}
    plain = [{**layer, "index": i} for i, layer in enumerate(layers)]
    renamed = {}
    for name, values in weights.items():
        main, index, part = name.split(".")
        renamed[f"{main}.{position[int(index)]}.{part}"] = values
    return load_network(plain, renamed)


def last(outputs: dict[str, torch.Tensor]) -> torch.Tensor:
    """The output of the last block."""
    return list(outputs.values())[-1]


if __name__ == "__main__":
    for number, (name, description) in enumerate(MODELS.items()):
        write_model(Path(sys.argv[1]) / name, name, description, seed=100 + 10 * number)
