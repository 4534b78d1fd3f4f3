"""`label`: what the large classifier says about many samples of G.

Sample i is (seed, first + i), so no latent is stored. Written are `probabilities` (uint8 [n,
attributes], p = v/255, the mean of the picture and its mirror image) and `realness` (float16 [n], D's
logit; left out where the model has no D). The metadata name the seed, the first index, the
attributes, and the SHA-256 of the generator, by which later commands see that all belongs together.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from training.classifier import classify_pictures, open_classifier
from training.devices import add_device_argument, choose_device
from training.draw import draw_pictures
from training.model_folder import ModelFolder
from training.network import discriminate
from training.pictures import to_unit
from training.progress import Progress
from training.safetensors_io import read_metadata, read_safetensors, write_safetensors

BATCH = 250


class Labels:
    """An opened file of labels: `probabilities` uint8 [n, a], `facts` with seed, first_index, count, attributes."""

    def __init__(self, path: Path) -> None:
        metadata = read_metadata(path)
        if "facts" not in metadata:
            raise ValueError(f"{path}: not a file of `python3 -m training label`")
        self.facts = json.loads(metadata["facts"])
        self.probabilities = read_safetensors(path)["probabilities"]
        self.attributes: list[str] = self.facts["attributes"]

    def check_generator(self, model: ModelFolder) -> None:
        """Raises ValueError where the labels are of another generator."""
        if self.facts["generator_sha256"] != model.generator_sha256:
            raise ValueError("the labels are of another generator than the model folder has; label again")

    def latents(self, model: ModelFolder) -> np.ndarray:
        """The labelled samples' z: float32 [n, latent_dim]."""
        self.check_generator(model)
        return model.latents(self.facts["seed"], self.facts["first_index"], self.facts["count"])


def probabilities_of(classifier: torch.nn.Module, pictures: np.ndarray) -> np.ndarray:
    """Mean probability of picture and mirror image: float32 [n, attributes]."""
    sides = [classify_pictures(classifier, pictures, BATCH, mirrored) for mirrored in (False, True)]
    return sum(1 / (1 + np.exp(-logits)) for logits in sides) / 2


def run(options: argparse.Namespace) -> None:
    device = choose_device(options.device)
    model = ModelFolder(Path(options.model), device)
    classifier, facts = open_classifier(Path(options.classifier), device)
    if facts["size"] != model.config["image_size"] or facts["channels"] != model.config["channels"]:
        raise ValueError(
            f"the classifier reads {facts['channels']}×{facts['size']}² pictures, the model draws"
            f" {model.config['channels']}×{model.config['image_size']}²"
        )
    drawn = draw_pictures(model, options.seed, options.first, options.count, options.pictures)
    progress = Progress("label", options.count)
    rows, scores = [], []
    for start in range(0, options.count, BATCH):
        pictures = to_unit(drawn[start : start + BATCH])
        with torch.autocast(device.type, torch.bfloat16, enabled=options.bfloat16):
            rows.append(np.floor(probabilities_of(classifier, pictures) * 255 + 0.5).astype(np.uint8))
            if model.discriminator is not None:
                scores.append(discriminate(model.discriminator, pictures).astype(np.float16))
        progress.advance(len(pictures))
    tensors = {"probabilities": np.concatenate(rows)}
    if scores:
        tensors["realness"] = np.concatenate(scores)
    stated = {
        "seed": options.seed,
        "first_index": options.first,
        "count": options.count,
        "generator_sha256": model.generator_sha256,
        "bfloat16": options.bfloat16,
        "attributes": facts["attributes"],
        "held_out": facts["held_out"],
    }
    write_safetensors(Path(options.output), tensors, {"facts": json.dumps(stated)})
    print(f"{options.output}: {options.count} samples of seed {options.seed}; share with each attribute:")
    for name, share in zip(facts["attributes"], (tensors["probabilities"] >= 128).mean(0)):
        print(f"  {name:<22}{share:.4f}   in photographs {facts['held_out'][name]['positives']:.4f}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", help="model folder whose G draws")
    parser.add_argument("classifier", help="large classifier of `classify`")
    parser.add_argument("output", help="labels.safetensors to write")
    parser.add_argument("--seed", type=int, default=1, help="seed of the samples (%(default)s)")
    parser.add_argument("--first", type=int, default=0, help="index of the first sample (%(default)s)")
    parser.add_argument("--count", type=int, default=20_000, help="how many samples (%(default)s)")
    parser.add_argument(
        "--bfloat16", action="store_true",
        help="classifier and D in bfloat16: two to three times as fast, probabilities move by about 0.01",
    )
    parser.add_argument("--pictures", default="", help=".npy file that keeps the drawn pictures for the next command")
    add_device_argument(parser)
