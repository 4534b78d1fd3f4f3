/**
 * A block as matrix products: which input pixel meets which kernel element. A transposed
 * convolution of stride s is s² ordinary convolutions of stride 1, one for each remainder of the
 * output row and column (a *phase*), so that no kernel element is ever multiplied by an inserted
 * zero. A convolution is one phase that steps by its stride through the input.
 */
import type { BlockShape } from '../executor.ts';

/** A kernel element of a phase, and where its input pixel lies from `inStep · (i, j)`. */
export interface KernelTap {
  readonly kernelRow: number;
  readonly kernelColumn: number;
  readonly row: number;
  readonly column: number;
}

/** The outputs (row + i·outStep, column + j·outStep) for i < rows and j < columns. */
export interface Phase {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly taps: readonly KernelTap[];
}

/** The phases of a block; together they cover each output pixel once. */
export interface BlockGeometry {
  readonly inStep: number;
  readonly outStep: number;
  readonly phases: readonly Phase[];
}

/** Rows (or columns) of zeros that the taps of a block reach beyond its input, on each side. */
export interface Border {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** One direction of a phase: its outputs, and kernel elements with their offsets. */
interface Line {
  readonly start: number;
  readonly count: number;
  readonly taps: readonly { readonly element: number; readonly offset: number }[];
}

/** Splits a block into phases. Kernel elements that only ever meet padding are left out. */
export function blockGeometry(shape: BlockShape): BlockGeometry {
  const { kind, kernel, stride, inHeight, inWidth, outHeight, outWidth } = shape;
  const transposed = kind === 'conv_transpose';
  // A single input pixel meets each kernel element once: with a step beyond the output every output
  // pixel is a phase of its own with one tap, and the block is a plain matrix product.
  const single = inHeight === 1 && inWidth === 1;
  const step = single ? Math.max(kernel, outHeight, outWidth) : stride;
  const outStep = transposed ? step : 1;
  const inStep = transposed ? 1 : stride;
  const rows = lines(shape, outStep, inStep, inHeight, outHeight);
  const columns = lines(shape, outStep, inStep, inWidth, outWidth);
  const phases = rows.flatMap((row) =>
    columns.map((column) => ({
      row: row.start,
      column: column.start,
      rows: row.count,
      columns: column.count,
      taps: row.taps.flatMap((r) =>
        column.taps.map((c) => ({
          kernelRow: r.element,
          kernelColumn: c.element,
          row: r.offset,
          column: c.offset,
        })),
      ),
    })),
  );
  return { inStep, outStep, phases };
}

function lines(
  shape: BlockShape,
  outStep: number,
  inStep: number,
  inSize: number,
  outSize: number,
): Line[] {
  const result: Line[] = [];
  for (let start = 0; start < Math.min(outStep, outSize); start += 1) {
    const count = Math.ceil((outSize - start) / outStep);
    const taps: { element: number; offset: number }[] = [];
    for (let element = 0; element < shape.kernel; element += 1) {
      const offset =
        shape.kind === 'conv'
          ? element - shape.padding
          : (start + shape.padding - element) / outStep;
      const meetsInput = Array.from({ length: count }, (_, i) => i * inStep + offset).some(
        (at) => at >= 0 && at < inSize,
      );
      if (Number.isInteger(offset) && meetsInput) taps.push({ element, offset });
    }
    result.push({ start, count, taps });
  }
  return result;
}

/** The border of zeros that the input of a block needs. */
export function borderOf(shape: BlockShape, geometry: BlockGeometry): Border {
  let [top, bottom, left, right] = [0, 0, 0, 0];
  for (const phase of geometry.phases) {
    for (const tap of phase.taps) {
      const lastRow = (phase.rows - 1) * geometry.inStep + tap.row;
      const lastColumn = (phase.columns - 1) * geometry.inStep + tap.column;
      top = Math.max(top, -tap.row);
      left = Math.max(left, -tap.column);
      bottom = Math.max(bottom, lastRow - (shape.inHeight - 1));
      right = Math.max(right, lastColumn - (shape.inWidth - 1));
    }
  }
  return { top, bottom, left, right };
}

/** Multiply-adds of a block for one face, as its phases do them. */
export function multiplyAdds(shape: BlockShape, geometry: BlockGeometry): number {
  const perChannels = geometry.phases.reduce(
    (sum, phase) => sum + phase.rows * phase.columns * phase.taps.length,
    0,
  );
  return perChannels * shape.in * shape.out;
}
