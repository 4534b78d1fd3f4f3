/**
 * One race: all contenders do the same job for the same number of faces, in turn, so that a busy
 * moment of the machine hits them alike. Outputs are compared with PyTorch's before any time is taken.
 */
import type { Contender, ContenderName } from './contender.ts';
import type { Job, JobName } from './job.ts';
import type { BenchBackend } from './protocol.ts';
import type { TimeSummary } from './statistics.ts';
import { summariseTimes } from './statistics.ts';

/** A race, and how long it may be. */
export interface RaceLimits {
  readonly job: JobName;
  readonly faces: number;
  /** Who takes part; everyone by default. */
  readonly backends?: readonly BenchBackend[];
  /** Calls that are timed, for contenders fast enough. */
  readonly maxRuns: number;
  /** Calls that are timed, for any contender. */
  readonly minRuns: number;
  /** Milliseconds that one contender may take of the race, where `minRuns` allow it. */
  readonly budgetMs: number;
}

/** What a race found of one contender. */
export interface RaceResult extends ContenderName {
  readonly job: JobName;
  readonly faces: number;
  /** Largest difference to PyTorch's pixels (in steps of 1/255) or logits; null without an output. */
  readonly error: number | null;
  /** Milliseconds a call; null for a contender that failed or drew something else. */
  readonly times: TimeSummary | null;
  readonly failure: string | null;
}

interface Entrant {
  readonly contender: Contender;
  readonly error: number;
  readonly runs: number;
  readonly times: number[];
}

/** A result without times. */
export function unraced(
  { engine, backend }: ContenderName,
  { job, faces }: RaceLimits,
  failure: string,
): RaceResult {
  return { engine, backend, job, faces, error: null, times: null, failure };
}

/** Calls that are discarded besides the first, for contenders that take less than `slowMs`. */
const warmUps = 3;
const slowMs = 1500;

/** Checks a contender's output, warms it up, and decides from that how often it will be timed. */
async function prepare(contender: Contender, job: Job, limits: RaceLimits): Promise<Entrant> {
  const { faces } = limits;
  const { milliseconds, error } = await job.check(contender, faces);
  if (error > job.tolerance) {
    throw new Error(`its output differs from PyTorch's by up to ${error}`);
  }
  // The first call also compiled programs. Slow contenders are spared further warm-ups.
  let expectedMs = milliseconds;
  for (let warmUp = 0; warmUp < warmUps && expectedMs < slowMs; warmUp += 1) {
    expectedMs = Math.min(expectedMs, await job.run(contender, faces, warmUp));
  }
  const affordable = Math.floor(limits.budgetMs / expectedMs);
  const runs = Math.max(limits.minRuns, Math.min(limits.maxRuns, affordable));
  return { contender, error, runs, times: [] };
}

/** Whether a contender with `runs` of `rounds` takes part in a round, spread evenly over all. */
export function takesPart(round: number, runs: number, rounds: number): boolean {
  return Math.floor(((round + 1) * runs) / rounds) > Math.floor((round * runs) / rounds);
}

/** Races the contenders. */
export async function race(
  contenders: readonly Contender[],
  job: Job,
  limits: RaceLimits,
): Promise<RaceResult[]> {
  const results: RaceResult[] = [];
  const entrants: Entrant[] = [];
  for (const contender of contenders) {
    if (limits.backends?.includes(contender.backend) === false) continue;
    try {
      entrants.push(await prepare(contender, job, limits));
    } catch (thrown) {
      results.push(unraced(contender, limits, String(thrown)));
    }
  }
  const rounds = Math.max(0, ...entrants.map((entrant) => entrant.runs));
  for (let round = 0; round < rounds; round += 1) {
    // Everyone starts a round once, so that nobody always follows the same neighbour.
    const shift = round % entrants.length;
    for (const entrant of [...entrants.slice(shift), ...entrants.slice(0, shift)]) {
      if (!takesPart(round, entrant.runs, rounds)) continue;
      entrant.times.push(await job.run(entrant.contender, limits.faces, 1000 + round));
    }
  }
  for (const { contender, error, times } of entrants) {
    results.push({
      ...unraced(contender, limits, ''),
      error,
      times: summariseTimes(times),
      failure: null,
    });
  }
  return results;
}
