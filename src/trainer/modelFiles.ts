/**
 * A snapshot as a model folder (README, "Models"): PyTorch names and axis orders, the moving average
 * of G with the statistics measured over seeded samples, D with its running ones. What a folder has
 * no layer for is written as the transposed convolution that computes the same: pixels repeated before
 * a 3×3 convolution are one of 4×4 and stride 2, and a class is a first layer that leaves z as it is
 * and sets the ones of the class as a bias.
 */
import { badArgument } from '../errors.ts';
import { writeSafetensors } from '../formats/writeSafetensors.ts';
import type { WeightArray } from '../model/arrays.ts';
import type { LayerSpec, Subject } from '../model/config.ts';
import type { Layer, Network, Span } from './layers.ts';
import { batchNormEpsilon, discriminatorOf, generatorOf, leakySlope } from './layers.ts';
import { checkSnapshot } from './snapshots.ts';
import type { Snapshot } from './types.ts';

/** What a folder says about itself beside its numbers. */
export interface ModelDescription {
  /** Up to 64 lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  /** What the pictures were, in words. */
  readonly data: string;
  /** What they show; left out where nobody knows. */
  readonly subject?: Subject;
  /** Which class G draws; for conditional networks, 0 otherwise. */
  readonly drawnClass?: number;
}

/** A file of a folder. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Digest = (bytes: Uint8Array) => Uint8Array;

/** Layers and weights of a network as a folder has them. */
interface Written {
  readonly layers: LayerSpec[];
  readonly weights: Map<string, WeightArray>;
}

/**
 * The files of a model folder. A D that pools is left out: a folder has no layer for that.
 * @throws PlaygroundError `bad-argument` for a snapshot that is not whole, or a class there is not.
 */
export async function snapshotToModelFiles(
  snapshot: Snapshot,
  description: ModelDescription,
): Promise<NamedBytes[]> {
  const { config } = snapshot;
  checkSnapshot(snapshot, config);
  const { drawnClass = 0, ...words } = description;
  if (drawnClass !== 0 && !(drawnClass < config.classes)) {
    throw badArgument('drawnClass', `below ${config.classes}`, drawnClass);
  }
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const g = writeGenerator(snapshot, drawnClass);
  const d = config.resampling === 'pooling' ? null : writeDiscriminator(snapshot, drawnClass);
  const generator = { name: 'generator.safetensors', bytes: writeSafetensors(g.weights) };
  const discriminator =
    d === null ? null : { name: 'discriminator.safetensors', bytes: writeSafetensors(d.weights) };
  const files = discriminator === null ? [generator] : [generator, discriminator];
  const json = {
    format: 'latent-playground-model',
    version: 1,
    ...words,
    prior: config.prior,
    latent_dim: config.latentDim,
    image_size: config.imageSize,
    channels: config.channels,
    generator: { file: generator.name, layers: g.layers },
    ...(discriminator === null || d === null
      ? {}
      : { discriminator: { file: discriminator.name, layers: d.layers } }),
    files: Object.fromEntries(files.map((file) => [file.name, digestOf(file.bytes, sha256)])),
    // How it came about; readers of the format pass over what they do not know.
    training: { ...config, step: snapshot.step, seconds: snapshot.seconds },
  };
  const text = `${JSON.stringify(json, null, 1)}\n`;
  return [{ name: 'config.json', bytes: new TextEncoder().encode(text) }, ...files];
}

function digestOf(bytes: Uint8Array, sha256: Digest): { size_bytes: number; sha256: string } {
  const hex = Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, '0'));
  return { size_bytes: bytes.length, sha256: hex.join('') };
}

function writeGenerator({ config, average, statistics }: Snapshot, drawnClass: number): Written {
  const written: Written = { layers: [], weights: new Map() };
  const { latentDim, classes } = config;
  if (classes > 0) {
    const out = latentDim + classes;
    const values = new Float32Array(latentDim * out);
    for (let i = 0; i < latentDim; i += 1) values[i * out + i] = 1;
    const bias = new Float32Array(out);
    bias[latentDim + drawnClass] = 1;
    addConvolution(
      written,
      {
        kind: 'conv_transpose',
        in: latentDim,
        out,
        kernel: 1,
        stride: 1,
        padding: 0,
      },
      values,
      bias,
    );
  }
  for (const layer of generatorOf(config).layers) {
    addLayer(written, asTransposed(layer, average), layer, average, statistics);
  }
  return written;
}

function writeDiscriminator(snapshot: Snapshot, judgedClass: number): Written {
  const written: Written = { layers: [], weights: new Map() };
  const { weights } = snapshot.discriminator;
  const network: Network = discriminatorOf(snapshot.config);
  for (const layer of network.layers) {
    const { geometry } = layer;
    const isEnd = layer === network.layers.at(-1);
    const first = isEnd ? judgedClass : 0;
    const out = isEnd ? 1 : geometry.small.channels;
    const convolution: PlainConvolution = {
      kind: 'conv',
      in: geometry.big.channels,
      out,
      kernel: geometry.kernel,
      stride: geometry.stride,
      padding: geometry.padding,
      // [tap][in][out] → [out][in][tap]
      weights: permuted(
        read(weights, layer.weight),
        geometry.kernel ** 2,
        geometry.big.channels,
        geometry.small.channels,
        (tap, big, small, size) =>
          small < first || small >= first + out
            ? -1
            : ((small - first) * geometry.big.channels + big) * size + tap,
        geometry.kernel ** 2 * geometry.big.channels * out,
      ),
    };
    const bias = layer.bias;
    const taken = bias === null ? null : { offset: bias.offset + first, length: out };
    addLayer(written, convolution, { ...layer, bias: taken }, weights, snapshot.statisticsD);
  }
  return written;
}

