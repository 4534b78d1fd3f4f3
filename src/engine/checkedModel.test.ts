/** Which kernels a model is built with, and why. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlainError } from '../errors.ts';
import { buildChecked } from './checkedModel.ts';
import type { Precision } from './kernels/webgpu/variant.ts';
import type { OwnKernels } from './ownKernels.ts';
import { createWasmKernels } from './ownKernels.ts';
import type { Runtime } from './runtime.ts';
import { startRuntime } from './runtime.ts';
import { fixture, latentsOf, loadKernels, wasmUrls } from './testing/folders.ts';
import { problemOf } from './testing/problemOf.ts';
import type { KernelKind } from './types.ts';

let plain: Runtime | null = null;
beforeEach(async () => {
  plain = await startRuntime('cpu', { wasmUrls });
});
afterEach(() => {
  plain?.stop();
});

function running(): Runtime {
  if (plain === null) throw new Error('The backend has not started.');
  return plain;
}

test.each(['grey28', 'colour32'])(
  'own kernels that draw something else are not used for %s, with golden outputs or without',
  async (name) => {
    const folder = fixture(name);
    const { imageSize, channels } = folder.files.config;
    let disposed = 0;
    const runtime = runtimeWith({
      prepare: async () => ['float32'],
      makeExecutor: async () => ({
        bytes: 0,
        run: async (_input, n) => ({
          output: new Float32Array(n * imageSize * imageSize * channels),
          taps: new Map(),
        }),
        dispose: () => {
          disposed += 1;
        },
      }),
    });
    for (const golden of [folder.files.golden, null]) {
      const built = await buildChecked({ ...folder.files, golden }, runtime, 0, () => 0);
      expect(built.kernels).toBe('tensorflow');
      expect(built.kernelFailure?.code).toBe('self-test-failed');
      built.model.dispose();
    }
    expect(disposed).toBe(2);
  },
);

/** Our WebAssembly kernels, named after precisions and made wrong by a fixed amount in each. */
async function wrongBy(errors: Partial<Record<Precision, number>>): Promise<OwnKernels> {
  const wasm = createWasmKernels(loadKernels);
  return {
    prepare: async () => Object.keys(errors) as Precision[],
    async makeExecutor(blocks, precision) {
      const executor = await wasm.makeExecutor(blocks, 'float32');
      const error = errors[precision] ?? 0;
      return {
        bytes: 0,
        dispose: () => executor.dispose(),
        run: async (...args) => {
          const { output, taps } = await executor.run(...args);
          // One number in the middle: a NaN must not be forgotten over those that follow it.
          const middle = output.length >> 1;
          output[middle] = (output[middle] ?? 0) + error;
          return { output, taps };
        },
      };
    },
  };
}

/** Own kernels beside TensorFlow.js's. */
function runtimeWith(ownKernels: OwnKernels): Runtime {
  const { tensors, memory } = running();
  return {
    backend: 'cpu',
    adapter: null,
    ownKernels,
    tensors,
    memory,
    lost: new Promise(() => undefined),
    takeError: () => null,
    stop: () => undefined,
  };
}

test.each<[Partial<Record<Precision, number>>, KernelKind, number]>([
  [{ half: 0.003, float32: 0 }, 'ownHalf', 1 / 255],
  [{ half: 0.005, 'half-storage': 0.002, float32: 0 }, 'ownHalf', 1 / 255],
  [{ half: 0.005, float32: 5e-5 }, 'own', 1e-4],
  [{ half: Number.NaN, float32: 0 }, 'own', 1e-4],
  [{ half: 0.005, float32: 0.001 }, 'tensorflow', 1e-4],
  [{ float32: Number.NaN }, 'tensorflow', 1e-4],
])(
  'of precisions that are off by %o the fastest within its tolerance draws',
  async (errors, kind, tolerance) => {
    const folder = fixture('colour32');
    const runtime = runtimeWith(await wrongBy(errors));
    const built = await buildChecked(folder.files, runtime, 0, () => 0);
    expect(built.kernels).toBe(kind);
    expect(built.result.tolerance).toBe(tolerance);
    expect(built.kernelFailure?.code ?? null).toBe(
      kind === 'tensorflow' ? 'self-test-failed' : null,
    );
    built.model.dispose();
  },
);

test('kernels that are hopelessly slow are not tried, and nothing else in their place', async () => {
  const folder = fixture('grey28');
  const problem = await problemOf(
    buildChecked(folder.files, runtimeWith(await wrongBy({})), 10, () => 0),
  );
  expect(problem.code).toBe('aborted');
});

test.each(['discriminator', 'classifier'] as const)(
  'own kernels that draw rightly and judge wrongly are left aside for the %s, and it is told',
  async (name) => {
    const folder = fixture('colour32');
    const bytes = folder[name];
    if (bytes === null) throw new Error(`The fixture has no ${name}.`);
    const wasm = createWasmKernels(loadKernels);
    const shifted: OwnKernels = {
      ...wasm,
      async makeExecutor(blocks, precision) {
        const executor = await wasm.makeExecutor(blocks, precision);
        if (blocks[0]?.kind !== 'conv') return executor;
        return {
          bytes: 0,
          dispose: () => executor.dispose(),
          run: async (...args) => {
            const { output, taps } = await executor.run(...args);
            return { output: output.map((value) => value + 0.1), taps };
          },
        };
      },
    };
    const judge = async (kernels: OwnKernels) => {
      const refused: PlainError[] = [];
      const runtime = runtimeWith(kernels);
      const built = await buildChecked(
        folder.files,
        runtime,
        0,
        () => 0,
        (error) => {
          refused.push(error);
        },
      );
      expect(built.kernels).toBe('own');
      await built.model.addSideNetwork(name, bytes);
      const { images: pictures } = await built.model.draw(latentsOf(folder), {});
      const judged =
        name === 'discriminator'
          ? await built.model.discriminate(pictures)
          : (await built.model.classify(pictures)).flatMap((logits) => [...logits]);
      built.model.dispose();
      return { refused, judged };
    };
    const right = await judge(wasm);
    const left = await judge(shifted);
    expect(right.refused).toEqual([]);
    expect(left.refused.map(({ code }) => code)).toEqual(['self-test-failed']);
    expect(left.judged).toHaveLength(right.judged.length);
    left.judged.forEach((value, i) => expect(value).toBeCloseTo(right.judged[i] ?? NaN, 3));
  },
);
