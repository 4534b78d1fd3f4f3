"""Times steps of the page's DCGAN in PyTorch on the processor, for `npm run bench`.

    python3 -m training.gan_throughput SIZE WIDTH BATCH MAX_STEPS BUDGET_MS

Prints JSON: milliseconds of each step after a first one that is not counted, and the threads. One
step is what the page does: D on a real and a generated batch, G by the same generated batch.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from training.dcgan import discriminator_layers, generator_layers
from training.network import build_network

LATENT_DIM = 100


def main(size: int, width: int, batch: int, max_steps: int, budget_ms: float) -> None:
    torch.manual_seed(2015)
    # `main` ends in one logit for D, as in the page.
    g = build_network(generator_layers(size, 3, LATENT_DIM, width, 4)).main
    d = build_network(discriminator_layers(size, 3, width, 4)).main
    if isinstance(d[-1], nn.Sigmoid):
        d = d[:-1]
    g, d = g.to(memory_format=torch.channels_last), d.to(memory_format=torch.channels_last)
    adam_g = torch.optim.Adam(g.parameters(), 0.0002, (0.5, 0.999))
    adam_d = torch.optim.Adam(d.parameters(), 0.0002, (0.5, 0.999))
    pictures = (torch.rand(4, batch, 3, size, size) * 2 - 1).contiguous()
    ones, zeros = torch.ones(batch), torch.zeros(batch)

    def step(number: int) -> None:
        real = pictures[number % 4].to(memory_format=torch.channels_last)
        fake = g(torch.rand(batch, LATENT_DIM, 1, 1) * 2 - 1)
        adam_d.zero_grad()
        loss = cross_entropy(d(real).flatten(), ones) + cross_entropy(d(fake.detach()).flatten(), zeros)
        loss.backward()
        adam_d.step()
        adam_g.zero_grad()
        cross_entropy(d(fake).flatten(), ones).backward()
        adam_g.step()

    step(0)
    milliseconds: list[float] = []
    begin = time.perf_counter()
    while len(milliseconds) < max_steps and (time.perf_counter() - begin) * 1000 < budget_ms:
        start = time.perf_counter()
        step(len(milliseconds) + 1)
        milliseconds.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"milliseconds": milliseconds, "threads": torch.get_num_threads(), "torch": torch.__version__}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), int(sys.argv[4]), float(sys.argv[5]))
