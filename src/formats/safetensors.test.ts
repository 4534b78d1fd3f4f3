import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { decodeFloat16 } from '../maths/float16.ts';
import { readSafetensors, readStoredArrays } from './safetensors.ts';
import { assemble, build } from './testing/buildSafetensors.ts';
import type { Part } from './testing/buildSafetensors.ts';

const bytesOf = (array: Uint16Array | Float32Array) => new Uint8Array(array.buffer);
const f32 = (...values: number[]): Part => ({
  dtype: 'F32',
  shape: [values.length],
  bytes: bytesOf(new Float32Array(values)),
});
const f16 = (...bits: number[]): Part => ({
  dtype: 'F16',
  shape: [bits.length],
  bytes: bytesOf(new Uint16Array(bits)),
});

function problemOf(run: () => unknown): PlaygroundError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof PlaygroundError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

test('reads float16 exactly: zeros, subnormals, normals, the largest', () => {
  const file = build({ w: f16(0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x7bff) });
  const values = [...(readSafetensors(file, 'f').get('w')?.values ?? [])];
  expect(values).toEqual([0, -0, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, 1, -2, 65504]);
});

test('reads every finite float16 as `maths/float16.ts` does, bit by bit', () => {
  const halves = Array.from({ length: 65536 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7c00) !== 0x7c00,
  );
  const { values } = readSafetensors(build({ w: f16(...halves) }), 'f').get('w') ?? {};
  expect(values).toEqual(Float32Array.from(halves, decodeFloat16));
});

test('reads bfloat16 and float32, aligned or not, and skips counters and metadata', () => {
  const file = build(
    {
      a: { dtype: 'BF16', shape: [2, 1], bytes: bytesOf(new Uint16Array([0x3f80, 0xc049])) },
      'main.1.num_batches_tracked': { dtype: 'I64', shape: [], bytes: new Uint8Array(8) },
      odd: { dtype: 'F16', shape: [1], bytes: new Uint8Array([0, 0x3c]) },
      b: f32(0.1, -3),
    },
    (header) => {
      header['__metadata__'] = { format: 'pt' };
    },
  );
  const weights = readSafetensors(file, 'f');
  expect([...weights.keys()]).toEqual(['a', 'odd', 'b']);
  expect(weights.get('a')?.shape).toEqual([2, 1]);
  expect([...(weights.get('a')?.values ?? [])]).toEqual([1, -3.140625]);
  expect([...(weights.get('b')?.values ?? [])]).toEqual([Math.fround(0.1), -3]);
});

test('names the tensor and the place of a value that is not finite', () => {
  for (const bits of [0x7c00, 0xfc00, 0x7e00]) {
    const problem = problemOf(() => readSafetensors(build({ 'main.0.weight': f16(0, bits) }), 'g'));
    expect(problem.code).toBe('bad-file');
    expect(problem.details).toMatchObject({ where: 'g: main.0.weight[1]' });
  }
  expect(problemOf(() => readSafetensors(build({ w: f32(1, NaN) }), 'g')).code).toBe('bad-file');
});

test.each<[string, () => ArrayBuffer, RegExp]>([
  ['empty', () => new ArrayBuffer(0), /at least 8 bytes/],
  ['header longer than the file', () => build({ w: f32(1) }).slice(0, 20), /header length/],
  ['not JSON', () => assemble('{"w": ', []), /not JSON/],
  ['not an object', () => assemble('[1]', []), /JSON object/],
  ['header over the cap', () => assemble(`{}${' '.repeat(1_000_001)}`, []), /header length/],
  ['truncated data', () => build({ w: f32(1, 2) }).slice(0, -4), /range within 4 bytes/],
  ['data left over', () => assemble('{}', [new Uint8Array(4)]), /data length/],
  [
    'unknown type',
    () => build({ w: { dtype: 'F64', shape: [1], bytes: new Uint8Array(8) } }),
    /F16, BF16, F32/,
  ],
  [
    'shape of another size',
    () => build({ w: { ...f32(1, 2), shape: [3] } }),
    /12 bytes for F32 \[3\]/,
  ],
  ['negative shape', () => build({ w: { ...f32(1), shape: [-1] } }), /whole numbers/],
  [
    'overlap',
    () =>
      build({ a: f32(1), b: f32(2) }, (header) => {
        header['b'] = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
      }),
    /overlap or gap/,
  ],
  [
    'offsets that are not numbers',
    () =>
      build({ a: f32(1) }, (header) => {
        header['a'] = { dtype: 'F32', shape: [1], data_offsets: ['0', 4] };
      }),
    /data_offsets/,
  ],
])('refuses a file: %s', (_, make, message) => {
  const problem = problemOf(() => readSafetensors(make(), 'generator.safetensors'));
  expect(problem.code).toBe('bad-file');
  expect(problem.message).toMatch(message);
  expect(problem.message).toContain('generator.safetensors');
  expect(problem.details).toHaveProperty('expected');
});

test('files with bytes are read where they are expected, and refused where weights are', () => {
  const half = f16(0x3c00, 0xc000);
  const bytes = build({ p: { dtype: 'U8', shape: [1, 3], bytes: Uint8Array.of(0, 7, 255) }, half });
  const { weights, bytes: arrays } = readStoredArrays(bytes, 'file');
  expect(arrays.get('p')).toEqual({ shape: [1, 3], values: Uint8Array.of(0, 7, 255) });
  expect([...arrays.keys(), ...weights.keys()]).toEqual(['p', 'half']);
  expect([...(weights.get('half')?.values ?? [])]).toEqual([1, -2]);
  expect(problemOf(() => readSafetensors(bytes, 'file')).message).toMatch(/one of F16, BF16, F32/);
  const short = build({ p: { dtype: 'U8', shape: [4], bytes: Uint8Array.of(0, 7, 255) } });
  expect(problemOf(() => readStoredArrays(short, 'file')).details).toMatchObject({
    expected: '4 bytes for U8 [4]',
    found: '3 bytes',
  });
});
