/** Cholesky's factor of a small symmetric matrix, and what is solved with it. Double precision. */

/**
 * Replaces the lower triangle of a symmetric positive definite matrix by L, with L·Lᵀ the matrix.
 * The part above the diagonal is neither read nor written.
 * @param matrix [size, size], row by row
 * @returns whether the matrix is positive definite; if not, its content is spoilt
 */
export function factorise(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row += 1) {
    const start = row * size;
    for (let column = 0; column <= row; column += 1) {
      const other = column * size;
      let sum = matrix[start + column] as number;
      for (let i = 0; i < column; i += 1) {
        sum -= (matrix[start + i] as number) * (matrix[other + i] as number);
      }
      if (row === column) {
        if (!(sum > 0)) return false;
        matrix[start + row] = Math.sqrt(sum);
      } else {
        matrix[start + column] = sum / (matrix[other + column] as number);
      }
    }
  }
  return true;
}

/** Solves L·Lᵀ·x = right in place: `right` [size] becomes x. `factor` is what {@link factorise} left. */
export function solveFactorised(factor: Float64Array, size: number, right: Float64Array): void {
  for (let row = 0; row < size; row += 1) {
    const start = row * size;
    let sum = right[row] as number;
    for (let i = 0; i < row; i += 1) sum -= (factor[start + i] as number) * (right[i] as number);
    right[row] = sum / (factor[start + row] as number);
  }
  // Backwards by rows of L, which lie together in memory.
  for (let row = size - 1; row >= 0; row -= 1) {
    const start = row * size;
    const value = (right[row] as number) / (factor[start + row] as number);
    right[row] = value;
    for (let i = 0; i < row; i += 1) {
      right[i] = (right[i] as number) - value * (factor[start + i] as number);
    }
  }
}
