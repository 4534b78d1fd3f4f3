"""The fast transposed convolution is PyTorch's own, forwards and backwards."""

import pytest
import torch

from training.fast_convolution import FastConvTranspose2d, transposed_convolution

SHAPES = [
    # n, in, side, out, kernel, stride, padding
    (3, 6, 1, 5, 4, 1, 0),
    (2, 5, 4, 3, 4, 2, 1),
    (2, 4, 5, 3, 6, 2, 2),
    (1, 3, 3, 2, 3, 3, 0),
]


@pytest.mark.parametrize("n, n_in, side, out, kernel, stride, padding", SHAPES)
def test_agrees_with_pytorch(n, n_in, side, out, kernel, stride, padding):
    random = torch.Generator().manual_seed(1)
    x = torch.randn(n, n_in, side, side, generator=random, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(n_in, out, kernel, kernel, generator=random, dtype=torch.float64, requires_grad=True)
    mine = transposed_convolution(x, weight, stride, padding)
    theirs = torch.conv_transpose2d(x, weight, None, stride, padding)
    assert torch.allclose(mine, theirs, rtol=1e-12, atol=1e-12)
    upstream = torch.randn(theirs.shape, generator=random, dtype=torch.float64)
    for a, b in zip(torch.autograd.grad(mine, (x, weight), upstream), torch.autograd.grad(theirs, (x, weight), upstream)):
        assert torch.allclose(a, b, rtol=1e-12, atol=1e-12)


def test_gradients_agree_with_differences():
    x = torch.randn(2, 3, 3, 3, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(3, 2, 4, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda a, b: transposed_convolution(a, b, 2, 1), (x, weight))


def test_the_module_takes_the_same_weights():
    slow = torch.nn.ConvTranspose2d(6, 4, 4, 2, 1)
    fast = FastConvTranspose2d(6, 4, 4, 2, 1)
    fast.load_state_dict(slow.state_dict())
    x = torch.randn(2, 6, 4, 4)
    assert torch.allclose(fast(x), slow(x), atol=1e-5)
    with torch.autocast("cpu", torch.bfloat16):
        rough = fast(x)
    assert rough.dtype == torch.bfloat16
    assert torch.allclose(rough.float(), slow(x), atol=0.05)
