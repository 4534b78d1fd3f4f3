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


def _mix_all(state: np.ndarray, key: np.ndarray) -> np.ndarray:
    h = state ^ key * np.uint32(0x9E3779B1)
    h = (h ^ h >> np.uint32(16)) * np.uint32(0x85EBCA6B)
    h = (h ^ h >> np.uint32(13)) * np.uint32(0xC2B2AE35)
    return h ^ h >> np.uint32(16)


def random_numbers(keys: list[int | np.ndarray], count: int) -> np.ndarray:
    """The first `count` numbers of many streams at once: float64 [streams, count].

    Each key is a whole number or an array with one for each stream; row i is what
    `random_stream(*(keys of stream i))` yields.
    """
    rows = np.broadcast_arrays(*[np.atleast_1d(np.asarray(key, np.uint32)) for key in keys])
    a, b, c = (np.full(len(rows[0]), start, np.uint32) for start in (0x6C617465, 0x6E742070, 0x6C617967))
    for key in rows:
        a = _mix_all(a, key)
        b = _mix_all(b ^ a, key + np.uint32(1))
        c = _mix_all(c ^ b, key + np.uint32(2))
    counter = 1

    def next32() -> np.ndarray:
        nonlocal a, b, c, counter
        t = a + b + np.uint32(counter)
        counter += 1
        a = b ^ b >> np.uint32(9)
        b = c + (c << np.uint32(3))
        c = (c << np.uint32(21) | c >> np.uint32(11)) + t
        return t

    for _ in range(12):
        next32()
    numbers = np.empty((len(rows[0]), count))
    for i in range(count):
        high = (next32() >> np.uint32(5)).astype(np.float64)
        numbers[:, i] = (high * 67108864 + (next32() >> np.uint32(6))) / 9007199254740992
    return numbers


def draw_samples(prior: str, latent_dim: int, seed: int, first: int, count: int) -> np.ndarray:
    """Samples first … first + count − 1 of `seed`: float32 [count, latent_dim], each as `draw_sample` draws it."""
    indices = np.arange(first, first + count, dtype=np.uint32)
    if prior == "uniform":
        return (2 * random_numbers([seed, indices], latent_dim) - 1).astype(np.float32)
    numbers = random_numbers([seed, indices], 2 * latent_dim)
    radius = np.sqrt(-2 * _each(math.log, 1 - numbers[:, 0::2]))
    return (radius * _each(math.cos, 2 * math.pi * numbers[:, 1::2])).astype(np.float32)


def _each(function, values: np.ndarray) -> np.ndarray:
    """The platform's own log or cos of each value: numpy's vector versions may differ in the last bit."""
    return np.fromiter(map(function, values.ravel().tolist()), np.float64, values.size).reshape(values.shape)
