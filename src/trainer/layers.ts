/**
 * The networks of a run as lists of layers: shapes, geometry, and where in a flat array the
 * parameters of each lie. Pure data; the passes (`passes.ts`) run over it.
 */
import type { RunConfig } from './config.ts';

/** Height, width and channels of what passes between two layers; arrays are [n, height, width, channels]. */
export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * A convolution takes `big` to `small`, a transposed one `small` to `big`; a fully connected layer is
 * one between 1×1 and 1×1, or one whose kernel covers all of `big`. Weights are
 * [kernel, kernel, big.channels, small.channels] for both.
 */
export interface Geometry {
  readonly big: Shape;
  readonly small: Shape;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** Hidden activations and the two ends: G's is tanh, D's linear. */
export type ActivationKind = 'linear' | 'relu' | 'leakyRelu' | 'tanh';

/** Slope of leaky ReLU below zero (DCGAN, section 3). */
export const leakySlope = 0.2;
/** Added to variances, as PyTorch does. */
export const batchNormEpsilon = 1e-5;

/** A run of floats in the flat array of a network. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A convolution with what follows it: bias or batch norm, then the activation, then perhaps pooling. */
export interface Layer {
  readonly isTransposed: boolean;
  readonly geometry: Geometry;
  /** Each pixel is repeated 2×2 before the convolution. */
  readonly repeats: boolean;
  /** The maximum over 2×2 is taken after the activation. */
  readonly pools: boolean;
  readonly activation: ActivationKind;
  readonly input: Shape;
  /** Of the convolution, before pooling. */
  readonly convolved: Shape;
  readonly output: Shape;
  readonly weight: Span;
  /** There exactly when there is no batch norm. */
  readonly bias: Span | null;
  readonly gain: Span | null;
  readonly shift: Span | null;
  /** In the flat array of statistics: means, then variances. */
  readonly mean: Span | null;
  readonly variance: Span | null;
}

/** A network of a run. */
export interface Network {
  readonly layers: readonly Layer[];
  readonly input: Shape;
  readonly output: Shape;
  /** Floats of the flat array of parameters, gaps included. */
  readonly parameterFloats: number;
  /** Floats of the flat array of statistics, gaps included. */
  readonly statisticFloats: number;
  /** Numbers that are learned. */
  readonly parameters: number;
}

/** Spans begin at multiples of this many floats (256 bytes, what WebGPU asks of bindings). */
export const spanAlignment = 64;

/** Floats of a run of `length`, with the gap behind it. */
export function aligned(length: number): number {
  return Math.ceil(length / spanAlignment) * spanAlignment;
}

/** Shape of a vector. */
export function flat(channels: number): Shape {
  return { height: 1, width: 1, channels };
}

/** Numbers of one item of a shape. */
export function floatsOf({ height, width, channels }: Shape): number {
  return height * width * channels;
}

interface LayerPlan {
  readonly isTransposed?: boolean;
  readonly out: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number;
  readonly repeats?: boolean;
  readonly pools?: boolean;
  readonly batchNorm: boolean;
  readonly activation: ActivationKind;
}

/** Side of the smallest maps (DCGAN, Fig. 1). */
const smallestSide = 4;
/** Hidden units of the fully connected layers, in widths. */
const hiddenWidths = 8;

/** Numbers that G takes: z, then the class as one of `classes` ones. */
export function generatorInputs(config: RunConfig): number {
  return config.latentDim + config.classes;
}

/**
 * G of a run: [n, 1, 1, latentDim + classes] → [n, size, size, channels]. DCGAN: a projection to
 * 4×4 and a doubling layer for each further power of two, channels halving (section 3, Fig. 1).
 */
export function generatorOf(config: RunConfig): Network {
  const { imageSize, channels, width, activationG } = config;
  const input = flat(generatorInputs(config));
  if (config.network === 'mlp') {
    const hidden = { out: hiddenWidths * width, kernel: 1, batchNorm: false } as const;
    return assemble(input, [
      { ...hidden, activation: activationG },
      { ...hidden, activation: activationG },
      {
        isTransposed: true,
        out: channels,
        kernel: imageSize,
        batchNorm: false,
        activation: 'tanh',
      },
    ]);
  }
  const hasNorm = config.batchNorm !== 'none';
  const doublings = Math.log2(imageSize / smallestSide);
  const plans: LayerPlan[] = [];
  if (config.hiddenLayer) {
    const out = hiddenWidths * width;
    plans.push({ out, kernel: 1, batchNorm: hasNorm, activation: activationG });
  }
  plans.push({
    isTransposed: true,
    out: width * 2 ** (doublings - 1),
    kernel: smallestSide,
    batchNorm: hasNorm,
    activation: activationG,
  });
  for (let left = doublings - 1; left >= 0; left -= 1) {
    const isLast = left === 0;
    plans.push({
      ...(config.resampling === 'strided'
        ? { isTransposed: true, kernel: 4, stride: 2, padding: 1 }
        : { repeats: true, kernel: 3, padding: 1 }),
      out: isLast ? channels : width * 2 ** (left - 1),
      batchNorm: isLast ? config.batchNorm === 'everywhere' : hasNorm,
      activation: isLast ? 'tanh' : activationG,
    });
  }
  return assemble(input, plans);
}

/**
 * D of a run: [n, size, size, channels] → [n, 1, 1, logits]; one logit, or one a class. DCGAN: a
 * halving layer for each power of two above 4×4, channels doubling, and one logit of all that is left.
 */
export function discriminatorOf(config: RunConfig): Network {
  const { imageSize, channels, width, activationD } = config;
  const input: Shape = { height: imageSize, width: imageSize, channels };
  const logits = Math.max(1, config.classes);
  const end = { out: logits, batchNorm: false, activation: 'linear' } as const;
  if (config.network === 'mlp') {
    const hidden = {
      out: hiddenWidths * width,
      batchNorm: false,
      activation: activationD,
    } as const;
    return assemble(input, [
      { ...hidden, kernel: imageSize },
      { ...hidden, kernel: 1 },
      { ...end, kernel: 1 },
    ]);
  }
  const hasNorm = config.batchNorm !== 'none';
  const halvings = Math.log2(imageSize / smallestSide);
  const plans: LayerPlan[] = Array.from({ length: halvings }, (_, i) => ({
    ...(config.resampling === 'strided'
      ? { kernel: 4, stride: 2, padding: 1 }
      : { kernel: 3, padding: 1, pools: true }),
    out: width * 2 ** i,
    batchNorm: i === 0 ? config.batchNorm === 'everywhere' : hasNorm,
    activation: activationD,
  }));
  if (config.hiddenLayer) {
    plans.push(
      {
        out: hiddenWidths * width,
        kernel: smallestSide,
        batchNorm: hasNorm,
        activation: activationD,
      },
      { ...end, kernel: 1 },
    );
  } else {
    plans.push({ ...end, kernel: smallestSide });
  }
  return assemble(input, plans);
}

/** Numbers that each network learns. */
export function countParameters(config: RunConfig): {
  readonly generator: number;
  readonly discriminator: number;
} {
  return {
    generator: generatorOf(config).parameters,
    discriminator: discriminatorOf(config).parameters,
  };
}

/** Multiply-adds of one picture through a network, forwards. */
export function countProducts(network: Network): number {
  return network.layers.reduce((sum, { geometry: { small }, weight }) => {
    return sum + small.height * small.width * weight.length;
  }, 0);
}

function assemble(input: Shape, plans: readonly LayerPlan[]): Network {
  const parameters = createSpans();
  const statistics = createSpans();
  let shape = input;
  const layers = plans.map((plan): Layer => {
    const from = shape;
    const { isTransposed = false, kernel, stride = 1, padding = 0, out } = plan;
    const { repeats = false, pools = false } = plan;
    const scale = repeats ? 2 : 1;
    const taken = { ...from, height: from.height * scale, width: from.width * scale };
    const along = (side: number): number =>
      isTransposed
        ? (side - 1) * stride - 2 * padding + kernel
        : Math.floor((side + 2 * padding - kernel) / stride) + 1;
    const convolved = {
      height: along(taken.height),
      width: along(taken.width),
      channels: out,
    };
    const [big, small] = isTransposed ? [convolved, taken] : [taken, convolved];
    shape = pools
      ? { ...convolved, height: convolved.height / 2, width: convolved.width / 2 }
      : convolved;
    return {
      isTransposed,
      geometry: { big, small, kernel, stride, padding },
      repeats,
      pools,
      activation: plan.activation,
      input: from,
      convolved,
      output: shape,
      weight: parameters.take(kernel * kernel * big.channels * small.channels),
      bias: plan.batchNorm ? null : parameters.take(out),
      gain: plan.batchNorm ? parameters.take(out) : null,
      shift: plan.batchNorm ? parameters.take(out) : null,
      mean: plan.batchNorm ? statistics.take(out) : null,
      variance: plan.batchNorm ? statistics.take(out) : null,
    };
  });
  return {
    layers,
    input,
    output: shape,
    parameterFloats: parameters.floats(),
    statisticFloats: statistics.floats(),
    parameters: parameters.taken(),
  };
}

function createSpans() {
  let end = 0;
  let taken = 0;
  return {
    take(length: number): Span {
      const span = { offset: end, length };
      end += aligned(length);
      taken += length;
      return span;
    },
    floats: () => Math.max(end, spanAlignment),
    taken: () => taken,
  };
}
