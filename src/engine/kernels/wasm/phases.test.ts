/** Phases against the definition: every output meets every row of the kernel that it should. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FoldedBlock } from '../executor.ts';
import { axisPhases, borderOf } from './phases.ts';

function blockOf(
  kind: FoldedBlock['kind'],
  size: number,
  kernel: number,
  stride: number,
  padding: number,
): FoldedBlock {
  const out =
    kind === 'conv'
      ? Math.floor((size + 2 * padding - kernel) / stride) + 1
      : (size - 1) * stride - 2 * padding + kernel;
  return {
    kind,
    in: 1,
    out: 1,
    kernel,
    stride,
    padding,
    inHeight: size,
    inWidth: size,
    outHeight: out,
    outWidth: out,
    weights: new Float32Array(kernel * kernel),
    bias: new Float32Array(1),
    activation: 'none',
    slope: 0,
  };
}

const blocks = fc
  .record({
    kind: fc.constantFrom<FoldedBlock['kind']>('conv', 'conv_transpose'),
    size: fc.integer({ min: 1, max: 9 }),
    kernel: fc.integer({ min: 1, max: 7 }),
    stride: fc.integer({ min: 1, max: 4 }),
    padding: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ kind, size, kernel, stride, padding }) => blockOf(kind, size, kernel, stride, padding))
  .filter((block) => block.outHeight >= 1);

test('each output meets exactly its rows, and the border covers what lies outside', () => {
  fc.assert(
    fc.property(blocks, (block) => {
      const { inHeight, kernel, stride, padding } = block;
      const phases = axisPhases(block, 'rows');
      const border = borderOf(phases, inHeight);
      const met = new Map<number, string[]>();
      for (const phase of phases) {
        phase.outputs.forEach((output, index) => {
          const first = phase.first[index] ?? Number.NaN;
          expect(met.has(output)).toBe(false);
          const pairs: string[] = [];
          phase.kernel.forEach((u, tap) => {
            const row = first + tap;
            expect(row).toBeGreaterThanOrEqual(-border.before);
            expect(row).toBeLessThan(inHeight + border.after);
            if (row >= 0 && row < inHeight) pairs.push(`${row}:${u}`);
          });
          met.set(output, pairs.toSorted());
        });
      }
      expect(met.size).toBe(block.outHeight);
      for (const [output, pairs] of met) {
        const expected: string[] = [];
        for (let row = 0; row < inHeight; row += 1) {
          const u =
            block.kind === 'conv'
              ? row - (output * stride - padding)
              : output + padding - row * stride;
          if (u >= 0 && u < kernel) expected.push(`${row}:${u}`);
        }
        expect(pairs).toEqual(expected.toSorted());
      }
    }),
    { numRuns: 300 },
  );
});

test('kernel 4, stride 2, padding 1 is two taps for even and two for odd outputs', () => {
  const phases = axisPhases(blockOf('conv_transpose', 4, 4, 2, 1), 'rows');
  const byParity = phases.toSorted((a, b) => (a.outputs[0] ?? 0) - (b.outputs[0] ?? 0));
  expect(byParity.map(({ kernel }) => kernel)).toEqual([
    [3, 1],
    [2, 0],
  ]);
  expect(byParity.map(({ first }) => first)).toEqual([
    [-1, 0, 1, 2],
    [0, 1, 2, 3],
  ]);
});
