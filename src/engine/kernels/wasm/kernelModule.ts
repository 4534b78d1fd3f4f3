/** The compiled kernels: which build a machine can run, and what a running one exports. */
import { PlaygroundError } from '../../../errors.ts';

/** The two builds of the same source (`assembly/`), see tools/buildKernels.mjs. */
export type KernelBuild = 'relaxed' | 'simd';

/** A compiled build, ready to be instantiated any number of times. */
export interface KernelModule {
  readonly build: KernelBuild;
  readonly module: WebAssembly.Module;
}

/** Addresses and sizes are bytes; what the arguments mean is told in `assembly/panels.as`. */
export interface KernelExports {
  readonly widest: WebAssembly.Global;
  convolve(
    ...numbers: readonly [
      table: number,
      sixes: number,
      fours: number,
      x: number,
      w: number,
      rows: number,
      run: number,
      rowBytes: number,
      panels: number,
      outputs: number,
      constants: number,
      y: number,
      activation: number,
      slope: number,
    ]
  ): void;
  convolveOne(
    ...numbers: readonly [
      table: number,
      x: number,
      w: number,
      rows: number,
      run: number,
      rowBytes: number,
      panels: number,
      constants: number,
      y: number,
      activation: number,
      slope: number,
    ]
  ): void;
  convolveFew(
    ...numbers: readonly [
      table: number,
      threes: number,
      x: number,
      w: number,
      rows: number,
      run: number,
      rowBytes: number,
      outputs: number,
      constants: number,
      y: number,
      activation: number,
      slope: number,
    ]
  ): void;
  spreadUp(...numbers: SpreadArguments): number;
  spreadDown(...numbers: SpreadArguments): number;
  multiplyTiles(
    ...numbers: readonly [
      line: number,
      sixes: number,
      fours: number,
      v: number,
      plane: number,
      planeRow: number,
      run: number,
      w: number,
      panels: number,
      outputs: number,
      constants: number,
      m: number,
      mPlane: number,
      table: number,
      tiles: number,
      y: number,
      rowStep: number,
      columnStep: number,
      zeros: number,
      ones: number,
      activation: number,
      slope: number,
    ]
  ): void;
}

type SpreadArguments = readonly [
  table: number,
  tiles: number,
  x: number,
  rowBytes: number,
  channels: number,
  v: number,
  plane: number,
];

/** (module (func (result v128) i32.const 0 ×3 as splats, f32x4.relaxed_madd)): valid or not. */
const relaxedProbe = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 17,
  65, 0, 253, 17, 65, 0, 253, 17, 253, 133, 2, 11,
]);

/** (module (func (result v128) i32.const 0, i32x4.splat)): valid or not. */
const simdProbe = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 17,
  11,
]);

/** The best build that this machine can run; null without SIMD. */
export function supportedBuild(): KernelBuild | null {
  if (typeof WebAssembly === 'undefined') return null;
  if (WebAssembly.validate(relaxedProbe)) return 'relaxed';
  return WebAssembly.validate(simdProbe) ? 'simd' : null;
}

/**
 * Starts a compiled build on a memory of its own.
 * @throws PlaygroundError `backend-unavailable` when it does not start.
 */
export async function startKernels(
  compiled: KernelModule,
  memory: WebAssembly.Memory,
): Promise<KernelExports> {
  try {
    const instance = await WebAssembly.instantiate(compiled.module, { env: { memory } });
    // The source beside this file exports exactly these; a test compares the names.
    return instance.exports as unknown as KernelExports;
  } catch (cause) {
    throw new PlaygroundError(
      'backend-unavailable',
      `The WebAssembly kernels (${compiled.build}) do not start.`,
      { backend: 'wasm' },
      cause,
    );
  }
}
