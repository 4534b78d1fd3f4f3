import { expect, test } from 'vitest';
import type { LayerSpec } from '../../model/config.ts';
import { countParameters } from './countParameters.ts';

// A published count: DCGAN with nz 100, ngf 64, nc 3 has 3,574,784 weights and 1,920 of batch norm.
test('the generator of the PyTorch tutorial has 3,576,704 parameters', () => {
  const widths = [100, 512, 256, 128, 64, 3];
  const layers = widths.slice(1).flatMap((out, i): LayerSpec[] => [
    {
      kind: 'conv_transpose',
      index: 3 * i,
      in: widths[i] ?? 0,
      out,
      kernel: 4,
      stride: i === 0 ? 1 : 2,
      padding: i === 0 ? 0 : 1,
      bias: false,
    },
    ...(out === 3
      ? [{ kind: 'tanh' as const, index: 13 }]
      : [{ kind: 'batch_norm' as const, index: 3 * i + 1, channels: out, epsilon: 1e-5 }]),
  ]);
  expect(countParameters({ file: 'g', layers })).toBe(3_576_704);
});

test('biases count', () => {
  const layers: LayerSpec[] = [
    { kind: 'conv', index: 0, in: 1, out: 8, kernel: 3, stride: 1, padding: 1, bias: true },
  ];
  expect(countParameters({ file: 'd', layers })).toBe(80);
});
