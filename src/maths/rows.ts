/** Rows of a matrix that lies in memory row by row, against vectors, in double precision. */

/** A matrix or any other run of numbers. */
export type Numbers = Float32Array | Float64Array;

/** Σ x[start + j]·v[j] over j < d; four sums at once, as one alone waits for each addition. */
export function rowDot(x: Numbers, start: number, v: Float64Array, d: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let e = 0;
  const even = d - (d % 4);
  let j = 0;
  for (; j < even; j += 4) {
    a += (x[start + j] as number) * (v[j] as number);
    b += (x[start + j + 1] as number) * (v[j + 1] as number);
    c += (x[start + j + 2] as number) * (v[j + 2] as number);
    e += (x[start + j + 3] as number) * (v[j + 3] as number);
  }
  for (; j < d; j += 1) a += (x[start + j] as number) * (v[j] as number);
  return a + b + (c + e);
}

/** {@link addRow} for the four rows from `start` on, a factor each: the sum is read and written once. */
export function addFourRows(
  x: Numbers,
  start: number,
  d: number,
  factors: Float64Array,
  sum: Float64Array,
): void {
  const [f0, f1] = [factors[0] as number, factors[1] as number];
  const [f2, f3] = [factors[2] as number, factors[3] as number];
  const [s1, s2, s3] = [start + d, start + 2 * d, start + 3 * d];
  for (let j = 0; j < d; j += 1) {
    sum[j] =
      (sum[j] as number) +
      (f0 * (x[start + j] as number) + f1 * (x[s1 + j] as number)) +
      (f2 * (x[s2 + j] as number) + f3 * (x[s3 + j] as number));
  }
}

/** Adds factor · x[start + j] to sum[j] for j < d. */
export function addRow(
  x: Numbers,
  start: number,
  d: number,
  factor: number,
  sum: Float64Array,
): void {
  for (let j = 0; j < d; j += 1) {
    sum[j] = (sum[j] as number) + factor * (x[start + j] as number);
  }
}
