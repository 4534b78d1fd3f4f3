/**
 * Convolutions of every kind as sums over patches: outputs that meet the same rows and columns of
 * the kernel form a phase, and within a phase a patch is a rectangle of the (padded) input. A
 * convolution has one phase. A transposed convolution of stride s has s², of about (k / s)² taps
 * each, so that no product with an inserted zero is ever made.
 */
import type { BlockShape } from '../executor.ts';

/** One axis of a phase. */
export interface AxisPhase {
  /** Rows of the kernel in the order of the input rows that they meet. */
  readonly kernel: readonly number[];
  /** Output rows of the phase. */
  readonly outputs: readonly number[];
  /** For each of them the first input row of its patch; may lie outside the input. */
  readonly first: readonly number[];
}

/** Outputs that are the same sum over different patches. */
export interface Phase {
  readonly rows: AxisPhase;
  readonly columns: AxisPhase;
}

/** Rows or columns of zeros around an input. */
export interface Border {
  readonly before: number;
  readonly after: number;
}

/** Phases along an axis that have at least one output. */
export function axisPhases(block: BlockShape, axis: 'rows' | 'columns'): AxisPhase[] {
  const input = axis === 'rows' ? block.inHeight : block.inWidth;
  const size = axis === 'rows' ? block.outHeight : block.outWidth;
  const { kernel, stride, padding } = block;
  const outputs = range(size);
  if (block.kind === 'conv') {
    return [{ kernel: range(kernel), outputs, first: outputs.map((y) => y * stride - padding) }];
  }
  // From a single row every output row is its own row of the kernel, without a border.
  if (input === 1) {
    return outputs.map((y) => ({ kernel: [y + padding], outputs: [y], first: [0] }));
  }
  const phases = range(stride).map((remainder) => {
    // Output row y meets input row q − t through kernel row remainder + t · stride.
    const kernelRows = range(kernel).filter((u) => u % stride === remainder);
    const own = outputs.filter((y) => (y + padding) % stride === remainder);
    const reach = Math.max(0, kernelRows.length - 1);
    return {
      kernel: kernelRows.toReversed(),
      outputs: own,
      first: own.map((y) => Math.floor((y + padding) / stride) - reach),
    };
  });
  return phases.filter((phase) => phase.outputs.length > 0);
}

/** All phases of a block, row phases first. */
export function phasesOf(block: BlockShape): Phase[] {
  const columns = axisPhases(block, 'columns');
  return axisPhases(block, 'rows').flatMap((rows) =>
    columns.map((each) => ({ rows, columns: each })),
  );
}

/** The zeros that the patches of some phases need around `size` input rows. */
export function borderOf(phases: readonly AxisPhase[], size: number): Border {
  let before = 0;
  let after = 0;
  for (const { kernel, first } of phases) {
    if (kernel.length === 0) continue;
    for (const row of first) {
      before = Math.max(before, -row);
      after = Math.max(after, row + kernel.length - size);
    }
  }
  return { before, after };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
