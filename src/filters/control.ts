/**
 * The control that the paper lacks: random sets of as many maps as were dropped, matched in mean
 * activation.
 *
 * Maps are ordered by mean activation and cut into bins of neighbours, at least 16 to a bin and at
 * most 16 bins. A random set takes from every bin as many maps as the fitted set has there. Any map
 * may be drawn, those of the fitted set too; only the fitted set itself, whole, is drawn again.
 */
import { createRandomStream } from '../maths/random.ts';

/** Random sets for a fitted one. */
export interface ControlSets {
  /** Channels of each set, ascending. Empty if the fitted set is the only one that matches. */
  readonly sets: readonly (readonly number[])[];
  /** Σ mean activation of each set ÷ that of the fitted set: 1 is a perfect match. */
  readonly matching: readonly number[];
  readonly bins: number;
}

/** Where the fitted set stands among the random ones. */
export interface Rank {
  /** 1 = dropped more than every random set. Ties count against the fitted set. */
  readonly rank: number;
  /** Random sets it beats. */
  readonly beats: number;
  /** Random sets. */
  readonly of: number;
}

/** Random sets drawn. */
export const controlCount = 20;
const [leastBin, mostBins] = [16, 16];
/** Keeps the draws apart from other uses of the same seed: "ctrl". */
const streamKey = 0x6374726c;

/**
 * Draws the random sets for `fitted`.
 * @param strengths mean activation of every map of the layer [channels]
 */
export function drawControls(
  fitted: readonly number[],
  strengths: ArrayLike<number>,
  seed: number,
  count = controlCount,
): ControlSets {
  const channels = Array.from({ length: strengths.length }, (_, channel) => channel);
  const ordered = channels.toSorted(
    (a, b) => (strengths[a] as number) - (strengths[b] as number) || a - b,
  );
  const bins = Math.min(Math.max(Math.floor(channels.length / leastBin), 1), mostBins);
  const chosen = new Set(fitted);
  const quotas = Array.from({ length: bins }, (_, bin) => {
    const from = Math.floor((bin * channels.length) / bins);
    const members = ordered.slice(from, Math.floor(((bin + 1) * channels.length) / bins));
    return { members, take: members.filter((channel) => chosen.has(channel)).length };
  });
  const isOnlySet = quotas.every(({ members, take }) => take === 0 || take === members.length);
  const sum = (set: readonly number[]): number =>
    set.reduce((total, channel) => total + (strengths[channel] as number), 0);
  const sets = isOnlySet
    ? []
    : Array.from({ length: count }, (_, number) => drawOther(quotas, chosen, seed, number));
  const whole = sum(fitted);
  return { sets, matching: sets.map((set) => (whole === 0 ? 1 : sum(set) / whole)), bins };
}

interface Quota {
  readonly members: readonly number[];
  readonly take: number;
}

/** A random set that meets the quotas and is not the chosen one. */
function drawOther(
  quotas: readonly Quota[],
  chosen: ReadonlySet<number>,
  seed: number,
  number: number,
): number[] {
  const stream = createRandomStream(seed, streamKey, number);
  for (;;) {
    const set = quotas.flatMap(({ members, take }) => {
      const left = [...members];
      for (let i = 0; i < take; i += 1) {
        const j = i + Math.floor(stream() * (left.length - i));
        [left[i], left[j]] = [left[j] as number, left[i] as number];
      }
      return left.slice(0, take);
    });
    if (set.some((channel) => !chosen.has(channel))) return set.toSorted((a, b) => a - b);
  }
}

/** Ranks a drop among those of the random sets. */
export function rankAmong(drop: number, controlDrops: readonly number[]): Rank {
  const beats = controlDrops.filter((other) => drop > other).length;
  return { rank: controlDrops.length - beats + 1, beats, of: controlDrops.length };
}
