"""Writes what PyTorch finds when it trains the page's small GANs: the golden numbers of `src/trainer`.

    python3 -m training.gan_fixtures src/trainer/fixtures

For each case below: D's and G's gradients in the first step, and the losses of ten steps. Weights,
pictures, their order and z come from the streams that the page uses (`src/trainer/initialise.ts`,
`batches.ts`). Computed in float64, so that the page's rounding is all that differs.

`gans.json` has the cases with their losses; `gans.safetensors` the gradients, each network's in one
row: layer by layer the weights as [k, k, big, small] (the larger side of a convolution first), then
the bias, or gain and shift.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from training.safetensors_io import write_safetensors
from training.streams import random_numbers, random_stream

BASE = {
    "imageSize": 16, "channels": 3, "classes": 0, "network": "dcgan", "width": 4, "latentDim": 6,
    "prior": "uniform", "resampling": "strided", "batchNorm": "standard", "hiddenLayer": False,
    "activationG": "relu", "activationD": "leakyRelu", "loss": "nonSaturating", "clip": 0.03,
    "rateG": 0.002, "beta1G": 0.5, "beta2G": 0.999, "rateD": 0.002, "beta1D": 0.5, "beta2D": 0.999,
    "batchSize": 8, "labelSmoothing": 0, "instanceNoise": 0, "stepsD": 1, "averageDecay": 0.9, "seed": 2015,
}  # fmt: skip
CASES = {
    "recipe": {},
    "recipe at 32": {"imageSize": 32, "channels": 1},
    "minimax": {"loss": "minimax", "prior": "normal"},
    "smoothed": {"labelSmoothing": 0.1, "beta1G": 0.9, "rateG": 0.001},
    "least squares": {"loss": "leastSquares"},
    "wasserstein": {"loss": "wasserstein", "batchNorm": "none", "stepsD": 2},
    "hinge": {"loss": "hinge"},
    "pooling": {"resampling": "pooling"},
    "no batch norm": {"batchNorm": "none"},
    "batch norm everywhere": {"batchNorm": "everywhere"},
    "hidden layers": {"hiddenLayer": True},
    "other activations": {"activationG": "tanh", "activationD": "relu"},
    "perceptron": {"network": "mlp"},
    "conditional": {"network": "conditional", "classes": 3},
    "noise": {"instanceNoise": 0.3},
}
PICTURES = 20
STEPS = 10
NOISE = 2**17
STREAM = {"weightsG": 1, "weightsD": 2, "order": 3, "latents": 4, "noise": 6}


def uniforms(count: int, *keys: int) -> np.ndarray:
    return random_numbers(list(keys), count)[0]


def normals(count: int, *keys: int) -> np.ndarray:
    numbers = uniforms(2 * count, *keys)
    return np.sqrt(-2 * np.log(1 - numbers[0::2])) * np.cos(2 * np.pi * numbers[1::2])


class Layer(nn.Module):
    """A convolution, batch norm or bias, activation, pooling; weights as [k, k, big, small]."""

    def __init__(self, transposed, big, small, kernel, stride, padding, norm, activation, repeats=False, pools=False):
        super().__init__()
        self.transposed, self.stride, self.padding = transposed, stride, padding
        self.activation, self.repeats, self.pools, self.norm = activation, repeats, pools, norm
        self.weight = nn.Parameter(torch.zeros(kernel, kernel, big, small, dtype=torch.float64))
        out = big if transposed else small
        self.bias = None if norm else nn.Parameter(torch.zeros(out, dtype=torch.float64))
        self.gain = nn.Parameter(torch.ones(out, dtype=torch.float64)) if norm else None
        self.shift = nn.Parameter(torch.zeros(out, dtype=torch.float64)) if norm else None
        self.inputs = small if transposed else kernel * kernel * big

    def forward(self, x):
        if self.repeats:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
        weight = self.weight.permute(3, 2, 0, 1).contiguous()
        run = F.conv_transpose2d if self.transposed else F.conv2d
        x = run(x, weight, self.bias, stride=self.stride, padding=self.padding)
        if self.norm:
            x = F.batch_norm(x, None, None, self.gain, self.shift, training=True, eps=1e-5)
        if self.activation == "relu":
            x = F.relu(x)
        elif self.activation == "leakyRelu":
            x = F.leaky_relu(x, 0.2)
        elif self.activation == "tanh":
            x = torch.tanh(x)
        return F.max_pool2d(x, 2) if self.pools else x


def generator(c) -> nn.Sequential:
    inputs, w, size = c["latentDim"] + c["classes"], c["width"], c["imageSize"]
    act, norm = c["activationG"], c["batchNorm"] != "none"
    if c["network"] == "mlp":
        return nn.Sequential(
            Layer(False, inputs, 8 * w, 1, 1, 0, False, act),
            Layer(False, 8 * w, 8 * w, 1, 1, 0, False, act),
            Layer(True, c["channels"], 8 * w, size, 1, 0, False, "tanh"),
        )
    layers = []
    if c["hiddenLayer"]:
        layers.append(Layer(False, inputs, 8 * w, 1, 1, 0, norm, act))
        inputs = 8 * w
    doublings = int(np.log2(size // 4))
    now = w * 2 ** (doublings - 1)
    layers.append(Layer(True, now, inputs, 4, 1, 0, norm, act))
    for left in range(doublings - 1, -1, -1):
        out = c["channels"] if left == 0 else w * 2 ** (left - 1)
        own_norm, own_act = (c["batchNorm"] == "everywhere", "tanh") if left == 0 else (norm, act)
        if c["resampling"] == "strided":
            layers.append(Layer(True, out, now, 4, 2, 1, own_norm, own_act))
        else:
            layers.append(Layer(False, now, out, 3, 1, 1, own_norm, own_act, repeats=True))
        now = out
    return nn.Sequential(*layers)


def discriminator(c) -> nn.Sequential:
    w, size, logits = c["width"], c["imageSize"], max(1, c["classes"])
    act, norm = c["activationD"], c["batchNorm"] != "none"
    if c["network"] == "mlp":
        return nn.Sequential(
            Layer(False, c["channels"], 8 * w, size, 1, 0, False, act),
            Layer(False, 8 * w, 8 * w, 1, 1, 0, False, act),
            Layer(False, 8 * w, logits, 1, 1, 0, False, "linear"),
        )
    layers, now = [], c["channels"]
    for i in range(int(np.log2(size // 4))):
        out, own_norm = w * 2**i, norm if i > 0 else c["batchNorm"] == "everywhere"
        if c["resampling"] == "strided":
            layers.append(Layer(False, now, out, 4, 2, 1, own_norm, act))
        else:
            layers.append(Layer(False, now, out, 3, 1, 1, own_norm, act, pools=True))
        now = out
    if c["hiddenLayer"]:
        layers.append(Layer(False, now, 8 * w, 4, 1, 0, norm, act))
        layers.append(Layer(False, 8 * w, logits, 1, 1, 0, False, "linear"))
    else:
        layers.append(Layer(False, now, logits, 4, 1, 0, False, "linear"))
    return nn.Sequential(*layers)


@torch.no_grad()
def initialise(network, c, stream: int) -> None:
    for number, layer in enumerate(network):
        gains = 0 if layer.gain is None else layer.gain.numel()
        drawn = normals(layer.weight.numel() + gains, c["seed"], stream, number)
        spread = np.sqrt(2 / layer.inputs) if c["network"] == "mlp" else 0.02
        # The page keeps float32.
        weights = (spread * drawn[: layer.weight.numel()]).astype(np.float32)
        layer.weight.copy_(torch.from_numpy(weights.astype(np.float64)).reshape(layer.weight.shape))
        if gains:
            gain = (1 + 0.02 * drawn[layer.weight.numel() :]).astype(np.float32)
            layer.gain.copy_(torch.from_numpy(gain.astype(np.float64)))


def losses(c):
    target = 1 - c["labelSmoothing"]
    plus = F.softplus
    return {
        "nonSaturating": (lambda a: plus(a) - target * a, plus, lambda a: plus(-a)),
        "minimax": (lambda a: plus(a) - target * a, plus, lambda a: -plus(a)),
        "leastSquares": (lambda a: (a - target) ** 2 / 2, lambda a: a**2 / 2, lambda a: (a - 1) ** 2 / 2),
        "wasserstein": (lambda a: -a, lambda a: a, lambda a: -a),
        "hinge": (lambda a: F.relu(1 - a), lambda a: F.relu(1 + a), lambda a: -a),
    }[c["loss"]]


def permutation(count: int, seed: int, epoch: int) -> list[int]:
    random, order = random_stream(seed, STREAM["order"], epoch), list(range(count))
    for i in range(count - 1, 0, -1):
        j = int(next(random) * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def latents(c, batch: int):
    """[n, latentDim + classes, 1, 1] and the classes."""
    n, dim, seed = c["batchSize"], c["latentDim"], c["seed"]
    each = 2 * dim if c["prior"] == "normal" else dim
    numbers = uniforms(n * each + n, seed, STREAM["latents"], batch)
    drawn = numbers[: n * each].reshape(n, each)
    if c["prior"] == "normal":
        z = np.sqrt(-2 * np.log(1 - drawn[:, 0::2])) * np.cos(2 * np.pi * drawn[:, 1::2])
    else:
        z = 2 * drawn - 1
    classes = (numbers[n * each :] * c["classes"]).astype(int)
    values = torch.from_numpy(z.astype(np.float32).astype(np.float64))
    if c["classes"]:
        values = torch.cat([values, F.one_hot(torch.from_numpy(classes), c["classes"]).double()], 1)
    return values[:, :, None, None], torch.from_numpy(classes)


def picture_bytes(c) -> np.ndarray:
    """Pictures of stripes and noise, [count, size, size, channels]; class i is i modulo the classes."""
    size, channels = c["imageSize"], c["channels"]
    noise = uniforms(PICTURES * size * size * channels, 7, size).reshape(PICTURES, size, size, channels)
    ramp = (np.arange(size)[None, None, :, None] * (1 + np.arange(PICTURES) % 5)[:, None, None, None] * 40) % 256
    return np.floor(0.5 * ramp + 127 * noise).astype(np.uint8)


def train(c):
    g, d = generator(c), discriminator(c)
    initialise(g, c, STREAM["weightsG"])
    initialise(d, c, STREAM["weightsD"])
    on_real, on_fake, of_g = losses(c)
    adam_g = torch.optim.Adam(g.parameters(), c["rateG"], (c["beta1G"], c["beta2G"]))
    adam_d = torch.optim.Adam(d.parameters(), c["rateD"], (c["beta1D"], c["beta2D"]))
    bytes_, n, seed = picture_bytes(c), c["batchSize"], c["seed"]
    noise = normals(NOISE, seed, STREAM["noise"]).astype(np.float32) if c["instanceNoise"] else None

    def noisy(x, batch, which):
        if noise is None:
            return x
        start = int(next(random_stream(seed, STREAM["noise"], batch, which)) * NOISE)
        shape = (x.shape[0], x.shape[2], x.shape[3], x.shape[1])
        taken = np.take(noise, start + np.arange(x.numel()), mode="wrap").reshape(shape).astype(np.float64)
        return x + c["instanceNoise"] * torch.from_numpy(taken).permute(0, 3, 1, 2)

    def judged(x, classes):
        logits = d(x).flatten(1)
        return logits.gather(1, classes[:, None])[:, 0] if c["classes"] else logits[:, 0]

    gradients, history, per_epoch = {}, [], PICTURES // n
    for step in range(STEPS):
        for inner in range(c["stepsD"]):
            batch = step * c["stepsD"] + inner
            epoch, position = divmod(batch, per_epoch)
            rows = permutation(PICTURES, seed, epoch)[position * n : (position + 1) * n]
            x = torch.from_numpy(bytes_[rows].astype(np.float64) / 127.5 - 1).permute(0, 3, 1, 2)
            z, classes = latents(c, batch)
            fake = g(z)
            adam_d.zero_grad()
            real_classes = torch.tensor(rows) % max(1, c["classes"])
            seen = noisy(fake, batch, 1)
            loss_d = on_real(judged(noisy(x, batch, 0), real_classes)).mean() + on_fake(judged(seen.detach(), classes)).mean()
            loss_d.backward()
            gradients.setdefault("D", flat_gradients(d))
            adam_d.step()
            if c["loss"] == "wasserstein":
                with torch.no_grad():
                    for parameter in d.parameters():
                        parameter.clamp_(-c["clip"], c["clip"])
        adam_g.zero_grad()
        loss_g = of_g(judged(seen, classes)).mean()
        loss_g.backward()
        gradients.setdefault("G", flat_gradients(g))
        adam_g.step()
        history.append([loss_d.item(), loss_g.item()])
    return gradients, history


def flat_gradients(network) -> np.ndarray:
    parts = []
    for layer in network:
        for parameter in (layer.weight, layer.bias, layer.gain, layer.shift):
            if parameter is not None:
                parts.append(parameter.grad.detach().numpy().ravel())
    return np.concatenate(parts).astype(np.float32)


def main(folder: str) -> None:
    tensors, cases = {}, {}
    for name, change in CASES.items():
        config = {**BASE, **change}
        gradients, history = train(config)
        cases[name] = {"config": config, "losses": [[float(f"{v:.9g}") for v in pair] for pair in history]}
        for network, values in gradients.items():
            tensors[f"{name}/{network}"] = values
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    (out / "gans.json").write_text(json.dumps({"pictures": PICTURES, "cases": cases}, indent=1) + "\n")
    write_safetensors(out / "gans.safetensors", tensors)


if __name__ == "__main__":
    main(*sys.argv[1:])
