/** What PyTorch found (`training/gan_fixtures.py`), and the same asked of a device. */
import type { Weights } from '../../model/arrays.ts';
import type { ImageSet } from '../../model/imageSet.ts';
import { createRandomStream } from '../../maths/random.ts';
import type { RunConfig } from '../config.ts';
import type { Device } from '../device.ts';
import { createGan } from '../gan.ts';
import type { Network } from '../layers.ts';

/** The JSON half of the fixture. */
export interface GoldenFile {
  readonly pictures: number;
  readonly cases: Readonly<
    Record<string, { readonly config: RunConfig; readonly losses: readonly (readonly number[])[] }>
  >;
}

/** Largest differences of a case, as shares of what rounding allows: 1 is just right. */
export interface GoldenResult {
  readonly gradientD: number;
  readonly gradientG: number;
  readonly losses: number;
}

/** The pictures of the fixture: stripes and noise. */
export function goldenPictures(config: RunConfig, count: number): ImageSet {
  const { imageSize: size, channels } = config;
  const random = createRandomStream(7, size);
  const each = size * size * channels;
  const pixels = Uint8Array.from({ length: count * each }, (_, at) => {
    const column = Math.floor(at / channels) % size;
    const item = Math.floor(at / each);
    const ramp = (column * (1 + (item % 5)) * 40) % 256;
    return Math.floor(0.5 * ramp + 127 * random());
  });
  const plain: ImageSet = {
    name: 'stripes',
    size,
    channels,
    count,
    pixels,
    origin: { source: 'files', terms: '', recipe: {} },
  };
  if (config.classes === 0) return plain;
  return {
    ...plain,
    labels: Uint8Array.from({ length: count }, (_, i) => i % config.classes),
    classNames: Array.from({ length: config.classes }, (_, i) => `class ${i}`),
  };
}

/** The parameters' floats of a flat array, without its gaps. */
function withoutGaps(network: Network, values: Float32Array): Float32Array<ArrayBuffer> {
  const parts = network.layers.flatMap(({ weight, bias, gain, shift }) =>
    [weight, bias, gain, shift].flatMap((span) =>
      span === null ? [] : [...values.subarray(span.offset, span.offset + span.length)],
    ),
  );
  return Float32Array.from(parts);
}

/** Largest difference, divided by `share` of the largest expected value. */
function misfit(found: Float32Array, expected: Float32Array, share: number): number {
  if (found.length !== expected.length) return Infinity;
  let largest = 0;
  let worst = 0;
  for (const [i, value] of expected.entries()) {
    largest = Math.max(largest, Math.abs(value));
    const difference = Math.abs((found[i] ?? Number.NaN) - value);
    if (!(difference <= worst)) worst = difference;
  }
  return worst / (share * largest);
}

/** Shares of the largest gradient, and of the loss plus one, that float32 may differ by. */
const tolerances = { gradient: 5e-5, loss: 2e-4 };

/**
 * Runs one case for as many steps as the fixture has. After the first step Adam's first moments are
 * (1 − β₁) · gradient: that is where the gradients are read.
 */
export async function runGolden(
  device: Device,
  name: string,
  file: GoldenFile,
  gradients: Weights,
): Promise<GoldenResult> {
  const known = file.cases[name];
  if (known === undefined) throw new Error(`There is no case "${name}".`);
  const { config } = known;
  const gan = createGan(device, config, goldenPictures(config, file.pictures));
  const result = { gradientD: Number.NaN, gradientG: Number.NaN, losses: 0 };
  const expected = (network: string): Float32Array =>
    gradients.get(`${name}/${network}`)?.values ?? new Float32Array();
  for (const [step, [lossD = Number.NaN, lossG = Number.NaN]] of known.losses.entries()) {
    const found = await gan.runStep();
    if (step === 0) {
      const { generator, discriminator } = await gan.readState();
      const g = generator.moment1.map((m) => m / (1 - config.beta1G));
      result.gradientG = misfit(withoutGaps(gan.generator, g), expected('G'), tolerances.gradient);
      if (config.stepsD === 1) {
        const d = discriminator.moment1.map((m) => m / (1 - config.beta1D));
        const flat = withoutGaps(gan.discriminator, d);
        result.gradientD = misfit(flat, expected('D'), tolerances.gradient);
      } else result.gradientD = 0;
    }
    for (const [value, is] of [
      [lossD, found.lossD],
      [lossG, found.lossG],
    ] as const) {
      const share = Math.abs(is - value) / (tolerances.loss * (1 + Math.abs(value)));
      if (!(share <= result.losses)) result.losses = share;
    }
  }
  return result;
}
