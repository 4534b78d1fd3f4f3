/** Axis orders: from PyTorch's filters to those of TensorFlow.js, as plain arrays. */

/**
 * Brings a PyTorch filter [a, b, k, k] into [rows, columns, c, d] with only the taps asked for.
 * @param rows and columns taps of the kernel to keep, in this order; may repeat or skip
 * @param order `ba` puts the second channel axis before the first, `ab` keeps their order
 */
export function arrangeFilter(
  weight: Float32Array,
  shape: { readonly a: number; readonly b: number; readonly kernel: number },
  rows: readonly number[],
  columns: readonly number[],
  order: 'ab' | 'ba',
): Float32Array {
  const { a, b, kernel } = shape;
  const arranged = new Float32Array(rows.length * columns.length * a * b);
  let target = 0;
  for (const row of rows) {
    for (const column of columns) {
      const tap = row * kernel + column;
      for (let outer = 0; outer < (order === 'ab' ? a : b); outer += 1) {
        for (let inner = 0; inner < (order === 'ab' ? b : a); inner += 1) {
          const pair = order === 'ab' ? outer * b + inner : inner * b + outer;
          arranged[target] = weight[pair * kernel * kernel + tap] ?? 0;
          target += 1;
        }
      }
    }
  }
  return arranged;
}

/** 0, 1, …, count − 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
