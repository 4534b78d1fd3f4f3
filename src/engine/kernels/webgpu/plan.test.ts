/**
 * The tables and packed arrays, without a GPU: a loop that does what every kernel does with them
 * must give what the definition of a convolution gives.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandomStream } from '../../../maths/random.ts';
import type { FoldedBlock } from '../executor.ts';
import { runReference } from '../reference.ts';
import { packHalves, packInput, packWeights, unpackFloats, unpackHalves } from './layout.ts';
import { type PlannedBlock, planNetwork } from './plan.ts';

const shapes = fc
  .record({
    kind: fc.constantFrom<FoldedBlock['kind']>('conv', 'conv_transpose'),
    ins: fc.integer({ min: 1, max: 9 }),
    out: fc.integer({ min: 1, max: 9 }),
    kernel: fc.integer({ min: 1, max: 6 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.integer({ min: 0, max: 3 }),
    inHeight: fc.integer({ min: 1, max: 6 }),
    inWidth: fc.integer({ min: 1, max: 6 }),
    seed: fc.nat(),
  })
  .map(({ ins, seed, ...rest }): FoldedBlock => {
    const { kind, kernel, stride, padding, out } = rest;
    const along = (size: number): number =>
      kind === 'conv'
        ? Math.floor((size + 2 * padding - kernel) / stride) + 1
        : (size - 1) * stride - 2 * padding + kernel;
    const random = createRandomStream(seed);
    return {
      ...rest,
      in: ins,
      outHeight: along(rest.inHeight),
      outWidth: along(rest.inWidth),
      weights: Float32Array.from({ length: ins * out * kernel * kernel }, () => random() - 0.5),
      bias: new Float32Array(out),
      activation: 'none',
      slope: 0,
    };
  })
  .filter((block) => block.outHeight >= 1 && block.outWidth >= 1);

/** What the kernels do, one output at a time: from the table, packed weights and packed input. */
function runPlan(plan: PlannedBlock, weights: Float32Array, source: Float32Array, faces: number) {
  const { table, output, geometry } = plan;
  const word = (index: number): number => table[index] ?? Number.NaN;
  const [inQuads, outQuads] = [word(1), word(3)];
  const [inPlane, inColumns, outPlane, outColumns] = [word(4), word(5), word(6), word(7)];
  const [outOrigin, outStep, inStep] = [word(8), word(9), word(10)];
  const result = new Float32Array(faces * output.quadsPerFace * 4);
  geometry.phases.forEach((_, index) => {
    const phase = 16 + 8 * index;
    const [rows, columns, place] = [word(phase), word(phase + 1), word(phase + 2)];
    for (let pixel = 0; pixel < faces * rows * columns; pixel += 1) {
      const face = Math.floor(pixel / (rows * columns));
      const row = Math.floor(pixel / columns) % rows;
      const column = pixel % columns;
      const from = face * inQuads * inPlane + (row * inColumns + column) * inStep;
      const to =
        face * outQuads * outPlane + outOrigin + place + (row * outColumns + column) * outStep;
      for (let quad = 0; quad < outQuads; quad += 1) {
        for (let o = 0; o < 4; o += 1) {
          let sum = 0;
          for (let tap = 0; tap < word(phase + 3); tap += 1) {
            const entry = (word(phase + 4) + tap) * 4;
            for (let c = 0; c < inQuads; c += 1) {
              const x = (from + word(entry) + c * inPlane) * 4;
              const w = (word(entry + 1) + (quad * inQuads + c) * 4 + o) * 4;
              for (let i = 0; i < 4; i += 1) {
                sum += (source[x + i] ?? Number.NaN) * (weights[w + i] ?? Number.NaN);
              }
            }
          }
          const at = (to + quad * outPlane) * 4 + o;
          // Every output is written once.
          expect(result[at]).toBe(0);
          result[at] = sum;
        }
      }
    }
  });
  return result;
}

test('tables and packed arrays say the convolution', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 3 }), fc.nat(), (block, faces, seed) => {
      const random = createRandomStream(seed, 1);
      const length = faces * block.in * block.inHeight * block.inWidth;
      const input = Float32Array.from({ length }, () => random() - 0.5);
      const plan = planNetwork([block])[0] as PlannedBlock;
      const result = runPlan(
        plan,
        packWeights(block, block.weights, plan.geometry),
        packInput(plan.input, input, 0, faces),
        faces,
      );
      const expected = runReference([block], input, faces).output;
      const found = new Float32Array(expected.length);
      unpackFloats(plan.output, result, faces, found, 0);
      expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
    }),
    { numRuns: 150 },
  );
});

test('no kernel element is multiplied by an inserted zero', () => {
  // A 4×4 kernel of stride 2 has 16 elements for 4 phases: 4 each.
  const mid = blockOf({ in: 2, out: 3, inHeight: 4, inWidth: 4, outHeight: 8, outWidth: 8 });
  expect(planNetwork([mid])[0]?.multiplyAdds).toBe(4 * 16 * 4 * 2 * 3);
  // From a single pixel each of the 16 outputs meets one element: a matrix product.
  const first = blockOf({ stride: 1, padding: 0, outHeight: 4, outWidth: 4, in: 100, out: 8 });
  const plan = planNetwork([first])[0];
  expect(plan?.geometry.phases.map((phase) => phase.taps.length)).toEqual(Array(16).fill(1));
  expect(plan?.multiplyAdds).toBe(100 * 16 * 8);
});

test('inputs go into planes and come back, also as halves, from any face on', () => {
  const block = blockOf({ in: 6, inHeight: 3, inWidth: 2, outHeight: 6, outWidth: 4 });
  const { input: layout } = planNetwork([block])[0] as PlannedBlock;
  const values = Float32Array.from({ length: 3 * 36 }, (_, i) => i - 50);
  const packed = packInput(layout, values, 1, 2);
  expect(packed).toHaveLength(2 * layout.quadsPerFace * 4);
  const sum = values.slice(36).reduce((total, value) => total + Math.abs(value), 0);
  expect(packed.reduce((total, value) => total + Math.abs(value), 0)).toBe(sum);
  const back = new Float32Array(3 * 36);
  unpackFloats(layout, packed, 2, back, 1);
  expect(back.slice(36)).toEqual(values.slice(36));
  back.fill(0);
  unpackHalves(layout, packHalves(packed), 2, back, 1);
  expect(back.slice(36)).toEqual(values.slice(36));
});

test('blocks that do not fit are refused by name', () => {
  const first = blockOf({ inHeight: 4, inWidth: 4, outHeight: 8, outWidth: 8 });
  expect(() => planNetwork([])).toThrow(/at least one block/);
  expect(() => planNetwork([first, first])).toThrow('blocks[1]: input: expected [1, 8, 8]');
  expect(() => planNetwork([{ ...first, outWidth: 9 }])).toThrow(
    'blocks[0]: output size: expected [8, 8], found [8, 9]',
  );
});

function blockOf(parts: Partial<FoldedBlock>): FoldedBlock {
  return {
    kind: 'conv_transpose',
    in: 1,
    out: 1,
    kernel: 4,
    stride: 2,
    padding: 1,
    inHeight: 1,
    inWidth: 1,
    outHeight: 2,
    outWidth: 2,
    weights: new Float32Array(0),
    bias: new Float32Array(0),
    activation: 'none',
    slope: 0,
    ...parts,
  };
}
