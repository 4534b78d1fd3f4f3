/**
 * Builds a model with the fastest kernels that draw what they should: own kernels are checked first,
 * and those that fail are left aside for TensorFlow.js, with the reason kept for the visitor.
 */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { PlainError } from '../errors.ts';
import { describeArchitecture } from '../model/architecture.ts';
import type { ModelFiles } from './files.ts';
import { shapeOf } from './kernels/executor.ts';
import type { Model } from './model.ts';
import { createModel } from './model.ts';
import type { OwnKernels } from './ownKernels.ts';
import type { Program } from './programs.ts';
import { ownProgram, plainProgram } from './programs.ts';
import type { Runtime } from './runtime.ts';
import type { CheckResult, Golden } from './selfTest.ts';
import { checkModel, drawGolden, readGolden } from './selfTest.ts';
import { checkSideNetworks } from './sideCheck.ts';
import type { KernelKind } from './types.ts';

/** A model that passed its check. The caller disposes it. */
export interface CheckedModel {
  readonly model: Model;
  readonly result: CheckResult;
  readonly kernels: KernelKind;
  /** Why own kernels are not used; null where they are, or where there are none. */
  readonly kernelFailure: PlainError | null;
}

/** Failures that TensorFlow.js would share, or that end the trial. */
const endings: ReadonlySet<string> = new Set([
  'bad-file',
  'shape-mismatch',
  'device-lost',
  'aborted',
]);

/**
 * Builds and checks.
 * @param giveUpAboveMs ends the timing after the first face that took longer
 * @param onRefused told later, when own kernels turn out to be wrong for a network beside G
 * @throws PlaygroundError as `createModel` and `checkModel` do, when TensorFlow.js fails as well;
 *   `aborted` when a face would surely take longer than `giveUpAboveMs`.
 */
export async function buildChecked(
  files: ModelFiles,
  runtime: Runtime,
  giveUpAboveMs: number,
  now: () => number,
  onRefused: (error: PlainError) => void = () => undefined,
): Promise<CheckedModel> {
  const { backend, ownKernels } = runtime;
  const golden = readGolden(files.golden, files.config);

  const attempt = async (program: Program, expected: Golden) => {
    const model = await createModel(files.config, files.generator, program);
    try {
      const limits = { giveUpAboveMs, tolerance: program.tolerance };
      const result = await checkModel(model, backend, expected, limits, now);
      const error = runtime.takeError();
      if (error === null) return { model, result, kernels: program.kernels };
      throw new PlaygroundError('internal', `The device reported: ${error}`, { found: error });
    } catch (thrown) {
      model.dispose();
      throw thrown;
    }
  };

  /** The first precision that passes; of float32's failure, the last one, everybody hears. */
  const attemptOwn = async (kernels: OwnKernels) => {
    const shapes = describeArchitecture(files.config).generator.map(shapeOf);
    const precisions = await kernels.prepare(shapes, giveUpAboveMs);
    if (precisions.length === 0) {
      throw new PlaygroundError('aborted', `${backend} is slower than ${giveUpAboveMs} ms a face.`);
    }
    const expected = golden.images === null ? await drawnPlainly(files, plain, golden) : golden;
    for (const precision of precisions) {
      try {
        const own = ownProgram(backend, kernels, precision);
        const makeSideNetwork = checkSideNetworks(
          own.makeSideNetwork,
          plain.makeSideNetwork,
          files,
          backend,
          onRefused,
        );
        return await attempt({ ...own, makeSideNetwork }, expected);
      } catch (thrown) {
        const isRounding = toPlainError(thrown).code === 'self-test-failed';
        if (precision === 'float32' || !isRounding) throw thrown;
      }
    }
    throw new PlaygroundError('internal', 'Own kernels have no float32.');
  };

  const plain = plainProgram(runtime);
  if (ownKernels === null) return { ...(await attempt(plain, golden)), kernelFailure: null };
  try {
    return { ...(await attemptOwn(ownKernels)), kernelFailure: null };
  } catch (thrown) {
    const failure = toPlainError(thrown);
    if (endings.has(failure.code)) throw thrown;
    return { ...(await attempt(plain, golden)), kernelFailure: failure };
  }
}

/** What TensorFlow.js draws, for a model that came without golden outputs. */
async function drawnPlainly(files: ModelFiles, plain: Program, golden: Golden): Promise<Golden> {
  const model = await createModel(files.config, files.generator, plain);
  try {
    return await drawGolden(model, golden);
  } finally {
    model.dispose();
  }
}
