/** What the bench multiplies and adds, and with what numbers. */
import { expect, test } from 'vitest';
import { runReference } from '../../src/engine/kernels/reference.ts';
import { measureCase } from './measureCase.ts';
import { multiplyAddsOf } from './multiplyAdds.ts';
import { latentDim, randomGenerator, randomLatents } from './randomNetwork.ts';

test('multiply-adds are those of the definition, without taps on the padding', () => {
  const [first, second] = randomGenerator({ width: 64, size: 64 });
  if (first === undefined || second === undefined) throw new Error('no blocks');
  expect(multiplyAddsOf(first)).toBe(100 * 512 * 16);
  // Four rows of four taps, less one that is cut off at either rim; as many columns.
  expect(multiplyAddsOf(second)).toBe(512 * 256 * 14 * 14);
  const down = {
    ...second,
    kind: 'conv' as const,
    inHeight: 8,
    inWidth: 8,
    outHeight: 4,
    outWidth: 4,
  };
  expect(multiplyAddsOf(down)).toBe(512 * 256 * 14 * 14);
});

test.each([
  [16, 32],
  [16, 64],
  [32, 32],
])('random weights keep numbers at the scale of trained ones: ngf %i, size %i', (width, size) => {
  const blocks = randomGenerator({ width, size });
  expect(blocks.at(-1)).toMatchObject({ out: 3, outHeight: size, outWidth: size });
  expect(blocks.at(-1)?.in).toBe(width);
  const n = 2;
  const taps = blocks.map((_, index) => index);
  const run = runReference(blocks, randomLatents(n), n, { taps });
  for (const index of taps) {
    const values = run.taps.get(index) ?? new Float32Array(0);
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.sqrt(square)).toBeGreaterThan(0.2);
    expect(Math.sqrt(square)).toBeLessThan(3);
  }
  expect(randomLatents(n)).toHaveLength(n * latentDim);
});

test('a case is warmed up, repeated within its limits, and told a face', async () => {
  const blocks = randomGenerator({ width: 16, size: 8 });
  let runs = 0;
  const network = {
    run: async (faces: number) => {
      runs += 1;
      const slow = runs <= 2 ? 10 : 1;
      return { total: 8 * slow * faces, blocks: [6 * slow * faces, 2 * slow * faces] };
    },
    dispose: () => undefined,
  };
  const limits = { faces: 4, maxRuns: 9, minRuns: 3, budgetMs: 1600 };
  const found = await measureCase({ width: 16, size: 8 }, blocks, network, limits);
  expect(runs).toBe(2 + 5);
  expect(found.perFace).toMatchObject({ median: 8, n: 5 });
  expect(found.layers.map(({ perFace }) => perFace.median)).toEqual([6, 2]);
  expect(found.layers[0]?.name).toBe('100@1² → 16@4²');
  const sum = found.layers.reduce((total, { multiplyAdds }) => total + multiplyAdds, 0);
  expect(found.multiplyAdds).toBe(sum);
});
