/** What contenders are asked to do: to draw faces, or to judge pictures. */
import { drawSample } from '../src/latent/prior.ts';
import { createRandomStream } from '../src/maths/random.ts';
import type { ModelConfig } from '../src/model/config.ts';
import type { Contender } from './contender.ts';
import type { Golden } from './modelFiles.ts';
import { packRgba } from './pixels.ts';

/** The name of a job. */
export type JobName = 'generate' | 'discriminate';

/** A job at any number of faces. */
export interface Job {
  readonly name: JobName;
  /** Largest error that a contender may have. */
  readonly tolerance: number;
  /** Does the job with golden inputs: milliseconds, and the largest error. */
  check(
    contender: Contender,
    faces: number,
  ): Promise<{ readonly milliseconds: number; readonly error: number }>;
  /** Does the job with fresh random inputs, never the same twice in a race: milliseconds. */
  run(contender: Contender, faces: number, call: number): Promise<number>;
}

/** Rows of `row` values repeated until there are `faces`. */
function repeatRows(
  values: Float32Array,
  row: number,
  known: number,
  faces: number,
): Float32Array<ArrayBuffer> {
  const repeated = new Float32Array(faces * row);
  for (let face = 0; face < faces; face += 1) {
    const from = (face % known) * row;
    repeated.set(values.subarray(from, from + row), face * row);
  }
  return repeated;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i += 1) {
    const difference = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    // A difference that is not a number must not pass.
    if (!(difference <= most)) most = difference;
  }
  return most;
}

/** Both jobs for a model. */
export function createJobs(config: ModelConfig, golden: Golden): Record<JobName, Job> {
  const { latentDim, imageSize, channels, prior } = config;
  const pixels = imageSize ** 2;
  const known = golden.z.shape[0] ?? 0;
  const goldenPictures = (faces: number) =>
    packRgba(
      repeatRows(golden.images.values, channels * pixels, known, faces),
      faces,
      pixels,
      channels,
      'channels-first',
    );
  return {
    generate: {
      name: 'generate',
      // Rounding of float16 weights and of sums in another order may move a pixel by this much.
      tolerance: 2,
      async check(contender, faces) {
        const latents = repeatRows(golden.z.values, latentDim, known, faces);
        const drawn = await contender.generate(latents, faces);
        const error = largestDifference(drawn.pixels, goldenPictures(faces));
        return { milliseconds: drawn.milliseconds, error };
      },
      async run(contender, faces, call) {
        const latents = new Float32Array(faces * latentDim);
        for (let face = 0; face < faces; face += 1) {
          latents.set(drawSample(prior, latentDim, call, face), face * latentDim);
        }
        return (await contender.generate(latents, faces)).milliseconds;
      },
    },
    discriminate: {
      name: 'discriminate',
      // PyTorch's logits are of pictures that were not rounded to 8 bits.
      tolerance: 0.1,
      async check(contender, faces) {
        const judged = await contender.discriminate(goldenPictures(faces), faces);
        const expected = repeatRows(golden.logits.values, 1, known, faces);
        const error = largestDifference(judged.logits, expected);
        return { milliseconds: judged.milliseconds, error };
      },
      async run(contender, faces, call) {
        // The golden pictures, each value moved by up to 16 of 255.
        const stream = createRandomStream(2015, call);
        const rgba = goldenPictures(faces).map((value) => value + stream() * 32 - 16);
        return (await contender.discriminate(rgba, faces)).milliseconds;
      },
    },
  };
}
