/** The compiled training kernels, and what a running one exports. */
import { PlaygroundError } from '../../errors.ts';
import type { KernelExports, KernelModule } from '../../engine/kernels/wasm/kernelModule.ts';

/** Addresses and sizes are bytes; what the arguments mean is told in `assembly/`. */
export interface TrainingExports extends Pick<
  KernelExports,
  'widest' | 'convolve' | 'convolveFew'
> {
  accumulateFilter(
    ...numbers: readonly [
      table: number,
      pixels: number,
      x: number,
      dy: number,
      rows: number,
      run: number,
      rowBytes: number,
      outputs: number,
      gradient: number,
    ]
  ): void;
  copyPictures(
    ...numbers: readonly [
      from: number,
      n: number,
      rows: number,
      rowBytes: number,
      to: number,
      toRowBytes: number,
      toFaceBytes: number,
    ]
  ): void;
  packColumns(from: number, rows: number, columns: number, to: number): void;
  packTransposed(from: number, rows: number, columns: number, to: number, panelBytes: number): void;
  addColumns(x: number, rows: number, channels: number, total: number): void;
  applyColumns(
    ...numbers: readonly [
      x: number,
      rows: number,
      channels: number,
      factor: number,
      offset: number,
      y: number,
    ]
  ): void;
  normaliseColumns(
    ...numbers: readonly [
      x: number,
      rows: number,
      channels: number,
      gain: number,
      shift: number,
      saved: number,
      y: number,
      epsilon: number,
      work: number,
    ]
  ): void;
  normaliseBack(
    ...numbers: readonly [
      x: number,
      rows: number,
      channels: number,
      gain: number,
      saved: number,
      dy: number,
      work: number,
    ]
  ): void;
  activateAll(y: number, count: number, activation: number, slope: number): void;
  activateBack(y: number, dy: number, count: number, activation: number, slope: number): void;
  addNoise(x: number, noise: number, count: number, scale: number, y: number): void;
  adam(
    ...numbers: readonly [
      weights: number,
      gradient: number,
      m: number,
      v: number,
      count: number,
      beta1: number,
      rest1: number,
      beta2: number,
      rest2: number,
      step: number,
      root: number,
      epsilon: number,
    ]
  ): void;
  moveAverage(average: number, weights: number, count: number, decay: number, rest: number): void;
  clip(weights: number, count: number, limit: number): void;
  sumOfSquares(x: number, count: number): number;
}

/**
 * Starts a compiled build on a memory.
 * @throws PlaygroundError `backend-unavailable` when it does not start.
 */
export async function startTraining(
  compiled: KernelModule,
  memory: WebAssembly.Memory,
): Promise<TrainingExports> {
  try {
    const instance = await WebAssembly.instantiate(compiled.module, { env: { memory } });
    // `assembly/training.as` exports exactly these; a test compares the names.
    return instance.exports as unknown as TrainingExports;
  } catch (cause) {
    const message = `The training kernels (${compiled.build}) do not start.`;
    throw new PlaygroundError('backend-unavailable', message, { backend: 'wasm' }, cause);
  }
}
