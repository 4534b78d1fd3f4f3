/**
 * Compares the kernels with their slow twin on random shapes, on the device itself. In small it is
 * a self-test at start; with many cases it is the property test of this folder.
 */
import { PlaygroundError } from '../../../errors.ts';
import { createRandomStream, type RandomStream } from '../../../maths/random.ts';
import type { FoldedActivation, FoldedBlock } from '../executor.ts';
import { runReference } from '../reference.ts';
import { supportedVariants } from './candidates.ts';
import type { KernelChoice } from './choice.ts';
import { createWebgpuExecutor } from './createExecutor.ts';
import { errorBounds } from './errorBounds.ts';
import type { Precision, Variant } from './variant.ts';
import { variantName } from './variant.ts';

/** What to try. */
export interface CheckOptions {
  /** Default `float32`. */
  readonly precision?: Precision;
  /** Variants to draw from; default all that the device can run. */
  readonly variants?: readonly Variant[];
  /** Activations to draw from; default all. Fewer need fewer programs compiled. */
  readonly activations?: readonly FoldedActivation[];
  /**
   * Whether NaN and infinities are put into some inputs, default true. WGSL lets a device assume
   * that there are none.
   */
  readonly specials?: boolean;
}

/** The options with their defaults. */
type Settings = Required<Omit<CheckOptions, 'specials'>>;

/** What a check that passed has seen. */
export interface CheckResult {
  readonly cases: number;
  /** Largest error as a part of the error that is allowed, 0 … 1. */
  readonly worst: number;
}

/**
 * Runs `cases` random networks of one to three blocks, with channel scales, taps, slices and
 * pictures, and compares every number.
 * @throws PlaygroundError `self-test-failed` with details where = the case, expected, found.
 */
export async function checkWebgpuKernels(
  device: GPUDevice,
  seed: number,
  cases: number,
  options: CheckOptions = {},
): Promise<CheckResult> {
  const precision = options.precision ?? 'float32';
  const settings: Settings = {
    precision,
    variants: options.variants ?? supportedVariants(device, precision),
    activations: options.activations ?? allActivations,
  };
  let worst = 0;
  for (let index = 0; index < cases; index += 1) {
    const random = createRandomStream(seed, index);
    const specials = options.specials !== false && index % 4 === 3;
    worst = Math.max(worst, await checkCase(device, random, settings, specials, index));
  }
  return { cases, worst };
}

