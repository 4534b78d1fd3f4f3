"""The page's seeded random streams (`src/maths/random.ts`), number for number.

A sample is named by (seed, index); this module draws the same latent as the page does, up to the
last bit of the platform's log and cos, so that stored sheets and live faces are the same faces.
"""

import math

import numpy as np

_MASK = 0xFFFFFFFF


def _mix(state: int, key: int) -> int:
    h = state ^ (key * 0x9E3779B1 & _MASK)
    h = (h ^ h >> 16) * 0x85EBCA6B & _MASK
    h = (h ^ h >> 13) * 0xC2B2AE35 & _MASK
    return h ^ h >> 16


def random_stream(*keys: int):
    """Yields uniform numbers in [0, 1) of the stream with the given keys (sfc32, 53 bits each)."""
    a, b, c, counter = 0x6C617465, 0x6E742070, 0x6C617967, 1
    for key in keys:
        a = _mix(a, key)
        b = _mix(b ^ a, key + 1)
        c = _mix(c ^ b, key + 2)

    def next32() -> int:
        nonlocal a, b, c, counter
        t = (a + b + counter) & _MASK
        counter = (counter + 1) & _MASK
        a = b ^ b >> 9
        b = (c + (c << 3)) & _MASK
        c = ((c << 21 | c >> 11) + t) & _MASK
        return t

    for _ in range(12):
        next32()
    while True:
        high = next32() >> 5
        yield (high * 67108864 + (next32() >> 6)) / 9007199254740992


def draw_sample(prior: str, latent_dim: int, seed: int, index: int) -> np.ndarray:
    """Sample `index` of `seed`: float32 [latent_dim], as `drawSample` in `src/latent/prior.ts`."""
    stream = random_stream(seed, index)
    if prior == "uniform":
        return np.array([2 * next(stream) - 1 for _ in range(latent_dim)], np.float32)
    values = []
    for _ in range(latent_dim):
        radius = math.sqrt(-2 * math.log(1 - next(stream)))
        values.append(radius * math.cos(2 * math.pi * next(stream)))
    return np.array(values, np.float32)
