/**
 * The check at start: does this backend draw what PyTorch drew, and how fast? The golden latents go
 * through one at a time first (cold, then timed), the rest as a batch, so that both ways are seen.
 */
import { PlaygroundError } from '../errors.ts';
import { readSafetensors } from '../formats/safetensors.ts';
import { drawSample } from '../latent/prior.ts';
import type { PixelImage } from '../model/arrays.ts';
import type { ModelConfig } from '../model/config.ts';
import { reach } from './milestones.ts';
import type { BackendName } from './types.ts';

/** Stored latents and what PyTorch makes of them: rows of [latentDim] and of [channels, h, w]. */
export interface Golden {
  readonly latents: readonly Float32Array[];
  /** Null if the model brings no golden outputs; the latents are then draws from the prior. */
  readonly images: readonly Float32Array[] | null;
}

/** What the check found; see `BackendReport`. */
export interface CheckResult {
  readonly millisecondsPerFace: number;
  readonly selfTestError: number | null;
  readonly tolerance: number;
}

/** How long a check may take and how far off a picture may be. */
export interface CheckLimits {
  readonly giveUpAboveMs: number;
  readonly tolerance: number;
}

/** What the check needs of a model. */
interface Drawing {
  readonly config: ModelConfig;
  generate(latents: readonly Float32Array[], mask: Record<string, never>): Promise<Float32Array>;
  draw(
    latents: readonly Float32Array[],
    mask: Record<string, never>,
  ): Promise<{ readonly images: readonly PixelImage[] }>;
}

/** Timed draws of one face, at most, and the time after which no further one is begun. */
const mostTimings = 5;
const timingBudgetMs = 150;

/**
 * Reads `golden.safetensors`.
 * @throws PlaygroundError `bad-file` or `shape-mismatch`
 */
export function readGolden(bytes: ArrayBuffer | null, config: ModelConfig): Golden {
  const { latentDim, channels, imageSize } = config;
  if (bytes === null || config.golden === null) {
    const seeds = [0, 1, 2, 3];
    const latents = seeds.map((index) => drawSample(config.prior, latentDim, 0, index));
    return { latents, images: null };
  }
  const file = config.golden;
  const arrays = readSafetensors(bytes, file);
  const count = arrays.get('z')?.shape[0] ?? 0;
  const rowsOf = (name: string, rowShape: readonly number[]): Float32Array[] => {
    const array = arrays.get(name);
    const found = array === undefined ? 'nothing' : `[${array.shape.join(', ')}]`;
    const expected = `[${[Math.max(count, 1), ...rowShape].join(', ')}]`;
    if (array === undefined || found !== expected) {
      throw new PlaygroundError(
        'shape-mismatch',
        `${file}: ${name}: expected ${expected}, found ${found}.`,
        { where: `${file}: ${name}`, expected, found },
      );
    }
    const size = rowShape.reduce((product, n) => product * n, 1);
    return Array.from({ length: count }, (_, i) => array.values.subarray(i * size, (i + 1) * size));
  };
  return {
    latents: rowsOf('z', [latentDim]),
    images: rowsOf('images', [channels, imageSize, imageSize]),
  };
}

/** What a model draws for the golden latents, as golden outputs for another way to compute it. */
export async function drawGolden(model: Drawing, { latents }: Golden): Promise<Golden> {
  const { imageSize, channels } = model.config;
  const area = imageSize * imageSize;
  const values = await model.generate(latents, {});
  const images = latents.map((_, n) =>
    Float32Array.from({ length: area * channels }, (_value, i) => {
      const at = (n * area + (i % area)) * channels + Math.floor(i / area);
      return values[at] ?? Number.NaN;
    }),
  );
  return { latents, images };
}

/**
 * Compares and times. Numbers are compared for every golden latent, pixels where they are timed.
 * Stops after the first timed face if that took longer than `giveUpAboveMs`; what has been drawn by
 * then has been compared.
 * @throws PlaygroundError `self-test-failed` with details backend, expected (tolerance) and found.
 */
