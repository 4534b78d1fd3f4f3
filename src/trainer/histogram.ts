/** Counts of D's scores, gathered over steps. */
import { logistic } from '../maths/logistic.ts';
import type { ScoreHistogram } from './types.ts';

/** Equal bins of σ(logit) from 0 to 1. */
export const scoreBins = 20;

/** Counts the scores of batches until they are taken. */
export interface ScoreCounter {
  add(real: Float32Array, fake: Float32Array): void;
  /** What was counted since the last time; null for nothing. */
  take(step: number): ScoreHistogram | null;
}

/** Starts with nothing counted. */
export function createScoreCounter(): ScoreCounter {
  const empty = (): number[] => Array.from({ length: scoreBins }, () => 0);
  let real = empty();
  let fake = empty();
  const count = (into: number[], logits: Float32Array): void => {
    for (const logit of logits) {
      const bin = Math.min(scoreBins - 1, Math.floor(logistic(logit) * scoreBins));
      into[bin] = (into[bin] ?? 0) + 1;
    }
  };
  return {
    add(ofReal, ofFake) {
      count(real, ofReal);
      count(fake, ofFake);
    },
    take(step) {
      if (real.every((found) => found === 0) && fake.every((found) => found === 0)) return null;
      const taken = { step, real, fake };
      real = empty();
      fake = empty();
      return taken;
    },
  };
}
