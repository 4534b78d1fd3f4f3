"""Packs trained weights into a model folder that the page loads.

    python3 training/package_model.py --weights FOLDER --output public/models/faces \\
        --id faces --title "Faces" --card training/cards/faces.md

FOLDER holds `config.json` with the layers (`generator`, optional `discriminator`), `latent_dim`,
`prior`, `image_size`, `channels` and, optionally, `training`; and the float16 safetensors with
PyTorch names. Written are the weights unchanged, `config.json` version 1 with sizes and SHA-256 of
every file, `golden.safetensors` (four latents, and what PyTorch makes of them in float32 on the
float16 weights), `samples.webp` (64 uncurated samples of one seed) and the model card.

Needs PyTorch 1.13 or later and Pillow with WebP.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
from PIL import Image

from network import discriminate, generate, load_network
from safetensors_io import read_safetensors, write_safetensors
from streams import draw_sample

SHEET_COLUMNS = SHEET_ROWS = 8
GOLDEN_SEED = 1511


def with_explicit_epsilon(layers: list[dict], epsilon: float) -> list[dict]:
    """Layer list in which every batch norm states its epsilon; PyTorch's default is not assumed later."""
    return [{"epsilon": epsilon, **layer} if layer["kind"] == "batch_norm" else layer for layer in layers]


def to_pixels(images: np.ndarray) -> np.ndarray:
    """uint8 [n, size, size, 3] of pictures in −1 … 1 ([n, channels, size, size]); grey is repeated."""
    pixels = np.floor((images + 1) * 127.5 + 0.5).clip(0, 255).astype(np.uint8).transpose(0, 2, 3, 1)
    return pixels if pixels.shape[3] == 3 else pixels.repeat(3, axis=3)


def samples_of(source: dict, seed: int, count: int) -> np.ndarray:
    """Samples 0 … count − 1 of a seed: float32 [count, latent_dim]."""
    return np.stack([draw_sample(source["prior"], source["latent_dim"], seed, i) for i in range(count)])


def write_sheet(path: Path, images: np.ndarray) -> None:
    """The sheet as WebP, row by row."""
    pixels = to_pixels(images)
    size = pixels.shape[1]
    rows = pixels.reshape(SHEET_ROWS, SHEET_COLUMNS, size, size, 3)
    sheet = rows.transpose(0, 2, 1, 3, 4).reshape(SHEET_ROWS * size, SHEET_COLUMNS * size, 3)
    Image.fromarray(sheet).save(path, "WEBP", quality=88, method=6)


def package(options: argparse.Namespace) -> None:
    weights, output = Path(options.weights), Path(options.output)
    source = json.loads((weights / "config.json").read_text())
    output.mkdir(parents=True, exist_ok=True)
    epsilon = source.get("batch_norm_epsilon", 1e-5)

    generator_layers = with_explicit_epsilon(source["generator"], epsilon)
    generator = load_network(generator_layers, read_safetensors(weights / options.generator))
    shutil.copyfile(weights / options.generator, output / "generator.safetensors")
    networks = {"generator": {"file": "generator.safetensors", "layers": generator_layers}}

    golden = {"z": samples_of(source, GOLDEN_SEED, 4)}
    golden["images"] = generate(generator, golden["z"])
    if options.discriminator:
        layers = with_explicit_epsilon(source["discriminator"], epsilon)
        discriminator = load_network(layers, read_safetensors(weights / options.discriminator))
        shutil.copyfile(weights / options.discriminator, output / "discriminator.safetensors")
        networks["discriminator"] = {"file": "discriminator.safetensors", "layers": layers}
        golden["logits"] = discriminate(discriminator, golden["images"])
    write_safetensors(output / "golden.safetensors", golden)

    write_sheet(output / "samples.webp", generate(generator, samples_of(source, options.seed, SHEET_ROWS * SHEET_COLUMNS)))
    if options.card:
        shutil.copyfile(options.card, output / "README.md")

    files = sorted(p for p in output.iterdir() if p.suffix in (".safetensors", ".webp"))
    config = {
        "format": "latent-playground-model",
        "version": 1,
        "id": options.id,
        "title": options.title,
        "licence": options.licence,
        "data": options.data,
        "prior": source["prior"],
        "latent_dim": source["latent_dim"],
        "image_size": source["image_size"],
        "channels": source["channels"],
        **networks,
        "samples": {
            "file": "samples.webp",
            "columns": SHEET_COLUMNS,
            "rows": SHEET_ROWS,
            "seed": options.seed,
            "first_index": 0,
        },
        "golden": "golden.safetensors",
        "files": {
            p.name: {"size_bytes": p.stat().st_size, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()}
            for p in files
        },
        "training": {**source.get("training", {}), **json.loads(options.training)},
    }
    (output / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True, help="folder with config.json and the weight files")
    parser.add_argument("--generator", default="generator.safetensors", help="file name of G in that folder")
    parser.add_argument("--discriminator", default="", help="file name of D; left out when empty")
    parser.add_argument("--output", required=True, help="model folder to write")
    parser.add_argument("--id", required=True, help="name in links; lower case, digits and hyphens")
    parser.add_argument("--title", required=True, help="name that people see")
    parser.add_argument("--licence", required=True, help="terms of the weights, one sentence")
    parser.add_argument("--data", required=True, help="what it was trained on, one sentence")
    parser.add_argument("--card", default="", help="Markdown file that becomes README.md")
    parser.add_argument("--seed", type=int, default=2014, help="seed of the stored sheet (%(default)s)")
    parser.add_argument("--training", default="{}", help="JSON merged into the recipe, e.g. the epoch of a snapshot")
    package(parser.parse_args())


if __name__ == "__main__":
    main()