interface PlainConvolution {
  readonly kind: 'conv' | 'conv_transpose';
  readonly in: number;
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** In PyTorch's order. */
  readonly weights: Float32Array<ArrayBuffer>;
}

/** Every layer of G as a transposed convolution, [in, out, kernel, kernel]. */
function asTransposed(layer: Layer, weights: Float32Array): PlainConvolution {
  const { geometry, isTransposed, repeats } = layer;
  const { big, small, kernel } = geometry;
  const values = read(weights, layer.weight);
  const [from, to] = isTransposed ? [small.channels, big.channels] : [big.channels, small.channels];
  const shape = { kind: 'conv_transpose', in: from, out: to } as const;
  if (repeats) {
    return { ...shape, kernel: 4, stride: 2, padding: 1, weights: spread(values, from, to) };
  }
  const plain = permuted(
    values,
    kernel ** 2,
    big.channels,
    small.channels,
    (tap, b, s, size) => {
      const [i, o] = isTransposed ? [s, b] : [b, s];
      return (i * to + o) * size + tap;
    },
    values.length,
  );
  return { ...shape, kernel, stride: geometry.stride, padding: geometry.padding, weights: plain };
}

/**
 * Pixels repeated 2×2, then a 3×3 convolution [tap][in][out], as one transposed convolution of 4×4:
 * tap u meets the two copies of a pixel at rows 2 − u and 3 − u of the large kernel.
 */
function spread(values: Float32Array, from: number, to: number): Float32Array<ArrayBuffer> {
  const large = new Float32Array(from * to * 16);
  for (let u = 0; u < 3; u += 1) {
    for (let v = 0; v < 3; v += 1) {
      for (const row of [2 - u, 3 - u]) {
        for (const column of [2 - v, 3 - v]) {
          const tap = row * 4 + column;
          for (let i = 0; i < from; i += 1) {
            for (let o = 0; o < to; o += 1) {
              const at = (i * to + o) * 16 + tap;
              const value = values[((u * 3 + v) * from + i) * to + o] ?? Number.NaN;
              large[at] = (large[at] ?? 0) + value;
            }
          }
        }
      }
    }
  }
  return large;
}

/** [taps][big][small] to the places that `place` says; −1 leaves a value out. */
function permuted(
  values: Float32Array,
  taps: number,
  bigs: number,
  smalls: number,
  place: (tap: number, big: number, small: number, taps: number) => number,
  length: number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(length);
  let at = 0;
  for (let tap = 0; tap < taps; tap += 1) {
    for (let big = 0; big < bigs; big += 1) {
      for (let small = 0; small < smalls; small += 1) {
        const to = place(tap, big, small, taps);
        if (to >= 0) result[to] = values[at] ?? Number.NaN;
        at += 1;
      }
    }
  }
  return result;
}

function read(values: Float32Array, { offset, length }: Span): Float32Array<ArrayBuffer> {
  return values.slice(offset, offset + length);
}

function nextIndex({ layers }: Written): number {
  return (layers.at(-1)?.index ?? -1) + 1;
}

function addConvolution(
  written: Written,
  shape: Omit<PlainConvolution, 'weights'>,
  values: Float32Array<ArrayBuffer>,
  bias: Float32Array<ArrayBuffer> | null,
): void {
  const index = nextIndex(written);
  const { kind, kernel } = shape;
  const channels = kind === 'conv' ? [shape.out, shape.in] : [shape.in, shape.out];
  written.layers.push({
    index,
    kind,
    in: shape.in,
    out: shape.out,
    kernel,
    stride: shape.stride,
    padding: shape.padding,
    bias: bias !== null,
  });
  written.weights.set(`main.${index}.weight`, { shape: [...channels, kernel, kernel], values });
  if (bias !== null) {
    written.weights.set(`main.${index}.bias`, { shape: [bias.length], values: bias });
  }
}

/** The convolution, then its batch norm and its activation. */
function addLayer(
  written: Written,
  convolution: PlainConvolution,
  layer: Layer,
  weights: Float32Array,
  statistics: Float32Array,
): void {
  const { bias, gain, shift, mean, variance, activation } = layer;
  addConvolution(
    written,
    convolution,
    convolution.weights,
    bias === null ? null : read(weights, bias),
  );
  if (gain !== null && shift !== null && mean !== null && variance !== null) {
    const index = nextIndex(written);
    const channels = gain.length;
    written.layers.push({ index, kind: 'batch_norm', channels, epsilon: batchNormEpsilon });
    const parts = {
      weight: read(weights, gain),
      bias: read(weights, shift),
      running_mean: read(statistics, mean),
      running_var: read(statistics, variance),
    };
    for (const [part, values] of Object.entries(parts)) {
      written.weights.set(`main.${index}.${part}`, { shape: [channels], values });
    }
  }
  const index = nextIndex(written);
  if (activation === 'relu' || activation === 'tanh') {
    written.layers.push({ index, kind: activation });
  } else if (activation === 'leakyRelu') {
    written.layers.push({ index, kind: 'leaky_relu', slope: leakySlope });
  }
}
