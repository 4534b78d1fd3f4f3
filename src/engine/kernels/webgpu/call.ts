/** The arguments of a call, checked against the network before anything is asked of the device. */
import type { RunOptions } from '../executor.ts';
import type { ActivationLayout } from './layout.ts';
import { misfit } from './misfit.ts';
import type { PlannedBlock } from './plan.ts';

/** Numbers a face has in a layout, borders and fill not counted. */
export function valuesPerFace({ height, width, channels }: ActivationLayout): number {
  return height * width * channels;
}

/**
 * Checks the arguments of `KernelExecutor.run`.
 * @throws PlaygroundError `bad-argument`
 */
export function checkCall(
  plans: readonly PlannedBlock[],
  input: Float32Array,
  n: number,
  { taps = [], scales = [] }: RunOptions,
): void {
  if (!Number.isInteger(n) || n < 0) throw misfit('n', 'a whole number', `${n}`);
  const expected = n * valuesPerFace((plans[0] as PlannedBlock).input);
  if (input.length !== expected) throw misfit('input', `${expected} numbers`, `${input.length}`);
  for (const tap of taps) {
    if (plans[tap] === undefined) {
      throw misfit('taps', `blocks 0 to ${plans.length - 1}`, `${tap}`);
    }
  }
  scales.forEach((scale, index) => {
    const out = plans[index]?.shape.out;
    if (scale !== null && scale.length !== out) {
      throw misfit(`scales[${index}]`, `${out ?? 'no'} numbers`, `${scale.length}`);
    }
  });
}
