/**
 * How a transposed convolution falls apart into ordinary ones. Along one axis, output y of a
 * transposed convolution with kernel k, stride s and padding p sums x[i]·w[t] over i·s − p + t = y.
 * For the outputs y = s·m + φ of one phase φ only taps t ≡ φ + p (mod s) take part, and their inputs
 * lie side by side: a convolution of stride 1 with those taps in reverse order. No tap is wasted on
 * the zeros that a transposed convolution otherwise inserts. For kernel 4, stride 2, padding 1:
 * taps [3, 1] for even outputs, padded by one before, and [2, 0] for odd ones, padded by one after.
 */

/** One phase along one axis. */
export interface Phase {
  /** Taps of the kernel, in the order in which the convolution of stride 1 meets them; may be empty. */
  readonly taps: readonly number[];
  /** Inputs used: from `start` for `length`; the rest meets no output. */
  readonly start: number;
  readonly length: number;
  /** Zeros before and after those inputs. */
  readonly before: number;
  readonly after: number;
}

/** The phases 0 … stride − 1 along one axis. */
export interface PhasePlan {
  readonly phases: readonly Phase[];
  /** Outputs of each phase; the interleaved s·count values may exceed the output, which cuts them. */
  readonly count: number;
}

/** Plans one axis with `size` inputs. The output has (size − 1)·stride − 2·padding + kernel values. */
export function planPhases(
  size: number,
  kernel: number,
  stride: number,
  padding: number,
): PhasePlan {
  const output = (size - 1) * stride - 2 * padding + kernel;
  const count = Math.ceil(output / stride);
  const phases = Array.from({ length: stride }, (_, phase): Phase => {
    const taps: number[] = [];
    for (let tap = (phase + padding) % stride; tap < kernel; tap += stride) taps.unshift(tap);
    // Output m of the phase meets inputs m + first … m + first + taps.length − 1.
    const first = Math.floor((phase + padding) / stride) - taps.length + 1;
    const end = first + count + taps.length - 1;
    const start = Math.min(Math.max(first, 0), size);
    const stop = Math.max(Math.min(end, size), start);
    return {
      taps,
      start,
      length: stop - start,
      before: Math.min(Math.max(-first, 0), end - first),
      after: Math.min(Math.max(end - size, 0), end - first),
    };
  });
  return { phases, count };
}
