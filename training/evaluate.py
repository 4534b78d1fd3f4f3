"""`evaluate`: how far generated pictures are from photographs, and whether they copy them.

Pictures are compared in a feature space: the 256 features before the last layer of the large
attribute classifier (`classifier`), or those of an Inception network whose TorchScript file the user
has (`torchscript`: a file that maps [n, 3, h, w] in −1 … 1 to [n, features]). Numbers of different
spaces cannot be compared with each other, nor with published ones; models judged on the same pictures
in the same space can.

  frechet      Fréchet distance of two normal distributions (Heusel et al. 2017, arXiv 1706.08500)
  kernel       squared MMD with the kernel (x·y/d + 1)³, unbiased (Bińkowski et al. 2018, 1801.01401)
  precision    share of generated pictures inside the photographs' manifold, recall the other way
               round, by distances to the third nearest neighbour (Kynkäänniemi et al. 2019, 1904.06991)
  diversity    mean distance between pairs of generated pictures over that between photographs
  nearest      distance of each generated picture to its nearest training picture, in pixels and in
               features, over the distance of held-out photographs to theirs: well below 1 it copies

Real pictures are those held out by the hash of the file name, `--count` of them at most; the nearest
neighbours are sought among all others. `floor` is the distance between two halves of the real
pictures: no generator can be asked to be nearer.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from training.classifier import open_classifier
from training.classify import HELD_OUT
from training.devices import add_device_argument, choose_device
from training.draw import draw_pictures
from training.model_folder import ModelFolder
from training.pictures import hash_share, open_pictures, to_unit
from training.progress import Progress
from training.sheet import write_sheet

BATCH = 250
NEIGHBOUR = 3
SHOWN = 16


def frechet_distance(a: np.ndarray, b: np.ndarray) -> float:
    """|μa − μb|² + tr(Ca + Cb − 2 (Ca Cb)^½) of features [n, d] and [m, d]."""
    mean_a, mean_b = a.mean(0), b.mean(0)
    root_a = symmetric_root(np.cov(a, rowvar=False))
    cov_b = np.cov(b, rowvar=False)
    # The trace of (Ca Cb)^½ is that of (Ca^½ Cb Ca^½)^½, which is symmetric.
    cross = np.sqrt(np.clip(np.linalg.eigvalsh(root_a @ cov_b @ root_a), 0, None)).sum()
    return float(((mean_a - mean_b) ** 2).sum() + np.trace(root_a @ root_a) + np.trace(cov_b) - 2 * cross)


def symmetric_root(matrix: np.ndarray) -> np.ndarray:
    """The positive square root of a covariance matrix."""
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T


def kernel_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Unbiased estimate of the squared maximum mean discrepancy with the cubic kernel."""
    d = a.shape[1]

    def kernel(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (x @ y.T / d + 1) ** 3

    def within(x: np.ndarray) -> float:
        values, n = kernel(x, x), len(x)
        return float((values.sum() - np.trace(values)) / (n * (n - 1)))

    return within(a) + within(b) - 2 * float(kernel(a, b).mean())


def squared_distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """[n, m] squared Euclidean distances of rows."""
    squares = (a**2).sum(1)[:, None] + (b**2).sum(1)[None, :] - 2 * a @ b.T
    return np.clip(squares, 0, None)


def manifold_share(of: np.ndarray, manifold: np.ndarray, neighbour: int = NEIGHBOUR) -> float:
    """Share of the rows of `of` that lie within some row's distance to its k-th neighbour in `manifold`."""
    within = squared_distances(manifold, manifold)
    np.fill_diagonal(within, np.inf)
    radius = np.partition(within, neighbour - 1, axis=1)[:, neighbour - 1]
    return float((squared_distances(of, manifold) <= radius[None, :]).any(1).mean())


def mean_pair_distance(rows: np.ndarray) -> float:
    """Mean distance between two different rows."""
    n = len(rows)
    return float(np.sqrt(squared_distances(rows, rows)).sum() / (n * (n - 1)))


def nearest_rows(of: np.ndarray, among: np.ndarray, chunk: int = 2000) -> tuple[np.ndarray, np.ndarray]:
    """Row number in `among` and distance of the nearest, for each row of `of`."""
    best = np.full(len(of), np.inf)
    where = np.zeros(len(of), int)
    for start in range(0, len(among), chunk):
        distances = squared_distances(of, among[start : start + chunk].astype(np.float32))
        near = distances.argmin(1)
        values = distances[np.arange(len(of)), near]
        closer = values < best
        best[closer], where[closer] = values[closer], start + near[closer]
    return where, np.sqrt(best)


FeatureNetwork = Callable[[torch.Tensor], torch.Tensor]


def feature_network(classifier: str, torchscript: str, device: torch.device) -> tuple[str, FeatureNetwork]:
    """Name of the feature space and what maps pictures on the device to it."""
    if bool(classifier) == bool(torchscript):
        raise ValueError("one feature network is needed: --classifier or --torchscript")
    if torchscript:
        return f"TorchScript {Path(torchscript).name}", torch.jit.load(torchscript, device).eval()
    network, facts = open_classifier(Path(classifier), device)
    if facts["architecture"] != "large":
        raise ValueError(f"{classifier}: the features are those of a large classifier")
    return "attribute classifier, 256 features before the last layer", network.features


@torch.no_grad()
def features_of(network: FeatureNetwork, pictures: np.ndarray, what: str, device: torch.device) -> np.ndarray:
    """float64 [n, d] of pictures uint8 [n, h, w, c]: generated ones are seen in whole steps as well."""
    progress, parts = Progress(what, len(pictures)), []
    for start in range(0, len(pictures), BATCH):
        part = torch.from_numpy(to_unit(pictures[start : start + BATCH]))
        parts.append(network(part.to(device, memory_format=torch.channels_last)).float().cpu().numpy())
        progress.advance(len(part))
    return np.concatenate(parts).astype(np.float64)


def copying(drawn: np.ndarray, held_out: np.ndarray, training: np.ndarray) -> tuple[float, np.ndarray]:
    """Median distance of drawn rows to the nearest training row over that of held-out rows; the rows found."""
    where, distances = nearest_rows(drawn, training)
    _, expected = nearest_rows(held_out, training)
    return float(np.median(distances) / np.median(expected)), where


def run(options: argparse.Namespace) -> None:
    data = open_pictures(Path(options.data))
    device = choose_device(options.device)
    space, network = feature_network(options.classifier, options.torchscript, device)
    shares = np.array([hash_share(name) for name in data.names])
    held_out = np.flatnonzero(shares < HELD_OUT)[: options.count]
    training = np.flatnonzero(shares >= HELD_OUT)
    if len(held_out) < 4 * NEIGHBOUR:
        raise ValueError(f"{len(held_out)} held-out pictures are too few to compare with")
    real = features_of(network, data.pictures[held_out], "features of real pictures", device)
    learnt = features_of(network, data.pictures[training], "features of training pictures", device)
    flat = data.pictures[training].reshape(len(training), -1)
    looked_at = held_out[: options.nearest]
    half = np.random.default_rng(options.seed).permutation(len(real))
    halves = real[half[: len(real) // 2]], real[half[len(real) // 2 :]]
    results: dict = {
        "features": space, "real": len(held_out), "training": len(training), "generated": len(held_out),
        "seed": options.seed, "held_out": "12 % of the pictures, by a hash of the file name",
        "floor": {"frechet": round(frechet_distance(*halves), 4), "kernel": round(kernel_distance(*halves), 6)},
        "models": {},
    }
    for folder in options.models:
        model = ModelFolder(Path(folder), device)
        pictures = draw_pictures(model, options.seed, 0, len(held_out))
        drawn = features_of(network, pictures, "features of generated pictures", device)
        few = pictures[: options.nearest]
        in_pixels, where_pixels = copying(
            few.reshape(len(few), -1).astype(np.float32), data.pictures[looked_at].reshape(len(looked_at), -1).astype(np.float32), flat
        )
        in_features, where_features = copying(drawn[: len(few)], real[: len(looked_at)], learnt)
        results["models"][model.config["id"]] = {
            "generator_sha256": model.generator_sha256,
            "frechet": round(frechet_distance(real, drawn), 4),
            "kernel": round(kernel_distance(real, drawn), 6),
            "precision": round(manifold_share(drawn, real), 4),
            "recall": round(manifold_share(real, drawn), 4),
            "diversity": round(mean_pair_distance(drawn) / mean_pair_distance(real), 4),
            "nearest_in_pixels": round(in_pixels, 4),
            "nearest_in_features": round(in_features, 4),
        }
        if options.sheets:
            Path(options.sheets).mkdir(parents=True, exist_ok=True)
            rows = [few[:SHOWN], data.pictures[training[where_pixels[:SHOWN]]], data.pictures[training[where_features[:SHOWN]]]]
            write_sheet(Path(options.sheets) / f"nearest-{model.config['id']}.png", to_unit(np.concatenate(rows)), len(few[:SHOWN]))
    text = json.dumps(results, indent=1)
    if options.output:
        Path(options.output).write_text(text + "\n")
    print(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", help="folder written by prepare: the photographs")
    parser.add_argument("models", nargs="+", help="model folders to judge, all on the same pictures")
    parser.add_argument("--classifier", default="", help="large classifier whose features are the space")
    parser.add_argument("--torchscript", default="", help="another feature network, e.g. Inception, as TorchScript")
    parser.add_argument("--count", type=int, default=4000, help="real pictures, and as many generated (%(default)s)")
    parser.add_argument("--nearest", type=int, default=500, help="generated pictures whose nearest are sought (%(default)s)")
    parser.add_argument("--seed", type=int, default=3, help="seed of the generated samples (%(default)s)")
    parser.add_argument("--sheets", default="", help="folder for sheets of samples over their nearest training pictures")
    parser.add_argument("--output", default="", help="JSON file to write as well")
    add_device_argument(parser)
