/**
 * A detector: logistic regression on the maps of a layer, cell by cell (§6.3.1). It is fitted to
 * standardised maps, so that the penalty treats loud and quiet maps alike, and applied to raw ones.
 */
import type { LinearRule } from '../maths/logistic.ts';
import { logistic } from '../maths/logistic.ts';
import type { LogisticProblem } from '../maths/logisticProblem.ts';
import type { Standardisation } from '../maths/standardise.ts';
import { measureColumns, standardise, undoStandardisation } from '../maths/standardise.ts';
import type { FeatureMapBatch } from '../model/arrays.ts';

/** λ of the penalty (λ/2)·|w|² on the weights of standardised maps; the loss is a mean over rows. */
export const detectorPenalty = 0.01;

/** A fitted detector. Its log odds at a cell are Σ weights·activation + bias. */
export interface Detector {
  /** Weights of raw maps [channels]. */
  readonly weights: Float64Array<ArrayBuffer>;
  readonly bias: number;
  /** Weights of standardised maps: weight × deviation [channels]. 0 for a map that never changes. */
  readonly standardised: Float64Array<ArrayBuffer>;
  /** Mean activation of each map over the rows [channels]. */
  readonly means: Float64Array<ArrayBuffer>;
}

/** Rows made ready for fitting, and the way back. */
export interface DetectorProblem {
  readonly problem: LogisticProblem;
  readonly standardisation: Standardisation;
}

/**
 * Standardises rows [n, channels] and balances the labels. Means and deviations are those of all rows,
 * so rows that are held out later have had a say in the scale, not in the weights.
 */
export function poseDetector(
  rows: Float32Array,
  labels: Uint8Array,
  channels: number,
): DetectorProblem {
  const standardisation = measureColumns(rows, labels.length, channels);
  const x = standardise(rows, standardisation);
  const lambda = detectorPenalty;
  return {
    problem: { x, n: labels.length, d: channels, y: labels, balanced: true, lambda },
    standardisation,
  };
}

/** The detector of a rule that was fitted to a {@link poseDetector} problem. */
export function createDetector(rule: LinearRule, standardisation: Standardisation): Detector {
  const raw = undoStandardisation(rule, standardisation);
  return {
    weights: raw.w,
    bias: raw.b,
    standardised: rule.w,
    means: standardisation.means,
  };
}

/**
 * Probability of the concept at every cell of every input [count, height · width].
 * @param factors multiplies the maps first [channels]; absent: 1
 */
export function respond(
  { weights, bias }: Detector,
  { count, height, width, channels, data }: Omit<FeatureMapBatch, 'layer'>,
  factors?: Float64Array,
): Float64Array<ArrayBuffer> {
  const applied =
    factors === undefined ? weights : weights.map((weight, i) => weight * (factors[i] as number));
  const responses = new Float64Array(count * height * width);
  for (let cell = 0; cell < responses.length; cell += 1) {
    let odds = bias;
    const start = cell * channels;
    for (let i = 0; i < channels; i += 1) {
      odds += (applied[i] as number) * (data[start + i] as number);
    }
    responses[cell] = logistic(odds);
  }
  return responses;
}