export async function checkModel(
  model: Drawing,
  backend: BackendName,
  golden: Golden,
  { giveUpAboveMs, tolerance }: CheckLimits,
  now: () => number,
): Promise<CheckResult> {
  let selfTestError: number | null = golden.images === null ? null : 0;
  const note = (error: number): void => {
    // A difference that is not a number must not pass.
    if (!(error <= tolerance)) throw selfTestFailure(backend, tolerance, error);
    selfTestError = Math.max(selfTestError ?? 0, error);
  };
  const compare = async (indices: readonly number[]): Promise<void> => {
    const latents = indices.flatMap((index) => golden.latents[index] ?? []);
    const values = await model.generate(latents, {});
    for (const [position, index] of indices.entries()) {
      const expected = golden.images?.[index];
      if (expected !== undefined) {
        note(largestDifference(values, position, expected, model.config));
      }
    }
  };
  const time = async (index: number): Promise<number> => {
    const latents = golden.latents.slice(index, index + 1);
    const start = now();
    const { images } = await model.draw(latents, {});
    const elapsed = now() - start;
    const [picture, expected] = [images[0], golden.images?.[index]];
    if (picture !== undefined && expected !== undefined) {
      note(pixelDifference(picture, expected, model.config));
    }
    return elapsed;
  };

  const last = golden.latents.length - 1;
  await compare([0]);
  reach('engine:first-face');
  // Where pixels are made by programs of their own, those are compiled now.
  await time(0);
  const timings = [await time(Math.min(1, last))];
  let spent = timings[0] ?? 0;
  if (spent <= giveUpAboveMs) {
    const rest = golden.latents.map((_, i) => i).slice(2);
    if (rest.length > 0) await compare(rest);
    while (timings.length < mostTimings && spent < timingBudgetMs) {
      const elapsed = await time(timings.length % (last + 1));
      timings.push(elapsed);
      spent += elapsed;
    }
  }
  const sorted = timings.toSorted((a, b) => a - b);
  const millisecondsPerFace = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { millisecondsPerFace, selfTestError, tolerance };
}

function selfTestFailure(backend: BackendName, expected: number, found: number): PlaygroundError {
  return new PlaygroundError(
    'self-test-failed',
    `${backend} draws wrong faces: off by ${found}, where ${expected} is allowed.`,
    { backend, expected, found },
  );
}

/**
 * Largest difference between a picture and [c, h, w] on the −1 … 1 scale, beyond the half step that
 * rounding to a byte may take.
 */
function pixelDifference(
  { data }: PixelImage,
  expected: Float32Array,
  { imageSize, channels }: ModelConfig,
): number {
  const area = imageSize * imageSize;
  let largest = 0;
  for (let at = 0; at < area * 3; at += 1) {
    const [pixel, channel] = [Math.floor(at / 3), at % 3];
    const value = expected[(channels === 3 ? channel * area : 0) + pixel] ?? Number.NaN;
    const exact = Math.min(Math.max((value + 1) * 127.5, 0), 255);
    const off = Math.abs((data[pixel * 4 + channel] ?? Number.NaN) - exact) - roundingStep;
    if (Number.isNaN(off)) return off;
    largest = Math.max(largest, off / 127.5);
  }
  return largest;
}

/** Half a byte, and what float32 adds to it. */
const roundingStep = 0.5001;

/** Largest |difference| between picture `position` of [n, h, w, c] and one in [c, h, w]. */
function largestDifference(
  values: Float32Array,
  position: number,
  expected: Float32Array,
  { imageSize, channels }: ModelConfig,
): number {
  const area = imageSize * imageSize;
  const offset = position * area * channels;
  let largest = 0;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let pixel = 0; pixel < area; pixel += 1) {
      const found = values[offset + pixel * channels + channel] ?? NaN;
      const difference = Math.abs(found - (expected[channel * area + pixel] ?? NaN));
      if (Number.isNaN(difference)) return difference;
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}
