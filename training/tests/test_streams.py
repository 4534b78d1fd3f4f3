"""Many streams at once are the streams one by one, and the streams of the page."""

import numpy as np
import pytest

from training.streams import draw_sample, draw_samples, random_numbers, random_stream


@pytest.mark.parametrize("prior", ["normal", "uniform"])
@pytest.mark.parametrize("seed", [1, 2014, 0xFFFFFFFF])
def test_samples_at_once_are_samples_one_by_one(prior, seed):
    together = draw_samples(prior, 100, seed, 95, 40)
    alone = np.stack([draw_sample(prior, 100, seed, i) for i in range(95, 135)])
    assert together.dtype == np.float32 and (together == alone).all()


def test_keys_may_vary_in_any_place():
    together = random_numbers([np.array([3, 4]), 7, np.array([0, 0xFFFFFFFF])], 5)
    for row, keys in zip(together, ((3, 7, 0), (4, 7, 0xFFFFFFFF))):
        stream = random_stream(*keys)
        assert row.tolist() == [next(stream) for _ in range(5)]


def test_the_page_draws_the_same_numbers():
    # The page's side of this is in src/latent/prior.test.ts.
    normal = draw_samples("normal", 100, 2015, 0, 2)
    uniform = draw_samples("uniform", 100, 2015, 0, 2)
    assert normal[0, :2] == pytest.approx([1.2352252, 1.9270769], abs=1e-6)
    assert normal[1, 2] == pytest.approx(0.42078802, abs=1e-6)
    assert (uniform[0, 1], uniform[1, 0]) == pytest.approx((0.87982464, 0.24062002), abs=1e-6)
