/** Weights in the order in which the kernels read them. */
import type { FoldedBlock } from '../executor.ts';
import type { Phase } from './phases.ts';

/** Outputs of a panel. */
export const panelOutputs = 8;

/** Steps through PyTorch's weights: value (o, c, u, v) is at o·output + c·input + u·k + v. */
export function weightSteps(block: FoldedBlock): {
  readonly output: number;
  readonly input: number;
} {
  const area = block.kernel * block.kernel;
  return block.kind === 'conv'
    ? { output: block.in * area, input: area }
    : { output: area, input: block.out * area };
}

/** Floats that {@link packPanels} writes. */
export function panelFloats(block: FoldedBlock, phase: Phase): number {
  const panels = Math.ceil(block.out / panelOutputs);
  return panels * phase.rows.kernel.length * phase.columns.kernel.length * block.in * panelOutputs;
}

/**
 * [panel][row][column][in][8], zeros behind the last output. Reads the taps of a pair of channels,
 * which lie side by side, at once: in the order of the target they would be read from afar.
 */
export function packPanels(block: FoldedBlock, phase: Phase, target: Float32Array): void {
  const { weights, kernel } = block;
  const channels = block.in;
  const steps = weightSteps(block);
  const taps = Int32Array.from(
    phase.rows.kernel.flatMap((u) => phase.columns.kernel.map((v) => u * kernel + v)),
  );
  const tapStep = channels * panelOutputs;
  for (let first = 0; first < block.out; first += panelOutputs) {
    const lanes = Math.min(panelOutputs, block.out - first);
    const panel = (first / panelOutputs) * taps.length * tapStep;
    for (let c = 0; c < channels; c += 1) {
      let from = first * steps.output + c * steps.input;
      for (let lane = 0; lane < lanes; lane += 1) {
        let at = panel + c * panelOutputs + lane;
        for (let tap = 0; tap < taps.length; tap += 1) {
          target[at] = weights[from + (taps[tap] ?? 0)] ?? Number.NaN;
          at += tapStep;
        }
        from += steps.output;
      }
    }
  }
}

/** Most outputs that the kernel for few outputs takes. */
export const fewOutputs = 3;

/** Floats of one row of one output for that kernel. */
function fewRun(block: FoldedBlock, phase: Phase): number {
  return Math.ceil((phase.columns.kernel.length * block.in) / 4) * 4;
}

/** Floats that {@link packFew} writes. */
export function fewFloats(block: FoldedBlock, phase: Phase): number {
  return fewOutputs * phase.rows.kernel.length * fewRun(block, phase);
}

/** [3][row][column, in, rounded up to a multiple of 4], zeros for outputs that there are not. */
export function packFew(block: FoldedBlock, phase: Phase, target: Float32Array): void {
  const { weights, kernel } = block;
  const steps = weightSteps(block);
  const run = fewRun(block, phase);
  for (let o = 0; o < block.out; o += 1) {
    phase.rows.kernel.forEach((u, row) => {
      let at = (o * phase.rows.kernel.length + row) * run;
      for (const v of phase.columns.kernel) {
        const from = o * steps.output + u * kernel + v;
        for (let c = 0; c < block.in; c += 1) {
          target[at] = weights[from + c * steps.input] ?? Number.NaN;
          at += 1;
        }
      }
    });
  }
}

/** Two rows (or columns) of the kernel as a 2 × 2 convolution meets them, by parity. */
export type TapPairs = readonly [
  readonly [first: number, second: number],
  readonly [first: number, second: number],
];

/**
 * [parity][panel][9][in][8] for a transposed convolution, [panel][9][parity][in][8] for a
 * convolution, zeros behind the last output. Parities count columns fastest; the nine are g0,
 * g0 + g1, g1 along both axes.
 */
export function packWinograd(block: FoldedBlock, pairs: TapPairs, target: Float32Array): void {
  const { weights, kernel } = block;
  const channels = block.in;
  const steps = weightSteps(block);
  const panels = Math.ceil(block.out / panelOutputs);
  const up = block.kind === 'conv_transpose';
  const run = up ? channels : 4 * channels;
  // From one of the nine to the next, and from one parity to the next.
  const step = run * panelOutputs;
  const parityStep = up ? panels * 9 * step : channels * panelOutputs;
  // Two by two taps for each parity.
  const taps = Int32Array.from(
    pairs.flatMap((rows) =>
      pairs.flatMap((columns) => rows.flatMap((u) => columns.map((v) => u * kernel + v))),
    ),
  );
  for (let panel = 0; panel < panels; panel += 1) {
    const first = panel * panelOutputs;
    const lanes = Math.min(panelOutputs, block.out - first);
    for (let c = 0; c < channels; c += 1) {
      for (let lane = 0; lane < lanes; lane += 1) {
        const from = (first + lane) * steps.output + c * steps.input;
        let to = panel * 9 * step + c * panelOutputs + lane;
        for (let tap = 0; tap < 16; tap += 4) {
          packNine(weights, from, taps, tap, target, to, step);
          to += parityStep;
        }
      }
    }
  }
}

function packNine(
  weights: Float32Array,
  from: number,
  taps: Int32Array,
  tap: number,
  target: Float32Array,
  to: number,
  step: number,
): void {
  const a = weights[from + (taps[tap] ?? 0)] ?? Number.NaN;
  const b = weights[from + (taps[tap + 1] ?? 0)] ?? Number.NaN;
  const c = weights[from + (taps[tap + 2] ?? 0)] ?? Number.NaN;
  const d = weights[from + (taps[tap + 3] ?? 0)] ?? Number.NaN;
  target[to] = a;
  target[to + step] = a + b;
  target[to + 2 * step] = b;
  target[to + 3 * step] = a + c;
  target[to + 4 * step] = a + b + c + d;
  target[to + 5 * step] = b + d;
  target[to + 6 * step] = c;
  target[to + 7 * step] = c + d;
  target[to + 8 * step] = d;
}

/** Floats that {@link packWinograd} writes. */
export function winogradFloats(block: FoldedBlock): number {
  return 4 * Math.ceil(block.out / panelOutputs) * 9 * block.in * panelOutputs;
}
