"""`classify`: trains a classifier of attributes, calibrates it, and says how good it is.

Pictures are split by a hash of the file name: 12 % are held out, and of these one half calibrates
and the other half judges. Calibration is Platt's (1999): one slope and one offset an attribute,
fitted by maximum likelihood and folded into the last layer, so the sigmoid of a logit is the
probability. All figures are of the judging half, which nothing was fitted to.

`--architecture page` trains the small one that runs in the page. With `--labels` (what the large one
said about samples of G) and `--model`, half of every batch are those samples with the large one's
probabilities as targets, since generated pictures are what it will have to judge; every fifth is kept
to measure how often the two agree. `--start` begins with the weights of another run.

Every random choice comes from (seed, step), so a run that was interrupted goes on as if it had not
been: start it again with the same words.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.classifier import build_classifier, classify_pictures, fold_calibration, open_classifier, save_classifier
from training.devices import add_device_argument, choose_device, device_of
from training.draw import draw_pictures
from training.label import Labels
from training.logistic import fit_logistic
from training.metrics import judge
from training.model_folder import ModelFolder
from training.pictures import PictureSet, hash_share, open_pictures, to_unit
from training.progress import Progress

HELD_OUT = 0.12
SHIFT = 4


def split_by_name(names: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Indices for training, for calibration and for judging."""
    shares = np.array([hash_share(name) for name in names])
    calibrates = shares < HELD_OUT / 2
    judges = (shares >= HELD_OUT / 2) & (shares < HELD_OUT)
    return np.flatnonzero(shares >= HELD_OUT), np.flatnonzero(calibrates), np.flatnonzero(judges)


