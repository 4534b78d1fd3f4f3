import { expect, test } from 'vitest';
import type { WeightArray } from './arrays.ts';
import { checkWeights, describeArchitecture, weightShapes } from './architecture.ts';
import type { LayerSpec, ModelConfig } from './config.ts';

const up = (
  index: number,
  from: number,
  out: number,
  k: number,
  s: number,
  p: number,
): LayerSpec => ({
  kind: 'conv_transpose',
  index,
  in: from,
  out,
  kernel: k,
  stride: s,
  padding: p,
  bias: false,
});
const down: typeof up = (...numbers) => {
  const spec = up(...numbers);
  return spec.kind === 'conv_transpose' ? { ...spec, kind: 'conv' } : spec;
};
const norm = (index: number, channels: number): LayerSpec => ({
  kind: 'batch_norm',
  index,
  channels,
  epsilon: 1e-5,
});
const generator: LayerSpec[] = [
  up(0, 10, 8, 3, 1, 0),
  norm(1, 8),
  { kind: 'relu', index: 2 },
  up(3, 8, 4, 5, 2, 1),
  { kind: 'relu', index: 4 },
  up(5, 4, 1, 4, 4, 0),
  { kind: 'tanh', index: 6 },
];
const discriminator: LayerSpec[] = [
  down(0, 1, 4, 5, 3, 2),
  { kind: 'leaky_relu', index: 1, slope: 0.2 },
  down(2, 4, 1, 10, 1, 0),
  { kind: 'sigmoid', index: 3 },
];

function config(g: readonly LayerSpec[], d: readonly LayerSpec[] | null = null): ModelConfig {
  return {
    id: 'tiny',
    title: 'Tiny',
    licence: 'MIT',
    data: 'none',
    subject: 'sample',
    prior: 'uniform',
    latentDim: 10,
    imageSize: 28,
    channels: 1,
    generator: { file: 'generator.safetensors', layers: g },
    discriminator: d === null ? null : { file: 'discriminator.safetensors', layers: d },
    samples: null,
    classifier: null,
    labels: null,
    directions: null,
    exemplars: null,
    concepts: null,
    golden: null,
    files: {},
  };
}

test('infers shapes and names of both networks', () => {
  const {
    generator: g,
    discriminator: d,
    layers,
  } = describeArchitecture(config(generator, discriminator));
  expect(layers).toEqual([
    { network: 'generator', name: 'main.2', height: 3, width: 3, channels: 8 },
    { network: 'generator', name: 'main.4', height: 7, width: 7, channels: 4 },
    { network: 'generator', name: 'main.6', height: 28, width: 28, channels: 1 },
    { network: 'discriminator', name: 'D.main.1', height: 10, width: 10, channels: 4 },
    { network: 'discriminator', name: 'D.main.2', height: 1, width: 1, channels: 1 },
  ]);
  expect(g.map((block) => block.activation.kind)).toEqual(['relu', 'relu', 'tanh']);
  expect(g[0]?.batchNorm?.index).toBe(1);
  expect(g[1]?.batchNorm).toBeNull();
  expect(d?.at(-1)?.activation.kind).toBe('linear');
});

test('lists the tensors of a block in the axis orders of PyTorch', () => {
  const { generator: g, discriminator: d } = describeArchitecture(config(generator, discriminator));
  expect(Object.fromEntries(g[0] ? weightShapes(g[0]) : [])).toEqual({
    'main.0.weight': [10, 8, 3, 3],
    'main.1.weight': [8],
    'main.1.bias': [8],
    'main.1.running_mean': [8],
    'main.1.running_var': [8],
  });
  expect(Object.fromEntries(d?.[0] ? weightShapes(d[0]) : [])).toEqual({
    'main.0.weight': [4, 1, 5, 5],
  });
});

test.each<[string, LayerSpec[], LayerSpec[] | null, string]>([
  ['channels that do not meet', [up(0, 9, 8, 3, 1, 0)], null, 'generator.layers[0].in'],
  [
    'batch norm of another width',
    [up(0, 10, 8, 3, 1, 0), norm(1, 9)],
    null,
    'generator.layers[1].channels',
  ],
  [
    'batch norm after the activation',
    [up(0, 10, 8, 3, 1, 0), { kind: 'relu', index: 1 }, norm(2, 8)],
    null,
    'generator.layers[2]',
  ],
  ['two batch norms', [up(0, 10, 8, 3, 1, 0), norm(1, 8), norm(2, 8)], null, 'generator.layers[2]'],
  ['a picture of another size', generator.slice(0, 5), null, 'generator.layers'],
  ['an output of no pixels', [up(0, 10, 1, 2, 1, 1)], null, 'generator.layers[0]'],
  ['no tanh', [up(0, 10, 1, 28, 1, 0)], null, 'generator.layers'],
  ['a layer too large', [up(0, 10, 16000, 65, 1, 0)], null, 'generator.layers[0]'],
  ['a D that ends in a map', generator, discriminator.slice(0, 2), 'discriminator.layers'],
])('refuses %s', (_, g, d, where) => {
  expect(() => describeArchitecture(config(g, d))).toThrowError(
    expect.objectContaining({
      code: 'bad-file',
      details: expect.objectContaining({ where: `config.json: ${where}` }) as unknown,
    }),
  );
});

test('checks weights against the layers by name and shape', () => {
  const { generator: g } = describeArchitecture(config(generator));
  const weights = new Map<string, WeightArray>();
  for (const block of g) {
    for (const [name, shape] of weightShapes(block)) {
      const size = shape.reduce((product, n) => product * n, 1);
      weights.set(name, { shape, values: new Float32Array(size) });
    }
  }
  expect(() => {
    checkWeights(g, weights, 'g');
  }).not.toThrow();

  weights.set('main.3.weight', { shape: [4, 8, 5, 5], values: new Float32Array(800) });
  expect(() => {
    checkWeights(g, weights, 'g.safetensors');
  }).toThrowError(
    expect.objectContaining({
      code: 'shape-mismatch',
      details: {
        where: 'g.safetensors: main.3.weight',
        expected: '[8, 4, 5, 5]',
        found: '[4, 8, 5, 5]',
      },
    }),
  );
  weights.delete('main.1.running_var');
  expect(() => {
    checkWeights(g, weights, 'g');
  }).toThrowError(/main\.1\.running_var: expected \[8\], found nothing/);
});
