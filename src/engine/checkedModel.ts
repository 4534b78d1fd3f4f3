/**
 * Builds a model with the fastest kernels that draw what they should: own kernels are checked first,
 * and those that fail are left aside for TensorFlow.js, with the reason kept for the visitor.
 */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { PlainError } from '../errors.ts';
import type { ModelFiles } from './files.ts';
import type { Model } from './model.ts';
import { createModel } from './model.ts';
import type { Program } from './programs.ts';
import { ownProgram, plainProgram } from './programs.ts';
import type { Runtime } from './runtime.ts';
import type { CheckResult, Golden } from './selfTest.ts';
import { checkModel, drawGolden, readGolden } from './selfTest.ts';
import type { KernelKind } from './types.ts';

/** A model that passed its check. The caller disposes it. */
export interface CheckedModel {
  readonly model: Model;
  readonly result: CheckResult;
  readonly kernels: KernelKind;
  /** Why own kernels are not used; null where they are, or where there are none. */
  readonly kernelFailure: PlainError | null;
}

/** Failures that TensorFlow.js would share: the model folder's own. */
const modelFaults: ReadonlySet<string> = new Set(['bad-file', 'shape-mismatch']);

/**
 * Builds and checks.
 * @param giveUpAboveMs ends the timing after the first face that took longer
 * @throws PlaygroundError as `createModel` and `checkModel` do, when TensorFlow.js fails as well.
 */
export async function buildChecked(
  files: ModelFiles,
  runtime: Runtime,
  giveUpAboveMs: number,
  now: () => number,
): Promise<CheckedModel> {
  const { backend } = runtime;
  const golden = readGolden(files.golden, files.config);

  const attempt = async (program: Program, expected: Golden) => {
    const model = await createModel(files.config, files.generator, program.makeNetwork);
    try {
      const result = await checkModel(model, backend, expected, giveUpAboveMs, now);
      return { model, result, kernels: program.kernels };
    } catch (thrown) {
      model.dispose();
      throw thrown;
    }
  };

  const plain = plainProgram(runtime);
  const own = ownProgram(runtime);
  if (own === null) return { ...(await attempt(plain, golden)), kernelFailure: null };
  try {
    const expected = golden.images === null ? await drawnPlainly(files, plain, golden) : golden;
    const made = await attempt(own, expected);
    const error = runtime.takeError();
    if (error === null) return { ...made, kernelFailure: null };
    made.model.dispose();
    throw new PlaygroundError('internal', `The device reported: ${error}`, { found: error });
  } catch (thrown) {
    const failure = toPlainError(thrown);
    if (modelFaults.has(failure.code) || failure.code === 'device-lost') throw thrown;
    return { ...(await attempt(plain, golden)), kernelFailure: failure };
  }
}

/** What TensorFlow.js draws, for a model that came without golden outputs. */
async function drawnPlainly(files: ModelFiles, plain: Program, golden: Golden): Promise<Golden> {
  const model = await createModel(files.config, files.generator, plain.makeNetwork);
  try {
    return await drawGolden(model, golden);
  } finally {
    model.dispose();
  }
}
