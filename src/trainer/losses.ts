/** What each half-step minimises. */
import type { RunConfig } from './config.ts';
import type { LossForm } from './device.ts';

/** Forms of the loss of D on real pictures, of D on generated ones, and of G. */
export interface LossForms {
  readonly real: LossForm;
  readonly fake: LossForm;
  readonly generator: LossForm;
}

const logistic = (sign: 1 | -1, target: number): LossForm => ({ kind: 'logistic', sign, target });
const square = (target: number): LossForm => ({ kind: 'square', sign: 1, target });
const linear = (sign: 1 | -1): LossForm => ({ kind: 'linear', sign, target: 0 });
const hinge = (sign: 1 | -1): LossForm => ({ kind: 'hinge', sign, target: 0 });

/** The forms of a run; what the names mean stands at `lossKinds`. */
export function lossForms({ loss, labelSmoothing }: RunConfig): LossForms {
  const target = 1 - labelSmoothing;
  switch (loss) {
    case 'nonSaturating':
      return { real: logistic(1, target), fake: logistic(1, 0), generator: logistic(1, 1) };
    case 'minimax':
      // log(1 − σ(a)) = −log(1 + eᵃ)
      return { real: logistic(1, target), fake: logistic(1, 0), generator: logistic(-1, 0) };
    case 'leastSquares':
      return { real: square(target), fake: square(0), generator: square(1) };
    case 'wasserstein':
      return { real: linear(-1), fake: linear(1), generator: linear(-1) };
    case 'hinge':
      return { real: hinge(-1), fake: hinge(1), generator: linear(-1) };
  }
}
