"""A transposed convolution that is fast on processors.

PyTorch 1 runs `ConvTranspose2d` on a CPU along a slow path (PyTorch 2 does not). The same numbers are the gradient of an
ordinary convolution with respect to its input, for which there are fast kernels; its own gradients
are that convolution, and that convolution's gradient with respect to its filter.
"""

import torch
from torch import nn


class _TransposedConvolution(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, stride: int, padding: int):  # x [n, i, h, w], weight [i, o, k, k]
        ctx.save_for_backward(x, weight)
        ctx.stride, ctx.padding = stride, padding
        n, _, height, width = x.shape
        out, kernel = weight.shape[1], weight.shape[2]
        shape = (n, out, *((side - 1) * stride - 2 * padding + kernel for side in (height, width)))
        # Only the shape of the convolution's input matters for the gradient with respect to it.
        place = torch.empty(shape, dtype=x.dtype, device=x.device).contiguous(memory_format=torch.channels_last)
        return torch.ops.aten.convolution_backward(
            x, place, weight, None, [stride] * 2, [padding] * 2, [1, 1], False, [0, 0], 1, [True, False, False]
        )[0]

    @staticmethod
    def backward(ctx, upstream):
        x, weight = ctx.saved_tensors
        upstream = upstream.to(x.dtype).contiguous(memory_format=torch.channels_last)
        gradient_x = gradient_weight = None
        if ctx.needs_input_grad[0]:
            gradient_x = torch.conv2d(upstream, weight, None, ctx.stride, ctx.padding)
        if ctx.needs_input_grad[1]:
            gradient_weight = torch.ops.aten.convolution_backward(
                x, upstream, weight, None, [ctx.stride] * 2, [ctx.padding] * 2, [1, 1], False, [0, 0], 1,
                [False, True, False],
            )[1]
        return gradient_x, gradient_weight, None, None


def transposed_convolution(x: torch.Tensor, weight: torch.Tensor, stride: int, padding: int) -> torch.Tensor:
    """What `torch.conv_transpose2d(x, weight, None, stride, padding)` gives, in the type of x.

    x [n, in, h, w], weight [in, out, k, k]; the result [n, out, (h − 1)·stride − 2·padding + k, …].
    From one pixel (the projection of z) it is a matrix product.
    """
    if x.shape[2:] == (1, 1) and padding == 0:
        n, (_, out, kernel, _) = x.shape[0], weight.shape
        return (x.flatten(1) @ weight.flatten(1)).view(n, out, kernel, kernel)
    return _TransposedConvolution.apply(x.contiguous(memory_format=torch.channels_last), weight, stride, padding)


class FastConvTranspose2d(nn.ConvTranspose2d):
    """`ConvTranspose2d` along the fast path; under autocast in its type. Same parameters, same names."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weight = self.weight
        if torch.is_autocast_cpu_enabled():
            kind = torch.get_autocast_cpu_dtype()
            x, weight = x.to(kind), weight.to(kind)
        y = transposed_convolution(x, weight, self.stride[0], self.padding[0])
        return y if self.bias is None else y + self.bias.to(y.dtype)[None, :, None, None]