const integer = (random: RandomStream, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

const pick = <Item>(random: RandomStream, items: readonly Item[]): Item =>
  items[integer(random, 0, items.length - 1)] as Item;

const allActivations: readonly FoldedActivation[] = [
  'none',
  'relu',
  'leaky_relu',
  'tanh',
  'sigmoid',
];

const values = (random: RandomStream, length: number, spread: number): Float32Array =>
  Float32Array.from({ length }, () => (2 * random() - 1) * spread);

/** A block whose input has the given size; its output has at least one and at most 400 pixels. */
function randomBlock(
  random: RandomStream,
  ins: number,
  inHeight: number,
  inWidth: number,
  mostOut: number,
  activations: readonly FoldedActivation[],
): FoldedBlock {
  for (;;) {
    const kind = pick(random, ['conv', 'conv_transpose'] as const);
    const kernel = integer(random, 1, 5);
    const stride = integer(random, 1, 3);
    const padding = integer(random, 0, 2);
    const along = (size: number): number =>
      kind === 'conv'
        ? Math.floor((size + 2 * padding - kernel) / stride) + 1
        : (size - 1) * stride - 2 * padding + kernel;
    const outHeight = along(inHeight);
    const outWidth = along(inWidth);
    if (outHeight < 1 || outWidth < 1 || outHeight * outWidth > 400) continue;
    const out = integer(random, 1, mostOut);
    const terms = ins * kernel * kernel;
    return {
      kind,
      in: ins,
      out,
      kernel,
      stride,
      padding,
      inHeight,
      inWidth,
      outHeight,
      outWidth,
      weights: values(random, terms * out, 2 / Math.sqrt(terms)),
      bias: values(random, out, 0.5),
      activation: pick(random, activations),
      slope: 0.2,
    };
  }
}

async function checkCase(
  device: GPUDevice,
  random: RandomStream,
  { precision, variants, activations }: Settings,
  specials: boolean,
  index: number,
): Promise<number> {
  const single = random() < 0.3;
  let [channels, height, width] = [
    integer(random, 1, 20),
    single ? 1 : integer(random, 1, 7),
    single ? 1 : integer(random, 1, 7),
  ];
  const blocks: FoldedBlock[] = [];
  const count = integer(random, 1, 3);
  while (blocks.length < count) {
    const mostOut = blocks.length === count - 1 && random() < 0.5 ? 3 : 40;
    const block = randomBlock(random, channels, height, width, mostOut, activations);
    blocks.push(block);
    [channels, height, width] = [block.out, block.outHeight, block.outWidth];
  }
  const few = pick(random, variants);
  const many = pick(random, variants);
  const choice: KernelChoice = { precision, blocks: blocks.map(() => ({ few, many })) };
  const maxFaces = pick(random, [3, 8, 64]);
  const name = `case ${index}: ${variantName(few)} / ${variantName(many)} in ${precision}, ${describe(blocks)}`;
  const executor = await createWebgpuExecutor(device, blocks, { choice, maxFaces });
  let worst = 0;
  try {
    for (let call = 0; call < 2; call += 1) {
      const n = integer(random, 1, 17);
      const first = blocks[0] as FoldedBlock;
      const input = values(random, n * first.in * first.inHeight * first.inWidth, 1);
      if (specials) input[integer(random, 0, input.length - 1)] = pick(random, notFinite);
      const scales = blocks.map(({ out }) => (random() < 0.5 ? values(random, out, 2) : null));
      const taps = blocks.map((_, i) => i).filter(() => random() < 0.5);
      const given = random() < 0.7 ? { scales, taps } : { taps };
      const all = { ...given, taps: blocks.map((_, i) => i) };
      const expected = runReference(blocks, input, n, all);
      const tapsOnly = taps.length > 0 && random() < 0.3;
      const found = await executor.run(input, n, { ...given, tapsOnly });
      const bounds = errorBounds(blocks, input, n, given.scales ?? [], expected.taps, precision);
      const where = `${name}, ${n} faces`;
      const last = blocks.length - 1;
      const outputs = tapsOnly ? [] : [[last, found.output] as const];
      for (const [tap, output] of [...found.taps, ...outputs]) {
        const want = expected.taps.get(tap) as Float32Array;
        worst = Math.max(
          worst,
          compare(output, want, bounds[tap] as Float64Array, `${where}, block ${tap}`),
        );
      }
      if (!tapsOnly && (channels === 1 || channels === 3)) {
        const { pixels } = await executor.runPixels(
          input,
          n,
          scales === given.scales ? { scales } : {},
        );
        comparePixels(pixels, found.output, channels, where);
      }
    }
  } finally {
    executor.dispose();
  }
  return worst;
}

const notFinite: readonly number[] = [Number.NaN, Infinity, -Infinity];

function describe(blocks: readonly FoldedBlock[]): string {
  return blocks
    .map(
      (b) =>
        `${b.kind} k${b.kernel} s${b.stride} p${b.padding} ${b.activation} ` +
        `${b.in}@${b.inHeight}x${b.inWidth} to ${b.out}@${b.outHeight}x${b.outWidth}`,
    )
    .join(' then ');
}

function compare(
  found: Float32Array,
  expected: Float32Array,
  bounds: Float64Array,
  where: string,
): number {
  if (found.length !== expected.length)
    throw failure(where, `${expected.length}`, `${found.length}`);
  let worst = 0;
  for (let i = 0; i < expected.length; i += 1) {
    const [want, got, bound] = [expected[i] ?? 0, found[i] ?? 0, bounds[i] ?? 0];
    if (Object.is(want, got)) continue;
    const part = Math.abs(want - got) / bound;
    // The negation also catches a NaN on one side only.
    if (!(part <= 1)) throw failure(`${where}, value ${i}`, `${want} ± ${bound}`, `${got}`);
    worst = Math.max(worst, part);
  }
  return worst;
}

function comparePixels(
  found: Uint8ClampedArray,
  floats: Float32Array,
  channels: number,
  where: string,
): void {
  if (found.length !== (floats.length / channels) * 4) {
    throw failure(where, `${(floats.length / channels) * 4} bytes`, `${found.length}`);
  }
  for (let i = 0; i < found.length; i += 1) {
    const channel = i % 4;
    const value = floats[Math.floor(i / 4) * channels + (channels === 1 ? 0 : channel)] ?? 0;
    const exact = Math.min(Math.max((value + 1) * 127.5, 0), 255);
    const want = channel === 3 ? 255 : Number.isNaN(exact) ? 0 : exact;
    // Half a step of rounding, and what float32 may add to it.
    if (!(Math.abs((found[i] ?? -1) - want) <= 0.5001)) {
      throw failure(`${where}, pixels, byte ${i}`, `${want}`, `${found[i]}`);
    }
  }
}

function failure(where: string, expected: string, found: string): PlaygroundError {
  return new PlaygroundError(
    'self-test-failed',
    `GPU kernels: ${where}: expected ${expected}, found ${found}.`,
    { backend: 'webgpu', where, expected, found },
  );
}