def augment(pictures: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """float32 [n, c, h, w] in −1 … 1 of uint8 [n, h, w, c]: flips, shifts to ±4 pixels, light and contrast."""
    n, height, width = pictures.shape[:3]
    padded = np.pad(pictures, ((0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT), (0, 0)), mode="edge")
    shifts = random.integers(0, 2 * SHIFT + 1, (n, 2))
    moved = np.empty_like(pictures)
    for i, (down, right) in enumerate(shifts):
        moved[i] = padded[i, down : down + height, right : right + width]
    flips = random.random(n) < 0.5
    moved[flips] = moved[flips, :, ::-1]
    contrast = random.uniform(0.85, 1.15, (n, 1, 1, 1)).astype(np.float32)
    light = random.uniform(-0.12, 0.12, (n, 1, 1, 1)).astype(np.float32)
    return np.clip(to_unit(moved) * contrast + light, -1, 1)


class Batches:
    """Batch of a step: pictures and targets, the same for the same (seed, step)."""

    def __init__(self, data: PictureSet, chosen: np.ndarray, generated: "GeneratedSet | None", batch: int, seed: int) -> None:
        self.data, self.chosen, self.generated, self.batch, self.seed = data, chosen, generated, batch, seed
        self.steps_per_epoch = len(chosen) // batch
        if self.steps_per_epoch == 0:
            raise ValueError(f"{len(chosen)} pictures to train on: fewer than a batch of {batch}")

    def take(self, step: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures [n, c, h, w] in −1 … 1 and targets [n, attributes] in 0 … 1."""
        epoch, position = divmod(step, self.steps_per_epoch)
        order = np.random.default_rng((self.seed, epoch)).permutation(self.chosen)
        rows = np.sort(order[position * self.batch : (position + 1) * self.batch])
        random = np.random.default_rng((self.seed, epoch, position))
        pictures, targets = self.data.pictures[rows], self.data.labels[rows].astype(np.float32)
        if self.generated is not None:
            drawn = random.choice(self.generated.training, self.batch, replace=False)
            pictures = np.concatenate([pictures, self.generated.pictures[drawn]])
            targets = np.concatenate([targets, self.generated.probabilities[drawn]])
        inputs = torch.from_numpy(augment(pictures, random)).contiguous(memory_format=torch.channels_last)
        return inputs, torch.from_numpy(targets)


class GeneratedSet:
    """Labelled samples of G: pictures uint8 [n, h, w, c], probabilities float32 [n, a], two groups of rows."""

    def __init__(self, labels: Labels, model: ModelFolder, attributes: list[str], kept: str) -> None:
        labels.check_generator(model)
        if labels.attributes != attributes:
            raise ValueError("the labels have other attributes than the pictures")
        facts = labels.facts
        self.pictures = draw_pictures(model, facts["seed"], facts["first_index"], facts["count"], kept)
        self.probabilities = labels.probabilities.astype(np.float32) / 255
        held_out = (facts["first_index"] + np.arange(facts["count"])) % 5 == 0
        self.training, self.held_out = np.flatnonzero(~held_out), np.flatnonzero(held_out)


def rate_at(step: int, steps: int, peak: float) -> float:
    """Learning rate: up over the first twentieth, then down along a cosine."""
    warm = max(1, steps // 20)
    if step < warm:
        return peak * (step + 1) / warm
    return peak * (1 + np.cos(np.pi * (step - warm) / max(1, steps - warm))) / 2


def train(network: nn.Module, batches: Batches, options: argparse.Namespace, checkpoint: Path) -> None:
    """Trains in place, where the network lies; goes on from the checkpoint where there is one."""
    device = device_of(network)
    steps = options.epochs * batches.steps_per_epoch
    words = {key: getattr(options, key) for key in ("architecture", "epochs", "batch", "rate", "seed", "labels", "start")}
    optimiser = torch.optim.AdamW(network.parameters(), options.rate, weight_decay=0.01)
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        if state["words"] != words:
            raise ValueError(f"{checkpoint} is of a run with other words: {state['words']}; remove it or repeat those")
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    network.train()
    progress = Progress("classify", steps, step)
    smooth = None
    for step in range(step, steps):
        x, y = (values.to(device) for values in batches.take(step))
        torch.manual_seed(options.seed * 1_000_003 + step)
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, steps, options.rate)
        with torch.autocast(device.type, torch.bfloat16, enabled=options.bfloat16):
            logits = network(x)
        loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), y)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"step {step}: the loss is {loss.item()}; the last good state is {checkpoint}")
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        smooth = loss.item() if smooth is None else 0.98 * smooth + 0.02 * loss.item()
        progress.advance(1, f"loss {smooth:.4f}")
        if (step + 1) % options.save_every == 0 or step + 1 == steps:
            state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1, "words": words}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    network.eval()


def calibrate(logits: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope and offset an attribute that make sigmoid(slope · logit + offset) the likeliest probabilities.

    With Platt's smoothed targets, (p + 1)/(p + 2) and 1/(n + 2). An attribute that is always or
    never there keeps slope 1 and offset 0.
    """
    slopes, offsets = np.ones(labels.shape[1]), np.zeros(labels.shape[1])
    for j in range(labels.shape[1]):
        truth = labels[:, j] == 1
        positives, negatives = int(truth.sum()), int((~truth).sum())
        if positives == 0 or negatives == 0:
            continue
        # A soft target is the same picture twice, once on each side, with its share as weight.
        target = np.where(truth, (positives + 1) / (positives + 2), 1 / (negatives + 2))
        column = np.concatenate([logits[:, j], logits[:, j]])[:, None].astype(np.float64)
        sides = np.concatenate([np.ones(len(truth)), np.zeros(len(truth))])
        fit = fit_logistic(column, sides, np.concatenate([target, 1 - target]), penalty=0)
        slopes[j], offsets[j] = fit.weights[0], fit.bias
    return slopes, offsets


def figures(logits: np.ndarray, labels: np.ndarray, attributes: list[str]) -> dict[str, dict]:
    """Accuracy, balanced accuracy, AUC and share of positives by attribute, four digits."""
    table = {}
    for j, name in enumerate(attributes):
        judged = judge(logits[:, j], labels[:, j])
        judged["positives"] = float(labels[:, j].mean())
        table[name] = {key: None if value is None else round(value, 4) for key, value in judged.items()}
    return table


def run(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads or torch.get_num_threads())
    device = choose_device(options.device)
    data = open_pictures(Path(options.data))
    if not data.attributes:
        raise ValueError(f"{options.data}: no attributes.csv; a classifier needs something to learn")
    training, calibrating, judging = split_by_name(data.names)
    size, channels = data.pictures.shape[1], data.pictures.shape[3]
    output = Path(options.output)
    output.parent.mkdir(parents=True, exist_ok=True)
    if bool(options.labels) != bool(options.model):
        raise ValueError("--labels and --model belong together: the samples, and the G that draws them")
    generated = None
    if options.labels:
        generated = GeneratedSet(
            Labels(Path(options.labels)), ModelFolder(Path(options.model), device), data.attributes, options.pictures
        )

    torch.manual_seed(options.seed)
    network = build_classifier(options.architecture, channels, size, len(data.attributes))
    if options.start:
        network.load_state_dict(open_classifier(Path(options.start))[0].state_dict())
    network = network.to(device, memory_format=torch.channels_last)
    batches = Batches(data, training, generated, options.batch, options.seed)
    train(network, batches, options, output.with_suffix(".checkpoint"))

    held = classify_pictures(network, to_unit(data.pictures[calibrating]))
    slope, offset = calibrate(held, data.labels[calibrating])
    fold_calibration(network, slope, offset)
    facts = {
        "architecture": options.architecture, "attributes": data.attributes, "size": size, "channels": channels,
        "seed": options.seed, "epochs": options.epochs,
        "pictures": {"training": len(training), "calibration": len(calibrating), "held_out": len(judging)},
    }
    dtype = np.float16 if options.architecture == "page" else np.float32
    save_classifier(output, network, facts, dtype)
    # Judged as stored: what float16 does to it is in the figures.
    network, _ = open_classifier(output, device)
    logits = classify_pictures(network, to_unit(data.pictures[judging]))
    facts["held_out"] = figures(logits, data.labels[judging], data.attributes)
    if generated is not None:
        facts["agreement"] = agreement(network, generated, data.attributes)
    save_classifier(output, network, facts, dtype)
    report(facts, output)


def agreement(network: nn.Module, generated: GeneratedSet, attributes: list[str]) -> dict[str, float]:
    """Share of the held-out generated pictures on which the labels and this classifier say the same."""
    rows = generated.held_out
    said = classify_pictures(network, to_unit(generated.pictures[rows])) > 0
    same = said == (generated.probabilities[rows] >= 0.5)
    return {name: round(float(share), 4) for name, share in zip(attributes, same.mean(0))}


def report(facts: dict, output: Path) -> None:
    """Prints the figures as a table and their means, and where the classifier lies."""
    print(f"{'attribute':<22}{'accuracy':>9}{'balanced':>9}{'AUC':>7}{'share':>7}")
    keys = ("accuracy", "balanced_accuracy", "auc", "positives")
    for name, row in facts["held_out"].items():
        print(f"{name:<22}" + "".join(f"{'–' if row[k] is None else format(row[k], '.3f'):>{w}}" for k, w in zip(keys, (9, 9, 7, 7))))
    means = [np.mean([row[k] for row in facts["held_out"].values() if row[k] is not None]) for k in keys[:3]]
    print(f"{'mean':<22}{means[0]:>9.4f}{means[1]:>9.4f}{means[2]:>7.4f}")
    if facts.get("agreement"):
        print(f"agreement with the labels on generated pictures: mean {np.mean(list(facts['agreement'].values())):.4f}")
    print(f"{output}: {output.stat().st_size} bytes; facts: {json.dumps(facts['pictures'])}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", help="folder written by prepare, with attributes")
    parser.add_argument("output", help="safetensors file to write; its checkpoint lies beside it")
    parser.add_argument("--architecture", choices=("large", "page"), default="large", help="which of the two (%(default)s)")
    parser.add_argument("--labels", default="", help="labels.safetensors of `label`; half of every batch are its samples")
    parser.add_argument("--model", default="", help="model folder whose samples the labels are of")
    parser.add_argument("--pictures", default="", help=".npy file that keeps these samples' pictures, as for `label`")
    parser.add_argument("--start", default="", help="classifier of the same architecture to begin with")
    parser.add_argument("--epochs", type=int, default=6, help="passes over the pictures (%(default)s)")
    parser.add_argument("--batch", type=int, default=128, help="pictures a step (%(default)s)")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="names every random choice (%(default)s)")
    parser.add_argument("--save-every", type=int, default=100, help="steps between checkpoints (%(default)s)")
    add_device_argument(parser)
    parser.add_argument("--threads", type=int, default=0, help="processor threads; 0 takes PyTorch's choice")
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True, help="convolutions in bfloat16")
