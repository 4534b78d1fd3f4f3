/** Why a run stopped by itself, from what was seen. */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { RunConfig } from './config.ts';
import type { StepResult } from './gan.ts';
import type { FailureReason, LikelyCause, Snapshot, TrainingFailure } from './types.ts';

/** Above this a rate is the likely cause: the paper found five times less too high (section 4). */
const highRate = 0.002;

/** The failure that is in these numbers; null if all of them are finite. */
export function findNotFinite(
  result: StepResult,
  config: RunConfig,
  lastGood: Snapshot | null,
): TrainingFailure | null {
  const { lossD, lossG, gradientD, gradientG, step } = result;
  const numbers = { lossD, lossG, gradientD, gradientG };
  const bad = Object.entries(numbers).find(([, value]) => !Number.isFinite(value));
  if (bad === undefined) return null;
  const [where, found] = bad;
  const message = `Step ${step}: ${where} is ${found}.`;
  return {
    reason: 'not-finite',
    step: step - 1,
    likelyCause: likelyCause(config),
    suggestedWidth: null,
    lastGood,
    error: { code: 'internal', message, details: { where, found: String(found), step } },
  };
}

/** The failure of a state whose last update led beyond what 32 bits can hold. */
export function stateNotFinite(
  config: RunConfig,
  step: number,
  lastGood: Snapshot | null,
): TrainingFailure {
  const where = 'state';
  const message = `Step ${step}: weights, moments or statistics after it are not finite.`;
  return {
    reason: 'not-finite',
    step,
    likelyCause: likelyCause(config),
    suggestedWidth: null,
    lastGood,
    error: { code: 'internal', message, details: { where, step } },
  };
}

function likelyCause(config: RunConfig): LikelyCause {
  if (Math.max(config.rateG, config.rateD) > highRate) return 'rate-too-high';
  if (config.batchNorm === 'none' && config.network !== 'mlp') return 'no-batch-norm';
  if (config.loss === 'wasserstein' || config.loss === 'leastSquares') return 'loss-unbounded';
  return 'unknown';
}

/** The failure behind something that was thrown while a run was made or went on. */
export function failureOf(
  thrown: unknown,
  config: RunConfig,
  step: number,
  lastGood: Snapshot | null,
): TrainingFailure {
  const error = toPlainError(thrown);
  const reason = reasonOf(thrown);
  return {
    reason,
    step,
    likelyCause: null,
    suggestedWidth:
      reason === 'out-of-memory' ? Math.max(4, Math.floor((config.width * 0.7) / 4) * 4) : null,
    lastGood,
    error,
  };
}

function reasonOf(thrown: unknown): FailureReason {
  if (thrown instanceof RangeError) return 'out-of-memory';
  if (!(thrown instanceof PlaygroundError)) return 'crashed';
  if (thrown.code === 'device-lost') return 'device-lost';
  // An arena that cannot grow says how many bytes were needed.
  return thrown.code === 'backend-unavailable' && thrown.details['expected'] !== undefined
    ? 'out-of-memory'
    : 'crashed';
}
