/**
 * One race: all contenders draw the same number of faces, in turn, so that a busy moment of the
 * machine hits them alike. Outputs are compared with PyTorch's before any time is taken.
 */
import { drawSample } from '../src/latent/prior.ts';
import type { ModelConfig } from '../src/model/config.ts';
import type { Contender, ContenderName } from './contender.ts';
import type { Golden } from './modelFiles.ts';
import { packRgba } from './pixels.ts';
import type { TimeSummary } from './statistics.ts';
import { summariseTimes } from './statistics.ts';

/** How long a race may be. */
export interface RaceLimits {
  /** Calls that are timed, for contenders fast enough. */
  readonly maxRuns: number;
  /** Calls that are timed, for any contender. */
  readonly minRuns: number;
  /** Milliseconds that one contender may take of the race, where `minRuns` allow it. */
  readonly budgetMs: number;
}

/** What a race found of one contender. */
export interface RaceResult extends ContenderName {
  readonly faces: number;
  /** Largest difference to PyTorch's pixels, in steps of 1/255; null when nothing was drawn. */
  readonly pixelError: number | null;
  /** Milliseconds a call; null for a contender that failed or drew something else. */
  readonly times: TimeSummary | null;
  readonly failure: string | null;
}

/** Rounding of float16 weights and of sums in another order may move a pixel by this much. */
const pixelTolerance = 2;

/** Golden latents repeated to fill a batch, and the pixels that they must give. */
function goldenBatch(
  config: ModelConfig,
  golden: Golden,
  faces: number,
): { latents: Float32Array<ArrayBuffer>; pixels: Uint8ClampedArray } {
  const { latentDim, imageSize, channels } = config;
  const known = golden.z.shape[0] ?? 0;
  const valuesPerImage = channels * imageSize ** 2;
  const latents = new Float32Array(faces * latentDim);
  const images = new Float32Array(faces * valuesPerImage);
  for (let face = 0; face < faces; face += 1) {
    const from = face % known;
    latents.set(
      golden.z.values.subarray(from * latentDim, (from + 1) * latentDim),
      face * latentDim,
    );
    images.set(
      golden.images.values.subarray(from * valuesPerImage, (from + 1) * valuesPerImage),
      face * valuesPerImage,
    );
  }
  return {
    latents,
    pixels: packRgba(images, faces, imageSize ** 2, channels, 'channels-first'),
  };
}

/** Fresh latents from the prior for call `call`; never the same twice in a race. */
function randomBatch(config: ModelConfig, faces: number, call: number): Float32Array<ArrayBuffer> {
  const latents = new Float32Array(faces * config.latentDim);
  for (let face = 0; face < faces; face += 1) {
    const z = drawSample(config.prior, config.latentDim, call, face);
    latents.set(z, face * config.latentDim);
  }
  return latents;
}

function largestDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? 0))), 0);
}

interface Entrant {
  readonly contender: Contender;
  readonly pixelError: number;
  readonly runs: number;
  readonly times: number[];
}

const unraced = (contender: ContenderName, faces: number, failure: string): RaceResult => ({
  engine: contender.engine,
  backend: contender.backend,
  faces,
  pixelError: null,
  times: null,
  failure,
});

/** Checks a contender's pixels, warms it up, and decides from that how often it will be timed. */
async function prepare(
  contender: Contender,
  config: ModelConfig,
  golden: Golden,
  faces: number,
  limits: RaceLimits,
): Promise<Entrant> {
  const expected = goldenBatch(config, golden, faces);
  const first = await contender.generate(expected.latents, faces);
  const pixelError = largestDifference(first.pixels, expected.pixels);
  if (pixelError > pixelTolerance) {
    throw new Error(`its pixels differ from PyTorch's by up to ${pixelError} of 255`);
  }
  // The first call also compiled programs. Slow contenders are spared further warm-ups.
  let expectedMs = first.milliseconds;
  for (let warmUp = 0; warmUp < 3 && expectedMs < 3000; warmUp += 1) {
    const { milliseconds } = await contender.generate(randomBatch(config, faces, warmUp), faces);
    expectedMs = Math.min(expectedMs, milliseconds);
  }
  const affordable = Math.floor(limits.budgetMs / expectedMs);
  const runs = Math.max(limits.minRuns, Math.min(limits.maxRuns, affordable));
  return { contender, pixelError, runs, times: [] };
}

/** Whether a contender with `runs` of `rounds` takes part in a round, spread evenly over all. */
function takesPart(round: number, runs: number, rounds: number): boolean {
  return Math.floor(((round + 1) * runs) / rounds) > Math.floor((round * runs) / rounds);
}

/** Races the contenders at one number of faces a call. */
export async function race(
  contenders: readonly Contender[],
  config: ModelConfig,
  golden: Golden,
  faces: number,
  limits: RaceLimits,
): Promise<RaceResult[]> {
  const results: RaceResult[] = [];
  const entrants: Entrant[] = [];
  for (const contender of contenders) {
    try {
      entrants.push(await prepare(contender, config, golden, faces, limits));
    } catch (thrown) {
      results.push(unraced(contender, faces, String(thrown)));
    }
  }
  const rounds = Math.max(0, ...entrants.map((entrant) => entrant.runs));
  for (let round = 0; round < rounds; round += 1) {
    // Everyone starts a round once, so that nobody always follows the same neighbour.
    const shift = round % entrants.length;
    for (const entrant of [...entrants.slice(shift), ...entrants.slice(0, shift)]) {
      if (!takesPart(round, entrant.runs, rounds)) continue;
      const latents = randomBatch(config, faces, 1000 + round);
      entrant.times.push((await entrant.contender.generate(latents, faces)).milliseconds);
    }
  }
  for (const { contender, pixelError, times } of entrants) {
    const { engine, backend } = contender;
    const summary = summariseTimes(times);
    results.push({ engine, backend, faces, pixelError, times: summary, failure: null });
  }
  return results;
}

/** A result for every number of faces of a contender that could not be opened. */
export function failedEverywhere(
  contender: ContenderName,
  sizes: readonly number[],
  reason: string,
): RaceResult[] {
  return sizes.map((faces) => unraced(contender, faces, reason));
}
