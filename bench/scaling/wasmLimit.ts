/** The floating-point limit of one thread, from a loop in the language of our kernels (`limit.as`). */
import type { KernelBuild } from '../../src/engine/kernels/wasm/kernelModule.ts';

interface LimitExports {
  readonly perRound: WebAssembly.Global;
  multiplyAdd(rounds: number, factor: number, term: number): number;
}

/** Rounds of one timing: some 20 ms. */
const rounds = 5_000_000;

/** Starts the loop, compiled for the build that the kernels run in. */
export async function openLimit(
  builds: Readonly<Record<KernelBuild, string>>,
  build: KernelBuild,
): Promise<() => number> {
  const bytes = Uint8Array.from(atob(builds[build]), (letter) => letter.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes);
  // `limit.as` exports exactly these.
  const { multiplyAdd, perRound } = instance.exports as unknown as LimitExports;
  multiplyAdd(rounds, 0.5, 1);
  return () => {
    const start = performance.now();
    const sum = multiplyAdd(rounds, 0.5, 1);
    const milliseconds = performance.now() - start;
    // Every sum tends to 2: a loop that was left out would be told from one that ran.
    if (Math.abs(sum - 96) > 1e-3) throw new Error(`the multiply-add loop gave ${sum}, not 96`);
    return (rounds * Number(perRound.value)) / milliseconds / 1e6;
  };
}
